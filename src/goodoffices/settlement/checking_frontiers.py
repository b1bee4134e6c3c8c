# SPDX-License-Identifier: Apache-2.0
"""Check frontiers, of packages and of edges, and the zone: what is in them, and that nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from goodoffices.settlement.answers import Status
from goodoffices.settlement.checker import Checker, Claim, numbers, require
from goodoffices.settlement.demands import Demand, NotCheckedError, Vector, added
from goodoffices.settlement.excluding import unbettered
from goodoffices.settlement.packages import keeps, package
from goodoffices.settlement.writing import number, read_terms


def frontier(checker: Checker, claim: Claim, *, acceptable_only: bool = False) -> None:
    """Each package is efficient, and, if it is proven, there are no others, nor other counts."""
    packages = [checker.given(each, reach=acceptable_only) for each in claim["packages"]]
    vectors, counts = [each.scores for each in packages], claim["counts"]
    reach = checker.reach if acceptable_only else []
    require(len(counts) == len(vectors) and min(counts, default=1) > 0, "the counts do not fit")
    require(vectors == sorted(set(vectors), reverse=True), "the packages are not in order")
    require(unbettered(vectors) == vectors, "a package is not efficient")
    if Status(claim["status"]) is Status.BEST_FOUND:
        for each in vectors:
            checker.none(checker.better(each), "a package is not efficient")
        if not claim["missing"] or checker.packages.ranges:
            raise NotCheckedError("how much of the frontier is missing")
        raised = left_out(checker, number(claim["missing"][0]), vectors, acceptable_only=acceptable_only)
        every = checker.packages.front(reach, raised)
        outside = {*unbettered(sorted({*raised, *every}, reverse=True))} - raised
        require(not outside, "more of the frontier is missing than is said")
        return
    if checker.packages.tied and len(checker.parties) == 2 and not claim["counted"]:  # noqa: PLR2004 - gap by gap
        for demands in beyond(checker, [each for each in vectors for _end in range(2)]):
            checker.none([*reach, *demands], "the frontier is not complete, or a package on it is not efficient")
        return
    every = checker.packages.front(reach, vectors, counted=claim["counted"])
    require(every.keys() == set(vectors), "the frontier is not complete, or a package on it is not efficient")
    require(not claim["counted"] or counts == [every[vector] for vector in vectors], "the counts are not right")


def left_out(checker: Checker, share: Fraction, vectors: Sequence[Vector], *, acceptable_only: bool) -> set[Vector]:
    """Vectors, moved up by a share of what lies between the least and the most that each score could come to."""
    stakes = []
    for party in checker.scenario.parties:
        extras = [each.adds for each in party.interactions]
        low, high = sum(each for each in extras if each < 0), sum(each for each in extras if each > 0)
        for issue in checker.scenario.issues:
            weight, values = party.weights.get(issue.id, Fraction(1)), party.values.get(issue.id, {})
            worth = [weight * values.get(option.id, 0) for option in issue.options]
            low, high = low + min(worth), high + max(worth)
        if party.most is not None:
            low, high = min(low, party.most), min(high, party.most)
        stakes.append(high - (max(low, party.minimum) if acceptable_only else low))
    return {tuple(score + share * each for score, each in zip(v, stakes, strict=True)) for v in vectors}


def edges(checker: Checker, claim: Claim, reach: Sequence[Demand] = ()) -> None:
    """Of two parties, along the edges the first score falls and the second rises; nothing lies beyond."""
    ends = [checker.given(each[end], reach=False) for each in claim["edges"] for end in ("start", "end")]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        moved = [place for place, term in enumerate(start.terms) if term != end.terms[place]]
        require(len(moved) <= 1, "the packages of an edge differ in more than one term")
        for issue in (checker.scenario.issues[place] for place in moved):
            low, high = sorted((start.terms[moved[0]], end.terms[moved[0]]))
            bends = {at for party in checker.scenario.parties for at, _value in party.curves.get(issue.id, ())}
            require(issue.continuous and not any(low < bend < high for bend in bends), "an edge is not straight")
    path = [each.scores for each in ends]
    require(all(a[0] >= b[0] and a[1] <= b[1] for a, b in pairwise(path)), "the edges are not in order")
    for demands in beyond(checker, path):
        checker.none([*reach, *demands], "there is a package beyond the frontier")


def beyond(checker: Checker, path: Sequence[Vector]) -> Iterator[list[Demand]]:
    """Of two parties, what lies beyond edges, of which the path holds the ends in turn: it meets one of these lists."""
    if not path:
        yield []
        return
    yield [checker.alone(0, path[0][0], strict=True)]
    yield [checker.alone(1, path[-1][1], strict=True)]
    for place, (before, after) in enumerate(pairwise(path)):
        sides = [checker.alone(0, after[0], strict=True), checker.alone(1, before[1], strict=True)]
        normal = (after[1] - before[1], before[0] - after[0])
        line = Demand(normal, normal[0] * before[0] + normal[1] * before[1], strict=True)
        if before != after:
            yield [*sides, line] if place % 2 == 0 else sides  # an edge, a gap, an edge, …


def zone(checker: Checker, claim: Claim) -> None:
    """A package is acceptable to all; or none is, since these demands conflict, and so far are they apart."""
    status = Status(claim["status"])
    require(status is not Status.PROVEN or claim["package"] is not None, "no package is given that lies in the zone")
    if claim["package"] is not None:
        checker.given(claim["package"])
    if status is Status.NONE:
        require(claim["conflict"] is not None, "there is no conflict")
        conflict(checker, claim["conflict"])
        for name in ("least total", "least largest"):
            if claim[name] is not None:
                concession(checker, claim[name], largest=name == "least largest")


def conflict(checker: Checker, claim: Claim) -> None:
    """Some demands cannot be met together, and any one less of them can."""
    scenario, ids = checker.scenario, [party.id for party in checker.scenario.parties]
    require({*claim["minimums"]} <= {*ids}, "it names what there is not")
    require(max(claim["dependencies"], default=-1) < len(scenario.dependencies), "it names what there is not")
    minimums = [ids.index(each) for each in claim["minimums"]]
    kept = tuple(scenario.dependencies[place] for place in claim["dependencies"])
    demands = [checker.reach[party] for party in minimums]
    packages = checker.of(replace(scenario, dependencies=kept))
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
    lacking = zip(checker.minimums, found.scores, strict=True)
    require(each == tuple(max(low - score, Fraction(0)) for low, score in lacking), "a concession is not what it costs")
    if not claim["proven"]:
        raise NotCheckedError("whether a smaller concession would do")
    some = [parties for size in checker.parties for parties in combinations(checker.reach, size + 1)]
    if largest:
        some = [(alone,) for alone in checker.reach]
    # What all give up is the most that some of them lack together of their minimums.
    sums = [added(parties, [1] * len(parties)) for parties in some]
    less = [replace(one, least=one.least - (max(each) if largest else sum(each)), strict=True) for one in sums]
    checker.none(less, "a smaller concession would do")
