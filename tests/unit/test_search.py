# SPDX-License-Identifier: Apache-2.0
"""What a search finds, what it does not, and what it marks."""

from __future__ import annotations

import time
from itertools import chain

import pytest

from goodoffices.app.search.excerpts import LONGEST as LONGEST_EXCERPT
from goodoffices.app.search.excerpts import excerpt, pattern
from goodoffices.app.search.index import Index
from goodoffices.app.search.query import LONGEST, MOST, How, terms
from goodoffices.app.views.search import PAGE, Search, search_view
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.people import Identification, Person, Subject
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.times import When
from tests.small_case import OFFER, RELEASE, SHOWING, STATEMENT, Book


def call(identifier: str, text: str) -> Exchange:
    """A telephone call from Anna to Omar."""
    return Exchange(
        id=identifier, when=When.read("2024-09-01"), kind=ExchangeKind.CALL, from_=("anna",), to=("omar",), text=text
    )


def nobody(identifier: str, text: str, when: str = "2024-09-01") -> Exchange:
    """An exchange that names nobody."""
    return Exchange(id=identifier, when=When.read(when), kind=ExchangeKind.CONTACT, text=text)


def search(book: Book, text: str, kind: str = "", page: int = 1) -> Search:
    """Search as a page does."""
    index = Index(book.state)
    index.catch_up()
    found = search_view(index, text, kind, page)
    assert found is not None
    return found


def ids(book: Book, text: str, kind: str = "") -> list[str]:
    """The ids found, in order."""
    return [result.row.id for result in search(book, text, kind).results]


def marked(text: str, query: str) -> list[str]:
    """What is marked in a text."""
    wanted = terms(query)
    assert wanted is not None
    compiled = pattern(wanted)
    pieces = excerpt(text, compiled) if compiled is not None else None
    return [piece.text for piece in pieces or () if piece.found]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("All hostages are released.", "hostag"),
        ("All hostages are released.", "RELEASED all"),
        ("Accord conclu à l'Élysée", "elysee"),
        ("Ils ont refusé l’accord", "accord"),
        ("وبالهدنة تبدأ المرحلة الأولى", "هدنة"),
        ("قال إن الهُدْنَةَ قريبة", "الهدنه"),
        ("هدنة قصيرة", "والهدنة"),
        ("حول إطلاق الأسرى", "اسرى"),
        ("בהפסקת האש", "הפסקת"),
        ("הוא אמר שָׁלוֹם לכולם", "שלום"),
        ("נציגי ארה״ב", 'ארה"ב'),
        ("Он ещё не дал ответа", "еще ОТВЕТ"),
        ("停火协议已经达成", "停火"),
        ("a cease-fire of 15 km", "ceasefire"),
        ("a ceasefire", "cease-fire"),
        ("a cease-fire", "cease-fire"),
        ("a cease-fire", "cease fire"),
        ("a cease fire", '"cease fire"'),
        ("no more than 15 km", "15"),
        ("about ١٥ trucks", "15"),
        ("in İstanbul", "istanbul"),
        ("Hauptstraße 5", "hauptstrasse"),
        ("x" * 10_000 + " end", "end"),
        ("one\u202e two", "\u200fone\u200e two"),
    ],
)
def test_a_text_is_found_however_its_words_are_written(text: str, query: str) -> None:
    book = Book(nobody("e1", text))
    assert ids(book, query, "exchange") == ["e1"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("He said so.", "aid"),
        ("in 2015", "15"),
        ("the other side", "th"),
        ("fire and then cease", '"cease fire"'),
        ("one text", "one two"),
        ("a.b", ".*"),
        ("x", "[a-z]+"),
        ("a ceasefire", '"cease"'),
    ],
)
def test_what_is_not_there_is_not_found(text: str, query: str) -> None:
    assert ids(Book(nobody("e1", text)), query, "exchange") == []


def test_no_phrase_reaches_from_one_field_into_the_next() -> None:
    exchange = Exchange(
        id="e1", when=When.read("2024-09-01"), kind=ExchangeKind.MEETING, place="Doha airport", count="two", text="late"
    )
    book = Book(exchange)
    assert ids(book, "airport two") == ["e1"]
    assert ids(book, '"airport two"') == []


def test_a_spelling_of_a_name_finds_every_entry_that_refers_to_them() -> None:
    book = Book(call("e1", "They spoke."), nobody("e2", "Someone else spoke."), STATEMENT)
    for spelling in ("Haddad", "حداد", "Hadad", "omar"):
        found = search(book, spelling)
        assert [result.row.id for result in found.results] == ["omar", "e1"], spelling
        assert [(one.typed, one.who[0].id) for one in found.by_name] == [(spelling, "omar")]
    assert search(book, "Hadad").by_name[0].nearly
    assert not search(book, "Haddad").by_name[0].nearly
    assert search(book, '"Hadad"').count == 0
    e1 = search(book, "Haddad").results[1]
    assert [(place.field, place.pieces[0].text) for place in e1.places] == [("to", "Omar Haddad")]


