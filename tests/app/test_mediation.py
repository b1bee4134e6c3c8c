# SPDX-License-Identifier: Apache-2.0
"""An open mediation: commands are carried out whole, everybody catches up, and what is destroyed is gone for all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from goodoffices.app.house import House
from goodoffices.domain.decisions import Destroy, Enter
from goodoffices.domain.destruction import Rule
from goodoffices.domain.people import Person
from goodoffices.domain.statements import Standing
from goodoffices.errors import RefusedError
from goodoffices.times import Instant
from tests.small_case import EVENING, MORNING, OPENING, RELEASE, SECRET, SHOWING, STATEMENT


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.app.mediation import OpenMediation
    from goodoffices.domain.state import State

OFF_THE_RECORD = Destroy(rule=Rule(standing=Standing.OFF_THE_RECORD, caucus="union"), by="conciliator")


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.instant = MORNING

    def __call__(self) -> Instant:
        return self.instant


@pytest.fixture(name="clock")
def _clock() -> Hands:
    return Hands()


@pytest.fixture(name="house")
def _house(tmp_path: Path, clock: Hands) -> Iterator[House]:
    house = House.found(tmp_path / "house", clock=clock, randomness=os.urandom)
    yield house
    house.close()


@pytest.fixture(name="mediation")
def _mediation(house: House) -> OpenMediation:
    mediation = house.begin()
    mediation.carry_out(Enter(facts=(*OPENING, STATEMENT, RELEASE), by="conciliator"))
    return mediation


def test_a_refused_command_leaves_the_record_as_it_was(mediation: OpenMediation) -> None:
    head = mediation.record.head()
    stray = msgspec.structs.replace(SHOWING, id="stray", to=("nobody",))
    with pytest.raises(RefusedError):
        mediation.carry_out(Enter(facts=(SHOWING, stray), by="conciliator"))
    assert mediation.record.head() == head
    assert "shown-1" not in mediation.state()


def test_everybody_who_has_the_mediation_open_catches_up(house: House, mediation: OpenMediation) -> None:
    other = house.mediation()
    assert "shown-1" not in other.state()
    mediation.carry_out(Enter(facts=(SHOWING,), by="conciliator"))
    assert "shown-1" in other.state()
    other.carry_out(Enter(facts=(msgspec.structs.replace(STATEMENT, id="s2"),), by="conciliator"))
    assert "s2" in mediation.state()


def test_what_was_decided_on_an_older_state_is_decided_again(house: House, mediation: OpenMediation) -> None:
    other = house.mediation()
    other.state()
    mediation.carry_out(Enter(facts=(SHOWING,), by="conciliator"))
    seen = list[int]()

    def next_statement(state: State) -> Enter:
        seen.append(state.sequence)
        return Enter(facts=(msgspec.structs.replace(STATEMENT, id=f"s{len(state) + 1}"),), by="conciliator")

    _decision, head = other.carry_out(next_statement)
    assert seen == [head.sequence - 2, head.sequence - 1], "the first time nothing was known of the showing"
    assert mediation.state().sequence == head.sequence
    assert len(mediation.state()) == len(other.state())


def test_what_others_read_meanwhile_does_not_make_an_older_decision_a_new_one(
    house: House, mediation: OpenMediation
) -> None:
    other = house.mediation()
    seen = list[int]()

    def meanwhile(state: State) -> Enter:
        if not seen:
            other.carry_out(Enter(facts=(SHOWING,), by="conciliator"))
            assert len(list(mediation.record.read())) > state.sequence
        seen.append(state.sequence)
        return Enter(facts=(msgspec.structs.replace(STATEMENT, id="s2"),), by="conciliator")

    _decision, head = mediation.carry_out(meanwhile)
    assert seen == [head.sequence - 2, head.sequence - 1]
    assert "shown-1" in mediation.state()
    assert mediation.state().sequence == head.sequence


def test_what_only_an_older_state_would_refuse_is_recorded(house: House, mediation: OpenMediation) -> None:
    other = house.mediation()
    other.state()
    late = Person(id="late", name="Lena Late", delegation="union")
    mediation.carry_out(Enter(facts=(late,), by="conciliator"))
    other.carry_out(Enter(facts=(msgspec.structs.replace(STATEMENT, id="s2", by="late"),), by="conciliator"))
    assert "s2" in mediation.state()


def test_what_only_an_older_state_would_allow_is_refused(house: House, mediation: OpenMediation) -> None:
    other = house.mediation()
    other.state()
    mediation.carry_out(Enter(facts=(SHOWING,), by="conciliator"))
    head = mediation.record.head()
    taken = msgspec.structs.replace(STATEMENT, id=SHOWING.id)
    with pytest.raises(RefusedError):
        other.carry_out(Enter(facts=(taken,), by="conciliator"))
    assert mediation.record.head() == head


def test_what_is_destroyed_is_gone_for_everybody_who_has_it_open(house: House, mediation: OpenMediation) -> None:
    other = house.mediation()
    assert "s1" in other.state()
    decision, _head = mediation.carry_out(OFF_THE_RECORD)
    for reader in (mediation, other, house.mediation()):
        state = reader.state()
        assert "s1" not in state
        assert state.holes == set(decision.destroyed)
        assert not any(SECRET in str(held.entry) for held in state.everything())


def test_destroyed_words_are_in_no_file_of_the_house(house: House, mediation: OpenMediation) -> None:
    mediation.carry_out(OFF_THE_RECORD)
    files = [path for path in house.directory.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert SECRET.encode() not in path.read_bytes()
    readable = [str(entry) for _sequence, entry in mediation.record.read() if entry is not None]
    assert not any(SECRET in text for text in readable)


def test_what_was_believed_on_a_day_can_be_told(mediation: OpenMediation, clock: Hands) -> None:
    clock.instant = EVENING
    corrected = msgspec.structs.replace(STATEMENT, text="We would take two per cent.")
    mediation.carry_out(Enter(facts=(corrected,), by="conciliator", why="misheard"))
    assert mediation.believed_on(MORNING).get("s1", type(STATEMENT)) == STATEMENT
    assert mediation.believed_on(EVENING).get("s1", type(STATEMENT)) == corrected
    assert len(mediation.believed_on(Instant(MORNING.seconds - 1))) == 0
