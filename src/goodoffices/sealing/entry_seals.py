# SPDX-License-Identifier: Apache-2.0
"""The seals of a record's next entries, made several at a time and before their payloads are known.

A key, its cipher and the key wrapped depend on the place of an entry and not on what it says. Made one at a time, right
after a wait for the disk, they are the dearest part of an append, because the processor has forgotten all of this
program meanwhile; of several made at once only the first is dear.

A seal leaves this object when it is taken and never comes back, so no key is used twice, whatever becomes of the entry.
Those made for places that others have filled meanwhile, or that are needed a second time because an append broke
off, are thrown away.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from goodoffices.sealing.payloads import KEY_BYTES, Seal
from goodoffices.sealing.wrapping import DataKey, Randomness


AT_ONCE: Final = 16
"""How many seals are made at a time."""


class EntrySeal(NamedTuple):
    """What the entry at one place will be sealed with, and its key as it is stored: wrapped by the data key."""

    sequence: int
    seal: Seal
    wrapped: bytes


class EntrySeals:
    """Hands out the seals of one record's entries, to any thread."""

    __slots__ = ("_data_key", "_randomness", "_ready")

    def __init__(self, data_key: DataKey, randomness: Randomness) -> None:
        self._data_key = data_key
        self._randomness = randomness
        self._ready: list[EntrySeal] = []
        """The next seals, the last of them first."""

    def take(self, sequence: int) -> EntrySeal:
        """The seal for entry `sequence` (from 1), under a key that nothing was or will be sealed with but this."""
        try:
            # Taken first and looked at then: whoever else takes one meanwhile takes another.
            seal = self._ready.pop()
        except IndexError:
            pass
        else:
            if seal.sequence == sequence:
                return seal
        made = [self._made(place) for place in range(sequence + AT_ONCE - 1, sequence - 1, -1)]
        seal = made.pop()
        self._ready = made
        return seal

    def _made(self, sequence: int) -> EntrySeal:
        entry_key = self._randomness(KEY_BYTES)
        wrapped = self._data_key.wrap(sequence, entry_key, self._randomness)
        return EntrySeal(sequence, Seal(entry_key, self._data_key.record, sequence), wrapped)
