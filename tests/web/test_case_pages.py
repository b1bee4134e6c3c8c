# SPDX-License-Identifier: Apache-2.0
"""The reported channel of spring 2025 on the pages: what a mediator must be able to read off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.people import Subject
from goodoffices.domain.reports import Status
from goodoffices.web.writing import environment
from tests.web.conftest import client, correct_subject, small
from tests.web.reading import element, row, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

CASE = "/m/channel-2025"


def test_the_desk_says_what_the_case_is_and_what_is_running_out(channel: TestClient) -> None:
    text = visit(channel, CASE).text
    assert "The reported channel of spring 2025" in text
    assert "Now: 2025-05-14 09:00 Asia/Qatar" in text
    assert "583 days" in text
    assert "4 days given not known when it runs out: 4 days after r32" in text
    assert "Axios < the father" in text


def test_the_desk_says_who_takes_part_what_is_on_the_table_and_who_is_to_be_told(channel: TestClient) -> None:
    text = visit(channel, CASE).text
    for side in ("Hamas party", "The Trump team party", "Government of Israel concerned", "Qatar co-mediator"):
        assert side in text
    for title in (
        "The Boehler talks",
        "Witkoff's proposal",
        "The comprehensive proposal",
        "The gesture",
        "The conditional offer",
    ):
        assert title in text
    assert "Hamas: reject" in text
    assert "Hamas: accept" in text
    assert text.index("Alexander's parents of") < text.index("Benjamin Netanyahu of") < text.index("Ron Dermer of")
    assert "✓ told" in text


def test_the_chronology_shows_when_who_through_whom_what_and_who_says_so(channel: TestClient) -> None:
    agreed = row(channel, f"{CASE}/chronology", "r22")
    assert "about 11 May 2025, 22:00 (Asia/Qatar)" in agreed
    assert "Hamas officially agreed to release Alexander." in agreed
    assert "Axios ◐ reported" in agreed
    assert "Hamas: accept (p4)" in agreed
    messages = row(channel, f"{CASE}/chronology", "r13")
    assert "through Bishara Bahbah" in messages
    assert "about 20" in messages
    contact = row(channel, f"{CASE}/chronology", "r11")
    assert "A Hamas official outside Gaza → Bishara Bahbah" in contact
    assert "outlet < Axios < Israeli, Palestinian and US officials" in contact
    heard = row(channel, f"{CASE}/chronology", "r2")
    assert "Government of Israel listened to Hamas" in heard
    assert "○ unconfirmed" in row(channel, f"{CASE}/chronology", "r20")
    assert "◇ belief" in row(channel, f"{CASE}/chronology", "r5")
    assert "▽ downplayed" in row(channel, f"{CASE}/chronology", "r26")


def test_two_accounts_of_one_call_stand_side_by_side(channel: TestClient) -> None:
    call = row(channel, f"{CASE}/chronology", "r25")
    assert "Israeli officials ◐ reported" in call
    assert "a US official with knowledge of the call – no comment" in call


def test_all_thirty_three_rows_are_there_and_what_has_no_time_stands_at_the_end(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/chronology")
    rows = [identifier for identifier in page.ids if identifier.startswith("r") and identifier[1:].isdigit()]
    assert {f"r{number}" for number in range(1, 34)} == set(rows)
    undated = page.ids.index("undated")
    assert {"r15", "r26", "r27", "r28", "r29", "r31", "r32"} == {
        identifier for identifier in rows if page.ids.index(identifier) > undated
    }
    assert "When is not known" in page.text


def test_the_chronology_can_be_narrowed_down_to_a_person_a_status_and_a_kind(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/chronology?person=bahbah")
    assert {"r11", "r13", "r14", "r15"} <= set(page.ids)
    assert "r24" not in page.ids
    chosen = [option for option in page.all("option") if "selected" in option]
    assert chosen == [{"value": "bahbah", "selected": ""}]
    page = visit(channel, f"{CASE}/chronology?status=no+comment")
    assert {"r15", "r25"} <= set(page.ids)
    assert "r22" not in page.ids
    page = visit(channel, f"{CASE}/chronology?kind=report&person=bahbah")
    assert "r15" in page.ids
    assert "r11" not in page.ids


def test_what_cannot_be_understood_is_kept_and_said_beside_the_field(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/chronology?believed=11+Mai&person=nobody", 400)
    assert '"11 Mai" is not a time' in page.text
    assert 'Nobody in this case has the id "nobody".' in page.text
    field = next(field for field in page.all("input") if field["name"] == "believed")
    assert field["value"] == "11 Mai"
    assert field["aria-invalid"] == "true"
    assert "believed-problem" in field["aria-describedby"].split()
    assert "r22" in page.ids, "the page still shows what it can"
    page = visit(channel, f"{CASE}/knowledge?as_of=before+r99", 400)
    assert 'There is no entry "r99".' in page.text
    page = visit(channel, f"{CASE}/knowledge?as_of=after+2025", 400)
    assert "This has no end" in page.text


def test_the_chronology_can_be_read_as_it_was_believed(channel: TestClient) -> None:
    before = visit(channel, f"{CASE}/chronology?believed=2025-05-12")
    assert "This is what the record held by 2025-05-12 23:59 Asia/Qatar" in before.text
    assert "r22" not in before.ids, "it was noted on 13 May"
    after = visit(channel, f"{CASE}/chronology?believed=2025-05-13")
    assert "r22" in after.ids


def test_the_five_proposals_stand_side_by_side_with_what_differs(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/proposals")
    assert [identifier for identifier in page.ids if identifier.startswith("p")] == ["p1", "p2", "p3", "p4", "p5"]
    for term in ("250 prisoners", "all hostages", "10 hostages", "70 to 90 days", "Edan Alexander", "nothing"):
        assert term in page.text
    markup = channel.get(f"{CASE}/proposals").text
    releases = markup[markup.index("Who is released by Hamas") :]
    releases = releases[: releases.index("</tr>")]
    assert "differs</span></th>" in releases
    assert releases.count('class="differs"') == 5
    ceasefire = markup[markup.index(">Ceasefire<") :]
    ceasefire = ceasefire[: ceasefire.index("</tr>")]
    assert "differs" not in ceasefire, "one proposal alone differs from nothing"
    assert ceasefire.count("nothing said") == 4
    assert "The gesture: if Alexander is released" in page.text
    assert "The Trump team, Qatar, Egypt" in page.text
    assert "Axios < a Palestinian official ○ unconfirmed" in page.text
    assert "The Trump team: counter" in page.text
    assert "at the same time as" not in page.text, "a time that is another's is shown as that other's"


def test_who_knew_of_the_channel_before_the_eighth_of_may_and_how(channel: TestClient) -> None:
    address = f"{CASE}/knowledge?as_of=2025-05-07"
    ids = visit(channel, address).ids
    assert {"hamas", "bahbah", "witkoff", "qatar", "israel"} <= set(ids)
    assert not {"family", "netanyahu", "public", "dermer"} & set(ids)
    israel = row(channel, address, "israel")
    assert "overheard, before 8 May 2025 some of the substance" in israel
    assert "From its own intelligence" in israel
    assert "perhaps only later" not in israel
    assert "took part, late April 2025" in row(channel, address, "bahbah")
    assert "perhaps only later" in row(channel, address, "qatar")


def test_who_knows_now_and_how_they_learned_it(channel: TestClient) -> None:
    address = f"{CASE}/knowledge"
    assert "asked, 8 May 2025, through Steve Witkoff some of the substance" in row(channel, address, "dermer")
    assert "told, 11 May 2025, through Steve Witkoff substance" in row(channel, address, "family")
    assert "published, 13 May 2025" in row(channel, address, "public")


def test_an_entry_says_all_that_is_recorded_and_what_refers_to_it(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/entry/r22")
    assert "about 2025-05-11 22:00 Asia/Qatar" in page.text, "as it is recorded, beside the words for it"
    assert "noted 2025-05-13 23:59 Asia/Qatar, recorded 2025-05-14 09:00 Asia/Qatar by the team" in page.text
    referring = page.text[page.text.index("What refers to it") :]
    assert "r23" in referring
    assert "a4" in referring
    offer = visit(channel, f"{CASE}/entry/p5").text
    assert "Ceasefire 70 to 90 days" in offer
    assert "The gesture: if Alexander is released" in offer
    person = visit(channel, f"{CASE}/entry/witkoff")
    assert "Witkov" in person.text
    assert f"{CASE}/chronology?person=witkoff" in person.addresses()


def test_a_correction_leaves_what_was_said_before_in_sight(house: House) -> None:
    small(house, "case")
    enter(house.mediation(), (Subject(id="matter", name="The old name"),), "the team")
    correct_subject(house, "The new name", "misheard")
    text = visit(client(house), "/m/case/entry/matter").text
    history = text[text.index("History") :]
    assert "Why: misheard" in history
    assert "Entry 2" in history
    assert "It said otherwise: name The old name" in history
    assert "The new name" in text[: text.index("History")]


def test_a_count_between_two_times_is_known_even_when_neither_time_is(house: House) -> None:
    case = b"""
