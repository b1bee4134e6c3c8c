# SPDX-License-Identifier: Apache-2.0
"""A house in a PostgreSQL database, for several programs that share it.

One writer for each record (an advisory lock until the end of the transaction), readers beside it. Every commit is
announced with NOTIFY, so whoever waits for news need not look again and again. Destroying deletes the keys and then
rewrites their table with VACUUM FULL; what the server's write-ahead log and its backups keep is beyond this program
(see the specification).

Importing this module needs psycopg and raises StoreError without it, so it is imported where a house asks for it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, LiteralString

from goodoffices.errors import OvertakenError, StoreError
from goodoffices.record import migrations, store
from goodoffices.record.connections import Connections
from goodoffices.record.store import Description, Head, House, Outgoing, SealedEntry, in_pages, unknown_record


try:
    import psycopg

    from goodoffices.record.postgresql_errors import plainly, told_plainly
except ImportError as missing:
    raise StoreError(
        reason="This house is kept in PostgreSQL, and the program that talks to PostgreSQL is not installed.",
        advice="Run: pip install 'goodoffices[postgresql]'",
    ) from missing

WAITS: Final = 10.0
"""How many seconds a writer waits for another."""
CHANNEL: Final = "goodoffices"

_MIGRATING: Final = 0x476F4F66
_HEAD: Final = "SELECT sequence, hash FROM entry WHERE record = %s ORDER BY sequence DESC LIMIT 1"
_LOCK: Final = "SELECT pg_advisory_xact_lock(%s)"
_TELL: Final = "SELECT pg_notify(%s, %s)"
_READ: Final = (
    "SELECT e.sequence, e.hash, e.sealed, k.wrapped FROM entry e"
    " LEFT JOIN entry_key k ON k.record = e.record AND k.sequence = e.sequence"
    " WHERE e.record = %s AND e.sequence > %s ORDER BY e.sequence LIMIT %s"
)


class PostgresqlStore:
    """The house at a PostgreSQL address (`postgresql://…` or `host=… dbname=…`); from any thread."""

    def __init__(self, address: str, waits: float = WAITS) -> None:
        """Connect, and bring the schema up to date."""
        self._address = address
        self._waits = waits
        self._numbers: dict[bytes, int] = {}
        self._connections = Connections(self._connect)
        try:
            with self._connections.borrow() as connection, told_plainly(), connection.transaction():
                _migrate(connection)
        except BaseException:
            self._connections.close()
            raise

    def house(self) -> House | None:
        with self._reading() as connection:
            row = connection.execute("SELECT id, key_id FROM house", binary=True).fetchone()
        return House(*row) if row else None

    def found(self, house: House) -> None:
        with self._transaction() as connection, told_plainly():
            connection.execute("LOCK TABLE house IN EXCLUSIVE MODE")
            if connection.execute("SELECT 1 FROM house").fetchone():
                raise store.founded_already()
            connection.execute("INSERT INTO house VALUES (1, %s, %s)", house)

    def records(self) -> tuple[bytes, ...]:
        with self._reading() as connection:
            rows = connection.execute("SELECT id FROM record ORDER BY number", binary=True)
            return tuple(record for (record,) in rows)

    def begin(self, record: bytes, data_key: bytes) -> None:
        with self._transaction() as connection, told_plainly():
            inserted = connection.execute(
                "INSERT INTO record (id, data_key) VALUES (%s, %s) ON CONFLICT (id) DO NOTHING", (record, data_key)
            )
            if inserted.rowcount == 0:
                raise store.known_record()

    def data_key(self, record: bytes) -> bytes:
        with self._reading() as connection:
            row = connection.execute("SELECT data_key FROM record WHERE id = %s", (record,), binary=True).fetchone()
        if row is None:
            raise unknown_record()
        return bytes(row[0])

    def head(self, record: bytes) -> Head:
        number = self._number(record)
        with self._reading() as connection:
            return _head(connection, number)

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        number = self._number(record)

        def fetch(after: int, count: int) -> list[SealedEntry]:
            with self._reading() as connection:
                return list(map(SealedEntry._make, connection.execute(_READ, (number, after, count), binary=True)))

        return in_pages(fetch, after, limit)

    @contextmanager
    def writing(self, record: bytes) -> Iterator[_PostgresqlTransaction]:
        number = self._number(record)
        with self._transaction() as connection:
            with told_plainly():
                connection.execute(_LOCK, (_lock_of(record),))
            yield _PostgresqlTransaction(connection, number)
            with told_plainly():
                connection.execute(_TELL, (CHANNEL, record.hex()))

    def append(self, record: bytes, entries: Sequence[SealedEntry]) -> None:
        """One way to the server and back: all statements are sent before the first answer is waited for."""
        number = self._number(record)
        with self._connections.borrow() as connection:
            try:
                with connection.pipeline():
                    connection.execute("BEGIN")
                    connection.execute(_LOCK, (_lock_of(record),))
                    _insert_entries(connection, number, entries)
                    connection.execute(_TELL, (CHANNEL, record.hex()))
                    connection.execute("COMMIT")
            except psycopg.IntegrityError:
                raise OvertakenError from None
            except psycopg.Error as error:
                raise _while_committing(connection, error) from error

    def outgoing(self, record: bytes, limit: int = 100) -> tuple[Outgoing, ...]:
        number = self._number(record)
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT number, sealed FROM outgoing WHERE record = %s ORDER BY number LIMIT %s",
                (number, limit),
                binary=True,
            )
            return tuple(map(Outgoing._make, rows))

    def wait(self, record: bytes, after: int, timeout: float) -> Head:
        """Wakes when any program that shares this database has written to the record."""
        number = self._number(record)
        deadline = time.monotonic() + timeout
        with self._reading() as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            while True:
                head = _head(connection, number)
                left = deadline - time.monotonic()
                if head.sequence > after or left <= 0:
                    connection.execute(f"UNLISTEN {CHANNEL}")
                    return head
                for _ in connection.notifies(timeout=left, stop_after=1):
                    pass

    def scrub(self) -> None:
        kept: list[str] = []
        with self._reading() as connection:

            def note(diagnostic: psycopg.errors.Diagnostic) -> None:
                count = re.search(r"[0-9]+", diagnostic.message_detail or "")
                if count and count[0] != "0":
                    kept.append(count[0])

            connection.add_notice_handler(note)
            try:
                for statement in _REWRITE:
                    connection.execute(statement)
            finally:
                connection.remove_notice_handler(note)
            # The old file goes at the next checkpoint; asking for one at once needs a right that not every user has.
            with suppress(psycopg.errors.InsufficientPrivilege):
                connection.execute("CHECKPOINT")
        if kept:
            raise StoreError(
                reason="What was destroyed may still be in the database's files: another program is reading it.",
                advice="The entries cannot be read any more in this house. Close the other program and destroy again.",
            )

    def described(self) -> Description:
        with self._reading() as connection:
            row = connection.execute("SELECT current_setting('server_version'), version FROM schema").fetchone()
        server, schema = row or ("", 0)
        return Description(f"PostgreSQL {server}", schema)

    def check(self) -> None:
        """Reads everything once, so that the server notices pages whose checksums are wrong."""
        with self._reading() as connection:
            connection.execute("SELECT count(sha256(sealed)) FROM entry")
            connection.execute("SELECT count(sha256(wrapped)) FROM entry_key")

    def close(self) -> None:
        self._connections.close()

    def _connect(self) -> psycopg.Connection:
        with told_plainly():
            connection = psycopg.connect(self._address, autocommit=True, connect_timeout=max(2, round(self._waits)))
            try:
                connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{round(self._waits * 1000)}ms",))
                connection.execute(
                    "SELECT set_config('synchronous_commit', 'on', false)"
                    " WHERE current_setting('synchronous_commit') = 'off'"
                )
            except BaseException:
                connection.close()
                raise
        return connection

    def _number(self, record: bytes) -> int:
        number = self._numbers.get(record)
        if number is None:
            with self._reading() as connection:
                row = connection.execute("SELECT number FROM record WHERE id = %s", (record,)).fetchone()
            if row is None:
                raise unknown_record()
            number = self._numbers[record] = int(row[0])
        return number

    @contextmanager
    def _reading(self) -> Iterator[psycopg.Connection]:
        with self._connections.borrow() as connection, told_plainly():
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[psycopg.Connection]:
        """A connection inside a transaction; committed at a clean end, otherwise rolled back."""
        with self._connections.borrow() as connection:
            try:
                with told_plainly():
                    connection.execute("BEGIN")
                yield connection
                try:
                    connection.execute("COMMIT")
                except psycopg.Error as error:
                    raise _while_committing(connection, error) from error
            except BaseException:
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise


class _PostgresqlTransaction:
    """One record's write transaction."""

    def __init__(self, connection: psycopg.Connection, number: int) -> None:
        self._connection = connection
        self._number = number

    def head(self) -> Head:
        with told_plainly():
            return _head(self._connection, self._number)

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        def fetch(after: int, count: int) -> list[SealedEntry]:
            with told_plainly():
                rows = self._connection.execute(_READ, (self._number, after, count), binary=True)
                return list(map(SealedEntry._make, rows))

        return in_pages(fetch, after, limit)

    def append(self, entries: Sequence[SealedEntry]) -> None:
        try:
            _insert_entries(self._connection, self._number, entries)
        except psycopg.IntegrityError:
            raise OvertakenError from None
        except psycopg.Error as error:
            raise plainly(error) from error

    def destroy(self, sequences: Sequence[int]) -> tuple[int, ...]:
        with told_plainly():
            rows = self._connection.execute(
                "DELETE FROM entry_key WHERE record = %s AND sequence = ANY(%s) RETURNING sequence",
                (self._number, list(sequences)),
            )
            return tuple(sorted(sequence for (sequence,) in rows))

    def send(self, sealed: Sequence[bytes]) -> None:
        with told_plainly():
            _insert(
                self._connection,
                "INSERT INTO outgoing (record, sealed) VALUES (%s, %s)",
                [(self._number, item) for item in sealed],
            )

    def sent(self, numbers: Sequence[int]) -> None:
        with told_plainly():
            self._connection.execute(
                "DELETE FROM outgoing WHERE record = %s AND number = ANY(%s)", (self._number, list(numbers))
            )


