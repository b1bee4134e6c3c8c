# SPDX-License-Identifier: Apache-2.0
"""Terms in ranges for the checker's question: stretches as choices, and sums of demands that make them exact.

On a stretch between two corners every party's curve is straight, so no number between is worth more to a demand than
the better end: what is ruled out with that is ruled out rightly. And nothing else is left over. Once stretches are
chosen, vectors are a polytope; if it misses the demands, it is parted from what meets them by a sum of demands that is
level along some of the stretches (Farkas 1902). All such sums are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, product
from operator import mul
from typing import Any

from goodoffices.settlement.checking.question import Demand, NotCheckedError, added


def level(steps: Sequence[Sequence[Any]], demands: Sequence[Demand], left: Callable[[], float]) -> list[Demand]:
    """Every sum of demands that is level along stretches, each given as a step, as far as it may be needed.

    It is level along fewer stretches than there are parties, and a sum of one demand more than there are stretches.
    """
    along = {tuple(each / max(map(abs, step)) for each in step) for step in steps if any(step)}
    found = list[Demand]()
    for size in range(1, len(demands[0].weights)):
        for some, ways in product(combinations(demands, size + 1), combinations(sorted(along), size)):
            often = _normal([[sum(map(mul, each.weights, way)) for each in some] for way in ways])
            if min(often) > 0 or max(often) < 0:
                found.append(added(some, map(abs, often)))
            if left() < 0:
                raise NotCheckedError("the time is over")
    return found


def _normal(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """A vector at right angles to some, of one number more than there are of them."""

    def determinant(square: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401 - of whatever numbers
        return sum(map(mul, square[0], _normal(square[1:]))) if square else 1

    places = range(len(rows) + 1)
    return [(-1) ** place * determinant([[*row[:place], *row[place + 1 :]] for row in rows]) for place in places]
