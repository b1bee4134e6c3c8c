# SPDX-License-Identifier: Apache-2.0
"""What happened is put in order as far as the order is known, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goodoffices.domain.chronology import Calendar, chronology
from goodoffices.domain.clocks import Clock, ClockKind
from goodoffices.domain.proposals import Answer, AnswerKind
from goodoffices.domain.reports import Report
from goodoffices.times import Relation, When, relation
from tests.small_case import OFFER, Book


def report(identifier: str, when: str, about: tuple[str, ...] = ()) -> Report:
    return Report(id=identifier, when=When.read(when), text="Something was said.", about=about)


def ordered(book: Book) -> list[str]:
    return [held.fact.id for held in chronology(book.state)]


def test_times_of_every_kind_stand_where_a_reader_expects_them() -> None:
    book = Book(
        report("undated", "unknown"),
        report("minute", "2024-09-05 12:00"),
        report("day", "2024-09-05"),
        report("month", "2024-08"),
        report("late", "late 2024-08"),
        report("before_day", "before 2024-09-05"),
        report("after_minute", "after minute"),
        report("days_later", "2 days later than day"),
        report("after_days_later", "after days_later"),
        report("long_after", "2024-10-01"),
        report("same", "same time as month"),
    )
    assert ordered(book) == [
        "month",
        "same",
        "late",
        "before_day",
        "day",
        "minute",
        "after_minute",
        "days_later",
        "after_days_later",
        "long_after",
        "undated",
    ]


def test_what_has_the_same_time_stands_in_the_order_in_which_it_was_first_recorded() -> None:
    times = ("2024-09-05", "unknown", "after day_1", "before 2024-09-05")
    names = ("day", "undated", "after", "before")
    facts = [report(f"{name}_{number}", when) for name, when in zip(names, times, strict=True) for number in (1, 2, 3)]
    book = Book(*facts)
    before = ordered(book)
    for name in names:
        assert [identifier for identifier in before if identifier.startswith(name)] == [
            f"{name}_{n}" for n in (1, 2, 3)
        ]
    for fact in facts[::3]:
        book.enter(replace(fact, text="Something else was said."), why="misheard")
    assert ordered(book) == before, "a correction moves nothing whose time it leaves"


def test_a_time_may_depend_on_a_clock() -> None:
    clock = Clock(id="speech", name="The speech", kind=ClockKind.DEADLINE, until=When.read("2024-09-10 20:00"))
    book = Book(report("earlier", "3 hours before speech"), report("later", "2024-09-10 19:00"), clock)
    assert ordered(book) == ["earlier", "later"]


def test_times_that_depend_on_each_other_in_a_circle_stand_with_the_undated() -> None:
    book = Book(report("one", "after two"), report("two", "after one"), report("dated", "2024-09-10"))
    assert ordered(book)[0] == "dated"
    assert set(ordered(book)) == {"one", "two", "dated"}


def test_a_chain_of_times_may_be_of_any_length() -> None:
    facts = [report("x0", "2024-09-01"), *(report(f"x{number}", f"after x{number - 1}") for number in range(1, 3000))]
    assert ordered(Book(*reversed(facts))) == [fact.id for fact in facts]


def test_an_answer_that_an_entry_reports_stands_with_that_entry() -> None:
    answer = Answer(
        id="a1", proposal="p1", by="union", when=When.read("2024-09-05"), kind=AnswerKind.ASK, basis=("told",)
    )
    assert ordered(Book(OFFER, report("told", "2024-09-05"), answer)) == ["told"]


chains = st.lists(
    st.tuples(st.sampled_from(["after", "before", "same time as"]), st.integers(0, 6)), min_size=1, max_size=7
)


@given(chains=chains, days=st.lists(st.integers(1, 28), min_size=1, max_size=7))
def test_what_is_said_to_be_before_or_after_another_fact_is_put_there(
    chains: list[tuple[str, int]], days: list[int]
) -> None:
    facts = [report(f"d{number}", f"2024-09-{day:02}") for number, day in enumerate(days)]
    for number, (word, target) in enumerate(chains):
        known = [fact.id for fact in facts]
        facts.append(report(f"r{number}", f"{word} {known[target % len(known)]}"))
    book = Book(*facts)
    places = {identifier: place for place, identifier in enumerate(ordered(book))}
    for fact in facts:
        if (reference := fact.when.reference) is not None:
            is_before = str(fact.when).startswith("before")
            assert (places[fact.id] < places[reference]) is is_before


@given(days=st.lists(st.integers(1, 28), min_size=2, max_size=12))
def test_what_is_surely_earlier_is_put_earlier(days: list[int]) -> None:
    facts = [report(f"d{number}", f"2024-09-{day:02}") for number, day in enumerate(days)]
    book = Book(*facts)
    calendar = Calendar(book.state)
    places = {identifier: place for place, identifier in enumerate(ordered(book))}
    for one in facts:
        for other in facts:
            if relation(calendar.interval(one.when), calendar.interval(other.when)) is Relation.BEFORE:
                assert places[one.id] < places[other.id]


def test_what_is_dated_by_a_clock_is_dated_by_its_end() -> None:
    clock = Clock(
        id="strike",
        name="Strike",
        kind=ClockKind.COUNT,
        since=When.read("2024-09-01"),
        until=When.read("2024-09-20"),
    )
    book = Book(clock, report("after", "after strike"), report("between", "2024-09-10"))
    assert ordered(book) == ["between", "after"]


def test_a_clock_says_when_it_begins_or_when_it_runs_out() -> None:
    with pytest.raises(ValueError, match="a count of days needs `since`"):
        Clock(id="c", name="Held", kind=ClockKind.COUNT, until=When.read("2024-09-20"))
    with pytest.raises(ValueError, match="needs `until`, when it runs out"):
        Clock(id="c", name="Last day", kind=ClockKind.DEADLINE, since=When.read("2024-09-20"))
