# SPDX-License-Identifier: Apache-2.0
"""Whoever changes a database behind the store's back is found out, and the first bad entry is named."""

# ruff: noqa: S608 - the names in these statements are the tests' own

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from goodoffices.errors import ChainError, PayloadError, RecordError
from goodoffices.record.record import Record
from goodoffices.record.store import Head, Store
from goodoffices.record.verification import verify
from goodoffices.sealing.house_key import HouseKey
from tests.contract.conftest import Place, PostgresqlPlace, SqlitePlace
from tests.contract.payloads import RECORD, Note, Stream, new_record, notes, texts
from tests.contract.tampering import tamper


pytestmark = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)

FLIP_ENTRY = "UPDATE entry SET {} = ? WHERE sequence = ?"


class Case:
    """A record of six entries, its key, and the head to expect."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.store: Store = place.open()
        self.record, self.house_key = new_record(self.store)
        with self.record.writing() as writing:
            self.head = writing.append(notes("one", "two", "three", "four", "five", "six"))

    def bytes_of(self, column: str, sequence: int) -> bytes:
        table = "entry_key" if column == "wrapped" else "entry"
        ((value,),) = tamper(self.place, (f"SELECT {column} FROM {table} WHERE sequence = ?", (sequence,)))
        assert isinstance(value, bytes)
        return value

    def put(self, column: str, sequence: int, value: bytes) -> None:
        table = "entry_key" if column == "wrapped" else "entry"
        tamper(self.place, (f"UPDATE {table} SET {column} = ? WHERE sequence = ?", (value, sequence)))

    def read_error(self) -> RecordError:
        """What reading the record from its beginning raises."""
        record = Record.open(self.store, self.house_key, RECORD, Note, Stream(b"reader"))
        with pytest.raises(RecordError) as raised:
            texts(record)
        return raised.value


@pytest.fixture
def case(place: Place) -> Case:
    return Case(place)


def flipped(value: bytes, position: int) -> bytes:
    changed = bytearray(value)
    changed[position] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("position", [0, 31, 32, 45, -1])
def test_a_flipped_byte_in_a_sealed_entry_is_named(case: Case, position: int) -> None:
    case.put("sealed", 3, flipped(case.bytes_of("sealed", 3), position))
    for data_key in (None, case.record.data_key):
        found = verify(case.store, RECORD, data_key)
        assert isinstance(found.error, ChainError)
        assert found.first_bad == 3
        assert found.head.sequence == 2
    assert isinstance(case.read_error(), ChainError)


@pytest.mark.parametrize("position", [0, 15, 31])
def test_a_flipped_byte_in_a_hash_is_named(case: Case, position: int) -> None:
    case.put("hash", 3, flipped(case.bytes_of("hash", 3), position))
    assert verify(case.store, RECORD).first_bad == 3
    assert case.read_error().fields["sequence"] == 3


@pytest.mark.parametrize("position", [0, 11, 12, 43, 44, 59])
def test_a_flipped_byte_in_a_key_is_named(case: Case, position: int) -> None:
    case.put("wrapped", 3, flipped(case.bytes_of("wrapped", 3), position))
    found = verify(case.store, RECORD, case.record.data_key)
    assert isinstance(found.error, PayloadError)
    assert found.first_bad == 3
    assert verify(case.store, RECORD).good, "the chain needs no key"
    assert isinstance(case.read_error(), PayloadError)


def test_the_key_of_another_entry_does_not_open(case: Case) -> None:
    case.put("wrapped", 3, case.bytes_of("wrapped", 2))
    assert verify(case.store, RECORD, case.record.data_key).first_bad == 3


def test_swapped_entries_are_named(case: Case) -> None:
    tamper(
        case.place,
        ("UPDATE entry SET sequence = 100 WHERE sequence = ?", (2,)),
        ("UPDATE entry SET sequence = 2 WHERE sequence = ?", (4,)),
        ("UPDATE entry SET sequence = 4 WHERE sequence = ?", (100,)),
    )
    assert verify(case.store, RECORD).first_bad == 2


def test_an_entry_taken_out_is_named(case: Case) -> None:
    tamper(case.place, ("DELETE FROM entry WHERE sequence = ?", (4,)))
    found = verify(case.store, RECORD)
    assert found.first_bad == 4
    assert "is missing" in str(found.error)


def test_entries_moved_up_to_close_a_gap_are_named(case: Case) -> None:
    tamper(
        case.place,
        ("DELETE FROM entry WHERE sequence = ?", (4,)),
        ("UPDATE entry SET sequence = 4 WHERE sequence = ?", (5,)),
        ("UPDATE entry SET sequence = 5 WHERE sequence = ?", (6,)),
    )
    assert verify(case.store, RECORD).first_bad == 4


def test_a_tail_cut_off_shows_against_a_head_from_elsewhere(case: Case) -> None:
    tamper(case.place, ("DELETE FROM entry WHERE sequence > ?", (4,)))
    assert verify(case.store, RECORD).good, "without a head from elsewhere nobody can know"
    found = verify(case.store, RECORD, expected_head=case.head)
    assert found.first_bad == 5


def test_a_record_put_back_to_an_older_state_and_continued_shows_against_a_head(case: Case) -> None:
    tamper(
        case.place, ("DELETE FROM entry WHERE sequence > ?", (4,)), ("DELETE FROM entry_key WHERE sequence > ?", (4,))
    )
    other = Record.open(case.store, case.house_key, RECORD, Note, Stream(b"second history"))
    with other.writing() as writing:
        writing.append(notes("other five", "other six", "other seven"))
    assert verify(case.store, RECORD, case.record.data_key).good
    found = verify(case.store, RECORD, expected_head=case.head)
    assert found.first_bad == 6
    with pytest.raises(ChainError):
        texts(case.record, after=6)


def test_an_old_row_put_back_is_found(place: Place) -> None:
    """A row of the same place from another history of the same record, with a hash that fits what came before it."""
    first = Case(place)
    tamper(place, ("DELETE FROM entry WHERE sequence > ?", (2,)), ("DELETE FROM entry_key WHERE sequence > ?", (2,)))
    record = Record.open(first.store, first.house_key, RECORD, Note, Stream(b"old history"))
    with record.writing() as writing:
        writing.append(notes("old three"))
    old = {column: first.bytes_of(column, 3) for column in ("hash", "sealed", "wrapped")}
    tamper(place, ("DELETE FROM entry WHERE sequence > ?", (2,)), ("DELETE FROM entry_key WHERE sequence > ?", (2,)))
    record = Record.open(first.store, first.house_key, RECORD, Note, Stream(b"new history"))
    with record.writing() as writing:
        head = writing.append(notes("new three", "new four"))
    for column, value in old.items():
        first.put(column, 3, value)
    # Entry 3 fits what came before it and opens; it is entry 4 that no longer follows.
    found = verify(first.store, RECORD, record.data_key)
    assert found.first_bad == 4
    assert "the entry before it" in str(found.error)
    assert verify(first.store, RECORD, expected_head=Head(3, head.hash)).first_bad == 3


def test_a_missing_key_is_a_hole(case: Case) -> None:
    tamper(case.place, ("DELETE FROM entry_key WHERE sequence = ?", (5,)))
    found = verify(case.store, RECORD, case.record.data_key, expected_head=case.head)
    assert found.good
    assert found.holes == (5,)
    assert texts(Record.open(case.store, case.house_key, RECORD, Note, Stream())) == [
        "one", "two", "three", "four", None, "six",
    ]  # fmt: skip


def test_the_key_of_a_destroyed_entry_put_back_is_no_hole_any_more(case: Case) -> None:
    """Nothing sealed can show this; the record of the destruction can, so the holes are told."""
    wrapped = case.bytes_of("wrapped", 5)
    with case.record.writing() as writing:
        writing.destroy([5])
    assert verify(case.store, RECORD).holes == (5,)
    tamper(case.place, ("INSERT INTO entry_key (record, sequence, wrapped) VALUES (1, 5, ?)", (wrapped,)))
    assert verify(case.store, RECORD, case.record.data_key).holes == ()


def test_another_records_key_opens_nothing(case: Case) -> None:
    other = b"o" * 16
    record = Record.create(case.store, case.house_key, other, Note, Stream(b"other"))
    found = verify(case.store, RECORD, record.data_key)
    assert isinstance(found.error, PayloadError)
    assert found.first_bad == 1


def test_the_data_key_of_another_house_is_told_apart(case: Case) -> None:
    stolen, _ = HouseKey.generate(Stream(b"other house")).new_data_key(RECORD, Stream(b"x"))
    assert verify(case.store, RECORD, stolen).first_bad == 1


def test_entries_cannot_be_changed_through_the_database_by_mistake(case: Case) -> None:
    for statement in (
        "UPDATE entry SET sealed = hash",
        "DELETE FROM entry WHERE sequence = 3",
        "UPDATE entry_key SET wrapped = sequence::text::bytea",
        "UPDATE record SET data_key = id",
        "DELETE FROM record",
        "UPDATE house SET key_id = id",
        "DELETE FROM house",
    ):
        with pytest.raises(Exception, match=r"never changed|never deleted|keeps its id"):
            mistake(case.place, statement)
    assert verify(case.store, RECORD, case.record.data_key, expected_head=case.head).good


def test_tables_cannot_be_emptied_by_mistake(case: Case) -> None:
    if case.place.name == "postgresql":
        for table in ("entry", "entry_key", "record", "house"):
            with pytest.raises(Exception, match=r"never changed"):
                mistake(case.place, f"TRUNCATE {table} CASCADE")
    else:
        for table in ("entry", "record", "house"):
            with pytest.raises(Exception, match=r"never deleted|keeps its id"):
                mistake(case.place, f"DELETE FROM {table}")
        with pytest.raises(Exception, match="at the end"):
            mistake(
                case.place,
                "INSERT OR REPLACE INTO entry SELECT place, record, sequence, hash, zeroblob(60) FROM entry",
            )
        with pytest.raises(Exception, match="at the end"):
            mistake(
                case.place,
                "INSERT OR REPLACE INTO entry SELECT 1, record, 7, hash, sealed FROM entry WHERE sequence = 6",
            )
    assert verify(case.store, RECORD, case.record.data_key, expected_head=case.head).good


def mistake(place: Place, statement: str) -> None:
    """Give a statement past the store, with the triggers in force."""
    if isinstance(place, SqlitePlace):
        file = sqlite3.connect(place.path)
        try:
            file.execute(statement.replace("sequence::text::bytea", "zeroblob(60)"))
        finally:
            file.close()
    else:
        assert isinstance(place, PostgresqlPlace)
        with psycopg.connect(place.address) as server:
            server.execute(statement.encode())
