# SPDX-License-Identifier: Apache-2.0
"""Beginnings of packages, piece after piece: how each came about, and what of it is still open.

Beginnings that come to the same thing are one, with several ways that lead to it; all packages are read off at the end
by going back on all ways, as far as anybody wants to see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.methods.merging import Open
from goodoffices.settlement.methods.pieces import Pieces, Tie
from goodoffices.settlement.tables import Literal


WAYS = 21
"""Of how many ways to the same end packages are read off: more than are ever listed."""

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(slots=True)
class _Step:
    """What led from the beginnings before to those after: entries, and for each beginning which are its own."""

    parents: Places
    choices: Places
    first: Places | None = None
    """Where the entries of each beginning stand; None: one entry each, in the same order."""
    count: Places | None = None


class Steps:
    """The ways on which beginnings came about."""

    def __init__(self, pieces: Pieces, order: Sequence[int], kept: Sequence[Places]) -> None:
        self._pieces, self._order, self._kept = pieces, tuple(order), kept
        self._steps: list[_Step] = []

    def add(self, parents: Places, choices: Places) -> None:
        """Go on with a piece: from which beginnings, with which of its rows."""
        self._steps.append(_Step(parents, choices))

    def keep(self, rows: Places) -> None:
        """Follow only some of the last beginnings."""
        last = self._steps[-1]
        if last.first is None or last.count is None:
            last.parents, last.choices = last.parents[rows], last.choices[rows]
        else:
            last.first, last.count = last.first[rows], last.count[rows]

    def together(self, order: Places, begins: Places) -> None:
        """Make one of the beginnings that stand together in an order."""
        last = self._steps[-1]
        last.parents, last.choices = last.parents[order], last.choices[order]
        last.first, last.count = begins, np.diff(np.append(begins, len(order)))

    def rows(self) -> list[Places]:
        """For each piece so far which row each of the last beginnings took, on one of its ways."""
        last = self._steps[-1]
        at = np.arange(len(last.parents) if last.first is None else len(last.first))
        found = []
        for number, step in zip(reversed(self._order[: len(self._steps)]), reversed(self._steps), strict=True):
            entries = at if step.first is None else step.first[at]
            found.append(self._kept[number][step.choices[entries]])
            at = step.parents[entries]
        return found[::-1]

    def packages(self, issues: int) -> Places:
        """The packages of the last beginnings; of those that come to the same no more than anybody wants to see."""
        last = self._steps[-1]
        at = np.arange(len(last.parents) if last.first is None else len(last.first))
        ends, terms = at, np.zeros((len(at), issues), dtype=np.intp)
        for number, step in zip(reversed(self._order[: len(self._steps)]), reversed(self._steps), strict=True):
            entries = at
            if step.first is not None and step.count is not None:
                count = step.count[at]
                again = np.repeat(np.arange(len(at)), count)
                entries = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count) + step.first[at[again]]
                ends = ends[again]  # in order, so the ways to each end stand together
                nth = np.arange(len(ends)) - np.searchsorted(ends, ends)
                few = nth < WAYS
                again, entries, ends = again[few], entries[few], ends[few]
                terms = terms[again]
            piece = self._pieces.pieces[number]
            terms[:, piece.issues] = piece.terms[self._kept[number][step.choices[entries]]]
            at = step.parents[entries]
        return terms


class Begun:
    """What is settled, and what is open, after each piece of an order."""

    def __init__(self, pieces: Pieces, order: Sequence[int]) -> None:
        self._pieces, self.order = pieces, tuple(order)
        self._places = {issue: place for place, number in enumerate(order) for issue in pieces.pieces[number].issues}
        self.settled: list[tuple[list[int], list[int]]] = [([], []) for _ in order]
        """After each place, the ties and the interactions of which all issues are settled then."""
        self.ends: dict[int, int] = dict.fromkeys(self._places, -1)
        """Until which place it matters what was taken for an issue."""
        self._accepted: dict[Literal, NDArray[np.bool_]] = {}
        self._bonuses = [self._from_to([issue for issue, _ in each.together]) for each in pieces.bonuses]
        for number, (_, end) in enumerate(self._bonuses):
            self.settled[end][1].append(number)
        self._ties = []
        for number, tie in enumerate(pieces.ties):
            start, end = self._from_to([issue for (issue, _), _ in tie.options])
            end = max([end, *(self._bonuses[each][1] for each, _ in tie.joint)])
            self._ties.append((start, end))
            self.settled[end][0].append(number)
            for (issue, _), _ in tie.options:
                self.ends[issue] = max(self.ends[issue], end)

    def _from_to(self, issues: Sequence[int]) -> tuple[int, int]:
        places = [self._places[issue] for issue in issues]
        return min(places, default=0), max(places, default=0)

    def holds(self, literal: Literal, taken: dict[int, Places]) -> Whole:
        """Where one of some options of an issue was taken: 1, elsewhere 0."""
        if literal not in self._accepted:
            accepted = np.zeros(max(literal[1], default=0) + 1, dtype=np.bool_)
            accepted[sorted(literal[1])] = True
            self._accepted[literal] = accepted
        accepted = self._accepted[literal]
        options = taken[literal[0]]
        found = accepted[np.minimum(options, len(accepted) - 1)] & (options < len(accepted))
        return found.astype(np.int64)

    def holding(self, bonus: int, taken: dict[int, Places], size: int) -> Whole:
        """Where an interaction holds as far as its issues are settled."""
        held = np.ones(size, dtype=np.int64)
        for literal in self._pieces.bonuses[bonus].together:
            if literal[0] in taken:
                held &= self.holds(literal, taken)
        return held

    def counted(self, tie: Tie, taken: dict[int, Places], size: int) -> Whole:
        """What a tie's options come to as far as they are settled."""
        counted = np.zeros(size, dtype=np.int64)
        for literal, weight in tie.options:
            if literal[0] in taken:
                counted += weight * self.holds(literal, taken)
        return counted

    def open(self, place: int, scores: Whole, taken: dict[int, Places]) -> tuple[Open, NDArray[np.bool_]]:
        """What the pieces after a place will see of beginnings, and which of these can keep the dependencies at all."""
        size = len(scores)
        bonuses = [number for number, (start, end) in enumerate(self._bonuses) if start <= place < end]
        ties = [
            number
            for number, (start, end) in enumerate(self._ties)
            if start <= place < end and not self._pieces.ties[number].joint
        ]
        adds = np.zeros((len(bonuses), scores.shape[1]), dtype=np.int64)
        holding = np.zeros((size, len(bonuses)), dtype=np.int64)
        for column, number in enumerate(bonuses):
            adds[column, self._pieces.bonuses[number].party] = self._pieces.bonuses[number].adds
            holding[:, column] = self.holding(number, taken, size)
        spare = np.zeros((size, len(ties)), dtype=np.int64)
        can = np.ones(size, dtype=np.bool_)
        later = self.order[place + 1 :]
        for column, number in enumerate(ties):
            tie = self._pieces.ties[number]
            least = sum(int(self._pieces.pieces[each].tied[:, number].min()) for each in later)
            most = sum(int(self._pieces.pieces[each].tied[:, number].max()) for each in later)
            left = self.counted(tie, taken, size) - tie.least
            can &= left + most >= 0
            spare[:, column] = np.minimum(left, -least)
        enough = np.full(scores.shape[1], np.iinfo(np.int64).max)
        return Open(scores, enough, scores.shape[1], holding, adds, spare), can

    def least(self, place: int, kept: Sequence[Places]) -> Whole:
        """What the pieces after a place add to each party's score at the least."""
        least = np.zeros(len(self._pieces.largest), dtype=np.int64)
        for number in self.order[place + 1 :]:
            least += self._pieces.pieces[number].scores[kept[number]].min(axis=0)
        for bonus, (_, end) in zip(self._pieces.bonuses, self._bonuses, strict=True):
            if end > place:
                least[bonus.party] += min(bonus.adds, 0)
        return least
