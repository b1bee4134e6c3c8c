# SPDX-License-Identifier: Apache-2.0
"""The dependencies of a scenario file: "only if", so many of several, "both or neither"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from goodoffices.exchange.scenarios.own_tables import TableReader
from goodoffices.exchange.scenarios.own_terms import read_terms
from goodoffices.exchange.scenarios.shapes import DEPENDENCY
from goodoffices.settlement import Count, Dependency, Holds, OnlyIf


def read_dependencies(noted: TableReader, place: str, table: dict[str, object]) -> Iterator[Dependency]:
    """Read a table of a dependency: one, or several where three terms go together; none where it is wrong."""
    noted.shape(place, table, DEPENDENCY)
    text = noted.text_of(table, place, "text") or ""
    given = [key for key in ("term", "of", "both_or_neither") if key in table]
    if len(given) != 1:
        noted.wrong(
            place,
            "says nothing" if not given else f"has {' and '.join(given)} at once",
            "give either term and only_if, or of with exactly, at_least or at_most, or both_or_neither",
        )
    elif given == ["term"]:
        yield from _only_if(noted, place, table, text)
    elif given == ["of"]:
        yield from _count(noted, place, table, text)
    else:
        yield from _both(noted, place, table, text)


def _only_if(noted: TableReader, place: str, table: dict[str, object], text: str) -> Iterator[Dependency]:
    if "only_if" not in table:
        noted.wrong(place, '"only_if" is missing', 'add only_if = { issue = "option" }')
        return
    term = read_terms(noted, table["term"], f"{place}.term")
    needs = read_terms(noted, table["only_if"], f"{place}.only_if")
    if len(term) > 1:
        noted.wrong(f"{place}.term", "is more than one term", "write a dependency for each")
    elif term and needs:
        yield OnlyIf(term=term[0], needs=needs, text=text)


def _of(noted: TableReader, place: str, listed: object) -> tuple[Holds, ...]:
    if not isinstance(listed, list):
        noted.wrong(place, "must be a list of terms", 'write [{ a = "yes" }, { b = "yes" }]')
        return ()
    found: list[Holds] = []
    for number, one in enumerate(listed, start=1):
        term = read_terms(noted, one, f"{place}[{number}]")
        if len(term) > 1:
            noted.wrong(f"{place}[{number}]", "is more than one term", "write each in braces of its own")
        found += term[:1]
    return tuple(found)


def _count(noted: TableReader, place: str, table: dict[str, object], text: str) -> Iterator[Dependency]:
    of = _of(noted, f"{place}.of", table["of"])
    bounds = {
        key: noted.whole(table[key], f"{place}.{key}") for key in ("exactly", "at_least", "at_most") if key in table
    }
    if not bounds or ("exactly" in bounds and len(bounds) > 1):
        noted.wrong(place, "it is not clear how many of them", "give exactly, or at_least, at_most or both")
    elif of and None not in bounds.values():
        exactly = bounds.get("exactly")
        least = bounds.get("at_least", exactly) or 0
        yield Count(of=of, least=least, most=bounds.get("at_most", exactly), text=text)


def _both(noted: TableReader, place: str, table: dict[str, object], text: str) -> Iterator[Dependency]:
    """Of two terms: just one of the first and the second's contrary, in a chain."""
    of = _of(noted, f"{place}.both_or_neither", table["both_or_neither"])
    if len(of) == 1:
        noted.wrong(f"{place}.both_or_neither", "is only one term", "name two or more")
    for one, other in pairwise(of):
        ids = frozenset(option.id for option in noted.issues[other.issue].options)
        contrary = Holds(issue=other.issue, options=ids - other.options)
        if not contrary.options:
            noted.wrong(f"{place}.both_or_neither", f'every option of "{other.issue}" is named', "name some of them")
            return
        yield Count(of=(one, contrary), least=1, most=1, text=text)
