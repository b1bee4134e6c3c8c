# SPDX-License-Identifier: Apache-2.0
"""Comparing packages: additive scores that agree with every comparison, or the comparisons that no scores agree with.

The method is that of UTA (Jacquet-Lagrèze and Siskos 1982): a value for each option, 0 at the least, such that what was
preferred is worth more. Values are whole numbers of small parts of a point, found by an integer program, so that what
is fitted agrees exactly. Many scores agree with a few comparisons; as in UTA's post-optimality analysis, the least and
the greatest weight of each issue are sought, and the mean of what was found is given, with these bounds beside it.

When nothing agrees, the reason is shown and never averaged away: a smallest set of comparisons of which each could be
true if another were not, with how often to add each up so that a package would be better than itself (Farkas's lemma).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.elicitation.weighing import POINTS
from goodoffices.settlement.scenario import Issue, Preferences, Unsure
from goodoffices.settlement.solver import solver_for


if TYPE_CHECKING:
    from ortools.sat.python import cp_model


PARTS = (1_000, 100_000)
"""Into how many parts all points together are divided: coarse first, finer where coarse ones do not suffice."""
MULTIPLES = 1_000
"""How often one comparison is added up at the most, in a proof that some contradict one another."""

WORK = 0.3
"""How much work is spent on making the margin as large as can be, or a proof as short; what is found holds anyhow."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """That one package is preferred to another, or that both are level; each as the place of an option per issue."""

    better: tuple[int, ...]
    worse: tuple[int, ...]
    level: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Comparisons, by their places from 0, that cannot all be meant, whatever the scores.

    Leave any one of them out and scores agree with the others. `times`: how often each is to be taken (a negative
    number: a comparison of level packages, the other way round) so that in the sum a package is better than itself.
    """

    comparisons: tuple[int, ...]
    times: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Scores of 100 points that agree with every comparison, and how far they could be others.

    `preferences.unsure` has the least and the greatest weight of each issue. `samples` are scores that agree as well,
    far from one another; from them the next question is chosen.
    """

    preferences: Preferences
    samples: tuple[Preferences, ...]
    margin: Fraction
    """By how many points, at the least, what was preferred is better in the scores found to make this large."""


def fitted(
    party: str, issues: tuple[Issue, ...], comparisons: Sequence[Comparison], *, name: str = ""
) -> Fitted | Contradiction:
    """Give additive scores that agree with all comparisons, or a contradiction. Issues have options only.

    Raises ValueError when a comparison is not one of packages of these issues, when all that was said is that nothing
    makes a difference, and when neither scores nor a contradiction were found within `PARTS` and `MULTIPLES`.
    """
    for comparison in comparisons:
        for package in (comparison.better, comparison.worse):
            fits = len(package) == len(issues) and all(
                0 <= option < len(issue.options) for option, issue in zip(package, issues, strict=True)
            )
            if not fits:
                raise ValueError("a comparison names a package that takes no option of some issue")
    contradiction = _contradiction(issues, comparisons)
    if contradiction is not None:
        return contradiction
    for parts in PARTS:
        found = _fit(party, issues, comparisons, parts, name)
        if found is not None:
            return found
    if all(comparison.level for comparison in comparisons):
        raise ValueError("these comparisons say that nothing makes a difference; compare packages that do")
    raise ValueError("these comparisons leave so little room that no scores were found; leave out the last one")


class _Program:
    """The integer program: a variable for the value of each option, the largest of each issue, and the margin."""

    def __init__(self, issues: tuple[Issue, ...], comparisons: Sequence[Comparison], parts: int) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - loads slowly, and only who compares needs it

        self.module = cp_model
        self.model = cp_model.CpModel()
        self.values = [
            [self.model.new_int_var(0, parts, f"{issue.id}.{option.id}") for option in issue.options]
            for issue in issues
        ]
        self.weights = [self.model.new_int_var(0, parts, f"{issue.id}") for issue in issues]
        self.margin = self.model.new_int_var(1, parts, "margin")
        for weight, values in zip(self.weights, self.values, strict=True):
            self.model.add_max_equality(weight, values)
            self.model.add_min_equality(self.model.new_constant(0), values)
        # Not just so many parts: scores that have to stand as 1 to 2 are no thirds of a thousand.
        self.model.add_linear_constraint(self.module.LinearExpr.sum(self.weights), parts // 2, parts)
        for comparison in comparisons:
            difference = self._worth(comparison.better) - self._worth(comparison.worse)
            self.model.add(difference == 0 if comparison.level else difference >= self.margin)

    def _worth(self, package: tuple[int, ...]) -> cp_model.LinearExpr:
        return self.module.LinearExpr.sum([values[option] for values, option in zip(self.values, package, strict=True)])

    def solve(self) -> list[list[int]] | None:
        """Give the values of an optimal solution; None when there is no solution."""
        solver = _solver(self.model)
        status = solver.solve(self.model)
        if status not in (self.module.OPTIMAL, self.module.FEASIBLE):
            return None
        return [[solver.value(value) for value in values] for values in self.values]


def _solver(model: cp_model.CpModel) -> cp_model.CpSolver:
    """One worker and a measure of work instead of a clock: the same comparisons give the same scores everywhere."""
    return solver_for(model, workers=1, effort=WORK)


def _fit(
    party: str, issues: tuple[Issue, ...], comparisons: Sequence[Comparison], parts: int, name: str
) -> Fitted | None:
    program = _Program(issues, comparisons, parts)
    program.model.maximize(program.margin)
    best = program.solve()
    if best is None:
        return None
    margin = min((_difference(best, comparison) for comparison in comparisons if not comparison.level), default=parts)
    program.model.add(program.margin >= (margin + 1) // 2)
    found = [best]
    for weight in program.weights:
        for seek in (program.model.maximize, program.model.minimize):
            seek(weight)
            solution = program.solve()
            if solution is not None:
                found.append(solution)
    mean = [
        [Fraction(sum(solution[issue][option] for solution in found), len(found)) for option in range(len(values))]
        for issue, values in enumerate(best)
    ]
    samples = tuple(_preferences(party, issues, solution, name) for solution in found)
    middle = _preferences(party, issues, mean, name)
    weights = {issue.id: [each.weights[issue.id] for each in (middle, *samples)] for issue in issues}
    unsure = tuple(Unsure(issue=issue, low=min(each), high=max(each)) for issue, each in weights.items())
    return Fitted(replace(middle, unsure=unsure), samples, margin * POINTS / sum(max(values) for values in best))


def _difference(values: list[list[int]], comparison: Comparison) -> int:
    return sum(
        row[better] - row[worse] for row, better, worse in zip(values, comparison.better, comparison.worse, strict=True)
    )


def _preferences(
    party: str, issues: tuple[Issue, ...], solution: Sequence[Sequence[int | Fraction]], name: str
) -> Preferences:
    """Scores of 100 points: the worst option of each issue 0, its best 1 times the weight."""
    swings = [Fraction(max(values)) - min(values) for values in solution]
    total = sum(swings) or Fraction(1)
    return Preferences(
        id=party,
        name=name,
        weights={issue.id: swing * POINTS / total for issue, swing in zip(issues, swings, strict=True)},
        values={
            issue.id: {
                option.id: (Fraction(value) - min(values)) / swing if swing else Fraction(0)
                for option, value in zip(issue.options, values, strict=True)
            }
            for issue, values, swing in zip(issues, solution, swings, strict=True)
        },
    )


def _contradiction(issues: tuple[Issue, ...], comparisons: Sequence[Comparison]) -> Contradiction | None:
    """Give the fewest comparisons that, each taken so many times, say that a package is better than itself."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - see above

    model = cp_model.CpModel()
    least = [-MULTIPLES if comparison.level else 0 for comparison in comparisons]
    times = [model.new_int_var(low, MULTIPLES, f"times {place}") for place, low in enumerate(least)]
    sizes = [model.new_int_var(0, MULTIPLES, f"size {place}") for place in range(len(times))]
    used = [model.new_bool_var(f"used {place}") for place in range(len(times))]
    for count, size, taken in zip(times, sizes, used, strict=True):
        model.add_abs_equality(size, count)
        model.add(size <= MULTIPLES * taken)
        model.add(size >= taken)
    for place, issue in enumerate(issues):
        for option in range(len(issue.options)):
            signs = [(each.better[place] == option) - (each.worse[place] == option) for each in comparisons]
            model.add(cp_model.LinearExpr.weighted_sum(times, signs) == 0)
    model.add_bool_or([taken for taken, each in zip(used, comparisons, strict=True) if not each.level])
    most = MULTIPLES * len(comparisons) + 1
    model.minimize(cp_model.LinearExpr.sum([*(most * taken for taken in used), *sizes]))
    solver = _solver(model)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    needed = tuple(place for place, taken in enumerate(used) if solver.value(taken))
    return Contradiction(needed, tuple(solver.value(times[place]) for place in needed))
