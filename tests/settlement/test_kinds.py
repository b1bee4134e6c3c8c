# SPDX-License-Identifier: Apache-2.0
"""A scenario that is asked for of a kind is of that kind: properties that go through the kinds miss none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Scenario
from tests.scenario_strategies import Kind, of_each_kind, scenarios
from tests.settlement.plain import Plain, holds_of


def is_of(kind: Kind, scenario: Scenario) -> bool:
    """Whether it is, by looking at every package."""
    plain, parties = Plain(scenario), len(scenario.parties)
    of_two = [{holds.issue for holds in each.together} for party in scenario.parties for each in party.interactions]
    match kind:
        case Kind.ONE | Kind.TWO | Kind.THREE | Kind.MORE:
            free = kind is not Kind.TWO or not (of_two or scenario.dependencies)
            return free and parties == {Kind.ONE: 1, Kind.TWO: 2, Kind.THREE: 3}.get(kind, max(parties, 4))
        case Kind.TOGETHER:
            linked = any(len({holds.issue for holds in holds_of(each)}) > 1 for each in scenario.dependencies)
            return (
                len([each for each in of_two if len(each) > 1]) >= parties and linked and plain.packages != plain.every
            )
        case Kind.LEVEL:
            nothing = all(not any(option) for option in plain.options[-1]) or len(plain.options) == 1
            return (
                len(set(plain.options[0])) < len(plain.options[0]) and nothing and len(plain.counts) < len(plain.every)
            )
        case Kind.APART:
            return not plain.acceptable and not any(
                all(score >= least for score, least in zip(each.scores, plain.minimums, strict=True))
                for each in plain.every
            )
        case Kind.NEVER:
            return not plain.packages
        case Kind.FIXED:
            return len(plain.every) == 1


@of_each_kind
@settings(max_examples=10)
@given(data=st.data())
def test_a_scenario_is_of_the_kind_that_is_asked_for(kind: Kind, data: st.DataObject) -> None:
    assert is_of(kind, data.draw(scenarios(kind)))
    if kind not in {Kind.ONE, Kind.MORE}:
        assert is_of(kind, data.draw(scenarios(kind, parties=(2, 2) if kind is not Kind.THREE else None)))
