# SPDX-License-Identifier: Apache-2.0
"""One entry: everything that its fact says, what it replaced, and what refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from goodoffices.app.views.shown import Name, Row, Time, names, row, text_of, time
from goodoffices.domain.entries import Entry, Fact
from goodoffices.domain.references import references
from goodoffices.domain.state import State
from goodoffices.domain.values import Value, encode_hook
from goodoffices.times import When


class Field(Value, frozen=True, kw_only=True):
    """One field as it is recorded: its name, its text, and the ids it refers to.

    A field that is made of others, or of several, lists them as parts; the name of a part of a list is its number.
    """

    name: str
    text: str
    refers_to: tuple[Name, ...] = ()
    time: Time | None = None
    parts: tuple[Field, ...] = ()
    coded: bool = False
    """Whether the text is one of our own words, such as a status or a kind."""


class Former(Value, frozen=True, kw_only=True):
    """An entry that was corrected: what it said, when and by whom it was recorded, and which fields differ."""

    sequence: int
    recorded: str
    recorded_by: str
    why: str | None
    text: str
    otherwise: tuple[Field, ...]


class EntryView(Value, frozen=True, kw_only=True):
    """One entry."""

    row: Row
    fields: tuple[Field, ...]
    recorded: str
    """When it was entered into this record."""
    recorded_by: str
    why: str | None
    noted: str | None
    """When it was first noted elsewhere, as an imported file says."""
    former: tuple[int, ...]
    """Entries that this one corrected, oldest first."""
    withdrawn_by: str | None
    referred_to_by: tuple[Name, ...]


def entry_view(state: State, identifier: str) -> EntryView | None:
    """Show what stands under an id; none if nothing does."""
    held = state.held(identifier)
    if held is None:
        return None
    withdrawal = state.withdrawn.get(identifier)
    referring = (
        other.fact.id
        for other in state.everything()
        if other.fact.id != identifier and any(reference.id == identifier for reference in references(other.fact))
    )
    return EntryView(
        row=row(state, held),
        fields=fields_of(state, held.fact),
        recorded=held.entry.recorded.in_zone(state.zone),
        recorded_by=held.entry.by,
        why=held.entry.why,
        noted=held.entry.noted.in_zone(state.zone) if held.entry.noted else None,
        former=held.former,
        withdrawn_by=withdrawal.fact.id if withdrawal else None,
        referred_to_by=names(state, tuple(referring)),
    )


def former_view(state: State, identifier: str, entries: Iterable[tuple[int, Entry | None]]) -> tuple[Former, ...]:
    """Show what entries said that were corrected; `entries` are those of `EntryView.former`, as the record has them.

    One that was destroyed since is left out.
    """
    held = state.held(identifier)
    if held is None:
        return ()
    stands = {field.name: field.text for field in fields_of(state, held.fact)}
    return tuple(
        Former(
            sequence=sequence,
            recorded=entry.believed.in_zone(state.zone),
            recorded_by=entry.by,
            why=entry.why,
            text=text_of(entry.fact),
            otherwise=tuple(
                field for field in fields_of(state, entry.fact) if stands.get(field.name, "") != field.text
            ),
        )
        for sequence, entry in entries
        if entry is not None
    )


def fields_of(state: State, fact: Fact) -> tuple[Field, ...]:
    """List the fields of a fact that say something, as they are recorded."""
    refers: dict[str, list[str]] = {}
    for reference in references(fact):
        refers.setdefault(re.sub(r"\[\d+\]$", "", reference.place), []).append(reference.id)
    return _struct(state, fact, "", refers)


def _struct(state: State, value: msgspec.Struct, place: str, refers: dict[str, list[str]]) -> tuple[Field, ...]:
    """List the fields of a value that say something; defaults are not written."""
    written = msgspec.to_builtins(value, enc_hook=encode_hook)
    return tuple(
        _field(state, field.encode_name, getattr(value, field.name), f"{place}{field.encode_name}", refers)
        for field in msgspec.structs.fields(value)
        if field.encode_name in written
    )


def _field(state: State, name: str, value: object, place: str, refers: dict[str, list[str]]) -> Field:
    parts: tuple[Field, ...] = ()
    match value:
        case msgspec.Struct():
            parts = _struct(state, value, f"{place}.", refers)
        case dict():
            parts = tuple(_field(state, state.name(key), item, place, {}) for key, item in value.items())
        case tuple() if any(isinstance(item, msgspec.Struct) for item in value):
            parts = tuple(
                _field(state, str(number), item, f"{place}[{number}]", refers)
                for number, item in enumerate(value, start=1)
            )
    return Field(
        name=name,
        text=_plain(msgspec.to_builtins(value, enc_hook=encode_hook)),
        refers_to=names(state, tuple(refers.get(place, ()))),
        time=time(state, value) if isinstance(value, When) else None,
        parts=parts,
        coded=isinstance(value, StrEnum),
    )


def _plain(value: object) -> str:
    match value:
        case str():
            return value
        case list() | tuple():
            return "; ".join(_plain(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
        case _:
            return str(value)
