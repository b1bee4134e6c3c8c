# SPDX-License-Identifier: Apache-2.0
"""Who can be assumed to know what: noted by hand, and what follows from showings, statements, exchanges and reports.

What follows is never stored. A note by hand that rests on an entry takes the place of what would follow from that
entry for the same person and subject, because whoever wrote it knew better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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


def who_knows(state: State) -> tuple[Known, ...]:
    """List all that anybody can be assumed to know, in the order of the record."""
    noted = tuple(_noted(state))
    settled = {(known.who, known.subject, basis) for known in noted for basis in _basis(state, known.source)}
    follows = (known for known in _follows(state) if (known.who, known.subject, known.source) not in settled)
    return (*noted, *follows)


def _basis(state: State, identifier: str) -> tuple[str, ...]:
    note = state.get(identifier, Knowledge)
    return note.basis if note else ()


def _noted(state: State) -> Iterator[Known]:
    for note in state.of(Knowledge):
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


def _follows(state: State) -> Iterator[Known]:
    yield from _from_showings(state)
    yield from _from_statements(state)
    yield from _from_exchanges(state)
    yield from _from_reports(state)


def _from_showings(state: State) -> Iterator[Known]:
    for showing in state.of(Showing):
        for who in showing.to:
            if showing.proposal is not None:
                yield _known(state, showing, who, showing.proposal, How.SHOWN, detail=Detail.FULL_TEXT)
            for subject in showing.about:
                yield _known(state, showing, who, subject, How.SHOWN)


def _from_statements(state: State) -> Iterator[Known]:
    mediators = tuple(side.id for side in state.of(Delegation) if side.side is Side.MEDIATOR)
    for statement in state.of(Statement):
        for subject in statement.about:
            yield _known(state, statement, statement.delegation, subject, How.TOOK_PART)
            for mediator in mediators:
                yield _known(state, statement, mediator, subject, How.TOLD)


def _from_exchanges(state: State) -> Iterator[Known]:
    for exchange in state.of(Exchange):
        how = _SECRETLY.get(exchange.kind, How.TOOK_PART)
        learners = exchange.to if exchange.kind in _SECRETLY else (*exchange.from_, *exchange.to, *exchange.through)
        for subject in exchange.about:
            for who in dict.fromkeys(learners):
                yield _known(state, exchange, who, subject, how)


def _from_reports(state: State) -> Iterator[Known]:
    for report in state.of(Report):
        for subject in report.about:
            for who in report.reached:
                yield _known(state, report, who, subject, How.PUBLISHED)


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
