# SPDX-License-Identifier: Apache-2.0
"""Who knows, in depth: as of any day, cell by cell, what is only possible told apart, large tables in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.app.handlers import import_case
from goodoffices.app.house import House
from tests.web.conftest import client
from tests.web.reading import Page, row, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

CASE = "/m/channel-2025/knowledge"


def test_who_knew_of_the_channel_on_the_eighth_of_may_and_how(channel: TestClient) -> None:
    address = f"{CASE}?subject=channel&as_of=2025-05-08"
    page = visit(channel, address)
    assert "known to 9 of 20, 0 for certain" in page.text, "all of it is only reported"
    assert "◐ asked, 8 May 2025 likely asked, 8 May 2025, through Steve Witkoff some of the substance likely" in row(
        channel, address, "dermer"
    )
    assert "◐ overheard, before 8 May 2025" in row(channel, address, "israel")
    assert "◐ took part, 8 May 2025 likely" in row(channel, address, "us")
    assert "? took part, late April 2025 to early May 2025 perhaps only later" in row(channel, address, "qatar")
    assert "public" not in page.ids
    assert "Nothing says that 11 others knew of it" in page.text
    assert "Benjamin Netanyahu" in page.text[page.text.index("11 others") :]


def test_whatever_somebody_knows_keeps_its_sources_and_its_status(channel: TestClient) -> None:
    noted = row(channel, f"{CASE}?subject=channel", "israel")
    assert "noted in k3 From its own intelligence: existence and some substance. Axios" in noted
    assert "Israeli officials ◐ reported" in noted
    offered = row(channel, f"{CASE}?subject=p5", "hamas")
    assert "follows from r20 Axios < a Palestinian official ○ unconfirmed" in offered
    envoy = visit(channel, "/m/channel-2025/person/dermer").text
    assert "through Steve Witkoff k4 some of the substance, likely" in envoy
    assert "Israeli officials ◐ reported" in envoy


def test_which_proposals_the_envoy_saw_before_the_eighth_of_may(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}?who=witkoff&as_of=2025-05-07")
    assert [one for one in page.ids if one in ("hamas", "us", "witkoff")] == ["witkoff"]
    heads = page.text[page.text.index("Open a cell") :]
    assert "Witkoff's proposal p2" in heads
    assert "The comprehensive proposal p3" in heads
    assert "The gesture p4" in heads
    assert "p1" not in heads
    assert "p5" not in heads
    assert "? took part, about 27 April to 11 May 2025 perhaps only later" in row(
        channel, f"{CASE}?who=witkoff&subject=p4&as_of=2025-05-07", "witkoff"
    )


def test_sliding_to_a_day_leads_to_an_address_that_says_the_day_and_keeps_the_rest(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}?subject=channel")
    slider = next(field for field in page.all("input") if field.get("type") == "range")
    assert int(slider["min"]) < 20216 < int(slider["max"])
    answer = channel.get(f"{CASE}?subject=channel&as_of=2025-05-01&day=20216&by=day")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CASE}?as_of=2025-05-08&subject=channel")
    moved = visit(channel, f"{CASE}?as_of=2025-05-08")
    assert next(field for field in moved.all("input") if field.get("type") == "range")["value"] == "20216"
    assert channel.get(f"{CASE}?as_of=2025-05-01&day=20216").status_code == 200, "only its own button slides"


def test_every_day_on_which_something_changed_is_a_link_and_the_chosen_one_is_marked(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}?as_of=2025-05-09")
    current = [link for link in page.all("a") if link.get("aria-current") == "date"]
    assert [link["href"] for link in current] == [f"{CASE}?as_of=2025-05-08"], "nothing changed on the ninth"


def large(house: House, people: int, subjects: int) -> TestClient:
    lines = ['goodoffices = 1\n[mediation]\nid = "case"\ntitle = "A large case"\n']
    lines += [f'[[person]]\nid = "p{number}"\nname = "Person {number}"\n' for number in range(people)]
    for number in range(subjects):
        who = ", ".join(f'"p{one}"' for one in range(people))
        lines.append(
            f'[[subject]]\nid = "s{number}"\nname = "Subject {number}"\n'
            f'[[knowledge]]\nid = "k{number}"\nwho = [{who}]\n'
            f'subject = "s{number}"\nsince = "2025-05-{number + 1:02}"\nhow = "told"\ndetail = "existence"\n'
        )
    import_case(house, "".join(lines).encode(), "case.toml", "the team")
    return client(house)


def heads(page: Page) -> int:
    return sum(head.get("scope") == "col" for head in page.all("th")) - 1


def test_a_large_table_is_shown_in_parts_of_twenty_subjects_and_sixty_people(house: House) -> None:
    ask = large(house, 70, 23)
    page = visit(ask, "/m/case/knowledge")
    assert heads(page) == 20
    assert [one for one in page.ids if one.startswith("p")][-1] == "p59"
    assert "known to 70 of 70" in page.text, "of all, and not only of those on this page"
    assert "Subjects: 1 to 20 of 23" in page.text
    addresses = [link["href"] for link in page.all("a") if link.get("rel") == "next"]
    assert addresses[0] == "/m/case/knowledge?subjects=2&people=1"
    rest = visit(ask, "/m/case/knowledge?subjects=2&people=2")
    assert heads(rest) == 3
    assert [one for one in rest.ids if one.startswith("p")] == [f"p{number}" for number in range(60, 70)]
