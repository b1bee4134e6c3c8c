# SPDX-License-Identifier: Apache-2.0
"""What a proposal is worth to a party by its scores: a number where all is said, a range where something is open.

A term that is one of the steps is worth what the party said. An amount between two steps is worth what lies between
their values in the same measure. A range, and what is open, is worth anything from its least to its most. A term that
lies beyond the steps, or is none of them, cannot be weighed, and that is said and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from goodoffices import settlement
from goodoffices.app.views.scenario import Measured, measured, read_or_none
from goodoffices.domain.issues import Issue
from goodoffices.domain.state import State
from goodoffices.domain.terms import Between, Exactly, Group, Open, Persons, Term, contains, read_term, same
from goodoffices.errors import Said, said
from goodoffices.settlement.between import Point


class Placed(NamedTuple):
    """What a proposal can mean for one issue: the points between which it lies, or why it cannot be weighed."""

    points: tuple[Point, ...]
    why_not: Said | None = None


class Worth(NamedTuple):
    """What a proposal is worth to one party, from the least to the most that it can come to."""

    low: Fraction
    high: Fraction
    minimum: Fraction
    """What the party asks at the least."""

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def reaches(self) -> bool | None:
        """Whether it reaches the party's minimum; none where that depends on what is open."""
        return True if self.low >= self.minimum else False if self.high < self.minimum else None


class Weighed(NamedTuple):
    """A proposal as the scores weigh it: for each party of the scenario in order, unless it cannot be weighed."""

    worth: tuple[Worth, ...]
    """Empty where a term of it cannot be weighed."""
    why_not: tuple[Said, ...] = ()
    """Which terms cannot be weighed, a sentence each."""
    open: tuple[str, ...] = ()
    """The ids of issues that it leaves open, as far as they are weighed."""
    beside: tuple[str, ...] = ()
    """The ids of issues that it has terms for and that are not weighed at all."""
    breaks: tuple[str, ...] = ()
    """The dependencies that it does not keep, whatever becomes of what is open; in words."""
    points: tuple[Point, ...] = ()
    """Where each of its terms stands among the options; empty where one of them is no single term."""


def weigh(state: State, scenario: settlement.Scenario, terms: Mapping[str, str]) -> Weighed:
    """Weigh the terms of a proposal in a scenario that was made of the same record.

    A range is never narrower than what the proposal can come to. Where interactions hang on what is open it may be
    wider: each is then taken as had for the most, and as not had for the least.
    """
    placed = [_place(state, issue, terms.get(issue.id, "open")) for issue in scenario.issues]
    why_not = tuple(each.why_not for each in placed if each.why_not is not None)
    known = {issue.id for issue in scenario.issues}
    points = [each.points for each in placed]
    return Weighed(
        worth=() if why_not else tuple(_worth(scenario, party, points) for party in scenario.parties),
        why_not=why_not,
        open=tuple(issue.id for issue in scenario.issues if _is_open(state, issue.id, terms)),
        beside=tuple(identifier for identifier in terms if identifier not in known),
        breaks=() if why_not else tuple(_broken(scenario, points)),
        points=tuple(each[0] for each in points) if all(len(each) == 1 for each in points) else (),
    )


def _is_open(state: State, identifier: str, terms: Mapping[str, str]) -> bool:
    issue = state.get(identifier, Issue)
    return identifier not in terms or (issue is not None and isinstance(read_or_none(issue, terms[identifier]), Open))


def _place(state: State, weighed: settlement.Issue, text: str) -> Placed:
    issue = state.get(weighed.id, Issue)
    term = read_or_none(issue, text) if issue is not None else None
    everywhere = tuple(Point(place, place) for place in range(len(weighed.options)))
    if issue is None or term is None:
        return Placed((), said('"{text}" of "{issue}" cannot be read any more', text=text, issue=weighed.name))
    if isinstance(term, Open):
        return Placed(everywhere)
    options = tuple(read_term(issue, option.id) for option in weighed.options)
    for place, option in enumerate(options):
        if same(option, term):
            return Placed((Point(place, place),))
    points = tuple(_between(options, term))
    if points:
        return Placed(points)
    if _is_range(term) or any(_like(option, amount) for amount in (measured(term),) for option in options):
        return Placed((), said('"{text}" of "{issue}" lies beyond the steps', text=text, issue=weighed.name))
    return Placed((), said('"{text}" of "{issue}" is none of the steps', text=text, issue=weighed.name))


