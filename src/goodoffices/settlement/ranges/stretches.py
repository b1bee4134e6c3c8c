# SPDX-License-Identifier: Apache-2.0
"""Continuous and mixed terms as choices: which option, and on which stretch of a range a number lies.

Every corner of a curve is an option of a table of whole numbers. A stretch is made of neighbouring corners between
which no party's curve bends upwards: whatever scores are mixed of its corners, the number mixed in the same shares is
worth at least as much to everybody. So once the choices are made, the best numbers are those of a linear program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod

from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.ranges.edges import corner_scenario, corners_of
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


Stretch = tuple[int, ...]
"""Places of options: one option, or the corners of a range that may be mixed."""
Vector = tuple[int, ...]
Mixture = tuple[tuple[Fraction, tuple[int, ...]], ...]
"""Shares that sum to 1, each of a package with every number at a corner, by the places of options and corners."""


@dataclass(frozen=True)
class Choices:
    """What there is to choose from on each issue, and the table of all corners."""

    scenario: Scenario
    table: Tables
    """Whole-number scores with every corner an option."""
    corners: tuple[tuple[Fraction, ...], ...]
    """The numbers of each continuous issue's corners in order; of an issue with options, nothing."""
    stretches: tuple[tuple[Stretch, ...], ...]

    @cached_property
    def count(self) -> int:
        """How many ways of choosing there are, dependencies aside."""
        return prod(map(len, self.stretches))

    def bonus(self, taken: Sequence[Stretch]) -> list[int]:
        """What interactions add to each party's whole-number score: they hang on options alone."""
        sums = [0] * self.table.parties
        for each in self.table.bonuses:
            if all(taken[issue][0] in options for issue, options in each.together):
                sums[each.party] += each.adds
        return sums

    def kept(self, taken: Sequence[Stretch]) -> bool:
        """Whether the dependencies are kept: these, too, hang on options alone."""
        return all(
            bounds.least <= sum(taken[issue][0] in options for issue, options in bounds.of) <= bounds.most
            for bounds in self.table.bounds
        )

    def package(self, mixture: Mixture) -> Package:
        """The package mixed of corners, counted from the scenario."""
        terms: list[int | Fraction] = []
        for place, corners in enumerate(self.corners):
            if corners:
                terms.append(sum((share * corners[picks[place]] for share, picks in mixture), Fraction(0)))
            else:
                terms.append(mixture[0][1][place])
        return package(self.scenario, tuple(terms))

    def whole(self, found: Package) -> tuple[Fraction, ...]:
        """A package's scores as the table counts them."""
        return tuple(score * scale for score, scale in zip(found.scores, self.table.scales, strict=True))

    def terms(self, picks: Sequence[int]) -> Terms:
        """The terms of a package with every number at a corner."""
        return tuple(corners[pick] if corners else pick for corners, pick in zip(self.corners, picks, strict=True))


def choices_of(scenario: Scenario, *, straight: bool = False) -> Choices:
    """Give the choices of a scenario, with continuous issues or without.

    `straight`: every part of a range between two corners is a stretch of its own, for what is asked both ways: then a
    mixture is worth just what its corners are.
    """
    table = tables(corner_scenario(scenario))
    corners = tuple(tuple(corners_of(scenario, issue)) if issue.continuous else () for issue in scenario.issues)
    tied = {issue for bonus in table.bonuses for issue, _ in bonus.together}
    tied |= {issue for bounds in table.bounds for issue, _ in bounds.of}
    stretches = []
    for place, numbers in enumerate(corners):
        if numbers:
            stretches.append(_stretches(numbers, table.scores[place], straight=straight))
        elif straight or place in tied:
            stretches.append(tuple((option,) for option in range(table.sizes[place])))
        else:
            stretches.append(tuple((option,) for option in _best(table.scores[place])))
    return Choices(scenario, table, corners, tuple(stretches))


def _stretches(numbers: Sequence[Fraction], scores: Sequence[Vector], *, straight: bool) -> tuple[Stretch, ...]:
    found = [[0, 1]]
    for corner in range(2, len(numbers)):
        if straight or _bends_up(numbers, scores, corner - 1):
            found.append([corner - 1])
        found[-1].append(corner)
    return tuple(map(tuple, found))


def _bends_up(numbers: Sequence[Fraction], scores: Sequence[Vector], corner: int) -> bool:
    """Whether some party's curve rises more steeply, or falls less, after a corner than before it."""
    before, after = numbers[corner] - numbers[corner - 1], numbers[corner + 1] - numbers[corner]
    return any(
        (right - here) * before > (here - left) * after
        for left, here, right in zip(scores[corner - 1], scores[corner], scores[corner + 1], strict=True)
    )


def _best(scores: Sequence[Vector]) -> list[int]:
    """The options that no other is as good as for all, of an issue on which nothing hangs; one where some are level."""
    kept: list[int] = []
    for option, row in enumerate(scores):
        if any(all(a >= b for a, b in zip(scores[other], row, strict=True)) for other in kept):
            continue
        kept = [other for other in kept if not all(a <= b for a, b in zip(scores[other], row, strict=True))]
        kept.append(option)
    return kept
