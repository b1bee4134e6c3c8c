# SPDX-License-Identifier: Apache-2.0
"""The pages of a party's scores: its own page, and what it lets the mediator use; and asking a party for them.

A party's own pages are made from that party's record alone. Until delegations sign in, the mediator's team opens them
and enters what the party says; nothing in them would have to change for the party to do so itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.handing_over import line_of, parties, put_to, release_of, released, side_of
from goodoffices.app.handlers import enter
from goodoffices.app.house import House
from goodoffices.app.identifiers import next_id
from goodoffices.app.moments import minute_of
from goodoffices.app.scoring import last_scores
from goodoffices.app.views.party import PartyView, party_view
from goodoffices.app.views.shown import Name, Time, time
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Fact, Withdrawal
from goodoffices.domain.issues import Issue
from goodoffices.domain.scores import Scores, terms_to_weigh
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing
from goodoffices.errors import Mistake, RefusedError
from goodoffices.web.forms.posted import fields_of
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.opened import Frame, MediationPages, frame_of
from goodoffices.web.writing import Writer, _, address


PUT = "put-"
"""What the name of a box begins with that chooses what is put to a party."""


class Side(NamedTuple):
    """A party as the mediator's record knows it: when it was asked for scores, and since when it lets them be used."""

    party: Name
    asked: Time | None
    lent: Time | None


class Askable(NamedTuple):
    """What can be put to a party: an issue or a dependency, as the party would read it; and whether it was already."""

    id: str
    line: str
    is_put: bool


class OfParty(NamedTuple):
    """A party's record, open for a page of its own."""

    frame: Frame
    reading: Reading
    state: State
    view: PartyView


