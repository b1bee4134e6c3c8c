# SPDX-License-Identifier: Apache-2.0
"""What a scenario of issues with options means, by looking at every package: the oracle that answers are held to.

Nothing of the product is used here but the values that a scenario is made of. Numbers are exact: fractions, or whole
numbers where they are whole, which compare and add alike. Everything is said as its definition says it, and nothing is
quick: it is for a few hundred packages. Of more, `Plain.sums` gives every score vector, where these are few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import TypeAlias

from goodoffices.settlement import Concept, Dependency, Holds, OnlyIf, Preferences, Scenario


Number: TypeAlias = int | Fraction
Vector: TypeAlias = tuple[Number, ...]
Terms: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Each:
    """One package."""

    terms: Terms
    scores: Vector


def whole(number: Fraction | int) -> Number:
    """The same number, as a whole one if it is: quicker."""
    return number.numerator if number.denominator == 1 else number


def betters(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """At least as good for all, better for one."""
    return all(a >= b for a, b in zip(one, other, strict=True)) and tuple(one) != tuple(other)


def efficient(vectors: Sequence[Vector]) -> list[Vector]:
    """Which of some vectors none of them betters, the largest first, each once."""
    distinct = set(vectors)
    return sorted((each for each in distinct if not any(betters(other, each) for other in distinct)), reverse=True)


def holds(what: Holds, named: dict[str, str]) -> bool:
    """Whether the package of these option ids has one of the options."""
    return named[what.issue] in what.options


def kept(dependency: Dependency, named: dict[str, str]) -> bool:
    """Whether a package keeps one dependency."""
    if isinstance(dependency, OnlyIf):
        return not holds(dependency.term, named) or all(holds(need, named) for need in dependency.needs)
    times = [holds(each, named) for each in dependency.of].count(True)
    return times >= dependency.least and (dependency.most is None or times <= dependency.most)


class Plain:
    """Every package of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.minimums: Vector = tuple(whole(party.minimum) for party in scenario.parties)
        self.options = [
            [
                tuple(
                    whole(
                        party.weights.get(issue.id, Fraction(1))
                        * party.values.get(issue.id, {}).get(option.id, Fraction(0))
                    )
                    for party in scenario.parties
                )
                for option in issue.options
            ]
            for issue in scenario.issues
        ]

    def named(self, terms: Terms) -> dict[str, str]:
        """The option of each issue, by their ids."""
        return {issue.id: issue.options[term].id for issue, term in zip(self.scenario.issues, terms, strict=True)}

    def scores(self, terms: Terms) -> Vector:
        """What a package is worth to each party."""
        rows = [options[term] for options, term in zip(self.options, terms, strict=True)]
        named = self.named(terms) if any(party.interactions for party in self.scenario.parties) else {}
        return self.cut(
            sum((row[place] for row in rows), 0)
            + sum((whole(each.adds) for each in party.interactions if all(holds(h, named) for h in each.together)), 0)
            for place, party in enumerate(self.scenario.parties)
        )

    def cut(self, sums: Iterable[Number]) -> Vector:
        """What counts of the sums of what terms are worth."""
        mosts = (party.most for party in self.scenario.parties)
        return tuple(each if most is None else min(each, whole(most)) for each, most in zip(sums, mosts, strict=True))

    def allowed(self, terms: Terms) -> bool:
        """Whether a package keeps every dependency."""
        if not self.scenario.dependencies:
            return True
        named = self.named(terms)
        return all(kept(each, named) for each in self.scenario.dependencies)

    @cached_property
    def every(self) -> list[Each]:
        """All combinations of options, whatever they depend on."""
        places = product(*(range(len(issue.options)) for issue in self.scenario.issues))
        return [Each(terms, self.scores(terms)) for terms in places]

    @cached_property
    def packages(self) -> list[Each]:
        """All packages that keep the dependencies."""
        return [each for each in self.every if self.allowed(each.terms)]

    @cached_property
    def acceptable(self) -> list[Each]:
        """All that reach every minimum besides."""
        return [each for each in self.packages if self.reaches(each.scores)]

    def reaches(self, scores: Sequence[Number]) -> bool:
        """Whether scores reach every minimum."""
        return all(score >= least for score, least in zip(scores, self.minimums, strict=True))

    @cached_property
    def frontier(self) -> list[Vector]:
        """The efficient vectors of all packages that keep the dependencies."""
        return efficient([each.scores for each in self.packages])

    @cached_property
    def counts(self) -> Counter[Vector]:
        """How many packages have which scores."""
        return Counter(each.scores for each in self.packages)

    @staticmethod
    def sums(scenario: Scenario) -> Counter[Vector]:
        """How many packages have which scores, counted part by part: parts are issues that hang together."""
        found: Counter[Vector] = Counter({(0,) * len(scenario.parties): 1})
        for part in _parts(scenario):
            more: Counter[Vector] = Counter()
            counts = Plain(part).counts
            for one, times in found.items():
                for other, again in counts.items():
                    more[tuple(a + b for a, b in zip(one, other, strict=True))] += times * again
            found = more
        plain, counted = Plain(scenario), Counter[Vector]()
        for sums, times in found.items():
            counted[plain.cut(sums)] += times
        return counted


