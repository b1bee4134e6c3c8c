# SPDX-License-Identifier: Apache-2.0
"""How wrong one weight may be with terms in ranges: the interval in which a package stays efficient, to the fraction.

While one weight of one party changes, what a package is worth to that party is a part that stays and a part that grows
with the weight; to the others it is worth what it was. So the most that the party could gain over the package, with
nobody else worse off, is convex in the weight and made of straight pieces: it is nothing on an interval, and whoever
goes along the tangent from outside comes to the end of that interval in finitely many steps (Newton's method for
fractions: Dinkelbach 1967). Each tangent is a best package, which linear programs prove (`choosing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeVar

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.ranges.choosing import Search
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.stretches import choices_of
from goodoffices.settlement.scenario import Preferences, Scenario
from goodoffices.settlement.weight_ranges import WeightRange


NONE: Final = Fraction(0)
ENOUGH: Final = Fraction(1, 1 << 60)
"""So many steps up are enough to know that there is something better."""
Of = TypeVar("Of")


class _UnprovenError(Exception):
    """The time ran out before it was known."""


def mixed_ranges(scenario: Scenario, terms: Terms, *, limits: Limits) -> tuple[tuple[WeightRange, ...], bool]:
    """Find the interval of each weight, for each issue in order and each party in order; and whether all are proven."""
    weights = [(issue, party) for issue in range(len(scenario.issues)) for party in range(len(scenario.parties))]
    found, proven = [], True
    for number, (issue, party) in enumerate(weights):
        limits.told("weights", number, len(weights))
        changing = _Changing(scenario, terms, issue, party, limits)
        try:
            found.append(changing.range())
        except _UnprovenError:
            found.append(changing.known())
            proven = False
    return tuple(found), proven


@dataclass(frozen=True, slots=True)
class _Better:
    """A package that is better for the party with some weight: by how much without it, and for each unit of it."""

    rest: Fraction
    rise: Fraction

    @property
    def level(self) -> Fraction:
        """With which weight it is as good as the package in question."""
        return -self.rest / self.rise


class _Changing:
    """One weight of one party changes; the part of its scores that grows with it is counted as a party's of its own."""

    def __init__(self, scenario: Scenario, terms: Terms, issue: int, party: int, limits: Limits) -> None:
        own, name = scenario.parties[party], scenario.issues[issue].id
        self._issue, self._party = issue, party
        self._weight = own.weights.get(name, Fraction(1))
        others = [each for place, each in enumerate(scenario.parties) if place != party]
        rest = replace(own, values=_without(own.values, name), curves=_without(own.curves, name))
        grows = Preferences(id="", values=_only(own.values, name), curves=_only(own.curves, name))
        divided = replace(scenario, parties=tuple(replace(each, minimum=NONE) for each in (*others, rest, grows)))
        self._search = Search(choices_of(divided), limits)
        self._own = package(divided, terms)
        self._efficient: bool | None = None

    def known(self) -> WeightRange:
        """What is known if no more is: of the weight as it is."""
        here = (self._weight, self._weight)
        efficient = bool(self._efficient)
        return WeightRange(self._issue, self._party, self._weight, *here, efficient, efficient, not efficient)

    def range(self) -> WeightRange:
        """The interval of the weight."""
        begin = self._weight
        better = self._better(begin)
        self._efficient = better is None and self._stays(begin)
        if better is not None:
            inside = self._towards(better)
            if inside is None:
                return self._range(NONE, None, empty=True)
            begin = inside
        low, high = self._lowest(begin), self._highest(begin)
        middle = low + 1 if high is None else (low + high) / 2
        if not self._stays(middle):
            return self._range(NONE, None, empty=True)
        return self._range(low, high)

    def _range(self, low: Fraction, high: Fraction | None, *, empty: bool = False) -> WeightRange:
        with_low = not empty and self._stays(low)
        with_high = empty or high is None or self._stays(high)
        return WeightRange(self._issue, self._party, self._weight, low, high, with_low, with_high, empty)

    def _towards(self, better: _Better) -> Fraction | None:
        """The nearest weight with which the party can gain nothing; None: there is none."""
        up = better.rise < 0
        while True:
            if better.rise == 0 or (better.rise < 0) is not up or better.level < 0:
                return None
            weight = better.level
            after = self._better(weight)
            if after is None:
                return weight
            better = after

    def _lowest(self, inside: Fraction) -> Fraction:
        """The lowest weight with which it can gain nothing."""
        weight = NONE
        while weight < inside and (better := self._better(weight)) is not None:
            weight = better.level
        return weight

    def _highest(self, inside: Fraction) -> Fraction | None:
        """The highest; None: it can gain nothing however high it is."""
        better = self._better(None)
        while better is not None and better.level > inside:
            weight = better.level
            better = self._better(weight)
            if better is None:
                return weight
        return None if better is None else inside

    def _better(self, weight: Fraction | None) -> _Better | None:
        """The best for the party, nobody else worse off, if it gains by it; None as a weight: by what grows alone."""
        found = self._best([self._worth(weight, rate=1)])
        if found is None:
            return None
        rest, rise = (after - before for after, before in zip(found.scores[-2:], self._own.scores[-2:], strict=True))
        return _Better(rest, rise)

    def _stays(self, weight: Fraction) -> bool:
        """Whether the package is efficient with a weight."""
        worth = self._worth(weight, rate=0)
        parties = [Fraction(1, scale) for scale in self._search.choices.table.scales[:-2]]
        sum_of_all = [*parties, *self._weights(weight)]
        return self._best([worth, self._reaching(sum_of_all, rate=1)], enough=ENOUGH) is None

    def _best(self, rows: list[Row], enough: Fraction | None = None) -> Package | None:
        count = len(self._own.scores)
        alone = [[Fraction(int(each == party)) for each in range(count)] for party in range(count - 2)]
        others = [self._reaching(each, rate=0) for each in alone]
        best = self._search.highest([*others, *rows], known=self._own, above=NONE, enough=enough)
        if best.value:
            return best.package
        if not best.proven:
            raise _UnprovenError
        return None

    def _worth(self, weight: Fraction | None, *, rate: int) -> Row:
        return self._reaching([NONE] * (len(self._own.scores) - 2) + self._weights(weight), rate=rate)

    def _weights(self, weight: Fraction | None) -> list[Fraction]:
        rest, grows = self._search.choices.table.scales[-2:]
        return [NONE, Fraction(1, grows)] if weight is None else [Fraction(1, rest), weight / grows]

    def _reaching(self, weights: list[Fraction], *, rate: int) -> Row:
        """That scores, weighed, make as much as those of the package."""
        whole = self._search.choices.whole(self._own)
        return row(weights, sum((w * s for w, s in zip(weights, whole, strict=True)), NONE), rate)


def _without(of: Mapping[str, Of], issue: str) -> dict[str, Of]:
    return {name: each for name, each in of.items() if name != issue}


def _only(of: Mapping[str, Of], issue: str) -> dict[str, Of]:
    return {name: each for name, each in of.items() if name == issue}
