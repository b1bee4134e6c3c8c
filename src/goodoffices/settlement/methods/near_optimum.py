# SPDX-License-Identifier: Apache-2.0
"""The packages of a concept out of all those that come near the optimum of the linear relaxation.

Whatever a concept prefers to a package meets some demands that the package meets: no smaller smallest gain, no smaller
sum, or, for a product, a weighted sum of gains that the inequality of the means gives. So once all packages that meet
the demands of one package are gathered, the best of them are the best there are, and all of them: a package is put
together from `pieces`, the `relaxation` says how high demands may be, and `gathering` gives all that meet them.

Where a greatest score counts, a package that meets demands with what counts of its sums meets them with the sums. So
all are gathered that meet with the sums what the best found meets with what counts of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Concept, Limits
from goodoffices.settlement.methods.gathering import BEGINNINGS, ROOM, Gathered, Manner, Wanted, gather
from goodoffices.settlement.methods.listing import Listing
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.methods.nash import root_above
from goodoffices.settlement.methods.pieces import Pieces, cut
from goodoffices.settlement.methods.relaxation import Cut, Relaxation, Row, Top
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.tables import Tables


Places = NDArray[np.intp]
METHOD = "linear relaxation"
WEIGHT = 1 << 12
"""How finely the weights of gains are rounded."""
Least: TypeAlias = Callable[[Fraction], list[int]]
"""What is demanded at a step."""
ROUNDS = 60
FOLLOWED = 2000
"""How many beginnings are followed, the most promising, until there is a package to start from."""
FIRST = 1 / 4096
"""How far below the optimum the first demands lie, as a share of what is at stake for each party."""
PACE = ((200, 2.5), (1000, 1.6), (5000, 1.3), (BEGINNINGS, 1.15))
"""By what the distance from the optimum grows, where so many beginnings were followed and no package was found."""
TIED = ((200, 4.0), (BEGINNINGS, 2.5))
"""The same where ties are."""
SLOW = 1.6
"""The same where only the promising beginnings were followed."""


class NearOptimum:
    """The packages of a scenario that come near what its linear relaxation promises."""

    def __init__(self, table: Tables, *, limits: Limits) -> None:
        """`relaxation.suits` has to say that the tables suit."""
        self._table, self._sums, self._limits = table, table.uncut, limits
        self._pieces = cut(self._sums)
        within = all(most is None or most >= low for most, low in zip(table.mosts, table.minimums, strict=False))
        self._possible = within and all(len(piece.terms) for piece in self._pieces.pieces)
        self.met: Listing | None = None
        """What was met where `best` did not get there."""
        self.bound: tuple[Fraction, ...] = ()
        """What the first number that the concept measures stays below, as far as it got to know."""

    def best(self, aim: Aim) -> Listing | None:
        """Give packages among which are all that are best by a concept; None: not to be had this way.

        Without any: it is proven that no package reaches the minimums.
        """
        if not self._possible:
            return self._listing(np.zeros((0, len(self._table.sizes)), dtype=np.intp))
        terms: NDArray[np.intp] | None
        match aim.concept:
            case Concept.NASH:
                terms = self._nash()
            case Concept.UTILITARIAN:
                each = [weight / scale for weight, scale in zip(aim.weights, self._table.scales, strict=True)]
                common = lcm(*(number.denominator for number in each))
                terms = self._highest([int(number * common) for number in each], every=True)
                self.bound = tuple(number / common for number in self.bound)
            case _:
                terms = self._levels(aim)
        return None if terms is None else self._listing(terms)

    def ideal(self, party: int) -> Listing | None:
        """Give acceptable packages with the most for a party among them; as `best`."""
        if not self._possible:
            return self._listing(np.zeros((0, len(self._table.sizes)), dtype=np.intp))
        terms = self._highest([int(each == party) for each in range(self._table.parties)], every=False)
        return None if terms is None else self._listing(terms)

    def _listing(self, terms: NDArray[np.intp]) -> Listing:
        every = not self._table.mosts  # what others better by plain sums may be level with them, and is not gathered
        return Listing(terms, totals(self._table, terms), every, METHOD)

    def _search(self, rows: Sequence[Row]) -> _Search:
        return _Search(self._sums, self._pieces, rows, self._limits)

    def _highest(self, weights: Sequence[int], *, every: bool) -> NDArray[np.intp] | None:
        search = self._search([*_minimums(self._table), Row(tuple(weights), 0, 1)])
        if not self._table.mosts and (
            not every or all(weights)
        ):  # else those that are efficient are wanted among the level ones
            search.wanted = Wanted(tuple(weights), self._table.minimums, every)
        found = search.all(
            lambda step: [*self._table.minimums, floor(step)],
            first=1 / WEIGHT,
            reached=lambda terms: Fraction(max(totals(self._table, terms) @ np.array(weights, dtype=object))),
            counted=self._table.mosts == (),
        )
        self._learn(search)
        return found

    def _learn(self, search: _Search) -> None:
        self.met = None if search.met is None else self._listing(search.met)
        self.bound = () if search.above is None else (search.above,)

    def _levels(self, aim: Aim) -> NDArray[np.intp] | None:
        if not any(aim.units):
            return None
        who = [party for party, unit in enumerate(aim.units) if unit]
        rows = [_alone(self._table, party, float(aim.base[party]), float(aim.units[party])) for party in who]

        def least(step: Fraction) -> list[int]:
            reach = [aim.at_least(p, step) if p in who else low for p, low in enumerate(self._table.minimums)]
            both = list(map(max, reach, self._table.minimums))
            return [*(both[party] for party in who), *both]

        search = self._search([*rows, *_minimums(self._table)])
        stake = max(search.relaxation.span(party) / float(aim.units[party]) for party in who)

        def reached(terms: NDArray[np.intp]) -> Fraction:
            return max(min(map(aim.gain, who, row)) for row in totals(self._table, terms)[:, who].tolist())

        found = search.all(least, first=FIRST * stake, reached=reached, counted=self._table.mosts == ())
        self._learn(search)
        return found

    def _nash(self) -> NDArray[np.intp] | None:
        table = self._table
        gains = Relaxation(self._sums, self._pieces, _minimums(table, 1)).largest_product()
        if gains is None:
            return None
        count = len(gains)
        weights = [max(round(WEIGHT * max(gains) / gain), 1) for gain in gains]
        base = sum(weight * minimum for weight, minimum in zip(weights, table.minimums, strict=True))
        search = self._search([*_minimums(table, 1), Row(tuple(weights), base, 1)])

        def least(step: Fraction) -> list[int]:
            return [*(minimum + 1 for minimum in table.minimums), base + ceil(step)]

        found = search.some(least, first=count * WEIGHT * max(gains) * 1e-7)
        self._learn(search)
        # The product is at most that of equal shares of a weighted sum, as the inequality of the means has it.
        self.bound = tuple(
            (step / count) ** count / prod(weights) / prod(table.scales) for step in self.bound if self.met is not None
        )
        top = search.relaxation.highest_step()
        if found is None or found.terms is None or not len(found.terms) or top is None:
            return None
        product = max(map(prod, (totals(table, found.terms) - np.array(table.minimums)).tolist()))
        if product <= 0:  # for a party nothing counts beyond its minimum, so that not all can gain
            return None
        needed = root_above(count**count * prod(weights) * product, count)
        again = search.gather(least(Fraction(needed)), [top.cut])
        return None if again is None else again.terms


def _minimums(table: Tables, more: int = 0) -> list[Row]:
    return [_alone(table, party, minimum + more) for party, minimum in enumerate(table.minimums)]


def _alone(table: Tables, party: int, least: float, rate: float = 0) -> Row:
    return Row(tuple(int(each == party) for each in range(table.parties)), least, rate)


class _Search:
    """The search for packages at a growing distance below the relaxation's optimum."""

    def __init__(self, table: Tables, pieces: Pieces, rows: Sequence[Row], limits: Limits) -> None:
        self._pieces, self._limits = pieces, limits
        self.relaxation = Relaxation(table, pieces, rows)
        self._known: list[Cut] = []
        self.wanted: Wanted | None = None
        self.met: Places | None = None
        """Packages that were met."""
        self.above: Fraction | None = None
        """A step that no package reaches."""

    def gather(self, least: Sequence[int], cuts: Sequence[Cut], *, followed: int | None = None) -> Gathered | None:
        manner = Manner(limits=self._limits, wanted=self.wanted, followed=followed)
        return gather(self.relaxation, least, cuts, self._known, manner)

    def some(self, least: Least, *, first: float) -> Gathered | None:
        """Gather packages further and further down until there are some; none, all: no package reaches the minimums."""
        top = self.relaxation.highest_step()
        if top is None:
            return None
        distance = max(first, abs(top.value) * 1e-9)
        lowest = least(Fraction(-(1 << 80)))
        for _ in range(ROUNDS):
            if self._limits.spent():
                return None
            step = Fraction(top.value - distance)
            demanded = least(step)
            found = self.gather(demanded, self._cuts(top, step), followed=FOLLOWED * (1 if self._pieces.ties else ROOM))
            if found is None or found.terms is None or len(found.terms):
                self.met = None if found is None else found.terms
                return found
            if found.whole:
                self.above = step
            if demanded == lowest:
                return found if found.whole else self.gather(demanded, self._cuts(top, step))
            pace = TIED if self._pieces.ties else PACE
            distance *= next(factor for most, factor in pace if found.most <= most) if found.whole else SLOW
        return None

    def all(self, least: Least, *, first: float, reached: Callable[[Places], Fraction], counted: bool) -> Places | None:
        """Gather all packages that are as good as the best; none of them: no package reaches the minimums.

        `reached`: how good the best of some are; `counted`: whether that is what their sums come to, and no less.
        """
        found = self.some(least, first=first)
        if found is None or found.terms is None or (found.whole and counted) or not len(found.terms):
            return None if found is None else found.terms
        top = self.relaxation.highest_step()
        if top is None:
            return None
        best = reached(found.terms)
        one = self.wanted is not None and not self.wanted.every
        again = self.gather(least(best + one), self._cuts(top, best))
        if again is None or again.terms is None:
            return None
        return found.terms if one and not len(again.terms) else again.terms

    def _cuts(self, top: Top, step: Fraction) -> list[Cut]:
        return [top.cut, *(self.relaxation.aside(float(step)) if self._pieces.ties else ())]
