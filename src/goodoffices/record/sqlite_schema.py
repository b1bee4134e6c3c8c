# SPDX-License-Identifier: Apache-2.0
"""Which schema a SQLite file has, and how it gets this program's: all steps in one transaction, or none.

A file that is not a house's, or that belongs to a program too new for this one, is refused before anything changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from goodoffices.errors import StoreError
from goodoffices.record import migrations


APPLICATION: Final = 0x476F4F66
"""`PRAGMA application_id` of a house's database: "GoOf" in ASCII."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to this program's, or raise StoreError if it is a newer program's or not a house's."""
    version = _schema(connection)
    if version >= migrations.VERSION:
        return
    if version == 0:
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _schema(connection)
        for step in migrations.steps("sqlite", after=version):
            for statement in _statements(step.sql):
                connection.execute(statement)
        if version < migrations.VERSION:
            connection.execute(
                "INSERT INTO schema VALUES (1, ?, ?)"
                " ON CONFLICT (one) DO UPDATE SET version = excluded.version, compatible = excluded.compatible",
                (migrations.VERSION, migrations.COMPATIBLE),
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise


def _schema(connection: sqlite3.Connection) -> int:
    """The schema version of the database; 0 when it is empty."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application == 0 and tables == 0:
        return 0
    if application != APPLICATION:
        raise StoreError(
            reason="This database belongs to another program.", advice="Look whether this is the right directory."
        )
    row = connection.execute("SELECT version, compatible FROM schema").fetchone()
    if row is None or not all(isinstance(number, int) for number in row):
        raise StoreError(
            reason="The house's database is damaged: it does not say which version made it.",
            advice="Put back a copy of the house made earlier, and keep the damaged one beside it.",
        )
    version, compatible = row
    migrations.require_usable(version, compatible)
    return int(version)


def _statements(sql: str) -> Iterator[str]:
    """The single statements of a migration, so that all of it happens in one transaction."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
