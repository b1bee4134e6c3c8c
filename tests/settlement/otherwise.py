# SPDX-License-Identifier: Apache-2.0
"""The same scenario told otherwise: other names and orders, other points. No answer may hang on either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

from goodoffices.settlement import Holds, OnlyIf, Preferences, Scenario


Each = TypeVar("Each")


def counted_otherwise(scenario: Scenario, factors: Sequence[int | Fraction]) -> Scenario:
    """The same with each party counting in other points."""

    def counted(party: Preferences, factor: int | Fraction) -> Preferences:
        return replace(
            party,
            values={i: {o: v * factor for o, v in values.items()} for i, values in party.values.items()},
            curves={i: tuple((x, y * factor) for x, y in curve) for i, curve in party.curves.items()},
            interactions=tuple(replace(each, adds=each.adds * factor) for each in party.interactions),
            minimum=party.minimum * factor,
            most=None if party.most is None else party.most * factor,
        )

    return replace(scenario, parties=tuple(map(counted, scenario.parties, factors)))


def renamed(scenario: Scenario, chance: Random) -> Scenario:
    """The same with every id written backwards, and all that stands in an order in another."""

    def name(identifier: str) -> str:
        return identifier[::-1]

    def mixed(values: Sequence[Each]) -> tuple[Each, ...]:
        return tuple(chance.sample(values, len(values)))

    def held(what: Sequence[Holds]) -> tuple[Holds, ...]:
        return mixed([Holds(issue=name(each.issue), options=frozenset(map(name, each.options))) for each in what])

    def liked(party: Preferences) -> Preferences:
        return replace(
            party,
            id=name(party.id),
            weights={name(issue): weight for issue, weight in party.weights.items()},
            values={name(issue): {name(o): v for o, v in values.items()} for issue, values in party.values.items()},
            curves={name(issue): curve for issue, curve in party.curves.items()},
            interactions=mixed([replace(each, together=held(each.together)) for each in party.interactions]),
        )

    return Scenario(
        issues=mixed(
            [
                replace(issue, id=name(issue.id), options=mixed([replace(o, id=name(o.id)) for o in issue.options]))
                for issue in scenario.issues
            ]
        ),
        parties=mixed([liked(party) for party in scenario.parties]),
        dependencies=mixed(
            [
                OnlyIf(term=held([each.term])[0], needs=held(each.needs))
                if isinstance(each, OnlyIf)
                else replace(each, of=held(each.of))
                for each in scenario.dependencies
            ]
        ),
    )
