# SPDX-License-Identifier: Apache-2.0
"""What is told of a frontier with continuous terms as single packages: its corners, and some between.

Under weights of the parties some best package has every number at a corner of a curve. So packages that are best under
some weights are found among those at corners, and are efficient among all, whatever the numbers. Where most is missing
between them (`covering`) a linear program proves how far a package can stand out, and that package, or an efficient one
that is better still, is listed too. Of two parties the frontier is known as edges (`edges`), and these are all
ends of edges that nothing is better than.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from goodoffices.errors import Said, said
from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.frontier import percent
from goodoffices.settlement.methods.covering import Hollow, Plane, as_words, hollows
from goodoffices.settlement.methods.efficient import planes_of
from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.methods.supported import supported
from goodoffices.settlement.packages import Package, dominates
from goodoffices.settlement.ranges.choosing import FEW, Search
from goodoffices.settlement.ranges.edges import corner_scenario, mixed_frontier
from goodoffices.settlement.ranges.fair import acceptable_rows, sum_row
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.stretches import Choices, choices_of
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import tables


ROUNDS: Final = 6
AT_ONCE: Final = 8
"""How often it is looked where most is missing, and how many packages are added each time."""
LITTLE: Final = Fraction(1, 100)
"""No more is added where no more than this share is missing."""
MANY: Final = 1000
"""How many planes are looked at."""
FINE: Final = 1 << 30


def slice_of(scenario: Scenario, *, limits: Limits, acceptable_only: bool) -> Frontier:
    """Give efficient packages, and in a sentence what lies between them."""
    if len(scenario.parties) == 2:  # noqa: PLR2004 - a plane has two dimensions
        return _ends(scenario, limits, acceptable_only=acceptable_only)
    table = tables(corner_scenario(scenario))
    found = supported(table, limits=limits)
    if not found.possible:
        return Frontier(packages=(), counts=(), status=Status.NONE, method="weights")
    choices = choices_of(scenario)
    floors, demands = lowest(table), list[Row]()
    if acceptable_only:
        floors, demands = tuple(map(max, floors, table.minimums)), acceptable_rows(choices)
    slice_ = _Slice(choices, planes_of(table, found), floors, demands, limits)
    for taken in dict.fromkeys(found.taken):
        slice_.add(choices.package(((Fraction(1), taken),)))
    if not slice_.packages and not slice_.begun():
        return Frontier(packages=(), counts=(), status=Status.NONE, method="weights")
    share = slice_.filled()
    listed = sorted(slice_.packages.values(), key=lambda each: each.scores, reverse=True)
    return Frontier(
        packages=tuple(listed),
        counts=(1,) * len(listed),
        status=Status.BEST_FOUND if share != 0 else Status.PROVEN,
        method="weights",
        remainder=_told(len(listed), len(found.weights), share) if share != 0 else "",
        missing=share if share != 0 else None,
        counted=False,
    )


class _Slice:
    """Packages that are efficient, and more of them where most is missing."""

    def __init__(
        self, choices: Choices, planes: Sequence[Plane], floors: Sequence[int], demands: Sequence[Row], limits: Limits
    ) -> None:
        self._choices, self._floors, self._demands, self._limits = choices, floors, demands, limits
        self._ceilings = highest(choices.table)
        self._spans = [max(high - low, 1) for high, low in zip(self._ceilings, floors, strict=True)]
        # Scores between corners are fractions: rounded down to so fine a part that nothing is seen of it.
        self._fine = max(FINE // max(self._spans), 1)
        self._planes = [Plane(plane.weights, plane.most * self._fine) for plane in planes[:: -(-len(planes) // MANY)]]
        self.packages: dict[tuple[Fraction, ...], Package] = {}

    def add(self, found: Package) -> bool:
        """List a package, unless one with its scores is, or it misses a demand; whether it is new."""
        scores = self._choices.whole(found)
        new = found.scores not in self.packages and all(each.weigh(scores) >= each.least for each in self._demands)
        if new:
            self.packages[found.scores] = found
        return new

    def begun(self) -> bool:
        """List the package with the largest sum that meets the demands; False: it is proven that none does."""
        best = Search(self._choices, self._limits).highest([*self._demands, sum_row(self._choices)])
        if best.package is not None and best.proven:
            self.add(best.package)
        return best.package is not None or not best.proven

    def filled(self) -> Fraction | None:
        """Add packages where most is missing, as often as allowed; how much is missing then."""
        known = list[Hollow]()
        share, places = self._missing(known)
        search = Search(self._choices, self._limits)
        for _ in range(ROUNDS if self._choices.count <= FEW else 0):
            if not share or share <= LITTLE or not places or self._limits.spent():
                break
            for place in places:
                proven = self._above(search, place)
                if proven is not None:
                    known.append(proven)
            share, places = self._missing(known)
        return share

    def _missing(self, known: Sequence[Hollow]) -> tuple[Fraction | None, list[Hollow]]:
        rows = [[int(s * self._fine // 1) for s in self._choices.whole(each)] for each in self.packages.values()]
        return hollows(
            as_words(np.array(rows, dtype=object)),
            self._planes,
            known,
            floors=[each * self._fine for each in self._floors],
            ceilings=[each * self._fine for each in self._ceilings],
            limits=self._limits,
            most=AT_ONCE,
        )

    def _above(self, search: Search, place: Hollow) -> Hollow | None:
        """Prove how far a package can stand above a corner, and list the one that does, or one better still."""
        corner = [Fraction(each, self._fine) for each in place.corner]
        parties = range(len(corner))
        rows = [
            row([Fraction(int(each == party)) for each in parties], corner[party], self._spans[party])
            for party in parties
            if place.parties[party]
        ]
        best = search.highest([*self._demands, *rows])
        if not best.proven:
            return None
        if best.package is None or best.value is None or best.value < 0:
            return replace(place, share=Fraction(0))
        whole = self._choices.whole(best.package)
        alone = [Row(tuple(int(each == party) for each in parties), 0) for party in parties]
        level = [row(list(map(Fraction, each.weights)), score) for each, score in zip(alone, whole, strict=True)]
        efficient = search.highest([*level, sum_row(self._choices)])
        if efficient.proven and efficient.package is not None:
            self.add(efficient.package)
        return replace(place, share=best.value)


def _told(listed: int, tried: int, share: Fraction | None) -> Said:
    """What is missing, in a sentence."""
    if share is None:
        return said(
            "With continuous terms the frontier has any number of packages. Each of the {listed} listed is proven"
            " efficient: it is best of all, whatever the numbers, under some weights of the parties. {tried} weightings"
            " were tried, and under none has a package that is not listed a larger sum: every other package lies below"
            " the planes that touch the frontier there.",
            listed=listed,
            tried=tried,
        )
    return said(
        "With continuous terms the frontier has any number of packages. Each of the {listed} listed is proven"
        " efficient, whatever the numbers. For every package that is not listed, one that is listed is worth less to no"
        " party by more than {share} % of all that is at stake for it; that is proven.",
        listed=listed,
        share=percent(share),
    )


def _ends(scenario: Scenario, limits: Limits, *, acceptable_only: bool) -> Frontier:
    """The ends of the edges of two parties' frontier that nothing is better than."""
    whole = mixed_frontier(scenario, limits=limits, acceptable=acceptable_only)
    packages = {end.scores: end for edge in whole.edges for end in (edge.start, edge.end)}
    listed = [each for each in packages.values() if not any(dominates(other, each.scores) for other in packages)]
    lines = sum(edge.start != edge.end for edge in whole.edges)
    status = whole.status if not lines or whole.status is not Status.PROVEN else Status.BEST_FOUND
    return Frontier(
        packages=tuple(listed),  # edges go from the best for the first party on
        counts=(1,) * len(listed),
        status=status,
        method=whole.method,
        remainder=(
            f"Between these, on {lines} edges, lies the rest of the frontier: the edges themselves are whole and exact."
            if lines
            else ""
        ),
        counted=False,
    )
