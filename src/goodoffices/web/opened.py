# SPDX-License-Identifier: Apache-2.0
"""What the pages of a mediation have in common, whichever part they belong to: open it, frame it, or be absent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request

from goodoffices.app.house import House
from goodoffices.domain.state import State
from goodoffices.web.forms.layout import ADDED, LAYOUTS, kind_called
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer, language_of, shortened


_MOST_NEAR = 20
_LONGEST_NEAR = 100


class Frame(NamedTuple):
    """What the frame of a mediation's page says of it."""

    id: str
    title: str
    zone: str
    language: str
    entries: int
    destroyed: int
    recorded: str = ""
    """The id of what was just recorded, which the page then says."""
    near: tuple[tuple[str, str], ...] = ()
    """Names that were nearly so spelt when it was recorded, with the name of who was taken to be meant."""
    kinds: tuple[tuple[str, str], ...] = ()
    """What can be added: the word of each kind, and what it is called."""


class MediationPages:
    """Pages of the mediations of one house; each part of the desk adds its own."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer) -> None:
        self._house = house
        self._mediations = mediations
        self._writer = writer

    @contextmanager
    def _opened(self, request: Request) -> Iterator[tuple[Frame, Reading, State]]:
        """Open the mediation that an address names, and hold its state. What is not there is answered with 404."""
        reading = self._mediations.find(request.path_params["mediation"])
        if reading is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with reading.state() as state:
            frame = frame_of(reading, state)
            yield frame._replace(recorded=_recorded(request, state), near=tuple(_near(request, state))), reading, state


def frame_of(reading: Reading, state: State) -> Frame:
    """Say of a mediation what the frame of its pages says."""
    mediation = state.mediation
    return Frame(
        id=reading.id,
        title=mediation.title if mediation else reading.id,
        zone=state.zone,
        language=language_of(mediation.language) if mediation else "",
        entries=state.sequence,
        destroyed=len(state.holes),
        kinds=tuple((word, LAYOUTS[kind].noun) for word in ADDED if (kind := kind_called(word)) is not None),
    )


def _recorded(request: Request, state: State) -> str:
    """Give the id that a form led here with; nothing if nothing stands under it."""
    identifier = request.query_params.get("recorded", "")
    return identifier if identifier in state else ""


def _near(request: Request, state: State) -> Iterator[tuple[str, str]]:
    """Say which names were taken for which others, where a form led here."""
    for text in request.query_params.getlist("near")[:_MOST_NEAR]:
        name, _mark, identifier = text.rpartition("~")
        if identifier in state:
            yield shortened(name, _LONGEST_NEAR), state.name(identifier)


def status_of(form: Iterable[Question[Any]]) -> HTTPStatus:
    """Give the status of a page with a form: what was asked for can be answered, or something in it is wrong."""
    return HTTPStatus.BAD_REQUEST if any(question.problem for question in form) else HTTPStatus.OK
