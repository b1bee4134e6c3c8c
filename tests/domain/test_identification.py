# SPDX-License-Identifier: Apache-2.0
"""Two that prove to be one are merged, one that proves to be two is split, and both can be undone."""

from __future__ import annotations

import pytest

from goodoffices.app.views.chronology import chronology_view
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.names import Found, Unclear
from goodoffices.domain.people import Identification, Person
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.state import believed_on
from goodoffices.domain.who_knows import who_knows
from goodoffices.errors import RefusedError
from goodoffices.times import When
from tests.small_case import EVENING, MORNING, Book


DAY = When.read("2024-09-04")
CALLER = Person(id="caller", name="A caller named Berger")


def call(identifier: str, who: str) -> Exchange:
    return Exchange(
        id=identifier, when=DAY, kind=ExchangeKind.CALL, from_=(who,), to=("omar",), text="A call.", about=("limit",)
    )


def callers(book: Book) -> list[str]:
    return [happening.row.who[0].id for happening in chronology_view(book.state).rows]


def knowers(book: Book) -> set[str]:
    return {known.who for known in who_knows(book.state)}


def test_two_that_prove_to_be_one_are_shown_as_one_everywhere() -> None:
    book = Book(CALLER, call("x1", "caller"), call("x2", "anna"))
    assert book.state.find("Berger") == Unclear(("anna", "caller"))
    book.enter(Identification(id="i1", of="caller", is_="anna"), now=EVENING)
    assert callers(book) == ["anna", "anna"]
    assert knowers(book) == {"anna", "omar"}
    found = book.state.find("Berger")
    assert isinstance(found, Found)
    assert found.id == "anna"
    assert len(chronology_view(book.state, person="anna").rows) == 2


def test_one_who_proves_to_be_two_is_split_in_the_entries_that_mean_the_other() -> None:
    book = Book(CALLER, call("x1", "anna"), call("x2", "anna"))
    book.enter(Identification(id="i1", of="anna", is_="caller", in_=("x2",)))
    assert callers(book) == ["anna", "caller"]
    assert knowers(book) == {"anna", "caller", "omar"}


def test_both_can_be_undone_and_what_was_believed_stays() -> None:
    book = Book(CALLER, call("x1", "caller"))
    book.enter(Identification(id="i1", of="caller", is_="anna"), now=EVENING)
    book.enter(Withdrawal(id="w1", of="i1", when=DAY), now=EVENING)
    assert callers(book) == ["caller"]
    numbered = list(enumerate(book.entries, start=1))
    assert believed_on(numbered, MORNING).meant("caller") == "caller"
    assert believed_on(numbered[:-1], EVENING).meant("caller") == "anna"


def test_nobody_is_identified_in_a_circle_or_where_they_are_not_mentioned() -> None:
    book = Book(CALLER, call("x1", "caller"))
    book.enter(Identification(id="i1", of="caller", is_="anna"))
    for wrong in (
        Identification(id="i2", of="anna", is_="caller"),
        Identification(id="i2", of="anna", is_="anna"),
        Identification(id="i2", of="anna", is_="omar", in_=("x1",)),
    ):
        with pytest.raises(RefusedError):
            book.enter(wrong)
