# SPDX-License-Identifier: Apache-2.0
"""The tables of a scenario as an integer program for CP-SAT: for what no method of our own can do.

One literal for each option of each issue, of which just one is taken; a literal for each set of options and each
interaction that needs one; each party's score as a whole-number expression over them. A score is modelled from below:
an interaction that adds counts only if it holds, and one that takes away counts if it holds, so the expression can say
less than the package's score but never more, and says just the score where more is asked for. So constraints of the
form "at least" and maximising are exact; whoever needs "at most" asks for `exactly`. So the most that counts for a
party is one more thing that its score cannot exceed.

What the solver finds is read back as terms, and its score counted anew by `total`; of the solver only the bound and the
proof that there is no (better) package are believed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.solver import solver_for
from goodoffices.settlement.tables import Bonus, Bounds, Literal, Tables


if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

Box: TypeAlias = tuple[Literal, ...]
"""What an interaction asks: one of some options of each of some issues."""

WORKERS = 2
MOMENT = 0.1
"""How many seconds a solver has that begins when the time is up already: for what is easily found."""
LARGEST = 2**52
"""The largest absolute sum of numbers with which a program is made: the solver itself takes no more than 64 bits."""


ALL = 2**60
"""What the sizes of all numbers of a sum come to at the most."""


@dataclass(frozen=True, slots=True)
class Model:
    """An integer program of which the package is the solution."""

    program: CpModel
    taken: tuple[tuple[IntVar, ...], ...]
    """`taken[issue][option]`: the literal that says that this option is the term of the issue; empty with `boxes`."""
    scores: tuple[LinearExprT, ...]
    """Each party's whole-number score, as the tables count it."""
    highest: tuple[int, ...]
    """What no score of each party exceeds: the sum of the best of every issue and of all that could be added."""
    lowest: tuple[int, ...]
    boxes: tuple[tuple[Box, IntVar], ...] = ()
    """Instead of options (`methods.boxes`): what may hold together, with the literal that it does."""
    sizes: tuple[int, ...] = ()
    """How many options each issue has, with `boxes`."""

    def read(self, holds: Callable[[IntVar], bool]) -> tuple[int, ...]:
        """Give the terms of a solution, given what it says of each literal."""
        if not self.boxes:
            return tuple([holds(literal) for literal in literals].index(True) for literals in self.taken)
        left = [frozenset(range(size)) for size in self.sizes]
        for box, literal in self.boxes:
            if holds(literal):
                for issue, options in box:
                    left[issue] &= options
        return tuple(map(min, left))


@dataclass(frozen=True, slots=True)
class Solved:
    """What one call of the solver brought."""

    terms: tuple[int, ...] | None
    """The best package found; None: none was found."""
    proven: bool
    """Whether nothing better exists; with no package, whether there is none."""
    bound: int = 0
    """What the objective of no package exceeds; only where there is an objective and it is not proven that none is."""
    others: tuple[tuple[int, ...], ...] = field(default=())
    """Packages that the search met on its way, the best last."""


def fits(tables: Tables) -> bool:
    """Whether the numbers are small enough for the solver."""
    sums = tables.uncut
    spans = [high - low for low, high in zip(lowest(sums), highest(sums), strict=True)]
    spans += [abs(most) for most in tables.mosts if most is not None]
    return all(span < LARGEST for span in spans) and all(size < ALL for size in sizes(tables))


def sizes(tables: Tables) -> tuple[int, ...]:
    """For each party what the sizes of all its numbers come to: what the solver counts with before it knows better."""
    return tuple(
        sum(abs(option[party]) for issue in tables.scores for option in issue)
        + sum(abs(bonus.adds) for bonus in tables.bonuses if bonus.party == party)
        for party in range(tables.parties)
    )


def highest(tables: Tables) -> tuple[int, ...]:
    """What no score of each party exceeds."""
    return tables.cut(
        [
            sum(max((option[party] for option in issue), default=0) for issue in tables.scores)
            + sum(max(bonus.adds, 0) for bonus in tables.bonuses if bonus.party == party)
            for party in range(tables.parties)
        ]
    )


def lowest(tables: Tables) -> tuple[int, ...]:
    """What no score of each party goes below."""
    return tables.cut(
        [
            sum(min((option[party] for option in issue), default=0) for issue in tables.scores)
            + sum(min(bonus.adds, 0) for bonus in tables.bonuses if bonus.party == party)
            for party in range(tables.parties)
        ]
    )


def total(tables: Tables, terms: Sequence[int]) -> tuple[int, ...]:
    """The whole-number score of a package for each party, counted in plain."""
    taken = [issue[option] for issue, option in zip(tables.scores, terms, strict=True)]
    sums = [sum(scores[party] for scores in taken) for party in range(tables.parties)]
    for bonus in tables.bonuses:
        if all(terms[issue] in options for issue, options in bonus.together):
            sums[bonus.party] += bonus.adds
    return tables.cut(sums)


def model_of(tables: Tables, *, exactly: bool = False) -> Model:
    """Make the program: options, dependencies, scores; neither minimums nor an objective.

    `exactly`: the expressions are just the scores for every package, at the price of more clauses. Raises
    OverflowError where the numbers are too large for the solver (`fits`).
    """
    if not fits(tables):
        raise OverflowError("the scores are too large for the integer program")
    writing = _Writing(tables, exactly=exactly)
    for bounds in tables.bounds:
        writing.keep(bounds)
    for bonus in tables.bonuses:
        writing.add(bonus)
    scores = cut_off(writing.program, tables, writing.sums(), exactly=exactly)
    return Model(writing.program, writing.taken, scores, highest(tables), lowest(tables))


