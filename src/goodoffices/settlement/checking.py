# SPDX-License-Identifier: Apache-2.0
"""Check an answer without the methods that found it: by the plain meaning of the scenario, and a search of its own.

Scores, dependencies and minimums of every package given are counted anew. That nothing better exists is shown by
looking at all packages where they are few, and else by `excluding`: what a better package would have to meet is written
as demands on weighted sums of scores, and the search finds all packages that meet them. Used are only `scenario`,
`packages`, the types of the answers, and `excluding`; neither tables, nor fronts, nor a solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, prod

from goodoffices.settlement.answers import Answer, Concept, Frontier, Status
from goodoffices.settlement.excluding import Demand, meeting
from goodoffices.settlement.packages import Package, acceptable, allowed, dominates, every_package, keeps, package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Zone


FEW = 3000
"""Up to so many packages are all looked at."""
MOST = 2000
"""The most packages that are compared one by one where a search leaves some."""
FINE = 1 << 30


class Finding(StrEnum):
    """What came of checking an answer."""

    CHECKED = "checked"
    REFUTED = "refuted"
    UNCHECKED = "could not be checked within the limits"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it, and in a sentence each what is wrong, or what could not be checked."""

    finding: Finding
    reasons: tuple[str, ...] = ()


class _Wrong(Exception):  # noqa: N818 - a finding, not an error
    """A claim does not hold."""


def check(
    scenario: Scenario, result: Answer | Frontier | Zone, *, acceptable_only: bool = False, few: int = FEW
) -> Checked:
    """Check every claim of an answer.

    `acceptable_only`: a frontier is one of acceptable packages. Up to `few` packages are all looked at; of more, those
    that meet demands are searched for.
    """
    checking = _Checking(scenario, few)
    try:
        match result:
            case Answer():
                checking.answer(result)
            case Frontier():
                checking.frontier(result, acceptable_only=acceptable_only)
            case Zone():
                checking.zone(result)
    except _Wrong as wrong:
        return Checked(Finding.REFUTED, (str(wrong),))
    left = tuple(dict.fromkeys(checking.left))
    return Checked(Finding.UNCHECKED if left else Finding.CHECKED, left)


