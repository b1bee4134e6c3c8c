# SPDX-License-Identifier: Apache-2.0
"""Equivalent offers: packages that are worth just as much to one party, and what they are worth to the others.

A party that would take one of them can propose any of them at no cost to itself, so those that are best for the others
come first. Where all packages can be looked at, all that are level are given. Otherwise those that are efficient for
the others among them: fronts again, in which a vector is bettered only by one that is level for the party; and how many
more there are is counted exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods import dominance
from goodoffices.settlement.methods.efficient import best_of
from goodoffices.settlement.methods.elimination import eliminated
from goodoffices.settlement.methods.fronts import Form, Front, TooManyError, Vectors, terms
from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.packages import Package, allowed, package, placed
from goodoffices.settlement.ranges.equivalents import level_with
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


EVERY = 200_000
"""Up to so many packages all are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalents:
    """Packages of one value to a party. The one from which they were found is among them."""

    packages: tuple[Package, ...]
    """The efficient ones for the other parties first, each group the best for the first other party first."""
    efficient: int
    """How many of the first are efficient for the others: none that is level for the party is better for them."""
    missing: int | None
    """How many more packages have that value to the party; None: they were not counted, or cannot be."""
    status: Status
    """Whether all that are efficient for the others are among those listed, one for each vector of scores."""
    ranges: tuple[tuple[Fraction, Fraction] | None, ...] = ()
    """With continuous issues, the least and the most of each term in all packages of that value, everything else moving
    along; None for an issue with options, and where it was not found in the time."""


def equivalents(scenario: Scenario, party: str, like: Package, *, limits: Limits = Limits()) -> Equivalents:  # noqa: B008
    """Give packages that are worth just as much to a party (its id) as one; at most `limits.points` of them.

    With continuous issues there are any number: each other party's best of them is given, and between which numbers
    each term lies in all of them. Raises ValueError for a party that is not there, and for a package that
    breaks a dependency or is worth something else in this scenario.

    >>> from goodoffices.settlement.example import dispute
    >>> found = equivalents(dispute, "union", package(dispute, (0, 1, 1)))
    >>> [each.terms for each in found.packages], found.efficient
    ([(0, 1, 1), (2, 0, 0)], 1)
    """
    number = placed(scenario, party)
    if not allowed(scenario, like.terms):
        raise ValueError("this package breaks a dependency")
    if package(scenario, like.terms) != like:
        raise ValueError("this package has other scores in this scenario: settlement.package counts them")
    if any(issue.continuous for issue in scenario.issues):
        level = level_with(scenario, number, like, limits=limits)
        known = any(each.scores == like.scores for each in level.packages)
        whole = level.proven and len(scenario.parties) <= 2  # noqa: PLR2004 - the one other has one best
        return Equivalents(
            packages=level.packages if known else (*level.packages, like),
            efficient=len(level.packages),
            missing=None,
            status=Status.PROVEN if whole else Status.BEST_FOUND,
            ranges=level.ranges,
        )
    table = _before(tables(scenario), number)
    value = int(like.scores[number] * table.scales[0])
    taken, efficient, missing, status = (
        _looked_at(table, value) if prod(table.sizes) <= EVERY else _counted(table, value, limits)
    )
    rows = [tuple(row) for row in taken[: limits.points].tolist()]
    if like.terms not in rows:
        rows = [*rows[: max(limits.points - 1, 0)], tuple(map(int, like.terms))]
        listed = min(efficient, len(rows) - 1)
    else:
        listed = min(efficient, len(rows))
    if listed < efficient:
        status = Status.BEST_FOUND
    missing = None if missing is None else missing - len(rows)
    return Equivalents(
        packages=tuple(package(scenario, row) for row in rows), efficient=listed, missing=missing, status=status
    )


def _before(table: Tables, party: int) -> Tables:
    """The tables with one party put before the others."""
    order = [party, *(other for other in range(table.parties) if other != party)]
    place = {each: number for number, each in enumerate(order)}
    return Tables(
        table.sizes,
        tuple(tuple(tuple(option[each] for each in order) for option in issue) for issue in table.scores),
        tuple(replace(bonus, party=place[bonus.party]) for bonus in table.bonuses),
        table.bounds,
        tuple(table.minimums[each] for each in order),
        tuple(table.scales[each] for each in order),
        tuple(table.mosts[each] for each in order) if table.mosts else (),
    )


