# SPDX-License-Identifier: Apache-2.0
"""What no package exceeds, by the linear relaxation, and the multipliers that show it.

The relaxation lets a piece be split over its rows; its optimum is above that of every package, and for many issues only
a little. Its dual values price what is demanded, and at these prices a row that falls behind the best of its piece says
by how much any package with it does (reduced costs; Lagrangian relaxation: Geoffrion 1974). Rows come into the program
where they are the best of their piece at the prices so far (Dantzig and Wolfe 1960).

The dual values come from a solver in floating numbers. They are rounded to whole numbers first; with any multipliers
that are 0 or more the sum of demands is a demand, so nothing that is proven hangs on their rounding (`gathering`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.methods.integer_program import fits
from goodoffices.settlement.methods.nash import tangents
from goodoffices.settlement.methods.pieces import Pieces
from goodoffices.settlement.tables import Tables


FINE = 1 << 20
"""How finely multipliers are rounded, the largest being about this, or less where numbers are large."""
WORD = 1 << 57
"""What multiplied sums should stay below, so that some of them together fit into 64 bits."""
SHORT = 8
"""Up to so many rows of a piece are in the program from the beginning."""
ROUNDS = 60
"""How often rows are added at the most: multipliers from a program with fewer rows are multipliers, too."""
FEW = 8
"""How often they are where some pieces are known."""
CLOSE = 1e-7
"""How near the program's optimum is to that with all rows, as a share of what is at stake, when no more are added."""
LACKING = 1000.0
"""What it costs that minimums are not reached: so much that it is only done where they cannot be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A demand that whole-number scores, weighed, make at least so much; with a `rate`, so much for each step up."""

    weights: tuple[int, ...]
    least: float
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Multipliers for the rows and for what ties pieces together, in whole numbers."""

    rows: tuple[int, ...]
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Top:
    """How far up the relaxation goes."""

    value: float
    cut: Cut


def suits(table: Tables) -> bool:
    """Whether there is anything to choose, and the numbers are small enough for it."""
    return bool(table.sizes) and 0 not in table.sizes and fits(table)


class Relaxation:
    """The linear relaxation of the packages that some pieces make, under some rows."""

    def __init__(self, table: Tables, pieces: Pieces, rows: Sequence[Row]) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loads slowly, and few need it

        self.table, self.pieces, self.rows = table, pieces, tuple(rows)
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._taken: list[dict[int, Any]] = [{} for _ in pieces.pieces]
        self._fixed: dict[int, int] = {}
        self._spans = sum(
            (np.ptp(each.scores, axis=0).astype(np.float64) for each in pieces.pieces), np.ones(table.parties)
        )
        # The solver is given scores in shares of what is at stake for a party, and demands and steps likewise.
        self._sizes = [float(np.abs(row.weights) @ self._spans) for row in rows]
        self._unit = max(
            (size / row.rate for size, row in zip(self._sizes, rows, strict=True) if row.rate), default=1.0
        )
        demands = (sum(abs(w) * most for w, most in zip(row.weights, pieces.largest, strict=True)) for row in rows)
        self._fine = max(min(FINE, WORD // max(1, *demands)), 1)
        self._write()

    def _write(self) -> None:
        solver, table = self._solver, self.table
        infinite = solver.infinity()
        self._joint = [solver.NumVar(0, 1, "") for _ in self.pieces.bonuses]
        self._scores = [solver.NumVar(-infinite, infinite, "") for _ in range(table.parties)]
        self._step = solver.NumVar(-infinite, infinite, "")
        self._lacking = solver.NumVar(0, infinite, "")
        self._breaking = solver.NumVar(0, 0, "")
        self._one = [solver.Constraint(1, 1) for _ in self.pieces.pieces]
        self._counting = []
        for party, score in enumerate(self._scores):
            adding = [
                (self._joint[n], each.adds / self._spans[party])
                for n, each in enumerate(self.pieces.bonuses)
                if each.party == party
            ]
            self._counting.append(self._constraint(0, 0, [(score, -1), *adding]))
        self._tying = [
            self._constraint(
                tie.least,
                infinite,
                [*((self._joint[number], weight) for number, weight in tie.joint), (self._breaking, 1)],
            )
            for tie in self.pieces.ties
        ]
        self._demands = [
            self._constraint(
                row.least / size,
                infinite,
                [
                    (self._step, -row.rate * self._unit / size) if row.rate else (self._lacking, 1),
                    *zip(self._scores, self._weights(row, size), strict=True),
                ],
            )
            for row, size in zip(self.rows, self._sizes, strict=True)
        ]
        for number, piece in enumerate(self.pieces.pieces):
            if len(piece.scores) <= SHORT or piece.tied.any():
                self._take(number, range(len(piece.scores)))
        self._take_best(np.vstack([np.eye(table.parties), np.ones(table.parties)]) / self._spans, None)

    def _weights(self, row: Row, size: float) -> list[float]:
        return [weight * float(span) / size for weight, span in zip(row.weights, self._spans, strict=True)]

    def _constraint(self, least: float, most: float, terms: Sequence[tuple[Any, float]]) -> Any:  # noqa: ANN401 - untyped
        constraint = self._solver.Constraint(float(least), float(most))
        for variable, weight in terms:
            constraint.SetCoefficient(variable, float(weight))
        return constraint

    def _take(self, number: int, rows: Sequence[int]) -> int:
        """Put rows of a piece into the program; how many were new."""
        piece, taken = self.pieces.pieces[number], self._taken[number]
        new = [row for row in rows if row not in taken]
        for row in new:
            variable = taken[row] = self._solver.NumVar(0, 1, "")
            self._one[number].SetCoefficient(variable, 1)
            for counting, share in zip(self._counting, (piece.scores[row] / self._spans).tolist(), strict=True):
                counting.SetCoefficient(variable, share)
            for tie in np.flatnonzero(piece.tied[row]):
                self._tying[tie].SetCoefficient(variable, float(piece.tied[row, tie]))
        return len(new)

    def _take_best(self, prices: NDArray[np.float64], known: NDArray[np.float64] | None) -> bool:
        """Put in the best rows at some prices; False where that could not raise what is `known` of the pieces."""
        behind = 0.0
        best: list[tuple[int, dict[int, None]]] = []
        for number, piece in enumerate(self.pieces.pieces):
            if number not in self._fixed and len(self._taken[number]) < len(piece.scores):
                worth = piece.scores @ prices.T
                rows = worth.argmax(axis=0).tolist()
                behind += 0.0 if known is None else max(float(worth[rows[0], 0]) - float(known[number]), 0.0)
                best.append((number, dict.fromkeys(rows)))
        if known is not None and behind <= CLOSE * float(self._spans @ np.abs(prices[0])):
            return False
        return sum(self._take(number, list(rows)) for number, rows in best) > 0

    def span(self, party: int) -> float:
        """How far apart the most and the least are that the pieces could bring a party."""
        return float(self._spans[party])

    def with_taken(self, taken: Mapping[int, int]) -> Cut | None:
        """The multipliers that show how far packages could go up of which some pieces are known, each with its row."""
        self._fix(taken)
        self._breaking.SetUb(self._solver.infinity())
        self._step.SetBounds(-self._solver.infinity(), self._solver.infinity())
        return self._solve({self._step: 1.0, self._lacking: -LACKING, self._breaking: -LACKING}, {}, rounds=FEW)

    def _fix(self, taken: Mapping[int, int]) -> None:
        for number, row in taken.items():
            self._take(number, [row])
        for number, variables in enumerate(self._taken):
            fixed = taken.get(number)
            if fixed != self._fixed.get(number):
                for row, variable in variables.items():
                    variable.SetUb(1 if fixed is None or row == fixed else 0)
        self._fixed = dict(taken)

    def _free(self) -> None:
        self._fix({})
        self._breaking.SetUb(0)
        self._step.SetBounds(-self._solver.infinity(), self._solver.infinity())

    def highest_step(self) -> Top | None:
        """How far the rows with a rate could go up together, and the multipliers that show it."""
        self._free()
        found = self._solve({self._step: 1.0, self._lacking: -LACKING}, {})
        return None if found is None else Top(self._step.solution_value() * self._unit, found)

    def aside(self, step: float) -> Iterator[Cut]:
        """For each row, the multipliers that say how far it alone could go while the others are met at a step."""
        self._free()
        self._step.SetBounds(step / self._unit, step / self._unit)
        for number, row in enumerate(self.rows):
            objective: dict[Any, float] = {self._lacking: -LACKING}
            objective.update(zip(self._scores, self._weights(row, self._sizes[number]), strict=True))
            cut = self._solve(objective, {number: 1.0})
            if cut is not None:
                yield cut

    def largest_product(self) -> list[float] | None:
        """The gains over the minimums with about the largest product where packages may be mixed; None: no gains.

        Logarithms lie below their tangents, and a tangent is added where the gains are (Kelley 1960).
        """
        infinite = self._solver.infinity()
        minimums = self.table.minimums
        logarithms = [self._solver.NumVar(-infinite, infinite, "") for _ in minimums]

        def touch(party: int, gain: float) -> None:
            terms = [(logarithms[party], 1.0), (self._scores[party], -self._spans[party] / gain)]
            self._constraint(-infinite, log(gain) - 1 - minimums[party] / gain, terms)

        for party, minimum in enumerate(minimums):
            most = int(sum(int(each.scores[:, party].max()) for each in self.pieces.pieces)) - minimum
            most += sum(max(each.adds, 0) for each in self.pieces.bonuses if each.party == party)
            if most < 1:
                return None
            for place in tangents(most):
                touch(party, place)
        gains: list[float] = []
        for _ in range(ROUNDS):
            objective = {**dict.fromkeys(logarithms, 1.0), self._lacking: -LACKING}
            if self._solve(objective, {}, rounds=3) is None:
                return None
            shares = np.array([score.solution_value() for score in self._scores])
            gains = (shares * self._spans - np.array(minimums, dtype=np.float64)).tolist()
            if min(gains) < 0.5:  # noqa: PLR2004 - whole numbers begin at 1
                return None
            above = sum(each.solution_value() - log(gain) for each, gain in zip(logarithms, gains, strict=True))
            for party, gain in enumerate(gains):
                touch(party, gain)
            if above < CLOSE * len(gains):
                break
        return gains

    def _solve(self, objective: Mapping[Any, float], weights: Mapping[int, float], rounds: int = ROUNDS) -> Cut | None:
        goal = self._solver.Objective()
        goal.Clear()
        for variable, weight in objective.items():
            goal.SetCoefficient(variable, weight)
        goal.SetMaximization()
        for left in reversed(range(rounds)):
            if self._solver.Solve() != self._solver.OPTIMAL:
                return None
            prices = np.array([[max(-each.dual_value(), 0.0) for each in self._counting]]) / self._spans
            if not left or not self._take_best(prices, np.array([each.dual_value() for each in self._one])):
                break  # not after rows were added: then there is no solution to be read
        rows = [
            (max(-each.dual_value(), 0.0) + weights.get(number, 0.0)) / size
            for number, (each, size) in enumerate(zip(self._demands, self._sizes, strict=True))
        ]
        ties = [max(-each.dual_value(), 0.0) for each in self._tying]
        # What is rounded are weights of whole-number scores, large against 1, and of ties, which count ones.
        largest = max([*rows, 1e-30])
        return Cut(
            tuple(round(each / largest * self._fine) for each in rows),
            tuple(round(each / largest * self._fine) for each in ties),
        )
