# SPDX-License-Identifier: Apache-2.0
"""One copy of what many entries say alike: who recorded them, whom they refer to, through which sources they came.

A record of a hundred thousand entries names the same people in most of them. Decoded one by one, each entry brings its
own copy of every id and chain of sources; of a value that was met before, only the first copy is kept. The entries stay
equal to what they were; the first few hundred are left alone, since a small record gains nothing. What was met is
forgotten with the state it is kept for, so nothing destroyed lingers in it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec
from msgspec import inspect as types
from msgspec.structs import force_setattr

from goodoffices.domain.entries import Entry


FEW: Final = 256
"""How many entries are left as they are."""

MOST: Final = 10_000
"""How many different values are remembered: beyond that they repeat too rarely to be worth it."""


class Shared:
    """The values met so far."""

    __slots__ = ("_entries", "_met")

    def __init__(self) -> None:
        self._met: dict[object, object] = {}
        self._entries = 0

    def share(self, entry: Entry) -> None:
        """Put the first copies of values in the place of equal ones."""
        self._entries += 1
        if self._entries <= FEW:
            return
        self._put(entry, "by")
        fact = entry.fact
        for field in _repeating(type(fact)):
            self._put(fact, field)

    def _put(self, holder: msgspec.Struct, field: str) -> None:
        value = getattr(holder, field)
        if not value:
            return
        met = self._met
        first = met.get(value)
        if first is None:
            if len(met) < MOST:
                met[value] = value
        elif first is not value:
            force_setattr(holder, field, first)


@cache
def _repeating(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """List the fields of a kind of fact that often say the same: references, and chains of sources."""
    information = types.type_info(kind)
    assert isinstance(information, types.StructType)  # noqa: S101 - a Struct's type information is always this
    return tuple(field.name for field in information.fields if field.name == "attribution" or _refers(field.type))


def _refers(kind: types.Type) -> bool:
    match kind:
        case types.Metadata():
            return bool(kind.extra and "refers" in kind.extra)
        case types.VarTupleType():
            return _refers(kind.item_type)
        case types.UnionType():
            return any(_refers(member) for member in kind.types)
    return False
