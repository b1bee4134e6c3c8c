# SPDX-License-Identifier: Apache-2.0
"""What a record promises, whichever store it is kept in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from goodoffices.errors import (
    CanonicalError,
    ChainError,
    DestroyedError,
    HouseKeyError,
    OvertakenError,
    PayloadError,
    RecordError,
    StoreError,
)
from goodoffices.record.chain import genesis
from goodoffices.record.memory import MemoryStore
from goodoffices.record.record import Record
from goodoffices.record.store import Head, House, Store
from goodoffices.record.verification import verify
from goodoffices.sealing.house_key import HouseKey
from tests.contract.conftest import Place
from tests.contract.payloads import RECORD, Note, Stream, new_record, notes, texts


def test_what_was_appended_is_read(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    assert record.head() == Head(0, genesis(RECORD))
    with record.writing() as writing:
        head = writing.append(notes("one", "two"), [b"envelope"])
        assert writing.head == head
    assert record.head() == head
    assert head.sequence == 2
    assert list(record.read()) == [(1, Note(text="one")), (2, Note(text="two"))]
    again = Record.open(place.open(), house_key, RECORD, Note, Stream())
    assert texts(again) == ["one", "two"]
    assert texts(again, after=1) == ["two"]
    assert [item.envelope for item in again.outgoing()] == [b"envelope"]


def test_what_is_to_be_sent_leaves_the_outbox_when_it_was_sent(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append(notes("one"), [b"a", b"b"])
    first, second = record.outgoing()
    with record.writing() as writing:
        writing.sent([first.number])
    assert record.outgoing() == (second,)


def test_what_waits_to_be_sent_is_sealed(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append([], [b"said in confidence"])
    (stored,) = store.outgoing(RECORD)
    assert b"confidence" not in stored.sealed
    assert [item.envelope for item in record.outgoing()] == [b"said in confidence"]


def test_a_block_that_breaks_off_records_nothing_and_sends_nothing(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append(notes("one"))
    before = record.head()

    def break_off() -> None:
        with record.writing() as writing:
            writing.append(notes("two"), [b"envelope"])
            writing.destroy([1])
            writing.append(notes("not NFC: e\u0301"))

    with pytest.raises(CanonicalError):
        break_off()
    assert record.head() == before
    assert texts(record) == ["one"]
    assert record.outgoing() == ()
    with record.writing() as writing:
        writing.append(notes("two"))
    assert verify(store, RECORD, record.data_key).good


def test_entries_open_whoever_wrote_between_them_and_whatever_broke_off(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    other = Record.open(place.open(), house_key, RECORD, Note, Stream(b"other"))

    def break_off(writer: Record[Note]) -> None:
        with writer.writing() as writing:
            writing.append(notes("never", "said"))
            raise RuntimeError

    said = [f"{number}" for number in range(40)]
    for number, text in enumerate(said):
        writer = other if number % 7 in {2, 3} else record
        if number % 5 == 1:
            with pytest.raises(RuntimeError):
                break_off(writer)
        with writer.writing() as writing:
            writing.append(notes(text))
    assert texts(record) == said
    assert verify(store, RECORD, record.data_key).good


def test_what_is_appended_at_once_follows_what_is_known(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    assert record.known == record.head()
    assert record.append(notes("one")).sequence == 1
    head = record.append(notes("two", "three"))
    assert record.append([]) == head == record.known == record.head()
    assert texts(Record.open(place.open(), house_key, RECORD, Note, Stream())) == ["one", "two", "three"]
    assert verify(store, RECORD, record.data_key).good


def test_who_was_not_the_first_to_append_at_once_is_told_and_keeps_nothing(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    record.append(notes("one"))
    other = Record.open(place.open(), house_key, RECORD, Note, Stream(b"other"))
    assert texts(other) == ["one"]
    other.append(notes("two"))
    for more in (("mine",), ("mine", "and more")):
        with pytest.raises(OvertakenError, match="recorded something since"):
            record.append(notes(*more))
    assert texts(record) == ["one", "two"]
    record.append(notes("three"))
    assert texts(other) == ["one", "two", "three"]
    assert verify(store, RECORD, record.data_key).good


def test_nothing_is_appended_at_once_beyond_the_end(place: Place, store: Store) -> None:
    """As when an older copy of the database was put in place of the one that was read."""
    record, house_key = new_record(store)
    other_store = MemoryStore()
    ahead, _ = new_record(other_store)
    ahead.append(notes("one", "two"))
    (_, row) = other_store.read(RECORD)
    with pytest.raises(OvertakenError):
        store.append(RECORD, [row])
    with pytest.raises(OvertakenError), store.writing(RECORD) as transaction:
        transaction.append([row])
    assert record.head().sequence == 0
    record.append(notes("one"))
    assert texts(Record.open(place.open(), house_key, RECORD, Note, Stream())) == ["one"]


def test_threads_that_append_at_once_to_one_record_lose_nothing_that_they_were_told_is_kept(store: Store) -> None:
    record, _ = new_record(store)

    def append(name: int) -> list[str]:
        kept = []
        for number in range(25):
            text = f"{name}, {number}"
            try:
                record.append(notes(text))
            except OvertakenError:
                texts(record, after=record.known.sequence)
            else:
                kept.append(text)
        return kept

    with ThreadPoolExecutor(4) as threads:
        kept = [text for done in threads.map(append, range(4)) for text in done]
    assert sorted(kept) == sorted(text for text in texts(record) if text is not None)
    assert kept
    assert verify(store, RECORD, record.data_key).good


def test_an_entry_that_cannot_be_written_leaves_what_is_known_as_it_was(store: Store) -> None:
    record, _ = new_record(store)
    head = record.append(notes("one"))
    with pytest.raises(CanonicalError):
        record.append(notes("two", "not NFC: e\u0301"))
    assert record.known == record.head() == head
    record.append(notes("two"))
    assert texts(record) == ["one", "two"]


def test_a_writer_reads_what_came_since_and_what_it_adds(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    with record.writing() as writing:
        writing.append(notes("one"))
    assert texts(record) == ["one"]
    other = Record.open(place.open(), house_key, RECORD, Note, Stream(b"other"))
    with other.writing() as writing:
        writing.append(notes("two"))
    with record.writing() as writing:
        assert writing.head.sequence == 2
        assert [note and note.text for _, note in writing.read(after=1)] == ["two"]
        writing.append(notes("three"))
        assert [note and note.text for _, note in writing.read(after=1)] == ["two", "three"]
        writing.append(notes("four"))
    assert texts(other) == ["one", "two", "three", "four"]
    assert verify(store, RECORD, record.data_key).good


def test_a_destroyed_entry_is_a_hole_that_shows(place: Place, store: Store) -> None:
    record, house_key = new_record(store)
    with record.writing() as writing:
        head = writing.append(notes("one", "two", "three"))
    with record.writing() as writing:
        assert writing.destroy([2]) == (2,)
    again = Record.open(place.open(), house_key, RECORD, Note, Stream())
    assert list(again.read()) == [(1, Note(text="one")), (2, None), (3, Note(text="three"))]
    assert again.head() == head
    for data_key in (None, record.data_key):
        found = verify(store, RECORD, data_key, expected_head=head)
        assert found.good
        assert found.holes == (2,)
        assert found.head == head


def test_an_entry_can_be_destroyed_while_it_is_written(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append(notes("one", "two"))
        assert writing.destroy([1]) == (1,)
    assert texts(record) == [None, "two"]
    assert verify(store, RECORD, record.data_key).good


def test_verifying_says_how_much_was_checked(store: Store) -> None:
    record, _ = new_record(store)
    assert verify(store, RECORD).good
    with record.writing() as writing:
        head = writing.append(notes("one", "two", "three"))
        writing.destroy([3])
    without_key, with_key = verify(store, RECORD), verify(store, RECORD, record.data_key)
    assert (without_key.head, without_key.opened, without_key.holes) == (head, 0, (3,))
    assert (with_key.head, with_key.opened, with_key.holes) == (head, 2, (3,))


def test_a_record_cut_short_is_found_out_by_a_head_from_elsewhere(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        head = writing.append(notes("one", "two"))
    assert verify(store, RECORD, expected_head=head).good
    missing = verify(store, RECORD, expected_head=Head(4, bytes(32)))
    assert missing.first_bad == 3
    assert "is missing" in str(missing.error)
    replaced = verify(store, RECORD, expected_head=Head(1, bytes(32)))
    assert replaced.first_bad == 1
    assert "expected" in str(replaced.error)
    assert verify(store, RECORD, expected_head=Head(0, bytes(32))).first_bad == 0


def test_another_houses_key_is_refused_before_anything_is_read(store: Store) -> None:
    new_record(store)
    with pytest.raises(HouseKeyError, match="the key of another house"):
        Record.open(store, HouseKey.generate(Stream(b"other")), RECORD, Note, Stream())
    with pytest.raises(HouseKeyError, match="the key of another house"):
        Record.create(store, HouseKey.generate(Stream(b"other")), bytes(16), Note, Stream())


def test_a_data_key_that_does_not_open_is_said_to_be_so(store: Store) -> None:
    _, house_key = new_record(store)
    store.begin(b"o" * 16, store.data_key(RECORD))
    with pytest.raises(HouseKeyError, match="key of a record does not open"):
        Record.open(store, house_key, b"o" * 16, Note, Stream())


def test_a_record_wants_a_house_and_an_id(store: Store) -> None:
    house_key = HouseKey.generate(Stream())
    with pytest.raises(StoreError, match="no house in this database yet"):
        Record.create(store, house_key, RECORD, Note, Stream())
    store.found(House(bytes(16), house_key.id))
    with pytest.raises(StoreError):
        Record.create(store, house_key, b"short", Note, Stream())
    with pytest.raises(StoreError, match="no such record"):
        Record.open(store, house_key, RECORD, Note, Stream())
    Record.create(store, house_key, RECORD, Note, Stream())
    with pytest.raises(StoreError, match="of that id already"):
        Record.create(store, house_key, RECORD, Note, Stream())


def test_a_record_that_shrank_or_changed_is_not_written_to() -> None:
    record, house_key = new_record(MemoryStore())
    with record.writing() as writing:
        writing.append(notes("one", "two"))
    assert texts(record) == ["one", "two"]

    shorter = MemoryStore()
    former, _ = new_record(shorter)
    with former.writing() as writing:
        writing.append(notes("one"))
    record._store = shorter
    for use in (record.head, lambda: record.writing().__enter__(), lambda: record.wait(0, 0)):
        with pytest.raises(ChainError, match=r"Entry 2 .* is missing"):
            use()
    with former.writing() as writing:
        writing.append(notes("something else"))
    with pytest.raises(ChainError, match=r"Entry 2 .* not the entry that was read before"):
        record.head()
    assert house_key.id == house_key.id


def test_reading_after_an_entry_that_is_not_there_says_so(store: Store) -> None:
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append(notes("one"))
    assert texts(record, after=1) == []
    with pytest.raises(ChainError, match=r"Entry 3 .* is missing"):
        texts(record, after=3)


def test_a_payload_of_another_kind_is_named(store: Store) -> None:
    record, house_key = new_record(store)
    other = Record.open(store, house_key, RECORD, dict, Stream(b"other"))
    with other.writing() as writing:
        writing.append([{"text": "fine"}, {"text": "fine", "unknown": True}])
    with pytest.raises(PayloadError, match=r"Entry 2 .*unknown"):
        texts(record)


def test_every_error_of_a_record_is_one_sentence_with_advice() -> None:
    for error in (
        ChainError(sequence=2, reason="it is missing", last_good=1),
        PayloadError(sequence=2, reason="its sealed text was changed"),
        DestroyedError(sequence=2),
        CanonicalError(reason="they are not UTF-8"),
    ):
        assert isinstance(error, RecordError)
        assert str(error).endswith(".")
        assert "{" not in str(error) + error.advice
