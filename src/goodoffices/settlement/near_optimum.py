# SPDX-License-Identifier: Apache-2.0
"""The packages of a concept out of all those that come near the optimum of the linear relaxation.

Whatever a concept prefers to a package meets some demands that the package meets: no smaller smallest gain, no smaller
sum, or, for a product, a weighted sum of gains that the inequality of the means gives. So once all packages that meet
the demands of one package are gathered, the best of them are the best there are, and all of them: a package is put
together from `pieces`, the `relaxation` says how high demands may be, and `gathering` gives all that meet them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, lcm, prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Concept, Limits
from goodoffices.settlement.frontier import totals
from goodoffices.settlement.gathering import BEGINNINGS, Gathered, gather
from goodoffices.settlement.listing import Listing
from goodoffices.settlement.measures import Aim
from goodoffices.settlement.nash import root_above
from goodoffices.settlement.pieces import Pieces, cut
from goodoffices.settlement.relaxation import Cut, Relaxation, Row
from goodoffices.settlement.tables import Tables


METHOD = "linear relaxation"
WEIGHT = 1 << 12
"""How finely the weights of gains are rounded."""
ROUNDS = 60
FIRST = 1 / 4096
"""How far below the optimum the first demands lie, as a share of what is at stake for each party."""
PACE = ((200, 2.5), (1000, 1.6), (5000, 1.3), (BEGINNINGS, 1.15))
"""By what the distance from the optimum grows, where so many beginnings were followed and no package was found."""


class NearOptimum:
    """The packages of a scenario that come near what its linear relaxation promises."""

    def __init__(self, table: Tables, *, limits: Limits) -> None:
        """`relaxation.suits` has to say that the tables suit."""
        self._table, self._limits = table, limits
        self._pieces = cut(table)
        self._possible = all(len(piece.terms) for piece in self._pieces.pieces)

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
                terms = self._highest([int(number * common) for number in each])
            case _:
                terms = self._levels(aim)
        return None if terms is None else self._listing(terms)

    def ideal(self, party: int) -> Listing | None:
        """Give acceptable packages with the most for a party among them; as `best`."""
        if not self._possible:
            return self._listing(np.zeros((0, len(self._table.sizes)), dtype=np.intp))
        terms = self._highest([int(each == party) for each in range(self._table.parties)])
        return None if terms is None else self._listing(terms)

    def _listing(self, terms: NDArray[np.intp]) -> Listing:
        return Listing(terms, totals(self._table, terms), True, METHOD)  # noqa: FBT003 - as listed

    def _search(self, rows: Sequence[Row]) -> _Search:
        return _Search(self._table, self._pieces, rows, self._limits)

    def _highest(self, weights: Sequence[int]) -> NDArray[np.intp] | None:
        search = self._search([*_minimums(self._table), Row(tuple(weights), 0, 1)])
        return search.widen(lambda step: [*self._table.minimums, floor(step)], first=1 / WEIGHT)

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
        return search.widen(least, first=FIRST * stake)

    def _nash(self) -> NDArray[np.intp] | None:
        table = self._table
        gains = Relaxation(table, self._pieces, _minimums(table, 1)).largest_product()
        if gains is None:
            return None
        count = len(gains)
        weights = [max(round(WEIGHT * max(gains) / gain), 1) for gain in gains]
        base = sum(weight * minimum for weight, minimum in zip(weights, table.minimums, strict=True))
        search = self._search([*_minimums(table, 1), Row(tuple(weights), base, 1)])

        def least(step: Fraction) -> list[int]:
            return [*(minimum + 1 for minimum in table.minimums), base + ceil(step)]

        found = search.widen(least, first=count * WEIGHT * max(gains) * 1e-7)
        top = search.relaxation.highest_step()
        if found is None or not len(found) or top is None:
            return None
        product = max(map(prod, (totals(table, found) - np.array(table.minimums)).tolist()))
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
        self.table, self._pieces, self._rows, self._limits = table, pieces, rows, limits
        self.relaxation = Relaxation(table, pieces, rows)

    def gather(self, least: Sequence[int], cuts: Sequence[Cut]) -> Gathered | None:
        return gather(self.table, self._pieces, self._rows, least, cuts, limits=self._limits)

    def widen(self, least: Callable[[Fraction], list[int]], *, first: float) -> NDArray[np.intp] | None:
        """Gather packages until there are some; none of them: no package reaches the minimums, all by themselves."""
        top = self.relaxation.highest_step()
        if top is None:
            return None
        distance, empty, narrowed = max(first, abs(top.value) * 1e-9), 0.0, False
        for _ in range(ROUNDS):
            if self._limits.spent():
                return None
            step = top.value - distance
            demanded = least(Fraction(step))
            found = self.gather(demanded, [top.cut, *(self.relaxation.aside(step) if self._pieces.ties else ())])
            if found is None:
                return None
            if found.terms is not None and (len(found.terms) or demanded == least(Fraction(-(1 << 80)))):
                return found.terms
            if found.terms is None:
                if empty == 0 or narrowed:
                    return None
                narrowed, distance = True, (empty * distance) ** 0.5
            else:
                empty = distance
                distance *= next(factor for most, factor in PACE if found.most <= most)
        return None
