# SPDX-License-Identifier: Apache-2.0
"""In which language and time zone a page is read, and our own sentences in that language.

The language is the one that was chosen on a page (`?lang=`, kept in a cookie), or else the one that the browser asks
for, or else English; the zone is the mediation's until another is chosen (`?zone=`, kept in a cookie). Both hold for
as long as one request is answered. English is the language of the source; whoever reads it pays for no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from goodoffices.times import ENGLISH, Wording
from goodoffices.times.calendar import zones


if TYPE_CHECKING:
    from decimal import Decimal


class Language(NamedTuple):
    """A language that pages can be read in."""

    tag: str
    name: str
    """What its speakers call it."""
    direction: str


LANGUAGES: Final = {
    language.tag: language
    for language in (
        Language("ar", "العربية", "rtl"),
        Language("en", "English", "ltr"),
        Language("fr", "Français", "ltr"),
        Language("he", "עברית", "rtl"),
        Language("ru", "Русский", "ltr"),
    )
}
SOURCE: Final = LANGUAGES["en"]

LANGUAGE_COOKIE: Final = "language"
ZONE_COOKIE: Final = "zone"

_YEAR: Final = 365 * 86400
_ACCEPTED: Final = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.ASCII
)
_FORMER: Final = {"iw": "he"}
"""Tags that a language had before."""
_LONGEST: Final = 1000


class Reader(NamedTuple):
    """Who reads a page: in which language, and by the clocks of which zone; empty for the mediation's."""

    language: Language = SOURCE
    zone: str = ""


class Speech(NamedTuple):
    """How one language says things; each function takes and gives sentences of ours."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    pgettext: Callable[[str, str], str]
    times: Wording
    number: Callable[[int | Decimal], str]


def _plain(_context: str, sentence: str) -> str:
    return sentence


def _number(number: int | Decimal) -> str:
    return f"{number:,}"


def _plain_number(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


_ENGLISH: Final = Speech(str, _plain_number, _plain, ENGLISH, _number)
_NOBODY: Final = Reader()
_READER: Final = ContextVar("reader", default=_NOBODY)


def reader() -> Reader:
    """Who reads what is being written now."""
    return _READER.get()


def speech() -> Speech:
    """How the language says things in which a page is being written now."""
    return speech_of(_READER.get().language.tag)


@lru_cache(maxsize=len(LANGUAGES))
def speech_of(tag: str) -> Speech:
    """How one of our languages says things. Raises KeyError for any other."""
    if LANGUAGES[tag] == SOURCE:
        return _ENGLISH
    from goodoffices.web.catalogues import speak  # noqa: PLC0415 - reading English costs no catalogue

    return speak(tag)


def gettext(sentence: str) -> str:
    """Say a sentence of our own in the reader's language."""
    return speech().gettext(sentence)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Say a sentence about a number of things in the reader's language."""
    return speech().ngettext(singular, plural, number)


def pgettext(context: str, sentence: str) -> str:
    """Say a word of our own that means different things in different places."""
    return speech().pgettext(context, sentence)


@contextmanager
def spoken_in(language: Language) -> Iterator[None]:
    """Speak a language within a block, where there is no request: for sentences that are not for a page."""
    before = _READER.set(Reader(language))
    try:
        yield
    finally:
        _READER.reset(before)


def spoken_to(request: Request) -> Reader:
    """Find out who reads the answer to a request, and speak to them until it is answered."""
    found: Reader | None = request.scope.get("goodoffices.reader")
    if found is None:
        found = Reader(_language(request), _zone(request))
        request.scope["goodoffices.reader"] = found
    _READER.set(found)
    return found


def remember(request: Request, response: Response) -> None:
    """Say in which language an answer is, and keep in a cookie what was chosen in the address."""
    chosen = spoken_to(request)
    response.headers["Content-Language"] = chosen.language.tag
    response.headers["Vary"] = "Accept-Language, Cookie"
    if request.query_params.get("lang") == chosen.language.tag:
        _keep(response, LANGUAGE_COOKIE, chosen.language.tag)
    if request.query_params.get("zone") == chosen.zone:
        _keep(response, ZONE_COOKIE, chosen.zone.replace("/", "."))


class Speaking:
    """Stands before an application and sees to it that each request is answered in the language of its reader."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            spoken_to(Request(scope))
        await self._app(scope, receive, send)


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR if value else 0, path="/", httponly=True, samesite="strict")


def _language(request: Request) -> Language:
    for asked in (request.query_params.get("lang", ""), _cookies(request).get(LANGUAGE_COOKIE, "")):
        if asked in LANGUAGES:
            return LANGUAGES[asked]
    return next(accepted(request.headers.get("accept-language", "")), SOURCE)


def _zone(request: Request) -> str:
    asked = request.query_params.get("zone")
    if asked is not None and (not asked or asked in zones()):
        return asked
    kept = _cookies(request).get(ZONE_COOKIE, "").replace(".", "/")
    return kept if kept and kept in zones() else ""


def _cookies(request: Request) -> Mapping[str, str]:
    return request.cookies if len(request.headers.get("cookie", "")) <= _LONGEST * 4 else {}


def accepted(header: str) -> Iterator[Language]:
    """List which of our languages an `Accept-Language` header asks for, the most wanted first."""
    wanted: list[tuple[float, str]] = []
    for part in header[:_LONGEST].split(","):
        matched = _ACCEPTED.fullmatch(part)
        quality = float(matched[2] or 1) if matched else 0.0
        if matched is not None and quality > 0:
            tag = matched[1].lower()
            wanted.append((quality, _FORMER.get(tag, tag)))
    for _quality, tag in sorted(wanted, key=lambda one: -one[0]):
        if tag in LANGUAGES:
            yield LANGUAGES[tag]
