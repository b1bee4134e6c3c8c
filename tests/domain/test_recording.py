# SPDX-License-Identifier: Apache-2.0
"""What may be recorded: every mistake is found, named with its place, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from goodoffices.domain.agreements import Obligation
from goodoffices.domain.decisions import Enter, decide
from goodoffices.domain.entries import Destruction, Entry, Withdrawal
from goodoffices.domain.names import Found
from goodoffices.domain.people import Person
from goodoffices.domain.proposals import Answer, AnswerKind, Phase
from goodoffices.domain.reports import Account, Exchange, ExchangeKind, Status
from goodoffices.domain.state import Held, State, believed_on, fold
from goodoffices.domain.statements import Form, Release
from goodoffices.errors import RefusedError
from goodoffices.times import Instant, When
from tests.small_case import EVENING, MORNING, OFFER, OPENING, RELEASE, SECRET, SHOWING, STATEMENT, Book


if TYPE_CHECKING:
    from goodoffices.domain.entries import Fact

DAY = When.read("2024-09-04")


def refused(book: Book, *facts: Fact, why: str | None = None) -> list[str]:
    before = len(book.state)
    with pytest.raises(RefusedError) as caught:
        book.enter(*facts, why=why)
    assert len(book.state) == before
    return [str(mistake) for mistake in caught.value.mistakes]


def call(**fields: object) -> Exchange:
    return msgspec.structs.replace(Exchange(id="x1", when=DAY, kind=ExchangeKind.CALL, text="They spoke."), **fields)


def test_a_record_begins_with_the_mediation() -> None:
    with pytest.raises(RefusedError, match="1 mistake") as caught:
        decide(State(), Enter(facts=(OPENING[1],), by="conciliator"), MORNING)
    assert caught.value.mistakes[0].sentence == "a record begins with the mediation itself"


def test_every_mistake_of_a_batch_is_named_at_once_with_its_place() -> None:
    book = Book()
    wrong = call(to=("bergr", "limit"), about=("nowhere",))
    worse = msgspec.structs.replace(OFFER, terms={"nights": "soonish", "pai": "3 %"})
    found = refused(book, wrong, worse)
    assert found[0] == 'exchange x1, to[1]: there is no person, body or delegation with the id "bergr"'
    assert found[1] == 'exchange x1, to[2]: "limit" is a subject, and a person, body or delegation is needed here'
    assert found[2] == 'exchange x1, about[1]: there is no entry with the id "nowhere"'
    assert 'proposal p1, terms.pai: there is no issue with the id "pai"; did you mean "pay"?' in found
    assert any(line.startswith('proposal p1, terms.nights: "soonish" is not') for line in found)
    assert len(found) == 5


def test_a_term_has_one_spelling_in_the_record() -> None:
    book = Book()
    found = refused(book, msgspec.structs.replace(OFFER, terms={"nights": "14–28 Days"}))
    assert found == ['proposal p1, terms.nights: "14–28 Days" is not how this term is written; write "14 to 28 days"']


def test_facts_of_one_batch_may_refer_to_each_other_in_any_order() -> None:
    book = Book(SHOWING, RELEASE, STATEMENT)
    assert {"shown-1", "release-1", "s1"} <= set(book.state.ids())


def test_an_id_belongs_to_one_fact() -> None:
    book = Book(STATEMENT)
    assert "already the id of a statement" in refused(book, call(id="s1"))[0]
    assert "already the id of exchange above" in refused(book, call(), call())[0]


def test_a_correction_says_why_and_keeps_what_was_believed() -> None:
    book = Book(call())
    corrected = call(text="They met.")
    assert "say why it is corrected" in refused(book, corrected)[0]
    book.enter(corrected, why="it was a meeting", now=EVENING)
    numbered = list(enumerate(book.entries, start=1))
    assert book.state.get("x1", Exchange) == corrected
    before = believed_on(numbered, MORNING).get("x1", Exchange)
    assert before is not None
    assert before.text == "They spoke."
    held = book.state.held("x1")
    assert held is not None
    assert held.former == (len(OPENING) + 1,)


def test_a_draft_that_was_shown_or_answered_is_frozen() -> None:
    answer = Answer(id="a1", proposal="p1", by="union", when=DAY, kind=AnswerKind.ASK)
    for used in (msgspec.structs.replace(SHOWING, releases=(), proposal="p1"), answer):
        book = Book(OFFER, used)
        changed = msgspec.structs.replace(OFFER, title="Another title")
        assert 'record the next draft, with revises = "p1"' in refused(book, changed, why="a slip")[0]
    book = Book(OFFER)
    book.enter(msgspec.structs.replace(OFFER, title="Another title"), why="a slip")


def test_a_later_draft_says_what_it_revises() -> None:
    assert "must say which draft it revises" in refused(Book(), msgspec.structs.replace(OFFER, draft=2))[0]


def test_drafts_are_numbered_from_one() -> None:
    assert refused(Book(), msgspec.structs.replace(OFFER, draft=0)) == [
        "proposal p1, draft: drafts are numbered from 1"
    ]


def test_the_terms_of_a_phase_are_terms_of_their_issues_too() -> None:
    phases = (Phase(name="first", terms={"nights": "14 to 28 days"}), Phase(name="second", terms={"nights": "soonish"}))
    (found,) = refused(Book(), msgspec.structs.replace(OFFER, phases=phases))
    assert found.startswith('proposal p1, phases[2].terms.nights: "soonish" is not a ')


def test_neither_a_withdrawal_nor_a_destruction_is_corrected() -> None:
    book = Book(call(), STATEMENT)
    book.enter(Withdrawal(id="w1", of="x1", when=DAY))
    assert "a withdrawal cannot be corrected" in refused(book, Withdrawal(id="w1", of="s1", when=DAY), why="a slip")[0]
    book.enter(Destruction(id="d1", entries=(2,), rule="chosen by id"))
    gone = Destruction(id="d1", entries=(3,), rule="chosen by id")
    assert "a destruction cannot be corrected" in refused(book, gone, why="a slip")[0]


def test_only_a_counter_has_a_counter_proposal() -> None:
    other = msgspec.structs.replace(OFFER, id="p2")
    answer = Answer(id="a1", proposal="p1", by="union", when=DAY, kind=AnswerKind.ACCEPT, counter="p2")
    assert "an answer of kind accept has no counter-proposal" in refused(Book(OFFER, other), answer)[0]
    Book(OFFER, other).enter(msgspec.structs.replace(answer, kind=AnswerKind.COUNTER))


def test_nothing_was_noted_later_than_it_is_recorded() -> None:
    noted = {"x1": MORNING, "x2": EVENING}
    command = Enter(facts=(call(), call(id="x2")), by="conciliator", noted=noted)
    earlier, later = decide(Book().state, command, Instant(MORNING.seconds + 60)).entries
    assert (earlier.noted, later.noted) == (MORNING, None)


def test_an_account_keeps_a_whole_chain() -> None:
    with pytest.raises(ValueError, match="empty place in its chain"):
        Account(attribution="outlet < < officials", status=Status.REPORTED)


def test_what_is_withdrawn_no_longer_stands_but_is_remembered() -> None:
    book = Book(call())
    book.enter(Withdrawal(id="w1", of="x1", when=DAY, text="recorded twice"))
    assert book.state.get("x1", Exchange) is None
    assert book.state.withdrawn["x1"].fact.id == "w1"
    for kept in ("dispute", "w1"):
        assert "cannot be withdrawn" in refused(book, Withdrawal(id="w2", of=kept, when=DAY))[0]
    book.enter(Person(id="stranger", name="Nils Holm"))
    book.enter(Withdrawal(id="w3", of="stranger", when=DAY))
    assert not isinstance(book.state.find("Holm"), Found), "who was struck out is not meant by anybody's name"


def test_what_was_withdrawn_is_not_corrected_and_does_not_come_back() -> None:
    book = Book(call(), STATEMENT, RELEASE, Person(id="stranger", name="Nils Holm"))
    for number, gone in enumerate(("x1", "release-1", "stranger"), start=1):
        book.enter(Withdrawal(id=f"w{number}", of=gone, when=DAY))
    again = call(minutes=7), msgspec.structs.replace(RELEASE, until=None), Person(id="stranger", name="Nils Holm Jr")
    for fact in again:
        for why in ("a slip", None):
            (found,) = refused(book, fact, why=why)
            entry = book.state.withdrawn[fact.id].sequence
            assert found.endswith(f'"{fact.id}" was withdrawn (entry {entry}); record what is right as a new entry')
    # A record from elsewhere may hold what is refused here.
    written = [Entry(recorded=EVENING, by="conciliator", fact=fact, why="a slip") for fact in again]
    state = fold(enumerate([*book.entries, *written], start=1))
    assert set(state.withdrawn) == {"x1", "release-1", "stranger"}
    assert state.get("x1", Exchange) is None
    assert not isinstance(state.find("Nils Holm Jr"), Found)
    assert state.held("x1") == Held(state.sequence - 2, written[0], (11,)), "what was recorded can be looked at"
    assert [release.until for release in state.of(Release)] == [None], "a release stands, marked as taken back"


def test_obligations_refer_to_an_agreement_that_is_there() -> None:
    found = refused(Book(), Obligation(id="o1", agreement="none", bearer=("employer",), act="Pay."))
    assert found == ['obligation o1, agreement: there is no agreement with the id "none"']


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to": ("union", "conciliator")}, "release release-1 does not reach The conciliator"),
        ({"when": When.read("2024-09-01 12:00")}, "release release-1 holds only from 2024-09-02"),
        ({"when": When.read("2024-09-06")}, "release release-1 held only until 2024-09-05"),
        ({"text": f"Somebody said: {SECRET}"}, "allows a paraphrase, and the text quotes the statement word for word"),
        ({"releases": (), "text": SECRET.upper()}, "it quotes s1, which Transport Union did not release"),
    ],
)
def test_no_showing_goes_beyond_its_releases_without_a_written_reason(change: dict[str, object], sentence: str) -> None:
    showing = msgspec.structs.replace(SHOWING, **change)
    found = refused(Book(STATEMENT, RELEASE), showing)
    assert any(sentence in line for line in found)
    Book(STATEMENT, RELEASE).enter(msgspec.structs.replace(showing, regardless="Both sides asked for it in writing."))


def test_what_is_passed_on_as_the_mediators_own_idea_quotes_nobody() -> None:
    release = msgspec.structs.replace(RELEASE, form=Form.OWN_IDEA)
    found = refused(Book(STATEMENT, release), msgspec.structs.replace(SHOWING, text=f"What if: {SECRET}"))
    assert "allows it as the mediator's own idea, and the text quotes the statement word for word" in found[0]
    verbatim = msgspec.structs.replace(RELEASE, form=Form.VERBATIM)
    Book(STATEMENT, verbatim, msgspec.structs.replace(SHOWING, text=f"The union says: {SECRET}"))


def test_what_was_corrected_is_new_once_and_where_it_now_stands() -> None:
    book = Book(call(), STATEMENT)
    book.enter(call(text="They met."), why="it was a meeting")
    since = [(held.fact.id, held.sequence) for held in book.state.since(len(OPENING))]
    assert since == [("s1", len(OPENING) + 2), ("x1", len(OPENING) + 3)]


def test_what_was_said_or_noted_only_later_cannot_have_been_quoted() -> None:
    quoting = msgspec.structs.replace(SHOWING, releases=(), text=SECRET)
    later = msgspec.structs.replace(STATEMENT, when=When.read("2024-09-04"))
    Book(later, quoting)
    undated = msgspec.structs.replace(STATEMENT, when=When.read("unknown"))
    facts = (*OPENING, undated, quoting)
    noted = {undated.id: EVENING, quoting.id: MORNING}
    decide(State(), Enter(facts=facts, by="conciliator", noted=noted), Instant(EVENING.seconds + 1))
    with pytest.raises(RefusedError):
        decide(State(), Enter(facts=facts, by="conciliator"), EVENING)


def test_a_showing_within_its_releases_is_recorded() -> None:
    Book(STATEMENT, RELEASE, SHOWING)
    Book(STATEMENT, RELEASE, msgspec.structs.replace(SHOWING, to=("omar",)))


def test_a_release_can_be_taken_back_until_it_is_used() -> None:
    book = Book(STATEMENT, RELEASE)
    book.enter(Withdrawal(id="w1", of="release-1", when=DAY))
    assert any("was taken back" in line for line in refused(book, SHOWING))
    used = Book(STATEMENT, RELEASE, SHOWING, msgspec.structs.replace(SHOWING, id="shown-2"))
    assert "was used in showing shown-1" in refused(used, Withdrawal(id="w1", of="release-1", when=DAY))[0]


def test_looking_ahead_leaves_the_state_as_it_is() -> None:
    book = Book(STATEMENT, RELEASE)
    before = (book.state.sequence, set(book.state.ids()), dict(book.state.used_releases), dict(book.state.withdrawn))
    ahead = book.state.ahead(Book(STATEMENT, RELEASE, SHOWING).entries[-1:])
    assert "shown-1" in ahead
    assert "s1" in ahead
    assert ahead.used_releases == {"release-1": "shown-1"}
    assert before == (
        book.state.sequence,
        set(book.state.ids()),
        dict(book.state.used_releases),
        dict(book.state.withdrawn),
    )


def test_folding_in_parts_comes_to_the_same_as_folding_at_once() -> None:
    entries = list(enumerate(Book(STATEMENT, RELEASE, SHOWING, OFFER).entries, start=1))
    whole = fold(entries)
    for cut in range(len(entries)):
        parts = fold(entries[cut:], fold(entries[:cut]))
        assert list(parts.everything()) == list(whole.everything())


def test_a_name_is_found_by_its_spellings_in_any_script() -> None:
    book = Book(Person(id="berger2", name="Jonas Berger"))
    assert book.state.names.find("عمر حداد") == book.state.names.find("omar haddad")
    assert getattr(book.state.names.find("Berger"), "candidates", None) == ("anna", "berger2")
