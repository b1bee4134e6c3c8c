# SPDX-License-Identifier: Apache-2.0
"""What must not change an answer does not, and an answer that was cut short says no more than is proven."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Issue,
    Limits,
    Option,
    Package,
    Preferences,
    Scenario,
    Status,
    acceptable,
    allowed,
    check,
    every_package,
    package,
    solve,
    zone,
)
from goodoffices.settlement.concepts import _aim, _by_programs
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, of_each_kind, scenarios
from tests.settlement.otherwise import counted_otherwise, renamed


def answered(scenario: Scenario, concept: Concept) -> Answer:
    """An answer, for gains over a baseline with the minimums as the baseline."""
    baseline = [party.minimum for party in scenario.parties] if concept is Concept.MAXIMIN_GAIN else None
    return solve(scenario, concept, baseline=baseline)


@of_each_kind
@settings(max_examples=5)
@given(data=st.data())
def test_nash_does_not_depend_on_how_a_party_counts_its_points(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4)))
    every = list(every_package(scenario))
    if every and kind is not Kind.APART:  # some package by which all gain: else it hangs on whose gains are multiplied
        scores = data.draw(st.sampled_from(every)).scores
        lower = [replace(party, minimum=s - 1) for party, s in zip(scenario.parties, scores, strict=True)]
        scenario = replace(scenario, parties=tuple(lower))
    factors = [data.draw(st.integers(1, 9).map(lambda n: Fraction(n, 4))) for _ in scenario.parties]
    answer, scaled = solve(scenario, Concept.NASH), solve(counted_otherwise(scenario, factors), Concept.NASH)
    assert bool(answer.packages) is bool(every and kind is not Kind.APART)
    assert {each.terms for each in scaled.packages} == {each.terms for each in answer.packages}
    assert scaled.certificate.value == tuple(prod(factors) * each for each in answer.certificate.value)


@of_each_kind
@settings(max_examples=2)
@given(data=st.data())
def test_no_answer_depends_on_names_or_on_the_order_of_issues_options_and_parties(
    kind: Kind, data: st.DataObject
) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4)))
    other = renamed(scenario, data.draw(st.randoms(use_true_random=False)))
    for concept in Concept:
        first, again = answered(scenario, concept), answered(other, concept)
        assert again.certificate.value == first.certificate.value
        assert again.complete is first.complete
        if first.complete:
            assert {named(other, each) for each in again.packages} == {
                frozenset((issue[::-1], option[::-1]) for issue, option in named(scenario, each))
                for each in first.packages
            }


def named(scenario: Scenario, package: Package) -> frozenset[tuple[str, str]]:
    """A package by its ids."""
    taken = zip(scenario.issues, package.terms, strict=True)
    return frozenset((issue.id, issue.options[int(term)].id) for issue, term in taken)


@of_each_kind
@settings(max_examples=4)
@given(data=st.data())
def test_leximin_is_an_egalitarian_package_and_all_agree_whether_a_zone_exists(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4)))
    egalitarian, leximin = solve(scenario, Concept.EGALITARIAN), solve(scenario, Concept.LEXIMIN)
    assert leximin.certificate.value[:1] == egalitarian.certificate.value
    assert not egalitarian.complete or {p.terms for p in leximin.packages} <= {p.terms for p in egalitarian.packages}
    for each in egalitarian.packages:
        gains = sorted(score - party.minimum for score, party in zip(each.scores, scenario.parties, strict=True))
        assert tuple(gains) <= leximin.certificate.value
    statuses = {answered(scenario, concept).certificate.status for concept in Concept}
    assert statuses == {zone(scenario).status}


def large(parties: int, issues: int) -> Scenario:
    """More packages than can be looked at, of which any is acceptable."""
    made = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(5))) for place in range(issues)
    )
    return Scenario(
        issues=made,
        parties=tuple(
            Preferences(
                id=f"p{party}",
                values={
                    issue.id: {
                        option.id: Fraction(pow(party + 2, 7 * place + number + 3, 10_007))
                        for number, option in enumerate(issue.options)
                    }
                    for place, issue in enumerate(made)
                },
            )
            for party in range(parties)
        ),
    )


def test_every_concept_is_proven_and_checked_for_four_parties_and_thirty_issues() -> None:
    scenario = large(4, 30)
    for concept in Concept:
        answer = answered(scenario, concept)
        assert answer.certificate.status is Status.PROVEN
        assert check(scenario, answer).finding is Finding.CHECKED


def test_an_answer_cut_short_gives_an_acceptable_package_and_a_bound_that_holds() -> None:
    scenario = large(5, 40)
    table = tables(scenario)
    for concept in (Concept.NASH, Concept.EGALITARIAN, Concept.LEXIMIN):
        proven = answered(scenario, concept)
        cut = solve(scenario, concept, limits=Limits(spent=lambda: True))
        alone = _by_programs(scenario, table, _aim(scenario, table, concept, None, None), Limits(spent=lambda: True))
        for answer in (cut, alone):
            assert answer.certificate.status is Status.BEST_FOUND
            assert len(answer.packages) == 1
            assert allowed(scenario, answer.packages[0].terms)
            assert acceptable(scenario, answer.packages[0])
            assert answer.packages[0] == package(scenario, answer.packages[0].terms)
            assert answer.certificate.value < proven.certificate.value
            bound = answer.certificate.bound
            assert proven.certificate.value[: len(bound)] <= bound
            assert check(scenario, answer).finding is not Finding.REFUTED


def test_the_bound_of_a_product_cut_short_is_told_in_the_points_of_the_parties() -> None:
    """Points as fine as a millionth: the bound is a little more than the product, and not more by what they divide."""
    scenario = counted_otherwise(large(3, 10), [Fraction(1, 10**6 + party) for party in range(3)])
    table = tables(scenario)
    aim, bounded = _aim(scenario, table, Concept.NASH, None, None), 0
    most = _by_programs(scenario, table, aim, Limits()).certificate.value[0]
    for times in range(8, 11):
        calls = count()
        late = Limits(spent=lambda calls=calls, times=times: next(calls) >= times)  # type: ignore[misc] # one each
        found = _by_programs(scenario, table, aim, late).certificate
        bounded += bool(found.bound) and found.status is Status.BEST_FOUND
        assert all(found.value[0] <= most <= bound <= 2 * most for bound in found.bound)
    assert bounded


def test_numbers_too_large_for_the_solver_are_answered_by_the_frontier() -> None:
    small = large(3, 8)
    huge = 10**30 + 57
    parties = tuple(
        replace(
            party,
            values={
                issue: {option: value / huge for option, value in values.items()}
                for issue, values in party.values.items()
            },
        )
        for party in small.parties
    )
    scenario = replace(small, parties=parties)
    for concept in (Concept.NASH, Concept.LEXIMIN):
        answer = answered(scenario, concept)
        assert answer.certificate.status is Status.PROVEN
        assert [each.terms for each in answer.packages] == [each.terms for each in answered(small, concept).packages]
    assert zone(scenario).status is Status.PROVEN
    beyond = replace(scenario, parties=tuple(replace(party, minimum=Fraction(8 * 10_000, huge)) for party in parties))
    conflict = zone(beyond).conflict
    assert conflict is not None
    assert conflict.minimal
