# SPDX-License-Identifier: Apache-2.0
"""A scenario as whole numbers: what methods compute with.

Each party's scores are multiplied by the least number that makes all of them whole. Comparing, adding and multiplying
gains is then exact, and dividing by the scale gives the party's own points back. Issues with options only: continuous
issues are `goodoffices.settlement.ranges.edges`'s affair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from math import lcm

from goodoffices.settlement.scenario import Dependency, Holds, OnlyIf, Preferences, Scenario


Literal = tuple[int, frozenset[int]]
"""The place of an issue, and the places of those of its options of which one is taken."""


@dataclass(frozen=True, slots=True)
class Bonus:
    """What an interaction adds to one party's whole-number score when all of it holds."""

    party: int
    together: tuple[Literal, ...]
    adds: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """That at least `least` and at most `most` of some literals hold: the one form of every dependency."""

    of: tuple[Literal, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Tables:
    """Whole-number scores. `scores[issue][option][party]`; a score divided by `scales[party]` is in points."""

    sizes: tuple[int, ...]
    scores: tuple[tuple[tuple[int, ...], ...], ...]
    bonuses: tuple[Bonus, ...]
    bounds: tuple[Bounds, ...]
    minimums: tuple[int, ...]
    scales: tuple[int, ...]
    mosts: tuple[int | None, ...] = ()
    """For each party the greatest score that counts; None where no sum exceeds it. Empty where none exceeds any."""

    @property
    def uncut(self) -> Tables:
        """The tables by which scores are plain sums."""
        return replace(self, mosts=())

    def cut(self, sums: Sequence[int]) -> tuple[int, ...]:
        """Make scores of sums: what is more than the most counts as the most."""
        if not self.mosts:
            return tuple(sums)
        return tuple(each if most is None else min(each, most) for each, most in zip(sums, self.mosts, strict=True))

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.scales)

    def points(self, scores: tuple[int, ...]) -> tuple[Fraction, ...]:
        """Give whole-number scores in the parties' own points."""
        return tuple(Fraction(int(score), scale) for score, scale in zip(scores, self.scales, strict=True))


def tables(scenario: Scenario) -> Tables:
    """Make the tables of a scenario whose issues all have options. Raises ValueError for a continuous issue."""
    if any(issue.continuous for issue in scenario.issues):
        raise ValueError("a continuous issue has no table")
    places = {issue.id: place for place, issue in enumerate(scenario.issues)}
    options = [{option.id: place for place, option in enumerate(issue.options)} for issue in scenario.issues]

    def literal(what: Holds) -> Literal:
        issue = places[what.issue]
        return issue, frozenset(options[issue][option] for option in what.options)

    columns = [_column(scenario, party) for party in scenario.parties]
    scales = tuple(_scale(party, column) for party, column in zip(scenario.parties, columns, strict=True))
    mosts = tuple(
        None if party.most is None or _highest(party, column) <= party.most else int(party.most * scale)
        for party, column, scale in zip(scenario.parties, columns, scales, strict=True)
    )
    return Tables(
        sizes=tuple(len(issue.options) for issue in scenario.issues),
        scores=tuple(
            tuple(
                tuple(int(column[issue][option] * scale) for column, scale in zip(columns, scales, strict=True))
                for option in range(len(options[issue]))
            )
            for issue in range(len(scenario.issues))
        ),
        bonuses=tuple(
            Bonus(number, tuple(map(literal, each.together)), int(each.adds * scale))
            for number, (party, scale) in enumerate(zip(scenario.parties, scales, strict=True))
            for each in party.interactions
        ),
        bounds=tuple(chain.from_iterable(_bounds(each, literal, options) for each in scenario.dependencies)),
        minimums=tuple(int(party.minimum * scale) for party, scale in zip(scenario.parties, scales, strict=True)),
        scales=scales,
        mosts=() if set(mosts) <= {None} else mosts,
    )


def _column(scenario: Scenario, party: Preferences) -> list[list[Fraction]]:
    return [
        [
            party.weights.get(issue.id, Fraction(1)) * party.values.get(issue.id, {}).get(option.id, Fraction(0))
            for option in issue.options
        ]
        for issue in scenario.issues
    ]


def _scale(party: Preferences, column: list[list[Fraction]]) -> int:
    alone = (party.minimum,) if party.most is None else (party.minimum, party.most)
    numbers = chain(chain.from_iterable(column), (each.adds for each in party.interactions), alone)
    return lcm(*(number.denominator for number in numbers))


def _highest(party: Preferences, column: list[list[Fraction]]) -> Fraction:
    """What no sum exceeds."""
    best = (max(options, default=Fraction(0)) for options in column)
    return sum(chain(best, (each.adds for each in party.interactions if each.adds > 0)), Fraction(0))


def _bounds(dependency: Dependency, literal: Callable[[Holds], Literal], options: list[dict[str, int]]) -> list[Bounds]:
    if isinstance(dependency, OnlyIf):
        issue, taken = literal(dependency.term)
        others = frozenset(range(len(options[issue]))) - taken
        return [Bounds(((issue, others), literal(need)), 1, 2) for need in dependency.needs]
    most = len(dependency.of) if dependency.most is None else dependency.most
    return [Bounds(tuple(map(literal, dependency.of)), dependency.least, most)]
