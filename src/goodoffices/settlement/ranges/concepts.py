# SPDX-License-Identifier: Apache-2.0
"""The fair packages with continuous terms: of two parties on their frontier, of more by linear programs.

Gains on an edge are linear in one number. So their product is largest at the root of a linear equation, and gains or
shares are level where two lines cross: the best package of each edge is rational, and the best of these is the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement.answers import Answer, Certificate, Concept, Limits, Status
from goodoffices.settlement.known import with_known
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.packages import Package
from goodoffices.settlement.ranges.edges import METHOD, Edge, along, corner_scenario, mixed_frontier
from goodoffices.settlement.ranges.fair import PRECISION, fair
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import tables


def mixed_answer(scenario: Scenario, aim: Aim, *, limits: Limits, precision: Fraction = PRECISION) -> Answer:
    """Give the package of a concept for any number of parties, exact; what is meant, on the table of corners."""
    plain = aim.concept is not Concept.MAXIMIN_GAIN and aim.weights in {(), (Fraction(1), Fraction(1))}
    if len(scenario.parties) == 2 and plain:  # noqa: PLR2004 - a plane has two dimensions
        whole = mixed_frontier(scenario, limits=limits, acceptable=True)
        if whole.status is not Status.BEST_FOUND:
            return _on_edges(scenario, aim.concept, whole.edges)
        met = [end for edge in whole.edges for end in (edge.start, edge.end)]
        return with_known(scenario, fair(scenario, aim, limits=limits, precision=precision), met)
    return fair(scenario, aim, limits=limits, precision=precision)


def mixed_solution(
    scenario: Scenario,
    concept: Concept,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    precision: Fraction = PRECISION,
) -> Answer:
    """Give the package of a concept with continuous terms, exact; gains count from the minimums.

    Of packages along an edge that are level, one is given. `precision`: by which share of itself a product of more than
    two parties could at most be larger than that given, where the largest is at no fraction. Raises ValueError for
    `MAXIMIN_GAIN`, which needs a baseline: give it to `solve`.
    """
    concept = Concept(concept)
    if concept is Concept.MAXIMIN_GAIN:
        raise ValueError("the largest smallest gain over a baseline needs the baseline")
    table = tables(corner_scenario(scenario))
    aim = Aim(
        concept=concept,
        base=tuple(map(Fraction, table.minimums)),
        units=tuple(map(Fraction, table.scales)),
        weights=(Fraction(1),) * table.parties if concept is Concept.UTILITARIAN else (),
    )
    return mixed_answer(scenario, aim, limits=limits, precision=precision)


def _on_edges(scenario: Scenario, concept: Concept, edges: Sequence[Edge]) -> Answer:
    minimums = tuple(party.minimum for party in scenario.parties)
    if not edges:
        none = Certificate(status=Status.NONE, method=METHOD)
        return Answer(
            concept=concept, packages=(), certificate=none, baseline=minimums, party_weights=_weights(concept)
        )
    ideals = edges[0].start.scores[0] - minimums[0], edges[-1].end.scores[1] - minimums[1]
    measure = _Measure(concept, (minimums[0], minimums[1]), ideals)
    found = [_best(scenario, edge, measure) for edge in edges]
    best = max(map(measure.of, found))
    level = tuple(dict.fromkeys(each for each in found if measure.of(each) == best))
    value = measure.shown(best)
    of_each = (edges[0].start, edges[-1].end) if concept is Concept.KALAI_SMORODINSKY else ()
    certificate = Certificate(status=Status.PROVEN, method=METHOD, value=value, bound=value, ideals=of_each)
    return Answer(
        concept=concept,
        packages=level,
        certificate=certificate,
        baseline=minimums,
        party_weights=_weights(concept),
        complete=False,
    )


def _weights(concept: Concept) -> tuple[Fraction, ...]:
    return (Fraction(1), Fraction(1)) if concept is Concept.UTILITARIAN else ()


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a concept compares of packages, and where on an edge it may be best, as a part of the way."""

    concept: Concept
    minimums: tuple[Fraction, Fraction]
    ideals: tuple[Fraction, Fraction]

    def of(self, each: Package) -> tuple[Fraction, ...]:
        first, second = self._gains(each)
        if self.concept is Concept.UTILITARIAN:
            return (sum(each.scores, Fraction(0)),)
        if self.concept is Concept.NASH:
            positive = [gain for gain in (first, second) if gain > 0]
            return Fraction(len(positive)), first * second if len(positive) > 1 else sum(positive, Fraction(0))
        one, other = self._scales
        return tuple(sorted((first / one, second / other)))

    def shown(self, best: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """What a certificate states of what was compared: a product, a smallest gain, shares."""
        match self.concept:
            case Concept.NASH:
                return best[1:]
            case Concept.EGALITARIAN:
                return best[:1]
            case Concept.KALAI_SMORODINSKY if 0 in self.ideals:
                return tuple(
                    sorted((*best[self.ideals.count(Fraction(0)) :], *[Fraction(1)] * self.ideals.count(Fraction(0))))
                )
            case _:
                return best

    def inside(self, edge: Edge) -> Fraction | None:
        (a, b), (c, d) = self._gains(edge.start), self._gains(edge.end)
        if self.concept is Concept.UTILITARIAN:
            return None
        if self.concept is Concept.NASH:
            bend = 2 * (c - a) * (d - b)
            return -(a * (d - b) + b * (c - a)) / bend if bend else None
        one, other = self._scales
        before, after = a * other - b * one, c * other - d * one
        return before / (before - after) if before != after else None

    def _gains(self, each: Package) -> tuple[Fraction, Fraction]:
        return each.scores[0] - self.minimums[0], each.scores[1] - self.minimums[1]

    @property
    def _scales(self) -> tuple[Fraction, Fraction]:
        """In what gains are counted: points, or for Kalai and Smorodinsky the ideal gains where there are any."""
        if self.concept is not Concept.KALAI_SMORODINSKY:
            return Fraction(1), Fraction(1)
        return self.ideals[0] or Fraction(1), self.ideals[1] or Fraction(1)


def _best(scenario: Scenario, edge: Edge, measure: _Measure) -> Package:
    part = measure.inside(edge) if edge.start != edge.end else None
    within = (along(scenario, edge, part),) if part is not None and 0 < part < 1 else ()
    best: Package = max((edge.start, edge.end, *within), key=measure.of)
    return best
