# SPDX-License-Identifier: Apache-2.0
"""The pages on which a party says what matters to it: by rating and weighing, by comparing packages, by a spreadsheet,
and what terms are worth together and where it is unsure.

They are made from the party's own record, and what is said stands there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from http import HTTPStatus
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goodoffices.app.moments import minute_of
from goodoffices.app.scoring import begun_with, last_scores, normal, same_but_for_the_time, scale_of, scores_of
from goodoffices.app.views.scenario import preferences_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.scores import FoundBy, terms_to_weigh
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.scores_sheet import read_sheet, write_csv, write_workbook
from goodoffices.settlement import Preferences
from goodoffices.web.forms import comparisons, qualified
from goodoffices.web.forms.posted import fields_of, file_of
from goodoffices.web.forms.ratings import Way, WrongError, points, read, shown, summed_up
from goodoffices.web.forms.ratings import fields_of as asked_fields
from goodoffices.web.score_pages import OfParty, PartyPages
from goodoffices.web.sheet_words import all_words, called, words
from goodoffices.web.writing import _


FOUND_BY: Final = {Way.RATING: FoundBy.RATING, Way.SWING: FoundBy.SWING}
KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms of a sheet, as they stand in its address, with what a browser is told of them."""
MOST_NOTE: Final = 2000


