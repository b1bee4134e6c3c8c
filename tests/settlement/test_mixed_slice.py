# SPDX-License-Identifier: Apache-2.0
"""What is listed of a frontier with terms in ranges among three parties and more, and how much is missing of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from goodoffices.settlement import (
    Issue,
    Limits,
    Preferences,
    Scenario,
    Status,
    acceptable,
    every_package,
    frontier,
    gridded,
)
from goodoffices.settlement.continuous import corner_scenario
from goodoffices.settlement.integer_program import highest, lowest
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.tables import tables
from tests.settlement.test_mixed import mixed


@settings(max_examples=20)
@given(scenario=mixed(parties=(3, 4)))
def test_no_package_on_a_fine_grid_stands_out_by_more_than_the_share_that_is_said_to_be_missing(
    scenario: Scenario,
) -> None:
    table = tables(corner_scenario(scenario))
    every = list(every_package(gridded(scenario, 8)))
    for only_acceptable in (False, True):
        found = frontier(scenario, limits=Limits(points=40), acceptable=only_acceptable)
        meant = [each.scores for each in every if not only_acceptable or acceptable(scenario, each)]
        if found.status is Status.NONE:
            assert not every
            continue
        assert not any(dominates(each.scores, listed.scores) for each in every for listed in found.packages)
        if found.missing is None and found.status is Status.BEST_FOUND:
            assert not found.packages
            continue
        ends = zip(lowest(table), highest(table), table.minimums, table.scales, strict=True)
        stakes = [
            Fraction(max(high - (max(low, least) if only_acceptable else low), 1), scale)
            for low, high, least, scale in ends
        ]
        apart = max(
            (
                min(
                    max((mine - its) / stake for mine, its, stake in zip(scores, listed.scores, stakes, strict=True))
                    for listed in found.packages
                )
                for scores in meant
            ),
            default=Fraction(0),
        )
        assert max(apart, Fraction(0)) <= (found.missing or 0)
        assert (found.status is Status.PROVEN) is not found.remainder.endswith("that is proven.")


def divided(*curves: tuple[int, ...]) -> Scenario:
    """One range from 0 to 10; for each party what it is worth at evenly spread numbers of it."""
    return Scenario(
        issues=(Issue(id="share", between=(Fraction(0), Fraction(10))),),
        parties=tuple(
            Preferences(
                id=f"p{place}",
                curves={
                    "share": tuple(
                        (Fraction(10 * step, len(curve) - 1), Fraction(worth)) for step, worth in enumerate(curve)
                    )
                },
            )
            for place, curve in enumerate(curves)
        ),
    )


def test_what_is_missing_between_two_corners_is_told_in_a_number_and_a_sentence() -> None:
    found = frontier(divided((0, 100), (100, 0), (100, 0)))
    assert [each.terms for each in found.packages] == [(10,), (0,)]
    assert found.missing is not None
    assert Fraction(1, 2) <= found.missing < Fraction(13, 25), "halfway, half of all is lost to one of them"
    assert "worth less to no party by more than 51.1 %" in found.remainder


def test_a_frontier_of_which_nothing_is_missing_is_whole() -> None:
    found = frontier(divided((0, 4, 9), (0, 1, 3), (2, 2, 5)))
    assert [each.terms for each in found.packages] == [(10,)]
    assert (found.status, found.remainder, found.missing) == (Status.PROVEN, "", None)


def test_where_no_listed_package_reaches_the_minimums_no_share_is_claimed() -> None:
    scenario = divided((0, 100), (100, 0), (100, 0))
    parties = tuple(replace(each, minimum=Fraction(40)) for each in scenario.parties)
    found = frontier(replace(scenario, parties=parties), acceptable=True)
    assert (found.packages, found.missing, found.status) == ((), None, Status.BEST_FOUND)
    assert found.remainder
