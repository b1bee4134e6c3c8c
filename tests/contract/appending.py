# SPDX-License-Identifier: Apache-2.0
"""A program of its own that appends to a record and says each entry when it is acknowledged. For tests that kill it.

    python appending.py sqlite PATH COUNT WAY | python appending.py postgresql ADDRESS COUNT WAY

WAY is "block" (with something to be sent) or "at-once".

The house was made with the same seed by whoever starts this.
"""

from __future__ import annotations

import sys
from pathlib import Path

from goodoffices.record.postgresql import PostgresqlStore
from goodoffices.record.record import Record
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.store import Store
from goodoffices.sealing.house_key import HouseKey
from tests.contract.payloads import RECORD, Note, Stream


def main(kind: str, place: str, count: str, way: str) -> None:
    store: Store = SqliteStore.open(Path(place)) if kind == "sqlite" else PostgresqlStore(place)
    record = Record.open(store, HouseKey.generate(Stream()), RECORD, Note, Stream(b"appending"))
    for number in range(int(count)):
        entries = [Note(text=f"entry {number} " + "x" * (37 * number % 900))]
        if way == "block":
            with record.writing() as writing:
                head = writing.append(entries, [b"to be sent"])
        else:
            head = record.append(entries)
        sys.stdout.write(f"{head.sequence}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
