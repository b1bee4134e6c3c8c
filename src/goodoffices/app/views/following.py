# SPDX-License-Identifier: Apache-2.0
"""What is worked out from a whole state once and then carried on with it, so that a page costs what is new.

A state grows in place. Mostly what is new is added to what was worked out. Where it may have changed what stood already
(a correction, a withdrawal, one who proves to be another, the fact that times waited for), all is worked out anew.
Nothing is kept of a state that is gone: what was destroyed does not linger here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from goodoffices.domain.chronology import when_of
from goodoffices.domain.entries import Destruction, Withdrawal
from goodoffices.domain.people import Delegation, Identification, Side
from goodoffices.domain.state import Held, State


class Follower(Protocol):
    """What is worked out from a state, fact by fact."""

    def take(self, state: State, new: Iterable[Held]) -> bool:
        """Take in facts that stand, each once; say whether what was worked out before still holds."""


F = TypeVar("F", bound=Follower)


class _Followed(Generic[F]):
    """What was worked out up to one entry. It holds no state: what holds its own key in a weak table stays forever."""

    def __init__(self, state: State, follower: F) -> None:
        self.follower: Final = follower
        self.sequence = state.sequence
        self._holes = len(state.holes)
        self._awaited: set[str] = set()
        self._add(state, state.everything())

    def follow(self, state: State) -> bool:
        """Take in what was recorded since; say whether what was worked out still holds."""
        if state.sequence < self.sequence or len(state.holes) != self._holes:
            return False
        new = tuple(state.since(self.sequence)) if state.sequence > self.sequence else ()
        if len(new) != state.sequence - self.sequence or any(self._disturbs(held) for held in new):
            return False
        self.sequence = state.sequence
        return not new or self._add(state, new)

    def _add(self, state: State, new: Iterable[Held]) -> bool:
        return self.follower.take(state, self._watched(state, new))

    def _watched(self, state: State, new: Iterable[Held]) -> Iterable[Held]:
        """Leave out what was withdrawn, and note in passing for which facts a time waits that are not there yet."""
        for held in new:
            if state.get(held.fact.id, type(held.fact)) is None:
                continue
            when = when_of(held.fact)
            if when is not None and when.reference is not None and when.reference not in state:
                self._awaited.add(when.reference)
            yield held

    def _disturbs(self, held: Held) -> bool:
        fact = held.fact
        return (
            bool(held.former)
            or fact.id in self._awaited
            or isinstance(fact, Withdrawal | Destruction | Identification)
            or (isinstance(fact, Delegation) and fact.side is Side.MEDIATOR)
        )


class Kept(Generic[F]):
    """What was worked out of each state that lives."""

    def __init__(self, make: Callable[[], F]) -> None:
        """Take how to begin with nothing."""
        self._make = make
        self._kept: WeakKeyDictionary[State, _Followed[F]] = WeakKeyDictionary()

    def of(self, state: State) -> F:
        """Give what follows from a state as it is now; it is the state's own and grows with it."""
        kept = self._kept.get(state)
        if kept is None or not kept.follow(state):
            kept = self._kept[state] = _Followed(state, self._make())
        return kept.follower
