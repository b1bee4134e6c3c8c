# SPDX-License-Identifier: Apache-2.0
"""The frontier found step by step by the integer program is that found by elimination."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Limits
from goodoffices.settlement.methods.boxes import boxes_of
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.methods.integer_program import total
from goodoffices.settlement.methods.steps import steps
from goodoffices.settlement.tables import Bonus, Tables, tables
from tests.scenario_strategies import UNPAIRED, Kind, of_each_kind_but, scenarios


def same(table: Tables) -> None:
    """Compare the two methods."""
    found, missing = steps(table, limits=Limits())
    assert missing is None
    assert [total(table, terms) for terms in found] == [
        tuple(row) for row in efficient(table, limits=Limits()).scores.tolist()
    ]


@of_each_kind_but(*UNPAIRED)
@settings(max_examples=4)
@given(data=st.data())
def test_steps_along_the_frontier_find_what_elimination_finds(kind: Kind, data: st.DataObject) -> None:
    same(tables(data.draw(scenarios(kind, parties=(2, 2), issues=(1, 4), mosts=True))))


def boxes(seed: int, issues: int, count: int) -> Tables:
    """Ranges over a few issues of 6 options, each adding something for one of two parties."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    bonuses = []
    for number in range(count):
        ranges = {}
        for issue in chance.sample(range(issues), chance.randint(1, 3)):
            low = chance.randint(0, 5)
            ranges[issue] = frozenset(range(low, chance.randint(low, 5) + 1))
        bonuses.append(Bonus(number % 2, tuple(ranges.items()), chance.randint(0, 9)))
    none = ((0, 0),) * 6
    return Tables((6,) * issues, (none,) * issues, tuple(bonuses), (), (0, 0), (1, 1))


def test_boxes_that_exclude_one_another_say_the_same_as_options_do() -> None:
    for seed in range(12):
        table = boxes(seed, 5, 12)
        assert boxes_of(table) is not None
        same(table)
        same(replace(table, mosts=(10 + seed, None if seed % 2 else 20)))


def test_without_ranges_the_options_are_written_out() -> None:
    table = boxes(1, 4, 6)
    apart = Bonus(0, ((0, frozenset({0, 2})), (1, frozenset({1}))), 3)
    assert boxes_of(replace(table, bonuses=(*table.bonuses, apart))) is None
    assert boxes_of(replace(table, bonuses=(*table.bonuses, replace(table.bonuses[0], adds=-1)))) is None
    same(replace(table, bonuses=(*table.bonuses, apart, replace(table.bonuses[0], adds=-1))))


def test_of_numbers_near_the_largest_and_below_nothing_the_steps_are_the_same() -> None:
    """Too large for both parties' scores in one sum, and the last is too large for the solver altogether."""
    table = boxes(1, 4, 6)
    pairs = zip(boxes(2, 4, 6).bonuses, table.bonuses, strict=True)
    harms = tuple(replace(each, adds=-good.adds) for each, good in pairs)  # as much below nothing as above

    def times(factor: int) -> Tables:
        return replace(
            table, bonuses=tuple(replace(each, adds=each.adds * factor) for each in (*table.bonuses, *harms))
        )

    same(times(10**9))
    large = replace(table, bonuses=tuple(replace(each, adds=each.adds * 10**9) for each in table.bonuses))
    assert boxes_of(large) is not None
    same(large)
    assert boxes_of(replace(large, bonuses=(*large.bonuses, replace(table.bonuses[0], adds=1 << 62)))) is None


def test_a_box_that_asks_twice_of_an_issue_asks_for_both_and_one_that_cannot_hold_adds_nothing() -> None:
    table = boxes(1, 4, 6)
    never = Bonus(0, ((0, frozenset({0})), (0, frozenset({1}))), 50)
    twice = Bonus(1, ((1, frozenset({0, 1, 2})), (1, frozenset({2, 3}))), 7)
    asked = replace(table, bonuses=(*table.bonuses, never, twice))
    assert boxes_of(asked) is not None
    same(asked)


def test_when_the_time_is_up_the_rest_is_bounded() -> None:
    table = boxes(3, 5, 12)
    every = [total(table, terms) for terms in steps(table, limits=Limits())[0]]
    found, missing = steps(table, limits=Limits(points=2))
    assert [total(table, terms) for terms in found] == every[:2]
    assert missing is not None
    assert all(first <= missing[0] and second >= missing[1] for first, second in every[2:])
    assert steps(table, limits=Limits(spent=lambda: True))[0] == ()
