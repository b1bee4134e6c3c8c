# SPDX-License-Identifier: Apache-2.0
"""All packages close to what the linear relaxation promises, by multipliers that rule out all others.

The relaxation lets an issue be split over its options; its optimum is above that of every package, and for many issues
only a little. Its dual values say by how much a choice falls behind (reduced costs). So we ask for all packages that
reach almost the relaxation's optimum, and for a little less until there are some: whatever is better than the best of
these would have been among them. (Lagrangian relaxation: Geoffrion 1974; a core of few choices: Balas and Zemel 1980.)

The dual values come from a solver in floating numbers. They are rounded to whole numbers first; with any multipliers
that are 0 or more the sum of demands is a demand, so nothing that is proven hangs on their rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.frontier import totals
from goodoffices.settlement.tables import Literal, Tables


STATES = 200_000
"""The most beginnings of packages that are followed at once."""
WORD = 1 << 61
LARGE = 1 << 40
"""The largest score of one option: beyond that multiplied sums would not fit into 64 bits."""
FINE = 1 << 20
"""How finely multipliers are rounded, the largest being about this."""


@dataclass(frozen=True, slots=True)
class Row:
    """A demand that whole-number scores, weighed, make at least so much; with a `rate`, so much for each step up."""

    weights: tuple[int, ...]
    least: float
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Multipliers for the rows and for what ties options together, in whole numbers."""

    rows: tuple[int, ...]
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    """A linear demand on options and on the interactions' own variables."""

    options: tuple[tuple[Literal, int], ...]
    joint: tuple[tuple[int, int], ...]
    least: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered."""

    terms: NDArray[np.intp] | None
    """All packages, one row each; None: there were too many beginnings to follow."""
    most: int
    """How many beginnings were followed at once."""


def suits(table: Tables) -> bool:
    """Whether the numbers are small enough for it."""
    largest = max((abs(score) for issue in table.scores for row in issue for score in row), default=0)
    largest = max([largest, *(abs(bonus.adds) for bonus in table.bonuses), *map(abs, table.minimums)])
    return bool(table.sizes) and 0 not in table.sizes and largest < LARGE


@dataclass(frozen=True, slots=True)
class _Sum:
    """A demand on options alone: that what the options taken are worth makes at least what is needed."""

    values: NDArray[np.int64]
    """For each option of each issue, one after the other."""
    needed: int
    ties: NDArray[np.int64]
    """By what each tie was multiplied."""
    joint: NDArray[np.int64]
    """What each interaction counts where it holds; it counts as the larger of that and 0 until it is settled."""


class Relaxation:
    """The linear relaxation of a scenario's packages under some rows."""

    def __init__(self, table: Tables, rows: Sequence[Row]) -> None:
        from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loads slowly, and few need it

        self._table, self._rows = table, tuple(rows)
        self._ties = [*_dependencies(table), *_interactions(table)]
        self._starts = np.concatenate([[0], np.cumsum(table.sizes)])
        self._scores = np.array([row for issue in table.scores for row in issue], dtype=np.int64)
        self._tied = np.zeros((len(self._ties), len(self._scores)), dtype=np.int64)
        for number, tie in enumerate(self._ties):
            for (issue, accepted), weight in tie.options:
                for option in accepted:
                    self._tied[number, int(self._starts[issue]) + option] += weight
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._write()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def _write(self) -> None:
        solver, table = self._solver, self._table
        infinite = solver.infinity()
        taken = [solver.NumVar(0, 1, "") for _ in self._scores]
        for first, last in zip(self._starts[:-1], self._starts[1:], strict=True):
            one = solver.Constraint(1, 1)
            for place in range(first, last):
                one.SetCoefficient(taken[place], 1)
        self._joint = [solver.NumVar(0, 1, "") for _ in table.bonuses]
        self.scores = [solver.NumVar(-infinite, infinite, "") for _ in range(table.parties)]
        for party, score in enumerate(self.scores):
            adding = [(self._joint[n], bonus.adds) for n, bonus in enumerate(table.bonuses) if bonus.party == party]
            column = zip(taken, self._scores[:, party].tolist(), strict=True)
            self._constraint(0, 0, [(score, -1), *column, *adding])
        self._tying = [
            self._constraint(
                tie.least,
                infinite,
                [
                    *((taken[place], int(self._tied[number, place])) for place in np.flatnonzero(self._tied[number])),
                    *((self._joint[joint], weight) for joint, weight in tie.joint),
                ],
            )
            for number, tie in enumerate(self._ties)
        ]
        self._step = solver.NumVar(-infinite, infinite, "")
        self._demands = [
            self._constraint(
                row.least, infinite, [(self._step, -row.rate), *zip(self.scores, row.weights, strict=True)]
            )
            for row in self._rows
        ]

    def _constraint(self, least: float, most: float, terms: Sequence[tuple[Any, float]]) -> Any:  # noqa: ANN401 - untyped
        constraint = self._solver.Constraint(float(least), float(most))
        for variable, weight in terms:
            constraint.SetCoefficient(variable, float(weight))
        return constraint

    def highest_step(self) -> tuple[float, Cut] | None:
        """How far the rows with a rate could go up together, and the multipliers that show it."""
        self._step.SetBounds(-self._solver.infinity(), self._solver.infinity())
        return self._solve({self._step: 1.0}, {})

    def highest_sum(self, step: float, weights: Mapping[int, float]) -> tuple[float, Cut] | None:
        """What the rows, weighed, could make at most at a step; with the multipliers, the weights among them."""
        self._step.SetBounds(step, step)
        objective: dict[Any, float] = {}
        for number, weight in weights.items():
            for score, each in zip(self.scores, self._rows[number].weights, strict=True):
                objective[score] = objective.get(score, 0.0) + weight * each
        return self._solve(objective, weights)

    def _solve(self, objective: Mapping[Any, float], weights: Mapping[int, float]) -> tuple[float, Cut] | None:
        goal = self._solver.Objective()
        goal.Clear()
        for variable, weight in objective.items():
            goal.SetCoefficient(variable, weight)
        goal.SetMaximization()
        if self._solver.Solve() != self._solver.OPTIMAL:
            return None
        rows = [max(-each.dual_value(), 0.0) + weights.get(k, 0.0) for k, each in enumerate(self._demands)]
        ties = [max(-each.dual_value(), 0.0) for each in self._tying]
        largest = max([*rows, *ties, 1e-9])
        # What is rounded are weights of whole-number scores, large against 1, and of ties, which count ones.
        whole = [round(each / max(*rows, 1e-12) * FINE) for each in rows]
        tied = [round(each / max(*rows, 1e-12) * FINE) for each in ties]
        return (goal.Value(), Cut(tuple(whole), tuple(tied))) if largest else None

    def gather(self, least: Sequence[int], cuts: Sequence[Cut], *, limits: Limits) -> Gathered | None:
        """Give all packages that meet the rows, each with so much; None: too large numbers, or it was stopped."""
        single = [
            Cut(tuple(int(k == row) for k in range(len(self._rows))), (0,) * len(self._ties))
            for row in range(len(self._rows))
        ]
        sums = [self._sum(cut, least) for cut in [*single, *cuts]]
        if any(each is None for each in sums):
            return None
        terms, most = self._follow([each for each in sums if each is not None], limits)
        return None if limits.spent() else Gathered(None if terms is None else self._meeting(terms, least), most)

    def _sum(self, cut: Cut, least: Sequence[int]) -> _Sum | None:
        """The rows and ties, each times its multiplier, added together; None: too large for 64 bits."""
        parties = [
            sum(m * row.weights[party] for m, row in zip(cut.rows, self._rows, strict=True))
            for party in range(self._table.parties)
        ]
        joint = [parties[bonus.party] * bonus.adds for bonus in self._table.bonuses]
        for multiplier, tie in zip(cut.ties, self._ties, strict=True):
            for number, weight in tie.joint:
                joint[number] += multiplier * weight
        needed = (
            sum(m * each for m, each in zip(cut.rows, least, strict=True))
            + sum(m * tie.least for m, tie in zip(cut.ties, self._ties, strict=True))
            - sum(max(each, 0) for each in joint)
        )
        size = sum(abs(w) * int(np.abs(self._scores[:, p]).sum()) for p, w in enumerate(parties)) + abs(needed)
        size += sum(t * int(np.abs(self._tied[n]).sum() + 1) for n, t in enumerate(cut.ties)) + sum(map(abs, joint))
        if size > WORD:
            return None
        ties = np.array(cut.ties, dtype=np.int64)
        values = self._scores @ np.array(parties, dtype=np.int64) + ties @ self._tied
        return _Sum(values, needed, ties, np.array(joint, dtype=np.int64))

    def _follow(self, cuts: Sequence[_Sum], limits: Limits) -> tuple[NDArray[np.intp] | None, int]:
        values = np.column_stack([each.values for each in cuts])
        needed = np.array([each.needed for each in cuts], dtype=np.int64)
        ties = np.array([each.ties for each in cuts], dtype=np.int64)
        joint = np.array([each.joint for each in cuts], dtype=np.int64)
        parts = [values[first:last] for first, last in zip(self._starts[:-1], self._starts[1:], strict=True)]
        order = sorted(range(len(parts)), key=lambda issue: -float(np.ptp(parts[issue][:, -1])))
        settled = _settled(self._ties, self._table, order)
        rest = sum((part.max(axis=0) for part in parts), np.zeros(len(needed), dtype=np.int64))
        sums = np.zeros((len(needed), 1), dtype=np.int64)
        terms, most = np.zeros((1, len(parts)), dtype=np.int16), 1
        for place, issue in enumerate(order):
            rest = rest - parts[issue].max(axis=0)
            found = _going_on(sums, parts[issue], needed - rest)
            if found is None:
                return None, STATES
            froms, options = found
            sums = sums[:, froms] + parts[issue][options].T
            terms = terms[froms]
            terms[:, issue] = options
            if settled[place] != ([], []):
                sums = sums + self._settle(terms, *settled[place], ties, joint).T
                alive = (sums >= (needed - rest)[:, None]).all(axis=0)
                for bounds in [self._ties[n] for n in settled[place][0] if not self._ties[n].joint]:
                    alive &= _counted(bounds, terms) >= bounds.least
                sums, terms = sums[:, alive], terms[alive]
            most = max(most, len(terms))
            if limits.spent():
                return None, most
        return terms.astype(np.intp), most

    def _settle(
        self,
        terms: NDArray[np.int16],
        tied: Sequence[int],
        bonuses: Sequence[int],
        ties: NDArray[np.int64],
        joint: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """What the sums lose once it is settled whether interactions hold, and how far ties are kept.

        Until then the sums count each interaction as what is best, and what a tie leaves over as a help.
        """
        change = np.zeros((len(terms), len(joint)), dtype=np.int64)
        holds: dict[int, NDArray[np.int64]] = {}
        for number in bonuses:
            held = np.ones(len(terms), dtype=np.int64)
            for literal in self._table.bonuses[number].together:
                held &= _holds(literal, terms)
            holds[number] = held
            change += held[:, None] * joint[:, number] - np.maximum(joint[:, number], 0)
        for number in tied:
            tie = self._ties[number]
            left = _counted(tie, terms) - tie.least
            for each, weight in tie.joint:
                left += weight * holds[each]
            change -= left[:, None] * ties[:, number]
        return change

    def _meeting(self, terms: NDArray[np.intp], least: Sequence[int]) -> NDArray[np.intp]:
        scores = totals(self._table, terms)
        alive = np.ones(len(terms), dtype=np.bool_)
        for row, low in zip(self._rows, least, strict=True):
            alive &= np.asarray(scores @ np.array(row.weights, dtype=scores.dtype) >= low, dtype=np.bool_)
        return terms[alive]


def _going_on(
    sums: NDArray[np.int64], part: NDArray[np.int64], needed: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Which beginnings go on with which options of an issue; None: too many. The last demand rules out most."""
    froms: list[NDArray[np.intp]] = []
    options: list[NDArray[np.intp]] = []
    total = 0
    for option, row in enumerate(part):
        lacking = needed - row
        alive = np.flatnonzero(sums[-1] >= lacking[-1])
        for demand in range(len(sums) - 2, -1, -1):
            if not len(alive):
                break
            alive = alive[sums[demand][alive] >= lacking[demand]]
        total += len(alive)
        if total > STATES:
            return None
        froms.append(alive)
        options.append(np.full(len(alive), option, dtype=np.intp))
    return np.concatenate(froms), np.concatenate(options)


def _dependencies(table: Tables) -> list[_Tie]:
    ties = []
    for bounds in table.bounds:
        ties.append(_Tie(tuple((literal, 1) for literal in bounds.of), (), bounds.least))
        ties.append(_Tie(tuple((literal, -1) for literal in bounds.of), (), -bounds.most))
    return ties


def _interactions(table: Tables) -> list[_Tie]:
    """What an interaction's variable is at most where it adds, and at least where it takes away."""
    ties = []
    for number, bonus in enumerate(table.bonuses):
        if bonus.adds > 0:
            ties += [_Tie(((literal, 1),), ((number, -1),), 0) for literal in bonus.together]
        else:
            together = tuple((literal, -1) for literal in bonus.together)
            ties.append(_Tie(together, ((number, 1),), 1 - len(together)))
    return ties


def _settled(ties: Sequence[_Tie], table: Tables, order: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """After each place of an order, the ties and the interactions of which all issues are settled then."""
    places = {issue: place for place, issue in enumerate(order)}
    settled: list[tuple[list[int], list[int]]] = [([], []) for _ in order]
    ends = [max((places[issue] for issue, _ in bonus.together), default=0) for bonus in table.bonuses]
    for number, end in enumerate(ends):
        settled[end][1].append(number)
    for number, tie in enumerate(ties):
        end = max((places[issue] for (issue, _), _ in tie.options), default=0)
        settled[max([end, *(ends[each] for each, _ in tie.joint)])][0].append(number)
    return settled


def _holds(literal: Literal, terms: NDArray[np.int16]) -> NDArray[np.int64]:
    issue, accepted = literal
    return np.isin(terms[:, issue], sorted(accepted)).astype(np.int64)


def _counted(tie: _Tie, terms: NDArray[np.int16]) -> NDArray[np.int64]:
    counted = np.zeros(len(terms), dtype=np.int64)
    for literal, weight in tie.options:
        counted += weight * _holds(literal, terms)
    return counted
