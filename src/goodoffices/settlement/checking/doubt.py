# SPDX-License-Identifier: Apache-2.0
"""Check chances, as they are written: scores are drawn anew, and each draw is put to the one question of `question`."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import comb
from typing import Any

from .checker import Checker, Claim, require
from .fair import CONCEPTS, Fair, rivals_of
from .question import NotCheckedError, better
from .talks import Talks, Vector, number
from .weights import finest


ONE, PERCENT = Fraction(1), Fraction(1, 100)
STEPS, FINEST = 1000, 1 << 50


def chance(checker: Checker, claim: Claim) -> None:
    """Drawn anew, scores show as often that a package is best, efficient, acceptable; and the intervals follow."""
    talks, terms = checker.talks, checker.given(claim["package"], reach=False).terms
    if checker.chance is None:
        raise NotCheckedError("no randomness was given to draw with")
    random, draws, concept = checker.chance(claim["seed"]), claim["draws"], claim["concept"]
    spread = number(claim["spread"])
    require(concept in CONCEPTS and 0 <= spread <= 1, "there is no such concept, or no such spread")
    held, instead = dict.fromkeys(("best", "efficient", "acceptable"), 0), Counter[int]()
    lost = 0
    named = [terms, *(talks.terms(each["terms"]) for each in claim["rivals"])]
    for _ in range(draws):
        one = checker.over(drawn(talks, random, spread))
        every, base = {} if checker.ranges else one.front(one.reach), one.minimums
        if concept == "maximin gain" and checker.draft is not None:
            base = one.counted(checker.draft.terms).scores
        units = [ONE] * len(base)
        if concept == "Kalai–Smorodinsky" and checker.ranges:
            raise NotCheckedError("in ranges, what each could get at the most is not drawn anew")
        if concept == "Kalai–Smorodinsky" and every:
            units = [max(each[party] for each in every) - base[party] for party in checker.parties]
        fair = Fair(concept, base, tuple(units), (ONE,) * len(base))
        found = list(map(one.counted, named))
        most, efficient = max(map(fair.measure, every), default=()), not one.front(better(found[0].scores))
        measures = {place: fair.measure(each.scores) for place, each in enumerate(found) if one.acceptable(each)}
        if checker.ranges and measures:
            most = most_of_ranges(one, fair, found[max(measures, key=lambda place: measures[place])].scores)
        level = {place for place, measure in measures.items() if measure == most}
        held["efficient"] += efficient
        held["acceptable"] += one.acceptable(found[0])
        held["best"] += 0 in level and efficient
        if not (0 in level and efficient):
            instead.update(level)
            lost += bool(every)
    rivals = [each["times"] for each in claim["rivals"]]
    require(len({(*each.items(),) for each in named}) == len(named), "a package is given twice")
    require(all(times <= instead[place] for place, times in enumerate(rivals, 1)), "a package is not so often better")
    fewer = lost - sum(rivals)
    require(checker.ranges or 0 <= fewer <= claim["best"]["undecided"], "these are not all that were better")
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


def drawn(talks: Talks, random: Any, spread: Fraction) -> Talks:  # noqa: ANN401 - as Python's Random
    """Scores drawn anew: of each party, issue by issue, the weight, then the values that it is unsure of."""

    def between(low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * Fraction(random.randrange(STEPS + 1), STEPS)

    parties = []
    for party in talks.parties:
        unsure = {(issue, option): ends for issue, option, *ends in party.unsure}
        weights, values = dict(party.weights), {issue: dict(each) for issue, each in party.values.items()}
        for issue in talks.issues:
            weight = weights[issue.id]
            weights[issue.id] = between(*unsure.get((issue.id, None), (weight * (1 - spread), weight * (1 + spread))))
            for option in (each for each in issue.options if (issue.id, each) in unsure):
                values[issue.id][option] = between(*unsure[issue.id, option])
        parties.append(replace(party, weights=weights, values=values))
    if max(map(finest, parties)) > FINEST and not any(issue.between for issue in talks.issues):
        raise NotCheckedError("what is drawn is so fine that it is rounded")
    return replace(talks, parties=tuple(parties))


def at_least(times: int, draws: int, each: Fraction) -> Fraction:
    """How likely so many or more are (Clopper and Pearson 1934)."""
    return sum((comb(draws, n) * each**n * (1 - each) ** (draws - n) for n in range(times, draws + 1)), Fraction(0))
