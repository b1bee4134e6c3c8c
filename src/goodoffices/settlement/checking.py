# SPDX-License-Identifier: Apache-2.0
"""Check an answer by a second program, which shares no method with what found it.

Scores, dependencies and minimums of every package given are counted anew, from the plain meaning of the scenario
(`packages`). All else that an answer claims is of one kind: which are the efficient vectors of scores among the
packages that meet certain demands (`excluding`), or that there are none. Demands are chosen so that whatever would
refute the answer meets them; then all that does is compared with the answer, by the definition of its concept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise
from math import ceil, prod

from goodoffices.settlement.answers import Answer, Concept, Frontier, Status
from goodoffices.settlement.continuous import MixedFrontier
from goodoffices.settlement.excluding import LISTED, Demand, NotCheckedError, Search, Vector, unbettered
from goodoffices.settlement.excluding_ranges import Ranges
from goodoffices.settlement.packages import Package, acceptable, allowed, keeps, package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Conflict, Zone


FINE = 1 << 30


class Finding(StrEnum):
    """What came of checking an answer."""

    CHECKED = "checked"
    REFUTED = "refuted"
    UNCHECKED = "could not be checked within the limits"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it, and in a sentence each what is wrong, or what could not be checked and why."""

    finding: Finding
    reasons: tuple[str, ...] = ()


class _Wrong(Exception):  # noqa: N818 - a finding, not an error
    """A claim does not hold."""


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - like an assertion
    if not holds:
        raise _Wrong(otherwise)


def check(
    scenario: Scenario,
    result: Answer | Frontier | MixedFrontier | Zone,
    *,
    acceptable_only: bool = False,
    listed: int = LISTED,
) -> Checked:
    """Check every claim of an answer.

    `acceptable_only`: a frontier is one of acceptable packages. Issues that hang together are listed up to so many
    combinations; beyond that a solver is asked.
    """
    try:
        checking = _Checking(scenario, listed)
        match result:
            case Answer():
                checking.answer(result)
            case Frontier():
                checking.frontier(result, acceptable_only=acceptable_only)
            case MixedFrontier():
                checking.edges(result)
            case Zone():
                checking.zone(result)
    except _Wrong as wrong:
        return Checked(Finding.REFUTED, (str(wrong),))
    except NotCheckedError as why:
        return Checked(Finding.UNCHECKED, (str(why),))
    return Checked(Finding.CHECKED)


