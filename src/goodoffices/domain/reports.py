# SPDX-License-Identifier: Apache-2.0
"""Who was in touch with whom, and what was said of it outside the caucus, with the chain it came through.

An attribution is a chain, nearest source first: `outlet < Axios < Israeli officials`. It stays with the fact wherever
the fact is shown. Accounts that differ stand side by side under `also`; nothing chooses between them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, field

from goodoffices.domain.references import ActorId, FactId
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


class Status(StrEnum):
    """How far an account is confirmed."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"
    DOWNPLAYED = "downplayed"
    DENIED = "denied"
    NO_COMMENT = "no comment"
    BELIEF = "belief"
    ASSESSMENT = "assessment"


ASSERTING = frozenset({Status.CONFIRMED, Status.REPORTED})
"""What says that it is so."""

DOUBTING = frozenset({Status.UNCONFIRMED, Status.DOWNPLAYED, Status.DENIED, Status.NO_COMMENT})
"""What does not say so, or says that it is not, or not quite. A belief and an assessment are neither."""


def chain(attribution: str | None) -> tuple[str, ...]:
    """Split an attribution into its sources, nearest first; empty when there is none."""
    return tuple(link.strip() for link in attribution.split("<")) if attribution else ()


class Account(Value, frozen=True, kw_only=True):
    """What one chain of sources says of a fact, and how far that is confirmed."""

    attribution: Line
    status: Status
    text: Text | None = None

    def __post_init__(self) -> None:
        check_attribution(self.attribution)


class Attributed(Value, frozen=True, kw_only=True):
    """The base of facts that came from somebody: by which chain, how far confirmed, and what others say of it."""

    attribution: Line | None = None
    status: Status | None = None
    also: tuple[Account, ...] = ()

    def __post_init__(self) -> None:
        if self.attribution is not None:
            check_attribution(self.attribution)


def check_attribution(attribution: str) -> None:
    """Raise ValueError for a chain with an empty place."""
    if not all(chain(attribution)):
        raise ValueError(
            f'"{attribution}" has an empty place in its chain; write it like "outlet < agency < officials"'
        )


class ExchangeKind(StrEnum):
    """How people were in touch, or how words got out."""

    CALL = "call"
    TEXT_MESSAGE = "text message"
    MESSAGES = "messages"
    """Several, by more than one medium."""
    MEETING = "meeting"
    PAPER = "paper"
    CONTACT = "contact"
    """The medium is not known."""
    PUBLIC_STATEMENT = "public statement"
    INTERCEPTION = "interception"
    """`to` listened to `from`."""
    LEAK = "leak"
    PUBLICATION = "publication"


class Exchange(Attributed, frozen=True, kw_only=True, tag="exchange"):
    """One act of being in touch: who with whom, through whom, when, how, and what passed."""

    id: Id
    when: When
    kind: ExchangeKind
    from_: tuple[ActorId, ...] = field(default=(), name="from")
    to: tuple[ActorId, ...] = ()
    through: tuple[ActorId, ...] = ()
    place: Line | None = None
    count: Line | None = None
    """How many, in words or figures, when one entry stands for several: `about 20`."""
    minutes: Annotated[int, Meta(ge=0)] | None = None
    text: Text
    about: tuple[FactId, ...] = ()


class Report(Attributed, frozen=True, kw_only=True, tag="report"):
    """Something said outside the caucus that the case must hold: a press story, an official's word, an assessment."""

    id: Id
    when: When
    text: Text
    who: tuple[ActorId, ...] = ()
    """Whom it is about, or who did it."""
    about: tuple[FactId, ...] = ()
    reached: tuple[ActorId, ...] = ()
    """Who is known to have learned of the matter by it."""
