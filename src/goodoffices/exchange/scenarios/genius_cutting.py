# SPDX-License-Identifier: Apache-2.0
"""What GENIUS cuts off: an additive utility above 1 counts 1.

Weights need not come to 1 in a profile, and in some they come to more. The packages that would be worth more than 1
are found issue by issue, and each takes away again what it is worth beyond: an interaction over all issues. So scores
are just what GENIUS counts, and exact. What is beyond 1 by less than GENIUS's own numbers can tell stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Final

from goodoffices.settlement import Holds, Interaction


DUST: Final = Fraction(1, 10**12)
"""Sums of the binary fractions that GENIUS reckons with are off by less than this."""
MOST: Final = 2000
"""At most so many interactions are made."""


def cut_off(worth: Mapping[str, Mapping[str, Fraction]]) -> tuple[Interaction, ...] | None:
    """Give what takes each sum above 1 back to 1; None where that would be too many interactions.

    `worth`: for each issue, by its id, what each option adds, by its id. Options that add the same go together.
    """
    groups: list[tuple[str, list[tuple[Fraction, frozenset[str]]]]] = []
    for issue, values in worth.items():
        alike: dict[Fraction, list[str]] = {}
        for option, adds in values.items():
            alike.setdefault(adds, []).append(option)
        groups.append((issue, [(adds, frozenset(alike[adds])) for adds in sorted(alike, reverse=True)]))
    left = [Fraction(0)]
    for _, each in reversed(groups):
        left.append(left[-1] + each[0][0])
    left.reverse()

    def above(place: int, so_far: Fraction, taken: tuple[Holds, ...]) -> Iterator[Interaction]:
        if place == len(groups):
            yield Interaction(together=taken, adds=1 - so_far)
            return
        issue, each = groups[place]
        for adds, options in each:
            if so_far + adds + left[place + 1] <= 1 + DUST:
                break
            yield from above(place + 1, so_far + adds, (*taken, Holds(issue=issue, options=options)))

    found = tuple(islice(above(0, Fraction(0), ()), MOST + 1))
    return None if len(found) > MOST else found
