# SPDX-License-Identifier: Apache-2.0
"""One mediation, open: its record and the state it comes to, kept up to date.

Reading catches up with what was recorded since, whoever recorded it. Writing is one transaction. What follows from the
state as it is known here is recorded if that is still all there is; otherwise, and where keys are destroyed: catch up
under the record's lock, decide, append, destroy, commit. After a destruction the state is folded anew, so that nothing
of what was destroyed lingers in memory that pages are made from; the index that searches are answered from goes with
it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from goodoffices.domain.decisions import Command, Decision, Place, by_id, decide
from goodoffices.domain.entries import Entry
from goodoffices.domain.people import Mediation
from goodoffices.domain.state import State, believed_on, fold
from goodoffices.errors import GoodOfficesError, OvertakenError
from goodoffices.record.chain import Head
from goodoffices.record.progress import Seen, counted
from goodoffices.record.record import Record
from goodoffices.times import Instant


if TYPE_CHECKING:
    from goodoffices.app.search.index import Index


class OpenMediation:
    """A record of entries with its state; may be used from several threads."""

    def __init__(self, record: Record[Entry], now: Callable[[], Instant]) -> None:
        self.record: Final = record
        self._now = now
        self._state = State()
        self._index: Index | None = None
        self._lock = threading.RLock()

    def opening(self) -> Mediation | None:
        """What the first entry says the mediation is, without reading the rest."""
        for _sequence, entry in self.record.read(limit=1):
            if entry is not None and isinstance(entry.fact, Mediation):
                return entry.fact
        return None

    @property
    def party(self) -> str:
        """Whose record this is: the id of a party, or nothing where it is the mediator's or cannot be read."""
        try:
            opening = self.opening()
        except GoodOfficesError:
            return ""
        return opening.record_of or "" if opening is not None else ""

    @contextmanager
    def reading(self) -> Iterator[State]:
        """Hold the state as it is now while something is made from it; meanwhile it does not grow."""
        with self._lock:
            yield self.state()

    def state(self, seen: Seen | None = None) -> State:
        """Give the state as it is now; it grows when somebody asks again, so threads that share it use `reading`.

        `seen` is told how many of the entries that are new have been read.
        """
        with self._lock:
            known, last = self._state.sequence, self.record.head().sequence
            if last > known:
                self._take(counted(self.record.read(after=known), last - known, seen))
            return self._state

    def index(self) -> Index:
        """Give the index of the state as it is now, for searching; made when it is first asked for."""
        from goodoffices.app.search.index import Index  # noqa: PLC0415 - nothing is searched when a house opens

        with self._lock:
            state = self.state()
            if self._index is None or self._index.state is not state:
                self._index = Index(state)
            self._index.catch_up()
            return self._index

    def believed_on(self, moment: Instant) -> State:
        """Give the state as it was believed to be at a moment."""
        return believed_on(self.record.read(), moment)

    def carry_out(
        self, command: Command | Callable[[State], Command], place: Place = by_id, seen: Seen | None = None
    ) -> tuple[Decision, Head]:
        """Carry out a command, whole or not at all; gives what followed and the new head. Raises RefusedError.

        What depends on what stands already, as the next free id does, is not made beforehand: a function of the state
        makes the command when nobody else can record any more. It may raise, and then nothing is recorded. `seen` is
        told how many of the new entries are sealed.
        """
        with self._lock:
            done = self._on_what_is_known(command, place, seen)
            decision, head = done or self._alone(command, place, seen)
            if decision.destroyed:
                self._state, self._index = State(), None
            else:
                fold(enumerate(decision.entries, start=self._state.sequence + 1), self._state)
        return decision, head

    def _on_what_is_known(
        self, command: Command | Callable[[State], Command], place: Place, seen: Seen | None
    ) -> tuple[Decision, Head] | None:
        """Decide on the state as it is here, and record it unless somebody else was faster.

        None, and nothing recorded, if that does not do: it may have been the state that had grown old.
        """
        known = self.record.known
        if known.sequence != self._state.sequence:
            return None
        try:
            decision = self._decided(command, place)
        except Exception:  # noqa: BLE001 - whatever it is, it is raised again if it still holds when all is known
            return None
        if decision.destroyed:
            return None
        try:
            return decision, self.record.append(counted(decision.entries, len(decision.entries), seen), known)
        except OvertakenError:
            return None

    def _alone(
        self, command: Command | Callable[[State], Command], place: Place, seen: Seen | None
    ) -> tuple[Decision, Head]:
        """Catch up, decide and record while nobody else can record anything."""
        with self.record.writing() as writing:
            if writing.head.sequence > self._state.sequence:
                self._take(writing.read(after=self._state.sequence))
            decision = self._decided(command, place)
            head = writing.append(counted(decision.entries, len(decision.entries), seen))
            if decision.destroyed:
                writing.destroy(decision.destroyed)
        return decision, head

    def _decided(self, command: Command | Callable[[State], Command], place: Place) -> Decision:
        made = command(self._state) if callable(command) else command
        return decide(self._state, made, self._now(), place)

    def _take(self, entries: Iterable[tuple[int, Entry | None]]) -> None:
        known = len(self._state.holes)
        fold(entries, self._state)
        if len(self._state.holes) > known and any(
            held.sequence in self._state.holes for held in self._state.everything()
        ):
            self._index = None
            self._state = fold(self.record.read())
