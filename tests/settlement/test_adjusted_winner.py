# SPDX-License-Identifier: Apache-2.0
"""Adjusted winner, to the fraction: published tables, and what Brams and Taylor prove of it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Scenario, every_package
from goodoffices.settlement.adjusted_winner import adjusted_winner, points_of
from tests.scenario_strategies import scenarios


# Tables with the points of the first and the second party, what each comes away with, and which issue is divided, with
# the first party's share of it. The outcomes follow from the points; where the points are from is said with each.
PUBLISHED = {
    # Brams and Togman, Conflict Management and Peace Science 15 (1996); the table as it is quoted, not seen in print.
    "Camp David": ([(35, 55), (10, 5), (20, 10), (10, 5), (5, 20), (20, 5)], "395/6", (0, "1/6")),
    # Meyer, course notes on fair division (Wisconsin); COMAP.
    "Trump divorce": ([(10, 38), (40, 20), (10, 30), (38, 10), (2, 2)], "218/3", (1, "13/15")),
    # Raiffa 1982 as used by Brams and Taylor 1996; quoted from memory there, not seen in print.
    "Panama Canal": (
        [(22, 9), (22, 15), (15, 15), (14, 3), (11, 15), (6, 5), (2, 7), (2, 7), (2, 13), (4, 11)],
        "66",
        (2, "2/15"),
    ),
    # Massoud 2000; the table as it is quoted, not seen in print.
    "Massoud": ([(22, 21), (25, 23), (12, 18), (15, 24), (26, 14)], "2457/43", (0, "12/43")),
    # The adjusted winner site of New York University.
    "Carol and Bob": ([(50, 40), (20, 30), (15, 10), (10, 10), (5, 10)], "170/3", (0, "5/6")),
    # The applet of Macmillan's textbook.
    "John and Mary": ([(30, 20), (20, 15), (30, 15), (20, 50)], "440/7", (1, "1/7")),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_tables_come_out_to_the_fraction(name: str) -> None:
    points, each, (issue, share) = PUBLISHED[name]
    found = adjusted_winner([(Fraction(first), Fraction(second)) for first, second in points])
    assert found.points == (Fraction(each), Fraction(each))
    assert found.divided == issue
    assert found.shares[issue] == Fraction(share)


def test_what_is_worth_as_much_to_both_goes_to_the_first_before_anything_is_passed_on() -> None:
    found = adjusted_winner([(Fraction(10), Fraction(10)), (Fraction(4), Fraction(4))])
    assert found.initial == (Fraction(14), Fraction(0))
    assert found.points == (Fraction(7), Fraction(7))


def test_nothing_is_passed_on_to_one_for_whom_it_is_worth_nothing() -> None:
    found = adjusted_winner([(Fraction(10), Fraction(0)), (Fraction(4), Fraction(4))])
    assert found.shares == (Fraction(1), Fraction(0))
    assert found.points == (Fraction(10), Fraction(4))


points = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=7)


@given(points)
def test_nobody_is_ahead_unless_nothing_that_helps_can_be_passed_on_and_at_most_one_issue_is_divided(
    whole: list[tuple[int, int]],
) -> None:
    table = [(Fraction(first), Fraction(second)) for first, second in whole]
    found = adjusted_winner(table)
    assert sum(0 < share < 1 for share in found.shares) <= 1
    first, second = found.points
    assert first == sum(share * pair[0] for share, pair in zip(found.shares, table, strict=True))
    assert second == sum((1 - share) * pair[1] for share, pair in zip(found.shares, table, strict=True))
    if first != second:
        ahead = 0 if first > second else 1
        held = [share if ahead == 0 else 1 - share for share in found.shares]
        assert all(not share or not pair[1 - ahead] for share, pair in zip(held, table, strict=True))


@given(points)
def test_no_other_division_is_better_for_both(whole: list[tuple[int, int]]) -> None:
    """Efficient: prices exist under which neither would swap a part of one issue for a part of another."""
    table = [(Fraction(first), Fraction(second)) for first, second in whole]
    shares = adjusted_winner(table).shares
    for (mine, theirs), share in zip(table, shares, strict=True):
        assert mine or not theirs or not share
        assert theirs or not mine or share == 1
        for (other_mine, other_theirs), other in zip(table, shares, strict=True):
            if share > 0 and other < 1:
                assert mine * other_theirs >= other_mine * theirs


@settings(max_examples=20)
@given(scenarios(parties=(2, 2), issues=(1, 3), interactions=False, dependencies=False))
def test_winning_every_issue_is_worth_the_way_from_the_worst_package_to_the_best(scenario: Scenario) -> None:
    packages = [each.scores for each in every_package(scenario)]
    for party, swings in enumerate(zip(*points_of(scenario), strict=True)):
        scores = [each[party] for each in packages]
        assert sum(swings) == max(scores) - min(scores)
