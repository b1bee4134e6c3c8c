# SPDX-License-Identifier: Apache-2.0
"""Seals and wrapped keys open where they belong and nowhere else."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import HouseKeyError, PayloadError
from goodoffices.sealing.entry_seals import AT_ONCE, EntrySeals
from goodoffices.sealing.house_key import HouseKey, is_sealed
from goodoffices.sealing.payloads import OVERHEAD, open_sealed, seal
from goodoffices.sealing.wrapping import WRAPPED_KEY_BYTES, DataKey, DoesNotOpenError
from tests.contract.payloads import Stream


keys = st.binary(min_size=32, max_size=32)
records = st.binary(min_size=16, max_size=16)
sequences = st.integers(1, 2**63 - 1)


@given(keys, records, sequences, st.binary(max_size=300))
def test_a_seal_opens_where_it_belongs(key: bytes, record: bytes, sequence: int, payload: bytes) -> None:
    sealed = seal(key, record, sequence, payload)
    assert len(sealed) == len(payload) + OVERHEAD
    assert open_sealed(key, record, sequence, sealed) == payload


@given(keys, records, sequences, st.binary(max_size=100), st.data())
def test_a_seal_opens_under_no_other_key_record_or_place(
    key: bytes, record: bytes, sequence: int, payload: bytes, data: st.DataObject
) -> None:
    sealed = seal(key, record, sequence, payload)
    other = data.draw(st.tuples(keys, records, sequences).filter(lambda other: other != (key, record, sequence)))
    for wrong in (other, (other[0], record, sequence), (key, other[1], sequence), (key, record, other[2])):
        if wrong != (key, record, sequence):
            with pytest.raises(PayloadError, match="another key or another place"):
                open_sealed(*wrong, sealed)


@given(keys, records, sequences, st.binary(max_size=50), st.data())
def test_a_changed_seal_does_not_open(
    key: bytes, record: bytes, sequence: int, payload: bytes, data: st.DataObject
) -> None:
    sealed = bytearray(seal(key, record, sequence, payload))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(PayloadError, match="another key" if position < 32 else "was changed"):
        open_sealed(key, record, sequence, bytes(sealed))


@given(keys, records, sequences, st.binary(max_size=100))
def test_whatever_the_bytes_only_a_payload_error_comes_out(
    key: bytes, record: bytes, sequence: int, sealed: bytes
) -> None:
    commitment = hmac.digest(key, b"good-offices/payload/1\0" + record + sequence.to_bytes(8, "big"), "sha512")[32:]
    for attempt in (sealed, commitment + sealed):
        with pytest.raises(PayloadError):
            open_sealed(key, record, sequence, attempt)


@given(keys, records, sequences, keys, st.data())
def test_a_wrapped_key_opens_where_it_belongs_and_nowhere_else(
    key: bytes, record: bytes, sequence: int, inner: bytes, data: st.DataObject
) -> None:
    wrapped = DataKey(key, record).wrap(sequence, inner, Stream())
    assert len(wrapped) == WRAPPED_KEY_BYTES
    assert DataKey(key, record).unwrap(sequence, wrapped) == inner
    other_key, other_record, other_sequence = data.draw(
        st.tuples(keys.filter(lambda other: other != key), records.filter(lambda other: other != record), sequences)
    )
    with pytest.raises(PayloadError):
        DataKey(other_key, record).unwrap(sequence, wrapped)
    with pytest.raises(PayloadError):
        DataKey(key, other_record).unwrap(sequence, wrapped)
    if other_sequence != sequence:
        with pytest.raises(PayloadError):
            DataKey(key, record).unwrap(other_sequence, wrapped)
    with pytest.raises(DoesNotOpenError):
        DataKey(key, record).open_outgoing(wrapped)


@given(keys, records, st.lists(st.integers(1, 3 * AT_ONCE), min_size=1, max_size=40), st.binary(max_size=50))
def test_seals_made_ahead_fit_their_place_and_no_key_comes_twice(
    key: bytes, record: bytes, places: list[int], payload: bytes
) -> None:
    """Whatever breaks off (a place needed again) and whoever comes between (places passed over)."""
    data_key = DataKey(key, record)
    seals = EntrySeals(data_key, Stream())
    used = set()
    for place in places:
        sequence, seal, wrapped = seals.take(place)
        assert sequence == place
        entry_key = data_key.unwrap(place, wrapped)
        assert open_sealed(entry_key, record, place, seal.close(payload)) == payload
        used.add(entry_key)
    assert len(used) == len(places)


@given(keys, records, sequences, st.binary(max_size=80))
def test_whatever_the_wrapped_bytes_only_a_payload_error_comes_out(
    key: bytes, record: bytes, sequence: int, wrapped: bytes
) -> None:
    with pytest.raises(PayloadError):
        DataKey(key, record).unwrap(sequence, wrapped)


@given(keys, records, st.binary(max_size=100))
def test_what_waits_to_be_sent_opens_in_its_own_record_only(key: bytes, record: bytes, envelope: bytes) -> None:
    sealed = DataKey(key, record).seal_outgoing(envelope, Stream())
    assert DataKey(key, record).open_outgoing(sealed) == envelope
    with pytest.raises(DoesNotOpenError):
        DataKey(key, bytes(x ^ 1 for x in record)).open_outgoing(sealed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.key"


def test_a_key_file_gives_back_its_key(path: Path) -> None:
    key = HouseKey.generate(Stream())
    key.write(path, Stream())
    assert HouseKey.read(path).id == key.id
    assert not is_sealed(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    _, wrapped = key.new_data_key(bytes(16), Stream())
    assert HouseKey.read(path).data_key(bytes(16), wrapped).record == bytes(16)


def test_a_sealed_key_file_wants_its_passphrase(path: Path) -> None:
    key = HouseKey.generate(Stream())
    key.write(path, Stream(), "caf\u00e9 et th\u00e9")
    assert is_sealed(path)
    assert HouseKey.read(path, "cafe\u0301 et the\u0301").id == key.id, "however the keyboard spells it"
    with pytest.raises(HouseKeyError, match="passphrase is wrong") as raised:
        HouseKey.read(path, "cafe et the")
    assert "A forgotten passphrase is final" in raised.value.advice
    with pytest.raises(HouseKeyError, match="sealed with a passphrase"):
        HouseKey.read(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key.write(path, Stream(), "another", replace=True)
    assert HouseKey.read(path, "another").id == key.id


def test_a_key_file_is_never_written_over_by_chance(path: Path) -> None:
    key = HouseKey.generate(Stream())
    key.write(path, Stream())
    with pytest.raises(HouseKeyError, match="a house key already"):
        HouseKey.generate(Stream(b"other")).write(path, Stream())
    assert HouseKey.read(path).id == key.id
    assert list(path.parent.iterdir()) == [path]


def test_a_key_file_that_others_can_read_is_refused(path: Path) -> None:
    HouseKey.generate(Stream()).write(path, Stream())
    for mode in (0o640, 0o604, 0o660, 0o644):
        path.chmod(mode)
        with pytest.raises(HouseKeyError, match="can be read by others") as raised:
            HouseKey.read(path)
        assert "chmod 600" in raised.value.advice


def test_a_missing_key_file_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(HouseKeyError, match="is missing"):
        HouseKey.read(path)
    with pytest.raises(HouseKeyError, match="cannot be written"):
        HouseKey.generate(Stream()).write(path / "deeper", Stream())
    path.mkdir(mode=0o700)
    with pytest.raises(HouseKeyError, match="damaged, or is not a house key"):
        HouseKey.read(path)


@given(data=st.data())
def test_a_changed_key_file_is_never_taken_for_a_key(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("keys", numbered=True) / "house.key"
    HouseKey.generate(Stream()).write(path, Stream())
    content = path.read_bytes()
    position = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[position]))
    path.write_bytes(content[:position] + bytes([byte]) + content[position + 1 :])
    with pytest.raises(HouseKeyError, match="is damaged"):
        HouseKey.read(path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"memory":65536', b'"memory":99999999999'),
        (b'"memory":65536', b'"memory":1'),
        (b'"memory":65536', b'"memory": 65536'),
        (b'"lanes":4', b'"lanes":0'),
        (b'"passes":3', b'"passes":100000'),
        (b'"sealed"', b'"key"'),
        (b"key/1", b"key/2"),
        (b"\n", b""),
        (b"}", b',"more":1}'),
    ],
)
def test_a_key_file_that_asks_for_too_much_is_refused_at_once(path: Path, before: bytes, after: bytes) -> None:
    HouseKey.generate(Stream()).write(path, Stream(), "pass")
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after, 1))
    with pytest.raises(HouseKeyError, match="is damaged"):
        HouseKey.read(path, "pass")


def test_the_id_tells_keys_apart_and_the_key_does_not_show() -> None:
    raw = bytes(range(32))
    key = HouseKey(raw)
    assert key.id == hmac.new(raw, b"good-offices/house-key-id/1\0", hashlib.sha256).digest()[:16]
    assert raw.hex() not in repr(key)
    key.require(key.id)
    with pytest.raises(HouseKeyError, match="another house"):
        key.require(bytes(16))
    with pytest.raises(HouseKeyError, match="32 bytes"):
        HouseKey(b"short")


@pytest.mark.parametrize("stored", [7, None, "text", b""])
def test_what_a_damaged_database_gives_in_the_place_of_a_key_does_not_open(stored: object) -> None:
    with pytest.raises(PayloadError, match="its key does not open"):
        DataKey(bytes(32), bytes(16)).unwrap(1, cast("bytes", stored))