class _Checking:
    def __init__(self, scenario: Scenario, listed: int) -> None:
        self.scenario, self.listed, self.parties = scenario, listed, range(len(scenario.parties))
        self.minimums = tuple(party.minimum for party in scenario.parties)
        self.reach = self.least(self.minimums)
        self.ranges = any(issue.continuous for issue in scenario.issues)
        self.search = self.searching(scenario)

    def searching(self, scenario: Scenario) -> Search | Ranges:
        return Ranges(scenario, self.listed) if self.ranges else Search(scenario, self.listed)

    def given(self, packages: Iterable[Package], *, reach: bool = True) -> None:
        for each in packages:
            _require(package(self.scenario, each.terms).scores == each.scores, "a package is not worth what is said")
            _require(allowed(self.scenario, each.terms), "a package does not keep the dependencies")
            _require(not reach or acceptable(self.scenario, each), "a package does not reach every minimum")

    def alone(self, party: int, score: Fraction, *, strict: bool = False) -> Demand:
        return Demand([Fraction(each == party) for each in self.parties], score, strict)

    def least(self, scores: Iterable[Fraction], *, strict: bool = False) -> list[Demand]:
        return [self.alone(party, score, strict=strict) for party, score in enumerate(scores)]

    def none(self, demands: Sequence[Demand], otherwise: str) -> None:
        _require(not self.search.front(demands, counted=False), otherwise)

    def answer(self, answer: Answer) -> None:
        claim, concept, packages = answer.certificate, answer.concept, answer.packages
        base = answer.baseline if concept is Concept.MAXIMIN_GAIN else self.minimums
        weights = len(self.parties) if concept is Concept.UTILITARIAN else 0
        _require(answer.baseline == base and len(base) == len(self.parties), "gains are not counted from the minimums")
        _require(len(answer.party_weights) == weights, "the weights of the parties are not one for each")
        _require(min(answer.party_weights, default=0) >= 0, "a weight is negative")
        _require(bool(packages) or claim.status is not Status.PROVEN, "nothing is given that could be best")
        self.given(packages)
        if claim.status is Status.NONE:
            _require(not packages, "packages are given although there are said to be none")
            self.none(self.reach, "there is an acceptable package")
        if not packages:
            return
        units = [Fraction(1)] * len(base)
        if concept is Concept.KALAI_SMORODINSKY:
            _require(len(claim.ideals) == len(base), "there is not one ideal for each party")
            self.given(claim.ideals)
            for party, each in enumerate(claim.ideals):
                more = self.alone(party, each.scores[party], strict=True)
                self.none([*self.reach, more], "a party could get more than its ideal")
                units[party] = each.scores[party] - base[party]
        measures = {_measure(answer, units, each.scores) for each in packages}
        counted = int(concept is Concept.NASH)  # how many gain comes first there, and is not stated
        _require({each[counted:] for each in measures} == {claim.value}, "the packages do not measure what is said")
        _require(len(measures) == 1, "the packages are not level with one another")
        _require(claim.value[: len(claim.bound)] <= claim.bound, "the packages exceed the bound")
        _require(claim.status is not Status.PROVEN or claim.bound == claim.value, "the bound is not the value")
        best = (*measures.pop()[:counted], *claim.bound)
        if claim.bound > claim.value and counted and best[0] < len(base):
            raise NotCheckedError("what bounds a product in which not all gain")
        if claim.bound:
            self.best(answer, units, best)

    def best(self, answer: Answer, units: Sequence[Fraction], best: tuple[Fraction, ...]) -> None:
        """Nothing measures more than this; and if it is proven, what is given is efficient, and all that is level."""
        given, rivals = Counter(each.scores for each in answer.packages), dict[Vector, int]()
        turns = partial(_turns, answer.baseline, units)
        for demands in self.rivals(answer, units, answer.packages[0].scores):
            rivals |= self.search.front([*self.reach, *demands], given, counted=answer.complete, turns=turns)
        found = {rival: _measure(answer, units, rival)[: len(best)] for rival in rivals}
        _require(max(found.values(), default=best) <= best, "there is a better package")
        if answer.certificate.status is Status.PROVEN:
            for scores in given.keys() - (set() if self.ranges else rivals.keys()):
                more = Demand([Fraction(1)] * len(scores), sum(scores, Fraction(0)), strict=True)
                self.none([*self.least(scores), more], "a package is not efficient")
            level = {rival: count for rival, count in rivals.items() if found[rival] == best}
            _require(not answer.complete or given == level, "not every package that is level is given")

    def rivals(self, answer: Answer, units: Sequence[Fraction], scores: Vector) -> Iterator[list[Demand]]:
        """Demands of which a package that beats the bound, or is level with it, meets all of one list."""
        bound, base = answer.certificate.bound[0], answer.baseline
        if answer.concept is Concept.UTILITARIAN:
            yield [Demand(answer.party_weights, bound)]
        elif answer.concept is not Concept.NASH:
            yield self.least(low + bound * unit for low, unit in zip(base, units, strict=True))
        else:
            gains = [max(score - low, Fraction(0)) for score, low in zip(scores, base, strict=True)]
            count = sum(gain > 0 for gain in gains)
            for more in combinations(self.parties, count + 1):
                yield [self.alone(party, base[party], strict=True) for party in more]
            for gainers in combinations(self.parties, count):
                # Positive numbers are never less on average than the root of their product: gains, each divided by a
                # part, are 1 or more on average if their product is not below the bound and the parts' is the bound.
                parts = {party: gains[party] or Fraction(1) for party in gainers}
                parts |= {party: part * bound / prod(parts.values()) for party, part in [*parts.items()][:1]}
                fine = FINE * max(parts.values(), default=Fraction(1))
                weights = [Fraction(ceil(fine / parts[party]) if party in parts else 0) for party in self.parties]
                low = sum(weight * low for weight, low in zip(weights, base, strict=True))
                yield [Demand(weights, fine * count + low)]

    def frontier(self, frontier: Frontier, *, acceptable_only: bool) -> None:
        self.given(frontier.packages, reach=acceptable_only)
        vectors, reach = [each.scores for each in frontier.packages], self.reach if acceptable_only else []
        _require(len(frontier.counts) == len(vectors) and min(frontier.counts, default=1) > 0, "the counts do not fit")
        _require(vectors == sorted(set(vectors), reverse=True), "the packages are not in order")
        _require(unbettered(vectors) == vectors, "a package is not efficient")
        if frontier.status is Status.BEST_FOUND:
            for each in vectors:
                found = self.search.front([*reach, *self.least(each)], [each], counted=False)
                _require(set(found) == {each}, "a package is not efficient")
            raise NotCheckedError("how much of the frontier is missing; what is listed is efficient")
        every = self.search.front(reach, vectors, counted=frontier.counted)
        _require(every.keys() == set(vectors), "the frontier is not complete, or a package on it is not efficient")
        counts = [every[vector] for vector in vectors]
        _require(not frontier.counted or list(frontier.counts) == counts, "the counts are not right")

    def edges(self, frontier: MixedFrontier) -> None:
        """Along the edges the first score falls and the second rises; there is nothing beyond an edge or a gap."""
        for edge in frontier.edges:
            self.given([edge.start, edge.end], reach=False)
            moved = [place for place, term in enumerate(edge.start.terms) if term != edge.end.terms[place]]
            _require(len(moved) <= 1, "the packages of an edge differ in more than one term")
            for issue in (self.scenario.issues[place] for place in moved):
                low, high = sorted((edge.start.terms[moved[0]], edge.end.terms[moved[0]]))
                bends = {number for party in self.scenario.parties for number, _ in party.curves.get(issue.id, ())}
                _require(issue.continuous and not any(low < bend < high for bend in bends), "an edge is not straight")
        ends = [end.scores for edge in frontier.edges for end in (edge.start, edge.end)]
        falling = all(a[0] >= b[0] and a[1] <= b[1] for a, b in pairwise(ends))
        _require(falling, "the edges are not in order")
        beyond = [[self.alone(0, ends[0][0], strict=True)], [self.alone(1, ends[-1][1], strict=True)]] if ends else [[]]
        for number, (before, after) in enumerate(pairwise(ends)):
            sides = [self.alone(0, after[0], strict=True), self.alone(1, before[1], strict=True)]
            normal = (after[1] - before[1], before[0] - after[0])
            line = Demand(normal, normal[0] * before[0] + normal[1] * before[1], strict=True)
            beyond.append([*sides, line] if number % 2 == 0 else sides)  # an edge, a gap, an edge, …
        for demands in beyond:
            self.none(demands, "there is a package beyond the frontier")

    def zone(self, zone: Zone) -> None:
        if zone.status is Status.PROVEN:
            _require(zone.package is not None, "no package is given that lies in the zone")
        self.given([zone.package] if zone.package else [])
        if zone.status is Status.NONE:
            self.conflict(zone.conflict)
            for concession, largest in ((zone.least_total, False), (zone.least_largest, True)):
                if concession is not None:
                    self.concession(concession, largest=largest)

    def conflict(self, conflict: Conflict | None) -> None:
        ids, every = [party.id for party in self.scenario.parties], self.scenario.dependencies
        if (
            conflict is None
            or not {*conflict.minimums} <= {*ids}
            or max(conflict.dependencies, default=-1) >= len(every)
        ):
            raise _Wrong("there is no conflict, or it names what there is not")
        demands = [self.reach[ids.index(each)] for each in conflict.minimums]
        kept = tuple(every[place] for place in conflict.dependencies)
        together = self.searching(replace(self.scenario, dependencies=kept)).front(demands, counted=False)
        _require(not together, "the demands that are said to conflict can be met together")
        _require(len(conflict.without) == len(demands) + len(kept), "not every demand is shown to be needed")
        for number, terms in enumerate(conflict.without):
            if terms is None:
                raise NotCheckedError("whether each demand of the conflict is needed was not found out")
            scores = package(self.scenario, terms).scores
            met = [each.met(scores) for each in demands] + [keeps(self.scenario, each, terms) for each in kept]
            _require(all(met[:number] + met[number + 1 :]), "a demand of the conflict is not shown to be needed")

    def concession(self, concession: Concession, *, largest: bool) -> None:
        self.given([concession.package], reach=False)
        lacking = (low - score for low, score in zip(self.minimums, concession.package.scores, strict=True))
        _require(
            concession.each == tuple(max(each, Fraction(0)) for each in lacking), "a concession is not what it costs"
        )
        if not concession.proven:
            raise NotCheckedError("whether a smaller concession would do was not found out")
        less = self.least([low - concession.largest for low in self.minimums], strict=True)
        if not largest:  # what all give up is the most that some of them lack together of their minimums
            some = [each for size in self.parties for each in combinations(self.parties, size + 1)]
            asked = [sum(self.minimums[party] for party in each) - concession.total for each in some]
            less = [
                Demand([Fraction(party in each) for party in self.parties], least, strict=True)
                for each, least in zip(some, asked, strict=True)
            ]
        self.none(less, "a smaller concession would do")


