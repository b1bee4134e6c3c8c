# SPDX-License-Identifier: Apache-2.0
"""Pieces: what a package is put together from, each piece a list of what one or a few issues can be.

Issues that hang together through interactions or dependencies are one piece where all that they can be together is
short enough to list: rows that break a dependency are left out, and so are rows that another row of the piece betters,
since no package that takes one of them is efficient. Where the list would be too long each issue is a piece by itself,
and what hangs together is said by ties: linear demands on what is taken, as in an integer program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.methods.dominance import efficient
from goodoffices.settlement.methods.listing import every, keeping
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.tables import Bonus, Literal, Tables


LISTED = 100_000
"""Up to so many combinations of some issues are listed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What some issues can be together."""

    issues: tuple[int, ...]
    terms: NDArray[np.intp]
    """One row for each combination, one column for each of the issues."""
    scores: NDArray[np.int64]
    """What each row adds to each party's whole-number score."""
    tied: NDArray[np.int64]
    """What each row counts in each tie."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A linear demand on options and on the interactions' own variables: that they come to at least so much."""

    options: tuple[tuple[Literal, int], ...]
    joint: tuple[tuple[int, int], ...]
    """The numbers of interactions that the ties hold, with a weight each."""
    least: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """A scenario in pieces, and what ties some of them."""

    pieces: tuple[Piece, ...]
    ties: tuple[Tie, ...]
    bonuses: tuple[Bonus, ...]
    """The interactions that no piece has taken in."""
    largest: tuple[int, ...]
    """For each party, the largest that the pieces' rows can come to, whatever their signs."""


def cut(table: Tables) -> Pieces:
    """Cut the tables into pieces."""
    groups = list(together(table))
    loose = {issue for group in groups if prod(table.sizes[issue] for issue in group) > LISTED for issue in group}
    bonuses = tuple(bonus for bonus in table.bonuses if any(issue in loose for issue, _ in bonus.together))
    ties: list[Tie] = []
    for bounds in table.bounds:
        if any(issue in loose for issue, _ in bounds.of):
            ties.append(Tie(tuple((literal, 1) for literal in bounds.of), (), bounds.least))
            ties.append(Tie(tuple((literal, -1) for literal in bounds.of), (), -bounds.most))
    ties += _interactions(bonuses)
    alone = [(issue,) for issue in sorted(loose)]
    grouped = [_piece(table, group, len(ties)) for group in groups if group[0] not in loose]
    pieces = (*grouped, *(_loose(table, group[0], ties) for group in alone))
    largest = sum((np.abs(piece.scores).max(axis=0, initial=0) for piece in pieces), np.zeros(table.parties, np.int64))
    return Pieces(pieces, tuple(ties), bonuses, tuple(largest.tolist()))


def _interactions(bonuses: Sequence[Bonus]) -> list[Tie]:
    """What an interaction's variable is at most where it adds, and at least where it takes away."""
    ties = []
    for number, bonus in enumerate(bonuses):
        if bonus.adds > 0:
            ties += [Tie(((literal, 1),), ((number, -1),), 0) for literal in bonus.together]
        else:
            together = tuple((literal, -1) for literal in bonus.together)
            ties.append(Tie(together, ((number, 1),), 1 - len(together)))
    return ties


def together(table: Tables) -> Iterator[tuple[int, ...]]:
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


def part(table: Tables, issues: Sequence[int]) -> Tables:
    """The tables of some issues of which nothing speaks together with others."""
    places = {issue: place for place, issue in enumerate(issues)}
    return replace(
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


def _piece(table: Tables, issues: tuple[int, ...], ties: int) -> Piece:
    own = part(table, issues)
    terms = every(own)
    terms = terms[keeping(terms, own.bounds)]
    scores = totals(own, terms).astype(np.int64)
    rows = _unbettered(scores)
    return Piece(issues, terms[rows], scores[rows], np.zeros((len(rows), ties), dtype=np.int64))


def _loose(table: Tables, issue: int, ties: Sequence[Tie]) -> Piece:
    size = table.sizes[issue]
    tied = np.zeros((size, len(ties)), dtype=np.int64)
    for number, tie in enumerate(ties):
        for (at, accepted), weight in tie.options:
            if at == issue:
                tied[sorted(accepted), number] += weight
    return Piece((issue,), np.arange(size)[:, None], np.array(table.scores[issue], dtype=np.int64), tied)


def _unbettered(scores: NDArray[np.int64]) -> NDArray[np.intp]:
    """The rows that no other betters; all that are level are kept."""
    if len(scores) <= 1:
        return np.arange(len(scores))
    distinct, places = np.unique(scores, axis=0, return_inverse=True)
    falling = distinct[::-1] - distinct.min(axis=0)
    kept = efficient(list(falling.T))[::-1]
    found: NDArray[np.intp] = np.flatnonzero(kept[places.ravel()])
    return found
