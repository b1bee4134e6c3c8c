# SPDX-License-Identifier: Apache-2.0
"""The whole frontier of two parties whose scores do not fit into a word, in numbers that do.

Scores of sixteen decimals, weighted by others, need a hundred bits and more. Here each loss (what a party falls short
of the best of every issue) is cut into words, the highest of 60 bits. Sums are told by their highest words alone as far
as these decide: what is cut off is less than one unit for each issue, so that two sums whose highest words differ by as
many units stand in the same order. Where one comparison of a step is not so decided, because sums are level or nearly,
the step is taken again with the ranks that they have in all their words. So every step is exact, and most are quick.
Each package is counted anew in Python's own numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.fronts import TooManyError
from goodoffices.settlement.methods.staircase import Counts, Form, Places, Weigh, Whole, kept, weighing
from goodoffices.settlement.tables import Tables


HIGHEST = 60
"""The bits of the highest word of a sum."""
LOWER = 56
"""The most bits of a lower word, so that a sum over `ISSUES` does not overflow."""
ISSUES = 127
AT_ONCE = 1 << 20
"""With more sums than this to look at, nothing is answered."""
UNTIMED = 10_000
"""How many sums are looked at without a look at the time."""

Words: TypeAlias = Whole
"""Losses of one party: one row for each word, the highest first. Lower words may be larger than their number of bits:
what is carried is added when it is needed."""


@dataclass(frozen=True, slots=True)
class Exactly:
    """What was found: for each vector both losses in Python's numbers, its options, and how many packages reach it."""

    losses: tuple[NDArray[Any], NDArray[Any]]
    terms: Places
    """One row for each issue."""
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class _Cut:
    """Into how many lower words of how many bits a party's losses are cut."""

    lower: int
    bits: int

    @staticmethod
    def of(span: int) -> _Cut:
        over = max(span.bit_length() - HIGHEST, 0)
        lower = -(-over // LOWER)
        return _Cut(lower, -(-over // max(lower, 1)))

    def words(self, losses: Sequence[int]) -> Words:
        """Cut numbers into words."""
        mask = (1 << self.bits) - 1
        rows = [[loss >> self.bits * self.lower for loss in losses]]
        rows += [[(loss >> self.bits * place) & mask for loss in losses] for place in range(self.lower - 1, -1, -1)]
        return np.array(rows)

    def ranks(self, words: Words) -> Whole:
        """The rank of each number among all, level ones alike; the words are written over."""
        for row in range(self.lower, 0, -1):
            words[row - 1] += words[row] >> self.bits
            words[row] &= (1 << self.bits) - 1
        order = np.argsort(words[0])
        level = np.diff(words[0][order]) == 0
        if self.lower and level.any():
            tied = np.append(level, False)
            tied[1:] |= level
            some = order[tied]
            order[tied] = some[np.lexsort(words[::-1, some])]
        new = (np.diff(words[:, order]) != 0).any(axis=0)
        ranks = np.zeros(words.shape[1], dtype=np.int64)
        ranks[order[1:]] = np.cumsum(new)
        return ranks


@dataclass(frozen=True, slots=True)
class _Front:
    """An efficient front in ascending order of the first loss."""

    first: Words
    second: Words
    counts: Counts | None
    places: Places
    """Options of an issue; or where each stood among the sums of two fronts."""


def rounded(table: Tables, limits: Limits) -> Exactly | None:
    """Give the frontier of two parties' additive scores; None where there are too many sums in one step.

    Raises TooManyError where it has more points than allowed, or the time is up.
    """
    issues = len(table.sizes)
    if issues > ISSUES:
        return None
    losses = [_losses(issue) for issue in table.scores]
    worst = [(max(first), max(second)) for first, second in losses]
    spans = [sum(column) for column in zip(*worst, strict=True)]
    cuts = [_Cut.of(span) for span in spans]
    stakes = [sum(loss / max(span, 1) for loss, span in zip(each, spans, strict=True)) for each in worst]
    order = sorted(range(issues), key=stakes.__getitem__, reverse=True)
    ahead = [_issue(losses[issue], cuts) for issue in order]
    made = [ahead[0]]
    for front in ahead[1:]:
        joined = _plus(made[-1], front, cuts, issues, limits)
        if joined is None:
            return None
        made.append(joined)
    terms = np.empty((issues, len(made[-1].places)), dtype=np.intp)
    here = np.arange(len(made[-1].places))
    for row in range(issues - 1, 0, -1):
        found, across = made[row].places[here], len(ahead[row].places)
        here = found // across
        terms[order[row]] = ahead[row].places[found - here * across]
    terms[order[0]] = ahead[0].places[here]
    return Exactly(_counted_anew(losses, terms, spans[1].bit_length()), terms, made[-1].counts)


def _losses(issue: Sequence[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """What each option leaves of the best for the one party and the other."""
    first, second = zip(*issue, strict=True)
    best, other = max(first), max(second)
    return [best - score for score in first], [other - score for score in second]


def _issue(losses: tuple[list[int], list[int]], cuts: Sequence[_Cut]) -> _Front:
    """The front of one issue, told in Python's numbers."""
    places: list[int] = []
    times: list[int] = []
    last = None
    for first, second, place in sorted(zip(*losses, range(len(losses[0])), strict=True)):
        if last is None or second < last[1]:
            last = first, second
            places.append(place)
            times.append(1)
        elif last == (first, second):
            times[-1] += 1
    words = [cut.words([each[place] for place in places]) for cut, each in zip(cuts, losses, strict=True)]
    return _Front(words[0], words[1], np.array(times) if max(times) > 1 else None, np.array(places))


def _plus(left: _Front, right: _Front, cuts: Sequence[_Cut], issues: int, limits: Limits) -> _Front | None:
    lefts, rights = len(left.places), len(right.places)
    if lefts * rights > UNTIMED and limits.spent():
        raise TooManyError
    if lefts * rights > AT_ONCE:
        return None
    weigh = weighing(left.counts, right.counts, lefts, rights)
    places = _by_highest(left, right, issues)
    counts = None if weigh is None or places is None else weigh(places)
    if places is None:
        places, counts = _by_ranks(left, right, cuts, weigh)
    if len(places) > limits.points:
        raise TooManyError
    one = places // rights
    other = places - one * rights
    return _Front(
        left.first[:, one] + right.first[:, other], left.second[:, one] + right.second[:, other], counts, places
    )


def _by_highest(left: _Front, right: _Front, issues: int) -> Places | None:
    """The places of efficient sums; None where one of the comparisons is not decided by the highest words."""
    sums = (left.first[0][:, None] + right.first[0]).ravel()
    length = len(sums)
    room = (length - 1).bit_length()
    sums >>= room
    sums <<= room
    sums += np.arange(length)
    sums.sort()
    places = sums & ((1 << room) - 1)
    sums >>= room
    if length > 1 and (sums[1:] - sums[:-1]).min() < (issues >> room) + 2:
        return None
    second = (left.second[0][:, None] + right.second[0]).ravel()[places]
    steps = second[1:] - np.minimum.accumulate(second)[:-1]
    if length > 1 and np.abs(steps).min() < issues:
        return None
    return np.concatenate([places[:1], places[1:][steps < 0]])


def _by_ranks(left: _Front, right: _Front, cuts: Sequence[_Cut], weigh: Weigh | None) -> tuple[Places, Counts | None]:
    """The same by all words."""
    ranks = [
        cut.ranks((one[:, :, None] + other[:, None, :]).reshape(len(one), -1))
        for cut, one, other in zip(cuts, (left.first, left.second), (right.first, right.second), strict=True)
    ]
    span = len(ranks[0])
    form = Form.of((span, span))
    found = kept(form, ((ranks[0] << form.width) + ranks[1])[None], weigh)
    return found.places, found.counts


def _counted_anew(
    losses: Sequence[tuple[list[int], list[int]]], terms: Places, width: int
) -> tuple[NDArray[Any], NDArray[Any]]:
    """What packages lose for both, counted in one number each."""
    sums: NDArray[Any] = np.zeros(terms.shape[1], dtype=object)
    for (first, second), options in zip(losses, terms, strict=True):
        both = [(one << width) + other for one, other in zip(first, second, strict=True)]
        sums += np.array(both, dtype=object)[options]
    return sums >> width, sums & ((1 << width) - 1)
