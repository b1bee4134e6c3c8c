# SPDX-License-Identifier: Apache-2.0
"""Which packages better a given one once weights are off by some share, where greatest scores count.

A party loses nothing by another package if, with some weights within the share, its sum comes to that of the package in
the middle, or else to the greatest score: each is a row of numbers that are summed over the issues. It gains if, with
one and the same weights, the other's sum is larger and the package's own stays below the greatest score. Two sums can
be above nothing at once just if every sum of multiples of both can be (the theorem of the alternative: Gordan 1873),
and how far weights help such a sum bends only where some option's two numbers make up for each other; so that, too, is
a few rows, all of which have to be above nothing. Rows are counted as parties are; and since weights may be off further
with a larger share, what betters with a share does so with every larger one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import gcd
from typing import Any

import numpy as np

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.bettering import SHORT, Around, above, around_of, is_short, sizes_of, strictly_below
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.methods.integer_program import Solved, fits, model_of, solve
from goodoffices.settlement.methods.listing import listing
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.tables import Bonus, Tables


COUPLE = 2
"""Up to so many parties a frontier is found soonest; with more, where numbers are too large for the solver."""


@dataclass(frozen=True, slots=True)
class CutAround:
    """The rows, each counted as a party of its own, and what they say."""

    around: Around
    weak: tuple[tuple[int, ...], ...]
    """For each party the rows of which one has to come to nothing less than its floor, for it to lose nothing."""
    strict: tuple[tuple[int, ...], ...]
    """For each party the rows that all have to come to more than their floors, for it to gain."""

    def widened(self, margin: Fraction, *, just_below: bool = False) -> CutAround:
        """With weights that are off by a share, or by just less."""
        return replace(self, around=self.around.widened(margin, just_below=just_below))

    def reached(self, packages: Sequence[tuple[int, ...]]) -> Iterator[Fraction]:
        """From which share on each of some packages betters the one in the middle, which all of them can."""
        gains, sizes = self.counted(np.array(packages, dtype=np.intp))
        for gain, size in zip(gains.tolist(), sizes.tolist(), strict=True):
            pairs = list(zip(gain, size, strict=True))
            losing = [min(share for row in rows if (share := _from(*pairs[row])) is not None) for rows in self.weak]
            gaining = [
                max(share for share in some if share is not None)
                for some in ([_from(*pairs[row], more=True) for row in rows] for rows in self.strict)
                if None not in some
            ]
            yield max(*losing, min(gaining))

    def counted(self, packages: Any) -> tuple[Any, Any]:  # noqa: ANN401 - arrays
        """By how much each row is above its floor for each package, and what it grows by with the share."""
        table = self.around.table
        floor = np.array(self.around.floor, dtype=object)
        return totals(table, packages).astype(object) - floor, totals(sizes_of(table), packages).astype(object)


def _from(gain: int, size: int, *, more: bool = False) -> Fraction | None:
    """From which share on a row comes to its floor (or, beyond that share, to more); None: with none."""
    if gain > 0 or (gain == 0 and not more):
        return Fraction(0)
    return Fraction(-gain, size) if size else None


def cut_around(table: Tables, terms: tuple[int, ...], mosts: Sequence[int | None]) -> CutAround:
    """The rows of tables of plain sums, seen from the package of these terms; and the greatest score of each party."""
    around = around_of(table, terms)
    rows, weak, strict = _Rows(around.table), list[tuple[int, ...]](), list[tuple[int, ...]]()
    for party, (most, floor) in enumerate(zip(mosts, around.floor, strict=True)):
        steps = [[option[party] for option in issue] for issue in around.table.scores]
        own = [issue[taken][party] for issue, taken in zip(table.scores, terms, strict=True)]
        gain = rows.add(party, steps, floor)
        if most is None or sum(own) + floor + sum(map(abs, own)) < most:
            weak.append((gain,))
            strict.append((gain,))
            continue
        sums = [[step + here for step in issue] for issue, here in zip(steps, own, strict=True)]
        weak.append((gain, rows.add(party, sums, most)))
        room = most - floor
        flat = [[-here] * len(issue) for issue, here in zip(steps, own, strict=True)]
        all_of = [gain, rows.add(party, flat, -room, interacting=0)]
        pairs = ((step, here) for issue, here in zip(steps, own, strict=True) for step in issue)
        for times in sorted({Fraction(step, here) for step, here in pairs if step * here > 0}):
            by, room_by = times.denominator, times.numerator
            both = [[by * step - room_by * here for step in issue] for issue, here in zip(steps, own, strict=True)]
            all_of.append(rows.add(party, both, by * floor - room_by * room, interacting=by))
        strict.append(tuple(all_of))
    return CutAround(rows.around(), tuple(weak), tuple(strict))


class _Rows:
    """Rows while they are added."""

    def __init__(self, table: Tables) -> None:
        self._table = table
        self._columns = list[list[list[int]]]()
        self._bonuses = list[Bonus]()
        self._floor = list[int]()

    def add(self, party: int, scores: Sequence[Sequence[int]], floor: int, *, interacting: int = 1) -> int:
        """Add a row: what each option brings to it, so often what a party's interactions add, and its floor."""
        adds = [(each, interacting * each.adds) for each in self._table.bonuses if each.party == party and interacting]
        common = gcd(floor, *(score for issue in scores for score in issue), *(by for _each, by in adds)) or 1
        number = len(self._floor)
        self._columns.append([[score // common for score in issue] for issue in scores])
        self._bonuses += [replace(each, party=number, adds=by // common) for each, by in adds]
        self._floor.append(floor // common)
        return number

    def around(self) -> Around:
        scores = tuple(
            tuple(tuple(column[issue][option] for column in self._columns) for option in range(size))
            for issue, size in enumerate(self._table.sizes)
        )
        ones = (1,) * len(self._floor)
        table = replace(self._table, scores=scores, bonuses=tuple(self._bonuses), minimums=ones, scales=ones)
        return Around(table, tuple(self._floor))


def bettering_cut(cut: CutAround, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    """Find packages that better the one in the middle; none, if it is proven (the second) that there is none."""
    table = cut.around.table
    listed = listing(table, limits=limits) if is_short(table, limits) else None
    if listed is None:
        plain = len(table.sizes) > 1 and not (table.bonuses or table.bounds)
        soonest = plain and (len(cut.weak) <= COUPLE or not fits(table))
        return _on_frontiers(cut, limits) if soonest else _by_program(cut, limits)
    gains = above(listed.scores, cut.around.floor)
    more = np.asarray(gains > 0, dtype=np.bool_)
    level = np.asarray(gains == 0, dtype=np.bool_)
    if cut.around.flat is not None:
        level &= np.asarray(totals(cut.around.flat, listed.terms) == 0, dtype=np.bool_)
    losing_nothing = [(more | level)[:, rows].any(axis=1) for rows in map(list, cut.weak)]
    gaining = [more[:, rows].all(axis=1) for rows in map(list, cut.strict)]
    found = np.flatnonzero(np.all(losing_nothing, axis=0) & np.any(gaining, axis=0))
    clearest = gains[found][:, [rows[0] for rows in cut.weak]].min(axis=1)
    found = found[np.argsort(-clearest, kind="stable")[:SHORT]]
    return [tuple(row) for row in listed.terms[found].tolist()], True


def _on_frontiers(cut: CutAround, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    """For each way in which one gains and the other loses nothing: on the frontier of as many rows as it takes."""
    around = strictly_below(cut.around)
    floor = np.array(around.floor, dtype=object)
    for party, all_of in enumerate(cut.strict):
        for kept in product(*(rows for other, rows in enumerate(cut.weak) if other != party)):
            gaining = [all_of[0]]
            while True:
                found = efficient(_only(around.table, [*kept, *gaining]), limits=limits)
                if found.status is not Status.PROVEN:
                    return _by_program(cut, limits)
                clear = totals(around.table, found.terms).astype(object) - floor
                meets = (clear[:, list(kept)] >= 0).all(axis=1) & (clear[:, gaining] > 0).all(axis=1)
                clear, terms = clear[meets], found.terms[meets]
                if not len(terms) or (clear[0, all_of[1:2]] <= 0).any():  # the second is the same for all
                    break
                good = (clear[:, list(all_of)] > 0).all(axis=1)
                if good.any():
                    return [tuple(row) for row in terms[good][:SHORT].tolist()], True
                gaining.append(min(all_of, key=lambda row: clear[0, row]))
    return [], True


def _only(table: Tables, rows: Sequence[int]) -> Tables:
    """Some of the rows."""
    scores = tuple(tuple(tuple(option[row] for row in rows) for option in issue) for issue in table.scores)
    bonuses = tuple(replace(each, party=rows.index(each.party)) for each in table.bonuses if each.party in rows)
    ones = (1,) * len(rows)
    return replace(table, scores=scores, bonuses=bonuses, minimums=ones, scales=ones)


def _by_program(cut: CutAround, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    """The same by integer programs: linear ones, which are quicker than one in which it may be so or so."""
    proven = True
    for party, all_of in enumerate(cut.strict):
        for kept in product(*(rows for other, rows in enumerate(cut.weak) if other != party)):
            gaining = [all_of[0], *all_of[1:2]]
            while True:
                found = _solved(cut.around, kept, gaining, limits)
                if found.terms is None:
                    proven = proven and found.proven
                    break
                (counted,) = totals(cut.around.table, np.array([found.terms], dtype=np.intp)).tolist()
                worst = min(all_of, key=lambda row: counted[row] - cut.around.floor[row])
                if counted[worst] > cut.around.floor[worst]:
                    return [found.terms], True
                gaining.append(worst)
    return [], proven


def _solved(around: Around, kept: Sequence[int], gaining: Sequence[int], limits: Limits) -> Solved:
    """A package with which some rows come to their floors, and others to more, by as much as may be."""
    table = _only(around.table, [*kept, *gaining])
    if not fits(table):
        return Solved(None, proven=False)
    model = model_of(table)
    program = model.program
    floors = [around.floor[row] for row in (*kept, *gaining)]
    least = program.new_int_var(1, max(1, *(h - f for h, f in zip(model.highest, floors, strict=True))), "least")
    for score, floor, row in zip(model.scores, floors, (*kept, *gaining), strict=True):
        if row in gaining:
            program.add(score >= floor + least)
            continue
        program.add(score >= floor)
        if around.flat is not None:  # it may only just not suffice: more, or no change at all
            more = program.new_bool_var("more")
            program.add(score >= floor + 1).only_enforce_if(more)
            for taken, sizes in zip(model.taken, around.flat.scores, strict=True):
                same = [literal for literal, size in zip(taken, sizes, strict=True) if size[row] == 0]
                program.add_bool_or([*same, more])
    program.maximize(least)
    return solve(model, limits=limits)
