# SPDX-License-Identifier: Apache-2.0
"""A hand in the database: statements past the store and its triggers, as whoever owns file or server could give."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg

from tests.contract.conftest import Place, PostgresqlPlace, SqlitePlace


Row = tuple[object, ...]


def tamper(place: Place, *statements: tuple[str, Row]) -> list[Row]:
    """Carry out statements (with ? for values) with no trigger in force; gives the rows of the last."""
    rows: list[Row] = []
    if isinstance(place, SqlitePlace):
        with closing(sqlite3.connect(place.path)) as file:
            triggers = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                file.execute(f"DROP TRIGGER {name}")
            for statement, values in statements:
                rows = file.execute(statement, values).fetchall()
            for _, sql in triggers:
                file.execute(sql)
            file.commit()
        return rows
    assert isinstance(place, PostgresqlPlace)
    with psycopg.connect(place.address) as server:
        server.execute("SET session_replication_role = replica")
        for statement, values in statements:
            answer = server.execute(statement.replace("?", "%s").encode(), values, binary=True)
            rows = answer.fetchall() if answer.description else []
    return rows
