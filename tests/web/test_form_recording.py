# SPDX-License-Identifier: Apache-2.0
"""What forms do to the record: once and not twice, never over somebody else's correction, a showing only when seen."""

from __future__ import annotations

import threading
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import pytest

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.people import Subject
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.reports import Exchange, Report
from goodoffices.domain.statements import Showing, Statement
from goodoffices.times import Instant, When
from tests.web.conftest import ROOT, client
from tests.web.forms import AT, beside, looked, post, sent, state_of
from tests.web.reading import Page


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient


CALL = {"kind": "call", "from": "office", "to": "Demirel", "when": "2024-10-01 09:00", "text": "She will ring back."}
SECRET = "It is not the money that brought people out on the street, it is the nights."


def calls(house: House) -> list[str]:
    """The ids of the calls of which the example knows nothing."""
    return [call.id for call in state_of(house).of(Exchange) if call.text == CALL["text"]]


# Once


def test_looking_at_a_form_records_nothing(labour: House, ask: TestClient) -> None:
    before = state_of(labour).sequence
    for address in (
        "new/statement",
        "entry/s1/correct",
        "entry/s1/withdraw",
        "quick",
        "quick?line=call+with+Demirel",
    ):
        assert ask.get(f"{AT}/{address}").status_code == 200
        assert ask.head(f"{AT}/{address}").status_code == 200
    assert state_of(labour).sequence == before


