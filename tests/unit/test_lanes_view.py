# SPDX-License-Identifier: Apache-2.0
"""The lanes: who has one, where each stands, which marks a window shows, and that the kept order is the true one."""

from __future__ import annotations

import gc
import weakref
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.app.views.kept_order import KeptOrder
from goodoffices.app.views.lane_choice import OTHERS
from goodoffices.app.views.lanes import MARKS, Certainty, Lanes, lanes_view
from goodoffices.domain.chronology import chronology, told_by
from goodoffices.domain.decisions import decide
from goodoffices.domain.entries import Entry, Fact, Withdrawal
from goodoffices.domain.people import Delegation, Identification, Mediation, Person, Side
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal, ProposalKind
from goodoffices.domain.reports import Exchange, ExchangeKind, Report, Status
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Medium, Showing, Statement
from goodoffices.exchange.case_file import Case, to_command
from goodoffices.times import Instant, When
from tests.case_strategies import LATER_THAN_ALL, cases


NOW = Instant.read("2025-05-14T06:00:00Z")

SIDES: tuple[Fact, ...] = (
    Mediation(id="water", title="The canal"),
    Delegation(id="north", name="North", side=Side.PARTY),
    Delegation(id="south", name="South", side=Side.PARTY),
    Delegation(id="office", name="Office", side=Side.MEDIATOR),
    Delegation(id="neighbour", name="Neighbour", side=Side.CONCERNED),
    Person(id="nora", name="Nora", delegation="north"),
    Person(id="nils", name="Nils", delegation="north"),
    Person(id="sam", name="Sam", delegation="south"),
    Person(id="carrier", name="The carrier"),
    Person(id="press", name="The press"),
)


def state_of(*facts: Fact) -> State:
    return fold(enumerate((Entry(recorded=NOW, by="team", fact=fact) for fact in facts), start=1))


def touch(  # noqa: PLR0917 - an exchange in a line
    identifier: str,
    sources: str = "",
    targets: str = "",
    through: str = "",
    when: str = "2025-05-01",
    kind: ExchangeKind = ExchangeKind.CALL,
) -> Exchange:
    return Exchange(
        id=identifier,
        when=When.read(when),
        kind=kind,
        from_=tuple(sources.split()),
        to=tuple(targets.split()),
        through=tuple(through.split()),
        text=f"What {identifier} is about.",
    )


def order(lanes: Lanes) -> list[str]:
    return [lane.id for lane in lanes.lanes]


def test_whoever_carries_words_stands_between_the_sides_and_outsiders_stand_last() -> None:
    lanes = lanes_view(
        state_of(
            *SIDES,
            touch("e1", "press", "neighbour"),
            touch("e2", "south", "north", "carrier"),
            touch("e3", "office", "sam nora"),
        )
    )
    assert order(lanes) == ["north", "nora", "carrier", "office", "sam", "south", "neighbour", "press"]
    assert [lane.id for lane in lanes.lanes if lane.between] == ["carrier", "office"]


def test_lanes_of_one_delegation_stand_side_by_side_and_its_own_on_the_outer_hand() -> None:
    facts = (touch("e1", "nora", "sam"), touch("e2", "south", "nils"), touch("e3", "north", "carrier"))
    assert order(lanes_view(state_of(*SIDES, *facts))) == ["north", "nora", "nils", "sam", "south", "carrier"]


def test_whoever_has_no_room_is_shown_in_the_lane_of_their_delegation() -> None:
    facts = (touch("e1", "nora", "sam"), touch("e2", "north", "south"), touch("e3", "nora", "south"))
    lanes = lanes_view(state_of(*SIDES, *facts), most=3)
    assert order(lanes) == ["north", "nora", "south"]
    assert [name.id for name in lanes.lanes[2].also] == ["sam"]
    assert (lanes.marks[0].sources, lanes.marks[0].targets) == ((1,), (2,))
    assert [name.id for name in lanes.marks[0].row.to] == ["sam"], "the row still names who it was"


def test_a_thousand_take_part_and_ten_lanes_are_drawn_with_nobody_lost() -> None:
    people = [Person(id=f"p{number}", name=f"Person {number}") for number in range(1_000)]
    calls = [touch(f"e{number}", f"p{2 * number}", f"p{2 * number + 1}") for number in range(500)]
    lanes = lanes_view(state_of(*SIDES, *people, *calls), window=500)
    assert len(lanes.lanes) == 10
    assert lanes.lanes[-1].id == OTHERS
    shown = [lane.id for lane in lanes.lanes[:-1]] + [name.id for name in lanes.lanes[-1].also]
    assert sorted(shown) == sorted(person.id for person in people)


