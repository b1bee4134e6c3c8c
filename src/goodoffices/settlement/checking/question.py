# SPDX-License-Identifier: Apache-2.0
"""The checker's one question: of all packages that meet demands, which are the efficient vectors? Most often: none.

Issues that interactions or dependencies name together are a block, whose packages are all listed. Block by block scores
are added up; a sum is dropped if with the best of all blocks to come it would miss a demand, or if another is as good
for everybody. Demands added up, each any number of times, are a demand again: some such sums are looked at besides, of
which floating numbers guess only how often each is taken (Everett 1963). All else is counted in whole numbers, from the
plain meaning of the scenario (`packages`). A block too large to be listed is put to a solver (`question_tied`); of a
range, each stretch is a choice, worth to a demand what the better of its ends is worth (`question_ranges`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor, lcm, prod
from operator import sub
from typing import Any, TypeAlias

import numpy as np

from goodoffices.settlement.packages import keeps, package
from goodoffices.settlement.scenario import Dependency, Holds, Issue, OnlyIf, Scenario


LISTED, SUMS, THREE = 10_000, 400_000, 3
"""Up to how many packages a block is listed, and sums are followed; with more parties, demands alone rule sums out."""
GUESSES, WORD, FEW = 300, 1 << 62, 200
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


class Packages:
    """All packages of a scenario, for as many questions as there are; `left`: how many seconds one may still take."""

    def __init__(self, scenario: Scenario, left: Callable[[], float], listed: int = LISTED) -> None:
        self.scenario, self.left, self.listed = scenario, left, listed
        self.parties, self.ranges = range(len(scenario.parties)), any(each.continuous for each in scenario.issues)
        self.first = package(scenario, tuple(each.between[0] if each.between else 0 for each in scenario.issues))
        groups, choices = blocks(scenario), [[[self.first.scores]]]
        self.tied = any(len(group) > 1 and prod(len(each.options) for each in group) > listed for group in groups)
        choices += [list(self.choices(group)) for group in groups if not self.tied]
        ends = [end for block in choices for choice in block for end in choice]
        self.scales = [lcm(*(end[party].denominator for end in ends)) for party in self.parties]
        scaled, scales = np.frompyfunc(int, 1, 1), np.array(self.scales, dtype=object)
        self.blocks = [scaled(np.array(block, dtype=object) * scales) for block in choices if block]
        self.possible = len(self.blocks) == len(choices)

    def choices(self, group: Sequence[Issue]) -> Iterator[list[Vector]]:
        """What each choice of a block adds to the first package: a vector, or of a stretch one for each of its ends."""
        places, names = list(map(self.scenario.issues.index, group)), {issue.id for issue in group}
        kept = [each for each in self.scenario.dependencies if {what.issue for what in named(each)} <= names]
        for choice in product(*(stretches(self.scenario, issue) for issue in group)):
            moved = [dict(zip(places, terms, strict=True)) for terms in product(*choice)]
            whole = [tuple(each.get(place, term) for place, term in enumerate(self.first.terms)) for each in moved]
            if all(keeps(self.scenario, each, whole[0]) for each in kept):
                yield [tuple(map(sub, package(self.scenario, each).scores, self.first.scores)) for each in whole]

    def ends(self, end: Callable[[Iterable[Any]], Any]) -> list[Fraction]:
        """What no score of each party exceeds (`max`), or falls below (`min`)."""
        return [Fraction(sum(end(b[..., p].flat) for b in self.blocks), self.scales[p]) for p in self.parties]

    def least(self, scores: Sequence[Fraction], *, strict: bool = False) -> list[Demand]:
        """That each party gets at least so much."""
        alone = [[Fraction(each == party) for each in self.parties] for party in self.parties]
        return [Demand(weights, score, strict) for weights, score in zip(alone, scores, strict=True)]

    def better(self, scores: Sequence[Fraction]) -> list[Demand]:
        """That no party gets less than this, and some party more."""
        return [*self.least(scores), Demand([Fraction(1)] * len(scores), sum(scores, Fraction(0)), strict=True)]

    def front(
        self, demands: Sequence[Demand], known: Iterable[Vector] = (), *, counted: bool = False
    ) -> dict[Vector, int]:
        """Every efficient vector of those that meet the demands, and how many packages have it, if that is wanted.

        With ranges: something, if any package meets them. `known`: vectors of packages, from which a solver may begin.
        A weight may be negative only where another demand holds that score to just one number.
        Raises NotCheckedError where it takes too much.
        """
        if self.tied:
            from goodoffices.settlement.checking.question_tied import tied_front  # noqa: PLC0415 - the solver loads slowly

            return tied_front(self, demands, known, counted=counted)
        if not self.possible:
            return {}
        worths, least, width = self.rows(demands)
        rest, sums = sum(each.max(axis=0) for each in worths), {(0,) * len(least): 1}
        worths.sort(key=lambda each: -np.ptp(each, axis=0)[-1])
        for worth in worths:
            rest, before, counts = rest - worth.max(axis=0), np.array([*sums], dtype=worth.dtype), [*sums.values()]
            lacking, after = least - rest - before, Counter[Vector]()
            for choice in worth:
                rows = np.flatnonzero((choice >= lacking).all(axis=1))
                for row, vector in zip(rows.tolist(), (before[rows] + choice).tolist(), strict=True):
                    after[tuple(vector)] += counts[row]
                if self.left() < 0:
                    raise NotCheckedError("the time is over")
            if not after:
                return {}
            sums = after
            if not demands or len(self.parties) <= THREE or worth is worths[-1]:
                sums = {each: after[each] for each in unbettered(after, width, worth.dtype)}
            if len(sums) > SUMS:
                raise NotCheckedError("too many sums of scores would have to be followed")
        return {tuple(map(Fraction, each, self.scales)): sums[each] for each in sums} if not self.ranges else sums

    def rows(self, demands: Sequence[Demand]) -> tuple[list[Any], Any, int | None]:
        """What is added up, and how much is asked of it, in whole numbers, in 64 bits where they fit.

        For each block a row for each choice: the scores, which are compared (of ranges, all is), and what it is worth
        to each demand and to each sum of demands that is looked at. How many numbers are compared.
        """
        asked = [*demands, Demand([Fraction(0)] * len(self.parties), Fraction(0))]
        if self.ranges:
            from goodoffices.settlement.checking.question_ranges import level  # noqa: PLC0415 - which stands on this module

            steps = [map(sub, *choice[::-1]) for each in self.blocks for choice in each if len(choice) > 1]
            asked += level([list(map(Fraction, step, self.scales)) for step in steps], asked, self.left)
        often = hardest(*self.worths(asked))
        asked += [added(asked, times) for times in (*(often + np.diag(often)), often)]
        turned = [party for party in self.parties if any(each.weights[party] < 0 for each in demands)]
        own = [*self.least(self.ends(min)), *(added([self.least(self.ends(max))[party]], [-1]) for party in turned)]
        worths, least = self.worths(asked if self.ranges else [*own, *asked])
        number: Any = np.int64 if max(sum(abs(each).max(axis=0) for each in worths) + abs(least)) < WORD else object
        return [each.astype(number) for each in worths], least.astype(number), None if self.ranges else len(own)

    def worths(self, demands: Sequence[Demand]) -> tuple[list[Any], Any]:
        """What each choice is worth to each demand, at the better of its ends; and what is asked."""
        weights, least = whole(demands, self.scales)
        return [(each @ weights.T).max(axis=1) for each in self.blocks], least


def whole(demands: Sequence[Demand], scales: Sequence[int]) -> tuple[Any, Any]:
    """What demands ask for of scores that are multiplied by scales, in whole numbers: weights, and how much."""
    weights, least = [], []
    for each in demands:
        parts = [weight / scale for weight, scale in zip(each.weights, scales, strict=True)]
        common = lcm(*(part.denominator for part in parts))
        weights.append([int(part * common) for part in parts])
        least.append(floor(each.least * common) + 1 if each.strict else ceil(each.least * common))
    return np.array(weights, dtype=object).reshape(-1, len(scales)), np.array(least, dtype=object)


def stretches(scenario: Scenario, issue: Issue) -> list[tuple[Any, ...]]:
    """What can be chosen of an issue: an option; or a stretch of a range, on which every party's curve is straight."""
    if issue.between is None:
        return [(option,) for option in range(len(issue.options))]
    bends = (number for party in scenario.parties for number, _value in party.curves.get(issue.id, ()))
    return list(pairwise(sorted({*issue.between, *bends})))


