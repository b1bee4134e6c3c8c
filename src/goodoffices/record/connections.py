# SPDX-License-Identifier: Apache-2.0
"""Connections kept open between uses, so that any thread may read without opening the database anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, Generic, Protocol, TypeVar

from goodoffices.record import store


MOST_IDLE: Final = 8


class _Closable(Protocol):
    def close(self) -> None: ...


C = TypeVar("C", bound=_Closable)


class Connections(Generic[C]):
    """Hands out one connection to each borrower and keeps a few idle ones.

    A connection during whose use an error was raised is closed and not handed out again. There is no lock: a list gives
    each of its items to one thread only.
    """

    def __init__(self, connect: Callable[[], C]) -> None:
        self._connect = connect
        self._idle: list[C] = []
        self._closed: bool = False

    @contextmanager
    def borrow(self) -> Iterator[C]:
        """One connection, for this thread, until the end of the block."""
        connection = self.take()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self.give_back(connection)

    def take(self) -> C:
        """One connection, for whoever takes it to give back, or to close if an error was raised during its use."""
        if self._closed:
            raise store.closed()
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def give_back(self, connection: C) -> None:
        """Keep a connection for the next who asks."""
        if len(self._idle) < MOST_IDLE:
            self._idle.append(connection)
        else:
            connection.close()
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close the idle connections now, and those in use when they come back."""
        self._closed = True
        with suppress(IndexError):
            while True:
                self._idle.pop().close()
