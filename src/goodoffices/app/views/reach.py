# SPDX-License-Identifier: Apache-2.0
"""Who knows, in a few lines: the subjects that most know of, who learned of each and when, and which sides did not.

It is what the desk has room for; the whole table is `knowledge`.
"""

from __future__ import annotations

from heapq import nsmallest
from itertools import groupby

from goodoffices.app.views.learned import KeptKnowing, Knowing, Learned, kept_knowing
from goodoffices.app.views.shown import Name, Time, names, time
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.knowledge import Sureness
from goodoffices.domain.people import Delegation, Person
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.times import Interval, When


SUBJECTS = 3
KNOWERS = 6


class Learner(Value, frozen=True, kw_only=True):
    """Somebody who knows of a subject, and how far that can be relied on."""

    who: Name
    sure: Sureness | None
    """None for who may have learned of it only later than the moment asked about."""


class Together(Value, frozen=True, kw_only=True):
    """Those who learned of a subject at one time."""

    since: Time
    learners: tuple[Learner, ...]


class KnownTo(Value, frozen=True, kw_only=True):
    """A subject, who learned of it, earliest first, and the sides none of whom is known to know of it."""

    subject: Name
    learned: tuple[Together, ...]
    more: int
    """How many others know of it."""
    without: tuple[Name, ...]


def known_to(state: State, as_of: When | None = None, kept: KeptKnowing | None = None) -> tuple[KnownTo, ...]:
    """Show who knows of the subjects that most know of; as of the end of a time, where one is given."""
    knowing = (kept or kept_knowing()).of(state)
    limit = Calendar(state).interval(as_of) if as_of is not None else None
    reach = {subject: len(_who(knowing, subject, limit)) for subject in knowing.cells}
    chosen = nsmallest(SUBJECTS, (one for one in reach if reach[one]), key=lambda one: -reach[one])
    return tuple(_known_to(state, knowing, subject, limit) for subject in chosen)


def _who(knowing: Knowing, subject: str, limit: Interval | None) -> list[str]:
    cells = knowing.cells[subject]
    if limit is None:
        return list(cells)
    return [who for who, several in cells.items() if any(learned.may_be_known(limit) for learned in several)]


def _known_to(state: State, knowing: Knowing, subject: str, limit: Interval | None) -> KnownTo:
    cells = knowing.cells[subject]
    found = _who(knowing, subject, limit)
    first = nsmallest(KNOWERS, found, key=lambda who: (cells[who][0].place, cells[who][0].number))
    aware = {*found, *(person.delegation for who in found if (person := state.get(who, Person)) and person.delegation)}
    sides = tuple(side.id for side in state.of(Delegation) if side.id not in aware)
    return KnownTo(
        subject=names(state, (subject,))[0],
        learned=tuple(
            Together(
                since=time(state, since),
                learners=tuple(
                    Learner(who=names(state, (who,))[0], sure=_sureness(cells[who], limit)) for who in several
                ),
            )
            for since, several in groupby(first, key=lambda who: cells[who][0].known.since)
        ),
        more=len(found) - len(first),
        without=names(state, sides),
    )


def _sureness(several: list[Learned], limit: Interval | None) -> Sureness | None:
    """Say how far the best of several ways can be relied on, by a moment if one is asked about."""
    by_then = [learned.known.sure for learned in several if learned.is_known(limit)]
    return min(by_then, key=list(Sureness).index) if by_then else None
