# SPDX-License-Identifier: Apache-2.0
"""Who knows: people by subjects, with how, since when, and in what detail.

A large table is shown in parts, and only what is shown is written out. Who knows what is worked out once and kept
beside the state (`learned`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from goodoffices.app.views.learned import KeptKnowing, Knowing, Learned, day_of, kept_knowing
from goodoffices.app.views.paging import Part, Window, part_of
from goodoffices.app.views.shown import Name, Time, Told, names, time, told
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.knowledge import Detail, How, Knowledge, Sureness
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.times import Interval, When


COLUMNS = 20
ROWS = 60
"""How many subjects and people one page has room for."""
MOST_STEPS = 24
"""How many days are listed to turn to."""


class Item(Value, frozen=True, kw_only=True):
    """One way in which somebody knows of a subject."""

    since: Time
    how: How
    detail: Detail
    sure: Sureness
    through: tuple[Name, ...]
    source: str
    noted: bool
    note: str | None
    told: tuple[Told, ...]
    """By which chains of sources that is known, and how far each is confirmed; empty for what the mediator knows."""
    certain_by_then: bool = True
    """Whether it is certain that they knew at the moment asked about; otherwise they may have learned it later."""


class Firmness(StrEnum):
    """How far it can be relied on that somebody knew, all in all."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    PERHAPS_LATER = "perhaps only later"


class Knower(Value, frozen=True, kw_only=True):
    """One person or body, and for each subject all ways in which they know of it, earliest first."""

    who: Name
    cells: tuple[tuple[Item, ...], ...]


class Reach(Value, frozen=True, kw_only=True):
    """How many know of a subject, and how many of those for certain."""

    known: int
    certain: int


class WhoKnows(Value, frozen=True, kw_only=True):
    """People by subjects."""

    subjects: tuple[Name, ...]
    knowers: tuple[Knower, ...]
    as_of: Time | None = None
    reach: tuple[Reach, ...] = ()
    """Of each subject shown, among everybody, whether they are shown or not."""
    everybody: int = 0
    """How many people, bodies and delegations there are in the case."""
    others: tuple[Name, ...] = ()
    """Who is not known to know of anything that was asked about; empty where the people are shown in parts."""
    columns: Part | None = None
    rows: Part | None = None


class Asking(Value, frozen=True, kw_only=True):
    """Whom and what one can ask about, and when something changed."""

    people: tuple[Name, ...]
    subjects: tuple[Name, ...]
    days: tuple[str, ...]
    """The days on which somebody learned something, or may have, in order: `2025-05-08`."""


def knowledge_view(
    state: State,
    as_of: When | None = None,
    subject: str | None = None,
    who: str | None = None,
    *,
    kept: KeptKnowing | None = None,
    columns: Window | None = None,
    rows: Window | None = None,
) -> WhoKnows:
    """Show who can be assumed to know what; as of a time, about one subject, or of one person, where asked.

    As of a time, what was certainly learned later is left out, and what may have been learned later is marked.
    `columns` and `rows` say which part of a large table to show; without them all of it is shown.
    """
    knowing = (kept or kept_knowing()).of(state)
    limit = Calendar(state).interval(as_of) if as_of is not None else None
    people = _people(state, knowing, limit, subject, who)
    subjects, across = part_of(_subjects(state, knowing, limit, subject, who), columns)
    shown, down = part_of(people, rows)
    return WhoKnows(
        subjects=tuple(_name(state, one) for one in subjects),
        knowers=tuple(
            Knower(who=_name(state, person), cells=tuple(_cell(state, knowing, one, person, limit) for one in subjects))
            for person in shown
        ),
        as_of=time(state, as_of) if as_of is not None else None,
        reach=tuple(_reach(knowing, one, limit) for one in subjects),
        everybody=len(_everybody(state)),
        others=_others(state, people, who) if down is None or down.pages == 1 else (),
        columns=across,
        rows=down,
    )


def asking(state: State, kept: KeptKnowing | None = None) -> Asking:
    """List whom and what can be asked about."""
    knowing = (kept or kept_knowing()).of(state)
    people = names(state, tuple(sorted(knowing.knowers, key=lambda identifier: _standing(state, identifier))))
    subjects = names(state, tuple(sorted(knowing.cells, key=lambda identifier: _first_recorded(state, identifier))))
    return Asking(people=people, subjects=subjects, days=tuple(knowing.days))


def firmness(items: Sequence[Item]) -> Firmness:
    """Say how far the best of several ways can be relied on. Raises ValueError for none."""
    then = [item.sure for item in items if item.certain_by_then]
    if not items:
        raise ValueError("nobody knows of it in any way")
    return Firmness(min(then, key=list(Sureness).index).value) if then else Firmness.PERHAPS_LATER


