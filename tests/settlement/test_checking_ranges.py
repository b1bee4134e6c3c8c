# SPDX-License-Identifier: Apache-2.0
"""With terms in ranges the checker confirms what holds, and refutes what does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Package,
    Preferences,
    Scenario,
    Status,
    acceptable,
    check,
    every_package,
    from_plain,
    gridded,
    mixed_frontier,
    mixed_solution,
    package,
    to_plain,
    zone,
)
from goodoffices.settlement.ranges.edges import along
from tests.settlement.claims import claimed
from tests.settlement.test_continuous import mixed


CONCEPTS = st.sampled_from([each for each in Concept if each is not Concept.MAXIMIN_GAIN])
STEPS = 12


def on_grid(scenario: Scenario) -> list[Package]:
    """Packages of the scenario with the terms of ranges at whole numbers."""
    listed = gridded(scenario, STEPS)

    def terms(each: Package) -> tuple[int | Fraction, ...]:
        issues = zip(scenario.issues, listed.issues, each.terms, strict=True)
        return tuple(Fraction(there.options[int(t)].id) if issue.continuous else t for issue, there, t in issues)

    return [package(scenario, terms(each)) for each in every_package(listed)]


def refuted(scenario: Scenario, answer: Answer) -> bool:
    return check(scenario, answer).finding is Finding.REFUTED


@settings(max_examples=25)
@given(mixed(), CONCEPTS)
def test_what_holds_is_confirmed(scenario: Scenario, concept: Concept) -> None:
    assert check(scenario, mixed_solution(scenario, concept)).finding is Finding.CHECKED
    assert check(scenario, zone(scenario)).finding is Finding.CHECKED


@settings(max_examples=25)
@given(mixed(), st.data())
def test_a_frontier_of_edges_is_confirmed_and_one_that_was_changed_is_not(
    scenario: Scenario, data: st.DataObject
) -> None:
    found = mixed_frontier(scenario)
    assert from_plain(scenario, to_plain(scenario, found)) == found
    assert check(scenario, found).finding is Finding.CHECKED
    assume(found.edges)
    assert check(scenario, replace(found, status=Status.NONE)).finding is Finding.REFUTED
    place = data.draw(st.integers(0, len(found.edges) - 1))
    edge, others = found.edges[place], (found.edges[:place], found.edges[place + 1 :])
    ends = {end.scores for edges in others for each in edges for end in (each.start, each.end)}
    if not {edge.start.scores, edge.end.scores} <= ends:
        assert check(scenario, replace(found, edges=(*others[0], *others[1]))).finding is Finding.REFUTED
    better = replace(edge, end=Package(edge.end.terms, (edge.end.scores[0], edge.end.scores[1] + 1)))
    assert check(scenario, replace(found, edges=(*others[0], better, *others[1]))).finding is Finding.REFUTED
    cut = replace(edge, end=along(scenario, edge, Fraction(1, 2)))
    if edge.start != edge.end:
        assert check(scenario, replace(found, edges=(*others[0], cut, *others[1]))).finding is Finding.REFUTED


@settings(max_examples=25)
@given(mixed(), CONCEPTS, st.data())
def test_another_package_is_refuted_as_the_best_and_so_is_that_there_is_none(
    scenario: Scenario, concept: Concept, data: st.DataObject
) -> None:
    answer = mixed_solution(scenario, concept)
    assume(answer.packages)
    none = replace(answer.certificate, status=Status.NONE, value=(), bound=(), ideals=())
    assert refuted(scenario, replace(answer, packages=(), certificate=none))
    others = [each for each in on_grid(scenario) if acceptable(scenario, each)]
    assume(others)
    other = claimed(answer, data.draw(st.sampled_from(others)))
    assume(other.certificate.value < answer.certificate.value)
    assert refuted(scenario, other)


@settings(max_examples=25)
@given(mixed(), st.data())
def test_a_concession_that_is_not_the_least_and_a_conflict_that_is_none_are_refuted(
    scenario: Scenario, data: st.DataObject
) -> None:
    far = replace(scenario, parties=tuple(replace(party, minimum=party.minimum + 12) for party in scenario.parties))
    found = zone(far)
    assume(found.status is Status.NONE and found.conflict is not None and found.conflict.minimums)
    assert check(far, found).finding is Finding.CHECKED
    conflict = found.conflict
    assert conflict is not None
    less = replace(conflict, minimums=conflict.minimums[1:], without=conflict.without[1:])
    assert check(far, replace(found, conflict=less)).finding is Finding.REFUTED
    if found.least_largest is not None:
        other = data.draw(st.sampled_from(on_grid(far)))
        lacking = zip(far.parties, other.scores, strict=True)
        each = tuple(max(party.minimum - score, Fraction(0)) for party, score in lacking)
        if max(each) > found.least_largest.largest:
            more = replace(found.least_largest, package=other, each=each)
            assert check(far, replace(found, least_largest=more)).finding is Finding.REFUTED


def with_a_third(scenario: Scenario) -> Scenario:
    """The same with a third party, whose curves bend in the middle."""
    curves = {
        issue.id: ((low, Fraction(0)), ((low + high) / 2, Fraction(5)), (high, Fraction(3)))
        for issue in scenario.issues
        if issue.between is not None
        for low, high in [issue.between]
    }
    return replace(scenario, parties=(*scenario.parties, Preferences(id="third", curves=curves)))


@settings(max_examples=8)
@given(
    mixed().map(with_a_third), st.sampled_from((Concept.EGALITARIAN, Concept.LEXIMIN, Concept.UTILITARIAN)), st.data()
)
def test_of_three_parties_the_best_is_confirmed_and_another_is_refuted(
    scenario: Scenario, concept: Concept, data: st.DataObject
) -> None:
    answer = mixed_solution(scenario, concept)
    assert check(scenario, answer).finding is Finding.CHECKED
    assert check(scenario, zone(scenario)).finding is Finding.CHECKED
    others = [each for each in on_grid(scenario) if acceptable(scenario, each)]
    assume(answer.packages and others)
    other = claimed(answer, data.draw(st.sampled_from(others)))
    if other.certificate.value < answer.certificate.value:
        assert refuted(scenario, other)
