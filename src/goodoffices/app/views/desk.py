# SPDX-License-Identifier: Apache-2.0
"""The desk: who takes part, what is running out, what is on the table, who is to be told, and what came in last."""

from __future__ import annotations

from goodoffices.app.views.shown import Name, Row, Time, Told, names, row, time, told
from goodoffices.domain.chronology import HAPPENINGS, Calendar
from goodoffices.domain.clocks import Clock, ClockKind, Notice
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.times import Instant, Interval, Unit, When, days_apart, shown_count
from goodoffices.times.forms import Counted, SameTime


NEWEST = 8


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
    sides: tuple[Side, ...]
    clocks: tuple[Running, ...]
    table: tuple[OnTable, ...]
    notices: tuple[ToTell, ...]
    newest: tuple[Row, ...]
    entries: int
    destroyed: int


def desk_view(state: State, now: Instant) -> Desk:
    """Show the desk as it stands at a moment."""
    calendar = Calendar(state)
    mediation = state.mediation
    newest = sorted(state.held_of(*HAPPENINGS), key=lambda held: held.sequence)[-NEWEST:]
    return Desk(
        id=mediation.id if mediation else "",
        title=mediation.title if mediation else "",
        about=mediation.about if mediation else None,
        zone=state.zone,
        now=now.in_zone(state.zone),
        sides=tuple(_side(state, delegation) for delegation in state.of(Delegation)),
        clocks=tuple(_running(state, calendar, clock, now) for clock in state.of(Clock)),
        table=tuple(_on_table(state, proposal) for proposal in state.of(Proposal)),
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
    if clock.kind is ClockKind.COUNT and clock.since is not None:
        fewest, most = _counted(clock.since, clock, calendar, present, state.zone)
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
        length=_length(clock.until) if fewest is None and most is None and clock.until is not None else None,
        set_by=names(state, clock.set_by),
        told=told(clock),
        note=clock.note,
    )


def _counted(
    since: When, clock: Clock, calendar: Calendar, present: Interval, zone: str
) -> tuple[int | None, int | None]:
    counted = _between(since, clock.until)
    if counted is not None:
        return counted, counted
    end = calendar.interval(clock.until) if clock.until is not None else present
    if end.earliest is not None and present.earliest is not None and end.earliest > present.earliest:
        end = present  # it is still counting
    return days_apart(calendar.interval(since), end, zone)


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


def _on_table(state: State, proposal: Proposal) -> OnTable:
    return OnTable(
        id=proposal.id,
        title=proposal.title,
        by=names(state, proposal.by),
        to=names(state, proposal.to),
        answers=tuple(
            Given(id=answer.id, by=names(state, (answer.by,), answer.id)[0], kind=answer.kind)
            for answer in state.of(Answer)
            if answer.proposal == proposal.id
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
