# SPDX-License-Identifier: Apache-2.0
"""Check how wrong the scores may be, as it is written: regions of weights, and chances.

That a package is efficient, or the best, with other weights is the one question of `question`, put to a scenario with
these weights.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import comb, factorial, lcm, prod
from typing import Any

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checking.checker import Checker, Claim, require
from goodoffices.settlement.checking.fair import Fair, rivals_of
from goodoffices.settlement.checking.question import NotCheckedError, Vector
from goodoffices.settlement.packages import Terms, acceptable, at, package
from goodoffices.settlement.scenario import Curve, Issue, Preferences, Scenario
from goodoffices.settlement.writing import number, read_terms


ONE, PERCENT = Fraction(1), Fraction(1, 100)
STEPS, FINEST, NEAR = 1000, 1 << 50, Fraction(1, 10**12)


def region(checker: Checker, claim: Claim) -> None:
    """With these weights a package is efficient, and with others not: asked at each edge, and just beside it."""
    scenario, asked = checker.scenario, Edges(checker, claim)
    require(asked.stays(scenario) is claim["efficient"], "whether it is efficient is not right")
    if claim["efficient"]:
        (margin_of_ranges if checker.ranges else margin_of_options)(asked, claim)
    for each in claim["ranges"]:
        place = [party.id for party in scenario.parties].index(each["party"])
        party = scenario.parties[place]
        require(each["issue"] in {issue.id for issue in scenario.issues}, "a weight is of no issue")
        require(number(each["weight"]) == party.weights.get(each["issue"], 1), "a weight is not what is said")

        def changed(weight: Fraction, place: int = place, issue: str = each["issue"]) -> Scenario:
            parties = list(scenario.parties)
            parties[place] = replace(parties[place], weights={**parties[place].weights, issue: weight})
            return replace(scenario, parties=tuple(parties))

        if each["empty"]:
            require(not claim["efficient"], "it is efficient with the weight that is given")
            checker.undecided.append("whether it is efficient with no weight at all")
            continue
        asked.edge(number(each["low"]), 1, changed, belongs=each["with low"])
        if each["high"] is not None:
            asked.edge(number(each["high"]), -1, changed, belongs=each["with high"])
        require(each["high"] is not None or each["with high"], "a weight without an end ends")


class Edges:
    """Where a package begins to be efficient, or no longer is.

    An edge is a whole number over another, neither larger than `most`; so between two of them there is at least one
    over its square, and half of that beside an edge nothing else has changed. With terms in ranges an edge is where as
    many demands are level as there are parties: a determinant over another.
    """

    def __init__(self, checker: Checker, claim: Claim) -> None:
        self.checker, found = checker, checker.given(claim["package"], reach=False)
        self.terms, self.proven = found.terms, Status(claim["status"]) is Status.PROVEN
        every = list(map(finest, checker.scenario.parties))
        own = lcm(*(score.denominator for score in found.scores))
        self.most = factorial(len(every)) * prod(own * each for each in every) if checker.ranges else max(every)

    def stays(self, scenario: Scenario) -> bool:
        """Whether it is efficient in a scenario."""
        return stays(self.checker, scenario, self.terms)

    def edge(self, at: Fraction, inwards: int, changed: Callable[[Fraction], Scenario], *, belongs: bool) -> None:
        """What changes at an edge changes there, and nothing does just beside it."""
        require(at.denominator <= self.most, "an edge cannot lie where it is said")
        beside = at + (-inwards if belongs else inwards) * Fraction(1, 2 * self.most**2)
        for weight, staying in ((at, belongs), (beside, not belongs)):
            if weight >= 0 and (staying or self.proven):
                require(self.stays(changed(weight)) is staying, "the weights reach another edge")


def margin_of_options(asked: Edges, claim: Claim) -> None:
    """With all weights off by the margin a package is efficient, or just below it; and not beyond."""
    scenario, margin = asked.checker.scenario, number(claim["margin"])
    require(claim["margin bound"] is None, "of options the margin is a fraction")
    if margin == 1 and claim["with margin"]:
        require(asked.stays(widened(scenario, asked.terms, margin)), "the margin is less")
    else:
        asked.edge(margin, -1, lambda share: widened(scenario, asked.terms, share), belongs=claim["with margin"])


def margin_of_ranges(asked: Edges, claim: Claim) -> None:
    """With all weights off by a little less than the margin a package is efficient, and by a little more not.

    A margin of ranges need not be a fraction; the more weights are off, the less a package is efficient.
    """
    scenario, margin = asked.checker.scenario, number(claim["margin"])
    above = number(claim["margin bound"] or claim["margin"])
    require(0 <= above - margin <= NEAR, "the margin lies further below its bound")
    require(asked.stays(widened(scenario, asked.terms, max(margin - NEAR, Fraction(0)))), "the margin is less")
    staying = asked.stays(widened(scenario, asked.terms, margin))
    require(claim["with margin"] is staying, "whether it is efficient with the margin itself is not right")
    if above < 1 and asked.proven:
        require(not asked.stays(widened(scenario, asked.terms, above + NEAR)), "the margin is more")


def stays(checker: Checker, scenario: Scenario, terms: Terms) -> bool:
    """Whether a package is efficient in a scenario."""
    packages = checker.of(scenario)
    return not packages.front(packages.better(package(scenario, terms).scores))


def finest(party: Preferences) -> int:
    """What no whole number exceeds that tells one edge of the weights from another."""
    pairs = [(party.weights.get(i, ONE), v) for i, each in party.values.items() for v in each.values()]
    pairs += [(party.weights.get(i, ONE), v) for i, curve in party.curves.items() for _number, v in curve]
    parts = [*(w * v for w, v in pairs), *(v for _w, v in pairs), *(each.adds for each in party.interactions)]
    return 2 * int(lcm(*(part.denominator for part in parts)) * (1 + sum(map(abs, parts))))


def widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
    """Every option is worth what it could at most be, beside a package's, if weights are off by a share."""
    parties = []
    for party in scenario.parties:
        values, curves = dict[str, dict[str, Fraction]](), dict[str, Curve]()
        for issue, term in zip(scenario.issues, terms, strict=True):
            if issue.continuous:
                curve = tuple(
                    (x, party.weights.get(issue.id, ONE) * v) for x, v in party.curves.get(issue.id, flat(issue))
                )
                own, numbers_ = at(curve, Fraction(term)), {x for x, _value in curve}
                for (x, v), (y, w) in pairwise(curve):
                    numbers_ |= {x + (y - x) * (own - v) / (w - v)} if (v - own) * (w - own) < 0 else set()
                curves[issue.id] = tuple((x, at(curve, x) + share * abs(at(curve, x) - own)) for x in sorted(numbers_))
                continue
            worth = {option.id: party.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options}
            weight, own = party.weights.get(issue.id, ONE), worth[issue.options[int(term)].id]
            values[issue.id] = {o: weight * each + share * abs(weight * (each - own)) for o, each in worth.items()}
        parties.append(replace(party, weights={}, values=values, curves=curves))
    return replace(scenario, parties=tuple(parties))


def flat(issue: Issue) -> Curve:
    """A curve of a range that is worth nothing."""
    return tuple((end, Fraction(0)) for end in issue.between or ())


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