def test_the_windows_together_show_every_mark_once_in_the_order_of_the_chronology() -> None:
    calls = [touch(f"e{number}", "north", "south", when=f"2025-01-{1 + number * 7 % 30:02}") for number in range(95)]
    state = state_of(*SIDES, *calls)
    order = KeptOrder(*MARKS)
    windows = [lanes_view(state, order, page) for page in range(3)]
    assert [len(window.marks) for window in windows] == [40, 40, 15]
    assert [window.first for window in windows] == [56, 16, 1]
    shown = [mark.row.id for window in reversed(windows) for mark in window.marks]
    assert shown == [held.fact.id for held in chronology(state)]
    assert {window.pages for window in windows} == {3}


@pytest.mark.parametrize(("asked", "given"), [(-1, 0), (3, 1), (10**9, 1)])
def test_a_window_that_does_not_exist_is_the_nearest_that_does(asked: int, given: int) -> None:
    calls = [touch(f"e{number}", "north", "south") for number in range(41)]
    assert lanes_view(state_of(*SIDES, *calls), page=asked).page == given


def test_nothing_recorded_makes_no_lane_and_no_mark() -> None:
    for state in (State(), state_of(*SIDES)):
        lanes = lanes_view(state)
        assert (lanes.lanes, lanes.marks, lanes.total, lanes.first, lanes.pages) == ((), (), 0, 0, 1)


def test_a_statement_goes_to_the_mediator_and_an_answer_to_whoever_made_the_proposal() -> None:
    when = When.read("2025-05-02 10:00")
    lanes = lanes_view(
        state_of(
            *SIDES,
            Statement(id="s1", delegation="north", when=when, medium=Medium.MEETING, text="We ask for water."),
            Showing(id="sh1", to=("sam",), when=when, medium=Medium.PAPER, text="They ask for water."),
            Proposal(id="p1", title="Water", kind=ProposalKind.OFFER, by=("nora",), through=("office",), when=when),
            Answer(id="a1", proposal="p1", by="south", when=when, kind=AnswerKind.ACCEPT),
        )
    )
    assert [
        tuple(tuple(name.id for name in names) for names in (mark.row.who, mark.row.to, mark.row.through))
        for mark in lanes.marks
    ] == [(("north",), ("office",), ()), (("office",), ("sam",), ()), (("south",), ("nora",), ("office",))]
    assert [answer.kind for answer in lanes.marks[2].answers] == [AnswerKind.ACCEPT]
    assert lanes.lanes[lanes.marks[2].answers[0].lane or 0].id == "south"
    assert [(mark.day and mark.day.shown, mark.clock) for mark in lanes.marks] == [("2 May 2025", "10:00")] * 3


def test_an_answer_that_an_exchange_reports_stands_with_it_and_not_again() -> None:
    lanes = lanes_view(
        state_of(
            *SIDES,
            touch("e1", "north"),
            Proposal(id="p1", title="Water", kind=ProposalKind.OFFER, by=("south",), when=When.read("2025-05-01")),
            Answer(
                id="a1",
                proposal="p1",
                by="north",
                when=When.read("same time as e1"),
                kind=AnswerKind.REJECT,
                basis=("e1",),
            ),
        )
    )
    assert [(mark.row.id, [answer.id for answer in mark.answers]) for mark in lanes.marks] == [("e1", ["a1"])]


@pytest.mark.parametrize("status", [None, *Status])
def test_what_is_not_confirmed_and_what_is_only_believed_is_told_apart(status: Status | None) -> None:
    told = Exchange(
        id="e1",
        when=When.read("2025-05-01"),
        kind=ExchangeKind.LEAK,
        from_=("north",),
        text="It got out.",
        attribution="The press",
        status=status,
    )
    believed, firm = {Status.BELIEF, Status.ASSESSMENT}, {None, Status.CONFIRMED, Status.REPORTED}
    expected = Certainty.BELIEVED if status in believed else Certainty.FIRM if status in firm else Certainty.UNSURE
    assert lanes_view(state_of(*SIDES, told)).marks[0].certainty is expected


