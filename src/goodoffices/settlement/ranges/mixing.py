# SPDX-License-Identifier: Apache-2.0
"""The best mixture of corners under demands on the scores: a small linear program, solved and proven in whole numbers.

Its columns are the packages with every number at a corner, far too many to write down; the one that would help most is
found issue by issue (column generation: Dantzig and Wolfe 1960). The simplex method runs on whole numbers with a common
denominator (Edmonds 1967; Bareiss 1968), so nothing is rounded, and ties are broken lexicographically (Dantzig, Orden
and Wolfe 1955), so that it ends. The multipliers at the end are the proof: the demands, so multiplied and added, are a
demand that every package has to meet, whatever was chosen, and which no mixture of these choices meets by more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from goodoffices.settlement.ranges.stretches import Mixture, Stretch, Vector


@dataclass(frozen=True, slots=True)
class Row:
    """A demand on whole-number scores: that, weighed, they make at least `least`, and `rate` more for each step up."""

    weights: tuple[int, ...]
    least: int
    rate: int = 0

    def weigh(self, scores: Sequence[int | Fraction]) -> int | Fraction:
        """What scores make, weighed."""
        return sum(weight * score for weight, score in zip(self.weights, scores, strict=True) if weight)

    def strictly(self, above: Fraction) -> Row:
        """The demand that scores go more than so many steps up, without a rate: in whole numbers, one more at least."""
        return Row(
            self.weights, (self.least * above.denominator + self.rate * above.numerator) // above.denominator + 1
        )


def row(weights: Sequence[Fraction], least: Fraction, rate: int = 0) -> Row:
    """Write a demand in whole numbers."""
    common = lcm(least.denominator, *(weight.denominator for weight in weights))
    return Row(tuple(int(weight * common) for weight in weights), int(least * common), rate * common)


@dataclass(frozen=True, slots=True)
class Mixed:
    """What came of it."""

    value: Fraction | None
    """How many steps up there are at the most; None: the demands cannot be met."""
    mixture: Mixture
    scores: tuple[Fraction, ...]
    """The whole-number scores of the mixture."""
    cut: Row
    """The demands multiplied and added: a package that goes so many steps up meets it, these choices none higher."""


def mixed_best(
    scores: Sequence[Sequence[Vector]], taken: Sequence[Stretch], bonus: Sequence[int], rows: Sequence[Row]
) -> Mixed:
    """Find how many steps up a mixture of corners can go at the most, with one stretch chosen on each issue.

    `scores[issue][option][party]` are whole numbers, `bonus` is added to each party's. At least one row has a rate.
    """
    return _Simplex(scores, taken, bonus, rows).solved()


Column = tuple[str, object]
STEP: Final[Column] = ("step", None)
LACK: Final[Column] = ("lack", None)


class _Simplex:
    """Rows: one for each demand, and one that says that the shares sum to 1. Unknowns: shares of packages at corners,

    the steps (counted from below what any package has), by how much each demand is exceeded, and what is lacking.
    """

    def __init__(
        self, scores: Sequence[Sequence[Vector]], taken: Sequence[Stretch], bonus: Sequence[int], rows: Sequence[Row]
    ) -> None:
        self.rows = rows
        self.fixed = [stretch[0] for stretch in taken]
        self.open = [issue for issue, stretch in enumerate(taken) if len(stretch) > 1]
        self.points = {issue: [(place, scores[issue][place]) for place in taken[issue]] for issue in self.open}
        self.base = list(bonus)
        for issue, stretch in enumerate(taken):
            if len(stretch) == 1:
                for party, score in enumerate(scores[issue][stretch[0]]):
                    self.base[party] += score
        # Seen from the choices that are no question any more, numbers stay small.
        self.least = [each.least - sum(w * s for w, s in zip(each.weights, self.base, strict=True)) for each in rows]
        lowest = [
            sum(
                min(sum(w * s for w, s in zip(each.weights, score, strict=True)) for _, score in self.points[issue])
                for issue in self.open
            )
            - least
            for each, least in zip(rows, self.least, strict=True)
        ]
        self.floor = min(low // each.rate for low, each in zip(lowest, rows, strict=True) if each.rate) - 1
        self.needed = [least + each.rate * self.floor for least, each in zip(self.least, rows, strict=True)]
        self._begin()

    # -- columns

    def _picked(self, weights: Sequence[int]) -> tuple[tuple[int, ...], int]:
        """The package at corners that is worth most under weights of the parties, as places on the open issues."""
        picks, total = [], 0
        for issue in self.open:
            best, place = max(
                (sum(w * s for w, s in zip(weights, score, strict=True)), -place) for place, score in self.points[issue]
            )
            picks.append(-place)
            total += best
        return tuple(picks), total

    def _score(self, picks: tuple[int, ...]) -> list[int]:
        sums = [0] * len(self.base)
        for issue, pick in zip(self.open, picks, strict=True):
            for place, score in self.points[issue]:
                if place == pick:
                    sums = [a + b for a, b in zip(sums, score, strict=True)]
        return sums

    def _column(self, column: Column) -> list[int]:
        kind, what = column
        last = len(self.rows)
        if column == STEP:
            return [*(-each.rate for each in self.rows), 0]
        if column == LACK:
            return [*(int(not each.rate) for each in self.rows), 0]
        if kind == "more":
            return [-int(number == what) for number in range(last)] + [0]
        assert isinstance(what, tuple)  # noqa: S101 - picks
        scores = self._score(what)
        return [*(sum(w * s for w, s in zip(each.weights, scores, strict=True)) for each in self.rows), 1]

    # -- the tableau: the inverse of the basis and the values of its unknowns, as whole numbers over one denominator

    def _begin(self) -> None:
        count = len(self.rows)
        toward = [sum(each.weights[party] for each in self.rows) for party in range(len(self.base))]
        picks, _ = self._picked(toward)
        first: Column = ("share", picks)
        made = self._column(first)[:-1]
        rates = [number for number, each in enumerate(self.rows) if each.rate]
        tight = min(rates, key=lambda number: Fraction(made[number] - self.needed[number], self.rows[number].rate))
        fixed = [number for number, each in enumerate(self.rows) if not each.rate]
        short = max(fixed, key=lambda number: self.needed[number] - made[number], default=None)
        lacking = [] if short is None or made[short] >= self.needed[short] else [short]
        self.basis: list[Column] = [("more", number) for number in range(count)]
        self.basis.append(first)
        self.basis[tight] = STEP
        for number in lacking:
            self.basis[number] = LACK
        self.denominator = 1
        self.inverse = [[int(i == j) for j in range(count + 1)] for i in range(count + 1)]
        self.values = [*self.needed, 1]
        self.order: list[list[int]] = [[] for _ in range(count + 1)]
        special = [count, tight, *lacking]
        for place in special + [number for number in range(count) if number not in special]:
            self._pivot(place, self._direction(self._column(self.basis[place])))
        self._reset_order()

    def _reset_order(self) -> None:
        size = len(self.basis)
        self.order = [[self.denominator * int(i == j) for j in range(size)] for i in range(size)]

    def _direction(self, column: Sequence[int]) -> list[int]:
        return [sum(a * b for a, b in zip(line, column, strict=True) if b) for line in self.inverse]

    def _pivot(self, place: int, direction: Sequence[int]) -> None:
        pivot, before = direction[place], self.denominator
        line, value, order = self.inverse[place], self.values[place], self.order[place]
        for other, by in enumerate(direction):
            if other == place:
                continue
            self.inverse[other] = [
                (a * pivot - by * b) // before for a, b in zip(self.inverse[other], line, strict=True)
            ]
            self.values[other] = (self.values[other] * pivot - by * value) // before
            self.order[other] = [(a * pivot - by * b) // before for a, b in zip(self.order[other], order, strict=True)]
        self.denominator = pivot
        if pivot < 0:
            self.denominator = -pivot
            self.inverse = [[-a for a in each] for each in self.inverse]
            self.values = [-a for a in self.values]
            self.order = [[-a for a in each] for each in self.order]

    def _enter(self, column: Column) -> None:
        direction = self._direction(self._column(column))
        best: int | None = None
        for place, by in enumerate(direction):
            if by > 0 and (best is None or self._before(place, by, best, direction[best])):
                best = place
        if best is None:
            raise AssertionError("steps up without end: a demand with a rate is missing")
        self._pivot(best, direction)
        self.basis[best] = column

    def _before(self, place: int, by: int, other: int, of: int) -> bool:
        left, right = self.values[place] * of, self.values[other] * by
        if left != right:
            return left < right
        for a, b in zip(self.order[place], self.order[other], strict=True):
            if a * of != b * by:
                return a * of < b * by
        return False

    # -- the two phases

    def solved(self) -> Mixed:
        if LACK in self.basis:
            multipliers = self._climbed(LACK, -1)
            if LACK in self.basis:
                place = self.basis.index(LACK)
                if self.values[place]:
                    return Mixed(None, (), (), self._cut(multipliers))
                self._drive_out(place)
        self._reset_order()
        multipliers = self._climbed(STEP, 1)
        parts = [
            (Fraction(value, self.denominator), column[1])
            for value, column in zip(self.values, self.basis, strict=True)
            if column[0] == "share" and value
        ]
        steps = Fraction(self.values[self.basis.index(STEP)], self.denominator) if STEP in self.basis else Fraction(0)
        mixture, scores = [], [Fraction(base) for base in self.base]
        for share, picks in parts:
            assert isinstance(picks, tuple)  # noqa: S101 - picks
            places = list(self.fixed)
            for issue, pick in zip(self.open, picks, strict=True):
                places[issue] = pick
            mixture.append((share, tuple(places)))
            scores = [a + share * b for a, b in zip(scores, self._score(picks), strict=True)]
        return Mixed(steps + self.floor, tuple(mixture), tuple(scores), self._cut(multipliers))

    def _climbed(self, goal: Column, sign: int) -> list[int]:
        """Go on until nothing helps the goal; gives the multipliers of the demands, and that of the sum."""
        while goal in self.basis:
            line = self.inverse[self.basis.index(goal)]
            multipliers = [-sign * each for each in line]
            column = self._helping(multipliers, self.denominator if goal == STEP else 0)
            if column is None:
                return multipliers
            self._enter(column)
        return []

    def _helping(self, multipliers: Sequence[int], worth: int) -> Column | None:
        """A column that would raise the goal; None: none does."""
        number = min(range(len(self.rows)), key=lambda each: multipliers[each], default=0)
        if multipliers[number] < 0:
            return "more", number
        rate = sum(m * each.rate for m, each in zip(multipliers, self.rows, strict=False))
        if STEP not in self.basis and worth > rate:
            return STEP
        picks, total = self._picked(self._weights(multipliers))
        return ("share", picks) if total + multipliers[-1] > 0 else None

    def _weights(self, multipliers: Sequence[int]) -> list[int]:
        return [
            sum(m * each.weights[party] for m, each in zip(multipliers, self.rows, strict=False))
            for party in range(len(self.base))
        ]

    def _drive_out(self, place: int) -> None:
        """Put another unknown in place of what is lacking, which is nothing."""
        for number in range(len(self.rows)):
            direction = self._direction(self._column(("more", number)))
            if direction[place]:
                self._pivot(place, direction)
                self.basis[place] = ("more", number)
                return
        raise AssertionError("what is lacking hangs on nothing")

    def _cut(self, multipliers: Sequence[int]) -> Row:
        """The demands multiplied and added."""
        weights = self._weights(multipliers)
        least = sum(m * each.least for m, each in zip(multipliers, self.rows, strict=False))
        rate = sum(m * each.rate for m, each in zip(multipliers, self.rows, strict=False))
        common = gcd(least, rate, *weights) or 1
        return Row(tuple(weight // common for weight in weights), least // common, rate // common)
