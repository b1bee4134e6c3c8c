# SPDX-License-Identifier: Apache-2.0
"""All packages where they are few, or all that are efficient where these can be listed: what answers are read off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.methods.integer_program import fits
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.tables import Bounds, Tables


FEW = 50_000
"""Up to so many packages are all looked at."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Packages that keep the dependencies, among them all that are efficient."""

    terms: NDArray[np.intp]
    scores: NDArray[Any]
    """Whole-number scores, a row for each package, a column for each party."""
    every: bool
    """Whether packages that are level with one another in every score are all there."""
    method: str


def few(table: Tables) -> bool:
    """Whether all packages can be looked at."""
    return prod(table.sizes) <= FEW


def listing(table: Tables, *, limits: Limits) -> Listing | None:
    """Give the packages to read answers off; None where there are too many."""
    if few(table):
        terms = every(table)
        terms = terms[keeping(terms, table.bounds)]
        return Listing(terms, totals(table, terms), True, "enumeration")  # noqa: FBT003 - named in the class
    short = table.parties <= 2 and not table.bonuses and not table.bounds  # noqa: PLR2004 - always short enough to list
    if not short and fits(table):  # of numbers too large for the solver the frontier is all there is to go by
        return None
    found = efficient(table, limits=limits)
    if found.status is not Status.PROVEN:
        return None
    return Listing(found.terms, found.scores, found.counted and max(found.counts, default=1) == 1, found.method)


def every(table: Tables) -> NDArray[np.intp]:
    """Every combination of options, one row each."""
    count = prod(table.sizes)
    return np.indices(table.sizes, dtype=np.intp).reshape(len(table.sizes), count).T


def keeping(terms: NDArray[np.intp], bounds: Sequence[Bounds]) -> NDArray[np.bool_]:
    """Which packages keep the dependencies."""
    kept = np.ones(len(terms), dtype=np.bool_)
    for each in bounds:
        count = np.zeros(len(terms), dtype=np.intp)
        for issue, options in each.of:
            count += np.isin(terms[:, issue], sorted(options))
        kept &= (count >= each.least) & (count <= each.most)
    return kept
