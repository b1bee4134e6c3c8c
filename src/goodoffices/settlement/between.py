# SPDX-License-Identifier: Apache-2.0
"""A package of which some terms lie between two steps that were weighed: made a package of a scenario that has them.

An amount between two steps is worth what lies between their values in the same measure, to every party. With a step
put there for each such term, whatever is asked of a package can be asked of this one, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from goodoffices.settlement.scenario import Dependency, Holds, Issue, OnlyIf, Option, Preferences, Scenario


class Point(NamedTuple):
    """A term as a place among the options of an issue: `share` of the way from one option to another."""

    one: int
    other: int
    share: Fraction = Fraction(0)


class Stand(NamedTuple):
    """A scenario with a step for each term of a package, and the package in it."""

    scenario: Scenario
    terms: tuple[int, ...]
    put: frozenset[int] = frozenset()
    """The places of the issues that got a step."""

    def there(self, terms: Sequence[int | Fraction]) -> tuple[int, ...]:
        """Give the terms of a package of the first scenario as they are in this one."""
        return tuple(
            int(term) + (place in self.put and int(term) >= own)
            for place, (term, own) in enumerate(zip(terms, self.terms, strict=True))
        )


def stand(scenario: Scenario, points: Sequence[Point]) -> Stand | None:
    """Put a step where a term lies between two; issues with options only.

    None where that cannot be done exactly: an interaction or a dependency holds at one of the two steps and not at the
    other, and nobody has said whether it does in between.

    >>> from goodoffices.settlement import package
    >>> from goodoffices.settlement.example import dispute
    >>> low, high = package(dispute, (0, 0, 1)).scores, package(dispute, (1, 0, 1)).scores
    >>> found = stand(dispute, (Point(0, 1, Fraction(1, 2)), Point(0, 0), Point(1, 1)))
    >>> package(found.scenario, found.terms).scores == tuple((a + b) / 2 for a, b in zip(low, high))
    True
    """
    terms: list[int] = []
    put: set[int] = set()
    grown = scenario
    for place, point in enumerate(points):
        if not point.share or point.one == point.other:
            terms.append(point.one)
            continue
        issue = scenario.issues[place]
        if _is_split(scenario, issue, point):
            return None
        terms.append(min(point.one, point.other) + 1)
        put.add(place)
        grown = _with_step(grown, place, point, terms[-1])
    return Stand(grown, tuple(terms), frozenset(put))


def _is_split(scenario: Scenario, issue: Issue, point: Point) -> bool:
    one, other = issue.options[point.one].id, issue.options[point.other].id
    said = [holds for party in scenario.parties for each in party.interactions for holds in each.together]
    said += [holds for each in scenario.dependencies for holds in _holds_of(each)]
    return any(holds.issue == issue.id and (one in holds.options) is not (other in holds.options) for holds in said)


def _holds_of(dependency: Dependency) -> tuple[Holds, ...]:
    return (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of


def _with_step(scenario: Scenario, place: int, point: Point, at: int) -> Scenario:
    issue = scenario.issues[place]
    one, other = issue.options[point.one], issue.options[point.other]
    step = f"{one.id} … {other.id}"
    amount = None if one.amount is None or other.amount is None else _at(one.amount, other.amount, point.share)
    options = (*issue.options[:at], Option(id=step, amount=amount), *issue.options[at:])

    def grown(holds: Holds) -> Holds:
        has = holds.issue == issue.id and one.id in holds.options
        return replace(holds, options=holds.options | {step}) if has else holds

    def weighed(party: Preferences) -> Preferences:
        values = party.values.get(issue.id, {})
        value = _at(values.get(one.id, Fraction(0)), values.get(other.id, Fraction(0)), point.share)
        return replace(
            party,
            values={**party.values, issue.id: {**values, step: value}},
            interactions=tuple(replace(each, together=tuple(map(grown, each.together))) for each in party.interactions),
        )

    return replace(
        scenario,
        issues=(*scenario.issues[:place], replace(issue, options=options), *scenario.issues[place + 1 :]),
        parties=tuple(map(weighed, scenario.parties)),
        dependencies=tuple(
            replace(each, term=grown(each.term), needs=tuple(map(grown, each.needs)))
            if isinstance(each, OnlyIf)
            else replace(each, of=tuple(map(grown, each.of)))
            for each in scenario.dependencies
        ),
    )


def _at(one: Fraction, other: Fraction, share: Fraction) -> Fraction:
    return one + share * (other - one)
