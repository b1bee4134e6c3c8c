# SPDX-License-Identifier: Apache-2.0
"""The largest product of gains with continuous terms: exact where its gains are fractions, else between two proven.

The best mixture of some choices of options and stretches is found by Newton's method (`product_mixing`). It is proven
by a plane that touches: whatever numbers above 0 stand for the gains, the product of any gains is at most the product
of these numbers, times the mean of the quotients to the power of how many there are (the inequality of the arithmetic
and the geometric mean). What the mean comes to at the most is a linear program, at the best mixture just 1, and its
proof rules out other choices as in `choosing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod

from goodoffices.settlement.packages import Package
from goodoffices.settlement.ranges.choosing import Search, Source, Taken, source_of, stretches_of
from goodoffices.settlement.ranges.mixing import Row
from goodoffices.settlement.ranges.product_mixing import Climb
from goodoffices.settlement.ranges.stretches import Mixture


ROOT = 128
"""How many binary digits roots have."""


@dataclass(frozen=True, slots=True)
class Product:
    """The package with the largest product of gains, in points, of as many parties as can gain."""

    package: Package | None
    value: Fraction = Fraction(0)
    bound: Fraction | None = None
    """What no such product exceeds; None: not known."""
    proven: bool = False
    """Whether the bound is proven; without a package, that there is none."""


def nash(search: Search, *, precision: Fraction) -> Product:
    """Find the package with the largest product of gains over the minimums, and a bound on all products.

    The bound exceeds the product by no more than the share `precision` of it.
    """
    parties = range(search.choices.table.parties)
    for count in range(len(parties), 0, -1):
        best: Product | None = None
        for some in combinations(parties, count):
            gaining = search.highest(_demands(search, some), above=Fraction(0), enough=Fraction(1, 1 << 60))
            if gaining.package is None:
                if not gaining.proven:
                    return Product(any_acceptable(search))
                continue
            found = _Products(search, some, precision).best(best)
            if not found.proven:
                return found
            best = found
        if best is not None:
            return best
    none = search.highest(_demands(search, tuple(parties)), enough=Fraction(0))
    if none.value is None or none.value < 0:
        return Product(None, proven=none.proven)
    return Product(none.package, bound=Fraction(0), proven=True)


def any_acceptable(search: Search) -> Package | None:
    """Some acceptable package, if one can be found in no time."""
    found = search.highest(_demands(search, range(search.choices.table.parties)), enough=Fraction(0))
    return found.package if found.value is not None and found.value >= 0 else None


def _demands(search: Search, gaining: Sequence[int]) -> list[Row]:
    """That all reach their minimums, and some exceed them by so many steps."""
    table = search.choices.table
    parties = range(table.parties)
    return [
        Row(tuple(int(each == party) for each in parties), minimum, int(party in gaining))
        for party, minimum in enumerate(table.minimums)
    ]


class _Products:
    """Goes through the choices; each brings its best product and the plane that touches there."""

    def __init__(self, search: Search, some: Sequence[int], precision: Fraction) -> None:
        self._search, self._some, self._precision = search, tuple(some), precision
        self._rows = _demands(search, some)
        self._planes: list[tuple[Fraction, Row]] = []

    def best(self, known: Product | None) -> Product:
        """The largest product, or that of what is known already if none is larger."""
        choices = self._search.choices
        scale = prod(choices.table.scales[party] for party in self._some)
        value = known.value * scale if known is not None else Fraction(0)
        level = known.bound * scale if known is not None and known.bound is not None else value
        best = known.package if known is not None else None
        demands = [Row(each.weights, each.least) for each in self._rows]
        source = source_of(choices, demands, self._search.limits)
        while (taken := source.next(root(level, len(self._some), up=False))) is not None:
            source.settled(taken)
            found = self._settled(taken, source)
            if found is not None:
                at, mixture, bound = found
                if at > value:
                    value, best = at, choices.package(mixture)
                before, level = level, max(level, bound)
                for product, cut in self._planes if level > before else self._planes[-1:]:
                    source.rule_out(self._beyond(product, cut, level))
                self._search.limits.told("choices", 0, 0)
        if source.stopped:
            return Product(best, value / scale)
        return Product(best, value / scale, level / scale, proven=True)

    def _settled(self, taken: Taken, source: Source) -> tuple[Fraction, Mixture, Fraction] | None:
        """The largest product of some choices, its mixture, and what none of theirs exceeds; None: none is above 0."""
        choices = self._search.choices
        stretches = stretches_of(choices, taken)
        mixed = self._search.settle(taken, list(self._rows), lambda _scores, _steps: None)
        if mixed.value is None or mixed.value <= 0:
            source.rule_out(mixed.cut.strictly(Fraction(0)) if mixed.cut.rate else mixed.cut)
            return None
        climb = Climb(choices, stretches, self._some, mixed.mixture)
        top = climb.top(self._precision)
        product = prod(top.touching, start=Fraction(1))
        self._planes.append((product, top.cut))
        # As steps up, roots of products: with a root that is a little too large, a demand that is a little too small.
        bottom = root(product, len(self._some), up=True)
        numerator, denominator = len(self._some) * bottom.denominator, bottom.numerator
        cut = top.cut
        source.rule_out(Row(tuple(w * denominator for w in cut.weights), cut.least * denominator, cut.rate * numerator))
        return prod(top.gains, start=Fraction(1)), top.mixture, top.bound

    def _beyond(self, product: Fraction, cut: Row, level: Fraction) -> Row:
        """That the quotients by the gains of a plane sum to more than those of any product up to a level can."""
        count = len(self._some)
        least = cut.least + cut.rate * count * root(level / product, count, up=False)
        return Row(cut.weights, int(least // 1) + 1)


def root(number: Fraction, degree: int, *, up: bool) -> Fraction:
    """The root of a number that is not negative, or a fraction a little below it, or above; exact where it is 1."""
    if number in {0, 1} or degree == 1:
        return number
    # Scaled so that the root has as many digits whatever the number's size.
    shift = ROOT + max(0, (number.denominator.bit_length() - number.numerator.bit_length()) // degree + 1)
    whole = (number.numerator << (shift * degree)) // number.denominator
    low, high = 0, 1 << (whole.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) >> 1
        low, high = (middle, high) if middle**degree <= whole else (low, middle)
    return Fraction(low + up, 1 << shift)