def test_two_who_prove_to_be_one_have_one_lane() -> None:
    facts = (touch("e1", "carrier", "north"), touch("e2", "press", "south"))
    one = Identification(id="same", of="press", is_="carrier")
    assert "press" in order(lanes_view(state_of(*SIDES, *facts)))
    assert "press" not in order(lanes_view(state_of(*SIDES, *facts, one)))


def kept(order: KeptOrder, state: State) -> list[str]:
    return [held.fact.id for held in order.of(state)]


def sorted_anew(state: State) -> list[str]:
    return [held.fact.id for held in chronology(state) if isinstance(held.fact, MARKS)]


GROWTH: dict[str, tuple[Fact, ...]] = {
    "something newer": (touch("e9", when="2025-06-01"),),
    "something older": (touch("e9", when="2024-01-01"), touch("e8", when="2023-01-01")),
    "something beside another": (touch("e9", when="before e2"),),
    "a correction of the newest": (touch("e4", when="2020-01-01"),),
    "a correction": (touch("e2", when="2020-01-01"),),
    "a correction of what another depends on, and something new": (touch("e1", when="2026-01-01"), touch("e9")),
    "what was waited for": (touch("later", when="2019-01-01"),),
    "something struck out": (Withdrawal(id="w", of="e2", when=When.read("2025-05-02")),),
    "an answer told of in what there is": (
        Answer(id="a9", proposal="p", by="north", when=When.read("2025"), kind=AnswerKind.ASK, basis=("e1",)),
    ),
    "what is no mark": (Report(id="rp", when=When.read("2025"), text="It rained."), Person(id="x", name="X")),
}


@pytest.mark.parametrize("growth", GROWTH)
def test_the_kept_order_follows_the_record(growth: str) -> None:
    state = state_of(
        *SIDES,
        touch("e1", when="2025-03-01"),
        touch("e2", when="2025-04-01"),
        touch("e3", when="after e1"),
        touch("e4", when="2 days later than later"),
    )
    order = KeptOrder(*MARKS)
    assert kept(order, state) == sorted_anew(state)
    for fact in GROWTH[growth]:
        fold([(state.sequence + 1, Entry(recorded=NOW, by="team", fact=fact))], state)
        assert kept(order, state) == sorted_anew(state)
        assert order.told_by(state) == told_by(state)


@settings(max_examples=25)
@given(cases(), st.integers(1, 30))
def test_the_kept_order_is_the_true_one_however_the_record_grew(case: Case, step: int) -> None:
    command, place = to_command(case, "conciliator")
    entries = decide(State(), command, LATER_THAN_ALL, place).entries
    state, order = State(), KeptOrder(*MARKS)
    for number, entry in enumerate(entries, start=1):
        fold([(number, entry)], state)
        if number % step == 0:
            assert kept(order, state) == sorted_anew(state)
    assert kept(order, state) == sorted_anew(state)
    assert order.told_by(state) == told_by(state)


def test_nothing_is_kept_of_a_state_that_is_gone() -> None:
    order = KeptOrder(*MARKS)
    state = state_of(*SIDES, touch("e1", "north", "south"))
    lanes_view(state, order)
    held = weakref.ref(state)
    del state
    gc.collect()
    assert held() is None
    assert not order._kept


@settings(max_examples=25)
@given(cases(), st.integers(2, 12))
def test_everybody_named_has_a_lane_and_there_are_never_more_than_asked_for(case: Case, most: int) -> None:
    command, place = to_command(case, "conciliator")
    state = fold(enumerate(decide(State(), command, LATER_THAN_ALL, place).entries, start=1))
    lanes = lanes_view(state, most=most)
    assert len(lanes.lanes) <= most
    assert len({lane.id for lane in lanes.lanes}) == len(lanes.lanes)
    for mark in lanes.marks:
        for people, places in (
            (mark.row.who, mark.sources),
            (mark.row.to, mark.targets),
            (mark.row.through, mark.through),
        ):
            assert bool(people) == bool(places)
            reachable = set(
                chain.from_iterable(
                    (lanes.lanes[lane].id, *(name.id for name in lanes.lanes[lane].also)) for lane in places
                )
            )
            assert {name.id for name in people} <= reachable
    used = {place for mark in lanes.marks for place in (*mark.sources, *mark.targets, *mark.through)}
    assert used == set(range(len(lanes.lanes)))
