# SPDX-License-Identifier: Apache-2.0
"""From tables to facts, with every mistake found on the way.

The types of the facts say what may stand where, and this module walks a table along them field by field. It never stops
at a mistake: a value that is wrong is named with its place and left out, and the next one is looked at. What people
type is met half way (times as TOML dates, terms as bare numbers), but what comes out is always in its one spelling.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Final, NamedTuple, TypeVar

import msgspec
from msgspec import inspect as types

from goodoffices.domain.names import Found, Names, Unclear, fold, nearest
from goodoffices.domain.references import Reference
from goodoffices.domain.reports import check_attribution
from goodoffices.domain.values import IDENTIFIER, normal
from goodoffices.errors import Mistake, TimeError
from goodoffices.exchange.case_toml import Number
from goodoffices.exchange.case_words import called
from goodoffices.times import Instant, When


S = TypeVar("S", bound=msgspec.Struct)


class Wrong(Enum):
    """What stands for a value that was named as a mistake."""

    WRONG = "wrong"


WRONG: Final = Wrong.WRONG

_IDENTIFIER = re.compile(IDENTIFIER.removeprefix("^").removesuffix("$"), re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LARGEST_INTEGER = 2**53 - 1
_LONGEST_SHOWN = 60


def is_identifier(text: str) -> bool:
    """Whether a text can be an id."""
    return _IDENTIFIER.fullmatch(text) is not None


@cache
def fields_of(kind: type[msgspec.Struct]) -> tuple[types.Field, ...]:
    """Give the fields of a kind of fact, or of a part of one, as its types declare them."""
    information = types.type_info(kind)
    assert isinstance(information, types.StructType)  # noqa: S101 - a Struct's type information is always this
    return information.fields


def shown(value: object) -> str:
    """Put a value into a sentence: in quotation marks, shortened, with what cannot be seen made visible."""
    text = value if isinstance(value, str) else _written(value)
    visible = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text[:_LONGEST_SHOWN])
    return f'"{visible}{"…" if len(text) > _LONGEST_SHOWN else ""}"'


def _written(value: object) -> str:
    """Give a simple value as text, as its writer would have put it between quotation marks."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if abs(value) <= _LARGEST_INTEGER else "a very large number"
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="minutes" if value.second == value.microsecond == 0 else "auto")
    return str(value) if isinstance(value, date | time) else "this"


class Termed(NamedTuple):
    """A term as it was written: its place, and the issue it is of."""

    place: str
    issue: str
    text: str


