# SPDX-License-Identifier: Apache-2.0
"""Who knows: people by subjects, with how, since when, and in what detail."""

from __future__ import annotations

from goodoffices.app.views.shown import Name, Time, names, time
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.knowledge import Detail, How, Knowledge, Sureness
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.domain.who_knows import Known, who_knows
from goodoffices.times import Interval, Relation, When, relation


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
    certain_by_then: bool = True
    """Whether it is certain that they knew at the moment asked about; otherwise they may have learned it later."""


class Knower(Value, frozen=True, kw_only=True):
    """One person or body, and for each subject all ways in which they know of it, earliest first."""

    who: Name
    cells: tuple[tuple[Item, ...], ...]


class WhoKnows(Value, frozen=True, kw_only=True):
    """People by subjects."""

    subjects: tuple[Name, ...]
    knowers: tuple[Knower, ...]
    as_of: Time | None = None


def knowledge_view(
    state: State, as_of: When | None = None, subject: str | None = None, who: str | None = None
) -> WhoKnows:
    """Show who can be assumed to know what; as of a time, about one subject, or of one person, where asked.

    As of a time, what was certainly learned later is left out, and what may have been learned later is marked.
    """
    calendar = Calendar(state)
    limit = calendar.interval(as_of) if as_of is not None else None
    order = {identifier: place for place, identifier in enumerate(state.ids())}
    cells: dict[tuple[str, str], list[tuple[tuple[int, ...], Item]]] = {}
    for known in who_knows(state):
        if (subject is not None and known.subject != subject) or (who is not None and known.who != who):
            continue
        compared = relation(calendar.interval(known.since), limit) if limit is not None else Relation.BEFORE
        if limit is not None and compared is Relation.AFTER:
            continue
        item = _item(state, known, certain=_is_certain(calendar.interval(known.since), limit))
        place = known.since.order(state.zone, state.sequence, _no_place)
        cells.setdefault((known.who, known.subject), []).append((place, item))
    subjects = sorted({subject for _who, subject in cells}, key=lambda identifier: order.get(identifier, len(order)))
    people = sorted({who for who, _subject in cells}, key=lambda identifier: _standing(state, order, identifier))
    return WhoKnows(
        subjects=names(state, tuple(subjects)),
        knowers=tuple(
            Knower(
                who=names(state, (person,))[0],
                cells=tuple(_sorted(cells.get((person, matter), [])) for matter in subjects),
            )
            for person in people
        ),
        as_of=time(state, as_of) if as_of is not None else None,
    )


def _sorted(items: list[tuple[tuple[int, ...], Item]]) -> tuple[Item, ...]:
    return tuple(item for _place, item in sorted(items, key=lambda placed: placed[0]))


def _no_place(_identifier: str) -> None:
    return None


def _is_certain(since: Interval, limit: Interval | None) -> bool:
    return limit is None or (since.latest is not None and limit.latest is not None and since.latest <= limit.latest)


def _standing(state: State, order: dict[str, int], identifier: str) -> tuple[int, int]:
    kind = 0 if state.get(identifier, Delegation) else 1 if state.get(identifier, Person) else 2
    return kind, order.get(identifier, len(order))


def _item(state: State, known: Known, *, certain: bool) -> Item:
    note = state.get(known.source, Knowledge) if known.noted else None
    return Item(
        since=time(state, known.since),
        how=known.how,
        detail=known.detail,
        sure=known.sure,
        through=names(state, known.through),
        source=known.source,
        noted=known.noted,
        note=note.note if note else None,
        certain_by_then=certain,
    )
