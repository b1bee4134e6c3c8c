# SPDX-License-Identifier: Apache-2.0
"""Moves on continuous issues: to which numbers a term may have to move, found on the corners of the curves.

What a number is worth hangs on nothing else, so a move on a continuous issue adds what it is worth by itself. Where a
party's curve reaches a value first, in each direction, is between two corners, where it is straight: a fraction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from goodoffices.settlement.moves import Move, Shift
from goodoffices.settlement.packages import Terms, package
from goodoffices.settlement.ranges.edges import corners_of, listed_numbers, refuse_most, value_of
from goodoffices.settlement.scenario import Issue, Preferences, Scenario


def with_numbers(
    scenario: Scenario, terms: Terms, numbers: Mapping[int, Sequence[Fraction]]
) -> tuple[Scenario, tuple[int, ...]]:
    """Give the scenario with some numbers of each range as options, its term among them; and the terms' places."""
    places = {issue.id: place for place, issue in enumerate(scenario.issues)}

    def listed(issue: Issue) -> list[Fraction]:
        place = places[issue.id]
        return sorted({Fraction(terms[place]), *numbers.get(place, ())})

    found = tuple(
        listed(issue).index(Fraction(term)) if issue.continuous else int(term)
        for issue, term in zip(scenario.issues, terms, strict=True)
    )
    return listed_numbers(scenario, listed), found


def in_numbers(scenario: Scenario, listed: Scenario, move: Move) -> Move | Shift:
    """A move between options that stand for numbers as one between the numbers."""
    if not scenario.issues[move.issue].continuous:
        return move
    start, end = (listed.issues[move.issue].options[place].amount for place in (move.start, move.end))
    assert start is not None  # noqa: S101 - such options have their amounts
    assert end is not None  # noqa: S101 - such options have their amounts
    return Shift(move.issue, start, end)


def reaching_numbers(scenario: Scenario, terms: Terms, party: int) -> dict[int, list[Fraction]]:
    """For each continuous issue, the nearest number each way that brings a party to its minimum; else the best."""
    refuse_most(scenario)
    who = scenario.parties[party]
    lacking = who.minimum - package(scenario, terms).scores[party]
    found: dict[int, list[Fraction]] = {}
    for place, issue in enumerate(scenario.issues):
        if issue.continuous:
            now = Fraction(terms[place])
            goal = value_of(who, issue, now) + lacking
            found[place] = [
                number
                for upwards in (False, True)
                if (number := _nearest(scenario, who, issue, now, goal, upwards)) != now
            ]
    return found


def _nearest(  # noqa: PLR0917 - all positional, in the order of the sentence
    scenario: Scenario,
    party: Preferences,
    issue: Issue,
    now: Fraction,
    goal: Fraction,
    upwards: bool,  # noqa: FBT001
) -> Fraction:
    corners = [corner for corner in corners_of(scenario, issue) if (corner > now if upwards else corner < now)]
    path = [now, *(corners if upwards else reversed(corners))]
    worth = [value_of(party, issue, number) for number in path]
    for (left, right), (low, high) in zip(pairwise(path), pairwise(worth), strict=True):
        if low < goal <= high:
            found: Fraction = left + (right - left) * (goal - low) / (high - low)
            return found
    best: Fraction = path[worth.index(max(worth))]
    return best


@dataclass(frozen=True, slots=True)
class Reach:
    """A part of a range to which a term may move, on which each party either loses by it all along or nowhere."""

    issue: int
    ends: tuple[Fraction, Fraction]
    changes: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]
    """What moving to either end is worth to each party."""
    hurt: frozenset[int]
    """Who loses by moving there, between the ends."""


def reaches(scenario: Scenario, terms: Terms, place: int) -> Iterator[Reach]:
    """Give the parts of a range on which moving there, by itself, costs somebody something."""
    issue, now = scenario.issues[place], Fraction(terms[place])
    here = [value_of(party, issue, now) for party in scenario.parties]

    def change(number: Fraction) -> tuple[Fraction, ...]:
        return tuple(value_of(party, issue, number) - was for party, was in zip(scenario.parties, here, strict=True))

    marks = {now, *corners_of(scenario, issue)}
    for left, right in pairwise(sorted(marks)):
        for before, after in zip(change(left), change(right), strict=True):
            if before * after < 0:
                marks.add(left + (right - left) * before / (before - after))
    for left, right in pairwise(sorted(marks)):
        hurt = frozenset(party for party, each in enumerate(change((left + right) / 2)) if each < 0)
        if hurt:
            yield Reach(place, (left, right), (change(left), change(right)), hurt)
