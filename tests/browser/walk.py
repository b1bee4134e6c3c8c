# SPDX-License-Identifier: Apache-2.0
"""The addresses of all pages there are, made from the route table: a new page is among them, or the tests fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.routing import Route

from goodoffices.app.house import House
from goodoffices.domain.entries import kind_of
from goodoffices.domain.people import Delegation
from goodoffices.times import now
from goodoffices.web.application import make
from goodoffices.web.forms.layout import ADDED
from tests.browser.program import LABOUR, PARTY


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from goodoffices.domain.state import State


# What is asked of some pages behind the `?`, beside nothing: what is right, and what is wrong.
ASKED: dict[str, tuple[str, ...]] = {
    "desk": ("as_of=2025-05-08", "as_of=tomorrow+week"),
    "compare": ("a=p2&b=p5",),
    "gesture": (
        "cost=10&name1=sympathy&worth1=5&high1=1+in+2&name2=a+clear+statement&worth2=40",
        "cost=-1&name1=&worth1=5&low1=2&high2=x",
    ),
    "search": ("q=Witkov",),
    "record": ("check=now&at=2025-05-13",),
    "destroy": ("standing=off+the+record",),
    "chronology": ("believed=2025-05-13&status=confirmed", "person=nobody&believed=11+Mai"),
    "knowledge": ("as_of=2025-05-07", "as_of=tomorrow+week"),
}
# What is asked of some pages of the labour dispute, whose parties have said what matters to them.
OF_LABOUR = {
    "settlement": ("draft=draft3", "draft=&package=0-0-0-0-0-0-0-0&steady=yes", "draft=nothing&package=9"),
    "packages": ("draft=draft3", "draft=nothing"),
}
# Some pages are there for some kinds of entries only, or the same for all.
ONLY = {
    "correct": {"exchange", "proposal", "release", "statement"},
    "withdraw": {"release", "exchange"},
    "person": {"person", "delegation"},
    "merge": {"person"},
    "split": {"person"},
    "undo": {"identification"},
    "proposal": {"proposal"},
}
NOT_PAGES = {"style", "script", "export", "sheet_file"}
# What is visited of the pages of one party: that of the one whose record the examples hold.
OF_PARTY = {
    "party": ("",),
    "let": ("",),
    "choose": ("",),
    "together": ("",),
    "sheet": ("",),
    "ask": ("",),
    "rate": ("rating", "swing"),
}


def routes(directory: Path) -> dict[str, str]:
    """The path of every route that can be asked for, by its name."""
    house = House.found(directory, clock=now, randomness=bytes)
    try:
        return {
            route.name: route.path
            for route in make(house).routes
            if isinstance(route, Route) and "GET" in (route.methods or ())
        }
    finally:
        house.close()


def addresses(
    table: Mapping[str, str], states: Mapping[str, State], kinds: tuple[str, ...] = ADDED
) -> Iterator[tuple[str, str]]:
    """Every page's route and address: of the first mediation, and of whichever has an entry of a kind first.

    `kinds` are those for which the form of a new entry is among them.
    """
    first = next(iter(states))
    for name, path in table.items():
        if name in NOT_PAGES:
            continue
        if name in OF_PARTY:
            if LABOUR in states:
                of = path.replace("{mediation}", LABOUR).replace("{delegation}", PARTY)
                yield from ((name, of.replace("{way}", way)) for way in OF_PARTY[name])
            continue
        for filled in _filled(path, _values(name, states, kinds)):
            yield name, filled
        for asked in ASKED.get(name, ()):
            yield name, f"{path.replace('{mediation}', first)}?{asked}"
        if LABOUR in states:
            yield from ((name, f"{path.replace('{mediation}', LABOUR)}?{asked}") for asked in OF_LABOUR.get(name, ()))
    yield "refused", f"/m/{first}/entry/nothing-of-this-name"


def _filled(path: str, values: Mapping[str, list[tuple[str, str]]]) -> Iterator[str]:
    """The addresses that a path with parameters stands for."""
    rest = [parameter for parameter in re.findall(r"\{(\w+)", path) if parameter != "mediation"] or ["mediation"]
    assert {*rest} == {rest[0]} <= {*values}, f"say in tests/browser/walk.py what to visit for {path}"
    for mediation, value in values[rest[0]]:
        yield path.replace("{mediation}", mediation).replace(f"{{{rest[0]}}}", value)


def _values(name: str, states: Mapping[str, State], kinds: tuple[str, ...]) -> dict[str, list[tuple[str, str]]]:
    """For each parameter of a route what is visited: a mediation, and the value."""
    first = next(iter(states))
    entries: dict[str, tuple[str, str]] = {}
    for mediation, state in states.items():
        for held in state.everything():
            entries.setdefault(kind_of(type(held.fact)), (mediation, held.fact.id))
    if name in ONLY:
        entries = {kind: place for kind, place in entries.items() if kind in ONLY[name]}
    return {
        "mediation": [(first, first)],
        "id": list(entries.values()),
        "kind": [(first, kind) for kind in kinds],
        "delegation": [
            (mediation, side.id) for mediation, state in states.items() for side in [*state.of(Delegation)][:1]
        ],
    }
