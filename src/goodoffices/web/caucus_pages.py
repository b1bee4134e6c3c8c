# SPDX-License-Identifier: Apache-2.0
"""The pages of the caucuses: a list of all, and one for each delegation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goodoffices.app.views.caucus import KINDS, caucus_view, caucuses_view
from goodoffices.domain.statements import Standing
from goodoffices.web import questions
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.writing import _


class CaucusPages(MediationPages):
    """The pages of the caucuses."""

    def caucuses(self, request: Request) -> Response:
        """List the caucus of every delegation."""
        with self._opened(request) as (frame, _reading, state):
            view = caucuses_view(state, self._house.now())
            return self._writer.page(request, "caucuses.html", frame=frame, view=view)

    def caucus(self, request: Request) -> Response:
        """Show the caucus of one delegation, newest first; of one standing or kind where asked."""
        with self._opened(request) as (frame, _reading, state):
            asked = request.query_params
            standing = questions.one_of(asked, "standing", Standing, _("No statement is of the standing {}."))
            kind = questions.one_of(asked, "kind", KINDS, _("Nothing in a caucus is of the kind {}."))
            form: dict[str, questions.Question[Any]] = {"standing": standing, "kind": kind}
            view = caucus_view(
                state,
                request.path_params["delegation"],
                self._house.now(),
                standing=Standing(standing.meant) if standing.meant else None,
                kind=kind.meant,
                page=questions.count(asked, "page"),
            )
            if view is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            return self._writer.page(
                request, "caucus.html", status_of(form.values()), frame=frame, view=view, form=form
            )
