# SPDX-License-Identifier: Apache-2.0
"""The pages of people: who is who, what they know and would learn, and finding out that two are one or one is two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.app.views.identity import merging, splitting, undoing
from goodoffices.app.views.mentions import count_mentions, mentions
from goodoffices.app.views.people import could_be_one, people_view
from goodoffices.app.views.person import person_view
from goodoffices.app.views.shown import Name
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.knowledge import Detail
from goodoffices.domain.people import Being, Delegation, Identification, Person, Side, Subject, Tie
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.who_knows import who_knows
from goodoffices.times import When
from tests.small_case import Book
from tests.web.conftest import ROOT, client
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient


CASE = "/m/hollenfurt"
OURS = {"Sec-Fetch-Site": "same-origin"}
DAY = When.read("2024-09-04")


@pytest.fixture(name="ask")
def _ask(house: House) -> TestClient:
    data = (ROOT / "examples" / "labour-2024.toml").read_bytes()
    import_case(house, data, "labour-2024.toml", "the team")
    return client(house)


def send(ask: TestClient, address: str, fields: dict[str, str]) -> Response:
    return ask.post(address, data=fields, headers=OURS)


def call(identifier: str, who: str, *about: str) -> Exchange:
    return Exchange(
        id=identifier, when=DAY, kind=ExchangeKind.CALL, from_=(who,), to=("omar",), text="A call.", about=about
    )


def hidden(page: Page) -> dict[str, str]:
    """What the form that records would send: the hidden fields of the page, but those of the frame."""
    fields = [field for field in page.all("input") if field.get("type") == "hidden" and field.get("class") != "kept"]
    return {field["name"]: field["value"] for field in fields}


def test_everybody_stands_with_their_side_role_spellings_ties_and_entries(ask: TestClient) -> None:
    text = visit(ask, f"{CASE}/people").text
    assert "10 people and bodies" in text
    assert "Union of Tram and Depot Workers party · 36 entries also spelt UTD, the union" in text
    assert "Jonas Vogt ≡ also entered as A man from the northern depot Steward at the northern depot" in text
    assert "A man from the northern depot ≡ proved to be Jonas Vogt" in text
    assert "Also spelt Lindquist" in text
    assert "Ties sister of Jonas Vogt" in text
    assert text.index("Rosa Demirel") < text.index("Hollenfurt Tramways") < text.index("Of no delegation")


def test_entries_are_counted_by_whom_they_mean() -> None:
    book = Book(Person(id="caller", name="A caller"), call("x1", "caller"), call("x2", "anna"), call("x3", "anna"))
    assert [count_mentions(book.state).get(one) for one in ("caller", "anna", "omar")] == [1, 2, 3]
    book.enter(Identification(id="i1", of="caller", is_="anna"))
    assert [count_mentions(book.state).get(one, 0) for one in ("caller", "anna")] == [0, 3]
    assert {mention.entry for mention in mentions(book.state, "anna")} == {"x1", "x2", "x3"}
    book.enter(Withdrawal(id="w1", of="x3", when=DAY))
    assert count_mentions(book.state)["anna"] == 2, "what was struck out is not counted"
    assert {mention.entry for mention in mentions(book.state, "anna")} == {"x1", "x2"}
    book.enter(call("x2", "omar"), why="misheard")
    assert count_mentions(book.state)["anna"] == 1, "what was corrected no longer counts"


def test_names_that_are_nearly_the_same_are_put_beside_each_other() -> None:
    book = Book(
        Person(id="haddad", name="Haddad"),
        Person(id="lines", name="Harbour Lines Staff Association", kind=Being.BODY),
        Person(id="sister", name="Anna Bergers", ties=(Tie(to="anna", what="sister of"),)),
        Person(id="other", name="Zoltan Kiss"),
    )
    pairs = {frozenset(pair) for pair in could_be_one(book.state)}
    assert frozenset(("omar", "haddad")) in pairs, "part of a person's name"
    untied = Book(Person(id="sister", name="Anna Bergers"))
    assert ("anna", "sister") in could_be_one(untied.state), "nearly so spelt"
    assert frozenset(("anna", "sister")) not in pairs, "tied to each other, so known to be two"
    assert not any("lines" in pair or "other" in pair for pair in pairs), "a longer body is mostly another body"
    book.enter(Identification(id="i1", of="haddad", is_="omar"))
    assert frozenset(("omar", "haddad")) not in {frozenset(pair) for pair in could_be_one(book.state)}
    book.enter(Withdrawal(id="w1", of="i1", when=DAY))
    assert frozenset(("omar", "haddad")) not in {frozenset(pair) for pair in could_be_one(book.state)}, (
        "looked at, and found to be two"
    )


def test_a_pair_that_could_be_one_leads_to_a_look_at_what_would_change(house: House, ask: TestClient) -> None:
    enter(house.mediation(), (Person(id="demirell", name="Rosa Demirell"),), "the team")
    page = visit(ask, f"{CASE}/people")
    assert "1 pair could be one" in page.text
    assert f"{CASE}/person/demirell/merge?is=demirel" in page.addresses()


def test_that_two_are_two_is_recorded_and_no_longer_asked_until_it_is_taken_back(house: House, ask: TestClient) -> None:
    one = Person(id="demirell", name="Rosa Demirell", role="clerk")
    enter(house.mediation(), (one,), "the team")
    address = f"{CASE}/person/demirell/merge"
    look = visit(ask, f"{address}?is=demirel")
    assert "Record that they are two" in look.text
    assert "Record that they are two" not in visit(ask, f"{address}?is=town").text, "nobody asks that"
    sent = {"is": "demirel", "found": "two", "note": "She sent her card."}
    for _ in range(2):  # sent twice, it is recorded once
        answer = ask.post(address, data=sent, headers=OURS)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{CASE}/person/demirell")
    assert "could be one" not in visit(ask, f"{CASE}/people").text
    held = house.mediation().state().held("demirell")
    assert held is not None
    assert (held.entry.why, len(held.former)) == ("She sent her card.", 1)
    assert held.fact == structs.replace(one, ties=(Tie(to="demirel", what="somebody else than"),))
    assert house.mediation().state().meant("demirell") == "demirell"
    enter(house.mediation(), (one,), "the team", "it is not sure after all")
    assert "1 pair could be one" in visit(ask, f"{CASE}/people").text


def test_a_person_says_what_they_know_and_what_they_would_still_learn(ask: TestClient) -> None:
    text = visit(ask, f"{CASE}/person/employer").text
    knows, learns = text[text.index("Can be assumed") : text.index("Would still")], text[text.index("Would still") :]
    assert "That the board would look again at the percentage took part, 11 September 2024, 08:45" in knows
    assert "deduced, after sh3" in knows
    assert "That night shifts matter more to the union than pay subject priority" in learns
    assert "may know that it exists" in learns
    assert "The company's first offer" not in learns[: learns.index("Every entry")], "it made that offer itself"
    early = visit(ask, f"{CASE}/person/employer?as_of=2024-09-10").text
    assert "That the board would look again at the percentage subject room" in early[early.index("Would still") :]


def test_what_somebodys_own_side_knows_is_said_and_not_taken_as_their_own() -> None:
    book = Book(call("x1", "union", "limit"))
    view = person_view(book.state, "anna")
    assert view is not None
    assert view.knows == ()
    learned = {one.subject.id: one for one in view.would_learn}
    assert [side.id for side in learned["limit"].sides] == ["union"]
    assert learned["limit"].knows is None
    assert learned["limit"].most is Detail.SUBSTANCE


def test_every_entry_that_mentions_somebody_is_there_in_order_and_in_pages() -> None:
    book = Book(*(call(f"x{number:03}", "anna") for number in range(120)))
    pages = [person_view(book.state, "anna", page=number) for number in (1, 2, 3, 99)]
    shown = [[row.id for row in page.entries] for page in pages if page is not None]
    assert shown[0] + shown[1] + shown[2] == [f"x{number:03}" for number in range(120)]
    assert shown[3] == shown[2]


def test_two_are_merged_after_a_look_and_the_merging_can_be_undone(house: House, ask: TestClient) -> None:
    address = f"{CASE}/person/bote/merge"
    before = house.mediation().state().sequence
    page = visit(ask, f"{address}?is=town")
    assert "3 entries would name another: Hollenfurter Bote → Town of Hollenfurt" in page.text
    assert "Newly assumed to know Town of Hollenfurt: That the company would take back dismissed drivers" in page.text
    assert house.mediation().state().sequence == before, "looking records nothing"

    answer = send(ask, address, {**hidden(page), "note": "The editor <b> said so"})
    assert answer.status_code == 303
    state = house.mediation().state()
    assert state.meant("bote") == "town"
    assert state.sequence == before + 1
    knowing = {known.who for known in who_knows(state) if known.subject == "drivers"}
    assert "town" in knowing
    assert "bote" not in knowing
    bote = visit(ask, f"{CASE}/person/bote")
    assert "Proved to be Town of Hollenfurt, since entry 97" in bote.text
    assert "The editor <b> said so" in visit(ask, f"{CASE}/person/town").text
    assert send(ask, address, {**hidden(page), "note": ""}).status_code == 303
    assert house.mediation().state().sequence == before + 1, "pressed twice is recorded once"

    identification = next(held.fact.id for held in state.held_of(Identification) if held.sequence == before + 1)
    undo = f"{CASE}/person/{identification}/undo"
    look = visit(ask, undo)
    assert "3 entries would name another" in look.text
    assert "No longer assumed to know Town of Hollenfurt" in look.text
    assert send(ask, undo, {"why": "the editor was mistaken"}).status_code == 303
    assert house.mediation().state().meant("bote") == "bote"
    assert send(ask, undo, {"why": "again"}).status_code == 303
    assert house.mediation().state().sequence == before + 2
    assert "the editor was mistaken" in visit(ask, f"{CASE}/record").text


def test_one_is_split_in_the_entries_that_mean_the_other(house: House, ask: TestClient) -> None:
    address = f"{CASE}/person/vogt/split"
    page = visit(ask, address)
    boxes = {field["name"] for field in page.all("input") if field.get("type") == "checkbox"}
    assert boxes == {"in-first_call", "in-s9", "in-twentieth", "in-pf2", "in-vogt_sister"}
    look = visit(ask, f"{address}?in-first_call=yes&in-s9=yes&name=+A+second%0aVogt+&look=1")
    assert "2 entries would name another: Jonas Vogt → A second Vogt" in look.text
    before = house.mediation().state().sequence
    sent = hidden(look)
    assert send(ask, address, sent).status_code == 303
    state = house.mediation().state()
    other = next(person for person in state.of(Person) if person.name == "A second Vogt")
    assert state.sequence == before + 3, "the other, and one finding for each id by which he is named"
    assert [mention.entry for mention in mentions(state, other.id)] == ["s9", "first_call"]
    assert {mention.entry for mention in mentions(state, "vogt")} == {"twentieth", "pf2", "vogt_sister"}
    assert send(ask, address, sent).status_code == 303
    assert house.mediation().state().sequence == before + 3, "pressed twice is recorded once"
    assert "Held apart" in visit(ask, f"{CASE}/person/vogt").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Another"}, "Choose the entries that mean somebody else."),
        ({"in-s9": "yes"}, "Say who is meant in them"),
        ({"in-s9": "yes", "name": "Another", "is": "demirel"}, "not both"),
        ({"in-s9": "yes", "is": "nobody"}, "There is nobody else of that id."),
        ({"in-s9": "yes", "is": "vogt"}, "There is nobody else of that id."),
        ({"in-s1": "yes", "name": "Another"}, "Choose the entries that mean somebody else."),
    ],
)
def test_a_split_that_cannot_be_is_refused_and_kept_as_it_was_typed(
    house: House, ask: TestClient, fields: dict[str, str], sentence: str
) -> None:
    before = house.mediation().state().sequence
    answer = send(ask, f"{CASE}/person/vogt/split", fields)
    page = Page(answer.text)
    assert answer.status_code == 400
    assert sentence in page.text
    assert "Nothing was recorded" in page.text
    assert house.mediation().state().sequence == before
    typed = {field["name"]: field for field in page.all("input")}
    assert typed["name"]["value"] == fields.get("name", "")
    assert ("checked" in typed["in-s9"]) == ("in-s9" in fields)


@pytest.mark.parametrize("is_", ["", "nobody", "vogt", "s1", "<script>"])
def test_nobody_is_merged_with_themselves_or_nobody(house: House, ask: TestClient, is_: str) -> None:
    before = house.mediation().state().sequence
    answer = send(ask, f"{CASE}/person/vogt/merge", {"is": is_, "note": ""})
    assert answer.status_code == 400
    assert house.mediation().state().sequence == before


def test_a_circle_is_refused_in_a_sentence(house: House, ask: TestClient) -> None:
    before = house.mediation().state().sequence
    answer = send(ask, f"{CASE}/person/vogt/merge", {"is": "caller", "note": ""})
    assert answer.status_code == 400
    assert "is the same already" in Page(answer.text).text
    assert house.mediation().state().sequence == before


@pytest.mark.parametrize("page", ["person/absent", "person/s1", "person/s1/merge", "person/x/split", "person/s1/undo"])
def test_what_is_nobody_is_absent(ask: TestClient, page: str) -> None:
    assert ask.get(f"{CASE}/{page}").content == ask.get("/m/absent/people").content
    assert ask.get(f"{CASE}/{page}").status_code == 404
    if page.count("/") == 2:
        assert send(ask, f"{CASE}/{page}", {"is": "vogt"}).status_code == 404


@pytest.mark.parametrize("page", ["person/vogt/merge", "person/vogt/split", "person/caller_is_vogt/undo"])
def test_nothing_is_recorded_for_a_page_of_somebody_else(house: House, ask: TestClient, page: str) -> None:
    before = house.mediation().state().sequence
    fields = {"is": "demirel", "in-s9": "yes", "why": ""}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}, {}):
        assert ask.post(f"{CASE}/{page}", data=fields, headers=headers).status_code == 403
    assert house.mediation().state().sequence == before


def test_what_would_change_is_what_does_change() -> None:
    book = Book(Person(id="caller", name="A caller"), call("x1", "caller", "limit"), call("x2", "anna"))
    foreseen = merging(book.state, "caller", "anna")
    assert [row.id for row in foreseen.entries] == ["x1"]
    assert [one.id for one in foreseen.learns] == ["limit"]
    assert [one.id for one in foreseen.loses] == ["limit"]
    knowing = Book(Person(id="caller", name="A caller"), call("x1", "caller", "limit"), call("x2", "anna", "limit"))
    assert merging(knowing.state, "caller", "anna").learns == (), "she knew already"
    book.enter(Identification(id="i1", of="caller", is_="anna"))
    assert {known.who for known in who_knows(book.state)} == {"anna", "omar"}
    undone = undoing(book.state, "i1")
    assert undone is not None
    assert (undone[1].from_.id, undone[1].to.id) == ("anna", "caller")
    assert [row.id for row in undone[1].entries] == ["x1"]
    assert [one.id for one in undone[1].loses] == ["limit"]
    parted = splitting(book.state, "anna", Name(id="", name="Another"), {"x1"})
    assert [row.id for row in parted.entries] == ["x1"]
    assert [one.id for one in parted.learns] == [one.id for one in parted.loses] == ["limit"]


def test_undoing_a_chain_of_findings_takes_along_only_what_hung_on_it() -> None:
    book = Book(
        Person(id="a", name="A"), Person(id="b", name="B"), call("x1", "a"), call("x2", "b"), call("x3", "anna")
    )
    book.enter(Identification(id="i1", of="a", is_="b"))
    book.enter(Identification(id="i2", of="b", is_="anna"))
    undone = undoing(book.state, "i2")
    assert undone is not None
    assert {row.id for row in undone[1].entries} == {"x1", "x2"}
    book.enter(Withdrawal(id="w1", of="i2", when=DAY))
    assert {mention.entry for mention in mentions(book.state, "b")} == {"x1", "x2"}


def test_a_delegation_can_be_merged_and_its_people_go_with_it() -> None:
    book = Book(
        Delegation(id="drivers", name="The drivers", side=Side.PARTY),
        Person(id="kim", name="Kim", delegation="drivers"),
    )
    book.enter(Identification(id="i1", of="drivers", is_="union"))
    union = next(
        group for group in people_view(book.state).groups if group.delegation and group.delegation.id == "union"
    )
    assert {member.id for member in union.members} == {"anna", "kim"}


def test_people_of_a_case_that_names_nobody(house: House) -> None:
    import_case(house, b'goodoffices = 1\n[mediation]\nid = "case"\ntitle = "A case"\n', "case.toml", "the team")
    assert "Nobody is named in this case yet." in visit(client(house), "/m/case/people").text


def test_a_thousand_spellings_are_shown_where_there_is_room(house: House, ask: TestClient) -> None:
    spellings = tuple(f"Spelling {number}" for number in range(1000))
    enter(house.mediation(), (Person(id="many", name="Many", spellings=spellings),), "the team")
    people = visit(ask, f"{CASE}/people").text
    assert "Spelling 11" in people
    assert "Spelling 12" not in people
    assert "and 988 more" in people
    assert "Spelling 999" in visit(ask, f"{CASE}/person/many").text


def test_a_subject_is_nobody() -> None:
    book = Book(Subject(id="matter", name="A matter"))
    assert person_view(book.state, "matter") is None
