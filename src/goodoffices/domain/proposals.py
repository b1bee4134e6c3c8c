# SPDX-License-Identifier: Apache-2.0
"""Proposals: packages of terms over the issues in dispute, with what they depend on; and the answers to them.

A term is kept as the text a mediator reads ("70 to 90 days", "open"), in the one spelling that its issue gives it;
`goodoffices.domain.terms` reads it as a value. A draft that was shown or answered is frozen: a change makes the next.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import field

from goodoffices.domain.references import ActorId, FactId, IssueId, ProposalId
from goodoffices.domain.reports import Attributed
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


class ProposalKind(StrEnum):
    """What a proposal is meant as."""

    OFFER = "offer"
    COUNTER_OFFER = "counter-offer"
    MEDIATORS_PROPOSAL = "mediator's proposal"
    GESTURE = "gesture"
    SUPPOSAL = "supposal"
    NON_PAPER = "non-paper"
    SINGLE_TEXT = "single negotiating text"


class Condition(Value, frozen=True, kw_only=True):
    """What must hold before a proposal has effect: in words, and as a reference where it is another fact."""

    text: Line
    on: FactId | None = None


class Phase(Value, frozen=True, kw_only=True):
    """One stage of a proposal: how it begins, how long it lasts, and the terms that hold in it."""

    name: Line
    begins: Line | None = None
    lasts: Line | None = None
    terms: dict[IssueId, Line] = field(default_factory=dict)
    text: Text | None = None


class Proposal(Attributed, frozen=True, kw_only=True, tag="proposal"):
    """A package of terms put by somebody to somebody, with conditions, phases, guarantors and a deadline."""

    id: Id
    title: Line
    kind: ProposalKind
    by: tuple[ActorId, ...] = ()
    to: tuple[ActorId, ...] = ()
    through: tuple[ActorId, ...] = ()
    when: When
    terms: dict[IssueId, Line] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    phases: tuple[Phase, ...] = ()
    guarantors: tuple[ActorId, ...] = ()
    deadline: When | None = None
    draft: int = 1
    revises: ProposalId | None = None
    """The draft before this one, or the proposal that this one counters."""
    text: Text | None = None
    """The full wording; what is not agreed stands in [square brackets]."""
    note: Text | None = None
    basis: tuple[FactId, ...] = ()
    """The entries that report it."""


class AnswerKind(StrEnum):
    """What somebody said to a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    COUNTER = "counter"
    ASK = "ask"


class Answer(Attributed, frozen=True, kw_only=True, tag="answer"):
    """One side's answer to a proposal."""

    id: Id
    proposal: ProposalId
    by: ActorId
    when: When
    kind: AnswerKind
    text: Text | None = None
    counter: ProposalId | None = None
    basis: tuple[FactId, ...] = ()
    """The entries that report it."""


_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def brackets(text: str) -> tuple[str, ...]:
    """List what stands in square brackets in a single negotiating text: what is not agreed yet."""
    return tuple(_BRACKETS.findall(text))
