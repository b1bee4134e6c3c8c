# SPDX-License-Identifier: Apache-2.0
"""The chance that a package stays the best, and stays efficient, when the scores are uncertain.

Nobody knows weights to the point. Scores are drawn again and again from where the parties place them (`Unsure`), or
from ten in a hundred about each weight where they did not say, and each time the whole question is answered anew,
exactly. A share of draws is no chance yet: what is given is an interval for it that holds with the stated confidence,
whatever the chance is (Clopper and Pearson 1934), rounded outwards to whole percents. More digits would say more than
the draws do. Weights are drawn each by itself, evenly within their interval: that is an assumption, and to be stated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb
from typing import Protocol

from goodoffices.settlement.answers import Answer, Concept, Limits, Status
from goodoffices.settlement.coarse import coarse
from goodoffices.settlement.concepts import solve
from goodoffices.settlement.exact import Number, exact
from goodoffices.settlement.known import measured
from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.packages import acceptable as is_acceptable
from goodoffices.settlement.regions import is_efficient, unbroken
from goodoffices.settlement.scenario import Preferences, Scenario


STEPS = 1000
"""Into how many steps an interval is divided from which a number is drawn."""
TENTH = Fraction(1, 10)
CONFIDENCE = Fraction(95, 100)


class Random(Protocol):
    """Where chance comes from: `random.Random(seed)`, so that what was drawn can be drawn again."""

    def randrange(self, stop: int, /) -> int:
        """Give a whole number from 0 to below `stop`, each as likely as any other."""
        ...


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something held in some draws, and between which whole percents its chance lies."""

    times: int
    draws: int
    low: Fraction
    high: Fraction
    confidence: Fraction
    undecided: int = 0
    """In so many draws the time ran out before it was known; the interval allows for either."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another package that was the best when the given one was not."""

    terms: Terms
    times: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """How a package fares while the scores are drawn anew."""

    draws: int
    spread: Fraction
    """By what share of itself a weight may be off, either way, where the party did not say."""
    efficient: Chance
    """That no package is better for one party and no worse for the others."""
    acceptable: Chance
    """That it reaches every party's minimum."""
    best: Chance
    """That it is (still) among the best in the sense that was asked for."""
    rivals: tuple[Rival, ...]
    """What was best instead, the most frequent first; one package for each draw."""


