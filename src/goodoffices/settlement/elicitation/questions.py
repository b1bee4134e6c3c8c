# SPDX-License-Identifier: Apache-2.0
"""The next most useful question: which two packages to compare, so that the answer tells most.

A question is about two issues at a time, all else being the same, because that is what people can answer: would you
rather have more here or more there? Of the scores that agree with all answers so far, some would answer one way and
some the other. The question that splits them most evenly tells most; of those, the one they differ about most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from goodoffices.settlement.elicitation.comparing import Comparison
from goodoffices.settlement.scenario import Issue, Preferences


@dataclass(frozen=True, slots=True)
class Question:
    """Which of two packages is better? They differ in two issues; each is the place of an option per issue."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    issues: tuple[int, int]
    """The places of the two issues in which they differ."""
    split: tuple[int, int]
    """How many of the samples prefer the one, and the other."""


def next_question(
    issues: tuple[Issue, ...], samples: Sequence[Preferences], asked: Sequence[Comparison] = ()
) -> Question | None:
    """Give the question that splits the samples best; None when all of them would answer every question alike."""
    known = {frozenset((each.better, each.worse)) for each in asked}
    worths = [[_points(sample, issue) for issue in issues] for sample in samples]
    best: tuple[tuple[int, Fraction], Question] | None = None
    for one, other, places in _pairs(issues):
        if frozenset((one, other)) in known:
            continue
        differences = [_difference(each, one, other) for each in worths]
        split = sum(each > 0 for each in differences), sum(each < 0 for each in differences)
        apart = min(
            sum((each for each in differences if each > 0), Fraction(0)),
            -sum((each for each in differences if each < 0), Fraction(0)),
        )
        rank = min(split), apart
        if min(split) and (best is None or rank > best[0]):
            best = rank, Question(one, other, places, split)
    return best[1] if best else None


def _difference(points: list[list[Fraction]], one: tuple[int, ...], other: tuple[int, ...]) -> Fraction:
    return sum((each[a] - each[b] for each, a, b in zip(points, one, other, strict=True)), Fraction(0))


def _points(party: Preferences, issue: Issue) -> list[Fraction]:
    weight = party.weights.get(issue.id, Fraction(1))
    return [weight * party.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options]


def _pairs(issues: tuple[Issue, ...]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], tuple[int, int]]]:
    """Packages that differ in two issues; elsewhere both take the first option."""
    base = [0] * len(issues)
    for first, second in combinations(range(len(issues)), 2):
        for here, there in combinations(_marks(issues[first]), 2):
            for left, right in combinations(_marks(issues[second]), 2):
                for far, near in ((left, right), (right, left)):
                    one, other = base.copy(), base.copy()
                    one[first], one[second] = here, far
                    other[first], other[second] = there, near
                    yield tuple(one), tuple(other), (first, second)


def _marks(issue: Issue) -> list[int]:
    """The options asked about: the first, the middle one and the last, as the issue lists them."""
    last = len(issue.options) - 1
    return sorted({0, last // 2, last})
