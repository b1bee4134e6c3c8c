# SPDX-License-Identifier: Apache-2.0
"""A party's record and pages hold what was put to it and nothing else, whatever the mediator's record holds.

Every text in a made-up case is marked with a word of its own. The test says by itself which of these words the party
has read: those in the text of a showing to it, and the terms of offers that it made, answered or was shown. No other
may stand anywhere in its record, on its pages or in its sheets; and none of the other party's numbers.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.app.handing_over import hand_over, put_to
from goodoffices.app.handlers import enter
from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.people import Delegation, Mediation, Person, Side
from goodoffices.domain.proposals import Answer, AnswerKind, Condition, Proposal, ProposalKind
from goodoffices.domain.statements import Medium, Showing, Statement
from goodoffices.times import When
from tests.app.weighed import scores
from tests.asking import BY, asked, let, some_scores
from tests.asking import given as give
from tests.web.conftest import client, found


if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.app.house import House
    from goodoffices.domain.entries import Fact
    from goodoffices.domain.scores import Scores
    from goodoffices.domain.state import State

DAY = When.read("2024-09-02")
SIDES = ("north", "south")
MARK = re.compile(r"mark\d+end")


class Offered:
    """What was drawn of one offer: who made it, and before whom it was shown or by whom answered."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.by = draw(st.sampled_from([(), ("north",), ("south",), ("nadia",), ("samir",)]))
        self.to = draw(st.sampled_from([(), ("north",), ("south",), SIDES]))
        self.shown = draw(st.sampled_from([(), ("north",), ("south",), ("nadia", "samir")]))
        self.titled = draw(st.booleans())
        self.answered = draw(st.sampled_from(["", "north", "samir"]))


@st.composite
def offers(draw: st.DrawFn) -> list[Offered]:
    return [Offered(draw) for _ in range(draw(st.integers(1, 3)))]


def facts_of(offered: list[Offered]) -> Iterator[Fact]:
    """A case in which every text has a mark of its own."""
    numbers = count(1)

    def mark() -> str:
        return f"mark{next(numbers)}end"

    yield Mediation(id="case", title=mark(), about=mark(), ground_rules=(mark(),))
    yield from (Delegation(id=side, name=f"{side} {mark()}", side=Side.PARTY, note=mark()) for side in SIDES)
    yield Delegation(id="office", name=mark(), side=Side.MEDIATOR, note=mark())
    yield Person(id="nadia", name=mark(), delegation="north", role=mark(), note=mark())
    yield Person(id="samir", name=mark(), delegation="south", role=mark(), note=mark())
    for number in range(3):
        options = tuple(Option(id=f"{word}{number}", name=mark()) for word in ("less", "more"))
        yield Issue(id=f"issue{number}", name=mark(), kind=IssueKind.CHOICE, options=options, note=mark())
    yield Issue(id="drivers", name=mark(), kind=IssueKind.PERSONS, steps=("@samir", "@nadia, 2 drivers"))
    yield Dependency(
        id="d1",
        text=mark(),
        note=mark(),
        kind=DependencyKind.ONLY_IF,
        of=(Taken(issue="issue0", terms=("more0",)),),
        needs=(Taken(issue="issue1", terms=("less1",)),),
    )
    yield Statement(id="s1", delegation="south", when=DAY, medium=Medium.MEETING, text=mark())
    for number, offer in enumerate(offered):
        yield Proposal(
            id=f"p{number}",
            title=mark(),
            kind=ProposalKind.OFFER,
            by=offer.by,
            to=offer.to,
            through=("office",),
            when=DAY,
            terms={"issue0": "more0", "issue1": "less1", "drivers": f"{number + 1} drivers"},
            conditions=(Condition(text=mark()),),
            text=mark(),
            note=mark(),
        )


def _showings(state: State, offered: list[Offered]) -> Iterator[Fact]:
    for number, offer in enumerate(offered):
        proposal = state.get(f"p{number}", Proposal)
        if offer.shown and proposal is not None:
            text = f"Here is {proposal.title}." if offer.titled else "An idea."
            yield Showing(
                id=f"w{number}",
                to=offer.shown,
                when=DAY,
                medium=Medium.MEETING,
                text=text,
                proposal=proposal.id,
                regardless="Drawn.",
            )
        if offer.answered:
            yield Answer(id=f"a{number}", proposal=f"p{number}", by=offer.answered, when=DAY, kind=AnswerKind.REJECT)


def _read_by(state: State, side: str) -> set[str]:
    """The marks that a party has read."""
    own = {side, "nadia" if side == "north" else "samir"}
    texts = [showing.text for showing in state.of(Showing) if own & set(showing.to)]
    texts += [delegation.name for delegation in state.of(Delegation) if delegation.id in (side, "office")]
    return set(MARK.findall("\n".join(texts)))


@settings(max_examples=20, deadline=None)
@given(offers(), st.sets(st.sampled_from(["issue0", "issue1", "issue2", "drivers"]), min_size=1), st.booleans())
def test_a_party_has_what_was_put_to_it_and_nothing_else(offered: list[Offered], put: set[str], depends: bool) -> None:  # noqa: FBT001 - drawn
    with TemporaryDirectory() as directory:
        house = found(Path(directory))
        try:
            _look(house, offered, put, depends=depends)
        finally:
            house.close()


def _look(house: House, offered: list[Offered], put: set[str], *, depends: bool) -> None:
    mediator = house.begin()
    enter(mediator, tuple(facts_of(offered)), BY)
    told = tuple(_showings(mediator.state(), offered))
    if told:
        enter(mediator, told, BY)
    south = asked(house, "case", "south")
    give(south, _with_numbers("south"))
    let(house, "case", "south")
    state = mediator.state()
    issues = [issue for issue in state.of(Issue) if issue.id in put]
    enter(mediator, (put_to(state, "north", issues, state.of(Dependency) if depends else (), DAY),), BY)
    north = hand_over(house, mediator, "north", BY)
    assert north is not None
    give(north, some_scores(north, "north"))
    held = "\n".join(str(entry) for _sequence, entry in north.record.read())
    visitor = client(house)
    held += "".join(
        visitor.get(f"/m/case/party/north{page}").text for page in ("", "/let", "/rate/swing", "/sheet", "/sheet/csv")
    )
    assert set(MARK.findall(held)) <= _read_by(mediator.state(), "north")
    assert "0.13579" not in held
    assert "97531" not in held
    known = {each for each in ("issue0", "issue1", "issue2", "drivers") if f"issue='{each}'" in held}
    assert known == put
    for number, offer in enumerate(offered):
        mine = bool({"north", "nadia"} & {*offer.by, *offer.shown, offer.answered})
        if "drivers" in put:
            assert (f"{number + 1} drivers" in held) == (mine or number == 1), "the second of the steps says 2 drivers"


def _with_numbers(side: str) -> Scores:
    return scores("v1", side, "0.13579", issue0={"weight": "97531", "less0": "0.13579", "more0": "97531"})
