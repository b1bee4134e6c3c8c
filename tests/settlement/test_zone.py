# SPDX-License-Identifier: Apache-2.0
"""Whether a zone of possible agreement exists, what stands in its way, and how far it is: as looking at all says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Holds,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Status,
    Terms,
    acceptable,
    allowed,
    every_package,
    package,
    zone,
)
from goodoffices.settlement.packages import keeps
from tests.scenario_strategies import Kind, of_each_kind, scenarios
from tests.settlement.agreement import of_distance
from tests.settlement.plain import Plain


def meets(scenario: Scenario, terms: Terms, minimums: set[str], dependencies: set[int]) -> bool:
    """Whether a package meets some of the demands."""
    scores = package(scenario, terms).scores
    return all(
        score >= party.minimum for party, score in zip(scenario.parties, scores, strict=True) if party.id in minimums
    ) and all(keeps(scenario, scenario.dependencies[place], terms) for place in dependencies)


@of_each_kind
@settings(max_examples=9)
@given(data=st.data())
def test_a_zone_is_found_or_what_stands_in_its_way_and_how_far_it_is(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, mosts=True))
    found = zone(scenario)
    every = list(every_package(scenario))
    inside = [each for each in every if acceptable(scenario, each)]
    if inside:
        assert found.status is Status.PROVEN
        assert found.package in inside
        assert found.conflict is None
        return
    assert found.status is Status.NONE
    conflict = found.conflict
    assert conflict is not None
    assert conflict.minimal
    minimums, dependencies = set(conflict.minimums), set(conflict.dependencies)
    anything = [each.terms for each in every_package(replace(scenario, dependencies=()))]
    assert not any(meets(scenario, terms, minimums, dependencies) for terms in anything)
    for place, demand in enumerate((*conflict.minimums, *conflict.dependencies)):
        terms = conflict.without[place]
        assert terms is not None
        assert meets(scenario, terms, minimums - {demand}, dependencies - {demand})
    if not every:
        assert found.least_total is found.least_largest is None
        return
    lacking = [
        [max(party.minimum - score, Fraction(0)) for party, score in zip(scenario.parties, each.scores, strict=True)]
        for each in every
    ]
    assert found.least_total is not None
    assert found.least_largest is not None
    assert found.least_total.total == min(map(sum, lacking))
    assert found.least_largest.largest == min(map(max, lacking))
    assert allowed(scenario, found.least_total.package.terms)
    assert allowed(scenario, found.least_largest.package.terms)


def wide(demand: int, *, units: int = 1) -> Scenario:
    """Three parties and thirty yes-or-no issues, each good for one of them; the first two demand so much.

    What is 1 to the others is so many units to the second.
    """
    issues = tuple(Issue(id=f"i{place}", options=(Option(id="no"), Option(id="yes"))) for place in range(30))
    parties = tuple(
        Preferences(
            id=f"p{number}",
            values={
                issue.id: {"yes": Fraction(3 if place % 3 == number else -1, units if number == 1 else 1)}
                for place, issue in enumerate(issues)
            },
            minimum=Fraction(demand if number < 2 else -100, units if number == 1 else 1),
        )
        for number in range(3)
    )
    barred = OnlyIf(
        term=Holds(issue="i0", options=frozenset({"yes"})), needs=(Holds(issue="i1", options=frozenset({"no"})),)
    )
    idle = OnlyIf(
        term=Holds(issue="i2", options=frozenset({"yes"})), needs=(Holds(issue="i5", options=frozenset({"yes"})),)
    )
    return Scenario(issues=issues, parties=parties, dependencies=(idle, barred))


def test_among_a_billion_packages_it_is_proven_as_well() -> None:
    inside = zone(wide(18))
    assert inside.status is Status.PROVEN
    assert inside.package is not None
    assert acceptable(wide(18), inside.package)
    outside = zone(wide(20))
    assert outside.status is Status.NONE
    assert outside.conflict is not None
    assert outside.conflict.minimums == ("p0", "p1")
    assert outside.conflict.dependencies == (1,)
    assert outside.conflict.minimal
    assert outside.least_total is not None
    assert outside.least_largest is not None
    assert (outside.least_total.total, outside.least_total.proven) == (Fraction(3), True)
    assert (outside.least_largest.largest, outside.least_largest.proven) == (Fraction(2), True)
    for units in (1, 4):
        scenario = wide(20, units=units)
        of_distance(Plain(scenario), zone(scenario), list(Plain.sums(scenario)))
