# SPDX-License-Identifier: Apache-2.0
"""How often to take each demand in a sum of demands. It is guessed in floating numbers: right with any numbers.

Whoever follows a proof may leave this out: without it all is found that is found with it, only later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import exp
from operator import mul, sub
from typing import Any

from .talks import Vector


GUESSES, FINE = 300, 1 << 40


def spread(rows: Iterable[Vector], place: int) -> Any:  # noqa: ANN401 - of whole numbers
    """How far apart the numbers of rows at a place are."""
    column = [row[place] for row in rows]
    return max(column, default=0) - min(column, default=0)


def hardest(blocks: Sequence[Iterable[Vector]], asked: Sequence[int]) -> Iterator[list[int]]:
    """How often, for the best of all blocks to miss the sum by most (Everett 1963); and with each demand once more."""
    spans = [max(sum(spread(rows, place) for rows in blocks), 1) for place in range(len(asked))]
    parts = [[[float(Fraction(*pair)) for pair in zip(row, spans, strict=False)] for row in rows] for rows in blocks]
    needed = [float(Fraction(*pair)) for pair in zip(asked, spans, strict=True)]
    weights = chosen = [1 / len(asked)] * len(asked)
    lowest = float("inf")
    for step in range(GUESSES if all(parts) else 0):
        most = [max((sum(map(mul, row, weights)), row) for row in rows)[1] for rows in parts]
        slack = list(map(sub, map(sum, zip(*most, strict=True)), needed))
        lowest, chosen = min((lowest, chosen), (sum(map(mul, slack, weights)), weights))
        if lowest < 0:
            break
        moved = [
            weight * exp(-max(-1.0, min(1.0, each)) * 8 / (1 + step / 10))
            for weight, each in zip(weights, slack, strict=True)
        ]
        weights = [weight / sum(moved) for weight in moved]
    often = [int(Fraction(weight) * FINE * max(spans) / span) for weight, span in zip(chosen, spans, strict=True)]
    yield from ([times * (2 if place == at else 1) for at, times in enumerate(often)] for place in range(len(often)))
    yield often
