# SPDX-License-Identifier: Apache-2.0
"""Agreements, the obligations that follow from them, and how far those are performed.

An obligation always knows its agreement, who bears it, for whom, what sets it off and what proof is asked. Its status
is graded and attested by somebody at some time: what changes is recorded as a performance, so its history stays.
"""

from __future__ import annotations

from enum import StrEnum

from goodoffices.domain.references import ActorId, AgreementId, ObligationId, ProposalId
from goodoffices.domain.reports import Attributed
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


class Signature(Value, frozen=True, kw_only=True):
    """One side's signature under an agreement."""

    by: ActorId
    when: When
    note: Line | None = None


class Agreement(Value, frozen=True, kw_only=True, tag="agreement"):
    """A package that all accepted, its authentic text, and its signatures."""

    id: Id
    title: Line
    proposal: ProposalId
    when: When
    text: Text
    language: Line = "en"
    signatures: tuple[Signature, ...] = ()


class Obligation(Value, frozen=True, kw_only=True, tag="obligation"):
    """What one side owes another under an agreement."""

    id: Id
    agreement: AgreementId
    bearer: tuple[ActorId, ...]
    beneficiary: tuple[ActorId, ...] = ()
    act: Text
    trigger: Line | None = None
    """The event that sets it off, in words."""
    after: tuple[ObligationId, ...] = ()
    """Obligations that must be met first."""
    due: When | None = None
    proof: Line | None = None
    guarantors: tuple[ActorId, ...] = ()


class Grade(StrEnum):
    """How far an obligation is performed."""

    NOT_BEGUN = "not begun"
    MINIMAL = "minimal"
    PARTIAL = "partial"
    MET = "met"
    BREACHED = "breached"
    WAIVED = "waived"
    DISPUTED = "disputed"


class Performance(Attributed, frozen=True, kw_only=True, tag="performance"):
    """What somebody attests about an obligation at some time."""

    id: Id
    obligation: ObligationId
    when: When
    grade: Grade
    by: ActorId | None = None
    text: Text | None = None
