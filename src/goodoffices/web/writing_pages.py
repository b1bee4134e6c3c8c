# SPDX-License-Identifier: Apache-2.0
"""The pages that record: a form for every kind of fact, corrections, withdrawals.

A form that is sent is read, checked and recorded in one go, or shown again with everything that was typed and what is
wrong beside it. The id of a new entry is made when its form is made, so that a form sent twice records once. A page of
this kind is answered after the record was written, never before.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.handlers import enter
from goodoffices.app.house import House
from goodoffices.app.identifiers import next_id
from goodoffices.app.views.showing import foresee
from goodoffices.app.views.shown import rows
from goodoffices.domain.checks import is_frozen
from goodoffices.domain.entries import Destruction, Fact, Withdrawal, kind_of
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.references import references
from goodoffices.domain.scores import Scores
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Showing
from goodoffices.errors import RefusedError
from goodoffices.web.forms.form import form_of, key_of, placed
from goodoffices.web.forms.layout import ADDED, LAYOUTS, kind_called, letter_of
from goodoffices.web.forms.naming import Directory
from goodoffices.web.forms.posted import Posted, fields_of, is_our_path, posted
from goodoffices.web.forms.quick import KINDS, understand
from goodoffices.web.forms.reading import Problem, Read, Reader
from goodoffices.web.forms.shapes import has_place
from goodoffices.web.forms.sheet import Conflict, Sheet, Task, sheet_of, twin_of
from goodoffices.web.forms.typed import blank, next_draft, typed_of
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.opened import Frame, MediationPages
from goodoffices.web.writing import Writer, _


SCRIPT: Final = Path(__file__).parent / "static" / "desk.js"


class Opened(NamedTuple):
    """A mediation that is open for recording: nobody else records in it meanwhile by these pages."""

    frame: Frame
    reading: Reading
    state: State


class _ChangedError(Exception):
    """What a form was read against was changed by somebody else before it could be recorded."""


class WritingPages(MediationPages):
    """The pages that record something."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer, by: str) -> None:
        """Take what all pages take, and who records by them."""
        super().__init__(house, mediations, writer)
        self._by = by
        self._script = SCRIPT.read_bytes()

    def script(self, _request: Request) -> Response:
        """Give the one script; every page works without it."""
        return Response(self._script, media_type="text/javascript")

    async def new(self, request: Request) -> Response:
        """Ask for a new entry of a kind, and record it."""
        return await run_in_threadpool(self._new, request, await fields_of(request))

    async def quick(self, request: Request) -> Response:
        """Take a line of words, and record it where all of it is clear; otherwise show its form filled in."""
        return await run_in_threadpool(self._quick, request, await fields_of(request))

    async def correct(self, request: Request) -> Response:
        """Ask for a correction of an entry, and record it beside what stood."""
        return await run_in_threadpool(self._correct, request, await fields_of(request))

    async def withdraw(self, request: Request) -> Response:
        """Ask whether an entry is to be withdrawn, and record that."""
        return await run_in_threadpool(self._withdraw, request, await fields_of(request))

    def _new(self, request: Request, fields: dict[str, str] | None) -> Response:
        word = request.path_params["kind"]
        kind = kind_called(word)
        if kind is None or word not in ADDED:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        task = Task("new", kind, LAYOUTS[kind].add)
        with self._opened(request) as found:
            opened = Opened(*found)
            if fields is not None:
                return self._answer(request, opened, task, sheet_of(posted(fields, kind)))
            return self._form(request, opened, task, self._begun(request, opened.state, kind))

    def _begun(self, request: Request, state: State, kind: type[Fact]) -> Sheet:
        """Fill in a new form: what is usual, what the address asks for, and the draft that is carried on."""
        directory = Directory(state)
        typed = blank(kind, state, self._house.now())
        asked = {
            name: text
            for name, text in request.query_params.items()
            if "\n" not in text and has_place(kind, name) and name != "id"
        }
        revised = state.get(asked.get("revises", ""), Proposal)
        if kind is Proposal and revised is not None:
            typed = next_draft(revised, directory, typed)
        return Sheet({**typed, **asked}, seen=state.sequence, back=request.query_params.get("back", ""))

    def _quick(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as found:
            opened = Opened(*found)
            if fields is None:
                return self._writer.page(request, "quick.html", frame=opened.frame)
            if not set(fields) <= {"line", "kind", "delegation", "_seen", "_back"}:
                raise HTTPException(HTTPStatus.BAD_REQUEST)
            sent = Posted({}, fields)
            if not sent.steering.get("line", "").strip():
                return self._writer.page(request, "quick.html", HTTPStatus.BAD_REQUEST, frame=opened.frame, empty=True)
            understood = understand(
                fields["line"],
                opened.state,
                self._house.now(),
                fields.get("kind", "") if fields.get("kind") in KINDS else "",
                fields.get("delegation", "") if fields.get("delegation", "") in opened.state else "",
            )
            task = Task("new", understood.kind, LAYOUTS[understood.kind].add)
            seen = sent.number("_seen")
            typed = {**understood.typed, "id": f"{letter_of(understood.kind)}{seen + 1}"}
            sheet = Sheet(typed, seen=seen, back=fields.get("_back", ""), is_quick=True)
            if understood.clear:
                return self._answer(request, opened, task, sheet)
            _fact, read = self._read(opened.state, task, sheet)
            asked = {place: problem for place, problem in read.problems.items() if problem.name}
            said = (_("Not recorded yet. This is how it was understood; look it through."),)
            shown = read._replace(said=said, problems=asked, seen=opened.state.sequence)
            return self._form(request, opened, task, shown._replace(typed={**read.typed, "id": ""}))

    def _correct(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as found:
            opened = Opened(*found)
            held = opened.state.held(request.path_params["id"])
            if held is None or isinstance(held.fact, Destruction | Withdrawal | Scores):
                raise HTTPException(HTTPStatus.NOT_FOUND)
            kind = type(held.fact)
            task = Task("correct", kind, LAYOUTS[kind].correct, held)
            if fields is not None:
                return self._answer(request, opened, task, sheet_of(posted(fields, kind)))
            sheet = Sheet(typed_of(held.fact, Directory(opened.state)), seen=held.sequence)
            return self._form(request, opened, task, sheet)

    def _withdraw(self, request: Request, fields: dict[str, str] | None) -> Response:
        with self._opened(request) as found:
            opened = Opened(*found)
            held = opened.state.held(request.path_params["id"])
            if held is None or kind_of(held.fact) in ("mediation", "withdrawal", "destruction", "scores"):
                raise HTTPException(HTTPStatus.NOT_FOUND)
            task = Task("withdraw", Withdrawal, LAYOUTS[Withdrawal].add, held)
            if fields is not None:
                sent = posted(fields, Withdrawal)
                sent.typed["of"] = held.fact.id
                return self._answer(request, opened, task, sheet_of(sent))
            sheet = Sheet(blank(Withdrawal, opened.state, self._house.now()), seen=opened.state.sequence)
            return self._form(request, opened, task, sheet)

    def _answer(self, request: Request, opened: Opened, task: Task, sheet: Sheet) -> Response:
        """Record what was sent, or show it again."""
        sent, seen = sheet, opened.state.sequence
        if not sheet.grown:
            fact, sheet = self._read(opened.state, task, sheet)
            if fact is not None and isinstance(fact, Showing) and not sheet.is_recorded:
                sheet = self._looked_at(opened.state, fact, sheet)
            if fact is not None and sheet.is_ready:
                try:
                    identifier = fact.id if sheet.is_recorded else self._enter(opened.reading, fact, task, sheet, seen)
                except RefusedError as error:
                    sheet = sheet._replace(problems=placed(task.kind, error.mistakes))
                except _ChangedError:
                    return self._answer(request, *_anew(opened, task), sent)
                else:
                    return self._recorded(request, opened.frame, identifier, sheet)
        return self._form(request, opened, task, sheet)

    def _read(self, state: State, task: Task, sheet: Sheet) -> tuple[Fact | None, Sheet]:
        """Read what was typed, and hold a correction against what stands now."""
        directory = Directory(state)
        former = task.corrects
        kept = typed_of(former.fact, directory) if former else {}
        identifier = former.fact.id if former else sheet.typed.get("id", "")
        was = former.fact if former else None
        read = Reader(state, directory, self._house.now(), was).read(task.kind, sheet.typed, identifier)
        sheet = sheet._replace(typed=read.typed, near=read.near, problems=self._wrong(read, former, sheet))
        if former is None or sheet.problems:
            return read.fact, sheet
        if sheet.seen == former.sequence:
            return read.fact, sheet
        if read.fact == former.fact:
            return read.fact, sheet._replace(is_recorded=True)
        conflicts = self._conflicts(state, task, kept, sheet)
        return read.fact, sheet._replace(conflicts=conflicts, seen=former.sequence)

    @staticmethod
    def _wrong(read: Read, former: Held | None, sheet: Sheet) -> Mapping[str, Problem]:
        problems = dict(read.problems)
        if former is None:
            return problems
        if not sheet.why:
            problems["_why"] = Problem(_("Say why it is corrected; it stands on the record with the correction."))
        if read.fact == former.fact and sheet.seen == former.sequence:
            problems[""] = Problem(_("Nothing is changed: this is what stands already."))
        return problems

    def _looked_at(self, state: State, showing: Showing, sheet: Sheet) -> Sheet:
        """Hold a showing back until somebody has looked at what it would do, and has said why where it goes too far."""
        foreseen = foresee(state, showing, self._house.now())
        if foreseen.breaches and showing.regardless is None:
            reason = Problem(_("It goes beyond what was released. Show less, or say why it is shown regardless."))
            problems = {"regardless": reason} if sheet.looked == foreseen.digest else {}
            return sheet._replace(foreseen=foreseen, problems=problems)
        return sheet if sheet.looked == foreseen.digest else sheet._replace(foreseen=foreseen)

    def _still_looked_at(self, state: State, showing: Showing, sheet: Sheet, seen: int) -> bool:
        """Whether a showing would still do what somebody has looked at when the record had `seen` entries."""
        return state.sequence == seen or self._looked_at(state, showing, sheet).is_ready

    def _conflicts(self, state: State, task: Task, stands: Mapping[str, str], sheet: Sheet) -> tuple[Conflict, ...]:
        labels = form_of(task.kind, state, Directory(state), {**stands, **sheet.typed}).labels
        places = [place for place in labels if stands.get(place, "") != sheet.typed.get(place, "")]
        return tuple(Conflict(labels[place], stands.get(place, ""), sheet.typed.get(place, "")) for place in places)

    def _enter(self, reading: Reading, fact: Fact, task: Task, sheet: Sheet, seen: int) -> str:
        """Record a fact that was read when the record had `seen` entries; gives its id.

        Whether the same form has recorded it already, which id is free and whether what was looked at still stands is
        decided when nobody else can record any more. Raises RefusedError, and _ChangedError if it no longer stands.
        """
        identifier = fact.id

        def make(state: State) -> tuple[Fact, ...]:
            nonlocal identifier
            if task.corrects is not None:
                held = state.held(fact.id)
                if held is None or held.sequence != task.corrects.sequence:
                    raise _ChangedError
                return (fact,)
            twin = twin_of(state, fact, sheet.seen, loosely=sheet.is_quick)
            if twin is not None:
                identifier = twin
                return ()
            if isinstance(fact, Showing) and not self._still_looked_at(state, fact, sheet, seen):
                raise _ChangedError
            if fact.id in state:
                identifier = next_id(state, letter_of(type(fact)))
                return (msgspec.structs.replace(fact, id=identifier),)
            return (fact,)

        enter(reading.mediation, make, self._by, sheet.why if task.corrects else None, _field)
        return identifier

    def _recorded(self, request: Request, frame: Frame, identifier: str, sheet: Sheet) -> Response:
        """Lead to what was recorded, or back to the page from which it was."""
        start = _address(request, "desk", mediation=frame.id)
        back = (
            sheet.back
            if is_our_path(sheet.back, start)
            else _address(request, "entry", mediation=frame.id, id=identifier)
        )
        near = [("near", f"{name}~{meant}") for name, meant in dict.fromkeys(sheet.near)]
        query = urlencode([("recorded", identifier), *near])
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{query}", HTTPStatus.SEE_OTHER)

    def _form(self, request: Request, opened: Opened, task: Task, sheet: Sheet) -> Response:
        """Show a form."""
        state = opened.state
        directory = Directory(state)
        form = form_of(
            task.kind,
            state,
            directory,
            sheet.typed,
            problems=sheet.problems,
            grown=sheet.grown,
            hidden=task.hidden,
            apart=("regardless",) if sheet.foreseen is not None and sheet.foreseen.breaches else (),
        )
        identifier = sheet.typed.get("id", "") if "id" in task.hidden else ""
        if not identifier and LAYOUTS[task.kind].letter:
            identifier = next_id(state, letter_of(task.kind))
        held = task.held
        referring = _referring(state, held.fact.id) if task.route == "withdraw" and held else ()
        status = HTTPStatus.BAD_REQUEST if sheet.problems else HTTPStatus.OK
        if sheet.conflicts:
            status = HTTPStatus.CONFLICT
        return self._writer.page(
            request,
            "form.html",
            status,
            frame=opened.frame,
            form=form,
            task=task,
            sheet=sheet,
            identifier="" if task.corrects else identifier,
            why=sheet.problems.get("_why"),
            why_key=key_of("_why"),
            referring=rows(state, referring),
            of=rows(state, (held.fact.id,)) if held else (),
            frozen=held is not None
            and task.route == "correct"
            and isinstance(held.fact, Proposal)
            and is_frozen(state, held.fact),
            withdrawn=held is not None and held.fact.id in state.withdrawn,
        )


def _address(request: Request, route: str, **parameters: str) -> str:
    return f"{request.scope.get('root_path', '')}{request.app.url_path_for(route, **parameters)}"


def _anew(opened: Opened, task: Task) -> tuple[Opened, Task]:
    """Take what stands now, where somebody else recorded meanwhile."""
    opened = opened._replace(state=opened.reading.mediation.state())
    if task.held is None:
        return opened, task
    held = opened.state.held(task.held.fact.id)
    if held is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return opened, task._replace(held=held)


def _field(_number: int, _fact: Fact, field: str) -> str:
    return field


def _referring(state: State, identifier: str) -> tuple[str, ...]:
    """List what refers to an entry."""
    return tuple(
        other.fact.id
        for other in state.everything()
        if other.fact.id != identifier and any(reference.id == identifier for reference in references(other.fact))
    )
