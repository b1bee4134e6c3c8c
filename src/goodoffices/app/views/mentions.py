# SPDX-License-Identifier: Apache-2.0
"""Which entries mention whom, kept for as long as a state lives, so that a page need not read every fact anew.

What is kept is what the facts say, by id. Who is meant by an id in an entry is worked out when it is asked, because
two that prove to be one, or one that proves to be two, are found out later. Nothing is kept of a state that is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.people import Delegation, Identification, Person
from goodoffices.domain.references import references
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Release


class Mention(NamedTuple):
    """That an entry names somebody: the id of the entry, and the id by which it names them."""

    entry: str
    as_: str


class _Kept:
    """What mentions what, up to one entry; what the ids of people, bodies and delegations are."""

    def __init__(self) -> None:
        self.sequence = 0
        self.by_id: dict[str, dict[str, None]] = {}
        self._of_entry: dict[str, tuple[str, ...]] = {}

    def follow(self, state: State) -> None:
        """Take in what was recorded since."""
        if state.sequence == self.sequence:
            return
        for held in state.since(self.sequence):
            if isinstance(held.fact, Identification | Withdrawal):
                continue
            entry = held.fact.id
            for identifier in self._of_entry.get(entry, ()):
                self.by_id[identifier].pop(entry, None)
            named = tuple(dict.fromkeys(reference.id for reference in references(held.fact)))
            self._of_entry[entry] = named
            for identifier in named:
                self.by_id.setdefault(identifier, {})[entry] = None
        self.sequence = state.sequence


_KEPT: WeakKeyDictionary[State, _Kept] = WeakKeyDictionary()


def _by_id(state: State) -> Mapping[str, Mapping[str, None]]:
    kept = _KEPT.get(state)
    if kept is None or state.sequence < kept.sequence:
        kept = _KEPT[state] = _Kept()
    kept.follow(state)
    return kept.by_id


def mentions(state: State, identifier: str) -> tuple[Mention, ...]:
    """List the entries that mean somebody, by whatever id they name them; what was struck out is left out."""
    found = _by_id(state)
    return tuple(
        Mention(entry, named)
        for named in _names_of(state, identifier)
        for entry in found.get(named, ())
        if state.meant(named, entry) == identifier and not is_struck(state, entry)
    )


def mentioning(state: State, identifier: str, new: Iterable[Held] | None = None) -> Iterator[Held]:
    """Give the facts that mean somebody, each once; of all there are, or of some that were recorded just now."""
    if new is None:
        for entry in dict.fromkeys(mention.entry for mention in mentions(state, identifier)):
            held = state.held(entry)
            if held is not None:
                yield held
        return
    named = set(_names_of(state, identifier))
    for held in new:
        if not isinstance(held.fact, Identification | Withdrawal) and any(
            reference.id in named and state.meant(reference.id, held.fact.id) == identifier
            for reference in references(held.fact)
        ):
            yield held


def mentions_as(state: State, identifier: str) -> tuple[str, ...]:
    """List the entries that name somebody by this very id, whoever is meant by it; what was struck out is left out."""
    return tuple(entry for entry in _by_id(state).get(identifier, ()) if not is_struck(state, entry))


def count_mentions(state: State) -> dict[str, int]:
    """Count the entries that mean each person, body and delegation."""
    found = _by_id(state)
    counts: dict[str, int] = {}
    struck = [entry for entry in state.withdrawn if is_struck(state, entry)]
    moved = {identification.of for identification in state.of(Identification)}
    for held in state.held_of(Delegation, Person):
        identifier = held.fact.id
        entries = found.get(identifier, {})
        if identifier not in moved:
            counts[identifier] = (
                counts.get(identifier, 0) + len(entries) - sum(1 for entry in struck if entry in entries)
            )
            continue
        for entry in entries:
            if not is_struck(state, entry):
                meant = state.meant(identifier, entry)
                counts[meant] = counts.get(meant, 0) + 1
    return counts


def is_struck(state: State, identifier: str) -> bool:
    """Whether an entry was struck out; a release that was taken back still stands, marked."""
    return identifier in state.withdrawn and state.get(identifier, Release) is None


def _names_of(state: State, identifier: str) -> Iterator[str]:
    """Give the id, and every id that may mean the same."""
    yield identifier
    seen = {identifier}
    waiting = [identifier]
    while waiting:
        current = waiting.pop()
        for identification in state.of(Identification):
            if identification.is_ == current and identification.of not in seen:
                seen.add(identification.of)
                waiting.append(identification.of)
                yield identification.of
