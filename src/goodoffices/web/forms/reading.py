# SPDX-License-Identifier: Apache-2.0
"""From what was typed into a form to a fact, or to what is wrong beside each field; what was typed is kept either way.

A mistake never stops the reading: every field is looked at. What a correction leaves as it was stays to the letter,
whatever browsers do to the ends of lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

import msgspec

from goodoffices.app.identifiers import id_from_name, next_id
from goodoffices.app.moments import typed as typed_time
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue
from goodoffices.domain.state import State
from goodoffices.domain.terms import read_term, write_term
from goodoffices.domain.values import IDENTIFIER, normal
from goodoffices.domain.weighing import spelt
from goodoffices.errors import TermError, TimeError
from goodoffices.times import Instant, When, quoted
from goodoffices.web import wording
from goodoffices.web.forms.fitting import misfits
from goodoffices.web.forms.layout import letter_of
from goodoffices.web.forms.naming import Asked, Directory, Offered
from goodoffices.web.forms.shapes import (
    Choice,
    Identifier,
    Lines,
    Member,
    Names,
    Number,
    Parts,
    Shape,
    Terms,
    Time,
    Words,
    members_of,
    rows_in,
)
from goodoffices.web.forms.typed import Typed, typed_of
from goodoffices.web.writing import _


CHOSEN: Final = "~"
"""Stands between the place of a field and a name in it, in the name of the field that says who is meant by the name."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IDENTIFIER: Final = re.compile(IDENTIFIER.removeprefix("^").removesuffix("$"), re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,9}")


class Problem(NamedTuple):
    """What is wrong with a field, and which of several is to be picked, where that is what is wrong."""

    sentence: str
    name: str = ""
    candidates: tuple[Offered, ...] = ()


class Read(NamedTuple):
    """What was read: the fact, unless something is wrong; and what was typed, with blank parts left out."""

    fact: Fact | None
    problems: dict[str, Problem]
    """By the place of the field; what is wrong with the whole stands under no place."""
    typed: Typed
    near: tuple[tuple[str, str], ...]
    """Names that were nearly so spelt, with the id that each was taken for."""