class PartyPages(MediationPages):
    """Pages that are made from a party's own record."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer, by: str) -> None:
        """Take what all pages take, and who records by them."""
        super().__init__(house, mediations, writer)
        self._by = by

    @contextmanager
    def _of(self, request: Request) -> Iterator[OfParty]:
        """Open the record of the party that an address names; what is not there is answered with 404."""
        mediation = self._mediations.find(request.path_params["mediation"])
        party = None
        if mediation is not None:
            party = self._mediations.party(mediation, request.path_params["delegation"], self._by)
        if party is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with party.state() as state:
            view = party_view(state)
            if view is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            yield OfParty(frame_of(party, state), party, state, view)

    def _record(self, reading: Reading, facts: tuple[Fact, ...]) -> tuple[Mistake, ...]:
        """Record facts; gives what is wrong with them, and then nothing was recorded."""
        try:
            enter(reading.mediation, facts, self._by)
        except RefusedError as error:
            return error.mistakes
        return ()

    @staticmethod
    def _to_party(request: Request, of: OfParty) -> Response:
        place = address(request, "party", mediation=of.frame.id, delegation=of.view.party.id)
        return RedirectResponse(place, HTTPStatus.SEE_OTHER)


class ScorePages(PartyPages):
    """A party's page, its release, and the mediator's pages that ask for scores."""

    def party(self, request: Request) -> Response:
        """Show a party its scores, and what the offers it knows are worth to it."""
        with self._of(request) as of:
            return self._writer.page(request, "party.html", frame=of.frame, view=of.view)

    async def let(self, request: Request) -> Response:
        """Ask whether the mediator may use a party's scores, or may no longer, and record that."""
        return await run_in_threadpool(self._let, request, await fields_of(request))

    async def ask(self, request: Request) -> Response:
        """Ask what is to be put to a party for it to weigh, and put it."""
        return await run_in_threadpool(self._ask, request, await fields_of(request))

    def scores(self, request: Request) -> Response:
        """List the parties: who was asked for scores, and who lets them be used."""
        with self._opened(request) as (frame, reading, _state):
            pass
        self._mediations.all_parties(reading, self._by)
        with reading.state() as state:
            sides = tuple(_side(state, side.id) for side in parties(state))
            return self._writer.page(request, "scores.html", frame=frame, sides=sides)

    def _let(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._of(request) as of:
            found = released(of.state)
            last = last_scores(of.state)
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None:
                wanted = fields.get("what", "")
                if wanted not in ("let", "back"):
                    raise HTTPException(HTTPStatus.BAD_REQUEST)
                facts = self._back(of) if found is not None else ()
                if wanted == "let":
                    seen = of.state.get(fields.get("scores", ""), Scores)
                    if seen is None:
                        raise HTTPException(HTTPStatus.BAD_REQUEST)
                    facts = () if found is not None and found[1].id == seen.id else (*facts, *self._forth(of, seen))
                    if last is not None and last.id != seen.id:
                        mistakes = (Mistake("scores", _("Other scores were given meanwhile. Look at them first.")),)
                mistakes = mistakes or (self._record(of.reading, facts) if facts else ())
            if fields is None or mistakes:
                status = HTTPStatus.CONFLICT if mistakes else HTTPStatus.OK
                return self._writer.page(request, "let.html", status, frame=of.frame, view=of.view, mistakes=mistakes)
        with self._of(request) as of:  # opened anew, so that what was recorded has reached the mediator's record
            return self._to_party(request, of)

    def _forth(self, of: OfParty, scores: Scores) -> tuple[Fact, ...]:
        release = release_of(of.state, scores, minute_of(self._house.now(), of.state.zone))
        return (release,) if release is not None else ()

    def _back(self, of: OfParty) -> tuple[Fact, ...]:
        found = released(of.state)
        when = minute_of(self._house.now(), of.state.zone)
        return (Withdrawal(id=next_id(of.state, "x"), of=found[0].id, when=when),) if found is not None else ()

    def _ask(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as (frame, reading, state):
            identifier = request.path_params["delegation"]
            side = next((side for side in parties(state) if side.id == identifier), None)
            if side is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            issues = tuple(issue for issue in state.of(Issue) if terms_to_weigh(issue))
            dependencies = tuple(state.of(Dependency))
            askable = tuple(_askable(state, identifier, issues, dependencies))
            chosen = {one.id for one in askable}
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None:
                chosen &= {name.removeprefix(PUT) for name in fields if name.startswith(PUT)}
                put = tuple(issue for issue in issues if issue.id in chosen)
                depending = tuple(each for each in dependencies if each.id in chosen)
                showing = put_to(state, identifier, put, depending, minute_of(self._house.now(), state.zone))
                mistakes = self._record(reading, (showing,)) if put else (_nothing_chosen(),)
            if fields is None or mistakes:
                return self._writer.page(
                    request,
                    "ask.html",
                    HTTPStatus.BAD_REQUEST if mistakes else HTTPStatus.OK,
                    frame=frame,
                    party=Name(id=side.id, name=side.name),
                    title=state.mediation.title if state.mediation else "",
                    askable=askable,
                    chosen=chosen,
                    noted=any(scores.delegation == identifier for scores in state.of(Scores)),
                    first=not any(one.is_put for one in askable),
                    mistakes=mistakes,
                )
        with self._of(request) as of:
            return self._to_party(request, of)


def _nothing_chosen() -> Mistake:
    return Mistake("put", _("Choose at least one issue."))


def _shown_to(state: State, delegation: str) -> Iterator[Showing]:
    return (showing for showing in state.of(Showing) if delegation in {side_of(state, to) for to in showing.to})


def _askable(
    state: State, delegation: str, issues: tuple[Issue, ...], dependencies: tuple[Dependency, ...]
) -> Iterator[Askable]:
    shown = {line for showing in _shown_to(state, delegation) for line in showing.text.split("\n")}
    for issue in issues:
        line = line_of(state, issue)
        yield Askable(issue.id, line, line in shown)
    for each in dependencies:
        line = " ".join(each.text.split())
        yield Askable(each.id, line, line in shown)


def _side(state: State, delegation: str) -> Side:
    weighed = {issue.id for issue in state.of(Issue) if terms_to_weigh(issue)}
    asked = [showing.when for showing in _shown_to(state, delegation) if weighed & set(showing.about)]
    lent = next((scores.received for scores in state.of(Scores) if scores.delegation == delegation), None)
    return Side(
        Name(id=delegation, name=state.name(delegation)),
        time(state, asked[-1]) if asked else None,
        time(state, lent) if lent is not None else None,
    )
