# SPDX-License-Identifier: Apache-2.0
"""The pages of the record: check it, write it out, go through its history, destroy what must not be kept.

Checking only reads, so it is asked for by an address; destroying is looked at first, typed out, and given a reason.
"""

from __future__ import annotations

import re
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.checking import check_record
from goodoffices.app.handlers import destroy, export_case
from goodoffices.app.house import House, read_settings
from goodoffices.app.views.destruction import Preview, destruction_view
from goodoffices.app.views.history import history_view, last_recorded_by
from goodoffices.app.views.record import RecordChecked, head_noted, record_view
from goodoffices.domain.destruction import Rule
from goodoffices.domain.entries import Destruction
from goodoffices.domain.people import Delegation
from goodoffices.domain.state import State
from goodoffices.domain.statements import Standing, Statement
from goodoffices.domain.values import IDENTIFIER, normal
from goodoffices.errors import Mistake, RefusedError
from goodoffices.times import quoted
from goodoffices.web import questions
from goodoffices.web.forms.posted import fields_of
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer, _, address


WORD: Final = "destroy"
"""What has to be typed before anything is destroyed, in English; a page may ask for it in its own language."""
LONGEST: Final = 2000
"""Letters of a reason."""
_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)


class RecordPages(MediationPages):
    """The pages of the record."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer, by: str) -> None:
        """Take what all pages take, and who destroys by them."""
        super().__init__(house, mediations, writer)
        self._by = by

    def record(self, request: Request) -> Response:
        """Show the history of the record from some entry downwards; check the whole record where asked."""
        asked = request.query_params
        with self._opened(request) as (frame, reading, state):
            at = _place(asked, reading, state)
            noted = asked.get("expect", "").strip()
            expect: Question[str] = Question(noted, noted)
            checked: RecordChecked | None = None
            if noted and head_noted(noted) is None:
                problem = _("Write it as it was noted down: the number, a colon, and 64 letters and digits.")
                expect = Question(noted[:200], problem=problem)
            elif "check" in asked:
                found = check_record(self._house, reading.mediation, reading.id, head_noted(noted))
                checked = record_view(state, found, compared=bool(noted))
            destroyed = state.get(asked.get("destroyed", ""), Destruction)
            return self._writer.page(
                request,
                "record.html",
                status_of([at, expect]),
                frame=frame,
                view=history_view(state, reading.mediation.record.read, at.meant),
                at=at,
                expect=expect,
                checked=checked,
                destroyed=destroyed,
                on_server=self._is_on_server(),
            )

    def export(self, request: Request) -> Response:
        """Give the case file of what stands now."""
        with self._opened(request) as (frame, reading, _state):
            return Response(
                export_case(reading.mediation),
                media_type="application/toml",
                headers={"Content-Disposition": f'attachment; filename="{frame.id}.toml"'},
            )

    async def destroy(self, request: Request) -> Response:
        """Look at what a rule would destroy; destroy it when that was looked at, typed out and given a reason."""
        return await run_in_threadpool(self._destroy, request, await fields_of(request))

    def _destroy(self, request: Request, fields: dict[str, str] | None) -> Response:
        typed = dict(request.query_params) if fields is None else fields
        with self._opened(request) as (frame, reading, state):
            rule, mistakes = _rule(state, typed)
            preview: Preview | None = None
            if rule is not None:
                try:
                    preview = destruction_view(state, rule)
                except RefusedError as error:
                    mistakes = (*mistakes, *error.mistakes)
            elif fields is not None and not mistakes:
                mistakes = (Mistake("rule", _("Say what to destroy.")),)
            if fields is not None and rule is not None and preview is not None:
                mistakes = tuple(_unsure(preview, fields))
                if not mistakes:
                    before = state.sequence
                    try:
                        destroy(reading.mediation, rule, self._by, _reason(fields), looked=preview.entries)
                    except RefusedError as error:
                        mistakes = tuple(mistake._replace(place="rule") for mistake in error.mistakes)
                    else:
                        return self._destroyed(request, reading, before)
            return self._writer.page(
                request,
                "destroy.html",
                HTTPStatus.BAD_REQUEST if mistakes else HTTPStatus.OK,
                frame=frame,
                typed={name: typed.get(name, "") for name in ("ids", "standing", "caucus", "word", "why")},
                sides=tuple(state.of(Delegation)),
                standings=tuple(Standing),
                statements=state.count(Statement),
                preview=preview,
                looked=_looked(preview) if preview is not None else "",
                mistakes={mistake.place: mistake for mistake in mistakes},
                word=_(WORD),
                on_server=self._is_on_server(),
            )

    def _destroyed(self, request: Request, reading: Reading, before: int) -> Response:
        """Lead to the entry that says what was destroyed."""
        made = ""
        for _number, entry in reading.mediation.record.read(before, 1):
            made = entry.fact.id if entry is not None else ""
        query = {"destroyed": made} if made else None
        return RedirectResponse(address(request, "record", query, mediation=reading.id), HTTPStatus.SEE_OTHER)

    def _is_on_server(self) -> bool:
        """Whether the house is kept in a database server, whose own log may hold keys for a while."""
        return read_settings(self._house.directory).store == "postgresql"


def _place(asked: QueryParams, reading: Reading, state: State) -> Question[int]:
    """Read where in the history to begin: the number of an entry, or a day or time by which it was recorded."""
    typed = asked.get("at", "").strip()
    if _NUMBER.fullmatch(typed):
        number = int(typed)
        if 1 <= number <= state.sequence:
            return Question(typed, number)
        return Question(typed, problem=_("The record has the entries 1 to {}.").format(state.sequence))
    moment = questions.moment(asked, "at", state)
    if moment.meant is None:
        return Question(moment.typed, problem=moment.problem)
    number = last_recorded_by(reading.mediation.record.read, state.sequence, moment.meant)
    if not number:
        return Question(typed, problem=_("Nothing had been recorded by then."))
    return Question(typed, number)


def _rule(state: State, typed: dict[str, str]) -> tuple[Rule | None, tuple[Mistake, ...]]:
    """Read which rule was asked for; none when nothing was."""
    ids = tuple(dict.fromkeys(re.split(r"[\s,;]+", typed.get("ids", "").strip())))
    ids = tuple(identifier for identifier in ids if identifier)
    standing, caucus = typed.get("standing", ""), typed.get("caucus", "")
    mistakes = []
    wrong = next((identifier for identifier in ids if not re.fullmatch(IDENTIFIER, identifier)), "")
    if wrong:
        mistakes.append(Mistake("ids", _("{} is not an id.").format(quoted(wrong))))
    if standing and standing not in set(Standing):
        mistakes.append(Mistake("standing", _("There is no such standing.")))
    if caucus and state.get(caucus, Delegation) is None:
        mistakes.append(Mistake("caucus", _("There is no such delegation.")))
    if mistakes or not (ids or standing or caucus):
        return None, tuple(mistakes)
    return Rule(ids=ids, standing=Standing(standing) if standing else None, caucus=caucus or None), ()


def _looked(preview: Preview) -> str:
    """Say what was looked at, so that nothing else is destroyed: the numbers of the entries."""
    return sha256(",".join(map(str, preview.entries)).encode()).hexdigest()


def _reason(fields: dict[str, str]) -> str:
    return normal(fields.get("why", "").strip().replace("\r\n", "\n"))[:LONGEST]


def _unsure(preview: Preview, fields: dict[str, str]) -> list[Mistake]:
    """List what is missing before anything is destroyed."""
    mistakes = []
    if not preview.entries:
        mistakes.append(Mistake("rule", _("Nothing in this record is like that.")))
    elif fields.get("looked") != _looked(preview):
        mistakes.append(Mistake("rule", _("The record has changed while you were looking. Look again.")))
    if fields.get("word", "").strip().casefold() not in {WORD, _(WORD).casefold()}:
        mistakes.append(Mistake("word", _("Type the word as it stands here.")))
    if not _reason(fields):
        mistakes.append(
            Mistake("why", _("Give the reason. It stands on the record; do not repeat what is to be gone."))
        )
    return mistakes
