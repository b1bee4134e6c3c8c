# SPDX-License-Identifier: Apache-2.0
"""From a command to the entries that follow from it, or to every reason why none do.

`decide` is pure: it is given the state, the command and the moment, and gives back what is to be appended and what is
to be destroyed. Whoever holds the record does both in one transaction, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from msgspec import field

from goodoffices.domain.destruction import Rule, describe, select
from goodoffices.domain.entries import Destruction, Entry, Fact, kind_of
from goodoffices.domain.state import State
from goodoffices.domain.values import Line, Text, Value
from goodoffices.errors import Mistake, RefusedError, said
from goodoffices.times import Instant


if TYPE_CHECKING:
    from goodoffices.domain.checks import Fault


class Enter(Value, frozen=True, kw_only=True):
    """Record these facts, together or not at all."""

    facts: tuple[Fact, ...]
    by: Line
    why: Text | None = None
    """Needed where a fact corrects one that is recorded."""
    noted: dict[str, Instant] = field(default_factory=dict)
    """When a fact was first noted elsewhere, by its id."""


class Destroy(Value, frozen=True, kw_only=True):
    """Destroy what a rule selects, for good."""

    rule: Rule
    by: Line
    why: Text | None = None
    looked: tuple[int, ...] | None = None
    """The entries that were looked at before; where the rule selects others by now, nothing is destroyed."""


Command = Enter | Destroy


class Decision(NamedTuple):
    """What follows from a command: entries to append, and numbers of entries to destroy."""

    entries: tuple[Entry, ...]
    destroyed: tuple[int, ...] = ()


Place = Callable[[int, Fact, str], str]
"""How to call a place to whoever gave the command: the number of the fact from 0, the fact, the field."""


def by_id(_number: int, fact: Fact, field: str) -> str:
    """Call a place by kind, id and field: `exchange r3, when`."""
    return f"{kind_of(fact)} {fact.id}, {field}"


def decide(state: State, command: Command, now: Instant, place: Place = by_id) -> Decision:
    """Decide which entries follow from a command. Raises RefusedError with every mistake, each at its `place`."""
    if isinstance(command, Destroy):
        return _destroy(state, command, now)
    from goodoffices.domain.checks import faults  # noqa: PLC0415 - a house that is only read needs no checks

    entries = tuple(
        Entry(recorded=now, by=command.by, fact=fact, why=command.why, noted=_earlier(command.noted.get(fact.id), now))
        for fact in command.facts
    )
    found = tuple(faults(state, state.ahead(entries), command.facts, command.why))
    if found:
        raise RefusedError(tuple(_mistake(fault, command.facts, place) for fault in found))
    return Decision(entries)


def _earlier(noted: Instant | None, now: Instant) -> Instant | None:
    return noted if noted is not None and noted < now else None


def _mistake(fault: Fault, facts: tuple[Fact, ...], place: Place) -> Mistake:
    return Mistake(place(fault.number, facts[fault.number], fault.place), fault.sentence, fault.hint)


def _destroy(state: State, command: Destroy, now: Instant) -> Decision:
    selection = select(state, command.rule)
    if not selection.entries:
        raise RefusedError((Mistake("destroy", said("nothing in this record is {rule}", rule=describe(command.rule))),))
    if command.looked is not None and command.looked != selection.entries:
        raise RefusedError(
            (Mistake("destroy", said("the record has changed while you were looking"), said("look again")),)
        )
    number = 1
    while f"destruction-{number}" in state:
        number += 1
    fact = Destruction(id=f"destruction-{number}", entries=selection.entries, rule=describe(command.rule))
    return Decision((Entry(recorded=now, by=command.by, fact=fact, why=command.why),), selection.entries)