def test_pressing_twice_records_once_and_leads_to_the_same_entry(labour: House, ask: TestClient) -> None:
    form = {**sent(ask.get(f"{AT}/new/exchange").text), **CALL}
    first, second = (post(ask, f"{AT}/new/exchange", form) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert calls(labour) == [form["id"]]


def test_pressing_twice_records_once_even_when_somebody_took_the_id_meanwhile(labour: House, ask: TestClient) -> None:
    form = {**sent(ask.get(f"{AT}/new/exchange").text), **CALL}
    other = post(ask, f"{AT}/new/exchange", {**form, "text": "Another call."})
    assert other.headers["location"].endswith(f"={form['id']}")
    first, second = (post(ask, f"{AT}/new/exchange", form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(calls(labour)) == 1
    assert calls(labour) != [form["id"]]


def test_the_same_again_from_a_new_form_is_a_new_entry(labour: House, ask: TestClient) -> None:
    for _ in range(2):
        post(ask, f"{AT}/new/exchange", {**sent(ask.get(f"{AT}/new/exchange").text), **CALL})
    assert len(calls(labour)) == 2


def at_once(hands: Sequence[Callable[[], Response]]) -> list[int]:
    """Send several forms at the same moment, each in a thread of its own; gives how each was answered."""
    ready = threading.Barrier(len(hands))
    answers: list[int] = []

    def send(hand: Callable[[], Response]) -> None:
        ready.wait()
        answers.append(hand().status_code)

    threads = [threading.Thread(target=send, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_many_hands_at_once_lose_nothing_and_double_nothing(labour: House) -> None:
    form = {**sent(client(labour).get(f"{AT}/new/exchange").text), **CALL}
    texts = [f"Call {number % 8}." for number in range(16)]
    hands = [partial(post, client(labour), f"{AT}/new/exchange", {**form, "text": text}) for text in texts]
    assert at_once(hands) == [303] * len(texts)
    recorded = sorted(call.text for call in state_of(labour).of(Exchange) if call.text.startswith("Call "))
    assert recorded == sorted(set(texts))


def test_of_many_corrections_at_once_one_is_recorded_and_the_others_are_shown_it(labour: House) -> None:
    form = {**sent(client(labour).get(f"{AT}/entry/first_call/correct").text), "_why": "The bill says so."}
    hands = [
        partial(post, client(labour), f"{AT}/entry/first_call/correct", {**form, "minutes": str(30 + number)})
        for number in range(6)
    ]
    assert at_once(hands) == [303] + [409] * 5
    assert len(state_of(labour).held("first_call").former) == 1  # type: ignore[union-attr]


def test_what_is_recorded_says_by_whom(labour: House, ask: TestClient) -> None:
    post(ask, f"{AT}/new/exchange", {**CALL, "id": "e500"})
    held = state_of(labour).held("e500")
    assert held is not None
    assert held.entry.by == "the team"


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        (AT, f"{AT}?recorded=e500"),
        (f"{AT}/chronology?status=denied", f"{AT}/chronology?status=denied&recorded=e500"),
        ("", f"{AT}/entry/e500?recorded=e500"),
        ("//example.org/m/hollenfurt", f"{AT}/entry/e500?recorded=e500"),
        ("https://example.org", f"{AT}/entry/e500?recorded=e500"),
        ("/\\example.org", f"{AT}/entry/e500?recorded=e500"),
        ("/m/hollenfurter", f"{AT}/entry/e500?recorded=e500"),
        ("/m/other", f"{AT}/entry/e500?recorded=e500"),
        (f"{AT}/x\r\nSet-Cookie: a=b", f"{AT}/entry/e500?recorded=e500"),
        (f"{AT}\\..\\..", f"{AT}/entry/e500?recorded=e500"),
        ("javascript:alert(1)", f"{AT}/entry/e500?recorded=e500"),
    ],
)
def test_a_form_leads_back_only_within_its_mediation(ask: TestClient, back: str, leads: str) -> None:
    answer = post(ask, f"{AT}/new/exchange", {**CALL, "id": "e500", "_back": back})
    assert answer.headers["location"] == leads


def test_nothing_is_said_to_be_recorded_that_is_not(ask: TestClient) -> None:
    page = Page(ask.get(f"{AT}?recorded=%3Cb%3Enothing&near=x~nobody&near=%3Cb%3Ey~vogt").text)
    assert "On the record" not in page.text
    assert "<b>y" not in page.text, "only beside what was recorded"


# Corrections


def test_a_correction_stands_beside_what_it_corrects(labour: House, ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/entry/first_call/correct").text)
    answer = post(ask, f"{AT}/entry/first_call/correct", {**form, "minutes": "16", "_why": "Read 1 for nothing."})
    assert answer.status_code == 303
    held = state_of(labour).held("first_call")
    assert held is not None
    assert isinstance(held.fact, Exchange)
    assert held.fact.minutes == 16
    assert held.entry.why == "Read 1 for nothing."
    assert len(held.former) == 1
    page = Page(ask.get(f"{AT}/entry/first_call").text).text
    assert "Read 1 for nothing." in page
    assert "It said otherwise" in page


def test_a_correction_without_a_reason_is_not_recorded(labour: House, ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/entry/first_call/correct").text)
    answer = post(ask, f"{AT}/entry/first_call/correct", {**form, "minutes": "16", "_why": "  "})
    assert answer.status_code == 400
    assert "Say why it is corrected" in beside(answer.text, "_why")
    assert sent(answer.text)["minutes"] == "16"
    assert not state_of(labour).held("first_call").former  # type: ignore[union-attr]


def test_somebody_elses_correction_is_noticed_and_both_are_shown(labour: House, ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/entry/first_call/correct").text)
    post(ask, f"{AT}/entry/first_call/correct", {**form, "minutes": "7", "_why": "The bill says so."})
    answer = post(ask, f"{AT}/entry/first_call/correct", {**form, "minutes": "16", "_why": "I misread it."})
    assert answer.status_code == 409
    text = Page(answer.text).text
    assert "Corrected meanwhile by somebody else" in text
    assert "Minutes 7 16" in text
    assert state_of(labour).get("first_call", Exchange).minutes == 7  # type: ignore[union-attr]
    again = post(ask, f"{AT}/entry/first_call/correct", sent(answer.text))
    assert again.status_code == 303, "recorded again, it is meant"
    assert state_of(labour).get("first_call", Exchange).minutes == 16  # type: ignore[union-attr]


def test_a_correction_sent_twice_is_recorded_once(labour: House, ask: TestClient) -> None:
    form = {**sent(ask.get(f"{AT}/entry/first_call/correct").text), "minutes": "16", "_why": "Misread."}
    answers = [post(ask, f"{AT}/entry/first_call/correct", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(state_of(labour).held("first_call").former) == 1  # type: ignore[union-attr]


def test_a_frozen_draft_is_not_corrected_and_the_way_to_the_next_is_shown(labour: House, ask: TestClient) -> None:
    page = ask.get(f"{AT}/entry/draft3/correct")
    assert {"href": f"{AT}/new/proposal?revises=draft3"} in Page(page.text).all("a")
    answer = post(ask, f"{AT}/entry/draft3/correct", {**sent(page.text), "title": "Another", "_why": "x"})
    assert answer.status_code == 400
    assert "is frozen" in Page(answer.text).text
    assert state_of(labour).get("draft3", Proposal).title != "Another"  # type: ignore[union-attr]


def test_an_id_is_never_corrected(labour: House, ask: TestClient) -> None:
    form = sent(ask.get(f"{AT}/entry/vogt/correct").text)
    post(ask, f"{AT}/entry/vogt/correct", {**form, "id": "other", "role": "Steward", "_why": "x"})
    assert "other" not in state_of(labour)
    assert state_of(labour).held("vogt").former  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "address",
    ["new/mediation", "new/withdrawal", "new/destruction", "new/nothing", "entry/absent/correct",
     "entry/absent/withdraw", "entry/hollenfurt/withdraw"],
)  # fmt: skip
def test_what_cannot_be_recorded_so_is_not_there(ask: TestClient, address: str) -> None:
    assert ask.get(f"{AT}/{address}").status_code == 404
    assert post(ask, f"{AT}/{address}", {}).status_code == 404


# Withdrawing


def test_what_is_withdrawn_is_struck_out_and_the_record_keeps_both(labour: House, ask: TestClient) -> None:
    page = ask.get(f"{AT}/entry/rumour/withdraw")
    assert "keeps both the entry and its withdrawal" in Page(page.text).text
    form = sent(page.text)
    for _ in range(2):
        answer = post(ask, f"{AT}/entry/rumour/withdraw", {**form, "text": "Nobody said it."})
        assert answer.status_code == 303
    state = state_of(labour)
    assert state.withdrawn["rumour"].fact.id == form["id"]
    assert state.held("rumour") is not None
    assert state.get("rumour", Report) is None
    assert "was withdrawn already" in Page(ask.get(f"{AT}/entry/rumour/withdraw").text).text


def test_only_what_the_address_names_is_withdrawn(labour: House, ask: TestClient) -> None:
    post(ask, f"{AT}/entry/rumour/withdraw", {"id": "x1", "of": "leak", "when": "2024-10-01"})
    assert "rumour" in state_of(labour).withdrawn
    assert "leak" not in state_of(labour).withdrawn


# Showing


SHOWING = {"id": "w500", "to": "the company", "when": "2024-09-27", "medium": "meeting", "_seen": "93"}


def test_before_a_showing_is_recorded_it_says_who_would_learn_what(labour: House, ask: TestClient) -> None:
    fields = {**SHOWING, "text": "Somebody could take drivers back.", "about": "drivers", "to": "okafor; union"}
    answer = post(ask, f"{AT}/new/showing", fields)
    assert answer.status_code == 200
    assert "w500" not in state_of(labour)
    text = Page(answer.text).text
    assert "It breaks no seal." in text
    assert "Samir Okafor That the company would take back dismissed drivers" in text
    assert post(ask, f"{AT}/new/showing", sent(answer.text)).status_code == 200, "looking again records nothing"
    done = post(ask, f"{AT}/new/showing", {**sent(answer.text), "_looked": looked(answer)})
    assert done.status_code == 303
    assert state_of(labour).get("w500", Showing) is not None


def test_what_was_looked_at_is_what_is_recorded(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/showing", {**SHOWING, "text": "Nothing much."})
    changed = post(ask, f"{AT}/new/showing", {**sent(answer.text), "text": SECRET, "_looked": looked(answer)})
    assert changed.status_code == 200
    assert "It goes beyond what was released" in Page(changed.text).text
    wider = post(ask, f"{AT}/new/showing", {**sent(answer.text), "to": "bote", "_looked": looked(answer)})
    assert wider.status_code == 200
    assert "w500" not in state_of(labour)


def test_breaking_a_seal_needs_a_written_reason_and_records_it(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/showing", {**SHOWING, "text": f'They say: "{SECRET}"'})
    assert "it quotes s2, which Union of Tram and Depot Workers did not release" in Page(answer.text).text
    without = post(ask, f"{AT}/new/showing", {**sent(answer.text), "_looked": looked(answer)})
    assert without.status_code == 400
    assert "say why it is shown regardless" in beside(without.text, "regardless")
    assert "w500" not in state_of(labour)
    reason = {"regardless": "She asked me to by telephone.", "_looked": looked(without)}
    done = post(ask, f"{AT}/new/showing", {**sent(without.text), **reason})
    assert done.status_code == 303
    shown = state_of(labour).get("w500", Showing)
    assert shown is not None
    assert shown.regardless == "She asked me to by telephone."


def test_a_reason_given_beforehand_does_not_spare_the_look(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{AT}/new/showing", {**SHOWING, "text": SECRET, "regardless": "x"})
    assert answer.status_code == 200
    assert "w500" not in state_of(labour)


# The quick entry


def quick(ask: TestClient, line: str, **fields: str) -> Response:
    return post(ask, f"{AT}/quick", {"line": line, "_seen": "93", "_back": AT, **fields})


def last(house: House) -> Exchange | Statement:
    held = max(state_of(house).held_of(Exchange, Statement), key=lambda held: held.sequence)
    assert isinstance(held.fact, Exchange | Statement)
    return held.fact


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("call with Lindquist, 20 minutes, she said that they wait", "",
         {"from_": ("office",), "to": ("lindqvist",), "minutes": 20, "text": "she said that they wait"}),
        ("lindqvist, at 7:30, she waits, too", "call",
         {"to": ("lindqvist",), "when": "2025-05-14 07:30", "text": "she waits, too"}),
        ("text from Demirel to Lindqvist through the works council, yesterday 22:00, no deal", "",
         {"from_": ("demirel",), "to": ("lindqvist",), "through": ("council",), "when": "2025-05-13 22:00",
          "kind": "text message", "text": "no deal"}),
        ("met with Demirel and Aalto in Hollenfurt, half an hour, they nodded", "",
         {"to": ("demirel", "aalto"), "minutes": 30, "place": "Hollenfurt", "text": "they nodded", "kind": "meeting"}),
        ("meeting with the union, 1 hour, about offer1, on 2025-05-13, fine", "",
         {"to": ("union",), "minutes": 60, "about": ("offer1",), "when": "2025-05-13", "text": "fine"}),
        ("call with Demirel about the list, she said no", "",
         {"to": ("demirel",), "text": "about the list, she said no"}),
        ("statement of Demirel, off the record, by telephone, between us: less would do", "",
         {"delegation": "union", "by": "demirel", "standing": "off the record", "medium": "telephone",
          "text": "between us: less would do"}),
    ],
)  # fmt: skip
def test_a_line_that_is_clear_is_on_the_record_at_once(
    labour: House, ask: TestClient, line: str, kind: str, expected: dict[str, object]
) -> None:
    before = state_of(labour).sequence
    answer = quick(ask, line, kind=kind)
    assert answer.status_code == 303, Page(answer.text).text
    assert answer.headers["location"].startswith(f"{AT}?recorded=")
    assert state_of(labour).sequence == before + 1
    fact = last(labour)
    for name, value in expected.items():
        held = getattr(fact, name)
        assert (str(held) if isinstance(held, When | StrEnum) else held) == value, name


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("call with Vogt, he waits", "", '"Vogt" could be several'),
        ("call with Nobody Atall, he waits", "", "is not in this mediation"),
        ("call with Demirel, 20 minutes", "", "What passed"),
        ("she waits", "", "Choose one"),
        ("call with Demirel, 23:30, she waits", "", "23:30"),
        ("call with Demirel, she waits", "meeting", "she waits"),
        ("no overtime", "statement", "no overtime"),
        ("statement of Demirel, no overtime", "", "no overtime"),
        ("statement of Demirel, by telephone, 20 minutes, no overtime", "", "20 minutes, no overtime"),
    ],
)
def test_a_line_that_is_not_clear_becomes_a_form_filled_in(
    labour: House, ask: TestClient, line: str, kind: str, said: str
) -> None:
    before = state_of(labour).sequence
    answer = quick(ask, line, kind=kind)
    assert answer.status_code in (200, 400)
    assert "Not recorded yet" in Page(answer.text).text
    assert said in answer.text.replace("&#34;", '"')
    form = sent(answer.text)
    assert form["_back"] == AT
    assert form["text"] in line
    assert state_of(labour).sequence == before


def test_a_line_in_a_caucus_is_of_its_delegation(labour: House, ask: TestClient) -> None:
    answer = quick(ask, "by telephone, no overtime", kind="statement", delegation="union")
    assert answer.status_code == 303
    fact = last(labour)
    assert isinstance(fact, Statement)
    assert (fact.delegation, fact.text) == ("union", "no overtime")


def test_a_line_sent_twice_is_recorded_once(labour: House, ask: TestClient) -> None:
    before = state_of(labour).sequence
    answers = [quick(ask, "call with Demirel, she waits") for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert state_of(labour).sequence == before + 1


def test_a_line_sent_twice_across_the_minute_is_recorded_once(tmp_path: Path) -> None:
    minutes = iter(range(10_000))
    house = House.found(
        tmp_path / "house",
        clock=lambda: Instant(1_747_202_400 + 60 * next(minutes)),
        randomness=lambda size: bytes([next(minutes) % 256]) * size,
    )
    import_case(house, (ROOT / "examples" / "labour-2024.toml").read_bytes(), "labour-2024.toml", "the office")
    answers = [quick(client(house), "call with Demirel, she waits") for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert len([call for call in state_of(house).of(Exchange) if call.text == "she waits"]) == 1
    house.close()


def test_an_empty_line_is_said_to_be_empty(ask: TestClient) -> None:
    answer = quick(ask, "  ")
    assert answer.status_code == 400
    assert "Write what happened." in Page(answer.text).text


@pytest.mark.parametrize(
    "line", ["", ",", "call with", "with , ,", "call with ; ", "\u202e", "x" * 19_999, "a,b:c;d\n", "from to from"]
)
def test_no_line_makes_the_page_fail(ask: TestClient, line: str) -> None:
    for kind in ("", "call", "statement", "nonsense"):
        assert quick(ask, line, kind=kind).status_code in (200, 303, 400)


def test_the_desk_and_each_caucus_have_the_line(ask: TestClient) -> None:
    for address in (AT, f"{AT}/caucus/union"):
        forms = Page(ask.get(address).text).all("form")
        assert [form["action"] for form in forms if form.get("method") == "post"] == [f"{AT}/quick"]


def test_a_subject_is_recorded_beside_what_the_command_line_records(labour: House, ask: TestClient) -> None:
    form = {**sent(ask.get(f"{AT}/new/subject").text), "name": "That the depot is sold"}
    enter(labour.mediation(), (Subject(id="depot_is_sold", name="Another matter"),), "somebody else")
    answer = post(ask, f"{AT}/new/subject", {**form, "id": "depot_is_sold"})
    assert answer.status_code == 303
    assert [subject.name for subject in state_of(labour).of(Subject)][-2:] == [
        "Another matter",
        "That the depot is sold",
    ]


def test_the_script_is_ours_and_makes_no_mark_up(ask: TestClient) -> None:
    answer = ask.get("/desk.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "localStorage",
                 "sessionStorage", "cookie", "fetch(", "XMLHttpRequest", "http:", "https:"):  # fmt: skip
        assert word not in answer.text
