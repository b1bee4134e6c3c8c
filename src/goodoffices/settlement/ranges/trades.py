# SPDX-License-Identifier: Apache-2.0
"""Trades in which continuous terms move, exact: how far each moves is the best of a linear program.

A range falls into parts on each of which the same parties lose by moving there. Of every combination of such parts, and
of moves between options, the numbers are found that are best as trades are ranked; of these the best trade is given.
Where the best would be reached only as a move costs nobody anything, and so is no trade, that one is given instead of
which the least of all gains and costs is largest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from goodoffices.settlement.answers import Concept
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.moves import Move, Shift, Standing
from goodoffices.settlement.packages import Terms
from goodoffices.settlement.ranges.choosing import Search
from goodoffices.settlement.ranges.edges import corner_scenario, value_of
from goodoffices.settlement.ranges.fair import leximin
from goodoffices.settlement.ranges.moves import Reach, reaches, with_numbers
from goodoffices.settlement.ranges.stretches import choices_of
from goodoffices.settlement.scenario import Issue, Preferences, Scenario
from goodoffices.settlement.tables import tables
from goodoffices.settlement.trades import spans


Change = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Moves made together, what they are worth together, and each by itself, in points."""

    moves: tuple[Move | Shift, ...]
    gains: Change
    alone: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A move between options that costs somebody something."""

    move: Move
    hurt: frozenset[int]


def exchanges(scenario: Scenario, terms: Terms, of: int) -> Iterator[tuple[Exchange, list[Fraction]]]:
    """Give the best trade between each so many issues, with what it is ranked by: shares of what is at stake."""
    listed, places = with_numbers(scenario, terms, {})
    looking = _Looking(scenario, terms, Standing(listed, places))
    for issues in combinations(range(len(scenario.issues)), of):
        found = [(each, looking.shares(each.gains)) for each in looking.between(issues)]
        if found:
            yield max(found, key=lambda pair: pair[1])


class _Looking:
    def __init__(self, scenario: Scenario, terms: Terms, standing: Standing) -> None:
        self._scenario, self._terms, self._standing = scenario, terms, standing
        self._parties = range(len(scenario.parties))
        self._spans = _spans(scenario)
        self._offers: list[list[_Offer | Reach]] = []
        for place, issue in enumerate(scenario.issues):
            if issue.continuous:
                self._offers.append(list(reaches(scenario, terms, place)))
            else:
                moves = ((move, _hurt(standing.change(move))) for move in standing.moves(place))
                self._offers.append([_Offer(move, hurt) for move, hurt in moves if hurt])

    def shares(self, gains: Change) -> list[Fraction]:
        return sorted(gain / span for gain, span in zip(gains, self._spans, strict=True))

    def between(self, issues: Sequence[int]) -> Iterator[Exchange]:
        """Every trade that might be the best on some issues."""
        for taken in product(*(self._offers[issue] for issue in issues)):
            if len({each.hurt for each in taken}) == 1:
                continue
            fixed = [each.move for each in taken if isinstance(each, _Offer)]
            free = [each for each in taken if isinstance(each, Reach)]
            sure = self._standing.tables.points(self._standing.change(*fixed))
            if fixed and not self._standing.allowed(*fixed):
                continue
            most = [
                own + sum((max(each.changes[0][party], each.changes[1][party]) for each in free), Fraction(0))
                for party, own in zip(self._parties, sure, strict=True)
            ]
            if min(most) < 0 or any(most[party] <= 0 for party in frozenset.union(*(each.hurt for each in taken))):
                continue
            for inside in (False, True):
                ends = self._numbers(free, sure, inside=inside)
                if ends is None:
                    break
                moved = iter(ends)
                found = self._exchange(tuple(each.move if isinstance(each, _Offer) else next(moved) for each in taken))
                if found is not None:
                    yield found
                    break

    def _numbers(self, free: Sequence[Reach], sure: Change, *, inside: bool) -> list[Shift] | None:
        """How far to move on some parts of ranges, so that nobody loses and the ranking is highest.

        `inside`: what each move costs those whom it hurts is ranked with the gains, so that it is something.
        """
        if not free:
            return []
        costs = [(each, party) for each in free for party in sorted(each.hurt)] if inside else []
        small = Scenario(
            issues=tuple(Issue(id=str(each.issue), between=(Fraction(0), Fraction(1))) for each in free),
            parties=tuple(
                Preferences(
                    id=str(party),
                    curves={
                        str(each.issue): tuple(
                            (Fraction(end), change[party]) for end, change in enumerate(each.changes)
                        )
                        for each in free
                    },
                    minimum=-own,
                )
                for party, own in zip(self._parties, sure, strict=True)
            )
            + tuple(
                Preferences(
                    id=f"cost {number}",
                    curves={
                        str(each.issue): tuple(
                            (Fraction(end), -change[party]) for end, change in enumerate(each.changes)
                        )
                    },
                )
                for number, (each, party) in enumerate(costs)
            ),
        )
        choices = choices_of(small)
        spans_of_all = [*self._spans, *(self._spans[party] for _, party in costs)]
        units = tuple(span * scale for span, scale in zip(spans_of_all, choices.table.scales, strict=True))
        aim = Aim(concept=Concept.LEXIMIN, base=tuple(map(Fraction, choices.table.minimums)), units=units)
        found = leximin(Search(choices), aim).package
        if found is None:
            return None
        return [
            Shift(each.issue, Fraction(self._terms[each.issue]), each.ends[0] + (each.ends[1] - each.ends[0]) * part)
            for each, part in zip(free, map(Fraction, found.terms), strict=True)
        ]

    def change(self, *moves: Move | Shift) -> Change:
        """What moves are worth to each party, made together."""
        fixed = [move for move in moves if isinstance(move, Move)]
        total = list(self._standing.tables.points(self._standing.change(*fixed)))
        for move in moves:
            if isinstance(move, Shift):
                issue = self._scenario.issues[move.issue]
                for place, party in enumerate(self._scenario.parties):
                    before, after = (value_of(party, issue, each) for each in (move.start, move.end))
                    total[place] += after - before
        return tuple(total)

    def _exchange(self, moves: tuple[Move | Shift, ...]) -> Exchange | None:
        """The moves as a trade; None: they are none."""
        gains, alone = self.change(*moves), tuple(self.change(move) for move in moves)
        hurt = [_hurt(each) for each in alone]
        if not all(hurt) or len(set(hurt)) == 1 or min(gains) < 0:
            return None
        if any(gains[party] <= 0 for party in frozenset.union(*hurt)):
            return None
        fewer = (some for size in range(2, len(moves)) for some in combinations(moves, size))
        return Exchange(moves, gains, alone) if all(min(self.change(*some)) < 0 for some in fewer) else None


def _hurt(change: Sequence[int | Fraction]) -> frozenset[int]:
    return frozenset(party for party, each in enumerate(change) if each < 0)


def _spans(scenario: Scenario) -> list[Fraction]:
    """How far each party's score can move over all issues, at least a whole number of its table."""
    table = tables(corner_scenario(scenario))
    return [Fraction(span, scale) for span, scale in zip(spans(table), table.scales, strict=True)]
