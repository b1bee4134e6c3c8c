# SPDX-License-Identifier: Apache-2.0
"""The Nash package by integer programs, proven in whole numbers.

The product of the gains is largest (Nash 1950). A package that is found gives weights w, about one over its gains. The
inequality of the means, product(w·gain) ≤ (sum(w·gain) / n)^n, says how large the weighted sum of the gains of every
better package must at least be: a linear demand, exact in whole numbers. Demands are added until no package meets them
all. Where not all can gain, the largest sets of parties that can are tried one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import log, prod
from typing import TYPE_CHECKING, Any

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.integer_program import Model, Solved, hint, sizes, solve, total
from goodoffices.settlement.methods.levels import LARGEST, LISTED, Found, acceptable_model, exclude
from goodoffices.settlement.tables import Tables


if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

WEIGHT = 1 << 30
"""About what a weight times its party's gain is: how finely weights are rounded."""
FINE = 1 << 30
"""Into how many steps a logarithm is divided: it only guides the search, nothing is proven by it."""
TANGENTS = 24


def nash(table: Tables, *, limits: Limits, known: Sequence[tuple[int, ...]] = ()) -> Found:
    """Find the packages with the largest product of gains over the minimums.

    `known`: packages that reach the minimums; the search begins with the best of them.
    """
    everybody = tuple(range(table.parties))
    best = _Search(table, everybody, limits).run(known)
    if best.products or not best.proven:
        return best.found(table)
    count, proven = _most(table, limits)
    if not proven or not count:
        terms, nothing = _any(table, limits)
        proven = nothing if not terms else proven
        return Found(terms=terms, proven=proven)
    searches = [_Search(table, gainers, limits).run(known) for gainers in combinations(everybody, count)]
    found = [search for search in searches if search.products]
    if not found:
        return Found(terms=(), proven=False)
    largest = max(search.points(table) for search in found)
    level = [search for search in found if search.points(table) == largest]
    return Found(
        terms=tuple(sorted({terms for search in level for terms in search.products})),
        proven=all(search.proven for search in searches),
        complete=all(search.complete for search in level),
    )


def _any(table: Tables, limits: Limits) -> tuple[tuple[tuple[int, ...], ...], bool]:
    solved = solve(acceptable_model(table), limits=limits)
    return (() if solved.terms is None else (solved.terms,)), solved.proven


def _most(table: Tables, limits: Limits) -> tuple[int, bool]:
    """The largest number of parties that can gain at once, and whether that is proven."""
    model = acceptable_model(table)
    gaining = []
    for party, (score, minimum) in enumerate(zip(model.scores, table.minimums, strict=True)):
        literal = model.program.new_bool_var(f"{party} gains")
        model.program.add(score >= minimum + 1).only_enforce_if(literal)
        gaining.append(literal)
    model.program.maximize(sum(gaining))
    solved = solve(model, limits=limits)
    return solved.bound if solved.terms is not None else 0, solved.proven


