# SPDX-License-Identifier: Apache-2.0
"""Check frontiers, of packages and of edges: what is on them, and that nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from operator import ge, neg

from .better import unbettered
from .checker import Checker, Claim, require, status_of
from .question import SUMS, Demand, NotCheckedError, better, least
from .question_ranges import corners, ends_of
from .talks import Vector, numbers


COUPLE = 2


def frontier(checker: Checker, claim: Claim, *, acceptable_only: bool = False) -> None:
    """Each package is efficient, and, if it is proven, there are no others, nor other counts."""
    vectors = [checker.given(each, reach=acceptable_only).scores for each in claim["packages"]]
    counts, counted, reach = claim["counts"], claim["counted"], checker.reach if acceptable_only else []
    require(len(counts) == len(vectors) and min(counts, default=1) > 0, "the counts do not fit")
    require(vectors == sorted(set(vectors), reverse=True), "the packages are not in order")
    require(not vectors or status_of(claim) != "none", "packages are listed, and there are said to be none")
    if status_of(claim) == "best found":
        stakes = list(at_stake(checker, acceptable_only=acceptable_only))
        slice_of_frontier(checker, numbers(claim["missing"]), vectors, stakes, reach)
    elif checker.tied and len(checker.parties) == COUPLE and not counted:  # gap by gap
        for demands in beyond([each for each in vectors for _end in range(2)]):
            checker.none([*reach, *demands], "the frontier is not complete, or a package on it is not efficient")
    elif checker.ranges:
        require(len(best(vectors)) == len(vectors), "a package is not efficient")
        for demands in outside(checker, vectors):
            checker.none([*reach, *demands], "the frontier is not complete, or a package on it is not efficient")
        if counted and vectors:
            raise NotCheckedError("how many packages are level")
    else:
        every = checker.front(reach, vectors)
        require(every.keys() == {*vectors}, "the frontier is not complete, or a package on it is not efficient")
        if counted:
            times = checker.packages.counts(every)
            require(counts == [times[each] for each in vectors], "the counts are not right")


def slice_of_frontier(
    checker: Checker, missing: Vector, vectors: Sequence[Vector], stakes: Sequence[Fraction], reach: Sequence[Demand]
) -> None:
    """Each vector is efficient, and no other is better than one of them by more than a share of what is at stake."""
    for each in vectors:
        checker.none(better(each), "a package is not efficient")
    if not missing or checker.ranges:
        raise NotCheckedError("how much of the frontier is missing")
    raised = [tuple(score + missing[0] * stake for score, stake in zip(each, stakes, strict=True)) for each in vectors]
    for each in checker.front(reach, raised):
        require(any(all(map(ge, one, each)) for one in raised), "more of the frontier is missing than is said")


def best(vectors: Sequence[Vector]) -> list[Vector]:
    """Of vectors those that no other is as good as."""
    return [*unbettered(Counter(vectors), range(len(vectors[0]) if vectors else 0))]


def outside(checker: Checker, vectors: Sequence[Vector]) -> Iterator[list[Demand]]:
    """What is more than each of some vectors to somebody meets one of these lists."""
    nothing = [low - 1 for low in ends_of(checker.packages, min)]
    corners: list[Vector] = [tuple(nothing)]
    for scores in vectors:
        raised = {
            (*corner[:party], max(corner[party], score), *corner[party + 1 :])
            for corner in corners
            for party, score in enumerate(scores)
        }
        corners = [tuple(map(neg, each)) for each in best([tuple(map(neg, each)) for each in raised])]
        if checker.left() < 0 or len(corners) > SUMS:
            raise NotCheckedError("too many packages are listed")
    for corner in corners:
        demands = least(corner, strict=True)
        yield [each for each, low in zip(demands, nothing, strict=True) if each.least > low]


def at_stake(checker: Checker, *, acceptable_only: bool = False) -> Iterator[Fraction]:
    """What lies between the least, or its minimum, and the most that each party's score could come to."""
    for party in checker.talks.parties:
        parts = [[party.worth(issue, term) for term in values] for issue, values in party.values.items()]
        parts += [[Fraction(0), adds] for _together, adds in party.together]
        low, high = (sum(map(end, parts), Fraction(0)) for end in (min, max))
        if party.most is not None:
            low, high = min(low, party.most), min(high, party.most)
        yield high - (max(low, party.minimum) if acceptable_only else low)


def edges(checker: Checker, claim: Claim, reach: Sequence[Demand] = ()) -> None:
    """Of two parties, along the edges the first score falls and the second rises; nothing lies beyond."""
    require(not claim["edges"] or status_of(claim) != "none", "edges are listed, and there are said to be none")
    ends = [checker.given(each[end], reach=False) for each in claim["edges"] for end in ("start", "end")]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        moved = [issue for issue in checker.talks.issues if start.terms[issue.id] != end.terms[issue.id]]
        require(len(moved) <= 1, "the packages of an edge differ in more than one term")
        for issue in moved:
            require(bool(issue.between), "an edge is not straight")
            low, high = sorted((start.terms[issue.id], end.terms[issue.id]))
            straight = not any(low < each < high for each in corners(checker.talks, issue))
            require(straight, "an edge is not straight")
    path = [each.scores for each in ends]
    require(all(a[0] >= b[0] and a[1] <= b[1] for a, b in pairwise(path)), "the edges are not in order")
    for demands in beyond(path):
        checker.none([*reach, *demands], "there is a package beyond the frontier")


def beyond(path: Sequence[Vector]) -> Iterator[list[Demand]]:
    """Of two parties, what lies beyond edges, of which the path holds the ends in turn: it meets one of these lists."""
    if not path:
        yield []
        return
    yield least(path[0], strict=True)[:1]
    yield least(path[-1], strict=True)[1:]
    for place, (before, after) in enumerate(pairwise(path)):
        sides = least((after[0], before[1]), strict=True)
        normal = (after[1] - before[1], before[0] - after[0])
        line = Demand(normal, normal[0] * before[0] + normal[1] * before[1], strict=True)
        if before != after:
            yield [*sides, line] if place % 2 == 0 else sides  # an edge, a gap, an edge, …
