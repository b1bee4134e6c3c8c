# SPDX-License-Identifier: Apache-2.0
"""Which of many score vectors of three or more parties are efficient.

The vectors come in descending order, so that none can be bettered by one that comes later, and the first number is
settled by the order. The rest is told by divide and conquer on that order (Kung, Luccio and Preparata 1975), in whole
arrays: first all with all within blocks of neighbours; then ever two neighbouring blocks, all such pairs at once:
whether one of the earlier block is at least as good in every other number as one of the later. That question has one
number fewer to compare. It is answered in the same way, down to two numbers, where sorting by one and a running maximum
of the other tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray


Whole: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]

BLOCK = 32
"""How many neighbours are compared all with all."""
STRONG = 16
"""How many of the best on the whole are compared with all at the beginning, since they rule out most."""


def efficient(columns: Sequence[Whole]) -> Mask:
    """Say which of vectors in descending order, each once, are efficient.

    `columns`: for each party the numbers, which are at least 0, of all vectors.
    """
    if len(columns) == 1:
        kept = np.zeros(len(columns[0]), dtype=np.bool_)
        kept[:1] = True
        return kept
    rest = [np.ascontiguousarray(column) for column in columns[1:]]
    alive = np.flatnonzero(~_beaten_by_strong(columns))
    rest = [column[alive] for column in rest]
    one = np.zeros(len(alive), dtype=np.int64)
    yes = np.ones(len(alive), dtype=np.bool_)
    beaten = _within(one, yes, yes, rest)
    kept = np.zeros(len(columns[0]), dtype=np.bool_)
    kept[alive[~beaten]] = True
    return kept


def efficient_within(group: Whole, columns: Sequence[Whole]) -> Mask:
    """Say which vectors are efficient among those of their group.

    Groups stand together, each in descending order of a first number that is not given and of these columns.
    """
    yes = np.ones(len(group), dtype=np.bool_)
    return ~_within(group, yes, yes, columns)


def _beaten_by_strong(columns: Sequence[Whole]) -> Mask:
    size = len(columns[0])
    shares = np.zeros(size)
    for column in columns:
        shares += column / max(int(column.max(initial=0)), 1)
    beaten = np.zeros(size, dtype=np.bool_)
    for strong in np.argpartition(-shares, STRONG)[:STRONG] if size > STRONG * BLOCK else ():
        below = columns[1][strong + 1 :] <= columns[1][strong]
        for column in columns[2:]:
            below &= column[strong + 1 :] <= column[strong]
        beaten[strong + 1 :] |= below
    return beaten


def _within(group: Whole, attacks: Mask, suffers: Mask, columns: Sequence[Whole]) -> Mask:
    """Say which are beaten by one that comes earlier in the same group and is at least as good in every column.

    Groups stand together. Only those that attack beat, and only those that suffer are beaten.
    """
    size = len(group)
    if len(columns) == 1:
        return suffers & _before(group, attacks, columns[0])
    beaten = _neighbours(group, attacks, suffers, columns)
    places = np.arange(size) // BLOCK
    together = suffers is attacks
    for level in range(max((size - 1) // BLOCK, 0).bit_length()):
        side = (places >> level) & 1
        taking = ((side == 0) & attacks) | ((side == 1) & suffers & ~beaten)
        if together:
            taking &= ~beaten
        chosen = np.flatnonzero(taking)
        if not len(chosen):
            continue
        pair, half = places[chosen] >> (level + 1), side[chosen] == 1
        among = group[chosen]
        changes = np.zeros(len(chosen), dtype=np.int64)
        changes[1:] = (among[1:] != among[:-1]) | (pair[1:] != pair[:-1])
        beaten[chosen] |= _across(np.cumsum(changes), half, [column[chosen] for column in columns])
    return beaten


def _across(group: Whole, suffers: Mask, columns: Sequence[Whole]) -> Mask:
    """Say which of those that suffer are at most as good in every column as another of their group that does not."""
    first = columns[0]
    span = int(first.max(initial=0)) + 1
    order = np.argsort((group * span + (span - 1 - first)) * 2 + suffers)
    beaten = np.zeros(len(group), dtype=np.bool_)
    late = suffers[order]
    beaten[order] = _within(group[order], ~late, late, [column[order] for column in columns[1:]])
    return beaten


def _before(group: Whole, attacks: Mask, column: Whole) -> Mask:
    """Whether one before, in the same group, that attacks, is at least as good in the one column."""
    span = int(column.max(initial=0)) + 2
    lifted = group * span + column + 1
    best = np.maximum.accumulate(np.where(attacks, lifted, group * span))
    return np.concatenate([[False], best[:-1] >= lifted[1:]])


def _neighbours(group: Whole, attacks: Mask, suffers: Mask, columns: Sequence[Whole]) -> Mask:
    """Compare all with all within blocks of neighbours."""
    size = len(group)
    blocks = -(-size // BLOCK)
    room = blocks * BLOCK

    def blocked(array: Whole | Mask, empty: int) -> Whole:
        made = np.full(room, empty, dtype=np.int64)
        made[:size] = array
        return made.reshape(blocks, BLOCK)

    worse = np.triu(np.ones((BLOCK, BLOCK), dtype=np.bool_), 1)[None] & blocked(attacks, 0).astype(np.bool_)[:, :, None]
    if len(group) and group[0] != group[-1]:
        among = blocked(group, -1)
        worse = worse & (among[:, :, None] == among[:, None, :])
    for column in columns:
        numbers = blocked(column, -1)
        worse = worse & (numbers[:, :, None] >= numbers[:, None, :])
    return suffers & worse.any(axis=1).ravel()[:size]
