# SPDX-License-Identifier: Apache-2.0
"""Demands on packages, as the checker makes them: that scores, each times a weight, come to at least so much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, TypeAlias

import numpy as np

from goodoffices.settlement.scenario import Dependency, Holds, OnlyIf


Vector: TypeAlias = tuple[Any, ...]


class NotCheckedError(Exception):
    """That something could not be decided, and why."""


@dataclass(frozen=True, slots=True)
class Demand:
    """That the scores, each times the weight of its party, make at least so much; or more than that."""

    weights: Sequence[Fraction]
    least: Fraction
    strict: bool = False


def added(demands: Sequence[Demand], often: Iterable[Any]) -> Demand:
    """Demands together, each so often."""
    taken = [(times, each) for times, each in zip(often, demands, strict=True) if times] or [(0, demands[0])]
    weights = zip(*([times * weight for weight in each.weights] for times, each in taken), strict=True)
    least = sum((times * each.least for times, each in taken), Fraction(0))
    return Demand([sum(each, Fraction(0)) for each in weights], least, any(each.strict for _times, each in taken))


def whole(demands: Iterable[Demand], scales: Sequence[int]) -> tuple[Any, Any]:
    """What demands ask for of scores that are multiplied by scales, in whole numbers: weights, and how much."""
    weights, least = [], []
    for each in demands:
        parts = [weight / scale for weight, scale in zip(each.weights, scales, strict=True)]
        common = lcm(*(part.denominator for part in parts))
        weights.append([int(part * common) for part in parts])
        least.append(floor(each.least * common) + 1 if each.strict else ceil(each.least * common))
    return np.array(weights, dtype=object).reshape(-1, len(scales)), np.array(least, dtype=object)


def named(dependency: Dependency) -> Sequence[Holds]:
    """What a dependency speaks of."""
    return (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of
