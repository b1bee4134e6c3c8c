# SPDX-License-Identifier: Apache-2.0
"""One person, body or delegation: who they are, what they can be assumed to know, what they would still learn, and
every entry that mentions them.
"""

from __future__ import annotations

from typing import Final

from goodoffices.app.views.knowledge import Item, knowledge_view
from goodoffices.app.views.learned import KeptKnowing, kept_knowing
from goodoffices.app.views.mentions import mentioning
from goodoffices.app.views.own_entries import OwnEntries
from goodoffices.app.views.people import Named, Tied, could_be_one, named
from goodoffices.app.views.shown import Name, Row, Time, names, row, time
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.entries import kind_of
from goodoffices.domain.knowledge import Detail, Sureness
from goodoffices.domain.people import Delegation, Identification, Person, Subject
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.times import When


PAGE: Final = 50
"""How many entries a page of somebody shows."""

_DETAILS: Final = tuple(Detail)
"""From the least that one can know of something to the most."""


class Knows(Value, frozen=True, kw_only=True):
    """One subject that somebody knows of, with every way in which they do, earliest first."""

    subject: Name
    items: tuple[Item, ...]


class Learns(Value, frozen=True, kw_only=True):
    """One subject of which somebody would still learn something."""

    subject: Name
    kind: str
    knows: Detail | None
    """How much of it they certainly know; none when they may not even know that it exists."""
    perhaps: Detail | None
    """How much more they may know, where that is not certain."""
    most: Detail
    """How much there is to know."""
    sides: tuple[Name, ...]
    """Their delegation, or those who belong to it, where these know of it and may have told them."""


class Found(Value, frozen=True, kw_only=True):
    """That somebody was found to be another, or in some entries another: since which entry, and where."""

    id: str
    of: Name
    is_: Name
    in_: tuple[Name, ...]
    """The entries in which that is so; everywhere where there are none."""
    note: str | None
    sequence: int
    recorded: str
    by: str
    why: str | None


class PersonView(Value, frozen=True, kw_only=True):
    """One person, body or delegation."""

    named: Named
    kind: str
    side: Name | None
    """The delegation that they belong to."""
    members: tuple[Name, ...]
    """Who belongs to it, of a delegation."""
    note: str | None
    tied_to: tuple[Tied, ...]
    """Ties that others have to them: what the other is, and who that is."""
    found: tuple[Found, ...]
    """All that was found of who they are, as it stands."""
    knows: tuple[Knows, ...]
    would_learn: tuple[Learns, ...]
    as_of: Time | None
    entries: tuple[Row, ...]
    page: int
    pages: int


def person_view(
    state: State, identifier: str, as_of: When | None = None, page: int = 1, kept: KeptKnowing | None = None
) -> PersonView | None:
    """Show one person, body or delegation; none if there is nobody of that id.

    `page` is brought into the pages there are. As of a time, what was certainly learned later is left out.
    """
    fact = person_or_side(state, identifier)
    if fact is None:
        return None
    found = _OWN.of(state, identifier, lambda new: mentioning(state, identifier, new)).rows
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    kept = kept or kept_knowing()
    near = tuple(other for pair in could_be_one(state) if identifier in pair for other in pair if other != identifier)
    knows = _knows(state, identifier, as_of, kept)
    side = fact.delegation if isinstance(fact, Person) else None
    return PersonView(
        named=named(state, fact, len(found), near),
        kind=kind_of(fact),
        side=names(state, (side,))[0] if side is not None else None,
        members=names(state, _members(state, identifier)),
        note=fact.note,
        tied_to=tuple(
            Tied(what=tie.what, to=names(state, (person.id,))[0])
            for person in state.of(Person)
            for tie in person.ties
            if state.meant(tie.to, person.id) == identifier and person.id != identifier
        ),
        found=found_of(state, identifier),
        knows=knows,
        would_learn=_would_learn(state, identifier, as_of, knows, kept),
        as_of=time(state, as_of) if as_of is not None else None,
        entries=tuple(row(state, held) for held in found[(page - 1) * PAGE : page * PAGE]),
        page=page,
        pages=pages,
    )


def person_or_side(state: State, identifier: str) -> Person | Delegation | None:
    """Give the person, body or delegation of an id."""
    return state.get(identifier, Person) or state.get(identifier, Delegation)


def in_order(state: State, identifiers: tuple[str, ...]) -> tuple[str, ...]:
    """Put entries in the order in which what they say happened, each once; what has no time stands at the end."""
    calendar = Calendar(state)
    held = [found for one in dict.fromkeys(identifiers) if (found := state.held(one)) is not None]
    return tuple(found.fact.id for found in sorted(held, key=calendar.path))


