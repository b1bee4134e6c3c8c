# SPDX-License-Identifier: Apache-2.0
"""Times in words, as honest as they are known: for pages, never for the record.

Everything that another language says otherwise stands in one `Wording`; the code only chooses which pattern fits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from goodoffices.times.calendar import HOUR, MINUTE, Unit, days_between, local_at, local_parts, moments, shift
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


class Wording(Struct, frozen=True, kw_only=True):
    """How one language says times.

    `{month}` is the name of a month as it stands beside a day, `{alone}` as it stands by itself. The patterns whose
    names end in `_within` say a point behind "before", "after", "early" and the like, where some languages need
    another case or an article.
    """

    months: tuple[str, ...]
    alone: tuple[str, ...]
    count: Callable[[int | None, Unit, bool], str]
    """Say so many of a unit, or only the unit where the number is not known; True within another pattern."""
    zone_name: Callable[[str], str] = str
    """What a time zone is called."""
    unknown: str
    year: str
    of_year: str
    """A year behind a month; left out where the year is said elsewhere."""
    month: str
    month_within: str
    day: str
    day_within: str
    clock: str
    zone: str
    early: str
    mid: str
    late: str
    range: str
    about: str
    about_counted: str
    before: str
    after: str
    before_fact: str
    after_fact: str
    same: str
    later: str
    earlier: str


_MONTHS = (
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
)


def _count(count: int | None, unit: Unit, within: bool) -> str:  # noqa: ARG001, FBT001 - one form in English
    if count is None:
        return str(unit)
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


ENGLISH = Wording(
    months=_MONTHS,
    alone=_MONTHS,
    count=_count,
    unknown="time not known",
    year="{year}",
    of_year=" {year}",
    month="{alone}{of_year}",
    month_within="{alone}{of_year}",
    day="{day} {month}{of_year}",
    day_within="{day} {month}{of_year}",
    clock="{day}, {clock}",
    zone="{time} ({zone})",
    early="early {span}",
    mid="mid {span}",
    late="late {span}",
    range="{start} to {end}",
    about="about {time}",
    about_counted="about {time}",
    before="before {time}",
    after="after {time}",
    before_fact="before {name}",
    after_fact="after {name}",
    same="at the same time as {name}",
    later="{count} after {name}",
    earlier="{count} before {name}",
)


def shown(when: When, name_of: Callable[[str], str] = str, words: Wording = ENGLISH) -> str:
    """Say a time in words; `name_of` gives what a page calls the fact of an id."""
    return _Sayer(words, name_of).form(when.form)


def shown_count(count: int | None, unit: Unit, words: Wording = ENGLISH) -> str:
    """Say `583 days`, `1 day`, or `days` when the number is not known."""
    return words.count(count, unit, False)


class Elsewhere(NamedTuple):
    """A time as the clocks of another zone show it."""

    when: When
    same_day: bool
    """Whether it is one time on a clock, on the same date in both zones: the clock then says all."""

    def shown(self, words: Wording = ENGLISH) -> str:
        """Say it in words, the date only where it is another."""
        form = self.when.form
        inner = form.form if isinstance(form, About) else form
        if not self.same_day or not isinstance(inner, Clock):
            return shown(self.when, words=words)
        text = clock(inner.second, seconds=inner.to_the_second)
        return words.about.format(time=text) if isinstance(form, About) else text


def elsewhere(when: When, zone: str, other: str) -> Elsewhere | None:
    """Give a time that is known to the minute on the clocks of `other`; `zone` is meant where it names none.

    None where there is nothing to say: the time is a day or longer, depends on another fact, came twice that day, or
    the clocks of both zones agree. A date is never moved.
    """
    form = when.form
    inner = form.form if isinstance(form, About) else form
    moved: Form | None
    match inner:
        case Clock():
            moved = _moved(inner, zone, other)
        case Before(Clock() as point):
            there = _moved(point, zone, other)
            moved = Before(there) if there else None
        case After(Clock() as point):
            there = _moved(point, zone, other)
            moved = After(there) if there else None
        case Range(Clock() as start, Clock() as end):
            first, last = _moved(start, zone, other), _moved(end, zone, other)
            moved = Range(first, last) if first and last else None
        case _:
            moved = None
    if moved is None:
        return None
    same_day = isinstance(inner, Clock) and isinstance(moved, Clock) and _one_day(inner, moved)
    whole = About(moved) if isinstance(form, About) and isinstance(moved, Clock | Range) else moved
    return Elsewhere(When(whole), same_day)


def _moved(point: Clock, zone: str, other: str) -> Clock | None:
    local = point.local()[0]
    if point.offset is not None:
        moment = local - point.offset
    else:
        moment, last = moments(local, point.zone or zone)
        if moment != last:
            return None
    there = local_at(moment, other)
    if there == local:
        return None
    year, month, day, second = local_parts(there)
    return replace(point, year=year, month=month, day=day, second=second, offset=None, zone=None)


class _Sayer:
    """Says the forms of times in one language."""

    def __init__(self, words: Wording, name_of: Callable[[str], str]) -> None:
        self.words = words
        self.name_of = name_of

    def form(self, form: Form) -> str:  # noqa: C901, PLR0911 - one line for each form
        words = self.words
        match form:
            case Unknown():
                return words.unknown
            case Span() | Clock():
                return self.point(form)
            case Range(start, end):
                return words.range.format(start=self.shortened(start, end), end=self.end(start, end))
            case About(Counted() as inner):
                return words.about_counted.format(time=self.form(inner))
            case About(Span() | Clock() as inner):
                return words.about.format(time=self.point(inner, within=True))
            case About(inner):
                return words.about.format(time=self.form(inner))
            case Before(point):
                return words.before.format(time=self.point(point, within=True))
            case After(point):
                return words.after.format(time=self.point(point, within=True))
            case BeforeFact(reference):
                return words.before_fact.format(name=self.name_of(reference))
            case AfterFact(reference):
                return words.after_fact.format(name=self.name_of(reference))
            case SameTime(reference):
                return words.same.format(name=self.name_of(reference))
            case Counted(count, unit, back, reference):
                pattern = words.earlier if back else words.later
                counted = words.count(count, unit, True)
                return pattern.format(count=counted, name=self.name_of(reference))

    def span(self, year: int | None, month: int | None, day: int | None, *, within: bool = False) -> str:
        words = self.words
        if month is None:
            return words.year.format(year=year)
        if day is None:
            pattern = words.month_within if within else words.month
        else:
            pattern = words.day_within if within else words.day
        return pattern.format(
            day=day,
            month=words.months[month - 1],
            alone=words.alone[month - 1],
            of_year="" if year is None else words.of_year.format(year=year),
        )

    def point(self, point: Point, *, within: bool = False) -> str:
        if isinstance(point, Span):
            text = self.span(point.year, point.month, point.day, within=within or bool(point.part))
            return self.part(point.part).format(span=text) if point.part else text
        text = self.span(point.year, point.month, point.day, within=within)
        return self.zoned(self.words.clock.format(day=text, clock=_clock(point)), point)

    def part(self, part: str) -> str:
        return {"early": self.words.early, "mid": self.words.mid, "late": self.words.late}[part]

    def zoned(self, text: str, point: Clock) -> str:
        return self.words.zone.format(time=text, zone=self.words.zone_name(point.zone)) if point.zone else text

    def shortened(self, start: Point, end: Point) -> str:
        """Say the first end of a range without what the second says anyway."""
        if isinstance(start, Span) and isinstance(end, Span):
            if start.year == end.year and start.month is not None and not start.part and not end.part:
                return self.span(None, start.month, start.day)
        elif isinstance(start, Clock) and isinstance(end, Clock) and start.zone == end.zone and _one_day(start, end):
            day = self.span(start.year, start.month, start.day)
            return self.words.clock.format(day=day, clock=_clock(start))
        return self.point(start)

    def end(self, start: Point, end: Point) -> str:
        if isinstance(start, Clock) and isinstance(end, Clock) and start.zone == end.zone and _one_day(start, end):
            return self.zoned(_clock(end), end)
        return self.point(end)


def _clock(point: Clock) -> str:
    offset = "" if point.offset is None else f" {write_offset(point.offset)}"
    return clock(point.second, seconds=point.to_the_second) + offset


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
