# SPDX-License-Identifier: Apache-2.0
"""One durable append in PostgreSQL, beside a bare INSERT and commit of the same bytes into the same database.

The server is a private one, started for this and removed (see `tests/postgresql.py`), with its settings as they come:
every commit is forced to the disk. An append waits for its turn at the record, encodes, seals, chains, writes, tells
whoever waits for news, and commits. The bare INSERT writes what one append stores (sealed entry, hash, wrapped key) as
psycopg does it when it is left alone (begin, INSERT, commit), and has two forms: one row in a plain table, and the same
two rows in the same tables that an append writes. Clocks on the wall are compared: medians, the sides taking turns.
"""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import psycopg

from benchmarks._record import entry, fill
from benchmarks.figures import Figure, Unit, wall_seconds
from goodoffices.app.house import House
from goodoffices.times import now
from tests.postgresql import cluster


if TYPE_CHECKING:
    from goodoffices.app.mediation import OpenMediation
    from goodoffices.domain.entries import Entry

BEFORE = 100
APPENDS = 300


def run() -> list[Figure]:
    """Measure appends and both bare forms, taking turns."""
    with cluster() as server, tempfile.TemporaryDirectory() as directory:
        address = server.address()
        made = House.found(Path(directory) / "house", clock=now, randomness=os.urandom, postgresql=address)
        try:
            seconds = _taken(made, address)
        finally:
            made.close()
    medians = {name: median(taken) for name, taken in seconds.items()}
    return [
        Figure(
            name="PostgreSQL: a durable append / a bare INSERT and commit of the same bytes, one row in a plain table",
            value=medians["record"] / medians["plain"],
            bound=1.5,
        ),
        Figure(
            name="PostgreSQL: a durable append / a bare INSERT and commit, the same rows in the same tables",
            value=medians["record"] / medians["rows"],
            bound=1.5,
        ),
        Figure(name="PostgreSQL: a durable append, median", value=medians["record"] * 1000, unit=Unit.MILLISECONDS),
    ]


def _taken(made: House, address: str) -> dict[str, list[float]]:
    """Seconds on the clock of each append and each bare INSERT."""
    record = made.begin()
    fill(record, BEFORE)
    other = made.begin()
    fill(other, 1)
    (row,) = made.store.read(record.record.id, BEFORE - 1, 1)
    assert row.key is not None
    same_bytes = (row.hash, row.sealed, row.key)
    seconds: dict[str, list[float]] = {"record": [], "plain": [], "rows": []}
    order = Random(1)  # noqa: S311 - the order of turns, not a key
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE plain (hash bytea, sealed bytea, wrapped bytea)")
        connection.commit()
        (number,) = connection.execute("SELECT number FROM record WHERE id = %s", (other.record.id,)).fetchone() or (0,)
        connection.commit()
        for turn in range(APPENDS):
            turns = [
                ("record", partial(_record, record, entry(20_000_000 + turn))),
                ("plain", partial(_insert, connection, same_bytes)),
                ("rows", partial(_insert_rows, connection, (number, turn + 2), same_bytes)),
            ]
            order.shuffle(turns)
            for name, work in turns:
                seconds[name].append(wall_seconds(work))
    return seconds


def _record(mediation: OpenMediation, recorded: Entry) -> None:
    mediation.record.append([recorded])


def _insert(connection: psycopg.Connection, row: tuple[bytes, bytes, bytes]) -> None:
    connection.execute("INSERT INTO plain VALUES (%s, %s, %s)", row)
    connection.commit()


def _insert_rows(connection: psycopg.Connection, place: tuple[int, int], row: tuple[bytes, bytes, bytes]) -> None:
    hash_, sealed, wrapped = row
    connection.execute(
        "INSERT INTO entry (record, sequence, hash, sealed) VALUES (%s, %s, %s, %s)", (*place, hash_, sealed)
    )
    connection.execute("INSERT INTO entry_key (record, sequence, wrapped) VALUES (%s, %s, %s)", (*place, wrapped))
    connection.commit()
