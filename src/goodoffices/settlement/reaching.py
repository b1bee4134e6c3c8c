# SPDX-License-Identifier: Apache-2.0
"""The packages in which no party's gain is below the best that can be had for the worst off: found and proven at once.

The linear relaxation gives each party a price, such that no package's priced gains exceed a bound (weak duality). So a
row of a block that costs more, at these prices, than a demand lies below the bound is in no package that reaches the
demand; few rows are left when the demand is close to the bound. What is left is put together block by block, and what
can no longer reach the demand for some party, or at some mixture of prices, is left behind. The demand is lowered
from the bound on until something reaches it: then everything that does is there, the best for the worst off with all
that are level with it, and that nothing is better is proven by the steps before.

Prices are floats, and only used to leave something behind where a margin far above their error says so; every score
that decides is a whole number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.blocks import Block, blocks
from goodoffices.settlement.integer_program import fits
from goodoffices.settlement.measures import Aim
from goodoffices.settlement.tables import Tables


MOST = 500_000
"""How many beginnings of packages are held at once at the most."""
FIRST = 1 / 4096
"""How far below the bound the first demand lies, as a share of what is at stake at the prices."""
FURTHER = 1.7
"""By how much further each next demand lies."""
MANY = 300
"""With so many beginnings held at once the work grows so fast that the next demand lies less far away:"""
CAREFUL = 1.2
ROUNDS = 60
"""How often rows are added to the relaxation at the most; prices from a relaxation with fewer rows are still prices."""
SHORT = 8
"""Up to so many rows of a block are in the relaxation from the beginning."""
MARGIN = 1e-9
"""The share of the largest sum by which two floats have to differ to be told apart; their error is below 1e-13."""

Scores = NDArray[np.int64]
Prices = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reached:
    """All packages that reach a demand for which there are any: of efficient ones none is missing.

    Nothing: it is proven that no package reaches the minimums.
    """

    terms: NDArray[np.intp]
    scores: Scores
    most: int = 0
    """How many beginnings were held at once."""


class TooManyError(Exception):
    """More beginnings of packages than are held at once."""


def reached(aim: Aim, table: Tables, *, limits: Limits) -> Reached | None:
    """Give the packages with the largest smallest gain, and more; None where that would take too long this way.

    The aim's units say in what gains are counted; parties without a unit have to reach their minimums, as all have.
    """
    who = [party for party, unit in enumerate(aim.units) if unit > 0]
    parts = blocks(table) if who and fits(table) else None
    if parts is None or any(not len(part.terms) for part in parts):
        return None
    found = _relaxed(aim, table, parts, who)
    if found is None:
        return None
    prices, bound = found
    stake = max(float(sum(np.ptp(part.scores @ prices) for part in parts)), MARGIN)
    below = FIRST * stake
    while not limits.spent():
        demands = _demands(aim, table, Fraction(bound - below))
        try:
            reaching = _reaching(demands, parts, prices, limits)
        except TooManyError:
            return None
        if len(reaching.terms) or (demands == np.array(table.minimums, dtype=np.int64)).all():
            return reaching
        if below > stake:
            return None  # nothing near the bound: integer programs say it better
        below *= FURTHER if reaching.most < MANY else CAREFUL
    return None


def _demands(aim: Aim, table: Tables, gain: Fraction) -> Scores:
    """The least whole-number score of each party that gains so much and reaches its minimum."""
    least = [
        max(minimum, aim.at_least(party, gain)) if unit else minimum
        for party, (minimum, unit) in enumerate(zip(table.minimums, aim.units, strict=True))
    ]
    return np.array(least, dtype=np.int64)


def _relaxed(aim: Aim, table: Tables, parts: Sequence[Block], who: Sequence[int]) -> tuple[Prices, float] | None:
    """Solve the dual of the relaxation: prices of the parties' points, and the bound on the smallest gain.

    A party's price has a part for its gain, of which the priced units come to 1, and a part for its minimum. Rows come
    in where they are the best of their block at the prices so far (cutting planes, Kelley 1960). None where the solver
    gives up.
    """
    from ortools.linear_solver import pywraplp  # noqa: PLC0415 - loads slowly, and few need it

    parties = range(table.parties)
    units = [float(aim.units[party]) if party in who else 0.0 for party in parties]
    solver = pywraplp.Solver.CreateSolver("GLOP")
    gains = [solver.NumVar(0, solver.infinity() if units[party] else 0, "") for party in parties]
    floors = [solver.NumVar(0, solver.infinity(), "") for _ in parties]
    worth = [solver.NumVar(-solver.infinity(), solver.infinity(), "") for _ in parts]
    solver.Add(sum(gains[party] * units[party] for party in who) == 1)
    solver.Minimize(
        sum(worth)
        - sum(gain * float(base) for gain, base in zip(gains, aim.base, strict=True))
        - sum(floor * float(minimum) for floor, minimum in zip(floors, table.minimums, strict=True))
    )
    prices: Prices = np.array([1 / len(who) / unit if unit else 0.0 for unit in units])
    bound = inf
    taken: list[set[int]] = [set() for _ in parts]
    for _ in range(ROUNDS):
        added = 0
        for number, part in enumerate(parts):
            for row in (
                range(len(part.scores)) if len(part.scores) <= SHORT else (int(np.argmax(part.scores @ prices)),)
            ):
                if row not in taken[number]:
                    taken[number].add(row)
                    priced = zip(gains, floors, part.scores[row].tolist(), strict=True)
                    solver.Add(worth[number] >= sum((gain + floor) * float(score) for gain, floor, score in priced))
                    added += 1
        if not added:
            break
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        gain_prices = np.array([max(0.0, each.solution_value()) for each in gains])
        floor_prices = np.array([max(0.0, each.solution_value()) for each in floors])
        weight = float(gain_prices @ np.array(units))
        prices = (gain_prices + floor_prices) / weight
        bound = (
            float(sum(float((part.scores @ prices).max()) for part in parts))
            - float(gain_prices @ np.array([float(base) for base in aim.base])) / weight
            - float(floor_prices @ np.array(table.minimums, dtype=np.float64)) / weight
        )
    return prices, bound


def _mixtures(prices: Prices, demands: Scores) -> Prices:
    """The prices, each party by itself, and the prices with one party's doubled or halved: one column each."""
    scale = prices.sum() or 1.0
    found = [prices / scale]
    for party in range(len(prices)):
        alone = np.zeros(len(prices))
        alone[party] = 1
        found.append(alone)
        for factor in (0.5, 2.0):
            mixed = prices / scale
            mixed[party] *= factor
            found.append(mixed)
    assert len(demands) == len(prices)  # noqa: S101 - both have one number for each party
    return np.array(found).T


