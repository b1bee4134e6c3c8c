# SPDX-License-Identifier: Apache-2.0
"""Checking records whole: the chain and every payload, and that each hole is one that the record itself tells of.

A destroyed entry leaves a hole, and a destruction entry names it. A hole that no destruction names was made behind the
record's back; an entry that a destruction names and that still opens has had its key put back from an older copy. Both
show only with the key, since destructions are sealed like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from goodoffices.app.house import House, open_store
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.entries import Destruction, Entry
from goodoffices.errors import GoodOfficesError, HouseError
from goodoffices.record.canonical import Decoder
from goodoffices.record.chain import Head
from goodoffices.record.progress import Seen, counted
from goodoffices.record.store import SealedEntry, Store
from goodoffices.record.verification import Verification, verify


class Checked(NamedTuple):
    """What was found in one record."""

    title: str
    """Id of the mediation; of the record, in hexadecimal, where the mediation cannot be read."""
    verification: Verification
    with_key: bool
    unrecorded: tuple[int, ...] = ()
    """Holes that no destruction in the record names."""
    returned: tuple[int, ...] = ()
    """Entries that the record says were destroyed and that open all the same."""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.verification.good and not self.unrecorded and not self.returned


def check_records(
    house: House, mediation: str = "", expected: Head | None = None, seen: Seen | None = None
) -> Iterator[Checked]:
    """Check the records of a house, or of one mediation in it, with the house's key; empty records are passed over.

    Raises HouseError if there is no such mediation, or none at all; what is wrong with a record is in what is given.
    """
    found = False
    for identifier in house.store.records():
        opened = house.open_record(identifier)
        title = _title(opened)
        if (mediation and title != mediation) or not house.store.head(identifier).sequence:
            continue
        found = True
        yield check_record(house, opened, title or identifier.hex(), expected, seen)
    if not found:
        raise HouseError(
            reason=f'There is no mediation "{mediation}" in this house.'
            if mediation
            else "There is no mediation in this house yet.",
            advice="See which there are with: goodoffices doctor",
        )


def check_record(
    house: House, opened: OpenMediation, title: str, expected: Head | None = None, seen: Seen | None = None
) -> Checked:
    """Check one record with the house's key; `title` is what to call it. What is wrong with it is in what is given."""
    identifier = opened.record.id
    named: set[int] = set()
    with_key = verify(_Watched(house.store, seen), identifier, opened.record.data_key, expected, _reading(named))
    holes = set(with_key.holes)
    last = with_key.head.sequence
    return Checked(
        title=title,
        verification=with_key,
        with_key=True,
        unrecorded=tuple(sorted(holes - named)) if with_key.good else (),
        returned=tuple(sorted(number for number in named - holes if number <= last)),
    )


def check_without_key(directory: Path, expected: Head | None = None, seen: Seen | None = None) -> Iterator[Checked]:
    """Check the chain of every record in a house without its key. Raises HouseError if the database cannot be used."""
    store = open_store(directory)
    try:
        for identifier in store.records():
            if store.head(identifier).sequence:
                found = verify(_Watched(store, seen), identifier, expected_head=expected)
                yield Checked(title=identifier.hex(), verification=found, with_key=False)
    finally:
        store.close()


def _reading(named: set[int]) -> Callable[[bytes], None]:
    """Decode strictly, and collect in `named` what destructions say was destroyed."""
    decode = Decoder(Entry).decode

    def read(payload: bytes) -> None:
        fact = decode(payload).fact
        if isinstance(fact, Destruction):
            named.update(fact.entries)

    return read


def _title(mediation: OpenMediation) -> str:
    """Give the id of the mediation in a record; nothing when its beginning cannot be read."""
    try:
        opening = mediation.opening()
    except GoodOfficesError:
        return ""
    if opening is None:
        return ""
    return f"{opening.id}/{opening.record_of}" if opening.record_of else opening.id


class _Watched:
    """A store seen while it is read, for telling of progress."""

    def __init__(self, store: Store, seen: Seen | None) -> None:
        self._store = store
        self._seen = seen

    def read(self, record: bytes, after: int = 0, limit: int | None = None) -> Iterator[SealedEntry]:
        """As the store does."""
        entries = self._store.read(record, after, limit)
        if self._seen is None:
            yield from entries
        else:
            yield from counted(entries, self._store.head(record).sequence, self._seen)
