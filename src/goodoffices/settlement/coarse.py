# SPDX-License-Identifier: Apache-2.0
"""Scores that are too fine for whole numbers, rounded so far that every method can take them.

Ratings typed on many different scales have denominators whose common multiple has no bound, and the integer programs
count to 2**52. What fits is left as it is. Where something is rounded, whoever shows an answer has to say so: it is
proven for the rounded scores.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from goodoffices.settlement.methods.integer_program import fits
from goodoffices.settlement.scenario import Preferences, Scenario
from goodoffices.settlement.tables import tables


PLACES: Final = 10**9
"""Into so many steps what lies between a party's worst and best package is divided, at least."""


def coarse(scenario: Scenario) -> Scenario:
    """Give a scenario whose scores fit into whole numbers; the same one where they do. Issues with options only.

    >>> from goodoffices.settlement.example import dispute
    >>> coarse(dispute) is dispute
    True
    """
    if fits(tables(scenario)):
        return scenario
    return replace(
        scenario,
        parties=tuple(
            party if fits(tables(replace(scenario, parties=(party,)))) else _rounded(scenario, party)
            for party in scenario.parties
        ),
    )


def _rounded(scenario: Scenario, party: Preferences) -> Preferences:
    """Round what each option adds, with its weight in it; a weight that is unsure stays in proportion to its range."""
    products = {
        issue.id: {
            option.id: party.weights.get(issue.id, Fraction(1)) * party.values.get(issue.id, {}).get(option.id, 0)
            for option in issue.options
        }
        for issue in scenario.issues
    }
    span = sum((max(each.values(), default=0) - min(each.values(), default=0) for each in products.values()), 0)
    unit = Fraction(1)
    while unit * PLACES > max(span, Fraction(1, PLACES)):
        unit /= 10

    def near(number: Fraction) -> Fraction:
        return round(number / unit) * unit

    values = {}
    for issue in scenario.issues:
        weight = party.weights.get(issue.id, Fraction(1))
        values[issue.id] = {term: near(product) / (weight or 1) for term, product in products[issue.id].items()}
    return replace(
        party,
        values=values,
        minimum=near(party.minimum),
        most=None if party.most is None else near(party.most),
        interactions=tuple(replace(each, adds=near(each.adds)) for each in party.interactions),
    )
