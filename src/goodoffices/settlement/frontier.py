# SPDX-License-Identifier: Apache-2.0
"""The efficient frontier: every vector of scores that cannot be bettered for one party without cost to another.

Without dependencies and interactions it is the sum of the issues' fronts (`fronts`). Each package found is counted anew
from the tables before it is given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.elimination import eliminated
from goodoffices.settlement.fronts import WORD, Form, Front, terms
from goodoffices.settlement.integer_program import highest, lowest
from goodoffices.settlement.packages import Package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


@dataclass(frozen=True, slots=True)
class Efficient:
    """Efficient packages as arrays, the best for the first party first: what methods go on computing with."""

    scores: NDArray[Any]
    """One row for each vector, one column for each party: whole numbers as in the tables; int64 or Python's own."""
    terms: NDArray[np.intp]
    """For each vector one package that reaches it: one column for each issue, the place of its option."""
    counts: tuple[int, ...]
    """How many packages reach each vector."""
    status: Status
    method: str
    remainder: str = ""

    def __len__(self) -> int:
        return len(self.scores)


def frontier(scenario: Scenario, *, limits: Limits = Limits(), acceptable: bool = False) -> Frontier:  # noqa: B008
    """Give the efficient frontier of a scenario; with `acceptable`, of the packages that reach every minimum.

    An efficient acceptable package is efficient among all, so the second is a part of the first.
    """
    table = tables(scenario)
    found = efficient(table, limits=limits)
    rows = np.arange(len(found))
    if acceptable:
        reached = np.ones(len(found), dtype=np.bool_)
        for party, minimum in enumerate(table.minimums):
            reached &= (found.scores[:, party] >= minimum).astype(np.bool_)
        rows = np.flatnonzero(reached)
    columns = [
        [Fraction(score) if scale == 1 else Fraction(score, scale) for score in found.scores[rows, party].tolist()]
        for party, scale in enumerate(table.scales)
    ]
    packages = zip(found.terms[rows].tolist(), zip(*columns, strict=True), strict=True)
    return Frontier(
        packages=tuple(Package(tuple(options), scores) for options, scores in packages),
        counts=tuple(found.counts[row] for row in rows),
        status=found.status if len(rows) or found.status is not Status.PROVEN else Status.NONE,
        method=found.method,
        remainder=found.remainder,
    )


def efficient(table: Tables, *, limits: Limits) -> Efficient:
    """Give the efficient packages of the tables as arrays."""
    if 0 in table.sizes:
        return _none(table)
    form = Form([high - low for high, low in zip(highest(table), lowest(table), strict=True)])
    front = eliminated(table, form, limits=limits)
    if front is None:
        raise NotImplementedError
    return _checked(table, form, front)


def _checked(table: Tables, form: Form, front: Front) -> Efficient:
    """Read the packages back and count them anew, so that a mistake on the way is found and not given out."""
    taken = terms(front, len(table.sizes))
    scores = totals(table, taken)
    lows = lowest(table)
    for party, column in enumerate(form.columns(front.vectors)):
        if not (scores[:, party] - lows[party] == column).all():
            raise AssertionError("a package is not worth what the frontier says")
    counts = (1,) * len(front) if front.counts is None else tuple(map(int, front.counts))
    return Efficient(
        scores, taken, counts, Status.PROVEN, "elimination" if table.bonuses or table.bounds else "frontier"
    )


def totals(table: Tables, taken: NDArray[np.intp]) -> NDArray[Any]:
    """The whole-number scores of packages, one row each, counted in plain."""
    spread = max(map(abs, (*highest(table), *lowest(table))), default=0)
    number: type = np.int64 if spread < 1 << WORD else object
    sums: NDArray[Any] = np.zeros((len(taken), table.parties), dtype=number)
    for issue, options in enumerate(table.scores):
        sums += np.array(options, dtype=number).reshape(len(options), table.parties)[taken[:, issue]]
    for bonus in table.bonuses:
        holds = np.ones(len(taken), dtype=np.bool_)
        for issue, accepted in bonus.together:
            holds &= np.isin(taken[:, issue], sorted(accepted))
        sums[holds, bonus.party] += bonus.adds
    return sums


def _none(table: Tables) -> Efficient:
    taken = np.zeros((0, len(table.sizes)), dtype=np.intp)
    return Efficient(totals(table, taken), taken, (), Status.PROVEN, "frontier")