class Reader:
    """Reads tables as facts and collects the mistakes; knowing `zone` and `names` makes its advice better."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.references: list[Reference] = []
        """What was referred to, as far as it could be read, whether or not the rest of its fact could."""
        self.terms: list[Termed] = []
        """The terms that were written, likewise."""
        self.zone: str | None = None
        self.names = Names()

    def wrong(self, place: str, sentence: str, hint: str = "") -> Wrong:
        """Note a mistake."""
        self.mistakes.append(Mistake(place, sentence, hint))
        return WRONG

    def struct(self, kind: type[S], table: object, place: str, besides: tuple[str, ...] = ()) -> S | Wrong:
        """Read a table as a fact or a part of one; `besides` are keys that somebody else reads."""
        fields = fields_of(kind)
        if not isinstance(table, dict):
            parts = ", ".join(f"{field.encode_name} = …" for field in fields if field.required)
            return self.wrong(place, "must be a table", f"write {{ {parts} }}")
        self._unknown_keys(table, place, kind, (*(field.encode_name for field in fields), *besides))
        values: dict[str, object] = {}
        whole = True
        for field in fields:
            if field.encode_name in table:
                value = self._value(field.type, table[field.encode_name], f"{place}.{field.encode_name}")
                whole = whole and value is not WRONG
                values[field.name] = value
            elif field.required:
                self.wrong(place, f'"{field.encode_name}" is missing', _to_add(field))
                whole = False
        if not whole:
            self._attribution(values.get("attribution"), place)
            return WRONG
        try:
            return kind(**values)
        except ValueError as error:
            return self.wrong(place, str(error))

    def _attribution(self, attribution: object, place: str) -> None:
        """Find what is wrong with a chain of sources, though the rest of its fact could not be read."""
        if isinstance(attribution, str):
            try:
                check_attribution(attribution)
            except ValueError as error:
                self.wrong(place, str(error))

    def _unknown_keys(self, table: dict[str, object], place: str, kind: type, valid: tuple[str, ...]) -> None:
        for key in table:
            if key not in valid:
                near = nearest(key, valid)
                hint = f'did you mean "{near}"?' if near else f"it can have {', '.join(valid)}"
                self.wrong(f"{place}.{visible(key)}", f"there is no {shown(key)} in {called(kind)}", hint)

    def _value(self, kind: types.Type, value: object, place: str) -> object:  # noqa: PLR0911 - one for each shape
        match kind:
            case types.UnionType():
                return self._value(_without_none(kind), value, place)
            case types.Metadata():
                return self._identifier(kind, value, place)
            case types.StrType():
                return self._text(kind, value, place)
            case types.EnumType():
                return self._word(kind.cls, value, place)
            case types.CustomType() if kind.cls is When:
                return self._when(value, place)
            case types.VarTupleType():
                return self._list(kind.item_type, value, place)
            case types.DictType():
                return self._terms(kind, value, place)
            case types.StructType():
                return self.struct(kind.cls, value, place)
            case types.IntType():
                return self._number(kind, value, place)
        raise NotImplementedError(type(kind).__name__)

    def _identifier(self, kind: types.Metadata, value: object, place: str) -> str | Wrong:
        if not isinstance(value, str) or isinstance(value, Number):
            return self._not_text(value, place)
        refers = kind.extra is not None and "refers" in kind.extra
        if is_identifier(value):
            if kind.extra is not None and refers:
                self.references.append(Reference(place, value, tuple(kind.extra["refers"])))
            return value
        found = self.names.find(value) if refers else None
        if isinstance(found, Found):
            return self.wrong(place, f"{shown(value)} is not an id", f'did you mean "{found.id}"?')
        if isinstance(found, Unclear):
            candidates = " or ".join(f'"{candidate}"' for candidate in found.candidates)
            return self.wrong(place, f"{shown(value)} is not an id and could be several", f"write {candidates}")
        example = _as_identifier(value)
        advice = "an id has small letters a-z, digits, - and _, and begins with a letter"
        return self.wrong(
            place, f"{shown(value)} is not an id", f'{advice}, such as "{example}"' if example else advice
        )

    def _text(self, kind: types.StrType, value: object, place: str) -> str | Wrong:
        if not isinstance(value, str) or isinstance(value, Number):
            return self._not_text(value, place)
        control = _CONTROL.search(value)
        if control:
            return self.wrong(place, f"holds a control character (U+{ord(control[0]):04X})", "remove it")
        text = normal(value)
        if kind.min_length and len(text) < kind.min_length:
            return self.wrong(place, "is empty", "write something, or leave it out")
        if kind.max_length is not None and len(text) > kind.max_length:
            return self.wrong(place, f"has {len(text)} characters, and at most {kind.max_length} fit", "shorten it")
        return text

    def _not_text(self, value: object, place: str) -> Wrong:
        if isinstance(value, list):
            one = len(value) == 1 and isinstance(value[0], str)
            return self.wrong(place, "must be one text and not a list", f"write {shown(value[0])}" if one else "")
        if isinstance(value, dict):
            return self.wrong(place, "must be a text and not a table", 'write it between quotation marks: "…"')
        return self.wrong(place, "must be a text", f"put it between quotation marks: {shown(value)}")

    def _word(self, words: type[Enum], value: object, place: str) -> Enum | Wrong:
        valid = [str(word.value) for word in words]
        if not isinstance(value, str) or isinstance(value, Number):
            return self.wrong(place, f"must be one of {_listed(valid)}")
        word = " ".join(normal(value).split()).casefold().replace("\u2019", "'")
        if word in valid:
            return words(word)
        near = nearest(word, valid)
        meant = f'did you mean "{near}"? ' if near else ""
        return self.wrong(place, f"{shown(value)} is none of the words for this", f"{meant}one of {_listed(valid)}")

    def _when(self, value: object, place: str) -> When | Wrong:
        if isinstance(value, list | dict | bool):
            return self.wrong(place, "must be a time", 'write 2025-05-11 or "about 2025-05"')
        text = value if isinstance(value, str) else _written(value)
        try:
            when = When.typed(text, self.zone)
        except TimeError as error:
            return self.wrong(place, str(error), error.advice)
        if when.reference is not None:
            self.references.append(Reference(place, when.reference, ()))
        return when

    def instant(self, value: object, place: str) -> Instant | Wrong:
        """Read a moment in UTC, as text or as a TOML date and time."""
        text = value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
        try:
            return Instant.read(text if isinstance(text, str) else _written(value))
        except TimeError as error:
            return self.wrong(
                place, f"{str(error).removesuffix(' is not a time')} is not a moment in UTC", error.advice
            )

    def _number(self, kind: types.IntType, value: object, place: str) -> int | Wrong:
        if not isinstance(value, int) or isinstance(value, bool):
            digits = isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value)
            hint = (
                f"write {value}, without quotation marks" if digits else "write it in digits, without quotation marks"
            )
            return self.wrong(place, "must be a whole number", hint)
        if abs(value) > _LARGEST_INTEGER:
            return self.wrong(place, "is too large a number")
        if kind.ge is not None and value < kind.ge:
            return self.wrong(place, f"must be {kind.ge:g} or more")
        return value

    def _list(self, kind: types.Type, value: object, place: str) -> tuple[object, ...] | Wrong:
        if not isinstance(value, list):
            return self._not_a_list(kind, value, place)
        read = tuple(self._value(kind, one, f"{place}[{number}]") for number, one in enumerate(value, start=1))
        return WRONG if any(one is WRONG for one in read) else read

    def _not_a_list(self, kind: types.Type, value: object, place: str) -> Wrong:
        if isinstance(kind, types.StructType):
            heading = re.sub(r"\[\d+\]", "", place)
            hint = f"write [[{heading}]] with two brackets" if isinstance(value, dict) else "write [ { … } ]"
            return self.wrong(place, "must be a list of tables", hint)
        return self.wrong(
            place, "must be a list", f"write [{shown(value)}]" if isinstance(value, str) else "write [ … ]"
        )

    def _terms(self, kind: types.DictType, value: object, place: str) -> dict[str, str] | Wrong:
        if not isinstance(value, dict):
            return self.wrong(
                place, "must be a table", 'write { issue = "term" }, such as { ceasefire = "70 to 90 days" }'
            )
        read: dict[str, str] = {}
        whole = True
        for key, one in value.items():
            inner = f"{place}.{visible(key)}"
            issue = self._value(kind.key_type, key, inner)
            term = self._value(kind.value_type, one if isinstance(one, list | dict) else _as_term(one), inner)
            if isinstance(issue, str) and isinstance(term, str):
                read[issue] = term
                self.terms.append(Termed(inner, issue, term))
            else:
                whole = False
        return read if whole else WRONG


def visible(key: str) -> str:
    """Give a key as it can stand in a place: shortened, with what cannot be seen made visible."""
    return shown(key)[1:-1]


def _as_term(value: object) -> str:
    return str(value) if isinstance(value, str) else _written(value)


def _without_none(kind: types.UnionType) -> types.Type:
    return next(member for member in kind.types if not isinstance(member, types.NoneType))


def _listed(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _to_add(field: types.Field) -> str:
    kind = field.type
    name = field.encode_name
    if isinstance(kind, types.CustomType):
        return f'add {name} = "unknown" if the time is not known'
    if isinstance(kind, types.EnumType):
        return f"add {name} = …, one of {_listed([str(word.value) for word in kind.cls])}"
    if isinstance(kind, types.VarTupleType):
        return f"add {name} = [ … ]"
    return f"add {name} = 1" if isinstance(kind, types.IntType) else f'add {name} = "…"'


def _as_identifier(text: str) -> str:
    example = re.sub(r"[^a-z0-9_-]+", "_", fold(text)).strip("_-")[:64]
    return example if is_identifier(example) else ""
