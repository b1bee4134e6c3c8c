# SPDX-License-Identifier: Apache-2.0
"""Reasons are said with the numbers they rest on, rounded to the careful side."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Interval,
    Issue,
    Option,
    Preferences,
    Region,
    Response,
    Robustness,
    Scenario,
    Status,
    chance,
    every_package,
    explained_gesture,
    explained_range,
    explained_region,
    explained_robustness,
    explained_trade,
    gesture_value,
    region,
    told_region,
    trades,
)
from goodoffices.settlement.regions import range_of
from tests.scenario_strategies import scenarios


OPTIONS = (Option(id="no"), Option(id="yes"))
ISSUES = (Issue(id="pay", name="pay", options=OPTIONS), Issue(id="hours", name="hours", options=OPTIONS))


def yes(**points: int) -> dict[str, dict[str, Fraction]]:
    return {issue: {"yes": Fraction(each)} for issue, each in points.items()}


def test_a_trade_is_explained_by_what_each_gives_and_gets() -> None:
    parties = (
        Preferences(id="union", name="Union", values=yes(pay=5, hours=-2)),
        Preferences(id="firm", name="Company", values=yes(pay=-1, hours=4)),
        Preferences(id="city", name="City", values=yes(hours=1)),
        Preferences(id="press", name="Press"),
    )
    scenario = Scenario(issues=ISSUES, parties=parties)
    assert explained_trade(scenario, trades(scenario, (0, 0))[0]) == (
        "Union: gives 2 (hours) for 5 (pay); Company: gives 1 (pay) for 4 (hours); City: gets 1 (hours). "
        "In all each gains: Union 3, Company 3, City 1, Press 0."
    )


@settings(max_examples=40)
@given(
    scenarios(parties=(2, 2), issues=(1, 3), options=(1, 3), interactions=False, dependencies=False),
    st.data(),
)
def test_no_more_is_said_of_a_margin_than_is_so(scenario: Scenario, data: st.DataObject) -> None:
    terms = data.draw(st.sampled_from([tuple(map(int, each.terms)) for each in every_package(scenario)]))
    found = region(scenario, terms)
    told = explained_region(scenario, found)
    percent = re.search(r"more than (\d+) %", told)
    if percent:
        share = Fraction(int(percent[1]), 100)
        assert 0 < share < found.margin or (share == found.margin and found.with_margin)
    else:
        assert found.margin <= Fraction(1, 100)


def test_the_ends_of_a_range_are_rounded_to_its_inside() -> None:
    scenario = Scenario(issues=ISSUES, parties=(Preferences(id="union", name="Union"),))
    within = Interval(Fraction(1, 7), Fraction(90, 7), with_low=True, with_high=True)
    said = explained_range(scenario, range_of(0, 0, Fraction(12), [within]))
    assert "now 12, may by itself lie between about 0.15 and about 12.85." in said


@pytest.mark.parametrize(
    ("high", "told"),
    [(Fraction(4), "again, between 3 and 4."), (None, "again, from 3 on.")],
)
def test_of_a_weight_that_may_lie_beyond_a_gap_both_sides_are_told(high: Fraction | None, told: str) -> None:
    scenario = Scenario(issues=ISSUES, parties=(Preferences(id="union", name="Union"),))
    within = Interval(Fraction(0), Fraction(1), with_low=True, with_high=True)
    beyond = Interval(Fraction(3), high, with_low=True, with_high=True)
    said = explained_range(scenario, range_of(0, 0, Fraction(1, 2), [beyond, within]))
    assert "may by itself lie between 0 and 1. Beyond a gap it may do so " + told in said


@pytest.mark.parametrize(
    ("margin", "told"),
    [
        (("1", True), "no weight is off by more than 100 % of its value"),
        (("1/2", False), "no weight is off by more than 49 % of its value"),
        (("1/100", False), "off by less than 1 % of its value"),
        (("1/300", True), "off by less than 1 % of its value"),
        (("0", True), "with just these weights"),
    ],
)
def test_a_margin_is_told_in_whole_percents_that_hold(margin: tuple[str, bool], told: str) -> None:
    found = Region(efficient=True, margin=Fraction(margin[0]), with_margin=margin[1], ranges=(), status=Status.PROVEN)
    scenario = Scenario(issues=ISSUES, parties=())
    assert told in explained_region(scenario, found)
    assert "better for one side" in explained_region(scenario, replace(found, efficient=False))
    unproven = replace(found, status=Status.BEST_FOUND)
    assert "not known yet" in explained_region(scenario, unproven)
    assert "not known yet" in told_region(unproven)


def test_a_chance_is_told_as_an_interval_and_from_how_many_draws() -> None:
    found = Robustness(
        draws=100,
        spread=Fraction(1, 10),
        efficient=chance(100, 100),
        acceptable=chance(100, 100),
        best=chance(81, 100),
        rivals=(),
    )
    assert explained_robustness(found) == (
        "If weights may be off by 10 %, it stays the best in 71 to 89 cases of 100, and efficient in 96 to 100 "
        "(from 100 draws)."
    )


def test_a_gesture_is_told_by_the_chance_from_which_on_it_is_worth_its_cost() -> None:
    responses = [
        Response(name="a word of sympathy", worth=Fraction(5), high=Fraction(1, 2)),
        Response(name="a clear statement", worth=Fraction(40)),
        Response(name="a rebuke", worth=Fraction(-5)),
    ]
    assert explained_gesture(gesture_value(Fraction(10), responses), responses) == (
        "It depends on the chances: a word of sympathy alone would not make up for it, even if it were certain; "
        "if nothing else followed, it would be worth it with a chance of a clear statement of 1 in 4; "
        "a rebuke would be no help."
    )


@pytest.mark.parametrize(("cost", "told"), [(1, "is worth what it costs"), (50, "is not worth what it costs")])
def test_a_gesture_is_told_to_be_worth_it_or_not_where_the_chances_do_not_matter(cost: int, told: str) -> None:
    responses = [Response(name="a clear statement", worth=Fraction(40), low=Fraction(1, 10))]
    assert told in explained_gesture(gesture_value(Fraction(cost), responses), responses)
