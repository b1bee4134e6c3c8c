# SPDX-License-Identifier: Apache-2.0
"""What a fact says in words: every text in it with its place, read from the types of the facts.

Ids, references, times and words of which there are few (kinds, statuses) are not among them. Since the places are read
from the types, a new kind of fact or a new field is searched without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect as types

from goodoffices.domain.entries import Entry
from goodoffices.domain.values import IDENTIFIER


NAMING: Final = frozenset({"name", "title", "spellings"})
"""The fields that say what something is called."""

_Reader = Callable[[Any, str], Iterator["Said"]]


class Said(NamedTuple):
    """One text in a fact, with the place of its field: `text`, `also[2].text`, `terms.withdrawal`."""

    place: str
    text: str

    @property
    def is_name(self) -> bool:
        """Whether it is what the fact is called."""
        return self.place.partition("[")[0] in NAMING


def said(entry: Entry) -> Iterator[Said]:
    """List every text in the fact of an entry, in the order of its fields, and why it was recorded."""
    yield from _texts(entry.fact)
    if entry.why is not None:
        yield Said("why", entry.why)


def _texts(value: msgspec.Struct, place: str = "") -> Iterator[Said]:
    for attribute, written, reader in _readers(type(value)):
        found = getattr(value, attribute)
        if found:
            yield from reader(found, f"{place}{written}")


@cache
def _readers(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, _Reader], ...]:
    """Give attribute, written name and reader of each field of a kind of value that holds text."""
    information = types.type_info(kind)
    assert isinstance(information, types.StructType)  # noqa: S101 - a Struct's type information is always this
    found = ((field.name, field.encode_name, _reader(field.type)) for field in information.fields)
    return tuple((name, written, reader) for name, written, reader in found if reader is not None)


def _reader(kind: types.Type) -> _Reader | None:  # noqa: PLR0911 - one return for each shape a field can have
    match kind:
        case types.Metadata():
            return None if kind.extra and "refers" in kind.extra else _reader(kind.type)
        case types.StrType():
            return None if kind.pattern == IDENTIFIER else lambda text, place: iter((Said(place, text),))
        case types.StructType():
            return lambda value, place: _texts(value, f"{place}.")
        case types.UnionType():
            return next((reader for member in kind.types if (reader := _reader(member)) is not None), None)
        case types.VarTupleType():
            return _each(_reader(kind.item_type))
        case types.DictType():
            return _values(_reader(kind.value_type))
    return None


def _each(reader: _Reader | None) -> _Reader | None:
    if reader is None:
        return None

    def read(values: tuple[Any, ...], place: str) -> Iterator[Said]:
        for number, value in enumerate(values, start=1):
            yield from reader(value, f"{place}[{number}]")

    return read


def _values(reader: _Reader | None) -> _Reader | None:
    if reader is None:
        return None

    def read(values: dict[str, Any], place: str) -> Iterator[Said]:
        for key, value in values.items():
            yield from reader(value, f"{place}.{key}")

    return read
