# SPDX-License-Identifier: Apache-2.0
"""The desk: who takes part, what is running out, what is on the table, who knows, who is to be told, what came in last.

Clocks run against today. They, who knows and what was on the table can be seen as they stood when a day of the case
ended; where all has ended long ago, clocks are shown as they stood on its last day unless today is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.app.views.learned import KeptKnowing
from goodoffices.app.views.reach import KnownTo, known_to
from goodoffices.app.views.shown import Name, Row, Time, Told, names, row, time, told
from goodoffices.app.views.waiting import WaitsFor, soonest
from goodoffices.domain.chronology import HAPPENINGS, Calendar
from goodoffices.domain.clocks import Clock, ClockKind, Notice
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.state import Held, State
from goodoffices.domain.values import Value
from goodoffices.times import Instant, Interval, Unit, When, days_apart, shown_count
from goodoffices.times.forms import Counted, SameTime


NEWEST = 8
MOST_WAITING = 6
LONG = 60 * 86400
"""Seconds after which a case in which nothing happens and nothing runs is looked back on."""
_LAST = 20
"""How many of the last rows are looked at for the end of a case; the times of some have none."""


class Running(Value, frozen=True, kw_only=True):
    """A clock: how many days it counted or has left, at least and at most, where that can be said."""

    id: str
    name: str
    kind: ClockKind
    since: Time | None
    until: Time | None
    ended: bool
    fewest: int | None
    """Days counted so far, or left; less than nothing when it ran out."""
    most: int | None
    counting: bool
    """Whether it counts days and goes on counting."""
    length: str | None
    """How long it runs, where that is said and the day it runs from is not known: `4 days`."""
    set_by: tuple[Name, ...]
    told: tuple[Told, ...]
    note: str | None


class Given(Value, frozen=True, kw_only=True):
    """An answer that was given to a proposal."""

    id: str
    by: Name
    kind: AnswerKind


class OnTable(Value, frozen=True, kw_only=True):
    """A proposal with the answers it had, in a line."""

    id: str
    title: str
    by: tuple[Name, ...]
    to: tuple[Name, ...]
    answers: tuple[Given, ...]


class ToTell(Value, frozen=True, kw_only=True):
    """Somebody who is to be told something, in their place of the order."""

    id: str
    place: int
    to: Name
    about: Name
    by: Time | None
    told: Time | None
    acknowledged: Time | None


class Side(Value, frozen=True, kw_only=True):
    """A delegation with those who belong to it."""

    id: str
    name: str
    side: str
    members: tuple[Name, ...]


class Desk(Value, frozen=True, kw_only=True):
    """What a mediator wants to see first."""

    id: str
    title: str
    about: str | None
    zone: str
    now: str
    as_of: Time | None
    """The time at the end of which clocks, the table and who knows are shown; none for now."""
    rest: Time | None
    """The day on which the case ended, against which its clocks are shown; none if they run against now or `as_of`."""
    known_to: tuple[KnownTo, ...]
    sides: tuple[Side, ...]
    clocks: tuple[Running, ...]
    table: tuple[OnTable, ...]
    waits: tuple[WaitsFor, ...]
    """What waits, in whichever caucus; the first of it."""
    waiting: int
    """How much waits in all."""
    notices: tuple[ToTell, ...]
    newest: tuple[Row, ...]
    entries: int
    destroyed: int


def at_rest(state: State, happened: Sequence[Held], now: Instant) -> When | None:
    """Give the day on which a case ended: its last, when nothing has happened for long and no clock runs any more.

    `happened` is what happened in the order of the chronology.
    """
    calendar = Calendar(state)
    placed = (calendar.placed(held.fact.id) for held in happened[-_LAST:])
    ends = [one.interval.latest for one in placed if one is not None and one.interval.latest is not None]
    last = max(ends, default=None)
    if last is None or last + LONG > now.seconds or any(_runs(calendar, clock, now) for clock in state.of(Clock)):
        return None
    return When.read(Instant(last - 1).in_zone(state.zone)[:10])


def _runs(calendar: Calendar, clock: Clock, now: Instant) -> bool:
    """Whether a clock runs now: it has no end, or its end has not come. One whose end nobody knows does not."""
    if clock.until is None:
        return True
    latest = calendar.interval(clock.until).latest
    return latest is not None and latest > now.seconds


def desk_view(
    state: State,
    now: Instant,
    as_of: When | None = None,
    rest: When | None = None,
    kept: KeptKnowing | None = None,
) -> Desk:
    """Show the desk as it stands at a moment.

    With `as_of`, clocks, the table and who knows are shown as they stood when that time ended; with `rest` only the
    clocks are. A time without an end is as good as none.
    """
    calendar = Calendar(state)
    limit = calendar.interval(as_of).latest if as_of is not None else None
    against = calendar.interval(rest).latest if rest is not None and as_of is None else limit
    moment = Instant(against - 1) if against is not None else now
    mediation = state.mediation
    waits, waiting = soonest(state, now, MOST_WAITING)
    newest = sorted(state.held_of(*HAPPENINGS), key=lambda held: held.sequence)[-NEWEST:]
    return Desk(
        id=mediation.id if mediation else "",
        title=mediation.title if mediation else "",
        about=mediation.about if mediation else None,
        zone=state.zone,
        now=now.in_zone(state.zone),
        as_of=time(state, as_of) if as_of is not None else None,
        rest=time(state, rest) if rest is not None and as_of is None else None,
        known_to=known_to(state, as_of, kept),
        sides=tuple(_side(state, delegation) for delegation in state.of(Delegation)),
        clocks=tuple(_running(state, calendar, clock, moment) for clock in state.of(Clock)),
        table=tuple(
            _on_table(state, calendar, proposal, limit)
            for proposal in state.of(Proposal)
            if _may_have_been(calendar, proposal.when, limit)
        ),
        waits=waits,
        waiting=waiting,
        notices=tuple(_to_tell(state, notice) for notice in sorted(state.of(Notice), key=lambda notice: notice.place)),
        newest=tuple(row(state, held) for held in reversed(newest)),
        entries=state.sequence,
        destroyed=len(state.holes),
    )


def _side(state: State, delegation: Delegation) -> Side:
    members = tuple(person.id for person in state.of(Person) if person.delegation == delegation.id)
    return Side(id=delegation.id, name=delegation.name, side=str(delegation.side), members=names(state, members))


def _running(state: State, calendar: Calendar, clock: Clock, now: Instant) -> Running:
    present = Interval(now.seconds, now.seconds + 1)
    until = calendar.interval(clock.until) if clock.until is not None else None
    ended = until is not None and until.latest is not None and until.latest <= now.seconds
    counting = False
    if clock.kind is ClockKind.COUNT and clock.since is not None:
        fewest, most = _counted(clock.since, clock, calendar, present, state.zone)
        counting = _goes_on(until, present)
    elif until is not None:
        fewest, most = days_apart(present, until, state.zone)
    else:
        fewest, most = None, None
    return Running(
        id=clock.id,
        name=clock.name,
        kind=clock.kind,
        since=time(state, clock.since) if clock.since is not None else None,
        until=time(state, clock.until) if clock.until is not None else None,
        ended=ended,
        fewest=fewest,
        most=most,
        counting=counting,
        length=_length(clock.until) if fewest is None and most is None and clock.until is not None else None,
        set_by=names(state, clock.set_by),
        told=told(clock),
        note=clock.note,
    )


def _counted(
    since: When, clock: Clock, calendar: Calendar, present: Interval, zone: str
) -> tuple[int | None, int | None]:
    until = calendar.interval(clock.until) if clock.until is not None else None
    goes_on = _goes_on(until, present)
    counted = _between(since, clock.until)
    if counted is not None and until is not None and goes_on:
        fewest, most = days_apart(present, until, zone)
        return (None if most is None else max(0, counted - most)), (None if fewest is None else counted - fewest)
    if counted is not None:
        return counted, counted
    return days_apart(calendar.interval(since), present if until is None or goes_on else until, zone)


def _goes_on(until: Interval | None, present: Interval) -> bool:
    """Whether what ends at a time goes on at present."""
    if until is None:
        return True
    return until.earliest is not None and present.earliest is not None and until.earliest > present.earliest


def _between(since: When, until: When | None) -> int | None:
    """Give the days between two times of which one is said in days of the other: known, whenever both were."""
    form = since.form
    if (
        isinstance(form, Counted)
        and form.back
        and form.unit is Unit.DAYS
        and until is not None
        and isinstance(until.form, SameTime)
        and until.form.reference == form.reference
    ):
        return form.count
    return None


def _length(until: When) -> str | None:
    form = until.form
    return shown_count(form.count, form.unit) if isinstance(form, Counted) and form.count and not form.back else None


def _may_have_been(calendar: Calendar, when: When, limit: int | None) -> bool:
    """Whether something perhaps happened before a moment: all but what certainly happened later."""
    earliest = calendar.interval(when).earliest if limit is not None else None
    return limit is None or earliest is None or earliest < limit


def _on_table(state: State, calendar: Calendar, proposal: Proposal, limit: int | None) -> OnTable:
    return OnTable(
        id=proposal.id,
        title=proposal.title,
        by=names(state, proposal.by),
        to=names(state, proposal.to),
        answers=tuple(
            Given(id=answer.id, by=names(state, (answer.by,), answer.id)[0], kind=answer.kind)
            for answer in state.of(Answer)
            if answer.proposal == proposal.id and _may_have_been(calendar, answer.when, limit)
        ),
    )


def _to_tell(state: State, notice: Notice) -> ToTell:
    return ToTell(
        id=notice.id,
        place=notice.place,
        to=names(state, (notice.to,))[0],
        about=names(state, (notice.about,))[0],
        by=time(state, notice.by) if notice.by is not None else None,
        told=time(state, notice.told) if notice.told is not None else None,
        acknowledged=time(state, notice.acknowledged) if notice.acknowledged is not None else None,
    )
