# SPDX-License-Identifier: Apache-2.0
"""Beginnings of packages that come to the same thing, or that another beginning betters.

What is still to come sees of a beginning only its scores and what is open: whether each interaction that is begun can
still hold, and how much each dependency that is begun still lacks. Of beginnings alike in all of this one is followed
for all. And a beginning is followed no further where another one, going on in the same way, is kept to no more, and is
worth no less to anybody and more to somebody: even if all that is open only for the first should hold and count, and
all that is open only for the other should hold and cost. (Dominance in dynamic programming: Karp and Held 1967.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


LEADERS = 12
"""With how many of the strongest every beginning is compared, whatever is open."""

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Open:
    """What the rest will see of beginnings, a row for each."""

    scores: Whole
    """A column for each number that matters: each party's score, or what is asked for in their place."""
    enough: Whole
    """In each column, with how much no more is needed, whatever comes."""
    telling: int
    """In one of so many columns, the first ones, a beginning has to be ahead of another to better it."""
    holding: Whole
    """A column for each interaction that is begun: 1 where it can still hold."""
    adds: Whole
    """What each of these adds: a row for each, columns as of the scores."""
    spare: Whole
    """A column for each demand that is begun: what is left over of it; no more than can be needed still."""

    def of(self, rows: Places) -> Open:
        """Only some beginnings."""
        return replace(self, scores=self.scores[rows], holding=self.holding[rows], spare=self.spare[rows])


def alike(what: Open) -> tuple[Places, Places]:
    """Give an order in which beginnings that are alike stand together, and where in it each sort begins."""
    columns = np.hstack([what.scores, what.holding, what.spare])
    order = np.argsort(_mixed(columns), kind="stable")
    sorted_ = columns[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (sorted_[1:] != sorted_[:-1]).any(axis=1)
    return order, np.flatnonzero(new)


def unbettered(what: Open) -> Places:
    """Which beginnings are bettered by none of those they are compared with."""
    left = np.arange(len(what.scores))
    spans = np.maximum(np.ptp(what.scores, axis=0), 1)
    shares = (what.scores - what.scores.min(axis=0)) / spans
    left = _among_like(what, left, shares)
    if what.adds.size or what.spare.size:
        sums = shares[left].sum(axis=1) + what.spare[left].sum(axis=1) * 1e-6
        step = max(len(left) // LEADERS, 1)
        chosen = [*left[np.argsort(-sums, kind="stable")[: LEADERS // 2]], *left[::step][: LEADERS // 2]]
        for leader in dict.fromkeys(map(int, chosen)):
            left = left[~_bettered(what, leader, left)]
    return left


def _among_like(what: Open, left: Places, shares: NDArray[np.float64]) -> Places:
    """Compare with the strongest, by several measures, of those of which the same is open."""
    state = _mixed(np.hstack([what.holding, what.spare])) if what.holding.size or what.spare.size else None
    if state is None:
        state = np.zeros(len(shares), dtype=np.int64)
    measures = [shares.sum(axis=1), shares.min(axis=1), *(shares.sum(axis=1) + column for column in shares.T)]
    for measure in measures:
        order = left[np.lexsort((-measure[left], state[left]))]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = state[order][1:] != state[order][:-1]
        first = order[np.flatnonzero(new)][np.cumsum(new) - 1]
        same = (what.holding[first] == what.holding[order]).all(axis=1) & (what.spare[first] == what.spare[order]).all(
            1
        )
        worse = (what.scores[first] >= what.scores[order]).all(axis=1)
        strictly = (what.scores[first] > what.scores[order])[:, : what.telling].any(axis=1)
        left = order[~(same & worse & strictly)]
    return np.sort(left)


def _bettered(what: Open, leader: int, rows: Places) -> NDArray[np.bool_]:
    """Which are bettered by one, whatever comes of that which is open."""
    kept = (what.spare[leader] >= what.spare[rows]).all(axis=1)
    ahead = what.scores[leader] - what.scores[rows]
    if what.adds.size:
        ahead = ahead - ((what.holding[rows] > what.holding[leader]).astype(np.int64) @ np.maximum(what.adds, 0))
        ahead = ahead - ((what.holding[rows] < what.holding[leader]).astype(np.int64) @ np.maximum(-what.adds, 0))
    level = (ahead >= 0) | (what.scores[leader] >= what.enough)
    found: NDArray[np.bool_] = kept & level.all(axis=1) & (ahead > 0)[:, : what.telling].any(axis=1)
    return found


def _mixed(columns: Whole) -> Whole:
    """One number for each row, the same for the same row; rarely the same for others."""
    factors = np.array([pow(0x9E3779B97F4A7C15, 2 * place + 1, 1 << 63) for place in range(columns.shape[1])])
    mixed: Whole = columns @ factors.astype(np.int64)
    return mixed ^ (mixed >> 29)
