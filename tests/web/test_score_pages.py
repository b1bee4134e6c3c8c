# SPDX-License-Identifier: Apache-2.0
"""A party says what matters to it, sees what offers are worth to it, lets the mediator use that and takes it back."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from goodoffices.app.views.scenario import NotYet, scenario_of
from goodoffices.domain.scores import FoundBy, Scores, number
from goodoffices.domain.statements import Showing
from tests.asking import asked, given, let, some_scores, with_more
from tests.web.forms import AT, beside, post, sent, state_of
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from goodoffices.app.house import House
    from goodoffices.domain.state import State

UNION = f"{AT}/party/union"
SWINGS = {"pay": "100", "lump": "20", "nights": "70", "notice": "50", "start": "20", "roster": "40", "peace": "5"}


def party_state(house: House, delegation: str = "union") -> State:
    record = house.record_of("hollenfurt", delegation)
    assert record is not None
    return record.state()


def filled(ask: TestClient, way: str = "swing", **typed: str) -> dict[str, str]:
    """The form of ratings with the place of each term as its rating, and weights."""
    fields = sent(ask.get(f"{UNION}/rate/{way}").text)
    for name in fields:
        if name.startswith("value."):
            fields[name] = name.rpartition(".")[2]
    fields |= {f"weight.{issue}": SWINGS.get(issue, "45") for issue in (*SWINGS, "reinstated")}
    return {**fields, "minimum": "40", **typed}


def weights_of(house: House) -> dict[str, Fraction]:
    """What each issue weighs by the scores that the union gave last."""
    scores = list(party_state(house).of(Scores))[-1]
    return {each.issue: number(each.weight) or Fraction(0) for each in scores.issues}


@pytest.fixture(name="_put")
def _put(labour: House) -> None:
    asked(labour, "hollenfurt", "union")


# Asking


def test_what_is_chosen_is_put_word_for_word_and_recorded_as_a_showing(labour: House, ask: TestClient) -> None:
    assert ask.get(UNION).status_code == 404, "a party has no page before anything was put to it"
    page = ask.get(f"{UNION}/ask")
    assert "Dismissed drivers who are taken back: 0 drivers; 5 drivers; Clara Vogt, 5 drivers; 7 drivers" in page.text
    answer = post(ask, f"{UNION}/ask", {"put-pay": "yes", "put-roster": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, UNION)
    showing = list(state_of(labour).of(Showing))[-1]
    assert showing.to == ("union",)
    assert showing.text == (
        "Night shifts on the trams of Hollenfurt\nRise in pay: 2.5 %; 3.4 %; 3.8 %; 4.2 %; 6 %\n"
        "Shape of the roster: Fixed for the year; Rolling; Rolling by day, fixed by night"
    )
    text = visit(ask, UNION).text
    assert "Rise in pay 2.5 %; 3.4 %; 3.8 %; 4.2 %; 6 %" in text
    assert "Notice of the roster" not in text


def test_nothing_is_put_when_nothing_is_chosen(labour: House, ask: TestClient) -> None:
    answer = post(ask, f"{UNION}/ask", {})
    assert answer.status_code == 400
    assert "Choose at least one issue." in answer.text
    assert labour.record_of("hollenfurt", "union") is None


def test_only_parties_are_asked(ask: TestClient) -> None:
    for delegation in ("office", "council", "nobody", "weiss"):
        assert ask.get(f"{AT}/party/{delegation}/ask").status_code == 404


# Saying what matters


@pytest.mark.usefixtures("_put")
def test_swings_become_scores_of_a_hundred_points_in_the_partys_own_record(labour: House, ask: TestClient) -> None:
    before = state_of(labour).sequence
    answer = post(ask, f"{UNION}/rate/swing", filled(ask, note="After the meeting."))
    assert answer.headers["location"] == UNION
    (scores,) = party_state(labour).of(Scores)
    assert (scores.found_by, scores.note, scores.minimum) == (FoundBy.SWING, "After the meeting.", "40")
    weights = [number(each.weight) for each in scores.issues]
    assert sum(weight for weight in weights if weight is not None) == 100
    assert weights[0] == Fraction(100 * 100, 350)
    assert state_of(labour).sequence == before, "the mediator's record knows nothing of it"
    assert not list(state_of(labour).of(Scores)) or "union" not in {
        scores.delegation for scores in state_of(labour).of(Scores)
    }


@pytest.mark.usefixtures("_put")
def test_a_form_sent_twice_gives_scores_once_and_begins_with_what_was_said(labour: House, ask: TestClient) -> None:
    for _ in range(2):
        post(ask, f"{UNION}/rate/swing", filled(ask))
    assert party_state(labour).count(Scores) == 1
    again = sent(ask.get(f"{UNION}/rate/rating").text)
    assert again["minimum"] == "40"
    assert [again[f"value.pay.{place}"] for place in range(1, 6)] == ["0", "25", "50", "75", "100"]
    assert again["weight.pay"] == "28.6"
    assert sent(ask.get(f"{UNION}/rate/swing").text)["weight.pay"] == "100", "as it was asked"


@pytest.mark.usefixtures("_put")
@pytest.mark.parametrize("way", ["rating", "swing"])
def test_numbers_are_shown_as_one_would_write_them_and_stay_exact_where_they_are_left(
    labour: House, ask: TestClient, way: str
) -> None:
    post(
        ask, f"{UNION}/rate/rating", {**filled(ask), "weight.pay": "30", "weight.nights": "70", "value.roster.2": "1.9"}
    )
    first = weights_of(labour)
    again = sent(ask.get(f"{UNION}/rate/{way}").text)
    assert not [text for name, text in again.items() if "/" in text and name != "note"]
    assert all(len(text) <= 5 for name, text in again.items() if name.startswith(("weight.", "value.")))
    post(ask, f"{UNION}/rate/{way}", again)
    assert weights_of(labour) == first
    changed = next(name for name in again if name.startswith("weight.lump"))
    post(ask, f"{UNION}/rate/{way}", {**again, changed: "0"})
    then = weights_of(labour)
    assert then["lump"] == 0
    assert then["pay"] / then["nights"] == first["pay"] / first["nights"] == Fraction(3, 7)


@pytest.mark.usefixtures("_put")
@pytest.mark.parametrize(
    ("way", "field", "typed", "sentence"),
    [
        ("swing", "weight.pay", "", "Write a number, such as 50."),
        ("swing", "weight.pay", "99", "The one that you would improve first has to have 100."),
        ("swing", "weight.lump", "101", "The first one has 100, and no other can have more."),
        ("rating", "weight.lump", "-1", "It cannot be less than 0"),
        ("rating", "value.pay.2", "NaN", "This is no number"),
        ("rating", "value.pay.2", "1,250", "This could be 1250 or 1.25; write one of them."),
        ("rating", "minimum", "1/0", "This is no number"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(  # noqa: PLR0917 - one row of a table
    labour: House, ask: TestClient, way: str, field: str, typed: str, sentence: str
) -> None:
    fields = {**filled(ask, way), field: typed}
    answer = post(ask, f"{UNION}/rate/{way}", fields)
    assert answer.status_code == 400
    assert sentence in beside(answer.text, field)
    assert sent(answer.text) == fields
    assert f'href="#f-{field.replace(".", "-")}"' in answer.text
    assert party_state(labour).count(Scores) == 0


@pytest.mark.usefixtures("_put")
def test_numbers_are_read_in_the_digits_of_any_script(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/rate/rating", filled(ask, "rating", minimum="١٢٫٥"))
    assert [scores.minimum for scores in party_state(labour).of(Scores)] == ["12.5"]


@pytest.mark.usefixtures("_put")
def test_a_field_that_no_form_has_is_refused(ask: TestClient) -> None:
    assert post(ask, f"{UNION}/rate/rating", {**filled(ask), "weight.secret": "1"}).status_code == 400
    assert post(ask, f"{UNION}/choose", {"answer.1": "0,0;9;one"}).status_code == 400
    assert ask.get(f"{UNION}/rate/guessing").status_code == 404
    assert ask.get(f"{UNION}/sheet/pdf").status_code == 404


@pytest.mark.usefixtures("_put")
def test_comparing_leads_from_question_to_question_to_scores_that_agree(labour: House, ask: TestClient) -> None:
    answer = ask.get(f"{UNION}/choose")
    fields: dict[str, str] = {}
    for say in ("one", "other", "level"):
        question = re.search(r'name="question" value="([^"]+)"', answer.text)
        assert question is not None
        answer = post(ask, f"{UNION}/choose", {**fields, "question": question[1], "say": say, "minimum": "0"})
        fields = dict(re.findall(r'name="(answer\.\d+)" value="([^"]+)"', answer.text))
    assert len(fields) == 3
    assert party_state(labour).count(Scores) == 0, "nothing is recorded before it is to be used"
    assert post(ask, f"{UNION}/choose", {**fields, "use": "yes", "minimum": "30"}).status_code == 303
    (scores,) = party_state(labour).of(Scores)
    assert scores.found_by is FoundBy.COMPARING
    assert scores.unsure


@pytest.mark.usefixtures("_put")
def test_answers_that_contradict_are_shown_and_one_can_be_taken_back(ask: TestClient) -> None:
    places = ["0"] * 8
    better = ",".join(["1", *places[1:]])
    first, second = f"{better};{','.join(places)};one", f"{better};{','.join(places)};other"
    answer = post(ask, f"{UNION}/choose", {"answer.1": first, "answer.2": second})
    assert answer.status_code == 400
    assert "These answers cannot all be meant" in answer.text
    assert answer.text.count("contradicts another:") == 2
    answer = post(ask, f"{UNION}/choose", {"answer.1": first, "answer.2": second, "drop": second})
    assert answer.status_code == 200
    assert dict(re.findall(r'name="(answer\.\d+)" value="([^"]+)"', answer.text)) == {"answer.1": first}


# What terms are worth together, and where a party is unsure


@pytest.fixture(name="_weighed")
def _weighed(_put: None, ask: TestClient) -> None:
    post(ask, f"{UNION}/rate/swing", filled(ask, note="After the meeting."))


def qualified(ask: TestClient, **typed: str) -> dict[str, str]:
    """The form of terms together and ranges as it stands, with what is typed into it; `t1_adds` is `t1.adds`."""
    fields = sent(ask.get(f"{UNION}/together").text)
    return fields | {name.replace("_", "."): text for name, text in typed.items()}


SAID = {
    "t1_1": "pay.5", "t1_2": "peace.2", "t1_way": "more", "t1_adds": "12",
    "t2_1": "nights.1", "t2_2": "roster.1", "t2_3": "nights.2", "t2_way": "less", "t2_adds": "٤٫٥",
    "u1_what": "pay", "u1_low": "20", "u1_high": "40",
    "u2_what": "lump.2", "u2_low": "0", "u2_high": "4",
}  # fmt: skip


@pytest.mark.usefixtures("_weighed")
def test_what_is_worth_more_or_less_together_stands_in_the_partys_own_record(labour: House, ask: TestClient) -> None:
    before = state_of(labour).sequence
    assert post(ask, f"{UNION}/together", qualified(ask, **SAID)).headers["location"] == UNION
    first, scores = party_state(labour).of(Scores)
    assert [(each.adds, [(of.issue, of.terms) for of in each.terms]) for each in scores.together] == [
        ("12", [("pay", ("6 %",)), ("peace", ("no",))]),
        ("-4.5", [("nights", ("6 a month", "8 a month")), ("roster", ("fixed",))]),
    ]
    assert [(each.issue, each.term, each.low, each.high) for each in scores.unsure] == [
        ("pay", None, "20", "40"),
        ("lump", "400 EUR", "0", "0.7"),
    ]
    assert (scores.issues, scores.minimum, scores.found_by, scores.note) == (
        first.issues,
        first.minimum,
        first.found_by,
        first.note,
    )
    assert state_of(labour).sequence == before, "the mediator's record knows nothing of it"


@pytest.mark.usefixtures("_weighed")
def test_it_is_played_back_in_sentences_and_counted_in_what_offers_are_worth(ask: TestClient) -> None:
    post(ask, f"{UNION}/together", qualified(ask, t1_1="pay.4", t1_2="roster.3", t1_way="less", t1_adds="5"))
    assert "Together they are worth 5 points less to you than each by itself." in visit(ask, UNION).text
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    text = " ".join(visit(ask, UNION).text.split())
    assert "Rise in pay: 6 % + No strike while the agreement runs: no Together they are worth 12 points more" in text
    assert "Most night shifts for one person: 6 a month / 8 a month + Shape of the roster: Fixed for the year" in text
    assert "Together they are worth 4.5 points less to you than each by itself. That is about as much as" in text
    assert "Rise in pay. You are not sure: between 20 and 40 points. You said 28.6." in text
    assert "One-off payment to each employee: 400 EUR. You are not sure: between 0 and 4 points." in text
    assert "What terms are worth together comes on top." in text


@pytest.mark.usefixtures("_weighed")
def test_it_is_corrected_and_taken_back_row_by_row(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    form = qualified(ask)
    assert [form[name] for name in ("t2.1", "t2.2", "t2.3", "t2.4", "t2.way", "t2.adds")] == [
        "nights.1", "nights.2", "roster.1", "", "less", "4.5",
    ]  # fmt: skip
    assert (form["u2.what"], form["u2.low"], form["u2.high"]) == ("lump.2", "0", "4")
    post(ask, f"{UNION}/together", qualified(ask, t1_way="gone", t2_adds="3", u1_way="gone", u2_high="3.5"))
    last = list(party_state(labour).of(Scores))[-1]
    assert [each.adds for each in last.together] == ["-3"]
    assert [(each.issue, each.term) for each in last.unsure] == [("lump", "400 EUR")]
    post(ask, f"{UNION}/together", qualified(ask))
    assert party_state(labour).count(Scores) == 3, "sent as it stood it says nothing new"


@pytest.mark.usefixtures("_weighed")
@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"t1_1": "pay.1", "t1_adds": "5"}, "t1.1", "Choose terms of at least two issues."),
        ({"t1_1": "pay.1", "t1_2": "pay.2", "t1_adds": "5"}, "t1.1", "Choose terms of at least two issues."),
        ({"t1_1": "pay.1", "t1_2": "peace.1"}, "t1.adds", "Write a number, such as 50."),
        ({"t1_1": "pay.1", "t1_2": "peace.1", "t1_adds": "-5"}, "t1.adds", "Write it without a sign."),
        ({"t1_1": "pay.1", "t1_2": "peace.1", "t1_adds": "0"}, "t1.adds", "Write by how many points, or take it back."),
        ({"t1_1": "pay.99", "t1_2": "peace.1", "t1_adds": "5"}, "t1.1", "Choose one from the list."),
        ({"t1_1": "<b>.1", "t1_2": "peace.1", "t1_adds": "5"}, "t1.1", "Choose one from the list."),
        ({**SAID, "t2_2": "pay.5", "t2_1": "peace.2", "t2_3": ""}, "t2.1", "This stands in another row already."),
        ({"u1_low": "1", "u1_high": "2"}, "u1.what", "Choose one from the list."),
        ({"u1_what": "pay", "u1_low": "30"}, "u1.high", "Write a number, such as 50."),
        ({"u1_what": "pay", "u1_low": "40", "u1_high": "20"}, "u1.high", "The most is less than the least."),
        ({"u1_what": "pay", "u1_low": "30", "u1_high": "40"}, "u1.low", "You said 28.6, which is not between the two."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_terms_together_stands_beside_its_field(
    labour: House, ask: TestClient, typed: dict[str, str], field: str, sentence: str
) -> None:
    fields = qualified(ask, **typed)
    answer = post(ask, f"{UNION}/together", fields)
    assert answer.status_code == 400
    assert sentence in beside(answer.text, field)
    assert f'href="#f-{field.replace(".", "-")}"' in answer.text
    assert {name: text for name, text in sent(answer.text).items() if text} == {
        name: text for name, text in fields.items() if text and not text.startswith(("<", "pay.99"))
    }
    assert party_state(labour).count(Scores) == 1


@pytest.mark.usefixtures("_weighed")
def test_what_somebody_else_recorded_meanwhile_is_not_written_over(labour: House, ask: TestClient) -> None:
    seen = qualified(ask, **SAID)
    post(ask, f"{UNION}/rate/swing", filled(ask, minimum="41"))
    answer = post(ask, f"{UNION}/together", seen)
    assert answer.status_code == 400
    assert "Other scores were given meanwhile." in answer.text
    assert party_state(labour).count(Scores) == 2
    for wrong in ({"t0.1": "pay.1"}, {"t1.99": "pay.1"}, {"secret": "1"}, {"t41.adds": "1"}):
        assert post(ask, f"{UNION}/together", wrong).status_code == 400


@pytest.mark.usefixtures("_weighed")
def test_ratings_given_anew_keep_what_was_said_beside_them_as_far_as_it_holds(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    assert "What you said of terms together stays as it is" in ask.get(f"{UNION}/rate/swing").text
    fields = sent(ask.get(f"{UNION}/rate/swing").text)
    post(ask, f"{UNION}/rate/swing", {**fields, "weight.nights": "100", "weight.roster": "100", "weight.notice": "100"})
    last = list(party_state(labour).of(Scores))[-1]
    assert [each.adds for each in last.together] == ["12", "-4.5"], "in points, as they were said"
    assert [(each.issue, each.term) for each in last.unsure] == [("pay", None), ("lump", "400 EUR")]
    post(ask, f"{UNION}/rate/swing", {**fields, "weight.pay": "5", "weight.nights": "100"})
    last = list(party_state(labour).of(Scores))[-1]
    assert [(each.issue, each.term) for each in last.unsure] == [("lump", "400 EUR")], "a range of another number"


@pytest.mark.usefixtures("_weighed")
def test_what_is_said_of_terms_together_is_let_with_the_scores_and_taken_back_with_them(
    labour: House, ask: TestClient
) -> None:
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    last = list(party_state(labour).of(Scores))[-1]
    assert post(ask, f"{UNION}/let", {"what": "let", "scores": last.id}).status_code == 303
    (held,) = [scores for scores in state_of(labour).of(Scores) if scores.delegation == "union"]
    assert (held.together, held.unsure) == (last.together, last.unsure)
    post(ask, f"{UNION}/together", qualified(ask, t1_adds="13"))
    (held,) = [scores for scores in state_of(labour).of(Scores) if scores.delegation == "union"]
    assert held.together == last.together, "a release reaches no further than what was released"
    post(ask, f"{UNION}/let", {"what": "back"})
    assert "union" not in {scores.delegation for scores in state_of(labour).of(Scores)}


@pytest.mark.usefixtures("_put")
def test_before_any_rating_there_is_nothing_to_be_worth_more_together(labour: House, ask: TestClient) -> None:
    assert "Say first how good each term is" in visit(ask, f"{UNION}/together").text
    assert post(ask, f"{UNION}/together", {"t1.1": "pay.1"}).status_code == 200
    assert party_state(labour).count(Scores) == 0


# What offers are worth, and what follows


def test_each_offer_stands_with_what_it_is_worth_against_the_minimum(labour: House, ask: TestClient) -> None:
    scores = state_of(labour).get("union_scores", Scores)
    assert scores is not None
    given(asked(labour, "hollenfurt", "union"), scores)
    text = visit(ask, UNION).text
    assert "Offer, 11 September 2024" in text
    assert "Counter-offer, your own, 14 September 2024" in text
    assert "Single negotiating text, 26 September 2024, 17:00" in text
    assert "69.6 From worst to best Against your minimum ✓ reaches it" in text
    assert "60.6 to 77.4" in text
    assert "Open: One-off payment to each employee, Most night shifts for one person" in " ".join(text.split())
    assert "Is that right? You would give one for the other" in text
    for private in ("The company's first offer", "Weiss", "demirel", "40 points"):
        assert private not in text


def test_what_was_put_anew_since_is_said_to_be_missing(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/ask", {"put-roster": "yes"})
    record = labour.record_of("hollenfurt", "union")
    assert record is not None
    given(record, some_scores(record, "union"))
    post(ask, f"{UNION}/ask", {"put-pay": "yes"})
    assert "Not said yet, or asked anew since: Rise in pay" in visit(ask, UNION).text


# Letting the mediator use them


def test_scores_are_let_and_taken_back_and_the_mediators_record_follows(labour: House, ask: TestClient) -> None:
    record = asked(labour, "hollenfurt", "union")
    given(record, some_scores(record, "union"))
    assert "Nobody else sees or uses these scores." in visit(ask, UNION).text
    assert isinstance(scenario_of(state_of(labour)), NotYet)
    assert post(ask, f"{UNION}/let", {"what": "let", "scores": "v0"}).status_code == 303
    assert "The mediator may use these scores." in visit(ask, UNION).text
    assert not isinstance(scenario_of(state_of(labour)), NotYet)
    assert "Union of Tram and Depot Workers" in visit(ask, f"{AT}/scores").text
    given(record, replace(some_scores(record, "union", note="Other."), id="v9"))
    assert "The mediator uses scores that you gave before, not these." in visit(ask, UNION).text
    stale = post(ask, f"{UNION}/let", {"what": "let", "scores": "v0"})
    assert stale.status_code == 409
    assert "Other scores were given meanwhile." in stale.text
    assert post(ask, f"{UNION}/let", {"what": "let", "scores": "v9"}).status_code == 303
    (held,) = [scores for scores in state_of(labour).of(Scores) if scores.delegation == "union"]
    assert held.note == "Other."
    assert post(ask, f"{UNION}/let", {"what": "back"}).status_code == 303
    assert "union" not in {scores.delegation for scores in state_of(labour).of(Scores)}
    assert "Nobody else sees or uses these scores." in visit(ask, UNION).text
    assert post(ask, f"{UNION}/let", {"what": "back"}).status_code == 303, "sent twice it does nothing more"


# Nobody else's


OF_A_PARTY = ("", "/rate/rating", "/rate/swing", "/choose", "/together", "/sheet", "/sheet/csv", "/let")


def test_no_page_of_a_party_holds_anything_of_anothers_scores(labour: House, ask: TestClient) -> None:
    marks = ("17.381", "ZEBRA", "12.917", "33.771", "Hollenfurt Tramways")
    for side in ("union", "employer"):
        record = asked(labour, "hollenfurt", side)
        scores = with_more(some_scores(record, side))
        if side == "employer":
            joined = tuple(replace(each, adds="12.917") for each in scores.together)
            unsure = tuple(replace(each, high="33.771") for each in scores.unsure)
            scores = replace(scores, minimum="17.381", note="ZEBRA", together=joined, unsure=unsure)
        given(record, scores)
        let(labour, "hollenfurt", side)
    before = {page: ask.get(f"{UNION}{page}").text for page in OF_A_PARTY}
    for page, text in before.items():
        assert not [mark for mark in marks if mark in text], page
    assert "ZEBRA" in ask.get(f"{AT}/party/employer").text
    other = labour.record_of("hollenfurt", "employer")
    assert other is not None
    given(other, replace(with_more(some_scores(other, "employer")), id="v5", minimum="3"))
    let(labour, "hollenfurt", "employer")
    assert {page: ask.get(f"{UNION}{page}").text for page in OF_A_PARTY} == before, "nor does anything there change it"


@pytest.mark.usefixtures("_put")
def test_a_party_that_was_not_asked_and_one_that_is_not_there_look_alike(ask: TestClient) -> None:
    for page in OF_A_PARTY:
        absent = ask.get(f"{AT}/party/nobody{page}")
        assert absent.status_code == 404
        for there in ("employer", "office", "weiss"):
            answer = ask.get(f"{AT}/party/{there}{page}")
            assert (answer.status_code, answer.text.replace(there, "nobody")) == (404, absent.text), page
            posted = post(ask, f"{AT}/party/{there}{page}", {"what": "let"}).status_code
            assert posted == post(ask, f"{AT}/party/nobody{page}", {"what": "let"}).status_code


def test_only_the_pages_of_scores_load_what_computes_them() -> None:
    program = (
        "import sys, goodoffices.web.application, goodoffices.web.pages, goodoffices.web.proposal_pages\n"
        "print([name for name in ('numpy', 'ortools', 'openpyxl', 'goodoffices.settlement') if name in sys.modules])\n"
        "import goodoffices.web.score_pages, goodoffices.web.elicitation_pages\n"
        "print([name for name in ('ortools', 'openpyxl') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n[]\n"


def test_a_name_is_shown_as_it_is_written(hostile: TestClient) -> None:
    name = '<script>alert(1)</script> & "Süd"'
    assert f"the own record of {name} and from" in visit(hostile, "/m/water/party/south").text
    assert f"Ask what matters to {name}" in visit(hostile, "/m/water/party/south/ask").text


@pytest.mark.usefixtures("_put")
def test_ranges_that_follow_from_comparing_are_shown_short_and_stay_exact_too(labour: House, ask: TestClient) -> None:
    fields = sent(ask.get(f"{UNION}/choose").text)
    for _number in range(7):
        fields = sent(post(ask, f"{UNION}/choose", {**fields, "say": "one"}).text)
    post(ask, f"{UNION}/choose", {**fields, "use": "yes"})
    (scores,) = party_state(labour).of(Scores)
    assert [each for each in scores.unsure if "/" in each.low + each.high], "there is something to be rounded"
    own = visit(ask, UNION).text
    assert "What you said leaves it between" in own
    assert "You are not sure" not in own, "it was asked for no number"
    shown = sent(ask.get(f"{UNION}/together").text)
    assert not [text for text in shown.values() if "/" in text]
    assert post(ask, f"{UNION}/together", shown).status_code == 303
    assert party_state(labour).count(Scores) == 1, "nothing was changed, and so nothing is recorded"


@pytest.mark.usefixtures("_put")
def test_numbers_that_are_missing_are_named_issue_by_issue_and_not_field_by_field(ask: TestClient) -> None:
    fields = {**filled(ask), "value.pay.3": "", "value.pay.5": "", "weight.pay": "", "value.lump.2": "", "minimum": ""}
    markup = post(ask, f"{UNION}/rate/rating", fields).text
    listed = Page(markup[markup.index('class="mistakes"') : markup.index("<h1>")]).text
    assert "Rise in pay: 3 numbers are missing" in listed
    assert "One-off payment to each employee, 400 EUR: Write a number, such as 50." in listed
    assert "Your minimum, in points of 100: Write a number, such as 50." in listed
    assert listed.count("Write a number") == 2
    assert 'href="#f-value-pay-3"' in markup


@pytest.mark.usefixtures("_put")
def test_a_partys_page_says_in_the_words_of_its_pages_how_scores_were_given_and_since_when_they_are_used(
    labour: House, ask: TestClient
) -> None:
    post(ask, f"{UNION}/rate/swing", filled(ask))
    assert "What you said Weigh the changes," in visit(ask, UNION).text
    post(ask, f"{UNION}/let", {"what": "let", "scores": list(party_state(labour).of(Scores))[-1].id})
    assert "The mediator may use these scores. Since: 14 May 2025" in visit(ask, UNION).text
