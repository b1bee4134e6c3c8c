# SPDX-License-Identifier: Apache-2.0
"""What each concept measures of score vectors, in exact numbers, and which vectors of a list are best by it.

A concept is given once, as an `Aim`: the scores from which gains are counted and the unit of each party's gain. The
listed cases (`best_rows`) and the integer programs (`levels`, `nash`) both go by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Concept
from goodoffices.settlement.tables import Tables


Rows = NDArray[np.intp]
WORD = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is asked for, on the whole-number scores of the tables."""

    concept: Concept
    base: tuple[Fraction, ...]
    """The whole-number scores from which gains are counted; a fraction only where a baseline is one."""
    units: tuple[Fraction, ...]
    """By how many whole-number points a gain grows by one: the party's scale, or its ideal gain. 0: nothing to gain."""
    weights: tuple[Fraction, ...] = ()
    """What a party's own points weigh in a weighted sum."""

    def gain(self, party: int, score: int) -> Fraction:
        """A party's gain in its unit; 1, the whole of its ideal, for a party that has nothing to gain."""
        unit = self.units[party]
        return (score - self.base[party]) / unit if unit else Fraction(1)

    def at_least(self, party: int, gain: Fraction) -> int:
        """The least whole-number score that gains so much."""
        return ceil(self.base[party] + gain * self.units[party])

    def above(self, party: int, gain: Fraction) -> int:
        """The least whole-number score that gains more than that."""
        return floor(self.base[party] + gain * self.units[party]) + 1

    def value(self, table: Tables, scores: Sequence[int]) -> tuple[Fraction, ...]:
        """What the concept measures of a package, as a certificate states it."""
        gains = [self.gain(party, score) for party, score in enumerate(scores)]
        return value_of(self.concept, gains, self.weights, table.points(tuple(scores)))


def value_of(
    concept: Concept, gains: Sequence[Fraction], weights: Sequence[Fraction], points: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """What a concept measures of a package, as a certificate states it: of its gains, or its weighted scores."""
    match concept:
        case Concept.NASH:
            gaining = [gain for gain in gains if gain > 0]
            return (prod(gaining, start=Fraction(1)) if gaining else Fraction(0),)
        case Concept.UTILITARIAN:
            return (sum((weight * score for weight, score in zip(weights, points, strict=True)), Fraction(0)),)
        case Concept.EGALITARIAN:
            return (min(gains),)
        case _:
            return tuple(sorted(gains))


def best_rows(aim: Aim, table: Tables, scores: NDArray[Any]) -> Rows:
    """Where the best vectors by the concept stand in a list of all that reach the minimums; efficient ones only."""
    match aim.concept:
        case Concept.NASH:
            rows = _nash(table, scores)
        case Concept.UTILITARIAN:
            whole = _whole([w / s for w, s in zip(aim.weights, table.scales, strict=True)])
            sums = (scores.astype(object) * np.array(whole, dtype=object)).sum(axis=1)
            rows = np.flatnonzero(sums == sums.max())
        case _:
            rows = _leximin(aim, scores)
    if aim.concept is Concept.EGALITARIAN or 0 in aim.weights:
        rows = rows[undominated(scores[rows])]
    return rows


def undominated(scores: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows no other row is at least as good as for all and better for one."""
    distinct, places = np.unique(scores, axis=0, return_inverse=True) if scores.dtype != object else _distinct(scores)
    keep = np.ones(len(distinct), dtype=np.bool_)
    order = np.argsort(-distinct.astype(object).sum(axis=1), kind="stable")
    for place in order:
        if keep[place]:
            beaten = np.asarray((distinct <= distinct[place]).all(axis=1), dtype=np.bool_)
            beaten[place] = False
            keep &= ~beaten
    kept: NDArray[np.bool_] = keep[places.ravel()]
    return kept


def _distinct(scores: NDArray[Any]) -> tuple[NDArray[Any], Rows]:
    found: dict[tuple[int, ...], int] = {}
    places = np.array([found.setdefault(tuple(row), len(found)) for row in scores], dtype=np.intp)
    return np.array(list(found), dtype=object).reshape(len(found), scores.shape[1]), places


def _nash(table: Tables, scores: NDArray[Any]) -> Rows:
    gains = scores - np.array(table.minimums, dtype=scores.dtype)
    gaining = np.asarray(gains > 0, dtype=np.bool_)
    counts = gaining.sum(axis=1)
    rows = np.flatnonzero(counts == counts.max())
    products = np.ones(len(rows), dtype=object)
    for party, scale in enumerate(table.scales):
        # A party without a gain counts its scale, so that products are compared in points whoever gains.
        products = products * np.where(gaining[rows, party], gains[rows, party].astype(object), scale)
    return rows[np.asarray(products == products.max(), dtype=np.bool_)]


def _leximin(aim: Aim, scores: NDArray[Any]) -> Rows:
    who = [party for party, unit in enumerate(aim.units) if unit]
    if not who:
        return np.arange(len(scores))
    common = 1
    for party in who:
        common = lcm(common, (1 / aim.units[party]).denominator, (aim.base[party] / aim.units[party]).denominator)
    factors = [int(common / aim.units[party]) for party in who]
    shifts = [int(common * aim.base[party] / aim.units[party]) for party in who]
    largest = max(
        int(abs(scores[:, party]).max()) * f + abs(s) for party, f, s in zip(who, factors, shifts, strict=True)
    )
    number: type = np.int64 if largest.bit_length() <= WORD else object
    gains: NDArray[Any] = np.column_stack(
        [scores[:, party].astype(number) * f - s for party, f, s in zip(who, factors, shifts, strict=True)]
    )
    gains = np.sort(gains, axis=1)
    rows = np.arange(len(gains))
    for level in range(1 if aim.concept is Concept.EGALITARIAN else len(who)):
        here = gains[rows, level]
        rows = rows[np.asarray(here == here.max(), dtype=np.bool_)]
    return rows


def _whole(numbers: Sequence[Fraction]) -> list[int]:
    """The numbers multiplied by what makes all of them whole."""
    common = lcm(*(number.denominator for number in numbers))
    return [int(number * common) for number in numbers]
