# SPDX-License-Identifier: Apache-2.0
"""What a delegation said, what it lets go of that, and what was in fact put before whom: three different things.

A statement stays in its caucus. A release says what may be passed on of it, to whom, in which form and in which time.
A showing is what the mediator did put before somebody, word for word, and names the releases that it rests on.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import field

from goodoffices.domain.references import ActorId, DelegationId, FactId, ProposalId, ReleasableId, ReleaseId
from goodoffices.domain.values import Id, Text, Value
from goodoffices.times import When


class Medium(StrEnum):
    """How words reached somebody."""

    WRITTEN_HERE = "written here"
    TELEPHONE = "telephone"
    TEXT_MESSAGE = "text message"
    MEETING = "meeting"
    PAPER = "paper"


class Standing(StrEnum):
    """How far a statement may be held against the one who made it."""

    ON_THE_RECORD = "on the record"
    OFF_THE_RECORD = "off the record"
    NON_PAPER = "non-paper"


class StatementKind(StrEnum):
    """What a statement is meant as."""

    POSITION = "position"
    QUESTION = "question"
    ANSWER = "answer"
    SUPPOSAL = "supposal"
    GESTURE = "gesture"
    WARNING = "warning"
    PROCEDURAL = "procedural"


class Statement(Value, frozen=True, kw_only=True, tag="statement"):
    """What a delegation said to the mediator in its caucus."""

    id: Id
    delegation: DelegationId
    by: ActorId | None = None
    when: When
    medium: Medium
    standing: Standing = Standing.ON_THE_RECORD
    kind: StatementKind = StatementKind.POSITION
    text: Text
    answers: FactId | None = None
    """The statement, showing or proposal that this one answers."""
    about: tuple[FactId, ...] = ()


class Form(StrEnum):
    """In which form a statement may be passed on."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    OWN_IDEA = "mediator's own idea"


class Release(Value, frozen=True, kw_only=True, tag="release"):
    """What a delegation allows to be passed on of one of its statements; it can be taken back until it is used.

    Of its scores it can be allowed too: that the mediator uses them, and nobody else ever.
    """

    id: Id
    statement: ReleasableId
    to: tuple[ActorId, ...]
    form: Form
    wording: Text | None = None
    """The words agreed for a paraphrase, where any were agreed."""
    when: When
    from_: When | None = field(default=None, name="from")
    until: When | None = None


class Showing(Value, frozen=True, kw_only=True, tag="showing"):
    """What the mediator in fact put before whom: the exact text, when, how, on which releases, how it was received."""

    id: Id
    to: tuple[ActorId, ...]
    by: ActorId | None = None
    when: When
    medium: Medium
    text: Text
    releases: tuple[ReleaseId, ...] = ()
    proposal: ProposalId | None = None
    about: tuple[FactId, ...] = ()
    received: Text | None = None
    regardless: Text | None = None
    """The written reason for showing more than the releases allow."""
