# SPDX-License-Identifier: Apache-2.0
"""Equivalent offers are all packages of one value to a party, the best for the others first; or the rest is counted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Equivalents,
    Holds,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    equivalents,
    every_package,
    package,
)
from goodoffices.settlement.equivalents import _before, _counted
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, of_each_kind, scenarios


@of_each_kind
@settings(max_examples=10)
@given(data=st.data())
def test_equivalents_are_all_packages_of_that_value_the_efficient_first(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    every = list(every_package(scenario))
    if not every:
        return
    like = data.draw(st.sampled_from(every))
    number = data.draw(st.integers(0, len(scenario.parties) - 1))
    found = equivalents(scenario, scenario.parties[number].id, like)
    level = [each for each in every if each.scores[number] == like.scores[number]]
    assert sorted(each.terms for each in found.packages) == sorted(each.terms for each in level)
    assert found.missing == 0
    best = [each for each in level if not any(dominates(other.scores, each.scores) for other in level)]
    assert {each.terms for each in found.packages[: found.efficient]} == {each.terms for each in best}
    assert found.status is Status.PROVEN
    # Of more than are asked for, the first are listed, and the one they are level with; all are counted.
    most = data.draw(st.integers(1, 4))
    some = equivalents(scenario, scenario.parties[number].id, like, limits=Limits(points=most))
    listed = found.packages[:most]
    assert some.packages == (listed if like in listed else (*listed[:-1], like))
    assert some.efficient == sum(each in found.packages[: found.efficient] for each in some.packages) - (
        like not in listed and like in best
    )
    assert some.missing == len(level) - len(some.packages)
    assert (some.status is Status.PROVEN) is (some.efficient == found.efficient)
    # The other way, for scenarios too large to look at every package, finds the same vectors and the same number.
    table = _before(tables(scenario), number)
    taken, _, count, status = _counted(table, int(like.scores[number] * table.scales[0]), Limits())
    assert status is Status.PROVEN
    assert count == len(level)
    assert sorted(package(scenario, tuple(row)).scores for row in taken.tolist()) == sorted(
        {each.scores for each in best}
    )


def large(count: int) -> Scenario:
    """So many issues with two options, each worth the same to two parties that want opposite things."""
    issues = tuple(Issue(id=f"i{n}", options=(Option(id="a"), Option(id="b"))) for n in range(count))
    one = Preferences(id="one", values={each.id: {"a": Fraction(1)} for each in issues})
    other = Preferences(id="other", values={each.id: {"b": Fraction(n)} for n, each in enumerate(issues)})
    return Scenario(issues=issues, parties=(one, other))


def test_of_too_many_to_list_the_efficient_are_given_and_the_rest_is_counted() -> None:
    scenario = large(30)
    like = package(scenario, (0,) * 15 + (1,) * 15)
    found = equivalents(scenario, "one", like)
    assert found.missing == 155_117_520 - 1  # 15 out of 30
    assert [each.terms for each in found.packages] == [like.terms]
    worse = package(scenario, (1,) * 15 + (0,) * 15)
    found = equivalents(scenario, "one", worse)
    assert [each.terms for each in found.packages] == [like.terms, worse.terms]
    assert found.efficient == 1
    assert equivalents(scenario, "one", worse, limits=Limits(points=5)).missing is None


def test_where_too_much_hangs_together_only_the_one_given_is_listed_and_nothing_is_proven() -> None:
    scenario = large(18)
    pairs = combinations((Holds(issue=each.id, options=frozenset({"a"})) for each in scenario.issues), 2)
    scenario = replace(scenario, dependencies=tuple(Count(of=pair) for pair in pairs))
    like = package(scenario, (0,) * 9 + (1,) * 9)
    assert equivalents(scenario, "one", like) == Equivalents(
        packages=(like,), efficient=0, missing=None, status=Status.BEST_FOUND
    )


def test_a_party_that_is_not_there_is_refused() -> None:
    scenario = large(2)
    with pytest.raises(ValueError, match='there is no party "nobody"'):
        equivalents(scenario, "nobody", package(scenario, (0, 0)))
