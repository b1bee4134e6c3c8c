# SPDX-License-Identifier: Apache-2.0
"""A fact as what somebody would have typed into its form: a text for each place that says something.

What is written here, read again, gives the same fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias, cast

import msgspec

from goodoffices.app.moments import minute_of
from goodoffices.domain.entries import Fact
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.state import State
from goodoffices.times import Instant
from goodoffices.web.forms.layout import HAPPENED
from goodoffices.web.forms.naming import Directory
from goodoffices.web.forms.shapes import Choice, Member, Names, Number, Parts, Time, members_of


Typed: TypeAlias = dict[str, str]
"""What stands in each field, by its place."""


def typed_of(fact: msgspec.Struct, directory: Directory) -> Typed:
    """Write a fact as it would be typed."""
    return dict(_typed(fact, "", directory))


def _typed(value: msgspec.Struct, start: str, directory: Directory) -> Iterator[tuple[str, str]]:
    for member in members_of(type(value)):
        held = getattr(value, member.attribute)
        if held is not None and held != ():
            yield from _written(member, held, f"{start}{member.name}", directory)


def _written(member: Member, held: object, place: str, directory: Directory) -> Iterator[tuple[str, str]]:
    match member.shape:
        case Names(kinds, several):
            ids = cast("tuple[str, ...]", held) if several else (str(held),)
            yield place, "; ".join(directory.written(one, kinds) for one in ids)
        case Choice():
            yield place, str(cast("Enum", held).value)
        case Parts(kind):
            for number, part in enumerate(cast("tuple[object, ...]", held), start=1):
                if kind is None:
                    yield f"{place}[{number}]", str(part)
                else:
                    yield from _typed(cast("msgspec.Struct", part), f"{place}[{number}].", directory)
        case _ if isinstance(held, dict):
            for issue, term in held.items():
                yield f"{place}.{issue}", term
        case _ if isinstance(held, tuple):
            yield place, "\n".join(held)
        case _:
            yield place, str(held)


def blank(kind: type[Fact], state: State, now: Instant) -> Typed:
    """Give what stands in a new form: the present minute, the usual words, the first draft."""
    typed: Typed = {}
    for member in members_of(kind):
        if isinstance(member.shape, Time) and member.required and member.name in HAPPENED:
            typed[member.name] = str(minute_of(now, state.zone))
        elif isinstance(member.shape, Choice) and isinstance(member.default, Enum):
            typed[member.name] = str(member.default.value)
        elif isinstance(member.shape, Number) and member.default is not None:
            typed[member.name] = str(member.default)
        elif member.name in ("zone", "language") and isinstance(member.default, str):
            typed[member.name] = member.default
    return typed


def next_draft(of: Proposal, directory: Directory, typed: Typed) -> Typed:
    """Give what stands in the form of the draft that follows on another: the same terms, and the next number."""
    begun = msgspec.structs.replace(of, draft=of.draft + 1, revises=of.id, attribution=None, status=None, also=())
    kept = typed_of(begun, directory)
    dropped = ("id", "when", "deadline", "basis")
    return {**typed, **{place: text for place, text in kept.items() if place not in dropped}}
