# SPDX-License-Identifier: Apache-2.0
"""What can be typed into a field of a fact, read from its type, so that a new field or kind cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Final, NamedTuple, TypeAlias

import msgspec
from msgspec import NODEFAULT
from msgspec import inspect as types

from goodoffices.times import When


LONG: Final = 2_000
"""From how many allowed characters on a text is written in a field of several lines."""
MOST_ROWS: Final = 200
"""How many parts of one kind a form takes."""


class Words(NamedTuple):
    """A text of at most so many characters."""

    most: int

    @property
    def is_long(self) -> bool:
        """Whether it may have several lines."""
        return self.most >= LONG


class Lines(NamedTuple):
    """Several short texts, one on each line."""

    most: int


class Identifier(NamedTuple):
    """The id of the fact, or of a part of it."""


class Names(NamedTuple):
    """One or several other facts, of some kinds or (none given) of any."""

    kinds: tuple[str, ...]
    several: bool


class Time(NamedTuple):
    """A time, as exact as it is known."""


class Number(NamedTuple):
    """A whole number, of which the least may be known."""

    least: int | None


class Choice(NamedTuple):
    """One of a few words."""

    words: type[Enum]


class Terms(NamedTuple):
    """A term for each issue."""


class Parts(NamedTuple):
    """Several parts, each with fields of its own; or long texts, where `kind` is None."""

    kind: type[msgspec.Struct] | None
    most: int = 0


Shape: TypeAlias = Words | Lines | Identifier | Names | Time | Number | Choice | Terms | Parts


class Member(NamedTuple):
    """One field of a fact: its name in Python and in the record, its shape, and what it is when nothing is written."""

    attribute: str
    name: str
    shape: Shape
    required: bool
    default: object


@cache
def members_of(kind: type[msgspec.Struct]) -> tuple[Member, ...]:
    """List the fields of a kind of fact, or of a part of one, in the order of its type."""
    information = types.type_info(kind)
    assert isinstance(information, types.StructType)  # noqa: S101 - a Struct's type information is always this
    return tuple(
        Member(
            field.name,
            field.encode_name,
            _shape(field.type),
            required=field.required,
            default=None if field.default is NODEFAULT else field.default,
        )
        for field in information.fields
    )


def _shape(kind: types.Type) -> Shape:  # noqa: PLR0911 - one return for each shape a field can have
    match kind:
        case types.UnionType():
            return _shape(next(member for member in kind.types if not isinstance(member, types.NoneType)))
        case types.Metadata():
            refers = kind.extra is not None and "refers" in kind.extra
            return Names(tuple(kind.extra["refers"]), several=False) if refers and kind.extra else Identifier()
        case types.StrType():
            return Words(kind.max_length or LONG)
        case types.CustomType() if kind.cls is When:
            return Time()
        case types.IntType():
            return Number(None if kind.ge is None else int(kind.ge))
        case types.EnumType():
            return Choice(kind.cls)
        case types.DictType():
            return Terms()
        case types.VarTupleType():
            return _several(kind.item_type)
    raise NotImplementedError(type(kind).__name__)


def _several(kind: types.Type) -> Shape:
    if isinstance(kind, types.StructType):
        return Parts(kind.cls)
    one = _shape(kind)
    match one:
        case Names():
            return one._replace(several=True)
        case Words() if one.is_long:
            return Parts(None, one.most)
        case Words():
            return Lines(one.most)
    raise NotImplementedError(type(one).__name__)


_STEP: Final = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<number>[1-9][0-9]{0,2})\])?(?P<rest>\..+)?", re.ASCII)
_ISSUE: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}", re.ASCII)


def has_place(kind: type[msgspec.Struct], place: str) -> bool:
    """Whether a fact of that kind has a field at a place, such as `phases[2].terms.ceasefire`."""
    step = _STEP.fullmatch(place)
    member = next((member for member in members_of(kind) if step and member.name == step["name"]), None)
    if step is None or member is None:
        return False
    rest = (step["rest"] or "").removeprefix(".")
    match member.shape:
        case Terms():
            return step["number"] is None and _ISSUE.fullmatch(rest) is not None
        case Parts(inner):
            if step["number"] is None or int(step["number"]) > MOST_ROWS:
                return False
            return not rest if inner is None else bool(rest) and has_place(inner, rest)
    return step["number"] is None and not rest


def rows_in(place: str, names: Iterator[str]) -> tuple[int, ...]:
    """List the numbers of the parts at a place that some names of fields speak of, in order."""
    found = set()
    start = f"{place}["
    for name in names:
        if name.startswith(start):
            found.add(int(name[len(start) : name.index("]", len(start))]))
    return tuple(sorted(found))
