# SPDX-License-Identifier: Apache-2.0
"""Check answers, as they are written, by a second program, which shares no method with what found them.

Every package that is given is counted anew, from the plain meaning of the scenario (`packages`). All else that an
answer claims is turned into one question: which are the efficient vectors of scores among the packages that meet
certain demands (`excluding`)? Most often the answer has to be that there are none. Demands are such that whatever would
refute the claim meets them. What follows from numbers alone is put into `checking_further`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from itertools import combinations, count, pairwise, permutations
from math import ceil, prod
from typing import Any, Final, TypeAlias

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.demands import Demand, NotCheckedError, Vector, added
from goodoffices.settlement.excluding import LISTED, Packages, unbettered
from goodoffices.settlement.packages import Package, acceptable, allowed, keeps, package
from goodoffices.settlement.robustness import Random
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import Result, number, read_package, read_terms, to_plain


FINE, INTERVALS, SECONDS = 1 << 30, 200, 300.0
Claim: TypeAlias = Mapping[str, Any]
"""What is claimed, as it is written: see docs/reference/certificates.md."""


class Finding(StrEnum):
    """What came of checking an answer."""

    CHECKED = "checked"
    REFUTED = "refuted"
    UNCHECKED = "could not be checked within the limits"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it, and in a sentence each what is wrong, or what could not be decided and why."""

    finding: Finding
    reasons: tuple[str, ...] = ()


class WrongError(Exception):
    """A claim does not hold."""


def require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - like an assertion
    """Go on only if a claim holds."""
    if not holds:
        raise WrongError(otherwise)


class Checker:
    """Checks what is claimed of one scenario, each claim within so many seconds by a clock.

    `draft`: from which moves are counted; `chance`: makes of a seed what numbers are drawn from.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        draft: Package | None = None,
        seconds: float = SECONDS,
        clock: Callable[[], float] = lambda: 0.0,
        chance: Callable[[int], Random] | None = None,
        listed: int = LISTED,
    ) -> None:
        self.scenario, self.draft, self.chance = scenario, draft, chance
        self.seconds, self.clock, self.listed = seconds, clock, listed
        self.parties, self.end, self.undecided = range(len(scenario.parties)), 0.0, list[str]()
        self.minimums = tuple(party.minimum for party in scenario.parties)
        self.reach, self.packages = self.least(self.minimums), self.of(scenario)

    def check(self, claim: Claim, check: Callable[[Checker, Claim], None]) -> Checked:
        """Check one claim by the function for its kind."""
        self.end, self.undecided = self.clock() + self.seconds, []
        try:
            check(self, claim)
        except WrongError as wrong:
            return Checked(Finding.REFUTED, (str(wrong),))
        except NotCheckedError as why:
            self.undecided.append(str(why))
        except OverflowError:
            self.undecided.append("the numbers are too large")
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            return Checked(Finding.REFUTED, (f"it is not written as such an answer is: {error}",))
        return Checked(Finding.UNCHECKED if self.undecided else Finding.CHECKED, tuple(dict.fromkeys(self.undecided)))

    def of(self, scenario: Scenario) -> Packages:
        """The packages of another scenario."""
        return Packages(scenario, lambda: self.end - self.clock(), self.listed)

    def alone(self, party: int, score: Fraction, *, strict: bool = False) -> Demand:
        """That a party gets at least so much."""
        return Demand([Fraction(each == party) for each in self.parties], score, strict)

    def least(self, scores: Iterable[Fraction], *, strict: bool = False) -> list[Demand]:
        """That each party gets at least so much."""
        return [self.alone(party, score, strict=strict) for party, score in enumerate(scores)]

    def better(self, scores: Vector) -> list[Demand]:
        """That no party gets less than this, and some party more."""
        return [*self.least(scores), Demand([Fraction(1)] * len(scores), sum(scores, Fraction(0)), strict=True)]

    def none(self, demands: Sequence[Demand], otherwise: str, packages: Packages | None = None) -> None:
        """No package meets these demands."""
        try:
            require(not (packages or self.packages).front(demands), otherwise)
        except NotCheckedError as why:
            self.undecided.append(f"whether {otherwise}: {why}")

    def given(self, plain: Any, *, reach: bool = True, keeping: bool = True) -> Package:  # noqa: ANN401
        """A package is worth what is said, keeps the dependencies, and reaches every minimum."""
        found = read_package(self.scenario, plain)
        require(package(self.scenario, found.terms) == found, "a package is not worth what is said")
        require(not keeping or allowed(self.scenario, found.terms), "a package does not keep the dependencies")
        require(not reach or acceptable(self.scenario, found), "a package does not reach every minimum")
        return found


def numbers(plain: Iterable[object]) -> tuple[Fraction, ...]:
    """Read numbers."""
    return tuple(map(number, plain))


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


KINDS: Final = {"answer": answer, "frontier": frontier, "frontier of ranges": edges, "zone": zone}


def check(scenario: Scenario, result: Result, *, acceptable_only: bool = False, listed: int = LISTED) -> Checked:
    """Check every claim of an answer; `acceptable_only`: a frontier is one of acceptable packages.

    Issues that hang together are listed up to so many combinations; beyond that a solver is asked.
    """
    plain = to_plain(scenario, result)
    by_kind = KINDS[str(plain["kind"])]
    if acceptable_only:
        by_kind = partial(frontier, acceptable_only=True)
    return Checker(scenario, listed=listed).check(plain, by_kind)
