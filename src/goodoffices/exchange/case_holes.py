# SPDX-License-Identifier: Apache-2.0
"""Facts without any mention of what is no longer there.

When entries are destroyed, others may still name them. A case file must not name what was destroyed, and could not be
read again if it did: so a mention that can be spared is left out, a time that depended on it becomes unknown, and a
fact that says nothing without it goes too, with what says nothing without that fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final, cast

import msgspec
from msgspec import inspect as types

from goodoffices.domain.entries import Fact
from goodoffices.domain.people import Identification
from goodoffices.domain.references import references
from goodoffices.exchange.case_reading import fields_of
from goodoffices.times import UNKNOWN, When


class _Gone(Enum):
    GONE = "gone"


_GONE: Final = _Gone.GONE


def without(known: AbstractSet[str], facts: Iterable[Fact]) -> list[Fact]:
    """Give the facts without any mention of ids that are not `known`, and without those facts that need one."""
    left = {fact.id: fact for fact in facts}
    known = set(known)
    while True:
        broken = [fact for fact in left.values() if any(reference.id not in known for reference in references(fact))]
        if not broken:
            return list(left.values())
        for fact in broken:
            pruned = _struct(fact, known)
            if pruned is _GONE or any(reference.id not in known for reference in references(pruned)):
                del left[fact.id]
                known.discard(fact.id)
            else:
                left[fact.id] = cast("Fact", pruned)


_CHANGED_BY_NONE: Final = {(Identification, "in_")}
"""Lists that mean everything when they are empty, so that emptying one would say more than was said."""


def _struct(value: msgspec.Struct, known: AbstractSet[str]) -> msgspec.Struct | _Gone:
    changed: dict[str, object] = {}
    for field in fields_of(type(value)):
        former = getattr(value, field.name)
        pruned = _value(field.type, former, known)
        if pruned == () and former != () and (field.required or (type(value), field.name) in _CHANGED_BY_NONE):
            return _GONE
        if pruned is _GONE:
            if field.required:
                return _GONE
            pruned = field.default
        if pruned is not former:
            changed[field.name] = pruned
    return msgspec.structs.replace(value, **changed) if changed else value


def _value(kind: types.Type, value: object, known: AbstractSet[str]) -> object:  # noqa: PLR0911 - one return for each shape
    if isinstance(kind, types.Metadata):
        refers = kind.extra is not None and "refers" in kind.extra
        return _GONE if refers and value is not None and value not in known else value
    if isinstance(kind, types.UnionType):
        member = next(member for member in kind.types if not isinstance(member, types.NoneType))
        return value if value is None else _value(member, value, known)
    if isinstance(value, When):
        return UNKNOWN if value.reference is not None and value.reference not in known else value
    if isinstance(value, msgspec.Struct):
        return _struct(value, known)
    if isinstance(kind, types.VarTupleType):
        each = [_value(kind.item_type, one, known) for one in cast("Sequence[object]", value)]
        return tuple(one for one in each if one is not _GONE)
    if isinstance(kind, types.DictType):
        terms = cast("Mapping[str, object]", value)
        return {key: one for key, one in terms.items() if _value(kind.key_type, key, known) is not _GONE}
    return value
