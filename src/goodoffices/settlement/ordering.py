# SPDX-License-Identifier: Apache-2.0
"""Which issue is worth settling first.

Three things are counted, each exact, none of them a rule of conduct:

- what is left open: on how many of an issue's options the efficient packages still differ, and how many of them are
  left with each. Where all of them take the same option, settling the issue so costs nobody anything, whatever else is
  agreed: every efficient outcome stays open. (One package stands for each vector of scores, so that others, level with
  it, may take another option.)
- what is at stake in it for each party: the most that its term alone can change of the party's score, all others the
  same (`stakes`), as a share of the sum of that over all issues. Without interactions, its swing from worst to best.
- the promise of an issue: how much settling it well brings at least to each party over the term that is worst for it,
  as such a share: the largest of the smallest shares (maximin over one issue alone). Where interactions hang on the
  issue, with the other terms so that this is largest: then it is what settling it well can bring.

First come the issues on which efficient packages agree, then the others by their promise: what brings both sides
something early builds the trust that the contested issues need (Raiffa 1982; Fisher and Ury 1981 argue likewise).
Terms that no allowed package has are left out. Apart from that, dependencies are left aside in stakes and promise, and
counted in what is left open.

With terms in ranges, the most and the least that a number brings is found at a corner of the curves. The largest of the
smallest shares may lie between two, where the lines of two parties cross; it is found there, to the fraction. Of two
parties the efficient packages are known as edges, so that what is left open is told as ranges; of more, from the least
to the greatest number of the packages that are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise

from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.packages import Terms
from goodoffices.settlement.possible import of_these, possible
from goodoffices.settlement.ranges.edges import MixedFrontier, corner_scenario, corners_of
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.stakes import Stakes, stakes_of
from goodoffices.settlement.tables import tables


class Ground(StrEnum):
    """How the parties stand to one another on one issue, all else being the same."""

    COMMON = "common ground"
    """One option is the best for all of them, whatever else is agreed."""
    ONE_SIDED = "matters to one side"
    """At most one party has anything at stake, whatever else is agreed."""
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Precedence:
    """What speaks for and against settling one issue first."""

    issue: int
    ground: Ground
    left: tuple[int, ...]
    """The options that efficient packages take on it; one alone: all of them agree. Nothing for a range."""
    narrows: tuple[int, ...]
    """How many of the efficient packages given are left when it is settled so, for each of these options; with terms in
    ranges and two parties, of the edges."""
    proven: bool
    """Whether `left` is all there is: the frontier was whole."""
    promise: Fraction
    """How much settling it well brings at least to each, as a share from 0 to 1 of all that is at stake for it; with
    `together`, can bring."""
    best: int | Fraction
    """The option with which it does so; the number, of a range."""
    stakes: tuple[Fraction, ...]
    """What is at stake in it for each party, as a share of all that is at stake for that party."""
    together: bool = False
    """Whether interactions hang on it, so that what it brings hangs on the terms of others."""
    between: tuple[tuple[Fraction, Fraction], ...] = ()
    """Of a range, from which to which numbers efficient packages lie; in order, and apart from one another. Of a
    frontier that is no edges: from the least number to the greatest of the packages listed."""
    exact: bool = True
    """Whether stakes, promise and ground are proven; otherwise the time ran out, and more may be at stake than that."""

    @property
    def costs_nothing(self) -> bool:
        """Whether it is proven that it can be settled with every efficient outcome still open."""
        agreed = len(self.left) == 1 or (len(self.between) == 1 and self.between[0][0] == self.between[0][1])
        return self.proven and agreed


def ordering(
    scenario: Scenario,
    frontier: Frontier | MixedFrontier,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> tuple[Precedence, ...]:
    """Order the issues by what speaks for settling them first; `frontier` is the frontier that counts.

    Give the frontier of acceptable packages where there is a zone of possible agreement, or else of all. With terms in
    ranges and two parties, give `mixed_frontier`.

    >>> from goodoffices.settlement import Issue, Option, Preferences, frontier
    >>> options = (Option(id="short"), Option(id="long"))
    >>> issues = (Issue(id="pay", options=options), Issue(id="safety", options=options))
    >>> long, short = {"long": Fraction(1)}, {"short": Fraction(1)}
    >>> parties = (
    ...     Preferences(id="union", values={"pay": long, "safety": long}),
    ...     Preferences(id="firm", values={"pay": short, "safety": long}),
    ... )
    >>> scenario = Scenario(issues=issues, parties=parties)
    >>> first = ordering(scenario, frontier(scenario))[0]
    >>> first.issue, first.ground.value, first.left, first.costs_nothing
    (1, 'common ground', (1,), True)
    """
    table = tables(corner_scenario(scenario))
    kept, sure = possible(table, limits=limits)
    table = of_these(table, kept)
    issues = []
    for place in range(len(table.sizes)):
        limits.told("issues", place, len(table.sizes))
        issues.append(stakes_of(table, place, limits=limits))
    spans = [sum(each.swings[party] for each in issues) for party in range(table.parties)]
    grounds, promises = [_ground(each) for each in issues], [each.promise(spans) for each in issues]
    ends = list(_ends(frontier))
    told = []
    for place, (issue, each) in enumerate(zip(scenario.issues, issues, strict=True)):
        share, best = promises[place]
        at: int | Fraction = kept[place][best]
        between: tuple[tuple[Fraction, Fraction], ...] = ()
        if issue.continuous:
            share, at = _promise(corners_of(scenario, issue), table.scores[place], spans)
            between = _joined((Fraction(one[place]), Fraction(other[place])) for one, other in ends)
            if not isinstance(frontier, MixedFrontier):
                between = between[:1] and ((between[0][0], between[-1][1]),)
        taken = [] if issue.continuous else [int(one[place]) for one, _ in ends]
        told.append(
            Precedence(
                issue=place,
                ground=grounds[place],
                left=tuple(sorted(set(taken))),
                narrows=tuple(taken.count(option) for option in sorted(set(taken))),
                proven=frontier.status is Status.PROVEN,
                promise=share,
                best=at,
                stakes=tuple(
                    Fraction(swing, span) if span else Fraction(0)
                    for swing, span in zip(each.swings, spans, strict=True)
                ),
                together=each.together,
                between=between,
                exact=sure and all(one.exact for one in issues),
            )
        )
    return tuple(sorted(told, key=lambda each: (not each.costs_nothing, -each.promise, each.issue)))


def _ends(frontier: Frontier | MixedFrontier) -> Iterable[tuple[Terms, Terms]]:
    """The terms at both ends of each edge; of a package by itself, twice the same."""
    if isinstance(frontier, MixedFrontier):
        return ((edge.start.terms, edge.end.terms) for edge in frontier.edges)
    return ((each.terms, each.terms) for each in frontier.packages)


def _joined(ranges: Iterable[tuple[Fraction, Fraction]]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Ranges, each from either end, joined where they meet."""
    found: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted((min(each), max(each)) for each in ranges):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def _promise(
    numbers: Sequence[Fraction], scores: Sequence[Sequence[int]], spans: Sequence[int]
) -> tuple[Fraction, Fraction]:
    """The largest of the smallest shares that a number of a range brings over the one that is worst for each."""
    who = [party for party, span in enumerate(spans) if span]
    worst = [min(score[party] for score in scores) for party in range(len(spans))]
    shares = [[Fraction(score[party] - worst[party], spans[party]) for party in who] for score in scores]

    def least(before: Sequence[Fraction], after: Sequence[Fraction], part: Fraction) -> Fraction:
        return min((a + (b - a) * part for a, b in zip(before, after, strict=True)), default=Fraction(0))

    best = max((least(each, each, Fraction(0)), -number) for number, each in zip(numbers, shares, strict=True))
    for (left, before), (right, after) in pairwise(zip(numbers, shares, strict=True)):
        for (a, b), (c, d) in combinations(zip(before, after, strict=True), 2):
            if (a - c) * (b - d) < 0:
                part = (a - c) / (a - c - b + d)
                best = max(best, (least(before, after, part), -(left + (right - left) * part)))
    return best[0], -best[1]


def _ground(stakes: Stakes) -> Ground:
    if sum(swing > 0 for swing in stakes.swings) <= 1:
        return Ground.ONE_SIDED
    return Ground.COMMON if stakes.shared() else Ground.CONTESTED