def _parts(scenario: Scenario) -> Iterator[Scenario]:
    """The scenario cut into such as nothing is said across."""
    spoken = [{h.issue for h in each.together} for party in scenario.parties for each in party.interactions]
    spoken += [{h.issue for h in holds_of(each)} for each in scenario.dependencies]
    left = [{issue.id} for issue in scenario.issues]
    for ids in spoken:
        joined = set().union(*(part for part in left if part & ids))
        left = [part for part in left if not part & ids] + [joined]
    for part in left:
        yield Scenario(
            issues=tuple(issue for issue in scenario.issues if issue.id in part),
            parties=tuple(
                replace(
                    party, most=None, interactions=tuple(i for i in party.interactions if i.together[0].issue in part)
                )
                for party in scenario.parties
            ),
            dependencies=tuple(each for each in scenario.dependencies if holds_of(each)[0].issue in part),
        )


def holds_of(dependency: Dependency) -> tuple[Holds, ...]:
    """All that a dependency speaks of."""
    return (dependency.term, *dependency.needs) if isinstance(dependency, OnlyIf) else dependency.of


def measured(concept: Concept, gains: Sequence[Number], more: Sequence[Number], scores: Sequence[Number]) -> Vector:
    """By what packages are ordered, from the definition; `more`: the ideal gains, or the weights of the parties."""
    match concept:
        case Concept.NASH:
            gaining = [gain for gain in gains if gain > 0]
            return (len(gaining), prod(gaining))
        case Concept.KALAI_SMORODINSKY:
            return tuple(
                sorted(Fraction(g) / Fraction(i) if i else Fraction(1) for g, i in zip(gains, more, strict=True))
            )
        case Concept.EGALITARIAN:
            return (min(gains),)
        case Concept.UTILITARIAN:
            return (sum((weight * score for weight, score in zip(more, scores, strict=True)), 0),)
        case _:
            return tuple(sorted(gains))


def best(
    concept: Concept, acceptable: Sequence[Vector], base: Sequence[Number], weights: Sequence[Number]
) -> tuple[set[Vector], Vector]:
    """The vectors that are best by a concept among the acceptable ones, and what a certificate says of them."""
    if not acceptable:
        return set(), ()
    ideals = [max(column) - low for column, low in zip(zip(*acceptable, strict=True), base, strict=True)]
    more = ideals if concept is Concept.KALAI_SMORODINSKY else weights
    keys = {
        vector: measured(concept, [s - b for s, b in zip(vector, base, strict=True)], more, vector)
        for vector in set(acceptable)
    }
    most = max(keys.values())
    level = [vector for vector, key in keys.items() if key == most]
    value = ((most[1] if most[0] else 0),) if concept is Concept.NASH else most
    return {each for each in level if not any(betters(other, each) for other in keys)}, value


def changed(terms: Terms, moves: Sequence[tuple[int, int]]) -> Terms:
    """The terms after some issues have moved to other options."""
    ends = dict(moves)
    return tuple(ends.get(place, term) for place, term in enumerate(terms))


def trades(plain: Plain, terms: Terms, of: int) -> dict[tuple[int, ...], list[Vector]]:
    """The gains of every trade on so many issues: each move hurts somebody, not all the same one, and all are paid."""
    before = plain.scores(terms)

    def change(moves: Sequence[tuple[int, int]]) -> Vector:
        return tuple(a - b for a, b in zip(plain.scores(changed(terms, moves)), before, strict=True))

    found: dict[tuple[int, ...], list[Vector]] = {}
    for issues in combinations(range(len(terms)), of):
        others = [
            [(issue, end) for end in range(len(plain.scenario.issues[issue].options)) if end != terms[issue]]
            for issue in issues
        ]
        for moves in product(*others):
            gains = change(moves)
            if min(gains) < 0 or not plain.allowed(changed(terms, moves)):
                continue
            hurt = [{place for place, each in enumerate(change([move])) if each < 0} for move in moves]
            fewer = [change(some) for size in range(1, of) for some in combinations(moves, size)]
            if (
                all(hurt)
                and any(each != hurt[0] for each in hurt)
                and all(gains[place] > 0 for each in hurt for place in each)
                and all(min(each) < 0 for each in fewer)
            ):
                found.setdefault(issues, []).append(gains)
    return found


def winner(points: Sequence[tuple[Number, Number]]) -> Number:
    """The largest smallest share of two parties that divide issues: by duality the least over prices of the best sum.

    For prices t and 1 - t of the two parties' points each issue goes whole to whom it is worth more. The sum is convex
    and bent in t, so its least is at a bend, where both value an issue alike, or at an end.
    """
    bends = {Fraction(0), Fraction(1)} | {Fraction(b) / (a + b) for a, b in points if a + b}
    return min(sum((max(t * a, (1 - t) * b) for a, b in points), Fraction(0)) for t in bends)


def weighted(scenario: Scenario, issue: int, party: int, weight: Fraction) -> Scenario:
    """The same with one other weight."""
    parties: list[Preferences] = list(scenario.parties)
    parties[party] = replace(parties[party], weights={**parties[party].weights, scenario.issues[issue].id: weight})
    return replace(scenario, parties=tuple(parties))