class _Checking:
    def __init__(self, scenario: Scenario, few: int) -> None:
        self.scenario, self.left = scenario, list[str]()
        self.minimums = tuple(party.minimum for party in scenario.parties)
        self.every: list[Package] | None = None
        if scenario.outcomes <= few and not any(issue.continuous for issue in scenario.issues):
            self.every = list(every_package(scenario))

    def packages(self, given: Iterable[Package], *, reach: bool) -> None:
        for number, each in enumerate(given, 1):
            if package(self.scenario, each.terms).scores != each.scores:
                raise _Wrong(f"package {number} is not worth the scores that it is given with")
            if not allowed(self.scenario, each.terms):
                raise _Wrong(f"package {number} does not keep the dependencies")
            if reach and not acceptable(self.scenario, each):
                raise _Wrong(f"package {number} does not reach every minimum")

    def found(self, demands: Sequence[Demand], what: str) -> list[Package]:
        """All packages that meet demands; none, with a note that it was not checked, where they cannot be found."""
        if self.every is not None:
            return [each for each in self.every if all(demand.met(each.scores) for demand in demands)]
        terms = meeting(self.scenario, demands, self.scenario.dependencies, MOST)
        if terms is None:
            self.left.append(what)
        return [package(self.scenario, each) for each in terms or ()]

    def reaching(self) -> list[Demand]:
        return self.least(self.minimums)

    def least(self, scores: Iterable[Fraction], *, strict: bool = False) -> list[Demand]:
        return [self.alone(party, score, strict=strict) for party, score in enumerate(scores)]

    def alone(self, party: int, score: Fraction, *, strict: bool = False) -> Demand:
        weights = tuple(Fraction(int(each == party)) for each in range(len(self.minimums)))
        return Demand(weights, score, strict)

    def efficient(self, each: Package) -> None:
        better = self.found(self.least(each.scores), "whether a package is efficient")
        if any(dominates(other.scores, each.scores) for other in better):
            raise _Wrong("a package is not efficient")

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, answer: Answer) -> None:
        self.packages(answer.packages, reach=True)
        base = answer.baseline if answer.concept is Concept.MAXIMIN_GAIN else self.minimums
        if answer.baseline != base or len(base) != len(self.minimums):
            raise _Wrong("gains are not counted from the minimums")
        if len(answer.party_weights) != len(base) * (answer.concept is Concept.UTILITARIAN):
            raise _Wrong("the weights of the parties are not one for each")
        if answer.certificate.status is Status.NONE:
            if answer.packages or self.found(self.reaching(), "whether no package is acceptable"):
                raise _Wrong("there is an acceptable package")
        elif answer.packages:
            units = [Fraction(1)] * len(base)
            if answer.concept is Concept.KALAI_SMORODINSKY:
                units = self.ideals(answer.certificate.ideals)
            self.measured(answer, _Key(answer, base, units))
        elif answer.certificate.status is Status.PROVEN:
            raise _Wrong("nothing is given that could be proven best")

    def measured(self, answer: Answer, key: _Key) -> None:
        """The packages measure what is said, and if they are called the best, nothing is better."""
        value, bound = answer.certificate.value, answer.certificate.bound
        if {key.shown(each) for each in answer.packages} != {value}:
            raise _Wrong("the packages do not measure what the certificate says")
        if len({key.full(each) for each in answer.packages}) > 1:
            raise _Wrong("the packages are not level with one another")
        if value[: len(bound)] > bound:
            raise _Wrong("the packages exceed the bound")
        if answer.certificate.status is Status.PROVEN:
            if bound != value:
                raise _Wrong("the bound is not the value although the answer is called proven")
            self.best(answer, key)
        elif bound:
            self.left.append("the bound of an answer that is not proven")

    def best(self, answer: Answer, key: _Key) -> None:
        first = key.full(answer.packages[0])
        rivals = self.rivals(answer, key, answer.packages[0])
        if any(key.full(each) > first for each in rivals):
            raise _Wrong("there is a better package")
        for each in answer.packages:
            self.efficient(each)
        if answer.complete and not self.left:
            level = [each for each in rivals if key.full(each) == first]
            level = [each for each in level if not any(dominates(other.scores, each.scores) for other in level)]
            if {each.terms for each in level} != {each.terms for each in answer.packages}:
                raise _Wrong("not every package that is level is given")

    def ideals(self, given: Sequence[Package]) -> list[Fraction]:
        if len(given) != len(self.minimums):
            raise _Wrong("there is not one ideal for each party")
        self.packages(given, reach=True)
        for party, each in enumerate(given):
            more = self.alone(party, each.scores[party], strict=True)
            if self.found([*self.reaching(), more], "whether an ideal is the most a party can get"):
                raise _Wrong("a party could get more than its ideal")
        return [each.scores[party] - self.minimums[party] for party, each in enumerate(given)]

    def rivals(self, answer: Answer, key: _Key, first: Package) -> list[Package]:
        """All packages that are not worse than one, or at least all that are better and it itself."""
        reach, what = self.reaching(), f"whether the {answer.concept.value} package is the best"
        if answer.concept is Concept.UTILITARIAN:
            return self.found([*reach, Demand(answer.party_weights, key.full(first)[0])], what)
        if answer.concept is not Concept.NASH:
            gains = key.gains(first)
            worst = min(gains)
            lows = [base + worst * unit for base, unit in zip(key.base, key.units, strict=True)]
            return self.found([*reach, *self.least(lows)], what)
        return self.products(key.gains(first), what)

    def products(self, gains: Sequence[Fraction], what: str) -> list[Package]:
        """All packages in which more parties gain, or as many and the product of their gains is not smaller.

        Where it is not smaller, the gains as parts of numbers with that product are 1 or more on average: the mean of
        numbers is never below the root of their product.
        """
        everybody, count = range(len(gains)), sum(gain > 0 for gain in gains)
        rivals: list[Package] = []
        if count < len(gains):
            for gainers in combinations(everybody, count + 1):
                rivals += self.found([*self.reaching(), *self.gaining(gainers)], what)
        if not count:
            return rivals + self.found(self.reaching(), what)
        product = prod((gain for gain in gains if gain > 0), start=Fraction(1))
        for gainers in combinations(everybody, count):
            parts = [gains[party] for party in gainers if gains[party] > 0]
            parts = [*parts, *[Fraction(1)] * (count - len(parts))]
            parts[0] *= product / prod(parts, start=Fraction(1))
            weights = [Fraction(0)] * len(gains)
            for party, part in zip(gainers, parts, strict=True):
                weights[party] = Fraction(ceil(FINE * max(parts) / part))
            least = count * FINE * max(parts) + sum(w * low for w, low in zip(weights, self.minimums, strict=True))
            demands = [*self.reaching(), *self.gaining(gainers), Demand(tuple(weights), least)]
            rivals += self.found(demands, what)
        return rivals

    def gaining(self, gainers: Iterable[int]) -> list[Demand]:
        return [self.alone(party, self.minimums[party], strict=True) for party in gainers]

    # -- frontier and zone --------------------------------------------------------------------------------------------

    def frontier(self, frontier: Frontier, *, acceptable_only: bool) -> None:
        self.packages(frontier.packages, reach=acceptable_only)
        vectors = [each.scores for each in frontier.packages]
        if vectors != sorted(set(vectors), reverse=True):
            raise _Wrong("the packages are not in order, or two have the same scores")
        if len(frontier.counts) != len(vectors) or 0 in frontier.counts:
            raise _Wrong("not every package is counted")
        reach = self.reaching() if acceptable_only else []
        if self.every is not None:
            self.against_every(frontier, reach)
            return
        if len(self.minimums) != 2 or frontier.status is Status.BEST_FOUND:  # noqa: PLR2004 - what stairs two have
            self.left.append("whether the frontier is complete")
            return
        if any(second[1] <= first[1] for first, second in pairwise(vectors)):
            raise _Wrong("a package is not efficient")
        for first, second in zip([None, *vectors], [*vectors, None], strict=True):
            better = [self.alone(1, first[1], strict=True)] if first else []
            better += [self.alone(0, second[0], strict=True)] if second else []
            if self.found([*reach, *better], "whether the frontier is complete"):
                raise _Wrong("the frontier is not complete, or a package on it is not efficient")
        self.left += ["how many packages have the same scores"] * (max(frontier.counts, default=1) > 1)

    def against_every(self, frontier: Frontier, reach: Sequence[Demand]) -> None:
        vectors = [each.scores for each in frontier.packages]
        every = [each.scores for each in self.every or () if all(demand.met(each.scores) for demand in reach)]
        if any(dominates(other, vector) for vector in vectors for other in every):
            raise _Wrong("a package is not efficient")
        if frontier.status is Status.BEST_FOUND:
            return
        if any(not any(dominates(other, each) for other in every) for each in set(every) - set(vectors)):
            raise _Wrong("the frontier is not complete")
        if [every.count(vector) for vector in vectors] != list(frontier.counts):
            raise _Wrong("the counts are not right")

    def zone(self, zone: Zone) -> None:
        if zone.status is Status.PROVEN:
            if zone.package is None:
                raise _Wrong("no package is given that lies in the zone")
            self.packages([zone.package], reach=True)
        elif zone.status is Status.NONE:
            self.conflict(zone)
            for concession, largest in ((zone.least_total, False), (zone.least_largest, True)):
                if concession is not None:
                    self.concession(concession, largest=largest)

    def conflict(self, zone: Zone) -> None:
        if zone.conflict is None:
            raise _Wrong("no conflict is given")
        places = {party.id: place for place, party in enumerate(self.scenario.parties)}
        if not set(zone.conflict.minimums) <= set(places):
            raise _Wrong("the conflict names a party that there is not")
        if not set(zone.conflict.dependencies) <= set(range(len(self.scenario.dependencies))):
            raise _Wrong("the conflict names a dependency that there is not")
        demands = [self.alone(places[each], self.minimums[places[each]]) for each in zone.conflict.minimums]
        kept = [self.scenario.dependencies[place] for place in zone.conflict.dependencies]
        together = meeting(self.scenario, demands, kept, MOST)
        if together:
            raise _Wrong("the demands that are said to conflict can be met together")
        if together is None:
            self.left.append("whether the demands conflict")
        if len(zone.conflict.without) != len(demands) + len(kept):
            raise _Wrong("not every demand of the conflict is shown to be needed")
        for number, terms in enumerate(zone.conflict.without):
            if terms is None:
                continue
            scores = package(self.scenario, terms).scores
            met = [demand.met(scores) for demand in demands] + [keeps(self.scenario, each, terms) for each in kept]
            if not all(met[:number] + met[number + 1 :]):
                raise _Wrong("a demand of the conflict is not shown to be needed")

    def concession(self, concession: Concession, *, largest: bool) -> None:
        self.packages([concession.package], reach=False)
        below = tuple(
            max(low - score, Fraction(0)) for low, score in zip(self.minimums, concession.package.scores, strict=True)
        )
        if below != concession.each:
            raise _Wrong("a concession is not what a package is below the minimums")
        if not concession.proven:
            return
        if largest:
            less = self.least([low - concession.largest for low in self.minimums], strict=True)
        else:
            # What all give up is the largest of the sums over some of them of the minimum less the score.
            parties = range(len(self.minimums))
            less = [
                Demand(
                    tuple(Fraction(int(party in some)) for party in parties),
                    sum((self.minimums[party] for party in some), Fraction(0)) - concession.total,
                    strict=True,
                )
                for size in range(1, len(self.minimums) + 1)
                for some in combinations(parties, size)
            ]
        if self.found(less, "whether a smaller concession would do"):
            raise _Wrong("a smaller concession would do")


@dataclass(frozen=True)
class _Key:
    """How packages are compared by a concept, from its definition."""

    answer: Answer
    base: Sequence[Fraction]
    units: Sequence[Fraction]

    def gains(self, each: Package) -> list[Fraction]:
        counted = zip(each.scores, self.base, self.units, strict=True)
        return [(score - low) / unit if unit else Fraction(1) for score, low, unit in counted]

    def full(self, each: Package) -> tuple[Fraction, ...]:
        gains = self.gains(each)
        match self.answer.concept:
            case Concept.NASH:
                gaining = [gain for gain in gains if gain > 0]
                return (Fraction(len(gaining)), prod(gaining, start=Fraction(1)) if gaining else Fraction(0))
            case Concept.UTILITARIAN:
                weights = self.answer.party_weights
                return (sum((w * score for w, score in zip(weights, each.scores, strict=True)), Fraction(0)),)
            case Concept.EGALITARIAN:
                return (min(gains),)
            case _:
                return tuple(sorted(gains))

    def shown(self, each: Package) -> tuple[Fraction, ...]:
        return self.full(each)[1:] if self.answer.concept is Concept.NASH else self.full(each)
