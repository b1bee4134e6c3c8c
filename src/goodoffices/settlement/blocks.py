# SPDX-License-Identifier: Apache-2.0
"""Blocks: issues that hang together through interactions or dependencies, as one list of all that they can be together.

Blocks are independent of one another: a package takes one row of each, and its score is the sum of theirs. Rows that
break a dependency are left out, and so are rows that another row of the block betters, since no package that takes one
of them is efficient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.dominance import efficient
from goodoffices.settlement.frontier import totals
from goodoffices.settlement.listing import every, keeping
from goodoffices.settlement.tables import Tables


ROWS = 100_000
"""Up to so many combinations of a block are listed."""


@dataclass(frozen=True, slots=True)
class Block:
    """What some issues can be together: efficient rows only."""

    issues: tuple[int, ...]
    terms: NDArray[np.intp]
    """One row for each combination, one column for each of the issues."""
    scores: NDArray[np.int64]
    """What each row adds to each party's whole-number score."""


def blocks(table: Tables) -> tuple[Block, ...] | None:
    """Cut the tables into blocks; None where one is too long to list."""
    made = []
    for issues in _together(table):
        if prod(table.sizes[issue] for issue in issues) > ROWS:
            return None
        made.append(_block(table, issues))
    return tuple(made)


def _together(table: Tables) -> Iterator[tuple[int, ...]]:
    """The issues in groups of which no interaction and no dependency speaks across."""
    leaders = list(range(len(table.sizes)))

    def leader(issue: int) -> int:
        while leaders[issue] != issue:
            issue = leaders[issue]
        return issue

    spoken = [bonus.together for bonus in table.bonuses] + [bounds.of for bounds in table.bounds]
    for literals in spoken:
        for issue, _options in literals[1:]:
            leaders[leader(issue)] = leader(literals[0][0])
    groups: dict[int, list[int]] = {}
    for issue in range(len(table.sizes)):
        groups.setdefault(leader(issue), []).append(issue)
    return (tuple(group) for group in groups.values())


def _block(table: Tables, issues: tuple[int, ...]) -> Block:
    places = {issue: place for place, issue in enumerate(issues)}
    part = replace(
        table,
        sizes=tuple(table.sizes[issue] for issue in issues),
        scores=tuple(table.scores[issue] for issue in issues),
        bonuses=tuple(
            replace(bonus, together=tuple((places[issue], options) for issue, options in bonus.together))
            for bonus in table.bonuses
            if any(issue in places for issue, _options in bonus.together)
        ),
        bounds=tuple(
            replace(bounds, of=tuple((places[issue], options) for issue, options in bounds.of))
            for bounds in table.bounds
            if any(issue in places for issue, _options in bounds.of)
        ),
    )
    terms = every(part)
    terms = terms[keeping(terms, part.bounds)]
    scores = totals(part, terms).astype(np.int64)
    rows = _unbettered(scores)
    return Block(issues, terms[rows], scores[rows])


def _unbettered(scores: NDArray[np.int64]) -> NDArray[np.intp]:
    """The rows that no other betters; all that are level are kept."""
    if len(scores) <= 1:
        return np.arange(len(scores))
    distinct, places = np.unique(scores, axis=0, return_inverse=True)
    falling = distinct[::-1] - distinct.min(axis=0)
    kept = efficient(list(falling.T))[::-1]
    found: NDArray[np.intp] = np.flatnonzero(kept[places.ravel()])
    return found
