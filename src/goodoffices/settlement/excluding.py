# SPDX-License-Identifier: Apache-2.0
"""The checker's one question: of all packages that meet demands, which are the efficient vectors? Most often: none.

Issues that interactions or dependencies name together are a block, whose packages are all listed. Block by block scores
are added up; a sum is dropped if with the best of all blocks to come it would miss a demand, or if another is as good
for everybody. Demands added up, each any number of times, are a demand again: some such sums are looked at besides, of
which floating numbers guess only how often each is taken (Everett 1963). All else is counted in whole numbers, from the
plain meaning of the scenario (`packages`). A block too large to be listed is put to a solver (`excluding_tied`); of a
range, each stretch is a choice, worth to a demand what the better of its ends is worth (`excluding_ranges`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import floor, lcm, prod
from typing import Any

import numpy as np

from goodoffices.settlement.demands import Demand, NotCheckedError, Vector, added, named, whole
from goodoffices.settlement.excluding_ranges import level, stretches
from goodoffices.settlement.packages import keeps, package
from goodoffices.settlement.scenario import Issue, Scenario


LISTED, SUMS, FEW = 10_000, 400_000, 3
"""Up to how many packages a block is listed, and sums are followed; with more parties, demands alone rule sums out."""
GUESSES, WORD = 300, 1 << 62


class Packages:
    """All packages of a scenario, for as many questions as there are; `left`: how many seconds one may still take."""

    def __init__(self, scenario: Scenario, left: Callable[[], float], listed: int = LISTED) -> None:
        self.scenario, self.left = scenario, left
        self.ranges = any(issue.continuous for issue in scenario.issues)
        self.first = package(scenario, tuple(i.between[0] if i.between else 0 for i in scenario.issues))
        groups = list(_together(scenario))
        blocks: list[Counter[tuple[Vector, ...]]] = [Counter([(self.first.scores,)])]
        self.tied = any(prod(len(issue.options) for issue in group) > listed for group in groups if len(group) > 1)
        blocks += [Counter(self.choices(group)) for group in groups if not self.tied]
        ends = [end for block in blocks for choice in block for end in choice]
        self.scales = [lcm(*(end[party].denominator for end in ends)) for party in range(len(scenario.parties))]
        self.blocks = [{tuple(map(self.whole, choice)): block[choice] for choice in block} for block in blocks]

    def whole(self, vector: Vector) -> Vector:
        """Scores in whole numbers; what lies between two of them is as good as the lower."""
        return tuple(floor(score * scale) for score, scale in zip(vector, self.scales, strict=True))

    def most(self, party: int) -> Fraction:
        """What no score of a party exceeds."""
        return Fraction(sum(max(e[party] for each in b for e in each) for b in self.blocks), self.scales[party])

    def steps(self) -> Iterator[Vector]:
        """From one end of a stretch to the other."""
        for first, last in (choice for block in self.blocks for choice in block if len(choice) > 1):
            yield tuple(Fraction(b - a, scale) for a, b, scale in zip(first, last, self.scales, strict=True))

    def choices(self, group: Sequence[Issue]) -> Iterator[tuple[Vector, ...]]:
        """What each choice of a block adds to the first package: a vector, or of a stretch one for each of its ends."""
        places, names = list(map(self.scenario.issues.index, group)), {issue.id for issue in group}
        kept = [each for each in self.scenario.dependencies if {what.issue for what in named(each)} <= names]
        for choice in product(*(stretches(self.scenario, issue) for issue in group)):
            moved = [dict(zip(places, terms, strict=True)) for terms in product(*choice)]
            whole = [tuple(each.get(place, term) for place, term in enumerate(self.first.terms)) for each in moved]
            if all(keeps(self.scenario, each, whole[0]) for each in kept):
                scores = (package(self.scenario, terms).scores for terms in whole)
                yield tuple(tuple(a - b for a, b in zip(each, self.first.scores, strict=True)) for each in scores)

    def front(
        self, demands: Sequence[Demand], known: Iterable[Vector] = (), *, counted: bool = False
    ) -> dict[Vector, int]:
        """Every efficient vector of those that meet the demands, and how many packages have it, if that is wanted.

        With ranges: something, if any package meets them. `known`: vectors of packages, from which a solver may begin.
        A weight may be negative only where another demand holds that score to just one number.
        Raises NotCheckedError where it takes too much.
        """
        if self.tied:
            from goodoffices.settlement.excluding_tied import tied_front  # noqa: PLC0415 - the solver loads slowly

            return tied_front(self.scenario, demands, known, self.left, counted=counted)
        if not all(self.blocks):
            return {}
        tables, weights, worths, least = self._tables(demands)
        turned = [] if self.ranges else [party for party, weight in enumerate(weights.min(axis=0)) if weight < 0]
        order = sorted(range(len(worths)), key=lambda place: -np.ptp(worths[place], axis=0)[-1])
        rest, sums = sum(worth.max(axis=0) for worth in worths), {(0,) * weights.shape[1]: 1}
        for place in order:
            rest = rest - worths[place].max(axis=0)
            before, counts = (
                np.array(list(sums), dtype=weights.dtype).reshape(-1, weights.shape[1]),
                list(sums.values()),
            )
            lacking, sums = least - rest - before @ weights.T, Counter[Vector]()
            for vector, count, worth in zip(tables[place], self.blocks[place].values(), worths[place], strict=True):
                rows = np.flatnonzero((worth >= lacking).all(axis=1))
                for row, after in zip(rows.tolist(), (before[rows] + vector).tolist(), strict=True):
                    sums[tuple(after)] += counts[row] * count
                if self.left() < 0:
                    raise NotCheckedError("the time is over")
            if place == order[-1] or not demands or len(self.scales) <= FEW:
                both_ways = {(*each, *(-each[party] for party in turned)): each for each in sums}
                kept = unbettered(sorted(both_ways, reverse=True))
                sums = {both_ways[each]: sums[both_ways[each]] for each in kept}
            if len(sums) > SUMS:
                raise NotCheckedError("too many sums of scores would have to be followed")
        return sums if self.ranges else {tuple(map(Fraction, v, self.scales)): count for v, count in sums.items()}

    def _tables(self, demands: Sequence[Demand]) -> tuple[list[Any], Any, list[Any], Any]:
        """What is added up, as whole numbers, in 64 bits where they fit: for each block a row for each choice.

        The scores (of stretches: what is compared with the demands); how these are weighed; what each choice is worth
        to each demand and sum of demands; and what is asked for.
        """
        asked = [*demands, Demand([Fraction(0)] * len(self.scales), Fraction(0))]
        asked += level(self.steps(), asked, self.left) if self.ranges else []
        ends = [np.array(list(block), dtype=object) for block in self.blocks]
        weights, least = whole(asked, self.scales)
        often = _hardest([(each @ weights.T).max(axis=1) for each in ends], least)
        asked += [added(asked, times) for times in (*(often + np.diag(often)), often)]
        weights, least = whole(asked, self.scales)
        largest = sum(abs(each).max(axis=(0, 1)) for each in ends) + 1
        number: Any = np.int64 if max(*largest, *(abs(weights) @ largest + abs(least))) < WORD else object
        worths = [(each @ weights.T).max(axis=1).astype(number) for each in ends]
        if self.ranges:
            return worths, np.eye(len(asked), dtype=number), worths, least.astype(number)
        return [each[:, 0].astype(number) for each in ends], weights.astype(number), worths, least.astype(number)


def _together(scenario: Scenario) -> Iterator[list[Issue]]:
    """The issues in blocks: no interaction and no dependency names issues of two of them."""
    groups = [{issue.id} for issue in scenario.issues]
    ties = [each.together for party in scenario.parties for each in party.interactions]
    for tie in ({what.issue for what in each} for each in (*ties, *map(named, scenario.dependencies))):
        joined = set[str]().union(*(group for group in groups if group & tie))
        groups = [group for group in groups if not group & tie] + [joined]
    return ([issue for issue in scenario.issues if issue.id in group] for group in groups)


def _hardest(worths: Sequence[Any], least: Any) -> Any:  # noqa: ANN401 - arrays of whole numbers of any size
    """How often to take each demand for the best of all blocks to miss the sum by most; right with any numbers."""
    spans = np.array([max(span, 1) for span in sum(np.ptp(worth, axis=0) for worth in worths)], dtype=object)
    parts, asked = [(worth / spans).astype(float) for worth in worths], (least / spans).astype(float)
    weights = chosen = np.full(len(spans), 1 / len(spans))
    best = float("inf")
    for step in range(min(GUESSES, prod(map(len, worths)) // 16 + 1)):
        slack = sum(part[(part @ weights).argmax()] for part in parts) - asked
        best, chosen = min((best, chosen), (float(slack @ weights), weights), key=lambda each: each[0])
        weights = weights * np.exp(-slack.clip(-1, 1) * 8 / (1 + step / 10))
        weights = weights / weights.sum()
    return np.array(
        [round(Fraction(weight) * WORD / span) for weight, span in zip(chosen, spans, strict=True)], dtype=object
    )


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
