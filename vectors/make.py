# SPDX-License-Identifier: Apache-2.0
"""Make the vectors: `python vectors/make.py` writes the same files every time.

They are for whoever implements docs/spec/record.md elsewhere. Every vector has a label; an invalid one has the code of
the error that has to come out. Bytes are hexadecimal; `repeat` is a byte and how often it stands there. There are more
invalid vectors than valid ones, because a reader that accepts too much is the commoner fault.
"""

# ruff: noqa: INP001 - a script, run from the top of the repository

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import TypeAlias

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


Vector: TypeAlias = dict[str, object]

HERE = Path(__file__).parent
RECORD = bytes(range(16))
OTHER = bytes(range(16, 32))
LONG = 1000


def keyed(name: str, length: int = 32) -> bytes:
    """Bytes that look random and are the same every time."""
    return hashlib.sha512(b"good-offices vectors " + name.encode()).digest()[:length]


def place(record: bytes, sequence: int) -> bytes:
    return record + sequence.to_bytes(8, "big")


def canonical() -> Vector:
    valid: list[tuple[str, bytes]] = [
        ("null", b"null"),
        ("true", b"true"),
        ("nought", b"0"),
        ("negative integer", b"-17"),
        ("largest integer", b"9007199254740991"),
        ("smallest integer", b"-9007199254740991"),
        ("empty text", b'""'),
        ("empty array", b"[]"),
        ("empty object", b"{}"),
        ("keys in order of their bytes", b'{"":0,"A":1,"a":2,"a1":3,"aa":4,"b":5}'),
        ("escapes that are needed", b'"a\\"b\\\\c\\nd\\te"'),
        ("solidus is not escaped", b'"/"'),
        ("line separator is not escaped", '"\u2028"'.encode()),
        ("Arabic and Hebrew", '["وساطة","תיווך"]'.encode()),
        ("beyond the basic plane", '"\U0001f54a"'.encode()),
        ("composed letter", '"caf\u00e9"'.encode()),
        ("combining mark that has no composed form", '"q\u0301"'.encode()),
        ("combining mark after a line feed", '"\\n\u0301"'.encode()),
        ("64 levels", b"[" * 64 + b"]" * 64),
    ]
    invalid: list[tuple[str, bytes]] = [
        ("nothing", b""),
        ("only a space", b" "),
        ("space before", b" 1"),
        ("line feed after", b"1\n"),
        ("space after a colon", b'{"a": 1}'),
        ("space after a comma", b"[1, 2]"),
        ("byte order mark", b"\xef\xbb\xbf1"),
        ("keys out of order", b'{"b":1,"a":2}'),
        ("doubled key", b'{"a":1,"a":1}'),
        ("doubled key, the second by an escape", b'{"a":1,"\\u0061":1}'),
        ("key beyond ASCII", '{"\u00e9":1}'.encode()),
        ("control character in a key", b'{"\\n\\u0001":1}'),
        ("number as key", b"{1:2}"),
        ("comma after the last", b"[1,]"),
        ("unclosed array", b"[1"),
        ("unclosed text", b'"a'),
        ("two values", b"1 2"),
        ("single quotation marks", b"'a'"),
        ("comment", b"1/**/"),
        ("capital literal", b"True"),
        ("fraction", b"1.5"),
        ("fraction of nought", b"1.0"),
        ("exponent", b"1e3"),
        ("negative nought", b"-0"),
        ("leading nought", b"01"),
        ("plus sign", b"+1"),
        ("not a number", b"NaN"),
        ("infinity", b"Infinity"),
        ("integer too large", b"9007199254740992"),
        ("integer too small", b"-9007199254740992"),
        ("integer far too large", b"1" * 400),
        ("escape that is not needed", b'"\\u0061"'),
        ("escaped solidus", b'"\\/"'),
        ("line feed written as a number", b'"\\u000a"'),
        ("escape beyond ASCII", b'"\\u00e9"'),
        ("line feed as it is", b'"a\nb"'),
        ("carriage return", b'"\\r"'),
        ("backspace", b'"\\b"'),
        ("nul", b'"\\u0000"'),
        ("escape character", b'"\\u001b"'),
        ("delete", b'"\x7f"'),
        ("next line", '"\u0085"'.encode()),
        ("control sequence introducer", '"\u009b31m"'.encode()),
        ("half of a surrogate pair", b'"\\ud83d"'),
        ("surrogate in UTF-8", b'"\xed\xa0\xbd"'),
        ("surrogate pair in UTF-8", b'"\xed\xa0\xbd\xed\xb5\x8a"'),
        ("overlong UTF-8", b'"\xc1\x81"'),
        ("cut UTF-8", b'"\xc3"'),
        ("not UTF-8", b'"\xff"'),
        ("UTF-16", '"a"'.encode("utf-16")),
        ("decomposed letter", '"cafe\u0301"'.encode()),
        ("singleton: angstrom sign", '"\u212b"'.encode()),
        ("marks in another order", '"q\u0307\u0323"'.encode()),
        ("decomposed letter after an escape", '"\\ne\u0301"'.encode()),
        ("decomposed Hangul", '"\u1100\u1161"'.encode()),
        ("65 levels", b"[" * 65 + b"]" * 65),
        ("100000 levels", b"[" * 100_000),
    ]
    return {
        "about": "Canonical bytes. Valid: decoding and encoding again gives the same bytes and the given digest.",
        "valid": [
            {
                "label": label,
                "bytes": data.hex(),
                "digest": hashlib.sha256(b"good-offices/digest/1\0" + data).hexdigest(),
            }
            for label, data in valid
        ],
        "invalid": [{"label": label, "error": "not-canonical", **written(data)} for label, data in invalid],
    }


