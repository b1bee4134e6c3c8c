# SPDX-License-Identifier: Apache-2.0
"""Comparing packages on a page: the answers so far travel in the form, and each answer brings the next question.

Nothing of it is recorded before the party says that the scores are to be used. An answer stands in a field as the
places of the terms of both packages and which is preferred: `0,2;1,0;one`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from goodoffices.settlement import Issue, Preferences
from goodoffices.settlement.elicitation import Comparison, Contradiction, Question, fitted, next_question


ANSWER: Final = "answer."
MOST: Final = 60
"""How many answers a page takes."""
_WRITTEN: Final = re.compile(r"(\d{1,3}(?:,\d{1,3})*);(\d{1,3}(?:,\d{1,3})*);(one|other|level)", re.ASCII)
_OTHER_FIELDS: Final = frozenset({"question", "say", "drop", "use", "minimum"})


class Differing(NamedTuple):
    """One issue in which two packages differ: its name and the two terms."""

    issue: str
    one: str
    other: str


class Given(NamedTuple):
    """One answer: how it is written, what was compared, what was said, and whether it is part of a contradiction."""

    written: str
    differing: tuple[Differing, ...]
    said: str
    contradicts: bool


class Range(NamedTuple):
    """What the answers leave open of an issue's weight: the name, the least, what is taken, and the most."""

    issue: str
    low: Fraction
    taken: Fraction
    high: Fraction


class Stage(NamedTuple):
    """How far the comparing has come."""

    given: tuple[Given, ...]
    preferences: Preferences | None
    """What follows from the answers; none where they contradict one another or leave no room."""
    contradiction: bool
    question: str
    """The next question as it is written in the form; empty where there is none."""
    asks: tuple[Differing, ...]
    ranges: tuple[Range, ...]
    trouble: bool = False
    """Whether nothing could be found that agrees with the answers, though they do not contradict one another."""


def read(party: str, name: str, issues: tuple[Issue, ...], fields: Mapping[str, str]) -> Stage | None:
    """Read what was sent and find the next question; none for what no form of ours sends."""
    if not issues or any(not field.startswith(ANSWER) and field not in _OTHER_FIELDS for field in fields):
        return None
    answers = [text for field, text in sorted(fields.items(), key=_number) if field.startswith(ANSWER)]
    if fields.get("say"):
        answers.append(f"{fields.get('question', '')};{fields['say']}")
    if fields.get("drop", "") in answers:
        answers.remove(fields["drop"])
    compared = [_comparison(issues, text) for text in answers]
    if len(compared) > MOST or any(each is None for each in compared):
        return None
    known = [each for each in compared if each is not None]
    try:
        found = fitted(party, issues, known, name=name)
    except ValueError:
        return Stage(_given(issues, answers, known, ()), None, False, "", (), (), trouble=True)  # noqa: FBT003
    if isinstance(found, Contradiction):
        return Stage(_given(issues, answers, known, found.comparisons), None, True, "", (), ())  # noqa: FBT003
    question = next_question(issues, found.samples, known) if len(known) < MOST else None
    return Stage(
        given=_given(issues, answers, known, ()),
        preferences=found.preferences,
        contradiction=False,
        question=_written(question) if question is not None else "",
        asks=_differing(issues, question.one, question.other) if question is not None else (),
        ranges=_ranges(issues, found.preferences),
    )


def with_minimum(preferences: Preferences, minimum: Fraction) -> Preferences:
    """Give the preferences with a minimum."""
    return replace(preferences, minimum=minimum)


def _number(field: tuple[str, str]) -> int:
    digits = field[0].removeprefix(ANSWER)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0  # noqa: PLR2004 - see MOST


def _written(question: Question) -> str:
    return f"{','.join(map(str, question.one))};{','.join(map(str, question.other))}"


def _comparison(issues: tuple[Issue, ...], text: str) -> Comparison | None:
    matched = _WRITTEN.fullmatch(text)
    if matched is None:
        return None
    one, other = (tuple(map(int, places.split(","))) for places in matched.groups()[:2])
    for package in (one, other):
        if len(package) != len(issues) or any(
            place >= len(issue.options) for place, issue in zip(package, issues, strict=True)
        ):
            return None
    better, worse = (other, one) if matched[3] == "other" else (one, other)
    return Comparison(better, worse, level=matched[3] == "level")


def _given(
    issues: tuple[Issue, ...], answers: list[str], known: list[Comparison], wrong: tuple[int, ...]
) -> tuple[Given, ...]:
    return tuple(
        Given(text, _differing(issues, each.better, each.worse), "level" if each.level else "better", number in wrong)
        for number, (text, each) in enumerate(zip(answers, known, strict=True))
    )


def _differing(issues: tuple[Issue, ...], one: tuple[int, ...], other: tuple[int, ...]) -> tuple[Differing, ...]:
    return tuple(
        Differing(issue.name, issue.options[here].name, issue.options[there].name)
        for issue, here, there in zip(issues, one, other, strict=True)
        if here != there
    )


def _ranges(issues: tuple[Issue, ...], preferences: Preferences) -> tuple[Range, ...]:
    unsure = {each.issue: each for each in preferences.unsure if each.option is None}
    return tuple(
        Range(issue.name, unsure[issue.id].low, preferences.weights[issue.id], unsure[issue.id].high)
        for issue in issues
        if issue.id in unsure
    )
