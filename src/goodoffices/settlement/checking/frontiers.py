# SPDX-License-Identifier: Apache-2.0
"""Check frontiers, of packages and of edges, and the zone: what is in them, and that nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from operator import add, ge, neg

from goodoffices.settlement.answers import Status
from goodoffices.settlement.checking.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking.question import SUMS, Demand, NotCheckedError, Vector, added, stretches, unbettered
from goodoffices.settlement.packages import keeps, package
from goodoffices.settlement.writing import number, read_terms


def frontier(checker: Checker, claim: Claim, *, acceptable_only: bool = False) -> None:
    """Each package is efficient, and, if it is proven, there are no others, nor other counts."""
    vectors = [checker.given(each, reach=acceptable_only).scores for each in claim["packages"]]
    counts, counted, reach = claim["counts"], claim["counted"], checker.reach if acceptable_only else []
    require(len(counts) == len(vectors) and min(counts, default=1) > 0, "the counts do not fit")
    require(vectors == sorted(set(vectors), reverse=True), "the packages are not in order")
    require(
        not vectors or Status(claim["status"]) is not Status.NONE, "packages are listed, and there are said to be none"
    )
    if Status(claim["status"]) is Status.BEST_FOUND:
        for each in vectors:
            checker.none(checker.better(each), "a package is not efficient")
        if not claim["missing"] or checker.ranges:
            raise NotCheckedError("how much of the frontier is missing")
        stakes = [number(claim["missing"][0]) * each for each in at_stake(checker, acceptable_only=acceptable_only)]
        raised = [tuple(map(add, each, stakes)) for each in vectors]
        for each in checker.front(reach, raised):
            require(any(all(map(ge, one, each)) for one in raised), "more of the frontier is missing than is said")
    elif checker.tied and len(checker.parties) == 2 and not counted:  # noqa: PLR2004 - gap by gap
        for demands in beyond(checker, [each for each in vectors for _end in range(2)]):
            checker.none([*reach, *demands], "the frontier is not complete, or a package on it is not efficient")
    elif checker.ranges:
        require(len(unbettered(vectors)) == len(vectors), "a package is not efficient")
        for demands in outside(checker, vectors):
            checker.none([*reach, *demands], "the frontier is not complete, or a package on it is not efficient")
        if counted and vectors:
            raise NotCheckedError("how many packages are level")
    else:
        every = checker.front(reach, vectors, counted=counted)
        require(every.keys() == {*vectors}, "the frontier is not complete, or a package on it is not efficient")
        require(not counted or counts == [every[each] for each in vectors], "the counts are not right")


def outside(checker: Checker, vectors: Sequence[Vector]) -> Iterator[list[Demand]]:
    """What is more than each of some vectors to somebody meets one of these lists."""
    nothing = [low - 1 for low in checker.packages.ends(min)]
    corners = [tuple(nothing)]
    for scores in vectors:
        raised = {
            (*corner[:party], max(corner[party], score), *corner[party + 1 :])
            for corner in corners
            for party, score in enumerate(scores)
        }
        corners = [tuple(map(neg, each)) for each in unbettered(tuple(map(neg, each)) for each in raised)]
        if checker.left() < 0 or len(corners) > SUMS:
            raise NotCheckedError("too many packages are listed")
    for corner in corners:
        demands = checker.least(corner, strict=True)
        yield [each for each, low in zip(demands, nothing, strict=True) if each.least > low]


def at_stake(checker: Checker, *, acceptable_only: bool = False) -> Iterator[Fraction]:
    """What lies between the least, or its minimum, and the most that each party's score could come to."""
    for party in checker.scenario.parties:
        parts = [[Fraction(0), each.adds] for each in party.interactions]
        for issue in checker.scenario.issues:
            values = [party.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options]
            values += [value for _at, value in party.curves.get(issue.id, ())]
            parts.append([party.weights.get(issue.id, 1) * value for value in values or [Fraction(0)]])
        low, high = (sum(map(end, parts), Fraction(0)) for end in (min, max))
        if party.most is not None:
            low, high = min(low, party.most), min(high, party.most)
        yield high - (max(low, party.minimum) if acceptable_only else low)


