# SPDX-License-Identifier: Apache-2.0
"""What every store promises, held against memory, SQLite and PostgreSQL alike.

The bytes here mean nothing: a store keeps sealed bytes and checks none of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from goodoffices.errors import StoreError
from goodoffices.record import migrations
from goodoffices.record.store import PAGE, Head, House, SealedEntry, Store
from tests.contract.conftest import Place


RECORD = bytes(range(16))
OTHER = bytes(range(16, 32))


def entry(sequence: int, text: bytes = b"") -> SealedEntry:
    return SealedEntry(
        sequence, sequence.to_bytes(32, "big"), b"sealed" + text + bytes(48), b"key" + bytes([sequence % 256]) * 57
    )


def begun(store: Store) -> Store:
    store.begin(RECORD, b"data key")
    return store


def append(store: Store, *entries: SealedEntry, send: tuple[bytes, ...] = ()) -> None:
    with store.writing(RECORD) as transaction:
        transaction.append(entries)
        transaction.send(send)


def all_of(store: Store) -> list[SealedEntry]:
    return list(store.read(RECORD))


def test_a_database_belongs_to_one_house(store: Store) -> None:
    assert store.house() is None
    house = House(b"h" * 16, b"k" * 16)
    store.found(house)
    assert store.house() == house
    with pytest.raises(StoreError, match="a house in this database already"):
        store.found(House(b"i" * 16, b"k" * 16))
    assert store.house() == house


def test_records_are_kept_in_the_order_of_their_creation(store: Store) -> None:
    store.begin(OTHER, b"one")
    store.begin(RECORD, b"two")
    assert store.records() == (OTHER, RECORD)
    assert store.data_key(OTHER) == b"one"
    assert store.data_key(RECORD) == b"two"


def test_a_record_is_begun_once(store: Store) -> None:
    begun(store)
    with pytest.raises(StoreError, match="of that id already"):
        store.begin(RECORD, b"another data key")
    assert store.data_key(RECORD) == b"data key"


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.data_key(RECORD),
        lambda store: store.head(RECORD),
        lambda store: list(store.read(RECORD)),
        lambda store: store.outgoing(RECORD),
        lambda store: store.wait(RECORD, 0, 0),
        lambda store: store.writing(RECORD).__enter__(),
    ],
    ids=["data_key", "head", "read", "outgoing", "wait", "writing"],
)
def test_a_record_that_is_not_there_is_said_to_be_missing(store: Store, use: Callable[[Store], object]) -> None:
    store.begin(OTHER, b"")
    with pytest.raises(StoreError, match="holds no such record"):
        use(store)


def test_entries_come_back_as_they_were_appended(store: Store) -> None:
    begun(store)
    assert store.head(RECORD) == Head(0, b"")
    assert list(store.read(RECORD)) == []
    append(store, entry(1), entry(2, b"x" * 5000))
    append(store, entry(3))
    assert list(store.read(RECORD)) == [entry(1), entry(2, b"x" * 5000), entry(3)]
    assert store.head(RECORD) == Head(3, entry(3).hash)


def test_a_reader_begins_and_ends_where_it_wants(store: Store) -> None:
    begun(store)
    append(store, *map(entry, range(1, 8)))
    assert [row.sequence for row in store.read(RECORD, after=3)] == [4, 5, 6, 7]
    assert [row.sequence for row in store.read(RECORD, after=3, limit=2)] == [4, 5]
    assert list(store.read(RECORD, limit=0)) == []
    assert list(store.read(RECORD, after=7)) == []


def test_a_long_record_is_read_whole_and_in_order(store: Store) -> None:
    begun(store)
    append(store, *map(entry, range(1, 2 * PAGE + 2)))
    assert [row.sequence for row in store.read(RECORD)] == list(range(1, 2 * PAGE + 2))
    assert [row.sequence for row in store.read(RECORD, limit=PAGE + 1)] == list(range(1, PAGE + 2))
    assert [row.sequence for row in store.read(RECORD, limit=PAGE)] == list(range(1, PAGE + 1))


def test_records_do_not_mix(store: Store) -> None:
    begun(store)
    store.begin(OTHER, b"")
    append(store, entry(1), send=(b"mine",))
    with store.writing(OTHER) as transaction:
        transaction.append([entry(1, b"other"), entry(2, b"other")])
        transaction.send([b"theirs"])
    with store.writing(RECORD) as transaction:
        assert transaction.destroy([1, 2]) == (1,)
        transaction.sent([item.number for item in store.outgoing(OTHER)])
    assert list(store.read(OTHER)) == [entry(1, b"other"), entry(2, b"other")]
    assert list(store.read(RECORD)) == [entry(1)._replace(key=None)]
    assert [item.sealed for item in store.outgoing(OTHER)] == [b"theirs"]
    assert [item.sealed for item in store.outgoing(RECORD)] == [b"mine"]


def test_a_transaction_sees_its_own_entries(store: Store) -> None:
    begun(store)
    append(store, entry(1), entry(2))
    with store.writing(RECORD) as transaction:
        assert transaction.head() == Head(2, entry(2).hash)
        transaction.append([entry(3), entry(4)])
        assert transaction.head() == Head(4, entry(4).hash)
        assert transaction.destroy([2, 3]) == (2, 3)
        assert [(row.sequence, row.key is None) for row in transaction.read(after=1)] == [
            (2, True),
            (3, True),
            (4, False),
        ]
        assert [row.sequence for row in transaction.read(after=1, limit=2)] == [2, 3]
        assert [row.sequence for row in transaction.read(after=2, limit=1)] == [3]


def test_nobody_sees_what_is_not_committed(place: Place, store: Store) -> None:
    begun(store)
    append(store, entry(1))
    other = place.open()
    with store.writing(RECORD) as transaction:
        transaction.append([entry(2)])
        transaction.send([b"envelope"])
        transaction.destroy([1])
        with ThreadPoolExecutor(1) as elsewhere:
            for reader in (store, other):
                assert elsewhere.submit(all_of, reader).result() == [entry(1)]
                assert elsewhere.submit(reader.head, RECORD).result() == Head(1, entry(1).hash)
                assert elsewhere.submit(reader.outgoing, RECORD).result() == ()
    assert [row.sequence for row in other.read(RECORD)] == [1, 2]
    assert [item.sealed for item in other.outgoing(RECORD)] == [b"envelope"]


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt])
def test_a_transaction_that_breaks_off_leaves_everything_as_it_was(
    store: Store, interruption: type[BaseException]
) -> None:
    begun(store)
    append(store, entry(1), send=(b"first",))
    (waiting,) = store.outgoing(RECORD)

    def break_off() -> None:
        with store.writing(RECORD) as transaction:
            transaction.append([entry(2)])
            transaction.destroy([1])
            transaction.send([b"second"])
            transaction.sent([waiting.number])
            raise interruption

    with pytest.raises(interruption):
        break_off()
    assert list(store.read(RECORD)) == [entry(1)]
    assert store.outgoing(RECORD) == (waiting,)
    append(store, entry(2))
    assert store.head(RECORD).sequence == 2


def test_destroying_takes_the_key_and_leaves_the_place(place: Place, store: Store) -> None:
    begun(store)
    append(store, *map(entry, range(1, 6)))
    with store.writing(RECORD) as transaction:
        assert transaction.destroy([4, 2, 2, 99]) == (2, 4)
    store.scrub()
    with store.writing(RECORD) as transaction:
        assert transaction.destroy([2, 5]) == (5,)
    store.scrub()
    again = place.open()
    assert list(again.read(RECORD)) == [
        row._replace(key=None) if row.sequence in {2, 4, 5} else row for row in map(entry, range(1, 6))
    ]


def test_the_outbox_gives_what_waits_oldest_first_until_it_is_sent(place: Place, store: Store) -> None:
    begun(store)
    append(store, entry(1), send=(b"a", b"b"))
    append(store, entry(2), send=(b"c",))
    waiting = store.outgoing(RECORD)
    assert [item.sealed for item in waiting] == [b"a", b"b", b"c"]
    assert store.outgoing(RECORD, limit=2) == waiting[:2]
    with store.writing(RECORD) as transaction:
        transaction.sent([waiting[1].number, 10**6])
    again = place.open()
    assert again.outgoing(RECORD) == (waiting[0], waiting[2])


def test_a_number_in_the_outbox_is_never_given_twice(store: Store) -> None:
    begun(store)
    append(store, entry(1), send=(b"a",))
    (first,) = store.outgoing(RECORD)
    with store.writing(RECORD) as transaction:
        transaction.sent([first.number])
    append(store, entry(2), send=(b"b",))
    (second,) = store.outgoing(RECORD)
    assert second.number > first.number


def test_destroying_leaves_the_outbox_as_it_is(store: Store) -> None:
    begun(store)
    append(store, entry(1), send=(b"a", b"b"))
    waiting = store.outgoing(RECORD)
    with store.writing(RECORD) as transaction:
        transaction.destroy([1])
    store.scrub()
    assert store.outgoing(RECORD) == waiting


# A store in memory ends with its process.
@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_what_was_committed_is_there_when_the_house_is_opened_again(place: Place) -> None:
    store = begun(place.open())
    store.found(House(b"h" * 16, b"k" * 16))
    append(store, entry(1), send=(b"a",))
    store.close()
    again = place.open()
    assert again.house() == House(b"h" * 16, b"k" * 16)
    assert again.records() == (RECORD,)
    assert list(again.read(RECORD)) == [entry(1)]
    assert [item.sealed for item in again.outgoing(RECORD)] == [b"a"]
    again.check()


def test_writers_take_turns(place: Place, store: Store) -> None:
    begun(store)
    others = [place.open() for _ in range(2)]

    def write(writer: Store) -> None:
        for _ in range(20):
            with writer.writing(RECORD) as transaction:
                transaction.append([entry(transaction.head().sequence + 1)])

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(write, writer) for writer in (store, store, *others)]:
            done.result()
    assert list(store.read(RECORD)) == list(map(entry, range(1, 81)))


def test_a_writer_that_waits_too_long_is_told_so(place: Place) -> None:
    store = begun(place.open(waits=0.05))
    other = place.open(waits=0.05)
    with store.writing(RECORD) as transaction:
        transaction.append([entry(1)])
        with ThreadPoolExecutor(1) as elsewhere:
            for writer in (store, other):
                waited = elsewhere.submit(append, writer, entry(1))
                assert isinstance(waited.exception(), StoreError)
    assert list(other.read(RECORD)) == [entry(1)]


def test_whoever_waits_for_news_wakes_when_somebody_else_writes(place: Place, store: Store) -> None:
    begun(store)
    append(store, entry(1))
    other = place.open()
    assert store.wait(RECORD, 0, timeout=30).sequence == 1
    begin = time.monotonic()
    with ThreadPoolExecutor(2) as threads:
        # Several rounds, since a round in which the news is there before anybody waits for it shows nothing.
        for sequence in range(2, 12):
            waiting = [threads.submit(waiter.wait, RECORD, sequence - 1, 20) for waiter in (store, other)]
            append(store, entry(sequence))
            assert [news.result().sequence for news in waiting] == [sequence, sequence]
    assert time.monotonic() - begin < 20, "somebody was not woken and looked only when the time was over"


def test_whoever_waits_in_vain_is_let_go(store: Store) -> None:
    begun(store)
    append(store, entry(1))
    assert store.wait(RECORD, 1, timeout=0.01) == Head(1, entry(1).hash)
    assert store.wait(RECORD, 5, timeout=0) == Head(1, entry(1).hash)


def test_a_store_that_was_closed_says_so(place: Place) -> None:
    store = begun(place.open())
    append(store, entry(1))
    store.close()
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.head(RECORD)
    with pytest.raises(StoreError, match="was closed"):
        append(store, entry(2))


def test_readers_and_a_writer_do_not_disturb_each_other(store: Store) -> None:
    begun(store)
    done = threading.Event()

    def read() -> int:
        rounds = 0
        while not done.is_set() or rounds == 0:
            sequences = [row.sequence for row in store.read(RECORD)]
            assert sequences == list(range(1, len(sequences) + 1))
            rounds += 1
        return rounds

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(read) for _ in range(3)]
        for sequence in range(1, 41):
            append(store, entry(sequence))
        done.set()
        assert all(reader.result() for reader in readers)


def test_a_store_says_which_database_it_is(store: Store) -> None:
    described = store.described()
    assert described.database
    assert described.schema == migrations.VERSION


def test_a_store_says_what_it_is(store: Store) -> None:
    described = store.described()
    assert described.database.split()[0] in {"memory", "SQLite", "PostgreSQL"}
    assert described.schema == migrations.VERSION
