# SPDX-License-Identifier: Apache-2.0
"""What is running out, and who is to be told what in which order."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from goodoffices.domain.references import ActorId, FactId
from goodoffices.domain.reports import Attributed
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


class ClockKind(StrEnum):
    """What a clock measures."""

    DEADLINE = "deadline"
    ULTIMATUM = "ultimatum"
    EMBARGO = "embargo"
    COUNT = "count of days"


class Clock(Attributed, frozen=True, kw_only=True, tag="clock"):
    """A deadline, an ultimatum, an embargo, or a count of days; in its own time zone where its times name one."""

    id: Id
    name: Line
    kind: ClockKind
    since: When | None = None
    """When a count of days begins."""
    until: When | None = None
    """When it runs out, or when a count of days ended."""
    set_by: tuple[ActorId, ...] = ()
    about: tuple[FactId, ...] = ()
    note: Text | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind is ClockKind.COUNT and self.since is None:
            raise ValueError("a count of days needs `since`, when it begins")
        if self.kind is not ClockKind.COUNT and self.until is None:
            raise ValueError(
                f"a clock of kind {self.kind} needs `until`, when it runs out; write unknown if it is not known"
            )


class Notice(Value, frozen=True, kw_only=True, tag="notice"):
    """Who is to be told what, in which place of the order, by when, and whether they acknowledged it."""

    id: Id
    about: FactId
    to: ActorId
    place: Annotated[int, Meta(ge=1)]
    """1 is told first."""
    by: When | None = None
    told: When | None = None
    through: tuple[ActorId, ...] = ()
    acknowledged: When | None = None
    note: Line | None = None
