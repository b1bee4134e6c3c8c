# SPDX-License-Identifier: Apache-2.0
"""How often a package stays the best is counted anew each time, and told no more exactly than the draws allow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import comb, prod
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Concept,
    Issue,
    Limits,
    Option,
    Package,
    Preferences,
    Scenario,
    Status,
    Unsure,
    acceptable,
    chance,
    every_package,
    package,
    region,
    robustness,
    solve,
)
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.robustness import _is_level, drawn
from tests.scenario_strategies import scenarios


def is_best(scenario: Scenario, concept: Concept, own: Package, baseline: tuple[int, ...]) -> bool:
    """Whether a package is best by a concept, by looking at all."""
    every = [each for each in every_package(scenario) if acceptable(scenario, each)]
    base = [party.minimum for party in scenario.parties]
    most = [
        max((each.scores[party] for each in every), default=base[party]) - base[party] for party in range(len(base))
    ]

    def measured(each: Package) -> list[Fraction]:
        gains = [score - start for score, start in zip(each.scores, base, strict=True)]
        match concept:
            case Concept.NASH:
                return [Fraction(sum(gain > 0 for gain in gains)), prod((g for g in gains if g > 0), start=Fraction(1))]
            case Concept.KALAI_SMORODINSKY:
                return sorted(gain / ideal for gain, ideal in zip(gains, most, strict=True) if ideal)
            case Concept.UTILITARIAN:
                return [sum(each.scores, Fraction(0))]
            case Concept.EGALITARIAN:
                return [min(gains)]
            case Concept.MAXIMIN_GAIN:
                start = package(scenario, baseline).scores
                return sorted(after - before for after, before in zip(each.scores, start, strict=True))
            case Concept.LEXIMIN:
                return sorted(gains)

    level = [each for each in every if measured(each) == max(map(measured, every))]
    return any(
        each.scores == own.scores and not any(dominates(other.scores, each.scores) for other in every) for each in level
    )


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - what is drawn here is to be drawn again, not to be kept secret


SMALL = scenarios(parties=(1, 2), issues=(1, 3), options=(1, 3), interactions=False, dependencies=False)


@settings(max_examples=25)
@given(SMALL, st.data())
def test_every_draw_is_answered_as_by_comparing_all_packages(scenario: Scenario, data: st.DataObject) -> None:
    every = [tuple(map(int, each.terms)) for each in every_package(scenario)]
    baseline, concept = data.draw(st.sampled_from(every)), data.draw(st.sampled_from(Concept))
    answer = solve(scenario, concept, baseline=package(scenario, baseline) if concept is Concept.MAXIMIN_GAIN else None)
    best = [tuple(map(int, each.terms)) for each in answer.packages]
    terms = data.draw(st.sampled_from([*best, *best, *every]))
    found = robustness(
        scenario,
        terms,
        concept,
        random=seeded(7),
        draws=12,
        baseline=baseline if concept is Concept.MAXIMIN_GAIN else None,
    )
    again = seeded(7)
    counted = [0, 0, 0]
    for _ in range(12):
        one = drawn(scenario, again)
        own = package(one, terms)
        counted[0] += acceptable(one, own)
        counted[1] += not any(dominates(each.scores, own.scores) for each in every_package(one))
        counted[2] += is_best(one, concept, own, baseline)
    assert [found.acceptable.times, found.efficient.times, found.best.times] == counted
    assert found.draws == 12
    assert sum(each.times for each in found.rivals) <= 12 - found.best.times


@settings(max_examples=25)
@given(SMALL, st.data())
def test_a_package_stays_efficient_in_every_draw_from_within_its_margin(
    scenario: Scenario, data: st.DataObject
) -> None:
    terms = data.draw(st.sampled_from([tuple(map(int, each.terms)) for each in every_package(scenario)]))
    margin = region(scenario, terms).margin
    assume(margin > 0)
    found = robustness(
        scenario, terms, Concept.LEXIMIN, random=seeded(data.draw(st.integers(0, 9))), draws=8, spread=margin * 99 / 100
    )
    assert found.efficient.times == 8


@settings(max_examples=30)
@given(st.integers(1, 60), st.data())
def test_an_interval_holds_at_least_as_often_as_it_says(draws: int, data: st.DataObject) -> None:
    """Whatever the true chance is, the outcomes whose interval holds it are together so likely."""
    true = Fraction(data.draw(st.integers(0, 1000)), 1000)
    covered = Fraction(0)
    for times in range(draws + 1):
        found = chance(times, draws)
        if found.low <= true <= found.high:
            covered += comb(draws, times) * true**times * (1 - true) ** (draws - times)
    assert covered >= Fraction(95, 100)


@pytest.mark.parametrize(
    ("times", "draws", "low", "high"),
    [
        (0, 10, 0, 31),
        (5, 10, 18, 82),
        (10, 10, 69, 100),
        (81, 100, 71, 89),
        (0, 0, 0, 100),
        (400, 400, 99, 100),
        (0, 400, 0, 1),
    ],
)
def test_an_interval_is_the_published_one_rounded_outwards(times: int, draws: int, low: int, high: int) -> None:
    """Clopper and Pearson's: 0 of 10: to 0.3085; 5 of 10: 0.1871 to 0.8129; 81 of 100: 0.7193 to 0.8816."""
    found = chance(times, draws)
    assert (found.low, found.high) == (Fraction(low, 100), Fraction(high, 100))


