# SPDX-License-Identifier: Apache-2.0
"""One durable append, early and late in a record, and beside a bare INSERT of the same bytes into the same database.

An append encodes, seals, chains, writes and forces to the disk, under the record's lock. A whole command also catches
up and decides; it is told beside it, as is what one forced write costs on this disk: the faster that is, the more of
the ratio is our own work.
The bare INSERT writes what one append stores (sealed entry, hash, wrapped key) into a table without keys or triggers of
the same file, over a connection with the same settings, and commits. Both wait for the same disk, so clocks on the wall
are compared: medians, the two sides taking turns. Early and late are two records in one file, so that the disk's moods
fall on both.
"""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from statistics import median

from benchmarks._record import entry, exchange, fill, house
from benchmarks.figures import Figure, Unit, cpu_seconds, wall_seconds
from goodoffices.app.house import DATABASE
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.decisions import Enter


EARLY, LATE = 100, 100_000
APPENDS = 300


def run() -> list[Figure]:
    """Measure appends at entry 100, at entry 100,000, and bare."""
    with house() as made:
        early = made.begin()
        fill(early, EARLY)
        late = made.begin()
        fill(late, LATE)
        for mediation in (early, late):
            mediation.state()
        (row,) = made.store.read(late.record.id, LATE - 1, 1)
        assert row.key is not None
        same_bytes = (row.hash, row.sealed, row.key)
        plain = made.begin()
        fill(plain, EARLY)
        disk = os.open(made.directory / "forced", os.O_WRONLY | os.O_CREAT, 0o600)
        bare = _bare_table(str(made.directory / DATABASE))
        walls: dict[str, list[float]] = {"early": [], "late": [], "record": [], "bare": [], "disk": []}
        cpus: dict[str, list[float]] = {"early": [], "late": []}
        for number in range(APPENDS):
            for name, mediation in (("early", early), ("late", late)):
                walls[name].append(wall_seconds(partial(_append, mediation, number)))
                cpus[name].append(cpu_seconds(partial(_append, mediation, APPENDS + number)))
            walls["record"].append(wall_seconds(partial(_record, plain, number)))
            walls["bare"].append(wall_seconds(partial(_insert, bare, same_bytes)))
            walls["disk"].append(wall_seconds(partial(_force, disk)))
        bare.close()
        os.close(disk)
    wall = {name: median(times) for name, times in walls.items()}
    cpu = {name: median(times) for name, times in cpus.items()}
    change = max(wall["late"] / wall["early"], wall["early"] / wall["late"])
    return [
        Figure(
            name=f"an append at entry {LATE:,} / at entry {EARLY}, on the clock, either way", value=change, bound=1.2
        ),
        Figure(
            name=f"an append at entry {LATE:,} / at entry {EARLY}, processor time",
            value=cpu["late"] / cpu["early"],
            bound=1.2,
        ),
        Figure(
            name="a durable append / a bare INSERT and fsync of the same bytes",
            value=wall["record"] / wall["bare"],
            bound=1.5,
        ),
        Figure(name="a whole command / the same bare INSERT and fsync", value=wall["late"] / wall["bare"]),
        Figure(name="a whole command, median", value=wall["late"] * 1000, unit=Unit.MILLISECONDS),
        Figure(
            name="one forced write of 4 KiB to this disk, median", value=wall["disk"] * 1000, unit=Unit.MILLISECONDS
        ),
    ]


def _append(mediation: OpenMediation, number: int) -> None:
    mediation.carry_out(Enter(facts=(exchange(10_000_000 + number),), by="conciliator"))


def _record(mediation: OpenMediation, number: int) -> None:
    with mediation.record.writing() as writing:
        writing.append([entry(20_000_000 + number)])


def _force(disk: int) -> None:
    os.write(disk, bytes(4096))
    os.fsync(disk)


def _bare_table(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=FULL", "fullfsync=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE bare (hash BLOB, sealed BLOB, wrapped BLOB)")
    return connection


def _insert(connection: sqlite3.Connection, row: tuple[bytes, bytes, bytes]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare VALUES (?, ?, ?)", row)
    connection.execute("COMMIT")
