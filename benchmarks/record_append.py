# SPDX-License-Identifier: Apache-2.0
"""One durable append, early and late in a record, and beside a bare INSERT of the same bytes into the same database.

An append encodes, seals, chains, writes and forces to the disk. A whole command also decides; it is told beside it, as
is what one forced write costs on this disk: the faster that is, the more of the ratio is our own work.
The bare INSERT writes what one append stores (sealed entry, hash, wrapped key) over a connection with the same settings
and commits; it has two bounded forms. One, which is the harder to keep up with, writes one row into a table without
keys, indexes, checks or triggers of the same file. The other writes where an append writes: a row into the table of
entries and one into that of keys, which are two so that a key can be destroyed. A third form, which is only told, does
so for a record that another one stands behind. All wait for the same disk, so clocks on the wall are compared: medians,
the sides taking turns. Early and late are two records in one file, so that the disk's moods fall on both.

What the ratio consists of is told besides: the same two sides on a file system in memory, where forcing costs nothing,
each call right after the last and each after a rest as long as a fast disk takes. What the processor keeps at hand is
lost in the rest, for the peer as for us, and that is most of what an append costs beside the disk
(docs/decisions/0012-what-a-durable-append-costs.md, 0016-seals-made-ahead.md, 0017-appending-on-what-is-known.md).
"""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks._record import entry, exchange, fill, house
from benchmarks.figures import Figure, Unit, cpu_seconds, wall_seconds
from goodoffices.app.house import DATABASE
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.decisions import Enter
from goodoffices.domain.entries import Entry


EARLY, LATE = 100, 100_000
APPENDS = 300
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a directory of its own is made in it
REST = 0.0003
"""Seconds: about what one forced write takes on a fast disk."""


def run() -> list[Figure]:
    """Measure appends bare and beside, then at entry 100 and at entry 100,000."""
    beside = _beside_bare_inserts()
    early, late = _early_and_late()
    change = max(late.wall / early.wall, early.wall / late.wall)
    return [
        Figure(
            name=f"an append at entry {LATE:,} / at entry {EARLY}, on the clock, either way", value=change, bound=1.2
        ),
        Figure(
            name=f"an append at entry {LATE:,} / at entry {EARLY}, processor time",
            value=late.cpu / early.cpu,
            bound=1.2,
        ),
        Figure(
            name="a durable append / a bare INSERT and fsync of the same bytes, one row in a plain table",
            value=beside["record"] / beside["plain"],
            bound=1.5,
        ),
        Figure(
            name="a durable append / a bare INSERT and fsync of the same bytes, the same rows in the same tables",
            value=beside["record"] / beside["rows"],
            bound=1.5,
        ),
        Figure(
            name="a durable append / the same rows bare with another record's rows behind them, as behind our own",
            value=beside["record"] / beside["between"],
        ),
        Figure(name="a whole command / one row in a plain table", value=beside["command"] / beside["plain"]),
        Figure(name="a durable append, median", value=beside["record"] * 1000, unit=Unit.MILLISECONDS),
        Figure(name="a whole command, median", value=beside["command"] * 1000, unit=Unit.MILLISECONDS),
        Figure(
            name="one forced write of 4 KiB to this disk, median", value=beside["disk"] * 1000, unit=Unit.MILLISECONDS
        ),
        *(_figures_without_a_disk() if IN_MEMORY.is_dir() else ()),
    ]


class Cost(NamedTuple):
    """The median of many appends: seconds on the clock, and of the processor."""

    wall: float
    cpu: float


def _beside_bare_inserts() -> dict[str, float]:
    """Seconds on the clock, medians, for an append, a whole command, the bare forms and the disk, taking turns."""
    with house() as made:
        record = made.begin()
        fill(record, EARLY)
        (row,) = made.store.read(record.record.id, EARLY - 1, 1)
        assert row.key is not None
        same_bytes = (row.hash, row.sealed, row.key)
        connection = _plain_table(str(made.directory / DATABASE))
        between = _Rows(connection, made.begin().record.id)
        between.insert(same_bytes)
        command = made.begin()
        fill(command, EARLY)
        command.state()
        rows = _Rows(connection, made.begin().record.id)
        disk = os.open(made.directory / "forced", os.O_WRONLY | os.O_CREAT, 0o600)
        order = Random(1)  # noqa: S311 - the order of turns, not a key
        seconds: dict[str, list[float]] = {}
        for number in range(APPENDS):
            turns = [
                ("record", partial(_record, record, entry(20_000_000 + number))),
                ("plain", partial(_insert, connection, same_bytes)),
                ("command", partial(_append, command, number)),
                ("rows", partial(rows.insert, same_bytes)),
                ("between", partial(between.insert, same_bytes)),
                ("disk", partial(_force, disk)),
            ]
            # Nobody always follows the same neighbour: what one leaves in the caches the next one finds.
            order.shuffle(turns)
            for name, turn in turns:
                seconds.setdefault(name, []).append(wall_seconds(turn))
        connection.close()
        os.close(disk)
    return {name: median(taken) for name, taken in seconds.items()}


