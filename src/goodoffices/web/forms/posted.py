# SPDX-License-Identifier: Apache-2.0
"""What a browser sends of a form: the fields of the fact, and the few that steer the form itself. Nothing else."""

from __future__ import annotations

import re
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from goodoffices.web.forms.reading import CHOSEN
from goodoffices.web.forms.shapes import has_place
from goodoffices.web.forms.typed import Typed
from goodoffices.web.guard import FILE_FORM, FORM


STEERING: Final = frozenset({"_why", "_seen", "_standing", "_looked", "_back", "_add"})
"""Fields that are no fields of a fact: why it is corrected, what the form was made from, where to go, what to add."""
MOST_FIELDS: Final = 5_000
_PATH: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)


class Posted(NamedTuple):
    """A form that was sent."""

    typed: Typed
    steering: dict[str, str]

    def number(self, name: str) -> int:
        """Give a number of the record that the form was made from; nothing is the beginning."""
        text = self.steering.get(name, "")
        return int(text) if re.fullmatch("[0-9]{1,15}", text) else 0


async def fields_of(request: Request) -> dict[str, str] | None:
    """Read the fields of a form, each once; None where none was sent. Raises HTTPException for what no form sends."""
    if request.method != "POST":
        return None
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != FORM:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return fields


async def file_of(request: Request) -> tuple[str, bytes] | None:
    """Read the one file that a form brings: its name and what is in it; None where none was sent.

    Raises HTTPException for what no form of ours sends.
    """
    if request.method != "POST":
        return None
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().casefold() != FILE_FORM:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + await request.body())
    for part in message.iter_parts() if message.is_multipart() else ():
        if part.get_param("name", header="content-disposition") == "file":
            content = part.get_payload(decode=True)
            return part.get_filename() or "", content if isinstance(content, bytes) else b""
    raise HTTPException(HTTPStatus.BAD_REQUEST)


def posted(fields: dict[str, str], kind: type[msgspec.Struct]) -> Posted:
    """Part the fields of a fact from those that steer. Raises HTTPException for a field that the form does not have."""
    typed: Typed = {}
    steering: dict[str, str] = {}
    for name, text in fields.items():
        if name in STEERING:
            steering[name] = text
        elif has_place(kind, name.partition(CHOSEN)[0]):
            typed[name] = text
        else:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
    return Posted(typed, steering)


def is_our_path(path: str, start: str) -> bool:
    """Whether a browser can be sent to an address: a plain path of ours, beginning with that of one mediation."""
    return _PATH.fullmatch(path) is not None and (path == start or path.startswith((f"{start}/", f"{start}?")))
