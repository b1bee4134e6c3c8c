# SPDX-License-Identifier: Apache-2.0
"""Writing a scenario as a table; reading it gives the same scores."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.reading import Mistakes
from goodoffices.exchange.scenarios.sheet import ENDS, FIRST, TOGETHER
from goodoffices.exchange.scores_sheet import MINIMUM
from goodoffices.settlement import Interaction, Preferences, Scenario


_NOTHING: Final = ""


def write_sheet_scenario(scenario: Scenario) -> bytes:
    """Write the table. Raises RefusedError for what it has no place for: dependencies, ranges, greatest scores."""
    noted = Mistakes()
    for issue in scenario.issues:
        if issue.continuous:
            noted.wrong(issue.id, "a table has no place for a range", "write a scenario file")
    if scenario.dependencies:
        noted.wrong("", "a table has no place for dependencies", "write a scenario file")
    taken = {TOGETHER, *(f"{party.id}{end}" for party in scenario.parties for end in ENDS)}
    for party in scenario.parties:
        if party.most is not None:
            noted.wrong(party.id, "a table has no place for a greatest score", "write a scenario file")
        if party.id in taken or party.id.casefold() == TOGETHER:
            noted.wrong(party.id, "a column of the table is called so", "give the party another id")
    noted.refuse()
    text = io.StringIO()
    csv.writer(text).writerows(_rows(scenario))
    return text.getvalue().encode()


def _rows(scenario: Scenario) -> Iterator[list[str]]:
    unsure = [party for party in scenario.parties if party.unsure]
    groups = _groups(scenario)
    ends = [f"{party.id}{end}" for party in unsure for end in ENDS]
    yield [*FIRST, *(party.id for party in scenario.parties), *ends, *([TOGETHER] if groups else [])]
    last = [_NOTHING] if groups else []
    for issue in scenario.issues:
        weights = [party.weights.get(issue.id, Fraction(1)) for party in scenario.parties]
        between = [each for party in unsure for each in _ends(party, issue.id, None)]
        if any(weight != 1 for weight in weights) or any(between):
            yield [issue.id, _NOTHING, *map(written, weights), *between, *last]
        for option in issue.options:
            values = [party.values.get(issue.id, {}).get(option.id, Fraction(0)) for party in scenario.parties]
            between = [each for party in unsure for each in _ends(party, issue.id, option.id)]
            yield [issue.id, option.id, *map(written, values), *between, *last]
    minimums = [written(party.minimum) for party in scenario.parties]
    yield [MINIMUM, _NOTHING, *minimums, *[_NOTHING] * len(ends), *last]
    for number, (terms, adds) in enumerate(groups, start=1):
        cells = [written(adds[party.id]) if party.id in adds else _NOTHING for party in scenario.parties]
        for issue_id, options in terms.items():
            for option_id in sorted(options):
                yield [issue_id, option_id, *cells, *[_NOTHING] * len(ends), str(number)]
                cells = [_NOTHING] * len(cells)


def _ends(party: Preferences, issue: str, option: str | None) -> list[str]:
    found = next((each for each in party.unsure if (each.issue, each.option) == (issue, option)), None)
    return [_NOTHING, _NOTHING] if found is None else [written(found.low), written(found.high)]


def _groups(scenario: Scenario) -> list[tuple[Mapping[str, frozenset[str]], dict[str, Fraction]]]:
    """The interactions, those of several parties over the same terms together; what can never hold is left out."""
    found: list[tuple[Mapping[str, frozenset[str]], dict[str, Fraction]]] = []
    for party in scenario.parties:
        for interaction in party.interactions:
            terms = _terms(interaction)
            if not all(terms.values()):
                continue
            group = next((adds for others, adds in found if others == terms and party.id not in adds), None)
            if group is None:
                group = {}
                found.append((terms, group))
            group[party.id] = interaction.adds
    return found


def _terms(interaction: Interaction) -> Mapping[str, frozenset[str]]:
    """The options of each issue; of an issue that is named twice, those that both name."""
    terms: dict[str, frozenset[str]] = {}
    for each in interaction.together:
        terms[each.issue] = terms[each.issue] & each.options if each.issue in terms else each.options
    return terms
