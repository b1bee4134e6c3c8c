# SPDX-License-Identifier: Apache-2.0
"""What is listed of a frontier with terms in ranges among three parties and more, and how much is missing of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Finding,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    acceptable,
    check,
    every_package,
    frontier,
    gridded,
    package,
)
from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.ranges.edges import corner_scenario
from goodoffices.settlement.tables import tables
from tests.scenario_strategies import Kind, mixed, of_each_kind_but


@of_each_kind_but(Kind.ONE, Kind.TWO, Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_no_package_on_a_fine_grid_stands_out_by_more_than_the_share_that_is_said_to_be_missing(
    kind: Kind, data: st.DataObject
) -> None:
    scenario = data.draw(mixed(kind, parties=(3, 3)))
    table = tables(corner_scenario(scenario))
    every = list(every_package(gridded(scenario, 8)))
    for only_acceptable in (False, True):
        found = frontier(scenario, limits=Limits(points=40), acceptable=only_acceptable)
        meant = [each.scores for each in every if not only_acceptable or acceptable(scenario, each)]
        if found.status is Status.NONE:
            assert not meant
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


def test_between_corners_packages_are_added_where_most_is_missing_and_how_much_still_is_is_told() -> None:
    scenario = divided((0, 100), (100, 0), (100, 0))
    found = frontier(scenario)
    numbers = [each.terms[0] for each in found.packages]
    assert (numbers[0], numbers[-1]) == (10, 0)
    gaps = [one - other for one, other in pairwise(numbers)]
    assert found.missing is not None
    assert max(gaps) / 20 <= found.missing <= Fraction(3, 50), "halfway between two that are listed, half a gap is lost"
    assert "worth less to no party by more than" in found.remainder
    assert check(scenario, found).finding is not Finding.REFUTED


def test_a_frontier_of_which_nothing_is_missing_is_whole() -> None:
    scenario = divided((0, 4, 9), (0, 1, 3), (2, 2, 5))
    found = frontier(scenario)
    assert [each.terms for each in found.packages] == [(10,)]
    assert (found.status, found.remainder, found.missing) == (Status.PROVEN, "", None)
    alone = replace(scenario, parties=scenario.parties[:1])
    for one in (scenario, alone):
        assert check(one, frontier(one)).finding is Finding.CHECKED
        lower = package(one, (Fraction(9),))
        assert check(one, replace(frontier(one), packages=(lower,))).finding is Finding.REFUTED
        assert check(one, replace(frontier(one), packages=(), counts=())).finding is Finding.REFUTED


def test_what_is_proven_to_hold_nothing_between_two_packages_is_not_missing() -> None:
    """Three options apart from one another, and a range of which all want the same end."""
    scenario = divided((0, 4, 9), (0, 1, 3), (2, 2, 5))
    options = tuple(Option(id=name) for name in ("first", "second", "third"))
    parties = tuple(
        replace(party, values={"whose": {options[place].id: Fraction(90), options[place - 1].id: Fraction(30)}})
        for place, party in enumerate(scenario.parties)
    )
    apart = Scenario(issues=(Issue(id="whose", options=options), *scenario.issues), parties=parties)
    found = frontier(apart)
    assert [each.terms for each in found.packages] == [(0, 10), (2, 10), (1, 10)]
    assert (found.status, found.remainder, found.missing) == (Status.PROVEN, "", None)
    assert found.counts == (1, 1, 1)
    assert check(apart, found).finding is Finding.CHECKED
    for left_out in range(3):
        fewer = tuple(each for place, each in enumerate(found.packages) if place != left_out)
        assert check(apart, replace(found, packages=fewer, counts=(1, 1))).finding is Finding.REFUTED
    level = package(apart, (2, Fraction(9)))
    more = (*found.packages[:2], level, *found.packages[2:])
    assert check(apart, replace(found, packages=more, counts=(1,) * 4)).finding is Finding.REFUTED


def test_where_no_corner_reaches_the_minimums_what_lies_between_is_listed_or_proven_not_to_be_there() -> None:
    scenario = divided((0, 100), (100, 0), (100, 0))

    def least(minimum: int) -> Scenario:
        parties = tuple(replace(each, minimum=Fraction(minimum)) for each in scenario.parties)
        return replace(scenario, parties=parties)

    found = frontier(least(40), acceptable=True)
    assert found.packages
    assert all(acceptable(least(40), each) for each in found.packages)
    assert found.missing is not None
    none = frontier(least(60), acceptable=True)
    assert (none.packages, none.status) == ((), Status.NONE)


def test_without_time_to_look_between_corners_what_is_missing_is_still_told() -> None:
    found = frontier(divided((0, 100), (100, 0), (100, 0)), limits=Limits(spent=lambda: True))
    assert [each.terms for each in found.packages] == [(10,), (0,)]
    assert found.missing is not None
    assert Fraction(1, 2) <= found.missing <= 1, "halfway, half of all is lost to one of them"
