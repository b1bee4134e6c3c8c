# SPDX-License-Identifier: Apache-2.0
"""An instant: a moment in UTC, exact to the second, as the record's clock gives it.

It is a plain class on purpose: the codec must ask how to write it instead of writing its parts.
"""

from __future__ import annotations

import re
from functools import total_ordering

from whenever import Instant as Moment

from goodoffices.errors import TimeError
from goodoffices.times.calendar import (
    FIRST_YEAR,
    HOUR,
    LAST_YEAR,
    MINUTE,
    MONTHS_IN_YEAR,
    days_in_month,
    local_at,
    local_number,
    local_parts,
)


_SHAPE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)Z", re.ASCII)
_FIRST = local_number(FIRST_YEAR)
_END = local_number(LAST_YEAR + 1)


def clock(second: int, *, seconds: bool = False) -> str:
    """Write seconds past midnight as `22:00`, or with `seconds` as `22:00:30`."""
    text = f"{second // HOUR:02}:{second % HOUR // MINUTE:02}"
    return f"{text}:{second % MINUTE:02}" if seconds else text


@total_ordering
class Instant:
    """A moment in UTC, exact to the second, in the years 1 to 9999."""

    __slots__ = ("seconds",)

    seconds: int
    """Seconds since 1970-01-01T00:00:00Z."""

    def __init__(self, seconds: int) -> None:
        """Make an instant of epoch seconds; raises ValueError outside the years 1 to 9999."""
        if not _FIRST <= seconds < _END:
            raise ValueError(f"{seconds} seconds from 1970 is not within the years {FIRST_YEAR} to {LAST_YEAR}")
        object.__setattr__(self, "seconds", seconds)

    @classmethod
    def read(cls, text: str) -> Instant:
        """Read `2025-05-13T09:00:00Z`, the only spelling; raises TimeError."""
        matched = _SHAPE.fullmatch(text)
        if matched:
            year, month, day, hour, minute, second = map(int, matched.groups())
            if year and 1 <= month <= MONTHS_IN_YEAR and 1 <= day <= days_in_month(year, month):
                return cls(local_number(year, month, day, hour * HOUR + minute * MINUTE + second))
        raise TimeError(text=quoted(text), advice="write it in UTC to the second, such as 2025-05-13T09:00:00Z")

    def in_zone(self, zone: str) -> str:
        """Write what the clocks of `zone` show, for pages: `2025-05-13 12:00 Asia/Qatar`."""
        year, month, day, second = local_parts(local_at(self.seconds, zone))
        return f"{year:04}-{month:02}-{day:02} {clock(second)} {zone}"

    def __str__(self) -> str:
        year, month, day, second = local_parts(self.seconds)
        return f"{year:04}-{month:02}-{day:02}T{clock(second, seconds=True)}Z"

    def __repr__(self) -> str:
        return f"Instant.read({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instant) and self.seconds == other.seconds

    def __lt__(self, other: Instant) -> bool:
        return self.seconds < other.seconds

    def __hash__(self) -> int:
        return hash((Instant, self.seconds))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an Instant does not change; {name} was not set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"an Instant does not change; {name} was not deleted")

    def __reduce__(self) -> tuple[type[Instant], tuple[int]]:
        return Instant, (self.seconds,)


def now() -> Instant:
    """Read this machine's clock. The only reader of it: everything else is given the time by whoever calls."""
    return Instant(int(Moment.now().timestamp()))


def quoted(text: str) -> str:
    """Put a wrong text into quotation marks for a sentence: shortened, and with what cannot be seen made visible."""
    longest = 80
    shown = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text[:longest])
    return f'"{shown}{"…" if len(text) > longest else ""}"'


def written(text: str) -> str:
    """Write a suggestion as it would stand in a sentence: quoted when it has spaces."""
    return f'"{text}"' if " " in text else text
