# SPDX-License-Identifier: Apache-2.0
"""Check the packages that are called fair: that none measures more, by the definition of the concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from math import ceil, prod
from operator import sub

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checking.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking.question import Demand, NotCheckedError, Vector


FINE, BOXES = 1 << 30, 1000


@dataclass(frozen=True, slots=True)
class Fair:
    """What is larger of a package that is better in some sense: what gains are counted from, and in which units."""

    concept: Concept
    base: Vector
    units: Vector
    weights: Vector

    def measure(self, scores: Vector) -> Vector:
        """From the definition of the concept: numbers, compared in order."""
        if self.concept is Concept.UTILITARIAN:
            return (sum((w * score for w, score in zip(self.weights, scores, strict=True)), Fraction(0)),)
        counted = zip(scores, self.base, self.units, strict=True)
        gains = sorted((score - low) / unit if unit else Fraction(1) for score, low, unit in counted)
        if self.concept is Concept.NASH:
            gaining = [gain for gain in gains if gain > 0]
            return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)) if gaining else Fraction(0))
        return tuple(gains[:1] if self.concept is Concept.EGALITARIAN else gains)


def answer(checker: Checker, claim: Claim) -> None:
    """A package is the best in some sense, or nothing is better than a bound."""
    concept, told = Concept(claim["concept"]), claim["certificate"]
    status, value, bound = Status(told["status"]), numbers(told["value"]), numbers(told["bound"])
    base, weights = numbers(claim["baseline"]), numbers(claim["party weights"])
    require(concept is Concept.MAXIMIN_GAIN or base == checker.minimums, "gains are not counted from the minimums")
    require(len(base) == len(checker.minimums), "the baseline has not a score for each party")
    require(min(weights, default=0) >= 0, "a weight is negative")
    packages = [checker.given(each).scores for each in claim["packages"]]
    require(bool(packages) or status is not Status.PROVEN, "nothing is given that could be best")
    if status is Status.NONE:
        require(not packages, "packages are given although there are said to be none")
        checker.none(checker.reach, "there is an acceptable package")
    if not packages:
        return
    units = ideals(checker, told["ideals"]) if concept is Concept.KALAI_SMORODINSKY else (Fraction(1),) * len(base)
    fair, counted = Fair(concept, base, units, weights), int(concept is Concept.NASH)
    measures = {fair.measure(each) for each in packages}
    require(len(measures) == 1, "the packages are not level with one another")
    require({each[counted:] for each in measures} == {value}, "the packages do not measure what is said")
    require(value[: len(bound)] <= bound, "the packages exceed the bound")
    require(status is not Status.PROVEN or bound == value, "the bound is not the value")
    best, rivals = (*measures.pop()[:counted], *bound), dict[Vector, int]()
    if bound > value and counted and best[0] < len(base):
        raise NotCheckedError("what bounds a product in which not all gain")
    given = Counter(packages if bound else ())
    for demands in rivals_of(checker, fair, best, packages[0]) if bound else ():
        if checker.ranges:
            checker.none([*checker.reach, *demands], "there is a better package")
        else:
            rivals |= checker.front([*checker.reach, *demands], given, counted=claim["complete"])
    found = {rival: fair.measure(rival)[: len(best)] for rival in rivals}
    require(max(found.values(), default=best) <= best, "there is a better package")
    if status is Status.PROVEN:
        for scores in given.keys() - rivals.keys():
            checker.none(checker.better(scores), "a package is not efficient")
        if claim["complete"] and checker.ranges:
            raise NotCheckedError("in ranges, packages that are level are not counted")
        level = {rival: times for rival, times in rivals.items() if found[rival] == best}
        require(not claim["complete"] or given == level, "not every package that is level is given")


def ideals(checker: Checker, plain: Sequence[object]) -> Vector:
    """The most that each party could gain, from packages of which none gives it more."""
    most = [each.scores[party] for party, each in enumerate(map(checker.given, plain))]
    for more in checker.least(most, strict=True):
        checker.none([*checker.reach, more], "a party could get more than its ideal")
    return tuple(map(sub, most, checker.minimums))


def rivals_of(checker: Checker, fair: Fair, best: Vector, scores: Vector) -> Iterator[list[Demand]]:
    """Demands of which a package that is better than the best meets all of one list, or, of options, that is level."""
    ranges, parties = checker.ranges, checker.parties
    if fair.concept is Concept.UTILITARIAN:
        yield [Demand(fair.weights, best[0], strict=ranges)]
    elif fair.concept is Concept.NASH:
        for more in combinations(parties, int(best[0]) + 1):
            yield [checker.least(fair.base, strict=True)[party] for party in more]
        for gainers in combinations(parties, int(best[0])):
            parts = [max(scores[party] - fair.base[party], Fraction(0)) or Fraction(1) for party in gainers]
            if not ranges:
                yield [tangent(fair, best[1], gainers, parts)]
            elif gainers:
                yield from product_of_ranges(checker, fair, best[1], gainers, parts)
    elif not ranges:
        yield checker.least([low + best[0] * unit for low, unit in zip(fair.base, fair.units, strict=True)])
    else:  # for more, some parties reach the first numbers in some order, and all others more than the next
        some = [party for party in parties if fair.units[party]]
        for place, level in enumerate(best[: len(some)]):
            for first in permutations(some, place):
                least = {**dict.fromkeys(some, level), **dict(zip(first, best, strict=False))}
                reached = [fair.base[party] + fair.units[party] * least.get(party, 0) for party in parties]
                yield [checker.least(reached, strict=party not in first)[party] for party in some]


def tangent(
    fair: Fair, product: Fraction, gainers: Sequence[int], parts: Sequence[Fraction], *, strict: bool = False
) -> Demand:
    """That gains, each divided by a part, are 1 or more on average; the parts' product is made the one that is given.

    Positive numbers are never less on average than the root of their product; so gains of that product meet it.
    """
    fitted = [parts[0] * product / prod(parts), *parts[1:]] if parts else []
    fine, weights = FINE * max(fitted, default=Fraction(1)), [Fraction(0)] * len(fair.base)
    for party, part in zip(gainers, fitted, strict=True):
        weights[party] = fine / part if strict else Fraction(ceil(fine / part))
    low = sum(weight * low for weight, low in zip(weights, fair.base, strict=True))
    return Demand(weights, fine * len(fitted) + low, strict)


def product_of_ranges(
    checker: Checker, fair: Fair, bound: Fraction, gainers: Sequence[int], parts: Sequence[Fraction]
) -> Iterator[list[Demand]]:
    """What has a larger product of gains meets a tangent at the parts, and lies in one of ever smaller boxes of gains.

    In a box it meets a tangent near its middle, too; and what lies above that point has a larger product.
    """
    beyond, most = tangent(fair, bound, gainers, parts, strict=True), checker.packages.ends(max)
    others = [each for party, each in enumerate(checker.reach) if party not in gainers]

    def above(gains: Sequence[Fraction], *, strict: bool = False) -> list[Demand]:
        least = [low + dict(zip(gainers, gains, strict=True)).get(party, 0) for party, low in enumerate(fair.base)]
        return [checker.least(least, strict=strict and party == gainers[0])[party] for party in gainers]

    boxes = [([Fraction(0)] * len(gainers), [most[party] - fair.base[party] for party in gainers])]
    for _ in range(BOXES):
        if not boxes:
            return
        low, high = boxes.pop()
        low = [max(a, bound * b / prod(high)) for a, b in zip(low, high, strict=True)] if min(high) > 0 else high
        if any(a >= b for a, b in zip(low, high, strict=True)):
            continue
        cut = [part if a < part < b else between(a, b) for part, a, b in zip(parts, low, high, strict=True)]
        point = [bound / prod(cut[1:]), *cut[1:]]
        if checker.front([*others, *above(low), beyond, tangent(fair, bound, gainers, point, strict=True)]):
            yield [*others, *above(point, strict=True)]
            wide = max(range(len(gainers)), key=lambda place: high[place] / low[place])
            boxes.append(([*low[:wide], cut[wide], *low[wide + 1 :]], high))
            boxes.append((low, [*high[:wide], cut[wide], *high[wide + 1 :]]))
    raise NotCheckedError("whether a package has a larger product of gains could not be narrowed down")


def between(low: Fraction, high: Fraction) -> Fraction:
    """A number near the middle that is simple: where a best package lies there, it is likely to be hit."""
    middle, size = (low + high) / 2, 1
    while not low < (simple := middle.limit_denominator(size)) < high:
        size *= 2
    return simple
