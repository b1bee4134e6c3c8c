# SPDX-License-Identifier: Apache-2.0
"""Pages that are made ready when one of them is first asked for, so that the first page of a house is there sooner.

The table of pages names every page when the house opens. What a page is made of (its views, its forms) takes longer to
load than the page takes to write, and most of it belongs to pages that nobody asks for in the first moment.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response


Page = Callable[[Request], Response | Awaitable[Response]]


def later(place: str, *given: object) -> Any:  # noqa: ANN401 - it stands for whatever class the place names
    """Stand for an object with pages as methods, until one of them is asked for; `place` is `module:Class`."""
    return _Later(place, given)


class _Later:
    def __init__(self, place: str, given: tuple[object, ...]) -> None:
        self._place = place
        self._given = given
        self._made: object = None
        self._lock = Lock()

    def __getattr__(self, page: str) -> Callable[[Request], Awaitable[Response]]:
        async def ask(request: Request) -> Response:
            found: Page = getattr(await run_in_threadpool(self._pages), page)
            if inspect.iscoroutinefunction(found):
                answer: Response = await found(request)
                return answer
            return await run_in_threadpool(partial(found, request))  # type: ignore[arg-type]

        ask.__name__ = page  # by which the log names it
        return ask

    def _pages(self) -> object:
        with self._lock:
            if self._made is None:
                module, _mark, name = self._place.partition(":")
                self._made = getattr(import_module(f"goodoffices.web.{module}"), name)(*self._given)
            return self._made
