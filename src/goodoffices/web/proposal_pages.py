# SPDX-License-Identifier: Apache-2.0
"""The pages of proposals: side by side, two compared, one with its history."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goodoffices.app.house import House
from goodoffices.app.views.accounts import kept_accounts
from goodoffices.app.views.comparison import compare
from goodoffices.app.views.one_proposal import proposal_view
from goodoffices.app.views.paging import Window
from goodoffices.app.views.proposals import COLUMNS, proposals_view
from goodoffices.app.views.shown import Name
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.state import State
from goodoffices.web import questions
from goodoffices.web.mediations import Mediations
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.writing import Writer, _


class ProposalPages(MediationPages):
    """Proposals, with what is kept of who speaks of them."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer) -> None:
        super().__init__(house, mediations, writer)
        self._kept = kept_accounts()

    def proposals(self, request: Request) -> Response:
        """Show the proposals side by side, the newest where there are too many for a page."""
        with self._opened(request) as (frame, _reading, state):
            page = Window(max(1, questions.count(request.query_params, "page")), COLUMNS)
            view = proposals_view(state, window=page)
            return self._writer.page(request, "proposals.html", frame=frame, view=view, titles=_titles(state))

    def comparison(self, request: Request) -> Response:
        """Show every difference of two proposals, whichever they are."""
        asked = request.query_params
        with self._opened(request) as (frame, _reading, state):
            titles = _titles(state)
            a, b = (
                questions.one_of(asked, field, (each.id for each in titles), _("There is no proposal {}."))
                for field in ("a", "b")
            )
            one, other = (state.get(question.meant or "", Proposal) for question in (a, b))
            both = one is not None and other is not None
            return self._writer.page(
                request,
                "compare.html",
                status_of((a, b)),
                frame=frame,
                titles=titles,
                form={"a": a, "b": b},
                columns=proposals_view(state, (one.id, other.id)).columns if both and one and other else (),
                view=compare(state, one, other) if one is not None and other is not None else None,
            )

    def proposal(self, request: Request) -> Response:
        """Show one proposal: its terms, its drafts and what each changed, its answers, what was shown to whom."""
        with self._opened(request) as (frame, _reading, state):
            view = proposal_view(state, request.path_params["id"], self._kept)
            if view is None:
                raise HTTPException(HTTPStatus.NOT_FOUND)
            return self._writer.page(request, "proposal.html", frame=frame, view=view, titles=_titles(state))


def _titles(state: State) -> tuple[Name, ...]:
    return tuple(Name(id=proposal.id, name=proposal.title) for proposal in state.of(Proposal))
