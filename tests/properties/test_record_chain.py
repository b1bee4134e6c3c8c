# SPDX-License-Identifier: Apache-2.0
"""The chain finds any single change, and goes on holding when keys are destroyed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ChainError
from goodoffices.record.chain import Chain, Head, genesis, link


RECORD = bytes(range(16))
Row = tuple[int, bytes, bytes]

sealed_entries = st.lists(st.binary(min_size=48, max_size=80), min_size=1, max_size=8)


def chained(entries: Sequence[bytes], record: bytes = RECORD) -> list[Row]:
    rows, previous = [], genesis(record)
    for sequence, sealed in enumerate(entries, 1):
        previous = link(record, sequence, previous, sealed)
        rows.append((sequence, previous, sealed))
    return rows


def check(rows: Sequence[Row], record: bytes = RECORD, expected: Head | None = None) -> Head:
    chain = Chain(record, expected=expected)
    for row in rows:
        chain.extend(*row)
    return chain.finish()


def first_bad(rows: Sequence[Row], record: bytes = RECORD, expected: Head | None = None) -> int:
    with pytest.raises(ChainError) as raised:
        check(rows, record, expected)
    sequence = raised.value.fields["sequence"]
    assert isinstance(sequence, int)
    return sequence


@given(sealed_entries)
def test_what_was_chained_holds(entries: list[bytes]) -> None:
    rows = chained(entries)
    assert check(rows) == Head(len(rows), rows[-1][1])
    assert check(rows, expected=Head(len(rows), rows[-1][1])).sequence == len(rows)


def test_the_hashes_are_those_of_the_specification() -> None:
    sealed = bytes(48)
    start = hashlib.sha256(b"good-offices/record/1\x00" + RECORD).digest()
    first = hashlib.sha256(b"good-offices/entry/1\x00" + RECORD + bytes(7) + b"\x01" + start + sealed).digest()
    assert genesis(RECORD) == start
    assert link(RECORD, 1, start, sealed) == first


@given(sealed_entries, st.data())
def test_any_changed_bit_is_found_where_it_is(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 1))
    sequence, hash_, sealed = rows[place]
    whole = bytearray(hash_ + sealed)
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    rows[place] = (sequence, bytes(whole[:32]), bytes(whole[32:]))
    assert first_bad(rows) == sequence


@given(sealed_entries, st.data())
def test_a_longer_or_shorter_entry_is_found_where_it_is(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows) - 1))
    sequence, hash_, sealed = rows[place]
    cut = data.draw(st.integers(0, len(sealed) - 1))
    rows[place] = (
        sequence,
        hash_,
        data.draw(st.sampled_from([sealed[:cut], sealed + sealed[cut:], sealed[cut:] + b"x" * cut + b"y"])),
    )
    assert first_bad(rows) == sequence


@given(sealed_entries, st.data())
def test_an_entry_missing_doubled_or_out_of_order_is_found(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained([*entries, bytes(48)])
    place = data.draw(st.integers(0, len(rows) - 2))
    assert first_bad(rows[:place] + rows[place + 1 :]) == place + 1
    assert first_bad(rows[: place + 1] + rows[place:]) == place + 1
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    assert first_bad(rows) == place + 1


@given(sealed_entries, st.data())
def test_entries_that_change_places_with_their_hashes_are_found(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained([*entries, b"x" * 48])
    one, other = sorted(data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True)))
    swapped = list(rows)
    swapped[one] = (one + 1, *rows[other][1:])
    swapped[other] = (other + 1, *rows[one][1:])
    assert first_bad(swapped) == one + 1


@given(sealed_entries)
def test_a_chain_belongs_to_its_record(entries: list[bytes]) -> None:
    assert first_bad(chained(entries), record=bytes(16)) == 1


@given(sealed_entries, st.data())
def test_a_tail_cut_off_is_found_by_an_expected_head(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained(entries)
    left = data.draw(st.integers(0, len(rows) - 1))
    assert first_bad(rows[:left], expected=Head(len(rows), rows[-1][1])) == left + 1


@given(sealed_entries, sealed_entries, st.data())
def test_another_history_is_found_by_an_expected_head(
    entries: list[bytes], others: list[bytes], data: st.DataObject
) -> None:
    rows, other = chained(entries), chained(others)
    sequence = data.draw(st.integers(1, len(rows)))
    expected = Head(sequence, rows[sequence - 1][1])
    if others[:sequence] == entries[:sequence]:
        assert check(other, expected=expected)
    elif len(other) >= sequence:
        assert first_bad(other, expected=expected) == sequence
    else:
        assert first_bad(other, expected=expected) == len(other) + 1


def test_the_last_good_entry_is_the_one_before_an_unexpected_one() -> None:
    rows = chained([bytes(48), bytes(48), bytes(48)])
    chain = Chain(RECORD, expected=Head(2, bytes(32)))
    chain.extend(*rows[0])
    with pytest.raises(ChainError) as caught:
        chain.extend(*rows[1])
    assert (caught.value.fields["sequence"], caught.value.fields["last_good"]) == (2, 1)


@given(sealed_entries, st.data())
def test_checking_may_go_on_from_a_head_that_was_checked(entries: list[bytes], data: st.DataObject) -> None:
    rows = chained(entries)
    place = data.draw(st.integers(0, len(rows)))
    chain = Chain(RECORD)
    for row in rows[:place]:
        chain.extend(*row)
    rest = Chain(RECORD, after=chain.head)
    for row in rows[place:]:
        rest.extend(*row)
    assert rest.head == Head(len(rows), rows[-1][1])


def test_a_bad_entry_is_not_taken_in() -> None:
    rows = chained([bytes(48), b"x" * 48])
    chain = Chain(RECORD)
    chain.extend(*rows[0])
    with pytest.raises(ChainError) as raised:
        chain.extend(2, rows[1][1], b"y" * 48)
    assert raised.value.fields["last_good"] == 1
    assert chain.head == Head(1, rows[0][1])
    chain.extend(*rows[1])
    assert chain.head.sequence == 2


@pytest.mark.parametrize(
    "row", [(1, b"", None), (1, None, b"x" * 47), (None, b"", bytes(48)), (1, b"", 7), (1, b"", "x" * 48)]
)
def test_what_is_no_entry_at_all_is_named_too(row: tuple[int, bytes, bytes]) -> None:
    assert first_bad([row]) == 1
