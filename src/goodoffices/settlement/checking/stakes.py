# SPDX-License-Identifier: Apache-2.0
"""Check what is at stake in each issue, as it is written: which one to settle first, and the adjusted winner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from operator import sub

from .checker import Checker, Claim, require
from .question import LISTED, NotCheckedError, least, named
from .question_ranges import corners, ends_of
from .talks import Issue, Talks, Term, Vector, number, numbers


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    issues, parties = checker.talks.issues, checker.talks.parties
    shares = numbers(claim["shares of the first"][issue.id] for issue in issues)
    worths = [[[party.worth(each.id, term) for term in party.values[each.id]] for party in parties] for each in issues]
    points = [[max(each) - min(each) for each in some] for some in worths]
    require(all(0 <= each <= 1 for each in shares), "a share is not between nothing and all")
    require(sum(0 < each < 1 for each in shares) <= 1, "more than one issue is divided")

    def worth(taken: Sequence[Fraction]) -> Vector:
        held = [(share * a, (1 - share) * b) for share, (a, b) in zip(taken, points, strict=True)]
        return tuple(sum(each, Fraction(0)) for each in zip(*held, strict=True))

    undivided, (one, other) = worth([Fraction(a >= b) for a, b in points]), worth(shares)
    told = (checker.by_party(claim["points"]), checker.by_party(claim["undivided"]))
    require(told == ((one, other), undivided), "the points are not right")
    held = list(zip(shares, points, strict=True))
    left = [b if one > other else a for share, (a, b) in held if share != (one < other)]
    require(one == other or not any(left), "more could be passed on to the party that has less")
    fair = [a * d >= c * b for share, (a, b) in held if share > 0 for rest, (c, d) in held if rest < 1]
    require(all(fair), "an exchange would be better for both")


def only(talks: Talks, issue: Issue, option: str) -> Talks:
    """The talks in which an issue has one option."""
    issues = tuple(replace(each, options=(option,)) if each is issue else each for each in talks.issues)
    return replace(talks, issues=issues)


def possible(checker: Checker) -> dict[str, list[Term]]:
    """The terms that some package has; all, where there is no package. What it would be worth is nothing to it."""
    talks, every = checker.talks, dict[str, list[Term]]()
    nobody = replace(
        talks.parties[0], weights=dict.fromkeys(talks.parties[0].weights, Fraction(0)), together=(), most=None
    )
    found, alone = dict[str, list[Term]](), replace(talks, parties=(nobody,))
    tied = set[str]().union(*map(named, talks.dependencies))
    for issue in talks.issues:
        every[issue.id] = list(issue.options or corners(talks, issue))
        found[issue.id] = [
            term for term in every[issue.id] if issue.id not in tied or checker.of(only(alone, issue, term)).front([])
        ]
    return found if all(found.values()) else every


def brought(talks: Talks, issue: Issue, terms: Mapping[str, Sequence[Term]]) -> list[list[Vector]]:
    """With the terms of others that interactions tie to an issue, whatever they are: what each of its options brings.

    More than the one that is then the worst, for each party: a list for each combination of the others.
    """
    ties = [{each for each, _options in together} for party in talks.parties for together, _adds in party.together]
    tied = set[str]().union(*(each for each in ties if issue.id in each)) - {issue.id}
    others = {each.id: terms[each.id][: None if each.id in tied else 1] for each in talks.issues}
    if prod(map(len, others.values())) * len(terms[issue.id]) > LISTED:
        raise NotCheckedError("what an issue brings that interactions tie to many others")
    found = []
    for rest in product(*others.values()):
        whole = dict(zip(others, rest, strict=True))
        sums = [talks.sums({**whole, issue.id: term}) for term in terms[issue.id]]
        worst = tuple(map(min, zip(*sums, strict=True)))
        found.append([tuple(map(sub, each, worst)) for each in sums])
    return found


def precedence(checker: Checker, claim: Claim) -> None:
    """So many efficient packages take each option of an issue; what is at stake in it; what settling it well brings."""
    talks, terms = checker.talks, possible(checker)
    place = [issue.id for issue in talks.issues].index(claim["issue"])
    if not claim["exact"]:
        raise NotCheckedError("what is at stake")
    issue = talks.issues[place]
    best = number(claim["with"]) if issue.between else claim["with"]
    if issue.between:  # the best number need not be one at which curves bend
        terms[issue.id].append(best)
    every_issue = [brought(talks, each, terms) for each in talks.issues]
    most_of_each = [[tuple(map(max, zip(*options, strict=True))) for options in each] for each in every_issue]
    every_swing = [tuple(map(max, zip(*most, strict=True))) for most in most_of_each]
    most, own, spans = most_of_each[place], every_swing[place], list(map(sum, zip(*every_swing, strict=True)))
    stakes = tuple(swing / span if span else Fraction(0) for swing, span in zip(own, spans, strict=True))
    by_option = [list(each) for each in zip(*every_issue[place], strict=True)]

    def share(gains: Vector) -> Fraction:
        """The least that gains are of what is at stake."""
        return min((gain / span for gain, span in zip(gains, spans, strict=True) if span), default=Fraction(0))

    promised = [max(map(share, each)) for each in by_option]
    ground = "common ground" if most in by_option else "contested"
    ground = ground if sum(swing > 0 for swing in own) > 1 else "matters to one side"
    told = (checker.by_party(claim["stakes"]), number(claim["promise"]), claim["ground"])
    require(told == (stakes, max(promised), ground), "what is at stake, or what settling it well brings, is not right")
    require(promised[terms[issue.id].index(best)] == max(promised), "another option brings more")
    if issue.between and any(spans):
        more_of_range(checker, issue, [max(promised) * span if span else None for span in spans])
    if checker.ranges:
        raise NotCheckedError("in ranges, which terms efficient packages take is not followed")
    counts, proven = claim["efficient packages with"], claim["proven"]
    require(claim["costs nothing"] is (proven and len(counts) == 1), "whether it costs nothing is not right")
    reach = checker.reach if checker.front(checker.reach) else []
    every = checker.front(reach).keys()
    require(not proven or sum(counts.values()) == len(every), "these are not all efficient packages")
    for option, times in counts.items():
        taking = checker.of(only(talks, issue, option)).front(reach).keys() & every
        require(len(taking) >= times, "so many efficient packages do not take this option")


def more_of_range(checker: Checker, issue: Issue, gains: Sequence[Fraction | None]) -> None:
    """No number of a range brings everybody who counts more than so much, over the one that is worst for it."""
    alone = (replace(party, together=(), most=None) for party in checker.talks.parties)
    packages = checker.of(Talks((issue,), tuple(alone), ()))
    lows = tuple(low + (gain or 0) for low, gain in zip(ends_of(packages, min), gains, strict=True))
    counted = [each for each, gain in zip(least(lows, strict=True), gains, strict=True) if gain is not None]
    checker.none(counted, "another number brings more", packages)
