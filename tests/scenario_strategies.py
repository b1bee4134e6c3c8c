# SPDX-License-Identifier: Apache-2.0
"""Small scenarios for hypothesis: ties, zero weights, equal options, negative values, one party.

Some kinds of scenario are rare where everything is left to chance, and none of some dozen examples may be of one. So a
property that has to hold of all of them takes the kind as an argument (`of_each_kind`), and each is tried.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Curve,
    Dependency,
    Holds,
    Interaction,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    every_package,
)


class Kind(StrEnum):
    """What every scenario of a kind has; the rest is left to chance."""

    ONE = "one party"
    TWO = "two parties and nothing that hangs together"
    THREE = "three parties"
    MORE = "four parties or five"
    TOGETHER = "interactions and dependencies"
    """For each party an interaction of two issues, and a dependency between them that some package breaks."""
    LEVEL = "equal options"
    """Two options the same to all, and an issue that weighs nothing for anybody, if there are two."""
    APART = "each wants its best"
    """And one party's is not the other's: there is no zone, though dependencies may leave packages."""
    NEVER = "nothing that is allowed"
    """The dependencies exclude each other."""
    CUT = "a greatest score that counts"
    """For one party or more, below what some package comes to; not among terms in ranges."""
    FIXED = "one option"
    """Of each issue; among terms in ranges, nothing but these."""


UNPAIRED = (Kind.ONE, Kind.THREE, Kind.MORE)
"""The kinds of which two parties cannot be."""


def of_each_kind_but(*left_out: Kind) -> pytest.MarkDecorator:
    """Try a property on each kind apart from some."""
    return pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in left_out])


of_each_kind = of_each_kind_but()

PARTIES = {Kind.ONE: (1, 1), Kind.TWO: (2, 2), Kind.THREE: (3, 3), Kind.MORE: (4, 5)}
OF_TWO = frozenset({Kind.TOGETHER, Kind.LEVEL, Kind.APART})
"""Kinds that need a choice of two in the first issue."""


def fractions() -> st.SearchStrategy[Fraction]:
    """Values: mostly small whole numbers, so that ties happen; some negative, some fractions."""
    return st.one_of(
        st.integers(0, 4).map(Fraction),
        st.integers(-3, 12).map(Fraction),
        st.builds(Fraction, st.integers(-6, 20), st.integers(1, 7)),
    )


@st.composite
def scenarios(
    draw: st.DrawFn,
    kind: Kind | None = None,
    *,
    parties: tuple[int, int] | None = None,
    issues: tuple[int, int] = (1, 5),
    options: tuple[int, int] = (1, 4),
    interactions: bool = True,
    dependencies: bool = True,
    mosts: bool = False,
) -> Scenario:
    """Scenarios small enough to look at every package; dependencies may leave none."""
    if kind in {Kind.TWO, Kind.LEVEL}:
        interactions = dependencies = False
    sizes = _sizes([draw(st.integers(*options)) for _ in range(draw(st.integers(*issues)))], kind)
    made = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(size)))
        for place, size in enumerate(sizes)
    )

    def literal() -> Holds:
        issue = draw(st.sampled_from(made))
        ids = [option.id for option in issue.options]
        return Holds(issue=issue.id, options=frozenset(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))))

    def party(number: int) -> Preferences:
        return Preferences(
            id=f"p{number}",
            weights={issue.id: draw(st.integers(0, 3).map(Fraction)) for issue in made if draw(st.booleans())},
            values={issue.id: {option.id: draw(fractions()) for option in issue.options} for issue in made},
            interactions=tuple(
                Interaction(together=tuple(literal() for _ in range(draw(st.integers(1, 3)))), adds=draw(fractions()))
                for _ in range(draw(st.integers(0, 2)) if interactions else 0)
            ),
            minimum=draw(st.one_of(st.just(Fraction(0)), st.integers(-5, 15).map(Fraction))),
            most=draw(st.none() | st.integers(-2, 12).map(Fraction)) if mosts else None,
        )

    def dependency() -> Dependency:
        if draw(st.booleans()):
            return OnlyIf(term=literal(), needs=tuple(literal() for _ in range(draw(st.integers(1, 2)))))
        of = tuple(literal() for _ in range(draw(st.integers(1, 3))))
        least = draw(st.integers(0, len(of)))
        return Count(of=of, least=least, most=draw(st.one_of(st.none(), st.integers(least, len(of)))))

    if parties is None:
        parties = (1, 4) if kind is None else PARTIES.get(kind, (2, 3))
    scenario = Scenario(
        issues=made,
        parties=tuple(party(number) for number in range(draw(st.integers(*parties)))),
        dependencies=tuple(dependency() for _ in range(draw(st.integers(0, 2)) if dependencies else 0)),
    )
    return _made(draw, scenario, kind)


def _sizes(sizes: list[int], kind: Kind | None) -> list[int]:
    """How many options each issue has, at least as many as a kind needs."""
    if kind is Kind.FIXED:
        return [1 for _ in sizes]
    if kind in OF_TWO:
        sizes = [max(sizes[0], 2), *sizes[1:]]
    return [sizes[0], max([2, *sizes[1:2]]), *sizes[2:]] if kind is Kind.TOGETHER else sizes


def _made(draw: st.DrawFn, scenario: Scenario, kind: Kind | None) -> Scenario:
    """The scenario with what its kind has."""
    match kind:
        case Kind.TOGETHER:
            return _together(draw, scenario)
        case Kind.LEVEL:
            return _level(scenario)
        case Kind.APART:
            return _apart(scenario)
        case Kind.NEVER:
            return _never(draw, scenario)
        case Kind.CUT:
            return _cut(draw, scenario)
        case _:
            return scenario


def _cut(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """The first party's greatest score, and perhaps others', halfway between its worst package and its best."""
    every = list(every_package(scenario)) or list(every_package(replace(scenario, dependencies=())))
    parties = []
    for place, party in enumerate(scenario.parties):
        low, high = (end(each.scores[place] for each in every) for end in (min, max))
        most = (low + high) / 2 if low < high else high - 1
        parties.append(replace(party, most=most) if not place or draw(st.booleans()) else party)
    return replace(scenario, parties=tuple(parties))


def _never(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Two dependencies more, at the ends, that exclude each other."""
    ids = [option.id for option in scenario.issues[0].options]
    held = Holds(issue="i0", options=frozenset(draw(st.sets(st.sampled_from(ids), min_size=1))))
    first, last = Count(of=(held,), least=1), Count(of=(held,), most=0)
    return replace(scenario, dependencies=(first, *scenario.dependencies, last))


