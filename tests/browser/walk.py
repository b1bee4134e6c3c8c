# SPDX-License-Identifier: Apache-2.0
"""The addresses of all pages there are, made from the route table: a new page is among them, or the tests fail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.routing import Route

from goodoffices.app.house import House
from goodoffices.domain.entries import kind_of
from goodoffices.times import now
from goodoffices.web.application import make
from tests.browser.program import CHANNEL, LABOUR


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from goodoffices.domain.state import State


# What is asked of some pages behind the `?`, beside nothing: what is right, and what is wrong.
ASKED: dict[str, tuple[str, ...]] = {
    "chronology": ("believed=2025-05-13&status=confirmed", "person=nobody&believed=11+Mai"),
    "knowledge": ("as_of=2025-05-07", "as_of=tomorrow+week"),
}
NOT_PAGES = {"style"}


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


def addresses(table: Mapping[str, str], states: Mapping[str, State]) -> Iterator[tuple[str, str]]:
    """Every page's route and address, for the example cases: one entry of each kind, one form of each kind."""
    for name, path in table.items():
        if name in NOT_PAGES:
            continue
        for filled in _filled(path, states):
            yield name, filled
        for asked in ASKED.get(name, ()):
            yield name, f"{path.replace('{mediation}', CHANNEL)}?{asked}"
    yield "refused", f"/m/{CHANNEL}/entry/nothing-of-this-name"


def _filled(path: str, states: Mapping[str, State]) -> Iterator[str]:
    """The addresses that a path with parameters stands for."""
    parameters = re.findall(r"\{(\w+)", path)
    values = _values(states)
    unknown = set(parameters) - {*values, "mediation"}
    assert not unknown, f"{path}: say in tests/browser/walk.py what to visit for {unknown}"
    rest = [name for name in parameters if name != "mediation"]
    if not rest:
        yield path.replace("{mediation}", CHANNEL)
        return
    assert len(rest) == 1, f"{path}: say in tests/browser/walk.py how its parameters go together"
    for mediation, value in values[rest[0]]:
        yield path.replace("{mediation}", mediation).replace(f"{{{rest[0]}}}", value)


def _values(states: Mapping[str, State]) -> dict[str, list[tuple[str, str]]]:
    """For each parameter what is visited: a mediation, and the value."""
    entries: dict[str, tuple[str, str]] = {}
    for mediation in (CHANNEL, LABOUR):
        for held in states[mediation].everything():
            entries.setdefault(kind_of(type(held.fact)), (mediation, held.fact.id))
    return {"id": list(entries.values())}