def _between(options: tuple[Term, ...], term: Term) -> Iterator[Point]:
    """Give the points of an amount, or of both ends of a range and the steps in it; none where an end lies beyond."""
    ends = _ends(term)
    found = [None if end is None else _at(options, measured(end)) for end in ends]
    if any(point is None and end is not None for point, end in zip(found, ends, strict=True)):
        return
    inside = [Point(place, place) for place, option in enumerate(options) if contains(term, option)]
    yield from (point for point in found if point is not None)
    yield from inside


def _ends(term: Term) -> tuple[Term | None, ...]:
    """Give the ends of a range as terms, none for an end that is left open; a term that is none, by itself."""
    match term:
        case Between(low, high):
            return tuple(None if end is None else Exactly(end) for end in (low, high))
        case Persons((Group(Between(low, high), category),)):
            return tuple(None if end is None else Persons((Group(Exactly(end), category),)) for end in (low, high))
    return (term,)


def _is_range(term: Term) -> bool:
    return len(_ends(term)) > 1


def _at(options: tuple[Term, ...], amount: Measured | None) -> Point | None:
    """Find an amount among the options: on one, or between the two nearest; none where it lies beyond."""
    if amount is None:
        return None
    measures = [(found.number, place) for place, option in enumerate(options) if (found := _like(option, amount))]
    for (low, one), (high, other) in pairwise(sorted(measures)):
        if low <= amount.number <= high:
            return Point(one, other, (amount.number - low) / (high - low) if high > low else Fraction(0))
    return None


def _like(option: Term, amount: Measured | None) -> Measured | None:
    found = measured(option)
    return found if found is not None and amount is not None and found.of == amount.of else None


def _worth(scenario: settlement.Scenario, party: settlement.Preferences, points: list[tuple[Point, ...]]) -> Worth:
    low = high = Fraction(0)
    for issue, possible in zip(scenario.issues, points, strict=True):
        weight = party.weights.get(issue.id, Fraction(1))
        values = party.values.get(issue.id, {})
        worths = [weight * _value(issue, values, point) for point in possible]
        low += min(worths)
        high += max(worths)
    for each in party.interactions:
        holding = [_holding(scenario, holds, points) for holds in each.together]
        if all(found is True for found in holding):
            low += each.adds
            high += each.adds
        elif all(found is not False for found in holding):
            low += min(each.adds, Fraction(0))
            high += max(each.adds, Fraction(0))
    return Worth(low, high, party.minimum)


def _value(issue: settlement.Issue, values: Mapping[str, Fraction], point: Point) -> Fraction:
    one, other = (values.get(issue.options[place].id, Fraction(0)) for place in (point.one, point.other))
    return one + point.share * (other - one)


def _holding(scenario: settlement.Scenario, holds: settlement.Holds, points: list[tuple[Point, ...]]) -> bool | None:
    """Whether a term is had: surely, surely not, or (none) depending on what is open or lies between two steps."""
    for issue, possible in zip(scenario.issues, points, strict=True):
        if issue.id == holds.issue:
            places = {place for point in possible for place in (point.one, point.other)}
            had = {issue.options[place].id in holds.options for place in places}
            return had.pop() if len(had) == 1 else None
    return False


def _broken(scenario: settlement.Scenario, points: list[tuple[Point, ...]]) -> Iterator[str]:
    for each in scenario.dependencies:
        if isinstance(each, settlement.OnlyIf):
            needs = [_holding(scenario, need, points) for need in each.needs]
            if _holding(scenario, each.term, points) is True and False in needs:
                yield each.text
        else:
            holding = [_holding(scenario, holds, points) for holds in each.of]
            most = len(each.of) if each.most is None else each.most
            if sum(found is not False for found in holding) < each.least or holding.count(True) > most:
                yield each.text
