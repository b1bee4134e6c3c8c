# SPDX-License-Identifier: Apache-2.0
"""The checker's search: of all packages that meet demands, the efficient vectors of scores; most often there are none.

Issues that an interaction or dependency names together are one block, whose packages are all counted. Block after block
is added, and a sum of scores is followed no further if with the best of all other blocks it would still miss a demand,
or if another sum is as good for everybody. Demands added together, each any number of times, are a demand, too: some
such sums are looked at besides, of which floating numbers guess only how often each is taken (Everett 1963). All else
is counted in whole numbers, from the plain meaning of the scenario (`packages`), without any method of the analysis.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm, prod
from typing import Any, TypeAlias

import numpy as np

from goodoffices.settlement.packages import every_package
from goodoffices.settlement.scenario import Dependency, Holds, OnlyIf, Scenario


LISTED, STATES, FEW = 10_000, 400_000, 3
"""Up to how many packages a block is listed, and sums are followed; with more parties, demands alone rule sums out."""
STEPS, FINE, WORD = 300, 1 << 56, 1 << 62
Vector: TypeAlias = tuple[Any, ...]


class NotCheckedError(Exception):
    """That something could not be checked, and why."""


@dataclass(frozen=True, slots=True)
class Demand:
    """That the scores, each times the weight of its party (0 or more), make at least so much; or more than that."""

    weights: Sequence[Fraction]
    least: Fraction
    strict: bool = False

    def met(self, scores: Vector) -> bool:
        """Whether scores meet it."""
        total = sum(weight * score for weight, score in zip(self.weights, scores, strict=True))
        return bool(total > self.least if self.strict else total >= self.least)


class Search:
    """The packages of a scenario, block by block, for as many questions as there are."""

    def __init__(self, scenario: Scenario, listed: int = LISTED) -> None:
        self.scenario, parts = scenario, list(_parts(scenario))
        self.ranges = any(issue.continuous for issue in scenario.issues)
        self.tied = not self.ranges and any(len(part.issues) > 1 and part.outcomes > listed for part in parts)
        blocks = [] if self.tied or self.ranges else [Counter(e.scores for e in every_package(p)) for p in parts]
        self.scales = [lcm(*(v[p].denominator for b in blocks for v in b)) for p in range(len(scenario.parties))]
        self.blocks = [{_whole(v, self.scales): b[v] for v in unbettered(sorted(b, reverse=True))} for b in blocks]

    def front(
        self, demands: Sequence[Demand], known: Iterable[Vector] = (), *, counted: bool = True, turns: object = None
    ) -> dict[Vector, int]:
        """Every efficient vector of those that meet the demands, and how many packages have it if that is wanted.

        `known`: vectors of packages, from which a solver may begin. Raises NotCheckedError where it takes too much.
        """
        if self.ranges:
            raise NotCheckedError("of terms in ranges, packages alone are counted anew")
        if self.tied:
            from goodoffices.settlement.excluding_tied import tied_front  # noqa: PLC0415 - the solver loads slowly

            return tied_front(self.scenario, demands, known, counted=counted)
        if not all(self.blocks):
            return {}
        tables, weights, least = self._rows(demands)
        worths = [table @ weights.T for table in tables]
        order = sorted(range(len(tables)), key=lambda place: -np.ptp(worths[place], axis=0)[-1])
        rest, sums = sum(worth.max(axis=0) for worth in worths), {(0,) * len(self.scales): 1}
        for place in order:
            rest = rest - worths[place].max(axis=0)
            before, counts = np.array(list(sums), dtype=weights.dtype), list(sums.values())
            lacking, sums = least - rest - before @ weights.T, Counter[Vector]()
            for vector, count, worth in zip(tables[place], self.blocks[place].values(), worths[place], strict=True):
                rows = np.flatnonzero((worth >= lacking).all(axis=1))
                for row, after in zip(rows.tolist(), (before[rows] + vector).tolist(), strict=True):
                    sums[tuple(after)] += counts[row] * count
            if place == order[-1] or not demands or len(self.scales) <= FEW:
                sums = {each: sums[each] for each in unbettered(sorted(sums, reverse=True))}
            if len(sums) > STATES:
                raise NotCheckedError("too many sums of scores would have to be followed")
            if not sums:
                break
        return {tuple(map(Fraction, each, self.scales)): count for each, count in sums.items()}

    def _rows(self, demands: Sequence[Demand]) -> tuple[list[Any], Any, Any]:
        """The blocks, and the demands and sums of them as weights and what is asked for: in 64 bits where they fit."""
        tables = [np.array(list(block), dtype=object) for block in self.blocks]
        weights, least = whole(demands, self.scales)
        often = _hardest([table @ weights.T for table in tables], least)
        often = np.vstack([often * (1 + np.eye(len(often), dtype=np.int64).astype(object)), often])
        weights, least = np.vstack([weights, often @ weights]), np.append(least, often @ least)
        largest = sum(abs(table).max(axis=0) for table in tables)
        number: Any = np.int64 if max(*largest, *(abs(weights) @ (largest + 1) + abs(least))) < WORD else object
        return [table.astype(number) for table in tables], weights.astype(number), least.astype(number)


def named(dependency: Dependency) -> Sequence[Holds]:
    """What a dependency speaks of."""
    return (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of


def _parts(scenario: Scenario) -> Iterator[Scenario]:
    """Blocks as scenarios of their own: issues that no interaction and no dependency names together with others."""
    groups = [{issue.id} for issue in scenario.issues]
    together = [each.together for party in scenario.parties for each in party.interactions]
    for tie in ({literal.issue for literal in each} for each in (*together, *map(named, scenario.dependencies))):
        joined = set[str]().union(*(group for group in groups if group & tie))
        groups = [group for group in groups if not group & tie] + [joined] * bool(joined)
    for group in (set[str](), *groups):  # with no issue: what counts in every package
        yield Scenario(
            issues=tuple(issue for issue in scenario.issues if issue.id in group),
            parties=tuple(
                replace(
                    p,
                    interactions=tuple(
                        e
                        for e in p.interactions
                        if {h.issue for h in e.together[:1]} <= group and bool(group) == bool(e.together)
                    ),
                )
                for p in scenario.parties
            ),
            dependencies=tuple(each for each in scenario.dependencies if named(each)[0].issue in group),
        )


def _whole(vector: Vector, scales: Sequence[int]) -> Vector:
    return tuple(int(number * scale) for number, scale in zip(vector, scales, strict=True))


def whole(demands: Iterable[Demand], scales: Sequence[int]) -> tuple[Any, Any]:
    """What demands ask for of scores that are multiplied by scales, in whole numbers: weights, and how much."""
    weights, least = [], []
    for each in demands:
        parts = [weight / scale for weight, scale in zip(each.weights, scales, strict=True)]
        common = lcm(*(part.denominator for part in parts))
        weights.append([int(part * common) for part in parts])
        least.append(floor(each.least * common) + 1 if each.strict else ceil(each.least * common))
    return np.array(weights, dtype=object).reshape(-1, len(scales)), np.array(least, dtype=object)


def _hardest(worths: Sequence[Any], least: Any) -> Any:  # noqa: ANN401 - arrays of whole numbers of any size
    """How often to take each demand for the best of all blocks to miss the sum by most; right with any numbers."""
    spans = np.array([float(max(span, 1)) for span in sum(np.ptp(worth, axis=0) for worth in worths)])
    parts, asked = [worth.astype(float) / spans for worth in worths], least.astype(float) / spans
    weights = chosen = np.full(len(spans), 1 / max(len(spans), 1))
    best = float("inf")
    for step in range(min(STEPS, prod(map(len, worths)) // 16 + 1)):
        slack = sum(part[(part @ weights).argmax()] for part in parts) - asked
        best, chosen = min((best, chosen), (float(slack @ weights), weights), key=lambda each: each[0])
        weights = weights * np.exp(-slack.clip(-1, 1) * 8 / (1 + step / 10))
        weights = weights / weights.sum()
    return np.array([round(weight * FINE / span) for weight, span in zip(chosen, spans, strict=True)], dtype=object)


def unbettered(falling: Sequence[Vector]) -> list[Vector]:
    """Of different vectors in falling order, those that no other is as good as for everybody."""
    if falling and len(falling[0]) > FEW:
        every: Any = np.array(falling)
        alive = np.ones(len(falling), dtype=np.bool_)
        for place in range(len(falling)):
            if alive[place]:
                alive[place + 1 :] &= (every[place + 1 :] > every[place]).any(axis=1)
        return [falling[place] for place in np.flatnonzero(alive).tolist()]
    found, seconds, thirds = list[Vector](), list[Any](), list[Any]()
    for vector in falling:  # those before, as stairs: the second numbers rise, the third numbers fall
        second, third = (*vector[1:], 0, 0)[:2]
        place = bisect_left(seconds, second)
        if place == len(seconds) or thirds[place] < third:
            found.append(vector)
            stop = bisect_right(seconds, second)
            while place and thirds[place - 1] <= third:
                place -= 1
            seconds[place:stop], thirds[place:stop] = [second], [third]
    return found
