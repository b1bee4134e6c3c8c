# SPDX-License-Identifier: Apache-2.0
"""Which packages better a given one, as it is or once weights are off by some share.

The tables are seen from the given package: an option counts as so much more or less than the one that it has. Another
package betters it if it comes to at least nothing for every party and to something for one. With weights off by a
share, a difference may be larger by that share of its size, which is again a table of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.methods.fronts import WORD
from goodoffices.settlement.methods.integer_program import fits, model_of, solve, total
from goodoffices.settlement.methods.listing import few, listing
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.tables import Tables


SHORT = 100
"""Of so many packages that could better a given one it is asked with which weights they begin to."""


@dataclass(frozen=True, slots=True)
class Around:
    """The tables seen from one package: what each option, and what interactions add, more or less than it has."""

    table: Tables
    """Scores of options as differences from the package's; those of interactions as they were."""
    floor: tuple[int, ...]
    """What interactions add to the package itself: what another has to reach."""
    flat: Tables | None = None
    """Where options may only just not suffice: the sizes of the differences, to be counted against it."""

    def widened(self, margin: Fraction, *, just_below: bool = False) -> Around:
        """What another package could at most be worth with weights that are off by a share; or by just less."""
        top, bottom = margin.numerator, margin.denominator

        def wide(score: int) -> int:
            return bottom * score + top * abs(score)

        return Around(
            replace(
                self.table,
                scores=tuple(tuple(tuple(map(wide, option)) for option in issue) for issue in self.table.scores),
                bonuses=tuple(replace(bonus, adds=bottom * bonus.adds) for bonus in self.table.bonuses),
            ),
            tuple(bottom * each for each in self.floor),
            sizes_of(self.table) if just_below else None,
        )

    def reached(self, packages: list[tuple[int, ...]]) -> Iterator[Fraction]:
        """From which share on each of some packages betters the one in the middle, which all of them can."""
        taken = np.array(packages, dtype=np.intp)
        gains, moved = totals(self.table, taken), totals(sizes_of(self.table), taken)
        for gain, size in zip(gains.tolist(), moved.tolist(), strict=True):
            short = [(floor - own, by) for floor, own, by in zip(self.floor, gain, size, strict=True) if own < floor]
            yield max((Fraction(lack, by) for lack, by in short), default=Fraction(0))


def around_of(table: Tables, terms: tuple[int, ...]) -> Around:
    """Give the tables seen from the package of these terms."""
    own = [issue[option] for issue, option in zip(table.scores, terms, strict=True)]
    sums = [sum(column) for column in zip(*own, strict=True)]
    differences = replace(
        table,
        mosts=tuple(None if m is None else m - each for m, each in zip(table.mosts, sums, strict=False)),
        scores=tuple(
            tuple(tuple(a - b for a, b in zip(option, mine, strict=True)) for option in issue)
            for issue, mine in zip(table.scores, own, strict=True)
        ),
    )
    return Around(differences, total(differences, terms))


def sizes_of(table: Tables) -> Tables:
    """Give the sizes of the differences, without interactions."""
    scores = tuple(tuple(tuple(map(abs, option)) for option in issue) for issue in table.scores)
    return replace(table, scores=scores, bonuses=(), mosts=())


def is_plain(table: Tables) -> bool:
    """Whether the frontier's own method is the quickest."""
    tied = table.bonuses or table.bounds or table.mosts
    return len(table.sizes) > 1 and table.parties <= 2 and not tied  # noqa: PLR2004 - as the frontier has it


def is_short(table: Tables, limits: Limits) -> bool:
    """Whether all packages can be looked at."""
    return few(table) and prod(table.sizes) <= limits.points


def bettering(around: Around, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    """Find packages that better the one in the middle; none, if it is proven (the second) that there is none."""
    if is_plain(around.table):
        return _on_frontier(around, limits)
    return _in_list(around, limits) if is_short(around.table, limits) else _by_program(around, limits)


def _in_list(around: Around, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    listed = listing(around.table, limits=limits)
    if listed is None:
        return _by_program(around, limits)
    gains = above(listed.scores, around.floor)
    more = np.asarray(gains > 0, dtype=np.bool_)
    level = np.asarray(gains == 0, dtype=np.bool_)
    if around.flat is not None:
        level &= np.asarray(totals(around.flat, listed.terms) == 0, dtype=np.bool_)
    rows = np.flatnonzero((more | level).all(axis=1) & more.any(axis=1))
    rows = rows[np.argsort(-gains[rows].min(axis=1), kind="stable")[:SHORT]]
    return [tuple(row) for row in listed.terms[rows].tolist()], True


def above(scores: NDArray[Any], floor: Sequence[int]) -> NDArray[Any]:
    """How far scores lie above a floor, whatever its size."""
    if max(map(abs, floor), default=0) >= 1 << WORD:
        scores = scores.astype(object)
    gains: NDArray[Any] = scores - np.array(floor, dtype=scores.dtype)
    return gains


def strictly_below(around: Around) -> Around:
    """Where options may only just not suffice: an infinitely small part of the sizes is taken away.

    What comes to nothing then came to more before, or to as much without any size.
    """
    if around.flat is None:
        return around
    parts = 1 + sum(max(max(option) for option in issue) for issue in around.flat.scores)  # more than there can be
    scores = tuple(
        tuple(
            tuple(parts * score - size for score, size in zip(*both, strict=True))
            for both in zip(issue, sizes, strict=True)
        )
        for issue, sizes in zip(around.table.scores, around.flat.scores, strict=True)
    )
    return Around(replace(around.table, scores=scores), tuple(parts * each for each in around.floor))


def _on_frontier(around: Around, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    table = strictly_below(around).table
    found = efficient(table, limits=limits)
    level = np.all([found.scores[:, party] >= 0 for party in range(table.parties)], axis=0)
    more = np.any([found.scores[:, party] > 0 for party in range(table.parties)], axis=0)
    rows = np.flatnonzero(level.astype(np.bool_) & more.astype(np.bool_))
    return [tuple(row) for row in found.terms[rows].tolist()], found.status is Status.PROVEN


def _by_program(around: Around, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    if not fits(around.table):
        return [], False
    model = model_of(around.table)
    program = model.program
    some = []
    least = program.new_int_var(0, max(1, *(h - f for h, f in zip(model.highest, around.floor, strict=True))), "least")
    for party, floor in enumerate(around.floor):
        more = program.new_bool_var("more")
        some.append(more)
        program.add(model.scores[party] >= floor)
        program.add(model.scores[party] >= floor + 1).only_enforce_if(more)
        if around.flat is None:
            program.add(model.scores[party] >= floor + least)
            continue
        program.add(model.scores[party] >= floor + least).only_enforce_if(more)
        for taken, sizes in zip(model.taken, around.flat.scores, strict=True):
            same = [literal for literal, size in zip(taken, sizes, strict=True) if size[party] == 0]
            program.add_bool_or([*same, more])
    program.add_bool_or(some)
    program.maximize(least)
    found = solve(model, limits=limits)
    return ([], found.proven) if found.terms is None else ([found.terms], True)
