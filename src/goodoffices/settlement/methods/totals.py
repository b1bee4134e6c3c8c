# SPDX-License-Identifier: Apache-2.0
"""What packages come to, counted in plain from the tables, whatever method found them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.methods.fronts import WORD
from goodoffices.settlement.tables import Tables


ROWS = 4096
"""How many packages are counted in one go."""


def totals(table: Tables, taken: NDArray[np.intp]) -> NDArray[Any]:
    """The whole-number scores of packages, one row each, counted in plain."""
    rows = [option for issue in table.scores for option in issue]
    try:
        every: NDArray[Any] = np.array(rows, dtype=np.int64)
    except OverflowError:
        every = np.array(rows, dtype=object)
    added = sum(abs(bonus.adds) for bonus in table.bonuses) + max((abs(each or 0) for each in table.mosts), default=0)
    if max(int(every.max(initial=0)), -int(every.min(initial=0))) * len(table.sizes) + added >= 1 << WORD:
        every = every.astype(object)
    every = every.reshape(-1, table.parties)
    begins = np.cumsum([0, *table.sizes[:-1]])
    sums: NDArray[Any] = np.zeros((len(taken), table.parties), dtype=every.dtype)
    for some in range(0, len(taken), ROWS):
        here = slice(some, some + ROWS)
        sums[here] = every[taken[here] + begins].sum(axis=1)
    for bonus in table.bonuses:
        holds = np.ones(len(taken), dtype=np.bool_)
        for issue, accepted in bonus.together:
            holds &= np.isin(taken[:, issue], sorted(accepted))
        sums[holds, bonus.party] += bonus.adds
    for party, most in enumerate(table.mosts):
        if most is not None:
            sums[:, party] = np.minimum(sums[:, party], most)
    return sums