_REWRITE: Final = ("VACUUM (FULL, VERBOSE) entry_key", "VACUUM (FULL, VERBOSE) outgoing")


def _insert_entries(connection: psycopg.Connection, number: int, entries: Sequence[SealedEntry]) -> None:
    _insert(
        connection,
        "INSERT INTO entry (record, sequence, hash, sealed) VALUES (%s, %s, %s, %s)",
        [(number, entry.sequence, entry.hash, entry.sealed) for entry in entries],
    )
    _insert(
        connection,
        "INSERT INTO entry_key (record, sequence, wrapped) VALUES (%s, %s, %s)",
        [(number, entry.sequence, entry.key) for entry in entries if entry.key is not None],
    )


def _insert(connection: psycopg.Connection, statement: LiteralString, rows: list[tuple[int | bytes, ...]]) -> None:
    if len(rows) == 1:
        connection.execute(statement, rows[0])
    else:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _lock_of(record: bytes) -> int:
    """The number of a record's advisory lock."""
    return int.from_bytes(record[:8], "big", signed=True)


def _while_committing(connection: psycopg.Connection, error: psycopg.Error) -> StoreError:
    """What psycopg raised while the server may already have kept everything."""
    if connection.closed:
        return StoreError(
            reason="The database server went away while this was being written.",
            advice="Look at the record before trying again: it may or may not have been kept.",
        )
    return plainly(error)


def _head(connection: psycopg.Connection, number: int) -> Head:
    row = connection.execute(_HEAD, (number,), binary=True).fetchone()
    return Head(*row) if row else Head(0, b"")


def _migrate(connection: psycopg.Connection) -> None:
    """Bring the schema up to this program's, or raise StoreError if it is a newer program's."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MIGRATING,))
    version = 0
    if connection.execute("SELECT to_regclass('schema')").fetchone() != (None,):
        row = connection.execute("SELECT version, compatible FROM schema").fetchone()
        version, compatible = row or (0, 0)
        migrations.require_usable(version, compatible)
    if version >= migrations.VERSION:
        return
    for step in migrations.steps("postgresql", after=version):
        connection.execute(step.sql.encode())
    connection.execute(
        "INSERT INTO schema VALUES (1, %s, %s)"
        " ON CONFLICT (one) DO UPDATE SET version = excluded.version, compatible = excluded.compatible",
        (migrations.VERSION, migrations.COMPATIBLE),
    )