goodoffices = 1
mediation = { id = "case", title = "A case" }
[[report]]
id = "news"
when = "unknown"
text = "They had news."
[[clock]]
id = "held"
name = "Held"
kind = "count of days"
since = "583 days before news"
until = "same time as news"
[[clock]]
id = "given"
name = "Given"
kind = "ultimatum"
until = "4 days later than news"
[[clock]]
id = "open"
name = "Open"
kind = "deadline"
until = "unknown"
[[clock]]
id = "running"
name = "Running"
kind = "count of days"
since = "2025-05-10"
[[clock]]
id = "ahead"
name = "Ahead"
kind = "deadline"
until = "2025-05-15 to 2025-05-17"
[[clock]]
id = "past"
name = "Past"
kind = "deadline"
until = "2025-05-04"
"""
    import_case(house, case, "case.toml", "the team")
    text = visit(client(house), "/m/case").text
    assert "Held 583 days counted up to: at the same time as news" in text
    assert "Given 4 days given not known when it runs out: 4 days after news" in text
    assert "Open Not known runs out: time not known" in text
    assert "Running 4 days from: 10 May 2025 still counting" in text
    assert "Ahead 1–3 days left runs out: 15 May to 17 May 2025" in text
    assert "Past 10 days ago ran out: 4 May 2025" in text


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_sign_of_its_own_besides_its_colour(status: Status) -> None:
    parts = environment().from_string(
        "{% import 'parts.html' as parts with context %}{% for one in all %}{{ parts.status(one) }}|{% endfor %}"
    )
    frame = {"language": "", "id": "x"}
    written = parts.render(all=[status, *(other for other in Status if other is not status)], frame=frame, link=str)
    signs = [part.split('aria-hidden="true">')[1][0] for part in written.split("|")[:-1]]
    assert status in written
    assert signs.count(signs[0]) == 1


def test_a_page_that_is_asked_for_without_its_body_has_none(channel: TestClient) -> None:
    answer = channel.head(CASE)
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_lead_of_a_row_is_found_by_its_id(channel: TestClient) -> None:
    assert element(channel.get(f"{CASE}/knowledge").text, "hamas").startswith("Hamas")
