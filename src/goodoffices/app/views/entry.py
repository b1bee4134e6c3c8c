# SPDX-License-Identifier: Apache-2.0
"""One entry: everything that its fact says, what it replaced, and what refers to it."""

from __future__ import annotations

import msgspec

from goodoffices.app.views.shown import Name, Row, names, row
from goodoffices.domain.references import references
from goodoffices.domain.state import State
from goodoffices.domain.values import Value, encode_hook


class Field(Value, frozen=True, kw_only=True):
    """One field as it is recorded: its name, its text, and the ids it refers to."""

    name: str
    text: str
    refers_to: tuple[Name, ...] = ()


class EntryView(Value, frozen=True, kw_only=True):
    """One entry."""

    row: Row
    fields: tuple[Field, ...]
    recorded_by: str
    why: str | None
    noted: str | None
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
        fields=_fields(state, identifier),
        recorded_by=held.entry.by,
        why=held.entry.why,
        noted=held.entry.noted.in_zone(state.zone) if held.entry.noted else None,
        former=held.former,
        withdrawn_by=withdrawal.fact.id if withdrawal else None,
        referred_to_by=names(state, tuple(referring)),
    )


def _fields(state: State, identifier: str) -> tuple[Field, ...]:
    held = state.held(identifier)
    if held is None:
        return ()
    refers: dict[str, list[str]] = {}
    for reference in references(held.fact):
        refers.setdefault(reference.place.split("[")[0].split(".")[0], []).append(reference.id)
    written = msgspec.to_builtins(held.fact, enc_hook=encode_hook)
    return tuple(
        Field(name=name, text=_plain(value), refers_to=names(state, tuple(refers.get(name, ()))))
        for name, value in written.items()
        if name != "type"
    )


def _plain(value: object) -> str:
    match value:
        case str():
            return value
        case list():
            return "; ".join(_plain(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
        case _:
            return str(value)
