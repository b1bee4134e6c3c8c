# SPDX-License-Identifier: Apache-2.0
"""What is kept beside a state and carried on with it is what would be worked out anew."""

from __future__ import annotations

import gc
import weakref

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.app.views.caucus import caucus_view
from goodoffices.app.views.chronology import Kept, choices, chronology_view
from goodoffices.app.views.knowledge import asking, knowledge_view
from goodoffices.app.views.learned import kept_knowing
from goodoffices.app.views.person import person_view
from goodoffices.app.views.wording import Change, compare_words
from goodoffices.domain.entries import Entry, Fact, Withdrawal
from goodoffices.domain.knowledge import Detail, How, Knowledge
from goodoffices.domain.people import Delegation, Identification, Person, Side, Subject
from goodoffices.domain.reports import Exchange, ExchangeKind, Report, Status
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Medium, Statement
from goodoffices.domain.who_knows import who_knows
from goodoffices.times import Instant, When


PEOPLE = ("anna", "omar", "third")
KINDS = 7
numbers = st.integers(0, 2 * KINDS - 1)
ids = numbers.map(lambda number: f"f{number}")
times = st.sampled_from(["2024-09-03", "about 2024-09", "unknown", "before 2024-09-02", "after f0", "same time as f6"])
statuses = st.sampled_from([None, *Status])
people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(tuple)
matters = st.lists(st.sampled_from(["limit", "f0", "f6"]), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def facts(draw: st.DrawFn) -> Fact:  # noqa: PLR0911 - one for each kind
    """A fact by which somebody may learn something, or which changes what others come to."""
    number, when = draw(numbers), When.read(draw(times))
    identifier, kind = f"f{number}", number % KINDS  # what is corrected stays of its kind
    if kind == 0:
        source = draw(st.sampled_from([None, "A", "B < A"]))
        return Report(
            id=identifier,
            when=when,
            text="x",
            about=draw(matters),
            reached=draw(people),
            attribution=source,
            status=draw(statuses),
        )
    if kind == 1:
        basis = tuple(draw(st.lists(ids, max_size=2, unique=True)))
        return Knowledge(
            id=identifier,
            who=draw(people),
            subject="limit",
            since=when,
            how=How.TOLD,
            detail=Detail.EXISTENCE,
            basis=basis,
        )
    if kind == 2:
        return Identification(id=identifier, of="third", is_="anna")
    if kind == 3:
        return Withdrawal(id=identifier, of=draw(ids), when=when)
    if kind == 4:
        return Statement(
            id=identifier, delegation="anna", when=when, medium=Medium.PAPER, text="x", about=draw(matters)
        )
    if kind == 5:
        return Delegation(id=identifier, name="Another", side=draw(st.sampled_from(Side)))
    return Exchange(
        id=identifier,
        when=when,
        kind=draw(st.sampled_from(ExchangeKind)),
        from_=draw(people),
        to=draw(people),
        text="x",
        about=draw(matters),
        status=draw(statuses),
    )


def entries(new: list[Fact]) -> list[Entry]:
    first: list[Fact] = [*(Person(id=one, name=one) for one in PEOPLE), Subject(id="limit", name="The limit")]
    return [Entry(recorded=Instant(number), by="x", fact=fact) for number, fact in enumerate([*first, *new])]


@given(new=st.lists(facts(), max_size=12), day=st.sampled_from([None, "2024-09-02", "2024-09-10"]))
def test_what_is_carried_on_entry_by_entry_is_what_is_worked_out_anew(new: list[Fact], day: str | None) -> None:
    state, kept, knowing = State(), Kept(), kept_knowing()
    as_of = When.read(day) if day else None
    for sequence, entry in enumerate(entries(new), start=1):
        fold([(sequence, entry)], state)
        assert chronology_view(state, kept=kept) == chronology_view(state)
        assert choices(state, kept) == choices(state)
        assert knowledge_view(state, as_of, kept=knowing) == knowledge_view(state, as_of)
        assert asking(state, knowing) == asking(state)
        cells = knowing.of(state).cells.values()
        kept_known = [learned.known for people in cells for several in people.values() for learned in several]
        assert sorted(kept_known, key=str) == sorted(who_knows(state), key=str)
        told = {source for row in chronology_view(state).rows for one in row.row.told for source in one.chain}
        assert set(choices(state, kept).sources) == told


@given(new=st.lists(facts(), max_size=12))
def test_the_pages_of_somebody_are_carried_on_as_they_would_be_made_anew(new: list[Fact]) -> None:
    first: list[Fact] = [
        Delegation(id="union", name="The union", side=Side.PARTY),
        *(Person(id=one, name=one, delegation="union" if one == "omar" else None) for one in PEOPLE),
        Subject(id="limit", name="The limit"),
    ]
    written = [Entry(recorded=Instant(number), by="x", fact=fact) for number, fact in enumerate([*first, *new])]
    state = State()
    for sequence, entry in enumerate(written, start=1):
        fold([(sequence, entry)], state)
        whole = fold(enumerate(written[:sequence], start=1))  # of which nothing is kept
        for one in ("anna", "union"):
            assert person_view(state, one) == person_view(whole, one)
        assert caucus_view(state, "union", Instant(0)) == caucus_view(whole, "union", Instant(0))


def test_nothing_is_kept_of_a_state_that_is_gone() -> None:
    kept, knowing = Kept(), kept_knowing()
    state = fold(enumerate(entries([Report(id="f1", when=When.read("unknown"), text="x")]), start=1))
    chronology_view(state, kept=kept)
    knowledge_view(state, kept=knowing)
    person_view(state, "anna")
    gone = weakref.ref(state)
    del state
    gc.collect()
    assert gone() is None


@given(one=st.text(alphabet="ab .\n", max_size=30), other=st.text(alphabet="ab .\n", max_size=30))
def test_a_wording_laid_over_another_leaves_nothing_out_and_adds_nothing(one: str, other: str) -> None:
    pieces = compare_words(one, other)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == one
    assert "".join(piece.text for piece in pieces if piece.change is not Change.LEFT_OUT) == other
    assert all(piece.change is Change.SAME for piece in compare_words(one, one))
