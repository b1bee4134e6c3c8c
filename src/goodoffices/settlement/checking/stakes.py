# SPDX-License-Identifier: Apache-2.0
"""Check what is at stake in each issue, as it is written: which one to settle first, and the adjusted winner."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from operator import sub

from goodoffices.settlement.checking.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking.further import by_party
from goodoffices.settlement.checking.question import LISTED, NotCheckedError, Vector, named, stretches
from goodoffices.settlement.packages import package, uncut
from goodoffices.settlement.scenario import Issue, Preferences, Scenario
from goodoffices.settlement.writing import number


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    scenario, issues = checker.scenario, checker.scenario.issues
    shares = numbers(claim["shares of the first"][issue.id] for issue in issues)
    alone = replace(scenario, parties=tuple(replace(each, interactions=(), most=None) for each in scenario.parties))
    points = [swings(brought(alone, issue, {each.id: terms_of(alone, each) for each in issues})) for issue in issues]
    require(all(0 <= each <= 1 for each in shares), "a share is not between nothing and all")
    require(sum(0 < each < 1 for each in shares) <= 1, "more than one issue is divided")

    def worth(taken: Sequence[Fraction]) -> Vector:
        held = [(share * a, (1 - share) * b) for share, (a, b) in zip(taken, points, strict=True)]
        return tuple(sum(each, Fraction(0)) for each in zip(*held, strict=True))

    undivided, (one, other) = worth([Fraction(a >= b) for a, b in points]), worth(shares)
    told = (by_party(checker, claim["points"]), by_party(checker, claim["undivided"]))
    require(told == ((one, other), undivided), "the points are not right")
    held = list(zip(shares, points, strict=True))
    left = [b if one > other else a for share, (a, b) in held if share != (one < other)]
    require(one == other or not any(left), "more could be passed on to the party that has less")
    fair = [a * d >= c * b for share, (a, b) in held if share > 0 for rest, (c, d) in held if rest < 1]
    require(all(fair), "an exchange would be better for both")


def terms_of(scenario: Scenario, issue: Issue) -> list[int | Fraction]:
    """The options of an issue; of a range, the numbers at which curves bend."""
    return sorted({each for (*some,) in stretches(scenario, issue) for each in some})


def possible(checker: Checker) -> dict[str, list[int | Fraction]]:
    """The terms that some package has; all, where there is no package. What it would be worth is nothing to it."""
    scenario, found = replace(checker.scenario, parties=(Preferences(id=""),)), dict[str, list[int | Fraction]]()
    tied = {what.issue for each in scenario.dependencies for what in named(each)}
    for issue in checker.scenario.issues:
        found[issue.id] = []
        for term in terms_of(checker.scenario, issue):
            if issue.id in tied:
                only = replace(issue, options=(issue.options[int(term)],))
                issues = tuple(only if each is issue else each for each in scenario.issues)
                if not checker.of(replace(scenario, issues=issues)).front([]):
                    continue
            found[issue.id].append(term)
    whole = checker.scenario
    return found if all(found.values()) else {each.id: terms_of(whole, each) for each in whole.issues}


def brought(scenario: Scenario, issue: Issue, terms: Mapping[str, Sequence[int | Fraction]]) -> list[list[Vector]]:
    """With the terms of others that interactions tie to an issue, whatever they are: what each of its options brings.

    More than the one that is then the worst, for each party: a list for each combination of the others.
    """
    ties = [{what.issue for what in each.together} for party in scenario.parties for each in party.interactions]
    tied = set[str]().union(*(each for each in ties if issue.id in each))
    others = [
        terms[each.id] if each.id in tied and each is not issue else terms[each.id][:1] for each in scenario.issues
    ]
    if prod(map(len, others)) * len(terms[issue.id]) > LISTED:
        raise NotCheckedError("what an issue brings that interactions tie to many others")
    found, place = [], scenario.issues.index(issue)
    for rest in product(*others):
        every = [(*rest[:place], term, *rest[place + 1 :]) for term in terms[issue.id]]
        scores = [package(scenario, terms).scores for terms in every]
        least = [min(each) for each in zip(*scores, strict=True)]
        found.append([tuple(map(sub, each, least)) for each in scores])
    return found


def swings(found: Sequence[Sequence[Vector]]) -> list[Fraction]:
    """The most that an issue brings to each party."""
    return [max(each) for each in zip(*(option for options in found for option in options), strict=True)]


def precedence(checker: Checker, claim: Claim) -> None:
    """So many efficient packages take each option of an issue; what is at stake in it; what settling it well brings."""
    scenario, terms = checker.scenario, possible(checker)
    place = [issue.id for issue in scenario.issues].index(claim["issue"])
    if not claim["exact"]:
        raise NotCheckedError("what is at stake")
    issue = scenario.issues[place]
    best = number(claim["with"]) if issue.continuous else [each.id for each in issue.options].index(claim["with"])
    if issue.continuous:  # the best number need not be one at which curves bend
        terms[issue.id].append(best)
    every_issue = [brought(uncut(scenario), each, terms) for each in scenario.issues]
    every_swing, found = list(map(swings, every_issue)), every_issue[place]
    spans, own = [sum(each) for each in zip(*every_swing, strict=True)], every_swing[place]
    stakes = tuple(swing / span if span else Fraction(0) for swing, span in zip(own, spans, strict=True))
    by_option = [list(each) for each in zip(*found, strict=True)]

    def share(gains: Vector) -> Fraction:
        """The least that gains are of what is at stake."""
        return min((gain / span for gain, span in zip(gains, spans, strict=True) if span), default=Fraction(0))

    promised = [max(map(share, each)) for each in by_option]
    most = [tuple(map(max, zip(*options, strict=True))) for options in found]
    ground = "common ground" if most in by_option else "contested"
    ground = ground if sum(swing > 0 for swing in own) > 1 else "matters to one side"
    told = (by_party(checker, claim["stakes"]), number(claim["promise"]), claim["ground"])
    require(told == (stakes, max(promised), ground), "what is at stake, or what settling it well brings, is not right")
    require(promised[terms[issue.id].index(best)] == max(promised), "another option brings more")
    if issue.continuous and any(spans):
        more_of_range(checker, issue, [max(promised) * span if span else None for span in spans])
    if checker.ranges:
        raise NotCheckedError("in ranges, which terms efficient packages take is not followed")
    counts, proven = claim["efficient packages with"], claim["proven"]
    require(claim["costs nothing"] is (proven and len(counts) == 1), "whether it costs nothing is not right")
    reach = checker.reach if checker.front(checker.reach) else []
    every = checker.front(reach).keys()
    require(not proven or sum(counts.values()) == len(every), "these are not all efficient packages")
    for option, times in counts.items():
        only = replace(issue, options=tuple(each for each in issue.options if each.id == option))
        some = replace(scenario, issues=tuple(only if each is issue else each for each in scenario.issues))
        taking = len(checker.of(some).front(reach).keys() & every)
        require(taking >= times, "so many efficient packages do not take this option")


def more_of_range(checker: Checker, issue: Issue, gains: Sequence[Fraction | None]) -> None:
    """No number of a range brings everybody who counts more than so much, over the one that is worst for it."""
    alone = [replace(party, interactions=()) for party in checker.scenario.parties]
    packages = checker.of(Scenario(issues=(issue,), parties=tuple(alone)))
    least = [low + (gain or 0) for low, gain in zip(packages.ends(min), gains, strict=True)]
    each = packages.least(least, strict=True)
    counted = [demand for demand, gain in zip(each, gains, strict=True) if gain is not None]
    checker.none(counted, "another number brings more", packages)
