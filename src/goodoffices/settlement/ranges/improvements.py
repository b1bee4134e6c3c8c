# SPDX-License-Identifier: Apache-2.0
"""What improves on a baseline with continuous terms, exact: the fairest improvement, and each party's best.

Improvements are the packages that reach the baseline's scores; these take the place of the minimums. Of two parties all
that are efficient are given, as edges. Of more, the ends in each party's direction and the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.settlement.answers import Concept, Limits, Status
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.packages import Package, Terms, allowed, dominates, package
from goodoffices.settlement.ranges.choosing import Search
from goodoffices.settlement.ranges.edges import Edge, mixed_frontier
from goodoffices.settlement.ranges.fair import efficient_from, ideal, leximin
from goodoffices.settlement.ranges.stretches import choices_of
from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Better:
    """Efficient packages that improve on a baseline."""

    efficient: tuple[Package, ...]
    fairest: Package | None
    edges: tuple[Edge, ...]
    status: Status
    remainder: str


def better_than(scenario: Scenario, terms: Terms, *, limits: Limits) -> Better:
    """Find what improves on a package of these terms, which may itself break a dependency."""
    baseline = package(scenario, terms)
    asked = replace(
        scenario,
        parties=tuple(
            replace(party, minimum=score) for party, score in zip(scenario.parties, baseline.scores, strict=True)
        ),
    )
    search = Search(choices_of(asked), limits)
    table = search.choices.table
    aim = Aim(
        concept=Concept.LEXIMIN, base=tuple(map(Fraction, table.minimums)), units=tuple(map(Fraction, table.scales))
    )
    found = leximin(search, aim)
    if found.package is None or found.package.scores == baseline.scores:
        status = Status.NONE if found.proven else Status.BEST_FOUND
        return Better(
            (), None, (), status, "" if found.proven else "The time ran out before one was found or excluded."
        )
    fairest = nearer(scenario, found.package, terms)
    edges: tuple[Edge, ...] = ()
    whole = mixed_frontier(asked, limits=limits, acceptable=True) if len(scenario.parties) == 2 else None  # noqa: PLR2004 - a plane
    ends = [fairest]
    if whole is not None and whole.status is Status.PROVEN:
        edges = whole.edges
        ends += [end for edge in edges for end in (edge.start, edge.end)]
    most: list[Fraction | None] = []
    for party in range(len(scenario.parties)):
        best = ideal(search, party)
        most.append(best.package.scores[party] if best.package is not None and best.proven else None)
        if best.package is not None and not edges:
            ends.append(efficient_from(search, best.package).package or best.package)
    unique = {each.scores: each for each in reversed(ends)}
    efficient = [each for each in unique.values() if not any(dominates(other, each.scores) for other in unique)]
    efficient = [each for each in efficient if dominates(each.scores, baseline.scores)]
    status = Status.PROVEN if found.proven and (edges or len(scenario.parties) == 1) else Status.BEST_FOUND
    return Better(
        tuple(sorted(efficient, key=lambda each: each.scores, reverse=True)),
        fairest,
        edges,
        status,
        "" if status is Status.PROVEN else _remainder(scenario, most),
    )


def _remainder(scenario: Scenario, most: list[Fraction | None]) -> str:
    """What no improvement exceeds."""
    known = ", ".join(
        f"{score} to {party.name or party.id}"
        for party, score in zip(scenario.parties, most, strict=True)
        if score is not None
    )
    return (
        "With continuous terms there are any number of efficient improvements; listed are the fairest and each party's"
        f" best. No improvement is worth more than: {known or 'not known'}."
    )


def nearer(scenario: Scenario, found: Package, terms: Terms) -> Package:
    """A package with other terms put in wherever that is the same to everybody and keeps the dependencies."""
    for issue, term in enumerate(terms):
        other = (*found.terms[:issue], term, *found.terms[issue + 1 :])
        if other != found.terms and allowed(scenario, other):
            changed = package(scenario, other)
            if changed.scores == found.scores:
                found = changed
    return found
