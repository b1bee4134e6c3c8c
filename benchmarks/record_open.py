# SPDX-License-Identifier: Apache-2.0
"""Opening and folding a record, beside a bare loop that decrypts and decodes the same payloads.

The bare loop is given every entry key and ciphertext in memory: it unwraps no key, reads no row, checks no chain, no
commitment, no spelling, and keeps nothing.
"""

from __future__ import annotations

import os

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks._record import entry, fill, house
from benchmarks.figures import Figure, ratio
from goodoffices.domain.entries import Entry
from goodoffices.domain.values import decode_hook
from goodoffices.record.canonical import encode


ENTRIES = 100_000
NONCE = bytes(12)


def run() -> list[Figure]:
    """Measure on a record of 100,000 entries."""
    with house() as made:
        mediation = made.begin()
        fill(mediation, ENTRIES)
        decoder = msgspec.json.Decoder(Entry, dec_hook=decode_hook)
        keys = [os.urandom(32) for _ in range(ENTRIES)]
        sealed = [(key, AESGCM(key).encrypt(NONCE, encode(entry(number)), None)) for number, key in enumerate(keys)]

        def bare() -> int:
            count = 0
            for key, ciphertext in sealed:
                decoder.decode(AESGCM(key).decrypt(NONCE, ciphertext, None))
                count += 1
            return count

        def ours() -> int:
            return len(made.mediation().state())

        assert bare() == ours() == ENTRIES
        return [
            Figure(
                name=f"open and fold {ENTRIES:,} entries / decrypt and decode them in a bare loop",
                value=ratio(ours, bare, rounds=3),
                bound=3,
            )
        ]