def lead(items: Sequence[Item]) -> Item:
    """Give the way that is told first: the one that can be relied on most, and of several such the earliest."""
    return min(items, key=lambda item: (not item.certain_by_then, list(Sureness).index(item.sure)))


def _subjects(
    state: State, knowing: Knowing, limit: Interval | None, subject: str | None, who: str | None
) -> list[str]:
    """List what is known of to anybody asked about, in the order in which it was first recorded."""
    wanted = knowing.cells.keys() if subject is None else knowing.cells.keys() & {subject}
    found = [one for one in wanted if _is_known(knowing, one, who, limit)]
    return sorted(found, key=lambda identifier: _first_recorded(state, identifier))


def _is_known(knowing: Knowing, subject: str, who: str | None, limit: Interval | None) -> bool:
    cells = knowing.cells[subject]
    asked = cells.values() if who is None else [cells.get(who, [])]
    return any(learned.may_be_known(limit) for several in asked for learned in several)


def _people(state: State, knowing: Knowing, limit: Interval | None, subject: str | None, who: str | None) -> list[str]:
    """List who knows of anything asked about: delegations, then people, then whoever else, in the order recorded."""
    if subject is not None:
        found = {
            person
            for person, several in knowing.cells.get(subject, {}).items()
            if any(learned.may_be_known(limit) for learned in several)
        }
    else:
        found = {person for person, earliest in knowing.knowers.items() if _begins_by(earliest, limit)}
    asked = found if who is None else found & {who}
    return sorted(asked, key=lambda identifier: _standing(state, identifier))


def _begins_by(earliest: int | None, limit: Interval | None) -> bool:
    return limit is None or limit.latest is None or earliest is None or earliest < limit.latest


def _cell(state: State, knowing: Knowing, subject: str, person: str, limit: Interval | None) -> tuple[Item, ...]:
    several = knowing.cells[subject].get(person)
    if not several:
        return ()
    return tuple(_item(state, learned, limit) for learned in several if learned.may_be_known(limit))


def _reach(knowing: Knowing, subject: str, limit: Interval | None) -> Reach:
    known = certain = 0
    for several in knowing.cells[subject].values():
        known += any(learned.may_be_known(limit) for learned in several)
        certain += any(learned.known.sure is Sureness.CERTAIN and learned.is_known(limit) for learned in several)
    return Reach(known=known, certain=certain)


def _everybody(state: State) -> list[str]:
    """List the delegations, people and bodies of the case, without those who proved to be somebody else."""
    return [held.fact.id for held in state.held_of(Delegation, Person) if state.meant(held.fact.id) == held.fact.id]


def _others(state: State, people: list[str], who: str | None) -> tuple[Name, ...]:
    if who is not None:
        return ()
    known = set(people)
    return names(state, tuple(identifier for identifier in _everybody(state) if identifier not in known))


def _name(state: State, identifier: str) -> Name:
    return names(state, (identifier,))[0]


def _standing(state: State, identifier: str) -> tuple[int, int]:
    kind = 0 if state.get(identifier, Delegation) else 1 if state.get(identifier, Person) else 2
    return kind, _first_recorded(state, identifier)


def _first_recorded(state: State, identifier: str) -> int:
    held = state.held(identifier)
    return (held.former or (held.sequence,))[0] if held is not None else state.sequence + 1


def _item(state: State, learned: Learned, limit: Interval | None) -> Item:
    known = learned.known
    held = state.held(known.source)
    fact = held.fact if held is not None else None
    return Item(
        since=time(state, known.since),
        how=known.how,
        detail=known.detail,
        sure=known.sure,
        through=names(state, known.through),
        source=known.source,
        noted=known.noted,
        note=fact.note if isinstance(fact, Knowledge) else None,
        told=told(fact) if fact is not None else (),
        certain_by_then=learned.is_known(limit),
    )


class Step(Value, frozen=True, kw_only=True):
    """A day on which something changed, to which one can turn."""

    day: Time
    chosen: bool


def steps(state: State, days: Sequence[str], as_of: When | None) -> tuple[Step, ...]:
    """List the days on which something changed; of very many, the first, the last, and those round the chosen one."""
    latest = Calendar(state).interval(as_of).latest if as_of is not None else None
    asked = day_of(latest - 1, state.zone) if latest is not None else None
    chosen = max(0, bisect_right(days, asked) - 1) if asked is not None else None
    middle = chosen if chosen is not None else len(days) - 1
    places: Sequence[int] = range(len(days))
    if len(days) > MOST_STEPS:
        start = min(max(middle - MOST_STEPS // 2, 0), len(days) - MOST_STEPS)
        places = sorted({0, *range(start, start + MOST_STEPS), len(days) - 1})
    return tuple(Step(day=time(state, When.read(days[place])), chosen=place == chosen) for place in places)
