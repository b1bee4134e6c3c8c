# SPDX-License-Identifier: Apache-2.0
"""Each concept's packages are those that its definition says, whichever way they are found."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Issue,
    Limits,
    Option,
    Package,
    Preferences,
    Scenario,
    Status,
    acceptable,
    every_package,
    solve,
)
from goodoffices.settlement.concepts import _aim, _by_programs, _near_optimum
from goodoffices.settlement.methods.levels import LISTED
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, fractions, of_each_kind, scenarios


Numbers = tuple[Fraction, ...]


class Road(Enum):
    """How an answer is come by."""

    ITS_OWN = 0
    PROGRAMS = 1
    RELAXATION = 2


def key(concept: Concept, one: Package, base: Numbers, more: Numbers) -> Numbers:
    """By what packages are ordered, from the definition; `more`: the ideals, or the weights of the parties."""
    gains = [score - low for score, low in zip(one.scores, base, strict=True)]
    match concept:
        case Concept.NASH:
            gaining = [gain for gain in gains if gain > 0]
            return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)))
        case Concept.KALAI_SMORODINSKY:
            return tuple(sorted(gain / most if most else Fraction(1) for gain, most in zip(gains, more, strict=True)))
        case Concept.EGALITARIAN:
            return (min(gains),)
        case Concept.UTILITARIAN:
            return (sum((weight * score for weight, score in zip(more, one.scores, strict=True)), Fraction(0)),)
        case _:
            return tuple(sorted(gains))


def plainly(scenario: Scenario, concept: Concept, base: Numbers, weights: Numbers) -> tuple[list[Package], Numbers]:
    """The packages of a concept, found by comparing all with all, and what it measures of them."""
    every = [each for each in every_package(scenario) if acceptable(scenario, each)]
    if not every:
        return [], ()
    ideals = tuple(max(each.scores[party] for each in every) - low for party, low in enumerate(base))
    keys = [key(concept, each, base, ideals if concept is Concept.KALAI_SMORODINSKY else weights) for each in every]
    best = [each for each, mine in zip(every, keys, strict=True) if mine == max(keys)]
    measured = max(keys)
    if concept is Concept.NASH:
        measured = (measured[1] if measured[0] else Fraction(0),)
    return [each for each in best if not any(dominates(other.scores, each.scores) for other in every)], measured


def asked(scenario: Scenario, concept: Concept, base: Numbers, weights: Numbers, *, road: Road) -> Answer | None:
    """Ask for the answer by a road: the one that is taken by itself, or another; None where that leads nowhere."""
    baseline = base if concept is Concept.MAXIMIN_GAIN else None
    ids = [party.id for party in scenario.parties]
    party_weights = dict(zip(ids, weights, strict=True)) if concept is Concept.UTILITARIAN else None
    if road is Road.ITS_OWN:
        return solve(scenario, concept, baseline=baseline, party_weights=party_weights)
    table = tables(scenario)
    by = _by_programs if road is Road.PROGRAMS else _near_optimum
    return by(scenario, table, _aim(scenario, table, concept, baseline, party_weights), Limits())


def agrees(scenario: Scenario, concept: Concept, data: st.DataObject, *, road: Road) -> None:
    """Compare an answer with the definition."""
    base = tuple(party.minimum for party in scenario.parties)
    if concept is Concept.MAXIMIN_GAIN:
        base = tuple(data.draw(fractions()) for _ in scenario.parties)
    weights = tuple(data.draw(st.sampled_from((Fraction(0), Fraction(1), Fraction(1), Fraction(7, 3)))) for _ in base)
    if not any(weights):
        weights = (Fraction(1),) * len(base)
    expected, measured = plainly(scenario, concept, base, weights)
    answer = asked(scenario, concept, base, weights, road=road)
    if answer is None:
        assert road is Road.RELAXATION
        return
    assert answer.certificate.status is (Status.PROVEN if expected else Status.NONE)
    assert set(answer.packages) <= set(expected)
    assert bool(answer.packages) == bool(expected)
    assert not answer.complete or set(answer.packages) == set(expected)
    whole = {Concept.LEXIMIN, Concept.MAXIMIN_GAIN, Concept.KALAI_SMORODINSKY} | (
        {Concept.NASH} if any(measured) else set()
    )
    if road is Road.PROGRAMS and concept in whole:  # by the others one is given; and where nobody can gain anything
        assert answer.complete is (len(expected) < LISTED)
    assert answer.baseline == base
    assert answer.certificate.value == answer.certificate.bound == measured


@of_each_kind
@settings(max_examples=3)
@given(data=st.data())
def test_of_few_packages_each_concept_gives_just_what_its_definition_says(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    for concept in Concept:
        agrees(scenario, concept, data, road=Road.ITS_OWN)


@of_each_kind
@settings(max_examples=2)
@given(data=st.data())
def test_integer_programs_give_what_the_definition_says(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), options=(1, 3), mosts=True))
    for concept in Concept:
        agrees(scenario, concept, data, road=Road.PROGRAMS)


@of_each_kind
@settings(max_examples=3)
@given(data=st.data())
def test_what_is_near_the_relaxed_optimum_is_what_the_definition_says(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    for concept in Concept:
        agrees(scenario, concept, data, road=Road.RELAXATION)


def listed(packages: Sequence[Sequence[int]], *, units: int = 1) -> Scenario:
    """One issue with an option for each of these score vectors, which are counted in so many units a point."""
    options = tuple(Option(id=str(place)) for place in range(len(packages)))
    return Scenario(
        issues=(Issue(id="share", options=options),),
        parties=tuple(
            Preferences(
                id=f"p{party}",
                values={"share": {o.id: Fraction(n, units) for o, n in zip(options, column, strict=True)}},
            )
            for party, column in enumerate(zip(*packages, strict=True))
        ),
    )


@pytest.mark.parametrize("road", Road)
def test_where_only_two_of_three_can_gain_the_largest_product_of_any_two_counts(road: Road) -> None:
    scenario = listed([(3, 2, 0), (0, 4, 4), (1, 0, 16), (4, 0, 4), (2, 0, 5), (0, 0, 99)], units=3)
    answer = asked(scenario, Concept.NASH, (Fraction(0),) * 3, (), road=road)
    if answer is None:
        assert road is Road.RELAXATION
        return
    assert [each.terms for each in answer.packages] == [(1,), (2,), (3,)]
    assert answer.certificate.value == answer.certificate.bound == (Fraction(16, 9),)
    assert answer.complete


@pytest.mark.parametrize("road", [Road.ITS_OWN, Road.PROGRAMS])
def test_of_equal_sums_all_are_given_and_where_somebody_weighs_nothing_only_what_is_efficient(road: Road) -> None:
    scenario = listed([(1, 5), (5, 1), (5, 0), (5, -2), (0, 6)], units=7)
    given = {
        weights: asked(scenario, Concept.UTILITARIAN, (Fraction(-1),) * 2, tuple(map(Fraction, weights)), road=road)
        for weights in ((1, 1), (3, 0), (2, 1))
    }
    terms = {weights: [each.terms for each in answer.packages] for weights, answer in given.items() if answer}
    assert terms == {(1, 1): [(0,), (1,), (4,)], (3, 0): [(1,)], (2, 1): [(1,)]}
    assert [answer.certificate.bound for answer in given.values() if answer] == [
        (Fraction(6, 7),),
        (Fraction(15, 7),),
        (Fraction(11, 7),),
    ]
    assert [answer.complete for answer in given.values() if answer] == [True, road is Road.ITS_OWN, True]


@pytest.mark.parametrize("weights", [(0, 0), (2, -1)])
def test_weights_below_nothing_or_of_nobody_are_refused(weights: tuple[int, int]) -> None:
    scenario = listed([(1, 5), (5, 1)])
    with pytest.raises(ValueError, match="0 or more, and not all 0"):
        asked(scenario, Concept.UTILITARIAN, (Fraction(0),) * 2, tuple(map(Fraction, weights)), road=Road.ITS_OWN)


@pytest.mark.parametrize("concept", Concept)
def test_shares_of_ideals_without_a_common_measure_are_compared_to_the_last_place(concept: Concept) -> None:
    """Put over one denominator they have more digits than a machine's word; the best is ahead by less than 1e-18."""
    ideals = (999_999_937, 999_999_929, 999_999_893)
    alone = [tuple(most if party == place else 0 for place in range(3)) for party, most in enumerate(ideals)]
    parts = [
        tuple(most // part + more for most, part, more in zip(ideals, (2, 3, 5), mores, strict=True))
        for mores in permutations((0, 1, 2))
    ]
    scenario = listed([*alone, *parts])
    base, ones = (Fraction(0),) * 3, (Fraction(1),) * 3
    expected, measured = plainly(scenario, concept, base, ones)
    answer = asked(scenario, concept, base, ones, road=Road.ITS_OWN)
    assert answer is not None
    assert answer.packages == tuple(expected)
    assert answer.certificate.value == measured


@pytest.mark.parametrize("packages", list(permutations([(0, 999_999_999), (1, 999_999_998), (999_999_999, 0)])))
def test_a_share_of_a_billionth_is_more_than_none(packages: tuple[tuple[int, int], ...]) -> None:
    scenario = listed(packages)
    answer = asked(scenario, Concept.KALAI_SMORODINSKY, (Fraction(0),) * 2, (), road=Road.PROGRAMS)
    assert answer is not None
    assert [each.scores for each in answer.packages] == [(Fraction(1), Fraction(999_999_998))]
