# SPDX-License-Identifier: Apache-2.0
"""What it means that a package stays efficient with weights off by a share where greatest scores count: the oracle."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from goodoffices.settlement import Preferences, Region, Scenario, every_package, package


NEXT = Fraction(1, 10**12)
"""So little beside a margin that nothing else changes."""


def hold_margin(scenario: Scenario, terms: tuple[int, ...], found: Region) -> None:
    """Up to the margin no weights make another package better, and beyond it some do."""
    every = [tuple(map(int, each.terms)) for each in every_package(scenario)]

    def stays(share: Fraction) -> bool:
        return not any(could_better(scenario, terms, other, share) for other in every)

    assert stays(found.margin) is (found.with_margin if found.efficient else False)
    assert found.margin == 0 or stays(found.margin - NEXT)
    assert found.margin == 1 or not stays(found.margin + NEXT)


def could_better(scenario: Scenario, terms: tuple[int, ...], other: tuple[int, ...], share: Fraction) -> bool:
    """Whether, with some weights that are off by no more than a share, one package is better than another.

    From the definition: parties' weights are off each by themselves, so each party is asked which it could choose. For
    its own score to stay below the greatest it moves what costs least for each point first, as one fills a knapsack.
    """
    gained = False
    for party, own, its in zip(scenario.parties, plain_sums(scenario, terms), plain_sums(scenario, other), strict=True):
        here, there = worths(scenario, party, terms), worths(scenario, party, other)
        steps = [b - a for a, b in zip(here, there, strict=True)]
        best = its - own + share * sum(map(abs, steps))
        full = party.most is not None and its + share * sum(map(abs, there)) >= party.most
        if best < 0 and not full:
            return False
        if party.most is None or own + share * sum(map(abs, here)) < party.most:
            gained = gained or best > 0
        elif own - share * sum(map(abs, here)) < party.most:
            moves = [
                (a, step, 1 if step > 0 or (step == 0 and a < 0) else -1) for a, step in zip(here, steps, strict=True)
            ]
            over = own + share * sum(a * way for a, _step, way in moves) - party.most
            for price, room in sorted((abs(step / a), 2 * share * abs(a)) for a, step, way in moves if a * way > 0):
                less = max(min(room, over), Fraction(0))
                over, best = over - less, best - price * less
            gained = gained or best > 0
    return gained


def plain_sums(scenario: Scenario, terms: tuple[int, ...]) -> tuple[Fraction, ...]:
    """Scores as if none were cut off."""
    return package(
        replace(scenario, parties=tuple(replace(each, most=None) for each in scenario.parties)), terms
    ).scores


def worths(scenario: Scenario, party: Preferences, terms: tuple[int, ...]) -> list[Fraction]:
    """What each term is worth to a party."""
    return [
        party.weights.get(issue.id, Fraction(1))
        * party.values.get(issue.id, {}).get(issue.options[term].id, Fraction(0))
        for issue, term in zip(scenario.issues, terms, strict=True)
    ]
