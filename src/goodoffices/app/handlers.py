# SPDX-License-Identifier: Apache-2.0
"""What a person can have done, each as one function: bring a case in, write it out, record, destroy.

Checking what is recorded stands in `goodoffices.app.checking`.
Pages and the command line call these and nothing deeper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from goodoffices.app.house import House
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.decisions import Destroy, Enter, Place, by_id
from goodoffices.domain.destruction import Rule, Selection, select
from goodoffices.domain.entries import Fact
from goodoffices.domain.state import State
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.case_file import case_of, check_case, to_command, write_case
from goodoffices.record.chain import Head
from goodoffices.record.progress import Seen


class Brought(NamedTuple):
    """A case that was brought in: its mediation, how many facts it holds, and the head of its record."""

    mediation: OpenMediation
    facts: int
    head: Head


def import_case(
    house: House, data: bytes, name: str, by: str, *, reading: Seen | None = None, recording: Seen | None = None
) -> Brought:
    """Begin a mediation from a case file. Raises RefusedError with every mistake; then nothing is kept.

    `reading` is told how many of the file's items are read, `recording` how many are recorded.
    """
    case = check_case(data, name, State(), seen=reading)
    if case.mediation.record_of is not None:
        sentence = "this is the record of a party, and a case file brings in the mediator's"
        raise RefusedError((Mistake(f"{name}, mediation.record_of", sentence, "leave record_of out"),))
    for mediation in house.mediations():
        opening = mediation.opening()
        if opening is not None and opening.id == case.mediation.id:
            sentence = f'the mediation "{opening.id}" is in this house already'
            hint = "give the mediation in the file another id, or bring it into another house"
            raise RefusedError((Mistake(f"{name}, mediation.id", sentence, hint),))
    command, place = to_command(case, by)
    mediation = house.begin()
    _decision, head = mediation.carry_out(command, place, recording)
    return Brought(mediation, len(command.facts), head)


def export_case(mediation: OpenMediation, reading: Seen | None = None, writing: Seen | None = None) -> bytes:
    """Write what stands now as a case file.

    `reading` is told how many entries of the record are read, `writing` how many items are written.
    """
    return write_case(case_of(mediation.state(reading)), writing)


def enter(
    mediation: OpenMediation,
    facts: tuple[Fact, ...] | Callable[[State], tuple[Fact, ...]],
    by: str,
    why: str | None = None,
    place: Place = by_id,
) -> Head:
    """Record facts, together or not at all. Raises RefusedError with every mistake, each at its `place`.

    Facts whose ids are made here, or that are only recorded if they do not stand yet, are given as a function of the
    state: it is called when nobody else can record any more. Where it gives none, nothing is recorded.
    """

    def command(state: State) -> Enter:
        return Enter(facts=facts(state) if callable(facts) else facts, by=by, why=why)

    _decision, head = mediation.carry_out(command, place)
    return head


def selected_for_destruction(mediation: OpenMediation, rule: Rule) -> Selection:
    """Show what a rule would destroy, and what would stay that refers to it; destroys nothing."""
    return select(mediation.state(), rule)


def destroy(
    mediation: OpenMediation, rule: Rule, by: str, why: str | None = None, *, looked: tuple[int, ...] | None = None
) -> tuple[int, ...]:
    """Destroy for good what a rule selects; gives the numbers of the destroyed entries.

    `looked` are the entries that somebody saw before deciding: if it would be others by now, RefusedError is raised.
    """
    decision, _head = mediation.carry_out(Destroy(rule=rule, by=by, why=why, looked=looked))
    return decision.destroyed
