# SPDX-License-Identifier: Apache-2.0
"""Who can be assumed to know what: noted by hand, and what follows from showings, statements, exchanges and reports.

What follows is never stored. A note by hand that rests on an entry takes the place of what would follow from that
entry for the same person and subject, because whoever wrote it knew better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goodoffices.domain.entries import Fact
from goodoffices.domain.knowledge import Detail, How, Knowledge, Sureness
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.reports import Attributed, Exchange, ExchangeKind, Report, Status
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing, Statement
from goodoffices.times import When


class Known(NamedTuple):
    """That somebody knows of something, and from which entry that is taken."""

    who: str
    subject: str
    since: When
    how: How
    detail: Detail
    sure: Sureness
    through: tuple[str, ...]
    source: str
    """The id of the note, or of the fact from which it follows."""
    noted: bool
    """Whether it was noted by hand."""


_SECRETLY = {
    ExchangeKind.INTERCEPTION: How.OVERHEARD,
    ExchangeKind.LEAK: How.LEAKED,
    ExchangeKind.PUBLICATION: How.PUBLISHED,
    ExchangeKind.PUBLIC_STATEMENT: How.PUBLISHED,
}
"""Kinds of exchange by which only those at the far end learn something, and how they do."""


LEARNING = (Knowledge, Showing, Statement, Exchange, Report)
"""The kinds of fact by which somebody can be assumed to know something; those noted by hand first."""


def who_knows(state: State) -> tuple[Known, ...]:
    """List all that anybody can be assumed to know: what was noted, then what follows, in the order of the record."""
    told = mediators(state)
    settled = {place for note in state.of(Knowledge) for place in settles(state, note)}
    return tuple(
        known
        for held in state.held_of(*LEARNING)
        for known in known_from(state, held.fact, told)
        if known.noted or (known.who, known.subject, known.source) not in settled
    )


def mediators(state: State) -> tuple[str, ...]:
    """List the delegations to which statements are made."""
    return tuple(side.id for side in state.of(Delegation) if side.side is Side.MEDIATOR)


def settles(state: State, note: Knowledge) -> Iterator[tuple[str, str, str]]:
    """List what a note takes the place of: of whom, of which subject, and what would follow from which entry."""
    return ((state.meant(who, note.id), note.subject, basis) for who in note.who for basis in note.basis)


def known_from(state: State, fact: Fact, told: tuple[str, ...]) -> Iterator[Known]:
    """List what one fact makes known to whom; `told` are the delegations to which statements are made."""
    match fact:
        case Knowledge():
            return _noted(state, fact)
        case Showing():
            return _from_showing(state, fact)
        case Statement():
            return _from_statement(state, fact, told)
        case Exchange():
            return _from_exchange(state, fact)
        case Report():
            return (_known(state, fact, who, subject, How.PUBLISHED) for subject in fact.about for who in fact.reached)
    return iter(())


def _from_showing(state: State, showing: Showing) -> Iterator[Known]:
    for who in showing.to:
        if showing.proposal is not None:
            yield _known(state, showing, who, showing.proposal, How.SHOWN, detail=Detail.FULL_TEXT)
        for subject in showing.about:
            yield _known(state, showing, who, subject, How.SHOWN)


def _from_statement(state: State, statement: Statement, told: tuple[str, ...]) -> Iterator[Known]:
    for subject in statement.about:
        yield _known(state, statement, statement.delegation, subject, How.TOOK_PART)
        for mediator in told:
            yield _known(state, statement, mediator, subject, How.TOLD)


def _from_exchange(state: State, exchange: Exchange) -> Iterator[Known]:
    how = _SECRETLY.get(exchange.kind, How.TOOK_PART)
    learners = exchange.to if exchange.kind in _SECRETLY else (*exchange.from_, *exchange.to, *exchange.through)
    for subject in exchange.about:
        for who in dict.fromkeys(learners):
            yield _known(state, exchange, who, subject, how)


def _noted(state: State, note: Knowledge) -> Iterator[Known]:
    for who in note.who:
        yield Known(
            state.meant(who, note.id),
            note.subject,
            note.since,
            note.how,
            note.detail,
            note.sure,
            note.through,
            note.id,
            noted=True,
        )


def _known(
    state: State,
    fact: Showing | Statement | Exchange | Report,
    who: str,
    subject: str,
    how: How,
    *,
    detail: Detail = Detail.SUBSTANCE,
) -> Known:
    return Known(state.meant(who, fact.id), subject, fact.when, how, detail, _sureness(fact), (), fact.id, noted=False)


def _sureness(fact: Showing | Statement | Exchange | Report) -> Sureness:
    """What follows from an account is as sure as the account; what the mediator took part in is certain."""
    if not isinstance(fact, Attributed) or fact.status in (None, Status.CONFIRMED):
        return Sureness.CERTAIN
    return Sureness.LIKELY if fact.status is Status.REPORTED else Sureness.POSSIBLE
