# SPDX-License-Identifier: Apache-2.0
"""The page of what happened, in order: narrowed down, page by page, as it is known or as it was believed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.house import House
from goodoffices.app.views.beliefs import KeptBeliefs
from goodoffices.app.views.chronology import Asked, Kept, choices, chronology_view, matching, page_of
from goodoffices.domain.reports import Status
from goodoffices.domain.state import State
from goodoffices.times import When
from goodoffices.web import questions
from goodoffices.web.mediations import Mediations
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer, _, address


class ChronologyPages(MediationPages):
    """The chronology, with what is kept of it from one page to the next."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer) -> None:
        super().__init__(house, mediations, writer)
        self._kept = Kept()
        self._beliefs = KeptBeliefs()

    def chronology(self, request: Request) -> Response:
        """Show what happened, in order; of one person, source, status or kind; from a day on; as it was believed."""
        asked = request.query_params
        with self._opened(request) as (frame, reading, now):
            believed = questions.moment(asked, "believed", now)
            state = (
                self._beliefs.of(now, believed.meant, reading.mediation.believed_on)
                if believed.meant is not None
                else now
            )
            offered = choices(state, self._kept)
            people = (person.id for person in offered.people)
            person = questions.one_of(asked, "person", people, _("Nobody in this case has the id {}."))
            status = questions.one_of(asked, "status", offered.statuses, _("Nothing in this chronology is {}."))
            kind = questions.one_of(asked, "kind", offered.kinds, _("Nothing in this chronology is of the kind {}."))
            source = questions.one_of(asked, "source", offered.sources, _("Nothing here comes from {}."))
            day = questions.time(asked, "day", state)
            wanted = Asked(person.meant, Status(status.meant) if status.meant else None, kind.meant, source.meant)
            form: dict[str, Question[Any]] = {
                "person": person,
                "source": source,
                "status": status,
                "kind": kind,
                "believed": believed,
            }
            filters = {name: question.typed for name, question in form.items() if question.asked}
            if day.meant is not None and status_of(form.values()) is HTTPStatus.OK:
                place = self._place(state, wanted, day.meant)
                if place is not None:
                    page, row = place
                    target = address(request, "chronology", filters | {"page": str(page)}, mediation=frame.id)
                    return RedirectResponse(f"{target}#{row}", HTTPStatus.SEE_OTHER)
                day = Question(day.typed, problem=_("Nothing here has a known day."))
            form["day"] = day
            return self._writer.page(
                request,
                "chronology.html",
                status_of(form.values()),
                frame=frame,
                view=chronology_view(state, *wanted, kept=self._kept, page=max(1, questions.count(asked, "page"))),
                choices=offered,
                form=form,
                filters=filters,
                believed=believed.meant.in_zone(frame.zone) if believed.meant is not None else None,
            )

    def _place(self, state: State, wanted: Asked, day: When) -> tuple[int, str] | None:
        return page_of(state, matching(state, self._kept.order.of(state), wanted), day)