def test_what_could_not_be_decided_makes_the_interval_wider_and_is_said() -> None:
    known, unknown = chance(90, 100), chance(80, 100, undecided=10)
    assert unknown.undecided == 10
    assert (unknown.low, unknown.high) == (chance(80, 100).low, known.high)


def pay(**weights: Fraction) -> Scenario:
    options = (Option(id="low"), Option(id="high"))
    values = {"low": Fraction(0), "high": Fraction(1)}
    return Scenario(
        issues=(Issue(id="pay", options=options),),
        parties=(Preferences(id="union", weights=weights, values={"pay": values}),),
    )


def test_a_party_that_says_where_it_is_unsure_is_drawn_from_there() -> None:
    unsure = (
        Unsure(issue="pay", low=Fraction(2), high=Fraction(5)),
        Unsure(issue="pay", option="high", low=Fraction(-1), high=Fraction(1)),
    )
    scenario = pay(pay=Fraction(3))
    scenario = replace(scenario, parties=(replace(scenario.parties[0], unsure=unsure),))
    random = seeded(3)
    seen = [drawn(scenario, random).parties[0] for _ in range(200)]
    weights = [each.weights["pay"] for each in seen]
    values = [each.values["pay"]["high"] for each in seen]
    assert Fraction(2) <= min(weights) < Fraction(21, 10)
    assert Fraction(49, 10) < max(weights) <= 5
    assert min(values) < Fraction(-9, 10)
    assert max(values) > Fraction(9, 10)
    assert {each.values["pay"]["low"] for each in seen} == {0}


def test_other_weights_are_drawn_from_within_ten_in_a_hundred() -> None:
    random = seeded(3)
    weights = [drawn(pay(pay=Fraction(3)), random).parties[0].weights["pay"] for _ in range(200)]
    assert Fraction(27, 10) <= min(weights) < Fraction(275, 100)
    assert Fraction(325, 100) < max(weights) <= Fraction(33, 10)


class Always:
    """Chance that always gives its least number, or always its most."""

    def __init__(self, *, most: bool) -> None:
        self._most = most

    def randrange(self, stop: int, /) -> int:
        return stop - 1 if self._most else 0


def test_the_ends_of_what_is_unsure_can_be_drawn_and_nothing_beyond_them() -> None:
    unsure = (
        Unsure(issue="pay", low=Fraction(2), high=Fraction(5)),
        Unsure(issue="pay", option="high", low=Fraction(-1), high=Fraction(1)),
    )
    said = replace(pay(), parties=(replace(pay().parties[0], unsure=unsure),))
    least, most = drawn(said, Always(most=False)).parties[0], drawn(said, Always(most=True)).parties[0]
    assert [each.weights["pay"] for each in (least, most)] == [2, 5]
    assert [each.values["pay"]["high"] for each in (least, most)] == [-1, 1]
    within = [drawn(pay(pay=Fraction(3)), Always(most=most), Fraction(1, 5)).parties[0] for most in (False, True)]
    assert [each.weights["pay"] for each in within] == [Fraction(12, 5), Fraction(18, 5)]


def test_when_the_time_is_up_the_interval_is_as_wide_as_the_draws_made_allow() -> None:
    left = iter([False] * 5 + [True])
    found = robustness(
        pay(), (1,), Concept.NASH, random=seeded(1), draws=100, limits=Limits(spent=lambda: next(left, True))
    )
    assert found.draws < 100
    assert found.best.low == chance(found.draws, found.draws).low


def test_a_best_that_is_not_proven_counts_as_undecided() -> None:
    scenario = pay()
    answer = solve(scenario, Concept.NASH)
    unproven = replace(answer, certificate=replace(answer.certificate, status=Status.BEST_FOUND))
    own = package(scenario, (1,))
    assert _is_level(scenario, answer, own, efficient=True) is True
    assert _is_level(scenario, unproven, own, efficient=True) is None


def test_shares_of_what_each_could_have_are_level_in_whichever_order() -> None:
    """With ideals of 4 and 8 both 2 and 6, and 3 and 4, are a half and three quarters."""
    options = tuple(Option(id=f"o{number}") for number in range(4))
    parties = tuple(
        Preferences(id=f"p{party}", values={"i": {o.id: Fraction(n) for o, n in zip(options, points, strict=True)}})
        for party, points in enumerate(((4, 0, 2, 3), (0, 8, 6, 4)))
    )
    scenario = Scenario(issues=(Issue(id="i", options=options),), parties=parties)
    answer = solve(scenario, Concept.KALAI_SMORODINSKY)
    good = [_is_level(scenario, answer, package(scenario, (place,)), efficient=True) for place in range(4)]
    assert good == [False, False, True, True]


def test_a_package_is_level_with_the_best_that_is_worth_something_else_to_each() -> None:
    """The best smallest gain is 1, whichever party has it; but with 1 and 2 the second could have more."""
    options = tuple(Option(id=f"o{number}") for number in range(3))
    parties = tuple(
        Preferences(id=f"p{party}", values={"i": {o.id: Fraction(n) for o, n in zip(options, points, strict=True)}})
        for party, points in enumerate(((1, 3, 1), (3, 1, 2)))
    )
    scenario = Scenario(issues=(Issue(id="i", options=options),), parties=parties)
    answer = solve(scenario, Concept.EGALITARIAN)
    good = [_is_level(scenario, answer, package(scenario, (place,)), efficient=place < 2) for place in range(3)]
    assert good == [True, True, False]
