# SPDX-License-Identifier: Apache-2.0
"""Writing to one record in a SQLite file.

Right after a forced write nothing of this program is left in the processor's caches, and whatever stands between an
entry and its COMMIT costs three to five times what it costs otherwise. So there is little of it: one statement for an
entry and its key, one object for a transaction of several, one connection for all who write, and nobody is woken if
nobody waits (docs/decisions/0012-what-a-durable-append-costs.md, 0016-seals-made-ahead.md,
0017-appending-on-what-is-known.md).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from goodoffices.errors import OvertakenError
from goodoffices.record import store
from goodoffices.record.connections import Connections
from goodoffices.record.sqlite_errors import UNREADABLE, plainly, told_plainly
from goodoffices.record.store import Head, SealedEntry, in_pages


LOOKS_EVERY: Final = 0.1
"""How many seconds pass between two looks for news from other programs."""

READ: Final = (
    "SELECT sequence, hash, sealed, wrapped FROM appended WHERE record = ? AND sequence > ? ORDER BY sequence LIMIT ?"
)
_HEAD: Final = "SELECT sequence, hash FROM entry WHERE record = ? ORDER BY sequence DESC LIMIT 1"
APPEND: Final = "INSERT INTO appended VALUES (?, ?, ?, ?, ?)"


class Turns:
    """What those who write through one store share: whose turn it is, and who waits for what they write."""

    __slots__ = ("_news", "awaited", "connections", "lock", "path", "waits", "writer")

    def __init__(self, path: Path, connections: Connections[sqlite3.Connection], waits: float) -> None:
        self.path = path
        self.connections = connections
        self.waits = waits
        self.lock = threading.Lock()
        self.writer: sqlite3.Connection | None = None
        """The connection that was written over last, for whoever holds the lock."""
        self._news = threading.Condition()
        self.awaited = 0
        """How many wait for news."""

    def connection(self) -> sqlite3.Connection:
        """The connection to write over, for whoever holds the lock."""
        if self.writer is None:
            self.writer = self.connections.take()
        return self.writer

    def give_up(self) -> None:
        """Leave everything as it was, and do not use the connection again."""
        connection, self.writer = self.writer, None
        if connection is not None:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            connection.close()

    def close(self) -> None:
        """Let go of the connection, and wake those who wait for news."""
        if self.lock.acquire(timeout=self.waits):
            self.give_up()
            self.lock.release()
        self.tell()

    def tell(self) -> None:
        """Wake those who wait for news, after a commit."""
        with self._news:
            self._news.notify_all()

    def wait(self, look: Callable[[], Head], after: int, timeout: float) -> Head:
        """The head that `look` finds, as soon as it is beyond `after` or `timeout` seconds have passed."""
        deadline = time.monotonic() + timeout
        with self._news:
            # Counted before the look: what is committed after it finds somebody to tell.
            self.awaited += 1
            try:
                while True:
                    head = look()
                    left = deadline - time.monotonic()
                    if head.sequence > after or left <= 0:
                        return head
                    self._news.wait(min(left, LOOKS_EVERY))
            finally:
                self.awaited -= 1


class SqliteTransaction:
    """One record's write transaction: committed at a clean end of its block, otherwise rolled back."""

    __slots__ = ("_number", "_turns", "connection")

    connection: sqlite3.Connection
    """Its connection, from the beginning of its block."""

    def __init__(self, turns: Turns, number: int) -> None:
        self._turns = turns
        self._number = number

    def __enter__(self) -> Self:
        turns = self._turns
        if not turns.lock.acquire(timeout=turns.waits):
            raise store.writer_waited(turns.waits)
        try:
            self.connection = connection = turns.connection()
            try:
                connection.execute("BEGIN IMMEDIATE")
            except BaseException as error:
                turns.give_up()
                if isinstance(error, sqlite3.Error):
                    raise plainly(error, turns.path) from error
                raise
        except BaseException:
            turns.lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        turns = self._turns
        try:
            if kind is not None:
                turns.give_up()
                return
            try:
                self.connection.execute("COMMIT")
            except BaseException as failed:
                turns.give_up()
                if isinstance(failed, sqlite3.Error):
                    raise plainly(failed, turns.path) from failed
                raise
        finally:
            turns.lock.release()
        if turns.awaited:
            turns.tell()

    def head(self) -> Head:
        try:
            return head(self.connection, self._number)
        except UNREADABLE as error:
            raise plainly(error, self._turns.path) from error

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        def fetch(after: int, count: int) -> list[SealedEntry]:
            with told_plainly(self._turns.path):
                return list(map(SealedEntry._make, self.connection.execute(READ, (self._number, after, count))))

        return in_pages(fetch, after, limit)

    def append(self, entries: Sequence[SealedEntry]) -> None:
        try:
            self.connection.executemany(APPEND, [(self._number, *entry) for entry in entries])
        except sqlite3.IntegrityError:
            raise OvertakenError from None
        except UNREADABLE as error:
            raise plainly(error, self._turns.path) from error

    def destroy(self, sequences: Sequence[int]) -> tuple[int, ...]:
        found = []
        with told_plainly(self._turns.path):
            for sequence in sorted(set(sequences)):
                place = (self._number, sequence)
                deleted = self.connection.execute("DELETE FROM entry_key WHERE record = ? AND sequence = ?", place)
                if deleted.rowcount:
                    found.append(sequence)
            for table in ("entry_key", "outgoing"):
                _rewrite(self.connection, table)
        return tuple(found)

    def send(self, sealed: Sequence[bytes]) -> None:
        with told_plainly(self._turns.path):
            self.connection.executemany(
                "INSERT INTO outgoing (record, sealed) VALUES (?, ?)", [(self._number, item) for item in sealed]
            )

    def sent(self, numbers: Sequence[int]) -> None:
        with told_plainly(self._turns.path):
            self.connection.executemany(
                "DELETE FROM outgoing WHERE record = ? AND number = ?", [(self._number, number) for number in numbers]
            )


def head(connection: sqlite3.Connection, number: int) -> Head:
    """The last entry of the record with that number; sequence 0 when there is none. Raises what sqlite3 raises."""
    row = connection.execute(_HEAD, (number,)).fetchone()
    return Head(*row) if row else Head(0, b"")


def _rewrite(connection: sqlite3.Connection, table: str) -> None:
    """Empty a table, which overwrites all its pages, and put back the rows it holds. The copy is in memory only."""
    connection.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - our own names
    connection.execute(f"DELETE FROM {table}")  # noqa: S608
    connection.execute(f"INSERT INTO {table} SELECT * FROM temp.kept ORDER BY 1, 2")  # noqa: S608
    connection.execute("DROP TABLE temp.kept")
