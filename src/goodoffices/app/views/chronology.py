# SPDX-License-Identifier: Apache-2.0
"""The chronology: what happened, in order, with who said so and how far that is confirmed."""

from __future__ import annotations

from goodoffices.app.views.shown import Name, Row, names, row
from goodoffices.domain.chronology import HAPPENINGS, Calendar, chronology, told_by, when_of
from goodoffices.domain.entries import kind_of
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.proposals import Answer
from goodoffices.domain.reports import Status
from goodoffices.domain.state import Held, State
from goodoffices.domain.values import Value


class Mark(Value, frozen=True, kw_only=True):
    """A proposal or an answer that an entry reports, in a few words."""

    id: str
    text: str


class Happening(Value, frozen=True, kw_only=True):
    """One row of the chronology with the proposals and answers it reports."""

    row: Row
    marks: tuple[Mark, ...]
    dated: bool
    """Whether anything is known of its time."""


class Choices(Value, frozen=True, kw_only=True):
    """What a chronology can be narrowed down to: anybody in the case, and the statuses and kinds that occur in it."""

    people: tuple[Name, ...]
    """People, bodies and delegations, by name."""
    statuses: tuple[Status, ...]
    kinds: tuple[str, ...]


class Chronology(Value, frozen=True, kw_only=True):
    """What happened, in order; and what was asked for."""

    rows: tuple[Happening, ...]
    total: int
    """How many rows there are without the filter."""
    person: Name | None = None
    status: Status | None = None
    kind: str | None = None


def chronology_view(
    state: State, person: str | None = None, status: Status | None = None, kind: str | None = None
) -> Chronology:
    """Show what happened, in order: of one person, of one status, of one kind, where asked."""
    calendar = Calendar(state)
    placed = chronology(state, calendar)
    reported = told_by(state)
    rows = tuple(
        _happening(state, held, reported.get(held.fact.id, ()))
        for held in placed
        if _is_asked(state, held, person, status, kind)
    )
    chosen = names(state, (person,))[0] if person else None
    return Chronology(rows=rows, total=len(placed), person=chosen, status=status, kind=kind)


def choices(state: State) -> Choices:
    """List everybody in the case, and the statuses and kinds that occur in the chronology."""
    people = names(state, tuple(held.fact.id for held in state.held_of(Delegation, Person)))
    statuses: set[Status | None] = set()
    kinds: set[str] = set()
    for held in chronology(state):
        shown = row(state, held)
        statuses.update(account.status for account in shown.told)
        kinds.add(shown.kind)
    return Choices(
        people=tuple(sorted(people, key=lambda name: (name.name.casefold(), name.id))),
        statuses=tuple(status for status in Status if status in statuses),
        kinds=tuple(kind_of(kind) for kind in HAPPENINGS if kind_of(kind) in kinds),
    )


def _happening(state: State, held: Held, reported: tuple[Held, ...]) -> Happening:
    when = when_of(held.fact)
    return Happening(
        row=row(state, held),
        marks=tuple(Mark(id=item.fact.id, text=_mark(state, item)) for item in reported),
        dated=when is not None and when.known,
    )


def _mark(state: State, held: Held) -> str:
    fact = held.fact
    if isinstance(fact, Answer):
        return f"{state.name(fact.by)}: {fact.kind} ({fact.proposal})"
    return f"{kind_of(fact)} {fact.id}"


def _is_asked(state: State, held: Held, person: str | None, status: Status | None, kind: str | None) -> bool:
    shown = row(state, held) if person else None
    if shown is not None and person not in {name.id for name in (*shown.who, *shown.to, *shown.through)}:
        return False
    statuses = {getattr(held.fact, "status", None), *(also.status for also in getattr(held.fact, "also", ()))}
    if status is not None and status not in statuses:
        return False
    return kind is None or kind_of(held.fact) == kind
