# SPDX-License-Identifier: Apache-2.0
"""The order of what happened, kept for as long as a state lives, so that a page need not sort the whole record.

A state grows in place. What was recorded since is put where it belongs; only when it may have moved what stood already
(a revision, a withdrawal, the fact that others were waiting for) is everything sorted anew. Nothing is kept of a state
that is gone: what was destroyed does not linger here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from goodoffices.domain.chronology import Calendar, chronology, told_by, when_of
from goodoffices.domain.entries import Destruction, Withdrawal
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.state import Held, State


class _Kept:
    """The order as it stood at one entry. It holds no state: what holds its own key in a weak table is never let go."""

    def __init__(self, state: State, kinds: tuple[type, ...]) -> None:
        self.kinds = kinds
        self.sequence = state.sequence
        self.holes = len(state.holes)
        calendar = Calendar(state)
        self.rows = [held for held in chronology(state, calendar) if isinstance(held.fact, kinds)]
        self.paths = [calendar.path(held) for held in self.rows]
        self.told = told_by(state)
        self.awaited = {name for held in state.everything() for name in _hangs_on(held) if name not in state}

    def follow(self, state: State) -> bool:
        """Take in what was recorded since; say whether that could be done without sorting everything."""
        since = state.sequence - self.sequence
        if since < 0 or len(state.holes) != self.holes:
            return False
        new = deque(state.everything(), maxlen=since) if since else ()
        if any(self._disturbs(held) for held in new):
            return False
        calendar = Calendar(state)
        for held in new:
            if isinstance(held.fact, Proposal | Answer) and held.fact.basis:
                return False
            self.awaited.update(name for name in _hangs_on(held) if name not in state)
            if isinstance(held.fact, self.kinds):
                path = calendar.path(held)
                place = bisect_right(self.paths, path)
                self.paths.insert(place, path)
                self.rows.insert(place, held)
        self.sequence = state.sequence
        return True

    def _disturbs(self, held: Held) -> bool:
        return (
            held.sequence <= self.sequence  # there are fewer new facts than entries: some entry was a revision
            or bool(held.former)
            or held.fact.id in self.awaited
            or isinstance(held.fact, Withdrawal | Destruction)
        )


def _hangs_on(held: Held) -> tuple[str, ...]:
    """Which other facts the place of a fact depends on."""
    when = when_of(held.fact)
    reference = (when.reference,) if when is not None and when.reference is not None else ()
    return (*reference, *getattr(held.fact, "basis", ()))


class KeptOrder:
    """What happened, of some kinds, in the order of the chronology."""

    def __init__(self, *kinds: type) -> None:
        self._kinds = kinds
        self._kept: WeakKeyDictionary[State, _Kept] = WeakKeyDictionary()

    def of(self, state: State) -> Sequence[Held]:
        """List what stands in a state, in order; the list is the state's own and grows with it."""
        return self._of(state).rows

    def told_by(self, state: State) -> dict[str, tuple[Held, ...]]:
        """Which proposals and answers each entry reports, by the id of the entry."""
        return self._of(state).told

    def _of(self, state: State) -> _Kept:
        kept = self._kept.get(state)
        if kept is None or not kept.follow(state):
            kept = self._kept[state] = _Kept(state, self._kinds)
        return kept
