# SPDX-License-Identifier: Apache-2.0
"""What to write instead of a text that is no time: a guess that a person confirms by typing it.

The text is rewritten step by step (weekdays dropped, month names and local ways of writing dates turned round, clocks
filled up); when the result is a time, it is what is advised.
"""

from __future__ import annotations

import re
from typing import Final

from goodoffices.errors import said
from goodoffices.times.calendar import (
    MONTHS_IN_YEAR,
    days_in_month,
    local_parts,
)
from goodoffices.times.forms import Clock, parse, parse_point, read_offset, write_point
from goodoffices.times.instant import written
from goodoffices.times.months import month_named


GENERAL: Final = said(
    'write 2025-05-11, 2025-05, "about 2025-05", "before 2025-05-11", "after" and an id, or "unknown"'
)
_EXAMPLE_YEAR = 2025
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |"
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),? |"
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? ",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:now|today|yesterday|tomorrow|tonight|last|next|this|ago)\b", re.IGNORECASE)
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_NAMED: Final = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)? ?(?:of |de )?{_NAME}(?:,? (?:de )?(?P<year>\d{{4}}))?(?!\w)"
    ),
    re.compile(rf"\b{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,? (?P<year>\d{{4}}))?(?!\w)"),
    re.compile(rf"\b{_NAME}(?P<day>),? (?:de )?(?P<year>\d{{4}})(?!\w)"),
    re.compile(rf"^(?:about |before |after |early |mid |late )*{_NAME}(?P<day>)(?P<year>)$"),
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})([./-])(\d{1,2})\2(\d{1,2})\b")
_YEAR_MONTH = re.compile(r"\b(\d{4})[./-](\d{1,2})\b(?![./-]\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{4})\b")
_CLOCK = re.compile(
    r"(?<=\d{4}-\d\d-\d\d)(?P<between>[ ,T]*(?:at |um |à )?)(?P<hour>\d{1,2})"
    r"(?:[:.h](?P<minute>\d\d))?(?::(?P<second>\d\d))?(?: ?(?P<half>[ap]\.?m\b\.?|uhr\b|h\b|o'clock\b))?",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 24:00(?::00)?")
_ABOUT_INSIDE = re.compile(r"^(\d{4}-\d\d-\d\d),? (?:at )?(?:about|around|circa|ca\.?) (\d\d:\d\d)")
_ZONE_APART = re.compile(r" \(([A-Za-z_]+/[A-Za-z_/]+|UTC)\)")
_OFFSET = re.compile(r"(?P<clock>\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) ?(?P<offset>[+-]\d\d:?\d\d)$")
_DATE = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_WORDS: Final = ("about", "before", "after", "early", "mid", "late", "unknown", "later", "than", "same", "time", "days")
_NEAR = 75


def advice(text: str) -> str:
    """Say what to write instead of `text`, which has been tidied and is no time."""
    either = _either_way_round(text)
    if either:
        return either
    rewritten, year_guessed = _rewritten(text)
    if rewritten != text and parse(rewritten) is not None:
        if year_guessed and re.fullmatch(r"\d{4}-\d\d-\d\d", rewritten):
            return said('write {suggestion} or "about {month}"', suggestion=rewritten, month=rewritten[:7])
        return said("write {suggestion}", suggestion=written(rewritten))
    for finding in (_without_zone, _turned, _no_such_day, _open_range, _relative):
        found = finding(rewritten)
        if found:
            return found
    corrected = " ".join(_corrected(word) for word in rewritten.split(" "))
    return said("write {suggestion}", suggestion=written(corrected)) if parse(corrected) is not None else GENERAL


def _either_way_round(text: str) -> str | None:
    """Two readings of 05/11/2025 are both offered; neither is taken."""
    matched = _DAY_FIRST.search(text)
    if matched and matched[2] != ".":
        one, two, year = int(matched[1]), int(matched[3]), matched[4]
        if 1 <= one <= MONTHS_IN_YEAR and 1 <= two <= MONTHS_IN_YEAR and one != two:
            return said(
                "write {year}-{two}-{one} or {year}-{one}-{two}, whichever is meant",
                year=year,
                two=f"{two:02}",
                one=f"{one:02}",
            )
    return None


def _rewritten(text: str) -> tuple[str, bool]:
    """Turn a text into what was probably meant; also says whether the year had to be made up."""
    guessed = False

    def named(matched: re.Match[str]) -> str:
        nonlocal guessed
        month = None if matched["name"].casefold() in _WORDS else month_named(matched["name"])
        if month is None:
            return matched[0]
        later = re.search(r"\b\d{4}\b", matched.string[matched.end() :])
        guessed = guessed or not (matched["year"] or later)
        year = matched["year"] or (later[0] if later else str(_EXAMPLE_YEAR))
        words = matched.string[matched.start() : min(matched.start(part) for part in ("day", "name") if matched[part])]
        return f"{words}{year}-{month:02}" + (f"-{int(matched['day']):02}" if matched["day"] else "")

    text = _WEEKDAY.sub("", text)
    text = _DAY_FIRST.sub(_day_first, text)
    text = _YEAR_FIRST.sub(lambda matched: f"{matched[1]}-{int(matched[3]):02}-{int(matched[4]):02}", text)
    text = _YEAR_MONTH.sub(lambda matched: f"{matched[1]}-{int(matched[2]):02}", text)
    text = _MONTH_YEAR.sub(lambda matched: f"{matched[2]}-{int(matched[1]):02}", text)
    for pattern in _NAMED:
        text = pattern.sub(named, text)
    text = _CLOCK.sub(_clock, text)
    text = _ZONE_APART.sub(r" \1", " ".join(text.split()))
    text = _ABOUT_INSIDE.sub(r"about \1 \2", text)
    return _MIDNIGHT.sub(_midnight, text), guessed


def _day_first(matched: re.Match[str]) -> str:
    day, month = int(matched[1]), int(matched[3])
    if month > MONTHS_IN_YEAR >= day:
        day, month = month, day
    return f"{matched[4]}-{month:02}-{day:02}"


def _clock(matched: re.Match[str]) -> str:
    hour, half = int(matched["hour"]), (matched["half"] or "").lower().replace(".", "")
    if not matched["minute"] and not half:
        return matched[0]
    noon = 12
    if half in ("am", "pm") and 1 <= hour <= noon:
        hour = hour % noon + (noon if half == "pm" else 0)
    second = f":{matched['second']}" if matched["second"] else ""
    return f" {hour:02}:{matched['minute'] or '00'}{second}"


def _midnight(matched: re.Match[str]) -> str:
    point = parse_point(matched[1])
    if point is None:
        return matched[0]
    year, month, day, _ = local_parts(point.local()[1])
    return f"{year:04}-{month:02}-{day:02} 00:00"


def _without_zone(text: str) -> str | None:
    matched = _OFFSET.search(text)
    point = parse_point(matched["clock"]) if matched else None
    if matched is None or not isinstance(point, Clock):
        return None
    offset = matched["offset"] if ":" in matched["offset"] else f"{matched['offset'][:3]}:{matched['offset'][3:]}"
    east = read_offset(offset)
    if east is None:
        return None
    year, month, day, second = local_parts(point.local()[0] - east)
    moved = write_point(Clock(year, month, day, second, to_the_second=point.to_the_second, zone="UTC"))
    return said('write "{moved}", or name the zone, as in "{part} Asia/Qatar"', moved=moved, part=matched["clock"])


def _turned(text: str) -> str | None:
    first, between, second = text.partition(" to ")
    turned = f"{second} to {first.removeprefix('about ')}"
    if first.startswith("about "):
        turned = f"about {turned}"
    if between and parse(turned) is not None:
        return said("the second time is earlier than the first; write {suggestion}", suggestion=written(turned))
    if between and first == second and parse_point(first) is not None:
        return said("write {suggestion}", suggestion=written(first))
    return None


def _no_such_day(text: str) -> str | None:
    for matched in _DATE.finditer(text):
        year, month, day = int(matched[1]), int(matched[2]), int(matched[3] or 1)
        if not year:
            return said("there is no year 0000; the years are 0001 to 9999")
        if not 1 <= month <= MONTHS_IN_YEAR:
            return said("there is no month {part}; the months are 01 to 12", part=matched[2])
        if not 1 <= day <= days_in_month(year, month):
            return said(
                "{part}-{part2} has the days 01 to {last}",
                part=matched[1],
                part2=matched[2],
                last=days_in_month(year, month),
            )
    if re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", text) and re.search(r" (?:2[4-9]|[3-9]\d):| \d\d:[6-9]\d", text):
        return said("the hours are 00 to 23 and the minutes 00 to 59")
    return None


def _open_range(text: str) -> str | None:
    matched = re.fullmatch(r"(?:since|from) (\S.*)", text)
    if matched and parse_point(matched[1]) is not None:
        return said('write "after {part}", or both ends, as in "2025-04-27 to 2025-05-11"', part=matched[1])
    matched = re.fullmatch(r"(?:by|until|till|to|up to) (\S.*)", text)
    if matched and parse_point(matched[1]) is not None:
        return said('write "before {part}", or both ends, as in "2025-04-27 to 2025-05-11"', part=matched[1])
    return None


def _relative(text: str) -> str | None:
    if _RELATIVE.search(text):
        return said(
            'write the date itself, such as 2025-05-11, or count from another fact, as in "4 days later than r10"'
        )
    return None


def _corrected(word: str) -> str:
    if not word.isalpha():
        return word
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and seldom needed

    found = process.extractOne(word.casefold(), _WORDS, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else word
