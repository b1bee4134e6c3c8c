# SPDX-License-Identifier: Apache-2.0
"""What is answered of two parties with continuous terms, held to the oracle of every choice of stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from goodoffices.settlement import Concept, Package, Scenario, Status, Zone, mixed_frontier, mixed_solution, zone
from tests.settlement.plain import Number
from tests.settlement.plain_ranges import PlainRanges, bettered


def of_ranges(scenario: Scenario) -> None:
    """The frontier, the zone, how far away it is, and every fair package with continuous terms."""
    plain = PlainRanges(scenario)
    of_mixed_frontier(plain)
    of_mixed_zone(plain)
    for concept in Concept:
        if concept is Concept.MAXIMIN_GAIN:
            continue
        answer, meant = mixed_solution(scenario, concept), plain.best(concept)
        assert answer.certificate.status is (Status.NONE if meant is None else Status.PROVEN)
        assert bool(answer.packages) is (meant is not None)
        if meant is None:
            continue
        for each in answer.packages:
            point = on_ranges(plain, each)
            assert not bettered(plain, point)
            assert plain.measured(concept, point, plain.ideals()) == meant, (concept, point, meant)
        value = meant[1:] if concept is Concept.NASH else meant
        assert answer.certificate.value == answer.certificate.bound == value, (answer, value)
        for place, ideal in enumerate(answer.certificate.ideals):
            assert on_ranges(plain, ideal)[place] - plain.minimums[place] == plain.ideals()[place]
            assert all(s >= low for s, low in zip(ideal.scores, plain.minimums, strict=True))


def on_ranges(plain: PlainRanges, given: Package) -> tuple[Number, Number]:
    """A package with continuous terms keeps the dependencies and is worth what is said; its scores."""
    assert plain.allowed(given.terms)
    scores = plain.scores(given.terms)
    assert given.scores == scores
    return scores


def of_mixed_frontier(plain: PlainRanges) -> None:
    """Edges from left to right, efficient between their ends, and nothing that the two can have lies above them."""
    for acceptable in (False, True):
        found = mixed_frontier(plain.scenario, acceptable=acceptable)
        edges = [(on_ranges(plain, edge.start), on_ranges(plain, edge.end)) for edge in found.edges]
        assert (found.status is Status.NONE) is (not edges)
        for (start, end), edge in zip(edges, found.edges, strict=True):
            middle = ((start[0] + end[0]) / Fraction(2), (start[1] + end[1]) / Fraction(2))
            assert not bettered(plain, middle)
            assert not acceptable or all(
                s >= low for point in (start, end) for s, low in zip(point, plain.minimums, strict=True)
            )
            assert start == end or (start[0] > end[0] and start[1] < end[1])
            assert sum(a != b for a, b in zip(edge.start.terms, edge.end.terms, strict=True)) <= 1
        assert all(one[1][0] >= other[0][0] for one, other in pairwise(edges))
        points = {point for piece in plain.pieces for point in piece}
        for first, second in points:
            if acceptable and not (first >= plain.minimums[0] and second >= plain.minimums[1]):
                continue
            tops = [
                end[1]
                if end[0] >= first
                else start[1] + (end[1] - start[1]) * Fraction(start[0] - first) / (start[0] - end[0])
                for start, end in edges
                if start[0] >= first
            ]
            assert tops
            assert max(tops) == plain.most(first)
            assert max(tops) >= second


def of_mixed_zone(plain: PlainRanges) -> None:
    """Whether there is a zone with continuous terms, and how far away it is if there is none."""
    found, lacking = zone(plain.scenario), plain.lacking()
    if lacking is not None and not lacking[0]:
        assert found.status is Status.PROVEN
        assert found.package is not None
        assert all(s >= low for s, low in zip(on_ranges(plain, found.package), plain.minimums, strict=True))
        return
    assert found.status is Status.NONE
    assert found.conflict is not None
    assert found.conflict.minimal
    assert (found.least_total is None) is (found.least_largest is None) is (lacking is None)
    for concession in (found.least_total, found.least_largest):
        if concession is not None:
            assert concession.proven
            scores = on_ranges(plain, concession.package)
            assert concession.each == tuple(max(low - s, 0) for s, low in zip(scores, plain.minimums, strict=True))
    if lacking is not None and found.least_total is not None and found.least_largest is not None:
        assert (found.least_total.total, found.least_largest.largest) == lacking
    of_mixed_conflict(plain, found)


def of_mixed_conflict(plain: PlainRanges, found: Zone) -> None:
    """The demands named cannot be met together, and all but any one of them can."""
    assert found.conflict is not None
    scenario, conflict = plain.scenario, found.conflict
    ids = [party.id for party in scenario.parties]

    def only(minimums: Sequence[int], dependencies: Sequence[int]) -> PlainRanges:
        parties = tuple(
            party if place in minimums else replace(party, minimum=Fraction(-(10**12)))
            for place, party in enumerate(scenario.parties)
        )
        kept_ = tuple(scenario.dependencies[place] for place in dependencies)
        return PlainRanges(replace(scenario, parties=parties, dependencies=kept_))

    minimums, dependencies = [ids.index(each) for each in conflict.minimums], list(conflict.dependencies)
    together = only(minimums, dependencies).lacking()
    assert together is None or together[0] > 0
    for place, terms in enumerate(conflict.without):
        assert terms is not None
        rest = only(
            [each for number, each in enumerate(minimums) if number != place],
            [each for number, each in enumerate(dependencies) if number + len(minimums) != place],
        )
        assert rest.allowed(terms)
        assert all(s >= low for s, low in zip(rest.scores(terms), rest.minimums, strict=True))