def cut_off(
    program: CpModel, tables: Tables, sums: Sequence[LinearExprT], *, exactly: bool = False
) -> tuple[LinearExprT, ...]:
    """Make scores of sums: a score that exceeds neither the sum nor the most that counts."""
    scores = list(sums)
    for party, (most, low) in enumerate(zip(tables.mosts, lowest(tables), strict=False)):
        if most is not None:
            scores[party] = program.new_int_var(low, most, f"score {party}")
            program.add(scores[party] <= sums[party])
            if exactly:
                program.add_min_equality(scores[party], [sums[party], most])
    return tuple(scores)


class _Writing:
    """A program while it is written."""

    def __init__(self, tables: Tables, *, exactly: bool) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - importing the solver takes half a second; few need it

        self.program = cp_model.CpModel()
        self.taken = tuple(
            tuple(self.program.new_bool_var(f"{issue}={option}") for option in range(size))
            for issue, size in enumerate(tables.sizes)
        )
        for literals in self.taken:
            self.program.add_exactly_one(literals)
        self._exactly = exactly
        self._sets: dict[Literal, IntVar] = {}
        self._joint: dict[tuple[frozenset[Literal], bool], IntVar] = {}
        self._terms: list[list[tuple[IntVar, int]]] = [
            [
                (self.taken[issue][option], row[party])
                for issue, options in enumerate(tables.scores)
                for option, row in enumerate(options)
                if row[party]
            ]
            for party in range(tables.parties)
        ]

    def sums(self) -> tuple[LinearExprT, ...]:
        return tuple(_sum(party) for party in self._terms)

    def keep(self, bounds: Bounds) -> None:
        count = _sum([(self.taken[issue][option], 1) for issue, options in bounds.of for option in sorted(options)])
        self.program.add(count >= bounds.least)
        self.program.add(count <= bounds.most)

    def add(self, bonus: Bonus) -> None:
        if bonus.adds:
            literals = frozenset(bonus.together)
            joint = self._set(next(iter(literals))) if len(literals) == 1 else self._all(literals, bonus.adds > 0)
            self._terms[bonus.party].append((joint, bonus.adds))

    def _set(self, literal: Literal) -> IntVar:
        """The literal that one of some options of an issue is taken."""
        issue, options = literal
        if len(options) == 1:
            return self.taken[issue][next(iter(options))]
        if literal not in self._sets:
            made = self._sets[literal] = self.program.new_bool_var(f"{issue} in {sorted(options)}")
            self.program.add(_sum([(self.taken[issue][option], 1) for option in sorted(options)]) == made)
        return self._sets[literal]

    def _all(self, literals: frozenset[Literal], adds: bool) -> IntVar:  # noqa: FBT001 - which half is needed
        """The literal that all of these hold: or, of the two halves of that, the one that binds."""
        key = (literals, adds)
        if key not in self._joint:
            made = self._joint[key] = self.program.new_bool_var("together")
            parts = [self._set(literal) for literal in sorted(literals, key=lambda each: (each[0], sorted(each[1])))]
            if self._exactly or adds:
                for part in parts:
                    self.program.add_implication(made, part)
            if self._exactly or not adds:
                self.program.add_bool_or([*(~part for part in parts), made])
        return self._joint[key]


def _sum(terms: Sequence[tuple[IntVar, int]]) -> LinearExprT:
    from ortools.sat.python.cp_model import LinearExpr  # noqa: PLC0415 - see above

    return LinearExpr.weighted_sum([variable for variable, _ in terms], [weight for _, weight in terms])


def hint(model: Model, terms: Sequence[int]) -> None:
    """Tell the solver where to begin: at a package that is known already."""
    model.program.clear_hints()  # type: ignore[no-untyped-call]
    for literals, term in zip(model.taken, terms, strict=not model.boxes):
        for option, literal in enumerate(literals):
            model.program.add_hint(literal, option == term)
    for box, literal in model.boxes:
        model.program.add_hint(literal, all(terms[issue] in options for issue, options in box))


def solve(model: Model, *, limits: Limits, effort: float | None = None, linear: bool = False) -> Solved:
    """Solve the program as it now stands: a package that is best for its objective, or one that keeps its constraints.

    Stops with the best found when `limits.seconds` are over, and at the next step forward when `limits.spent` says so;
    and after so much `effort` in the solver's own measure, which does not hang on how busy the machine is.

    `linear`: by one search that leans on the linear relaxation, instead of two that differ. For the largest (weighted)
    sum under bounds that is up to twenty times as fast where many interactions exclude one another.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - see above

    met: list[tuple[int, ...]] = []
    seconds = MOMENT if limits.spent() else limits.seconds
    solver = solver_for(model.program, workers=WORKERS, effort=effort, seconds=seconds, linear=linear)

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            met.append(model.read(self.boolean_value))
            if limits.spent():
                self.stop_search()

    def improved(_bound: float) -> None:
        if limits.spent():
            solver.stop_search()

    limits.stopping(solver.stop_search)
    solver.best_bound_callback = improved
    status = solver.solve(model.program, Watch())
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(model.program.validate())
    if status in {cp_model.INFEASIBLE, cp_model.UNKNOWN}:
        return Solved(None, status == cp_model.INFEASIBLE)
    return Solved(
        model.read(solver.boolean_value), status == cp_model.OPTIMAL, round(solver.best_objective_bound), tuple(met)
    )
