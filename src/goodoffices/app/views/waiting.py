# SPDX-License-Identifier: Apache-2.0
"""What waits in a caucus: for the delegation to do, or for the mediator to do for it."""

from __future__ import annotations

from enum import StrEnum

from goodoffices.app.views.shown import Name, Time, names, time
from goodoffices.domain.agreements import Grade, Obligation, Performance
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.clocks import Notice
from goodoffices.domain.people import Delegation, Person, Side
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.state import State
from goodoffices.domain.statements import Release, Showing, Statement, StatementKind
from goodoffices.domain.values import Value
from goodoffices.times import Instant, When


class Waiting(StrEnum):
    """What is waited for."""

    ANSWER = "its answer to a proposal"
    PERFORMANCE = "what it owes"
    NOTICE = "to be told"
    REPLY = "a reply to its question"
    USE = "a release that was not used yet"


class Waits(Value, frozen=True, kw_only=True):
    """One thing that waits."""

    what: Waiting
    entry: Name
    text: str
    by: Time | None
    overdue: bool
    """Whether the time by which it should have been is certainly over."""


def circle_of(state: State, delegation: str) -> tuple[str, ...]:
    """The delegation and those who belong to it."""
    members = (
        person.id
        for person in state.of(Person)
        if person.delegation is not None and state.meant(person.delegation, person.id) == delegation
    )
    return tuple(dict.fromkeys((delegation, *(state.meant(member) for member in members))))


class WaitsFor(Value, frozen=True, kw_only=True):
    """What waits, and the side in whose caucus it does."""

    side: Name
    waits: Waits


def soonest(state: State, now: Instant, most: int) -> tuple[tuple[WaitsFor, ...], int]:
    """List what waits in all caucuses, what is overdue first and what has a time before what has none; and count it.

    Whom something is to be told is left out: that is shown in an order of its own.
    """
    calendar = Calendar(state)
    found = [
        WaitsFor(side=Name(id=side.id, name=side.name), waits=waits)
        for side in state.of(Delegation)
        if side.side is not Side.MEDIATOR
        for waits in what_waits(state, calendar, side.id, frozenset(circle_of(state, side.id)), now)
        if waits.what is not Waiting.NOTICE
    ]
    found.sort(key=lambda one: (not one.waits.overdue, one.waits.by is None))
    return tuple(found[:most]), len(found)


def what_waits(
    state: State, calendar: Calendar, delegation: str, circle: frozenset[str], now: Instant
) -> tuple[Waits, ...]:
    """List what waits in the caucus of a delegation; `circle` are the delegation and those who belong to it."""

    def waits(what: Waiting, identifier: str, text: str, by: When | None) -> Waits:
        latest = calendar.interval(by).latest if by is not None else None
        return Waits(
            what=what,
            entry=names(state, (identifier,))[0],
            text=text,
            by=time(state, by) if by is not None else None,
            overdue=latest is not None and latest <= now.seconds,
        )

    found = [
        waits(Waiting.NOTICE, notice.id, state.name(notice.about), notice.by)
        for notice in state.of(Notice)
        if notice.told is None and state.meant(notice.to, notice.id) in circle
    ]
    found += [
        waits(Waiting.ANSWER, proposal.id, proposal.title, proposal.deadline) for proposal in _unanswered(state, circle)
    ]
    answered = _answered(state)
    for statement in state.of(Statement):
        if (
            state.meant(statement.delegation, statement.id) == delegation
            and statement.kind is StatementKind.QUESTION
            and statement.id not in answered
        ):
            found.append(waits(Waiting.REPLY, statement.id, statement.text, None))
    found += [
        waits(Waiting.USE, release.id, _text(state, release), release.until)
        for release in _unused(state, calendar, delegation, now)
    ]
    found += [
        waits(Waiting.PERFORMANCE, obligation.id, obligation.act, obligation.due)
        for obligation in _owed(state, calendar, circle)
    ]
    return tuple(found)


def _unanswered(state: State, circle: frozenset[str]) -> list[Proposal]:
    """Proposals put to the delegation that it did not answer, unless a later one took their place."""
    replaced = {proposal.revises for proposal in state.of(Proposal) if proposal.revises is not None}
    answered = {answer.proposal for answer in state.of(Answer) if state.meant(answer.by, answer.id) in circle}
    return [
        proposal
        for proposal in state.of(Proposal)
        if proposal.id not in replaced | answered
        and any(state.meant(one, proposal.id) in circle for one in proposal.to)
    ]


def _answered(state: State) -> set[str]:
    """Statements that another answers, by name or by naming the showing that passed them on."""
    answers = {statement.answers for statement in state.of(Statement) if statement.answers is not None}
    found = set(answers)
    for showing in state.of(Showing):
        if showing.id in answers:
            for identifier in showing.releases:
                release = state.get(identifier, Release)
                if release is not None:
                    found.add(release.statement)
    return found


def _unused(state: State, calendar: Calendar, delegation: str, now: Instant) -> list[Release]:
    unused = []
    for release in state.of(Release):
        statement = state.get(release.statement, Statement)
        if statement is None or state.meant(statement.delegation, statement.id) != delegation:
            continue
        closes = calendar.interval(release.until).latest if release.until is not None else None
        over = closes is not None and closes <= now.seconds
        if release.id not in state.used_releases and release.id not in state.withdrawn and not over:
            unused.append(release)
    return unused


def _text(state: State, release: Release) -> str:
    statement = state.get(release.statement, Statement)
    return release.wording or (statement.text if statement is not None else "")


def _owed(state: State, calendar: Calendar, circle: frozenset[str]) -> list[Obligation]:
    """Obligations of the delegation of which the last that was attested is neither met nor waived."""
    last: dict[str, Grade] = {}
    for held in sorted(state.held_of(Performance), key=calendar.path):
        if isinstance(held.fact, Performance):
            last[held.fact.obligation] = held.fact.grade
    return [
        obligation
        for obligation in state.of(Obligation)
        if any(state.meant(one, obligation.id) in circle for one in obligation.bearer)
        and last.get(obligation.id) not in (Grade.MET, Grade.WAIVED)
    ]
