# SPDX-License-Identifier: Apache-2.0
"""What a store must do, said once for memory, SQLite and PostgreSQL; `tests/contract` holds them to it.

A store keeps sealed bytes and checks nothing: what the bytes mean is the business of `record`. It promises four things.
One writer at a time for each record. All of a transaction or nothing of it, on the disk when `writing` returns.
Entries are added at the end and never changed. A destroyed key is gone from every file the store controls when
`destroy` has been committed and `scrub` has returned. Whatever a driver raises becomes a StoreError with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final, NamedTuple, Protocol

from goodoffices.errors import StoreError
from goodoffices.record.chain import Head


__all__ = [
    "Description",
    "Head",
    "House",
    "Outgoing",
    "SealedEntry",
    "Store",
    "Transaction",
    "in_pages",
    "unknown_record",
]

PAGE: Final = 2000
"""How many entries are taken from a database at once while a record is read."""


class House(NamedTuple):
    """Which house a database belongs to: a random id (16 bytes) and the id of its house key (16 bytes)."""

    id: bytes
    key_id: bytes


class SealedEntry(NamedTuple):
    """One entry as it is stored; `key` is the wrapped entry key, or None when the entry was destroyed."""

    sequence: int
    hash: bytes
    sealed: bytes
    key: bytes | None


class Description(NamedTuple):
    """What database this is: its name and version, and the version of the schema in it."""

    database: str
    schema: int


class Outgoing(NamedTuple):
    """Something that waits to be sent: its number in this store and its sealed bytes."""

    number: int
    sealed: bytes


class Transaction(Protocol):
    """One record, held by one writer. What it does is seen by others when it is committed, and not before."""

    def head(self) -> Head:
        """The last entry, this transaction's own included; sequence 0 (with an empty hash) when there is none."""
        ...

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        """The entries after that sequence, in order, this transaction's own included."""
        ...

    def append(self, entries: Sequence[SealedEntry]) -> None:
        """Add entries, each with its wrapped key, at the end; OvertakenError if they do not follow the last."""
        ...

    def destroy(self, sequences: Sequence[int]) -> tuple[int, ...]:
        """Delete the wrapped keys of these entries; gives those that still had one."""
        ...

    def send(self, sealed: Sequence[bytes]) -> None:
        """Put sealed bytes in the outbox."""
        ...

    def sent(self, numbers: Sequence[int]) -> None:
        """Take these out of the outbox; those that are not there are passed over."""
        ...


class Store(Protocol):
    """A house's database. Every method may be called from any thread; all raise StoreError."""

    def house(self) -> House | None:
        """Which house this is, or None before `found`."""
        ...

    def found(self, house: House) -> None:
        """Say once and for all which house this is."""
        ...

    def records(self) -> tuple[bytes, ...]:
        """The ids of all records, in the order of their creation."""
        ...

    def begin(self, record: bytes, data_key: bytes) -> None:
        """Begin a record with this id (16 bytes) and wrapped data key."""
        ...

    def data_key(self, record: bytes) -> bytes:
        """The wrapped data key of a record."""
        ...

    def head(self, record: bytes) -> Head:
        """The last committed entry; sequence 0 (with an empty hash) when there is none."""
        ...

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        """The committed entries after that sequence, in order. Holds no lock while its reader is busy elsewhere."""
        ...

    def writing(self, record: bytes) -> AbstractContextManager[Transaction]:
        """The one writer of a record: commits at a clean end, and otherwise leaves everything as it was."""
        ...

    def append(self, record: bytes, entries: Sequence[SealedEntry]) -> None:
        """Add entries at the end, all or none, on the disk on return; OvertakenError if they do not follow the last."""
        ...

    def outgoing(self, record: bytes, limit: int = 100) -> tuple[Outgoing, ...]:
        """What waits to be sent, oldest first; only what is committed."""
        ...

    def wait(self, record: bytes, after: int, timeout: float) -> Head:
        """The head as soon as it is beyond `after`, or as it is when `timeout` seconds have passed."""
        ...

    def scrub(self) -> None:
        """See to it that what was destroyed is in no file any more; StoreError if another program prevents it."""
        ...

    def described(self) -> Description:
        """What database this is."""
        ...

    def check(self) -> None:
        """Let the database examine itself; StoreError if it finds damage."""
        ...

    def close(self) -> None:
        """Let go of the database. Closing twice does no harm."""
        ...


def in_pages(
    fetch: Callable[[int, int], Sequence[SealedEntry]], after: int, limit: int | None
) -> Iterator[SealedEntry]:
    """Read entries page by page with `fetch(after, count)`.

    No cursor stays open between pages. That is sound because entries are only ever added: a later page can hold more
    holes than it would have, never other entries.
    """
    left = limit
    while left is None or left > 0:
        count = PAGE if left is None else min(PAGE, left)
        page = fetch(after, count)
        yield from page
        if len(page) < count:
            return
        after = page[-1].sequence
        if left is not None:
            left -= count


def unknown_record() -> StoreError:
    """The error for a record that this store does not hold."""
    return StoreError(
        reason="This house holds no such record.", advice="Look whether this is the directory of the right house."
    )


def known_record() -> StoreError:
    """The error for a record that is begun twice."""
    return StoreError(reason="This house holds a record of that id already.", advice="Begin a record with a new id.")


def founded_already() -> StoreError:
    """The error for a database that belongs to a house already."""
    return StoreError(
        reason="There is a house in this database already.", advice="Choose an empty directory or database."
    )


def writer_waited(seconds: float) -> StoreError:
    """The error for a record that somebody else has been writing to for too long."""
    return StoreError(
        reason=f"Somebody else has been writing to this record for more than {seconds:g} seconds.",
        advice="Try again; nothing of this was kept.",
    )


def closed() -> StoreError:
    """The error for a store that is used after it was closed."""
    return StoreError(reason="The house's database was closed.", advice="Open the house again.")
