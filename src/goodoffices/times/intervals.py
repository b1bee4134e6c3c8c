# SPDX-License-Identifier: Apache-2.0
"""Where a time lies on the line: its bounds, its place among other facts, and what is sure about two of them.

The place of a fact is a tuple of whole numbers that ends with 0. A plain time is at (first moment, sequence, 0). What
is "before" or "after" another fact hangs on that fact's own place, so it can never be sorted to its wrong side: the
place without the last 0, then -1 or 1, then the sequence, then 0. "Before 8 May" and "after 7 May" stand just before
everything plain that begins with 8 May: at (that moment, -2, sequence, 0) and (that moment, -1, sequence, 0).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from goodoffices.times.calendar import Unit, days_between, moments, shift
from goodoffices.times.forms import (
    About,
    After,
    AfterFact,
    Before,
    BeforeFact,
    Clock,
    Counted,
    Form,
    Point,
    Range,
    SameTime,
    Span,
    Unknown,
)


UNDATED = 10**15
"""The first number in the place of every fact whose time is not known: later than any date."""


class Interval(NamedTuple):
    """The epoch seconds between which something lies: from `earliest`, up to but not with `latest`; None is open."""

    earliest: int | None
    latest: int | None


ANY = Interval(None, None)
Order: TypeAlias = tuple[int, ...]
IntervalOf: TypeAlias = Callable[[str], Interval | None]
PlaceOf: TypeAlias = Callable[[str], tuple[Order, Interval] | None]


class Relation(StrEnum):
    """What two intervals say about what came first."""

    BEFORE = "definitely before"
    AFTER = "definitely after"
    UNSURE = "cannot tell"


def relation(one: Interval, other: Interval) -> Relation:
    """Say whether what lies in `one` came before or after what lies in `other`, or that it cannot be told."""
    if one.latest is not None and other.earliest is not None and one.latest <= other.earliest:
        return Relation.BEFORE
    if other.latest is not None and one.earliest is not None and other.latest <= one.earliest:
        return Relation.AFTER
    return Relation.UNSURE


def days_apart(start: Interval, end: Interval, zone: str) -> tuple[int | None, int | None]:
    """Give the fewest and most midnights of `zone` that can lie from `start` to `end`; None where there is no bound."""
    fewest = most = None
    if start.latest is not None and end.earliest is not None:
        fewest = days_between(start.latest - 1, end.earliest, zone)
    if start.earliest is not None and end.latest is not None:
        most = days_between(start.earliest, end.latest - 1, zone)
    return fewest, most


def point_interval(point: Point, zone: str) -> tuple[int, int]:
    """Give the bounds of a point in epoch seconds; `zone` is used where the point has none of its own."""
    start, end = point.local()
    if isinstance(point, Span):
        first, last = moments(start, zone)[0], moments(end, zone)[0]
    elif point.offset is not None:
        first, last = start - point.offset, end - point.offset
    else:
        earlier, later = moments(start, point.zone or zone)
        first, last = earlier, later + end - start
    return first, max(last, first + 1)


def interval(form: Form, zone: str, lookup: IntervalOf) -> Interval:  # noqa: C901, PLR0911 - one line for each form
    """Give the bounds of a form; a fact that `lookup` does not find leaves them open."""
    match form:
        case Span() | Clock():
            return Interval(*point_interval(form, zone))
        case Range(start, end):
            first, last = point_interval(start, zone)[0], point_interval(end, zone)[1]
            return Interval(first, max(last, first + 1))
        case About(inner):
            return interval(inner, zone, lookup)
        case Before(point):
            return Interval(None, point_interval(point, zone)[0])
        case After(point):
            return Interval(point_interval(point, zone)[1], None)
        case BeforeFact(reference):
            return Interval(None, (lookup(reference) or ANY).latest)
        case AfterFact(reference):
            return Interval((lookup(reference) or ANY).earliest, None)
        case SameTime(reference):
            return lookup(reference) or ANY
        case Counted():
            return _counted(form, zone, lookup(form.reference) or ANY)
        case Unknown():
            return ANY


def _counted(form: Counted, zone: str, base: Interval) -> Interval:
    if form.count is None:
        return Interval(None, base.latest) if form.back else Interval(base.earliest, None)
    count = -form.count if form.back else form.count
    earliest = None if base.earliest is None else shift(base.earliest, count, form.unit, zone)
    latest = None if base.latest is None else shift(base.latest - 1, count, form.unit, zone, last=True) + 1
    if earliest is not None and latest is not None:
        latest = max(latest, earliest + 1)  # 30 and 31 December, a month earlier, are one day
    return Interval(earliest, latest)


def order(form: Form, zone: str, sequence: int, lookup: PlaceOf) -> Order:  # noqa: PLR0911 - one line for each form
    """Give the place of a fact among others; see the module's docstring.

    `sequence` is a number of the fact's own, 0 or more; `lookup` gives the place (as this function gave it) and the
    interval of another fact, or None.
    """
    match form:
        case Span() | Clock():
            return point_interval(form, zone)[0], sequence, 0
        case Range(start):
            return point_interval(start, zone)[0], sequence, 0
        case About(inner):
            return order(inner, zone, sequence, lookup)
        case Before(point):
            return point_interval(point, zone)[0], -2, sequence, 0
        case After(point):
            return point_interval(point, zone)[1], -1, sequence, 0
        case Unknown():
            return UNDATED, sequence, 0
        case _:
            found = lookup(form.reference)
            return (UNDATED, sequence, 0) if found is None else _beside(form, zone, sequence, *found)


def _beside(
    form: BeforeFact | AfterFact | SameTime | Counted, zone: str, sequence: int, place: Order, base: Interval
) -> Order:
    """Give the place of a fact whose time hangs on another fact's."""
    back = isinstance(form, BeforeFact) or (isinstance(form, Counted) and form.back)
    if isinstance(form, Counted) and form.count is not None:
        moment = _counted(form, zone, base).earliest
        if moment is not None and _as_exact_as(base, form.unit, zone):
            plain = (moment, sequence, 0)
            if plain < place if back else plain > place:
                return plain
    return *place[:-1], -1 if back else 1, sequence, 0


def _as_exact_as(base: Interval, unit: Unit, zone: str) -> bool:
    """Say whether a fact is known at least as exactly as one unit."""
    return base.earliest is not None and base.latest is not None and base.latest <= shift(base.earliest, 1, unit, zone)
