# SPDX-License-Identifier: Apache-2.0
"""The frontier is just what looking at every package gives: vectors, packages and how often each vector is reached."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Holds,
    Interaction,
    Issue,
    Limits,
    Option,
    Package,
    Preferences,
    Scenario,
    Status,
    acceptable,
    allowed,
    every_package,
    frontier,
    package,
)
from goodoffices.settlement.packages import dominates
from tests.scenario_strategies import scenarios


def plainly(scenario: Scenario, *, only_acceptable: bool = False) -> Counter[tuple[Fraction, ...]]:
    """The efficient vectors and how many packages have each, found by looking at every package."""
    every = Counter(
        each.scores for each in every_package(scenario) if not only_acceptable or acceptable(scenario, each)
    )
    kept: Counter[tuple[Fraction, ...]] = Counter()
    for one in sorted(every, reverse=True):
        if not any(dominates(better, one) for better in kept):
            kept[one] = every[one]
    return kept


def agrees(scenario: Scenario) -> None:
    """Compare the frontier with the plain one, with and without the minimums."""
    for only_acceptable in (False, True):
        found = frontier(scenario, acceptable=only_acceptable)
        vectors = [each.scores for each in found.packages]
        assert dict(zip(vectors, found.counts, strict=True)) == plainly(scenario, only_acceptable=only_acceptable)
        assert vectors == sorted(set(vectors), reverse=True)
        assert found.status is (Status.PROVEN if vectors else Status.NONE)
        for each in found.packages:
            assert each == package(scenario, each.terms)
            assert allowed(scenario, each.terms)


@settings(max_examples=150)
@given(scenarios(parties=(1, 2), interactions=False, dependencies=False))
def test_the_frontier_of_additive_scores_is_that_of_comparing_all_packages(scenario: Scenario) -> None:
    agrees(scenario)


@settings(max_examples=200)
@given(scenarios(parties=(1, 5), issues=(1, 4)))
def test_the_frontier_with_terms_hanging_together_is_that_of_comparing_all_packages(scenario: Scenario) -> None:
    agrees(scenario)


@settings(max_examples=30)
@given(scenarios(parties=(2, 2), issues=(5, 5), options=(2, 3)), st.data())
def test_dependencies_and_interactions_of_many_issues_are_kept_too(scenario: Scenario, data: st.DataObject) -> None:
    def some() -> tuple[Holds, ...]:
        return tuple(
            Holds(
                issue=issue.id,
                options=frozenset(
                    data.draw(st.sets(st.sampled_from([option.id for option in issue.options]), min_size=1))
                ),
            )
            for issue in scenario.issues
        )

    least = data.draw(st.integers(0, 3))
    count = Count(of=some(), least=least, most=data.draw(st.one_of(st.none(), st.integers(least, 5))))
    together = Interaction(together=some(), adds=Fraction(data.draw(st.integers(-9, 9))))
    first = replace(scenario.parties[0], interactions=(together,))
    agrees(replace(scenario, parties=(first, scenario.parties[1]), dependencies=(count,)))


@settings(max_examples=30)
@given(scenarios(parties=(2, 4), issues=(1, 4)))
def test_of_a_frontier_too_large_to_list_a_slice_is_given_that_lies_on_it(scenario: Scenario) -> None:
    found = frontier(scenario, limits=Limits(points=2))
    whole = frontier(scenario)
    if found.status is Status.BEST_FOUND:
        assert {each.scores for each in found.packages} <= {each.scores for each in whole.packages}
        assert not found.counted
        assert "efficient" in found.remainder
    else:
        assert [each.scores for each in found.packages] == [each.scores for each in whole.packages]


def test_when_the_time_is_up_at_the_beginning_nothing_is_said_to_be_proven() -> None:
    issue = Issue(id="i", options=(Option(id="a"), Option(id="b")))
    party = Preferences(id="p", values={"i": {"a": Fraction(1)}})
    found = frontier(Scenario(issues=(issue,), parties=(party, party)), limits=Limits(spent=lambda: True))
    assert found.status is Status.BEST_FOUND
    assert found.remainder


def test_without_any_issue_there_is_one_package_worth_nothing_to_anybody() -> None:
    found = frontier(Scenario(issues=(), parties=(Preferences(id="a"), Preferences(id="b"))))
    assert found.packages == (Package((), (Fraction(0), Fraction(0))),)
    assert found.counts == (1,)
