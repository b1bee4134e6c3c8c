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
from goodoffices.web.mediations import Mediations, Reading
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer, language_of


class Frame(NamedTuple):
    """What the frame of a mediation's page says of it."""

    id: str
    title: str
    zone: str
    language: str
    entries: int
    destroyed: int


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
            yield frame_of(reading, state), reading, state


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
    )


def status_of(form: Iterable[Question[Any]]) -> HTTPStatus:
    """Give the status of a page with a form: what was asked for can be answered, or something in it is wrong."""
    return HTTPStatus.BAD_REQUEST if any(question.problem for question in form) else HTTPStatus.OK
