# SPDX-License-Identifier: Apache-2.0
"""Ratings and weights as somebody typed them, read as exact numbers or said to be wrong beside their fields.

A number that a form begins with is shown short, as a person would write it. Where it still stands as it was shown, it
counts as the exact number that it was, so that looking at a form and sending it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from goodoffices.domain.scores import text_of
from goodoffices.domain.terms.amounts import UnclearError, plain, read_number
from goodoffices.settlement import Issue, Preferences, exact
from goodoffices.settlement.elicitation import POINTS, rated, swung
from goodoffices.web.writing import _


HUNDREDTHS: Final = 100


class Way(StrEnum):
    """In which way scores are asked for; the words stand in addresses."""

    RATING = "rating"
    SWING = "swing"


class Rated(NamedTuple):
    """What was read: the preferences, unless something is wrong; and what is wrong, by the name of the field."""

    preferences: Preferences | None
    problems: dict[str, str]


class Wrong(NamedTuple):
    """What the list above a form says: of one field what is wrong, or of an issue how many numbers are missing."""

    field: str
    """To which the list leads."""
    where: str
    sentence: str
    missing: int = 0


class WrongError(ValueError):
    """What is wrong with a number, in the reader's language."""


def fields_of(issues: Sequence[Issue]) -> Iterator[tuple[str, str]]:
    """Give every field of the form, by its name, with what it is called where it does not stand beside its place."""
    for issue in issues:
        for place, option in enumerate(issue.options, start=1):
            yield f"value.{issue.id}.{place}", f"{issue.name}, {option.name}"
        yield f"weight.{issue.id}", issue.name
    yield "minimum", _("Your minimum, in points of 100")
    yield "note", _("Note")


def points(text: str) -> Fraction:
    """Read a number: digits of any script, a point or a comma, or a fraction. Raises WrongError."""
    written = plain(text)
    if not written:
        raise WrongError(_("Write a number, such as 50."))
    try:
        found = exact(written) if "/" in written else read_number(written)
    except UnclearError as unclear:
        raise WrongError(_("This could be {}; write one of them.").format(unclear)) from None
    except ValueError:
        found = None
    if found is None:
        raise WrongError(_("This is no number; write it in digits, such as 50 or 12.5."))
    return exact(found)


def shown(number: Fraction) -> str:
    """Write a number as a form begins with it: in full with up to two decimals, or else rounded to one.

    What is so near to 0 that nothing would be left of it keeps its first digit.
    """
    decimals = 1
    while number and not round(number * 10**decimals):
        decimals += 1
    exactly = (number * HUNDREDTHS).denominator == 1
    return text_of(number if exactly else Fraction(round(number * 10**decimals), 10**decimals))


def meant(text: str, begun: Fraction | None) -> Fraction:
    """Read a number that the form began with; left as it was shown, it is the exact one. Raises WrongError."""
    return begun if begun is not None and plain(text) == shown(begun) else points(text)


def read(  # noqa: PLR0917 - what is typed, where, and what stood there before
    party: str,
    name: str,
    issues: tuple[Issue, ...],
    way: Way,
    typed: Mapping[str, str],
    begun: Mapping[str, Fraction],
) -> Rated:
    """Read a form of ratings; every field is looked at. `begun`: the numbers that it began with."""
    problems: dict[str, str] = {}

    def number(field: str) -> Fraction:
        try:
            return meant(typed.get(field, ""), begun.get(field))
        except WrongError as wrong:
            problems[field] = str(wrong)
            return Fraction(0)

    ratings = {
        issue.id: {option.id: number(f"value.{issue.id}.{place}") for place, option in enumerate(issue.options, 1)}
        for issue in issues
    }
    weights = {issue.id: number(f"weight.{issue.id}") for issue in issues}
    minimum = number("minimum")
    for issue, weight in weights.items():
        field = f"weight.{issue}"
        if field not in problems and weight < 0:
            problems[field] = _("It cannot be less than 0; turn the values of its terms round instead.")
        elif field not in problems and way is Way.SWING and weight > POINTS:
            problems[field] = _("The first one has 100, and no other can have more.")
    if not problems:
        problems |= _of_the_whole(issues, way, ratings, weights)
    if problems:
        return Rated(None, problems)
    make = swung if way is Way.SWING else rated
    return Rated(make(party, issues, ratings, weights, name=name, minimum=minimum), {})


def summed_up(issues: Sequence[Issue], problems: Mapping[str, str], typed: Mapping[str, str]) -> list[Wrong]:
    """List what is wrong; where an issue lacks several numbers, they are one line."""
    labels = dict(fields_of(issues))
    empty: dict[str, list[str]] = {}
    found = []
    for field, sentence in problems.items():
        kind, _dot, rest = field.partition(".")
        issue = rest.rpartition(".")[0] if kind == "value" else rest
        if issue and not typed.get(field, "").strip():
            empty.setdefault(issue, []).append(field)
        else:
            found.append(Wrong(field, labels[field], sentence))
    names = {issue.id: issue.name for issue in issues}
    for issue, fields in empty.items():
        alone = len(fields) == 1
        where = labels[fields[0]] if alone else names[issue]
        found.append(Wrong(fields[0], where, problems[fields[0]], 0 if alone else len(fields)))
    order = list(labels)
    return sorted(found, key=lambda each: order.index(each.field))


def _of_the_whole(
    issues: tuple[Issue, ...], way: Way, ratings: dict[str, dict[str, Fraction]], weights: dict[str, Fraction]
) -> dict[str, str]:
    first = f"weight.{issues[0].id}" if issues else ""
    if way is Way.SWING and max(weights.values(), default=POINTS) != POINTS:
        return {first: _("The one that you would improve first has to have 100.")}
    if all(not weights[issue.id] or len(set(ratings[issue.id].values())) == 1 for issue in issues):
        return {
            first: _(
                "As it stands nothing makes a difference: give weight to an issue whose terms are not all worth the "
                "same."
            )
        }
    return {}
