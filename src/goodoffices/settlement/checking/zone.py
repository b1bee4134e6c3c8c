# SPDX-License-Identifier: Apache-2.0
"""Check the zone: a package that all could take; or demands that conflict, and how far the parties are apart."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from .checker import Checker, Claim, require, status_of
from .question import NotCheckedError, added
from .talks import keeps, numbers


def zone(checker: Checker, claim: Claim) -> None:
    """A package is acceptable to all; or none is, since these demands conflict, and so far are they apart."""
    status = status_of(claim)
    if status == "proven" or claim["package"] is not None:
        checker.given(claim["package"])
    if status == "none":
        conflict(checker, claim["conflict"])
        for name in ("least total", "least largest"):
            if claim[name] is not None:
                concession(checker, claim[name], largest=name == "least largest")


def conflict(checker: Checker, claim: Claim) -> None:
    """Some demands cannot be met together, and any one less of them can."""
    ids = [party.id for party in checker.talks.parties]
    minimums, kept = (
        [*map(ids.index, claim["minimums"])],
        [checker.talks.dependencies[n] for n in claim["dependencies"]],
    )
    packages = checker.of(replace(checker.talks, dependencies=tuple(kept)))
    demands = [checker.reach[party] for party in minimums]
    checker.none(demands, "the demands that are said to conflict can be met together", packages)
    require(len(claim["without"]) == len(demands) + len(kept), "not every demand is shown to be needed")
    for place, told in enumerate(claim["without"]):
        if told is None:
            raise NotCheckedError("whether each demand of the conflict is needed")
        found = checker.counted(checker.talks.terms(told))
        met = [found.scores[party] >= checker.minimums[party] for party in minimums]
        met += [keeps(each, found.terms) for each in kept]
        require(all(met[:place] + met[place + 1 :]), "a demand of the conflict is not shown to be needed")


def concession(checker: Checker, claim: Claim, *, largest: bool) -> None:
    """A package asks so much of each, and none asks for less, in all or of the party that gives up most."""
    found, each = checker.given(claim["package"], reach=False), numbers(claim["each"])
    lacking = tuple(max(low - score, Fraction(0)) for low, score in zip(checker.minimums, found.scores, strict=True))
    require(each == lacking, "a concession is not what it costs")
    if not claim["proven"]:
        raise NotCheckedError("whether a smaller concession would do")
    # What all give up is the most that some of them lack together of their minimums.
    sizes = [1] if largest else [party + 1 for party in checker.parties]
    sums = [added(some, [1] * size) for size in sizes for some in combinations(checker.reach, size)]
    less = [replace(one, least=one.least - (max(each) if largest else sum(each)), strict=True) for one in sums]
    checker.none(less, "a smaller concession would do")
