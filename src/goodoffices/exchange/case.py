# SPDX-License-Identifier: Apache-2.0
"""What a case file holds: one mediation and, for each kind of fact, a list of the domain's own values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, cast

from msgspec import Meta, field

from goodoffices.domain.agreements import Agreement, Obligation, Performance
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.decisions import Enter, Place
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Delegation, Identification, JointSession, Mediation, Person, Subject
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.reports import Exchange, Report
from goodoffices.domain.scores import Scores
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.domain.values import Id, Line, Value
from goodoffices.times import Instant


FORMAT: Final = 1
"""The form of case file that this program reads and writes."""

KINDS: Final[tuple[type[Fact], ...]] = (
    Delegation,
    Person,
    Subject,
    Issue,
    Exchange,
    Report,
    JointSession,
    Statement,
    Release,
    Showing,
    Proposal,
    Answer,
    Agreement,
    Obligation,
    Performance,
    Knowledge,
    Clock,
    Notice,
    Dependency,
    Scores,
    Identification,
    Withdrawal,
)
"""The kinds of item that a file lists, in the order in which they are written and recorded."""


class Case(Value, frozen=True, kw_only=True):
    """A case file: one mediation, and every other fact by its kind, in the order of the file."""

    goodoffices: Annotated[int, Meta(ge=FORMAT, le=FORMAT)] = FORMAT
    """The form of the file."""
    recorded: Instant | None = None
    """When the items were first noted, unless an item says otherwise."""
    mediation: Mediation
    delegations: tuple[Delegation, ...] = field(default=(), name="delegation")
    people: tuple[Person, ...] = field(default=(), name="person")
    subjects: tuple[Subject, ...] = field(default=(), name="subject")
    issues: tuple[Issue, ...] = field(default=(), name="issue")
    exchanges: tuple[Exchange, ...] = field(default=(), name="exchange")
    reports: tuple[Report, ...] = field(default=(), name="report")
    joint_sessions: tuple[JointSession, ...] = field(default=(), name="joint_session")
    statements: tuple[Statement, ...] = field(default=(), name="statement")
    releases: tuple[Release, ...] = field(default=(), name="release")
    showings: tuple[Showing, ...] = field(default=(), name="showing")
    proposals: tuple[Proposal, ...] = field(default=(), name="proposal")
    answers: tuple[Answer, ...] = field(default=(), name="answer")
    agreements: tuple[Agreement, ...] = field(default=(), name="agreement")
    obligations: tuple[Obligation, ...] = field(default=(), name="obligation")
    performances: tuple[Performance, ...] = field(default=(), name="performance")
    knowledge: tuple[Knowledge, ...] = ()
    clocks: tuple[Clock, ...] = field(default=(), name="clock")
    notices: tuple[Notice, ...] = field(default=(), name="notice")
    dependencies: tuple[Dependency, ...] = field(default=(), name="dependency")
    scores: tuple[Scores, ...] = ()
    identifications: tuple[Identification, ...] = field(default=(), name="identification")
    withdrawals: tuple[Withdrawal, ...] = field(default=(), name="withdrawal")
    noted: dict[Id, Instant] = field(default_factory=dict)
    """When an item was first noted, where that differs from `recorded`; by the id of the item."""
    remarks: tuple[Line, ...] = ()
    """What to say at the top of the file when it is written; it is not read back."""

    def of(self, kind: type[Fact]) -> tuple[Fact, ...]:
        """All items of one kind, in the order of the file."""
        return cast("tuple[Fact, ...]", (self.mediation,) if kind is Mediation else getattr(self, ATTRIBUTES[kind]))

    def facts(self) -> Iterator[Fact]:
        """Every fact, in the order in which they are recorded."""
        yield self.mediation
        for kind in KINDS:
            yield from self.of(kind)

    def noted_of(self, identifier: str) -> Instant | None:
        """When an item was first noted, if the file says so."""
        return self.noted.get(identifier, self.recorded)


ATTRIBUTES: Final[dict[type[Fact], str]] = dict(
    zip(
        KINDS,
        (
            name
            for name in Case.__struct_fields__
            if name not in ("goodoffices", "recorded", "mediation", "noted", "remarks")
        ),
        strict=True,
    )
)
"""Under which attribute of a `Case` the items of a kind stand."""


def make_case(facts: dict[type[Fact], list[Fact]], recorded: Instant | None, noted: dict[str, Instant]) -> Case:
    """Put a case together from its facts by kind, the mediation among them; `noted` is kept where it differs."""
    lists = {ATTRIBUTES[kind]: tuple(facts.get(kind, ())) for kind in KINDS}
    differing = {identifier: moment for identifier, moment in noted.items() if moment != recorded}
    mediation = cast("Mediation", facts[Mediation][0])
    return Case(recorded=recorded, mediation=mediation, noted=differing, **lists)  # type: ignore[arg-type]


def to_command(case: Case, by: str, why: str | None = None) -> tuple[Enter, Place]:
    """Give the command that records a case, and how the file calls a place in it: `exchange[3].to[1] (r3)`.

    `by` is who records it; `why` is needed where it corrects what is recorded.
    """
    facts = tuple(case.facts())
    noted = {fact.id: moment for fact in facts if (moment := case.noted_of(fact.id)) is not None}
    places = item_places(case)
    command = Enter(facts=facts, by=by, why=why, noted=noted)
    return command, lambda number, fact, field: f"{places[number]}.{field} ({fact.id})"


def item_places(case: Case) -> tuple[str, ...]:
    """Call each fact of a case as the file calls it, in the order in which they are recorded: `exchange[3]`."""
    listed = (f"{kind_of(kind)}[{number}]" for kind in KINDS for number in range(1, len(case.of(kind)) + 1))
    return (kind_of(Mediation), *listed)
