# SPDX-License-Identifier: Apache-2.0
"""What every view has in common: how a name, a time and the source of a fact are shown."""

from __future__ import annotations

from goodoffices.domain.chronology import when_of
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.reports import Attributed, Status, chain
from goodoffices.domain.state import Held, State
from goodoffices.domain.values import Value
from goodoffices.times import When, shown
from goodoffices.times.forms import SameTime


class Name(Value, frozen=True, kw_only=True):
    """Somebody or something, as it is called, with its id."""

    id: str
    name: str


class Told(Value, frozen=True, kw_only=True):
    """What one chain of sources says: the chain, nearest first, how far confirmed, its own words where they differ."""

    chain: tuple[str, ...]
    status: Status | None
    text: str | None = None


class Time(Value, frozen=True, kw_only=True):
    """A time: the sentence to show, its canonical text, and the id of the fact it depends on."""

    shown: str
    text: str
    depends_on: str | None = None
    meant: str | None = None
    """The canonical text of the time in the sentence, where it is the same as another fact's."""
    named: str | None = None
    """What the fact is called that the sentence names."""


class Row(Value, frozen=True, kw_only=True):
    """One thing that happened or was recorded, in a line."""

    id: str
    kind: str
    what: str
    """The kind in more detail: `call`, `off the record statement`."""
    when: Time | None
    who: tuple[Name, ...]
    to: tuple[Name, ...]
    through: tuple[Name, ...]
    place: str | None
    count: str | None
    text: str
    told: tuple[Told, ...]
    """What each chain of sources says of it; the fact's own first."""
    sequence: int
    recorded: str


def names(state: State, identifiers: tuple[str, ...], entry: str = "") -> tuple[Name, ...]:
    """Give ids with the names they are called by; people as they are meant in an entry, where one is named."""
    meant = dict.fromkeys(state.meant(identifier, entry) for identifier in identifiers)
    return tuple(Name(id=identifier, name=state.name(identifier)) for identifier in meant)


def time(state: State, when: When) -> Time:
    """Show a time as exactly as it is known, in words; the same time as another's is shown as that other's."""
    meant = _meant(state, when)
    return Time(
        shown=shown(meant, state.name),
        text=str(when),
        depends_on=meant.reference or when.reference,
        meant=str(meant) if meant != when else None,
        named=state.name(meant.reference) if meant.reference is not None else None,
    )


def _meant(state: State, when: When) -> When:
    """Follow times that are the same as another fact's to one that says more, where there is one."""
    passed: set[str] = set()
    while isinstance(when.form, SameTime) and when.form.reference not in passed:
        passed.add(when.form.reference)
        held = state.held(when.form.reference)
        other = when_of(held.fact) if held else None
        if other is None or not other.known:
            break
        when = other
    return when


def told(fact: Fact) -> tuple[Told, ...]:
    """List what each chain of sources says of a fact; empty for what the mediator's own team took part in."""
    if not isinstance(fact, Attributed):
        return ()
    own = (Told(chain=chain(fact.attribution), status=fact.status),) if fact.attribution or fact.status else ()
    return (*own, *(Told(chain=chain(also.attribution), status=also.status, text=also.text) for also in fact.also))


def text_of(fact: Fact) -> str:
    """Give the words of a fact: its text, or else its title or name."""
    for field in ("text", "wording", "act", "title", "name", "note"):
        text = getattr(fact, field, None)
        if isinstance(text, str):
            return text
    return ""


def what(fact: Fact) -> str:
    """Say what kind of thing a fact is, as precisely as its fields allow."""
    word = kind_of(fact).replace("_", " ")
    standing, kind = getattr(fact, "standing", None), getattr(fact, "kind", None)
    grade, form = getattr(fact, "grade", None), getattr(fact, "form", None)
    if standing is not None:
        return f"{word}, {standing}"
    if word in ("exchange", "person"):
        return str(kind)
    if isinstance(fact, Proposal):
        return f"{kind}, draft {fact.draft}" if fact.draft > 1 else str(kind)
    detail = kind or grade or form
    return f"{word}: {detail}" if detail else word


def row(state: State, held: Held) -> Row:
    """Show one fact in a line."""
    fact = held.fact
    when = getattr(fact, "when", None) or getattr(fact, "since", None)
    return Row(
        id=fact.id,
        kind=kind_of(fact),
        what=what(fact),
        when=time(state, when) if isinstance(when, When) else None,
        who=names(state, _who(fact), fact.id),
        to=names(state, _several(fact, "to"), fact.id),
        through=names(state, _several(fact, "through"), fact.id),
        place=getattr(fact, "place", None) if kind_of(fact) == "exchange" else None,
        count=getattr(fact, "count", None),
        text=text_of(fact),
        told=told(fact),
        sequence=held.sequence,
        recorded=held.entry.believed.in_zone(state.zone),
    )


def rows(state: State, identifiers: tuple[str, ...]) -> tuple[Row, ...]:
    """Show the facts that stand under some ids, each in a line; ids under which nothing stands are left out."""
    return tuple(row(state, held) for identifier in identifiers if (held := state.held(identifier)) is not None)


def actors(state: State, fact: Fact) -> frozenset[str]:
    """Give the ids of those who are named in the line of a fact, as they are meant in it."""
    named = (*_who(fact), *_several(fact, "to"), *_several(fact, "through"))
    return frozenset(state.meant(identifier, fact.id) for identifier in named)


def _who(fact: Fact) -> tuple[str, ...]:
    for field in ("from_", "who", "by", "bearer", "delegation"):
        found = _several(fact, field)
        if found:
            return found
    return ()


def _several(fact: Fact, field: str) -> tuple[str, ...]:
    value = getattr(fact, field, None)
    if isinstance(value, tuple):
        return tuple(item for item in value if isinstance(item, str))
    return (value,) if isinstance(value, str) else ()
