# SPDX-License-Identifier: Apache-2.0
"""A proven slice of a frontier that is too large to list: packages that are best of all under some weights.

A package with the largest weighted sum of scores, all weights above 0, is efficient (Geoffrion 1968). Taken over a
lattice of weights, such packages are spread over the whole frontier, and every other package lies below the planes
that touch them there. Packages in the hollows between are not found this way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

import numpy as np

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.boxes import boxes_of
from goodoffices.settlement.methods.elimination import CELLS, eliminated
from goodoffices.settlement.methods.fronts import Form, TooManyError, terms
from goodoffices.settlement.methods.integer_program import ALL, fits, highest, hint, lowest, model_of, sizes, solve
from goodoffices.settlement.tables import Tables


PLAIN = 20_000
"""At most so many weights where nothing hangs together, and each takes microseconds."""
TOGETHER = 300
"""At most so many weights otherwise."""
FINE = 2**20


@dataclass(frozen=True, slots=True)
class Slice:
    """Efficient packages by their terms, each perhaps several times."""

    taken: list[tuple[int, ...]]
    weights: list[list[int]]
    """For each that was proven best, the weights under which it is."""
    possible: bool = True
    """False: it is proven that no package keeps the dependencies."""


def supported(table: Tables, *, limits: Limits) -> Slice:
    """Give efficient packages over a lattice of weights, as many as the limits allow."""
    together = bool(table.bonuses or table.bounds or table.mosts)
    spans = [max(high - low, 1) for high, low in zip(highest(table), lowest(table), strict=True)]
    most = min(limits.weights or limits.points, TOGETHER if together else PLAIN)
    fine = max(FINE, *spans) * 64  # so that no weight is rounded to nothing, however fine the scores
    weights = [
        [max(part * fine // span, 1) for part, span in zip(parts, spans, strict=True)]
        for parts in lattice(len(spans), most)
    ]
    return _one_by_one(table, weights, limits) if together else _at_once(table, weights)


def lattice(parties: int, most: int) -> Iterator[tuple[int, ...]]:
    """Give weights for each party, whole and above 0, evenly spread; at most `most` of them, at least one."""
    total = parties
    while comb(total, parties - 1) <= most and total < most + parties:
        total += 1
    for cuts in combinations(range(1, total), parties - 1):
        yield tuple(right - left for left, right in zip((0, *cuts), (*cuts, total), strict=True))


def _at_once(table: Tables, weights: list[list[int]]) -> Slice:
    """Where nothing hangs together each issue's best option is best by itself."""
    lows = [[min(column) for column in zip(*issue, strict=True)] for issue in table.scores]
    rows = [
        np.array([[score - least for score, least in zip(option, low, strict=True)] for option in issue], dtype=object)
        for issue, low in zip(table.scores, lows, strict=True)
    ]
    heaviest = max(max(row) for row in weights)
    if all(int(row.max()) * heaviest * table.parties < 1 << 62 for row in rows):
        rows = [row.astype(np.int64) for row in rows]
    weighing = np.array(weights, dtype=rows[0].dtype if rows else np.int64)
    best = [np.argmax((weighing @ row.T).astype(row.dtype), axis=1) for row in rows]
    return Slice([tuple(map(int, each)) for each in zip(*best, strict=True)], weights)


def _one_by_one(table: Tables, weights: list[list[int]], limits: Limits) -> Slice:
    """Where terms hang together: one party, whose scores are the weighted sums."""
    taken: list[tuple[int, ...]] = []
    for done, row in enumerate(weights):
        found = None if limits.spent() else _best(table, row, taken, limits)
        if found is None:
            return Slice(taken, weights[:done])
        if not found:
            return Slice([], [], possible=False)
        taken.append(found)
        limits.told("weights", done + 1, len(weights))
    return Slice(taken, weights)


def _best(table: Tables, weights: list[int], before: list[tuple[int, ...]], limits: Limits) -> tuple[int, ...] | None:
    """The best package under some weights, as `best_of_one`; where scores are cut off their sum is no one party's."""
    if not table.mosts:
        return best_of_one(_weighed(table, weights), before, limits)
    spans = zip(weights, sizes(table), strict=True)
    if not fits(table) or sum(weight * size for weight, size in spans) >= ALL:
        return None
    return _solved(table, weights, before, limits)


def _solved(table: Tables, weights: list[int], before: list[tuple[int, ...]], limits: Limits) -> tuple[int, ...] | None:
    model = boxes_of(table) or model_of(table)
    model.program.maximize(sum(weight * score for weight, score in zip(weights, model.scores, strict=True)))
    if before:
        hint(model, before[-1])
    solved = solve(model, limits=limits, linear=True)
    return (solved.terms or ()) if solved.proven else None


def best_of_one(
    weighed: Tables, before: list[tuple[int, ...]], limits: Limits, *, cells: int = CELLS
) -> tuple[int, ...] | None:
    """The best package for a single party: empty where there is none, None where it is not proven in time."""
    form = Form([high - low for high, low in zip(highest(weighed), lowest(weighed), strict=True)])
    try:
        front = eliminated(weighed, form, limits=Limits(spent=limits.spent), cells=cells)
    except TooManyError:
        return None
    if front is not None:
        return tuple(terms(front, len(weighed.sizes))[0].tolist()) if len(front) else ()
    if not fits(weighed):
        return None
    return _solved(weighed, [1], before, limits)


def _weighed(table: Tables, weights: list[int]) -> Tables:
    return replace(
        table,
        scores=tuple(
            tuple((sum(w * score for w, score in zip(weights, option, strict=True)),) for option in issue)
            for issue in table.scores
        ),
        bonuses=tuple(replace(bonus, party=0, adds=weights[bonus.party] * bonus.adds) for bonus in table.bonuses),
        minimums=(0,),
        scales=(1,),
    )
