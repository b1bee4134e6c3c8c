# SPDX-License-Identifier: Apache-2.0
"""The union of all that can be recorded, and the entry that carries one of them.

An entry has two times: the fact says when something happened, the entry says when it was recorded. A fact recorded
again under the same id is a revision; the former stays in the record, so that what was believed on a day can be told.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from goodoffices.domain.agreements import Agreement, Obligation, Performance
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.issues import Issue
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Delegation, Identification, JointSession, Mediation, Person, Subject
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.references import FactId
from goodoffices.domain.reports import Exchange, Report
from goodoffices.domain.scores import Scores
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import Instant, When


class Withdrawal(Value, frozen=True, kw_only=True, tag="withdrawal"):
    """A release taken back, or another fact struck out because it was recorded in error. The record keeps both."""

    id: Id
    of: FactId
    when: When
    text: Text | None = None


class Destruction(Value, frozen=True, kw_only=True, tag="destruction"):
    """Entries of this record that were destroyed, by which rule. It names numbers and never what they held."""

    id: Id
    entries: tuple[Annotated[int, Meta(ge=1)], ...]
    rule: Line


Fact = (
    Mediation
    | Delegation
    | Person
    | Identification
    | Subject
    | JointSession
    | Issue
    | Dependency
    | Proposal
    | Answer
    | Scores
    | Statement
    | Release
    | Showing
    | Exchange
    | Report
    | Agreement
    | Obligation
    | Performance
    | Knowledge
    | Clock
    | Notice
    | Withdrawal
    | Destruction
)
"""Everything that can be recorded."""


class Entry(Value, frozen=True, kw_only=True):
    """What is recorded: one fact, when and by whom it was recorded, and why where a reason is due."""

    recorded: Instant
    by: Line
    fact: Fact
    why: Text | None = None
    noted: Instant | None = None
    """When it was first noted elsewhere, as an imported file says; earlier than `recorded`."""

    @property
    def believed(self) -> Instant:
        """Since when this was held to be so: when it was noted elsewhere, or else recorded here."""
        return self.noted or self.recorded


def kind_of(fact: Fact | type[Fact]) -> str:
    """Give the word under which a kind of fact is written, such as `proposal`."""
    tag = fact.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 - every fact has a tag; a fact without one cannot be recorded
    return tag
