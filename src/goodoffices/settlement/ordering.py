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
Dependencies are left aside in stakes and promise, and counted in what is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.settlement.answers import Frontier, Limits, Status
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
    """The options that efficient packages take on it; one alone: all of them agree."""
    narrows: tuple[int, ...]
    """How many of the efficient packages given are left when it is settled so, for each of these options."""
    proven: bool
    """Whether `left` is all there is: the frontier was whole."""
    promise: Fraction
    """How much settling it well brings at least to each, as a share from 0 to 1 of all that is at stake for it; with
    `together`, can bring."""
    best: int
    """The option with which it does so."""
    stakes: tuple[Fraction, ...]
    """What is at stake in it for each party, as a share of all that is at stake for that party."""
    together: bool = False
    """Whether interactions hang on it, so that what it brings hangs on the terms of others."""
    exact: bool = True
    """Whether stakes, promise and ground are proven; otherwise the time ran out, and more may be at stake than that."""

    @property
    def costs_nothing(self) -> bool:
        """Whether it is proven that it can be settled with every efficient outcome still open."""
        return self.proven and len(self.left) == 1


def ordering(
    scenario: Scenario,
    frontier: Frontier,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> tuple[Precedence, ...]:
    """Order the issues by what speaks for settling them first; `frontier` is the frontier that counts.

    Give the frontier of acceptable packages where there is a zone of possible agreement, or else of all. Issues with
    options only.

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
    table = tables(scenario)
    issues = []
    for issue in range(len(table.sizes)):
        limits.told("issues", issue, len(table.sizes))
        issues.append(stakes_of(table, issue, limits=limits))
    spans = [sum(each.swings[party] for each in issues) for party in range(table.parties)]
    grounds, promises = [_ground(each) for each in issues], [each.promise(spans) for each in issues]
    told = []
    for issue, each in enumerate(issues):
        left = tuple(sorted({int(package.terms[issue]) for package in frontier.packages}))
        told.append(
            Precedence(
                issue=issue,
                ground=grounds[issue],
                left=left,
                narrows=tuple(sum(package.terms[issue] == option for package in frontier.packages) for option in left),
                proven=frontier.status is Status.PROVEN,
                promise=promises[issue][0],
                best=promises[issue][1],
                stakes=tuple(
                    Fraction(swing, span) if span else Fraction(0)
                    for swing, span in zip(each.swings, spans, strict=True)
                ),
                together=each.together,
                exact=all(one.exact for one in issues),
            )
        )
    return tuple(sorted(told, key=lambda each: (not each.costs_nothing, -each.promise, each.issue)))


def _ground(stakes: Stakes) -> Ground:
    if sum(swing > 0 for swing in stakes.swings) <= 1:
        return Ground.ONE_SIDED
    return Ground.COMMON if stakes.shared() else Ground.CONTESTED
