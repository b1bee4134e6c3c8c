# SPDX-License-Identifier: Apache-2.0
"""Trades (logrolling): one side gives way on one issue, the other on another, and all are better off than before.

Two issues are a trade when the parties weigh them differently: what each gives is worth less to it than what it gets
(Froman and Cohen 1970; Raiffa, The Art and Science of Negotiation, 1982, chapter 11). Of every two issues the best
trade from where the package stands is found, by looking at all of their options, and the trades are ranked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from goodoffices.settlement.methods.integer_program import highest, lowest
from goodoffices.settlement.moves import Move, Shift, Standing
from goodoffices.settlement.packages import Terms, fitting
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables


@dataclass(frozen=True, slots=True)
class Trade:
    """Moves that are made together, each on another issue."""

    moves: tuple[Move | Shift, ...]
    gains: tuple[Fraction, ...]
    """What the moves together are worth to each party, in its points; none loses, and each that gives way gains."""
    alone: tuple[tuple[Fraction, ...], ...]
    """What each move by itself is worth to each party: each hurts somebody, or it would need no trade."""

    def rate(self, party: int) -> Fraction | None:
        """How many points a party gets in all for each that it gives; None: it gives nothing."""
        given = sum((-move[party] for move in self.alone if move[party] < 0), Fraction(0))
        return (self.gains[party] + given) / given if given else None


def trades(scenario: Scenario, terms: Terms, most: int = 10, *, of: int = 2) -> tuple[Trade, ...]:
    """Give the best trade between each two issues from a package, ranked by the smallest gain, then the next smallest.

    Gains are compared as shares of what each party could gain or lose in all, since points of two parties are not the
    same thing. Each move alone makes some party worse off, and not all the same ones; together they make none worse
    off, and better off every party that one of them alone would hurt. With `of` 3, trades between each three issues of
    which no two are enough, as when three parties give way in a ring; the time grows with that power of the number of
    issues. Raises ValueError for fewer than 2.

    >>> from goodoffices.settlement import Issue, Option, Preferences
    >>> options = (Option(id="no"), Option(id="yes"))
    >>> issues = (Issue(id="pay", options=options), Issue(id="hours", options=options))
    >>> parties = (
    ...     Preferences(id="union", values={"pay": {"yes": Fraction(5)}, "hours": {"yes": Fraction(-2)}}),
    ...     Preferences(id="firm", values={"pay": {"yes": Fraction(-1)}, "hours": {"yes": Fraction(4)}}),
    ... )
    >>> best = trades(Scenario(issues=issues, parties=parties), (0, 0))[0]
    >>> [str(gain) for gain in best.gains], str(best.rate(0))  # the union gets 5 for 2
    (['3', '3'], '5/2')
    """
    if of < 2:  # noqa: PLR2004 - one move is no trade
        raise ValueError("a trade is between two issues or more")
    terms = fitting(scenario, terms)
    if any(issue.continuous for issue in scenario.issues):
        from goodoffices.settlement.ranges.trades import exchanges  # noqa: PLC0415 - it stands on this module

        ranked = sorted(exchanges(scenario, terms, of), key=lambda pair: pair[1], reverse=True)
        return tuple(Trade(each.moves, each.gains, each.alone) for each, _shares_of_it in ranked[:most])
    standing = Standing(scenario, tuple(map(int, terms)))
    at_stake = spans(standing.tables)
    costly = [
        [(move, change) for move in standing.moves(issue) if min(change := standing.change(move)) < 0]
        for issue in range(len(scenario.issues))
    ]
    found = []
    for issues in combinations(range(len(scenario.issues)), of):
        between = _between(standing, [costly[issue] for issue in issues])
        best = max(between, key=lambda each: _shares(each[1], at_stake), default=None)
        if best is not None:
            found.append(best)
    found.sort(key=lambda each: _shares(each[1], at_stake), reverse=True)
    points = standing.tables.points
    return tuple(
        Trade(moves, points(gains), tuple(points(standing.change(move)) for move in moves))
        for moves, gains in found[:most]
    )


def _between(
    standing: Standing, offered: list[list[tuple[Move, tuple[int, ...]]]]
) -> Iterator[tuple[tuple[Move, ...], tuple[int, ...]]]:
    """Every trade of one of the moves offered on each of some issues, and what it is worth in whole numbers."""
    for taken in product(*offered):
        moves = tuple(move for move, _change in taken)
        gains = standing.change(*moves)
        if min(gains) < 0:
            continue
        hurt = {frozenset(party for party, change in enumerate(changes) if change < 0) for _move, changes in taken}
        if len(hurt) == 1 or any(gains[party] <= 0 for party in frozenset.union(*hurt)):
            continue
        fewer = (some for size in range(2, len(moves)) for some in combinations(moves, size))
        if standing.allowed(*moves) and all(min(standing.change(*some)) < 0 for some in fewer):
            yield moves, gains


def spans(table: Tables) -> tuple[int, ...]:
    """How far each party's whole-number score can move over all issues, at least 1."""
    return tuple(high - low or 1 for high, low in zip(highest(table), lowest(table), strict=True))


def _shares(gains: tuple[int, ...], at_stake: tuple[int, ...]) -> list[Fraction]:
    return sorted(Fraction(gain, span) for gain, span in zip(gains, at_stake, strict=True))
