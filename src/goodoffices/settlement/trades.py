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
from itertools import combinations

from goodoffices.settlement.moves import Move, Standing
from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Trade:
    """Two moves that are made together."""

    moves: tuple[Move, Move]
    gains: tuple[Fraction, ...]
    """What both moves together are worth to each party, in its points; none loses, and each that gives way gains."""
    alone: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]
    """What each move by itself is worth to each party: each hurts somebody, or it would need no trade."""


def trades(scenario: Scenario, terms: tuple[int, ...], most: int = 10) -> tuple[Trade, ...]:
    """Give the best trade between each two issues from a package, ranked by the smallest gain, then the next smallest.

    Gains are compared as shares of what each party could gain or lose in all, since points of two parties are not the
    same thing. Each move alone makes some party worse off, and not only the same one; together they make none worse
    off, and better off every party that one of them alone would hurt.
    """
    standing = Standing(scenario, terms)
    spans = _spans(standing)
    found = []
    for first, second in combinations(range(len(scenario.issues)), 2):
        best = max(_between(standing, first, second), key=lambda each: _shares(each[2], spans), default=None)
        if best is not None:
            found.append(best)
    found.sort(key=lambda each: _shares(each[2], spans), reverse=True)
    points = standing.tables.points
    return tuple(
        Trade((one, other), points(gains), (points(standing.change(one)), points(standing.change(other))))
        for one, other, gains in found[:most]
    )


def _between(standing: Standing, first: int, second: int) -> Iterator[tuple[Move, Move, tuple[int, ...]]]:
    seconds = [(move, standing.change(move)) for move in standing.moves(second)]
    for one in standing.moves(first):
        change = standing.change(one)
        if min(change) >= 0:
            continue
        for other, back in seconds:
            if min(back) >= 0:
                continue
            gains = standing.change(one, other)
            hurt = [party for party in range(len(gains)) if change[party] < 0 or back[party] < 0]
            crossed = any(change[party] < 0 for party in hurt if back[party] >= 0)
            if min(gains) >= 0 and crossed and all(gains[party] > 0 for party in hurt) and standing.allowed(one, other):
                yield one, other, gains


def _spans(standing: Standing) -> tuple[int, ...]:
    """How far each party's whole-number score can move over all issues, at least 1."""
    table = standing.tables
    spans = [
        sum(max(option[party] for option in issue) - min(option[party] for option in issue) for issue in table.scores)
        + sum(abs(bonus.adds) for bonus in table.bonuses if bonus.party == party)
        for party in range(table.parties)
    ]
    return tuple(span or 1 for span in spans)


def _shares(gains: tuple[int, ...], spans: tuple[int, ...]) -> list[Fraction]:
    return sorted(Fraction(gain, span) for gain, span in zip(gains, spans, strict=True))