def root_above(number: int, degree: int) -> int:
    """The least whole number whose power of this degree is not below a number."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if middle**degree >= number else (middle + 1, high)
    return low


@dataclass(frozen=True, slots=True)
class Demand:
    """Weights, by which the sum of the gains of any package with at least a product is bounded from below."""

    weights: tuple[int, ...]

    def least(self, product: int) -> int:
        """What the weighted sum of gains is at least, where their product is at least this."""
        count = len(self.weights)
        return root_above(count**count * prod(self.weights) * product, count)


class _Search:
    """The search for the largest product where just these parties gain."""

    def __init__(self, table: Tables, gainers: Sequence[int], limits: Limits) -> None:
        self._table, self._gainers, self._limits = table, tuple(gainers), limits
        self._sizes = [max(size, 1) for size in sizes(table)]
        self._demands: list[Demand] = []
        self._beaten: set[tuple[int, ...]] = set()
        self._product = 0
        self._bound: Fraction | None = None
        self.products: list[tuple[int, ...]] = []
        """The packages with the largest product found."""
        self.proven = False
        self.complete = False

    def run(self, known: Sequence[tuple[int, ...]]) -> _Search:
        gaining = [terms for terms in known if min(self._gains(terms)) > 0]
        best = max(gaining, key=lambda terms: prod(self._gains(terms)), default=None)
        self._begin(best)
        if best is not None and prod(self._gains(best)) > self._product:
            self._meet(Solved(best, proven=False))
        while not self.proven:
            if self._limits.spent():
                break
            full = len(self.products) >= LISTED
            model = self._program(self._product + full)
            weights = self._demands[-1].weights if self._demands else None
            if weights:
                model.program.maximize(self._sum(model, weights))
            solved = self._solve(model)
            if solved.terms is None:
                self.proven = solved.proven
                self.complete = solved.proven and not full
                break
            self._meet(solved)
            if not solved.proven:
                self._bound = self._most(solved.bound) if weights else None
                break
        return self

    def points(self, table: Tables) -> Fraction:
        return Fraction(self._product, prod(table.scales[party] for party in self._gainers))

    def found(self, table: Tables) -> Found:
        scale = prod(table.scales[party] for party in self._gainers)
        bound = () if self._bound is None else (self._bound / scale,)
        return Found(terms=tuple(sorted(self.products)), proven=self.proven, bound=bound, complete=self.complete)

    def _gains(self, terms: Sequence[int]) -> tuple[int, ...]:
        scores = total(self._table, terms)
        return tuple(scores[party] - self._table.minimums[party] for party in self._gainers)

    def _sum(self, model: Model, weights: Sequence[int]) -> LinearExprT:
        scores: Any = model.scores
        total: LinearExprT = sum(
            w * (scores[p] - self._table.minimums[p]) for w, p in zip(weights, self._gainers, strict=True)
        )
        return total

    def _most(self, weighted: int) -> Fraction:
        """What the product cannot exceed where a weighted sum of gains is at most so much."""
        weights = self._demands[-1].weights
        count = len(weights)
        return Fraction(weighted**count, count**count * prod(weights))

    def _solve(self, model: Model) -> Solved:
        if self.products:
            hint(model, self.products[0])
        return solve(model, limits=self._limits)

    def _begin(self, known: tuple[int, ...] | None) -> None:
        """A good package to begin with: the sum of the logarithms, each below some of its tangents, is largest."""
        model = self._program(0)
        most = [model.highest[party] - self._table.minimums[party] for party in self._gainers]
        if min(most) < 1:
            self.proven = True
            return
        touched = [tangents(each) for each in most]
        fine = min(
            FINE,
            *(
                LARGEST // 4 * places[-1] // self._sizes[party]
                for places, party in zip(touched, self._gainers, strict=True)
            ),
        )
        objective = []
        for party, top, places in zip(self._gainers, most, touched, strict=True):
            logarithm = model.program.new_int_var(-64 * fine, 0, f"logarithm {party}")
            gain = model.scores[party] - self._table.minimums[party]
            for place in places:
                # log(gain / most) ≤ log(place / most) + (gain - place) / place
                model.program.add(logarithm <= fine // place * gain + round(fine * (log(place / top) - 1)))
            objective.append(logarithm)
        model.program.maximize(sum(objective))
        if known is not None:
            hint(model, known)
        solved = self._solve(model)
        if solved.terms is not None:  # else it is for the program without logarithms to say that there is none
            self._meet(solved)

    def _program(self, product: int) -> Model:
        model = acceptable_model(self._table)
        for party in self._gainers:
            model.program.add(model.scores[party] >= self._table.minimums[party] + 1)
        for demand in self._demands:
            model.program.add(self._sum(model, demand.weights) >= demand.least(product))
        for gains in self._beaten:
            better = [model.program.new_bool_var("better") for _ in gains]
            for party, gain, literal in zip(self._gainers, gains, better, strict=True):
                least = self._table.minimums[party] + gain + 1
                model.program.add(model.scores[party] >= least).only_enforce_if(literal)
            model.program.add_bool_or(better)
        for terms in self.products:
            exclude(model, terms)
        return model

    def _meet(self, solved: Solved) -> None:
        """Take in what was found: better packages, level ones, and demands that rule the last one's like out."""
        for terms in dict.fromkeys((*solved.others, solved.terms)):
            if terms is None:
                continue
            gains = self._gains(terms)
            product = prod(gains)
            if product > self._product:
                self._beaten |= {self._gains(each) for each in self.products}
                self._product, self.products = product, [terms]
            elif product == self._product and len(self.products) < LISTED and terms not in self.products:
                self.products.append(terms)
            else:
                self._beaten.add(gains)
        if solved.terms is not None:
            self._demands.append(self._weights(self._gains(solved.terms)))
            if len(self._demands) == 1 or solved.terms != self.products[0]:
                self._demands.append(self._weights(self._gains(self.products[0])))

    def _weights(self, gains: Sequence[int]) -> Demand:
        spans = [self._sizes[party] for party in self._gainers]
        weight = WEIGHT
        while weight > 1 and sum(max(weight // g, 1) * s for g, s in zip(gains, spans, strict=True)) > LARGEST:
            weight >>= 1
        return Demand(tuple(max(round(Fraction(weight, gain)), 1) for gain in gains))


def tangents(most: int) -> list[int]:
    """Where tangents touch the logarithm between 1 and `most`: dense at the top, each a quarter below the last."""
    places: list[int] = []
    place = most
    while place >= 1 and len(places) < TANGENTS:
        places.append(place)
        place = min(place * 4 // 5, place - 1)
    return places
