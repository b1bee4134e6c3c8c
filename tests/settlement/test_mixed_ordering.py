# SPDX-License-Identifier: Apache-2.0
"""Which issue to settle first where terms lie in ranges, and where dependencies leave some terms without a package."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Frontier,
    Ground,
    Holds,
    Issue,
    Limits,
    OnlyIf,
    Option,
    Precedence,
    Preferences,
    Scenario,
    Status,
    frontier,
    gridded,
    mixed_frontier,
    ordering,
)
from goodoffices.settlement.possible import possible
from goodoffices.settlement.ranges.edges import value_of
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, mixed, of_each_kind_but, scenarios
from tests.settlement.plain import Plain


LOW, HIGH = Fraction(0), Fraction(6)


def ordered(scenario: Scenario) -> list[Precedence]:
    whole = mixed_frontier(scenario) if len(scenario.parties) == 2 else frontier(scenario)
    return sorted(ordering(scenario, whole), key=lambda each: each.issue)


@of_each_kind_but(Kind.CUT)
@settings(max_examples=3)
@given(data=st.data())
def test_no_number_of_a_grid_changes_more_or_brings_more_than_is_said(kind: Kind, data: st.DataObject) -> None:
    """With curves that bend at whole numbers, a grid of sixths holds every corner, and most that lies between."""
    scenario = data.draw(mixed(kind, options=(1, 2)))
    found = ordered(scenario)
    listed = gridded(scenario, 36)
    nothing = Frontier(packages=(), counts=(), status=Status.NONE, method="")
    every = sorted(ordering(listed, nothing), key=lambda each: each.issue)
    if not scenario.dependencies:
        for exact, stepped in zip(found, every, strict=True):
            assert exact.stakes == stepped.stakes
            assert exact.ground is stepped.ground
            assert exact.promise >= stepped.promise
            if not scenario.issues[exact.issue].continuous:
                assert (exact.promise, exact.best) == (stepped.promise, stepped.best)
    for each in found:
        issue = scenario.issues[each.issue]
        if not issue.continuous:
            continue
        assert issue.between is not None
        marks = [issue.between[0] + Fraction(step, 6) for step in range(37)]
        worst = [min(value_of(party, issue, mark) for mark in marks) for party in scenario.parties]
        swings = [
            max(value_of(party, issue, mark) for mark in marks) - low
            for party, low in zip(scenario.parties, worst, strict=True)
        ]
        brought = [
            each.stakes[place] * (value_of(party, issue, Fraction(each.best)) - worst[place]) / swings[place]
            for place, party in enumerate(scenario.parties)
            if swings[place]
        ]
        counted = [place for place in range(len(scenario.parties)) if any(one.stakes[place] for one in found)]
        if counted and all(swings[place] for place in counted):
            assert each.promise == min(brought)


def pot(*curves: tuple[int, int, int]) -> Scenario:
    """One range, what it is worth to each at its ends and its middle."""
    middle = (LOW + HIGH) / 2
    return Scenario(
        issues=(Issue(id="pot", between=(LOW, HIGH)),),
        parties=tuple(
            Preferences(
                id=f"p{place}", curves={"pot": tuple(zip((LOW, middle, HIGH), map(Fraction, values), strict=True))}
            )
            for place, values in enumerate(curves)
        ),
    )


def test_what_settling_a_range_well_brings_each_may_lie_between_its_corners() -> None:
    (found,) = ordered(pot((0, 2, 12), (9, 9, 0)))
    assert found.ground is Ground.CONTESTED
    assert (found.promise, found.best) == (Fraction(6, 11), Fraction(48, 11))


def test_what_efficient_packages_leave_open_of_a_range_is_told_as_ranges() -> None:
    (found,) = ordered(pot((0, 5, 6), (6, 5, 0)))
    assert found.between == ((LOW, HIGH),)
    assert (found.left, found.costs_nothing) == ((), False)
    (found,) = ordered(pot((0, 6, 0), (0, 9, 0)))
    assert found.between == ((Fraction(3), Fraction(3)),)
    assert found.ground is Ground.COMMON
    assert found.costs_nothing
    assert (found.promise, found.best) == (Fraction(1), Fraction(3))


def test_of_three_parties_what_is_left_open_is_told_of_the_packages_listed() -> None:
    found = ordered(pot((0, 5, 6), (6, 5, 0), (6, 5, 0)))[0]
    assert not found.proven
    assert found.between == ((LOW, HIGH),)


@settings(max_examples=40)
@given(scenarios(parties=(1, 2), issues=(1, 4), options=(1, 3)))
def test_just_the_options_are_possible_that_some_allowed_package_has(scenario: Scenario) -> None:
    plain = Plain(scenario)
    every = [{each.terms[issue] for each in plain.packages} for issue in range(len(scenario.issues))]
    meant = tuple(tuple(sorted(each)) for each in every)
    if not plain.packages:
        meant = tuple(tuple(range(len(issue.options))) for issue in scenario.issues)
    for few in (10_000, 0):
        assert possible(tables(scenario), limits=Limits(), few=few) == (meant, True)


def test_an_option_that_no_allowed_package_has_is_neither_named_nor_counted() -> None:
    options = (Option(id="no"), Option(id="yes"), Option(id="more"))
    more = Holds(issue="a", options=frozenset({"more"}))
    never = Holds(issue="b", options=frozenset({"more"}))
    scenario = Scenario(
        issues=tuple(Issue(id=each, options=options) for each in "ab"),
        parties=tuple(
            Preferences(id=each, values={issue: {"yes": Fraction(2), "more": Fraction(10)} for issue in "ab"})
            for each in "pq"
        ),
        dependencies=(OnlyIf(term=more, needs=(never,)), Count(of=(never, more), most=1)),
    )
    a, b = sorted(ordering(scenario, frontier(scenario)), key=lambda each: each.issue)
    assert (a.best, b.best) == (1, 2)
    assert a.stakes == (Fraction(1, 6), Fraction(1, 6))
    assert a.promise == Fraction(1, 6)
