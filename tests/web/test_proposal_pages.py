# SPDX-License-Identifier: Apache-2.0
"""Proposals in depth: any two compared in sentences, one with its drafts, and what was shown in which words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Phase, Proposal, ProposalKind
from goodoffices.domain.statements import Medium, Showing
from goodoffices.record.canonical import digest
from goodoffices.times import When
from tests.web.conftest import ROOT, client, found, small
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

CASE = "/m/channel-2025"
DAY = When.read("2025-05-01")


@pytest.fixture(scope="module", name="labour")
def _labour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    house = found(Path(tmp_path_factory.mktemp("labour")))
    import_case(house, (ROOT / "examples" / "labour-2024.toml").read_bytes(), "labour-2024.toml", "the team")
    yield client(house)
    house.close()


def offer(identifier: str, **terms: str) -> Proposal:
    return Proposal(id=identifier, title=f"Offer {identifier}", kind=ProposalKind.OFFER, when=DAY, terms=terms)


def test_every_difference_of_two_proposals_is_a_sentence_and_what_is_the_same_is_folded(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/proposals/compare?a=p2&b=p5")
    text = page.text[page.text.index("differences") :]
    assert "Who is released by Hamas: adds 10 hostages; leaves out Edan Alexander." in text
    assert "comprehensive deal: Only p2 says: yes" in text
    assert "Ceasefire: Only p5 says: 70 to 90 days" in text
    assert "Condition: Only p5 says: The gesture: if Alexander is released" in text
    assert "Guarantors: Only p5 says: The Trump team, Qatar, Egypt" in text
    assert "From: p2 says: Steve Witkoff; p5 says: The Trump team" in text
    same = text[text.index("2 matters on which they say the same") :]
    assert "To: Hamas" in same
    assert "Kind: offer" in same
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["p2", "p5"]


def test_a_single_proposal_can_be_compared_with_itself_alone(house: House) -> None:
    small(house, "case")
    enter(house.mediation(), (offer("a"),), "the team")
    ask = client(house)
    assert visit(ask, "/m/case/proposals/compare").mistakes == []
    assert "They say the same in everything." in visit(ask, "/m/case/proposals/compare?a=a&b=a").text
    small(house, "other")
    assert "No proposal has been recorded." in visit(ask, "/m/other/proposals/compare").text


def test_a_proposal_that_is_not_there_is_said_beside_its_field(channel: TestClient) -> None:
    page = visit(channel, f"{CASE}/proposals/compare?a=p2&b=p9", 400)
    assert 'There is no proposal "p9".' in page.text
    assert next(field for field in page.all("select") if field["id"] == "b")["aria-invalid"] == "true"


def test_yes_no_and_open_are_said_in_the_readers_language_wherever_a_proposal_is_shown(house: House) -> None:
    small(house, "case")
    peace = Issue(id="peace", name="Peace clause", kind=IssueKind.YES_OR_NO)
    roster = Issue(id="roster", name="Roster", kind=IssueKind.CHOICE, options=(Option(id="fix", name="fixed weeks"),))
    phase = Phase(name="Spring", terms={"peace": "no", "roster": "fix"})
    phased = structs.replace(offer("b"), phases=(phase,))
    enter(house.mediation(), (peace, roster, offer("a", peace="yes", roster="open"), phased), "the team")
    ask = client(house)
    for place in ("proposals", "proposal/a", "proposals/compare?a=a&b=b"):
        text = visit(ask, f"/m/case/{place}{'&' if '?' in place else '?'}lang=fr").text
        assert re.search(r"\boui\b", text), place
        assert "ouvert" in text, place
        assert not re.search(r"\b(yes|open)\b", text), place
    for place in ("proposals", "proposal/b", "proposals/compare?a=a&b=b"):
        text = visit(ask, f"/m/case/{place}{'&' if '?' in place else '?'}lang=fr").text
        assert "Spring : non" in text, place
        assert "Spring : fixed weeks" in text, place


def test_a_range_that_moved_is_said_by_how_much(house: House) -> None:
    small(house, "case")
    issue = Issue(id="truce", name="Truce", kind=IssueKind.DURATION)
    enter(house.mediation(), (issue, offer("a", truce="60 to 70 days"), offer("b", truce="70 to 90 days")), "the team")
    ask = client(house)
    assert "Truce: 10 to 20 days longer." in visit(ask, "/m/case/proposals/compare?a=a&b=b").text
    assert "Truce: 10 to 20 days shorter." in visit(ask, "/m/case/proposals/compare?a=b&b=a").text
    assert "70 to 90 days a: 10 to 20 days longer" in visit(ask, "/m/case/proposals").text


def test_seven_days_and_a_week_are_no_difference(house: House) -> None:
    small(house, "case")
    issue = Issue(id="truce", name="Truce", kind=IssueKind.DURATION)
    enter(house.mediation(), (issue, offer("a", truce="7 days"), offer("b", truce="1 week")), "the team")
    ask = client(house)
    assert "They say the same in everything." in visit(ask, "/m/case/proposals/compare?a=a&b=b").text
    assert "Truce differs" not in visit(ask, "/m/case/proposals").text


def test_the_same_terms_have_one_digest_shown_short_with_all_of_it_behind(house: House) -> None:
    small(house, "case")
    issue = Issue(id="truce", name="Truce", kind=IssueKind.DURATION)
    enter(
        house.mediation(),
        (issue, *(offer(one, truce=days) for one, days in (("a", "7 days"), ("b", "7 days"), ("c", "8 days")))),
        "the team",
    )
    page = visit(client(house), "/m/case/proposals")
    whole = digest({"truce": "7 days"}).hex()
    assert [part["title"] for part in page.all("bdi") if "title" in part].count(whole) == 2
    assert f"{whole[:8]} the same terms as b" in page.text


def test_drafts_say_what_each_changed(labour: TestClient) -> None:
    page = visit(labour, "/m/hollenfurt/proposal/draft2")
    history = page.text[page.text.index("What it follows from") :]
    assert history.index("draft1") < history.index("draft2") < history.index("draft3")
    assert "differences from draft1" in history
    assert "differences from draft2" in history
    assert "Rise in pay" in history
    assert "Answers by noon tomorrow" not in history
    assert "passages in brackets are not agreed" in page.text
    assert page.all("mark")


def test_what_was_put_before_two_sides_in_other_words_is_shown_word_by_word(house: House) -> None:
    small(house, "case")
    sides = (
        Delegation(id="north", name="North", side=Side.PARTY),
        Delegation(id="south", name="South", side=Side.PARTY),
    )
    showings = (
        Showing(id="one", to=("north",), when=DAY, medium=Medium.PAPER, text="You stop at dawn.", proposal="a"),
        Showing(id="two", to=("south",), when=DAY, medium=Medium.PAPER, text="They may stop at dawn.", proposal="a"),
    )
    enter(house.mediation(), (*sides, offer("a"), *showings), "the team")
    ask = client(house)
    assert "Different words were shown." in visit(ask, "/m/case/proposals").text
    markup = ask.get("/m/case/proposal/a").text
    page = Page(markup)
    assert page.mistakes == []
    assert "Different words were shown." in page.text
    assert '<del><span class="unsaid">left out: </span>You</del>' in markup
    assert '<ins><span class="unsaid">added: </span>They may</ins>' in markup
    assert digest("You stop at dawn.").hex()[:8] in page.text


def test_many_proposals_stand_on_several_pages_the_newest_first(house: House) -> None:
    small(house, "case")
    enter(house.mediation(), tuple(offer(f"o{number}") for number in range(11)), "the team")
    ask = client(house)
    page = visit(ask, "/m/case/proposals")
    assert [one for one in page.ids if one.startswith("o")] == [f"o{number}" for number in range(3, 11)]
    earlier = next(link["href"] for link in page.all("a") if link.get("rel") == "prev")
    assert [one for one in visit(ask, earlier).ids if one.startswith("o")] == ["o0", "o1", "o2"]


def test_what_is_no_proposal_has_no_page_of_one(channel: TestClient) -> None:
    assert channel.get(f"{CASE}/proposal/r22").status_code == 404
    assert channel.get(f"{CASE}/proposal/absent").status_code == 404
