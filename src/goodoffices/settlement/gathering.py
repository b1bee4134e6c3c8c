# SPDX-License-Identifier: Apache-2.0
"""All packages that meet some demands: put together piece by piece, and left behind where they cannot get there.

Demands added together, each with a multiplier that is 0 or more, are a demand. For each such sum the best that all
pieces could bring leaves something to spare over what is demanded; a row that falls behind the best of its piece takes
from it, and a beginning that has nothing to spare at any sum is followed no further. With multipliers from the
relaxation little is to spare, so few rows are left to begin with (a core of few choices: Balas and Zemel 1980), and few
beginnings. Whole numbers throughout: what is left behind is proven to meet no demands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.frontier import totals
from goodoffices.settlement.pieces import Pieces, Tie
from goodoffices.settlement.relaxation import Cut, Row
from goodoffices.settlement.tables import Literal, Tables


BEGINNINGS = 500_000
"""The most beginnings of packages that are followed at once."""
SAMPLE, SAMPLED = 200, 8
"""How many beginnings, and how many rows, are looked at to see by which sums most are ruled out."""
WORD = 1 << 61

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered."""

    terms: Places | None
    """All packages, one row each, of efficient ones none missing; None: there were too many beginnings to follow."""
    most: int
    """How many beginnings were followed at once."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """Demands added together, on the pieces' rows."""

    prices: Whole
    """What a point of each party weighs."""
    ties: Whole
    """By what each tie was multiplied."""
    joint: Whole
    """What each interaction that the ties hold counts; it counts as the larger of that and 0 until it is settled."""
    needed: int


def gather(
    table: Tables, pieces: Pieces, rows: Sequence[Row], least: Sequence[int], cuts: Sequence[Cut], *, limits: Limits
) -> Gathered | None:
    """Give all packages that meet the rows, each with so much; None: too large numbers, or it was stopped.

    The first cut, the one from the relaxation's optimum, is what most are left behind by.
    """
    sums = [_sum(table, pieces, rows, least, each) for each in _mixed(rows, pieces, cuts)]
    if any(each is None for each in sums):
        return None
    found, most = _Following(pieces, [each for each in sums if each is not None], limits).run(len(table.sizes))
    if limits.spent():
        return None
    if found is None:
        return Gathered(None, most)
    scores = totals(table, found)
    alive = np.ones(len(found), dtype=np.bool_)
    for row, low in zip(rows, least, strict=True):
        alive &= np.asarray(scores @ np.array(row.weights, dtype=scores.dtype) >= low, dtype=np.bool_)
    return Gathered(found[alive], most)


def _mixed(rows: Sequence[Row], pieces: Pieces, cuts: Sequence[Cut]) -> Iterator[Cut]:
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


def _sum(table: Tables, pieces: Pieces, rows: Sequence[Row], least: Sequence[int], cut: Cut) -> _Sum | None:
    """The rows and ties, each times its multiplier, added together; None: too large for 64 bits."""
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
    return _Sum(
        np.array(prices, dtype=np.int64), np.array(cut.ties, dtype=np.int64), np.array(joint, dtype=np.int64), needed
    )