def _figures_without_a_disk() -> list[Figure]:
    append, append_rested, rows, rows_rested = _without_a_disk()
    return [
        Figure(
            name="an append in memory, one right after the other, median", value=append * 1000, unit=Unit.MILLISECONDS
        ),
        Figure(name="an append in memory after 0.3 ms of rest / right after the other", value=append_rested / append),
        Figure(
            name="the same rows bare in memory after 0.3 ms of rest / right after the other", value=rows_rested / rows
        ),
        Figure(
            name="an append / the same rows bare, in memory, after 0.3 ms of rest", value=append_rested / rows_rested
        ),
    ]


def _without_a_disk() -> tuple[float, float, float, float]:
    """Seconds on the clock, medians, where forcing is free: an append, one after a rest, and bare rows likewise."""
    with house(IN_MEMORY) as made:
        mediation = made.begin()
        fill(mediation, EARLY)
        (row,) = made.store.read(mediation.record.id, EARLY - 1, 1)
        assert row.key is not None
        same_bytes = (row.hash, row.sealed, row.key)
        connection = _plain_table(str(made.directory / DATABASE))
        rows = _Rows(connection, made.begin().record.id)
        seconds: dict[tuple[str, float], list[float]] = {}
        for rest in (0.0, REST):
            for number in range(APPENDS):
                recorded = entry(20_000_000 + number)
                for name, turn in (
                    ("append", partial(_record, mediation, recorded)),
                    ("rows", partial(rows.insert, same_bytes)),
                ):
                    if rest:
                        time.sleep(rest)
                    seconds.setdefault((name, rest), []).append(wall_seconds(turn))
        connection.close()
    append, rested, bare, bare_rested = (
        median(seconds[name, rest]) for name in ("append", "rows") for rest in (0.0, REST)
    )
    return append, rested, bare, bare_rested


def _early_and_late() -> tuple[Cost, Cost]:
    """What a whole command costs at entry 100 and at entry 100,000, taking turns."""
    with house() as made:
        early = made.begin()
        fill(early, EARLY)
        late = made.begin()
        fill(late, LATE)
        for mediation in (early, late):
            mediation.state()
        walls: dict[str, list[float]] = {"early": [], "late": []}
        cpus: dict[str, list[float]] = {"early": [], "late": []}
        for number in range(APPENDS):
            for name, mediation in (("early", early), ("late", late)):
                walls[name].append(wall_seconds(partial(_append, mediation, number)))
                cpus[name].append(cpu_seconds(partial(_append, mediation, APPENDS + number)))
    early_cost, late_cost = (Cost(median(walls[name]), median(cpus[name])) for name in ("early", "late"))
    return early_cost, late_cost


def _append(mediation: OpenMediation, number: int) -> None:
    mediation.carry_out(Enter(facts=(exchange(10_000_000 + number),), by="conciliator"))


def _record(mediation: OpenMediation, recorded: Entry) -> None:
    """Append to a record of which the last entry is known, as whoever decides has read it."""
    mediation.record.append([recorded])


def _force(disk: int) -> None:
    os.write(disk, bytes(4096))
    os.fsync(disk)


def _plain_table(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=FULL", "fullfsync=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE plain (hash BLOB, sealed BLOB, wrapped BLOB)")
    return connection


def _insert(connection: sqlite3.Connection, row: tuple[bytes, bytes, bytes]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO plain VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")


class _Rows:
    """What one append stores, written bare where an append writes it: at the end of a record of its own."""

    def __init__(self, connection: sqlite3.Connection, record: bytes) -> None:
        self._connection = connection
        (self._record,) = connection.execute("SELECT number FROM record WHERE id = ?", (record,)).fetchone()
        self._sequence = 0

    def insert(self, row: tuple[bytes, bytes, bytes]) -> None:
        hash_, sealed, wrapped = row
        self._sequence += 1
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(
            "INSERT INTO entry VALUES ((SELECT coalesce(max(place), 0) + 1 FROM entry), ?, ?, ?, ?)",
            (self._record, self._sequence, hash_, sealed),
        )
        self._connection.execute("INSERT INTO entry_key VALUES (?, ?, ?)", (self._record, self._sequence, wrapped))
        self._connection.execute("COMMIT")
