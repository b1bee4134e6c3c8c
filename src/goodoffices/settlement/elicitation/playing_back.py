# SPDX-License-Identifier: Apache-2.0
"""What follows from scores, for the party to correct: "you would give 10 days of ceasefire for 2 more released".

For two issues, the move on one that is worth as much as a move on the other, or just less: so much one would give, and
no more. Weights are hard to judge; such exchanges are not, and a wrong one shows which weight is wrong. Interactions
are left aside: an exchange is told "all else being the same".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from goodoffices.settlement.moves import Move
from goodoffices.settlement.scenario import Issue, Preferences


@dataclass(frozen=True, slots=True)
class Exchange:
    """One would accept the worse move `given` in exchange for the better move `gained`."""

    given: Move
    gained: Move
    level: bool
    """Whether both are worth exactly the same; otherwise the gain is worth a little more than what is given."""
    spare: Fraction
    """By how many points the gain is worth more."""


def played_back(issues: tuple[Issue, ...], party: Preferences, most: int = 8) -> tuple[Exchange, ...]:
    """Give the closest exchange between each two issues, those between the weightiest first; at most so many."""
    points = [
        [
            party.weights.get(issue.id, Fraction(1)) * party.values.get(issue.id, {}).get(option.id, Fraction(0))
            for option in issue.options
        ]
        for issue in issues
    ]
    swings = [max(each) - min(each) for each in points]
    order = sorted(range(len(issues)), key=lambda place: (-swings[place], place))
    told = []
    for number, one in enumerate(order):
        for other in order[number + 1 :]:
            found = min(_exchanges(points, one, other), key=_closeness, default=None)
            if found is not None:
                told.append(found)
    told.sort(key=lambda each: -min(swings[each.given.issue], swings[each.gained.issue]))
    return tuple(told[:most])


def _exchanges(points: list[list[Fraction]], one: int, other: int) -> Iterator[Exchange]:
    for given, gained in ((one, other), (other, one)):
        for start, end in permutations(range(len(points[given])), 2):
            loss = points[given][start] - points[given][end]
            if loss <= 0:
                continue
            for low, high in permutations(range(len(points[gained])), 2):
                spare = points[gained][high] - points[gained][low] - loss
                if spare >= 0:
                    yield Exchange(Move(given, start, end), Move(gained, low, high), spare == 0, spare)


def _closeness(exchange: Exchange) -> tuple[Fraction, int]:
    steps = abs(exchange.given.start - exchange.given.end) + abs(exchange.gained.start - exchange.gained.end)
    return exchange.spare, steps
