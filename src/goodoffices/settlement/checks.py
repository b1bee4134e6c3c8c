# SPDX-License-Identifier: Apache-2.0
"""What any scenario has to be before it is analysed: its parts fit together, and no dependency goes against itself.

All that is wrong is named at once, each with its place: `issue[2].options[1]`, `party[1].weights.pay`,
`dependency[3]`, as a scenario file calls it (numbers count from 1). Readers of other files call the places their own
way. Whether any package keeps all the dependencies is no mistake of the scenario but an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from goodoffices.domain.names import nearest
from goodoffices.errors import Mistake, RefusedError
from goodoffices.settlement.depending import contradictions, cycles
from goodoffices.settlement.making import misfits
from goodoffices.settlement.scenario import (
    Count,
    Curve,
    Dependency,
    Holds,
    Issue,
    OnlyIf,
    Preferences,
    Scenario,
    Unsure,
)


LARGEST: Final = 10**9
"""Scores, weights and minimums are smaller than this, either way."""
MOST_OPTIONS: Final = 10_000
"""How many options an issue may have."""


def checked(scenario: Scenario) -> Scenario:
    """Give the scenario back if nothing is wrong with it. Raises RefusedError with every mistake and its place.

    >>> from dataclasses import replace
    >>> from goodoffices.settlement.example import dispute
    >>> checked(replace(dispute, parties=())).parties
    Traceback (most recent call last):
        ...
    goodoffices.errors.RefusedError: There is 1 mistake in what was given; nothing of it was kept.
    """
    found = tuple(mistakes(scenario))
    if found:
        raise RefusedError(found)
    return scenario


def mistakes(scenario: Scenario) -> Iterator[Mistake]:
    """Give all that is wrong with a scenario; where parts of it are not of their kind, just these."""
    if found := misfits(scenario):
        yield from found
        return
    known = {issue.id: issue for issue in scenario.issues}
    if not scenario.issues:
        yield Mistake("issue", "there is no issue", "give at least one thing in dispute")
    if not scenario.parties:
        yield Mistake("party", "there is no party", "give at least one party")
    yield from _doubled("issue[{}]", (issue.id for issue in scenario.issues), "issue")
    yield from _doubled("party[{}]", (party.id for party in scenario.parties), "party")
    for number, issue in enumerate(scenario.issues, start=1):
        yield from _issue(f"issue[{number}]", issue)
    for number, party in enumerate(scenario.parties, start=1):
        yield from _party(f"party[{number}]", party, known)
    whole = True
    for number, dependency in enumerate(scenario.dependencies, start=1):
        for mistake in _dependency(f"dependency[{number}]", dependency, known):
            whole = False
            yield mistake
    if whole:
        yield from contradictions(scenario.dependencies)
        yield from cycles(scenario.dependencies)


def _doubled(place: str, ids: Iterable[str], what: str) -> Iterator[Mistake]:
    first: dict[str, int] = {}
    for number, identifier in enumerate(ids, start=1):
        if not identifier:
            yield Mistake(place.format(number), f"this {what} has no id", "give it a short name of its own")
        elif first.setdefault(identifier, number) != number:
            here, there = place.format(number), place.format(first[identifier])
            yield Mistake(here, f'"{identifier}" is the id of {there} already', f"give each {what} its own")


def _issue(place: str, issue: Issue) -> Iterator[Mistake]:
    if issue.between is not None:
        if issue.options:
            yield Mistake(place, "an issue has either options or a range, not both")
        low, high = issue.between
        if low >= high:
            yield Mistake(place, f"its range from {low} to {high} is empty", "the second number is the larger one")
        return
    if not issue.options:
        yield Mistake(place, "this issue has no options", "give at least one possible value, or leave the issue out")
    if len(issue.options) > MOST_OPTIONS:
        yield Mistake(
            place,
            f"this issue has {len(issue.options)} options; at most {MOST_OPTIONS} are read",
            "take larger steps, or make it continuous",
        )
        return
    yield from _doubled(place + ".options[{}]", (option.id for option in issue.options), "option")


def _party(place: str, party: Preferences, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    yield from _weights(place, party, known)
    yield from _values(place, party, known)
    yield from _curves(place, party, known)
    for number, each in enumerate(party.interactions, start=1):
        here = f"{place}.interaction[{number}]"
        yield from _number(f"{here}.adds", each.adds)
        for holds in each.together:
            yield from _holds(f"{here}.together", holds, known)
    yield from _number(f"{place}.minimum", party.minimum)
    if party.most is not None:
        yield from _number(f"{place}.most", party.most)
        if ranges := [issue.id for issue in known.values() if issue.continuous]:
            hint = "give the range a step, or leave the most out"
            yield Mistake(f"{place}.most", f'there is none beside a range without steps, such as "{ranges[0]}"', hint)
    yield from _unsure(place, party, known)


def _weights(place: str, party: Preferences, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    for issue_id, weight in party.weights.items():
        here = f"{place}.weights.{issue_id}"
        if issue_id not in known:
            yield unknown(here, "issue", issue_id, known)
        elif weight < 0:
            yield Mistake(here, f"the weight {weight} is negative", "turn the values round instead")
        yield from _number(here, weight)


def _values(place: str, party: Preferences, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    for issue_id, values in party.values.items():
        here = f"{place}.values.{issue_id}"
        issue = known.get(issue_id)
        if issue is None:
            yield unknown(here, "issue", issue_id, known)
            continue
        if issue.continuous:
            yield Mistake(here, "this issue is continuous and has no options", "give points: [[0, 0], [100, 1]]")
            continue
        ids = {option.id for option in issue.options}
        for option, value in values.items():
            if option not in ids:
                yield unknown(f"{here}.{option}", f'option of "{issue_id}"', option, ids)
            yield from _number(f"{here}.{option}", value)


def _curves(place: str, party: Preferences, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    for issue_id, curve in party.curves.items():
        here = f"{place}.values.{issue_id}"
        issue = known.get(issue_id)
        if issue is None:
            yield unknown(here, "issue", issue_id, known)
        elif issue.between is None:
            yield Mistake(here, "this issue has options and no range", "give a value for each option")
        elif len(curve) < 2 or (curve[0][0], curve[-1][0]) != issue.between:  # noqa: PLR2004 - a line has two ends
            low, high = issue.between
            yield Mistake(here, f"the points do not go from {low} to {high}", "give the value at both ends")
        else:
            yield from points_in_order(here, curve)
        for _, value in curve:
            yield from _number(here, value)


def points_in_order(place: str, curve: Curve) -> Iterator[Mistake]:
    """Say so where the points of a curve do not go from the least number to the most, each once."""
    if any(left >= right for (left, _), (right, _) in pairwise(curve)):
        yield Mistake(place, "the points are not in order", "from the least number to the most, each once")


def _unsure(place: str, party: Preferences, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    first: dict[tuple[str, str | None], int] = {}
    for number, each in enumerate(party.unsure, start=1):
        here = f"{place}.unsure[{number}]"
        if (before := first.setdefault((each.issue, each.option), number)) != number:
            yield Mistake(here, f"this number has its least and its most in unsure[{before}] already", "keep one")
        issue = known.get(each.issue)
        if issue is None:
            yield unknown(here, "issue", each.issue, known)
        elif each.option is not None and each.option not in {option.id for option in issue.options}:
            yield unknown(here, f'option of "{issue.id}"', each.option, (option.id for option in issue.options))
        elif each.low <= each.high and not each.low <= (given := _given(party, each)) <= each.high:
            what = "weight" if each.option is None else "value"
            hint = f"give a {what} between the two, or move them"
            yield Mistake(here, f"the {what} {given} does not lie from {each.low} to {each.high}", hint)
        if each.low > each.high:
            yield Mistake(here, f"its least, {each.low}, is above its most, {each.high}", "change the two round")
        if each.option is None and each.low < 0:
            yield Mistake(here, f"the weight {each.low} is negative", "a weight is 0 or more")
        yield from (*_number(f"{here}.low", each.low), *_number(f"{here}.high", each.high))


def _given(party: Preferences, unsure: Unsure) -> Fraction:
    """The weight or the value of which a party is unsure."""
    if unsure.option is None:
        return party.weights.get(unsure.issue, Fraction(1))
    return party.values.get(unsure.issue, {}).get(unsure.option, Fraction(0))


def _dependency(place: str, dependency: Dependency, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    if isinstance(dependency, OnlyIf):
        yield from _holds(place, dependency.term, known)
        if not dependency.needs:
            yield Mistake(place, "nothing follows the condition", "say what the term needs")
        for need in dependency.needs:
            yield from _holds(place, need, known)
        return
    for each in dependency.of:
        yield from _holds(place, each, known)
    yield from _count(place, dependency)


def _count(place: str, dependency: Count) -> Iterator[Mistake]:
    if not dependency.of:
        yield Mistake(place, "it counts nothing", "name the terms of which so many must hold")
    elif dependency.least < 0 or (dependency.most is not None and dependency.most < dependency.least):
        yield Mistake(place, f"no number is at least {dependency.least} and at most {dependency.most}")


def _holds(place: str, holds: Holds, known: Mapping[str, Issue]) -> Iterator[Mistake]:
    issue = known.get(holds.issue)
    if issue is None:
        yield unknown(place, "issue", holds.issue, known)
        return
    if issue.continuous:
        yield Mistake(place, f'"{issue.id}" is continuous', "only issues with options can be named here")
        return
    if not holds.options:
        yield Mistake(place, f'no option of "{issue.id}" is named', "name one or several")
    ids = [option.id for option in issue.options]
    for option in sorted(holds.options - set(ids)):
        yield unknown(place, f'option of "{issue.id}"', option, ids)


def _number(place: str, number: int | Fraction) -> Iterator[Mistake]:
    if not -LARGEST < number < LARGEST:
        yield Mistake(place, "this number has ten digits or more", "count in a larger unit: scores stay below 10^9")


def unknown(place: str, what: str, named: str, known: Iterable[str]) -> Mistake:
    """Say that there is no issue, option or party of that id, and which is nearest."""
    ids: Sequence[str] = tuple(known)
    near = nearest(named, ids)
    few = ", ".join(f'"{identifier}"' for identifier in ids[:8]) + (", …" if len(ids) > 8 else "")  # noqa: PLR2004
    hint = f'did you mean "{near}"?' if near else f"there is {few}" if ids else ""
    return Mistake(place, f'there is no {what} "{named}"', hint)