class ElicitationPages(PartyPages):
    """The forms of a party's scores."""

    async def rate(self, request: Request) -> Response:
        """Ask for ratings and weights, or for ratings and swings, and record the scores that follow."""
        return await run_in_threadpool(self._rate, request, await fields_of(request))

    async def choose(self, request: Request) -> Response:
        """Ask which of two packages is better until enough is known, and record the scores that follow."""
        return await run_in_threadpool(self._choose, request, await fields_of(request))

    async def together(self, request: Request) -> Response:
        """Ask what terms are worth together and where the party is unsure, and record that with its scores."""
        return await run_in_threadpool(self._together, request, await fields_of(request))

    async def sheet(self, request: Request) -> Response:
        """Offer a sheet to be filled in, and take it back."""
        return await run_in_threadpool(self._sheet, request, await file_of(request))

    def sheet_file(self, request: Request) -> Response:
        """Give the sheet, with the scores that count already in it."""
        kind = request.path_params["form"]
        if kind not in KINDS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with self._of(request) as of:
            write = write_workbook if kind == "xlsx" else write_csv
            content = write(tuple(called(of.view.issues)), _present(of) or _nothing(of), words())
        return Response(
            content,
            media_type=KINDS[kind],
            headers={"Content-Disposition": f'attachment; filename="scores.{kind}"'},
        )

    def _rate(self, request: Request, fields: dict[str, str] | None) -> Response:
        way = request.path_params["way"]
        if way not in [str(each) for each in Way]:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with self._of(request) as of:
            issues = of.view.issues
            labels = dict(asked_fields(issues))
            present = _present(of)
            begun: Mapping[str, Fraction] = (
                begun_with(issues, present, first=way == Way.SWING) if present is not None else {"minimum": Fraction(0)}
            )
            typed = {field: shown(number) for field, number in begun.items()}
            problems: dict[str, str] = {}
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None:
                if not set(fields) <= set(labels):
                    raise HTTPException(HTTPStatus.BAD_REQUEST)
                typed = fields
                found = read(of.view.party.id, of.view.party.name, issues, Way(way), typed, begun)
                problems = found.problems
                if found.preferences is not None:
                    given = found.preferences
                    if present is not None:
                        given = qualified.kept(normal(issues, present), given)
                    note = typed.get("note", "").strip()[:MOST_NOTE]
                    mistakes = self._give(of, given, FOUND_BY[Way(way)], note)
                    if not mistakes:
                        return self._to_party(request, of)
            return self._writer.page(
                request,
                "rate.html",
                HTTPStatus.BAD_REQUEST if problems or mistakes else HTTPStatus.OK,
                frame=of.frame,
                view=of.view,
                way=way,
                typed=typed,
                problems=problems,
                wrong=summed_up(issues, problems, typed),
                mistakes=mistakes,
            )

    def _choose(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._of(request) as of:
            issues = of.view.issues
            stage = comparisons.read(of.view.party.id, of.view.party.name, issues, fields or {})
            if stage is None:
                raise HTTPException(HTTPStatus.BAD_REQUEST)
            typed = (fields or {}).get("minimum", "0")
            problem = ""
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None and "use" in fields and stage.preferences is not None:
                try:
                    minimum = points(typed)
                except WrongError as wrong:
                    problem = str(wrong)
                else:
                    preferences = comparisons.with_minimum(stage.preferences, minimum)
                    mistakes = self._give(of, preferences, FoundBy.COMPARING, "")
                    if not mistakes:
                        return self._to_party(request, of)
            return self._writer.page(
                request,
                "choose.html",
                HTTPStatus.BAD_REQUEST if problem or mistakes or stage.contradiction else HTTPStatus.OK,
                frame=of.frame,
                view=of.view,
                stage=stage,
                minimum=typed,
                problem=problem,
                mistakes=mistakes,
            )

    def _together(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._of(request) as of:
            last, present = last_scores(of.state), _present(of)
            if last is None or present is None:
                return self._writer.page(
                    request, "together.html", frame=of.frame, view=of.view, form=None, problems={}, mistakes=()
                )
            issues = tuple(issue for issue in of.view.issues if issue.id in present.values)
            party = normal(issues, present)
            form = qualified.begun(issues, party)
            problems: dict[str, str] = {}
            mistakes: tuple[Mistake, ...] = ()
            if fields is not None:
                seen = fields.pop("scores", "")
                if not qualified.is_ours(fields):
                    raise HTTPException(HTTPStatus.BAD_REQUEST)
                form = qualified.form_of(fields, len(party.interactions), len(party.unsure))
                found = qualified.read(issues, party, form)
                problems = found.problems
                if seen != last.id:
                    mistakes = (Mistake("scores", _("Other scores were given meanwhile. Look at them first.")),)
                elif found.preferences is not None:
                    said = _as_far_as_said(found.preferences, present)
                    mistakes = self._give(of, said, last.found_by, last.note or "")
                    if not mistakes:
                        return self._to_party(request, of)
            return self._writer.page(
                request,
                "together.html",
                HTTPStatus.BAD_REQUEST if problems or mistakes else HTTPStatus.OK,
                frame=of.frame,
                view=of.view,
                form=form,
                choices=qualified.choices(issues, party),
                problems=problems,
                mistakes=mistakes,
            )

    def _sheet(self, request: Request, file: tuple[str, bytes] | None) -> Response:
        with self._of(request) as of:
            mistakes: tuple[Mistake, ...] = ()
            if file is not None:
                name, content = file
                try:
                    preferences = read_sheet(
                        content,
                        name or _("sheet"),
                        of.view.issues,
                        _nothing(of),
                        _present(of),
                        languages=all_words(),
                    )
                except RefusedError as error:
                    mistakes = error.mistakes
                else:
                    mistakes = self._give(of, preferences, FoundBy.SPREADSHEET, "")
                    if not mistakes:
                        return self._to_party(request, of)
            status = HTTPStatus.BAD_REQUEST if mistakes else HTTPStatus.OK
            return self._writer.page(request, "sheet.html", status, frame=of.frame, view=of.view, mistakes=mistakes)

    def _give(self, of: OfParty, preferences: Preferences, found_by: FoundBy, note: str) -> tuple[Mistake, ...]:
        """Record scores in the party's record; the same ones again, as of a form sent twice, are not recorded twice."""
        when = minute_of(self._house.now(), of.state.zone)
        scores = scores_of(of.state, of.view.party.id, preferences, found_by, when, note)
        last = last_scores(of.state)
        if last is not None and same_but_for_the_time(last, scores):
            return ()
        return self._record(of.reading, (scores,))


def _present(of: OfParty) -> Preferences | None:
    """Give the scores that count, as far as they are of terms that are asked."""
    last = last_scores(of.state)
    if last is None:
        return None
    issues = [issue for issue in of.state.of(Issue) if terms_to_weigh(issue)]
    preferences = preferences_of(of.state, last, issues)
    scale = scale_of(of.view.issues, preferences)
    return preferences if scale.best > scale.worst else None


def _as_far_as_said(preferences: Preferences, present: Preferences) -> Preferences:
    """Leave out of preferences the terms that the party has said nothing of yet, so that they are asked for."""
    values = {
        issue: {term: value for term, value in values.items() if term in present.values[issue]}
        for issue, values in preferences.values.items()
    }
    return replace(preferences, values=values)


def _nothing(of: OfParty) -> Preferences:
    return Preferences(id=of.view.party.id, name=of.view.party.name, minimum=Fraction(0))
