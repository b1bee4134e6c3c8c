# SPDX-License-Identifier: Apache-2.0
"""The tables of fields in docs/reference/case-file.md, made from the types and from the sentences of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import inspect as types

from goodoffices.domain.entries import kind_of
from goodoffices.domain.people import Mediation
from goodoffices.domain.reports import Attributed
from goodoffices.exchange.case import KINDS
from goodoffices.exchange.case_reading import fields_of
from goodoffices.exchange.case_words import RECORDED, WORDS
from goodoffices.times import When


_MANY: Final = {
    "person": "people, bodies",
    "delegation": "delegations",
    "issue": "issues",
    "proposal": "proposals",
    "statement": "statements",
    "release": "releases",
    "agreement": "agreements",
    "obligation": "obligations",
    "scores": "scores",
}
_LISTED: Final = {types.StructType: "tables, as below", types.StrType: "texts"}


def tables() -> str:
    """A section with a table for each kind of item, with the tables it may hold."""
    lines = []
    for kind in (Mediation, *KINDS):
        heading = kind_of(kind)
        lines += [f"### {heading}", "", WORDS[kind].purpose, ""]
        lines += [f"Written as `[{heading}]`." if kind is Mediation else f"Written as `[[{heading}]]`.", ""]
        lines += _table(kind)
        for field, part in _parts(kind):
            lines += [f"In `{field}`: {WORDS[part].purpose[0].lower()}{WORDS[part].purpose[1:]}", ""]
            lines += _table(part)
    return "\n".join(lines)


def _table(kind: type[msgspec.Struct]) -> Iterator[str]:
    yield "| field | what stands there | what it says |"
    yield "|---|---|---|"
    for field in sorted(fields_of(kind), key=_place):
        needed = "; needed" if field.required else ""
        said = WORDS[kind].fields[field.encode_name]
        yield f"| `{field.encode_name}` | {_what(field.type)}{needed} | {said} |"
    if kind in (Mediation, *KINDS):
        yield f"| `recorded` | a moment in UTC | {RECORDED} |"
    yield ""


def _place(field: types.Field) -> tuple[bool, bool, bool]:
    """Put the id first, then what is needed, and where something comes from last."""
    return field.encode_name != "id", not field.required, field.name in Attributed.__struct_fields__


def _parts(kind: type[msgspec.Struct]) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    for field in fields_of(kind):
        if isinstance(field.type, types.VarTupleType) and isinstance(field.type.item_type, types.StructType):
            yield field.encode_name, field.type.item_type.cls


def _what(kind: types.Type) -> str:  # noqa: PLR0911 - one return for each shape a field can have
    match kind:
        case types.UnionType():
            return _what(next(member for member in kind.types if not isinstance(member, types.NoneType)))
        case types.Metadata():
            return _reference(kind)
        case types.EnumType():
            return "one of " + ", ".join(f"`{word.value}`" for word in kind.cls)
        case types.CustomType() if kind.cls is When:
            return "a [time](times.md)"
        case types.VarTupleType() if isinstance(kind.item_type, types.Metadata):
            return f"a list: {_references(kind.item_type)}"
        case types.VarTupleType():
            return f"a list of {_LISTED.get(type(kind.item_type), _what(kind.item_type))}"
        case types.DictType():
            return "a table: [terms](terms.md) by the ids of issues"
        case types.StructType():
            return "a table"
        case types.IntType():
            return "a whole number"
    return "text"


def _reference(kind: types.Metadata) -> str:
    if not kind.extra:
        return "an id"
    kinds = [f"{'an' if each[0] in 'aeiou' else 'a'} {each}" for each in kind.extra["refers"]]
    return f"the id of {' or '.join(kinds)}" if kinds else "the id of anything"


def _references(kind: types.Metadata) -> str:
    kinds = " or ".join(_MANY[each] for each in (kind.extra or {})["refers"])
    return f"the ids of {kinds}" if kinds else "the ids of anything"
