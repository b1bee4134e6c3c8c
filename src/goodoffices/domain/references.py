# SPDX-License-Identifier: Apache-2.0
"""References from one fact to another, read from the types of the facts.

A field that refers to something says so in its type (`ActorId`, `ProposalId`, ...). From these types this module
lists, for any fact, every reference and every time in it with its place, so that one check serves all kinds of fact
and a new kind cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta
from msgspec import inspect as types

from goodoffices.domain.values import IDENTIFIER
from goodoffices.times import When


def _refers(*kinds: str) -> Meta:
    return Meta(pattern=IDENTIFIER, extra={"refers": kinds}, extra_json_schema={"x-refers-to": list(kinds)})


ACTORS = ("person", "delegation")
"""The kinds that can act, or be named in a term."""

ActorId = Annotated[str, _refers(*ACTORS)]
"""A person, a body or a delegation."""
DelegationId = Annotated[str, _refers("delegation")]
IssueId = Annotated[str, _refers("issue")]
ProposalId = Annotated[str, _refers("proposal")]
ReleasableId = Annotated[str, _refers("statement", "scores")]
"""What a delegation can let go of."""
ReleaseId = Annotated[str, _refers("release")]
AgreementId = Annotated[str, _refers("agreement")]
ObligationId = Annotated[str, _refers("obligation")]
FactId = Annotated[str, _refers()]
"""Anything at all that has an id."""


class Reference(NamedTuple):
    """One reference in a fact: the place of the field, the id it names, and the kinds it may be (none: any)."""

    place: str
    id: str
    kinds: tuple[str, ...]


class Dated(NamedTuple):
    """One time in a fact, with the place of its field."""

    place: str
    when: When


Found = Reference | Dated
_Reader = Callable[[Any, str], Iterator[Found]]


def references(fact: msgspec.Struct) -> Iterator[Reference]:
    """List every reference in a fact, in the order of its fields; times that depend on another fact are among them."""
    for found in _everything(fact):
        if isinstance(found, Reference):
            yield found
        elif found.when.reference is not None:
            yield Reference(found.place, found.when.reference, ())


def times(fact: msgspec.Struct) -> Iterator[Dated]:
    """List every time in a fact, in the order of its fields."""
    return (found for found in _everything(fact) if isinstance(found, Dated))


def _everything(fact: msgspec.Struct, place: str = "") -> Iterator[Found]:
    for attribute, written, reader in _readers(type(fact)):
        value = getattr(fact, attribute)
        if value is not None:
            yield from reader(value, f"{place}{written}")


@cache
def _readers(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, _Reader], ...]:
    """Give attribute, written name and reader of each field of a kind of fact that holds references or times."""
    information = types.type_info(kind)
    assert isinstance(information, types.StructType)  # noqa: S101 - a Struct's type information is always this
    found = ((field.name, field.encode_name, _reader(field.type)) for field in information.fields)
    return tuple((name, written, reader) for name, written, reader in found if reader is not None)


def _reader(kind: types.Type) -> _Reader | None:  # noqa: PLR0911 - one return for each shape a field can have
    if isinstance(kind, types.Metadata) and kind.extra and "refers" in kind.extra:
        kinds = tuple(kind.extra["refers"])
        return lambda value, place: iter((Reference(place, value, kinds),))
    if isinstance(kind, types.Metadata):
        return _reader(kind.type)
    if isinstance(kind, types.CustomType) and kind.cls is When:
        return lambda value, place: iter((Dated(place, value),))
    if isinstance(kind, types.StructType):
        return lambda value, place: _everything(value, f"{place}.")
    if isinstance(kind, types.UnionType):
        return next((reader for member in kind.types if (reader := _reader(member)) is not None), None)
    if isinstance(kind, types.VarTupleType):
        return _each(_reader(kind.item_type))
    if isinstance(kind, types.DictType):
        return _keys(_reader(kind.key_type))
    return None


def _each(reader: _Reader | None) -> _Reader | None:
    if reader is None:
        return None

    def read(values: tuple[Any, ...], place: str) -> Iterator[Found]:
        for number, value in enumerate(values, start=1):
            yield from reader(value, f"{place}[{number}]")

    return read


def _keys(reader: _Reader | None) -> _Reader | None:
    if reader is None:
        return None

    def read(values: dict[str, Any], place: str) -> Iterator[Found]:
        for key in values:
            yield from reader(key, f"{place}.{key}")

    return read
