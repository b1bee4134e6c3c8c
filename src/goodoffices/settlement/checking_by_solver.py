# SPDX-License-Identifier: Apache-2.0
"""The same question where issues hang together too densely to be listed: put to OR-Tools' CP-SAT, as one short model.

A package is asked for that meets the demands and is better for somebody than each known one; what is found becomes
known, until the solver proves that there is no more. There is one literal for each option and for each interaction.
Only "there is none" is believed of the solver: a package that it finds is counted anew, from the scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, LinearExpr

from goodoffices.settlement.checking.better import unbettered
from goodoffices.settlement.checking.question import Demand, NotCheckedError, just, whole
from goodoffices.settlement.checking.talks import Talks, Terms, Vector
from goodoffices.settlement.solver import solver_for


COUNTED, LARGEST = 200, 1 << 58
"""Up to so many packages are counted; the largest sum."""


class _Tied:
    """The packages that meet demands, as a model; scores are multiplied by `scale`."""

    def __init__(self, packages: TiedPackages, demands: Sequence[Demand]) -> None:
        if any(issue.between for issue in packages.talks.issues):
            raise NotCheckedError("issues hang together too densely beside ranges")
        self.talks, self.left, self.model = packages.talks, packages.left, CpModel()
        self.taken = {(i.id, option): self.model.new_bool_var("") for i in self.talks.issues for option in i.options}
        self.dependencies()
        parties = [
            (list(self.taken.values()), [party.worth(*each) for each in self.taken]) for party in self.talks.parties
        ]
        for (literals, worth), party in zip(parties, self.talks.parties, strict=True):
            for together, adds in party.together:
                literals.append(self.model.new_bool_var(""))
                worth.append(adds)
                parts = list(map(self.holds, together))
                for part in parts:
                    self.model.add(literals[-1] <= part)
                self.model.add(literals[-1] >= LinearExpr.sum(parts) - (len(parts) - 1))
        self.scale = lcm(*(each.denominator for _literals, worth in parties for each in worth))
        whole_numbers = [[int(each * self.scale) for each in worth] for _literals, worth in parties]
        self.scores = [
            LinearExpr.weighted_sum(each, some) for (each, _worth), some in zip(parties, whole_numbers, strict=True)
        ]
        largest = max([1, *(sum(map(abs, some)) for some in whole_numbers)])
        self.demands = list(map(whole, demands))
        if any(largest * sum(map(abs, each.weights)) >= LARGEST for each in self.demands):
            raise NotCheckedError("the numbers are too large for the solver")
        for each in self.demands:
            self.model.add(LinearExpr.weighted_sum(self.scores, each.weights) >= each.asked(self.scale))

    def dependencies(self) -> None:
        """One option of each issue, and what depends on what."""
        for issue in self.talks.issues:
            self.model.add_exactly_one(self.taken[issue.id, option] for option in issue.options)
        for part in (part for each in self.talks.dependencies for part in each):
            self.model.add_linear_constraint(
                LinearExpr.sum(list(map(self.holds, part["of"]))), part["least"], part["most"]
            )

    def holds(self, term: Any) -> Any:  # noqa: ANN401 - the solver's sums have no one type
        """Whether the term of an issue is one of the options named, as a sum that is 0 or 1."""
        issue, options = term
        return LinearExpr.sum([self.taken[issue, option] for option in options])

    def found(self) -> Terms | None:
        """A package; None where it is proven that there is none."""
        solver = solver_for(self.model, workers=2, seconds=max(self.left(), 0.01))
        status = solver.solve(self.model)
        if status not in {OPTIMAL, FEASIBLE, INFEASIBLE}:
            raise NotCheckedError("issues hang together too densely for a proof")
        if status == INFEASIBLE:
            return None
        return {issue: option for (issue, option), literal in self.taken.items() if solver.boolean_value(literal)}


class TiedPackages:
    """All packages of talks in which issues hang together densely."""

    def __init__(self, talks: Talks, left: Callable[[], float]) -> None:
        self.talks, self.left = talks, left

    def front(self, demands: Sequence[Demand], known: Iterable[Vector] = ()) -> Counter[Vector]:
        """As `Packages.front`, but that packages are counted only by `counts`."""
        tied = _Tied(self, demands)
        better = dict[tuple[int, int], Any]()
        met, waiting = Counter[Vector](), list(known)
        while waiting or (terms := tied.found()):
            scores = waiting.pop() if waiting else self.talks.sums(terms or {})
            vector = tuple(int(score * tied.scale // 1) for score in scores)
            if all(each.worth(vector) >= each.asked(tied.scale) for each in tied.demands):
                met[vector] = 1
            for party, score in enumerate(vector):
                if (party, score) not in better:
                    better[party, score] = tied.model.new_bool_var("")
                    tied.model.add(tied.scores[party] > score).only_enforce_if(better[party, score])
            tied.model.add_bool_or([better[each] for each in enumerate(vector)])
        best = unbettered(met, range(len(self.talks.parties)))
        return Counter(tuple(Fraction(each, tied.scale) for each in vector) for vector in best)

    def counts(self, found: Counter[Vector]) -> Counter[Vector]:
        """How many packages have vectors that were found."""
        return Counter({vector: self._count(vector) for vector in found})

    def _count(self, vector: Vector) -> int:
        """One package after the other is found, and ruled out."""
        tied = _Tied(self, just(vector))
        for count in range(COUNTED):
            if (terms := tied.found()) is None:
                return count
            tied.model.add_bool_or([~tied.taken[each] for each in terms.items()])
        raise NotCheckedError(f"{COUNTED} packages or more have the same scores")
