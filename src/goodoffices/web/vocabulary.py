# SPDX-License-Identifier: Apache-2.0
"""The words of the case itself that pages say in the reader's language: kinds, statuses, fields, units, errors.

They are gathered from where they are defined, so that a new kind or status cannot be forgotten in the catalogues.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple, get_args

import msgspec

import goodoffices.app.views
import goodoffices.domain
from goodoffices import errors
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.errors import GoodOfficesError
from goodoffices.times import ENGLISH, Unit


TIMES: Final = {
    "unknown": "time",
    "year": "time",
    "of_year": "time",
    "month": "time",
    "month_within": "time, behind another word",
    "day": "time",
    "day_within": "time, behind another word",
    "clock": "time",
    "zone": "time",
    "early": "time",
    "mid": "time",
    "late": "time",
    "range": "time",
    "about": "time",
    "about_counted": "time, counted",
    "before": "time",
    "after": "time",
    "before_fact": "time",
    "after_fact": "time",
    "same": "time",
    "later": "time",
    "earlier": "time",
}
"""The patterns of `goodoffices.times.Wording` that the catalogues hold, each with its context there."""

COUNTED: Final = "time"
COUNTED_WITHIN: Final = "time, behind another word"
SO_MANY: Final = "so many"
SO_MANY_WITHIN: Final = "so many, behind another word"


class Word(NamedTuple):
    """One word or sentence of ours: the context that tells it apart, and what it is for several things."""

    singular: str
    plural: str = ""
    context: str = ""


def vocabulary() -> Iterator[Word]:
    """Give every word that no template and no call of `_` names."""
    yield from (Word(word) for word in _values())
    yield from (Word(kind_of(kind).replace("_", " ")) for kind in get_args(Fact))
    yield from (Word(name.replace("_", " "), context="field") for name in _fields())
    yield from (Word(getattr(ENGLISH, field), context=context) for field, context in TIMES.items())
    for unit in Unit:
        one = unit.removesuffix("s")
        for context in (COUNTED, COUNTED_WITHIN):
            yield Word(f"{{count}} {one}", f"{{count}} {unit}", context)
        yield from (Word(str(unit), context=context) for context in (SO_MANY, SO_MANY_WITHIN))
    yield from (Word(sentence) for sentence in _sentences(GoodOfficesError))


def _values() -> Iterator[str]:
    """Give the values of every enumeration of the domain and of the views."""
    for package in (goodoffices.domain, goodoffices.app.views):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for one in vars(module).values():
                if isinstance(one, type) and issubclass(one, StrEnum) and one.__module__ == module.__name__:
                    yield from map(str, one)


def _fields() -> Iterator[str]:
    """Give the names of all fields of facts and of what they are made of, as the record writes them."""
    waiting: list[msgspec.inspect.Type] = [msgspec.inspect.type_info(kind) for kind in get_args(Fact)]
    done: set[type] = set()
    while waiting:
        match waiting.pop():
            case msgspec.inspect.StructType(cls=cls, fields=fields):
                if cls not in done:
                    done.add(cls)
                    yield from (field.encode_name for field in fields)
                    waiting += [field.type for field in fields]
            case msgspec.inspect.UnionType(types=types):
                waiting += types
            case msgspec.inspect.VarTupleType(item_type=inner) | msgspec.inspect.ListType(item_type=inner):
                waiting.append(inner)
            case msgspec.inspect.DictType(value_type=inner):
                waiting.append(inner)


def _sentences(root: type[GoodOfficesError]) -> Iterator[str]:
    """Give what every error says and advises."""
    for sentence in (root.sentence, root.hint):
        if sentence.translate(str.maketrans("", "", "{} .")).replace("reason", "").replace("advice", ""):
            yield sentence
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _sentences(child)
