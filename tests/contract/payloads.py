# SPDX-License-Identifier: Apache-2.0
"""A house with one record, and payloads that stand in for the domain's entries."""

from __future__ import annotations

import hashlib
import itertools

import msgspec

from goodoffices.record.record import Record
from goodoffices.record.store import House, Store
from goodoffices.sealing.house_key import HouseKey


RECORD = bytes(range(16))


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A payload with a text and a default."""

    text: str
    why: str = ""


class Stream:
    """Randomness for tests: SHA-256 of a count, so that a failing example fails again."""

    def __init__(self, seed: bytes = b"") -> None:
        self._seed = seed
        self._count = itertools.count()

    def __call__(self, length: int) -> bytes:
        block = b""
        while len(block) < length:
            block += hashlib.sha256(self._seed + next(self._count).to_bytes(8, "big")).digest()
        return block[:length]


def notes(*texts: str) -> list[Note]:
    return [Note(text=text) for text in texts]


def new_record(store: Store, seed: bytes = b"") -> tuple[Record[Note], HouseKey]:
    """A founded house with one empty record."""
    randomness = Stream(seed)
    house_key = HouseKey.generate(randomness)
    store.found(House(randomness(16), house_key.id))
    return Record.create(store, house_key, RECORD, Note, randomness), house_key


def texts(record: Record[Note], after: int = 0) -> list[str | None]:
    return [None if note is None else note.text for _, note in record.read(after)]