def test_a_spelling_of_a_name_finds_texts_in_which_they_are_written_otherwise() -> None:
    book = Book(
        nobody("e1", "Then Haddad came."),
        nobody("e2", "ثم جاء عمر حداد"),
        nobody("e3", "The lines were long; the harbour lines too."),
        nobody("e4", "Berger and Transport Unions."),
    )
    assert ids(book, "Hadad", "exchange") == ids(book, "حداد", "exchange") == ["e2", "e1"]
    assert [piece.text for piece in search(book, "Hadad").results[1].places[0].pieces if piece.found] == ["حداد"]
    assert ids(book, "Harbor", "exchange") == ["e3"]
    assert ids(book, '"Haddad"', "exchange") == ["e1"]


def test_all_whom_a_name_could_mean_are_found() -> None:
    anton = Person(id="anton", name="Anton Berger")
    book = Book(anton, call("e1", "x"), nobody("e2", "x"))
    found = search(book, "Berger x")
    assert [result.row.id for result in found.results] == ["e1"]
    assert {name.id for one in found.by_name for name in one.who} == {"anna", "anton"}


def test_those_who_prove_to_be_one_or_two_are_found_as_they_are_meant() -> None:
    stranger = Person(id="stranger", name="The man from Oslo")
    mentions = Exchange(
        id="e1", when=When.read("2024-09-01"), kind=ExchangeKind.CALL, from_=("stranger",), to=("union",), text="x"
    )
    book = Book(stranger, mentions, call("e2", "y"))
    assert ids(book, "Haddad", "exchange") == ["e2"]
    book.enter(Identification(id="i1", of="stranger", is_="omar"))
    assert ids(book, "Haddad", "exchange") == ["e2", "e1"]
    book.enter(Withdrawal(id="w1", of="i1", when=When.read("2024-09-03")))
    assert ids(book, "Haddad", "exchange") == ["e2"]
    book.enter(Identification(id="i2", of="omar", is_="stranger", in_=("e2",)))
    assert ids(book, "Haddad", "exchange") == []
    assert ids(book, "Oslo", "exchange") == ["e2", "e1"]


def test_the_entry_whose_id_was_typed_comes_first_then_names_then_the_newest() -> None:
    book = Book(
        nobody("e1", "About the roster."),
        Subject(id="roster", name="Whether a roster is kept"),
        nobody("e2", "The roster again, see e1."),
        nobody("e3", "roster"),
    )
    assert ids(book, "roster") == ["roster", "shape", "e3", "e2", "e1"]
    assert ids(book, "E1 ") == ["e1", "e2"]
    assert ids(book, "@e3") == ["e3"]


def test_results_say_where_and_when() -> None:
    book = Book(STATEMENT, RELEASE, SHOWING, OFFER)
    (statement,) = [result for result in search(book, "winter").results if result.row.id == "s1"]
    assert (statement.page, statement.of) == ("caucus", "union")
    assert statement.row.when is not None
    assert statement.row.when.text == "2024-09-01 10:00"
    (place,) = statement.places
    assert place.field == "text"
    assert [piece.text for piece in place.pieces if piece.found] == ["winter"]
    (offer,) = search(book, "rolling draft").results
    assert (offer.page, offer.of) == ("proposal", "p1")
    assert [place.field for place in offer.places] == ["title", "terms.shape"]


def test_a_day_finds_what_happened_on_it() -> None:
    book = Book(nobody("e1", "x", "2025-05-11 10:00"), nobody("e2", "see 2025-05-11", "2025-06-01"))
    assert ids(book, "2025-05-11", "exchange") == ["e2", "e1"]
    assert ids(book, "2025-05", "exchange") == ["e2", "e1"]
    assert ids(book, "2025-06", "exchange") == ["e2"]
    assert search(book, "2025-06").results[0].places[0].field == "when"


def test_results_can_be_narrowed_to_a_kind_and_are_counted_by_kind() -> None:
    book = Book(STATEMENT, RELEASE, SHOWING, nobody("e1", "settled early"))
    found = search(book, "settled")
    assert {one.kind: one.count for one in found.kinds} == {"statement": 1, "showing": 1, "exchange": 1}
    narrowed = search(book, "settled", "showing")
    assert [result.row.id for result in narrowed.results] == ["shown-1"]
    assert narrowed.kinds == found.kinds


