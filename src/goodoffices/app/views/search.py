# SPDX-License-Identifier: Apache-2.0
"""What was found: which entries, where in them, when, and on which page they stand."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from goodoffices.app.search.excerpts import Piece, excerpt, opening, pattern
from goodoffices.app.search.index import Hits, Index
from goodoffices.app.search.said import said
from goodoffices.app.views.shown import Name, Row, Time, names, row
from goodoffices.domain.chronology import HAPPENINGS
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.entries import Destruction, Fact
from goodoffices.domain.issues import Issue
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Delegation, Identification, Mediation, Person, Subject
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.references import references, times
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.domain.values import Value


PAGE: Final = 20
"""How many results stand on one page."""
PLACES: Final = 3
"""How many places of one result are shown."""
_DAY: Final = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_OF_EACH: Final = ("person", "proposal")
_LISTED: Final = re.compile(r"\[\d+\]$", re.ASCII)
_PAGES: Final[dict[type, str]] = {
    **dict.fromkeys(HAPPENINGS, "chronology"),
    **dict.fromkeys((Statement, Release, Showing), "caucuses"),
    **dict.fromkeys((Knowledge, Subject), "knowledge"),
    **dict.fromkeys((Mediation, Clock, Notice), "desk"),
    **dict.fromkeys((Person, Delegation), "person"),
    Statement: "caucus",
    Proposal: "proposal",
    Issue: "proposals",
    Identification: "people",
    Destruction: "record",
}


class Place(Value, frozen=True, kw_only=True):
    """Where in an entry something was found: the field, and the words around it with what was found marked."""

    field: str
    pieces: tuple[Piece, ...]


class Result(Value, frozen=True, kw_only=True):
    """One entry that was found."""

    row: Row
    places: tuple[Place, ...]
    more: int = 0
    """In how many more places it was found."""
    page: str | None = None
    """The page on which it stands besides that of the entry."""
    of: str = ""
    """Whose page that is: the id of the delegation, person or proposal, where there is one for each."""
    day: str = ""
    """The day on which to look for it in the chronology, where it has one."""
    withdrawn: bool = False


class ByName(Value, frozen=True, kw_only=True):
    """Whom a word names, so that entries that refer to them are found as well."""

    typed: str
    who: tuple[Name, ...]
    nearly: bool = False
    """Whether the spelling is only nearly theirs."""


class OfKind(Value, frozen=True, kw_only=True):
    """How many of a kind were found."""

    kind: str
    count: int


class Search(Value, frozen=True, kw_only=True):
    """What was found, a page of it."""

    text: str
    asked: bool
    """Whether there was anything in it to search for."""
    results: tuple[Result, ...] = ()
    count: int = 0
    page: int = 1
    pages: int = 1
    kinds: tuple[OfKind, ...] = ()
    """How many of each kind, whether or not only one was asked for."""
    by_name: tuple[ByName, ...] = ()


def search_view(index: Index, text: str, kind: str = "", page: int = 1) -> Search | None:
    """Search for a text, in entries of one kind where asked; none if that is too much to search for at once.

    A page beyond the last is the last.
    """
    hits = index.find(text, kind)
    if hits is None:
        return None
    state = index.state
    pages = max(1, -(-hits.total // PAGE))
    page = min(max(1, page), pages)
    spellings = (spelling for _term, who in hits.meant for one in who for spelling in one.spellings)
    wanted = pattern((*hits.terms, *spellings))
    shown = (index.held(number) for number in islice(hits.numbers(), (page - 1) * PAGE, page * PAGE))
    return Search(
        text=text,
        asked=bool(hits.terms) or hits.total > 0,
        results=tuple(_result(state, held, wanted, hits) for held in shown if held is not None),
        count=hits.total,
        page=page,
        pages=pages,
        kinds=tuple(OfKind(kind=one, count=count) for one, count in hits.kinds.items()),
        by_name=tuple(
            ByName(typed=term.typed, who=names(state, tuple(one.id for one in who)), nearly=any(w.nearly for w in who))
            for term, who in hits.meant
        ),
    )


def _result(state: State, held: Held, wanted: re.Pattern[str] | None, hits: Hits) -> Result:
    places = _places(state, held, wanted, hits)
    shown = row(state, held)
    page = _page(state, held.fact)
    if not places and shown.text:
        places = [Place(field="", pieces=opening(shown.text))]
    return Result(
        row=shown,
        places=tuple(places[:PLACES]),
        more=max(0, len(places) - PLACES),
        page=page,
        of=held.fact.delegation if isinstance(held.fact, Statement) else held.fact.id if page in _OF_EACH else "",
        day=_day(shown.when),
        withdrawn=held.fact.id in state.withdrawn,
    )


def _places(state: State, held: Held, wanted: re.Pattern[str] | None, hits: Hits) -> list[Place]:
    """List where in an entry something was found: in its texts, then by whom it refers to, then by its times."""
    fact = held.fact
    places: list[Place] = []
    if wanted is not None:
        excerpts = ((one.place, excerpt(one.text, wanted)) for one in said(held.entry))
        places += [Place(field=place, pieces=pieces) for place, pieces in excerpts if pieces is not None]
    who = {one.id for _term, named in hits.meant for one in named}
    for reference in references(fact) if who else ():
        meant = state.meant(reference.id, fact.id)
        if meant in who:
            places.append(
                Place(field=_LISTED.sub("", reference.place), pieces=(Piece(text=state.name(meant), found=True),))
            )
    days = tuple(term.day for term in hits.terms if term.day is not None)
    for dated in times(fact) if days else ():
        if any(day in str(dated.when) for day in days):
            places.append(Place(field=dated.place, pieces=(Piece(text=str(dated.when), found=True),)))
    return places


def _page(state: State, fact: Fact) -> str | None:
    """Name the page on which a fact stands; one that was struck out stands on none."""
    return _PAGES.get(type(fact)) if state.get(fact.id, type(fact)) is not None else None


def _day(when: Time | None) -> str:
    found = _DAY.match(when.text) if when is not None else None
    return found[0] if found is not None else ""
