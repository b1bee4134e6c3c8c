# SPDX-License-Identifier: Apache-2.0
"""The checker confirms what holds and refutes what does not, by looking at all packages and by its own search alike."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Package,
    Scenario,
    Status,
    acceptable,
    every_package,
    frontier,
    solve,
    zone,
)
from goodoffices.settlement.checking import Finding, check
from tests.scenario_strategies import scenarios


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


@settings(max_examples=25)
@given(scenarios(), st.sampled_from(Concept), st.sampled_from((0, 10_000)))
def test_what_holds_is_confirmed(scenario: Scenario, concept: Concept, few: int) -> None:
    assert check(scenario, answer_of(scenario, concept), few=few).finding is Finding.CHECKED
    assert check(scenario, zone(scenario), few=few).finding is Finding.CHECKED


@settings(max_examples=30)
@given(scenarios(), st.booleans(), st.sampled_from((0, 10_000)))
def test_a_whole_frontier_is_confirmed(scenario: Scenario, only: bool, few: int) -> None:  # noqa: FBT001 - drawn
    found = frontier(scenario, acceptable=only)
    checked = check(scenario, found, acceptable_only=only, few=few)
    assert checked.finding is not Finding.REFUTED
    assert checked.finding is Finding.CHECKED or few == 0
    if found.packages:
        place = len(found.packages) // 2
        less = replace(
            found,
            packages=(*found.packages[:place], *found.packages[place + 1 :]),
            counts=(*found.counts[:place], *found.counts[place + 1 :]),
        )
        checked = check(scenario, less, acceptable_only=only, few=few)
        assert checked.finding is Finding.REFUTED or (few == 0 and len(scenario.parties) != 2)


@settings(max_examples=25)
@given(scenarios(), st.sampled_from(Concept), st.sampled_from((0, 10_000)), st.data())
def test_what_does_not_hold_is_refuted(scenario: Scenario, concept: Concept, few: int, data: st.DataObject) -> None:
    answer = answer_of(scenario, concept)
    assume(answer.packages)
    first, certificate = answer.packages[0], answer.certificate

    def refuted(wrong: Answer) -> bool:
        return check(scenario, wrong, few=few).finding is Finding.REFUTED

    assert refuted(replace(answer, packages=(Package(first.terms, (first.scores[0] + 1, *first.scores[1:])),)))
    more = (certificate.value[0] + 1, *certificate.value[1:])
    assert refuted(replace(answer, certificate=replace(certificate, value=more, bound=more)))
    assert refuted(replace(answer, packages=(), certificate=replace(certificate, status=Status.NONE)))
    if answer.complete and len(answer.packages) > 1:
        assert refuted(replace(answer, packages=answer.packages[1:]))
    every = list(every_package(scenario))
    other = data.draw(st.sampled_from(every))
    assume(other not in answer.packages)
    claimed = _claim(answer, other)
    if answer.complete:
        assert refuted(claimed)


def _claim(answer: Answer, other: Package) -> Answer:
    """The same answer with another package, and the value that package has."""
    gains = sorted(score - base for score, base in zip(other.scores, answer.baseline, strict=True))
    value: tuple[Fraction, ...]
    match answer.concept:
        case Concept.NASH:
            product = Fraction(1)
            for gain in gains:
                product *= gain if gain > 0 else 1
            value = (product if gains[-1] > 0 else Fraction(0),)
        case Concept.KALAI_SMORODINSKY:
            ideals = [each.scores[p] - answer.baseline[p] for p, each in enumerate(answer.certificate.ideals)]
            shares = zip(other.scores, answer.baseline, ideals, strict=True)
            value = tuple(sorted((score - base) / ideal if ideal else Fraction(1) for score, base, ideal in shares))
        case Concept.EGALITARIAN:
            value = (gains[0],)
        case Concept.UTILITARIAN:
            value = (
                sum((w * score for w, score in zip(answer.party_weights, other.scores, strict=True)), Fraction(0)),
            )
        case _:
            value = tuple(gains)
    certificate = replace(answer.certificate, value=value, bound=value)
    return replace(answer, packages=(other,), certificate=certificate, complete=False)


@settings(max_examples=30)
@given(scenarios(), st.sampled_from((0, 10_000)), st.data())
def test_a_zone_that_is_not_so_is_refuted(scenario: Scenario, few: int, data: st.DataObject) -> None:
    found = zone(scenario)
    every = list(every_package(scenario))
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
        for each in every:
            lacks = zip(scenario.parties, each.scores, strict=True)
            below = tuple(max(party.minimum - score, Fraction(0)) for party, score in lacks)
            if found.least_total is not None and sum(below) > found.least_total.total:
                far = replace(found, least_total=replace(found.least_total, package=each, each=below))
                assert check(scenario, far, few=few).finding is Finding.REFUTED
    assert check(scenario, wrong, few=few).finding is Finding.REFUTED
