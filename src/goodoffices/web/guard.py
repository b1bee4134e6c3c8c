# SPDX-License-Identifier: Apache-2.0
"""What holds for every answer, whatever page gives it: who may ask, how, what the browser may do with it, and the log.

It stands outside everything else, so that no page and no error can escape it. It answers only to names that mean this
machine (or the one name it was given), since a web site anywhere can point a name of its own at 127.0.0.1 and then
read what answers there. What writes has to come from a page of this house: the browser says so in `Sec-Fetch-Site`,
or else in `Origin`, and what says neither is refused. The log names methods, pages and outcomes; never an address, an
id, a search or a text.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import traceback
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""What every answer says to the browser."""

METHODS: Final = ("GET", "HEAD", "POST")
"""What may be asked: to be shown something, and to have something recorded."""

LARGEST: Final = 1024 * 1024
"""Bytes that a form may have."""

FORM: Final = "application/x-www-form-urlencoded"
"""The way in which a form is written."""

FILE_FORM: Final = "multipart/form-data"
"""The way in which a form is written that brings a file; only pages that take one read it."""

_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?", re.IGNORECASE | re.ASCII)
_MOST_DIGITS: Final = 12
_LOG: Final = logging.getLogger("goodoffices.web")

Refuse = Callable[[Request, HTTPStatus], Response]


class Guard:
    """Stands before an application; `refuse` writes the page of an answer that is not given."""

    def __init__(self, app: ASGIApp, refuse: Refuse, host: str = "") -> None:
        """Take the application and the one name, besides those of this machine, under which it may be asked for."""
        self._app = app
        self._refuse = refuse
        self._host = host.strip("[]").casefold()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun, status
            if message["type"] == "http.response.start":
                begun = True
                status = HTTPStatus(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            await self._guarded(scope)(scope, _limited(receive), answer)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody is shown it, and it is not lost
            _LOG.error("%s", _where(error))
            if not begun:
                await self._refuse(Request(scope), HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, answer)
        _LOG.info("%s %s %d", scope["method"] if scope["method"] in METHODS else "other", _page(scope), status)

    def _guarded(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if not self._is_known(headers.getlist("host")):
            return self._refuse(Request(scope), HTTPStatus.MISDIRECTED_REQUEST)
        if scope["method"] not in METHODS:
            refusal = self._refuse(Request(scope), HTTPStatus.METHOD_NOT_ALLOWED)
            refusal.headers["Allow"] = ", ".join(METHODS)
            return refusal
        status = _fault(headers, scope["scheme"]) if scope["method"] == "POST" else None
        return self._app if status is None else self._refuse(Request(scope), status)

    def _is_known(self, hosts: list[str]) -> bool:
        """Whether a request came by a name of this machine: exactly one, and well formed."""
        matched = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if matched is None:
            return False
        name = matched[1].strip("[]").casefold()
        if name in ("localhost", self._host):
            return True
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False


def _fault(headers: Headers, scheme: str) -> HTTPStatus | None:
    """Say why a request to write is refused; None for one that comes from a page of this house, as a form."""
    if not _is_ours(headers, scheme):
        return HTTPStatus.FORBIDDEN
    if headers.get("content-type", "").partition(";")[0].strip().casefold() not in (FORM, FILE_FORM):
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length[:_MOST_DIGITS]) > LARGEST else None


def _is_ours(headers: Headers, scheme: str) -> bool:
    """Whether a request to write was made by a page of this house, or by the person at the browser itself.

    Browsers say the first in `Sec-Fetch-Site` wherever a page is secure or local. Elsewhere they say where a page is
    from in `Origin`; behind a proxy that speaks https to them, the host is the same and the scheme is not.
    """
    sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    if sites:
        return len(sites) == 1 and sites[0] in ("same-origin", "none")
    host = headers.get("host", "").casefold()
    return len(origins) == 1 and origins[0].casefold() in (f"{scheme}://{host}", f"https://{host}")


def _limited(receive: Receive) -> Receive:
    """Stop reading a request that is larger than any form, whatever it said of its length."""
    size = 0

    async def limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return limited


def _page(scope: Scope) -> str:
    """Name the page that answered, without anything of what was asked."""
    return getattr(scope.get("endpoint"), "__name__", "none")


def _where(error: BaseException) -> str:
    """Say what kind of error happened where in the program; its words may repeat the record and are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{frame.name} ({frame.filename.rpartition('goodoffices/')[2]}:{frame.lineno})" for frame in frames[-4:])
    return f"{type(error).__name__} in {' > '.join(places)}"
