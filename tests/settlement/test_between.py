# SPDX-License-Identifier: Apache-2.0
"""A step put between two: every package with it is worth what lies between the packages at the two."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.settlement import Count, Holds, OnlyIf, Scenario, package
from goodoffices.settlement.between import Point, stand
from goodoffices.settlement.example import dispute
from goodoffices.settlement.packages import allowed
from tests.scenario_strategies import Kind, of_each_kind_but, scenarios


@st.composite
def points_of(draw: st.DrawFn, scenario: Scenario) -> tuple[Point, ...]:
    found = []
    for issue in scenario.issues:
        one, other = (draw(st.integers(0, len(issue.options) - 1)) for _ in range(2))
        share = Fraction(draw(st.integers(0, 6)), 7) if one != other else Fraction(0)
        found.append(Point(one, other, share))
    return tuple(found)


def moved(terms: tuple[int, ...], place: int, term: int) -> tuple[int, ...]:
    return (*terms[:place], term, *terms[place + 1 :])


@of_each_kind_but(Kind.CUT)
@given(data=st.data())
def test_every_package_with_the_step_is_worth_what_lies_between_and_keeps_what_both_keep(
    kind: Kind, data: st.DataObject
) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3)))
    points = data.draw(points_of(scenario))
    found = stand(scenario, points)
    if found is None:
        said = [each.together for party in scenario.parties for each in party.interactions]
        assert said or scenario.dependencies, "nothing else keeps a step from being put"
        return
    assert found.put == {place for place, point in enumerate(points) if point.share}
    for terms in product(*(range(len(issue.options)) for issue in scenario.issues)):
        there = found.there(terms)
        assert package(found.scenario, there).scores == package(scenario, terms).scores
        assert allowed(found.scenario, there) is allowed(scenario, terms)
        for place in found.put:
            point, between = points[place], moved(there, place, found.terms[place])
            one, other = (package(scenario, moved(terms, place, end)).scores for end in (point.one, point.other))
            worth = tuple(a + point.share * (b - a) for a, b in zip(one, other, strict=True))
            assert package(found.scenario, between).scores == worth
            assert allowed(found.scenario, between) is allowed(scenario, moved(terms, place, point.one))


def test_no_step_is_put_where_nobody_has_said_whether_something_holds_there() -> None:
    half = Point(0, 1, Fraction(1, 2))
    at = Point(0, 0)
    assert stand(dispute, (half, at, at)) is not None
    held = tuple(Holds(issue=issue.id, options=frozenset([issue.options[0].id])) for issue in dispute.issues[:2])
    needs = replace(dispute, dependencies=(OnlyIf(term=held[0], needs=(held[1],)),))
    counted = replace(dispute, dependencies=(Count(of=held, least=1),))
    for split in (needs, counted):
        assert stand(split, (half, at, at)) is None
        assert stand(split, (at, half, at)) is None
        assert stand(split, (at, at, half)) is not None
