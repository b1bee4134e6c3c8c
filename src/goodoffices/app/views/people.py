# SPDX-License-Identifier: Apache-2.0
"""Everybody named in a case, side by side: who belongs to whom, how they are spelt, and who could be one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from goodoffices.app.views.mentions import count_mentions
from goodoffices.app.views.shown import Name, names
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.names import Found, How, Names
from goodoffices.domain.people import Being, Delegation, Identification, Person
from goodoffices.domain.state import State
from goodoffices.domain.values import Value


class Tied(Value, frozen=True, kw_only=True):
    """What somebody is to somebody: `sister of` Jonas Vogt."""

    what: str
    to: Name


class Named(Value, frozen=True, kw_only=True):
    """One person, body or delegation."""

    id: str
    name: str
    what: str
    """`person`, `body`, or the side that a delegation is."""
    role: str | None
    spellings: tuple[str, ...]
    ties: tuple[Tied, ...]
    mentions: int
    """How many entries mean them."""
    taken_for: Name | None
    """Whom they proved to be, where they proved to be another."""
    also: tuple[Name, ...]
    """Others who proved to be they."""
    could_be: tuple[Name, ...]
    """Others whose names are so near that they could be one."""


class Group(Value, frozen=True, kw_only=True):
    """A delegation with those who belong to it; those who belong to none stand in a group of their own."""

    delegation: Named | None
    members: tuple[Named, ...]


class People(Value, frozen=True, kw_only=True):
    """Everybody named in a case, by delegation."""

    groups: tuple[Group, ...]
    total: int
    """People and bodies, delegations not counted."""
    could_be: int
    """How many pairs could be one."""


def people_view(state: State) -> People:
    """Show everybody named in a case."""
    counts = count_mentions(state)
    pairs = could_be_one(state)
    near: dict[str, list[str]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)

    def shown(fact: Person | Delegation) -> Named:
        return named(state, fact, counts.get(fact.id, 0), tuple(near.get(fact.id, ())))

    members: dict[str | None, list[Named]] = {}
    for person in state.of(Person):
        members.setdefault(_side(state, person), []).append(shown(person))
    groups = [Group(delegation=shown(side), members=tuple(members.pop(side.id, ()))) for side in state.of(Delegation)]
    rest = tuple(one for ones in members.values() for one in ones)
    if rest:
        groups.append(Group(delegation=None, members=rest))
    return People(groups=tuple(groups), total=state.count(Person), could_be=len(pairs))


def named(state: State, fact: Person | Delegation, mentions: int, could_be: tuple[str, ...] = ()) -> Named:
    """Show one person, body or delegation."""
    if isinstance(fact, Person):
        what, role = str(fact.kind), fact.role
        ties = tuple(Tied(what=tie.what, to=names(state, (tie.to,), fact.id)[0]) for tie in fact.ties)
    else:
        what, role, ties = str(fact.side), None, ()
    return Named(
        id=fact.id,
        name=fact.name,
        what=what,
        role=role,
        spellings=fact.spellings,
        ties=ties,
        mentions=mentions,
        taken_for=names(state, (fact.id,))[0] if state.meant(fact.id) != fact.id else None,
        also=tuple(
            Name(id=found.of, name=state.name(found.of))
            for found in state.of(Identification)
            if not found.in_ and state.meant(found.of) == fact.id
        ),
        could_be=tuple(Name(id=other, name=state.name(other)) for other in could_be),
    )


def _side(state: State, person: Person) -> str | None:
    side = state.meant(person.delegation) if person.delegation is not None else None
    return side if side is not None and state.get(side, Delegation) is not None else None


class _Pairs(NamedTuple):
    """Who could be one, and what that was worked out from."""

    of: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]


_KEPT: WeakKeyDictionary[State, _Pairs] = WeakKeyDictionary()
_MOST = 2000
"""Of how many names at most it is worked out who could be one."""


def could_be_one(state: State) -> tuple[tuple[str, str], ...]:
    """List pairs of people, bodies or delegations whose names are so near that they could be one.

    Left out are pairs that were found to be one, that were held to be one and are no longer, and that are tied. Worked
    out anew only when somebody was named, corrected or found to be another since.
    """
    of = tuple(held.sequence for held in state.held_of(Delegation, Person, Identification, Withdrawal))
    kept = _KEPT.get(state)
    if kept is None or kept.of != of:
        kept = _KEPT[state] = _Pairs(of, tuple(_near_pairs(state)) if len(of) <= _MOST else ())
    return kept.pairs


def _near_pairs(state: State) -> Iterator[tuple[str, str]]:
    everybody: list[Person | Delegation] = [*state.of(Delegation), *state.of(Person)]
    facts = {fact.id: fact for fact in everybody if state.meant(fact.id) == fact.id}
    all_names = Names((fact.id, fact.name, fact.spellings) for fact in facts.values())
    settled = _settled(state)
    places = {identifier: place for place, identifier in enumerate(facts)}
    for identifier, fact in facts.items():
        all_names.remove(identifier)
        others = {
            found.id
            for spelling in (fact.name, *fact.spellings)
            if isinstance(found := all_names.find(spelling), Found) and _is_telling(fact, facts[found.id], found.how)
        }
        all_names.add(identifier, fact.name, fact.spellings)
        for other in sorted(others, key=places.__getitem__):
            pair = frozenset((identifier, other))
            if pair not in settled:
                settled.add(pair)
                yield identifier, other


def _is_telling(one: Person | Delegation, other: Person | Delegation, how: How) -> bool:
    """Whether a name found so says that two could be one: part of a body's name is mostly another body."""
    kinds = {fact.kind if isinstance(fact, Person) else None for fact in (one, other)}
    if how is How.SPELLING:
        return kinds != {Being.PERSON, None}
    if how is How.NEAR:
        return len(kinds) == 1 and len(one.name.split()) == len(other.name.split())
    return how is How.PART and kinds == {Being.PERSON}


def _settled(state: State) -> set[frozenset[str]]:
    """Pairs of whom it is known whether they are one: tied to each other, or identified whatever became of that."""
    settled = {frozenset((person.id, tie.to)) for person in state.of(Person) for tie in person.ties}
    settled.update(
        frozenset((held.fact.of, held.fact.is_)) for held in state.everything() if isinstance(held.fact, Identification)
    )
    return settled
