# SPDX-License-Identifier: Apache-2.0
"""Each package of a slice is the best of all under its weights, and the weights are spread evenly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Holds, Interaction, Issue, Limits, Option, Preferences, Scenario, every_package
from goodoffices.settlement.methods.elimination import CELLS
from goodoffices.settlement.methods.supported import best_of_one, lattice, supported
from goodoffices.settlement.tables import Tables, tables
from tests.scenario_strategies import Kind, of_each_kind, of_each_kind_but, scenarios


def whole_scores(scenario: Scenario, table: Tables) -> dict[tuple[int, ...], list[int]]:
    """What every package is worth, in whole numbers of the tables."""
    return {
        tuple(map(int, each.terms)): [
            int(score * scale) for score, scale in zip(each.scores, table.scales, strict=True)
        ]
        for each in every_package(scenario)
    }


def weighed(scores: Sequence[int], weights: Sequence[int]) -> int:
    return sum(weight * score for weight, score in zip(weights, scores, strict=True))


@of_each_kind
@settings(max_examples=3)
@given(data=st.data())
def test_each_package_of_a_slice_has_the_largest_sum_under_its_weights(kind: Kind, data: st.DataObject) -> None:
    for hanging in (True, False):  # together, or each issue by itself
        scenario = data.draw(scenarios(kind, issues=(1, 4), interactions=hanging, dependencies=hanging))
        table = tables(scenario)
        every = whole_scores(scenario, table)
        found = supported(table, limits=Limits(weights=8))
        assert found.possible is bool(every)
        assert len(found.taken) == len(found.weights) <= 8
        assert bool(found.taken) is bool(every)
        for taken, weights in zip(found.taken, found.weights, strict=True):
            assert min(weights) > 0
            assert weighed(every[taken], weights) == max(weighed(scores, weights) for scores in every.values())


@of_each_kind_but(Kind.TWO, Kind.THREE, Kind.MORE, Kind.CUT)
@settings(max_examples=3)
@given(data=st.data())
def test_the_best_package_for_one_is_the_same_by_elimination_and_by_a_program(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, parties=(1, 1), issues=(1, 4), options=(1, 3)))
    table = tables(scenario)
    every = whole_scores(scenario, table)
    for cells in (CELLS, 0):
        found = best_of_one(table, list(every)[:1], Limits(), cells=cells)
        assert found is not None
        assert bool(found) is bool(every)
        assert not found or every[found] == max(every.values())


def test_what_is_too_large_for_elimination_and_for_the_solver_is_not_said_to_be_best() -> None:
    options = tuple(Option(id=f"o{number}") for number in range(2))
    issues = tuple(Issue(id=f"i{place}", options=options) for place in range(3))
    joined = Interaction(together=tuple(Holds(issue=i.id, options=frozenset({"o1"})) for i in issues), adds=Fraction(1))
    table = tables(Scenario(issues=issues, parties=(Preferences(id="a", interactions=(joined,)),)))
    large = replace(table, bonuses=tuple(replace(each, adds=1 << 70) for each in table.bonuses))
    assert best_of_one(table, [], Limits(), cells=0) == best_of_one(large, [], Limits()) == (1, 1, 1)
    assert best_of_one(large, [], Limits(), cells=0) is None


@settings(max_examples=10)
@given(data=st.data())
def test_a_slice_is_as_good_of_numbers_that_no_machine_word_holds(data: st.DataObject) -> None:
    scenario = data.draw(scenarios(Kind.TWO, issues=(2, 4)))
    table = tables(scenario)
    every = whole_scores(scenario, table)
    large = tuple(tuple(tuple(s * 10**17 for s in option) for option in issue) for issue in table.scores)
    found = supported(replace(table, scores=large), limits=Limits(weights=8))
    for taken, weights in zip(found.taken, found.weights, strict=True):
        assert weighed(every[taken], weights) == max(weighed(scores, weights) for scores in every.values())


@pytest.mark.parametrize("most", [1, 2, 7, 60])
@pytest.mark.parametrize("parties", [1, 2, 3, 5])
def test_weights_are_as_many_as_may_be_each_another_and_of_one_sum(parties: int, most: int) -> None:
    found = list(lattice(parties, most))
    (total,) = {sum(weights) for weights in found}
    assert all(min(weights) > 0 and len(weights) == parties for weights in found)
    assert len(found) == len(set(found)) == comb(total - 1, parties - 1)
    assert len(found) <= most
    assert parties == 1 or comb(total, parties - 1) > most, "a finer lattice has more"
