# SPDX-License-Identifier: Apache-2.0
"""Leximin, the best smallest gain and the best weighted sum by integer programs, proven level by level.

Leximin (Sen 1970) is climbed: the smallest gain is made as large as it can be; then as few parties as possible stay at
it; then the smallest gain of the others is made as large as it can be; and so on. A gain in units that are no whole
multiples of one another (shares of ideals) is rounded for the solver's objective only; that nothing is better is then
proven exactly, by asking for more than the best gain, as whole-number demands on the scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, gcd, lcm
from operator import mul
from typing import TYPE_CHECKING, Any

from goodoffices.settlement.answers import Concept, Limits
from goodoffices.settlement.methods.integer_program import Model, Solved, hint, model_of, sizes, solve, total
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.tables import Tables


if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExprT

FINE = 1 << 20
"""Into how many steps a gain of 1 is divided for the objective where no smaller number makes all gains whole."""
LISTED = 20
"""How many packages that are level with one another are looked for."""
EFFORT = 0.5
"""How much work the solver may put into finding one more of these, in its own measure, near to seconds."""
LARGEST = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the integer programs found."""

    terms: tuple[tuple[int, ...], ...]
    """Packages that are level with one another; none, proven: there is none at all."""
    proven: bool
    bound: tuple[Fraction, ...] = ()
    """What no package exceeds, as far as known; where it is proven that is what these measure."""
    complete: bool = False


def leximin(aim: Aim, table: Tables, *, limits: Limits, known: Sequence[tuple[int, ...]] = ()) -> Found:
    """Find the leximin packages of a concept's gains; for the egalitarian concept the best smallest gain only.

    `known`: packages that reach the minimums; the climb begins at the best of them.
    """
    return _Ladder(aim, table, limits, known).climb()


