# SPDX-License-Identifier: Apache-2.0
"""What was believed at a moment, kept for the last moment asked about, so that turning its pages does not read it anew.

It is kept beside the state as it is now, and goes with it: what was destroyed does not linger in a belief either.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from goodoffices.domain.state import State
from goodoffices.times import Instant


class KeptBeliefs:
    """The last belief asked about, for each state that lives."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[State, tuple[int, Instant, State]] = WeakKeyDictionary()

    def of(self, now: State, moment: Instant, believed_on: Callable[[Instant], State]) -> State:
        """Give what was believed at a moment; `believed_on` reads it from the record where it is not kept."""
        kept = self._kept.get(now)
        if kept is not None and kept[:2] == (now.sequence, moment):
            return kept[2]
        state = believed_on(moment)
        self._kept[now] = (now.sequence, moment, state)
        return state
