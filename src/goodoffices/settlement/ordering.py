# SPDX-License-Identifier: Apache-2.0
"""Which issue is worth settling first.

Three things are counted, each exact, none of them a rule of conduct:

- what is left open: on how many of an issue's options the efficient packages still differ, and how many of them are
  left with each. Where all of them take the same option, settling the issue so costs nobody anything, whatever else is
  agreed: every efficient outcome stays open. (One package stands for each vector of scores, so that others, level with
  it, may take another option.)
- the promise of an issue: how much settling it well is worth at least to each party, as a share of all that is at stake
  for it: over the options, the largest of the smallest shares (maximin over one issue alone).
- what is at stake in it for each party: its swing from worst to best, as a share of the swings of all issues.

First come the issues on which efficient packages agree, then the others by their promise: what brings both sides
something early builds the trust that the contested issues need (Raiffa 1982; Fisher and Ury 1981 argue likewise).
Interactions are left aside in stakes and promise, and counted in what is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.settlement.answers import Frontier, Status
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


class Ground(StrEnum):
    """How the parties stand to one another on one issue, all else being the same."""

    COMMON = "common ground"
    """One option is the best for all of them."""
    ONE_SIDED = "matters to one side"
    """At most one party has anything at stake."""
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
    """How much settling it well brings at least to each, as a share from 0 to 1 of all that is at stake for it."""
    best: int
    """The option with which it does so."""
    stakes: tuple[Fraction, ...]
    """What is at stake in it for each party, as a share of all that is at stake for that party."""

    @property
    def costs_nothing(self) -> bool:
        """Whether it is proven that it can be settled with every efficient outcome still open."""
        return self.proven and len(self.left) == 1


def ordering(scenario: Scenario, frontier: Frontier) -> tuple[Precedence, ...]:
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
    spans = [sum(_swing(table, issue, party) for issue in range(len(table.sizes))) for party in range(table.parties)]
    told = []
    for issue in range(len(table.sizes)):
        stakes = tuple(
            Fraction(_swing(table, issue, party), span) if span else Fraction(0) for party, span in enumerate(spans)
        )
        shares = [_share(table, issue, option, spans) for option in range(table.sizes[issue])]
        promise = max(shares)
        left = tuple(sorted({int(each.terms[issue]) for each in frontier.packages}))
        told.append(
            Precedence(
                issue=issue,
                ground=_ground(table, issue),
                left=left,
                narrows=tuple(sum(each.terms[issue] == option for each in frontier.packages) for option in left),
                proven=frontier.status is Status.PROVEN,
                promise=promise,
                best=shares.index(promise),
                stakes=stakes,
            )
        )
    return tuple(sorted(told, key=lambda each: (not each.costs_nothing, -each.promise, each.issue)))


def _column(table: Tables, issue: int, party: int) -> list[int]:
    return [option[party] for option in table.scores[issue]]


def _swing(table: Tables, issue: int, party: int) -> int:
    column = _column(table, issue, party)
    return max(column) - min(column)


def _share(table: Tables, issue: int, option: int, spans: list[int]) -> Fraction:
    """What an option brings over the worst at least to each party that has anything at stake anywhere."""
    shares = (
        Fraction(table.scores[issue][option][party] - min(_column(table, issue, party)), span)
        for party, span in enumerate(spans)
        if span
    )
    return min(shares, default=Fraction(0))


def _ground(table: Tables, issue: int) -> Ground:
    parties = [party for party in range(table.parties) if _swing(table, issue, party)]
    if len(parties) <= 1:
        return Ground.ONE_SIDED
    best = [{place for place, score in enumerate(column) if score == max(column)} for column in _columns(table, issue)]
    return Ground.COMMON if set.intersection(*best) else Ground.CONTESTED


def _columns(table: Tables, issue: int) -> list[list[int]]:
    return [_column(table, issue, party) for party in range(table.parties)]