def _turns(base: Sequence[Fraction], units: Sequence[Fraction], start: Vector, end: Vector) -> Iterator[Fraction]:
    """Where on the way from one vector to another the gains of two parties are level, or their product turns."""
    (a, b), (c, d) = (
        [(x - low) / (unit or 1) for x, low, unit in zip(v, base, units, strict=True)] for v in (start, end)
    )
    for before, after in (
        (a - b, c - d),
        (a * (d - b) + b * (c - a), a * (d - b) + b * (c - a) + 2 * (c - a) * (d - b)),
    ):
        if before != after:
            yield before / (before - after)


def _measure(answer: Answer, units: Sequence[Fraction], scores: Vector) -> tuple[Fraction, ...]:
    """What is larger of a package that is better by the concept of an answer, from its definition."""
    if answer.concept is Concept.UTILITARIAN:
        return (sum((w * score for w, score in zip(answer.party_weights, scores, strict=True)), Fraction(0)),)
    counted = zip(scores, answer.baseline, units, strict=True)
    gains = sorted((score - low) / unit if unit else Fraction(1) for score, low, unit in counted)
    if answer.concept is Concept.NASH:
        gaining = [gain for gain in gains if gain > 0]
        return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)) if gaining else Fraction(0))
    return tuple(gains[:1] if answer.concept is Concept.EGALITARIAN else gains)
