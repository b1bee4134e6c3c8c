# SPDX-License-Identifier: Apache-2.0
"""The calendar and the time zones, in whole numbers; with `instant`, the only code that knows the date-time library.

A *local* number counts seconds on the clock of some place since 1970-01-01 00:00 there; an *epoch* number counts them
in UTC. Days of the calendar come from days_from_civil (Howard Hinnant, "chrono-compatible low-level date algorithms",
2013), which has no ends, so that the end of the year 9999 is a number like any other.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from whenever import Instant as Moment
from whenever import PlainDateTime, RepeatedTime, SkippedTime, TimeZoneNotFoundError, ZonedDateTime, available_timezones


MINUTE = 60
HOUR = 3600
DAY = 86400
MONTHS_IN_YEAR = 12
FIRST_YEAR = 1
LAST_YEAR = 9999
_EAST = 14 * HOUR
_WEST = 12 * HOUR
_NOT_PLACES = frozenset({"Factory", "localtime", "posixrules"})
_NEAR = 75
_CITIES = {
    "abu_dhabi": "Asia/Dubai",
    "ankara": "Europe/Istanbul",
    "beijing": "Asia/Shanghai",
    "doha": "Asia/Qatar",
    "geneva": "Europe/Zurich",
    "islamabad": "Asia/Karachi",
    "new_delhi": "Asia/Kolkata",
    "ramallah": "Asia/Hebron",
    "sanaa": "Asia/Aden",
    "the_hague": "Europe/Amsterdam",
    "washington": "America/New_York",
}
"""Places of talks that the time zone database calls by the name of another city."""


class Unit(StrEnum):
    """A unit in which times are counted; days and longer are days of the local calendar."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


def days_from_civil(year: int, month: int, day: int) -> int:
    """Count the days from 1970-01-01 to a date of the Gregorian calendar."""
    year -= month <= 2  # noqa: PLR2004 - January and February belong to the year before
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1  # noqa: PLR2004
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Give the (year, month, day) that lies `days` after 1970-01-01."""
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9  # noqa: PLR2004
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1  # noqa: PLR2004


def days_in_month(year: int, month: int) -> int:
    """Give the number of days in a month."""
    following = (year + 1, 1) if month == MONTHS_IN_YEAR else (year, month + 1)
    return days_from_civil(*following, 1) - days_from_civil(year, month, 1)


def local_number(year: int, month: int = 1, day: int = 1, second: int = 0) -> int:
    """Give the local number of `second` seconds past midnight on a date."""
    return days_from_civil(year, month, day) * DAY + second


def local_parts(local: int) -> tuple[int, int, int, int]:
    """Give the (year, month, day, second of the day) of a local number."""
    days, second = divmod(local, DAY)
    return (*civil_from_days(days), second)


def _within(number: int) -> int:
    """Move a number by whole 400-year cycles into the years that the library can hold in every zone."""
    cycle = 146097 * DAY
    while number < local_number(FIRST_YEAR + 1):
        number += cycle
    while number >= local_number(LAST_YEAR):
        number -= cycle
    return number


def _plain(local: int) -> PlainDateTime:
    year, month, day, second = local_parts(local)
    return PlainDateTime(year, month, day, second // HOUR, second % HOUR // MINUTE, second % MINUTE)


def _epoch(moment: ZonedDateTime) -> int:
    return int(moment.timestamp())


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Give the names of all zones of the time zone database that are places."""
    return frozenset(available_timezones()) - _NOT_PLACES