def named(dependency: Dependency) -> Sequence[Holds]:
    """What a dependency speaks of."""
    return (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of


def blocks(scenario: Scenario) -> list[list[Issue]]:
    """The issues in blocks: no interaction and no dependency names issues of two of them."""
    groups = [{issue.id} for issue in scenario.issues]
    ties = [each.together for party in scenario.parties for each in party.interactions]
    for tie in ({what.issue for what in each} for each in (*ties, *map(named, scenario.dependencies))):
        joined = set[str]().union(*(group for group in groups if group & tie))
        groups = [group for group in groups if not group & tie] + [joined]
    return [[issue for issue in scenario.issues if issue.id in group] for group in groups]


def hardest(worths: Sequence[Any], least: Any) -> Any:  # noqa: ANN401 - arrays of whole numbers of any size
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
    return np.array([round(Fraction(w) * WORD / span) for w, span in zip(chosen, spans, strict=True)], dtype=object)


def unbettered(vectors: Iterable[Vector], width: int | None = None, number: type = object) -> list[Vector]:
    """Of different vectors those of which no other is as good in all of so many of their first numbers."""
    falling = sorted(vectors, reverse=True)
    rows = np.array(falling, dtype=number).reshape(len(falling), -1) if falling else np.zeros((0, 1))
    return [falling[row] for row in np.flatnonzero(uncovered(rows[:, :width])).tolist()]


def uncovered(falling: Any) -> Any:  # noqa: ANN401 - arrays
    """Which of different rows in falling order no other covers: each half by itself, then the second by the first."""
    if len(falling) <= FEW:
        return (falling >= falling[:, None]).all(axis=2).sum(axis=1) == 1
    half = len(falling) // 2
    first, second = uncovered(falling[:half]), uncovered(falling[half:])
    second[second] = ~covered(falling[half:][second, 1:], falling[:half][first, 1:])
    return np.concatenate([first, second])


def covered(rows: Any, by: Any) -> Any:  # noqa: ANN401 - arrays
    """Of which rows there is one in others that is as large in every column; cut at the middle of the first column."""
    if len(rows) * len(by) <= FEW**2:
        return (by >= rows[:, None]).all(axis=2).any(axis=1)
    if rows.shape[1] <= 2:  # noqa: PLR2004 - sorted by the one column, the other's largest so far
        by = by[np.argsort(-by[:, 0], kind="stable")]
        before = np.searchsorted(-by[:, 0], -rows[:, 0], side="right")
        return (before > 0) & (np.maximum.accumulate(by[:, -1])[before - 1] >= rows[:, -1])
    middle = np.sort(rows[:, 0])[len(rows) // 2]
    more, less, found = rows[:, 0] > middle, rows[:, 0] < middle, np.zeros(len(rows), dtype=np.bool_)
    found[more] = covered(rows[more], by[by[:, 0] > middle])
    found[~more] = covered(rows[~more, 1:], by[by[:, 0] >= middle, 1:])
    found[less] |= covered(rows[less], by[by[:, 0] < middle])
    return found
