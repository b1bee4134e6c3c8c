# SPDX-License-Identifier: Apache-2.0
"""A scenario that is asked for of a kind is of that kind: properties that go through the kinds miss none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Scenario
from tests.scenario_strategies import UNPAIRED, Kind, of_each_kind, scenarios
from tests.settlement.plain import Plain, holds_of


def together(scenario: Scenario, plain: Plain) -> bool:
    """For each party an interaction of several issues, and a dependency of several that some package breaks."""
    joined = [{holds.issue for holds in each.together} for party in scenario.parties for each in party.interactions]
    linked = [{holds.issue for holds in holds_of(each)} for each in scenario.dependencies]
    return (
        len([each for each in joined if len(each) > 1]) >= len(scenario.parties)
        and any(len(each) > 1 for each in linked)
        and plain.packages != plain.every
    )


def level(_scenario: Scenario, plain: Plain) -> bool:
    """Options equal to all, an issue that weighs nothing, and so packages with the same scores."""
    first, *_others, last = plain.options if len(plain.options) > 1 else (plain.options[0], [()])
    return len(set(first)) < len(first) and not any(map(any, last)) and len(plain.counts) < len(plain.packages)


def cut(scenario: Scenario, plain: Plain) -> bool:
    """Some package comes to more than the greatest score of a party."""
    free = Plain(replace(scenario, parties=tuple(replace(party, most=None) for party in scenario.parties)))
    return not plain.packages or [each.scores for each in free.packages] != [each.scores for each in plain.packages]


IS_OF: dict[Kind, Callable[[Scenario, Plain], bool]] = {
    Kind.ONE: lambda scenario, _: len(scenario.parties) == 1,
    Kind.TWO: lambda scenario, _: (
        len(scenario.parties) == 2
        and not (scenario.dependencies or any(party.interactions for party in scenario.parties))
    ),
    Kind.THREE: lambda scenario, _: len(scenario.parties) == 3,
    Kind.MORE: lambda scenario, _: len(scenario.parties) in {4, 5},
    Kind.TOGETHER: together,
    Kind.LEVEL: level,
    Kind.APART: lambda _, plain: not any(plain.reaches(each.scores) for each in plain.every),
    Kind.NEVER: lambda _, plain: not plain.packages,
    Kind.CUT: cut,
    Kind.FIXED: lambda _, plain: len(plain.every) == 1,
}
"""Whether a scenario is of a kind, by looking at every package."""


@of_each_kind
@settings(max_examples=10)
@given(data=st.data())
def test_a_scenario_is_of_the_kind_that_is_asked_for(kind: Kind, data: st.DataObject) -> None:
    for parties in (None, (2, 2)) if kind not in UNPAIRED else (None,):
        scenario = data.draw(scenarios(kind, parties=parties))
        assert IS_OF[kind](scenario, Plain(scenario))
