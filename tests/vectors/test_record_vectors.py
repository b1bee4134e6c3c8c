# SPDX-License-Identifier: Apache-2.0
"""The published vectors hold for this implementation. What made them is not used here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodoffices.errors import CanonicalError, ChainError, HouseKeyError, PayloadError
from goodoffices.record import canonical
from goodoffices.record.chain import Chain, Head
from goodoffices.sealing.house_key import HouseKey
from goodoffices.sealing.payloads import open_sealed, seal
from goodoffices.sealing.wrapping import DataKey


VECTORS = Path(__file__).parents[2] / "vectors"
Vector = dict[str, Any]


def vectors(name: str, *path: str) -> list[Any]:
    """One list of a file's vectors, each under its label."""
    found = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    for step in path:
        found = found[step]
    return [pytest.param(vector, id=vector["label"]) for vector in found]


def data_of(vector: Vector) -> bytes:
    if "repeat" in vector:
        byte, count = vector["repeat"]
        return bytes.fromhex(str(byte)) * int(count)
    return bytes.fromhex(str(vector["bytes"]))


def head_of(given: Vector | None) -> Head | None:
    return Head(given["sequence"], bytes.fromhex(given["hash"])) if given else None


@pytest.mark.parametrize("vector", vectors("canonical", "valid"))
def test_canonical_bytes_are_read_and_written(vector: Vector) -> None:
    data = data_of(vector)
    value = canonical.decode(data, object)
    assert canonical.encode(value) == data
    assert canonical.digest(value).hex() == vector["digest"]


@pytest.mark.parametrize("vector", vectors("canonical", "invalid"))
def test_other_bytes_are_refused(vector: Vector) -> None:
    with pytest.raises(CanonicalError) as raised:
        canonical.decode(data_of(vector), object)
    assert raised.value.code == vector["error"]


def run(vector: Vector) -> Head:
    chain = Chain(bytes.fromhex(vector["record"]), expected=head_of(vector.get("expected")))
    for entry in vector["entries"]:
        chain.extend(entry["sequence"], bytes.fromhex(entry["hash"]), bytes.fromhex(entry["sealed"]))
    return chain.finish()


@pytest.mark.parametrize("vector", vectors("chain", "valid"))
def test_a_chain_holds(vector: Vector) -> None:
    assert run(vector) == head_of(vector["head"])


@pytest.mark.parametrize("vector", vectors("chain", "invalid"))
def test_a_broken_chain_names_its_first_bad_entry(vector: Vector) -> None:
    with pytest.raises(ChainError) as raised:
        run(vector)
    assert raised.value.code == vector["error"]
    assert raised.value.fields["sequence"] == vector["first_bad"]


def opened(vector: Vector) -> bytes:
    record, sequence = bytes.fromhex(vector["record"]), vector["sequence"]
    entry_key = DataKey(bytes.fromhex(vector["data_key"]), record).unwrap(sequence, bytes.fromhex(vector["wrapped"]))
    return open_sealed(entry_key, record, sequence, bytes.fromhex(vector["sealed"]))


@pytest.mark.parametrize("vector", vectors("seal", "valid"))
def test_a_seal_is_made_and_opened(vector: Vector) -> None:
    record, sequence = bytes.fromhex(vector["record"]), vector["sequence"]
    entry_key, payload = bytes.fromhex(vector["entry_key"]), bytes.fromhex(vector["payload"])
    assert seal(entry_key, record, sequence, payload).hex() == vector["sealed"]
    wrapped = DataKey(bytes.fromhex(vector["data_key"]), record).wrap(
        sequence, entry_key, lambda _: bytes.fromhex(vector["nonce"])
    )
    assert wrapped.hex() == vector["wrapped"]
    assert opened(vector) == payload


@pytest.mark.parametrize("vector", vectors("seal", "invalid"))
def test_a_seal_that_is_not_right_does_not_open(vector: Vector) -> None:
    with pytest.raises(PayloadError) as raised:
        opened(vector)
    assert raised.value.code == vector["error"]


@pytest.mark.parametrize("vector", vectors("seal", "data_keys", "valid"))
def test_a_data_key_opens_under_its_house_key(vector: Vector) -> None:
    house_key, record = HouseKey(bytes.fromhex(vector["house_key"])), bytes.fromhex(vector["record"])
    assert house_key.id.hex() == vector["house_key_id"]
    parts = iter([bytes.fromhex(vector["data_key"]), bytes.fromhex(vector["nonce"])])
    _, wrapped = house_key.new_data_key(record, lambda _: next(parts))
    assert wrapped.hex() == vector["wrapped"]
    assert house_key.data_key(record, wrapped).record == record


@pytest.mark.parametrize("vector", vectors("seal", "data_keys", "invalid"))
def test_a_data_key_that_is_not_right_does_not_open(vector: Vector) -> None:
    with pytest.raises(HouseKeyError) as raised:
        HouseKey(bytes.fromhex(vector["house_key"])).data_key(
            bytes.fromhex(vector["record"]), bytes.fromhex(vector["wrapped"])
        )
    assert raised.value.code == vector["error"]


@pytest.mark.parametrize("name", ["canonical", "chain", "seal"])
def test_there_are_more_invalid_vectors_than_valid_ones_and_each_has_a_name_of_its_own(name: str) -> None:
    content = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    labels = [vector["label"] for vector in content["valid"] + content["invalid"]]
    assert len(content["invalid"]) > len(content["valid"])
    assert len(set(labels)) == len(labels)


def test_the_vectors_are_what_their_script_makes(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_text((VECTORS / "make.py").read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, script], check=True)
    for name in ("canonical", "chain", "seal"):
        assert (tmp_path / f"{name}.json").read_bytes() == (VECTORS / f"{name}.json").read_bytes()
