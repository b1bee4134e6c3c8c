# SPDX-License-Identifier: Apache-2.0
"""Times in words, as honest as they are known: for pages, never for the record.

Everything that another language says otherwise stands in one `Wording`; the code only chooses which pattern fits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.times.calendar import HOUR, MINUTE, Unit, days_between, shift
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
    write_offset,
)
from goodoffices.times.instant import clock
from goodoffices.times.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one language says times."""

    months: tuple[str, ...]
    units: dict[Unit, tuple[str, str]]
    """One and many of each unit."""
    parts: dict[str, str]
    unknown: str
    month: str
    day: str
    clock: str
    zone: str
    part: str
    range: str
    about: str
    before: str
    after: str
    same: str
    later: str
    earlier: str
    counted: str


ENGLISH = Wording(
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    units={unit: (unit.removesuffix("s"), str(unit)) for unit in Unit},
    parts={part: part for part in ("early", "mid", "late")},
    unknown="time not known",
    month="{month} {year}",
    day="{day} {month} {year}",
    clock="{day}, {clock}",
    zone="{time} ({zone})",
    part="{part} {span}",
    range="{start} to {end}",
    about="about {time}",
    before="before {time}",
    after="after {time}",
    same="at the same time as {name}",
    later="{count} after {name}",
    earlier="{count} before {name}",
    counted="{count} {unit}",
)


def shown(when: When, name_of: Callable[[str], str] = str, words: Wording = ENGLISH) -> str:
    """Say a time in words; `name_of` gives what a page calls the fact of an id."""
    return _form(when.form, name_of, words)


def _form(form: Form, name_of: Callable[[str], str], words: Wording) -> str:  # noqa: C901, PLR0911 - one line for each form
    match form:
        case Unknown():
            return words.unknown
        case Span() | Clock():
            return _point(form, words)
        case Range(start, end):
            return words.range.format(start=_shortened(start, end, words), end=_end(start, end, words))
        case About(inner):
            return words.about.format(time=_form(inner, name_of, words))
        case Before(point):
            return words.before.format(time=_point(point, words))
        case After(point):
            return words.after.format(time=_point(point, words))
        case BeforeFact(reference):
            return words.before.format(time=name_of(reference))
        case AfterFact(reference):
            return words.after.format(time=name_of(reference))
        case SameTime(reference):
            return words.same.format(name=name_of(reference))
        case Counted(count, unit, back, reference):
            pattern = words.earlier if back else words.later
            return pattern.format(count=shown_count(count, unit, words), name=name_of(reference))


def shown_count(count: int | None, unit: Unit, words: Wording = ENGLISH) -> str:
    """Say `583 days`, `1 day`, or `days` when the number is not known."""
    one, many = words.units[unit]
    if count is None:
        return many
    return words.counted.format(count=count, unit=one if count == 1 else many)


def _span(year: int | None, month: int | None, day: int | None, words: Wording) -> str:
    shown_year = "" if year is None else str(year)
    if month is None:
        return shown_year
    pattern = words.month if day is None else words.day
    return pattern.format(day=day, month=words.months[month - 1], year=shown_year).strip()


def _point(point: Point, words: Wording) -> str:
    text = _span(point.year, point.month, point.day, words)
    if isinstance(point, Span):
        return words.part.format(part=words.parts[point.part], span=text) if point.part else text
    return _zoned(words.clock.format(day=text, clock=_clock(point)), point, words)


def _clock(point: Clock) -> str:
    offset = "" if point.offset is None else f" {write_offset(point.offset)}"
    return clock(point.second, seconds=point.to_the_second) + offset


def _zoned(text: str, point: Clock, words: Wording) -> str:
    return words.zone.format(time=text, zone=point.zone) if point.zone else text


def _shortened(start: Point, end: Point, words: Wording) -> str:
    """Say the first end of a range without what the second says anyway."""
    if isinstance(start, Span) and isinstance(end, Span):
        if start.year == end.year and start.month is not None and not start.part and not end.part:
            return _span(None, start.month, start.day, words)
    elif isinstance(start, Clock) and isinstance(end, Clock) and start.zone == end.zone and _one_day(start, end):
        return words.clock.format(day=_span(start.year, start.month, start.day, words), clock=_clock(start))
    return _point(start, words)


def _end(start: Point, end: Point, words: Wording) -> str:
    if isinstance(start, Clock) and isinstance(end, Clock) and start.zone == end.zone and _one_day(start, end):
        return _zoned(_clock(end), end, words)
    return _point(end, words)


def _one_day(start: Clock, end: Clock) -> bool:
    return (start.year, start.month, start.day) == (end.year, end.month, end.day)


class Length(NamedTuple):
    """A length of time as people count it: whole days of the local calendar, then hours and minutes."""

    days: int
    hours: int
    minutes: int

    def shown(self, words: Wording = ENGLISH) -> str:
        """Say its largest part that is not nothing: `4 days`, `3 hours`, `0 minutes`."""
        if self.days:
            return shown_count(self.days, Unit.DAYS, words)
        return (
            shown_count(self.hours, Unit.HOURS, words) if self.hours else shown_count(self.minutes, Unit.MINUTES, words)
        )


def length(start: int, end: int, zone: str) -> Length:
    """Measure from one epoch number to a later one on the clocks of `zone`: a day may have 23 or 25 hours.

    Raises ValueError when the end is the earlier.
    """
    if end < start:
        raise ValueError("a length of time does not run backwards")
    days = days_between(start, end, zone)
    while days and shift(start, days, Unit.DAYS, zone) > end:
        days -= 1
    rest = end - (shift(start, days, Unit.DAYS, zone) if days else start)
    return Length(days, rest // HOUR, rest % HOUR // MINUTE)
