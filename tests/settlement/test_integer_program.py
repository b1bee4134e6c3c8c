# SPDX-License-Identifier: Apache-2.0
"""The integer program says the same of a scenario as its plain meaning does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Issue, Limits, Option, Preferences, Scenario, every_package
from goodoffices.settlement.methods.integer_program import highest, hint, lowest, model_of, solve, total
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, of_each_kind, scenarios


@of_each_kind
@settings(max_examples=4)
@given(data=st.data())
def test_the_program_finds_the_best_package_for_a_party_and_proves_it(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), options=(1, 3), mosts=True))
    table = tables(scenario)
    party = data.draw(st.integers(0, table.parties - 1))
    model = model_of(table, exactly=data.draw(st.booleans()))
    model.program.maximize(model.scores[party])
    found = solve(model, limits=Limits())
    every = list(every_package(scenario))
    assert found.proven
    if not every:
        assert found.terms is None
        return
    best = max(each.scores[party] for each in every)
    assert found.terms is not None
    assert found.terms in {each.terms for each in every}
    assert table.points(total(table, found.terms))[party] == best == Fraction(found.bound, table.scales[party])
    assert lowest(table)[party] <= total(table, found.terms)[party] <= highest(table)[party]
    hint(model, found.terms)
    model.program.add(model.scores[party] >= found.bound + 1)
    assert solve(model, limits=Limits()).terms is None


@settings(max_examples=15)
@given(scenarios(issues=(1, 3), options=(1, 3), parties=(1, 1), mosts=True))
def test_asked_for_exactly_the_program_also_finds_the_worst(scenario: Scenario) -> None:
    table = tables(scenario)
    model = model_of(table, exactly=True)
    model.program.minimize(model.scores[0])
    found = solve(model, limits=Limits())
    every = list(every_package(scenario))
    if found.terms is None:
        assert not every
    else:
        assert table.points(total(table, found.terms))[0] == min(each.scores[0] for each in every)


def test_numbers_too_large_for_the_solver_are_refused() -> None:
    issue = Issue(id="i", options=(Option(id="a"), Option(id="b")))
    party = Preferences(id="p", values={"i": {"a": Fraction(2**60)}})
    scenario = Scenario(issues=(issue,), parties=(party,))
    with pytest.raises(OverflowError):
        model_of(tables(scenario))
    small = replace(party, values={"i": {"a": Fraction(2**40)}})
    assert model_of(tables(replace(scenario, parties=(small,)))).highest == (2**40,)
