# SPDX-License-Identifier: Apache-2.0
"""Of many vectors, those that no other is as good as: by halves, number after number (Kung, Luccio and Preparata 1975).

Whoever follows a proof may compare every two instead, with the same result.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from operator import ge

from .talks import Vector


FEW = 16


def unbettered(vectors: Counter[Vector], compared: Sequence[int]) -> Counter[Vector]:
    """Of different vectors those that no other is as good as, in the numbers at these places; with their counts."""
    by_key = {tuple(vector[place] for place in compared): vector for vector in vectors}
    return Counter({by_key[key]: vectors[by_key[key]] for key in _uncovered(sorted(by_key, reverse=True))})


def _uncovered(falling: list[Vector]) -> list[Vector]:
    """Each half by itself, then the second, whose first numbers are no larger, by the first."""
    if len(falling) <= FEW:
        return [
            each for place, each in enumerate(falling) if not any(all(map(ge, one, each)) for one in falling[:place])
        ]
    half = len(falling) // 2
    first = _uncovered(falling[:half])
    return first + _not_covered(_uncovered(falling[half:]), first, 1)


def _not_covered(rows: list[Vector], by: list[Vector], place: int) -> list[Vector]:
    """Those rows that none of others is as good as from this place on; cut at the middle of what stands there."""
    if not rows or not by or place == len(rows[0]):
        return [] if by else rows
    if place == len(rows[0]) - 1:
        most = max(each[place] for each in by)
        return [each for each in rows if each[place] > most]
    if place == len(rows[0]) - 2:  # sorted by the one number, the other's largest so far
        by = sorted(by, key=lambda each: -each[place])
        at, most_so_far = [-each[place] for each in by], list(accumulate((each[-1] for each in by), max))
        found = []
        for each in rows:
            before = bisect_right(at, -each[place])
            if not before or most_so_far[before - 1] < each[-1]:
                found.append(each)
        return found
    middle = sorted(each[place] for each in rows)[len(rows) // 2]
    more = [each for each in rows if each[place] > middle]
    less = [each for each in rows if each[place] < middle]
    level = [each for each in rows if each[place] == middle]
    above = [each for each in by if each[place] >= middle]
    below = [each for each in by if each[place] < middle]
    more = _not_covered(more, [each for each in above if each[place] > middle], place)
    return (
        more + _not_covered(level, above, place + 1) + _not_covered(_not_covered(less, above, place + 1), below, place)
    )
