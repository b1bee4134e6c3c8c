# SPDX-License-Identifier: Apache-2.0
"""The desk: who knows within its first screen, and a case that is looked at as of one of its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.clocks import Clock, ClockKind
from goodoffices.times import Instant, When
from tests.web.conftest import ROOT, client
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

DESK = "/m/channel-2025"
YEARS_LATER = Instant.read("2026-11-24T17:00:00Z")


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[tuple[TestClient, House]]:
    """The example, opened a year and a half after it ended."""
    counter = iter(range(1, 1_000_000))
    house = House.found(
        tmp_path / "house",
        clock=lambda: YEARS_LATER,
        randomness=lambda size: next(counter).to_bytes(size, "big"),
    )
    import_case(house, (ROOT / "examples" / "channel-2025.toml").read_bytes(), "channel-2025.toml", "the team")
    with client(house) as visitor:
        yield visitor, house
    house.close()


def between(page: Page, start: str, end: str) -> str:
    """Give the text from one heading to another."""
    return page.text[page.text.index(start) : page.text.index(end)]


def test_the_desk_says_who_knows_since_when_and_which_sides_do_not(channel: TestClient) -> None:
    page = visit(channel, DESK)
    known = between(page, "Who knows The channel", "Who was in touch")
    assert "◐ Hamas, ◐ Bishara Bahbah, ◐ Steve Witkoff late April 2025" in known
    assert "and 4 others Nothing says that these sides know: Egypt" in known
    assert "◐ The Trump team" in known
    links = [given["href"] for tag, given in page.elements if tag == "a"]
    assert f"{DESK}/knowledge?subject=channel" in links


def test_the_desk_says_what_waits_and_in_whose_caucus(channel: TestClient) -> None:
    page = visit(channel, DESK)
    waits = between(page, "What waits", "Sides")
    assert "Hamas: ○ its answer to a proposal The conditional offer p5" in waits
    assert f"{DESK}/caucus/hamas" in page.addresses()


def test_as_of_a_day_the_desk_shows_who_knew_what_ran_and_what_was_on_the_table_by_then(channel: TestClient) -> None:
    page = visit(channel, f"{DESK}?as_of=2025-05-08")
    assert "shown as they stood at the end of: 8 May 2025" in page.text
    assert "580 days still counting" in page.text
    assert "5 days left runs out: 13 May 2025" in page.text
    known = between(page, "Who knows The channel", "Who was in touch")
    assert "? Qatar" in known, "who may have learned of it only later is marked"
    assert "That Hamas agreed" not in known
    table = between(page, "On the table", "Sides")
    assert "The gesture" in table
    assert "Hamas: accept" not in table, "it was accepted on the eleventh"
    assert "Hamas: accept" in between(visit(channel, DESK), "On the table", "Sides")


def test_clocks_run_against_today_while_a_case_is_young(channel: TestClient) -> None:
    page = visit(channel, DESK)
    assert "583 days counted up to: 11 May 2025" in page.text
    assert "1 day ago ran out: 13 May 2025" in page.text
    assert "Nothing runs any more" not in page.text


def test_clocks_of_a_case_that_ended_long_ago_stand_as_on_its_last_day(archive: tuple[TestClient, House]) -> None:
    visitor, _house = archive
    page = visit(visitor, DESK)
    assert "Shown as they stood at the end of the last day of the case: 13 May 2025" in page.text
    assert "583 days counted up to: 11 May 2025" in page.text
    assert "that day runs out: 13 May 2025" in page.text
    today = visit(visitor, f"{DESK}?as_of=now")
    assert "560 days ago ran out: 13 May 2025" in today.text
    assert "Nothing runs any more" not in today.text


def test_as_long_as_any_clock_runs_all_are_shown_against_today(archive: tuple[TestClient, House]) -> None:
    visitor, house = archive
    running = Clock(id="reply", name="The reply", kind=ClockKind.DEADLINE, until=When.read("2026-11-25"))
    enter(house.mediation(), (running,), "the mediator's team")
    page = visit(visitor, DESK)
    assert "1 day left runs out: 25 November 2026" in page.text
    assert "560 days ago" in page.text


def test_what_is_no_day_is_said_beside_the_field_and_the_desk_is_still_there(channel: TestClient) -> None:
    answer = channel.get(f"{DESK}?as_of=yesterday")
    assert answer.status_code == 400
    page = Page(answer.text)
    field = next(given for tag, given in page.elements if given.get("id") == "as_of" and tag == "input")
    assert (field["value"], field["aria-invalid"]) == ("yesterday", "true")
    assert "583 days" in page.text
