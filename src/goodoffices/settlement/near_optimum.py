# SPDX-License-Identifier: Apache-2.0
"""The packages of a concept out of all those that come near the optimum of the linear relaxation.

Whatever a concept prefers to a package meets some demands that the package meets: no smaller smallest gain, no smaller
sum, or, for a product, a weighted sum of gains that the inequality of the means gives. So once all packages that meet
the demands of one package are gathered (`relaxation`), the best of them are the best there are, and all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Concept, Limits
from goodoffices.settlement.frontier import totals
from goodoffices.settlement.listing import Listing
from goodoffices.settlement.measures import Aim
from goodoffices.settlement.nash import root_above
from goodoffices.settlement.relaxation import STATES, Cut, Relaxation, Row, suits
from goodoffices.settlement.tables import Tables


METHOD = "linear relaxation"
WEIGHT = 1 << 12
"""How finely the weights of gains are rounded."""
ROUNDS = 60
MIXINGS = 200
CLOSE = 3e-6
LEAST = 0.5
"""Gains below that are none: whole numbers begin at 1."""
PACE = ((200, 3.0), (1000, 1.6), (5000, 1.3), (STATES, 1.15))
"""By what the distance from the optimum grows, where so many beginnings were followed and no package was found."""


def near_optimum(aim: Aim, table: Tables, *, limits: Limits) -> Listing | None:
    """Give packages among which are all that are best by a concept, ideals included; None: not to be had this way.

    Never None because there is no such package: that, too, is left to others to prove.
    """
    if not suits(table):
        return None
    match aim.concept:
        case Concept.NASH:
            terms = _nash(table, limits)
        case Concept.UTILITARIAN:
            each = [weight / scale for weight, scale in zip(aim.weights, table.scales, strict=True)]
            common = lcm(*(number.denominator for number in each))
            terms = highest(table, [int(number * common) for number in each], limits=limits)
        case _:
            terms = _levels(aim, table, limits)
    return None if terms is None else Listing(terms, totals(table, terms), True, METHOD)  # noqa: FBT003 - as listed


def highest(table: Tables, weights: Sequence[int], *, limits: Limits) -> NDArray[np.intp] | None:
    """Gather acceptable packages, among them all with the largest weighted sum of whole-number scores."""
    rows = [*_minimums(table), Row(tuple(weights), 0, 1)]
    return _widen(Relaxation(table, rows), lambda step: [*table.minimums, floor(step)], limits, first=1 / WEIGHT)


def _minimums(table: Tables, more: int = 0) -> list[Row]:
    return [_alone(table, party, minimum + more) for party, minimum in enumerate(table.minimums)]


def _alone(table: Tables, party: int, least: float, rate: float = 0) -> Row:
    return Row(tuple(int(each == party) for each in range(table.parties)), least, rate)


def _levels(aim: Aim, table: Tables, limits: Limits) -> NDArray[np.intp] | None:
    rows = [
        _alone(table, party, float(base), float(unit))
        for party, (base, unit) in enumerate(zip(aim.base, aim.units, strict=True))
    ]

    def least(step: Fraction) -> list[int]:
        reach = [aim.at_least(party, step) for party in range(table.parties)]
        return [*reach, *table.minimums]

    if not any(aim.units):
        return None
    return _widen(Relaxation(table, [*rows, *_minimums(table)]), least, limits, first=4 / float(max(aim.units)))


def _widen(
    relaxation: Relaxation, least: Callable[[Fraction], list[int]], limits: Limits, *, first: float
) -> NDArray[np.intp] | None:
    """Gather packages at a growing distance below the relaxation's optimum until there are some."""
    top = relaxation.highest_step()
    if top is None:
        return None
    optimum, cut = top
    distance, empty, narrowed = max(first, abs(optimum) * 1e-9), 0.0, False
    for _ in range(ROUNDS):
        if limits.spent():
            return None
        step = Fraction(optimum - distance)
        found = relaxation.gather(least(step), [*_aside(relaxation, optimum - distance), cut], limits=limits)
        if found is None:
            return None
        if found.terms is not None and len(found.terms):
            return found.terms
        if found.terms is None:
            if empty == 0 or narrowed:
                return None
            narrowed, distance = True, (empty * distance) ** 0.5
        else:
            empty = distance
            distance *= next(factor for most, factor in PACE if found.most <= most)
    return None


def _aside(relaxation: Relaxation, step: float) -> Iterator[Cut]:
    """For each row, the multipliers that say how far it alone could go while the others are met."""
    for row in range(relaxation.rows):
        found = relaxation.highest_sum(step, {row: 1.0})
        if found is not None:
            yield found[1]


def _nash(table: Tables, limits: Limits) -> NDArray[np.intp] | None:
    gains = _balanced(table)
    if gains is None:
        return None
    count = len(gains)
    weights = [max(round(float(WEIGHT * max(gains) / gain)), 1) for gain in gains]
    base = sum(weight * minimum for weight, minimum in zip(weights, table.minimums, strict=True))
    relaxation = Relaxation(table, [*_minimums(table, 1), Row(tuple(weights), base, 1)])

    def least(step: Fraction) -> list[int]:
        return [*(minimum + 1 for minimum in table.minimums), base + ceil(step)]

    found = _widen(relaxation, least, limits, first=count * WEIGHT * max(gains) * 1e-7)
    if found is None:
        return None
    product = max(map(prod, (totals(table, found) - np.array(table.minimums)).tolist()))
    needed = root_above(count**count * prod(weights) * product, count)
    top = relaxation.highest_step()
    if top is None:
        return None
    again = relaxation.gather(least(Fraction(needed)), [top[1]], limits=limits)
    return None if again is None else again.terms


def _balanced(table: Tables) -> list[float] | None:
    """Gains with about the largest product in the relaxation, where packages may be mixed.

    Packages are mixed so that the product is largest (Cover 1984), and the package that would add most is mixed in.
    """
    relaxation = Relaxation(table, _minimums(table, 1))
    minimums = np.array(table.minimums, dtype=np.float64)
    weights = dict.fromkeys(range(table.parties), 1.0)
    met: list[NDArray[Any]] = []
    parts = np.zeros(0)
    gains = np.ones(table.parties)
    for _ in range(ROUNDS):
        found = relaxation.highest_sum(0.0, weights)
        if found is None:
            return None
        vector = np.array([score.solution_value() for score in relaxation.scores]) - minimums
        vector = np.maximum(vector, 1)  # as is demanded, which the solver keeps of large numbers only roughly
        if met and float((vector / gains).sum()) < table.parties * (1 + CLOSE):
            break
        met.append(vector)
        parts = np.append(parts * 0.9, 0.1 if len(parts) else 1.0)
        vectors = np.array(met)
        for _ in range(MIXINGS):
            gains = np.maximum(parts @ vectors, 1e-9)
            parts = parts * (vectors / gains).mean(axis=1)
        gains = np.maximum(parts @ vectors, 1e-9)
        weights = {party: float(gains.max() / gain) for party, gain in enumerate(gains)}
    return [float(gain) for gain in gains] if met and gains.min() >= LEAST else None