def written(data: bytes) -> Vector:
    """Bytes in hexadecimal, or as a repetition when they are many and all the same."""
    if len(data) > LONG and data == data[:1] * len(data):
        return {"repeat": [data[:1].hex(), len(data)]}
    return {"bytes": data.hex()}


def chained(record: bytes, entries: list[bytes]) -> list[Vector]:
    previous = hashlib.sha256(b"good-offices/record/1\0" + record).digest()
    rows: list[Vector] = []
    for sequence, sealed in enumerate(entries, 1):
        previous = hashlib.sha256(b"good-offices/entry/1\0" + place(record, sequence) + previous + sealed).digest()
        rows.append({"sequence": sequence, "hash": previous.hex(), "sealed": sealed.hex()})
    return rows


def chain() -> Vector:
    entries = [keyed(f"sealed {number}", 48 + number) for number in range(4)]
    rows = chained(RECORD, entries)
    head = rows[-1]["hash"]
    other = chained(RECORD, [entries[0], keyed("another history", 60), *entries[2:]])

    def changed(number: int, **fields: object) -> list[Vector]:
        return [{**row, **fields} if row["sequence"] == number else row for row in rows]

    def flipped(number: int, field: str, position: int) -> list[Vector]:
        value = bytearray.fromhex(str(rows[number - 1][field]))
        value[position] ^= 1
        return changed(number, **{field: value.hex()})

    valid: list[Vector] = [
        {
            "label": "no entry",
            "record": RECORD.hex(),
            "entries": [],
            "head": {"sequence": 0, "hash": hashlib.sha256(b"good-offices/record/1\0" + RECORD).hexdigest()},
        },
        {
            "label": "one entry",
            "record": RECORD.hex(),
            "entries": rows[:1],
            "head": {"sequence": 1, "hash": rows[0]["hash"]},
        },
        {"label": "four entries", "record": RECORD.hex(), "entries": rows, "head": {"sequence": 4, "hash": head}},
        {
            "label": "head expected at the end",
            "record": RECORD.hex(),
            "entries": rows,
            "expected": {"sequence": 4, "hash": head},
            "head": {"sequence": 4, "hash": head},
        },
        {
            "label": "head expected in the middle",
            "record": RECORD.hex(),
            "entries": rows,
            "expected": {"sequence": 2, "hash": rows[1]["hash"]},
            "head": {"sequence": 4, "hash": head},
        },
    ]
    cases: list[tuple[str, int, list[Vector], Vector]] = [
        ("first byte of a sealed entry flipped", 2, flipped(2, "sealed", 0), {}),
        ("last byte of a sealed entry flipped", 2, flipped(2, "sealed", -1), {}),
        ("hash flipped", 3, flipped(3, "hash", 0), {}),
        ("last hash flipped", 4, flipped(4, "hash", 31), {}),
        ("hash too short", 2, changed(2, hash=str(rows[1]["hash"])[:-2]), {}),
        ("sealed entry shorter than 48 bytes", 2, changed(2, sealed="00" * 47), {}),
        ("byte added to a sealed entry", 2, changed(2, sealed=str(rows[1]["sealed"]) + "00"), {}),
        ("first entry missing", 1, rows[1:], {}),
        ("entry missing", 2, [rows[0], *rows[2:]], {}),
        ("entry missing and the gap closed", 2, [rows[0], {**rows[2], "sequence": 2}, {**rows[3], "sequence": 3}], {}),
        ("entry doubled", 2, [*rows[:2], *rows[1:]], {}),
        ("entries in another order", 2, [rows[0], rows[2], rows[1], rows[3]], {}),
        ("entries changed places", 2, [rows[0], {**rows[2], "sequence": 2}, {**rows[1], "sequence": 3}, rows[3]], {}),
        ("entries begin at 0", 0, [{**row, "sequence": int(str(row["sequence"])) - 1} for row in rows], {}),
        ("old row put back: it fits what came before, what follows does not", 3, [rows[0], other[1], *rows[2:]], {}),
        ("another record's entries", 1, chained(OTHER, entries), {}),
        ("sequence counted in little-endian", 1, little_endian(entries), {}),
        (
            "hash over the entry alone",
            1,
            [{"sequence": 1, "hash": hashlib.sha256(entries[0]).hexdigest(), "sealed": entries[0].hex()}],
            {},
        ),
        ("tail cut off", 4, rows[:3], {"expected": {"sequence": 4, "hash": head}}),
        ("everything cut off", 1, [], {"expected": {"sequence": 4, "hash": head}}),
        ("another history", 4, other, {"expected": {"sequence": 4, "hash": head}}),
        ("another history from the beginning", 0, rows, {"expected": {"sequence": 0, "hash": "00" * 32}}),
    ]
    return {
        "about": "Chains. Invalid: `first_bad` is the entry that has to be named.",
        "valid": valid,
        "invalid": [
            {
                "label": label,
                "record": RECORD.hex(),
                "entries": entries_,
                **more,
                "error": "chain",
                "first_bad": first_bad,
            }
            for label, first_bad, entries_, more in cases
        ],
    }


