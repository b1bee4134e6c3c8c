# SPDX-License-Identifier: Apache-2.0
"""The zone of possible agreement with continuous terms, and how far away it is, exact for any number of parties.

Once options and stretches are chosen, whether demands can be met together is a linear program, and so is how far they
are apart (`choosing`): what all lack together is at most so much if what any of them lack together is, and of these
demands only those are written down that are missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.packages import Terms
from goodoffices.settlement.ranges.choosing import Best, Search
from goodoffices.settlement.ranges.fair import METHOD, acceptable_rows, sum_row
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.stretches import choices_of
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Zone, concession_of, minimal_conflict


def mixed_zone(scenario: Scenario, *, limits: Limits = Limits()) -> Zone:  # noqa: B008 - frozen
    """Say whether a package is acceptable to all; if none is, which demands conflict and how far apart they are."""
    search = Search(choices_of(scenario), limits)
    best = search.highest([*acceptable_rows(search.choices), sum_row(search.choices)])
    if best.package is not None:
        return Zone(status=Status.PROVEN, method=METHOD, package=best.package)
    if not best.proven:
        return Zone(status=Status.BEST_FOUND, method=METHOD)
    lack = _Lack(scenario, search)
    return Zone(
        status=Status.NONE,
        method=METHOD,
        conflict=minimal_conflict(scenario, lambda demands: _met(scenario, demands, limits)),
        least_total=lack.least(largest=False),
        least_largest=lack.least(largest=True),
    )


def _met(scenario: Scenario, demands: Sequence[int], limits: Limits) -> tuple[Terms | None, bool]:
    """A package that meets some demands, first the parties' minimums, then the dependencies; or none, if proven."""
    count = len(scenario.parties)
    kept = tuple(scenario.dependencies[each - count] for each in demands if each >= count)
    search = Search(choices_of(replace(scenario, dependencies=kept)), limits)
    rows = [replace(each, rate=1) for party, each in enumerate(acceptable_rows(search.choices)) if party in demands]
    best = search.highest([*rows, _none_below(count)], enough=Fraction(0))
    if best.package is not None and best.value is not None and best.value >= 0:
        return best.package.terms, True
    return None, best.proven


def _none_below(parties: int) -> Row:
    """That there are no steps above 0: at 0 nothing is lacking."""
    return Row((0,) * parties, 0, 1)


class _Lack:
    """How much parties lack of their minimums, in points; steps up are points fewer, from 0 downwards."""

    def __init__(self, scenario: Scenario, search: Search) -> None:
        self._scenario, self._search = scenario, search
        self._table = search.choices.table
        self._parties = range(self._table.parties)

    def least(self, *, largest: bool) -> Concession | None:
        """The package with which parties lack least in all, or the one that lacks most; then least the other way."""
        first = self._asked([], largest=largest)
        if first.package is None or first.value is None:
            return None
        if not first.proven:
            return concession_of(self._scenario, first.package, proven=False)
        held = [self._together((party,), first.value, 0) for party in self._parties] if largest else []
        best = self._asked(held, largest=not largest, total=None if largest else first.value)
        return concession_of(self._scenario, best.package or first.package, proven=True)

    def _together(self, parties: Sequence[int], least: Fraction, rate: int) -> Row:
        """That some parties together are above their minimums by so much; below 0, where they lack something."""
        weights = [Fraction(int(party in parties), self._table.scales[party]) for party in self._parties]
        minimums = sum((Fraction(self._table.minimums[p], self._table.scales[p]) for p in parties), Fraction(0))
        return row(weights, minimums + least, rate)

    def _asked(self, held: Sequence[Row], *, largest: bool, total: Fraction | None = None) -> Best:
        rows = [*held, _none_below(len(self._parties)), *(self._together((p,), Fraction(0), 1) for p in self._parties)]

        def missed(scores: Sequence[Fraction], steps: Fraction) -> Row | None:
            gains = [
                (score - minimum) / scale
                for score, minimum, scale in zip(scores, self._table.minimums, self._table.scales, strict=True)
            ]
            short = tuple(party for party in self._parties if gains[party] < 0)
            together = sum((gains[party] for party in short), Fraction(0))
            if total is not None and together < total:
                return self._together(short, total, 0)
            if not largest and together < steps:
                return self._together(short, Fraction(0), 1)
            return None

        return self._search.highest(rows, missed=missed)
