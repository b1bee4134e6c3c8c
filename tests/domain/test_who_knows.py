# SPDX-License-Identifier: Apache-2.0
"""Who knows what follows from what is recorded; a note by hand takes the place of what would follow."""

from __future__ import annotations

from goodoffices.domain.knowledge import Detail, How, Knowledge, Sureness
from goodoffices.domain.reports import Exchange, ExchangeKind, Report, Status
from goodoffices.domain.who_knows import who_knows
from goodoffices.times import When
from tests.small_case import OFFER, RELEASE, SHOWING, STATEMENT, Book


DAY = When.read("2024-09-04")


def known(book: Book, who: str) -> set[tuple[str, How, Detail]]:
    return {(item.subject, item.how, item.detail) for item in who_knows(book.state) if item.who == who}


def test_a_statement_is_known_to_the_side_that_made_it_and_to_the_mediator_only() -> None:
    book = Book(STATEMENT)
    assert known(book, "union") == {("limit", How.TOOK_PART, Detail.SUBSTANCE)}
    assert known(book, "conciliator") == {("limit", How.TOLD, Detail.SUBSTANCE)}
    assert known(book, "employer") == set()


def test_a_showing_makes_known_what_it_is_about_and_the_full_text_of_its_proposal() -> None:
    showing = Book(STATEMENT, RELEASE, OFFER, SHOWING).state
    assert ("employer", "limit") in {(item.who, item.subject) for item in who_knows(showing)}
    book = Book(OFFER)
    book.enter(SHOWING.__class__(id="s", to=("union",), when=DAY, medium=SHOWING.medium, text="Draft.", proposal="p1"))
    assert known(book, "union") == {("p1", How.SHOWN, Detail.FULL_TEXT)}


def test_who_listens_learns_and_who_is_listened_to_does_not() -> None:
    tapped = Exchange(
        id="x1",
        when=DAY,
        kind=ExchangeKind.INTERCEPTION,
        from_=("union",),
        to=("employer",),
        text="Heard.",
        about=("limit",),
    )
    book = Book(tapped)
    assert known(book, "employer") == {("limit", How.OVERHEARD, Detail.SUBSTANCE)}
    assert known(book, "union") == set()


def test_a_report_makes_known_to_those_it_reached() -> None:
    book = Book(Report(id="r1", when=DAY, text="A story.", about=("limit",), reached=("omar",)))
    assert known(book, "omar") == {("limit", How.PUBLISHED, Detail.SUBSTANCE)}


def test_a_note_by_hand_takes_the_place_of_what_follows_from_its_basis() -> None:
    meeting = Exchange(
        id="x1", when=DAY, kind=ExchangeKind.MEETING, from_=("anna",), to=("omar",), text="They met.", about=("limit",)
    )
    note = Knowledge(
        id="k1",
        who=("omar",),
        subject="limit",
        since=DAY,
        how=How.ASKED,
        detail=Detail.EXISTENCE,
        basis=("x1",),
    )
    book = Book(meeting, note)
    assert known(book, "omar") == {("limit", How.ASKED, Detail.EXISTENCE)}
    assert known(book, "anna") == {("limit", How.TOOK_PART, Detail.SUBSTANCE)}


def test_what_follows_from_an_account_is_as_sure_as_the_account() -> None:
    for status, sure in (
        (None, Sureness.CERTAIN),
        (Status.CONFIRMED, Sureness.CERTAIN),
        (Status.REPORTED, Sureness.LIKELY),
        (Status.BELIEF, Sureness.POSSIBLE),
        (Status.DENIED, Sureness.POSSIBLE),
    ):
        book = Book(
            Exchange(
                id="x1", when=DAY, kind=ExchangeKind.LEAK, to=("omar",), text="A leak.", about=("limit",), status=status
            )
        )
        assert [item.sure for item in who_knows(book.state)] == [sure]
