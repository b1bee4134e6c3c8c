# SPDX-License-Identifier: Apache-2.0
"""A store in memory: for tests, rehearsals and the contract's plainest reading. Nothing of it outlives the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from goodoffices.errors import OvertakenError
from goodoffices.record import migrations, store
from goodoffices.record.store import Description, Head, House, Outgoing, SealedEntry, in_pages, unknown_record


WAITS: Final = 10.0
"""How many seconds a writer waits for another."""


class MemoryStore:
    """A house kept in this process's memory."""

    def __init__(self) -> None:
        self.waits = WAITS
        self._house: House | None = None
        self._records: dict[bytes, _Held] = {}
        self._number = 0
        self._news = threading.Condition()
        self._closed = False

    def house(self) -> House | None:
        return self._house

    def found(self, house: House) -> None:
        with self._news:
            if self._house is not None:
                raise store.founded_already()
            self._house = house

    def records(self) -> tuple[bytes, ...]:
        return tuple(self._records)

    def begin(self, record: bytes, data_key: bytes) -> None:
        with self._news:
            if record in self._records:
                raise store.known_record()
            self._records[record] = _Held(data_key)

    def data_key(self, record: bytes) -> bytes:
        return self._held(record).data_key

    def head(self, record: bytes) -> Head:
        return _head(self._held(record).entries)

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        held = self._held(record)

        def fetch(after: int, count: int) -> list[SealedEntry]:
            with self._news:
                return _with_keys(held.entries[after : after + count], held.keys)

        return in_pages(fetch, after, limit)

    @contextmanager
    def writing(self, record: bytes) -> Iterator[_Staged]:
        held = self._held(record)
        if not held.writer.acquire(timeout=self.waits):
            raise store.writer_waited(self.waits)
        try:
            staged = _Staged(held)
            yield staged
            with self._news:
                held.entries.extend(staged.entries)
                held.keys.update(staged.keys)
                for sequence in staged.destroyed:
                    held.keys.pop(sequence, None)
                for number in staged.gone:
                    held.outgoing.pop(number, None)
                for sealed in staged.outgoing:
                    self._number += 1
                    held.outgoing[self._number] = sealed
                self._news.notify_all()
        finally:
            held.writer.release()

    def append(self, record: bytes, entries: Sequence[SealedEntry]) -> None:
        with self.writing(record) as transaction:
            transaction.append(entries)

    def outgoing(self, record: bytes, limit: int = 100) -> tuple[Outgoing, ...]:
        with self._news:
            return tuple(Outgoing(*item) for item in self._held(record).outgoing.items())[:limit]

    def wait(self, record: bytes, after: int, timeout: float) -> Head:
        held = self._held(record)
        with self._news:
            self._news.wait_for(lambda: self._closed or len(held.entries) > after, timeout)
        return self.head(record)

    def scrub(self) -> None:
        """Nothing to do: what was deleted is in no file."""

    def described(self) -> Description:
        return Description("memory", migrations.VERSION)

    def check(self) -> None:
        """Nothing to do: there is no file to be damaged."""

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()

    def _held(self, record: bytes) -> _Held:
        if self._closed:
            raise store.closed()
        try:
            return self._records[record]
        except KeyError:
            raise unknown_record() from None


class _Held:
    """One record as it is committed. Entries are kept without their keys, as in the databases."""

    def __init__(self, data_key: bytes) -> None:
        self.data_key = data_key
        self.entries: list[SealedEntry] = []
        self.keys: dict[int, bytes] = {}
        self.outgoing: dict[int, bytes] = {}
        self.writer = threading.Lock()


class _Staged:
    """One transaction: what it would add and take away."""

    def __init__(self, held: _Held) -> None:
        self._held = held
        self.entries: list[SealedEntry] = []
        self.keys: dict[int, bytes] = {}
        self.destroyed: set[int] = set()
        self.outgoing: list[bytes] = []
        self.gone: set[int] = set()

    def head(self) -> Head:
        return _head(self.entries or self._held.entries)

    def read(self, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        def fetch(after: int, count: int) -> list[SealedEntry]:
            committed = self._held.entries[after : after + count]
            own = max(after - len(self._held.entries), 0)
            entries = committed + self.entries[own : own + count - len(committed)]
            return [entry._replace(key=self._key(entry.sequence)) for entry in entries]

        return in_pages(fetch, after, limit)

    def append(self, entries: Sequence[SealedEntry]) -> None:
        for sequence, hash_, sealed, key in entries:
            if sequence != self.head().sequence + 1:
                raise OvertakenError
            self.entries.append(SealedEntry(sequence, hash_, sealed, None))
            if key is not None:
                self.keys[sequence] = key

    def destroy(self, sequences: Sequence[int]) -> tuple[int, ...]:
        found = tuple(sequence for sequence in sorted(set(sequences)) if self._key(sequence) is not None)
        self.destroyed.update(found)
        return found

    def send(self, sealed: Sequence[bytes]) -> None:
        self.outgoing.extend(sealed)

    def sent(self, numbers: Sequence[int]) -> None:
        self.gone.update(numbers)

    def _key(self, sequence: int) -> bytes | None:
        if sequence in self.destroyed:
            return None
        return self.keys.get(sequence) or self._held.keys.get(sequence)


def _head(entries: list[SealedEntry]) -> Head:
    return Head(entries[-1].sequence, entries[-1].hash) if entries else Head(0, b"")


def _with_keys(entries: list[SealedEntry], keys: dict[int, bytes]) -> list[SealedEntry]:
    return [entry._replace(key=keys.get(entry.sequence)) for entry in entries]
