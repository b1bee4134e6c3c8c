# SPDX-License-Identifier: Apache-2.0
"""The page that searches: what it finds, where it leads, and how harmless it shows what was typed and found."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from goodoffices.app.handlers import destroy, enter
from goodoffices.app.house import House
from goodoffices.app.search.query import LONGEST
from goodoffices.domain.destruction import Rule
from goodoffices.domain.people import Delegation, Person, Side
from tests.web.conftest import client, remark, small
from tests.web.reading import Page, row, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient


CHANNEL = "/m/channel-2025/search"
WATER = "/m/water/search"


def found(page: Page) -> list[str]:
    """The ids of the rows, in order."""
    return [attributes["id"] for tag, attributes in page.elements if tag == "li" and attributes.get("class") == "row"]


def marks(markup: str) -> list[str]:
    """What is marked."""
    return re.findall(r"<mark>(.*?)</mark>", markup)


def test_a_misspelt_name_finds_every_entry_that_names_the_person(channel: TestClient) -> None:
    right = visit(channel, f"{CHANNEL}?q=Witkoff")
    assert found(right)[0] == "witkoff"
    assert "is a spelling of Steve Witkoff" in right.text
    for spelling, sentence in (("Witkov", "is a spelling"), ("Wittkof", "is nearly a spelling")):
        page = visit(channel, f"{CHANNEL}?q={spelling}")
        assert found(page) == found(right)
        assert f"{sentence} of Steve Witkoff" in page.text
        assert "entries found" in page.text


def test_a_result_says_where_and_when_and_leads_there(channel: TestClient) -> None:
    answer = channel.get(f"{CHANNEL}?q=583")
    page = Page(answer.text)
    identifier = found(page)[0]
    assert f"/m/channel-2025/entry/{identifier}" in page.addresses()
    assert "583" in marks(answer.text)
    whole = visit(channel, f"{CHANNEL}?q=r22")
    assert found(whole)[0] == "r22"
    days = {
        address for address in visit(channel, f"{CHANNEL}?q=Witkoff").addresses() if "/chronology?day=2025" in address
    }
    assert days
    assert {channel.get(address).status_code for address in days} == {303}
    assert row(channel, f"{CHANNEL}?q=r22", "r22")
    proposal = visit(channel, f"{CHANNEL}?q=p1")
    assert "/m/channel-2025/proposal/p1" in proposal.addresses()
    assert "/m/channel-2025/person/witkoff" in visit(channel, f"{CHANNEL}?q=witkoff").addresses()


def test_results_can_be_narrowed_to_a_kind_and_come_in_pages(channel: TestClient) -> None:
    everything = visit(channel, f"{CHANNEL}?q=Hamas")
    kinds = [address for address in everything.addresses() if "kind=" in address]
    assert kinds
    for address in kinds:
        assert set(found(visit(channel, address))) <= set(found(everything)) | {
            one for page in (1, 2, 3, 4) for one in found(visit(channel, f"{CHANNEL}?q=Hamas&page={page}"))
        }
    following = [address for address in everything.addresses() if "page=2" in address]
    assert following
    assert not set(found(everything)) & set(found(visit(channel, following[0])))


@pytest.mark.parametrize("query", ["", "q=", "q=+", "q=%E2%80%8F", "q=%22%22", "q=...&page=9"])
def test_without_a_question_the_page_says_what_can_be_searched_for(channel: TestClient, query: str) -> None:
    page = visit(channel, f"{CHANNEL}?{query}")
    assert found(page) == []
    assert "What can be searched for" in page.text
    assert "found" not in page.text.split("What can be searched for")[0]


def test_what_was_typed_is_kept_whether_or_not_it_can_be_answered(channel: TestClient) -> None:
    typed = '"cease fire" <b>&'
    answer = channel.get(CHANNEL, params={"q": typed})
    assert [field["value"] for field in Page(answer.text).all("input")] == [typed]
    for much in ("x" * (LONGEST + 1), " ".join(f"word{number}" for number in range(40)), "y" * 10_000):
        page = visit(channel, f"{CHANNEL}?q={quote(much)}", 400)
        assert "too much" in page.text
        assert [field["value"] for field in page.all("input")] == [much]
    assert "no such" not in visit(channel, f"{CHANNEL}?q=Hamas&kind=%3Cb%3E", 400).text
    assert visit(channel, f"{CHANNEL}?q=Hamas&page=-1&kind=").mistakes == []
    assert visit(channel, f"{CHANNEL}?q=Hamas&page=99999999999999999999").mistakes == []


@pytest.mark.parametrize(
    "query", ["img", "script", "alert", "gnp", "b", "الحداد", "onerror", "x y", "javascript", "span"]
)
def test_hostile_content_is_marked_and_stays_harmless(hostile: TestClient, query: str) -> None:
    answer = hostile.get(WATER, params={"q": query})
    page = Page(answer.text)
    assert page.mistakes == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "svg", "style", "marquee", "iframe", "textarea", "i", "b"}
    assert len(page.all("script")) == 1
    assert not re.search("[\u202a-\u202e]", answer.text)
    if found(page):
        assert marks(answer.text)


def test_every_page_of_a_mediation_but_this_one_has_a_field_that_leads_here(channel: TestClient) -> None:
    for page in ("", "/chronology", "/proposals", "/knowledge", "/entry/r22"):
        forms = [form["action"] for form in visit(channel, f"/m/channel-2025{page}").all("form")]
        assert CHANNEL in forms
    assert [form["action"] for form in visit(channel, CHANNEL).all("form")] == [CHANNEL]


def test_what_was_destroyed_is_found_no_more_and_what_is_new_is_found_at_once(house: House) -> None:
    small(house, "talks")
    visitor = client(house)
    mediation = house.mediation()
    enter(
        mediation,
        (
            Delegation(id="union", name="The union", side=Side.PARTY),
            Person(id="anna", name="Anna"),
            remark("s1", "union", "We would make do with schnitzel."),
            remark("s2", "union", "Schnitzel or nothing."),
        ),
        "the team",
    )
    assert found(visit(visitor, "/m/talks/search?q=schnitzel")) == ["s2", "s1"]
    enter(mediation, (remark("s3", "union", "schnitzel again"),), "the team")
    assert found(visit(visitor, "/m/talks/search?q=schnitzel")) == ["s3", "s2", "s1"]
    destroy(mediation, Rule(ids=("s1", "s2")), "the team")
    page = visitor.get("/m/talks/search?q=schnitzel").text
    assert found(Page(page)) == ["s3"]
    assert "make do" not in page


def test_no_log_names_what_was_searched_for(channel: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        channel.get(f"{CHANNEL}?q=Witkoff")
    assert "Witkoff" not in "".join(record.getMessage() for record in caplog.records if record.name != "httpx2")
