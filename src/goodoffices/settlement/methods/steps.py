# SPDX-License-Identifier: Apache-2.0
"""The frontier of two parties step by step, by an integer program, where too much hangs together for elimination.

The best package for the first party is found and proven, and among those level for the first the best for the second;
then the best of those that are better for the second; and so on until it is proven that there is none (the
epsilon-constraint method: Haimes, Lasdon and Wismer 1971). Each step is a proof, so what was found when the time ran
out is a part of the frontier from its first end on, and nothing between is missing.
"""

from __future__ import annotations

from dataclasses import replace

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.boxes import boxes_of
from goodoffices.settlement.methods.integer_program import LARGEST, Model, Solved, hint, model_of, solve, total
from goodoffices.settlement.tables import Tables


def steps(tables: Tables, *, limits: Limits) -> tuple[tuple[tuple[int, ...], ...], tuple[int, int] | None]:
    """Give efficient packages of two parties from the first's best on, as terms, one for each vector of scores.

    And, unless the frontier is whole: the most that a package not given is worth to the first party, and the least to
    the second, as whole numbers of the tables. Raises OverflowError where numbers are too large for the solver.
    """
    model = boxes_of(tables) or model_of(tables)
    found: list[tuple[int, ...]] = []
    first, least = model.highest[0], model.lowest[1]
    while len(found) < limits.points and not limits.spent():
        model.program.add(model.scores[1] >= least)
        best = _best(model, limits)
        if best.terms is None and best.proven:
            return tuple(found), None
        if best.terms is None or not best.proven:
            return tuple(found), (min(first, best.bound if best.terms else first), least)
        found.append(best.terms)
        first, second = total(tables, best.terms)
        first, least = first - 1, second + 1
        hint(model, best.terms)
        limits.told("packages", len(found), 0)
    return tuple(found), (first, least)


def _best(model: Model, limits: Limits) -> Solved:
    """The best for the first party and, level with it, for the second; the bound is that on the first party's score."""
    from ortools.sat.python.cp_model import LinearExpr  # noqa: PLC0415 - the solver has been imported by now

    one, other = model.scores
    weight = model.highest[1] - model.lowest[1] + 1
    if weight * (model.highest[0] - model.lowest[0] + 1) < LARGEST:
        model.program.maximize(LinearExpr.weighted_sum([one, other], [weight, 1]))
        solved = solve(model, limits=limits, linear=True)
        return Solved(solved.terms, solved.proven, (solved.bound - model.lowest[1]) // weight, solved.others)
    model.program.maximize(one)
    solved = solve(model, limits=limits, linear=True)
    if solved.terms is None or not solved.proven:
        return solved
    level = replace(model, program=model.program.clone())
    level.program.add(one >= solved.bound)
    level.program.maximize(other)
    best = solve(level, limits=limits, linear=True)
    return Solved(best.terms, best.proven, solved.bound, best.others)
