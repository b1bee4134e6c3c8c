# SPDX-License-Identifier: Apache-2.0
"""The mediations that the pages show: each opened once, and read by one page at a time.

What a mediation comes to is kept and carried on, so a page costs what is new and not what the record holds. A page is
made while nobody else carries it on: half of one state and half of the next would be shown otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from goodoffices.app.house import House
from goodoffices.app.mediation import OpenMediation
from goodoffices.app.views.kept_order import KeptOrder
from goodoffices.app.views.lanes import MARKS
from goodoffices.app.views.learned import kept_knowing
from goodoffices.domain.state import State


class Reading:
    """One mediation, open for reading by pages in several threads."""

    def __init__(self, identifier: str, mediation: OpenMediation) -> None:
        self.id: Final = identifier
        self.mediation: Final = mediation
        self.order: Final = KeptOrder(*MARKS)
        self.knowing: Final = kept_knowing()
        self._lock = threading.Lock()

    @contextmanager
    def state(self) -> Iterator[State]:
        """Give the state as it is now, which stays as it is until the block ends."""
        with self._lock:
            yield self.mediation.state()


class Mediations:
    """The mediations of a house, or the only one of them that is to be shown."""

    def __init__(self, house: House, only: str = "") -> None:
        """Take the house and, where only one mediation is to be shown, its id. Raises HouseError if there is none."""
        self._house = house
        self._only = only
        self._lock = threading.Lock()
        self._open: dict[str, Reading] = {}
        self._parties: dict[tuple[str, str], Reading] = {}
        if only:
            self._open[only] = Reading(only, house.mediation(only))

    def find(self, identifier: str) -> Reading | None:
        """Open the mediation of that id; none if there is none to be shown."""
        with self._lock:
            if identifier not in self._open:
                self._look()
            return self._open.get(identifier)

    def party(self, reading: Reading, delegation: str, by: str) -> Reading | None:
        """Open the record of a party, after what was put to it and what it released have passed; none if it has none.

        Both records stand still meanwhile, the mediator's first.
        """
        from goodoffices.app.handing_over import hand_over  # noqa: PLC0415 - only the pages of scores need it

        with reading.state():
            known = self._parties.get((reading.id, delegation))
            if known is not None:
                with known.state():
                    hand_over(self._house, reading.mediation, delegation, by, known.mediation)
                return known
            found = hand_over(self._house, reading.mediation, delegation, by)
            if found is not None:
                self._parties[reading.id, delegation] = Reading(reading.id, found)
            return self._parties.get((reading.id, delegation))

    def all_parties(self, reading: Reading, by: str) -> None:
        """Have what passes between the mediator's record and every party's passed, before a page that rests on it."""
        from goodoffices.app.handing_over import parties  # noqa: PLC0415 - as above

        with reading.state() as state:
            every = [side.id for side in parties(state)]
        for delegation in every:
            self.party(reading, delegation, by)

    def all(self) -> tuple[Reading, ...]:
        """Open every mediation, in the order in which they were begun."""
        with self._lock:
            self._look()
            return tuple(self._open.values())

    def _look(self) -> None:
        """Open what was begun since, whoever began it."""
        if self._only:
            return
        known = {reading.mediation.record.id for reading in self._open.values()}
        for mediation in self._house.mediations():
            opening = mediation.opening() if mediation.record.id not in known else None
            if opening is not None and opening.id not in self._open:
                self._open[opening.id] = Reading(opening.id, mediation)
