# SPDX-License-Identifier: Apache-2.0
"""Check what improves on a draft, what is as good as a package for a party, and what is said of a named package."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from operator import ge

from .checker import Checker, Claim, require, status_of
from .fair import Fair, rivals_of
from .frontiers import edges
from .question import Demand, NotCheckedError, added, better, least
from .talks import Party, numbers


def improvements(checker: Checker, claim: Claim) -> None:
    """These packages are efficient, worse than the draft for nobody and better for somebody; if proven, no others."""
    base = checker.given(claim["baseline"], reach=False, keeping=False).scores
    found = [checker.given(each, reach=False).scores for each in claim["efficient"]]
    fairest = checker.given(claim["fairest"], reach=False).scores if found else base
    fair = Fair("leximin", base, (Fraction(1),) * len(base))
    status, reach = status_of(claim), least(base)
    require(all(each != base and all(map(ge, each, base)) for each in found), "a package is no improvement")
    require(not found or max(found, key=fair.measure) == fairest, "another improvement is fairer, or none")
    for each in found if status != "proven" or checker.ranges else ():
        checker.none(better(each), "a package is not efficient")
    if status == "none":
        require(not found, "improvements are given although there are said to be none")
        checker.none(better(base), "there is an improvement")
    elif status == "best found":
        raise NotCheckedError("whether there are more improvements")
    elif checker.ranges:
        listed = [{"start": start, "end": end} for start, end in claim["edges"]]
        edges(checker, {"status": status, "edges": listed}, reach)
        for demands in rivals_of(checker, fair, fair.measure(fairest), fairest):
            checker.none([*reach, *demands], "another improvement is fairer")
    else:
        require(checker.front(reach, found).keys() - {base} == {*found}, "there is another improvement")


def named_package(checker: Checker, claim: Claim) -> None:
    """A package of the file keeps the dependencies, reaches the minimums, is efficient; or not."""
    found = checker.given(claim, reach=False, keeping=False)
    keeping = checker.allowed(found.terms)
    told = [claim["allowed"], claim["acceptable"]]
    require(told == [keeping, keeping and checker.acceptable(found)], "who could take it is not right")
    if claim["efficient"] is not None or not keeping:
        efficient = keeping and not checker.front(better(found.scores))
        require(claim["efficient"] is efficient, "whether it is efficient is not right")


def equivalents(checker: Checker, claim: Claim) -> None:
    """Packages are worth just as much to a party; the first are efficient for the others; so many more there are."""
    talks, like = checker.talks, checker.given(claim["package"], reach=False).scores
    party = [each.id for each in talks.parties].index(claim["party"])
    own, packages = talks.parties[party], [checker.given(each, reach=False) for each in claim["packages"]]
    found, first = [each.scores for each in packages], claim["efficient for the others"]
    best = {*found[:first]}
    require(0 <= first <= len(found), "there are not so many packages")
    require(len({(*each.terms.items(),) for each in packages}) == len(found), "a package is given twice")
    require(like in found and {each[party] for each in found} == {like[party]}, "not all are worth as much to it")
    just = [least(like)[party], added([least(like)[party]], [-1])]
    for each in best:
        checker.none([*just, *better(each)], "another is better for the others")
    if status_of(claim) == "proven" and not checker.ranges:
        require({*checker.front(just)} == best, "not all that are efficient are given")
    if claim["missing"] is not None:
        alone = [Demand([each.weights[party]], each.least) for each in just]
        alike = checker.of(replace(talks, parties=(own,)))
        counts = [*alike.counts(alike.front(alone)).values()]
        require(counts == [len(found) + claim["missing"]], "how many there are is not right")
    for issue in (each for each in talks.issues if each.id in claim["ranges"]):
        zero = {each.id: dict.fromkeys(each.between or each.options, Fraction(0)) for each in talks.issues}
        itself = {**zero, issue.id: {end: end for end in issue.between}}
        one = dict.fromkeys(zero, Fraction(1))
        beside = checker.of(replace(talks, parties=(own, Party("", Fraction(0), None, one, itself))))
        level = [Demand([each.weights[party], 0], each.least) for each in just]
        for end, way in zip(numbers(claim["ranges"][issue.id]), (-1, 1), strict=True):
            far = Demand([0, way], way * end)
            require(bool(beside.front([*level, far])), "a term cannot go so far")
            checker.none([*level, replace(far, strict=True)], "a term can go further", beside)
