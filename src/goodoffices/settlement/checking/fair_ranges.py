# SPDX-License-Identifier: Apache-2.0
"""Check the packages that are called fair where there are terms in ranges: that nothing is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from math import prod

from .checker import Checker
from .fair import Fair, more_gain, tangent, who_gain
from .question import Demand, NotCheckedError, least
from .question_ranges import ends_of
from .talks import Vector


BOXES = 1000


def better_in_ranges(checker: Checker, fair: Fair, best: Vector, scores: Vector) -> Iterator[list[Demand]]:
    """Demands of which a package that is better than the best meets all of one list."""
    if fair.concept == "utilitarian":
        yield [Demand(fair.weights, best[0], strict=True)]
    elif fair.concept == "Nash":
        yield from more_gain(checker, fair, best)
        for gainers, parts in who_gain(checker, fair, best, scores):
            if gainers:
                yield from product_of_ranges(checker, fair, best[1], gainers, parts)
    else:  # some parties reach the first numbers in some order, and all others more than the next
        some = [party for party in checker.parties if fair.units[party]]
        for place, level in enumerate(best[: len(some)]):
            for first in permutations(some, place):
                levels = {**dict.fromkeys(some, level), **dict(zip(first, best, strict=False))}
                reached = [fair.base[party] + fair.units[party] * levels.get(party, 0) for party in checker.parties]
                yield [least(reached, strict=party not in first)[party] for party in some]


def product_of_ranges(
    checker: Checker, fair: Fair, bound: Fraction, gainers: Sequence[int], parts: Sequence[Fraction]
) -> Iterator[list[Demand]]:
    """What has a larger product of gains meets a tangent at the parts, and lies in one of ever smaller boxes of gains.

    In a box it meets a tangent near its middle, too; and what lies above that point has a larger product.
    """
    beyond, most = tangent(fair, bound, gainers, parts, strict=True), ends_of(checker.packages, max)
    others = [each for party, each in enumerate(checker.reach) if party not in gainers]

    def above(gains: Sequence[Fraction], *, strict: bool = False) -> list[Demand]:
        reached = [low + dict(zip(gainers, gains, strict=True)).get(party, 0) for party, low in enumerate(fair.base)]
        return [least(reached, strict=strict and party == gainers[0])[party] for party in gainers]

    boxes = [([Fraction(0)] * len(gainers), [most[party] - fair.base[party] for party in gainers])]
    for _ in range(BOXES):
        if not boxes:
            return
        low, high = boxes.pop()
        low = [max(a, bound * b / prod(high)) for a, b in zip(low, high, strict=True)] if min(high) > 0 else high
        if any(a >= b for a, b in zip(low, high, strict=True)):
            continue
        cut = [part if a < part < b else between(a, b) for part, a, b in zip(parts, low, high, strict=True)]
        point = [bound / prod(cut[1:]), *cut[1:]]
        if checker.front([*others, *above(low), beyond, tangent(fair, bound, gainers, point, strict=True)]):
            yield [*others, *above(point, strict=True)]
            wide = max(range(len(gainers)), key=lambda place: high[place] / low[place])
            boxes.append(([*low[:wide], cut[wide], *low[wide + 1 :]], high))
            boxes.append((low, [*high[:wide], cut[wide], *high[wide + 1 :]]))
    raise NotCheckedError("whether a package has a larger product of gains could not be narrowed down")


def between(low: Fraction, high: Fraction) -> Fraction:
    """A number near the middle that is simple: where a best package lies there, it is likely to be hit."""
    middle, size = (low + high) / 2, 1
    while not low < (simple := middle.limit_denominator(size)) < high:
        size *= 2
    return simple
