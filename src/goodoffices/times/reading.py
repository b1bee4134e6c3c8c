# SPDX-License-Identifier: Apache-2.0
"""Reading a time that somebody typed: forgiving about spelling, strict about what no clock ever showed.

What can only be meant one way is put right silently (spaces, capitals, `T`, `Z`, "circa"). Anything else is refused;
`advice` then guesses what was meant, and whoever typed it decides.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from msgspec.structs import replace

from goodoffices.errors import TimeError, said
from goodoffices.times.advice import advice
from goodoffices.times.calendar import moments, nearest_zone, skipped, zones
from goodoffices.times.forms import About, After, Before, Clock, Form, Point, Range, Span, parse, write_offset
from goodoffices.times.instant import clock, quoted
from goodoffices.times.intervals import point_interval


_LONGEST = 200
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DAY = r"\d{4}-\d\d-\d\d"
_UNIT = r"((?:minute|hour|day|week|month|year)s?)"
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), start=1)}
_KEYWORDS = re.compile(
    r"(?<![\w/-])(unknown|about|before|after|early|mid|late|to|same|time|as|later|earlier|than|from|between|and|until|till|"
    rf"circa|ca|approx|approximately|around|at|the|not|known|{_UNIT}|{'|'.join(_NUMBERS)})(?![\w/])",
    re.IGNORECASE,
)
_REWRITES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.ASCII), replacement)
    for pattern, replacement in (
        (rf"({_DAY})[Tt](?=\d\d:)", r"\1 "),
        (r" - ", " to "),
        (r"(\d\d:\d\d(?::\d\d)?) ?[Zz](?= |$)", r"\1 UTC"),
        (r"^(?:not known|\?)$", "unknown"),
        (r"^(?:approximately|approx\.?|circa|ca\.?|around|~) ?", "about "),
        (r"^(about )?from ", r"\1"),
        (r" (?:until|till) ", " to "),
        (r"^(about )?between (.+) and ", r"\1\2 to "),
        (r"\b(early|mid|late)-(?=\d{4})", r"\1 "),
        (r"^(?:at )?(?:the )?same time as ", "same time as "),
        (rf"{_UNIT} after ", r"\1 later than "),
        (rf"{_UNIT} earlier than ", r"\1 before "),
        (r"\b1 (minute|hour|day|week|month|year)s (later|before)", r"1 \1 \2"),
        (r"\b((?!1 )\d+) (minute|hour|day|week|month|year) (later|before)", r"\1 \2s \3"),
        (r"^(about )?(minute|hour|day|week|month|year) (later|before)", r"\1\2s \3"),
    )
)
_ZONE = re.compile(r"(\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d(?::\d\d)?)?) (?!to )([^ ]*[A-Za-z][^ ]*)", re.ASCII)


def tidy(text: str) -> str:
    """Put right what can only be meant one way; it may still be no time. Raises TimeError on hidden characters."""
    stripped = text.strip()
    if any(unicodedata.category(letter) in _HIDDEN for letter in stripped):
        raise TimeError(text=quoted(text), advice=said("it holds a character that cannot be seen; type it anew"))
    tidied = "".join(_plain_letter(letter) for letter in unicodedata.normalize("NFKC", stripped))
    tidied = _KEYWORDS.sub(lambda matched: matched[0].lower(), " ".join(tidied.split()))
    for word, number in _NUMBERS.items():
        tidied = re.sub(rf"^(about )?{word}(?= {_UNIT} )", rf"\g<1>{number}", tidied)
    for pattern, replacement in _REWRITES:
        tidied = pattern.sub(replacement, tidied)
    return " ".join(_ZONE.sub(lambda matched: f"{matched[1]} {_zone_spelling(matched[2])}", tidied).split())


def _plain_letter(letter: str) -> str:
    if letter in "‐‑−":
        return "-"
    if letter in "–—":
        return " to "
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _zone_spelling(name: str) -> str:
    wanted = name.casefold()
    return next((zone for zone in zones() if zone.casefold() == wanted), name)


def read_typed(text: str, zone: str | None) -> Form:
    """Read what somebody typed. `zone`, if given, is the zone understood for clocks without one. Raises TimeError."""
    if len(text) > _LONGEST:
        raise TimeError(text=quoted(text), advice=said("it is too long for a time"))
    tidied = tidy(text)
    form = parse(tidied)
    if form is None:
        raise TimeError(text=quoted(text), advice=advice(tidied))
    return _checked(form, text, zone)


def _checked(form: Form, text: str, zone: str | None) -> Form:
    """Hold every clock in a form against its time zone."""
    match form:
        case Span() | Clock():
            return _checked_point(form, text, zone)
        case Before(point) | After(point):
            return replace(form, point=_checked_point(point, text, zone))
        case Range():
            return _checked_range(form, text, zone)
        case About(Range() as inner):
            return About(_checked_range(inner, text, zone))
        case About(Span() | Clock() as inner):
            return About(_checked_point(inner, text, zone))
        case _:
            return form


def _checked_range(form: Range, text: str, zone: str | None) -> Range:
    start, end = _checked_point(form.start, text, zone), _checked_point(form.end, text, zone)
    if point_interval(start, zone or "UTC")[0] >= point_interval(end, zone or "UTC")[1]:
        raise TimeError(text=quoted(text), advice=said("the second time is earlier than the first"))
    return Range(start, end)


def _checked_point(point: Point, text: str, zone: str | None) -> Point:
    return _checked_clock(point, text, zone) if isinstance(point, Clock) else point


def _checked_clock(form: Clock, text: str, zone: str | None) -> Clock:
    place = form.zone or zone
    if place is None:
        return form
    if place not in zones():
        near = nearest_zone(place)
        suggestion = said('write "{near}"', near=near) if near else said("write one such as Asia/Qatar")
        raise TimeError(
            text=quoted(text),
            advice=said("there is no time zone {text}; {suggestion}", text=quoted(place), suggestion=suggestion),
        )
    local = form.local()[0]
    day = f"{form.year:04}-{form.month:02}-{form.day:02}"
    time = clock(form.second, seconds=form.to_the_second)
    jump = skipped(local, place)
    if jump is not None:
        left, entered = (clock(moment % 86400) for moment in jump)
        raise TimeError(
            text=quoted(text),
            advice=said(
                "there was no {time} on {day} in {place}: the clocks went from {left} straight to {entered}; "
                "write a time before {left}, or {entered} or later",
                time=time,
                day=day,
                place=place,
                left=left,
                entered=entered,
            ),
        )
    first, last = moments(local, place)
    offsets = [local - moment for moment in (first, last)]
    if form.offset is not None and form.offset not in offsets:
        raise TimeError(
            text=quoted(text),
            advice=said(
                "the clocks of {place} were then at {offset}, not at {offset2}",
                place=place,
                offset=write_offset(offsets[0]),
                offset2=write_offset(form.offset),
            ),
        )
    if first == last:
        return replace(form, offset=None)
    if form.offset is None:
        choices = " or ".join(f'"{day} {time}{write_offset(offset)} {place}"' for offset in offsets)
        raise TimeError(
            text=quoted(text),
            advice=said(
                "{time} came twice that day, because the clocks went back; write {choices}", time=time, choices=choices
            ),
        )
    return form
