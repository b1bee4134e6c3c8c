# SPDX-License-Identifier: Apache-2.0
"""Check chances, as they are written: scores are drawn anew, and each draw is put to the one question of `question`."""

from dataclasses import replace
from fractions import Fraction
from math import comb
from typing import Any

from goodoffices.settlement.answers import Concept
from goodoffices.settlement.checking.checker import Checker, Claim, require
from goodoffices.settlement.checking.fair import Fair, rivals_of
from goodoffices.settlement.checking.question import NotCheckedError, Vector
from goodoffices.settlement.checking.weights import finest, stays
from goodoffices.settlement.packages import Terms, acceptable, package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import number, read_terms


ONE, PERCENT = Fraction(1), Fraction(1, 100)
STEPS, FINEST = 1000, 1 << 50


def chance(checker: Checker, claim: Claim) -> None:
    """Drawn anew, scores show as often that a package is best, efficient, acceptable; and the intervals follow."""
    scenario, terms = checker.scenario, checker.given(claim["package"], reach=False).terms
    if checker.chance is None:
        raise NotCheckedError("no randomness was given to draw with")
    random, draws, concept = checker.chance(claim["seed"]), claim["draws"], Concept(claim["concept"])
    held, instead = dict.fromkeys(("best", "efficient", "acceptable"), 0), dict[Terms, int]()
    rivals = {read_terms(scenario, each["terms"]): each["times"] for each in claim["rivals"]}
    for _ in range(draws):
        one = Checker(drawn(scenario, random, number(claim["spread"])), checker.left, checker.listed)
        every, base = {} if checker.ranges else one.front(one.reach), one.minimums
        if concept is Concept.MAXIMIN_GAIN and checker.draft is not None:
            base = package(one.scenario, checker.draft.terms).scores
        units = [ONE] * len(base)
        if concept is Concept.KALAI_SMORODINSKY and checker.ranges:
            raise NotCheckedError("in ranges, what each could get at the most is not drawn anew")
        if concept is Concept.KALAI_SMORODINSKY and every:
            units = [max(each[party] for each in every) - base[party] for party in checker.parties]
        fair = Fair(concept, base, tuple(units), (ONE,) * len(base))
        most, efficient = max(map(fair.measure, every), default=()), stays(one, one.scenario, terms)
        found = {each: package(one.scenario, each) for each in (terms, *rivals)}
        named_ = {each: fair.measure(some.scores) for each, some in found.items() if acceptable(one.scenario, some)}
        if checker.ranges and named_:
            most = most_of_ranges(one, fair, found[max(named_, key=lambda each: named_[each])].scores)
        level = {each for each, measure in named_.items() if measure == most}
        held["efficient"] += efficient
        held["acceptable"] += acceptable(one.scenario, package(one.scenario, terms))
        held["best"] += terms in level and efficient
        for rival in level - {terms} if not (terms in level and efficient) else ():
            instead[rival] = instead.get(rival, 0) + 1
    require(all(times <= instead.get(each, 0) for each, times in rivals.items()), "a package is not so often better")
    for name, count in held.items():
        told, times = claim[name], claim[name]["times"]
        require(times <= count <= times + told["undecided"], f"how often it is {name} is not right")
        tail, others = (1 - number(told["confidence"])) / 2, draws - times - told["undecided"]
        for end, seen in ((number(told["low"]), times), (1 - number(told["high"]), others)):
            fits = seen and at_least(seen, draws, end) <= tail < at_least(seen, draws, end + PERCENT)
            require(fits or seen == end == 0, "an interval does not follow from the draws")


def most_of_ranges(checker: Checker, fair: Fair, scores: Vector) -> Vector:
    """What a package measures, if no acceptable package measures more; else nothing."""
    best = fair.measure(scores)
    for demands in rivals_of(checker, fair, best, scores):
        if checker.front([*checker.reach, *demands]):
            return ()
    return best


def drawn(scenario: Scenario, random: Any, spread: Fraction) -> Scenario:  # noqa: ANN401 - as Python's Random
    """Scores drawn anew: of each party, issue by issue, the weight, then the values that it is unsure of."""

    def between(low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * Fraction(random.randrange(STEPS + 1), STEPS)

    parties = []
    for party in scenario.parties:
        unsure = {(each.issue, each.option): (each.low, each.high) for each in party.unsure}
        weights, values = dict[str, Fraction](), {issue: dict(each) for issue, each in party.values.items()}
        for issue in scenario.issues:
            weight = party.weights.get(issue.id, ONE)
            weights[issue.id] = between(*unsure.get((issue.id, None), (weight * (1 - spread), weight * (1 + spread))))
            for option in (each.id for each in issue.options if (issue.id, each.id) in unsure):
                values.setdefault(issue.id, {})[option] = between(*unsure[issue.id, option])
        parties.append(replace(party, weights=weights, values=values))
    if max(map(finest, parties)) > FINEST and not scenario.has_ranges:
        raise NotCheckedError("what is drawn is so fine that it is rounded")
    return replace(scenario, parties=tuple(parties))


def at_least(times: int, draws: int, each: Fraction) -> Fraction:
    """How likely so many or more are (Clopper and Pearson 1934)."""
    return sum((comb(draws, n) * each**n * (1 - each) ** (draws - n) for n in range(times, draws + 1)), Fraction(0))
