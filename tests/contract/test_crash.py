# SPDX-License-Identifier: Apache-2.0
"""A real process appends and is killed at different moments: nothing acknowledged is lost, nothing is half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.record.verification import verify
from tests.contract.conftest import Place, PostgresqlPlace, SqlitePlace
from tests.contract.payloads import RECORD, new_record


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("acknowledged", [0, 1, 2, 13, 64, 131, 199, 200])
@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_a_kill_loses_nothing_acknowledged(place: Place, acknowledged: int) -> None:
    kill_while_appending(place, acknowledged, "block")


@pytest.mark.parametrize("acknowledged", [0, 1, 16, 64, 131, 200])
@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_a_kill_loses_nothing_acknowledged_that_was_appended_at_once(place: Place, acknowledged: int) -> None:
    kill_while_appending(place, acknowledged, "at-once")


def kill_while_appending(place: Place, acknowledged: int, way: str) -> None:
    """Kill a program that appends 200 entries when it has acknowledged so many."""
    store = place.open()
    new_record(store)
    store.close()
    assert isinstance(place, SqlitePlace | PostgresqlPlace)
    where = str(place.path) if isinstance(place, SqlitePlace) else place.address
    with subprocess.Popen(
        [sys.executable, "-m", "tests.contract.appending", place.name, where, "200", way],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        last = 0
        for _ in range(acknowledged):
            last = int(process.stdout.readline())
        process.kill()
        # What it managed to say between the last line read and the kill counts as well.
        last = max([last, *(int(line) for line in process.stdout if line.endswith("\n"))])

    record = place.open()
    found = verify(record, RECORD)
    assert found.good
    assert acknowledged <= last <= found.head.sequence <= 200
    assert found.holes == ()
    # What is to be sent was written together with the entry, so there is one for each.
    assert len(record.outgoing(RECORD, limit=1000)) == (found.head.sequence if way == "block" else 0)
    record.check()
