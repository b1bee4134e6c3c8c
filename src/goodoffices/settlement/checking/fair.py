# SPDX-License-Identifier: Apache-2.0
"""Check the packages that are called fair: that none measures more, by the definition of the concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, prod
from operator import sub

from .checker import Checker, Claim, require, status_of
from .question import Demand, NotCheckedError, better, least
from .talks import Vector, numbers


CONCEPTS = {"Nash", "Kalai–Smorodinsky", "egalitarian", "leximin", "utilitarian", "maximin gain"}
FINE = 1 << 30


@dataclass(frozen=True, slots=True)
class Fair:
    """What is larger of a package that is better in some sense: what gains are counted from, and in which units."""

    concept: str
    base: Vector
    units: Vector
    weights: Vector = ()

    def measure(self, scores: Vector) -> Vector:
        """From the definition of the concept: numbers, compared in order."""
        if self.concept == "utilitarian":
            return (sum((w * score for w, score in zip(self.weights, scores, strict=True)), Fraction(0)),)
        counted = zip(scores, self.base, self.units, strict=True)
        gains = sorted((score - low) / unit if unit else Fraction(1) for score, low, unit in counted)
        if self.concept == "Nash":
            gaining = [gain for gain in gains if gain > 0]
            return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)) if gaining else Fraction(0))
        return tuple(gains[:1] if self.concept == "egalitarian" else gains)


def answer(checker: Checker, claim: Claim) -> None:
    """A package is the best in some sense, or nothing is better than a bound."""
    concept, told, base = claim["concept"], claim["certificate"], numbers(claim["baseline"])
    status, value, bound = status_of(told), numbers(told["value"]), numbers(told["bound"])
    weights = numbers(claim["party weights"])
    require(concept in CONCEPTS and len(base) == len(checker.minimums), "there is no such concept, or no such baseline")
    require(concept == "maximin gain" or base == checker.minimums, "gains are not counted from the minimums")
    require(min(weights, default=0) >= 0, "a weight is negative")
    whole = [checker.given(each) for each in claim["packages"]]
    require(len({(*each.terms.items(),) for each in whole}) == len(whole), "a package is given twice")
    packages = [each.scores for each in whole]
    require(bool(packages) or status != "proven", "nothing is given that could be best")
    if not packages:
        nothing(checker, status, bound)
        return
    require(status != "none", "packages are given although there are said to be none")
    units = ideals(checker, told["ideals"]) if concept == "Kalai–Smorodinsky" else (Fraction(1),) * len(base)
    fair, nash = Fair(concept, base, units, weights), int(concept == "Nash")
    measures = {fair.measure(each) for each in packages}
    require(len(measures) == 1, "the packages are not level with one another")
    require({each[nash:] for each in measures} == {value}, "the packages do not measure what is said")
    require(value[: len(bound)] <= bound, "the packages exceed the bound")
    require(status != "proven" or bound == value, "the bound is not the value")
    best, rivals = (*measures.pop()[:nash], *bound), Counter[Vector]()
    if bound > value and nash and best[0] < len(base):
        raise NotCheckedError("what bounds a product in which not all gain")
    given = Counter(packages if bound else ())
    for demands in rivals_of(checker, fair, best, packages[0]) if bound else ():
        if checker.ranges:
            checker.none([*checker.reach, *demands], "there is a better package")
        else:
            rivals |= checker.front([*checker.reach, *demands], given)
    found = {rival: fair.measure(rival)[: len(best)] for rival in rivals}
    require(max(found.values(), default=best) <= best, "there is a better package")
    if status == "proven":
        for scores in given.keys() - rivals.keys():
            checker.none(better(scores), "a package is not efficient")
        if claim["complete"] and checker.ranges:
            raise NotCheckedError("in ranges, packages that are level are not counted")
        if claim["complete"]:
            level = Counter({rival: times for rival, times in rivals.items() if found[rival] == best})
            require(given == checker.packages.counts(level), "not every package that is level is given")


def nothing(checker: Checker, status: str, bound: Vector) -> None:
    """No package is given: none is acceptable, or nothing is claimed."""
    if status == "none":
        checker.none(checker.reach, "there is an acceptable package")
    if bound:
        raise NotCheckedError("what bounds packages of which none is given")


def ideals(checker: Checker, told: Sequence[Claim]) -> Vector:
    """The most that each party could gain, from packages of which none gives it more."""
    most = [each.scores[party] for party, each in enumerate(map(checker.given, told))]
    for more in least(most, strict=True):
        checker.none([*checker.reach, more], "a party could get more than its ideal")
    return tuple(map(sub, most, checker.minimums))


def rivals_of(checker: Checker, fair: Fair, best: Vector, scores: Vector) -> Iterator[list[Demand]]:
    """Demands of which a package that is better than the best meets all of one list, or, of options, that is level."""
    if checker.ranges:
        from .fair_ranges import better_in_ranges  # noqa: PLC0415 - which stands on this module

        yield from better_in_ranges(checker, fair, best, scores)
    elif fair.concept == "utilitarian":
        yield [Demand(fair.weights, best[0])]
    elif fair.concept == "Nash":
        yield from more_gain(checker, fair, best)
        for gainers, parts in who_gain(checker, fair, best, scores):
            yield [tangent(fair, best[1], gainers, parts)]
    else:
        yield least([low + best[0] * unit for low, unit in zip(fair.base, fair.units, strict=True)])


def more_gain(checker: Checker, fair: Fair, best: Vector) -> Iterator[list[Demand]]:
    """One party more gains."""
    for more in combinations(checker.parties, int(best[0]) + 1):
        yield [least(fair.base, strict=True)[party] for party in more]


def who_gain(
    checker: Checker, fair: Fair, best: Vector, scores: Vector
) -> Iterator[tuple[Sequence[int], list[Fraction]]]:
    """As many parties as may gain, and parts by which to divide their gains: those of a package, where it has any."""
    for gainers in combinations(checker.parties, int(best[0])):
        yield gainers, [max(scores[party] - fair.base[party], Fraction(0)) or Fraction(1) for party in gainers]


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
