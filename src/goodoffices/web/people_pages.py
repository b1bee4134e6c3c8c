# SPDX-License-Identifier: Apache-2.0
"""The pages of people: everybody, one of them, and what is found of who they are.

That two proved to be one, or one proved to be two, is looked at before it is recorded: the page first says what would
change. What was recorded stays as it was, so that each can be undone, with a look at what that would change too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Final

from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.handlers import enter
from goodoffices.app.house import House
from goodoffices.app.identifiers import id_from_name, next_id
from goodoffices.app.moments import minute_of
from goodoffices.app.views.identity import Identity, identifications, identity_view, merging, splitting, undoing
from goodoffices.app.views.people import could_be_one, people_view
from goodoffices.app.views.person import person_or_side, person_view
from goodoffices.app.views.shown import Name
from goodoffices.domain.entries import Fact, Withdrawal
from goodoffices.domain.people import Delegation, Identification, Person, Tie
from goodoffices.domain.state import State
from goodoffices.domain.values import normal
from goodoffices.errors import Mistake, RefusedError
from goodoffices.times import When
from goodoffices.web import questions
from goodoffices.web.forms.posted import fields_of
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.opened import Frame, MediationPages, status_of
from goodoffices.web.writing import Writer, _, address


CHOSEN: Final = "in-"
"""What the name of a box begins with that chooses an entry."""
LONGEST: Final = 1000
"""Letters of a name or a note."""
_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)


class PeoplePages(MediationPages):
    """The pages of people."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer, by: str) -> None:
        """Take what all pages take, and who records by them."""
        super().__init__(house, mediations, writer)
        self._by = by

    def people(self, request: Request) -> Response:
        """Show everybody named in the case."""
        with self._opened(request) as (frame, _reading, state):
            return self._writer.page(request, "people.html", frame=frame, view=people_view(state))

    def person(self, request: Request) -> Response:
        """Show one person, body or delegation: who they are, what they know, what mentions them."""
        with self._opened(request) as (frame, reading, state):
            identifier = request.path_params["id"]
            as_of = questions.time(request.query_params, "as_of", state)
            page = questions.count(request.query_params, "page")
            view = person_view(state, identifier, as_of.meant, page, reading.knowing)
            if view is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            return self._writer.page(
                request,
                "person.html",
                status_of([as_of]),
                frame=frame,
                view=view,
                as_of=as_of,
            )

    async def merge(self, request: Request) -> Response:
        """Look at what would change if somebody proved to be another, and record it."""
        return await run_in_threadpool(self._merge, request, await fields_of(request))

    async def split(self, request: Request) -> Response:
        """Look at what would change if somebody else were meant in some entries, and record it."""
        return await run_in_threadpool(self._split, request, await fields_of(request))

    async def undo(self, request: Request) -> Response:
        """Look at what would change if a finding were withdrawn, and record it."""
        return await run_in_threadpool(self._undo, request, await fields_of(request))

    def _merge(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as (frame, reading, state):
            identity = self._somebody(request, state)
            typed = dict(request.query_params) if fields is None else fields
            is_, note = typed.get("is", ""), _line(typed.get("note", ""))
            mistakes: tuple[Mistake, ...] = ()
            if is_ and (person_or_side(state, is_) is None or is_ == identity.one.id):
                mistakes = (Mistake("is", _("There is nobody else of that id.")),)
                is_ = ""
            if fields is not None and is_:
                if state.meant(identity.one.id) == state.meant(is_) != identity.one.id:
                    return self._to_person(request, frame, is_)
                if fields.get("found") == "two":
                    parted = partial(_held_apart, of=identity.one.id, other=is_, what=_("somebody else than"))
                    why = note or _("It was looked at whether they are one: they are two.")
                    facts, mistakes = self._entered(reading, parted, why)
                    if not mistakes:
                        return self._to_person(request, frame, identity.one.id, facts[-1].id if facts else "")
                merged = partial(_merged, of=identity.one.id, is_=is_, note=note)
                facts, mistakes = self._entered(reading, merged) if not mistakes else ((), mistakes)
                if not mistakes:
                    return self._to_person(request, frame, is_, facts[-1].id if facts else "")
            if fields is not None and not is_ and not mistakes:
                mistakes = (Mistake("is", _("Choose who it is.")),)
            return self._writer.page(
                request,
                "merge.html",
                _refusal(mistakes),
                frame=frame,
                view=identity,
                chosen=is_,
                note=note,
                changes=merging(state, identity.one.id, is_) if is_ else None,
                may_be_two=_can_be_tied(state, identity.one.id, is_),
                mistakes=mistakes,
            )

    def _split(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as (frame, reading, state):
            identity = self._somebody(request, state)
            typed = dict(request.query_params) if fields is None else fields
            listed = {row.id for row in identity.entries}
            sent = {name.removeprefix(CHOSEN) for name in typed if name.startswith(CHOSEN)}
            entries = sent & listed
            name, is_, note = _line(typed.get("name", "")), typed.get("is", ""), _line(typed.get("note", ""))
            asked = fields is not None or "look" in typed
            seen = int(typed["_seen"]) if _NUMBER.fullmatch(typed.get("_seen", "")) else state.sequence
            done = _split_already(state, sent, name, is_, seen) if fields is not None else ""
            if done:
                return self._to_person(request, frame, done)
            mistakes = tuple(_missing(state, identity, entries, name, is_)) if asked else ()
            if fields is not None and not mistakes:
                parted = partial(_parted, of=identity.one.id, entries=entries, name=name, is_=is_, note=note, seen=seen)
                facts, mistakes = self._entered(reading, parted)
                if not mistakes:
                    other = _split_already(reading.mediation.state(), entries, name, is_, seen)
                    return self._to_person(request, frame, other, facts[-1].id if facts else "")
            to = Name(id=is_, name=state.name(is_) if is_ else name)
            return self._writer.page(
                request,
                "split.html",
                _refusal(mistakes),
                frame=frame,
                view=identity,
                entries=entries,
                typed_name=name,
                chosen=is_,
                note=note,
                changes=splitting(state, identity.one.id, to, entries) if asked and not mistakes else None,
                mistakes=mistakes,
            )

    def _undo(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as (frame, reading, state):
            identifier = request.path_params["id"]
            undone = undoing(state, identifier)
            withdrawal = state.withdrawn.get(identifier)
            held = state.held(identifier)
            if undone is None:
                if fields is not None and withdrawal is not None and held and isinstance(held.fact, Identification):
                    return self._to_person(request, frame, held.fact.of, withdrawal.fact.id)
                raise HTTPException(HTTPStatus.NOT_FOUND)
            found, changes = undone
            why = "" if fields is None else fields.get("why", "").strip()[:LONGEST]
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None:
                when = minute_of(self._house.now(), state.zone)
                undone_by = partial(_undone_by, of=identifier, when=when, text=normal(why) or None)
                facts, mistakes = self._entered(reading, undone_by)
                if not mistakes:
                    return self._to_person(request, frame, found.of.id, facts[-1].id if facts else "")
            return self._writer.page(
                request,
                "undo.html",
                _refusal(mistakes),
                frame=frame,
                found=found,
                changes=changes,
                why=why,
                mistakes=mistakes,
            )

    @staticmethod
    def _somebody(request: Request, state: State) -> Identity:
        identity = identity_view(state, request.path_params["id"])
        if identity is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return identity

    def _entered(
        self, reading: Reading, make: Callable[[State], tuple[Fact, ...]], why: str | None = None
    ) -> tuple[tuple[Fact, ...], tuple[Mistake, ...]]:
        """Record the facts that are made when nobody else can record; gives them, or else what is wrong with them."""
        made: list[Fact] = []

        def kept(state: State) -> tuple[Fact, ...]:
            made.extend(make(state))
            return tuple(made)

        try:
            enter(reading.mediation, kept, self._by, why)
        except RefusedError as error:
            return (), error.mistakes
        return tuple(made), ()

    def _to_person(self, request: Request, frame: Frame, identifier: str, recorded: str = "") -> Response:
        query = {"recorded": recorded} if recorded else None
        return RedirectResponse(
            address(request, "person", query, mediation=frame.id, id=identifier), HTTPStatus.SEE_OTHER
        )


def _line(text: str) -> str:
    """Give what was typed into one line as it is recorded: without what no line holds, and not too long."""
    return normal(" ".join("".join(letter if letter.isprintable() else " " for letter in text).split()))[:LONGEST]


def _refusal(mistakes: tuple[Mistake, ...]) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if mistakes else HTTPStatus.OK


def _missing(state: State, identity: Identity, entries: set[str], name: str, is_: str) -> Iterable[Mistake]:
    if not entries:
        yield Mistake("entries", _("Choose the entries that mean somebody else."))
    if is_ and (person_or_side(state, is_) is None or is_ == identity.one.id):
        yield Mistake("is", _("There is nobody else of that id."))
    if not is_ and not name:
        yield Mistake("name", _("Say who is meant in them: write a name, or choose somebody who is in the case."))
    if is_ and name:
        yield Mistake("name", _("Write a name or choose somebody, not both."))


def _split_already(state: State, entries: set[str], name: str, is_: str, seen: int) -> str:
    """Give the id of whom the same form, sent before, has split off already; empty if none has."""
    for held in state.held_of(Identification):
        fact = held.fact
        if not isinstance(fact, Identification) or held.sequence <= seen or not fact.in_:
            continue
        if set(fact.in_) <= entries and (fact.is_ == is_ or (not is_ and state.name(fact.is_) == name)):
            return fact.is_
    return ""


def _merged(state: State, *, of: str, is_: str, note: str) -> tuple[Fact, ...]:
    """Make the fact that merges two; none if they are one already."""
    if state.meant(of) == state.meant(is_) != of:
        return ()
    return (Identification(id=next_id(state, "i"), of=of, is_=is_, note=note or None),)


def _can_be_tied(state: State, one: str, other: str) -> bool:
    """Whether it is asked if two could be one, and one of them can be tied to the other: sides have no ties."""
    asked = any({one, other} == set(pair) for pair in could_be_one(state))
    return asked and (state.get(one, Person) or state.get(other, Person)) is not None


def _held_apart(state: State, *, of: str, other: str, what: str) -> tuple[Fact, ...]:
    """Make the fact that ties one of two to the other as somebody else; none if nobody asks any more who they are."""
    if not _can_be_tied(state, of, other):
        return ()
    person = state.get(of, Person)
    if person is not None:
        return (structs.replace(person, ties=(*person.ties, Tie(to=other, what=what))),)
    person = state.get(other, Person)
    assert person is not None  # noqa: S101 - one of the two can be tied
    return (structs.replace(person, ties=(*person.ties, Tie(to=of, what=what))),)


def _undone_by(state: State, *, of: str, when: When, text: str | None) -> tuple[Fact, ...]:
    """Make the withdrawal of an identification; none if it is withdrawn already."""
    if of in state.withdrawn:
        return ()
    return (Withdrawal(id=next_id(state, "w"), of=of, when=when, text=text),)


def _parted(state: State, *, of: str, entries: set[str], name: str, is_: str, note: str, seen: int) -> tuple[Fact, ...]:
    """Make the facts that split somebody: the other, if they are new, and by which names which entries mean them."""
    if _split_already(state, entries, name, is_, seen):
        return ()
    facts: list[Fact] = []
    if not is_:
        former = person_or_side(state, of)
        is_ = id_from_name(name, state) or next_id(state, "n")
        if isinstance(former, Delegation):
            facts.append(Delegation(id=is_, name=name, side=former.side))
        elif former is not None:
            facts.append(Person(id=is_, name=name, kind=former.kind))
    number = int(next_id(state, "i")[1:])
    for identifier, named in identifications(state, of, is_, entries):
        while f"i{number}" in state:
            number += 1
        facts.append(Identification(id=f"i{number}", of=identifier, is_=is_, in_=named, note=note or None))
        number += 1
    return tuple(facts)
