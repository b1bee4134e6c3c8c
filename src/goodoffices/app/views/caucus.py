# SPDX-License-Identifier: Apache-2.0
"""The caucus of one delegation: what it said, what it let go of that, what was put before it, and what waits.

A statement stands with its releases and with the showings that rest on them, so that its seal is seen at a glance.
Only what is shown is put into words, and the order is kept: a page of fifty costs about the same however long the
caucus is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from goodoffices.app.views.letting import Course, Let, Lets, is_sealed, let, lets_of
from goodoffices.app.views.own_entries import OwnEntries
from goodoffices.app.views.person import found_of
from goodoffices.app.views.shown import Name, Row, names, row
from goodoffices.app.views.waiting import Waits, circle_of, what_waits
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Answer
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Form, Medium, Release, Showing, Standing, Statement, StatementKind
from goodoffices.domain.values import Value
from goodoffices.times import Instant


PAGE: Final = 50
"""How many rows a page of a caucus shows."""

IN_TOUCH: Final = frozenset(
    {
        ExchangeKind.CALL,
        ExchangeKind.TEXT_MESSAGE,
        ExchangeKind.MESSAGES,
        ExchangeKind.MEETING,
        ExchangeKind.PAPER,
        ExchangeKind.CONTACT,
    }
)
"""Exchanges that belong to a caucus; what was overheard, leaked or published does not."""


class Said(Value, frozen=True, kw_only=True):
    """A statement of the delegation, with its seal."""

    row: Row
    medium: Medium
    standing: Standing
    kind: StatementKind
    by: Name | None
    answers: Name | None
    releases: tuple[Let, ...]

    @property
    def sealed(self) -> bool:
        """Whether nothing of it was let go: no release stands that was not taken back."""
        return all(release.course is Course.TAKEN_BACK for release in self.releases)


class Rests(Value, frozen=True, kw_only=True):
    """What a showing rests on: a release, of which statement, by whom, in which form."""

    release: str
    statement: str
    of: Name | None
    form: Form


class Shown(Value, frozen=True, kw_only=True):
    """What was put before the delegation."""

    row: Row
    medium: Medium
    rests_on: tuple[Rests, ...]
    proposal: Name | None
    received: str | None
    regardless: str | None


class Touched(Value, frozen=True, kw_only=True):
    """A call, a message or a meeting with the delegation's people."""

    row: Row
    minutes: int | None


class Replied(Value, frozen=True, kw_only=True):
    """An answer that the delegation gave to a proposal."""

    row: Row
    kind: str
    proposal: Name
    counter: Name | None


Line = Said | Shown | Touched | Replied


class Caucus(Value, frozen=True, kw_only=True):
    """The caucus of one delegation."""

    id: str
    name: str
    side: Side
    members: tuple[Name, ...]
    taken_for: Name | None
    lines: tuple[Line, ...]
    """The rows of this page, newest first."""
    total: int
    """How many rows there are without the filters."""
    chosen: int
    """How many rows the filters leave."""
    page: int
    pages: int
    standings: tuple[Standing, ...]
    """The standings that occur."""
    kinds: tuple[str, ...]
    """What rows can be chosen by: kinds of statement, `showing`, kinds of exchange, `answer to a proposal`."""
    statements: int
    sealed: int
    """How many of the statements nothing was let go of."""
    waits: tuple[Waits, ...]


class Listed(Value, frozen=True, kw_only=True):
    """One caucus in the list of all."""

    id: str
    name: str
    side: Side
    members: tuple[Name, ...]
    statements: int
    sealed: int
    shown: int
    waits: int


def caucuses_view(state: State, now: Instant) -> tuple[Listed, ...]:
    """List the caucus of every delegation; the mediator's own team comes last."""
    calendar = Calendar(state)
    lets = lets_of(state)
    sides = sorted(state.of(Delegation), key=lambda side: side.side is Side.MEDIATOR)
    statements: dict[str, list[Statement]] = {}
    for statement in state.of(Statement):
        statements.setdefault(state.meant(statement.delegation, statement.id), []).append(statement)
    listed = []
    for side in sides:
        circle = circle_of(state, side.id)
        said = statements.get(side.id, [])
        listed.append(
            Listed(
                id=side.id,
                name=side.name,
                side=side.side,
                members=names(state, tuple(member for member in circle if member != side.id)),
                statements=len(said),
                sealed=sum(1 for one in said if is_sealed(state, lets, one.id)),
                shown=sum(1 for one in state.of(Showing) if _touches(state, circle, one.id, one.to)),
                waits=len(what_waits(state, calendar, side.id, frozenset(circle), now)),
            )
        )
    return tuple(listed)


