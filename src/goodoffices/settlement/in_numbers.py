# SPDX-License-Identifier: Apache-2.0
"""A scenario in plain numbers, beside the answers to it: so that these can be checked by whoever has nothing else.

Nothing is left to be known of how a scenario is said: of every issue each party has a weight and all values, and every
dependency is one or several counts of terms. A term is an issue's id and some of its options' ids; what holds always is
said of all options of the first issue that has any.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from goodoffices.settlement.scenario import Dependency, Holds, Issue, OnlyIf, Preferences, Scenario


def in_numbers(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as dictionaries, lists and texts; a number is a text such as "7/20"."""
    options = {issue.id: [option.id for option in issue.options] for issue in scenario.issues}
    always = [_term(Holds(issue=each, options=frozenset(ids))) for each, ids in options.items() if ids][:1]
    return {
        "issues": [
            {"id": issue.id, "options": options[issue.id], "between": _each(issue.between or ())}
            for issue in scenario.issues
        ],
        "parties": [_party(scenario.issues, party, always) for party in scenario.parties],
        "dependencies": [_dependency(options, each) for each in scenario.dependencies],
    }


def _each(numbers: Iterable[Fraction]) -> list[str]:
    return [str(number) for number in numbers]


def _party(issues: tuple[Issue, ...], party: Preferences, always: list[list[Any]]) -> dict[str, Any]:
    values = dict[str, Any]()
    for issue in issues:
        if issue.between is not None:
            flat = tuple((end, Fraction(0)) for end in issue.between)
            values[issue.id] = [_each(point) for point in party.curves.get(issue.id, flat)]
        else:
            own = party.values.get(issue.id, {})
            values[issue.id] = {option.id: str(own.get(option.id, 0)) for option in issue.options}
    return {
        "id": party.id,
        "minimum": str(party.minimum),
        "most": None if party.most is None else str(party.most),
        "weights": {issue.id: str(party.weights.get(issue.id, 1)) for issue in issues},
        "values": values,
        "together": [[list(map(_term, each.together)) or always, str(each.adds)] for each in party.interactions],
        "unsure": [[each.issue, each.option, str(each.low), str(each.high)] for each in party.unsure],
    }


def _term(what: Holds) -> list[Any]:
    return [what.issue, sorted(what.options)]


def _dependency(options: dict[str, list[str]], dependency: Dependency) -> list[dict[str, Any]]:
    """What needs something is: at least one of two, that it is not there, or that the other is."""
    if isinstance(dependency, OnlyIf):
        term = dependency.term
        without = Holds(issue=term.issue, options=frozenset(options[term.issue]) - term.options)
        return [{"of": [_term(without), _term(need)], "least": 1, "most": 2} for need in dependency.needs]
    most = len(dependency.of) if dependency.most is None else dependency.most
    return [{"of": list(map(_term, dependency.of)), "least": dependency.least, "most": most}]
