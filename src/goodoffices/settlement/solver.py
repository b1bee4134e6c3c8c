# SPDX-License-Identifier: Apache-2.0
"""The one door to OR-Tools' CP-SAT: no solver is made elsewhere, so that it is known of which programs it is believed.

While CP-SAT 9.15 simplifies a program it counts in 32 bits what the literals of a row could come to. From 2^31 on that
runs over; then a demand that was to hold only if a literal holds is made to hold always, and packages are lost: what is
feasible is called infeasible, and what is not the best is called optimal (reported to OR-Tools as issue 5293). So with
rows whose numbers come to half of that or more, the solver works on the program as it is written, without simplifying
it first, and also without the guess which of its rows hang together, which goes the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

TRUSTED = 2**30
"""What the sizes of all numbers of a row come to, each times the most of its variable, for it to be simplified."""
NO_END = 2**62
"""Ends of an interval beyond this are none."""


def solver_for(
    program: CpModel,
    *,
    workers: int,
    effort: float | None = None,
    seconds: float | None = None,
    linear: bool = False,
) -> CpSolver:
    """Make a solver for a program as it now stands: what is added to it later may ask for another.

    `effort`: in the solver's own measure, which does not hang on how busy the machine is. `linear`: by one search that
    leans on the linear relaxation.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - importing the solver takes half a second; few need it

    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # Ctrl-C is the caller's: the solver's own handler ends the process
    solver.parameters.num_workers = 1 if linear else workers
    if linear:
        solver.parameters.linearization_level = 2
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    if largest(program) >= TRUSTED:
        solver.parameters.cp_model_presolve = False
        solver.parameters.auto_detect_greater_than_at_least_one_of = False
    return solver


def largest(program: CpModel) -> int:
    """The largest of what the sizes of a row's numbers, or the objective's, come to, and of the ends of rows."""
    proto = program.proto
    most = [max(map(abs, each.domain), default=0) for each in proto.variables]

    def size(variables: Iterable[int], numbers: Iterable[int]) -> int:
        # A variable below 0 is the negation of a literal.
        return sum(
            abs(number) * max(most[place if place >= 0 else ~place], 1)
            for place, number in zip(variables, numbers, strict=True)
        )

    found = size(proto.objective.vars, proto.objective.coeffs)
    for each in proto.constraints:
        if each.has_linear():
            row = each.linear
            ends = (abs(end) for end in row.domain if abs(end) < NO_END)
            found = max(found, size(row.vars, row.coeffs), max(ends, default=0))
    return int(found)