def caucus_view(
    state: State,
    delegation: str,
    now: Instant,
    *,
    standing: Standing | None = None,
    kind: str | None = None,
    page: int = 1,
) -> Caucus | None:
    """Show the caucus of a delegation at a moment; none if there is no delegation of that id.

    `standing` leaves only statements of that standing, `kind` only rows of that kind. `page` is brought into the pages
    there are.
    """
    side = state.get(delegation, Delegation)
    if side is None:
        return None
    circle = circle_of(state, delegation)
    calendar = Calendar(state)
    own = _OWN.of(state, delegation, lambda new: _belonging(state, delegation, circle, new))
    asked = standing is not None or kind is not None
    chosen = [held for held in own.rows if _is_asked(held, standing, kind)] if asked else own.rows
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    lets = lets_of(state)
    said = [held.fact for one in StatementKind for held in own.by_kind.get(one, ()) if isinstance(held.fact, Statement)]
    return Caucus(
        id=side.id,
        name=side.name,
        side=side.side,
        members=names(state, tuple(member for member in circle if member != delegation)),
        taken_for=next((found.is_ for found in found_of(state, delegation) if found.of.id == delegation), None),
        lines=tuple(
            _line(state, calendar, lets, chosen[-place], now)
            for place in range((page - 1) * PAGE + 1, min(page * PAGE, len(chosen)) + 1)
        ),
        total=len(own.rows),
        chosen=len(chosen),
        page=page,
        pages=pages,
        standings=tuple(one for one in Standing if any(statement.standing is one for statement in said)),
        kinds=tuple(one for one in KINDS if one in own.by_kind),
        statements=len(said),
        sealed=sum(1 for statement in said if is_sealed(state, lets, statement.id)),
        waits=what_waits(state, calendar, delegation, frozenset(circle), now),
    )


SHOWING: Final = "showing"
ANSWER: Final = "answer to a proposal"
KINDS: Final = (*StatementKind, SHOWING, *(kind for kind in ExchangeKind if kind in IN_TOUCH), ANSWER)
"""What the rows of a caucus can be chosen by, in the order in which they are offered."""


def kind_of_row(held: Held) -> str:
    """Say what a row is chosen by."""
    fact = held.fact
    if isinstance(fact, Statement | Exchange):
        return str(fact.kind)
    return SHOWING if isinstance(fact, Showing) else ANSWER


def _is_asked(held: Held, standing: Standing | None, kind: str | None) -> bool:
    fact = held.fact
    if standing is not None and not (isinstance(fact, Statement) and fact.standing is standing):
        return False
    return kind is None or kind_of_row(held) == kind


_OWN: Final = OwnEntries(kind_of_row)


def _belonging(state: State, delegation: str, circle: tuple[str, ...], new: Iterable[Held] | None) -> Iterator[Held]:
    for held in new if new is not None else state.held_of(Statement, Exchange, Showing, Answer):
        fact = held.fact
        match fact:
            case Statement():
                mine = state.meant(fact.delegation, fact.id) == delegation
            case Exchange():
                mine = fact.kind in IN_TOUCH and _touches(
                    state, circle, fact.id, (*fact.from_, *fact.to, *fact.through)
                )
            case Showing():
                mine = _touches(state, circle, fact.id, fact.to)
            case Answer():
                mine = state.meant(fact.by, fact.id) in circle
            case _:
                mine = False
        if mine:
            yield held


def _touches(state: State, circle: tuple[str, ...], entry: str, ones: tuple[str, ...]) -> bool:
    return any(state.meant(one, entry) in circle for one in ones)


def _line(state: State, calendar: Calendar, lets: Lets, held: Held, now: Instant) -> Line:
    shown = row(state, held)
    match held.fact:
        case Statement() as statement:
            return Said(
                row=shown,
                medium=statement.medium,
                standing=statement.standing,
                kind=statement.kind,
                by=names(state, (statement.by,), statement.id)[0] if statement.by is not None else None,
                answers=names(state, (statement.answers,))[0] if statement.answers is not None else None,
                releases=tuple(
                    let(state, calendar, lets, release, now)
                    for identifier in lets.of.get(statement.id, ())
                    if (release := state.get(identifier, Release)) is not None
                ),
            )
        case Showing() as showing:
            return Shown(
                row=shown,
                medium=showing.medium,
                rests_on=tuple(_rests(state, release) for release in showing.releases),
                proposal=names(state, (showing.proposal,))[0] if showing.proposal is not None else None,
                received=showing.received,
                regardless=showing.regardless,
            )
        case Answer() as answer:
            return Replied(
                row=shown,
                kind=str(answer.kind),
                proposal=names(state, (answer.proposal,))[0],
                counter=names(state, (answer.counter,))[0] if answer.counter is not None else None,
            )
        case fact:
            return Touched(row=shown, minutes=getattr(fact, "minutes", None))


def _rests(state: State, identifier: str) -> Rests:
    release = state.get(identifier, Release)
    statement = state.get(release.statement, Statement) if release is not None else None
    return Rests(
        release=identifier,
        statement=release.statement if release is not None else "",
        of=names(state, (statement.delegation,), statement.id)[0] if statement is not None else None,
        form=release.form if release is not None else Form.VERBATIM,
    )
