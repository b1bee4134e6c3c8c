# SPDX-License-Identifier: Apache-2.0
"""What is said of how wrong the weights may be: the range of each, and by what share all may be off at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement.answers import Status


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

    def holds(self, weight: Fraction) -> bool:
        """Whether the package is efficient with this weight (which is not negative)."""
        above = weight > self.low or (self.with_low and weight == self.low)
        below = self.high is None or weight < self.high or (self.with_high and weight == self.high)
        return above and below and not self.empty

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
