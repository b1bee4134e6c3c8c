# SPDX-License-Identifier: Apache-2.0
"""Scenario files of our own form: TOML written by hand, read whole or not at all, every mistake with its line.

What people write is met half way: an option may be a bare number or yes and no, a range with a step is options, points
give the value of each option of a range, and "both or neither" says what two dependencies would.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.case_toml import lines, read_tables
from goodoffices.exchange.scenarios.own_beside import read_gestures, read_packages
from goodoffices.exchange.scenarios.own_dependencies import read_dependencies
from goodoffices.exchange.scenarios.own_issues import read_issue
from goodoffices.exchange.scenarios.own_parties import read_party
from goodoffices.exchange.scenarios.own_tables import TableReader
from goodoffices.exchange.scenarios.reading import Reading, in_file, refused, settled, told_weights
from goodoffices.exchange.scenarios.shapes import FORM, LISTS, TOP
from goodoffices.settlement import Scenario


OWN: Final = "scenario file"


def read_own(data: bytes, name: str) -> Reading:
    """Read a scenario file. Raises RefusedError with every mistake."""
    tables, text = read_tables(data, name, "scenario")
    if "scenario" not in tables:
        case = "goodoffices" in tables and "mediation" in tables
        raise refused(
            name,
            "this is a case file, not a scenario" if case else '"scenario" is missing',
            "docs/reference/scenario-file.md shows a scenario; goodoffices import takes case files"
            if case
            else f"add scenario = {FORM} at the top; it says how the file is to be read",
        )
    if tables["scenario"] != FORM or type(tables["scenario"]) is not int:
        raise refused(
            f"{name}, scenario", f"{shown(tables['scenario'])} is no form that is read", f"write scenario = {FORM}"
        )
    reader = TableReader()
    scenario = _scenario(reader, tables)
    packages, gestures = read_packages(reader, tables), read_gestures(reader, tables, scenario)
    called = in_file(name, lines(text))
    unread = bool(reader.found)
    try:
        settled(scenario, reader)
    except RefusedError as error:
        found = [each for each in error.mistakes if not (unread and _may_follow(each, reader.unread))]
        raise RefusedError(tuple(each._replace(place=called(each.place)) for each in found)) from None
    said = tuple(told_weights(scenario, called))
    return Reading(scenario, OWN, said, packages=packages, gestures=gestures)


def _may_follow(mistake: Mistake, unread: set[str]) -> bool:
    """Whether a mistake may vanish once what could not be read is right: it misses what stands in such a table."""
    missing = ("there is no issue", "there is no party")
    return mistake.sentence in missing or any(f'"{identifier}"' in mistake.sentence for identifier in unread)


def _scenario(noted: TableReader, tables: Mapping[str, object]) -> Scenario:
    noted.unknown_keys(tables, "", (*TOP, *LISTS), "a scenario file")
    issues = tuple(
        issue
        for place, table in noted.listed(tables, "issue")
        if (issue := read_issue(noted, place, table)) is not None
    )
    noted.issues = {issue.id: issue for issue in issues}
    return Scenario(
        issues=issues,
        parties=tuple(
            party
            for place, table in noted.listed(tables, "party")
            if (party := read_party(noted, place, table)) is not None
        ),
        dependencies=tuple(
            dependency
            for place, table in noted.listed(tables, "dependency")
            for dependency in read_dependencies(noted, place, table)
        ),
        name=noted.text_of(tables, "", "name") or "",
    )
