# SPDX-License-Identifier: Apache-2.0
"""What is said of how wrong the weights may be: the range of each, and by what share all may be off at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from goodoffices.settlement.answers import Status


Condition: TypeAlias = tuple[Fraction, Fraction, bool]
"""That a line is below nothing: what it is at no weight, how it rises with the weight, and whether it may be level."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two ends, or from one on."""

    low: Fraction
    high: Fraction | None
    """None: however large."""
    with_low: bool
    with_high: bool

    def holds(self, weight: Fraction) -> bool:
        """Whether a number is one of them."""
        above = weight > self.low or (self.with_low and weight == self.low)
        return above and (self.high is None or weight < self.high or (self.with_high and weight == self.high))

    def meets(self, other: Interval) -> bool:
        """Whether the other goes on where this one ends."""
        return self.high == other.low and (self.with_high or other.with_low)

    @staticmethod
    def of(conditions: Iterable[Condition]) -> Interval | None:
        """The weights, from nothing on, with which all conditions hold; None: there is none."""
        low, high = (Fraction(0), True), None
        for rest, rise, level in conditions:
            if rise == 0:
                if rest > 0 or (rest == 0 and not level):
                    return None
                continue
            end = -rest / rise
            if rise < 0 and (end, not level) > (low[0], not low[1]):
                low = end, level
            elif rise > 0 and (high is None or (end, level) < high):
                high = end, level
        if high is not None and (low[0] > high[0] or (low[0] == high[0] and not (low[1] and high[1]))):
            return None
        return Interval(low[0], high[0] if high else None, low[1], high[1] if high else True)


@dataclass(frozen=True, slots=True)
class WeightRange:
    """Within which numbers one weight may lie, all else the same, for the package to stay efficient."""

    issue: int
    party: int
    weight: Fraction
    """What it is now."""
    low: Fraction
    high: Fraction | None
    """None: however large it is."""
    with_low: bool
    """Whether the package is still efficient with the lowest weight itself."""
    with_high: bool
    empty: bool = False
    """Whether it is efficient with no weight at all of this issue; the ends then mean nothing."""
    also: Interval | None = None
    """Where the package's score may reach the party's greatest, it may be efficient again beyond a gap: with these
    weights. If the weight that is given lies in either, it lies in the range itself."""

    def holds(self, weight: Fraction) -> bool:
        """Whether the package is efficient with this weight (which is not negative)."""
        own = Interval(self.low, self.high, self.with_low, self.with_high)
        return not self.empty and (own.holds(weight) or (self.also is not None and self.also.holds(weight)))

    @property
    def slack(self) -> Fraction | None:
        """By what share of itself the weight may at least be off, either way; None: it may be anything."""
        if not self.holds(self.weight):
            return Fraction(0)
        if self.weight == 0:
            return None if self.high is None else Fraction(0)
        ways = [] if self.low == 0 and self.with_low else [(self.weight - self.low) / self.weight]
        if self.high is not None:
            ways.append((self.high - self.weight) / self.weight)
        return min(ways, default=None)


@dataclass(frozen=True, slots=True)
class Region:
    """The weights with which a package stays efficient."""

    efficient: bool
    """Whether it is efficient with the weights as they were given."""
    margin: Fraction
    """As long as every weight is off by less than this share of itself, all at once, it stays efficient; at most 1."""
    with_margin: bool
    """Whether it does if weights are off by just this share."""
    ranges: tuple[WeightRange, ...]
    """For each issue in order and each party in order."""
    status: Status
    """`BEST_FOUND` when the time ran out, or the numbers were too large for the solver: the ranges then hold but may be
    wider, and the margin may be less."""
    margin_bound: Fraction | None = None
    """With terms in ranges the margin may be at no fraction: then `margin` lies just below it, and just above it lies
    this share, with more than which the package does not stay efficient. None: the margin is exact."""