def test_results_come_in_pages_that_leave_nothing_out() -> None:
    book = Book(*(nobody(f"e{number}", "same words") for number in range(2 * PAGE + 3)))
    pages = [search(book, "same", page=page) for page in (1, 2, 3)]
    assert [len(page.results) for page in pages] == [PAGE, PAGE, 3]
    found = [result.row.id for result in chain.from_iterable(page.results for page in pages)]
    assert found == [f"e{number}" for number in reversed(range(2 * PAGE + 3))]
    assert search(book, "same", page=99).page == 3
    assert search(book, "same", page=-4).page == 1


def test_what_was_corrected_is_found_as_it_stands_and_what_was_struck_out_says_so() -> None:
    book = Book(nobody("e1", "Tuesday"))
    index = Index(book.state)
    index.catch_up()
    book.enter(nobody("e1", "Wednesday"), why="misheard")
    book.enter(Withdrawal(id="w1", of="e1", when=When.read("2024-09-03")))
    index.catch_up()
    for one in (index, Index(book.state)):
        one.catch_up()
        tuesday, wednesday = search_view(one, "tuesday"), search_view(one, "wednesday misheard")
        assert tuesday is not None
        assert wednesday is not None
        assert tuesday.count == 0
        assert [(result.row.id, result.withdrawn, result.page) for result in wednesday.results] == [("e1", True, None)]


@pytest.mark.parametrize("text", ["", "   ", "!?… – «»", "\u200f\u202e", '""', "'", "\x00", "\ud800"])
def test_nothing_to_search_for_finds_nothing_and_says_so(text: str) -> None:
    found = search(Book(STATEMENT), text)
    assert not found.asked
    assert found.results == ()


def test_too_much_at_once_is_refused_and_the_most_is_answered_quickly() -> None:
    assert terms("x" * (LONGEST + 1)) is None
    assert terms(" ".join(f"word{number}" for number in range(MOST + 1))) is None
    book = Book(STATEMENT)
    started = time.process_time()
    for most in ('"a ' * (LONGEST // 3), '"' * LONGEST, "(" * LONGEST, "a-" * (LONGEST // 2), "ﷺ" * LONGEST):
        search(book, most)
    assert time.process_time() - started < 2


def test_articles_alone_are_words_and_before_names_are_not() -> None:
    assert [term.words for term in terms("al-Hayya") or ()] == [("hayya",)]
    assert [term.words for term in terms("al Hayya") or ()] == [("hayya",)]
    assert [term.words for term in terms("al") or ()] == [("al",)]
    assert [term.words for term in terms("الله الهدنة") or ()] == [("الله",), ("هدنه",)]


def test_where_in_a_word_a_term_may_stand_depends_on_its_script_and_length() -> None:
    hows = {
        text: term.how for text in ("km", "fire", "accord", "אש", "هدنة", "停", "583") for term in terms(text) or ()
    }
    assert hows == {
        "km": How.WHOLE,
        "fire": How.BEGINNING,
        "accord": How.INSIDE,
        "אש": How.WHOLE,
        "هدنة": How.INSIDE,
        "停": How.INSIDE,
        "583": How.WHOLE,
    }


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("ẞẞẞ Straße, ßx", "strasse", ["Straße"]),
        ("İİİ İstanbul'da", "istanbul", ["İstanbul"]),
        ("הוא אמר שָׁלוֹם לכולם", "שלום", ["שָׁלוֹם"]),
        ("قال: «الهُدْنَةُ» غداً", "هدنة", ["هُدْنَةُ"]),
        ("a cease-fire, the ceasefire", "ceasefire", ["cease-fire", "ceasefire"]),
        ("a cease-fire, the ceasefire", "cease-fire", ["cease-fire", "ceasefire"]),
        ("aid, he said, aid", "aid", ["aid", "aid"]),
        ("ﬁrst ﬁle", "file", ["ﬁle"]),
        ("e\u0301te\u0301 fini", "été", ["e\u0301te\u0301"]),
        ("one  two\nthree", '"one two three"', ["one  two\nthree"]),
        ("ﷺ then it", "then", ["then"]),
        ("<b>bold</b>", "b", ["b", "b"]),
    ],
)
def test_just_what_was_found_is_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_an_excerpt_of_a_long_text_shows_what_was_found_with_what_stands_around_it() -> None:
    text = "שָׁלוֹם ß word " * 5_000 + "the needle in it " + "more to say " * 5_000
    wanted = pattern(terms("needle") or ())
    assert wanted is not None
    pieces = excerpt(text, wanted)
    assert pieces is not None
    assert [piece.text for piece in pieces if piece.found] == ["needle"]
    assert pieces[0].text == pieces[-1].text == "…"
    shown = "".join(piece.text for piece in pieces[1:-1])
    assert shown in text
    assert len(shown) <= LONGEST_EXCERPT + 5
    one_word = excerpt("y" * 9_000 + "needle" + "x" * 9_000, wanted)
    assert one_word is not None
    assert [piece.text for piece in one_word if piece.found] == ["needle"]