def highest_sum(
    weights: Sequence[Fraction], table: Tables, *, limits: Limits, known: Sequence[tuple[int, ...]] = ()
) -> Found:
    """Find the efficient packages with the largest weighted sum of scores, the weights being of the parties' points.

    `known`: packages that reach the minimums; the search begins at the best of them.
    """
    each = [weight / scale for weight, scale in zip(weights, table.scales, strict=True)]
    common = lcm(*(number.denominator for number in each))
    whole = [int(number * common) for number in each]
    shared = gcd(*whole)
    whole = [number // shared for number in whole]

    def program(least: int | None = None) -> tuple[Model, LinearExprT]:
        model = acceptable_model(table)
        if sum(weight * size for weight, size in zip(whole, sizes(table), strict=True)) > LARGEST:
            raise OverflowError("the weights of the parties are too large for the integer program")
        objective: LinearExprT = sum(w * score for w, score in zip(whole, model.scores, strict=True) if w)
        if least is not None:
            model.program.add(objective >= least)
        return model, objective

    model, objective = program()
    model.program.maximize(objective)
    if known:
        hint(model, max(known, key=lambda terms: sum(map(mul, whole, total(table, terms)))))
    solved = solve(model, limits=limits)
    if solved.terms is None:
        return Found(terms=(), proven=solved.proven)
    bound = (Fraction(solved.bound, common) * shared,)
    if not solved.proven:
        return Found(terms=(solved.terms,), proven=False, bound=bound)
    best = solved.bound
    efficient = solved
    if 0 in whole:
        model, _ = program(best)
        model.program.maximize(sum(model.scores))
        hint(model, solved.terms)
        efficient = solve(model, limits=limits)
        if efficient.terms is None or not efficient.proven:
            return Found(terms=(efficient.terms or solved.terms,), proven=False, bound=bound)
        return Found(terms=(efficient.terms,), proven=True)
    terms, complete = level(program(best)[0], efficient.terms or solved.terms, limits)
    return Found(terms=terms, proven=True, complete=complete)


def acceptable_model(table: Tables) -> Model:
    """The program of the packages that reach every minimum."""
    model = model_of(table)
    for score, minimum in zip(model.scores, table.minimums, strict=True):
        model.program.add(score >= minimum)
    return model


def any_acceptable(table: Tables) -> tuple[tuple[int, ...], ...]:
    """Give one package that reaches the minimums, if one can be found with little effort."""
    solved = solve(acceptable_model(table), limits=Limits(), effort=EFFORT)
    return () if solved.terms is None else (solved.terms,)


def ideals(
    table: Tables, *, limits: Limits, known: Sequence[tuple[int, ...]] = ()
) -> tuple[list[tuple[int, ...]], bool]:
    """For each party a package with the most it can score while all reach their minimums; and whether that is proven.

    Of fewer parties where there is no such package, or the time ran out. `known`: packages that reach the minimums.
    """
    best: list[tuple[int, ...]] = []
    for party in range(table.parties):
        model = acceptable_model(table)
        model.program.maximize(model.scores[party])
        if known:
            hint(model, max(known, key=lambda terms: total(table, terms)[party]))
        solved = solve(model, limits=limits)
        if solved.terms is None or not solved.proven:
            return best, solved.proven
        best.append(solved.terms)
    return best, True


def level(model: Model, first: tuple[int, ...], limits: Limits) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """List the packages of a program, of which one is known; and say whether these are all."""
    found = [first]
    exclude(model, first)
    while len(found) < LISTED and not limits.spent():
        solved = solve(model, limits=limits, effort=EFFORT)
        if solved.terms is None:
            return tuple(sorted(found)), solved.proven
        found.append(solved.terms)
        exclude(model, solved.terms)
    return tuple(sorted(found)), False


def exclude(model: Model, terms: Sequence[int]) -> None:
    """Take one package out of a program."""
    model.program.add_bool_or([~literals[term] for literals, term in zip(model.taken, terms, strict=True)])


@dataclass(frozen=True, slots=True)
class _Level:
    gain: Fraction
    parties: int
    """How many stay at it."""


class _Ladder:
    """The climb: what is proven so far, and the best package met."""

    def __init__(self, aim: Aim, table: Tables, limits: Limits, known: Sequence[tuple[int, ...]]) -> None:
        self._aim, self._table, self._limits = aim, table, limits
        self._who = [party for party, unit in enumerate(aim.units) if unit]
        self._levels: list[_Level] = []
        self._best: tuple[int, ...] | None = None
        self._gains: list[Fraction] = []
        self._whole = 1
        """Into how many steps a gain of 1 is divided so that every gain is a whole number of them."""
        for party in self._who:
            unit, base = aim.units[party], aim.base[party]
            self._whole = lcm(self._whole, (1 / unit).denominator, (base / unit).denominator)
        for terms in known:
            self._take(terms)

    def climb(self) -> Found:
        while self._settled < len(self._who):
            self._limits.told("levels", self._settled, len(self._who))
            proven, bound = self._raise()
            if not proven or self._best is None:
                return self._stopped(bound)
            if self._aim.concept is Concept.EGALITARIAN:
                return self._efficient()
            if not self._fewest():
                return self._stopped(None)
        if self._best is None:  # no party has anything to gain: any acceptable package will do
            self._meet(self._solve(self._program()[0]))
            if self._best is None:
                return self._stopped(None)
        terms, complete = level(self._program()[0], self._best, self._limits)
        return Found(terms=terms, proven=True, complete=complete)

    @property
    def _settled(self) -> int:
        return sum(each.parties for each in self._levels)

    def _stopped(self, bound: Fraction | None) -> Found:
        if self._best is None:
            return Found(terms=(), proven=self._nothing)
        proven = [each.gain for each in self._levels for _ in range(each.parties)]
        proven += [Fraction(1)] * (self._table.parties - len(self._who))
        return Found(terms=(self._best,), proven=False, bound=(*sorted(proven), *([] if bound is None else [bound])))

    _nothing = False

    def _meet(self, solved: Solved) -> None:
        if solved.terms is None:
            self._nothing = self._best is None and solved.proven
            return
        for terms in (*solved.others, solved.terms):
            self._take(terms)

    def _take(self, terms: tuple[int, ...]) -> None:
        scores = total(self._table, terms)
        gains = sorted(self._aim.gain(party, scores[party]) for party in self._who)
        if self._best is None or gains > self._gains:
            self._best, self._gains = terms, gains

    def _solve(self, model: Model) -> Solved:
        if self._best is not None:
            hint(model, self._best)
        return solve(model, limits=self._limits)

    def _program(self) -> tuple[Model, dict[int, IntVar | None]]:
        """The packages that are as good as the levels say; for each party, the literal that it is above them all."""
        model = acceptable_model(self._table)
        above: dict[int, IntVar | None] = dict.fromkeys(self._who)
        settled = 0
        for each in self._levels:
            for party, literal in above.items():
                self._demand(model, party, self._aim.at_least(party, each.gain), literal)
            now = {party: model.program.new_bool_var(f"{party} above") for party in self._who}
            for party, literal in now.items():
                self._demand(model, party, self._aim.above(party, each.gain), literal)
                before = above[party]
                if before is not None:
                    model.program.add_implication(literal, before)
            settled += each.parties
            model.program.add(sum(now.values()) >= len(self._who) - settled)
            above = dict(now)
        return model, above

    @staticmethod
    def _demand(model: Model, party: int, least: int, literal: IntVar | None) -> None:
        if literal is None:
            model.program.add(model.scores[party] >= least)
        elif least > model.lowest[party]:
            model.program.add(model.scores[party] >= least).only_enforce_if(literal)

    def _raise(self) -> tuple[bool, Fraction | None]:
        """Make the smallest gain above the levels as large as it can be; whether that is proven, and what none exceeds.

        None: not known.
        """
        model, above = self._program()
        steps, rows, tops, lows = self._measured(model)
        smallest = model.program.new_int_var(min(lows), min(tops) if not self._levels else max(tops), "smallest gain")
        for (party, literal), (factor, unit, shift) in zip(above.items(), rows, strict=True):
            score: Any = model.scores[party]
            constraint = model.program.add(factor * score - unit * smallest >= shift)
            if literal is not None:
                constraint.only_enforce_if(literal)
        model.program.maximize(smallest)
        solved = self._solve(model)
        self._meet(solved)
        if solved.terms is None:
            return False, None
        bound = Fraction(solved.bound, steps)
        while solved.proven:
            gain = self._gains[self._settled]
            if gain == bound and steps == self._whole:
                return True, None
            model, above = self._program()
            for party, literal in above.items():
                self._demand(model, party, self._aim.above(party, gain), literal)
            solved = self._solve(model)
            if solved.proven and solved.terms is None:
                return True, None
            self._meet(solved)
        return False, bound + Fraction(1, steps)

    def _measured(self, model: Model) -> tuple[int, list[tuple[int, int, int]], list[int], list[int]]:
        """Into how many steps a gain of 1 is divided, as finely as the solver's numbers allow; and what follows.

        For each party: factor, unit and shift, so that factor × score ≥ unit × steps of gain + shift in whole numbers;
        and how many steps its gain is at the most, and at the least if it reaches its minimum.
        """
        units, base, steps = self._aim.units, self._aim.base, min(self._whole, FINE)
        most = 1 if self._aim.concept is Concept.KALAI_SMORODINSKY else None  # the whole of the ideal
        size = sizes(self._table)
        while True:
            rows, tops, lows, largest = [], [], [], 0
            for party in self._who:
                factor = lcm((units[party] / steps).denominator, base[party].denominator)
                rows.append((factor, int(factor * units[party] / steps), int(factor * base[party])))
                high, low = model.highest[party], max(model.lowest[party], self._table.minimums[party])
                top = self._aim.gain(party, high) if most is None else Fraction(most)
                tops.append(floor(top * steps))
                lows.append(min(floor(self._aim.gain(party, low) * steps), tops[-1]))
                numbers = (rows[-1][1] * max(abs(tops[-1]), abs(lows[-1])), abs(rows[-1][2]))
                largest = max(largest, factor * size[party] + sum(numbers))
            if largest <= LARGEST:
                return steps, rows, tops, lows
            if steps == 1:
                raise OverflowError("the gains are too large for the integer program")
            steps = (steps + 1) // 2

    def _fewest(self) -> bool:
        """Let as few parties as possible stay at the gain reached; whether that is proven."""
        gain = self._gains[self._settled]
        while True:
            at = self._gains.count(gain)
            if at == 1:
                self._levels.append(_Level(gain, at))
                return True
            self._levels.append(_Level(gain, at - 1))
            solved = self._solve(self._program()[0])
            self._meet(solved)
            if solved.terms is None:
                self._levels[-1] = replace(self._levels[-1], parties=at)
                return solved.proven
            self._levels.pop()

    def _efficient(self) -> Found:
        """Of the packages with the best smallest gain, the one with the largest sum, which none dominates."""
        gain = self._gains[0]
        model = acceptable_model(self._table)
        for party in self._who:
            self._demand(model, party, self._aim.at_least(party, gain), None)
        model.program.maximize(sum(model.scores))
        solved = self._solve(model)
        if solved.terms is not None:
            self._best = solved.terms
        assert self._best is not None  # noqa: S101 - the climb began with one
        return Found(terms=(self._best,), proven=solved.proven and solved.terms is not None, bound=(gain,))
