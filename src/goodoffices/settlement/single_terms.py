# SPDX-License-Identifier: Apache-2.0
"""Which single term of a package would have to move, and how far, so that who rejects it could accept it.

On each issue the nearest move in each direction is looked for that brings the party to its minimum and keeps the
dependencies; what it costs the others stands beside it. If no single term suffices, the move that comes nearest is
given, with what is then still lacking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.settlement.moves import Move, Shift, Standing
from goodoffices.settlement.packages import Terms, fitting, package, placed
from goodoffices.settlement.ranges.moves import in_numbers, reaching_numbers, with_numbers
from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class SingleMove:
    """One term moved, all else the same."""

    move: Move | Shift
    changes: tuple[Fraction, ...]
    """What it is worth to each party, in its points."""
    accepted_by: tuple[int, ...]
    """The places of the parties for which the package then reaches their minimum."""
    distance: Fraction | None
    """How far the term moves in the issue's unit, where its options have amounts; otherwise count the steps."""


@dataclass(frozen=True, slots=True)
class SingleTerms:
    """What one party lacks in a package, and the single moves that would make it up."""

    party: int
    """Its place among the parties."""
    lacking: Fraction
    """How many points the package lacks to its minimum; 0: it accepts it as it is."""
    sufficient: tuple[SingleMove, ...]
    """Moves that suffice: first those that all accept, then those that cost the others least."""
    nearest: SingleMove | None
    """Where none suffices, the move that leaves least lacking; None where no move helps."""
    still_lacking: Fraction
    """What the nearest move leaves lacking; 0 where one suffices."""


def single_terms(scenario: Scenario, terms: Terms, party: str) -> SingleTerms:
    """Find which single term of a package would have to move for a party (its id) to accept it.

    Raises ValueError for a party that is not there, and for terms that the scenario has not.

    >>> from goodoffices.settlement.example import dispute, draft
    >>> found = single_terms(dispute, draft, "union")  # what would the union have to be given?
    >>> best = found.sufficient[0]
    >>> str(found.lacking), dispute.issues[best.move.issue].id, best.accepted_by
    ('15', 'safety', (0, 1))
    """
    terms = fitting(scenario, terms)
    place = placed(scenario, party)
    if any(issue.continuous for issue in scenario.issues):
        # The nearest number that suffices, or else the best, in each direction is all that there is to look at.
        numbers = reaching_numbers(scenario, terms, place)
        listed, places = with_numbers(scenario, terms, numbers)
        return _numbered(listed, single_terms(listed, places, party), scenario)
    standing = Standing(scenario, tuple(map(int, terms)))
    scores = package(scenario, terms).scores
    lacking = max(Fraction(0), scenario.parties[place].minimum - scores[place])
    sufficient: list[SingleMove] = []
    helping: list[SingleMove] = []
    for issue in range(len(scenario.issues)) if lacking else ():
        reached: set[bool] = set()
        for move in standing.moves(issue):
            upwards = move.end > move.start
            if upwards in reached or not standing.allowed(move):
                continue
            found = _moved(scenario, standing, move, scores)
            if place in found.accepted_by:
                reached.add(upwards)
                sufficient.append(found)
            elif found.changes[place] > 0:
                helping.append(found)
    everybody = tuple(range(len(scenario.parties)))
    sufficient.sort(
        key=lambda each: (
            each.accepted_by != everybody,
            -min(_others(each, place), default=Fraction(0)),
            each.move.issue,
        )
    )
    nearest = max(helping, key=lambda each: each.changes[place], default=None) if not sufficient else None
    left = lacking - nearest.changes[place] if nearest else Fraction(0) if sufficient else lacking
    return SingleTerms(place, lacking, tuple(sufficient), nearest, left)


def _others(move: SingleMove, party: int) -> tuple[Fraction, ...]:
    return (*move.changes[:party], *move.changes[party + 1 :])


def _moved(scenario: Scenario, standing: Standing, move: Move, scores: tuple[Fraction, ...]) -> SingleMove:
    changes = standing.tables.points(standing.change(move))
    accepted = tuple(
        place
        for place, (party, score, change) in enumerate(zip(scenario.parties, scores, changes, strict=True))
        if score + change >= party.minimum
    )
    options = scenario.issues[move.issue].options
    start, end = options[move.start].amount, options[move.end].amount
    return SingleMove(move, changes, accepted, None if start is None or end is None else end - start)


def _numbered(listed: Scenario, found: SingleTerms, scenario: Scenario) -> SingleTerms:
    """The same with numbers in place of options that stand for them."""

    def numbered(single: SingleMove) -> SingleMove:
        assert isinstance(single.move, Move)  # noqa: S101 - with numbers as options there are no others
        return replace(single, move=in_numbers(scenario, listed, single.move))

    nearest = None if found.nearest is None else numbered(found.nearest)
    return replace(found, sufficient=tuple(map(numbered, found.sufficient)), nearest=nearest)