def _reaching(demands: Scores, parts: Sequence[Block], prices: Prices, limits: Limits) -> Reached:
    """Give every package of the blocks' rows that reaches the demands."""
    ways = _mixtures(prices, demands)
    parties = len(prices)
    size = max(sum(float(np.abs(part.scores).max()) for part in parts), float(np.abs(demands).max()), 1.0)
    margin = size * MARGIN * parties
    kept = _narrowed(demands, parts, ways[:, 0], margin)
    if kept is None:
        return _nothing(parts, parties)
    priced = [(part.scores[rows] @ ways) for part, rows in zip(parts, kept, strict=True)]
    order = sorted(range(len(parts)), key=lambda place: -_spread(parts[place].scores[kept[place]]))
    rest = np.cumsum(np.array([priced[place].max(axis=0) for place in order][::-1]), axis=0)[::-1]
    least = demands.astype(np.float64) @ ways - margin
    sums: Scores = np.zeros((1, parties), dtype=np.int64)
    value: Prices = np.zeros((1, ways.shape[1]))
    steps: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    most = 1
    for number, place in enumerate(order):
        after = rest[number + 1] if number + 1 < len(order) else np.zeros(ways.shape[1])
        needed = least - after
        parents, choices = _pairs(value, priced[place], needed)
        if limits.spent():
            raise TooManyError
        value = value[parents] + priced[place][choices]
        sums = sums[parents] + parts[place].scores[kept[place]][choices]
        steps.append((parents, choices))
        most = max(most, len(parents))
    good = (sums >= demands).all(axis=1)
    rows = np.flatnonzero(good)
    terms = np.zeros((len(rows), sum(len(part.issues) for part in parts)), dtype=np.intp)
    for place, (parents, choices) in zip(reversed(order), reversed(steps), strict=True):
        terms[:, parts[place].issues] = parts[place].terms[kept[place][choices[rows]]]
        rows = parents[rows]
    return Reached(terms, sums[good], most)


def _narrowed(demands: Scores, parts: Sequence[Block], prices: Prices, margin: float) -> list[NDArray[np.intp]] | None:
    """The rows of each block that some package reaching the demands may take; None where some block has none."""
    worths = [part.scores @ prices for part in parts]
    spare = sum(float(worth.max()) for worth in worths) - float(demands.astype(np.float64) @ prices) + margin
    kept = [np.flatnonzero(worth >= worth.max() - spare) for worth in worths]
    return kept if spare >= 0 else None


def _spread(scores: Scores) -> float:
    return float(np.ptp(scores, axis=0).max(initial=0)) if len(scores) > 1 else inf


def _pairs(value: Prices, priced: Prices, needed: Prices) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which beginnings go on with which rows, so that at every mixture of prices enough can still be reached."""
    parents: list[NDArray[np.intp]] = []
    choices: list[NDArray[np.intp]] = []
    total = 0
    for row, worth in enumerate(priced):
        alive = np.flatnonzero(value[:, 0] >= needed[0] - worth[0])
        for way in range(1, value.shape[1]):
            if not len(alive):
                break
            alive = alive[value[alive, way] >= needed[way] - worth[way]]
        total += len(alive)
        if total > MOST:
            raise TooManyError
        parents.append(alive)
        choices.append(np.full(len(alive), row, dtype=np.intp))
    return np.concatenate(parents), np.concatenate(choices)


def _nothing(parts: Sequence[Block], parties: int) -> Reached:
    issues = sum(len(part.issues) for part in parts)
    return Reached(np.zeros((0, issues), dtype=np.intp), np.zeros((0, parties), dtype=np.int64))
