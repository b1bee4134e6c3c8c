# SPDX-License-Identifier: Apache-2.0
"""Continuous terms: nothing on any grid betters the frontier, and the fair packages are exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Concept,
    Finding,
    Issue,
    Package,
    Preferences,
    Scenario,
    Status,
    acceptable,
    allowed,
    check,
    every_package,
    from_plain,
    gridded,
    mixed_frontier,
    mixed_solution,
    rounding,
    to_plain,
    worth,
    zone,
)
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.ranges.envelope import Vector, envelope
from tests.scenario_strategies import UNPAIRED, Kind, of_each_kind_but
from tests.scenario_strategies import mixed as ranged


def numbers() -> st.SearchStrategy[int]:
    return st.integers(0, 7)


@st.composite
def segments(draw: st.DrawFn) -> tuple[Vector, Vector]:
    first, second = draw(numbers()), draw(numbers())
    if draw(st.booleans()):
        return (first, second), (first, second)
    return (first, second + draw(st.integers(1, 4))), (first + draw(st.integers(1, 4)), second)


def bettered(point: Vector, by: tuple[Vector, Vector]) -> bool:
    """Whether some point of a segment is at least as good for both, and not the same."""
    start, end = by
    if start == end:
        return start[0] >= point[0] and start[1] >= point[1] and start != point
    least = max(Fraction(0), Fraction(point[0] - start[0], end[0] - start[0]))
    most = min(Fraction(1), Fraction(point[1] - start[1], end[1] - start[1]))
    there = (start[0] + (end[0] - start[0]) * least, start[1] + (end[1] - start[1]) * least)
    return least < most or (least == most and there != point)


@settings(max_examples=150)
@example([((2, 5), (2, 5)), ((2, 5), (4, 3))])  # a point where a segment begins
@example([((4, 3), (4, 3)), ((2, 5), (4, 3))])  # a point where one ends
@example([((3, 4), (3, 4)), ((2, 5), (4, 3))])  # and one between
@given(st.lists(segments(), min_size=1, max_size=6))
def test_an_envelope_is_just_what_nothing_betters(given_: list[tuple[Vector, Vector]]) -> None:
    found = envelope(given_)
    for start, end in given_:
        for part in range(7):
            point = tuple(a + (b - a) * Fraction(part, 6) for a, b in zip(start, end, strict=True))
            on = [
                piece
                for piece in found
                if piece.start[0] <= point[0] <= piece.end[0] and piece.at(point[0]) == point[1]
            ]
            if any(bettered((point[0], point[1]), each) for each in given_):
                assert all(point in (piece.start, piece.end) and piece.start != piece.end for piece in on)
            else:
                assert on
    for left, right in pairwise(found):
        assert left.end[0] <= right.start[0]
        assert left.end[1] >= right.start[1]
        assert left.end != right.start or (left.start != left.end and right.start != right.end)  # no point twice


def mixed(kind: Kind | None = None) -> st.SearchStrategy[Scenario]:
    """Two parties, some issues with options, one or two continuous ones with bent curves."""
    return ranged(kind, parties=(2, 2), issues=(1, 3), width=12)


def on_grid(scenario: Scenario) -> list[tuple[Fraction, ...]]:
    return [each.scores for each in every_package(gridded(scenario, 12))]


FAIR = tuple(each for each in Concept if each is not Concept.MAXIMIN_GAIN)


def height(edges: list[tuple[Package, Package]], first: Fraction) -> Fraction | None:
    """What the second party gets at most on a frontier where the first gets at least so much."""
    found = []
    for start, end in edges:
        (best, low), (worst, high) = start.scores, end.scores
        if worst >= first:
            found.append(high)
        elif best >= first:
            found.append(low + (high - low) * (best - first) / (best - worst))
    return max(found, default=None)


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=6)
@given(data=st.data())
def test_no_package_on_a_grid_is_above_the_frontier_and_what_is_on_it_is_a_package(
    kind: Kind, data: st.DataObject
) -> None:
    scenario = data.draw(mixed(kind))
    found = mixed_frontier(scenario)
    edges = [(edge.start, edge.end) for edge in found.edges]
    scores = on_grid(scenario)
    assert bool(edges) is bool(scores) is (found.status is Status.PROVEN)
    for first, second in scores:
        top = height(edges, first)
        assert top is not None
        assert top >= second
    for start, end in edges:
        for each in (start, end):
            assert allowed(scenario, each.terms)
            assert each.scores == tuple(worth(scenario, party, each.terms) for party in scenario.parties)
        assert not any(
            dominates(row, tuple((a + b) / 2 for a, b in zip(start.scores, end.scores, strict=True))) for row in scores
        )


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_no_package_on_a_grid_is_fairer(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    minimums = [party.minimum for party in scenario.parties]
    rows = [row for row in on_grid(scenario) if all(score >= least for score, least in zip(row, minimums, strict=True))]
    for concept in FAIR:
        of_concept(scenario, concept, rows)


def of_concept(scenario: Scenario, concept: Concept, rows: Sequence[tuple[Fraction, ...]]) -> None:
    """Of acceptable packages on a grid none is better by a concept, and none is better for all."""
    answer = mixed_solution(scenario, concept)
    minimums = [party.minimum for party in scenario.parties]
    assert (answer.certificate.status is Status.NONE) is (not answer.packages)
    if not answer.packages:
        assert not rows
        return
    whole = mixed_frontier(scenario, acceptable=True).edges
    ideals = [whole[0].start.scores[0] - minimums[0], whole[-1].end.scores[1] - minimums[1]]

    def measured(row: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        gains = [score - least for score, least in zip(row, minimums, strict=True)]
        if concept is Concept.UTILITARIAN:
            return (sum(row, Fraction(0)),)
        if concept is Concept.NASH:
            positive = [gain for gain in gains if gain]
            return Fraction(len(positive)), positive[0] * positive[-1] if len(positive) == 2 else sum(
                positive, Fraction(0)
            )
        if concept is Concept.KALAI_SMORODINSKY:
            gains = [gain / (ideal or 1) for gain, ideal in zip(gains, ideals, strict=True)]
        return tuple(sorted(gains))

    best = measured(answer.packages[0].scores)
    for each in answer.packages:
        assert acceptable(scenario, each)
        assert allowed(scenario, each.terms)
        assert measured(each.scores) == best
        assert not any(dominates(row, each.scores) for row in rows)
    assert all(measured(row) <= best for row in rows)


def opposed() -> Scenario:
    """One continuous issue over which both are opposed, the second with a bend."""
    return Scenario(
        issues=(Issue(id="share", between=(Fraction(0), Fraction(1))),),
        parties=(
            Preferences(id="a", curves={"share": ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(100)))}),
            Preferences(
                id="b",
                curves={
                    "share": ((Fraction(0), Fraction(100)), (Fraction(1, 2), Fraction(90)), (Fraction(1), Fraction(0)))
                },
            ),
        ),
    )


@pytest.mark.parametrize(
    ("concept", "share"),
    [
        (Concept.NASH, "1/2"),
        (Concept.KALAI_SMORODINSKY, "9/14"),
        (Concept.LEXIMIN, "9/14"),
        (Concept.UTILITARIAN, "1/2"),
    ],
)
def test_a_share_is_found_to_the_fraction(concept: Concept, share: str) -> None:
    answer = mixed_solution(opposed(), concept)
    assert [each.terms for each in answer.packages] == [(Fraction(share),)]
    assert answer.certificate.status is Status.PROVEN


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_a_fair_package_with_continuous_terms_is_written_read_and_not_refuted(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    for concept in FAIR:
        answer = mixed_solution(scenario, concept)
        assert from_plain(scenario, to_plain(scenario, answer)) == answer
        assert check(scenario, answer).finding is not Finding.REFUTED


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=6)
@given(data=st.data())
def test_a_zone_is_found_or_no_package_on_a_grid_lacks_less(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    found = zone(scenario)
    assert check(scenario, found).finding is not Finding.REFUTED
    minimums = [party.minimum for party in scenario.parties]
    lacking = [
        [max(least - score, Fraction(0)) for least, score in zip(minimums, row, strict=True)]
        for row in on_grid(scenario)
    ]
    if found.status is Status.PROVEN:
        assert found.package is not None
        assert acceptable(scenario, found.package)
        return
    assert found.conflict is not None
    assert found.conflict.minimal
    assert all(any(row) for row in lacking)
    if found.least_total is not None and found.least_largest is not None:
        assert all(sum(row) >= found.least_total.total for row in lacking)
        assert all(max(row) >= found.least_largest.largest for row in lacking)
    else:
        assert not lacking


def test_the_least_that_is_lacking_is_found_to_the_fraction() -> None:
    one, other = opposed().parties
    asked = replace(opposed(), parties=(replace(one, minimum=Fraction(80)), replace(other, minimum=Fraction(90))))
    found = zone(asked)
    assert found.conflict is not None
    assert found.conflict.minimums == ("a", "b")
    assert found.least_total is not None
    assert found.least_largest is not None
    assert found.least_total.each == (Fraction(30), Fraction(0))
    assert found.least_largest.each == (Fraction(135, 7), Fraction(135, 7))


def test_a_product_is_largest_inside_an_edge() -> None:
    one, other = opposed().parties
    (found,) = mixed_solution(
        replace(opposed(), parties=(replace(one, minimum=Fraction(60)), other)), Concept.NASH
    ).packages
    assert found.terms == (Fraction(4, 5),)


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=3)
@given(data=st.data())
def test_a_grid_is_wrong_by_no_more_than_it_says(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    coarse = on_grid(replace(scenario, dependencies=()))
    for issue, divided in zip(scenario.issues, gridded(scenario, 6).issues, strict=True):
        if issue.between is not None:
            marks = [Fraction(option.amount or 0) for option in divided.options]
            assert (marks[0], marks[-1]) == issue.between
            assert all(0 < after - before <= Fraction(12, 6) for before, after in pairwise(marks))
    error = rounding(scenario, 2)
    rough = [each.scores for each in every_package(replace(gridded(scenario, 2), dependencies=()))]
    for party, wrong in enumerate(error):
        assert max(row[party] for row in coarse) <= max(row[party] for row in rough) + wrong


def test_a_number_halfway_between_two_of_a_grid_is_off_by_just_what_is_said() -> None:
    """Of 0, 6 and 12 the nearest to 3 is 3 away, and 3 to 5 points; the steepest part counts, and each issue."""
    ends = (Fraction(0), Fraction(12))
    issues = tuple(Issue(id=name, between=ends) for name in ("pay", "hours"))
    bent = ((Fraction(0), Fraction(0)), (Fraction(6), Fraction(3)), (Fraction(12), Fraction(13)))
    straight = ((Fraction(0), Fraction(12)), (Fraction(12), Fraction(0)))
    union = Preferences(id="union", weights={"hours": Fraction(2)}, curves={"pay": bent, "hours": straight})
    firm = Preferences(id="firm", curves={"pay": straight})
    assert rounding(Scenario(issues=issues, parties=(union, firm)), 2) == (Fraction(5 + 2 * 3), Fraction(3))
