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
from itertools import combinations
from math import ceil, prod

from goodoffices.settlement.answers import Answer, Concept, Frontier, Status
from goodoffices.settlement.excluding import LISTED, Demand, NotCheckedError, Search, Vector, unbettered
from goodoffices.settlement.packages import Package, acceptable, allowed, keeps, package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Zone


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
    scenario: Scenario, result: Answer | Frontier | Zone, *, acceptable_only: bool = False, listed: int = LISTED
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
        self.search = Search(scenario, listed)
        self.minimums = [party.minimum for party in scenario.parties]
        self.reach = self.least(self.minimums)

    def given(self, packages: Iterable[Package], *, reach: bool = True) -> None:
        for each in packages:
            _require(package(self.scenario, each.terms).scores == each.scores, "a package is not worth what is said")
            _require(allowed(self.scenario, each.terms), "a package does not keep the dependencies")
            _require(not reach or acceptable(self.scenario, each), "a package does not reach every minimum")

    def alone(self, party: int, score: Fraction, *, strict: bool = False) -> Demand:
        return Demand([Fraction(each == party) for each in self.parties], score, strict)

    def least(self, scores: Iterable[Fraction], *, strict: bool = False) -> list[Demand]:
        return [self.alone(party, score, strict=strict) for party, score in enumerate(scores)]

    def answer(self, answer: Answer) -> None:
        certificate, concept, packages = answer.certificate, answer.concept, answer.packages
        self.given(packages)
        base = list(answer.baseline) if concept is Concept.MAXIMIN_GAIN else self.minimums
        weights = len(answer.party_weights) if min(answer.party_weights, default=0) >= 0 else -1
        _require(list(answer.baseline) == base and len(base) == len(self.parties), "gains count from elsewhere")
        _require(weights == len(base) * (concept is Concept.UTILITARIAN), "the weights of the parties do not fit")
        if certificate.status is Status.NONE or not packages:
            _require(not packages and certificate.status is not Status.PROVEN, "the status does not fit")
            if certificate.status is Status.NONE:
                _require(not self.search.front(self.reach, counted=False), "there is an acceptable package")
            return
        units = self.ideals(certificate.ideals) if concept is Concept.KALAI_SMORODINSKY else [Fraction(1)] * len(base)
        key = _Key(answer, base, units)
        value, bound, measured = certificate.value, certificate.bound, key(packages[0].scores)
        _require({key(each.scores) for each in packages} == {measured}, "the packages are not level with one another")
        shown = measured[concept is Concept.NASH :]
        _require(shown == value, "the packages do not measure what is said")
        _require(value[: len(bound)] <= bound, "the packages exceed the bound")
        _require(certificate.status is not Status.PROVEN or bound == value, "the bound is not the value")
        if not bound:
            return
        if concept is Concept.NASH and bound > value and measured[0] < len(base):
            raise NotCheckedError("the bound of a product where not all gain")
        best = (*measured[: concept is Concept.NASH], *bound)
        rivals = dict[Vector, int]()
        for demands in self.rivals(key, packages[0].scores, bound[0]):
            rivals |= self.search.front(demands, [each.scores for each in packages], counted=answer.complete)
        _require(all(key(rival)[: len(best)] <= best for rival in rivals), "there is a better package")
        if certificate.status is Status.PROVEN:
            level = {rival: count for rival, count in rivals.items() if key(rival) == best}
            _require({each.scores for each in packages} <= level.keys(), "a package is not efficient")
            if answer.complete:
                _require(Counter(each.scores for each in packages) == level, "not every package that is level is given")

    def ideals(self, given: Sequence[Package]) -> list[Fraction]:
        _require(len(given) == len(self.parties), "there is not one ideal for each party")
        self.given(given)
        for party, each in enumerate(given):
            more = self.alone(party, each.scores[party], strict=True)
            _require(not self.search.front([*self.reach, more], counted=False), "a party could get more than its ideal")
        return [each.scores[party] - self.minimums[party] for party, each in enumerate(given)]

    def rivals(self, key: _Key, scores: Vector, bound: Fraction) -> Iterator[list[Demand]]:
        """Demands of which any package that beats the bound, or is level with it, meets all of one list."""
        if key.answer.concept is Concept.UTILITARIAN:
            yield [*self.reach, Demand(key.answer.party_weights, bound)]
        elif key.answer.concept is not Concept.NASH:
            lows = [low + bound * unit for low, unit in zip(key.base, key.units, strict=True)]
            yield [*self.reach, *self.least(lows)]
        else:
            gains = key.gains(scores)
            count = sum(gain > 0 for gain in gains)
            for more in combinations(self.parties, count + 1):
                yield [*self.reach, *(self.alone(party, self.minimums[party], strict=True) for party in more)]
            for gainers in combinations(self.parties, count):
                yield [
                    *self.reach,
                    *self.product(gainers, [gains[p] if gains[p] > 0 else Fraction(1) for p in gainers], bound),
                ]

    def product(self, gainers: Sequence[int], parts: list[Fraction], bound: Fraction) -> Iterator[Demand]:
        """What a product of gains that is not below a bound asks of their sum.

        Numbers are divided by others that have the bound for product. The mean of positive numbers is never below the
        root of their product, so they are 1 or more on average.
        """
        weights = [Fraction(0)] * len(self.parties)
        if gainers:
            parts[0] *= bound / prod(parts)
            for party, part in zip(gainers, parts, strict=True):
                weights[party] = Fraction(ceil(FINE * max(parts) / part))
            low = sum((weight * low for weight, low in zip(weights, self.minimums, strict=True)), Fraction(0))
            yield Demand(weights, FINE * max(parts) * len(parts) + low)

    def frontier(self, frontier: Frontier, *, acceptable_only: bool) -> None:
        self.given(frontier.packages, reach=acceptable_only)
        vectors = [each.scores for each in frontier.packages]
        _require(len(frontier.counts) == len(vectors) and min(frontier.counts, default=1) > 0, "the counts do not fit")
        _require(vectors == sorted(set(vectors), reverse=True), "the packages are not in order")
        _require(unbettered(vectors) == vectors, "a package is not efficient")
        reach = self.reach if acceptable_only else []
        if frontier.status is Status.BEST_FOUND:
            for each in vectors:
                front = self.search.front([*reach, *self.least(each)], [each], counted=False)
                _require(front.keys() == {each}, "a package is not efficient")
            raise NotCheckedError("how much is missing is said in words")
        whole = self.search.front(reach, vectors, counted=frontier.counted)
        _require(whole.keys() == set(vectors), "the frontier is not complete, or a package on it is not efficient")
        _require(
            not frontier.counted or list(frontier.counts) == [whole[v] for v in vectors], "the counts are not right"
        )

    def zone(self, zone: Zone) -> None:
        if zone.status is Status.PROVEN:
            _require(zone.package is not None, "no package is given that lies in the zone")
            self.given([zone.package] if zone.package else [])
        elif zone.status is Status.NONE:
            self.conflict(zone)
            for concession, largest in ((zone.least_total, False), (zone.least_largest, True)):
                if concession is not None:
                    self.concession(concession, largest=largest)

    def conflict(self, zone: Zone) -> None:
        ids = [party.id for party in self.scenario.parties]
        conflict, every = zone.conflict, self.scenario.dependencies
        if (
            conflict is None
            or not {*conflict.minimums} <= {*ids}
            or not {*conflict.dependencies} <= {*range(len(every))}
        ):
            raise _Wrong("no conflict is given, or it names what there is not")
        demands = [self.alone(ids.index(each), self.minimums[ids.index(each)]) for each in conflict.minimums]
        kept = [every[place] for place in conflict.dependencies]
        together = Search(replace(self.scenario, dependencies=tuple(kept)), self.listed).front(demands, counted=False)
        _require(not together, "the demands that are said to conflict can be met together")
        _require(len(conflict.without) == len(demands) + len(kept), "not every demand is shown to be needed")
        for number, terms in enumerate(conflict.without):
            if terms is None:
                raise NotCheckedError("whether a demand of the conflict is needed was not found out")
            scores = package(self.scenario, terms).scores
            met = [each.met(scores) for each in demands] + [keeps(self.scenario, each, terms) for each in kept]
            _require(all(met[:number] + met[number + 1 :]), "a demand of the conflict is not shown to be needed")

    def concession(self, concession: Concession, *, largest: bool) -> None:
        self.given([concession.package], reach=False)
        lacking = [low - score for low, score in zip(self.minimums, concession.package.scores, strict=True)]
        _require(
            [max(each, Fraction(0)) for each in lacking] == [*concession.each], "a concession is not what it costs"
        )
        if not concession.proven:
            raise NotCheckedError("a concession that is not proven the least")
        if largest:
            less = self.least([low - concession.largest for low in self.minimums], strict=True)
        else:  # What all give up is the largest of the sums over some of them of the minimum less the score.
            less = [
                Demand(
                    [Fraction(party in some) for party in self.parties],
                    sum((self.minimums[party] for party in some), Fraction(0)) - concession.total,
                    strict=True,
                )
                for size in self.parties
                for some in combinations(self.parties, size + 1)
            ]
        _require(not self.search.front(less, counted=False), "a smaller concession would do")


@dataclass(frozen=True)
class _Key:
    """How packages are compared by a concept, from its definition: what measures more is better."""

    answer: Answer
    base: Sequence[Fraction]
    units: Sequence[Fraction]

    def gains(self, scores: Vector) -> list[Fraction]:
        counted = zip(scores, self.base, self.units, strict=True)
        return [(score - low) / unit if unit else Fraction(1) for score, low, unit in counted]

    def __call__(self, scores: Vector) -> tuple[Fraction, ...]:
        gains = self.gains(scores)
        match self.answer.concept:
            case Concept.NASH:
                gaining = [gain for gain in gains if gain > 0]
                return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)) if gaining else Fraction(0))
            case Concept.UTILITARIAN:
                return (
                    sum((w * score for w, score in zip(self.answer.party_weights, scores, strict=True)), Fraction(0)),
                )
            case Concept.EGALITARIAN:
                return (min(gains),)
            case _:
                return tuple(sorted(gains))
