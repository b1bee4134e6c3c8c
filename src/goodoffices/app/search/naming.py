# SPDX-License-Identifier: Apache-2.0
"""Whom a term names, and how else they are written: a search for one spelling finds all of them.

A person's last name alone counts as a spelling where it means nobody else; of a body only whole names do, since the
last word of `Harbour Lines` stands in many a text that does not mean it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from goodoffices.app.search.query import How as Where
from goodoffices.app.search.query import Term
from goodoffices.domain.folding import letters, words
from goodoffices.domain.names import Found, How, Unclear
from goodoffices.domain.people import Being, Delegation, Person
from goodoffices.domain.state import State


MOST_SPELLINGS: Final = 100
"""How many spellings of one person or body are looked for at once."""
_INITIAL: Final = 2


class Meant(NamedTuple):
    """Somebody whom a term names, every id that means them, and how else they are written."""

    id: str
    ids: tuple[str, ...]
    spellings: tuple[Term, ...]
    nearly: bool
    """Whether the term is only nearly a spelling of theirs."""


def meant_by(state: State, term: Term) -> tuple[Meant, ...]:
    """Say whom a term names; nearness and other spellings do not count for what stands in quotation marks."""
    found = state.find(term.typed)
    if isinstance(found, Found):
        nearly = found.how is How.NEAR
        return () if nearly and term.quoted else (_meant(state, term, found.id, nearly=nearly),)
    candidates = found.candidates if isinstance(found, Unclear) else ()
    return tuple(_meant(state, term, identifier, nearly=False) for identifier in candidates)


def _meant(state: State, term: Term, identifier: str, *, nearly: bool) -> Meant:
    others = tuple(sorted(one for one in state.identified if one != identifier))
    ids = (identifier, *(one for one in others if state.meant(one) == identifier))
    every = dict.fromkeys(one for each in ids for one in _spellings(state, each)) if not term.quoted else {}
    alone = {one.words[0] for one in (term, *every) if len(one.words) == 1}
    spellings = [one for one in every if len(one.words) == 1 or alone.isdisjoint(one.words)]
    return Meant(identifier, (identifier, *others), tuple(spellings[:MOST_SPELLINGS]), nearly)


def _spellings(state: State, identifier: str) -> Iterator[Term]:
    held = state.held(identifier)
    fact = held.fact if held is not None else None
    if not isinstance(fact, Person | Delegation):
        return
    for name in (fact.name, *fact.spellings):
        folded = tuple(words(letters(name)))
        if folded:
            yield _written(name, folded)
        if isinstance(fact, Person) and fact.kind is Being.PERSON and len(folded) > 1:
            last = folded[-1]
            found = state.find(last) if len(last) > _INITIAL else None
            if isinstance(found, Found) and found.how is not How.NEAR and found.id == state.meant(identifier):
                yield _written(last, (last,))


def _written(name: str, folded: tuple[str, ...]) -> Term:
    """Give a spelling as a term: a long name also with what is written onto it, a short one only by itself."""
    term = Term(name, folded)
    return term if term.how is Where.INSIDE else Term(name, folded, quoted=True)
