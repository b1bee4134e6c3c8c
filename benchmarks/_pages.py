# SPDX-License-Identifier: Apache-2.0
"""Asking the pages of a house for something without a server between: the application itself, in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.types import Message, Scope

from goodoffices.app.house import House
from goodoffices.web.application import make


class Visitor:
    """Somebody who asks the pages of one house."""

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self._application = make(house)
        self._loop = loop

    def get(self, path: str, query: str = "") -> bytes:
        """Ask for a page and take all of it."""
        return self._loop.run_until_complete(self._get(path, query))

    async def _get(self, path: str, query: str) -> bytes:
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(b"host", b"127.0.0.1")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        await self._application(scope, receive, send)
        assert messages[0]["status"] == HTTPStatus.OK, messages[0]
        return b"".join(message.get("body", b"") for message in messages)


@contextmanager
def visiting(house: House) -> Iterator[Visitor]:
    """Visit a house until the block ends."""
    loop = asyncio.new_event_loop()
    try:
        yield Visitor(house, loop)
    finally:
        loop.close()
