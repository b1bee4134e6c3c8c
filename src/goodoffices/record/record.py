# SPDX-License-Identifier: Apache-2.0
"""One delegation's record, opened with its data key: the only door between plain entries and sealed bytes.

Reading checks as it goes: the chain, each seal, the one spelling of each payload. An entry whose key was destroyed
comes as None, a hole that shows. Writing is a unit of work under the record's write lock: what is recorded and what
is to be sent are committed together or not at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from types import TracebackType
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

from goodoffices.errors import CanonicalError, ChainError, HouseKeyError, PayloadError, StoreError
from goodoffices.record import canonical
from goodoffices.record.chain import RECORD_ID_BYTES, Chain, Head, genesis, link
from goodoffices.record.store import SealedEntry, Store, Transaction, unknown_record
from goodoffices.sealing.entry_seals import EntrySeals
from goodoffices.sealing.house_key import HouseKey
from goodoffices.sealing.payloads import open_sealed
from goodoffices.sealing.wrapping import DataKey, DoesNotOpenError, Randomness


P = TypeVar("P")

_Source: TypeAlias = Callable[[int, int | None], Iterator[SealedEntry]]
"""Gives sealed entries after a sequence, up to a number of them."""


class Waiting(NamedTuple):
    """Something in the outbox: its number, and the bytes to be sent."""

    number: int
    envelope: bytes


class Record(Generic[P]):
    """A record of payloads of type `P`. Made by `create` or `open`; from any thread."""

    def __init__(
        self, store: Store, data_key: DataKey, record: bytes, payload: type[P], randomness: Randomness
    ) -> None:
        """Use `create` or `open`."""
        self.id: Final = record
        self._store = store
        self._data_key = data_key
        self._decode = canonical.Decoder(payload).decode
        self._randomness = randomness
        self._seals = EntrySeals(data_key, randomness)
        self._genesis = Head(0, genesis(record))
        self._checked = self._genesis

    @classmethod
    def create(
        cls, store: Store, house_key: HouseKey, record: bytes, payload: type[P], randomness: Randomness
    ) -> Record[P]:
        """Begin a record with this id (16 random bytes) and a data key of its own.

        Raises HouseKeyError if the key is not this house's, StoreError if the id is taken.
        """
        if len(record) != RECORD_ID_BYTES:
            raise unknown_record()
        _require_key_of_house(store, house_key)
        data_key, wrapped = house_key.new_data_key(record, randomness)
        store.begin(record, wrapped)
        return cls(store, data_key, record, payload, randomness)

    @classmethod
    def open(
        cls, store: Store, house_key: HouseKey, record: bytes, payload: type[P], randomness: Randomness
    ) -> Record[P]:
        """Open a record of this house; raises HouseKeyError or StoreError."""
        _require_key_of_house(store, house_key)
        data_key = house_key.data_key(record, store.data_key(record))
        return cls(store, data_key, record, payload, randomness)

    @property
    def data_key(self) -> DataKey:
        """The key that `verify` needs to look into payloads."""
        return self._data_key

    @property
    def known(self) -> Head:
        """The last entry that this object has read or written; others may have added to it."""
        return self._checked

    def head(self) -> Head:
        """The last committed entry and its hash (of the empty record: 0 and the hash before the first entry).

        Raises ChainError if the record no longer reaches what this object has read before.
        """
        return self._known(self._store.head(self.id))

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[tuple[int, P | None]]:
        """The entries after that sequence, in order, each checked; None stands for one that was destroyed.

        Raises ChainError or PayloadError at the first entry that is not as it was written. Entries up to `after` are
        taken as they are unless this object has read that far: `verify` checks a whole record.
        """
        return self._entries(partial(self._store.read, self.id), after, limit)

    def append(self, entries: Iterable[P], after: Head | None = None) -> Head:
        """Seal and chain entries after the last that is known, and record all of them or none. Gives the new head.

        `after`: what was `known` when this was decided, where others may read meanwhile. Raises OvertakenError if there
        is more by now, CanonicalError if an entry cannot be written.
        """
        known = after or self._checked
        rows, head = self._sealed(entries, known)
        if rows:
            self._store.append(self.id, rows)
            if self._checked is known:
                self._checked = head
        return head

    def writing(self) -> Writing[P]:
        """Write to this record, alone: committed at the end of the block, left as it was if the block raises."""
        return Writing(self, self._store.writing(self.id))

    def outgoing(self, limit: int = 100) -> tuple[Waiting, ...]:
        """What waits to be sent, oldest first; only what is committed."""
        return tuple(Waiting(item.number, self._opened(item.sealed)) for item in self._store.outgoing(self.id, limit))

    def wait(self, after: int, timeout: float) -> Head:
        """The head as soon as it is beyond `after`, or as it is when `timeout` seconds have passed."""
        return self._known(self._store.wait(self.id, after, timeout))

    def _sealed(self, entries: Iterable[P], after: Head) -> tuple[list[SealedEntry], Head]:
        """Entries as they are stored after that one, and the head they lead to."""
        record, take = self.id, self._seals.take
        sequence, previous = after
        rows = []
        for entry in entries:
            sequence += 1
            payload = canonical.encode(entry)
            _, seal, wrapped = take(sequence)
            sealed = seal.close(payload)
            previous = link(record, sequence, previous, sealed)
            rows.append(SealedEntry(sequence, previous, sealed, wrapped))
        return rows, Head(sequence, previous)

    def _opened(self, sealed: bytes) -> bytes:
        try:
            return self._data_key.open_outgoing(sealed)
        except DoesNotOpenError:
            raise HouseKeyError(
                reason="Something that waits to be sent does not open under this record's key.",
                advice="Compare with a copy of the house made earlier.",
            ) from None

    def _known(self, head: Head) -> Head:
        """A stored head, compared with what was read before."""
        if head.sequence == 0:
            head = self._genesis
        checked = self._checked
        if head.sequence < checked.sequence:
            raise ChainError(
                sequence=head.sequence + 1,
                reason=f"it is missing, though the record reached entry {checked.sequence} a while ago",
                last_good=head.sequence,
            )
        if head.sequence == checked.sequence and head.hash != checked.hash:
            raise ChainError(
                sequence=head.sequence, reason="it is not the entry that was read before", last_good=head.sequence - 1
            )
        return head

    def _entries(self, source: _Source, after: int, limit: int | None) -> Iterator[tuple[int, P | None]]:
        chain = Chain(self.id, self._start(source, after))
        extend, unwrap, record, decode = chain.extend, self._data_key.unwrap, self.id, self._decode
        try:
            for sequence, hash_, sealed, wrapped in source(after, limit):
                extend(sequence, hash_, sealed)
                if wrapped is None:
                    yield sequence, None
                    continue
                try:
                    entry = decode(open_sealed(unwrap(sequence, wrapped), record, sequence, sealed))
                except CanonicalError as error:
                    reason = f"it opens, but is not in canonical form: {error.fields['reason']}"
                    raise PayloadError(sequence=sequence, reason=reason) from None
                yield sequence, entry
        finally:
            self._saw(chain.head)

    def _start(self, source: _Source, after: int) -> Head:
        """The head to go on from: one that was checked before, or else the one that is stored."""
        checked = self._checked
        if after <= 0:
            return self._genesis
        if after == checked.sequence:
            return checked
        for entry in source(after - 1, 1):
            if entry.sequence == after:
                return Head(after, entry.hash)
        raise ChainError(sequence=after, reason="it is missing", last_good=after - 1)

    def _saw(self, head: Head) -> None:
        """Remember how far the chain was found good."""
        if head.sequence > self._checked.sequence:
            self._checked = head


class Writing(Generic[P]):
    """The one writer of a record, until the end of its block. Only `Record.writing` makes one."""

    __slots__ = ("_block", "_record", "_start", "_transaction", "destroyed", "head")

    _transaction: Transaction
    _start: Head
    head: Head
    """The last entry, those appended in this block included."""

    def __init__(self, record: Record[P], block: AbstractContextManager[Transaction]) -> None:
        self._record = record
        self._block = block
        self.destroyed: tuple[int, ...] = ()
        """The entries whose keys this block destroys."""

    def __enter__(self) -> Writing[P]:
        self._transaction = self._block.__enter__()
        try:
            self._start = self.head = self._record._known(self._transaction.head())  # noqa: SLF001 - as below
        except BaseException:
            self._block.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._block.__exit__(kind, error, traceback)
        if kind is None:
            record = self._record
            if self._start == record._checked:  # noqa: SLF001 - as below
                record._checked = self.head  # noqa: SLF001
            if self.destroyed:
                record._store.scrub()  # noqa: SLF001

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[tuple[int, P | None]]:
        """As `Record.read`, those appended in this block included: for catching up before deciding."""
        return self._record._entries(self._transaction.read, after, limit)  # noqa: SLF001 - the other half of Record

    def append(self, entries: Iterable[P], outgoing: Sequence[bytes] = ()) -> Head:
        """Seal and chain entries at the end, and put what is to be sent in the outbox. Gives the new head.

        Raises CanonicalError if an entry cannot be written; then leave the block, and nothing is kept.
        """
        rows, head = self._record._sealed(entries, self.head)  # noqa: SLF001 - the other half of Record
        if rows:
            self._transaction.append(rows)
        if outgoing:
            data_key, randomness = self._record._data_key, self._record._randomness  # noqa: SLF001
            self._transaction.send([data_key.seal_outgoing(envelope, randomness) for envelope in outgoing])
        self.head = head
        return head

    def destroy(self, sequences: Iterable[int]) -> tuple[int, ...]:
        """Delete the keys of these entries, for good; gives those that still had one.

        When the block has ended without an error, their payloads can be read nowhere in this house again. Copies of the
        house made earlier still hold the keys.
        """
        destroyed = self._transaction.destroy(tuple(sequences))
        self.destroyed += destroyed
        return destroyed

    def sent(self, numbers: Iterable[int]) -> None:
        """Take out of the outbox what was sent (or is no longer to be sent)."""
        self._transaction.sent(tuple(numbers))


def _require_key_of_house(store: Store, house_key: HouseKey) -> None:
    house = store.house()
    if house is None:
        raise StoreError(reason="There is no house in this database yet.", advice="Make a house first.")
    house_key.require(house.key_id)
