# SPDX-License-Identifier: Apache-2.0
"""A house in one SQLite file: the default, for one machine and one program at a time.

Write-ahead log, forced to the disk at every commit (`synchronous=FULL`); one writer (`BEGIN IMMEDIATE`); readers
beside it on connections of their own. `secure_delete` overwrites what is deleted, but SQLite leaves copies of rows in
the unused parts of pages when it rearranges them, so destroying rewrites the table of keys: it is emptied at one
stroke, which clears all its pages, and those that remain are put back. The log is then copied into the file and cut
to nothing.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from goodoffices.errors import StoreError
from goodoffices.record import store
from goodoffices.record.connections import Connections
from goodoffices.record.sqlite_errors import damaged, plainly, told_plainly
from goodoffices.record.sqlite_schema import migrate
from goodoffices.record.store import Description, Head, House, Outgoing, SealedEntry, in_pages, unknown_record


OLDEST_SQLITE: Final = (3, 37, 0)
WAITS: Final = 10.0
"""How many seconds a writer waits for another, here or in another program."""
LOOKS_EVERY: Final = 0.1
"""How many seconds pass between two looks for news from other programs."""

_HEAD: Final = (
    "SELECT sequence, hash FROM entry WHERE place > ?1 << 40 AND place < (?1 + 1) << 40 ORDER BY place DESC LIMIT 1"
)
_READ: Final = (
    "SELECT e.sequence, e.hash, e.sealed, k.wrapped FROM entry e"
    " LEFT JOIN entry_key k ON k.record = ?1 AND k.sequence = e.sequence"
    " WHERE e.place > (?1 << 40) + ?2 AND e.place < (?1 + 1) << 40 ORDER BY e.place LIMIT ?3"
)
_APPEND: Final = "INSERT INTO entry (place, hash, sealed) VALUES (?, ?, ?)"
_APPEND_KEY: Final = "INSERT INTO entry_key VALUES (?, ?, ?)"


class SqliteStore:
    """The house in the SQLite file at `path`. Made by `create` or `open`; from any thread."""

    def __init__(self, path: Path, waits: float = WAITS) -> None:
        """Open an existing file and bring its schema up to date. Use `open` or `create`."""
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise StoreError(
                reason=f"Good Offices needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}.",
                advice="Use a newer Python.",
            )
        self.path = path
        self._waits = waits
        self._numbers: dict[bytes, int] = {}
        self._writer = threading.Lock()
        self._news = threading.Condition()
        self._connections = Connections(self._connect)
        try:
            with self._connections.borrow() as connection, told_plainly(path):
                migrate(connection)
                # What a crash left in the log may hold keys that were destroyed just before it. If another program is
                # at work, there was no crash: nobody is waited for.
                connection.execute("PRAGMA busy_timeout=0").fetchone()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                connection.execute(f"PRAGMA busy_timeout={round(self._waits * 1000)}").fetchone()
        except BaseException:
            self._connections.close()
            raise

    @classmethod
    def create(cls, path: Path, waits: float = WAITS) -> SqliteStore:
        """Make a new, empty database (mode 0600) where there is none yet."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise StoreError(
                reason=f"There is a database already: {path}.", advice="Choose a directory without one."
            ) from None
        except OSError as error:
            raise StoreError(
                reason=f"No database can be made at {path}: {error.strerror}.",
                advice="Choose a directory that you may write to and that has room.",
            ) from None
        os.close(descriptor)
        try:
            return cls(path, waits)
        except BaseException:
            path.unlink()
            raise

    @classmethod
    def open(cls, path: Path, waits: float = WAITS) -> SqliteStore:
        """Open the database of an existing house."""
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            raise StoreError(
                reason=f"There is no house here: {path} does not exist.",
                advice="Look whether this is the right directory, or make a house there.",
            ) from None
        except OSError as error:
            raise StoreError(
                reason=f"{path} cannot be looked at: {error.strerror}.",
                advice="Give the user who runs this the right to read it.",
            ) from None
        if size == 0:
            raise StoreError(
                reason=f"{path} is empty: it is not a house's database.",
                advice="Put back a copy of the house made earlier, or remove the empty file and make a house.",
            )
        return cls(path, waits)

    def house(self) -> House | None:
        with self._reading() as connection:
            row = connection.execute("SELECT id, key_id FROM house").fetchone()
        return House(self._blob(row[0]), self._blob(row[1])) if row else None

    def found(self, house: House) -> None:
        with self._transaction() as connection, told_plainly(self.path):
            if connection.execute("SELECT 1 FROM house").fetchone():
                raise store.founded_already()
            connection.execute("INSERT INTO house VALUES (1, ?, ?)", house)

    def records(self) -> tuple[bytes, ...]:
        with self._reading() as connection:
            return tuple(record for (record,) in connection.execute("SELECT id FROM record ORDER BY number"))

    def begin(self, record: bytes, data_key: bytes) -> None:
        with self._transaction() as connection, told_plainly(self.path):
            if connection.execute("SELECT 1 FROM record WHERE id = ?", (record,)).fetchone():
                raise store.known_record()
            connection.execute("INSERT INTO record (id, data_key) VALUES (?, ?)", (record, data_key))

    def data_key(self, record: bytes) -> bytes:
        with self._reading() as connection:
            row = connection.execute("SELECT data_key FROM record WHERE id = ?", (record,)).fetchone()
        if row is None:
            raise unknown_record()
        return self._blob(row[0])

    def head(self, record: bytes) -> Head:
        number = self._number(record)
        with self._reading() as connection:
            sequence, hash_ = _head(connection, number)
        return Head(sequence, self._blob(hash_))

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        number = self._number(record)

        def fetch(after: int, count: int) -> list[SealedEntry]:
            with self._reading() as connection:
                return list(map(SealedEntry._make, connection.execute(_READ, (number, after, count))))

        return in_pages(fetch, after, limit)

    def writing(self, record: bytes) -> _SqliteTransaction:
        number = self._number(record)
        return _SqliteTransaction(self.path, self._connections, self._writer, self._waits, self._news, number)

    def outgoing(self, record: bytes, limit: int = 100) -> tuple[Outgoing, ...]:
        number = self._number(record)
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT number, sealed FROM outgoing WHERE record = ? ORDER BY number LIMIT ?", (number, limit)
            )
            return tuple(map(Outgoing._make, rows))

    def wait(self, record: bytes, after: int, timeout: float) -> Head:
        """Wakes at once for what this store writes, and within `LOOKS_EVERY` for what another program writes."""
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                head = self.head(record)
                left = deadline - time.monotonic()
                if head.sequence > after or left <= 0:
                    return head
                self._news.wait(min(left, LOOKS_EVERY))

    def scrub(self) -> None:
        with self._reading() as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError(
                reason="What was destroyed may still be in the database's log: another program is reading it.",
                advice="The entries cannot be read any more in this house. Close the other program and destroy again.",
            )

    def described(self) -> Description:
        with self._reading() as connection:
            (schema,) = connection.execute("SELECT version FROM schema").fetchone()
        return Description(f"SQLite {sqlite3.sqlite_version}", schema)

    def check(self) -> None:
        with self._reading() as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise damaged(self.path)

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connections.close()
        with self._news:
            self._news.notify_all()

    def _connect(self) -> sqlite3.Connection:
        with told_plainly(self.path):
            connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=self._waits,
                isolation_level=None,
                check_same_thread=False,
            )
            # Nothing that we store is text; what a damaged file says in its place must not stop the reader.
            connection.text_factory = partial(str, encoding="utf-8", errors="replace")
            try:
                for pragma in (
                    "foreign_keys=ON",
                    "secure_delete=ON",
                    "temp_store=MEMORY",
                    "trusted_schema=OFF",
                    "synchronous=FULL",
                    "fullfsync=ON",
                ):
                    connection.execute(f"PRAGMA {pragma}").fetchone()
            except BaseException:
                connection.close()
                raise
        return connection

    def _blob(self, value: object) -> bytes:
        """A value that can only be bytes, unless the file is damaged."""
        if not isinstance(value, bytes):
            raise damaged(self.path)
        return value

    def _number(self, record: bytes) -> int:
        number = self._numbers.get(record)
        if number is None:
            with self._reading() as connection:
                row = connection.execute("SELECT number FROM record WHERE id = ?", (record,)).fetchone()
            if row is None:
                raise unknown_record()
            number = self._numbers[record] = int(row[0])
        return number

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._connections.borrow() as connection, told_plainly(self.path):
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection with the write lock; committed at a clean end, otherwise rolled back."""
        with _SqliteTransaction(self.path, self._connections, self._writer, self._waits, self._news, 0) as transaction:
            yield transaction.connection


class _SqliteTransaction:
    """One record's write transaction: committed at a clean end of its block, otherwise rolled back.

    One class and not several generators within each other: right after a forced write, when nothing of this program is
    left in the processor's caches, each of them costs as much as a statement.
    """

    __slots__ = ("_connections", "_news", "_number", "_path", "_waits", "_writer", "connection")

    connection: sqlite3.Connection
    """Its connection, from the beginning of its block."""

    def __init__(  # noqa: PLR0917 - what a store has, handed on once
        self,
        path: Path,
        connections: Connections[sqlite3.Connection],
        writer: threading.Lock,
        waits: float,
        news: threading.Condition,
        number: int,
    ) -> None:
        self._path = path
        self._connections = connections
        self._writer = writer
        self._waits = waits
        self._news = news
        self._number = number

    def __enter__(self) -> Self:
        if not self._writer.acquire(timeout=self._waits):
            raise store.writer_waited(self._waits)
        try:
            self.connection = self._connections.take()
            try:
                self.connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                self.connection.close()
                raise plainly(error, self._path) from error
            except BaseException:
                self.connection.close()
                raise
        except BaseException:
            self._writer.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        connection = self.connection
        try:
            if kind is not None:
                self._roll_back()
                return
            try:
                connection.execute("COMMIT")
            except BaseException as failed:
                self._roll_back()
                if isinstance(failed, sqlite3.Error):
                    raise plainly(failed, self._path) from failed
                raise
            self._connections.give_back(connection)
        finally:
            self._writer.release()
        with self._news:
            self._news.notify_all()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        self.connection.close()

    def head(self) -> Head:
        with told_plainly(self._path):
            return _head(self.connection, self._number)

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        def fetch(after: int, count: int) -> list[SealedEntry]:
            with told_plainly(self._path):
                return list(map(SealedEntry._make, self.connection.execute(_READ, (self._number, after, count))))

        return in_pages(fetch, after, limit)

    def append(self, entries: Sequence[SealedEntry]) -> None:
        connection, number = self.connection, self._number
        with told_plainly(self._path):
            for sequence, hash_, sealed, key in entries:
                connection.execute(_APPEND, ((number << 40) + sequence, hash_, sealed))
                if key is not None:
                    connection.execute(_APPEND_KEY, (number, sequence, key))

    def destroy(self, sequences: Sequence[int]) -> tuple[int, ...]:
        found = []
        with told_plainly(self._path):
            for sequence in sorted(set(sequences)):
                place = (self._number, sequence)
                deleted = self.connection.execute("DELETE FROM entry_key WHERE record = ? AND sequence = ?", place)
                if deleted.rowcount:
                    found.append(sequence)
            for table in ("entry_key", "outgoing"):
                _rewrite(self.connection, table)
        return tuple(found)

    def send(self, sealed: Sequence[bytes]) -> None:
        with told_plainly(self._path):
            self.connection.executemany(
                "INSERT INTO outgoing (record, sealed) VALUES (?, ?)", [(self._number, item) for item in sealed]
            )

    def sent(self, numbers: Sequence[int]) -> None:
        with told_plainly(self._path):
            self.connection.executemany(
                "DELETE FROM outgoing WHERE record = ? AND number = ?", [(self._number, number) for number in numbers]
            )


def _head(connection: sqlite3.Connection, number: int) -> Head:
    row = connection.execute(_HEAD, (number,)).fetchone()
    return Head(*row) if row else Head(0, b"")


def _rewrite(connection: sqlite3.Connection, table: str) -> None:
    """Empty a table, which overwrites all its pages, and put back the rows it holds. The copy is in memory only."""
    connection.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - our own names
    connection.execute(f"DELETE FROM {table}")  # noqa: S608
    connection.execute(f"INSERT INTO {table} SELECT * FROM temp.kept ORDER BY 1, 2")  # noqa: S608
    connection.execute("DROP TABLE temp.kept")
