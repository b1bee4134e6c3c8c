# SPDX-License-Identifier: Apache-2.0
"""From what was typed after `log` to a fact on the record under an id of its own, and the line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from goodoffices.app.handlers import enter
from goodoffices.app.identifiers import next_id
from goodoffices.app.moments import minute_of, typed
from goodoffices.cli.making import fact_from
from goodoffices.cli.naming import delegation_called, people_called, person_called
from goodoffices.cli.texts import text_given
from goodoffices.cli.words import status_called, word_called
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.statements import Medium, Standing, Statement, StatementKind
from goodoffices.times import When, shown


if TYPE_CHECKING:
    from goodoffices.cli.session import Session
    from goodoffices.domain.state import State


LETTERS: Final = {Exchange: "e", Statement: "s"}


def exchange(
    session: Session,
    kind: ExchangeKind,
    *,
    to: tuple[str, ...],
    from_: tuple[str, ...],
    through: tuple[str, ...],
    text: str | None,
    when: str | None,
    about: tuple[str, ...],
    attribution: str | None,
    status: str | None,
    place: str | None = None,
    minutes: int | None = None,
) -> None:
    """Record that people were in touch; where a side is not named, it is the mediator's own team."""
    state = session.mediation().state()
    sender, receiver = people_called(session, state, from_), people_called(session, state, to)
    means = people_called(session, state, through)
    confirmed = status_called(status) if status else None
    moment = _moment(session, state, when)
    words = text_given(text)
    _record(
        session,
        Exchange,
        {
            "when": str(moment),
            "kind": str(kind),
            "from": list(sender or _own_team(state)),
            "to": list(receiver or _own_team(state)),
            "through": list(means),
            "place": place,
            "minutes": minutes,
            "text": words,
            "about": list(about),
            "attribution": attribution,
            "status": confirmed and str(confirmed),
        },
    )


def caucus_statement(
    session: Session,
    *,
    caucus: str,
    speaker: str | None,
    standing: str | None,
    kind: str,
    medium: str,
    answers: str | None,
    text: str | None,
    when: str | None,
    about: tuple[str, ...],
) -> None:
    """Record what a delegation said in its caucus."""
    state = session.mediation().state()
    delegation = delegation_called(session, state, caucus)
    by = person_called(session, state, speaker) if speaker else None
    meant = word_called(StatementKind, kind, "--kind")
    means = word_called(Medium, medium, "--medium")
    held = Standing(standing) if standing else Standing.ON_THE_RECORD
    moment = _moment(session, state, when)
    words = text_given(text)
    if held is not Standing.ON_THE_RECORD and text not in (None, "-"):
        session.note("What you typed stands in your shell's history too; give - or leave the text out to avoid that.")
    _record(
        session,
        Statement,
        {
            "delegation": delegation,
            "by": by,
            "when": str(moment),
            "medium": str(means),
            "standing": str(held),
            "kind": str(meant),
            "text": words,
            "answers": answers,
            "about": list(about),
        },
    )


def _moment(session: Session, state: State, when: str | None) -> When:
    now = session.house().now()
    return typed(when, state.zone, now) if when else minute_of(now, state.zone)


def _own_team(state: State) -> tuple[str, ...]:
    """Give the mediator's own team, if the case names exactly one."""
    teams = tuple(delegation.id for delegation in state.of(Delegation) if delegation.side is Side.MEDIATOR)
    return teams if len(teams) == 1 else ()


def _record(session: Session, kind: type[Exchange | Statement], table: dict[str, object]) -> None:
    """Record a fact under the next free id, and say what was recorded."""
    mediation = session.mediation()
    made: list[Exchange | Statement] = []

    def make(state: State) -> tuple[Exchange | Statement, ...]:
        made.append(fact_from(kind, {"id": next_id(state, LETTERS[kind]), **table}, state))
        return tuple(made)

    head = enter(mediation, make, session.by)
    _say(session, mediation.state(), made[-1], head.sequence)


def _say(session: Session, state: State, fact: Exchange | Statement, sequence: int) -> None:
    if session.as_json:
        session.json({"id": fact.id, "entry": sequence, "fact": fact})
        return
    if isinstance(fact, Exchange):
        sides = " → ".join(", ".join(map(state.name, names)) for names in (fact.from_, fact.to) if names)
        what = f"{fact.kind}, {sides}"
    else:
        what = f"statement of {state.name(fact.delegation)}, {fact.standing}"
    click.echo(f"{fact.id} is on the record as entry {sequence}: {what}, {shown(fact.when, state.name)}.")
