# SPDX-License-Identifier: Apache-2.0
"""Check the packages that are called fair: that none measures more, by the definition of the concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, count, permutations
from math import ceil, prod

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checker import Checker, Claim, numbers, require
from goodoffices.settlement.demands import Demand, NotCheckedError, Vector
from goodoffices.settlement.packages import Package


FINE, INTERVALS = 1 << 30, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fair:
    """What is larger of a package that is better in some sense: what gains are counted from, and in which units."""

    concept: Concept
    base: Vector
    units: Vector
    weights: Vector

    def measure(self, scores: Vector) -> tuple[Fraction, ...]:
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
    concept, certificate = Concept(claim["concept"]), claim["certificate"]
    status, parties = Status(certificate["status"]), checker.parties
    value, bound = numbers(certificate["value"]), numbers(certificate["bound"])
    base, weights = numbers(claim["baseline"]), numbers(claim["party weights"])
    from_minimums = concept is Concept.MAXIMIN_GAIN or base == checker.minimums
    require(from_minimums and len(base) == len(parties), "gains are not counted from the minimums")
    require(len(weights) == (len(parties) if concept is Concept.UTILITARIAN else 0), "the parties' weights do not fit")
    require(min(weights, default=0) >= 0, "a weight is negative")
    packages = [checker.given(each) for each in claim["packages"]]
    require(bool(packages) or status is not Status.PROVEN, "nothing is given that could be best")
    if status is Status.NONE:
        require(not packages, "packages are given although there are said to be none")
        checker.none(checker.reach, "there is an acceptable package")
    if not packages:
        return
    units = [Fraction(1)] * len(base)
    if concept is Concept.KALAI_SMORODINSKY:
        require(len(certificate["ideals"]) == len(base), "there is not one ideal for each party")
        for party, each in enumerate(map(checker.given, certificate["ideals"])):
            more = checker.alone(party, each.scores[party], strict=True)
            checker.none([*checker.reach, more], "a party could get more than its ideal")
            units[party] = each.scores[party] - base[party]
    fair = Fair(concept=concept, base=base, units=tuple(units), weights=weights)
    measures, counted = {fair.measure(each.scores) for each in packages}, int(concept is Concept.NASH)
    require(len(measures) == 1, "the packages are not level with one another")
    require({each[counted:] for each in measures} == {value}, "the packages do not measure what is said")
    require(value[: len(bound)] <= bound, "the packages exceed the bound")
    require(status is not Status.PROVEN or bound == value, "the bound is not the value")
    best = (*measures.pop()[:counted], *bound)
    if bound > value and counted and best[0] < len(base):
        raise NotCheckedError("what bounds a product in which not all gain")
    if bound and checker.packages.ranges:
        best_of_ranges(checker, fair, best, packages[0].scores, checker.reach)
    elif bound:
        best_of_options(checker, fair, best, packages, complete=claim["complete"], proven=status is Status.PROVEN)
    for each in packages if status is Status.PROVEN and checker.packages.ranges else ():
        checker.none(checker.better(each.scores), "a package is not efficient")
    if claim["complete"] and checker.packages.ranges:
        raise NotCheckedError("in ranges, packages that are level are not counted")


def best_of_options(
    checker: Checker, fair: Fair, best: Vector, packages: Sequence[Package], *, complete: bool, proven: bool
) -> None:
    """Nothing measures more than this; and if it is proven, what is given is efficient, and all that is level."""
    given, rivals = Counter(each.scores for each in packages), dict[Vector, int]()
    for demands in rivals_of(checker, fair, best, packages[0].scores):
        rivals |= checker.packages.front([*checker.reach, *demands], given, counted=complete)
    found = {rival: fair.measure(rival)[: len(best)] for rival in rivals}
    require(max(found.values(), default=best) <= best, "there is a better package")
    if proven:
        for scores in given.keys() - rivals.keys():
            checker.none(checker.better(scores), "a package is not efficient")
        level = {rival: times for rival, times in rivals.items() if found[rival] == best}
        require(not complete or given == level, "not every package that is level is given")


def rivals_of(checker: Checker, fair: Fair, best: Vector, scores: Vector) -> Iterator[list[Demand]]:
    """Demands of which a package that is better than the best, or level with it, meets all of one list."""
    if fair.concept is Concept.UTILITARIAN:
        yield [Demand(fair.weights, best[0])]
    elif fair.concept is not Concept.NASH:
        yield checker.least(low + best[0] * unit for low, unit in zip(fair.base, fair.units, strict=True))
    else:
        for more in combinations(checker.parties, int(best[0]) + 1):
            yield [checker.alone(party, fair.base[party], strict=True) for party in more]
        for gainers in combinations(checker.parties, int(best[0])):
            parts = {party: max(scores[party] - fair.base[party], Fraction(0)) or Fraction(1) for party in gainers}
            yield [tangent(fair, best[1], parts)]


def tangent(fair: Fair, product: Fraction, parts: Mapping[int, Fraction], *, strict: bool = False) -> Demand:
    """That gains, each divided by a part, are 1 or more on average; the parts' product is made the one that is given.

    Positive numbers are never less on average than the root of their product; so gains of that product meet it.
    """
    fitted = dict(parts)
    for party, part in [*parts.items()][:1]:
        fitted[party] = part * product / prod(parts.values())
    fine = FINE * max(fitted.values(), default=Fraction(1))
    weights = [Fraction(0)] * len(fair.base)
    for party, part in fitted.items():
        weights[party] = fine / part if strict else Fraction(ceil(fine / part))
    low = sum(weight * low for weight, low in zip(weights, fair.base, strict=True))
    return Demand(weights, fine * len(fitted) + low, strict)


def best_of_ranges(checker: Checker, fair: Fair, best: Vector, scores: Vector, reach: Sequence[Demand]) -> None:
    """Nothing measures more: no package meets any list of demands of which each that measures more meets one."""
    if fair.concept is Concept.UTILITARIAN:
        checker.none([*reach, Demand(fair.weights, best[0], strict=True)], "there is a better package")
    elif fair.concept is not Concept.NASH:
        # For more, some parties reach the first numbers in some order, and all others more than the next.
        some = [party for party in checker.parties if fair.units[party]]
        for place, level in enumerate(best[: len(some)]):
            for first in permutations(some, place):
                reached = [*zip(first, best, strict=False), *((party, level) for party in some if party not in first)]
                demands = [
                    checker.alone(party, fair.base[party] + fair.units[party] * least, strict=party not in first)
                    for party, least in reached
                ]
                checker.none([*reach, *demands], "there is a better package")
    else:
        for more in combinations(checker.parties, int(best[0]) + 1):
            gaining = [checker.alone(party, fair.base[party], strict=True) for party in more]
            checker.none([*reach, *gaining], "there is a better package")
        for gainers in combinations(checker.parties, int(best[0])):
            if gainers:
                product_of_ranges(checker, fair, best[1], gainers, scores)


def product_of_ranges(checker: Checker, fair: Fair, bound: Fraction, gainers: Sequence[int], scores: Vector) -> None:
    """No gains of these parties have a larger product: of two, between bounds of the first gain, ever closer ones."""
    parts = {party: max(scores[party] - fair.base[party], Fraction(0)) or Fraction(1) for party in gainers}
    packages, beyond = checker.packages, [*checker.reach, tangent(fair, bound, parts, strict=True)]
    if not packages.front(beyond):
        return
    require(len(gainers) > 1, "there is a better package")
    if len(gainers) > 2:  # noqa: PLR2004 - what is narrowed down is the gain of one of two
        raise NotCheckedError("whether a package has a larger product of more than two gains")

    def demands(gain: Fraction, product: Fraction) -> list[Demand]:
        """That the first gains so much, and the second more than what is left for it of a product."""
        reached = (fair.base[gainers[0]] + gain, fair.base[gainers[1]] + product / gain)
        return [
            *beyond,
            *(checker.alone(p, low, strict=p == gainers[1]) for p, low in zip(gainers, reached, strict=True)),
        ]

    most = [packages.most(party) - fair.base[party] for party in gainers]
    if min(most) <= 0 or prod(most) <= bound:
        return
    intervals = [(bound / most[1], most[0])]
    for _ in range(INTERVALS):
        low, high = intervals.pop()
        middle = parts[gainers[0]] if low < parts[gainers[0]] < high else between(low, high)
        require(not packages.front(demands(middle, bound)), "there is a better package")
        touching = [{gainers[0]: at, gainers[1]: bound / at} for at in (low, middle, high)]
        inside = demands(low, bound * low / high) + [tangent(fair, bound, each, strict=True) for each in touching]
        intervals += [(low, middle), (middle, high)] if packages.front(inside) else []
        if not intervals:
            return
    raise NotCheckedError("whether a package has a larger product of gains could not be narrowed down")


def between(low: Fraction, high: Fraction) -> Fraction:
    """A number near the middle that is simple: where a best package lies there, it is likely to be hit."""
    middle = (low + high) / 2
    return next(each for size in count() if low < (each := middle.limit_denominator(1 << size)) < high)