class _Following:
    """Packages as they are put together."""

    def __init__(self, pieces: Pieces, sums: Sequence[_Sum], limits: Limits) -> None:
        self._pieces, self._limits = pieces, limits
        self._ties = np.array([each.ties for each in sums], dtype=np.int64)
        self._joint = np.array([each.joint for each in sums], dtype=np.int64)
        prices = np.array([each.prices for each in sums], dtype=np.int64)
        spare = np.array([-each.needed for each in sums], dtype=np.int64)
        self._behind: list[Whole] = []
        """For each piece, by how much each row falls behind the best, at each sum."""
        for piece in pieces.pieces:
            worth = prices @ piece.scores.T + self._ties @ piece.tied.T
            best = worth.max(axis=1, initial=-WORD)
            spare += best
            self._behind.append(best[:, None] - worth)
        self._spare = spare
        self._possible = bool((spare >= 0).all()) and all(len(piece.scores) for piece in pieces.pieces)

    def run(self, issues: int) -> tuple[Places | None, int]:
        """Give all packages whose sums leave nothing lacking, and how many beginnings there were at the most."""
        if not self._possible:
            return np.zeros((0, issues), dtype=np.intp), 0
        kept = [np.flatnonzero((behind <= self._spare[:, None]).all(axis=0)) for behind in self._behind]
        if not all(map(len, kept)):
            return np.zeros((0, issues), dtype=np.intp), 0
        behind = [each[:, rows] for each, rows in zip(self._behind, kept, strict=True)]
        order = sorted(range(len(kept)), key=lambda number: -self._spread(number, kept[number]))
        settled = _settled(self._pieces, order)
        spare, most = self._spare[:, None], 1
        watched: dict[int, Places] = {}
        steps: list[tuple[Places, Places]] = []
        for place, number in enumerate(order):
            found = _going_on(spare, behind[number])
            if found is None:
                return None, BEGINNINGS
            parents, choices, spare = found
            most = max(most, len(parents))
            watched = {issue: options[parents] for issue, options in watched.items()}
            if self._pieces.ties:
                piece = self._pieces.pieces[number]
                taken = piece.terms[kept[number][choices]]
                watched.update({issue: taken[:, column] for column, issue in enumerate(piece.issues)})
            if settled[place] != ([], []):
                spare = spare - self._settle(watched, len(parents), *settled[place])
                alive = np.flatnonzero((spare >= 0).all(axis=0) & self._kept(watched, len(parents), settled[place][0]))
                spare, parents, choices = spare[:, alive], parents[alive], choices[alive]
                watched = {issue: options[alive] for issue, options in watched.items()}
            steps.append((parents, choices))
            if not len(parents):
                break
            if self._limits.spent():
                return None, most
        rows = np.arange(len(steps[-1][0]))
        terms = np.zeros((len(rows), issues), dtype=np.intp)
        for number, (parents, choices) in zip(reversed(order[: len(steps)]), reversed(steps), strict=True):
            piece = self._pieces.pieces[number]
            terms[:, piece.issues] = piece.terms[kept[number][choices[rows]]]
            rows = parents[rows]
        return terms, most

    def _spread(self, number: int, rows: Places) -> int:
        """How much hangs on a piece. Where ties are to be settled, pieces of which little is left come first."""
        if self._pieces.ties:
            return int(self._behind[number][0].max())
        return int(np.ptp(self._pieces.pieces[number].scores[rows], axis=0).max())

    def _settle(self, taken: dict[int, Places], size: int, tied: Sequence[int], bonuses: Sequence[int]) -> Whole:
        """What is no longer to spare once it is settled whether interactions hold, and how far ties are kept.

        Until then the sums count each interaction as what is best, and what a tie leaves over as a help.
        """
        change: Whole = np.zeros((len(self._joint), size), dtype=np.int64)
        holds: dict[int, Whole] = {}
        for number in bonuses:
            held = np.ones(size, dtype=np.int64)
            for literal in self._pieces.bonuses[number].together:
                held &= _holds(literal, taken)
            holds[number] = held
            joint = self._joint[:, number]
            change += np.maximum(joint, 0)[:, None] - joint[:, None] * held
        for number in tied:
            tie = self._pieces.ties[number]
            left = _counted(tie, taken, size) - tie.least
            for each, weight in tie.joint:
                left += weight * holds[each]
            change += self._ties[:, number][:, None] * left
        return change

    def _kept(self, taken: dict[int, Places], size: int, tied: Sequence[int]) -> NDArray[np.bool_]:
        """Which keep the ties that are dependencies."""
        kept = np.ones(size, dtype=np.bool_)
        for number in tied:
            tie = self._pieces.ties[number]
            if not tie.joint:
                kept &= _counted(tie, taken, size) >= tie.least
        return kept


def _going_on(spare: Whole, behind: Whole) -> tuple[Places, Places, Whole] | None:
    """Which beginnings go on with which rows of a piece, and what each has to spare then; None: too many."""
    parents: list[Places] = []
    choices: list[Places] = []
    total = 0
    first, *others = _sharpest(spare, behind)
    for row in range(behind.shape[1]):
        alive = np.flatnonzero(spare[first] >= behind[first, row])
        for number in others:
            if not len(alive):
                break
            alive = alive[spare[number][alive] >= behind[number, row]]
        total += len(alive)
        if total > BEGINNINGS:
            return None
        parents.append(alive)
        choices.append(np.full(len(alive), row, dtype=np.intp))
    froms, rows = np.concatenate(parents), np.concatenate(choices)
    return froms, rows, spare[:, froms] - behind[:, rows]


def _sharpest(spare: Whole, behind: Whole) -> list[int]:
    """The sums, those that rule most beginnings out before the others, as far as a sample tells."""
    some = spare[:, :: max(spare.shape[1] // SAMPLE, 1)]
    going_on = np.zeros(len(spare), dtype=np.int64)
    for row in behind.T[:: max(behind.shape[1] // SAMPLED, 1)]:
        going_on += (some >= row[:, None]).sum(axis=1)
    return [int(number) for number in np.argsort(going_on, kind="stable")]


def _settled(pieces: Pieces, order: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """After each place of an order, the ties and the interactions of which all issues are settled then."""
    settled: list[tuple[list[int], list[int]]] = [([], []) for _ in order]
    places = {issue: place for place, number in enumerate(order) for issue in pieces.pieces[number].issues}
    ends = [max((places[issue] for issue, _ in bonus.together), default=0) for bonus in pieces.bonuses]
    for number, end in enumerate(ends):
        settled[end][1].append(number)
    for number, tie in enumerate(pieces.ties):
        end = max((places[issue] for (issue, _), _ in tie.options), default=0)
        settled[max([end, *(ends[each] for each, _ in tie.joint)])][0].append(number)
    return settled


def _holds(literal: Literal, taken: dict[int, Places]) -> Whole:
    issue, accepted = literal
    return np.isin(taken[issue], sorted(accepted)).astype(np.int64)


def _counted(tie: Tie, taken: dict[int, Places], size: int) -> Whole:
    counted = np.zeros(size, dtype=np.int64)
    for literal, weight in tie.options:
        counted += weight * _holds(literal, taken)
    return counted
