# SPDX-License-Identifier: Apache-2.0
"""What stands on the page of a form: what it is for, what was typed, what is wrong with it, what it was made from.

A form may be sent twice, or against a record that has grown meanwhile; what a sheet says of itself tells that apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from goodoffices.app.views.showing import Foreseen
from goodoffices.domain.entries import Fact
from goodoffices.domain.people import Mediation
from goodoffices.domain.reports import Exchange
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Statement
from goodoffices.web.forms.layout import LAYOUTS
from goodoffices.web.forms.posted import Posted
from goodoffices.web.forms.reading import Problem
from goodoffices.web.forms.typed import Typed


class Task(NamedTuple):
    """What a form is for: a new entry, or the correction or the withdrawal of one that is held."""

    route: str
    kind: type[Fact]
    heading: str
    held: Held | None = None

    @property
    def corrects(self) -> Held | None:
        """What is corrected."""
        return self.held if self.route == "correct" else None

    @property
    def hidden(self) -> tuple[str, ...]:
        """The fields that nobody fills in."""
        if self.route == "withdraw":
            return ("id", "of")
        if self.kind is Mediation:
            return ("id", "record_of")
        return ("id",) if self.route == "correct" or LAYOUTS[self.kind].letter else ()


class Conflict(NamedTuple):
    """One field that somebody else corrected meanwhile: what stands now, and what is typed here."""

    label: str
    stands: str
    typed: str


class Sheet(NamedTuple):
    """What is on the page of a form: what was typed, what is wrong with it, and what it was made from."""

    typed: Typed
    problems: Mapping[str, Problem] = {}
    grown: str = ""
    seen: int = 0
    why: str = ""
    back: str = ""
    conflicts: tuple[Conflict, ...] = ()
    looked: str = ""
    """The digest of what a showing would do, as somebody has looked at it."""
    foreseen: Foreseen | None = None
    said: tuple[str, ...] = ()
    """Sentences about how the form came to be filled in."""
    near: tuple[tuple[str, str], ...] = ()
    is_quick: bool = False
    """Whether it was made of one line, whose time is when it was sent."""
    is_recorded: bool = False
    """Whether the same correction stands already: the form was sent twice."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being recorded."""
        return not (self.problems or self.conflicts or self.foreseen)


def sheet_of(sent: Posted) -> Sheet:
    """Give what was sent as it stands on the page."""
    return Sheet(
        sent.typed,
        grown=sent.steering.get("_add", ""),
        seen=sent.number("_seen"),
        why=sent.steering.get("_why", "").strip(),
        back=sent.steering.get("_back", ""),
        looked=sent.steering.get("_looked", ""),
    )


def twin_of(state: State, fact: Fact, seen: int, *, loosely: bool) -> str | None:
    """Give the id under which the same was recorded since a form was made; none if it was not.

    `loosely` passes over the time, where that is only when the form was sent.
    """
    for held in state.held_of(type(fact)):
        if held.sequence > seen or held.fact.id == fact.id:
            other = msgspec.structs.replace(held.fact, id=fact.id)
            if loosely and isinstance(other, Exchange | Statement) and isinstance(fact, Exchange | Statement):
                other = msgspec.structs.replace(other, when=fact.when)
            if other == fact:
                return held.fact.id
    return None