def shown_entries(state: State, identifiers: tuple[str, ...]) -> tuple[Row, ...]:
    """Show entries, each in a line."""
    return tuple(row(state, held) for one in identifiers if (held := state.held(one)) is not None)


def found_of(state: State, identifier: str) -> tuple[Found, ...]:
    """List all that was found of who somebody is, and that stands, newest first."""
    found = (
        held
        for held in state.held_of(Identification)
        if isinstance(held.fact, Identification) and identifier in (held.fact.of, held.fact.is_)
    )
    return tuple(_found(state, held.fact.id) for held in sorted(found, key=lambda held: -held.sequence))


def found_view(state: State, identifier: str) -> Found | None:
    """Show one finding of who somebody is; none if it does not stand."""
    return _found(state, identifier) if state.get(identifier, Identification) is not None else None


def _found(state: State, identifier: str) -> Found:
    held = state.held(identifier)
    assert held is not None  # noqa: S101 - whoever asks has it from the state
    fact = held.fact
    assert isinstance(fact, Identification)  # noqa: S101 - as above
    return Found(
        id=fact.id,
        of=Name(id=fact.of, name=state.name(fact.of)),
        is_=Name(id=fact.is_, name=state.name(fact.is_)),
        in_=tuple(Name(id=one, name=state.name(one)) for one in fact.in_),
        note=fact.note,
        sequence=held.sequence,
        recorded=held.entry.recorded.in_zone(state.zone),
        by=held.entry.by,
        why=held.entry.why,
    )


def _members(state: State, identifier: str) -> tuple[str, ...]:
    return tuple(
        person.id
        for person in state.of(Person)
        if person.delegation is not None and state.meant(person.delegation) == identifier
    )


_OWN: Final = OwnEntries()


def _knows(state: State, identifier: str, as_of: When | None, kept: KeptKnowing) -> tuple[Knows, ...]:
    view = knowledge_view(state, as_of, who=identifier, kept=kept)
    cells = view.knowers[0].cells if view.knowers else ()
    return tuple(Knows(subject=subject, items=items) for subject, items in zip(view.subjects, cells, strict=False))


def _would_learn(
    state: State, identifier: str, as_of: When | None, knows: tuple[Knows, ...], kept: KeptKnowing
) -> tuple[Learns, ...]:
    known = {one.subject.id: one.items for one in knows}
    near = _near(state, identifier, as_of, kept)
    own = _own(state, identifier)
    matters: list[Subject | Proposal] = [*state.of(Subject), *state.of(Proposal)]
    learns = []
    for matter in matters:
        items = known.get(matter.id, ())
        most = Detail.FULL_TEXT if isinstance(matter, Proposal) else Detail.SUBSTANCE
        surely = _best(tuple(item for item in items if item.sure is Sureness.CERTAIN and item.certain_by_then))
        perhaps = _best(items)
        if _rank(surely) >= _rank(most) or matter.id in own:
            continue
        learns.append(
            Learns(
                subject=Name(id=matter.id, name=matter.name if isinstance(matter, Subject) else matter.title),
                kind=kind_of(matter),
                knows=surely,
                perhaps=perhaps if _rank(perhaps) > _rank(surely) else None,
                most=most,
                sides=near.get(matter.id, ()),
            )
        )
    return tuple(learns)


def _own(state: State, identifier: str) -> set[str]:
    """Which proposals somebody made, carried or answered: nobody learns of those what is their own."""
    own = {
        proposal.id
        for proposal in state.of(Proposal)
        if identifier in {state.meant(one, proposal.id) for one in (*proposal.by, *proposal.through)}
    }
    return own | {answer.proposal for answer in state.of(Answer) if state.meant(answer.by, answer.id) == identifier}


def _near(state: State, identifier: str, as_of: When | None, kept: KeptKnowing) -> dict[str, tuple[Name, ...]]:
    """Who of one's own side knows of each subject: the delegation of a person, the members of a delegation."""
    person = state.get(identifier, Person)
    near = _members(state, identifier) if person is None else (person.delegation,) if person.delegation else ()
    meant = [one for one in dict.fromkeys(state.meant(one) for one in near) if one != identifier]
    limit = Calendar(state).interval(as_of) if as_of is not None else None
    found = {
        subject: [one for one in meant if any(learned.may_be_known(limit) for learned in cells.get(one, ()))]
        for subject, cells in (kept.of(state).cells.items() if meant else ())
    }
    return {subject: names(state, tuple(ones)) for subject, ones in found.items() if ones}


def _best(items: tuple[Item, ...]) -> Detail | None:
    return max((item.detail for item in items), key=_rank, default=None)


def _rank(detail: Detail | None) -> int:
    return -1 if detail is None else _DETAILS.index(detail)