class Reader:
    """Reads one form."""

    def __init__(self, state: State, directory: Directory, now: Instant, former: Fact | None = None) -> None:
        """Take the state, and the fact that is corrected."""
        self._state = state
        self._directory = directory
        self._now = now
        self._held = former
        self._former = typed_of(former, directory) if former is not None else {}
        self._typed: Typed = {}
        self._chosen: dict[str, dict[str, str]] = {}
        self._problems: dict[str, Problem] = {}
        self._near: list[tuple[str, str]] = []
        self._letter = ""

    def read(self, kind: type[Fact], posted: Mapping[str, str], identifier: str) -> Read:
        """Read a fact of that id; without one, the id is made of the name."""
        typed = {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in posted.items()}
        for name in [name for name in typed if CHOSEN in name]:
            place, _mark, asked = name.partition(CHOSEN)
            self._chosen.setdefault(place, {})[asked] = typed.pop(name)
        self._typed = _without_blank_parts(kind, typed)
        if identifier:
            self._typed["id"] = identifier
        self._letter = letter_of(kind)
        fact = self._struct(kind, "")
        if fact is not None:
            fact = spelt(fact, lambda issue: self._state.get(issue, Issue))  # type: ignore[arg-type]
        return Read(fact, self._problems, self._typed, tuple(self._near))

    def _wrong(self, place: str, sentence: str, asked: Asked | None = None) -> None:
        self._problems.setdefault(
            place, Problem(sentence, asked.name, asked.candidates) if asked else Problem(sentence)
        )

    def _struct(self, kind: type[msgspec.Struct], start: str) -> msgspec.Struct | None:
        values: dict[str, object] = {}
        before = len(self._problems)
        for member in members_of(kind):
            place = f"{start}{member.name}"
            value = self._kept(member) if not start and self._is_untouched(place) else self._value(member, place)
            if isinstance(member.shape, Identifier) and not self._typed.get(place, "").strip():
                value = self._made_id(start)
            if value is not None:
                values[member.attribute] = value
            elif member.required and not self._is_wrong(place):
                self._wrong(place, _missing(member))
        for field, sentence in misfits(kind, values):
            self._wrong(f"{start}{field}", sentence)
        if len(self._problems) > before:
            return None
        try:
            return kind(**values)
        except ValueError as error:
            self._wrong(start.removesuffix("."), f"{error}.")
            return None

    def _is_untouched(self, place: str) -> bool:
        """Whether a correction leaves a field as it was."""
        if self._held is None:
            return False
        typed, former = (
            {name: text for name, text in texts.items() if _is_within(name, place) and text}
            for texts in (self._typed, self._former)
        )
        return typed == former

    def _kept(self, member: Member) -> object:
        return getattr(self._held, member.attribute)

    def _is_wrong(self, place: str) -> bool:
        return any(_is_within(found, place) for found in self._problems)

    def _value(self, member: Member, place: str) -> object:
        match member.shape:
            case Parts(kind):
                return self._parts(kind, place)
            case Terms():
                return self._terms(place)
        text = self._typed.get(place, "")
        return self._of_one(member.shape, place, text) if text.strip() else None

    def _of_one(self, shape: Shape, place: str, text: str) -> object:  # noqa: PLR0911 - one return for each shape
        match shape:
            case Words(most):
                return self._text(place, text, most)
            case Lines(most):
                lines = (self._text(place, line, most) for line in text.split("\n") if line.strip())
                return tuple(line for line in lines if line is not None) or None
            case Names(kinds, several):
                return self._names(place, text, kinds, several=several)
            case Time():
                return self._time(place, text)
            case Number(least):
                return self._number(place, text.strip(), least)
            case Choice(words):
                return self._choice(place, text, words)
            case _:
                return self._identifier(place, text.strip())

    def _parts(self, kind: type[msgspec.Struct] | None, place: str) -> tuple[object, ...] | None:
        numbers = rows_in(place, iter(self._typed))
        if kind is None:
            texts = (self._text(f"{place}[{number}]", self._typed[f"{place}[{number}]"], 10**5) for number in numbers)
            return tuple(text for text in texts if text is not None) or None
        parts = tuple(self._struct(kind, f"{place}[{number}].") for number in numbers)
        return parts or None

    def _terms(self, place: str) -> dict[str, str] | None:
        read = {}
        for written, text in self._typed.items():
            if not written.startswith(f"{place}.") or not text.strip():
                continue
            identifier = written.removeprefix(f"{place}.")
            held = self._state.held(identifier)
            if held is None or not isinstance(held.fact, Issue):
                self._wrong(written, _("This is no issue of this mediation."))
            elif text == self._former.get(written):
                read[identifier] = text
            else:
                term = self._term(written, held.fact, text)
                if term is not None:
                    read[identifier] = term
        return read or None

    def _term(self, place: str, issue: Issue, text: str) -> str | None:
        try:
            return write_term(issue, read_term(issue, text))
        except TermError as error:
            self._wrong(place, wording.problem(error))
            return None

    def _text(self, place: str, text: str, most: int) -> str | None:
        former = self._former.get(place)
        if former is not None and former.strip() == text.strip():
            return former
        control = _CONTROL.search(text)
        if control:
            self._wrong(place, _("A character in it cannot be seen (U+{:04X}); remove it.").format(ord(control[0])))
            return None
        text = normal(text.strip())
        if len(text) > most:
            self._wrong(place, _("It has {} characters, and at most {} fit; shorten it.").format(len(text), most))
            return None
        return text or None

    def _identifier(self, place: str, text: str) -> str | None:
        if _IDENTIFIER.fullmatch(text):
            return text
        self._wrong(place, _("Use small letters a to z, digits, - and _, and begin with a letter."))
        return None

    def _made_id(self, start: str) -> str | None:
        """Make an id of the name that stands beside it."""
        name = self._typed.get(f"{start}name", "")
        if start:
            list_place = start[: start.rindex("[")]
            rows = rows_in(list_place, iter(self._typed))
            others = {self._typed.get(f"{list_place}[{row}].id", "") for row in rows}
            made = id_from_name(name, others) or f"option{start[start.rindex('[') + 1 : -2]}"
            self._typed[f"{start}id"] = made
            return made
        return id_from_name(name, self._state) or next_id(self._state, self._letter)

    def _names(self, place: str, text: str, kinds: tuple[str, ...], *, several: bool) -> object:
        named = self._directory.read(text, kinds, several=several, chosen=self._chosen.get(place, {}))
        for asked in named.asked:
            self._wrong(place, _unclear(asked), asked)
        self._near.extend(named.near)
        for name, identifier in self._chosen.get(place, {}).items():
            if identifier in named.ids:
                self._typed[place] = self._typed[place].replace(name, identifier)
        if named.asked or not named.ids:
            return None
        return named.ids if several else named.ids[0]

    def _time(self, place: str, text: str) -> When | None:
        try:
            when = When.read(text) if text == self._former.get(place) else self._typed_time(text)
        except TimeError as error:
            self._wrong(place, wording.problem(error))
            return None
        if when.reference is not None and when.reference not in self._state:
            self._wrong(place, _("There is no entry {}.").format(quoted(when.reference)))
            return None
        return when

    def _typed_time(self, text: str) -> When:
        return typed_time(" ".join(text.split()), self._state.zone, self._now)

    def _number(self, place: str, text: str, least: int | None) -> int | None:
        if not _NUMBER.fullmatch(text):
            self._wrong(place, _("Write a whole number in digits, such as 20."))
            return None
        if least is not None and int(text) < least:
            self._wrong(place, _("It has to be {} or more.").format(least))
            return None
        return int(text)

    def _choice(self, place: str, text: str, words: type[Enum]) -> Enum | None:
        try:
            return words(text)
        except ValueError:
            self._wrong(place, _("Choose one of those given."))
            return None


