# SPDX-License-Identifier: Apache-2.0
"""Scores: what matters to one party, and how much, in numbers that are kept exactly as they were given.

They stand in that party's own record. Only a release of them lets the mediator's record hold them too, and that can be
taken back. A score is a text such as `0.35` or `7/20`, since no record holds a number that could be rounded.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from goodoffices.domain.dependencies import Taken
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.references import DelegationId, IssueId
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


if TYPE_CHECKING:
    from fractions import Fraction


_NUMBER: Final = re.compile(r"-?\d{1,30}(?:\.\d{1,30}|/\d{1,30})?", re.ASCII)
_LONGEST: Final = 30
_MOST_DECIMALS: Final = 9


class FoundBy(StrEnum):
    """How scores were found."""

    RATING = "direct rating"
    SWING = "swing weighting"
    COMPARING = "comparing packages"
    SPREADSHEET = "spreadsheet"


class TermValue(Value, frozen=True, kw_only=True):
    """What one term of an issue is worth, beside the other terms of that issue."""

    term: Line
    value: Line


class IssueScores(Value, frozen=True, kw_only=True):
    """What one issue weighs, and what each of its terms is worth; the two are multiplied."""

    issue: IssueId
    weight: Line = "1"
    values: tuple[TermValue, ...]


class Together(Value, frozen=True, kw_only=True):
    """What is added to the score when all of these terms are had together; it may be less than nothing."""

    terms: tuple[Taken, ...]
    adds: Line


class Unsure(Value, frozen=True, kw_only=True):
    """Between which numbers a party places a weight, or the value of one term, of which it is unsure."""

    issue: IssueId
    term: Line | None = None
    """Left out, it is the weight of the issue."""
    low: Line
    high: Line


class Scores(Value, frozen=True, kw_only=True, tag="scores"):
    """What matters to one party, as it said at some time. New scores are a new entry; the last ones count."""

    id: Id
    delegation: DelegationId
    when: When
    found_by: FoundBy = FoundBy.RATING
    issues: tuple[IssueScores, ...]
    together: tuple[Together, ...] = ()
    minimum: Line = "0"
    """What no agreement is worth to it: a package below that it would refuse."""
    unsure: tuple[Unsure, ...] = ()
    received: When | None = None
    """In the mediator's record: when the party's release of them was taken over."""
    note: Text | None = None


def number(text: str) -> Fraction | None:
    """Read a number as scores hold it, exactly: `12`, `0.35`, `-3`, `7/20`; none for anything else."""
    from fractions import Fraction  # noqa: PLC0415 - whoever reads no scores needs none

    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None


def text_of(exact: Fraction) -> str:
    """Write a number so that `number` reads it again: whole or decimal where that is short, or else as a fraction.

    One that would be too long to be read is rounded to nine decimals. From 10^30 on nothing is read.
    """
    if exact.denominator == 1:
        text = str(exact)
    else:
        scaled = exact * 10**_MOST_DECIMALS
        is_short = scaled.denominator == 1
        is_long = max(len(str(abs(exact.numerator))), len(str(exact.denominator))) > _LONGEST
        text = _decimal(round(scaled)) if is_short or is_long else str(exact)
    return text


def _decimal(scaled: int) -> str:
    digits = str(abs(scaled)).rjust(_MOST_DECIMALS + 1, "0")
    text = f"{digits[:-_MOST_DECIMALS]}.{digits[-_MOST_DECIMALS:]}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text


def terms_to_weigh(issue: Issue) -> tuple[str, ...]:
    """List the terms of an issue that a party is asked to weigh, in their order and spelling; none where none are set.

    Of a choice they are its options, of a yes or no the two; of anything else its steps.
    """
    if issue.kind is IssueKind.CHOICE:
        return tuple(option.id for option in issue.options)
    return ("yes", "no") if issue.kind is IssueKind.YES_OR_NO else issue.steps
