# SPDX-License-Identifier: Apache-2.0
"""The pages, one function each: open the mediation, ask for a view, write it.

They are plain functions, so that each runs in a thread of its own and none waits for another's reading of the store.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.house import House
from goodoffices.app.views.chronology import choices, chronology_view
from goodoffices.app.views.desk import desk_view
from goodoffices.app.views.entry import entry_view, former_view
from goodoffices.app.views.knowledge import knowledge_view
from goodoffices.app.views.lanes import lanes_view
from goodoffices.app.views.proposals import proposals_view
from goodoffices.app.views.shown import rows
from goodoffices.domain.reports import Status
from goodoffices.errors import GoodOfficesError
from goodoffices.web import questions
from goodoffices.web.mediations import Mediations
from goodoffices.web.opened import MediationPages, frame_of, status_of
from goodoffices.web.pictures import LanePictures
from goodoffices.web.writing import Writer, _


STYLE: Final = Path(__file__).parent / "static" / "style.css"


class Pages(MediationPages):
    """The pages that every mediation is first looked at by, and the few that belong to none."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer) -> None:
        super().__init__(house, mediations, writer)
        self._style = STYLE.read_bytes()

    def mediations(self, request: Request) -> Response:
        """List the mediations of the house; when there is one, lead to its desk."""
        readings = self._mediations.all()
        if len(readings) == 1:
            address = request.app.url_path_for("desk", mediation=readings[0].id)
            return RedirectResponse(f"{request.scope.get('root_path', '')}{address}", HTTPStatus.SEE_OTHER)
        frames = []
        for reading in readings:
            with reading.state() as state:
                frames.append(frame_of(reading, state))
        return self._writer.page(request, "mediations.html", mediations=frames)

    def desk(self, request: Request) -> Response:
        """Show what a mediator wants to see first."""
        with self._opened(request) as (frame, reading, state):
            view = desk_view(state, self._house.now())
            lanes = lanes_view(state, reading.order, questions.count(request.query_params, "lanes"))
            return self._writer.page(request, "desk.html", frame=frame, view=view, lanes=lanes, draw=LanePictures())

    def chronology(self, request: Request) -> Response:
        """Show what happened, in order; of one person, status or kind; as it is known, or as it was believed."""
        asked = request.query_params
        with self._opened(request) as (frame, reading, now):
            believed = questions.moment(asked, "believed", now)
            state = reading.mediation.believed_on(believed.meant) if believed.meant is not None else now
            offered = choices(state)
            people = (person.id for person in offered.people)
            person = questions.one_of(asked, "person", people, _("Nobody in this case has the id {}."))
            status = questions.one_of(asked, "status", offered.statuses, _("Nothing in this chronology is {}."))
            kind = questions.one_of(asked, "kind", offered.kinds, _("Nothing in this chronology is of the kind {}."))
            form: dict[str, questions.Question[Any]] = {
                "person": person,
                "status": status,
                "kind": kind,
                "believed": believed,
            }
            return self._writer.page(
                request,
                "chronology.html",
                status_of(form.values()),
                frame=frame,
                view=chronology_view(state, person.meant, Status(status.meant) if status.meant else None, kind.meant),
                choices=offered,
                form=form,
                believed=believed.meant.in_zone(frame.zone) if believed.meant is not None else None,
            )

    def proposals(self, request: Request) -> Response:
        """Show all proposals side by side."""
        with self._opened(request) as (frame, _reading, state):
            return self._writer.page(request, "proposals.html", frame=frame, view=proposals_view(state))

    def knowledge(self, request: Request) -> Response:
        """Show who knows what: now, or as of a time."""
        with self._opened(request) as (frame, _reading, state):
            as_of = questions.time(request.query_params, "as_of", state)
            return self._writer.page(
                request,
                "knowledge.html",
                status_of([as_of]),
                frame=frame,
                view=knowledge_view(state, as_of.meant),
                as_of=as_of,
            )

    def entry(self, request: Request) -> Response:
        """Show everything about one entry."""
        with self._opened(request) as (frame, reading, state):
            view = entry_view(state, request.path_params["id"])
            if view is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            referring = rows(state, tuple(name.id for name in view.referred_to_by))
            replaced = (entry for number in view.former for entry in reading.mediation.record.read(number - 1, 1))
            former = former_view(state, view.row.id, replaced)
            return self._writer.page(request, "entry.html", frame=frame, view=view, referring=referring, former=former)

    def style(self, _request: Request) -> Response:
        """Give the one style sheet."""
        return Response(self._style, media_type="text/css")

    def refused(self, request: Request, status: HTTPStatus) -> Response:
        """Write the page of an answer that is not given. What is absent and what is forbidden look alike."""
        return self._writer.page(request, "refused.html", status, number=status.value)

    def broken(self, request: Request, error: Exception) -> Response:
        """Say which of our own errors came up; their sentences are written for whoever reads the page."""
        assert isinstance(error, GoodOfficesError)  # noqa: S101 - registered for no other
        return self._writer.page(
            request, "broken.html", HTTPStatus.INTERNAL_SERVER_ERROR, sentence=str(error), advice=error.advice
        )
