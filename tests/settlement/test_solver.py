# SPDX-License-Identifier: Apache-2.0
"""The solver is believed only where it reckons right: whatever the size of the numbers, all packages say the same."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

import pytest
from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpModel, LinearExpr

import goodoffices
from goodoffices.settlement.solver import TRUSTED, largest, solver_for


def ask(program: CpModel) -> int | None:
    """The largest that the objective can be; None where nothing is feasible."""
    solver = solver_for(program, workers=1)
    status = solver.solve(program)
    assert status in {OPTIMAL, INFEASIBLE}
    return round(solver.best_objective_bound) if status == OPTIMAL else None


@pytest.mark.parametrize(
    ("bits", "seeds"),
    [(20, range(4)), (29, (63,)), (31, (1, 61, 67, 81, 82, 85, 94)), (36, (7, 10, 21, 23, 39, 46, 58))],
)
def test_demands_that_hold_only_if_a_literal_does_rule_out_what_they_say_and_no_more(
    bits: int, seeds: tuple[int, ...]
) -> None:
    """With numbers of these sizes and seeds the solver loses packages while it simplifies the program."""
    issues = 7 if bits == 29 else 5
    for seed in seeds:
        chance = Random(seed)  # noqa: S311 - numbers that can be drawn again, and no secret
        scores = [[[chance.randrange(1 << bits) for _ in range(3)] for _ in range(issues)] for _ in range(2)]
        program = CpModel()
        taken = [[program.new_bool_var("") for _ in range(3)] for _ in range(issues)]
        for options in taken:
            program.add_exactly_one(options)
        literals = [literal for options in taken for literal in options]
        sums = [LinearExpr.weighted_sum(literals, [s for options in party for s in options]) for party in scores]
        reached = [program.new_bool_var("") for _ in sums]
        least = [int((1 << bits) * issues * chance.uniform(0.3, 0.8)) for _ in sums]
        for literal, score, asked in zip(reached, sums, least, strict=True):
            program.add(score >= asked).only_enforce_if(literal)
        program.add(sum(reached) >= 1)
        program.maximize(sums[0])
        every = [
            [sum(party[issue][term] for issue, term in enumerate(terms)) for party in scores]
            for terms in product(range(3), repeat=issues)
        ]
        meant = [each[0] for each in every if any(s >= asked for s, asked in zip(each, least, strict=True))]
        assert ask(program) == max(meant, default=None), (bits, seed)


def test_it_is_what_the_numbers_of_a_row_come_to_that_decides_whether_a_program_is_simplified() -> None:
    program = CpModel()
    literals = [program.new_bool_var("") for _ in range(16)]
    program.add(LinearExpr.weighted_sum(literals, [TRUSTED // 16 - 1] * 16) >= 1)
    assert largest(program) == TRUSTED - 16
    assert solver_for(program, workers=1).parameters.cp_model_presolve
    program.maximize(LinearExpr.weighted_sum([*literals[1:], ~literals[0]], [TRUSTED // 16] * 16))
    assert largest(program) >= TRUSTED
    assert not solver_for(program, workers=1).parameters.cp_model_presolve
    wide = CpModel()
    wide.add(3 * wide.new_int_var(-TRUSTED, 5, "") >= -7)
    assert largest(wide) == 3 * TRUSTED


def test_no_solver_is_made_but_at_the_one_door() -> None:
    folder = Path(goodoffices.__file__).parent
    made = {str(each.relative_to(folder)) for each in folder.rglob("*.py") if "CpSolver(" in each.read_text()}
    assert made == {"settlement/solver.py"}
