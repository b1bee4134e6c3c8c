# SPDX-License-Identifier: Apache-2.0
"""A scenario in plain numbers, beside the answers to it: so that these can be checked by whoever has nothing else.

Nothing is left to be known of how a scenario is said: a value has its weight in it already, and every dependency is
one or several counts of terms. A term is an issue's id and some of its options' ids; what holds always is said of all
options of the first issue that has any.
"""

from __future__ import annotations

from typing import Any

from goodoffices.settlement.scenario import Dependency, Holds, Issue, OnlyIf, Preferences, Scenario


def in_numbers(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as dictionaries, lists and texts; a number is a text such as "7/20"."""
    options = {issue.id: [option.id for option in issue.options] for issue in scenario.issues}
    always = [_term(Holds(issue=each, options=frozenset(ids))) for each, ids in options.items() if ids][:1]
    return {
        "issues": {issue.id: options[issue.id] for issue in scenario.issues if not issue.continuous},
        "ranges": {issue.id: list(map(str, issue.between)) for issue in scenario.issues if issue.between},
        "parties": [_party(scenario.issues, party, always) for party in scenario.parties],
        "dependencies": [_dependency(options, each) for each in scenario.dependencies],
    }


def _party(issues: tuple[Issue, ...], party: Preferences, always: list[list[Any]]) -> dict[str, Any]:
    worth, along = dict[str, dict[str, str]](), dict[str, list[list[str]]]()
    for issue in issues:
        weight = party.weights.get(issue.id, 1)
        if issue.continuous:
            along[issue.id] = [[str(number), str(weight * value)] for number, value in party.curves.get(issue.id, ())]
        else:
            values = party.values.get(issue.id, {})
            worth[issue.id] = {option.id: str(weight * values.get(option.id, 0)) for option in issue.options}
    return {
        "id": party.id,
        "minimum": str(party.minimum),
        "most": None if party.most is None else str(party.most),
        "worth": worth,
        "along": along,
        "together": [[list(map(_term, each.together)) or always, str(each.adds)] for each in party.interactions],
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
