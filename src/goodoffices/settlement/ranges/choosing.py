# SPDX-License-Identifier: Apache-2.0
"""The best choices of options and stretches: each is settled by a linear program, and its proof rules out others.

What a linear program proves of some choices are multipliers for the demands (`mixing`). So multiplied and added they
are a demand on all packages, and what any choices could make of it is a sum over the issues, each at its best. Choices
that cannot meet it with more than is found already need not be looked at (Benders 1962; as a search over choices,
Hooker and Ottosson 2003). Few choices are all kept in a list; of many, an integer program gives the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.packages import Package
from goodoffices.settlement.ranges.mixing import Mixed, Row, mixed_best
from goodoffices.settlement.ranges.stretches import Choices, Stretch


FEW = 20_000
"""Up to so many ways of choosing are kept in a list."""
WORD = 1 << 61

Taken = tuple[int, ...]
"""For each issue, the place of the stretch chosen."""


@dataclass(frozen=True, slots=True)
class Best:
    """What was found."""

    package: Package | None
    """The package that goes up most; None: none was found."""
    value: Fraction | None
    """How many steps up it goes."""
    proven: bool
    """Whether none goes higher; without a package, whether none meets the demands (or goes higher than asked)."""
    bound: Fraction | None = None
    """What none exceeds; None: not known."""


class Source(Protocol):
    """Gives choices that may still be better than what is found."""

    def next(self, above: Fraction | None) -> Taken | None:
        """Choices not yet settled that may go higher; None: there are none, or the time is up."""

    def rule_out(self, cut: Row) -> None:
        """Heed what was proven."""

    def settled(self, taken: Taken) -> None:
        """Do not give these choices again."""

    def add(self, row: Row) -> None:
        """Heed another demand."""

    def bound(self, above: Fraction | None) -> Fraction | None:
        """What nothing exceeds that is not settled; None: not known, or nothing is left."""

    @property
    def stopped(self) -> bool:
        """Whether the time was up before there were none."""


def stretches_of(choices: Choices, taken: Taken) -> list[Stretch]:
    """The stretches chosen."""
    return [each[place] for each, place in zip(choices.stretches, taken, strict=True)]


def source_of(choices: Choices, rows: Sequence[Row], limits: Limits) -> Source:
    """A list of all ways of choosing, or an integer program."""
    if choices.count <= FEW:
        return Listed(choices, limits)
    from goodoffices.settlement.ranges.choosing_program import Programmed  # noqa: PLC0415 - it stands on this module

    return Programmed(choices, rows, limits)


@dataclass
class Search:
    """Asks for the highest that packages can go under demands."""

    choices: Choices
    limits: Limits = field(default_factory=Limits)

    def highest(
        self,
        rows: list[Row],
        *,
        known: Package | None = None,
        above: Fraction | None = None,
        enough: Fraction | None = None,
        missed: Callable[[Sequence[Fraction], Fraction], Row | None] = lambda _scores, _steps: None,
    ) -> Best:
        """Find the package that goes most steps up under the demands.

        `known` goes `above` steps up already: only more is looked for. With `enough`, the search ends with any package
        that goes so high. `missed` gives a demand that whole-number scores do not meet and that was left out so far; it
        is added to the rows.
        """
        demands = rows
        source = source_of(self.choices, demands, self.limits)
        best, value = known, above
        while enough is None or value is None or value < enough:
            taken = source.next(value)
            if taken is None:
                bound = source.bound(value)
                if source.stopped:
                    return Best(best, value, proven=False, bound=bound)
                return Best(best, value, proven=True, bound=value)
            mixed = self.settle(taken, demands, missed, source)
            source.rule_out(mixed.cut)
            source.settled(taken)
            if mixed.value is not None and (value is None or mixed.value > value):
                value, best = mixed.value, self.choices.package(mixed.mixture)
                self.limits.told("choices", 0, 0)
        return Best(best, value, proven=True, bound=None)

    def settle(
        self,
        taken: Taken,
        demands: list[Row],
        missed: Callable[[Sequence[Fraction], Fraction], Row | None],
        source: Source | None = None,
    ) -> Mixed:
        """Solve the linear program of some choices, and add demands that were left out until none is missed."""
        stretches = stretches_of(self.choices, taken)
        bonus = self.choices.bonus(stretches)
        while True:
            mixed = mixed_best(self.choices.table.scores, stretches, bonus, demands)
            if mixed.value is None:
                return mixed
            extra = missed(mixed.scores, mixed.value)
            if extra is None:
                return mixed
            demands.append(extra)
            if source is not None:
                source.add(extra)


class Listed:
    """All ways of choosing in a list, with what each could at most make of every demand that was proven."""

    def __init__(self, choices: Choices, limits: Limits) -> None:
        self._choices, self._limits = choices, limits
        kept = [
            taken
            for taken in product(*(range(len(each)) for each in choices.stretches))
            if not choices.table.bounds or choices.kept(stretches_of(choices, taken))
        ]
        self._taken = np.array(kept, dtype=np.intp).reshape(len(kept), len(choices.stretches))
        self._left = np.ones(len(kept), dtype=np.bool_)
        self._cuts: list[tuple[Row, NDArray[Any]]] = []
        self._bonus = (
            np.array([choices.bonus(stretches_of(choices, taken)) for taken in kept], dtype=object).reshape(
                len(kept), choices.table.parties
            )
            if choices.table.bonuses
            else None
        )
        self._order = np.full(len(kept), np.inf)
        self._above: Fraction | None = None
        self.stopped = False

    def next(self, above: Fraction | None) -> Taken | None:
        if above != self._above:
            self._above = above
            for cut, most in self._cuts:
                self._drop(cut, most)
        rows = np.flatnonzero(self._left)
        if not len(rows):
            return None
        if self._limits.spent():
            self.stopped = True
            return None
        place = rows[int(np.argmax(self._order[rows]))]
        return tuple(map(int, self._taken[place]))

    def most(self, weights: Sequence[int]) -> NDArray[Any]:
        """What each of the ways of choosing could at most make of scores so weighed."""
        table = self._choices.table
        size = sum(
            max((abs(sum(w * s for w, s in zip(weights, score, strict=True))) for score in issue), default=0)
            for issue in table.scores
        ) + sum(abs(weights[bonus.party] * bonus.adds) for bonus in table.bonuses)
        number: type = np.int64 if size < WORD else object
        sums: NDArray[Any] = np.zeros(len(self._taken), dtype=number)
        for issue, stretches in enumerate(self._choices.stretches):
            worth = [
                max(sum(w * s for w, s in zip(weights, table.scores[issue][place], strict=True)) for place in stretch)
                for stretch in stretches
            ]
            sums = sums + np.array(worth, dtype=number)[self._taken[:, issue]]
        if self._bonus is not None:
            added = sum(weight * self._bonus[:, party] for party, weight in enumerate(weights))
            sums = sums + np.asarray(added, dtype=object).astype(number)
        return sums

    def rule_out(self, cut: Row) -> None:
        most = self.most(cut.weights)
        self._cuts.append((cut, most))
        self._drop(cut, most)
        if cut.rate:
            fits = max(cut.rate, abs(cut.least)) < WORD
            steps = ((most if fits else most.astype(object)) - cut.least) / cut.rate
            self._order = np.minimum(self._order, steps.astype(float))

    def _drop(self, cut: Row, most: NDArray[Any]) -> None:
        """Leave out what does not meet a demand with more than is found; a demand without a rate, at all."""
        if not cut.rate:
            self._left &= np.asarray(most >= cut.least, dtype=np.bool_)
        elif self._above is not None:
            self._left &= np.asarray(most >= cut.strictly(self._above).least, dtype=np.bool_)

    def settled(self, taken: Taken) -> None:
        self._left &= ~np.asarray((self._taken == np.array(taken, dtype=np.intp)).all(axis=1), dtype=np.bool_)

    def add(self, row: Row) -> None:
        """Nothing is known of a demand that only mixtures can meet."""

    def bound(self, above: Fraction | None) -> Fraction | None:
        rows = np.flatnonzero(self._left)
        if not len(rows) or not any(cut.rate for cut, _ in self._cuts):
            return None
        each = [
            min(Fraction(int(most[place]) - cut.least, cut.rate) for cut, most in self._cuts if cut.rate)
            for place in rows
        ]
        return max([*each, *([above] if above is not None else [])])
