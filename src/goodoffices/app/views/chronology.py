# SPDX-License-Identifier: Apache-2.0
"""The chronology: what happened, in order, with who said so and how far that is confirmed.

A page of it costs what it shows: the order and who speaks of what are worked out once and kept beside the state.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.app.views.accounts import KeptAccounts, kept_accounts, sources_of, statuses_of
from goodoffices.app.views.kept_order import KeptOrder
from goodoffices.app.views.learned import day_of
from goodoffices.app.views.paging import Part, Window, part_of
from goodoffices.app.views.shown import Name, Row, Time, Told, actors, names, row, time
from goodoffices.domain.chronology import HAPPENINGS, Calendar
from goodoffices.domain.entries import kind_of
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.proposals import Answer, AnswerKind
from goodoffices.domain.reports import Status
from goodoffices.domain.state import Held, State
from goodoffices.domain.values import Value
from goodoffices.times import UNDATED, When


PAGE = 50
MOST_BESIDE = 5
MOST_SOURCES = 300


class Kept:
    """What the chronology keeps of a state from one page to the next."""

    def __init__(self) -> None:
        self.order = KeptOrder(*HAPPENINGS)
        self.accounts: KeptAccounts = kept_accounts()


class Asked(NamedTuple):
    """What a chronology is narrowed down to."""

    person: str | None = None
    """The id of somebody who occurs in a row."""
    status: Status | None = None
    """That some account of it has."""
    kind: str | None = None
    source: str | None = None
    """A link anywhere in a chain of sources."""


class Mark(Value, frozen=True, kw_only=True):
    """A proposal or an answer that an entry reports, in a few words."""

    id: str
    text: str
    by: Name | None = None
    """Who gave an answer, and which, to which proposal."""
    answer: AnswerKind | None = None
    proposal: str | None = None


class Beside(Value, frozen=True, kw_only=True):
    """Another entry that speaks of the same: shown beside a row, in a few words."""

    id: str
    when: Time | None
    told: tuple[Told, ...]
    text: str


class Happening(Value, frozen=True, kw_only=True):
    """One row of the chronology with the proposals and answers it reports, and with what else is said of it."""

    row: Row
    marks: tuple[Mark, ...]
    dated: bool
    """Whether it has a place in time."""
    beside: tuple[Beside, ...] = ()
    """Entries about this one, and those that this one is about."""
    at_odds: tuple[Beside, ...] = ()
    """Accounts of the same matter that say otherwise; no more than a few."""
    more_at_odds: int = 0
    """How many more of those there are."""


class Choices(Value, frozen=True, kw_only=True):
    """What a chronology can be narrowed down to: anybody in the case, and what occurs in it."""

    people: tuple[Name, ...]
    """People, bodies and delegations, by name."""
    statuses: tuple[Status, ...]
    kinds: tuple[str, ...]
    sources: tuple[str, ...] = ()
    """Links of chains of sources, by name; of very many, those that occur most."""


class Stretch(Value, frozen=True, kw_only=True):
    """One page that can be turned to, and from when to when it goes; nothing for what has no time."""

    page: int
    begins: Time | None
    ends: Time | None


class Chronology(Value, frozen=True, kw_only=True):
    """What happened, in order; and what was asked for."""

    rows: tuple[Happening, ...]
    total: int
    """How many rows there are without the filter."""
    person: Name | None = None
    status: Status | None = None
    kind: str | None = None
    source: str | None = None
    part: Part | None = None
    """Which part is shown, where the chronology is shown in parts."""
    turns: tuple[Stretch, ...] = ()
    """The pages one can turn to from here: the first, the one before, the one after, the last; each once, in order."""


def chronology_view(
    state: State,
    person: str | None = None,
    status: Status | None = None,
    kind: str | None = None,
    source: str | None = None,
    *,
    kept: Kept | None = None,
    page: int | None = None,
) -> Chronology:
    """Show what happened, in order: of one person, status, kind or source, where asked; one page of it, where asked."""
    kept = kept or Kept()
    calendar = Calendar(state)
    order = kept.order.of(state)
    found = matching(state, order, Asked(person, status, kind, source))
    shown, part = part_of(found, None if page is None else Window(page, PAGE))
    reported = kept.order.told_by(state)
    return Chronology(
        rows=tuple(_happening(state, kept, calendar, held, reported.get(held.fact.id, ())) for held in shown),
        total=len(order),
        person=names(state, (person,))[0] if person else None,
        status=status,
        kind=kind,
        source=source,
        part=part,
        turns=_turns(state, calendar, found, part) if part is not None else (),
    )


def matching(state: State, order: Sequence[Held], asked: Asked) -> Sequence[Held]:
    """Give what of the chronology was asked for; all of it when nothing was."""
    return order if asked == Asked() else [held for held in order if _is_asked(state, held, asked)]


def page_of(state: State, found: Sequence[Held], day: When) -> tuple[int, str] | None:
    """Say on which page a day begins, and the id of its first row, or else of the last before it.

    None when nothing that was found has a place in time.
    """
    calendar = Calendar(state)
    undated: tuple[int, ...] = (UNDATED,)
    dated = bisect_left(found, undated, key=calendar.path)
    if not dated:
        return None
    at = min(bisect_left(found, calendar.order(day), hi=dated, key=calendar.path), dated - 1)
    return at // PAGE + 1, found[at].fact.id


def choices(state: State, kept: Kept | None = None) -> Choices:
    """List everybody in the case, and the statuses, kinds and sources that occur in the chronology."""
    people = names(state, tuple(held.fact.id for held in state.held_of(Delegation, Person)))
    accounts = (kept or Kept()).accounts.of(state)
    sources = (source for source, _count in accounts.sources.most_common(MOST_SOURCES))
    return Choices(
        people=tuple(sorted(people, key=lambda name: (name.name.casefold(), name.id))),
        statuses=tuple(status for status in Status if status in accounts.statuses),
        kinds=tuple(kind_of(kind) for kind in HAPPENINGS if kind_of(kind) in accounts.kinds),
        sources=tuple(sorted(sources, key=lambda source: (source.casefold(), source))),
    )


def _happening(state: State, kept: Kept, calendar: Calendar, held: Held, reported: tuple[Held, ...]) -> Happening:
    accounts = kept.accounts.of(state)
    beside = accounts.of(state, held.fact)
    odd = accounts.at_odds(state, held.fact)
    few = dict.fromkeys(one for several in odd for one in several[-MOST_BESIDE:] if one not in beside)
    return Happening(
        row=row(state, held),
        marks=tuple(_mark(state, item) for item in reported),
        dated=_is_dated(calendar, held),
        beside=_beside(state, beside),
        at_odds=_beside(state, tuple(few)),
        more_at_odds=sum(max(0, len(several) - MOST_BESIDE) for several in odd),
    )


def _beside(state: State, identifiers: Sequence[str]) -> tuple[Beside, ...]:
    found = (row(state, held) for identifier in identifiers if (held := state.held(identifier)) is not None)
    return tuple(Beside(id=one.id, when=one.when, told=one.told, text=one.text) for one in found)


def _is_dated(calendar: Calendar, held: Held) -> bool:
    return calendar.path(held)[0] < UNDATED


def _turns(state: State, calendar: Calendar, found: Sequence[Held], part: Part) -> tuple[Stretch, ...]:
    pages = sorted({1, part.page - 1, part.page + 1, part.pages} - {0, part.page, part.pages + 1})
    return tuple(_stretch(state, calendar, found, page) for page in pages)


def _stretch(state: State, calendar: Calendar, found: Sequence[Held], page: int) -> Stretch:
    shown, _part = part_of(found, Window(page, PAGE))
    dated = [held for held in shown if _is_dated(calendar, held)]
    ends = (dated[0], dated[-1]) if dated else ()
    begins, last = (_day(state, calendar, held) for held in ends) if ends else (None, None)
    return Stretch(page=page, begins=begins, ends=last)


def _day(state: State, calendar: Calendar, held: Held) -> Time | None:
    """Give the day on which something stands in the order, however little of its own time is known."""
    day = day_of(calendar.path(held)[0], state.zone)
    return time(state, When.read(day)) if day is not None else None


def _mark(state: State, held: Held) -> Mark:
    fact = held.fact
    if isinstance(fact, Answer):
        by = names(state, (fact.by,), fact.id)[0]
        text = f"{by.name}: {fact.kind} ({fact.proposal})"
        return Mark(id=fact.id, text=text, by=by, answer=fact.kind, proposal=fact.proposal)
    return Mark(id=fact.id, text=f"{kind_of(fact)} {fact.id}")


def _is_asked(state: State, held: Held, asked: Asked) -> bool:
    fact = held.fact
    return (
        (asked.kind is None or kind_of(fact) == asked.kind)
        and (asked.status is None or asked.status in statuses_of(fact))
        and (asked.source is None or asked.source in sources_of(fact))
        and (asked.person is None or asked.person in actors(state, fact))
    )
