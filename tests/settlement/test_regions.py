# SPDX-License-Identifier: Apache-2.0
"""The weights with which a package stays efficient are just those with which comparing all packages finds it so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Holds,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    every_package,
    is_efficient,
    package,
    region,
)
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.weight_ranges import WeightRange
from tests.scenario_strategies import Kind, of_each_kind_but, scenarios
from tests.settlement.instances import cut_off, scenario_of, seeded
from tests.settlement.off_by_a_share import hold_margin
from tests.settlement.plain import Plain


ALL = Limits()
NO_LIST = Limits(points=0)
"""Too few to list the packages of more than two parties: integer programs answer instead."""


def plainly(scenario: Scenario, terms: tuple[int, ...]) -> bool:
    """Whether nothing betters a package, by comparing it with all."""
    own = package(scenario, terms).scores
    return not any(dominates(each.scores, own) for each in every_package(scenario))


def weighted(scenario: Scenario, issue: int, party: int, weight: Fraction) -> Scenario:
    """The same with one other weight."""
    parties = list(scenario.parties)
    weights = {**parties[party].weights, scenario.issues[issue].id: weight}
    parties[party] = replace(parties[party], weights=weights)
    return replace(scenario, parties=tuple(parties))


def one_of(data: st.DataObject, scenario: Scenario) -> tuple[int, ...]:
    """The terms of one package, efficient ones preferred."""
    every = [tuple(map(int, each.terms)) for each in every_package(scenario)]
    assume(every)
    good = [terms for terms in every if plainly(scenario, terms)]
    return data.draw(st.sampled_from(good if data.draw(st.integers(0, 3)) else every))


def check_ranges(scenario: Scenario, terms: tuple[int, ...], limits: Limits = ALL) -> None:
    found = region(scenario, terms, limits=limits)
    assert found.status is Status.PROVEN
    assert found.efficient is plainly(scenario, terms) is is_efficient(scenario, terms, limits=limits)
    assert [(each.issue, each.party) for each in found.ranges] == list(
        product(range(len(scenario.issues)), range(len(scenario.parties)))
    )
    for each in found.ranges:
        marks = {Fraction(0), each.weight, each.low, each.high or each.low + 7, *bends(scenario, terms, each)}
        near = {mark + step for mark in marks for step in (Fraction(-1, 1000), Fraction(0), Fraction(1, 1000))}
        for weight in sorted({*near, Fraction(1, 2), Fraction(5)}):
            if weight >= 0:
                other = weighted(scenario, each.issue, each.party, weight)
                assert each.holds(weight) is plainly(other, terms), (each, weight)
        check_slack(each)


def bends(scenario: Scenario, terms: tuple[int, ...], found: WeightRange) -> set[Fraction]:
    """The ends of what is told beside the range, and the weights with which some package comes to the greatest score.

    Or comes to as much as the package: nothing else can change anywhere else.
    """
    party = scenario.parties[found.party]
    ends = {found.also.low, found.also.high or found.also.low + 7} if found.also else set[Fraction]()
    if party.most is None:
        return ends
    free = replace(scenario, parties=tuple(replace(each, most=None) for each in scenario.parties))
    low, once = (weighted(free, found.issue, found.party, Fraction(weight)) for weight in (0, 1))
    lines = {
        each.terms: (each.scores[found.party], package(once, each.terms).scores[found.party] - each.scores[found.party])
        for each in every_package(low)
    }
    own, own_rise = lines[terms]
    for rest, rise in lines.values():
        ends |= {(party.most - rest) / rise} if rise else set()
        ends |= {(own - rest) / (rise - own_rise)} if rise != own_rise else set()
    return ends


def check_slack(found: WeightRange) -> None:
    if found.also is None:
        check_share(found)
    elif found.holds(found.weight):  # whatever lies beyond the gap
        check_share(replace(found, also=None))


def check_share(found: WeightRange) -> None:
    """By a little less than that share of itself the weight may be off either way, by a little more it may not."""
    if found.slack is None:
        assert found.holds(found.weight)
        assert all(found.holds(found.weight * times) for times in (0, 1, 10**6))
        assert found.weight or found.holds(Fraction(10**6))
        return
    less, more = (
        all(found.holds(found.weight * times) for times in (max(1 - share, Fraction(0)), 1 + share))
        for share in (found.slack * Fraction(999, 1000), found.slack + Fraction(1, 1000))
    )
    assert less is found.holds(found.weight)
    assert not more or (found.weight == 0 and found.high is not None)


OF_EACH = of_each_kind_but(Kind.NEVER)


@settings(max_examples=30)
@given(scenarios(parties=(1, 2), issues=(1, 3), options=(1, 3), interactions=False, dependencies=False), st.data())
def test_a_weight_may_be_just_what_keeps_a_package_efficient(scenario: Scenario, data: st.DataObject) -> None:
    check_ranges(scenario, one_of(data, scenario))


@OF_EACH
@settings(max_examples=6)
@given(data=st.data())
def test_so_it_may_in_each_kind_of_scenario(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3), options=(1, 3)))
    check_ranges(scenario, one_of(data, scenario))


@of_each_kind_but(Kind.ONE, Kind.TWO, Kind.NEVER)
@settings(max_examples=2)
@given(data=st.data())
def test_so_it_may_where_packages_are_too_many_to_list(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, parties=(3, 3), issues=(1, 3), options=(1, 3)))
    check_ranges(scenario, one_of(data, scenario), NO_LIST)


@pytest.mark.parametrize(("low", "high"), [(3, 8), (1, 5)])
def test_a_weight_may_be_off_by_what_the_nearer_end_allows(low: int, high: int) -> None:
    found = WeightRange(
        issue=0, party=0, weight=Fraction(4), low=Fraction(low), high=Fraction(high), with_low=True, with_high=False
    )
    assert found.slack == Fraction(1, 4)
    check_slack(found)


def test_it_is_enough_that_one_of_several_others_is_better_off() -> None:
    for seed in range(10):
        chance = seeded(seed)
        scenario = scenario_of(chance, parties=3, packages=12)
        plain = Plain(scenario)
        good = [each.terms for each in plain.packages if each.scores in plain.frontier]
        if good:
            check_ranges(scenario, good[chance.randrange(len(good))], NO_LIST)


def reach(scenario: Scenario, terms: tuple[int, ...]) -> tuple[Fraction, bool] | None:
    """The margin, from the definition: each package betters the given one from some share on."""
    best = (Fraction(1), True)
    for other in every_package(scenario):
        gains, sizes = [], []
        for party, preferences in enumerate(scenario.parties):
            own = package(scenario, terms).scores[party]
            moved = Fraction(0)
            for issue, here, there in zip(scenario.issues, terms, other.terms, strict=True):
                values = preferences.values[issue.id]
                step = values[issue.options[int(there)].id] - values[issue.options[here].id]
                moved += abs(preferences.weights.get(issue.id, Fraction(1)) * step)
            gains.append(other.scores[party] - own)
            sizes.append(moved)
        if any(gain < 0 and not size for gain, size in zip(gains, sizes, strict=True)):
            continue
        share = max((-gain / size for gain, size in zip(gains, sizes, strict=True) if gain < 0), default=Fraction(0))
        strictly = any(gain + share * size > 0 for gain, size in zip(gains, sizes, strict=True))
        if not strictly and not any(sizes):
            continue  # the same to everybody whatever the weights
        best = min(best, (share, not strictly))
    return None if best == (Fraction(0), False) else best


def check_margin(scenario: Scenario, terms: tuple[int, ...], limits: Limits = ALL) -> None:
    found = region(scenario, terms, limits=limits)
    assert found.efficient is plainly(scenario, terms)
    if any(party.most is not None for party in scenario.parties):
        hold_margin(scenario, terms, found)
        return
    meant = reach(scenario, terms)
    assert found.efficient is (meant is not None)
    assert (found.margin, found.with_margin) == (meant or (Fraction(0), False))


@settings(max_examples=40)
@given(scenarios(parties=(1, 2), issues=(1, 4), options=(1, 3), interactions=False, dependencies=False), st.data())
def test_the_margin_is_the_least_share_with_which_any_package_could_be_better(
    scenario: Scenario, data: st.DataObject
) -> None:
    check_margin(scenario, one_of(data, scenario))


@OF_EACH
@settings(max_examples=7)
@given(data=st.data())
def test_so_it_is_in_each_kind_of_scenario(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3), options=(1, 3)))
    check_margin(scenario, one_of(data, scenario))


@of_each_kind_but(Kind.ONE, Kind.TWO, Kind.NEVER)
@settings(max_examples=2)
@given(data=st.data())
def test_so_it_is_where_packages_are_too_many_to_list(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, parties=(3, 3), issues=(1, 3), options=(1, 3)))
    check_margin(scenario, one_of(data, scenario), NO_LIST)


@of_each_kind_but(Kind.ONE, Kind.FIXED, Kind.NEVER)
@settings(max_examples=6)
@given(data=st.data())
def test_within_the_margin_no_weights_make_the_package_inefficient(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3), options=(2, 3)))
    terms = one_of(data, scenario)
    found = region(scenario, terms)
    assume(found.margin > 0)
    off = st.integers(-99, 99).map(lambda percent: 1 + found.margin * Fraction(percent, 100))
    parties = tuple(
        replace(
            party,
            weights={issue.id: party.weights.get(issue.id, Fraction(1)) * data.draw(off) for issue in scenario.issues},
        )
        for party in scenario.parties
    )
    assert plainly(replace(scenario, parties=parties), terms)


def test_a_weight_may_lie_on_either_side_of_a_gap_where_a_greatest_score_counts() -> None:
    told = set[bool]()
    for seed in range(47, 53):
        chance = seeded(seed)
        scenario = cut_off(chance, scenario_of(chance, packages=12))
        terms = [tuple(map(int, each.terms)) for each in every_package(scenario)]
        for each in terms[:3]:
            check_ranges(scenario, each)
            for points in (ALL.points, scenario.outcomes - 1, 0):
                if region(scenario, each, limits=Limits(points=points)).status is Status.PROVEN:
                    check_margin(scenario, each, Limits(points=points))
            told |= {one.also is None for one in region(scenario, each).ranges}
    assert told == {False, True}


@pytest.mark.parametrize("others", [0, 1])
def test_where_packages_are_too_many_to_list_a_party_gains_only_below_its_greatest_score(others: int) -> None:
    issues = tuple(Issue(id=each, options=(Option(id="less"), Option(id="more"))) for each in ("pay", "hours"))

    def party(name: str, most: int | None, pay: tuple[int, int], hours: tuple[int, int]) -> Preferences:
        worth = {"pay": pay, "hours": hours}
        values = {issue: dict(zip(("less", "more"), map(Fraction, each), strict=True)) for issue, each in worth.items()}
        return Preferences(id=name, most=None if most is None else Fraction(most), values=values)

    union, firm = party("union", 21, (20, 22), (0, -4)), party("firm", 1, (3, 0), (0, 3))
    parties = (union, firm, *(party(f"other{each}", None, (0, 0), (0, 0)) for each in range(others)))
    scenario = Scenario(issues=issues, parties=parties)
    for points in (ALL.points, 3):
        found = region(scenario, (0, 0), limits=Limits(points=points))
        # By a third more for pay, and less for hours, the union would gain; but then it has its greatest score already.
        assert (found.status, found.margin, found.with_margin) == (Status.PROVEN, Fraction(19, 40), True)


@settings(max_examples=5)
@given(scenarios(parties=(2, 2), issues=(1, 2), options=(2, 2), interactions=False, dependencies=False))
def test_terms_that_break_a_dependency_are_refused(scenario: Scenario) -> None:
    first = scenario.issues[0]
    never = Count(of=(Holds(issue=first.id, options=frozenset({first.options[0].id})),), most=0)
    with pytest.raises(ValueError, match="break a dependency"):
        region(replace(scenario, dependencies=(never,)), (0,) * len(scenario.issues))


@pytest.mark.parametrize("limits", [Limits(spent=lambda: True), Limits(spent=lambda: True, seconds=0.0)])
@settings(max_examples=2)
@given(
    scenario=scenarios(parties=(2, 2), issues=(2, 2), options=(2, 3), interactions=False, dependencies=False),
    data=st.data(),
)
def test_what_is_not_proven_in_the_time_is_said_and_the_ranges_hold_nevertheless(
    scenario: Scenario, data: st.DataObject, limits: Limits
) -> None:
    terms = one_of(data, scenario)
    found, whole = region(scenario, terms, limits=limits), region(scenario, terms)
    for narrow, wide in zip(found.ranges, whole.ranges, strict=True):
        for weight in (narrow.low, narrow.weight, narrow.high or Fraction(99)):
            assert wide.holds(weight) or not narrow.holds(weight)
    assert found.status is Status.BEST_FOUND or found == whole
    assert found.margin >= whole.margin or found.status is Status.PROVEN


def test_numbers_too_large_for_the_solver_are_answered_as_far_as_may_be() -> None:
    options = tuple(Option(id=f"o{number}") for number in range(12))
    issues = tuple(Issue(id=f"i{place}", options=options) for place in range(5))
    parties = tuple(
        Preferences(
            id=f"p{party}",
            values={
                issue.id: {each.id: Fraction(10**16 * number + party * place) for number, each in enumerate(options)}
                for place, issue in enumerate(issues)
            },
        )
        for party in range(3)
    )
    found = region(Scenario(issues=issues, parties=parties), (0,) * 5)
    assert found.status is Status.BEST_FOUND
