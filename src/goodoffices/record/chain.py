# SPDX-License-Identifier: Apache-2.0
"""The chain over what is sealed: pure, and it needs no key.

    hash 0 = SHA-256("good-offices/record/1" 00 ‖ record)
    hash n = SHA-256("good-offices/entry/1" 00 ‖ record ‖ n (8 bytes, big endian) ‖ hash n-1 ‖ sealed n)

The chain runs over sealed payloads and not over payloads, so it goes on verifying when an entry's key is destroyed.
Its head is never signed: a seal commits to its key, so a signature over the head would bind whoever signed it to what
was said off the record.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final, NamedTuple

from goodoffices.errors import ChainError


RECORD_ID_BYTES: Final = 16
HASH_BYTES: Final = 32
SHORTEST_SEALED: Final = 48

_RECORD: Final = b"good-offices/record/1\x00"
_ENTRY: Final = b"good-offices/entry/1\x00"


class Head(NamedTuple):
    """A place in a record: the number of an entry (0: before the first) and the hash there, over all up to it."""

    sequence: int
    hash: bytes


def genesis(record: bytes) -> bytes:
    """The hash before the first entry of the record with this id (16 bytes)."""
    return hashlib.sha256(_RECORD + record).digest()


def link(record: bytes, sequence: int, previous: bytes, sealed: bytes) -> bytes:
    """The hash (32 bytes) of entry `sequence` (from 1), given the hash before it and its sealed payload."""
    return hashlib.sha256(_ENTRY + record + sequence.to_bytes(8, "big") + previous + sealed).digest()


class Chain:
    """Checks a record's entries one after the other: bytes in, a verified head or ChainError out.

    The rules, in the order in which they are checked:
     * The next entry is the one after the last: nothing is missing, doubled or out of order.
     * A hash has 32 bytes; a sealed payload has at least 48.
     * An entry's hash is the link of the hash before it and its own sealed payload.
     * Where a head is expected (from a copy, a letter, another screen), the hash at that place is that one,
       and the record reaches that place. `finish` checks the latter.
    An entry that breaks a rule is not taken in: the head stays at the last good entry.

    Whoever replaces an entry and all after it makes a chain that holds: only an expected head from elsewhere shows
    that.
    """

    __slots__ = ("_expected", "_hash", "_prefix", "_sequence")

    def __init__(self, record: bytes, after: Head | None = None, expected: Head | None = None) -> None:
        """Begin at the record's beginning, or at a head that was verified before."""
        self._prefix = _ENTRY + record
        self._sequence, self._hash = after or Head(0, genesis(record))
        self._expected = expected or Head(-1, b"")
        if self._sequence == self._expected.sequence:
            self._compare(self._hash)

    @property
    def head(self) -> Head:
        """The last entry that was found good."""
        return Head(self._sequence, self._hash)

    def extend(self, sequence: int, hash_: bytes, sealed: bytes) -> None:
        """Take in the next entry, or raise ChainError that names it."""
        previous = self._sequence
        try:
            if sequence != previous + 1:
                raise self._out_of_order(sequence)
            if len(sealed) < SHORTEST_SEALED:
                raise ChainError(sequence=sequence, reason="it is too short to be a sealed entry", last_good=previous)
            made = hashlib.sha256(self._prefix + sequence.to_bytes(8, "big") + self._hash + sealed).digest()
        except TypeError:  # A damaged database gives numbers and nothing where bytes were.
            reason = "what is stored in its place is not a sealed entry"
            raise ChainError(sequence=previous + 1, reason=reason, last_good=previous) from None
        if made != hash_:
            raise ChainError(
                sequence=sequence, reason="it, its hash or the entry before it was changed", last_good=previous
            )
        if sequence == self._expected.sequence:
            self._compare(made)
        self._sequence = sequence
        self._hash = made

    def finish(self) -> Head:
        """The head, when the record is at its end; raises ChainError if a head was expected further on."""
        if self._sequence < self._expected.sequence:
            raise ChainError(
                sequence=self._sequence + 1,
                reason=f"it is missing, though the record once reached entry {self._expected.sequence}",
                last_good=self._sequence,
            )
        return self.head

    def _out_of_order(self, sequence: int) -> ChainError:
        last = self._sequence
        if sequence <= last:
            return ChainError(sequence=sequence, reason="it comes twice or out of order", last_good=last)
        return ChainError(sequence=last + 1, reason="it is missing", last_good=last)

    def _compare(self, made: bytes) -> None:
        if not hmac.compare_digest(made, self._expected.hash):
            sequence = self._expected.sequence
            raise ChainError(
                sequence=sequence,
                reason="the record up to there is not the one that was expected",
                last_good=max(sequence - 1, 0),
            )
