# SPDX-License-Identifier: Apache-2.0
"""The chronology in depth: by source, in pages that say from when to when they go, accounts beside one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.reports import Exchange, ExchangeKind, Report, Status
from goodoffices.times import When
from tests.web.conftest import client, small
from tests.web.reading import Page, row, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

CASE = "/m/channel-2025/chronology"


def shown(page: Page) -> set[str]:
    return {identifier for identifier in page.ids if re.fullmatch(r"r\d+", identifier)}


def many(house: House, count: int) -> TestClient:
    """A case with as many exchanges, one a day."""
    rows = "".join(
        f'[[exchange]]\nid = "e{number}"\nwhen = "2025-{number // 28 + 1:02}-{number % 28 + 1:02}"\nkind = "call"\n'
        f'from = ["{"anna" if number % 2 else "omar"}"]\ntext = "Call {number}."\n'
        for number in range(count)
    )
    people = '[[person]]\nid = "anna"\nname = "Anna"\n[[person]]\nid = "omar"\nname = "Omar"\n'
    undated = '[[report]]\nid = "rumour"\nwhen = "unknown"\ntext = "A rumour."\n'
    case = f'goodoffices = 1\n[mediation]\nid = "case"\ntitle = "A long case"\n{people}{rows}{undated}'
    import_case(house, case.encode(), "case.toml", "the team")
    return client(house)


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("Israeli officials", {"r17", "r18", "r25", "r31"}),
        ("a Palestinian official", {"r20", "r21"}),
        ("the father", {"r24"}),
        ("a US official with knowledge of the call", {"r25"}),
    ],
)
def test_whatever_a_source_said_is_found_wherever_it_stands_in_a_chain(
    channel: TestClient, source: str, rows: set[str]
) -> None:
    assert shown(visit(channel, f"{CASE}?source={source.replace(' ', '+')}")) == rows


def test_accounts_of_one_entry_stand_beside_one_another_and_none_is_preferred(channel: TestClient) -> None:
    call = row(channel, CASE, "r25")
    assert "Axios < Israeli officials ◐ reported" in call
    assert "Axios < a US official with knowledge of the call – no comment" in call


def test_what_plays_a_matter_down_stands_beside_what_tells_of_it_and_the_other_way_round(channel: TestClient) -> None:
    messages = row(channel, CASE, "r13")
    assert "1 account of the same matter differs in status" in messages
    assert "▽ downplayed A senior US official on Bahbah" in messages
    assert "7 accounts of the same matter differ in status" in row(channel, CASE, "r26")
    assert "differ" not in row(channel, CASE, "r28"), "an assessment contradicts nobody"


def test_a_report_about_an_entry_stands_beside_it_and_it_beside_the_report(house: House) -> None:
    small(house, "case")
    day = When.read("2025-05-01")
    call = Exchange(
        id="call", when=day, kind=ExchangeKind.CALL, text="They spoke.", attribution="A", status=Status.REPORTED
    )
    denial = Report(id="denial", when=day, text="Nobody spoke.", about=("call",), attribution="B", status=Status.DENIED)
    enter(house.mediation(), (call, denial), "the team")
    ask = client(house)
    assert "A ◐ reported B ✕ denied Nobody spoke." in row(ask, "/m/case/chronology", "call")
    assert "They spoke." in row(ask, "/m/case/chronology", "denial")


def test_pages_hold_fifty_rows_and_say_from_when_to_when_the_others_go(house: House) -> None:
    ask = many(house, 120)
    first = visit(ask, "/m/case/chronology")
    assert [f"e{number}" for number in range(50)] == [one for one in first.ids if re.fullmatch(r"e\d+", one)]
    assert "121 rows: 1 to 50 shown" in first.text
    assert "Later 23 February 2025 – 16 April 2025" in first.text
    middle = visit(ask, "/m/case/chronology?page=2")
    assert "Earlier 1 January 2025 – 22 February 2025" in middle.text
    assert "Later 17 April 2025 – 8 May 2025" in middle.text
    last = visit(ask, "/m/case/chronology?page=3")
    assert last.ids.index("undated") < last.ids.index("rumour")
    assert "undated" not in first.ids
    assert visit(ask, "/m/case/chronology?page=99").text == last.text


def test_turning_pages_keeps_what_was_asked_for(house: House) -> None:
    ask = many(house, 120)
    page = visit(ask, "/m/case/chronology?person=anna")
    assert "60 rows of 121: 1 to 50 shown" in page.text
    following = next(link["href"] for link in page.all("a") if link.get("rel") == "next")
    other = visit(ask, following)
    assert [one for one in other.ids if re.fullmatch(r"e\d+", one)] == [f"e{number}" for number in range(101, 120, 2)]


def test_a_day_leads_to_its_page_and_row_whatever_is_filtered(house: House) -> None:
    ask = many(house, 120)
    for day, place in (
        ("2025-03-01", "page=2#e56"),
        ("2024-01-01", "page=1#e0"),
        ("2030-01-01", "page=3#e119"),
        ("2025-03-01&person=anna", "person=anna&page=1#e57"),
    ):
        answer = ask.get(f"/m/case/chronology?day={day}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/m/case/chronology?{place}")
    wrong = visit(ask, "/m/case/chronology?day=1+Mai+2025x", 400)
    assert next(field for field in wrong.all("input") if field["id"] == "day")["value"] == "1 Mai 2025x"


def test_a_belief_that_is_asked_for_again_is_the_same_and_goes_when_something_is_destroyed(house: House) -> None:
    ask = many(house, 3)
    address = "/m/case/chronology?believed=2025-05-14"
    before = ask.get(address).text
    assert ask.get(address).text == before
    enter(house.mediation(), (Report(id="news", when=When.read("2025-05-01"), text="News."),), "the team")
    assert "News." in visit(ask, address).text
