# SPDX-License-Identifier: Apache-2.0
"""What a term can be: open, all, one value, a range of values, or a list of persons."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from goodoffices.times import Unit, When, shift


DAY = 86400
_SECONDS = {Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: DAY, Unit.WEEKS: 7 * DAY}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_CYCLE = 4800
"""Months after which the calendar repeats itself."""


class Duration(Struct, frozen=True):
    """A length of time in whole units, 0 or more. Months and years are those of the calendar, of no fixed length."""

    count: int
    unit: Unit

    @property
    def seconds(self) -> int | None:
        """Its length, when it has a fixed one."""
        return self.count * _SECONDS[self.unit] if self.unit in _SECONDS else None

    @property
    def months(self) -> int | None:
        """Its length in months, when it is counted in months or years."""
        return self.count * _MONTHS[self.unit] if self.unit in _MONTHS else None

    def bounds(self) -> tuple[int, int]:
        """Give the fewest and most seconds that it can last, wherever in the calendar it begins."""
        if self.months is None:
            seconds = self.seconds or 0
            return seconds, seconds
        return _month_bounds(self.months)


@lru_cache(maxsize=1024)
def _month_bounds(months: int) -> tuple[int, int]:
    cycles, rest = divmod(months, _CYCLE)
    starts = _first_days()
    lengths = [starts[start + rest] - starts[start] for start in range(_CYCLE)]
    return tuple(length + cycles * starts[_CYCLE] for length in (min(lengths), max(lengths)))  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _first_days() -> tuple[int, ...]:
    """Give when each month of two cycles begins, in seconds from the first."""
    return tuple(shift(0, month, Unit.MONTHS, "UTC") for month in range(2 * _CYCLE))


Amount: TypeAlias = int | Decimal | Duration
Single: TypeAlias = str | bool | int | Decimal | Duration | When


class Open(Struct, frozen=True):
    """Nothing is said about this issue yet."""


class All(Struct, frozen=True):
    """All there is."""


class Exactly(Struct, frozen=True):
    """One value: the id of an option, a number, a duration, a time, yes or no, a text."""

    value: Single


class Between(Struct, frozen=True):
    """From `low` to `high`, both with it; one of them may be absent. Raises ValueError for both."""

    low: Amount | None
    high: Amount | None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a range needs an end")


class Named(Struct, frozen=True):
    """One person or body of the case, by its id."""

    id: str


class Group(Struct, frozen=True):
    """So many of a category; counts are whole numbers."""

    count: Exactly | Between | All
    category: str


class Persons(Struct, frozen=True):
    """A list of named persons and of groups."""

    members: tuple[Named | Group, ...]


Term: TypeAlias = Open | All | Exactly | Between | Persons


def compared(one: Amount, other: Amount) -> int | None:
    """Give -1, 0 or 1 as `one` is less than, equal to or more than `other`; None when the calendar leaves it open."""
    if not isinstance(one, Duration) or not isinstance(other, Duration):
        if isinstance(one, Duration) or isinstance(other, Duration):
            return None
        return (one > other) - (one < other)
    if one.months is not None and other.months is not None:
        return (one.months > other.months) - (one.months < other.months)
    (shortest, longest), (other_shortest, other_longest) = one.bounds(), other.bounds()
    if longest < other_shortest:
        return -1
    if shortest > other_longest:
        return 1
    return 0 if shortest == longest == other_shortest == other_longest else None
