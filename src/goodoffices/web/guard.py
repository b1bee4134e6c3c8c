# SPDX-License-Identifier: Apache-2.0
"""What holds for every answer, whatever page gives it: who may ask, how, what the browser may do with it, and the log.

It stands outside everything else, so that no page and no error can escape it. It answers only to names that mean this
machine (or the one name it was given), since a web site anywhere can point a name of its own at 127.0.0.1 and then
read what answers there. The log names methods, pages and outcomes; never an address, an id, a search or a text.
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
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
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

METHODS: Final = ("GET", "HEAD")
"""What may be asked so far: the pages only show."""

_HOST: Final = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?", re.IGNORECASE | re.ASCII)
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
            await self._guarded(scope)(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody is shown it, and it is not lost
            _LOG.error("%s", _where(error))
            if not begun:
                await self._refuse(Request(scope), HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, answer)
        _LOG.info("%s %s %d", scope["method"] if scope["method"] in METHODS else "other", _page(scope), status)

    def _guarded(self, scope: Scope) -> ASGIApp:
        if not self._is_known(Headers(scope=scope).getlist("host")):
            return self._refuse(Request(scope), HTTPStatus.MISDIRECTED_REQUEST)
        if scope["method"] not in METHODS:
            refusal = self._refuse(Request(scope), HTTPStatus.METHOD_NOT_ALLOWED)
            refusal.headers["Allow"] = ", ".join(METHODS)
            return refusal
        return self._app

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


def _page(scope: Scope) -> str:
    """Name the page that answered, without anything of what was asked."""
    return getattr(scope.get("endpoint"), "__name__", "none")


def _where(error: BaseException) -> str:
    """Say what kind of error happened where in the program; its words may repeat the record and are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{frame.name} ({frame.filename.rpartition('goodoffices/')[2]}:{frame.lineno})" for frame in frames[-4:])
    return f"{type(error).__name__} in {' > '.join(places)}"
