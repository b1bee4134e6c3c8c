# SPDX-License-Identifier: Apache-2.0
"""Destroyed is destroyed: the chain verifies, the holes show, and neither key nor text is in any file of the house."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.record.record import Record
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.verification import verify
from goodoffices.sealing.house_key import HouseKey
from tests.contract.payloads import RECORD, Note, Stream, new_record, texts


def remnants(folder: Path, *what: bytes) -> list[bytes]:
    """Which of these byte strings is in some file of the folder."""
    files = b"\0".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return [each for each in what if each in files]


@settings(max_examples=40)
@given(
    rounds=st.lists(
        st.tuples(st.lists(st.integers(1, 900), max_size=8), st.lists(st.integers(0, 10**6), max_size=6)),
        min_size=1,
        max_size=8,
    )
)
def test_what_was_destroyed_is_in_no_file_of_the_house(rounds: list[tuple[list[int], list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(SqliteStore.create(folder / "house.sqlite")) as store:
            record, house_key = new_record(store)
            house_key.write(folder / "house.key", Stream(b"file"))
            expected: list[str | None] = []
            for lengths, choices in rounds:
                with record.writing() as writing:
                    new = [
                        f"confidential {len(expected) + place} " + "x" * length for place, length in enumerate(lengths)
                    ]
                    writing.append([Note(text=text) for text in new], [b"to be sent"] * len(new))
                expected += new
                keys = {row.sequence: row.key for row in store.read(RECORD)}
                chosen = {choice % len(expected) + 1 for choice in choices} if expected else set()
                with record.writing() as writing:
                    destroyed = writing.destroy(chosen)
                for sequence in destroyed:
                    expected[sequence - 1] = None
                gone = [key for sequence, key in keys.items() if sequence in destroyed and key is not None]
                assert len(gone) == len(destroyed)
                # Parts of a key count as much as the whole: the first twelve bytes are a random nonce.
                assert remnants(folder, *gone, *(key[:12] for key in gone), *(key[12:44] for key in gone)) == []
                kept = [key for sequence, key in keys.items() if sequence not in chosen and key is not None]
                assert remnants(folder, *kept) == kept
            assert texts(record) == expected
            holes = tuple(sequence for sequence, text in enumerate(expected, 1) if text is None)
            for data_key in (None, record.data_key):
                found = verify(store, RECORD, data_key, expected_head=record.head())
                assert found.good
                assert found.holes == holes
        assert remnants(folder, b"confidential", b"to be sent", b'{"text') == [], "no plaintext, before or after"
        with closing(SqliteStore.open(folder / "house.sqlite")) as store:
            again = Record.open(store, HouseKey.read(folder / "house.key"), RECORD, Note, Stream())
            assert texts(again) == expected


@pytest.mark.parametrize("seed", [4, 10, 33])
def test_keys_that_sqlite_moved_about_leave_nothing_behind(tmp_path: Path, seed: int) -> None:
    """Several records that grow together make SQLite split and join pages, which leaves copies of rows behind.

    With `secure_delete` alone some keys are still in the file at the end, with these seeds as with 9 of the first 60.
    """
    chance = random.Random(seed)  # noqa: S311 - a choice of examples
    with closing(SqliteStore.create(tmp_path / "house.sqlite")) as store:
        first, house_key = new_record(store, bytes([seed]))
        others = [
            Record.create(store, house_key, bytes([number]) * 16, Note, Stream(b"%d %d" % (seed, number)))
            for number in (1, 2)
        ]
        gone: list[bytes] = []
        for _ in range(150):
            record = chance.choice([first, *others])
            with record.writing() as writing:
                writing.append([Note(text="x" * chance.randrange(800)) for _ in range(chance.randrange(1, 30))])
            if chance.random() < 0.3:
                keys = {row.sequence: row.key for row in store.read(record.id)}
                with record.writing() as writing:
                    destroyed = writing.destroy(chance.sample(sorted(keys), min(len(keys), chance.randrange(1, 40))))
                gone += [key for sequence, key in keys.items() if sequence in destroyed and key is not None]
        assert len(gone) > 300
        assert remnants(tmp_path, *gone, *(key[12:44] for key in gone)) == []
        for record in (first, *others):
            assert verify(store, record.id, record.data_key).good


def test_what_one_block_destroys_in_several_calls_is_overwritten(tmp_path: Path) -> None:
    with closing(SqliteStore.create(tmp_path / "house.sqlite")) as store:
        record, _ = new_record(store)
        with record.writing() as writing:
            writing.append([Note(text="one"), Note(text="two")])
        (key,) = [row.key for row in store.read(RECORD) if row.sequence == 1]
        assert key is not None
        with record.writing() as writing:
            assert writing.destroy([1]) == (1,)
            assert writing.destroy([1]) == ()
            assert writing.destroyed == (1,)
        assert remnants(tmp_path, key, key[12:44]) == []


def test_what_was_sent_is_overwritten_when_something_is_destroyed(tmp_path: Path) -> None:
    """An envelope is sealed under the key of its record, which stays: its sealed bytes must stay in no corner."""
    chance = random.Random(7)  # noqa: S311 - a choice of examples
    with closing(SqliteStore.create(tmp_path / "house.sqlite")) as store:
        record, house_key = new_record(store)
        other = Record.create(store, house_key, b"\1" * 16, Note, Stream(b"other"))
        gone: list[bytes] = []
        for turn in range(60):
            for each in (record, other):
                with each.writing() as writing:
                    envelopes = [b"x" * chance.randrange(900) for _ in range(chance.randrange(1, 20))]
                    writing.append([Note(text="x")], envelopes)
            waiting = store.outgoing(RECORD, 10_000)
            chosen = chance.sample(waiting, len(waiting) // 2)
            with record.writing() as writing:
                writing.sent(item.number for item in chosen)
                if turn % 10 == 9:
                    writing.destroy([turn])
            gone += [item.sealed for item in chosen]
        with record.writing() as writing:
            writing.destroy([1])
        assert len(gone) > 200
        assert remnants(tmp_path, *gone, *(sealed[:28] for sealed in gone)) == []