def nearest_zone(name: str) -> str | None:
    """Give the zone whose name is most like `name`, or None when none is."""
    by_folded = {zone.casefold(): zone for zone in zones()}
    wanted = name.strip().replace(" ", "_").casefold()
    if wanted in by_folded:
        return by_folded[wanted]
    if wanted.rpartition("/")[2] in _CITIES:
        return _CITIES[wanted.rpartition("/")[2]]
    if any(folded.startswith(f"{wanted}/") for folded in by_folded):
        return None  # a part of the world has many zones
    cities = [zone for folded, zone in by_folded.items() if folded.rpartition("/")[2] == wanted and "/" in folded]
    if cities:
        return min(cities)
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and seldom needed

    found = process.extractOne(wanted, sorted(by_folded), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if found is None:
        by_city = {folded.rpartition("/")[2]: zone for folded, zone in sorted(by_folded.items()) if "/" in folded}
        found = process.extractOne(wanted, sorted(by_city), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return by_city[found[0]] if found else None
    return by_folded[found[0]]


@lru_cache(maxsize=65536)
def moments(local: int, zone: str) -> tuple[int, int]:
    """Give the first and last epoch numbers that a local time can mean in a zone.

    They differ when the clocks were put back over it. A time that was skipped means the moment of the skip. In a zone
    that this machine does not know (a record from a newer time zone database) it is only sure that no clock is further
    from UTC than 14 hours east or 12 hours west.
    """
    inside = _within(local)
    try:
        zoned = _plain(inside).assume_tz(zone, disambiguation="raise")
    except RepeatedTime:
        first = _plain(inside).assume_tz(zone, disambiguation="earlier")
        last = _plain(inside).assume_tz(zone, disambiguation="later")
        return local + _epoch(first) - inside, local + _epoch(last) - inside
    except SkippedTime:
        transition = _skip(inside, zone)
        return local + transition - inside, local + transition - inside
    except TimeZoneNotFoundError:
        return local - _EAST, local + _WEST
    moment = local + _epoch(zoned) - inside
    return moment, moment


def _skip(local: int, zone: str) -> int:
    """Give the moment at which the clocks of `zone` jumped over a local time."""
    transition = _plain(local).assume_tz(zone, disambiguation="earlier").next_transition()
    if transition is None:  # a skip is always followed by its transition
        return _epoch(_plain(local).assume_tz(zone))
    return _epoch(transition)


def skipped(local: int, zone: str) -> tuple[int, int] | None:
    """Give the local numbers at which a skipped time was left and entered again; None when it is not skipped."""
    try:
        _plain(_within(local)).assume_tz(zone, disambiguation="raise")
    except SkippedTime:
        transition = _skip(_within(local), zone)
        return local_at(transition - 1, zone) + 1, local_at(transition, zone)
    except (RepeatedTime, TimeZoneNotFoundError):
        return None
    return None


@lru_cache(maxsize=65536)
def local_at(epoch: int, zone: str) -> int:
    """Give what the clocks of `zone` show at an epoch number, as a local number; UTC in a zone not known here."""
    inside = _within(epoch)
    try:
        zoned = Moment.from_timestamp(inside).to_tz(zone)
    except TimeZoneNotFoundError:
        return epoch
    return epoch + int(zoned.offset.total("seconds"))


def shift_local(local: int, count: int, unit: Unit) -> int:
    """Move a local number by `count` units of the calendar; 31 January and a month later is the last of February."""
    if unit in (Unit.MONTHS, Unit.YEARS):
        year, month, day, second = local_parts(local)
        total = year * MONTHS_IN_YEAR + month - 1 + count * (MONTHS_IN_YEAR if unit is Unit.YEARS else 1)
        year, month = divmod(total, MONTHS_IN_YEAR)
        return local_number(year, month + 1, min(day, days_in_month(year, month + 1)), second)
    return local + count * _SECONDS[unit]


_SECONDS = {Unit.MINUTES: MINUTE, Unit.HOURS: HOUR, Unit.DAYS: DAY, Unit.WEEKS: 7 * DAY}


def shift(epoch: int, count: int, unit: Unit, zone: str, *, last: bool = False) -> int:
    """Move an epoch number by `count` units as the clocks of `zone` count them.

    Minutes and hours are lengths of time; days and longer keep the time on the clock. Where that time was skipped the
    moment of the skip is meant, where it came twice the first (or the `last`). Moments a week apart keep their order;
    closer ones may not: 30 and 31 December, a month earlier, are both 30 November.
    """
    if unit in (Unit.MINUTES, Unit.HOURS):
        return epoch + count * _SECONDS[unit]
    return moments(shift_local(local_at(epoch, zone), count, unit), zone)[last]


def days_between(start: int, end: int, zone: str) -> int:
    """Count the midnights of `zone` from one epoch number to another; negative when `end` is on an earlier day."""
    return local_at(end, zone) // DAY - local_at(start, zone) // DAY
