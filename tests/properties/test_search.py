# SPDX-License-Identifier: Apache-2.0
"""Laws of searching: what is recorded is found by its words, what is found holds them, what is destroyed is gone."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.app.handlers import destroy
from goodoffices.app.mediation import OpenMediation
from goodoffices.app.search.excerpts import excerpt, pattern
from goodoffices.app.search.index import Index
from goodoffices.app.search.query import Term, terms
from goodoffices.app.search.said import said
from goodoffices.app.search.sets import Sets, bits, numbers
from goodoffices.app.views.search import search_view
from goodoffices.domain.decisions import Enter, decide
from goodoffices.domain.destruction import Rule
from goodoffices.domain.entries import Entry
from goodoffices.domain.folding import joined, letters, origins, words
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.state import State, fold
from goodoffices.domain.values import normal
from goodoffices.exchange.case_file import to_command
from goodoffices.record.memory import MemoryStore
from goodoffices.record.record import Record
from goodoffices.record.store import House as Founding
from goodoffices.sealing.house_key import HouseKey
from goodoffices.times import Instant, When
from tests.case_strategies import cases, texts
from tests.small_case import OPENING, Book


if TYPE_CHECKING:
    from goodoffices.exchange.case import Case


NOW = Instant.read("2024-09-02T08:00:00Z")
LOUD = st.sampled_from([str.upper, str.lower, str.casefold, str.title, str.swapcase])
SCRIPTS = "abcdeßİıæøéêçñö'’-абвёйжщьאבהוםןשָׁ״\"ابةتىيأإآءوَُّـλσςΣᾳหนึ่ง停火にほ한국0123١٢٣,.!«»%&()"
SENTENCES = st.lists(st.text(SCRIPTS, min_size=1, max_size=8), min_size=1, max_size=8).map(" ".join).map(normal)


def exchange(number: int, text: str) -> Exchange:
    """An exchange that names nobody."""
    return Exchange(id=f"e{number}", when=When.read("2024-09-01"), kind=ExchangeKind.CONTACT, text=text)


def index_of(*said_texts: str) -> Index:
    """The index of a small case with an exchange for each text."""
    index = Index(Book(*(exchange(number, text) for number, text in enumerate(said_texts))).state)
    index.catch_up()
    return index


def found(index: Index, query: str) -> set[str]:
    """The ids that a query finds."""
    hits = index.find(query)
    assert hits is not None
    return {held.fact.id for number in hits.numbers() if (held := index.held(number)) is not None}


def plain_query(text: str) -> list[Term]:
    """The terms of a text of any length, word by word."""
    return [term for word in text.split() for term in terms(word[:200].strip('"“”„«»')) or ()]


@given(st.lists(SENTENCES | texts(80), min_size=1, max_size=4), LOUD, st.data())
def test_whatever_text_is_recorded_is_found_by_any_of_its_words(
    recorded: list[str], loud: object, data: st.DataObject
) -> None:
    index = index_of(*recorded)
    number = data.draw(st.integers(0, len(recorded) - 1))
    word = data.draw(st.sampled_from(recorded[number].split() or [""]))
    assert callable(loud)
    for query in (word, loud(word)):
        if len(query) <= 200 and terms(query) and letters(query) == letters(word):
            assert f"e{number}" in found(index, query)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.data())
def test_a_phrase_of_a_text_finds_it(recorded: list[str], data: st.DataObject) -> None:
    index = index_of(*recorded)
    number = data.draw(st.integers(0, len(recorded) - 1))
    plain = words(letters(recorded[number]))
    start = data.draw(st.integers(0, len(plain)))
    phrase = " ".join(plain[start : start + 5])
    if phrase:
        assert f"e{number}" in found(index, f'"{phrase}"')


@given(st.lists(SENTENCES, min_size=1, max_size=4), SENTENCES)
def test_nothing_is_found_that_does_not_hold_every_term(recorded: list[str], query: str) -> None:
    index = index_of(*recorded)
    wanted = terms(query)
    hits = index.find(query)
    if wanted is None or hits is None:
        return
    meant = {term for term, _ in hits.meant}
    for number in (*numbers(hits.named), *numbers(hits.others)):
        held = index.held(number)
        assert held is not None
        everything = [" ".join(letters(one.text).split()) for one in said(held.entry)]
        for term in wanted:
            compiled = pattern([term])
            assert compiled is not None
            assert term in meant or any(compiled.search(text) for text in everything), (term, everything)


@given(SENTENCES | texts(400), SENTENCES)
def test_an_excerpt_is_of_the_text_and_what_is_marked_folds_to_what_was_wanted(text: str, query: str) -> None:
    wanted = pattern(terms(query) or ())
    pieces = excerpt(text, wanted) if wanted is not None else None
    if wanted is None or pieces is None:
        return
    whole = "".join(piece.text for piece in pieces)
    assert whole in text or whole.strip("…") in text
    marked = [piece.text for piece in pieces if piece.found]
    assert marked
    loose = re.compile(re.sub(r"\(\?<?![^)]*\)", "", wanted.pattern))
    assert all(loose.search(letters(piece)) for piece in marked)


@given(texts() | SENTENCES)
def test_folding_again_changes_nothing_and_places_lead_back(text: str) -> None:
    folded = letters(text)
    assert letters(folded) == folded
    assert len(origins(text)) == len(folded)
    assert folded.casefold() == folded


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from("abc")), max_size=400))
def test_sets_hold_what_was_put_into_them(put: list[tuple[int, str]]) -> None:
    kept = Sets()
    expected: dict[str, set[int]] = {"a": set(), "b": set(), "c": set()}
    for number in sorted({number for number, _ in put}):
        keys = {key for one, key in put if one == number}
        kept.add(keys, number)
        for key in keys:
            expected[key].add(number)
    for key, held in expected.items():
        assert list(numbers(kept.union([key]))) == sorted(held, reverse=True)
    assert kept.union("abc") == bits(set().union(*expected.values()))


@settings(max_examples=15)
@given(cases())
def test_every_text_of_every_kind_of_fact_is_found(case: Case) -> None:
    command, _place = to_command(case, "the team")
    index = Index(fold(enumerate(decide(State(), command, NOW).entries, start=1)))
    index.catch_up()
    for held in index.state.everything():
        for one in said(held.entry):
            for term in plain_query(one.text)[:5]:
                hits = index.find(term.typed)
                assert hits is not None
                assert held.sequence in set(hits.numbers()), (one, term)


@settings(max_examples=25)
@given(st.lists(SENTENCES.filter(lambda text: bool(terms(text[:20]))), min_size=2, max_size=5, unique=True), st.data())
def test_after_a_destruction_nothing_of_it_is_found(recorded: list[str], data: st.DataObject) -> None:
    mediation = _mediation()
    mediation.carry_out(Enter(facts=OPENING, by="us"))
    facts = tuple(exchange(number, text) for number, text in enumerate(recorded))
    mediation.carry_out(Enter(facts=facts, by="us"))
    mediation.index()
    other = OpenMediation(mediation.record, lambda: NOW)
    other.index()
    gone = data.draw(st.integers(0, len(recorded) - 1))
    destroy(mediation, Rule(ids=(f"e{gone}",)), "us")
    for one in (mediation, other):
        index = one.index()
        for term in plain_query(recorded[gone]):
            result = search_view(index, term.typed)
            assert result is not None
            assert f"e{gone}" not in {found.row.id for found in result.results}
        standing = [letters(text.text) for held in index.state.everything() for text in said(held.entry)]
        assert set(index._words._sets) - {""} == {word for text in standing for word in (*words(text), *joined(text))}


def _mediation() -> OpenMediation:
    store = MemoryStore()
    key = HouseKey.generate(os.urandom)
    store.found(Founding(os.urandom(16), key.id))
    return OpenMediation(Record.create(store, key, os.urandom(16), Entry, os.urandom), lambda: NOW)
