# SPDX-License-Identifier: Apache-2.0
"""All packages that meet demands on weighted sums of scores, or the proof that there are none: the checker's search.

Issue after issue every choice is followed, many at once in numpy, and dropped as soon as some demand can no longer be
met: the sum so far and the best that the other issues could add stay below it. Demands added together are a demand,
too; weights are sought that make such a sum hardest to meet (a Lagrangian bound: Everett 1963). How they are sought
does not matter for the proof: they are rounded to whole numbers, and all that is compared is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.packages import keeps
from goodoffices.settlement.scenario import Dependency, OnlyIf, Scenario


STATES = 400_000
"""The most beginnings of packages that are followed at once; beyond that nothing is said."""
STEPS = 300
MIXED = 6
"""How many sums of demands are looked at besides the demands themselves."""
BITS = 44


@dataclass(frozen=True, slots=True)
class Demand:
    """That the scores, each times the weight of its party, make at least so much together; or more than that."""

    weights: tuple[Fraction, ...]
    least: Fraction
    strict: bool = False

    def met(self, scores: Sequence[Fraction]) -> bool:
        """Whether scores meet it."""
        total = sum((weight * score for weight, score in zip(self.weights, scores, strict=True)), Fraction(0))
        return total > self.least if self.strict else total >= self.least


def meeting(
    scenario: Scenario, demands: Sequence[Demand], dependencies: Sequence[Dependency], most: int
) -> list[tuple[int, ...]] | None:
    """Give all packages that meet the demands and keep the dependencies; None: too many, or too much to look at."""
    if any(issue.continuous for issue in scenario.issues):
        return None
    return _Search(scenario, demands, dependencies).run(most)


class _Search:
    def __init__(self, scenario: Scenario, demands: Sequence[Demand], dependencies: Sequence[Dependency]) -> None:
        self.scenario, self.dependencies = scenario, dependencies
        places = {issue.id: place for place, issue in enumerate(scenario.issues)}
        worth = [
            [
                [
                    party.weights.get(issue.id, Fraction(1))
                    * party.values.get(issue.id, {}).get(option.id, Fraction(0))
                    for party in scenario.parties
                ]
                for option in issue.options
            ]
            for issue in scenario.issues
        ]
        extras = [
            (number, {(places[h.issue], h.options) for h in each.together}, each.adds)
            for number, party in enumerate(scenario.parties)
            for each in party.interactions
        ]
        sums = [[[_sum(demand.weights, option) for demand in demands] for option in issue] for issue in worth]
        added = [[demand.weights[number] * adds for demand in demands] for number, _, adds in extras]
        scales = [
            lcm(
                demand.least.denominator,
                *(option[k].denominator for issue in sums for option in issue),
                *(row[k].denominator for row in added),
            )
            for k, demand in enumerate(demands)
        ]
        self.sums = [[[int(x * s) for x, s in zip(option, scales, strict=True)] for option in issue] for issue in sums]
        self.added = [[int(x * s) for x, s in zip(row, scales, strict=True)] for row in added]
        self.least = [int(d.least * s) + d.strict for d, s in zip(demands, scales, strict=True)]
        self.extras = [together for _, together, _ in extras]
        self.literals = [
            [(issue, np.array([o.id in ids for o in scenario.issues[issue].options])) for issue, ids in together]
            for together in self.extras
        ]

    def run(self, most: int) -> list[tuple[int, ...]] | None:
        if any(not issue for issue in self.sums):
            return []
        for mix in self._mixes():
            self._mix(mix)
        order = self._order()
        after = {issue: place for place, issue in enumerate(order)}
        ends: dict[int, list[int]] = {}
        for extra, together in enumerate(self.extras):
            ends.setdefault(max(after[issue] for issue, _ in together), []).append(extra)
        kept: dict[int, list[Dependency]] = {}
        for each in self.dependencies:
            kept.setdefault(max((after[issue] for issue in self._issues(each)), default=0), []).append(each)
        least, tables, added = self._arrays()
        rest = sum((table.max(axis=0) for table in tables), least * 0) + np.maximum(added, 0).sum(axis=0)
        sums: NDArray[Any] = (least * 0)[None, :]
        terms = np.zeros((1, len(order)), dtype=np.int16)
        for place, issue in enumerate(order):
            table = tables[issue]
            rest = rest - table.max(axis=0)
            for extra in ends.get(place, ()):
                rest = rest - np.maximum(added[extra], 0)
            following = least - rest
            parts = []
            for option, row in enumerate(table):
                chosen = terms.copy()
                chosen[:, issue] = option
                now = sums + row
                for extra in ends.get(place, ()):
                    now = now + self._holding(extra, chosen)[:, None] * added[extra]
                alive = np.asarray((now >= following).all(axis=1), dtype=np.bool_)
                alive &= self._keeping(kept.get(place, ()), chosen)
                parts.append((now[alive], chosen[alive]))
            sums, terms = (np.concatenate(each) for each in zip(*parts, strict=True))
            if len(sums) > STATES:
                return None
        return [tuple(map(int, row)) for row in terms] if len(terms) <= most else None

    def _arrays(self) -> tuple[NDArray[Any], list[NDArray[Any]], NDArray[Any]]:
        """The demands, the sums of each issue's options and what interactions add: in 64 bits where that is enough."""
        count = len(self.least)
        largest = max(
            (
                abs(self.least[k])
                + sum(max(abs(option[k]) for option in issue) for issue in self.sums)
                + sum(abs(row[k]) for row in self.added)
                for k in range(count)
            ),
            default=0,
        )
        number: Any = np.int64 if largest < 1 << 62 else object
        return (
            np.array(self.least, dtype=number),
            [np.array(issue, dtype=number).reshape(len(issue), count) for issue in self.sums],
            np.array(self.added, dtype=number).reshape(len(self.added), count),
        )

    def _mixes(self) -> list[NDArray[Any]]:
        """Weights by which demands added together are hard to meet, in floating numbers."""
        count = len(self.least)
        if count < 2:  # noqa: PLR2004 - nothing to add
            return []
        spans = [
            max(
                sum(max(o[k] for o in i) - min(o[k] for o in i) for i in self.sums)
                + sum(abs(r[k]) for r in self.added),
                1,
            )
            for k in range(count)
        ]
        widest = max(map(len, self.sums))
        padded = np.array(
            [[[x / s for x, s in zip(o, spans, strict=True)] for o in (i + i[:1] * widest)[:widest]] for i in self.sums]
        )
        extra = np.array([[x / s for x, s in zip(row, spans, strict=True)] for row in self.added]).reshape(-1, count)
        least = np.array([x / s for x, s in zip(self.least, spans, strict=True)])
        weights, rows = np.full(count, 1 / count), np.arange(len(padded))
        best: list[tuple[float, NDArray[Any]]] = []
        for step in range(min(STEPS, 4 * len(self.sums) ** 2)):
            values = padded @ weights
            chosen = values.argmax(axis=1)
            taken = np.maximum(extra @ weights, 0)
            slack = padded[rows, chosen].sum(axis=0) + extra[taken > 0].sum(axis=0) - least
            best.append((float(slack @ weights), weights))
            weights = weights * np.exp(-slack * 8 / (1 + step / 10))
            weights = weights / weights.sum()
        best.sort(key=lambda each: each[0])
        spread = best[:1] + best[1 : STEPS // 3 : STEPS // 3 // (MIXED - 1)]
        return [
            np.array([round(float(w) * (1 << BITS) / s) for w, s in zip(mix, spans, strict=True)], dtype=object)
            for _, mix in spread[:MIXED]
        ]

    def _mix(self, weights: NDArray[Any]) -> None:
        """Add the sum of the demands, each times its weight, as one more."""
        count = len(weights)

        def total(row: list[int]) -> int:
            return sum(int(w) * x for w, x in zip(weights, row[:count], strict=True))

        for issue in self.sums:
            for option in issue:
                option.append(total(option))
        for row in self.added:
            row.append(total(row))
        self.least.append(total(self.least))

    def _order(self) -> list[int]:
        """Issues in the order in which they are gone through: those first where a wrong choice costs most."""

        def cost(issue: int) -> float:
            ranked = [sorted((option[k] for option in self.sums[issue]), reverse=True) for k in range(len(self.least))]
            last = ranked[-1] if ranked else [0]
            return float(last[0] - last[-1])

        return sorted(range(len(self.sums)), key=cost, reverse=True)

    def _holding(self, extra: int, terms: NDArray[np.int16]) -> NDArray[np.bool_]:
        """In which packages all of an interaction holds."""
        holds = np.ones(len(terms), dtype=np.bool_)
        for issue, accepted in self.literals[extra]:
            holds &= accepted[terms[:, issue]]
        return holds

    def _issues(self, dependency: Dependency) -> list[int]:
        parts = (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of
        ids = [issue.id for issue in self.scenario.issues]
        return [ids.index(part.issue) for part in parts]

    def _keeping(self, dependencies: Sequence[Dependency], terms: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Which packages keep some dependencies, all of whose issues are settled."""
        kept = np.ones(len(terms), dtype=np.bool_)
        for each in dependencies:
            issues = sorted(set(self._issues(each)))
            some, back = np.unique(terms[:, issues], axis=0, return_inverse=True)
            whole = [0] * len(self.scenario.issues)
            holds = []
            for row in some:
                for issue, option in zip(issues, row, strict=True):
                    whole[issue] = int(option)
                holds.append(keeps(self.scenario, each, tuple(whole)))
            kept &= np.array(holds, dtype=np.bool_)[back.ravel()]
        return kept


def _sum(weights: Sequence[Fraction], row: Sequence[Fraction]) -> Fraction:
    return sum((weight * score for weight, score in zip(weights, row, strict=True)), Fraction(0))