def _together(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """An interaction of the first two issues for each party, and a dependency between them."""

    def held(issue: int) -> Holds:
        ids = [option.id for option in scenario.issues[issue].options]
        return Holds(issue=f"i{issue}", options=frozenset({draw(st.sampled_from(ids))}))

    adds = st.integers(-6, 6).filter(bool).map(Fraction)
    parties = tuple(
        replace(
            party,
            interactions=(*party.interactions, Interaction(together=(held(0), held(1)), adds=draw(adds))),
        )
        for party in scenario.parties
    )
    needing = OnlyIf(term=held(0), needs=(held(1),))
    return replace(scenario, parties=parties, dependencies=(*scenario.dependencies[:1], needing))


def _level(scenario: Scenario) -> Scenario:
    """The second option like the first, and the last of several issues worth nothing."""
    last = scenario.issues[-1].id
    return replace(
        scenario,
        parties=tuple(
            replace(
                party,
                values={**party.values, "i0": {**party.values["i0"], "o1": party.values["i0"]["o0"]}},
                weights={**party.weights, **({last: Fraction(0)} if last != "i0" else {})},
            )
            for party in scenario.parties
        ),
    )


def _apart(scenario: Scenario) -> Scenario:
    """One wants the first option of the first issue, the others the second; and nobody takes less than the best."""
    parties = []
    for place, party in enumerate(scenario.parties):
        liked = {**party.values["i0"], "o1" if place else "o0": max(party.values["i0"].values()) + 1}
        weights = {**party.weights, "i0": max(party.weights.get("i0", Fraction(1)), Fraction(1))}
        values = {**party.values, "i0": liked}
        most = sum((weights.get(i, Fraction(1)) * max(each.values()) for i, each in values.items()), Fraction(0))
        parties.append(replace(party, values=values, weights=weights, interactions=(), minimum=most))
    return replace(scenario, parties=tuple(parties))


@st.composite
def mixed(
    draw: st.DrawFn,
    kind: Kind | None = None,
    *,
    parties: tuple[int, int] | None = None,
    issues: tuple[int, int] = (1, 2),
    options: tuple[int, int] = (1, 3),
    width: int = 6,
) -> Scenario:
    """Some issues with options, one or two continuous ones whose curves bend either way at whole numbers."""
    if kind is Kind.MORE:
        parties = (4, 4)  # of five there is little to see that four do not show, and much to look at
    scenario = draw(scenarios(kind, parties=parties, issues=issues, options=options))
    low = draw(st.sampled_from((0, -4)))
    ends = (Fraction(low), Fraction(low + width))
    added = tuple(Issue(id=f"c{place}", between=ends) for place in range(draw(st.integers(1, 2))))

    def curve() -> Curve:
        bends = sorted(draw(st.sets(st.integers(1, width - 1), max_size=2)))
        return tuple((Fraction(low + x), Fraction(draw(st.integers(-4, 12)))) for x in (0, *bends, width))

    def curved(party: Preferences) -> Preferences:
        curves = {issue.id: curve() for issue in added if draw(st.integers(0, 4))}
        more = sum(max(y for _, y in points) for points in curves.values()) if kind is Kind.APART else 0
        if kind is Kind.FIXED:
            party = Preferences(id=party.id, minimum=party.minimum)
        return replace(party, curves=curves, minimum=party.minimum + more)

    listed = replace(scenario, issues=(), dependencies=()) if kind is Kind.FIXED else scenario
    return replace(listed, issues=(*listed.issues, *added), parties=tuple(map(curved, scenario.parties)))


APART = """
scenario = 1
[[issue]]
id = "pay"
options = ["low", "high"]
[[issue]]
id = "hours"
options = ["few", "many"]
[[party]]
id = "union"
most = 12
weights = { pay = 0.5 }
[party.values]
pay = { low = 1, high = 2 }
hours = { few = 9, many = 8 }
[[party]]
id = "firm"
most = 8
[party.values]
pay = { low = 5, high = 0 }
hours = { few = 0, many = 5 }
"""
"""Low pay and few hours: high pay and many hours are better for the union if pay weighs more than 1 for it; but from 3
on low pay is as much as it can have, and from 4 on it is so with many hours, which are better for the firm."""


BELOW = """
scenario = 1
[[issue]]
id = "pay"
options = ["low", "high"]
[[issue]]
id = "hours"
options = ["few", "many"]
[[party]]
id = "union"
most = 21
[party.values]
pay = { low = 20, high = 22 }
hours = { few = 0, many = -4 }
[[dependency]]
term = { pay = "high" }
only_if = { hours = "many" }
"""
"""High pay and many hours are worth 18 to the union, low pay and few hours 20. With weights off by a third it could be
as much; but if pay weighed more by a third, low pay would be the most that counts. It may weigh more by a twentieth."""
