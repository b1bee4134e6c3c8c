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

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, LinearExpr

from goodoffices.settlement.checking.question import Demand, NotCheckedError, Packages, Vector, unbettered, whole
from goodoffices.settlement.packages import package
from goodoffices.settlement.scenario import Holds, OnlyIf
from goodoffices.settlement.solver import solver_for


COUNTED, LARGEST = 200, 1 << 58
"""Up to so many packages are counted; the largest sum."""


class _Tied:
    """The packages that meet demands, as a model; scores are multiplied by `scales`."""

    def __init__(self, packages: Packages, demands: Sequence[Demand]) -> None:
        if packages.ranges:
            raise NotCheckedError("issues hang together too densely beside ranges")
        self.scenario, self.left, self.model = packages.scenario, packages.left, CpModel()
        self.taken = {(i.id, o.id): self.model.new_bool_var("") for i in self.scenario.issues for o in i.options}
        self.scores, self.scales, largest = list[Any](), list[int](), 1
        self.dependencies()
        for party in self.scenario.parties:
            literals, worth = [*self.taken.values()], list[Fraction]()
            for issue_id, option_id in self.taken:
                value = party.values.get(issue_id, {}).get(option_id, Fraction(0))
                worth.append(party.weights.get(issue_id, Fraction(1)) * value)
            for extra in party.interactions:
                literals.append(self.model.new_bool_var(""))
                worth.append(extra.adds)
                parts = list(map(self.holds, extra.together))
                for part in parts:
                    self.model.add(literals[-1] <= part)
                self.model.add(literals[-1] >= LinearExpr.sum(parts) - (len(parts) - 1))
            self.scales.append(lcm(*(number.denominator for number in worth)))
            numbers = [int(number * self.scales[-1]) for number in worth]
            self.scores.append(LinearExpr.weighted_sum(literals, numbers))
            largest = max(largest, sum(map(abs, numbers)))
        self.weights, self.least = whole(demands, self.scales)
        if largest * max([1, *abs(self.weights).sum(axis=1)]) >= LARGEST:
            raise NotCheckedError("the numbers are too large for the solver")
        for row, asked in zip(self.weights.tolist(), self.least.tolist(), strict=True):
            self.model.add(LinearExpr.weighted_sum(self.scores, row) >= asked)

    def dependencies(self) -> None:
        """One option of each issue, and what depends on what."""
        for issue in self.scenario.issues:
            self.model.add_exactly_one(self.taken[issue.id, option.id] for option in issue.options)
        for each in self.scenario.dependencies:
            if isinstance(each, OnlyIf):
                for need in each.needs:
                    self.model.add(self.holds(each.term) <= self.holds(need))
            else:
                most = len(each.of) if each.most is None else each.most
                self.model.add_linear_constraint(LinearExpr.sum(list(map(self.holds, each.of))), each.least, most)

    def holds(self, what: Holds) -> Any:  # noqa: ANN401 - the solver's sums have no one type
        """Whether the term of an issue is one of the options named, as a sum that is 0 or 1."""
        return LinearExpr.sum([self.taken[what.issue, option] for option in sorted(what.options)])

    def found(self) -> tuple[int, ...] | None:
        """A package; None where it is proven that there is none."""
        solver = solver_for(self.model, workers=2, seconds=max(self.left(), 0.01))
        status = solver.solve(self.model)
        if status not in {OPTIMAL, FEASIBLE, INFEASIBLE}:
            raise NotCheckedError("issues hang together too densely for a proof")
        if status == INFEASIBLE:
            return None
        places = ([solver.boolean_value(self.taken[i.id, o.id]) for o in i.options] for i in self.scenario.issues)
        return tuple(each.index(True) for each in places)


def tied_front(
    packages: Packages, demands: Sequence[Demand], known: Iterable[Vector], *, counted: bool
) -> dict[Vector, int]:
    """Every efficient vector that meets the demands, and how many packages have it; see `excluding.Packages.front`."""
    tied = _Tied(packages, demands)
    better = dict[tuple[int, int], Any]()
    met, waiting = set[Vector](), list(known)
    while waiting or (terms := tied.found()):
        scores = waiting.pop() if waiting else package(packages.scenario, terms or ()).scores
        vector = tuple(int(score * scale // 1) for score, scale in zip(scores, tied.scales, strict=True))
        met |= {vector} if ((tied.weights * vector).sum(axis=1) >= tied.least).all() else set()
        for party, score in enumerate(vector):
            if (party, score) not in better:
                better[party, score] = tied.model.new_bool_var("")
                tied.model.add(tied.scores[party] > score).only_enforce_if(better[party, score])
        tied.model.add_bool_or([better[each] for each in enumerate(vector)])
    best = [tuple(map(Fraction, vector, tied.scales)) for vector in unbettered(met)]
    return {vector: _count(packages, demands, vector) if counted else 0 for vector in best}


def _count(packages: Packages, demands: Sequence[Demand], vector: Vector) -> int:
    """How many packages meet demands with an efficient vector: one after the other is found, and ruled out."""
    tied = _Tied(packages, [*demands, *packages.least(vector)])
    for count in range(COUNTED):
        if (terms := tied.found()) is None:
            return count
        issues = zip(packages.scenario.issues, terms, strict=True)
        tied.model.add_bool_or([~tied.taken[issue.id, issue.options[term].id] for issue, term in issues])
    raise NotCheckedError(f"{COUNTED} packages or more have the same scores")
