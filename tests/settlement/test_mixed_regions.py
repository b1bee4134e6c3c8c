# SPDX-License-Identifier: Apache-2.0
"""The weights with which a package with terms in ranges stays efficient, by all that two can have, and grids."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Issue,
    Limits,
    Package,
    Preferences,
    Region,
    Scenario,
    Status,
    Terms,
    improvements,
    is_efficient,
    package,
    region,
)
from goodoffices.settlement.packages import at, dominates
from goodoffices.settlement.ranges.margin import PRECISE
from goodoffices.settlement.weight_ranges import WeightRange
from tests.scenario_strategies import UNPAIRED, Kind, mixed, of_each_kind_but
from tests.settlement.plain_ranges import PlainRanges, bettered
from tests.settlement.test_mixed_drafts import on_grid
from tests.settlement.test_regions import weighted


UP, DOWN = (
    ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))),
    ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))),
)
STEP = Fraction(1, 10**6)
OF_TWO = of_each_kind_but(*UNPAIRED, Kind.NEVER, Kind.CUT)


def plainly(scenario: Scenario, terms: Terms) -> bool:
    """Whether two parties can have nothing better than a package."""
    scores = package(scenario, terms).scores
    return not bettered(PlainRanges(scenario), (scores[0], scores[1]))


@st.composite
def packages(
    draw: st.DrawFn, kind: Kind | None = None, *, parties: tuple[int, int] | None = None
) -> tuple[Scenario, list[Package], Package]:
    """A scenario, its packages on a grid, and one of them: one that no other of the grid betters, if it may be."""
    scenario = draw(mixed(kind, parties=parties, options=(1, 2)).filter(on_grid))
    every = on_grid(scenario)
    good = [each for each in every if not any(dominates(other.scores, each.scores) for other in every)]
    return scenario, every, draw(st.sampled_from(good if draw(st.integers(0, 4)) else every))


def near(found: WeightRange) -> list[Fraction]:
    marks = {Fraction(0), found.weight, found.low, found.high or found.low + 7}
    beside = {mark + step for mark in marks for step in (-STEP, Fraction(0), STEP)}
    return sorted(weight for weight in {*beside, Fraction(1, 2), Fraction(9)} if weight >= 0)


@OF_TWO
@settings(max_examples=7)
@given(data=st.data())
def test_a_weight_of_two_parties_may_be_just_what_keeps_a_package_efficient(kind: Kind, data: st.DataObject) -> None:
    scenario, _every, one = data.draw(packages(kind, parties=(2, 2)))
    found = region(scenario, one.terms)
    assert found.status is Status.PROVEN
    assert found.efficient is plainly(scenario, one.terms) is is_efficient(scenario, one.terms)
    for each in found.ranges:
        for weight in near(each):
            other = weighted(scenario, each.issue, each.party, weight)
            assert each.holds(weight) is plainly(other, one.terms), (each, weight)


@of_each_kind_but(Kind.NEVER, Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_within_its_ranges_nothing_on_a_grid_is_better_and_beyond_something_improves_on_a_package(
    kind: Kind, data: st.DataObject
) -> None:
    scenario, every, one = data.draw(packages(kind))
    found = region(scenario, one.terms)
    assert found.status is Status.PROVEN
    assert found.efficient is improvements(scenario, one.terms).is_efficient
    for each in found.ranges:
        for weight in near(each):
            other = weighted(scenario, each.issue, each.party, weight)
            own = package(other, one.terms).scores
            if each.holds(weight):
                assert not any(dominates(package(other, rival.terms).scores, own) for rival in every)
            else:
                assert not improvements(other, one.terms).is_efficient
    if found.efficient:
        for share in (found.margin * Fraction(99, 100), found.margin if found.with_margin else Fraction(0)):
            wide = widened(scenario, one.terms, share)
            own = package(wide, one.terms).scores
            assert not any(dominates(package(wide, rival.terms).scores, own) for rival in every)
        beyond = widened(scenario, one.terms, (found.margin_bound or found.margin) + STEP)
        assert found.margin == 1 or not improvements(beyond, one.terms).is_efficient


def widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
    """What a number or option could at most be worth beside that of a package: curves with a point at each sixtieth."""

    def wide(weight: Fraction, value: Fraction, own: Fraction) -> Fraction:
        return weight * (value + share * abs(value - own))

    parties = []
    for party in scenario.parties:
        values, curves = {}, {}
        for issue, term in zip(scenario.issues, terms, strict=True):
            weight = party.weights.get(issue.id, Fraction(1))
            if issue.between is None:
                given_ = party.values.get(issue.id, {})
                own = given_.get(issue.options[int(term)].id, Fraction(0))
                values[issue.id] = {o.id: wide(weight, given_.get(o.id, Fraction(0)), own) for o in issue.options}
            elif issue.id in party.curves:
                curve, own = party.curves[issue.id], at(party.curves[issue.id], Fraction(term))
                crossings = {
                    a + (b - a) * (own - v) / (w - v) for (a, v), (b, w) in pairwise(curve) if (v - own) * (w - own) < 0
                }
                numbers = sorted({*(number for number, _ in curve), *crossings})
                curves[issue.id] = tuple((number, wide(weight, at(curve, number), own)) for number in numbers)
        parties.append(replace(party, weights={}, values=values, curves=curves))
    return replace(scenario, parties=tuple(parties))


def check_margin(scenario: Scenario, one: Package, found: Region) -> None:
    assert found.status is Status.PROVEN
    assert found.efficient is plainly(scenario, one.terms)
    if not found.efficient:
        assert (found.margin, found.margin_bound, found.with_margin) == (Fraction(0), None, False)
        return
    most = found.margin if found.margin_bound is None else found.margin_bound
    assert 0 <= found.margin <= most <= 1
    assert most - found.margin <= PRECISE
    assert plainly(widened(scenario, one.terms, found.margin), one.terms) is found.with_margin
    for share in (found.margin - STEP, found.margin * Fraction(9, 10)):
        assert share < 0 or share == found.margin or plainly(widened(scenario, one.terms, share), one.terms)
    if most < 1:
        assert not plainly(widened(scenario, one.terms, most + STEP), one.terms)


@OF_TWO
@settings(max_examples=10)
@given(data=st.data())
def test_all_weights_may_be_off_by_just_less_than_what_lets_two_parties_have_something_better(
    kind: Kind, data: st.DataObject
) -> None:
    scenario, _every, one = data.draw(packages(kind, parties=(2, 2)))
    check_margin(scenario, one, region(scenario, one.terms))


def traded(*weights: tuple[int, int]) -> Scenario:
    """Two ranges, of each of which the first party wants more and every other less."""
    issues = tuple(Issue(id=each, between=(Fraction(0), Fraction(1))) for each in "ab")
    return Scenario(
        issues=issues,
        parties=tuple(
            Preferences(
                id=f"p{place}",
                weights={"a": Fraction(a), "b": Fraction(b)},
                curves=dict.fromkeys("ab", DOWN if place else UP),
            )
            for place, (a, b) in enumerate(weights)
        ),
    )


def test_the_margin_is_a_fraction_where_a_root_is_one() -> None:
    """What can be traded for what is 16 to 1, and both parties may be off: by 3/5 it is (8/5 : 2/5) squared to 1."""
    for terms in ((Fraction(1), Fraction(0)), (Fraction(1), Fraction(1, 2)), (Fraction(1, 3), Fraction(0))):
        found = region(traded((4, 1), (1, 4)), terms)
        assert (found.margin, found.margin_bound, found.with_margin) == (Fraction(3, 5), None, True)


def test_the_margin_lies_between_two_fractions_where_a_root_is_none() -> None:
    scenario = traded((3, 1), (1, 2))
    found = region(scenario, (Fraction(1), Fraction(1, 2)))
    assert found.status is Status.PROVEN
    assert found.margin_bound is not None
    assert found.margin < found.margin_bound <= found.margin + PRECISE
    for share, less in ((found.margin, True), (found.margin_bound, False)):
        assert (((1 + share) / (1 - share)) ** 2 < 6) is less


@pytest.mark.parametrize("others", [1, 2])
def test_a_package_all_of_whose_numbers_can_be_traded_may_be_off_by_nothing(others: int) -> None:
    """At (1/2, 0) with equal worth to all, the least change of several weights lets something be better."""
    scenario = traded(*[(1, 1)] * (1 + others))
    found = region(scenario, (Fraction(1, 2), Fraction(1, 2)))
    assert (found.efficient, found.margin, found.with_margin) == (True, Fraction(0), True)
    assert {(each.low, each.high) for each in found.ranges if not each.empty} == {(Fraction(1), Fraction(1))}


def test_what_was_not_proven_in_time_is_said_to_be_so() -> None:
    late = Limits(spent=lambda: True)
    found = region(traded((3, 1), (1, 2)), (Fraction(1), Fraction(1, 2)), limits=late)
    assert found.status is Status.BEST_FOUND
    assert found.margin == 0
    assert not any(each.holds(each.weight) for each in found.ranges)
    with pytest.raises(TimeoutError):
        is_efficient(traded((3, 1), (1, 2)), (Fraction(1), Fraction(1, 2)), limits=late)
