# SPDX-License-Identifier: Apache-2.0
"""Where the time runs out, no answer is worse than a package that was known before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Limits,
    Package,
    Scenario,
    Status,
    Terms,
    acceptable,
    allowed,
    check,
    package,
    solve,
)
from goodoffices.settlement.methods import listing, near_optimum, pieces
from tests.scenario_strategies import Kind, mixed, of_each_kind, of_each_kind_but, scenarios
from tests.settlement.plain import Vector, measured


NONE = Limits(spent=lambda: True, seconds=1e-6)
"""No time at all: to begin with, and for a solver that keeps its own clock."""
HARDLY = Limits(seconds=1e-6)
"""None for a solver."""


def reading(answer: Answer, each: Package) -> Vector:
    """By what the concept orders packages, from its definition."""
    gains = [score - base for score, base in zip(each.scores, answer.baseline, strict=True)]
    ideals = [most.scores[place] - answer.baseline[place] for place, most in enumerate(answer.certificate.ideals)]
    more = ideals if answer.concept is Concept.KALAI_SMORODINSKY else answer.party_weights
    return measured(answer.concept, gains, more, each.scores)


def holds(scenario: Scenario, answer: Answer, known: Sequence[Terms]) -> None:
    """The answer is not worse than what was known, and what it claims is right."""
    found = [package(scenario, terms) for terms in known if allowed(scenario, terms)]
    found = [each for each in found if acceptable(scenario, each)]
    status = answer.certificate.status
    event(f"{answer.concept}, {status}, {'some' if found else 'none'} known")
    assert check(scenario, answer).finding is Finding.CHECKED, check(scenario, answer)
    if not found:
        return
    assert status is not Status.NONE
    if answer.concept is Concept.KALAI_SMORODINSKY and not answer.certificate.ideals:
        assert answer.packages == ()  # nothing says yet what a share is
        return
    best = answer.packages[0]
    assert reading(answer, best) >= max(reading(answer, each) for each in found)


def ask(scenario: Scenario, data: st.DataObject, concept: Concept, known: Sequence[Terms], limits: Limits) -> Answer:
    numbers = st.integers(-3, 6).map(Fraction)
    count = len(scenario.parties)
    base = [data.draw(numbers) for _ in range(count)] if concept is Concept.MAXIMIN_GAIN else None
    sizes = st.sampled_from((Fraction(1), Fraction(0), Fraction(7, 3)))
    weights = {party.id: data.draw(sizes) for party in scenario.parties}
    given_weights = weights if concept is Concept.UTILITARIAN and any(weights.values()) else None
    with pytest.MonkeyPatch.context() as patch:  # as where packages are too many to look at
        patch.setattr(listing, "FEW", 0)
        patch.setattr(pieces, "LISTED", 1)
        patch.setattr(near_optimum, "FOLLOWED", data.draw(st.sampled_from((0, 1))))
        return solve(scenario, concept, baseline=base, party_weights=given_weights, limits=limits, known=known)


def drawn(scenario: Scenario, data: st.DataObject) -> list[Terms]:
    """Some packages, whether they are allowed and acceptable or not."""
    terms = st.tuples(
        *(
            st.sampled_from(range(len(issue.options)))
            if issue.between is None
            else st.fractions(*issue.between, max_denominator=4)
            for issue in scenario.issues
        )
    )
    return data.draw(st.lists(terms, min_size=1, max_size=12))


@of_each_kind
@settings(max_examples=4)
@given(data=st.data())
def test_with_no_time_no_known_package_is_better_than_what_is_given(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    known = drawn(scenario, data)
    for concept in Concept:
        holds(scenario, ask(scenario, data, concept, known, data.draw(st.sampled_from((NONE, HARDLY)))), known)


@of_each_kind_but(Kind.CUT)
@settings(max_examples=3)
@given(data=st.data())
def test_so_it_is_with_ranges(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    known = drawn(scenario, data)
    for concept in Concept:
        left = data.draw(st.integers(0, 8))

        def spent() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        holds(scenario, ask(scenario, data, concept, known, Limits(spent=spent)), known)


@settings(max_examples=10)
@given(data=st.data())
def test_what_is_known_changes_nothing_that_is_proven(data: st.DataObject) -> None:
    scenario = data.draw(scenarios(Kind.TOGETHER, issues=(1, 4), mosts=True))
    known = drawn(scenario, data)
    for concept in (each for each in Concept if each is not Concept.MAXIMIN_GAIN):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listing, "FEW", 0)
            patch.setattr(pieces, "LISTED", 1)
            patch.setattr(near_optimum, "FOLLOWED", 0)
            plain, begun = solve(scenario, concept), solve(scenario, concept, known=known)
        assert plain.certificate.status is begun.certificate.status is not Status.BEST_FOUND
        assert plain.certificate.value == begun.certificate.value
        assert plain.packages == begun.packages or not (plain.complete and begun.complete)
