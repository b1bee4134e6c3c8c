# SPDX-License-Identifier: Apache-2.0
"""Packages and gestures of a scenario file: terms for every issue, costs, worths, chances as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from goodoffices.exchange.case_reading import shown, visible
from goodoffices.exchange.scenarios.beside import Gesture, NamedPackage
from goodoffices.exchange.scenarios.own_tables import TableReader
from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.shapes import GESTURE, PACKAGE, RESPONSE
from goodoffices.settlement import Issue, Response, Scenario
from goodoffices.settlement.checks import LARGEST, unknown


_SO_MANY: Final = re.compile(r"(\d{1,6}) ?in ?(\d{1,6})", re.ASCII)
_PERCENT: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?) ?%", re.ASCII)


def read_packages(noted: TableReader, tables: Mapping[str, object]) -> tuple[NamedPackage, ...]:
    """Read the packages that have a name; what is wrong is noted, and such a package left out."""
    found: dict[str, NamedPackage] = {}
    for place, table in noted.listed(tables, "package"):
        whole = noted.shape(place, table, PACKAGE)
        identifier = noted.text_of(table, place, "id")
        terms = _terms(noted, f"{place}.terms", table["terms"]) if "terms" in table else None
        if identifier in found:
            noted.wrong(place, f"{shown(identifier)} is the id of another package already", "give each its own")
        elif whole and identifier is not None and terms is not None:
            name = noted.text_of(table, place, "name") or ""
            found[identifier] = NamedPackage(id=identifier, name=name, terms=terms)
    return tuple(found.values())


def _terms(noted: TableReader, place: str, table: object) -> tuple[int | Fraction, ...] | None:
    if not isinstance(table, dict):
        noted.wrong(place, "must be a table of terms", 'write { issue = "option" }')
        return None
    wrong = [issue for issue in table if issue not in noted.issues]
    for issue in wrong:
        if issue not in noted.unread:
            noted.wrong(*unknown(f"{place}.{visible(issue)}", "issue", visible(issue), noted.issues))
    missing = [issue for issue in noted.issues if issue not in table]
    if missing:
        noted.wrong(place, f"there is no term for {', '.join(map(visible, missing))}", "give one for each issue")
    terms = [
        _term(noted, f"{place}.{visible(issue.id)}", issue, table[issue.id])
        for issue in noted.issues.values()
        if issue.id in table
    ]
    whole = [each for each in terms if each is not None]
    return None if wrong or missing or noted.unread or len(whole) < len(terms) else tuple(whole)


def _term(noted: TableReader, place: str, issue: Issue, one: object) -> int | Fraction | None:
    if issue.between is not None:
        number = noted.number(one, place)
        low, high = issue.between
        if number is not None and not low <= number <= high:
            noted.wrong(place, f"{written(number)} does not lie from {written(low)} to {written(high)}")
            return None
        return number
    ids = [option.id for option in issue.options]
    named = written(one)
    if named not in ids:
        noted.wrong(*unknown(place, f'option of "{issue.id}"', visible(named), ids))
        return None
    return ids.index(named)


def read_gestures(noted: TableReader, tables: Mapping[str, object], scenario: Scenario) -> tuple[Gesture, ...]:
    """Read the gestures; what is wrong is noted, and such a gesture left out."""
    parties = [party.id for party in scenario.parties]
    found: dict[str, Gesture] = {}
    for place, table in noted.listed(tables, "gesture"):
        whole = noted.shape(place, table, GESTURE)
        identifier, party = noted.text_of(table, place, "id"), noted.text_of(table, place, "party") or ""
        cost = _points(noted, table, place, "cost")
        responses = _responses(noted, place, table)
        if party and party not in parties:
            noted.wrong(*unknown(f"{place}.party", "party", visible(party), parties))
        if cost is not None and cost < 0:
            noted.wrong(f"{place}.cost", "what the step costs is not negative", "write 0 for a step that costs nothing")
        if identifier in found:
            noted.wrong(place, f"{shown(identifier)} is the id of another gesture already", "give each its own")
        elif whole and identifier is not None and cost is not None and responses:
            name = noted.text_of(table, place, "name") or ""
            found[identifier] = Gesture(id=identifier, name=name, party=party, cost=cost, responses=responses)
    return tuple(found.values())


def _responses(noted: TableReader, within: str, table: dict[str, object]) -> tuple[Response, ...]:
    listed = list(noted.listed(table, "response", within))
    read = [_response(noted, place, each) for place, each in listed]
    whole = tuple(each for each in read if each is not None)
    if "response" in table and not listed:
        noted.wrong(f"{within}.response", "nothing may follow", "add [[gesture.response]] for each thing that may")
    if sum(each.low for each in whole) > 1:
        noted.wrong(
            within,
            "the least chances come to more than certainty",
            "only one response can come; lower some of them",
        )
    return whole if len(whole) == len(read) else ()


def _response(noted: TableReader, place: str, table: dict[str, object]) -> Response | None:
    whole = noted.shape(place, table, RESPONSE)
    name, worth = noted.text_of(table, place, "name"), _points(noted, table, place, "worth")
    low, high = (
        _chance(noted, f"{place}.{key}", table[key]) if key in table else chance
        for key, chance in (("low", Fraction(0)), ("high", Fraction(1)))
    )
    if low is not None and high is not None and low > high:
        noted.wrong(place, f"its least chance, {shown(table.get('low'))}, is above its most", "change the two round")
    elif whole and name is not None and worth is not None and low is not None and high is not None:
        return Response(name=name, worth=worth, low=low, high=high)
    return None


def _points(noted: TableReader, table: dict[str, object], place: str, key: str) -> Fraction | None:
    number = noted.number_of(table, place, key)
    if number is not None and abs(number) >= LARGEST:
        noted.wrong(f"{place}.{key}", "this number has ten digits or more", "count in a larger unit")
        return None
    return number


def _chance(noted: TableReader, place: str, one: object) -> Fraction | None:
    """Read a chance: 0.25, "1/4", "1 in 4", "25 %"."""
    text = one.strip() if isinstance(one, str) else ""
    so_many, percent = _SO_MANY.fullmatch(text), _PERCENT.fullmatch(text)
    found: Fraction | None
    if so_many:
        found = Fraction(int(so_many[1]), int(so_many[2])) if int(so_many[2]) else Fraction(-1)
    elif percent:
        found = Fraction(percent[1]) / 100
    else:
        found = noted.number(one, place)
    if found is not None and not 0 <= found <= 1:
        noted.wrong(place, f"{shown(one)} is no chance", 'write it from 0 to 1, or as "1 in 4" or "25 %"')
        return None
    return found
