# SPDX-License-Identifier: Apache-2.0
"""How scores, terms and counts of a scenario are written on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from goodoffices.settlement.answers import Status


if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.settlement import Issue, Move, Preferences, Scenario, Shift


PROOF: Final = {
    Status.PROVEN: "proven",
    Status.BEST_FOUND: "best found, not proven",
    Status.NONE: "proven that there is none",
}
"""How far something is proven, in a few words."""


def number(value: Fraction) -> str:
    """Write a number so that it can be read: as it is where four decimals are enough, and else about."""
    rounded = round(value, 4)
    text = f"{float(rounded):,.4f}".rstrip("0").rstrip(".")
    return text if rounded == value else f"≈{text}"


def many(count: int, one: str, several: str = "") -> str:
    """Count things."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def named(thing: Issue | Preferences) -> str:
    """What an issue or a party is called."""
    return thing.name or thing.id


def term(scenario: Scenario, place: int, value: int | Fraction) -> str:
    """What the term of an issue is called."""
    issue = scenario.issues[place]
    if issue.continuous:
        return f"{number(Fraction(value))} {issue.unit}".strip()
    option = issue.options[int(value)]
    if not option.name and option.amount is not None and option.id == str(option.amount):
        return f"{number(option.amount)} {issue.unit}".strip()
    return option.name or option.id


def terms(scenario: Scenario, values: Sequence[int | Fraction], places: Iterable[int]) -> str:
    """The terms of a package on some issues, on one line."""
    return "; ".join(f"{named(scenario.issues[place])}: {term(scenario, place, values[place])}" for place in places)


def scores(scenario: Scenario, values: Sequence[Fraction]) -> str:
    """A number for each party, on one line."""
    return ", ".join(f"{named(party)} {number(each)}" for party, each in zip(scenario.parties, values, strict=True))


def moved(scenario: Scenario, move: Move | Shift) -> str:
    """From which term to which an issue moves."""
    before, after = (term(scenario, move.issue, place) for place in (move.start, move.end))
    return f"{named(scenario.issues[move.issue])} moves from {before} to {after}"