def robustness(
    scenario: Scenario,
    terms: Terms,
    concept: Concept,
    *,
    random: Random,
    baseline: Terms | None = None,
    party_weights: Mapping[str, Number] | None = None,
    draws: int = 200,
    spread: Fraction = TENTH,
    confidence: Fraction = CONFIDENCE,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Robustness:
    """Draw the scores anew and ask each time whether the package of these terms is the best, efficient, acceptable.

    `baseline`: the terms over which `Concept.MAXIMIN_GAIN` counts gains, scored anew with each draw; `party_weights`:
    as `solve` takes them. When `limits.spent` says so, no more is drawn, and the intervals are as wide as the draws
    made allow. Raises ValueError for terms that break a dependency, for a spread or a confidence that is none, and what
    `solve` raises.

    >>> from random import Random
    >>> from goodoffices.settlement import Issue, Option, Preferences
    >>> options = (Option(id="low"), Option(id="high"))
    >>> score = {"low": Fraction(0), "high": Fraction(1)}
    >>> scenario = Scenario(
    ...     issues=(Issue(id="pay", options=options),), parties=(Preferences(id="union", values={"pay": score}),)
    ... )
    >>> found = robustness(scenario, (1,), Concept.NASH, random=Random(1), draws=60)
    >>> found.best.times, str(found.best.low), str(found.best.high)
    (60, '47/50', '1')
    """
    terms, concept, spread, confidence = unbroken(scenario, terms), Concept(concept), exact(spread), exact(confidence)
    if draws < 1:
        raise ValueError(f"{draws} draws show nothing: draw once or more")
    if not 0 <= spread <= 1:
        raise ValueError("by what share of itself a weight may be off lies between 0 and 1")
    efficient, acceptable, best, rivals = _Count(), _Count(), _Count(), Counter[Terms]()
    made = 0
    for _ in range(draws):
        if limits.spent():
            break
        limits.told("draws", made, draws)
        one = drawn(scenario, random, spread)
        own = package(one, terms)
        made += 1
        acceptable.add(is_acceptable(one, own))
        good = _known(one, terms, limits)
        efficient.add(good)
        over = package(one, baseline) if baseline is not None else None
        answer = solve(one, concept, baseline=over, party_weights=party_weights, limits=limits)
        same = _is_level(one, answer, own, efficient=good)
        best.add(same)
        if same is False and answer.packages:
            rivals[answer.packages[0].terms] += 1
    return Robustness(
        draws=made,
        spread=spread,
        efficient=efficient.chance(made, confidence),
        acceptable=acceptable.chance(made, confidence),
        best=best.chance(made, confidence),
        rivals=tuple(Rival(*each) for each in sorted(rivals.items(), key=lambda each: (-each[1], each[0]))),
    )


def drawn(scenario: Scenario, random: Random, spread: Fraction = TENTH) -> Scenario:
    """Draw the scores anew: what a party is unsure of from its interval, other weights from within `spread`.

    What is drawn is rounded where it would be too fine for whole numbers: a draw has no digits that mean anything. With
    terms in ranges numbers may have any size, and nothing is rounded.
    """

    def between(low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * Fraction(random.randrange(STEPS + 1), STEPS)

    def party(preferences: Preferences) -> Preferences:
        unsure = {(each.issue, each.option): each for each in preferences.unsure}
        weights, values = {}, {}
        for issue in scenario.issues:
            weight = preferences.weights.get(issue.id, Fraction(1))
            said = unsure.get((issue.id, None))
            low, high = (said.low, said.high) if said else (weight * (1 - spread), weight * (1 + spread))
            weights[issue.id] = between(low, high)
            values[issue.id] = dict(preferences.values.get(issue.id, {}))
            for option in issue.options:
                if each := unsure.get((issue.id, option.id)):
                    values[issue.id][option.id] = between(each.low, each.high)
        return replace(preferences, weights=weights, values=values)

    found = replace(scenario, parties=tuple(map(party, scenario.parties)))
    return found if scenario.has_ranges else coarse(found)


def chance(times: int, draws: int, *, undecided: int = 0, confidence: Fraction = CONFIDENCE) -> Chance:
    """Give the interval for a chance of which so many draws showed so many; exact, rounded outwards to percents.

    Whatever the chance is, it lies in the interval at least so often as `confidence` says (Clopper and Pearson 1934).
    `undecided` draws may have shown either.

    >>> one = chance(45, 50)
    >>> str(one.low), str(one.high)
    ('39/50', '97/100')
    """
    if not 0 <= times <= times + undecided <= draws:
        raise ValueError("no more can be counted than was drawn")
    confidence = exact(confidence)
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1, and is neither")
    tail = (1 - confidence) / 2
    low, high = 0, 100
    if times:
        low = _highest_percent(times, draws, tail)
    if times + undecided < draws:
        high = 100 - _highest_percent(draws - times - undecided, draws, tail)
    return Chance(times, draws, Fraction(low, 100), Fraction(high, 100), confidence, undecided)


def _highest_percent(times: int, draws: int, tail: Fraction) -> int:
    """The highest percent with which so many in so many draws are no more likely than `tail`."""
    return bisect_right(range(100), tail, key=lambda percent: _at_least(times, draws, percent)) - 1


def _at_least(times: int, draws: int, percent: int) -> Fraction:
    """The chance of at least so many in so many draws."""
    ways = sum(comb(draws, n) * percent**n * (100 - percent) ** (draws - n) for n in range(times, draws + 1))
    return Fraction(ways, 100**draws)


def _known(scenario: Scenario, terms: Terms, limits: Limits) -> bool | None:
    try:
        return is_efficient(scenario, terms, limits=limits)
    except TimeoutError:
        return None


def _is_level(scenario: Scenario, answer: Answer, own: Package, *, efficient: bool | None) -> bool | None:
    """Whether a package is as good by the concept as the best; None: it is not known."""
    if not is_acceptable(scenario, own):
        return False
    if answer.certificate.status is Status.BEST_FOUND:
        return False if _is_less(answer, own) else None
    if not answer.packages:
        return False
    best = answer.packages[0]
    if measured(answer, own) != measured(answer, best):
        return False
    return own.scores == best.scores or efficient


def _is_less(answer: Answer, own: Package) -> bool:
    """Whether a package is proven not to be the best, since what was found so far measures more."""
    ideals = answer.certificate.ideals
    if not answer.packages or (answer.concept is Concept.KALAI_SMORODINSKY and len(ideals) != len(own.scores)):
        return False
    return measured(answer, own) < measured(answer, answer.packages[0])


class _Count:
    """How often something held, and how often that could not be known."""

    def __init__(self) -> None:
        self.times = self.undecided = 0

    def add(self, held: bool | None) -> None:  # noqa: FBT001 - what is counted
        self.times += held is True
        self.undecided += held is None

    def chance(self, draws: int, confidence: Fraction) -> Chance:
        return chance(self.times, draws, undecided=self.undecided, confidence=confidence)
