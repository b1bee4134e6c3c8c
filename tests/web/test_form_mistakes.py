# SPDX-License-Identifier: Apache-2.0
"""Forms when something is wrong: what was typed stays, the mistake stands beside its field, nothing is recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Person
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.reports import Exchange
from goodoffices.domain.statements import Statement
from tests.web.conftest import client
from tests.web.forms import AT, beside, post, sent, state_of
from tests.web.reading import Page


if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from goodoffices.app.house import House


STATEMENT = {
    "id": "s500",
    "delegation": "union",
    "by": "Demirel",
    "text": "Two lines,\r\nand <b>none</b> of them bold.",
    "standing": "off the record",
    "when": "2024-10-01 10:00",
    "medium": "meeting",
    "kind": "position",
    "about": "priority; rumour",
    "_seen": "93",
}


@pytest.mark.parametrize(
    ("kind", "fields", "place", "sentence"),
    [
        ("statement", {**STATEMENT, "when": "gestern"}, "when", '"gestern" is not a time'),
        ("statement", {**STATEMENT, "when": "2024-03-31 02:30"}, "when", "the clocks went"),
        ("statement", {**STATEMENT, "when": "after nothing"}, "when", "There is no entry"),
        ("statement", {**STATEMENT, "text": " \r\n"}, "text", "This cannot be left empty."),
        ("statement", {**STATEMENT, "text": "a\x07b"}, "text", "U+0007"),
        ("statement", {**STATEMENT, "text": "x" * 100_001}, "text", "at most 100000 fit"),
        ("statement", {**STATEMENT, "delegation": ""}, "delegation", "Say which is meant."),
        ("statement", {**STATEMENT, "delegation": "Demirel"}, "delegation", "is not in this mediation"),
        ("statement", {**STATEMENT, "by": "Vogt"}, "by", '"Vogt" could be several'),
        ("statement", {**STATEMENT, "by": "Nobody Atall"}, "by", "is not in this mediation"),
        ("statement", {**STATEMENT, "medium": ""}, "medium", "Choose one."),
        ("statement", {**STATEMENT, "medium": "smoke"}, "medium", "Choose one of those given."),
        ("statement", {**STATEMENT, "about": "priority; nonsense"}, "about", '"nonsense" is not in this mediation'),
        ("exchange", {"kind": "call", "when": "2024-10-01", "text": "x", "minutes": "20.5"}, "minutes", "whole number"),
        ("exchange", {"kind": "call", "when": "2024-10-01", "text": "x", "minutes": "-1"}, "minutes", "whole number"),
        ("notice", {"about": "offer1", "to": "union", "place": "0"}, "place", "1 or more"),
        ("report", {"when": "2024-10-01", "text": "x", "attribution": "a < < b"}, "attribution", "empty place"),
        ("report", {"when": "2024-10-01", "text": "x", "also[1].status": "denied"}, "also[1].attribution", "empty"),
        ("clock", {"name": "x", "kind": "count of days"}, "since", "when the count begins"),
        ("clock", {"name": "x", "kind": "deadline"}, "until", "write unknown"),
        ("issue", {"name": "Depots", "kind": "choice"}, "options", "at least one option"),
        ("issue", {"name": "Depots", "kind": "money"}, "currency", "three letters"),
        ("issue", {"name": "Depots", "kind": "money", "currency": "euros"}, "currency", "at most 3 fit"),
        ("issue", {"name": "Depots", "kind": "text", "unit": "km"}, "unit", "does not belong"),
        ("proposal", {"title": "x", "kind": "offer", "when": "2024-10-01", "terms.pay": "a lot"}, "terms.pay", "3.5 %"),
        ("proposal", {"title": "x", "kind": "offer", "when": "2024-10-01", "terms.nil": "1"}, "", "no issue"),
        ("proposal", {"title": "x", "kind": "offer", "when": "2024-10-01", "draft": "2"}, "revises", "which draft"),
        (
            "proposal",
            {"title": "x", "kind": "offer", "when": "2024-10-01", "conditions[1].on": "offer1"},
            "conditions[1].text",
            "left empty",
        ),
        (
            "proposal",
            {"title": "x", "kind": "offer", "when": "unknown", "phases[3].name": "First", "phases[3].terms.pay": "?"},
            "phases[1].terms.pay",
            "3.5 %",
        ),
        ("answer", {"proposal": "offer1", "by": "union", "when": "2024-10-01", "kind": "ask", "counter": "offer2"},
         "counter", "Only a counter"),
        ("identification", {"of": "caller", "is": "caller"}, "is", "the same"),
        ("person", {"id": "Rosa D.", "name": "Rosa", "kind": "person"}, "id", "small letters"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_all_that_was_typed_stays(
    labour: House, kind: str, fields: dict[str, str], place: str, sentence: str
) -> None:
    ask = client(labour)
    before = state_of(labour).sequence
    answer = post(ask, f"{AT}/new/{kind}", fields)
    assert answer.status_code == 400
    page = Page(answer.text)
    assert page.mistakes == []
    assert re.search(r"<title>Error: ", answer.text)
    if place:
        assert sentence in beside(answer.text, place)
        key = f"f-{place.replace('[', '-').replace(']', '').replace('.', '-')}"
        assert {"href": f"#{key}"} in page.all("a"), "the list of mistakes leads to the field"
        assert key in page.ids
    else:
        assert sentence in page.text
    kept = sent(answer.text)
    typed = {name: text for name, text in fields.items() if text.strip() and not name.startswith(("phases", "_"))}
    for name, text in typed.items():
        if name not in ("id", "terms.nil") and not (name == "medium" and text == "smoke"):
            assert kept[name] == text, name
    assert state_of(labour).sequence == before


def test_one_mistake_does_not_hide_another(ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/statement", {"when": "gestern", "by": "Vogt"})
    listed = re.findall(r'<li><a href="#([a-z0-9-]+)">', answer.text)
    assert listed == ["f-delegation", "f-by", "f-text", "f-when", "f-medium"], "in the order of the form"


def test_what_the_record_refuses_stands_beside_its_field_too(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/entry/rl1/withdraw", {"when": "2024-09-30", "id": "x1"})
    assert answer.status_code == 400
    assert "was used in showing sh1" in Page(answer.text).text
    assert "x1" not in state_of(labour)


def test_a_name_that_could_be_several_is_asked_about_and_the_answer_is_taken(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/statement", {**STATEMENT, "by": "Vogt", "when": "gestern"})
    offered = [one["value"] for one in Page(answer.text).all("input") if one["name"] == "by~Vogt"]
    assert offered == ["vogt", "vogt_sister"]
    again = post(ask, f"{AT}/new/statement", {**sent(answer.text), "by~Vogt": "vogt_sister"})
    assert again.status_code == 400, "the time is still wrong"
    assert sent(again.text)["by"] == "vogt_sister", "what was answered once is not asked again"
    done = post(ask, f"{AT}/new/statement", {**sent(again.text), "when": "2024-10-01"})
    assert done.status_code == 303
    said = state_of(labour).get("s500", Statement)
    assert said is not None
    assert said.by == "vogt_sister"


def test_nobody_but_the_candidates_can_be_chosen(labour: House, ask: TestClient) -> None:
    for chosen in ("priority", "nobody", "", "hollenfurt", "demirel"):
        answer = post(ask, f"{AT}/new/statement", {**STATEMENT, "by": "Vogt", "by~Vogt": chosen})
        assert answer.status_code == 400
    assert "s500" not in state_of(labour)


def test_a_name_that_is_nearly_so_spelt_is_taken_and_said(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/statement", {**STATEMENT, "by": "Demirell"})
    assert answer.status_code == 303
    page = Page(ask.get(answer.headers["location"]).text)
    assert "Taken to be meant: Demirell → Rosa Demirel" in page.text
    assert "On the record: s500" in page.text
    assert state_of(labour).get("s500", Statement).by == "demirel"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["union; Hollenfurt Tramways", "the union, HTW", "union\r\nemployer", "@union;;@employer;"]
)
def test_several_names_are_parted_by_semicolons_lines_or_commas(labour: House, ask: TestClient, text: str) -> None:
    fields = {"id": "e500", "kind": "meeting", "to": text, "when": "2024-10-01", "text": "x"}
    assert post(ask, f"{AT}/new/exchange", fields).status_code == 303
    met = state_of(labour).get("e500", Exchange)
    assert met is not None
    assert met.to == ("union", "employer")


def test_a_name_with_a_comma_in_it_is_one_name(labour: House, ask: TestClient) -> None:
    name = "Mayor, Deputy; of Hollenfurt"
    assert (
        post(
            ask, f"{AT}/new/person", {"name": name, "kind": "person", "spellings": "Weiss, Ada\r\n\r\nFrau Weiss"}
        ).status_code
        == 303
    )
    person = next(person for person in state_of(labour).of(Person) if person.name == name)
    assert person.id == "mayor_deputy_of_hollenfurt"
    assert person.spellings == ("Weiss, Ada", "Frau Weiss")
    fields = {"id": "e500", "kind": "call", "to": "Weiss, Ada; union", "when": "2024-10-01", "text": "x"}
    assert post(ask, f"{AT}/new/exchange", fields).status_code == 303
    assert state_of(labour).get("e500", Exchange).to == (person.id, "union")  # type: ignore[union-attr]
    form = sent(ask.get(f"{AT}/entry/e500/correct").text)
    assert form["to"] == f"{person.id}; Union of Tram and Depot Workers", "its name would be read as two"


def test_an_id_is_made_of_a_name_in_any_script(labour: House, ask: TestClient) -> None:
    for name, identifier in [("Ada Weiss", "ada_weiss"), ("Ada Weiß", "ada_weiss_2"), ("خليل", "p99"), ("42", "p100")]:
        answer = post(ask, f"{AT}/new/person", {"name": name, "kind": "person"})
        assert answer.headers["location"] == f"{AT}/entry/{identifier}?recorded={identifier}"
    assert len([person for person in state_of(labour).of(Person) if "Wei" in person.name]) == 2


def test_options_are_given_short_names_of_their_own_where_none_are_written(labour: House, ask: TestClient) -> None:
    names = {"options[1].name": "Sold", "options[3].name": "Let", "options[4].name": "sold!", "options[5].name": "محطة"}
    answer = post(ask, f"{AT}/new/issue", {"name": "The depot", "kind": "choice", **names, "options[3].id": "rented"})
    assert answer.status_code == 303
    issue = state_of(labour).get("depot", Issue) or state_of(labour).get("the_depot", Issue)
    assert issue is not None
    assert [(option.id, option.name) for option in issue.options] == [
        ("sold", "Sold"), ("rented", "Let"), ("sold_2", "sold!"), ("option4", "محطة"),
    ]  # fmt: skip


def test_another_empty_part_can_be_had_without_the_script(labour: House, ask: TestClient) -> None:
    page = ask.get(f"{AT}/new/proposal").text
    assert "conditions[2].text" not in page
    fields = {**sent(page), "title": "Half a title", "conditions[1].text": "If it rains", "_add": "conditions"}
    grown = post(ask, f"{AT}/new/proposal", fields)
    assert grown.status_code == 200
    assert sent(grown.text)["conditions[1].text"] == "If it rains"
    assert sent(grown.text)["conditions[2].text"] == ""
    assert sent(grown.text)["title"] == "Half a title"
    twice = post(ask, f"{AT}/new/proposal", {**sent(grown.text), "_add": "conditions"})
    assert "conditions[3].text" in sent(twice.text)
    fields = {**sent(twice.text), "kind": "offer", "conditions[3].text": "If it snows", "conditions[1].text": ""}
    done = post(ask, f"{AT}/new/proposal", fields)
    assert done.status_code == 303
    made = state_of(labour).get(done.headers["location"].rpartition("=")[2], Proposal)
    assert made is not None
    assert [condition.text for condition in made.conditions] == ["If it snows"]


def test_the_next_draft_begins_with_the_terms_of_the_last(labour: House, ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/new/proposal?revises=draft3").text)
    former = state_of(labour).get("draft3", Proposal)
    assert former is not None
    assert {
        name.removeprefix("terms."): text for name, text in form.items() if name.startswith("terms.") and text
    } == former.terms
    assert (form["draft"], form["revises"], form["title"]) == (str(former.draft + 1), "draft3", former.title)
    done = post(ask, f"{AT}/new/proposal", {**form, "terms.pay": "4 percent"})
    assert done.status_code == 400, "% is how it is written"
    done = post(ask, f"{AT}/new/proposal", {**form, "terms.pay": "4%"})
    assert done.status_code == 303
    made = state_of(labour).get(done.headers["location"].rpartition("=")[2], Proposal)
    assert made is not None
    assert made.terms == {**former.terms, "pay": "4 %"}


def test_an_address_fills_in_what_it_names_and_nothing_else(ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/new/answer?proposal=offer1&by=%22%3E%3Cb%3E&_why=x&id=evil&nonsense=1").text)
    assert form["proposal"] == "offer1"
    assert form["by"] == '"><b>'
    assert form["id"] != "evil"
    assert not {"_why", "nonsense"} & set(form)


def test_what_means_harm_is_shown_harmless_in_every_field(hostile: TestClient) -> None:
    nasty = '"><script>alert(1)</script></textarea><b>\u202e{{ 7*7 }} %(x)s'
    for address in ("/m/water/new/proposal", "/m/water/new/person", "/m/water/new/issue", "/m/water/new/report"):
        empty = sent(hostile.get(address).text)
        fields = {name: nasty if not name.startswith("_") else text for name, text in empty.items()}
        answer = post(hostile, address, fields)
        assert answer.status_code == 400
        page = Page(answer.text)
        assert page.mistakes == []
        assert len(page.all("script")) == 1
        assert not page.all("b")
        kept = sent(answer.text)
        assert [kept[name] for name in fields if name in kept and kept[name].startswith('"')]


def test_an_empty_form_of_any_kind_says_what_is_missing_and_records_nothing(labour: House, ask: TestClient) -> None:
    before = state_of(labour).sequence
    for kind in ("statement", "exchange", "proposal", "release", "joint_session", "agreement", "issue", "knowledge"):
        assert post(ask, f"{AT}/new/{kind}", {}).status_code == 400
    assert state_of(labour).sequence == before
