# SPDX-License-Identifier: Apache-2.0
"""The history of a record: every entry by its number, newest first, with what it changed.

Entries are read from the record as they are shown, fifty at a time, so that a page costs what it shows and not what
the record holds. A day is found by halving: the numbers of entries run with the times at which they were recorded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import takewhile
from typing import Final

from goodoffices.app.views.entry import Field, fields_of
from goodoffices.app.views.shown import Name, Row, row
from goodoffices.domain.entries import Destruction, Entry, Fact, Withdrawal
from goodoffices.domain.people import Identification
from goodoffices.domain.state import Held, State
from goodoffices.domain.values import Value
from goodoffices.times import Instant


PAGE: Final = 50
"""How many entries a page of the history shows."""

Read = Callable[[int, int], Iterable[tuple[int, Entry | None]]]
"""Gives the entries after a number, up to a number of them; as `Record.read` does."""


class Did(StrEnum):
    """What an entry did."""

    RECORDED = "recorded"
    CORRECTED = "corrected"
    WITHDREW = "withdrew"
    DESTROYED = "destroyed"
    GONE = "gone"
    """It was destroyed itself: its number is all that is left of it."""


class Difference(Value, frozen=True, kw_only=True):
    """One field that a correction changed: what it said before and what it says since; none where it said nothing."""

    place: tuple[str, ...]
    """The field, and the parts within it: `terms`, `Rise in pay`."""
    before: Field | None
    after: Field | None


class Change(Value, frozen=True, kw_only=True):
    """One entry of the record."""

    sequence: int
    did: Did
    row: Row | None = None
    """What it says, in a line; none of an entry that is gone."""
    recorded: str = ""
    noted: str | None = None
    by: str = ""
    why: str | None = None
    of: Name | None = None
    """What it withdrew, or of whom it says who they are."""
    is_: Name | None = None
    """Who they are."""
    former: int | None = None
    """The entry that it corrected."""
    later: int | None = None
    """The entry that corrected it."""
    differences: tuple[Difference, ...] | None = None
    """What a correction changed; none where what it corrected was destroyed."""
    destroyed: tuple[int, ...] = ()
    """The entries that it destroyed."""
    rule: str = ""
    struck_by: Name | None = None
    """The entry that withdrew what this one recorded."""
    explained_by: Name | None = None
    """Of an entry that is gone: the entry that says that it was destroyed; none where no entry says so."""


class History(Value, frozen=True, kw_only=True):
    """A page of the history, newest first."""

    changes: tuple[Change, ...]
    last: int
    """The number of the last entry of the record."""
    newest: int
    """The number that this page begins with."""
    older: int | None
    """The number that the next page begins with."""
    newer: int | None
    """The number that the page before begins with."""


def history_view(state: State, read: Read, newest: int | None = None) -> History:
    """Show the entries from `newest` downwards; without it, from the last one."""
    last = state.sequence
    newest = last if newest is None else min(max(newest, 1), last)
    first = max(newest - PAGE, 0)
    entries = takewhile(lambda numbered: numbered[0] <= newest, read(first, newest - first))
    return History(
        changes=tuple(reversed([_change(state, read, sequence, entry) for sequence, entry in entries])),
        last=last,
        newest=newest,
        older=first or None,
        newer=min(newest + PAGE, last) if newest < last else None,
    )


def last_recorded_by(read: Read, last: int, moment: Instant) -> int:
    """Give the number of the last entry that was recorded by a moment; 0 when none was.

    Looks at about as many entries as the number `last` has binary digits. Entries that were destroyed tell no time and
    are taken to belong to the one before them.
    """
    low, high = 0, last  # entry `low` was recorded by then (or is none), entry `high + 1` was not
    while low < high:
        middle = (low + high + 1) // 2
        found = middle
        recorded = None
        while recorded is None and found > low:
            recorded = next((entry.recorded for _number, entry in read(found - 1, 1) if entry is not None), None)
            found -= recorded is None
        if recorded is None or recorded <= moment:
            low = middle
        else:
            high = found - 1
    return low


def _change(state: State, read: Read, sequence: int, entry: Entry | None) -> Change:
    if entry is None:
        return Change(sequence=sequence, did=Did.GONE, explained_by=_explained(state, sequence))
    fact = entry.fact
    held = state.held(fact.id)
    versions = (*held.former, held.sequence) if held is not None else (sequence,)
    place = bisect_left(versions, sequence)
    former = versions[place - 1] if 0 < place < len(versions) and versions[place] == sequence else None
    later = versions[place + 1] if place + 1 < len(versions) else None
    withdrawal = state.withdrawn.get(fact.id) if later is None else None
    return Change(
        sequence=sequence,
        did=_did(fact, former),
        row=row(state, Held(sequence, entry)),
        recorded=entry.recorded.in_zone(state.zone),
        noted=entry.noted.in_zone(state.zone) if entry.noted is not None else None,
        by=entry.by,
        why=entry.why,
        of=Name(id=fact.of, name=state.name(fact.of)) if isinstance(fact, Withdrawal | Identification) else None,
        is_=Name(id=fact.is_, name=state.name(fact.is_)) if isinstance(fact, Identification) else None,
        former=former,
        later=later,
        differences=_differences(state, read, former, fact) if former is not None else None,
        destroyed=fact.entries if isinstance(fact, Destruction) else (),
        rule=fact.rule if isinstance(fact, Destruction) else "",
        struck_by=Name(id=withdrawal.fact.id, name=withdrawal.fact.id) if withdrawal is not None else None,
    )


def _did(fact: Fact, former: int | None) -> Did:
    if isinstance(fact, Destruction):
        return Did.DESTROYED
    if isinstance(fact, Withdrawal):
        return Did.WITHDREW
    return Did.RECORDED if former is None else Did.CORRECTED


def _explained(state: State, sequence: int) -> Name | None:
    """Find the destruction that names an entry that is gone."""
    for destruction in state.of(Destruction):
        place = bisect_left(destruction.entries, sequence)
        if destruction.entries[place : place + 1] == (sequence,):
            return Name(id=destruction.id, name=destruction.id)
    return None


def _differences(state: State, read: Read, former: int, fact: Fact) -> tuple[Difference, ...] | None:
    for _sequence, entry in read(former - 1, 1):
        if entry is not None:
            return differences(fields_of(state, entry.fact), fields_of(state, fact))
    return None


def differences(before: tuple[Field, ...], after: tuple[Field, ...]) -> tuple[Difference, ...]:
    """List the fields that differ between two versions of a fact, in the order of the later one.

    A field made of others is compared part by part where it was there before; a whole part that is new or gone is one
    difference.
    """
    return tuple(_differing(before, after, ()))


def _differing(before: tuple[Field, ...], after: tuple[Field, ...], place: tuple[str, ...]) -> Iterable[Difference]:
    old = {field.name: field for field in before}
    new = {field.name: field for field in after}
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name), new.get(name)
        if was is not None and now is not None:
            if was.text == now.text:
                continue
            if was.parts and now.parts:
                yield from _differing(was.parts, now.parts, (*place, name))
                continue
        yield Difference(place=(*place, name), before=was, after=now)
