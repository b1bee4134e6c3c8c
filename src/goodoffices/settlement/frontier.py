# SPDX-License-Identifier: Apache-2.0
"""The efficient frontier: every vector of scores that cannot be bettered for one party without cost to another.

How it is found says `methods.efficient`; of terms in ranges, `ranges.slice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import said
from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.methods.covering import left_out
from goodoffices.settlement.methods.efficient import Efficient, efficient
from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.packages import Package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import tables


def frontier(scenario: Scenario, *, limits: Limits = Limits(), acceptable: bool = False) -> Frontier:  # noqa: B008
    """Give the efficient frontier of a scenario; with `acceptable`, of the packages that reach every minimum.

    An efficient acceptable package is efficient among all, so the second is a part of the first.

    >>> from goodoffices.settlement.example import dispute
    >>> [each.terms for each in frontier(dispute, acceptable=True).packages]
    [(1, 1, 1), (0, 1, 1)]
    """
    if any(issue.continuous for issue in scenario.issues):
        from goodoffices.settlement.ranges.slice import slice_of  # noqa: PLC0415 - it stands on this module

        return slice_of(scenario, limits=limits, acceptable_only=acceptable)
    table = tables(scenario)
    found = efficient(table, limits=limits)
    rows = np.arange(len(found))
    floors = lowest(table)
    if acceptable:
        floors = tuple(map(max, floors, table.minimums))
        reached = np.ones(len(found), dtype=np.bool_)
        for party, minimum in enumerate(table.minimums):
            reached &= (found.scores[:, party] >= minimum).astype(np.bool_)
        rows = np.flatnonzero(reached)
    columns = [
        [Fraction(score) if scale == 1 else Fraction(score, scale) for score in found.scores[rows, party].tolist()]
        for party, scale in enumerate(table.scales)
    ]
    missing, remainder = None, found.remainder
    if found.planes:
        missing, remainder = _missing(found, found.scores[rows], floors, highest(table), limits)
    packages = zip(found.terms[rows].tolist(), zip(*columns, strict=True), strict=True)
    return Frontier(
        packages=tuple(Package(tuple(options), scores) for options, scores in packages),
        counts=tuple(found.counts[row] for row in rows),
        status=found.status if len(rows) or found.status is not Status.PROVEN else Status.NONE,
        method=found.method,
        remainder=remainder,
        missing=missing,
        counted=found.counted,
    )


def _missing(
    found: Efficient, listed: NDArray[Any], floors: Sequence[int], most: Sequence[int], limits: Limits
) -> tuple[Fraction | None, str]:
    """How much a slice leaves out, in a number and in a sentence."""
    share = left_out(listed, found.planes, floors=floors, ceilings=most, limits=limits)
    if share is None:
        return None, found.remainder
    return share, said(
        "The frontier is too large to list. Each of the {listed} packages listed is proven efficient: it is best of all"
        " under some weights of the parties ({tried} weightings were tried). For every package that is not listed, one"
        " that is listed is worth less to no party by more than {share} % of all that is at stake for it; that is"
        " proven.",
        listed=len(listed),
        tried=len(found.planes),
        share=percent(share),
    )


def percent(share: Fraction) -> str:
    """A share in percent, to one place, rounded up."""
    tenths = ceil(share * 1000)
    return f"{tenths // 10}.{tenths % 10}"
