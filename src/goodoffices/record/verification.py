# SPDX-License-Identifier: Apache-2.0
"""Checking a whole record: the chain with no key at all, the payloads too when there is one.

What it can show: entries changed, swapped, doubled or missing; with a head noted elsewhere (a copy, an export, a
letter), a record cut short or replaced; with the data key, a key or a payload that does not open or is not written as
it must be. What it cannot show without such a head: a whole database put back from an older copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from goodoffices.errors import CanonicalError, ChainError, PayloadError
from goodoffices.record.chain import Chain, Head
from goodoffices.record.store import SealedEntry
from goodoffices.sealing.payloads import open_sealed
from goodoffices.sealing.wrapping import DataKey


class Entries(Protocol):
    """Whatever gives the sealed entries of a record: a store, or something that watches one being read."""

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        """As `Store.read`."""
        ...


class Verification(NamedTuple):
    """What was found in one record."""

    record: bytes
    """The record's id."""
    head: Head
    """The last entry up to which the chain holds."""
    holes: tuple[int, ...]
    """The entries that were destroyed, as far as the record was checked."""
    opened: int
    """How many payloads were opened and found good; 0 without a key."""
    error: ChainError | PayloadError | None
    """What is wrong with the first bad entry, or None when the whole record is good."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.error is None

    @property
    def first_bad(self) -> int | None:
        """The first bad entry's sequence."""
        sequence = self.error.fields["sequence"] if self.error else None
        return sequence if isinstance(sequence, int) else None


def verify(
    store: Entries,
    record: bytes,
    data_key: DataKey | None = None,
    expected_head: Head | None = None,
    decode: Callable[[bytes], object] | None = None,
) -> Verification:
    """Check every entry of a record and say what was found; the first bad entry ends the check.

    With `data_key` every payload that has a key is opened, and with `decode` (such as
    `canonical.Decoder(Entry).decode`) strictly decoded as well. Raises StoreError if the database cannot be read, and
    nothing else.
    """
    holes: list[int] = []
    opened = 0
    error: ChainError | PayloadError | None = None
    chain = Chain(record, expected=None)
    try:
        chain = Chain(record, expected=expected_head)
        extend = chain.extend
        for sequence, hash_, sealed, wrapped in store.read(record):
            extend(sequence, hash_, sealed)
            if wrapped is None:
                holes.append(sequence)
            elif data_key is not None:
                _open(data_key, sequence, sealed, wrapped, decode)
                opened += 1
        chain.finish()
    except (ChainError, PayloadError) as found:
        error = found
    return Verification(record, chain.head, tuple(holes), opened, error)


def _open(
    data_key: DataKey, sequence: int, sealed: bytes, wrapped: bytes, decode: Callable[[bytes], object] | None
) -> None:
    """Open one payload and, if asked to, decode it; raises PayloadError."""
    payload = open_sealed(data_key.unwrap(sequence, wrapped), data_key.record, sequence, sealed)
    if decode is not None:
        try:
            decode(payload)
        except CanonicalError as error:
            reason = f"it opens, but is not in canonical form: {error.fields['reason']}"
            raise PayloadError(sequence=sequence, reason=reason) from None
