# SPDX-License-Identifier: Apache-2.0
"""One value, one spelling. The oracle is `rfc8785`, another program for the same canonical form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.errors import CanonicalError
from goodoffices.record import canonical


LARGEST = 2**53 - 1

text = (
    st.text(max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: all(unicodedata.category(character) != "Cc" or character in "\n\t" for character in text))
)
key = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
scalar = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text
value = st.recursive(
    scalar, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(key, inner, max_size=4), max_leaves=20
)


class Inner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    number: int = 0
    text: str = ""


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    name: str
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    named: dict[str, str] = {}


class Row(msgspec.Struct, frozen=True, array_like=True):
    """Arrays within arrays, of a type that no float fits in."""

    inner: Row | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A float that only the type of a value in an object tells of."""

    named: dict[str, float] = {}


inner = st.builds(Inner, number=st.integers(-LARGEST, LARGEST), text=text)
typed = st.builds(
    Typed,
    name=text,
    inner=st.none() | inner,
    many=st.lists(inner, max_size=3).map(tuple),
    named=st.dictionaries(key, text, max_size=3),
)


@given(value)
@example({"b": 1, "a": 2, "B": 3, "": 4, "a\n": 5})
@example(['\u2028\u2029\\/"\t\n', "\U0001f54a", "עִבְרִית", "العربية"])
def test_the_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert canonical.encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(value)
def test_what_was_encoded_is_decoded(value: object) -> None:
    assert canonical.decode(canonical.encode(value), object) == value


@given(typed)
def test_typed_values_come_back_equal_and_of_their_type(value: Typed) -> None:
    data = canonical.encode(value)
    assert canonical.decode(data, Typed) == value
    assert data == rfc8785.dumps(msgspec.to_builtins(value))


@given(typed, typed)
def test_digests_are_equal_for_equal_values_and_only_for_those(one: Typed, other: Typed) -> None:
    assert (canonical.digest(one) == canonical.digest(other)) == (one == other)
    assert canonical.digest(one) == canonical.digest(msgspec.to_builtins(one))


@given(typed, st.data())
def test_exactly_one_spelling_is_accepted(value: Typed, data: st.DataObject) -> None:
    """Any change of a byte gives another value or an error, never the same value again."""
    spelled = canonical.encode(value)
    position = data.draw(st.integers(0, len(spelled)))
    change = data.draw(st.sampled_from(["insert", "delete", "replace"]))
    byte = bytes([data.draw(st.sampled_from(list(b' \n\t\\"/0-+.e,:u{}[]')) | st.integers(0, 255))])
    tail = spelled[position:] if change == "insert" else spelled[position + 1 :]
    other = spelled[:position] + (b"" if change == "delete" else byte) + tail
    try:
        decoded = canonical.decode(other, Typed)
    except CanonicalError:
        return
    assert (decoded == value) == (other == spelled)
    assert canonical.encode(decoded) == other


SECOND_SPELLINGS = [
    b' {"name":"a"}',
    b'{"name": "a"}',
    b'{"name":"a"}\n',
    b'{"name":"\\u0061"}',
    b'{"name":"\\/"}',
    b'{"name":"\xc3\\u00a9"}',
    b'{"name":"a","name":"a"}',
    b'{"name":"a","inner":null}',
    b'{"many":[],"name":"a"}',
    b'{"name":"a","many":[{"number":1}]}',
    b'{"many":[{"number":1.0}],"name":"a"}',
    b'{"many":[{"number":-0}],"name":"a"}',
    b'{"many":[{"number":01}],"name":"a"}',
    b'{"many":[{"number":1e0}],"name":"a"}',
    b'{"many":[{"number":"1"}],"name":"a"}',
    b'\xef\xbb\xbf{"name":"a"}',
]


@pytest.mark.parametrize("data", SECOND_SPELLINGS, ids=range(len(SECOND_SPELLINGS)))
def test_a_second_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        canonical.decode(data, Typed)


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b'"\xed\xa0\x80"')
@example(b"1" * 5000)
@example(b"-")
def test_nothing_but_a_canonical_error_comes_out(data: bytes) -> None:
    for type_ in (object, Typed, list[Inner], str, dict[str, int]):
        try:
            decoded = canonical.decode(data, type_)
        except CanonicalError:
            continue
        assert canonical.encode(decoded) == data


def nested(depth: int) -> object:
    whole: object = 1
    for _ in range(depth):
        whole = [whole]
    return whole


