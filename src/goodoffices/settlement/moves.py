# SPDX-License-Identifier: Apache-2.0
"""Moves: one term of a package changed for another, what that is worth to each party, and whether it may be.

Only what the moved issues touch is counted again, so that looking at every pair of moves of a large package is cheap.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement.methods.integer_program import total
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Bonus, Bounds, Literal, Tables, tables


@dataclass(frozen=True, slots=True)
class Move:
    """From one option of an issue to another, by their places."""

    issue: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shift:
    """From one number of a continuous issue to another."""

    issue: int
    start: Fraction
    end: Fraction


class Standing:
    """A package as it stands, from which moves are looked at. Issues with options only."""

    def __init__(self, scenario: Scenario, terms: tuple[int, ...]) -> None:
        self.scenario = scenario
        self.terms = terms
        self.tables: Tables = tables(scenario)
        self._sums = terms, total(self.tables.uncut, terms)
        """Some terms and what each party's come to, before anything is cut off."""
        self._bonuses: list[list[Bonus]] = [[] for _ in scenario.issues]
        self._bounds: list[list[Bounds]] = [[] for _ in scenario.issues]
        for bonus in self.tables.bonuses:
            for issue in {issue for issue, _options in bonus.together}:
                self._bonuses[issue].append(bonus)
        for bounds in self.tables.bounds:
            for issue in {issue for issue, _options in bounds.of}:
                self._bounds[issue].append(bounds)

    def moves(self, issue: int) -> Iterator[Move]:
        """Every move on one issue, the nearest options first."""
        start = self.terms[issue]
        others = (end for end in range(self.tables.sizes[issue]) if end != start)
        return (Move(issue, start, end) for end in sorted(others, key=lambda end: (abs(end - start), end)))

    def after(self, *moves: Move) -> tuple[int, ...]:
        """The terms after some moves."""
        terms = list(self.terms)
        for move in moves:
            terms[move.issue] = move.end
        return tuple(terms)

    def change(self, *moves: Move) -> tuple[int, ...]:
        """By how much each party's whole-number score changes with some moves, all made together."""
        moved = self.after(*moves)
        changes = [0] * self.tables.parties
        for move in moves:
            scores = self.tables.scores[move.issue]
            before, after = scores[move.start], scores[move.end]
            for party, (old, new) in enumerate(zip(before, after, strict=True)):
                changes[party] += new - old
        for bonus in {id(bonus): bonus for move in moves for bonus in self._bonuses[move.issue]}.values():
            changes[bonus.party] += bonus.adds * (_all(bonus.together, moved) - _all(bonus.together, self.terms))
        if not self.tables.mosts:
            return tuple(changes)
        if self._sums[0] != self.terms:
            self._sums = self.terms, total(self.tables.uncut, self.terms)
        before = self._sums[1]
        after = self.tables.cut([one + change for one, change in zip(before, changes, strict=True)])
        return tuple(a - b for a, b in zip(after, self.tables.cut(before), strict=True))

    def allowed(self, *moves: Move) -> bool:
        """Whether the dependencies that some moves touch are kept after them."""
        terms = self.after(*moves)
        touched = (bounds for move in moves for bounds in self._bounds[move.issue])
        return all(
            bounds.least <= sum(terms[issue] in options for issue, options in bounds.of) <= bounds.most
            for bounds in touched
        )

    def nearer(self, terms: tuple[int, ...]) -> tuple[int, ...]:
        """Give another package with this one's terms wherever that is the same to everybody.

        Issue by issue, and again while that makes more terms the same, so that what is said to differ between the two
        is what makes a difference to somebody.
        """
        other = copy(self)
        other.terms = terms
        going = True
        while going:
            going = False
            for issue, (here, there) in enumerate(zip(self.terms, other.terms, strict=True)):
                move = Move(issue, there, here)
                if here != there and not any(other.change(move)) and other.allowed(move):
                    other.terms = other.after(move)
                    going = True
        return other.terms


def _all(together: tuple[Literal, ...], terms: tuple[int, ...]) -> bool:
    return all(terms[issue] in options for issue, options in together)
