# SPDX-License-Identifier: Apache-2.0
"""The efficient packages of the tables, as arrays: by whichever method lists them all, or else a proven slice.

Without dependencies and interactions they are the sum of the issues' fronts (`fronts`; of two parties, `two_parties`).
Each package found is counted anew from the tables before it is given out.

Where a greatest score counts for a party, the frontier is found among that of the plain sums. Cutting off puts no two
scores into the other order; so whatever package there is, the efficient one by plain sums that is as good as it or
better is so once scores are cut off, too, and of a package that is efficient then it has just the scores. What others
better then is left out. How many packages have the same scores is not counted: some that others bettered are level now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import said
from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods import dominance
from goodoffices.settlement.methods.covering import Plane
from goodoffices.settlement.methods.elimination import eliminated
from goodoffices.settlement.methods.fronts import Form, Front, TooManyError, terms
from goodoffices.settlement.methods.integer_program import fits, highest, lowest
from goodoffices.settlement.methods.steps import steps
from goodoffices.settlement.methods.supported import Slice, supported
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.methods.two_parties import additive, whole
from goodoffices.settlement.tables import Tables


@dataclass(frozen=True, slots=True)
class Efficient:
    """Efficient packages as arrays, the best for the first party first: what methods go on computing with."""

    scores: NDArray[Any]
    """One row for each vector, one column for each party: whole numbers as in the tables; int64 or Python's own."""
    terms: NDArray[Any]
    """For each vector one package that reaches it: one column for each issue, the place of its option."""
    counts: tuple[int, ...]
    """How many packages reach each vector."""
    status: Status
    method: str
    remainder: str = ""
    counted: bool = True
    """Whether `counts` are all packages there are, or only those that were found."""
    planes: tuple[Plane, ...] = ()
    """Of a slice, weighted sums that no package exceeds."""

    def __len__(self) -> int:
        return len(self.scores)


def efficient(table: Tables, *, limits: Limits) -> Efficient:
    """Give the efficient packages of the tables as arrays.

    >>> from goodoffices.settlement.example import dispute
    >>> from goodoffices.settlement.tables import tables
    >>> efficient(tables(dispute), limits=Limits()).scores.tolist()
    [[100, 15], [75, 50], [50, 75], [20, 100]]
    """
    if 0 in table.sizes or not table.sizes:  # none, or the one without any term, however little time there is
        return _none(table) if table.sizes else _nothing(table)
    try:
        found = _listed(table.uncut, limits)
    except TooManyError:
        return _sliced(table, limits)
    if found is not None:
        return _cut_off(table, found) if table.mosts else found
    if table.parties == 2 and fits(table):  # noqa: PLR2004 - one after the other along the curve
        return _by_steps(table, limits)
    return _sliced(table, limits)


def _listed(table: Tables, limits: Limits) -> Efficient | None:
    if additive(table) and (found := whole(table, limits)) is not None:
        return Efficient(found.scores, found.terms, found.counts, Status.PROVEN, "frontier")
    lows = lowest(table)
    form = Form([high - low for high, low in zip(highest(table), lows, strict=True)], limits)
    front = eliminated(table, form, limits=limits)
    return None if front is None else _checked(table, form, front, lows)


def _cut_off(table: Tables, found: Efficient) -> Efficient:
    scores = totals(table, found.terms)
    rows = best_of(scores)
    return replace(found, scores=scores[rows], terms=found.terms[rows], counts=(1,) * len(rows), counted=False)


def best_of(scores: NDArray[Any]) -> NDArray[np.intp]:
    """Where the efficient ones of some vectors stand, one place for each vector, in descending order."""
    ranks = [np.unique(column, return_inverse=True)[1].astype(np.int64) for column in scores.T]
    order = np.lexsort([-each for each in reversed(ranks)]) if ranks else np.arange(min(len(scores), 1))
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = np.any([each[order][1:] != each[order][:-1] for each in ranks], axis=0)
    rows = order[begins]
    return rows[dominance.efficient([each[rows] for each in ranks])] if ranks and len(rows) else rows


def _sliced(table: Tables, limits: Limits) -> Efficient:
    found = supported(table, limits=limits)
    if not found.possible:
        return _none(table)
    taken = np.array(sorted(set(found.taken)), dtype=np.intp).reshape(-1, len(table.sizes))
    scores = totals(table, taken)
    order = sorted(range(len(taken)), key=lambda row: tuple(scores[row].tolist()), reverse=True)
    rows = [
        row
        for row, before in zip(order, [None, *order], strict=False)
        if before is None or any(scores[row] != scores[before])
    ]
    return Efficient(
        scores[rows],
        taken[rows],
        (1,) * len(rows),
        Status.BEST_FOUND,
        "weights",
        said(
            "The frontier is too large to list. Each of the {listed} packages listed is proven efficient: it is best of"
            " all under some weights of the parties. {tried} weightings were tried, and under none has a package"
            " that is not listed a larger sum: every other package lies below the planes that touch the frontier"
            " there.",
            listed=len(rows),
            tried=len(found.weights),
        ),
        counted=False,
        planes=planes_of(table, found),
    )


def planes_of(table: Tables, found: Slice) -> tuple[Plane, ...]:
    """The planes that touch the frontier where packages were found."""
    best = totals(table, np.array(found.taken, dtype=np.intp).reshape(len(found.taken), len(table.sizes))).tolist()
    return tuple(
        Plane(tuple(weights), sum(weight * score for weight, score in zip(weights, scores, strict=True)))
        for weights, scores in zip(found.weights, best, strict=True)
    )


def _by_steps(table: Tables, limits: Limits) -> Efficient:
    found, missing = steps(table, limits=limits)
    taken = np.array(found, dtype=np.intp).reshape(len(found), len(table.sizes))
    remainder: str = ""
    if missing is not None:
        first, second = table.points((missing[0], missing[1]))
        remainder = said(
            "Every efficient package that is not listed is worth at most {most} to the first party and at least"
            " {least} to the second.",
            most=first,
            least=second,
        )
    return Efficient(
        totals(table, taken),
        taken,
        (1,) * len(found),
        Status.PROVEN if missing is None else Status.BEST_FOUND,
        "integer program",
        remainder,
        counted=False,
    )


def _checked(table: Tables, form: Form, front: Front, lows: tuple[int, ...]) -> Efficient:
    """Read the packages back and count them anew, so that a mistake on the way is found and not given out."""
    taken = terms(front, len(table.sizes))
    scores = totals(table, taken)
    for party, column in enumerate(form.columns(front.vectors)):
        if not (scores[:, party] - lows[party] == column).all():
            raise AssertionError("a package is not worth what the frontier says")
    counts = (1,) * len(front) if front.counts is None else tuple(map(int, front.counts))
    return Efficient(
        scores, taken, counts, Status.PROVEN, "elimination" if table.bonuses or table.bounds else "frontier"
    )


def _nothing(table: Tables) -> Efficient:
    taken = np.zeros((1, 0), dtype=np.intp)
    return Efficient(totals(table, taken), taken, (1,), Status.PROVEN, "frontier")


def _none(table: Tables) -> Efficient:
    taken = np.zeros((0, len(table.sizes)), dtype=np.intp)
    return Efficient(totals(table, taken), taken, (), Status.PROVEN, "frontier")
