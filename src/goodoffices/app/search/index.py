# SPDX-License-Identifier: Apache-2.0
"""The index of one mediation: which entries hold which words, name whom, and are of which day.

It is made in memory from a state and carried on as that grows; it is never written down. Whoever drops the state, as
after a destruction, drops the index with it. Every word is kept once, with the numbers of its entries; a part of a word
is looked for among the words, of which there are far fewer. For phrases each text is kept as the numbers of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import and_, or_
from typing import Final, NamedTuple

from goodoffices.app.search.naming import Meant, meant_by
from goodoffices.app.search.query import Term, terms
from goodoffices.app.search.said import said
from goodoffices.app.search.sets import Sets, bits, numbers
from goodoffices.app.search.vocabulary import Words
from goodoffices.domain.entries import kind_of
from goodoffices.domain.folding import joined, letters, words
from goodoffices.domain.references import references, times
from goodoffices.domain.state import Held, State


_DAYS: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)
_MONTH: Final = len("2025-05")

_DENSE: Final = 2
"""From one in how many entries on it is quicker to look through all."""


class Hits(NamedTuple):
    """What was found: in order, how many, and how many of each kind before only one kind was asked for."""

    terms: tuple[Term, ...]
    meant: tuple[tuple[Term, tuple[Meant, ...]], ...]
    """Whom each term names; only terms that name somebody."""
    exact: int
    """The set with the entry whose id was typed, and the entries of those whom every term names."""
    named: int
    """The set of the entries that are called so."""
    others: int
    """The set of all others."""
    kinds: dict[str, int]

    @property
    def total(self) -> int:
        """How many entries were found."""
        return sum(found.bit_count() for found in (self.exact, self.named, self.others))

    def numbers(self) -> Iterator[int]:
        """The numbers of the entries: what is meant itself, what is called so, all others; of each the newest first."""
        return chain(numbers(self.exact), numbers(self.named), numbers(self.others))


class Index:
    """The index of one state; `catch_up` before asking."""

    def __init__(self, state: State) -> None:
        self.state: Final = state
        self._sequence = 0
        self._ids: list[str] = []
        self._texts: list[bytes] = []
        self._words = Words()
        self._named = Words()
        self._referring = Sets()
        self._days = Sets()
        self._kinds = Sets()
        self._present: set[str] = set()
        self._replaced = 0

    def catch_up(self) -> None:
        """Take in what was recorded since."""
        for held in self.state.since(self._sequence):
            self._add(held)
        self._words.settle()
        self._named.settle()
        self._sequence = self.state.sequence

    def held(self, number: int) -> Held | None:
        """The fact that stands, by the number of its entry."""
        return self.state.held(self._ids[number])

    def find(self, text: str, kind: str = "") -> Hits | None:
        """Find the entries in which every term of a text occurs, of one kind where asked; none if it is too much."""
        found = terms(text)
        if found is None:
            return None
        meant = tuple((term, meant_by(self.state, term)) for term in found)
        everywhere = named = themselves = 0
        if found:
            naming = [self._naming(who) for _term, who in meant]
            everywhere = reduce(and_, map(or_, (self._holding(term, self._words) for term in found), naming))
            own = [self._themselves(who) for _term, who in meant]
            called = [self._spelling(who, self._named) for _term, who in meant]
            named = reduce(and_, map(or_, (self._holding(term, self._named) for term in found), map(or_, own, called)))
            themselves = reduce(and_, own)
        exact = self._exact(text) | themselves
        everywhere = (everywhere | exact) & ~self._replaced
        kinds = {one: total for one in sorted(self._present) if (total := self._of(one, everywhere).bit_count())}
        wanted = self._of(kind, everywhere) if kind else everywhere
        exact &= wanted
        named &= wanted & ~exact
        return Hits(
            terms=found,
            meant=tuple((term, who) for term, who in meant if who),
            exact=exact,
            named=named,
            others=wanted & ~exact & ~named,
            kinds=kinds,
        )

    def _add(self, held: Held) -> None:
        number, fact = held.sequence, held.fact
        missing = number - len(self._ids)
        self._ids.extend([""] * missing)
        self._texts.extend([b""] * missing)
        self._ids.append(fact.id)
        for former in held.former:
            self._replaced |= 1 << former
        texts: list[list[str]] = []
        more: list[str] = []
        names: list[str] = []
        for one in said(held.entry):
            folded = letters(one.text)
            plain = words(folded)
            texts.append(plain)
            more += joined(folded)
            if one.is_name:
                names += plain
        self._words.add({*chain.from_iterable(texts), *more}, number)
        self._texts.append(self._words.written(texts))
        if names:
            self._named.add({*names, *more}, number)
        self._referring.add({reference.id for reference in references(fact)}, number)
        days = {day for dated in times(fact) for day in _DAYS.findall(str(dated.when))}
        self._days.add(days | {day[:_MONTH] for day in days}, number)
        self._kinds.add((kind_of(fact),), number)
        self._present.add(kind_of(fact))

    def _of(self, kind: str, found: int) -> int:
        return found & self._kinds.union((kind,))

    def _exact(self, text: str) -> int:
        held = self.state.held(text.strip().removeprefix("@").casefold())
        return 1 << held.sequence if held is not None else 0

    def _holding(self, term: Term, among: Words) -> int:
        """The entries that hold a term in their words, or on its day."""
        if len(term.words) == 1:
            found = among.having(term)
        else:
            found = self._saying(term, reduce(and_, (among.whole(word) for word in term.words)))
            if term.joined is not None:
                found |= among.having(term.joined)
        return found | (self._days.union((term.day,)) if term.day is not None and among is self._words else 0)

    def _saying(self, phrase: Term, among: int) -> int:
        """Those of some entries that have the words of a phrase one behind the other."""
        if not among:
            return 0
        texts, wanted = self._texts, self._words.written([phrase.words])
        if among.bit_count() * _DENSE < len(texts):
            return bits([number for number in numbers(among) if wanted in texts[number]])
        return among & int("".join(["1" if wanted in text else "0" for text in reversed(texts)]), 2)

    def _naming(self, who: tuple[Meant, ...]) -> int:
        """The entries of those who are meant, those that refer to them, and those that have them in their words."""
        found = self._themselves(who) | self._spelling(who, self._words)
        identified = self.state.identified
        for one in who:
            for identifier in one.ids:
                referring = self._referring.union((identifier,))
                if identifier in identified:
                    referring = bits([number for number in numbers(referring) if self._means(identifier, number, one)])
                found |= referring
        return found

    def _spelling(self, who: tuple[Meant, ...], among: Words) -> int:
        """The entries that have a spelling of those who are meant in their words."""
        return reduce(or_, (self._holding(spelling, among) for one in who for spelling in one.spellings), 0)

    def _means(self, identifier: str, number: int, who: Meant) -> bool:
        return self.state.meant(identifier, self._ids[number]) == who.id

    def _themselves(self, who: tuple[Meant, ...]) -> int:
        """The entries of those who are meant, under each id that they were found to have everywhere."""
        found = 0
        for one in who:
            for identifier in one.ids:
                held = self.state.held(identifier)
                if held is not None and one.id in (identifier, self.state.meant(identifier)):
                    found |= 1 << held.sequence
        return found
