# SPDX-License-Identifier: Apache-2.0
"""What belongs to one person, body or delegation, in the order in which it happened: sorted once, then carried on.

Somebody in the middle of a mediation is mentioned in nearly all of it, and a page shows fifty entries of that. The
order is kept beside the state, for those who were looked at last.
"""

from __future__ import annotations

from bisect import insort
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final
from weakref import WeakKeyDictionary

from goodoffices.app.views.following import Kept
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.state import Held, State


MOST: Final = 16
"""Of how many the order is kept."""

Choose = Callable[[Iterable[Held] | None], Iterable[Held]]
"""Gives those of some facts that belong to somebody, each once; of all there are where none are given."""

KindOf = Callable[[Held], str]


class Own:
    """What belongs to somebody, earliest first."""

    def __init__(self, choose: Callable[[], Choose], kind_of: KindOf) -> None:
        """Use `OwnEntries`."""
        self.rows: list[Held] = []
        self.by_kind: dict[str, list[Held]] = {}
        """The same by what `kind_of` says of each, in no order."""
        self._choose = choose
        self._kind_of = kind_of
        self._begun = False

    def take(self, state: State, new: Iterable[Held]) -> bool:
        """Take in what belongs to them; not after somebody was named, whose entries may belong to them too."""
        facts = tuple(new)
        calendar = Calendar(state)
        if not self._begun:
            self._begun = True
            self.rows = sorted(self._choose()(None), key=calendar.path)
            for held in self.rows:
                self._sort_in(held)
            return True
        if any(isinstance(held.fact, Person | Delegation) for held in facts):
            return False
        for held in self._choose()(facts):
            insort(self.rows, held, key=calendar.path)
            self._sort_in(held)
        return True

    def _sort_in(self, held: Held) -> None:
        self.by_kind.setdefault(self._kind_of(held), []).append(held)


class OwnEntries:
    """What belongs to each of those who were asked about last, in each state that lives."""

    def __init__(self, kind_of: KindOf = lambda _held: "") -> None:
        """Take what tells apart the kinds of entries that are asked for."""
        self._kind_of = kind_of
        self._kept: WeakKeyDictionary[State, OrderedDict[str, Kept[Own]]] = WeakKeyDictionary()
        self._asked: Choose = lambda _new: ()

    def of(self, state: State, who: str, choose: Choose) -> Own:
        """Give what belongs to somebody, which grows with the state; `choose` is asked for what is not in it yet."""
        self._asked = choose
        several = self._kept.setdefault(state, OrderedDict())
        kept = several.setdefault(who, Kept(lambda: Own(lambda: self._asked, self._kind_of)))
        several.move_to_end(who)
        while len(several) > MOST:
            several.popitem(last=False)
        try:
            return kept.of(state)
        finally:
            self._asked = lambda _new: ()  # it holds the state, which must be let go of
