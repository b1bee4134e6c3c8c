# SPDX-License-Identifier: Apache-2.0
"""Improvements on a baseline, such as the draft on the table: packages that hurt nobody and are better for somebody.

What all parties have accepted is often not the best they could have (post-settlement settlement: Raiffa 1985). The
efficient packages that are at least as good for each as the baseline are found from the frontier; if there is none, the
baseline is efficient itself, and that is proven.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.frontier import frontier
from goodoffices.settlement.moves import Standing
from goodoffices.settlement.packages import Package, Terms, dominates, package
from goodoffices.settlement.ranges.edges import Edge
from goodoffices.settlement.ranges.improvements import better_than
from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Improvements:
    """What is better than a baseline for somebody and worse for nobody."""

    baseline: Package
    efficient: tuple[Package, ...]
    """The efficient improvements, the best for the first party first; one for each vector of scores."""
    fairest: Package | None
    """Of these, the one whose smallest gain is largest, then the next smallest (leximin), in the parties' points.

    Its terms are those of the baseline wherever that is the same to everybody.
    """
    status: Status
    """`PROVEN`: these are all, with what lies on the edges; `NONE`: proven that there is none; `BEST_FOUND`: there may
    be more, see `remainder`."""
    remainder: str = ""
    edges: tuple[Edge, ...] = ()
    """Of two parties with continuous terms: between the ends of each edge every package is such an improvement, too."""

    @property
    def is_efficient(self) -> bool:
        """Whether it is proven that nothing improves on the baseline."""
        return self.status is Status.NONE


def improvements(
    scenario: Scenario,
    terms: Terms,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    known: Frontier | None = None,
) -> Improvements:
    """Find the improvements on a package of these terms; `known` is the frontier of all packages where it is known.

    The baseline may break a dependency: then what improves on it keeps them all.

    >>> from goodoffices.settlement.example import dispute, draft
    >>> found = improvements(dispute, draft)
    >>> [each.terms for each in found.efficient], found.is_efficient
    ([(0, 1, 1)], False)
    """
    baseline = package(scenario, terms)
    terms = baseline.terms
    if any(issue.continuous for issue in scenario.issues):
        found = better_than(scenario, terms, limits=limits)
        return Improvements(baseline, found.efficient, found.fairest, found.status, found.remainder, found.edges)
    whole = known or frontier(scenario, limits=limits)
    better = tuple(each for each in whole.packages if dominates(each.scores, baseline.scores))
    fairest = max(better, key=lambda each: _gains(each, baseline), default=None)
    if fairest is not None:
        nearer = Standing(scenario, tuple(map(int, terms))).nearer(tuple(map(int, fairest.terms)))
        fairest = Package(nearer, fairest.scores)
    status = whole.status
    if status is not Status.BEST_FOUND:
        status = Status.PROVEN if better else Status.NONE
    return Improvements(baseline, better, fairest, status, whole.remainder)


def _gains(each: Package, baseline: Package) -> list[Fraction]:
    return sorted(after - before for after, before in zip(each.scores, baseline.scores, strict=True))