def edges(checker: Checker, claim: Claim, reach: Sequence[Demand] = ()) -> None:
    """Of two parties, along the edges the first score falls and the second rises; nothing lies beyond."""
    require(
        not claim["edges"] or Status(claim["status"]) is not Status.NONE,
        "edges are listed, and there are said to be none",
    )
    ends = [checker.given(each[end], reach=False) for each in claim["edges"] for end in ("start", "end")]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        moved = [place for place, term in enumerate(start.terms) if term != end.terms[place]]
        require(len(moved) <= 1, "the packages of an edge differ in more than one term")
        for issue in (checker.scenario.issues[place] for place in moved):
            low, high = sorted((start.terms[moved[0]], end.terms[moved[0]]))
            straight = any(each[0] <= low and high <= each[-1] for each in stretches(checker.scenario, issue))
            require(issue.continuous and straight, "an edge is not straight")
    path = [each.scores for each in ends]
    require(all(a[0] >= b[0] and a[1] <= b[1] for a, b in pairwise(path)), "the edges are not in order")
    for demands in beyond(checker, path):
        checker.none([*reach, *demands], "there is a package beyond the frontier")


def beyond(checker: Checker, path: Sequence[Vector]) -> Iterator[list[Demand]]:
    """Of two parties, what lies beyond edges, of which the path holds the ends in turn: it meets one of these lists."""
    if not path:
        yield []
        return
    yield checker.least(path[0], strict=True)[:1]
    yield checker.least(path[-1], strict=True)[1:]
    for place, (before, after) in enumerate(pairwise(path)):
        sides = checker.least((after[0], before[1]), strict=True)
        normal = (after[1] - before[1], before[0] - after[0])
        line = Demand(normal, normal[0] * before[0] + normal[1] * before[1], strict=True)
        if before != after:
            yield [*sides, line] if place % 2 == 0 else sides  # an edge, a gap, an edge, …


def zone(checker: Checker, claim: Claim) -> None:
    """A package is acceptable to all; or none is, since these demands conflict, and so far are they apart."""
    status = Status(claim["status"])
    if status is Status.PROVEN or claim["package"] is not None:
        checker.given(claim["package"])
    if status is Status.NONE:
        conflict(checker, claim["conflict"])
        for name in ("least total", "least largest"):
            if claim[name] is not None:
                concession(checker, claim[name], largest=name == "least largest")


def conflict(checker: Checker, claim: Claim) -> None:
    """Some demands cannot be met together, and any one less of them can."""
    scenario, ids = checker.scenario, [party.id for party in checker.scenario.parties]
    minimums, kept = [*map(ids.index, claim["minimums"])], [scenario.dependencies[n] for n in claim["dependencies"]]
    packages = checker.of(replace(scenario, dependencies=tuple(kept)))
    demands = [checker.reach[party] for party in minimums]
    checker.none(demands, "the demands that are said to conflict can be met together", packages)
    require(len(claim["without"]) == len(demands) + len(kept), "not every demand is shown to be needed")
    for place, plain in enumerate(claim["without"]):
        if plain is None:
            raise NotCheckedError("whether each demand of the conflict is needed")
        found = package(scenario, read_terms(scenario, plain))
        met = [found.scores[party] >= checker.minimums[party] for party in minimums]
        met += [keeps(scenario, each, found.terms) for each in kept]
        require(all(met[:place] + met[place + 1 :]), "a demand of the conflict is not shown to be needed")


def concession(checker: Checker, claim: Claim, *, largest: bool) -> None:
    """A package asks so much of each, and none asks for less, in all or of the party that gives up most."""
    found, each = checker.given(claim["package"], reach=False), numbers(claim["each"])
    lacking = tuple(max(low - score, Fraction(0)) for low, score in zip(checker.minimums, found.scores, strict=True))
    require(each == lacking, "a concession is not what it costs")
    if not claim["proven"]:
        raise NotCheckedError("whether a smaller concession would do")
    # What all give up is the most that some of them lack together of their minimums.
    sizes = [1] if largest else [party + 1 for party in checker.parties]
    sums = [added(some, [1] * size) for size in sizes for some in combinations(checker.reach, size)]
    less = [replace(one, least=one.least - (max(each) if largest else sum(each)), strict=True) for one in sums]
    checker.none(less, "a smaller concession would do")
