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
from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.packages import dominates, is_cut
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, of_each_kind, scenarios


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
        meant = plainly(scenario, only_acceptable=only_acceptable)
        assert found.counted or is_cut(scenario)
        assert dict(zip(vectors, found.counts, strict=True)) == meant if found.counted else set(vectors) == set(meant)
        assert vectors == sorted(set(vectors), reverse=True)
        assert found.status is (Status.PROVEN if vectors else Status.NONE)
        for each in found.packages:
            assert each == package(scenario, each.terms)
            assert allowed(scenario, each.terms)


@settings(max_examples=75)
@given(scenarios(parties=(2, 2), interactions=False, dependencies=False))
def test_the_frontier_of_additive_scores_is_that_of_comparing_all_packages(scenario: Scenario) -> None:
    agrees(scenario)


@of_each_kind
@settings(max_examples=16)
@given(data=st.data())
def test_the_frontier_of_each_kind_is_that_of_comparing_all_packages(kind: Kind, data: st.DataObject) -> None:
    agrees(data.draw(scenarios(kind, issues=(1, 4))))


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


@of_each_kind
@settings(max_examples=4)
@given(data=st.data())
def test_of_a_frontier_too_large_to_list_a_slice_is_given_that_lies_on_it(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    found = frontier(scenario, limits=Limits(points=2))
    whole = frontier(scenario)
    if found.status is Status.BEST_FOUND:
        assert {each.scores for each in found.packages} <= {each.scores for each in whole.packages}
        assert not found.counted
        assert found.counts == (1,) * len(found.packages)
        assert "efficient" in found.remainder
    else:
        assert [each.scores for each in found.packages] == [each.scores for each in whole.packages]


@settings(max_examples=60)
@given(scenario=scenarios(parties=(2, 5), issues=(2, 5), interactions=False, mosts=True), only_acceptable=st.booleans())
def test_no_package_stands_out_from_a_slice_by_more_than_the_share_that_it_says_is_missing(
    scenario: Scenario, *, only_acceptable: bool
) -> None:
    found = frontier(scenario, limits=Limits(points=2), acceptable=only_acceptable)
    if found.missing is None:
        assert found.status is not Status.BEST_FOUND or not found.packages
        return
    table = tables(scenario)
    ends = zip(lowest(table), highest(table), table.minimums, table.scales, strict=True)
    stakes = [
        Fraction(max(high - (max(low, least) if only_acceptable else low), 1), scale)
        for low, high, least, scale in ends
    ]
    every = [each for each in every_package(scenario) if not only_acceptable or acceptable(scenario, each)]

    def short(one: Package, other: Package) -> Fraction:
        pairs = zip(one.scores, other.scores, stakes, strict=True)
        return max((mine - theirs) / stake for mine, theirs, stake in pairs)

    apart = max(min(short(each, listed) for listed in found.packages) for each in every)
    assert max(apart, Fraction(0)) <= found.missing
    assert " %" in found.remainder


def test_what_is_missing_is_less_the_more_of_a_frontier_is_listed() -> None:
    scenario = spread(4, 14)
    few, more, many = (frontier(scenario, limits=Limits(points=points)).missing for points in (20, 200, 2000))
    assert few is not None
    assert more is not None
    assert many is not None
    assert Fraction(1, 2) > few > more > many > 0


def spread(parties: int, issues: int) -> Scenario:
    """Scores all over the place."""
    made = tuple(Issue(id=f"i{n}", options=tuple(Option(id=f"o{m}") for m in range(4))) for n in range(issues))
    values = [
        {
            issue.id: {
                option.id: Fraction(pow(party + 2, 7 * n + m + 3, 1009)) for m, option in enumerate(issue.options)
            }
            for n, issue in enumerate(made)
        }
        for party in range(parties)
    ]
    return Scenario(issues=made, parties=tuple(Preferences(id=f"p{n}", values=each) for n, each in enumerate(values)))


def test_when_the_time_is_up_at_the_beginning_nothing_is_said_to_be_proven() -> None:
    issue = Issue(id="i", options=(Option(id="a"), Option(id="b")))
    party = Preferences(id="p", values={"i": {"a": Fraction(1)}})
    found = frontier(Scenario(issues=(issue,), parties=(party, party)), limits=Limits(spent=lambda: True))
    assert found.status is Status.BEST_FOUND
    assert found.remainder


def test_without_any_issue_there_is_one_package_worth_nothing_to_anybody() -> None:
    for limits in (Limits(), Limits(spent=lambda: True)):
        found = frontier(Scenario(issues=(), parties=(Preferences(id="a"), Preferences(id="b"))), limits=limits)
        assert found.packages == (Package((), (Fraction(0), Fraction(0))),)
        assert found.counts == (1,)
        assert found.status is Status.PROVEN
