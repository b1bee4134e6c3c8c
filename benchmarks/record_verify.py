# SPDX-License-Identifier: Apache-2.0
"""Verifying a record without its key, beside a bare loop that reads the same rows and hashes them."""

from __future__ import annotations

import hashlib
import sqlite3

from benchmarks._record import fill, house
from benchmarks.figures import Figure, ratio
from goodoffices.app.house import DATABASE
from goodoffices.record.verification import verify


ENTRIES = 100_000


def run() -> list[Figure]:
    """Measure on a record of 100,000 entries."""
    with house() as made:
        mediation = made.begin()
        fill(mediation, ENTRIES)
        identifier = mediation.record.id
        connection = sqlite3.connect(made.directory / DATABASE)

        def bare() -> int:
            count = 0
            for sequence, digest, sealed in connection.execute("SELECT sequence, hash, sealed FROM entry"):
                hashlib.sha256(sequence.to_bytes(8, "big") + digest + sealed).digest()
                count += 1
            return count

        def ours() -> int:
            found = verify(made.store, identifier)
            assert found.good
            return found.head.sequence

        assert bare() == ours() == ENTRIES
        value = ratio(ours, bare)
        connection.close()
    return [Figure(name=f"verify {ENTRIES:,} entries without keys / read and hash the rows", value=value, bound=3)]
