# SPDX-License-Identifier: Apache-2.0
"""Demands added together, and what beginnings of packages have to spare over them.

Demands added together, each with a multiplier that is 0 or more, are a demand. For each such sum the best that all
pieces could bring leaves something to spare over what is demanded; a row that falls behind the best of its piece takes
from it, and a beginning that has nothing to spare at some sum is followed no further. Whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.methods.beginnings import Begun
from goodoffices.settlement.methods.pieces import Pieces
from goodoffices.settlement.methods.relaxation import Cut, Relaxation, Row


WORD = 1 << 61

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sum:
    """Demands added together, on the pieces' rows."""

    prices: Whole
    """What a point of each party weighs."""
    ties: Whole
    """By what each tie was multiplied."""
    joint: Whole
    """What each interaction that the ties hold counts; it counts as the larger of that and 0 until it is settled."""
    needed: int


def mixed(rows: Sequence[Row], pieces: Pieces, cuts: Sequence[Cut]) -> Iterator[Cut]:
    """The cuts; the first with one row's multiplier doubled or halved; and each row by itself."""
    yield from cuts
    first = cuts[0]
    for place, multiplier in enumerate(first.rows):
        if multiplier:
            for doubled in (first.rows[place] * 2, first.rows[place] // 2):
                yield Cut((*first.rows[:place], doubled, *first.rows[place + 1 :]), first.ties)
    for weights in dict.fromkeys(row.weights for row in rows):
        place = next(place for place, row in enumerate(rows) if row.weights == weights)
        yield Cut(tuple(int(each == place) for each in range(len(rows))), (0,) * len(pieces.ties))


def added(relaxation: Relaxation, least: Sequence[int], cut: Cut) -> Sum | None:
    """The rows and ties, each times its multiplier, added together; None: too large for 64 bits."""
    table, pieces, rows = relaxation.table, relaxation.pieces, relaxation.rows
    prices = [
        sum(m * row.weights[party] for m, row in zip(cut.rows, rows, strict=True)) for party in range(table.parties)
    ]
    joint = [prices[bonus.party] * bonus.adds for bonus in pieces.bonuses]
    for multiplier, tie in zip(cut.ties, pieces.ties, strict=True):
        for number, weight in tie.joint:
            joint[number] += multiplier * weight
    needed = (
        sum(m * each for m, each in zip(cut.rows, least, strict=True))
        + sum(m * tie.least for m, tie in zip(cut.ties, pieces.ties, strict=True))
        - sum(max(each, 0) for each in joint)
    )
    size = abs(needed) + sum(map(abs, joint))
    size += sum(abs(price) * most for price, most in zip(prices, pieces.largest, strict=True))
    size += sum(
        multiplier * (abs(tie.least) + sum(abs(weight) for _, weight in (*tie.options, *tie.joint)))
        for multiplier, tie in zip(cut.ties, pieces.ties, strict=True)
    )
    if size > WORD:
        return None
    return Sum(
        np.array(prices, dtype=np.int64), np.array(cut.ties, dtype=np.int64), np.array(joint, dtype=np.int64), needed
    )


class Sums:
    """Some sums, and what each row of each piece falls behind at each."""

    def __init__(self, pieces: Pieces, sums: Sequence[Sum]) -> None:
        """Every piece has rows."""
        self._pieces = pieces
        self._scores = np.vstack([piece.scores for piece in pieces.pieces])
        self._tied = np.vstack([piece.tied for piece in pieces.pieces])
        lengths = [len(piece.scores) for piece in pieces.pieces]
        self._lengths, self._starts = np.array(lengths), np.cumsum([0, *lengths])
        self._ties = np.array([each.ties for each in sums], dtype=np.int64)
        self._joint = np.array([each.joint for each in sums], dtype=np.int64)
        self._behind, self.spare = self._looked_at(sums)

    spare: Whole
    """At each sum what there is to spare to begin with."""

    def _looked_at(self, sums: Sequence[Sum]) -> tuple[Whole, Whole]:
        prices = np.array([each.prices for each in sums], dtype=np.int64)
        ties = np.array([each.ties for each in sums], dtype=np.int64)
        worth = prices @ self._scores.T + ties @ self._tied.T
        best = np.maximum.reduceat(worth, self._starts[:-1], axis=1)
        needed = np.array([each.needed for each in sums], dtype=np.int64)
        return np.repeat(best, self._lengths, axis=1) - worth, best.sum(axis=1) - needed

    def behind(self, number: int) -> Whole:
        """By how much each row of a piece falls behind the best of it, at each sum."""
        return self._behind[:, self._starts[number] : self._starts[number + 1]]

    def add(self, each: Sum) -> None:
        """Look at one more."""
        behind, spare = self._looked_at([each])
        self._behind = np.vstack([self._behind, behind])
        self._ties = np.vstack([self._ties, each.ties])
        self._joint = np.vstack([self._joint, each.joint])
        self.spare = np.append(self.spare, spare)

    def drop(self, number: int) -> None:
        """Look at one less."""
        self._behind = np.delete(self._behind, number, axis=0)
        self._ties, self._joint = np.delete(self._ties, number, axis=0), np.delete(self._joint, number, axis=0)
        self.spare = np.delete(self.spare, number)

    def settled(
        self, begun: Begun, settled: tuple[Sequence[int], Sequence[int]], taken: dict[int, Places], size: int
    ) -> Whole:
        """What is no longer to spare once it is settled whether interactions hold, and how far ties are kept.

        Until then the sums count each interaction as what is best, and what a tie leaves over as a help.
        """
        return _settled(self._pieces, self._ties, self._joint, begun, settled=settled, taken=taken, size=size)

    def last(self, begun: Begun, rows: Sequence[Places]) -> Whole:
        """What beginnings have to spare at the last sum, given which row each took of each piece so far."""
        spare = np.full(len(rows[0]), self.spare[-1], dtype=np.int64)
        taken: dict[int, Places] = {}
        for number, row in zip(begun.order, rows, strict=False):
            spare -= self.behind(number)[-1][row]
            piece = self._pieces.pieces[number]
            taken.update({i: piece.terms[row, column] for column, i in enumerate(piece.issues) if begun.ends[i] >= 0})
        tied = [each for ties, _ in begun.settled[: len(rows)] for each in ties]
        bonuses = [each for _, bonuses in begun.settled[: len(rows)] for each in bonuses]
        change = _settled(
            self._pieces,
            self._ties[-1:],
            self._joint[-1:],
            begun,
            settled=(tied, bonuses),
            taken=taken,
            size=len(spare),
        )
        left: Whole = spare - change[0]
        return left


def _settled(
    pieces: Pieces,
    multipliers: Whole,
    joints: Whole,
    begun: Begun,
    *,
    settled: tuple[Sequence[int], Sequence[int]],
    taken: dict[int, Places],
    size: int,
) -> Whole:
    tied, bonuses = settled
    change: Whole = np.zeros((len(joints), size), dtype=np.int64)
    holds = {number: begun.holding(number, taken, size) for number in bonuses}
    for number, held in holds.items():
        joint = joints[:, number]
        change += np.maximum(joint, 0)[:, None] - joint[:, None] * held
    for number in tied:
        tie = pieces.ties[number]
        left = begun.counted(tie, taken, size) - tie.least
        for each, weight in tie.joint:
            left += weight * holds[each]
        change += multipliers[:, number][:, None] * left
    return change
