# SPDX-License-Identifier: Apache-2.0
"""The pages, one function each: open the mediation, ask for a view, write it.

They are plain functions, so that each runs in a thread of its own and none waits for another's reading of the store.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.house import House
from goodoffices.app.views.desk import at_rest, desk_view
from goodoffices.app.views.entry import entry_view, former_view
from goodoffices.app.views.lanes import lanes_view
from goodoffices.app.views.shown import rows
from goodoffices.errors import GoodOfficesError
from goodoffices.web import questions
from goodoffices.web.mediations import Mediations
from goodoffices.web.opened import MediationPages, frame_of, status_of
from goodoffices.web.pictures import LanePictures
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer


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
            asked, now = request.query_params, self._house.now()
            today = asked.get("as_of", "").strip() == "now"
            as_of = Question("now") if today else questions.time(asked, "as_of", state)
            rest = at_rest(state, reading.order.of(state), now) if not as_of.typed else None
            return self._writer.page(
                request,
                "desk.html",
                status_of((as_of,)),
                frame=frame,
                view=desk_view(state, now, as_of.meant, rest, reading.knowing),
                lanes=lanes_view(state, reading.order, questions.count(asked, "lanes")),
                draw=LanePictures(),
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
            request, "broken.html", HTTPStatus.INTERNAL_SERVER_ERROR, sentence=error.said, advice=error.advised
        )