def _is_within(name: str, place: str) -> bool:
    return name == place or name.startswith((f"{place}[", f"{place}."))


def _missing(member: Member) -> str:
    match member.shape:
        case Choice():
            return _("Choose one.")
        case Time():
            return _("Say when; write unknown if that is not known.")
        case Names():
            return _("Say which is meant.")
        case Parts():
            return _("Fill in at least one.")
        case _:
            return _("This cannot be left empty.")


def _unclear(asked: Asked) -> str:
    if asked.is_known:
        return _("{} could be several. Who is meant?").format(quoted(asked.name))
    if asked.candidates:
        return _("{} is not in this mediation. Is one of these meant?").format(quoted(asked.name))
    return _("{} is not in this mediation. Add it first, or write another name.").format(quoted(asked.name))


def _without_blank_parts(kind: type[msgspec.Struct], typed: Typed, start: str = "") -> Typed:
    """Leave out parts in which nothing was typed, and number those that stay anew."""
    for member in members_of(kind):
        if not isinstance(member.shape, Parts):
            continue
        place = f"{start}{member.name}"
        kept = 0
        for number in rows_in(place, iter(typed)):
            row = f"{place}[{number}]"
            names = [name for name in typed if name == row or name.startswith(f"{row}.")]
            filled = any(typed[name].strip() for name in names)
            kept += filled
            for name in names:
                text = typed.pop(name)
                if filled:
                    typed[f"{place}[{kept}]{name.removeprefix(row)}"] = text
            if filled and member.shape.kind is not None:
                typed = _without_blank_parts(member.shape.kind, typed, f"{place}[{kept}].")
    return typed
