# SPDX-License-Identifier: Apache-2.0
"""A small invented mediation that tests begin from: a union, an employer, and the conciliator between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.domain.decisions import Enter, decide
from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.people import Delegation, Mediation, Person, Side, Subject
from goodoffices.domain.proposals import Proposal, ProposalKind
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Form, Medium, Release, Showing, Standing, Statement
from goodoffices.times import Instant, When


if TYPE_CHECKING:
    from goodoffices.domain.entries import Entry, Fact

MORNING = Instant.read("2024-09-02T08:00:00Z")
EVENING = Instant.read("2024-09-02T18:00:00Z")

SECRET = "We would take three per cent if the night shifts were settled before winter."

OPENING: tuple[Fact, ...] = (
    Mediation(id="dispute", title="A dispute about night shifts", zone="Europe/Vienna"),
    Delegation(id="union", name="Transport Union", side=Side.PARTY),
    Delegation(id="employer", name="Harbour Lines", side=Side.PARTY),
    Delegation(id="conciliator", name="The conciliator", side=Side.MEDIATOR),
    Person(id="anna", name="Anna Berger", delegation="union", spellings=("Berger",)),
    Person(id="omar", name="Omar Haddad", delegation="employer", spellings=("عمر حداد",)),
    Subject(id="limit", name="What the union would take"),
    Issue(id="nights", name="Notice for night shifts", kind=IssueKind.DURATION),
    Issue(id="pay", name="Rise in pay", kind=IssueKind.QUANTITY, unit="%"),
    Issue(
        id="shape",
        name="Shape of the roster",
        kind=IssueKind.CHOICE,
        options=(Option(id="fixed", name="Fixed"), Option(id="rolling", name="Rolling")),
    ),
)

STATEMENT = Statement(
    id="s1",
    delegation="union",
    by="anna",
    when=When.read("2024-09-01 10:00"),
    medium=Medium.TELEPHONE,
    standing=Standing.OFF_THE_RECORD,
    text=SECRET,
    about=("limit",),
)
RELEASE = Release(
    id="release-1",
    statement="s1",
    to=("employer",),
    form=Form.PARAPHRASE,
    when=When.read("2024-09-01 11:00"),
    from_=When.read("2024-09-02"),
    until=When.read("2024-09-05"),
)
SHOWING = Showing(
    id="shown-1",
    to=("employer",),
    when=When.read("2024-09-03 09:00"),
    medium=Medium.MEETING,
    text="There may be room on pay if the roster is settled early.",
    releases=("release-1",),
    about=("limit",),
)
OFFER = Proposal(
    id="p1",
    title="First draft",
    kind=ProposalKind.SINGLE_TEXT,
    when=When.read("2024-09-03"),
    terms={"nights": "14 to 28 days", "shape": "rolling"},
    text="Notice is [14] days.",
)


class Book:
    """A record without a store: commands in, entries kept, the state they come to."""

    def __init__(self, *facts: Fact) -> None:
        self.entries: list[Entry] = []
        self.state = State()
        self.enter(*OPENING)
        if facts:
            self.enter(*facts)

    def enter(self, *facts: Fact, why: str | None = None, now: Instant = MORNING) -> None:
        """Decide to record facts and fold what follows. Raises RefusedError."""
        decision = decide(self.state, Enter(facts=facts, by="conciliator", why=why), now)
        fold(enumerate(decision.entries, start=self.state.sequence + 1), self.state)
        self.entries.extend(decision.entries)
