# SPDX-License-Identifier: Apache-2.0
"""The pages of the record: checking, writing out, every change, and destroying after a look."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.app.handlers import destroy, enter, import_case
from goodoffices.app.house import House
from goodoffices.app.views.entry import Field
from goodoffices.app.views.history import PAGE, differences, history_view, last_recorded_by
from goodoffices.domain.destruction import Rule
from goodoffices.domain.entries import Entry, Withdrawal
from goodoffices.domain.people import Subject
from goodoffices.domain.state import State
from goodoffices.domain.statements import Standing
from goodoffices.exchange.case_file import check_case
from goodoffices.times import Instant, When
from tests.small_case import Book
from tests.web.conftest import ROOT, client, correct_subject, small
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response
    from starlette.testclient import TestClient


CASE = "/m/hollenfurt"
OURS = {"Sec-Fetch-Site": "same-origin"}
DAY = When.read("2024-09-04")


@pytest.fixture(name="ask")
def _ask(house: House) -> TestClient:
    import_case(house, (ROOT / "examples" / "labour-2024.toml").read_bytes(), "labour-2024.toml", "the team")
    return client(house)


def send(ask: TestClient, address: str, fields: dict[str, str]) -> Response:
    return ask.post(address, data=fields, headers=OURS)


def hidden(page: Page) -> dict[str, str]:
    """What the form that destroys would send: the hidden fields of the page, but those of the frame."""
    fields = [field for field in page.all("input") if field.get("type") == "hidden" and field.get("class") != "kept"]
    return {field["name"]: field["value"] for field in fields}


def noted(page: Page) -> str:
    """The head that the page asks to note down."""
    return next(word for word in page.text.split() if ":" in word and len(word) > 64)


class Counted:
    """A record that counts what is read of it."""

    def __init__(self, entries: list[Entry | None]) -> None:
        self.entries = entries
        self.read_so_far = 0

    def read(self, after: int, limit: int) -> Iterator[tuple[int, Entry | None]]:
        for number, entry in enumerate(self.entries[after : after + limit], start=after + 1):
            self.read_so_far += 1
            yield number, entry


def test_the_record_is_checked_and_compared_with_what_was_noted_down(house: House, ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/record?check=now")
    assert "✓ Yes. 96 entries fit the chain, 96 open and read well." in page.text
    head = noted(page)
    assert head == f"96:{house.mediation().record.head().hash.hex()}"
    enter(house.mediation(), (Subject(id="matter", name="A matter"),), "the team")
    later = visit(ask, f"{CASE}/record?check=now&expect={head}")
    assert "✓ Yes. 97 entries fit the chain" in later.text
    assert "It is the record that you noted down." in later.text
    other = visit(ask, f"{CASE}/record?check=now&expect={head[:-1]}{'0' if head[-1] != '0' else '1'}")
    assert "▲ No." in other.text
    assert "Yes." not in other.text
    wrong = visit(ask, f"{CASE}/record?check=now&expect=96", 400)
    assert "Write it as it was noted down" in wrong.text
    assert "fit the chain" not in wrong.text, "nothing is checked against what was not understood"
    assert house.mediation().record.head().sequence == 97, "checking writes nothing"


def test_each_hole_is_explained_by_the_destruction_that_names_it(house: House, ask: TestClient) -> None:
    destroy(house.mediation(), Rule(standing=Standing.OFF_THE_RECORD), "the team", "as promised")
    text = visit(ask, f"{CASE}/record?check=now").text
    assert "✓ Yes. 97 entries fit the chain, 95 open and read well." in text
    assert "Destroyed: 35, 37. That is said in destruction-1, 2025-05-14 08:00 Europe/Berlin" in text
    with contextlib.closing(sqlite3.connect(house.directory / "house.sqlite")) as connection, connection:
        connection.execute("DELETE FROM entry_key WHERE sequence = 3")
    text = visit(ask, f"{CASE}/record?check=now").text
    assert "▲ No." in text
    assert "somebody took their keys away unseen: 3" in text
    assert "▲ No destruction on the record names it." in visit(ask, f"{CASE}/record?at=3").text


def test_the_case_file_that_is_written_out_reads_back(house: House, ask: TestClient) -> None:
    answer = ask.get(f"{CASE}/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="hollenfurt.toml"'
    assert answer.headers["content-type"].startswith("application/toml")
    assert check_case(answer.content, "hollenfurt.toml", State()).mediation.id == "hollenfurt"
    destroy(house.mediation(), Rule(ids=("s2",)), "the team", "asked for")
    assert b"It is not the money" in answer.content
    assert b"It is not the money" not in ask.get(f"{CASE}/export").content


def test_the_history_shows_every_change_with_who_when_and_why(house: House) -> None:
    small(house, "case")
    enter(house.mediation(), (Subject(id="matter", name="The old name", note="stays"),), "the team")
    correct_subject(house, "The new <name>", "misheard")
    enter(house.mediation(), (Withdrawal(id="w1", of="matter", when=DAY, text="no matter at all"),), "somebody else")
    page = visit(client(house), "/m/case/record")
    text = page.text[page.text.index("Every change") :]
    assert "4 − withdrew Withdrawal of The new <name> no matter at all" in text
    assert "by somebody else" in text
    correction = text[text.index("± corrected") : text.index("+ recorded")]
    assert "in the place of entry 2" in correction
    assert "withdrawn by w1" in correction
    assert "Why: misheard" in correction
    assert "name The old name The new <name>" in correction
    assert "note stays nothing said" in correction
    assert "2 + recorded" in text
    assert "corrected since by entry 3" in text
    assert page.mistakes == []


def test_a_page_of_the_history_costs_what_it_shows() -> None:
    book = Book(*(Subject(id=f"m{number}", name=f"Matter {number}") for number in range(3000)))
    record = Counted(list(book.entries))
    view = history_view(book.state, record.read)
    assert record.read_so_far == PAGE
    assert [change.sequence for change in view.changes] == list(range(3010, 2960, -1))
    assert (view.newer, view.older) == (None, 2960)
    record.read_so_far = 0
    assert last_recorded_by(record.read, 3010, book.entries[0].recorded) == 3010
    assert record.read_so_far < 20


def test_all_pages_of_the_history_together_are_the_record() -> None:
    book = Book(*(Subject(id=f"m{number}", name=f"Matter {number}") for number in range(2 * PAGE)))
    record = Counted(list(book.entries))
    numbers: list[int] = []
    newest: int | None = None
    while True:
        view = history_view(book.state, record.read, newest)
        numbers += [change.sequence for change in view.changes]
        if view.older is None:
            break
        newest = view.older
    assert numbers == list(range(len(book.entries), 0, -1))
    assert history_view(book.state, record.read, 7).changes[0].sequence == 7
    assert history_view(book.state, record.read, 7).newer == 7 + PAGE
    assert history_view(book.state, record.read, len(book.entries) - 3).newer == len(book.entries)
    assert history_view(book.state, record.read, 10**9).newest == len(book.entries)


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=40), st.integers(-1, 6))
def test_the_last_entry_recorded_by_a_moment_is_found_by_halving(times: list[int | None], moment: int) -> None:
    ordered = iter(sorted(time for time in times if time is not None))
    book = Book()
    entries = [
        None if time is None else Entry(recorded=Instant(next(ordered)), by="x", fact=book.entries[0].fact)
        for time in times
    ]
    found = last_recorded_by(Counted(list(entries)).read, len(entries), Instant(moment))
    known = [number for number, entry in enumerate(entries, 1) if entry is not None]
    told = [number for number in known if entries[number - 1].recorded <= Instant(moment)]  # type: ignore[union-attr]
    later = [number for number in known if number not in told]
    assert found >= max(told, default=0)
    assert all(number > found for number in later), "nothing recorded later comes before it"


def test_the_history_is_entered_at_a_number_or_a_day(house: House, ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/record?at=20")
    assert "Entries 1 to 20 of 96" in page.text
    assert "Entries 47 to 96 of 96" in visit(ask, f"{CASE}/record?at=2025-05-14").text
    assert "Nothing had been recorded by then." in visit(ask, f"{CASE}/record?at=2025-05-13", 400).text
    for typed, sentence in (
        ("0", "1 to 96"),
        ("97", "1 to 96"),
        ("11 Mai", "is not a time"),
        ("before r99", "no entry"),
    ):
        page = visit(ask, f"{CASE}/record?at={typed}", 400)
        assert sentence in page.text
        assert next(field for field in page.all("input") if field["name"] == "at")["value"] == typed
    assert house.mediation().state().sequence == 96


def test_destroying_is_looked_at_first(house: House, ask: TestClient) -> None:
    page = visit(ask, f"{CASE}/destroy?standing=off+the+record&caucus=employer")
    going, staying = page.text.index("This would be gone"), page.text.index("This would stay")
    assert "If the nights were settled for good" in page.text[going:staying]
    assert "entry 37" in page.text[going:staying]
    assert "It is not the money" not in page.text, "that was said in another caucus"
    assert "On pay, the last word may not have been said" in page.text[staying:], "the wording of its release"
    assert "refers to s4" in page.text[staying:]
    assert "refers to rl4" in page.text[staying:], "what was shown on the strength of it"
    assert "Copies of this house that were made earlier" in page.text
    assert house.mediation().state().sequence == 96


def test_what_was_looked_at_is_destroyed_when_it_is_typed_out_and_given_a_reason(house: House, ask: TestClient) -> None:
    look = visit(ask, f"{CASE}/destroy?standing=off+the+record&caucus=employer&ids=rl4")
    answer = send(ask, f"{CASE}/destroy", {**hidden(look), "word": " Destroy ", "why": "as was promised"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{CASE}/record?destroyed=destruction-1"
    state = house.mediation().state()
    assert "s4" not in state
    assert "rl4" not in state
    assert state.holes == {37, 47}
    page = visit(ask, answer.headers["location"])
    assert "✓ 2 entries were destroyed." in page.text
    assert "Copies of this house" in page.text
    assert "Why: as was promised" in page.text
    page = visit(ask, f"{CASE}/record?at=47")
    assert "Destroyed its place in the record is all that is left of it see destruction-1" in page.text
    assert "If the nights were settled" not in page.text
    again = send(ask, f"{CASE}/destroy", {**hidden(look), "word": "destroy", "why": "as was promised"})
    assert again.status_code == 400
    assert house.mediation().state().sequence == 97


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"word": ""}, "Type the word as it stands here."),
        ({"word": "destroyed"}, "Type the word as it stands here."),
        ({"why": "  "}, "Give the reason."),
        ({"looked": ""}, "The record has changed while you were looking. Look again."),
        ({"looked": "x"}, "The record has changed while you were looking. Look again."),
        ({"standing": "", "caucus": ""}, "Say what to destroy."),
        ({"standing": "odd"}, "There is no such standing."),
        ({"caucus": "demirel"}, "There is no such delegation."),
        ({"ids": "s2 nothing"}, 'there is no entry with the id "nothing"'),
        ({"ids": "hollenfurt"}, '"hollenfurt" cannot be destroyed'),
        ({"ids": "<b>"}, '"<b>" is not an id.'),
    ],
)
def test_nothing_is_destroyed_that_is_not_sure(
    house: House, ask: TestClient, change: dict[str, str], sentence: str
) -> None:
    look = hidden(visit(ask, f"{CASE}/destroy?standing=off+the+record&caucus=employer"))
    answer = send(ask, f"{CASE}/destroy", {**look, "word": "destroy", "why": "promised", **change})
    page = Page(answer.text)
    assert answer.status_code == 400
    assert sentence in page.text
    assert "Nothing was destroyed" in page.text
    assert page.mistakes == []
    assert house.mediation().state().sequence == 96


def test_what_was_said_after_the_look_is_not_destroyed_unseen(house: House, ask: TestClient) -> None:
    look = hidden(visit(ask, f"{CASE}/destroy?standing=non-paper"))
    statement = house.mediation().state().held("s5")
    assert statement is not None
    enter(house.mediation(), (statement.fact,), "the team", "recorded again")
    answer = send(ask, f"{CASE}/destroy", {**look, "word": "destroy", "why": "promised"})
    assert answer.status_code == 400
    assert "The record has changed while you were looking" in Page(answer.text).text
    assert "s5" in house.mediation().state()


def test_nothing_is_destroyed_for_a_page_of_somebody_else(house: House, ask: TestClient) -> None:
    look = hidden(visit(ask, f"{CASE}/destroy?standing=non-paper"))
    fields = {**look, "word": "destroy", "why": "promised"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}, {}):
        assert ask.post(f"{CASE}/destroy", data=fields, headers=headers).status_code == 403
    assert ask.get(f"{CASE}/destroy", params=fields).status_code == 200
    assert house.mediation().state().sequence == 96, "an address destroys nothing"


@pytest.mark.parametrize("page", ["record", "record?check=now", "export", "destroy"])
def test_a_mediation_that_is_not_shown_is_absent(house: House, page: str) -> None:
    small(house, "open")
    small(house, "hidden")
    ask = client(house, "open")
    hidden_one, absent = ask.get(f"/m/hidden/{page}"), ask.get(f"/m/absent/{page}")
    assert hidden_one.status_code == 404
    assert (hidden_one.headers, hidden_one.content) == (absent.headers, absent.content)
    assert send(ask, "/m/hidden/destroy", {"ids": "hidden"}).status_code == 404


def field(name: str, text: str, *parts: Field) -> Field:
    return Field(name=name, text=text, parts=parts)


def test_a_correction_is_told_field_by_field() -> None:
    before = (
        field("title", "A"),
        field("terms", "pay: 2, nights: 4", field("pay", "2"), field("nights", "4")),
        field("note", "gone"),
    )
    after = (
        field("title", "A"),
        field("terms", "pay: 3, nights: 4", field("pay", "3"), field("nights", "4")),
        field("text", "new"),
    )
    found = {
        one.place: (one.before and one.before.text, one.after and one.after.text) for one in differences(before, after)
    }
    assert found == {("terms", "pay"): ("2", "3"), ("text",): (None, "new"), ("note",): ("gone", None)}
    assert differences(before, before) == ()


_FIELDS = st.lists(
    st.builds(field, st.sampled_from("abcd"), st.text(max_size=3)), max_size=4, unique_by=lambda one: one.name
).map(tuple)


@given(_FIELDS, _FIELDS)
def test_the_differences_make_the_later_out_of_the_former(before: tuple[Field, ...], after: tuple[Field, ...]) -> None:
    made = {one.name: one.text for one in before}
    for difference in differences(before, after):
        if difference.after is None:
            del made[difference.place[0]]
        else:
            made[difference.place[0]] = difference.after.text
    assert made == {one.name: one.text for one in after}
