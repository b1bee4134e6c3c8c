# SPDX-License-Identifier: Apache-2.0
"""Everybody in the case with their ids and spellings, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.terminal.printing import ROOMY, below, plain, table
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.values import Value


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.domain.state import State


class Listed(Value, frozen=True, kw_only=True):
    """One person, body or delegation, as it can be named."""

    id: str
    name: str
    kind: str
    role: str
    spellings: tuple[str, ...]


def listed(state: State) -> tuple[Listed, ...]:
    """List delegations, and then people and bodies."""
    delegations = (
        Listed(id=one.id, name=one.name, kind="delegation", role=str(one.side), spellings=one.spellings)
        for one in state.of(Delegation)
    )
    people = (
        Listed(id=one.id, name=one.name, kind=str(one.kind), role=_role(state, one), spellings=one.spellings)
        for one in state.of(Person)
    )
    return (*delegations, *people)


def _role(state: State, person: Person) -> str:
    return ", ".join(part for part in (person.role, person.delegation and state.name(person.delegation)) if part)


def print_people(console: Console, people: tuple[Listed, ...]) -> None:
    """Print them."""
    if not people:
        console.print("Nobody is named in this case yet.")
        return
    if console.width >= ROOMY:
        table(
            console,
            {"Id": 0, "Name": 3, "What": 0, "Role": 4, "Also spelt": 4},
            (
                tuple(plain(text) for text in (one.id, one.name, one.kind, one.role, ", ".join(one.spellings)))
                for one in people
            ),
        )
        return
    for one in people:
        console.print(plain(f"{one.id}  {one.name}", "bold"))
        also = f"also spelt {', '.join(one.spellings)}" if one.spellings else ""
        below(console, plain(", ".join(part for part in (one.kind, one.role) if part)), plain(also, "dim"))
