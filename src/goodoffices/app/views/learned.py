# SPDX-License-Identifier: Apache-2.0
"""Who knows what, arranged by subject and person, with the times worked out; kept beside the state it follows from."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple

from goodoffices.app.views.following import Kept
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.state import Held, State
from goodoffices.domain.who_knows import LEARNING, Known, known_from, mediators, settles
from goodoffices.times import Instant, Interval


class Learned(NamedTuple):
    """One way in which somebody knows of a subject; sorted by when they learned of it."""

    place: tuple[int, ...]
    number: int
    """The number of its entry, which tells apart what was learned at one time."""
    known: Known
    interval: Interval

    def may_be_known(self, limit: Interval | None) -> bool:
        """Whether it was perhaps learned by a time: all but what was certainly learned later."""
        earliest = self.interval.earliest
        return limit is None or limit.latest is None or earliest is None or earliest < limit.latest

    def is_known(self, limit: Interval | None) -> bool:
        """Whether it was certainly learned by a time."""
        latest = self.interval.latest
        return limit is None or (latest is not None and limit.latest is not None and latest <= limit.latest)


class Knowing:
    """All that anybody knows, by subject and person, and the days on which that changed."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, list[Learned]]] = {}
        """By subject, and within that by person; earliest first."""
        self.knowers: dict[str, int | None] = {}
        """Who knows of anything, with the earliest moment from which they may; None where that has no beginning."""
        self.days: list[str] = []
        """The days of the mediation's zone on which somebody learned something or may have, in order: `2025-05-08`."""
        self._days: set[str] = set()
        self._settled: set[tuple[str, str, str]] = set()

    def take(self, state: State, new: Iterable[Held]) -> bool:
        """Take in what facts make known; false when a note takes the place of what was taken in before."""
        facts = [held for held in new if isinstance(held.fact, LEARNING)]
        for held in facts:
            if isinstance(held.fact, Knowledge) and not self._settle(state, held.fact):
                return False
        calendar = Calendar(state)
        told = mediators(state)
        for held in facts:
            for known in known_from(state, held.fact, told):
                if known.noted or (known.who, known.subject, known.source) not in self._settled:
                    self._add(state.zone, calendar, held, known)
        return True

    def first_of(self, subject: str) -> int | None:
        """The earliest moment at which somebody may have known of a subject; None where that has no beginning."""
        starts = [learned.interval.earliest for several in self.cells[subject].values() for learned in several]
        known = [start for start in starts if start is not None]
        return min(known) if len(known) == len(starts) else None

    def _add(self, zone: str, calendar: Calendar, held: Held, known: Known) -> None:
        interval = calendar.interval(known.since)
        insort(
            self.cells.setdefault(known.subject, {}).setdefault(known.who, []),
            Learned(calendar.path(held), held.sequence, known, interval),
            key=_by_time,
        )
        earliest = self.knowers.setdefault(known.who, interval.earliest)
        if earliest is not None and (interval.earliest is None or interval.earliest < earliest):
            self.knowers[known.who] = interval.earliest
        for moment in (interval.earliest, None if interval.latest is None else interval.latest - 1):
            day = day_of(moment, zone)
            if day is not None and day not in self._days:
                self._days.add(day)
                insort(self.days, day)

    def _settle(self, state: State, note: Knowledge) -> bool:
        """Leave out what would follow, had nobody noted it by hand; false when it was taken in already."""
        settled = set(settles(state, note))
        self._settled |= settled
        return not any(
            learned.known.source == basis and not learned.known.noted
            for who, subject, basis in settled
            for learned in self.cells.get(subject, {}).get(who, ())
        )


def _by_time(learned: Learned) -> tuple[tuple[int, ...], int]:
    return learned.place, learned.number


def day_of(moment: int | None, zone: str) -> str | None:
    """Give the day on which a moment lies in a zone, as `2025-05-08`; none where that cannot be said."""
    if moment is None:
        return None
    try:
        return Instant(moment).in_zone(zone)[:10]
    except ValueError:
        return None


KeptKnowing = Kept[Knowing]


def kept_knowing() -> KeptKnowing:
    """Begin to keep who knows what, beside each state that lives."""
    return Kept(Knowing)
