# SPDX-License-Identifier: Apache-2.0
"""The checker confirms what holds and refutes what does not, by looking at all packages and by its own search alike."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
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
    check,
    every_package,
    frontier,
    package,
    solve,
    zone,
)
from goodoffices.settlement.checking.checker import Finding
from tests.scenario_strategies import Kind, of_each_kind, of_each_kind_but, scenarios
from tests.settlement.claims import claimed


REFUTED = Finding.REFUTED


def answer_of(scenario: Scenario, concept: Concept) -> Answer:
    """An answer of any concept."""
    baseline = [party.minimum + place for place, party in enumerate(scenario.parties)]
    weights = {party.id: place for place, party in enumerate(scenario.parties, 1)}
    return solve(
        scenario,
        concept,
        baseline=baseline if concept is Concept.MAXIMIN_GAIN else None,
        party_weights=weights if concept is Concept.UTILITARIAN else None,
    )


@of_each_kind
@settings(max_examples=2)
@given(data=st.data())
def test_what_holds_is_confirmed(kind: Kind, data: st.DataObject) -> None:
    scenario, few = data.draw(scenarios(kind, issues=(1, 4), mosts=True)), data.draw(st.sampled_from((0, 10_000)))
    for concept in Concept:
        assert check(scenario, answer_of(scenario, concept), listed=few).finding is Finding.CHECKED
    assert check(scenario, zone(scenario), listed=few).finding is Finding.CHECKED


@of_each_kind_but(Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_a_whole_frontier_is_confirmed_and_one_that_was_changed_is_not(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4)))
    only, few = data.draw(st.booleans()), data.draw(st.sampled_from((0, 10_000)))
    found = frontier(scenario, acceptable=only)

    def finding(packages: list[Package], counts: list[int]) -> Finding:
        changed = replace(found, packages=tuple(packages), counts=tuple(counts))
        return check(scenario, changed, acceptable_only=only, listed=few).finding

    packages, counts = list(found.packages), list(found.counts)
    assert finding(packages, counts) is Finding.CHECKED
    if packages:
        none = replace(found, status=Status.NONE)
        assert check(scenario, none, acceptable_only=only, listed=few).finding is REFUTED
        place = data.draw(st.integers(0, len(packages) - 1))
        assert finding(packages[:place] + packages[place + 1 :], counts[:place] + counts[place + 1 :]) is REFUTED
        less = replace(found, packages=found.packages[:place] + found.packages[place + 1 :], counted=False)
        less = replace(less, counts=(1,) * len(less.packages))
        uncounted = [
            check(scenario, each, acceptable_only=only, listed=few).finding
            for each in (replace(found, counted=False), less)
        ]
        assert uncounted == [Finding.CHECKED, REFUTED], "counted or not"
        assert finding(packages, [*counts[:place], counts[place] + 1, *counts[place + 1 :]]) is REFUTED
        other = data.draw(st.sampled_from(list(every_package(scenario))))
        if other.scores not in {each.scores for each in packages}:
            in_place = sorted([*packages[:place], other, *packages[place + 1 :]], key=lambda p: p.scores, reverse=True)
            assert finding(in_place, counts) is REFUTED


@pytest.mark.parametrize("concept", Concept)
@settings(max_examples=5)
@given(scenario=scenarios(Kind.TOGETHER))
def test_a_package_that_is_given_twice_does_not_stand_for_another(scenario: Scenario, concept: Concept) -> None:
    twins = tuple(Option(id=name) for name in ("one", "other"))
    scenario = replace(scenario, issues=(*scenario.issues, Issue(id="twins", options=twins)))
    answer = answer_of(scenario, concept)
    assume(answer.packages)
    assert len(answer.packages) > 1
    twice = (answer.packages[0], *answer.packages[:-1])
    assert check(scenario, answer).finding is Finding.CHECKED
    assert check(scenario, replace(answer, packages=twice)).finding is REFUTED


@pytest.mark.parametrize("concept", Concept)
@settings(max_examples=5)
@given(scenario=scenarios(mosts=True), few=st.sampled_from((0, 10_000)), data=st.data())
def test_the_bound_of_an_answer_that_is_not_proven_is_checked(
    scenario: Scenario, concept: Concept, few: int, data: st.DataObject
) -> None:
    best = answer_of(scenario, concept)
    others = [each for each in every_package(scenario) if acceptable(scenario, each)]
    assume(others)
    worse = claimed(best, data.draw(st.sampled_from(others)))
    low, high = worse.certificate.value, best.certificate.value
    assume(low < high)
    alone = replace(worse, packages=(), certificate=replace(worse.certificate, status=Status.BEST_FOUND, bound=low))
    assert check(scenario, alone, listed=few).finding is Finding.UNCHECKED, "a bound on nothing"
    if concept is Concept.NASH:
        assume(all(min(a - b for a, b in zip(p.scores, best.baseline, strict=True)) > 0 for p in worse.packages))
    for bound, finding in ((low, REFUTED), (high, Finding.CHECKED)):
        unproven = replace(worse.certificate, status=Status.BEST_FOUND, bound=bound)
        assert check(scenario, replace(worse, certificate=unproven), listed=few).finding is finding
    assert check(scenario, worse, listed=few).finding is REFUTED, "it calls itself proven"


@pytest.mark.parametrize("concept", Concept)
@settings(max_examples=5)
@given(scenario=scenarios(mosts=True), few=st.sampled_from((0, 10_000)), data=st.data())
def test_what_does_not_hold_is_refuted(scenario: Scenario, concept: Concept, few: int, data: st.DataObject) -> None:
    answer = answer_of(scenario, concept)
    assume(answer.packages)
    first, certificate = answer.packages[0], answer.certificate

    def refuted(wrong: Answer) -> bool:
        return check(scenario, wrong, listed=few).finding is Finding.REFUTED

    assert refuted(replace(answer, packages=(Package(first.terms, (first.scores[0] + 1, *first.scores[1:])),)))
    more = (certificate.value[0] + 1, *certificate.value[1:])
    assert refuted(replace(answer, certificate=replace(certificate, value=more, bound=more)))
    assert refuted(replace(answer, packages=(), certificate=replace(certificate, status=Status.NONE)))
    if answer.complete and len(answer.packages) > 1:
        assert refuted(replace(answer, packages=answer.packages[1:]))
    every = list(every_package(scenario))
    other = data.draw(st.sampled_from(every))
    assume(other not in answer.packages)
    if answer.complete:
        assert refuted(claimed(answer, other))


@of_each_kind_but(Kind.NEVER, Kind.FIXED)
@settings(max_examples=3)
@given(data=st.data())
def test_a_zone_that_is_not_so_is_refuted(kind: Kind, data: st.DataObject) -> None:
    scenario, few = data.draw(scenarios(kind, issues=(1, 3), mosts=True)), data.draw(st.sampled_from((0, 10_000)))
    found = zone(scenario)
    every = list(every_package(scenario))
    assume(every)
    if found.status is Status.PROVEN:
        outside = [each for each in every if not acceptable(scenario, each)]
        assume(outside)
        wrong = replace(found, package=data.draw(st.sampled_from(outside)))
    else:
        conflict = found.conflict
        assert conflict is not None
        assume(conflict.minimums)
        less = replace(conflict, minimums=conflict.minimums[1:], without=conflict.without[1:])
        wrong = replace(found, conflict=less)
        for party in scenario.parties:
            if party.id not in conflict.minimums:
                meets = (*conflict.without, data.draw(st.sampled_from(every)).terms)
                more = replace(conflict, minimums=(*conflict.minimums, party.id), without=meets)
                if not conflict.dependencies:
                    assert check(scenario, replace(found, conflict=more), listed=few).finding is REFUTED
        for each in every:
            lacks = zip(scenario.parties, each.scores, strict=True)
            below = tuple(max(party.minimum - score, Fraction(0)) for party, score in lacks)
            if found.least_total is not None and sum(below) > found.least_total.total:
                far = replace(found, least_total=replace(found.least_total, package=each, each=below))
                assert check(scenario, far, listed=few).finding is Finding.REFUTED
    assert check(scenario, wrong, listed=few).finding is Finding.REFUTED


@settings(max_examples=20)
@given(scenarios(parties=(2, 4), issues=(2, 5), interactions=False, mosts=True), st.sampled_from((0, 10_000)))
def test_how_much_a_slice_leaves_out_is_confirmed_and_refuted_once_it_is_said_to_be_less(
    scenario: Scenario, few: int
) -> None:
    found = frontier(scenario, limits=Limits(points=2))
    assume(found.missing is not None)
    assert check(scenario, found, listed=few).finding is Finding.CHECKED
    whole = {each.scores for each in frontier(scenario).packages}
    none = check(scenario, replace(found, missing=Fraction(0)), listed=few).finding
    assert none is (REFUTED if whole - {each.scores for each in found.packages} else Finding.CHECKED)


def drawn(parties: int, issues: int, most: int | None = None) -> Scenario:
    """Parties with few points to give, so that many packages are level for somebody."""
    chance = Random(parties)  # noqa: S311 - an example, not a secret
    options = tuple(Option(id=f"o{number}") for number in range(4))
    made = tuple(Issue(id=f"i{place}", options=options) for place in range(issues))
    return Scenario(
        issues=made,
        parties=tuple(
            Preferences(
                id=f"p{number}",
                values={issue.id: {option.id: Fraction(chance.randint(0, 9)) for option in options} for issue in made},
                most=None if most is None else Fraction(most),
            )
            for number in range(parties)
        ),
    )


@pytest.mark.parametrize(("parties", "issues"), [(2, 16), (3, 9), (4, 6), (5, 5)])
def test_of_long_frontiers_every_vector_is_followed_and_none_that_another_betters(parties: int, issues: int) -> None:
    scenario = drawn(parties, issues)
    found = frontier(scenario)
    assert len(found.packages) > 16, "so few are compared each with each"
    assert check(scenario, found).finding is Finding.CHECKED
    every = {each.scores for each in found.packages}
    other = package(scenario, (0,) * issues)
    assert other.scores not in every
    more = sorted([*found.packages, other], key=lambda each: each.scores, reverse=True)
    assert check(scenario, replace(found, packages=tuple(more), counts=(1,) * len(more))).finding is REFUTED


def test_how_many_packages_reach_a_greatest_score_is_not_decided_where_there_are_too_many_to_look_at() -> None:
    scenario = drawn(2, 8, most=20)
    answer = solve(scenario, Concept.EGALITARIAN)
    assert set(answer.packages[0].scores) == {Fraction(20)}
    assert check(scenario, replace(answer, complete=False)).finding is Finding.CHECKED
    told = check(scenario, replace(answer, complete=True))
    assert (told.finding, told.reasons) == (Finding.UNCHECKED, ("how many packages have a score that is cut off",))
