# SPDX-License-Identifier: Apache-2.0
"""The page that searches everything in a mediation. What was typed is in its address and in no log."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from goodoffices.app.search.query import MOST
from goodoffices.app.views.search import Search, search_view
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.web import questions
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.questions import Question
from goodoffices.web.writing import _


KINDS = tuple(kind_of(kind) for kind in get_args(Fact))


class SearchPages(MediationPages):
    """The page for searching."""

    def search(self, request: Request) -> Response:
        """Show what was found, and where and when; without a question, what can be searched for."""
        asked = request.query_params
        with self._opened(request) as (frame, reading, _state):
            kind = questions.one_of(asked, "kind", KINDS, _("Nothing here is of the kind {}."))
            typed = asked.get("q", "")
            view = search_view(
                reading.mediation.index(), typed, kind.meant or "", max(1, questions.count(asked, "page"))
            )
            words = Question(typed, view) if view is not None else Question[Search](typed, problem=_too_much())
            return self._writer.page(
                request,
                "search.html",
                status_of([kind, words]),
                frame=frame,
                view=view if view is not None else Search(text="", asked=False),
                words=words,
                kind=kind,
            )


def _too_much() -> str:
    return _("That is too much to search for at once; write {} words at most.").format(MOST)
