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
from .talks import Issue, Talks, Term, Vector, numbers, uncut


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    shares = numbers(claim["shares of the first"][issue.id] for issue in checker.talks.issues)
    alone = replace(
        checker.talks, parties=tuple(replace(each, together=(), most=None) for each in checker.talks.parties)
    )
    terms = {issue.id: terms_of(alone, issue) for issue in alone.issues}
    points = [swings(brought(alone, issue, terms)) for issue in alone.issues]
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


def terms_of(talks: Talks, issue: Issue) -> Sequence[Term]:
    """The options of an issue; of a range, the numbers at which curves bend."""
    return issue.options or corners(talks, issue)


def possible(checker: Checker) -> dict[str, list[Term]]:
    """The terms that some package has; all, where there is no package."""
    talks, found = checker.talks, dict[str, list[Term]]()
    tied = {name for each in talks.dependencies for name in named(each)}
    for issue in talks.issues:
        found[issue.id] = [
            term
            for term in terms_of(talks, issue)
            if issue.id not in tied or checker.of(only(talks, issue, term)).front([])
        ]
    return found if all(found.values()) else {each.id: [*terms_of(talks, each)] for each in talks.issues}


def only(talks: Talks, issue: Issue, option: Term) -> Talks:
    """The talks with one option of an issue."""
    return replace(talks, issues=tuple(replace(e, options=(option,)) if e is issue else e for e in talks.issues))


def brought(talks: Talks, issue: Issue, terms: Mapping[str, Sequence[Term]]) -> list[list[Vector]]:
    """With the terms of others that interactions tie to an issue, whatever they are: what each of its options brings.

    More than the one that is then the worst, for each party: a list for each combination of the others.
    """
    ties = [{name for name, _options in together} for party in talks.parties for together, _adds in party.together]
    tied = set[str]().union(*(each for each in ties if issue.id in each)) - {issue.id}
    others = [terms[name] for name in sorted(tied)]
    if prod(map(len, others)) * len(terms[issue.id]) > LISTED:
        raise NotCheckedError("what an issue brings that interactions tie to many others")
    found, rest = [], {each.id: terms[each.id][0] for each in talks.issues}
    for some in product(*others):
        fixed = {**rest, **dict(zip(sorted(tied), some, strict=True))}
        scores = [talks.sums({**fixed, issue.id: term}) for term in terms[issue.id]]
        low = [min(each) for each in zip(*scores, strict=True)]
        found.append([tuple(map(sub, each, low)) for each in scores])
    return found


def swings(found: Sequence[Sequence[Vector]]) -> list[Fraction]:
    """The most that an issue brings to each party."""
    return [max(each) for each in zip(*(option for options in found for option in options), strict=True)]


def precedence(checker: Checker, claim: Claim) -> None:
    """So many efficient packages take each option of an issue; what is at stake in it; what settling it well brings."""
    talks, terms = checker.talks, possible(checker)
    place = [issue.id for issue in talks.issues].index(claim["issue"])
    if not claim["exact"]:
        raise NotCheckedError("what is at stake")
    issue = talks.issues[place]
    best = Fraction(claim["with"]) if issue.between else claim["with"]
    if issue.between:  # the best number need not be one at which curves bend
        terms[issue.id].append(best)
    every_issue = [brought(uncut(talks), each, terms) for each in talks.issues]
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
    told = (checker.by_party(claim["stakes"]), Fraction(claim["promise"]), claim["ground"])
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
        taking = len(checker.of(only(talks, issue, option)).front(reach).keys() & every)
        require(taking >= times, "so many efficient packages do not take this option")


def more_of_range(checker: Checker, issue: Issue, gains: Sequence[Fraction | None]) -> None:
    """No number of a range brings everybody who counts more than so much, over the one that is worst for it."""
    alone = tuple(replace(party, together=()) for party in checker.talks.parties)
    packages = checker.of(Talks((issue,), alone, ()))
    lowest = zip(ends_of(packages, min), gains, strict=True)
    each = least(tuple(low + (gain or 0) for low, gain in lowest), strict=True)
    counted = [demand for demand, gain in zip(each, gains, strict=True) if gain is not None]
    checker.none(counted, "another number brings more", packages)
