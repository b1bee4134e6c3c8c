# SPDX-License-Identifier: Apache-2.0
"""Who knows what, since when, how, and in what detail."""

from __future__ import annotations

from enum import StrEnum

from goodoffices.domain.references import ActorId, FactId
from goodoffices.domain.reports import Attributed
from goodoffices.domain.values import Id, Text
from goodoffices.times import When


class How(StrEnum):
    """How somebody came to know."""

    TOOK_PART = "took part"
    TOLD = "told"
    SHOWN = "shown"
    ASKED = "asked"
    DEDUCED = "deduced"
    OVERHEARD = "overheard"
    LEAKED = "leaked"
    PUBLISHED = "published"


class Detail(StrEnum):
    """How much of it they know."""

    EXISTENCE = "existence"
    SOME_SUBSTANCE = "some of the substance"
    SUBSTANCE = "substance"
    FULL_TEXT = "full text"


class Sureness(StrEnum):
    """How sure the mediator is that they know."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Knowledge(Attributed, frozen=True, kw_only=True, tag="knowledge"):
    """A note by hand that somebody knows of something."""

    id: Id
    who: tuple[ActorId, ...]
    subject: FactId
    since: When
    how: How
    detail: Detail
    sure: Sureness = Sureness.CERTAIN
    through: tuple[ActorId, ...] = ()
    basis: tuple[FactId, ...] = ()
    """The entries that it rests on."""
    note: Text | None = None
