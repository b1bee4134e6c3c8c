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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from goodoffices.errors import OvertakenError, StoreError
from goodoffices.record import store
from goodoffices.record.connections import Connections
from goodoffices.record.sqlite_errors import UNREADABLE, damaged, plainly, told_plainly
from goodoffices.record.sqlite_schema import migrate
from goodoffices.record.sqlite_writing import APPEND, READ, SqliteTransaction, Turns, head
from goodoffices.record.store import Description, Head, House, Outgoing, SealedEntry, in_pages, unknown_record


OLDEST_SQLITE: Final = (3, 37, 0)
WAITS: Final = 10.0
"""How many seconds a writer waits for another, here or in another program."""


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
        self._connections = Connections(self._connect)
        self._turns = Turns(path, self._connections, waits)
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
            sequence, hash_ = head(connection, number)
        return Head(sequence, self._blob(hash_))

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        number = self._number(record)

        def fetch(after: int, count: int) -> list[SealedEntry]:
            with self._reading() as connection:
                return list(map(SealedEntry._make, connection.execute(READ, (number, after, count))))

        return in_pages(fetch, after, limit)

    def writing(self, record: bytes) -> SqliteTransaction:
        return SqliteTransaction(self._turns, self._number(record))

    def append(self, record: bytes, entries: Sequence[SealedEntry]) -> None:
        if len(entries) != 1:
            with self.writing(record) as transaction:
                transaction.append(entries)
            return
        # One statement is a transaction of its own, and little stands before it: see `sqlite_writing`.
        ((sequence, hash_, sealed, key),) = entries
        number, turns = self._numbers.get(record) or self._number(record), self._turns
        if not turns.lock.acquire(timeout=turns.waits):
            raise store.writer_waited(turns.waits)
        try:
            connection = turns.writer or turns.connection()
            connection.execute(APPEND, (number, sequence, hash_, sealed, key))
        except BaseException as error:
            turns.give_up()
            if isinstance(error, sqlite3.IntegrityError):
                raise OvertakenError from None
            if isinstance(error, UNREADABLE):
                raise plainly(error, self.path) from error
            raise
        finally:
            turns.lock.release()
        if turns.awaited:
            turns.tell()

    def outgoing(self, record: bytes, limit: int = 100) -> tuple[Outgoing, ...]:
        number = self._number(record)
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT number, sealed FROM outgoing WHERE record = ? ORDER BY number LIMIT ?", (number, limit)
            )
            return tuple(map(Outgoing._make, rows))

    def wait(self, record: bytes, after: int, timeout: float) -> Head:
        """Wakes at once for what this store writes, and within `LOOKS_EVERY` for what another program writes."""
        return self._turns.wait(partial(self.head, record), after, timeout)

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
            self._turns.close()

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
        with SqliteTransaction(self._turns, 0) as transaction:
            yield transaction.connection
