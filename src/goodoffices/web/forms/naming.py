# SPDX-License-Identifier: Apache-2.0
"""Who and what is meant by a name that somebody typed: found by spelling, asked about when unclear, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from heapq import nlargest
from typing import Final, NamedTuple

from goodoffices.domain.agreements import Agreement, Obligation
from goodoffices.domain.chronology import HAPPENINGS
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.names import Found, How, Names, Unclear, Unknown
from goodoffices.domain.people import Delegation, JointSession, Person, Subject
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.scores import Scores
from goodoffices.domain.state import State
from goodoffices.domain.statements import Release, Statement


ACTORS: Final = ("person", "delegation")
_KINDS: Final[dict[str, type[Fact]]] = {
    kind_of(kind): kind
    for kind in (
        Person,
        Delegation,
        Issue,
        Proposal,
        Statement,
        Release,
        Scores,
        Agreement,
        Obligation,
        Subject,
        JointSession,
    )
}
_TITLED: Final = ("subject", "proposal", "issue", "agreement", "joint_session")
"""The kinds besides people and sides that are known by a name or a title."""
_NEWEST: Final = 40
_MOST_OFFERED: Final = 400
_EXCERPT: Final = 70


class Offered(NamedTuple):
    """One that a field may name: what is written for it, and what it is."""

    value: str
    shown: str


class Asked(NamedTuple):
    """A name of which it is not clear who is meant: the name, those it could be, and whether it is any of them."""

    name: str
    candidates: tuple[Offered, ...]
    is_known: bool


class Named(NamedTuple):
    """What was found for the names in a field: ids, in order; what has to be asked; and who was nearly so spelt."""

    ids: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    near: tuple[tuple[str, str], ...] = ()


class Directory:
    """Finds entries of some kinds by what somebody calls them; what is looked through is gathered when needed."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._names: dict[tuple[str, ...], Names] = {}

    def read(self, text: str, kinds: tuple[str, ...], *, several: bool, chosen: Mapping[str, str]) -> Named:
        """Find who is meant by the names in a text; `chosen` says which id was picked for a name that was unclear.

        Names are parted by semicolons or lines, or by commas where the whole is no name.
        """
        ids: list[str] = []
        asked: list[Asked] = []
        near: list[tuple[str, str]] = []
        for name in self._parts(text, kinds) if several else [" ".join(text.split())]:
            found = self.find(name, kinds)
            if isinstance(found, Found):
                ids.append(found.id)
                if found.how is How.NEAR:
                    near.append((name, found.id))
                continue
            offered = found.candidates if isinstance(found, Unclear) else found.nearest
            if chosen.get(name) in offered:
                ids.append(chosen[name])
            else:
                asked.append(Asked(name, tuple(map(self._offer, offered)), isinstance(found, Unclear)))
        return Named(tuple(dict.fromkeys(ids)), tuple(asked), tuple(near))

    def _parts(self, text: str, kinds: tuple[str, ...]) -> Iterator[str]:
        for part in re.split(r"[;؛\n]", text):
            name = " ".join(part.split())
            if not name:
                continue
            found = self.find(name, kinds)
            if isinstance(found, Unknown) or (isinstance(found, Found) and found.how in (How.PART, How.NEAR)):
                yield from filter(None, (" ".join(one.split()) for one in re.split("[,،]", name)))
            else:
                yield name

    def find(self, name: str, kinds: tuple[str, ...]) -> Found | Unclear | Unknown:
        """Say who is meant by one name; an id, written exactly, means its own."""
        identifier = name.removeprefix("@")
        if self._is_of(identifier, kinds):
            return Found(identifier, How.ID)
        if set(kinds) == set(ACTORS):
            return self._state.find(name)
        if kinds:
            return self._named(kinds).find(name)
        found = self._named(_TITLED).find(name)
        people = self._state.find(name) if not isinstance(found, Found) or found.how is How.NEAR else found
        return found if isinstance(people, Unknown) and not isinstance(found, Unknown) else people

    def written(self, identifier: str, kinds: tuple[str, ...]) -> str:
        """Give what to write for an id: its name, where that means nobody else, and fits between semicolons."""
        held = self._state.held(identifier)
        if held is None or kind_of(held.fact) not in (*ACTORS, *_TITLED):
            return identifier
        name = self._state.name(identifier)
        if re.search(r"[;؛\n]", name) or name != " ".join(name.split()) or len(name) > _EXCERPT:
            return identifier
        found = self.find(name, kinds)
        return name if isinstance(found, Found) and found.id == identifier and found.how is How.SPELLING else identifier

    def offered(self, kinds: tuple[str, ...]) -> tuple[Offered, ...]:
        """List what a field may name, for completing what is typed: those with names, and the newest of the others."""
        found: list[Offered] = []
        wanted = kinds or (*_TITLED, *ACTORS)
        for word in wanted:
            for fact in self._state.of(_KINDS[word]):
                if len(found) < _MOST_OFFERED:
                    found.append(Offered(self.written(fact.id, kinds), _described(self._state, fact)))
        if not kinds:
            newest = nlargest(_NEWEST, self._state.held_of(*HAPPENINGS), key=lambda held: held.sequence)
            found += [Offered(held.fact.id, _described(self._state, held.fact)) for held in newest]
        return tuple(found)

    def _offer(self, identifier: str) -> Offered:
        held = self._state.held(identifier)
        return Offered(identifier, _described(self._state, held.fact) if held else identifier)

    def _named(self, kinds: tuple[str, ...]) -> Names:
        if kinds not in self._names:
            facts = (fact for word in kinds for fact in self._state.of(_KINDS[word]))
            self._names[kinds] = Names(
                (fact.id, self._state.name(fact.id), getattr(fact, "spellings", ())) for fact in facts
            )
        return self._names[kinds]

    def _is_of(self, identifier: str, kinds: tuple[str, ...]) -> bool:
        held = self._state.held(identifier)
        return held is not None and (not kinds or kind_of(held.fact) in kinds)


def _described(state: State, fact: Fact) -> str:
    """Say in a line what an entry is."""
    words = next((getattr(fact, field) for field in ("name", "title", "text", "act") if hasattr(fact, field)), "")
    role = getattr(fact, "role", None)
    side = getattr(fact, "delegation", None)
    short = " ".join(str(words or "").split())
    short = f"{short[:_EXCERPT]}…" if len(short) > _EXCERPT else short
    about = ", ".join(part for part in (role, state.name(side) if side else None) if part)
    return f"{short} ({about})" if about else short or fact.id
