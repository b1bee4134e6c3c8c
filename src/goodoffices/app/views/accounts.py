# SPDX-License-Identifier: Apache-2.0
"""Which entries speak of which, by which sources: kept beside the state, so that a row finds its other accounts.

Two kinds of other account are told apart. What is said about an entry itself stands beside it, whatever its status.
What is said about the same matter stands beside it only where one says that it is so and the other does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from goodoffices.app.views.following import Kept
from goodoffices.domain.chronology import HAPPENINGS
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.proposals import Answer
from goodoffices.domain.reports import ASSERTING, DOUBTING, Attributed, Exchange, Report, Status, chain
from goodoffices.domain.state import Held, State


class Accounts:
    """What a chronology can be narrowed down to, and who contradicts whom."""

    def __init__(self) -> None:
        self.sources: Counter[str] = Counter()
        """How many entries have a source somewhere in a chain, by its name."""
        self.statuses: set[Status] = set()
        self.kinds: set[str] = set()
        self._about: dict[str, list[str]] = {}
        """Which exchanges and reports are about an entry, by its id."""
        self._asserting: dict[str, list[str]] = {}
        self._doubting: dict[str, list[str]] = {}

    def take(self, _state: State, new: Iterable[Held]) -> bool:
        """Take in what happened."""
        for held in new:
            fact = held.fact
            if not isinstance(fact, HAPPENINGS) or (isinstance(fact, Answer) and fact.basis):
                continue  # an answer that an entry reports stands with that entry
            self.kinds.add(kind_of(fact))
            self.sources.update(sources_of(fact))
            self.statuses.update(statuses_of(fact))
            if isinstance(fact, Exchange | Report):
                self._place(fact)
        return True

    def _place(self, fact: Exchange | Report) -> None:
        for matter in fact.about:
            self._about.setdefault(matter, []).append(fact.id)
            if fact.status in ASSERTING:
                self._asserting.setdefault(matter, []).append(fact.id)
            elif fact.status in DOUBTING:
                self._doubting.setdefault(matter, []).append(fact.id)

    def of(self, state: State, fact: Fact) -> tuple[str, ...]:
        """List the ids of the reports and exchanges that speak of an entry, and of those that it speaks of."""
        spoken_of = (matter for matter in _matters(fact) if isinstance(_fact(state, matter), HAPPENINGS))
        return tuple(one for one in dict.fromkeys((*self._about.get(fact.id, ()), *spoken_of)) if one != fact.id)

    def at_odds(self, state: State, fact: Fact) -> tuple[list[str], ...]:
        """List, for each matter that an account is about, the ids of accounts of it that say otherwise."""
        status = fact.status if isinstance(fact, Exchange | Report) else None
        others = self._doubting if status in ASSERTING else self._asserting if status in DOUBTING else {}
        matters = (matter for matter in _matters(fact) if not isinstance(_fact(state, matter), HAPPENINGS))
        return tuple(others[matter] for matter in matters if matter in others)


def _matters(fact: Fact) -> tuple[str, ...]:
    return fact.about if isinstance(fact, Exchange | Report) else ()


def _fact(state: State, identifier: str) -> Fact | None:
    held = state.held(identifier)
    return held.fact if held is not None else None


def sources_of(fact: Fact) -> set[str]:
    """Give every source in every chain of a fact."""
    if not isinstance(fact, Attributed):
        return set()
    return {link for line in (fact.attribution, *(also.attribution for also in fact.also)) for link in chain(line)}


def statuses_of(fact: Fact) -> set[Status]:
    """Give every status that some account of a fact has."""
    if not isinstance(fact, Attributed):
        return set()
    return {status for status in (fact.status, *(also.status for also in fact.also)) if status is not None}


KeptAccounts = Kept[Accounts]


def kept_accounts() -> KeptAccounts:
    """Begin to keep who speaks of what, beside each state that lives."""
    return Kept(Accounts)
