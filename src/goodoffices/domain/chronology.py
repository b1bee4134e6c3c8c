# SPDX-License-Identifier: Apache-2.0
"""What happened, in order, as far as the order is known.

Times are as exact as they are known, and may depend on one another ("three hours before the address"). A fact is put
where its time says, directly beside the fact its time depends on, and otherwise in the order of the record: where it
was first recorded, so that correcting a fact moves it only if its time is corrected.
"""

from __future__ import annotations

from typing import NamedTuple

from goodoffices.domain.agreements import Agreement, Performance
from goodoffices.domain.clocks import Clock
from goodoffices.domain.entries import Fact
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.reports import Exchange, Report
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.times import UNKNOWN, Interval, When


HAPPENINGS = (Exchange, Report, Statement, Release, Showing, Answer, Agreement, Performance)
"""The kinds of fact that happened at some time and so stand in the chronology."""

_Path = tuple[int, ...]


class Placed(NamedTuple):
    """Where a fact stands in time: the path it is sorted by, and the interval it lies in."""

    path: _Path
    interval: Interval


def when_of(fact: Fact) -> When | None:
    """Give the time that others mean when they refer to this fact; none for what has no time of its own."""
    if isinstance(fact, Clock):
        return fact.until if fact.until is not None else fact.since
    when = getattr(fact, "when", None)
    return when if isinstance(when, When) else getattr(fact, "since", None)


class Calendar:
    """Places the facts of one state in time; each is worked out once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._placed: dict[str, Placed | None] = {}

    def placed(self, identifier: str) -> Placed | None:
        """Where the fact of that id stands; none when there is no such fact or it has no time of its own."""
        for waiting in reversed(self._leading_to(identifier)):
            held = self._state.held(waiting)
            when = when_of(held.fact) if held else None
            if held is not None and when is not None:
                place = when.order(self._state.zone, held.first, self._place)
                self._placed[waiting] = Placed(place, self.interval(when))
        return self._placed[identifier]

    def _leading_to(self, identifier: str) -> list[str]:
        """List the facts to be placed first, last first: times may depend on one another in chains of any length.

        Each is marked as leading nowhere until it is placed, so that a chain that comes back to itself ends.
        """
        chain: list[str] = []
        following: str | None = identifier
        while following is not None and following not in self._placed:
            chain.append(following)
            self._placed[following] = None
            held = self._state.held(following)
            when = when_of(held.fact) if held else None
            following = when.reference if when is not None else None
        return chain

    def interval(self, when: When) -> Interval:
        """Between which moments a time lies."""
        return when.interval(self._state.zone, self._interval)

    def _place(self, identifier: str) -> tuple[_Path, Interval] | None:
        placed = self.placed(identifier)
        return (placed.path, placed.interval) if placed else None

    def _interval(self, identifier: str) -> Interval | None:
        placed = self.placed(identifier)
        return placed.interval if placed else None

    def path(self, held: Held) -> _Path:
        """What to sort a fact by."""
        placed = self.placed(held.fact.id)
        return placed.path if placed else self.order(UNKNOWN, held.first)

    def order(self, when: When, sequence: int = 0) -> _Path:
        """What to sort a time by, among facts; `sequence` tells apart what has the same time."""
        return when.order(self._state.zone, sequence, self._place)


def chronology(state: State, calendar: Calendar | None = None) -> tuple[Held, ...]:
    """List what happened, in order.

    An answer that only repeats what an entry of its basis reports stands with that entry and not again.
    """
    calendar = calendar or Calendar(state)
    rows = (held for held in state.held_of(*HAPPENINGS) if not _told_elsewhere(state, held.fact))
    return tuple(sorted(rows, key=calendar.path))


def _told_elsewhere(state: State, fact: Fact) -> bool:
    return isinstance(fact, Answer) and any(basis in state for basis in fact.basis)


def told_by(state: State) -> dict[str, tuple[Held, ...]]:
    """Which proposals and answers each entry reports, by the id of the entry."""
    found: dict[str, list[Held]] = {}
    for held in state.held_of(Proposal, Answer):
        fact = held.fact
        assert isinstance(fact, Proposal | Answer)  # noqa: S101 - held_of gives only these kinds
        for basis in fact.basis:
            found.setdefault(basis, []).append(held)
    return {basis: tuple(several) for basis, several in found.items()}
