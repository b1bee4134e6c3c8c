# SPDX-License-Identifier: Apache-2.0
"""What is told of a frontier with continuous terms as single packages: its corners.

Under weights of the parties some best package has every number at a corner of a curve. So packages that are best under
some weights are found among those at corners, and are efficient among all, whatever the numbers. Of two parties the
frontier is known as edges (`continuous`), and these are all ends of edges that nothing is better than.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from goodoffices.errors import Said, said
from goodoffices.settlement.answers import Frontier, Limits, Status
from goodoffices.settlement.continuous import corner_scenario, mixed_frontier
from goodoffices.settlement.covering import as_words, left_out
from goodoffices.settlement.frontier import percent, planes_of
from goodoffices.settlement.integer_program import highest, lowest
from goodoffices.settlement.packages import Package, acceptable, dominates
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.stretches import choices_of
from goodoffices.settlement.supported import supported
from goodoffices.settlement.tables import tables


def slice_of(scenario: Scenario, *, limits: Limits, acceptable_only: bool) -> Frontier:
    """Give efficient packages, and in a sentence what lies between them."""
    if len(scenario.parties) == 2:  # noqa: PLR2004 - a plane has two dimensions
        return _ends(scenario, limits, acceptable_only=acceptable_only)
    table = tables(corner_scenario(scenario))
    found = supported(table, limits=limits)
    if not found.possible:
        return Frontier(packages=(), counts=(), status=Status.NONE, method="weights")
    choices = choices_of(scenario)
    packages: dict[tuple[Fraction, ...], Package] = {}
    for taken in dict.fromkeys(found.taken):
        each = choices.package(((Fraction(1), taken),))
        packages.setdefault(each.scores, each)
    listed = sorted(packages.values(), key=lambda each: each.scores, reverse=True)
    floors = lowest(table)
    if acceptable_only:
        listed = [each for each in listed if acceptable(scenario, each)]
        floors = tuple(map(max, floors, table.minimums))
    whole = np.array([list(map(int, choices.whole(each))) for each in listed], dtype=object)
    share = left_out(as_words(whole), planes_of(table, found), floors=floors, ceilings=highest(table), limits=limits)
    return Frontier(
        packages=tuple(listed),
        counts=(1,) * len(listed),
        status=Status.BEST_FOUND if share != 0 else Status.PROVEN,
        method="weights",
        remainder=_told(len(listed), len(found.weights), share) if share != 0 else "",
        missing=share if share != 0 else None,
        counted=False,
    )


def _told(listed: int, tried: int, share: Fraction | None) -> Said:
    """What is missing, in a sentence."""
    if share is None:
        return said(
            "With continuous terms the frontier has any number of packages. Each of the {listed} listed is proven"
            " efficient: it is best of all, whatever the numbers, under some weights of the parties. {tried} weightings"
            " were tried, and under none has a package that is not listed a larger sum: every other package lies below"
            " the planes that touch the frontier there.",
            listed=listed,
            tried=tried,
        )
    return said(
        "With continuous terms the frontier has any number of packages. Each of the {listed} listed is proven"
        " efficient: it is best of all, whatever the numbers, under some weights of the parties ({tried} weightings"
        " were tried). For every package that is not listed, one that is listed is worth less to no party by more than"
        " {share} % of all that is at stake for it; that is proven.",
        listed=listed,
        tried=tried,
        share=percent(share),
    )


def _ends(scenario: Scenario, limits: Limits, *, acceptable_only: bool) -> Frontier:
    """The ends of the edges of two parties' frontier that nothing is better than."""
    whole = mixed_frontier(scenario, limits=limits, acceptable=acceptable_only)
    packages = {end.scores: end for edge in whole.edges for end in (edge.start, edge.end)}
    listed = [each for each in packages.values() if not any(dominates(other, each.scores) for other in packages)]
    lines = sum(edge.start != edge.end for edge in whole.edges)
    status = whole.status if not lines or whole.status is not Status.PROVEN else Status.BEST_FOUND
    return Frontier(
        packages=tuple(sorted(listed, key=lambda each: each.scores, reverse=True)),
        counts=(1,) * len(listed),
        status=status,
        method=whole.method,
        remainder=(
            f"Between these, on {lines} edges, lies the rest of the frontier: the edges themselves are whole and exact."
            if lines
            else ""
        ),
        counted=False,
    )
