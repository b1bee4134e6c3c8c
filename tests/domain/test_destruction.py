# SPDX-License-Identifier: Apache-2.0
"""A rule of destruction selects all that it means and nothing else, and says what stays behind."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.domain.decisions import Destroy, decide
from goodoffices.domain.destruction import Rule, select
from goodoffices.domain.entries import Destruction, Withdrawal
from goodoffices.domain.statements import Standing
from goodoffices.errors import RefusedError
from goodoffices.times import When
from tests.small_case import EVENING, OPENING, RELEASE, SECRET, SHOWING, STATEMENT, Book


OPEN_STATEMENT = msgspec.structs.replace(STATEMENT, id="s2", standing=Standing.ON_THE_RECORD, text="We want peace.")
OTHER_SIDE = msgspec.structs.replace(STATEMENT, id="s3", delegation="employer", by="omar", text="So do we.")
OFF_THE_RECORD = Rule(standing=Standing.OFF_THE_RECORD, caucus="union")


def full() -> Book:
    book = Book(STATEMENT, OPEN_STATEMENT, OTHER_SIDE, RELEASE, SHOWING)
    book.enter(msgspec.structs.replace(STATEMENT, text=SECRET + " Or sooner."), why="misheard", now=EVENING)
    return book


def test_a_rule_selects_every_entry_that_ever_recorded_what_it_means() -> None:
    selection = select(full().state, OFF_THE_RECORD)
    assert [fact.id for fact in selection.facts] == ["s1"]
    assert selection.entries == (len(OPENING) + 1, len(OPENING) + 6)
    book = full()
    for text in ("Soon.", "Sooner.", "At once."):
        book.enter(msgspec.structs.replace(STATEMENT, text=text), why="misheard again", now=EVENING)
    assert select(book.state, OFF_THE_RECORD).entries == tuple(len(OPENING) + place for place in (1, 6, 7, 8, 9))


def test_what_refers_to_the_destroyed_and_stays_is_listed() -> None:
    assert [fact.id for fact in select(full().state, OFF_THE_RECORD).remaining] == ["release-1"]


def test_struck_out_statements_are_destroyed_too() -> None:
    book = full()
    book.enter(Withdrawal(id="w1", of="s1", when=When.read("2024-09-02")))
    assert [fact.id for fact in select(book.state, OFF_THE_RECORD).facts] == ["s1"]


def test_the_record_of_a_destruction_names_numbers_and_no_words() -> None:
    decision = decide(full().state, Destroy(rule=OFF_THE_RECORD, by="conciliator", why="the talks are over"), EVENING)
    (entry,) = decision.entries
    assert isinstance(entry.fact, Destruction)
    assert entry.fact.entries == decision.destroyed
    assert entry.fact.rule == "off the record statements of union"
    assert SECRET not in str(entry)


def test_an_empty_rule_destroys_nothing() -> None:
    for rule in (Rule(), Rule(standing=Standing.NON_PAPER)):
        with pytest.raises(RefusedError):
            decide(full().state, Destroy(rule=rule, by="conciliator"), EVENING)


def test_what_the_record_is_read_by_cannot_be_destroyed() -> None:
    for identifier in ("dispute", "nobody"):
        with pytest.raises(RefusedError):
            select(full().state, Rule(ids=(identifier,)))


def test_a_rule_names_a_caucus_that_there_is_and_no_destruction() -> None:
    with pytest.raises(RefusedError) as caught:
        select(full().state, Rule(caucus="onion", ids=("s1",)))
    assert caught.value.mistakes[0].sentence == 'there is no delegation with the id "onion"'
    book = Book(STATEMENT, Destruction(id="destruction-1", entries=(3,), rule="chosen by id"))
    with pytest.raises(RefusedError):
        select(book.state, Rule(ids=("destruction-1",)))
    (entry,) = decide(book.state, Destroy(rule=Rule(ids=("s1",)), by="conciliator"), EVENING).entries
    assert entry.fact.id == "destruction-2"


def test_nothing_is_destroyed_but_what_was_looked_at() -> None:
    book = full()
    looked = select(book.state, OFF_THE_RECORD).entries
    book.enter(msgspec.structs.replace(STATEMENT, id="s9", text="One more."), now=EVENING)
    with pytest.raises(RefusedError) as caught:
        decide(book.state, Destroy(rule=OFF_THE_RECORD, by="conciliator", looked=looked), EVENING)
    assert caught.value.mistakes[0].hint == "look again"
    now = select(book.state, OFF_THE_RECORD).entries
    assert decide(book.state, Destroy(rule=OFF_THE_RECORD, by="conciliator", looked=now), EVENING).destroyed == now
