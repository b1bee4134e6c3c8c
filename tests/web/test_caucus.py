# SPDX-License-Identifier: Apache-2.0
"""The pages of the caucuses: what was said, whether it is sealed, what was let go and shown, and what waits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.app.views.caucus import Said, caucus_view, caucuses_view
from goodoffices.app.views.letting import Course
from goodoffices.app.views.waiting import Waiting
from goodoffices.domain.clocks import Notice
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.people import Delegation, Identification, Side
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal, ProposalKind
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.statements import Form, Medium, Release, Showing, Standing, Statement, StatementKind
from goodoffices.times import Instant, When
from tests.small_case import RELEASE, SHOWING, STATEMENT, Book
from tests.web.conftest import ROOT, client
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from goodoffices.app.views.caucus import Caucus


CASE = "/m/hollenfurt"
NOON = Instant.read("2024-09-03T10:00:00Z")
DAY = When.read("2024-09-04")


@pytest.fixture(name="ask")
def _ask(house: House) -> TestClient:
    import_case(house, (ROOT / "examples" / "labour-2024.toml").read_bytes(), "labour-2024.toml", "the team")
    return client(house)


def row_of(ask: TestClient, address: str, identifier: str) -> str:
    """The text of the row that ends with an id."""
    markup = ask.get(address).text
    for row in re.split(r'(?=<li class="row )', markup)[1:]:
        if f'<div class="number"><a class="id" href="{CASE}/entry/{identifier}">' in row:
            return Page(row[: row.index('<div class="number">')] + "</li>").text
    raise AssertionError(f"{identifier} is not in {address}")


def caucus(book: Book, delegation: str = "union", now: Instant = NOON) -> Caucus:
    view = caucus_view(book.state, delegation, now)
    assert view is not None
    return view


def course_of(book: Book, now: Instant) -> Course:
    """How the first release of the first statement stands."""
    said = next(line for line in caucus(book, now=now).lines if isinstance(line, Said))
    return said.releases[0].course


def test_a_statement_of_which_nothing_was_released_is_sealed(ask: TestClient) -> None:
    text = row_of(ask, f"{CASE}/caucus/employer", "s5")
    assert "Petra Lindqvist paper ▤ non-paper position" in text
    assert "■ sealed nothing of it was released" in text


def test_a_release_stands_under_its_statement_with_what_became_of_it(ask: TestClient) -> None:
    used = row_of(ask, f"{CASE}/caucus/union", "s2")
    assert "□ off the record" in used
    assert "● used released to Hollenfurt Tramways as the mediator's own idea, from 12 September 2024" in used
    assert "until 20 September 2024 rl2" in used
    assert "→ shown to Petra Lindqvist, Henrik Aalto, 12 September 2024, 10:00 sh3" in used
    assert "sealed" not in used
    taken_back = row_of(ask, f"{CASE}/caucus/employer", "s10")
    assert "■ sealed ✕ taken back released to Union of Tram and Depot Workers as a paraphrase" in taken_back
    assert "The company is ready to talk about the drivers one by one." in taken_back
    assert "taken back: 19 September 2024, 09:00" in taken_back


def test_what_was_shown_says_on_which_releases_it_rests_and_how_it_was_received(ask: TestClient) -> None:
    shown = row_of(ask, f"{CASE}/caucus/employer", "sh3")
    assert "Shown to Petra Lindqvist, Henrik Aalto meeting by Marta Ilves" in shown
    assert "rests on rl2 of Union of Tram and Depot Workers, as the mediator's own idea, s2" in shown
    assert "Received: Mr Aalto asked whose idea it was." in shown
    regardless = row_of(ask, f"{CASE}/caucus/council", "sh6")
    assert "Shown regardless: The works council must say before tomorrow noon" in regardless
    statement = row_of(ask, f"{CASE}/caucus/union", "s1")
    assert "shown to Samir Okafor, 16 September 2024, 19:00 sh6 ▲ beyond what was released" in statement


def test_calls_meetings_and_answers_stand_among_them_newest_first(ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/caucus/union")
    places = [page.text.index(words) for words in ("Third draft of the single text", "If there is no paper", "We ask")]
    assert places == sorted(places)
    assert "Union of Tram and Depot Workers accept to Single text draft3" in page.text
    assert "A man from the northern depot" not in page.text
    assert "Jonas Vogt → Regional conciliation office Call, 6 minutes" in page.text, "whom he proved to be"
    assert "The Bote writes" not in page.text, "a leak is no part of a caucus"


def test_a_caucus_is_narrowed_down_by_standing_and_kind(ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/caucus/employer?standing=off+the+record")
    assert "1 of 15, newest first" in page.text
    assert "If the nights were settled" in page.text
    assert "Cost of a longer notice" not in page.text
    page = visit(ask, f"{CASE}/caucus/employer?kind=showing")
    assert "6 of 15" in page.text
    page = visit(ask, f"{CASE}/caucus/employer?kind=showing&standing=non-paper")
    assert "There is nothing to show here." in page.text
    page = visit(ask, f"{CASE}/caucus/employer?kind=odd&standing=%3Cb%3E", 400)
    assert 'Nothing in a caucus is of the kind "odd".' in page.text
    assert 'No statement is of the standing "<b>".' in page.text


def test_a_caucus_leads_to_what_is_entered_there(ask: TestClient) -> None:
    addresses = visit(ask, f"{CASE}/caucus/union").addresses()
    for begun in (
        "new/statement?delegation=union",
        "new/showing?to=union",
        "new/release?statement=s2",
        "new/showing?releases=rl1",
    ):
        assert any(address.startswith(f"{CASE}/{begun}") for address in addresses), begun
    for address in addresses:
        if "/new/" in address:
            assert ask.get(address).status_code == 200


def test_all_caucuses_are_listed_with_what_is_sealed_and_waits(ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/caucus")
    assert "Hollenfurt Tramways party Petra Lindqvist, Henrik Aalto Statements 5 Sealed ■ 2 Shown to it 6" in page.text
    assert f"{CASE}/caucus/union" in page.addresses()
    assert page.text.index("Works council") < page.text.index("Regional conciliation office mediator")


@pytest.mark.parametrize("page", ["caucus/nobody", "caucus/demirel", "caucus/s1"])
def test_what_is_no_delegation_is_absent(ask: TestClient, page: str) -> None:
    answer = ask.get(f"{CASE}/{page}")
    assert answer.status_code == 404
    assert answer.content == ask.get("/m/absent/caucus").content


def test_how_a_release_stands_follows_its_times() -> None:
    book = Book(STATEMENT, RELEASE)
    assert course_of(book, Instant.read("2024-09-01T12:00:00Z")) is Course.NOT_YET
    assert course_of(book, Instant.read("2024-09-02T12:00:00Z")) is Course.OPEN
    assert course_of(book, Instant.read("2024-09-05T12:00:00Z")) is Course.OPEN, "until a day is until it has ended"
    assert course_of(book, Instant.read("2024-09-06T12:00:00Z")) is Course.EXPIRED
    book.enter(SHOWING)
    assert course_of(book, Instant.read("2024-09-06T12:00:00Z")) is Course.USED
    other = Book(STATEMENT, RELEASE)
    other.enter(Withdrawal(id="w1", of="release-1", when=DAY))
    assert course_of(other, NOON) is Course.TAKEN_BACK


def test_the_seals_are_counted() -> None:
    book = Book(STATEMENT)
    assert (caucus(book).statements, caucus(book).sealed) == (1, 1)
    book.enter(RELEASE)
    assert caucus(book).sealed == 0
    book.enter(Withdrawal(id="w1", of="release-1", when=DAY))
    assert caucus(book).sealed == 1
    assert next(one.sealed for one in caucuses_view(book.state, NOON) if one.id == "union") == 1


def waits(book: Book, delegation: str) -> set[tuple[Waiting, str, bool]]:
    return {(wait.what, wait.entry.id, wait.overdue) for wait in caucus(book, delegation).waits}


def test_what_waits_is_listed_until_it_is_done() -> None:
    question = Statement(
        id="s2",
        delegation="union",
        when=DAY,
        medium=Medium.TELEPHONE,
        kind=StatementKind.QUESTION,
        text="What of the nights?",
    )
    offer = Proposal(
        id="p1", title="An offer", kind=ProposalKind.OFFER, to=("anna",), when=DAY, deadline=When.read("2024-09-02")
    )
    book = Book(STATEMENT, RELEASE, question, offer, Notice(id="n1", about="p1", to="union", place=1))
    assert waits(book, "union") == {
        (Waiting.USE, "release-1", False),
        (Waiting.REPLY, "s2", False),
        (Waiting.ANSWER, "p1", True),
        (Waiting.NOTICE, "n1", False),
    }
    assert waits(book, "employer") == set()
    book.enter(
        SHOWING,
        Answer(id="a1", proposal="p1", by="union", when=DAY, kind=AnswerKind.REJECT),
        Release(id="release-2", statement="s2", to=("employer",), form=Form.VERBATIM, when=DAY),
        Showing(
            id="shown-2",
            to=("employer",),
            when=DAY,
            medium=Medium.MEETING,
            text="They ask: What of the nights?",
            releases=("release-2",),
        ),
        Statement(id="s3", delegation="employer", when=DAY, medium=Medium.MEETING, text="Soon.", answers="shown-2"),
    )
    book.enter(Notice(id="n1", about="p1", to="union", place=1, told=DAY), why="told")
    assert waits(book, "union") == set()


def test_a_proposal_that_a_later_one_replaced_waits_for_nobody() -> None:
    first = Proposal(id="p1", title="First", kind=ProposalKind.OFFER, to=("union",), when=DAY)
    second = Proposal(id="p2", title="Next", kind=ProposalKind.OFFER, to=("union",), when=DAY, draft=2, revises="p1")
    assert {wait[1] for wait in waits(Book(first, second), "union")} == {"p2"}


def test_a_long_caucus_comes_in_pages_of_fifty() -> None:
    statements = tuple(
        Statement(
            id=f"s{number:03}",
            delegation="union",
            when=When.read(f"2024-09-01 {number // 60:02}:{number % 60:02}"),
            medium=Medium.TELEPHONE,
            standing=Standing.ON_THE_RECORD,
            text="…",
        )
        for number in range(120)
    )
    book = Book(*statements)
    pages = [caucus_view(book.state, "union", NOON, page=number) for number in (1, 2, 3, 0, 99)]
    shown = [[line.row.id for line in page.lines] for page in pages if page is not None]
    assert shown[0] + shown[1] + shown[2] == [f"s{number:03}" for number in reversed(range(120))]
    assert (shown[3], shown[4]) == (shown[0], shown[2])


@pytest.mark.parametrize("kind", list(ExchangeKind))
def test_what_was_overheard_leaked_or_said_in_public_is_no_part_of_a_caucus(kind: ExchangeKind) -> None:
    book = Book(Exchange(id="x1", when=DAY, kind=kind, from_=("anna",), to=("omar",), text="So it was."))
    public = {ExchangeKind.INTERCEPTION, ExchangeKind.LEAK, ExchangeKind.PUBLICATION, ExchangeKind.PUBLIC_STATEMENT}
    assert [line.row.id for line in caucus(book).lines] == ([] if kind in public else ["x1"])


def test_what_somebody_who_proved_to_be_of_the_side_did_stands_in_its_caucus() -> None:
    call = Exchange(id="x1", when=DAY, kind=ExchangeKind.CALL, from_=("drivers",), to=("conciliator",), text="A call.")
    book = Book(Delegation(id="drivers", name="The drivers", side=Side.PARTY), call)
    assert [line.row.id for line in caucus(book).lines] == []
    book.enter(Identification(id="i1", of="drivers", is_="union"))
    assert [line.row.id for line in caucus(book).lines] == ["x1"]


def test_hostile_words_are_only_words(house: House, ask: TestClient) -> None:
    words = "</li><script>alert(1)</script>\u202e{{ 7*7 }}"
    statement = Statement(
        id="s99", delegation="union", by="demirel", when=DAY, medium=Medium.PAPER, text=f"{words} {'x' * 10_000}"
    )
    release = Release(id="rl99", statement="s99", to=("employer",), form=Form.PARAPHRASE, wording=words, when=DAY)
    enter(house.mediation(), (statement, release), "<team>")
    answer = ask.get(f"{CASE}/caucus/union")
    page = Page(answer.text)
    assert page.mistakes == []
    assert page.text.count("</li><script>alert(1)</script>U+202E{{ 7*7 }}") >= 2
    assert "x" * 701 not in answer.text
    assert "\u202e" not in answer.text