def _looked_at(table: Tables, value: int) -> tuple[NDArray[np.intp], int, int | None, Status]:
    """All packages of that value."""
    every = np.stack(np.unravel_index(np.arange(prod(table.sizes)), table.sizes), axis=1)
    level = (totals(table, every)[:, 0] == value).astype(np.bool_)
    for bounds in table.bounds:
        count = sum(np.isin(every[:, issue], sorted(options)).astype(np.int64) for issue, options in bounds.of)
        level &= (count >= bounds.least) & (count <= bounds.most)
    every = every[level]
    scores = totals(table, every)[:, 1:]
    order = sorted(range(len(every)), key=lambda row: tuple(scores[row].tolist()), reverse=True)
    best = _best(scores[order]) if order else np.zeros(0, dtype=np.bool_)
    places = np.array(order, dtype=np.intp)
    return every[np.concatenate([places[best], places[~best]])], int(best.sum()), len(every), Status.PROVEN


def _best(scores: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows, in descending order, no other is better than; rows that are level with one another together."""
    if scores.shape[1] == 0:
        return np.ones(len(scores), dtype=np.bool_)
    begins = np.ones(len(scores), dtype=np.bool_)
    begins[1:] = (scores[1:] != scores[:-1]).any(axis=1)
    each = scores[begins]
    ranks = [np.unique(each[:, column], return_inverse=True)[1].astype(np.int64) for column in range(each.shape[1])]
    kept: NDArray[np.bool_] = dominance.efficient(ranks)[np.cumsum(begins) - 1]
    return kept


class _Level(Form):
    """Vectors are bettered only by those that are level for the first party."""

    FEW = 0

    def _efficient(self, keys: Vectors) -> NDArray[np.bool_]:
        columns = self.columns(keys)
        if len(columns) == 1:
            return np.ones(len(keys), dtype=np.bool_)
        begins = np.ones(len(keys), dtype=np.bool_)
        begins[1:] = (columns[0][1:] != columns[0][:-1]).astype(np.bool_)
        if len(columns) == 2:  # noqa: PLR2004 - one other: its best for each score of the first
            return begins
        return dominance.efficient_within(np.cumsum(begins), [self._narrow(column) for column in columns[2:]])


def _counted(table: Tables, value: int, limits: Limits) -> tuple[NDArray[np.intp], int, int | None, Status]:
    """Those that are efficient for the others, and how many there are in all."""
    taken = np.zeros((0, len(table.sizes)), dtype=np.intp)
    status = Status.BEST_FOUND
    count: int | None = None
    low, most = lowest(table.uncut)[0], (table.mosts or (None,))[0]
    try:
        form, front = _level(table.uncut, limits)
        if front is not None:
            rows = _worth(form.columns(front.vectors)[0] + low, value, most)
            taken, status = terms(front, len(table.sizes))[rows], Status.PROVEN
            if table.mosts:  # as with the frontier: among these are all that are efficient once scores are cut off
                taken = taken[best_of(totals(table, taken)[:, 1:])]
        form, front = _level(_alone(table.uncut), limits)
        if front is not None:
            rows = _worth(form.columns(front.vectors)[0] + low, value, most)
            count = sum(1 if front.counts is None else int(front.counts[row]) for row in rows)
    except TooManyError:
        pass
    return taken, len(taken), count, status


def _worth(sums: NDArray[Any], value: int, most: int | None) -> NDArray[np.intp]:
    """Which sums are just that value to a party; or more, where that counts no more."""
    return np.flatnonzero(sums >= value if value == most else sums == value)


def _level(table: Tables, limits: Limits) -> tuple[Form, Front | None]:
    form = _Level([high - low for high, low in zip(highest(table), lowest(table), strict=True)], limits)
    return form, eliminated(table, form, limits=limits)


def _alone(table: Tables) -> Tables:
    """The tables of the first party alone."""
    return replace(
        table,
        scores=tuple(tuple(option[:1] for option in issue) for issue in table.scores),
        bonuses=tuple(bonus for bonus in table.bonuses if bonus.party == 0),
        minimums=table.minimums[:1],
        scales=table.scales[:1],
    )
