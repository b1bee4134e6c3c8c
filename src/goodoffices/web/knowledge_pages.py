# SPDX-License-Identifier: Apache-2.0
"""The page of who knows what: now or as of a day, of one person or subject, a large table part by part."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.views.knowledge import COLUMNS, ROWS, Step, asking, firmness, knowledge_view, lead, steps
from goodoffices.app.views.paging import Window
from goodoffices.times import Instant, When
from goodoffices.web import questions
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.questions import Question
from goodoffices.web.writing import _, address


_DAY: Final = 86400


class Slider(NamedTuple):
    """The days of the case, counted from 1970, from which one can be chosen by sliding; and where the slider stands."""

    first: int
    last: int
    chosen: int


class KnowledgePages(MediationPages):
    """Who knows what."""

    def knowledge(self, request: Request) -> Response:
        """Show who knows what: now, or as of a time."""
        asked = request.query_params
        with self._opened(request) as (frame, reading, state):
            offered = asking(state, reading.knowing)
            people = (person.id for person in offered.people)
            subjects = (subject.id for subject in offered.subjects)
            as_of = questions.time(asked, "as_of", state)
            who = questions.one_of(asked, "who", people, _("Nothing is recorded that {} knows."))
            subject = questions.one_of(asked, "subject", subjects, _("Nobody is known to know of {}."))
            form: dict[str, Question[Any]] = {"as_of": as_of, "who": who, "subject": subject}
            filters = {name: question.typed for name, question in form.items() if question.asked}
            slid = _slid(asked.get("day", "")) if asked.get("by") == "day" else None
            if slid is not None:
                target = address(request, "knowledge", filters | {"as_of": slid}, mediation=frame.id)
                return RedirectResponse(target, HTTPStatus.SEE_OTHER)
            listed = steps(state, offered.days, as_of.meant)
            view = knowledge_view(
                state,
                as_of.meant,
                subject.meant,
                who.meant,
                kept=reading.knowing,
                columns=Window(max(1, questions.count(asked, "subjects")), COLUMNS),
                rows=Window(max(1, questions.count(asked, "people")), ROWS),
            )
            return self._writer.page(
                request,
                "knowledge.html",
                status_of(form.values()),
                frame=frame,
                view=view,
                offered=offered,
                form=form,
                filters=filters,
                steps=listed,
                slider=_slider(offered.days, listed),
                firmness=firmness,
                lead=lead,
            )


def _slid(typed: str) -> str | None:
    """Give the day to which somebody slid; none for what is no day."""
    try:
        return Instant(int(typed) * _DAY).in_zone("UTC")[:10]
    except ValueError:
        return None


def _slider(days: tuple[str, ...], listed: tuple[Step, ...]) -> Slider | None:
    """Say where the slider stands: at the day that is shown, or at the last."""
    if len(days) < 2:  # noqa: PLR2004 - there is nothing to choose between
        return None
    chosen = next((step.day.text for step in listed if step.chosen), days[-1])
    return Slider(_number(days[0]), _number(days[-1]), _number(chosen))


def _number(day: str) -> int:
    return (When.read(day).interval("UTC", lambda _reference: None).earliest or 0) // _DAY
