# SPDX-License-Identifier: Apache-2.0
"""Whole numbers say the same as the fractions they were made of."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given

from goodoffices.settlement import Issue, Preferences, Scenario, allowed, exact, package
from goodoffices.settlement.tables import Literal, tables
from tests.scenario_strategies import scenarios


@given(scenarios())
def test_tables_give_the_scores_and_dependencies_of_every_package(scenario: Scenario) -> None:
    table = tables(scenario)
    for terms in product(*(range(size) for size in table.sizes)):

        def holds(literal: Literal, terms: tuple[int, ...] = terms) -> bool:
            return terms[literal[0]] in literal[1]

        scores = [
            sum(table.scores[issue][option][party] for issue, option in enumerate(terms))
            + sum(bonus.adds for bonus in table.bonuses if bonus.party == party and all(map(holds, bonus.together)))
            for party in range(table.parties)
        ]
        assert table.points(tuple(scores)) == package(scenario, terms).scores
        kept = all(bounds.least <= sum(map(holds, bounds.of)) <= bounds.most for bounds in table.bounds)
        assert kept is allowed(scenario, terms)


def test_of_terms_in_a_range_there_is_no_table() -> None:
    days = Issue(id="days", between=(Fraction(0), Fraction(9)))
    with pytest.raises(ValueError, match="a continuous issue has no table"):
        tables(Scenario(issues=(days,), parties=(Preferences(id="a"),)))


@pytest.mark.parametrize(
    ("given_", "meant"), [("0.35", "7/20"), (0.25, "1/4"), ("1/3", "1/3"), (7, "7"), ("1e3", "1000")]
)
def test_a_number_is_read_as_it_was_written(given_: str | float, meant: str) -> None:
    assert exact(given_) == Fraction(meant)


@pytest.mark.parametrize("wrong", ["", "x", "1/0", float("nan"), float("inf"), "1e999999999", "9" * 100, True, None])
def test_what_is_no_finite_number_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"is not a|is out of|is not read"):
        exact(wrong)