BROKEN: Mapping[str, Any] = {
    "fraction": 1.5,
    "whole number written as a fraction": 1.0,
    "not a number": [float("nan")],
    "infinite": {"a": float("inf")},
    "too large": 2**53,
    "too small": {"a": [-(2**53)]},
    "far too large": 2**200,
    "key beyond ASCII": {"é": 1},
    "key beyond ASCII with an escape elsewhere": {"é": "\n"},
    "number as key": {1: 2},
    "not NFC": "e\u0301",
    "not NFC after a line feed": "\n e\u0301",
    "not NFC far inside": {"a": [{"b": "\u212b"}]},
    "carriage return": "a\rb",
    "nul": "\x00",
    "delete": "\x7f",
    "control character beyond ASCII": "ä\x9b31m",
    "escape": ["\x1b[31m"],
    "control character in a key": {"\x01": 1},
    "half a character": "\ud800",
    "too deep": nested(65),
    "far too deep": nested(100_000),
    "too long by one": "x" * (2**20 - 1),
    "unknown type": object(),
    "a set of different things": {"a": {1, "a"}, "b": object()},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_value_that_breaks_a_rule_is_not_written(name: str) -> None:
    with pytest.raises(CanonicalError) as raised:
        canonical.encode(BROKEN[name])
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        b"9007199254740992",
        b"-9007199254740992",
        b'{"number":9007199254740992}',
        '{"text":"e\u0301"}'.encode(),
        b'{"text":"\\u0000"}',
        b'{"text":"\\r"}',
        b'{"text":"\\u001b"}',
        b"[" * 65 + b"]" * 65,
        b'{"text":"' + b"x" * 2**20 + b'"}',
    ],
    ids=range(9),
)
def test_a_rule_that_is_broken_in_bytes_is_found(data: bytes) -> None:
    for type_ in (object, Inner, int):
        with pytest.raises(CanonicalError):
            canonical.decode(data, type_)


def test_the_limits_themselves_are_allowed() -> None:
    for whole in (LARGEST, -LARGEST, nested(64), "x" * (2**20 - 2), "\n\t", "\n\u0301", "1234567890123456789"):
        assert canonical.decode(canonical.encode(whole), object) == whole


def rows(depth: int) -> Row:
    whole = Row()
    for _ in range(depth - 1):
        whole = Row(whole)
    return whole


def test_every_control_character_but_line_feed_and_tab_is_refused_in_a_text_of_any_script() -> None:
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        for more in ("a", "ä"):
            whole = Typed(name=more + chr(code))
            if chr(code) in "\n\t":
                assert canonical.decode(canonical.encode(whole), Typed) == whole
                continue
            with pytest.raises(CanonicalError):
                canonical.encode(whole)
            with pytest.raises(CanonicalError):
                canonical.decode(msgspec.json.encode(whole), Typed)


@pytest.mark.parametrize(
    ("good", "broken"),
    [
        (Typed(name="ä"), Typed(name="a", named={"ä": "b"})),
        (Measured(), Measured(named={"a": 1.5})),
        (rows(64), rows(65)),
        (Typed(name="a"), Typed(name="a" * (2**20 - len('{"name":""}') + 1))),
    ],
    ids=["key beyond ASCII", "float in an object", "arrays too deep", "too long by one"],
)
def test_a_rule_is_kept_by_the_first_value_of_a_type_and_by_the_thousandth(good: object, broken: object) -> None:
    data = canonical.encode(good)
    with pytest.raises(CanonicalError):
        canonical.encode(broken)
    decoder = canonical.Decoder(type(good))
    for _ in range(1000):
        assert decoder.decode(data) == good
    with pytest.raises(CanonicalError):
        decoder.decode(msgspec.json.encode(broken))


def test_a_reader_of_anything_never_stops_looking_for_floats() -> None:
    decoder = canonical.Decoder(object)
    for _ in range(1000):
        decoder.decode(b"1")
    with pytest.raises(CanonicalError):
        decoder.decode(b"1.5")


def test_a_value_keeps_its_own_rules_when_it_is_read() -> None:
    class Even(msgspec.Struct, frozen=True, kw_only=True):
        number: int

        def __post_init__(self) -> None:
            if self.number % 2:
                raise ValueError(f"{self.number} is not even")

    assert canonical.decode(b'{"number":2}', Even) == Even(number=2)
    with pytest.raises(CanonicalError, match="3 is not even"):
        canonical.decode(b'{"number":3}', Even)
