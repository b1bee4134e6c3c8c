# SPDX-License-Identifier: Apache-2.0
"""The same question where issues hang together too densely to be listed: put to OR-Tools' CP-SAT, as one short model.

A package is asked for that meets the demands and is better for somebody than each known one; what is found becomes
known, until the solver proves that there is no more. There is one literal for each option and for each interaction.
Only "there is none" is believed of the solver: a package that it finds is counted anew, from the scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from goodoffices.settlement.excluding import Demand, NotCheckedError, Vector, unbettered, whole
from goodoffices.settlement.packages import package
from goodoffices.settlement.scenario import Holds, OnlyIf, Scenario


EFFORT, COUNTED, LARGEST = 60.0, 200, 1 << 58
"""How long one question may take, in the solver's measure; how many packages are counted; the largest sum."""


class Tied:
    """The packages of a scenario as a model."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.model = scenario, CpModel()
        self.taken = [[self.model.new_bool_var("") for _ in issue.options] for issue in scenario.issues]
        self.scores, self.scales, self.largest = list[Any](), list[int](), 1
        for options in self.taken:
            self.model.add_exactly_one(options)
        for each in scenario.dependencies:
            if isinstance(each, OnlyIf):
                for need in each.needs:
                    self.model.add(self.holds(each.term) <= self.holds(need))
            else:
                most = len(each.of) if each.most is None else each.most
                self.model.add_linear_constraint(LinearExpr.sum(list(map(self.holds, each.of))), each.least, most)
        for party in scenario.parties:
            worth: list[tuple[Fraction, Any]] = []
            for issue, options in zip(scenario.issues, self.taken, strict=True):
                weight, values = party.weights.get(issue.id, Fraction(1)), party.values.get(issue.id, {})
                for option, literal in zip(issue.options, options, strict=True):
                    worth.append((weight * values.get(option.id, 0), literal))
            for extra in party.interactions:
                worth.append((extra.adds, self.model.new_bool_var("")))
                parts = list(map(self.holds, extra.together))
                for part in parts:
                    self.model.add(worth[-1][1] <= part)
                self.model.add(worth[-1][1] >= LinearExpr.sum(parts) - (len(parts) - 1))
            self.scales.append(lcm(*(number.denominator for number, _literal in worth)))
            numbers = [int(number * self.scales[-1]) for number, _literal in worth]
            self.scores.append(LinearExpr.weighted_sum([literal for _number, literal in worth], numbers))
            self.largest = max(self.largest, sum(map(abs, numbers)))

    def holds(self, what: Holds) -> Any:  # noqa: ANN401 - the solver's sums have no one type
        """Whether the term of an issue is one of the options named, as a sum that is 0 or 1."""
        place = [issue.id for issue in self.scenario.issues].index(what.issue)
        options = zip(self.scenario.issues[place].options, self.taken[place], strict=True)
        return LinearExpr.sum([literal for option, literal in options if option.id in what.options])

    def whole(self, vector: Vector) -> Vector:
        """Scores as the model counts them; what lies between two whole numbers is as good as the lower."""
        return tuple(int(score * scale // 1) for score, scale in zip(vector, self.scales, strict=True))

    def found(self) -> tuple[int, ...] | None:
        """A package; None where it is proven that there is none."""
        solver = CpSolver()
        solver.parameters.num_workers, solver.parameters.max_deterministic_time = 2, EFFORT
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self.model)
        if status in {OPTIMAL, FEASIBLE}:
            return tuple(list(map(solver.boolean_value, options)).index(True) for options in self.taken)
        if status != INFEASIBLE:
            raise NotCheckedError("issues hang together too densely for a proof")
        return None


def tied_front(
    scenario: Scenario,
    demands: Sequence[Demand],
    known: Iterable[Vector],
    *,
    counted: bool,
) -> dict[Vector, int]:
    """Every efficient vector that meets the demands, and how many packages have it; see `excluding.Search.front`."""
    tied = Tied(scenario)
    weights, least = whole(demands, tied.scales)
    if tied.largest * max([1, *(sum(row) for row in weights.tolist())]) >= LARGEST:
        raise NotCheckedError("the numbers are too large for the solver")
    for row, asked in zip(weights.tolist(), least.tolist(), strict=True):
        tied.model.add(LinearExpr.weighted_sum(tied.scores, row) >= asked)
    more: dict[tuple[int, int], Any] = {}
    met, waiting = set[Vector](), set(map(tied.whole, known))
    while waiting or (terms := tied.found()):
        vector = waiting.pop() if waiting else tied.whole(package(scenario, terms or ()).scores)
        met |= {vector} if ((weights * np.array(vector, dtype=object)).sum(axis=1) >= least).all() else set()
        for party, score in enumerate(vector):
            if (party, score) not in more:
                more[party, score] = tied.model.new_bool_var("")
                tied.model.add(tied.scores[party] > score).only_enforce_if(more[party, score])
        tied.model.add_bool_or([more[each] for each in enumerate(vector)])
    best = unbettered(sorted(met, reverse=True))
    counts = [_count(scenario, vector) if counted else 0 for vector in best]
    return {tuple(map(Fraction, vector, tied.scales)): count for vector, count in zip(best, counts, strict=True)}


def _count(scenario: Scenario, vector: Vector) -> int:
    """How many packages have a vector of scores: one after the other is found, and ruled out."""
    tied = Tied(scenario)
    for score, number in zip(tied.scores, vector, strict=True):
        tied.model.add(score == number)
    for count in range(COUNTED):
        if (terms := tied.found()) is None:
            return count
        tied.model.add_bool_or([~options[term] for options, term in zip(tied.taken, terms, strict=True)])
    raise NotCheckedError(f"{COUNTED} packages or more have the same scores")
