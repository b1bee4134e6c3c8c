# SPDX-License-Identifier: Apache-2.0
"""The forms that a time can take, and their one canonical spelling.

`parse` accepts exactly what `write` writes and looks at nothing but the text and the calendar: what was recorded stays
readable when a later time zone database moves, skips or repeats a local time. What somebody types is checked against
the zones too, in `reading`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from msgspec import Struct

from goodoffices.times.calendar import DAY, HOUR, MINUTE, MONTHS_IN_YEAR, Unit, days_in_month, local_number
from goodoffices.times.instant import clock


PARTS = ("early", "mid", "late")


class Unknown(Struct, frozen=True):
    """No time is known."""


class Span(Struct, frozen=True):
    """A year, a month or a day, or the `early`, `mid` or `late` third of a year or month."""

    year: int
    month: int | None = None
    day: int | None = None
    part: str = ""

    def local(self) -> tuple[int, int]:
        """Give its first and its end as local numbers; the end is no longer in it."""
        if self.day is not None:
            start = local_number(self.year, self.month or 1, self.day)
            return start, start + DAY
        if self.month is not None:
            bounds = [local_number(self.year, self.month, day) for day in (1, 11, 21)]
            bounds.append(bounds[0] + days_in_month(self.year, self.month) * DAY)
        else:
            bounds = [local_number(self.year, month) for month in (1, 5, 9)] + [local_number(self.year + 1)]
        if not self.part:
            return bounds[0], bounds[-1]
        third = PARTS.index(self.part)
        return bounds[third], bounds[third + 1]


class Clock(Struct, frozen=True):
    """A time on a clock, to the minute or the second; `offset` seconds east of UTC tell two equal times apart."""

    year: int
    month: int
    day: int
    second: int
    to_the_second: bool = False
    offset: int | None = None
    zone: str | None = None

    def local(self) -> tuple[int, int]:
        """Give its first and its end as local numbers."""
        start = local_number(self.year, self.month, self.day, self.second)
        return start, start + (1 if self.to_the_second else MINUTE)


Point: TypeAlias = Span | Clock


class Range(Struct, frozen=True):
    """From the first moment of one point to the last of another; it happened within, or went on over it."""

    start: Point
    end: Point


class Before(Struct, frozen=True):
    """Before the first moment of a point."""

    point: Point


class After(Struct, frozen=True):
    """After the last moment of a point."""

    point: Point


class BeforeFact(Struct, frozen=True):
    """Before another fact."""

    reference: str


class AfterFact(Struct, frozen=True):
    """After another fact."""

    reference: str


class SameTime(Struct, frozen=True):
    """At the same time as another fact."""

    reference: str


class Counted(Struct, frozen=True):
    """So many units later (or, with `back`, earlier) than another fact; None is a number that is not known."""

    count: int | None
    unit: Unit
    back: bool
    reference: str


class About(Struct, frozen=True):
    """About some time: the same bounds, known less surely."""

    form: Span | Clock | Range | Counted


Form: TypeAlias = Unknown | Span | Clock | Range | Before | After | BeforeFact | AfterFact | SameTime | Counted | About

IDENTIFIER = r"[a-z][a-z0-9_-]{0,63}"
_POINT = re.compile(
    r"(?:(?P<part>early|mid|late) )?(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?: (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?P<offset>[+-]\d\d:\d\d(?::\d\d)?)?(?: (?P<zone>[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*))?)?)?)?",
    re.ASCII,
)
_COUNTED = re.compile(
    rf"(?:(?P<count>[1-9]\d{{0,4}}) )?(?P<unit>(?:minute|hour|day|week|month|year)s?)"
    rf" (?P<way>later than|before) (?P<reference>{IDENTIFIER})",
    re.ASCII,
)
_IDENTIFIER = re.compile(IDENTIFIER, re.ASCII)
_FURTHEST = 18 * HOUR
_LONGEST_ZONE = 64


def parse(text: str) -> Form | None:
    """Read the canonical spelling of a form; None when the text is not exactly that."""
    form = _parse(text)
    return form if form is not None and write(form) == text else None


def _parse(text: str) -> Form | None:
    if text == "unknown":
        return Unknown()
    word, _, rest = text.partition(" ")
    if word == "about":
        inner = parse_point(rest) or _parse_range(rest) or _parse_counted(rest)
        return About(inner) if inner is not None else None
    if word in ("before", "after"):
        if _IDENTIFIER.fullmatch(rest):
            return BeforeFact(rest) if word == "before" else AfterFact(rest)
        point = parse_point(rest)
        return None if point is None else Before(point) if word == "before" else After(point)
    if text.startswith("same time as "):
        reference = text.removeprefix("same time as ")
        return SameTime(reference) if _IDENTIFIER.fullmatch(reference) else None
    return parse_point(text) or _parse_range(text) or _parse_counted(text)


def parse_point(text: str) -> Point | None:  # noqa: PLR0911 - one way out for each thing that can be wrong
    """Read a year, month, day or time on a clock, with or without `early`, `mid` or `late`; None when it is none."""
    matched = _POINT.fullmatch(text)
    if matched is None:
        return None
    year = int(matched["year"])
    month, day = (int(matched[name]) if matched[name] else None for name in ("month", "day"))
    if not year or (month is not None and not 1 <= month <= MONTHS_IN_YEAR):
        return None
    if month is None or day is None:
        return Span(year, month, None, matched["part"] or "")
    if matched["part"] or not 1 <= day <= days_in_month(year, month):
        return None
    if not matched["hour"]:
        return Span(year, month, day)
    second = int(matched["hour"]) * HOUR + int(matched["minute"]) * MINUTE + int(matched["second"] or 0)
    offset, zone = read_offset(matched["offset"]), matched["zone"]
    if (matched["offset"] and (zone is None or offset is None)) or len(zone or "") > _LONGEST_ZONE:
        return None
    return Clock(year, month, day, second, to_the_second=bool(matched["second"]), offset=offset, zone=zone)


def read_offset(text: str | None) -> int | None:
    """Read `+03:00` as seconds east of UTC; None for none, or for one that no clock ever had."""
    if not text:
        return None
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    amount = hours * HOUR + minutes * MINUTE + sum(seconds)
    if minutes >= MINUTE or sum(seconds) >= MINUTE or amount > _FURTHEST:
        return None
    return -amount if text[0] == "-" else amount


def _parse_range(text: str) -> Range | None:
    first, between, second = text.partition(" to ")
    start, end = parse_point(first), parse_point(second)
    if not between or start is None or end is None:
        return None
    slack = 0 if _clock_of(start) == _clock_of(end) else 2 * DAY  # other zones are compared when it is typed
    return Range(start, end) if start.local()[0] < end.local()[1] + slack and start != end else None


def _clock_of(point: Point) -> tuple[str | None, int | None]:
    return (point.zone, point.offset) if isinstance(point, Clock) else (None, None)


def _parse_counted(text: str) -> Counted | None:
    matched = _COUNTED.fullmatch(text)
    if matched is None:
        return None
    count = int(matched["count"]) if matched["count"] else None
    unit = Unit(matched["unit"].removesuffix("s") + "s")
    return Counted(count, unit, back=matched["way"] == "before", reference=matched["reference"])


def write(form: Form) -> str:  # noqa: PLR0911 - one line for each form
    """Write the canonical spelling of a form."""
    match form:
        case Unknown():
            return "unknown"
        case Span() | Clock():
            return write_point(form)
        case Range(start, end):
            return f"{write_point(start)} to {write_point(end)}"
        case About(inner):
            return f"about {write(inner)}"
        case Before(point) | After(point):
            return f"{_WORDS[type(form)]} {write_point(point)}"
        case BeforeFact(reference) | AfterFact(reference) | SameTime(reference):
            return f"{_WORDS[type(form)]} {reference}"
        case Counted(count, unit, back, reference):
            way = "before" if back else "later than"
            return f"{write_count(count, unit)} {way} {reference}"


_WORDS: dict[type, str] = {
    Before: "before",
    After: "after",
    BeforeFact: "before",
    AfterFact: "after",
    SameTime: "same time as",
}


def write_count(count: int | None, unit: Unit) -> str:
    """Write `4 days`, `1 day` or, when the number is not known, `days`."""
    return str(unit) if count is None else f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def write_point(point: Point) -> str:
    """Write the canonical spelling of a year, month, day or time on a clock."""
    text = f"{point.year:04}"
    if point.month is not None:
        text += f"-{point.month:02}"
    if point.day is not None:
        text += f"-{point.day:02}"
    if isinstance(point, Span):
        return f"{point.part} {text}" if point.part else text
    offset = "" if point.offset is None else write_offset(point.offset)
    zone = f" {point.zone}" if point.zone else ""
    return f"{text} {clock(point.second, seconds=point.to_the_second)}{offset}{zone}"


def write_offset(offset: int) -> str:
    """Write seconds east of UTC as `+03:00`."""
    return f"{'-' if offset < 0 else '+'}{clock(abs(offset), seconds=bool(abs(offset) % MINUTE))}"
