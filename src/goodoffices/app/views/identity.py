# SPDX-License-Identifier: Apache-2.0
"""What would change if two proved to be one, if one proved to be two, or if either were undone: looked at first.

What an entry says is never changed by any of these. What changes is who is shown in some entries, and so who can be
assumed to know what follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from goodoffices.app.views.mentions import Mention, mentions, mentions_as
from goodoffices.app.views.person import Found, found_view, in_order, person_or_side, shown_entries
from goodoffices.app.views.shown import Name, Row
from goodoffices.domain.people import Delegation, Identification, Person
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.domain.who_knows import who_knows


MOST: Final = 500
"""How many entries somebody who proves to be two is offered to choose from."""
LISTED: Final = 30
"""How many of the entries that would change are listed."""


class Changes(Value, frozen=True, kw_only=True):
    """What would change: some entries would be shown under another name, and knowledge would go with them."""

    from_: Name
    to: Name
    entries: tuple[Row, ...]
    """The first of the entries that would be shown otherwise, in order."""
    total: int
    """How many there are."""
    learns: tuple[Name, ...]
    """What the other would be assumed to know and is not now."""
    loses: tuple[Name, ...]
    """What the one would no longer be assumed to know."""


class Identity(Value, frozen=True, kw_only=True):
    """Somebody of whom it is asked who they are, and those whom they could be."""

    one: Name
    others: tuple[tuple[Name, tuple[Name, ...]], ...]
    """Everybody else by delegation; those of none stand last, under an empty name."""
    entries: tuple[Row, ...]
    """What mentions them, in order; at most `MOST`."""
    total: int


def identity_view(state: State, identifier: str) -> Identity | None:
    """Show whom somebody could be, and in which entries; none if there is nobody of that id."""
    fact = person_or_side(state, identifier)
    if fact is None:
        return None
    ordered = in_order(state, tuple(mention.entry for mention in mentions(state, identifier)))
    return Identity(
        one=Name(id=identifier, name=fact.name),
        others=_others(state, identifier),
        entries=shown_entries(state, ordered[:MOST]),
        total=len(ordered),
    )


def merging(state: State, of: str, is_: str) -> Changes:
    """Say what would change if somebody proved to be another everywhere."""
    return _changes(state, of, _name(state, state.meant(is_)), _entries(mentions(state, of)))


def splitting(state: State, of: str, to: Name, entries: AbstractSet[str]) -> Changes:
    """Say what would change if others were meant by somebody in some entries; `to` need not be in the case yet."""
    return _changes(state, of, to, [entry for entry in _entries(mentions(state, of)) if entry in entries])


def identifications(state: State, of: str, is_: str, entries: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say by which ids the chosen entries name somebody: what has to be found of each id, and in which entries."""
    wanted = set(entries)
    named: dict[str, list[str]] = {}
    for mention in mentions(state, of):
        if mention.entry in wanted and mention.as_ != is_:
            named.setdefault(mention.as_, []).append(mention.entry)
    return tuple((identifier, tuple(found)) for identifier, found in named.items())


def undoing(state: State, identification: str) -> tuple[Found, Changes] | None:
    """Say what was found, and what would change if it were withdrawn; none if it does not stand."""
    found = found_view(state, identification)
    fact = state.get(identification, Identification)
    if found is None or fact is None:
        return None
    named = fact.in_ or mentions_as(state, fact.of)
    now = state.meant(fact.is_, named[0] if fact.in_ else "")
    entries = [entry for entry in named if state.meant(fact.of, entry) == now]
    if not fact.in_:
        entries += [
            mention.entry
            for mention in mentions(state, now)
            if mention.as_ not in (now, fact.of) and _passes_through(state, mention, fact.of)
        ]
    return found, _changes(state, now, _name(state, fact.of), entries)


def _passes_through(state: State, mention: Mention, identifier: str) -> bool:
    """Whether somebody is meant by a mention only because `identifier` is."""
    return any(
        identification.of == mention.as_ and identification.is_ == identifier
        for identification in state.of(Identification)
        if not identification.in_ or mention.entry in identification.in_
    )


def _changes(state: State, of: str, to: Name, entries: list[str]) -> Changes:
    moving = set(entries)
    known_before: set[str] = set()
    known_otherwise: set[str] = set()
    moved: dict[str, None] = {}
    for known in who_knows(state):
        if known.who == to.id:
            known_before.add(known.subject)
        if known.who == of and known.source in moving:
            moved[known.subject] = None
        elif known.who == of:
            known_otherwise.add(known.subject)
    ordered = in_order(state, tuple(entries))
    return Changes(
        from_=_name(state, of),
        to=to,
        entries=shown_entries(state, ordered[:LISTED]),
        total=len(ordered),
        learns=tuple(_name(state, subject) for subject in moved if subject not in known_before),
        loses=tuple(_name(state, subject) for subject in moved if subject not in known_otherwise),
    )


def _others(state: State, identifier: str) -> tuple[tuple[Name, tuple[Name, ...]], ...]:
    """List who else somebody could be: other sides for a side, people and bodies for a person or body."""
    nobody = Name(id="", name="")
    if state.get(identifier, Delegation) is not None:
        sides = (side.id for side in state.of(Delegation) if side.id != identifier and state.meant(side.id) == side.id)
        return ((nobody, tuple(_name(state, side) for side in sides)),)
    groups: dict[str, list[Name]] = {side.id: [] for side in state.of(Delegation)}
    for person in state.of(Person):
        if person.id != identifier and state.meant(person.id) == person.id:
            side = state.meant(person.delegation) if person.delegation is not None else ""
            groups.setdefault(side, []).append(_name(state, person.id))
    return tuple((_name(state, side) if side else nobody, tuple(ones)) for side, ones in groups.items() if ones)


def _entries(found: tuple[Mention, ...]) -> list[str]:
    return list(dict.fromkeys(mention.entry for mention in found))


def _name(state: State, identifier: str) -> Name:
    return Name(id=identifier, name=state.name(identifier))
