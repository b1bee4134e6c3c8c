# SPDX-License-Identifier: Apache-2.0
"""The zone of possible agreement of two parties with continuous terms, and how far away it is, exact.

Read off the whole frontier, which is made of edges: on each, what a party lacks of its minimum is linear in one number.
So the least that is lacking in all is at an end of an edge or where one party lacks nothing, and the least largest
there or where both lack the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.continuous import METHOD, Edge, along, mixed_frontier
from goodoffices.settlement.packages import Package, Terms
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Zone, concession_of, minimal_conflict


def mixed_zone(scenario: Scenario, *, limits: Limits = Limits()) -> Zone:  # noqa: B008 - frozen
    """Say whether a package is acceptable to both; if none is, which demands conflict and how far apart they are."""
    inside = mixed_frontier(scenario, limits=limits, acceptable=True).edges
    if inside:
        return Zone(status=Status.PROVEN, method=METHOD, package=inside[0].start)
    count = len(scenario.parties)

    def met(demands: Sequence[int]) -> tuple[Terms | None, bool]:
        asked = replace(
            scenario, dependencies=tuple(scenario.dependencies[each - count] for each in demands if each >= count)
        )
        edges = mixed_frontier(asked, limits=limits).edges
        ends = [end for edge in edges for end in (edge.start, edge.end)]
        wanted = [party for party in demands if party < count]
        if len(wanted) == count:
            both = mixed_frontier(asked, limits=limits, acceptable=True).edges
            return (both[0].start.terms if both else None), True
        for end in ends:
            if all(end.scores[party] >= scenario.parties[party].minimum for party in wanted):
                return end.terms, True
        return None, True

    found = [each for edge in mixed_frontier(scenario, limits=limits).edges for each in _lacking(scenario, edge)]
    return Zone(
        status=Status.NONE,
        method=METHOD,
        conflict=minimal_conflict(scenario, met),
        least_total=min(found, key=lambda each: (each.total, each.largest), default=None),
        least_largest=min(found, key=lambda each: (each.largest, each.total), default=None),
    )


def _lacking(scenario: Scenario, edge: Edge) -> Iterator[Concession]:
    """What is lacking at the ends of an edge and where it may be least between them."""
    start, end = _short(scenario, edge.start), _short(scenario, edge.end)
    parts = {Fraction(0), Fraction(1)}
    for before, after in [*zip(start, end, strict=True), (start[0] - start[1], end[0] - end[1])]:
        if before != after and 0 < before / (before - after) < 1:
            parts.add(before / (before - after))
    for part in sorted(parts if edge.start != edge.end else {Fraction(0)}):
        yield concession_of(scenario, along(scenario, edge, part), proven=True)


def _short(scenario: Scenario, package: Package) -> list[Fraction]:
    return [party.minimum - score for party, score in zip(scenario.parties, package.scores, strict=True)]