def little_endian(entries: list[bytes]) -> list[Vector]:
    start = hashlib.sha256(b"good-offices/record/1\0" + RECORD).digest()
    whole = b"good-offices/entry/1\0" + RECORD + (1).to_bytes(8, "little") + start + entries[0]
    return [{"sequence": 1, "hash": hashlib.sha256(whole).hexdigest(), "sealed": entries[0].hex()}]


def sealed_under(entry_key: bytes, record: bytes, sequence: int, payload: bytes) -> bytes:
    derived = hmac.digest(entry_key, b"good-offices/payload/1\0" + place(record, sequence), "sha512")
    return derived[32:] + AESGCM(derived[:32]).encrypt(bytes(12), payload, None)


def wrapped_under(key: bytes, nonce: bytes, inner: bytes, associated: bytes) -> bytes:
    return nonce + AESGCM(key).encrypt(nonce, inner, associated)


def seal() -> Vector:
    house_key, data_key, entry_key, nonce = (
        keyed("house key"),
        keyed("data key"),
        keyed("entry key"),
        keyed("nonce", 12),
    )
    payloads = [b"", b'{"by":"mediator"}', '{"text":"وساطة"}'.encode(), b"x" * 1000]
    sealed = sealed_under(entry_key, RECORD, 7, payloads[1])
    label = b"good-offices/entry-key/1\0"
    wrapped = wrapped_under(data_key, nonce, entry_key, label + place(RECORD, 7))
    base: Vector = {
        "record": RECORD.hex(),
        "sequence": 7,
        "data_key": data_key.hex(),
        "wrapped": wrapped.hex(),
        "sealed": sealed.hex(),
    }

    def flipped(value: bytes, position: int) -> str:
        changed = bytearray(value)
        changed[position] ^= 0x80
        return changed.hex()

    second = keyed("second entry key")
    without_commitment = bytes(32) + sealed[32:]
    derived = hmac.digest(entry_key, b"good-offices/payload/1\0" + place(RECORD, 7), "sha512")
    cases: list[tuple[str, Vector]] = [
        ("first byte of the commitment flipped", {"sealed": flipped(sealed, 0)}),
        ("last byte of the commitment flipped", {"sealed": flipped(sealed, 31)}),
        ("commitment of noughts", {"sealed": without_commitment.hex()}),
        ("no commitment", {"sealed": sealed[32:].hex()}),
        ("first byte of the text flipped", {"sealed": flipped(sealed, 32)}),
        ("first byte of the tag flipped", {"sealed": flipped(sealed, -16)}),
        ("last byte of the tag flipped", {"sealed": flipped(sealed, -1)}),
        ("tag cut by a byte", {"sealed": sealed[:-1].hex()}),
        ("only a commitment", {"sealed": sealed[:32].hex()}),
        ("nothing", {"sealed": ""}),
        ("byte added", {"sealed": sealed.hex() + "00"}),
        ("sealed for another place", {"sealed": sealed_under(entry_key, RECORD, 8, payloads[1]).hex()}),
        ("sealed for another record", {"sealed": sealed_under(entry_key, OTHER, 7, payloads[1]).hex()}),
        ("sealed under another entry key", {"sealed": sealed_under(second, RECORD, 7, payloads[1]).hex()}),
        (
            "text of another entry key under this one's commitment",
            {"sealed": (sealed[:32] + sealed_under(second, RECORD, 7, payloads[1])[32:]).hex()},
        ),
        (
            "key and commitment changed places",
            {"sealed": (derived[:32] + AESGCM(derived[32:]).encrypt(bytes(12), payloads[1], None)).hex()},
        ),
        (
            "associated data where there is none",
            {"sealed": (derived[32:] + AESGCM(derived[:32]).encrypt(bytes(12), payloads[1], place(RECORD, 7))).hex()},
        ),
        (
            "nonce of ones",
            {"sealed": (derived[32:] + AESGCM(derived[:32]).encrypt(b"\xff" * 12, payloads[1], None)).hex()},
        ),
        ("nonce of the wrapped key flipped", {"wrapped": flipped(wrapped, 0)}),
        ("wrapped key flipped", {"wrapped": flipped(wrapped, 12)}),
        ("tag of the wrapped key flipped", {"wrapped": flipped(wrapped, -1)}),
        ("wrapped key cut", {"wrapped": wrapped[:-1].hex()}),
        ("wrapped key of nothing", {"wrapped": ""}),
        (
            "wrapped for another place",
            {"wrapped": wrapped_under(data_key, nonce, entry_key, label + place(RECORD, 8)).hex()},
        ),
        (
            "wrapped for another record",
            {"wrapped": wrapped_under(data_key, nonce, entry_key, label + place(OTHER, 7)).hex()},
        ),
        (
            "wrapped under another label",
            {
                "wrapped": wrapped_under(
                    data_key, nonce, entry_key, b"good-offices/outgoing/1\0" + place(RECORD, 7)
                ).hex()
            },
        ),
        (
            "wrapped under the house key",
            {"wrapped": wrapped_under(house_key, nonce, entry_key, label + place(RECORD, 7)).hex()},
        ),
        ("another data key", {"data_key": keyed("another data key").hex()}),
        ("read at another place", {"sequence": 8}),
        ("read in another record", {"record": OTHER.hex()}),
    ]
    return {
        "about": "Seals and wrapped keys: data key → entry key → payload. House key → data key is under `data_keys`.",
        "valid": [
            {
                "label": f"payload of {len(payload)} bytes at {sequence}",
                "record": RECORD.hex(),
                "sequence": sequence,
                "data_key": data_key.hex(),
                "nonce": nonce.hex(),
                "entry_key": entry_key.hex(),
                "wrapped": wrapped_under(data_key, nonce, entry_key, label + place(RECORD, sequence)).hex(),
                "payload": payload.hex(),
                "sealed": sealed_under(entry_key, RECORD, sequence, payload).hex(),
            }
            for payload in payloads
            for sequence in (1, 2**53)
        ],
        "invalid": [{"label": label_, **base, **change, "error": "payload"} for label_, change in cases],
        "data_keys": {
            "valid": [
                {
                    "label": "data key under a house key",
                    "house_key": house_key.hex(),
                    "house_key_id": hmac.digest(house_key, b"good-offices/house-key-id/1\0", "sha256")[:16].hex(),
                    "record": RECORD.hex(),
                    "nonce": nonce.hex(),
                    "data_key": data_key.hex(),
                    "wrapped": wrapped_under(house_key, nonce, data_key, b"good-offices/data-key/1\0" + RECORD).hex(),
                }
            ],
            "invalid": [
                {
                    "label": label_,
                    "error": "house-key",
                    "house_key": key.hex(),
                    "record": RECORD.hex(),
                    "wrapped": value.hex(),
                }
                for label_, key, value in (
                    (
                        "another house key",
                        keyed("another house key"),
                        wrapped_under(house_key, nonce, data_key, b"good-offices/data-key/1\0" + RECORD),
                    ),
                    (
                        "wrapped for another record",
                        house_key,
                        wrapped_under(house_key, nonce, data_key, b"good-offices/data-key/1\0" + OTHER),
                    ),
                    (
                        "wrapped under another label",
                        house_key,
                        wrapped_under(house_key, nonce, data_key, b"good-offices/entry-key/1\0" + RECORD),
                    ),
                    ("nothing", house_key, b""),
                )
            ],
        },
    }


def main() -> None:
    """Write the three files."""
    for name, content in (("canonical", canonical()), ("chain", chain()), ("seal", seal())):
        (HERE / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
