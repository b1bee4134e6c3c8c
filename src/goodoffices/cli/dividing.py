# SPDX-License-Identifier: Apache-2.0
"""Ranges divided into steps, for answers that are given of options only; how far that may be off is said.

The numbers of every package that is asked about are among the steps, so that a package is worth what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from goodoffices.settlement import Option, Preferences, Scenario, gridded, rounding
from goodoffices.settlement.packages import at


STEPS: Final = 20
"""Into at least how many steps a range is divided."""


def has_ranges(scenario: Scenario) -> bool:
    """Whether any number of a range is a term of some issue."""
    return any(issue.continuous for issue in scenario.issues)


def divided(scenario: Scenario, numbers: Iterable[tuple[int, Fraction]]) -> Scenario:
    """Divide ranges into steps, with certain numbers among them, each with the place of its issue."""
    if not has_ranges(scenario):
        return scenario
    wanted = {(place, number) for place, number in numbers if scenario.issues[place].continuous}
    found = gridded(scenario, STEPS)
    for place, number in sorted(wanted):
        issue = found.issues[place]
        if any(option.amount == number for option in issue.options):
            continue
        option = Option(id=str(number), amount=number)
        options = sorted((*issue.options, option), key=lambda each: each.amount or Fraction(0))
        found = replace(
            found,
            issues=(*found.issues[:place], replace(issue, options=tuple(options)), *found.issues[place + 1 :]),
            parties=tuple(
                _valued(party, issue.id, number, whole)
                for party, whole in zip(found.parties, scenario.parties, strict=True)
            ),
        )
    return found


def _valued(party: Preferences, issue: str, number: Fraction, whole: Preferences) -> Preferences:
    if issue not in whole.curves:
        return party
    values = {**party.values.get(issue, {}), str(number): at(whole.curves[issue], number)}
    return replace(party, values={**party.values, issue: values})


def placed(scenario: Scenario, terms: Sequence[int | Fraction]) -> tuple[int, ...]:
    """Give terms by the places of options, where a number of a range is one of its steps."""
    return tuple(
        term if isinstance(term, int) else [option.amount for option in issue.options].index(term)
        for issue, term in zip(scenario.issues, terms, strict=True)
    )


def in_numbers(stepped: Scenario, scenario: Scenario, terms: Sequence[int | Fraction]) -> tuple[int | Fraction, ...]:
    """Give terms that are places of steps as the numbers that they stand for."""
    return tuple(
        beside.options[int(term)].amount or Fraction(0) if issue.continuous else term
        for issue, beside, term in zip(scenario.issues, stepped.issues, terms, strict=True)
    )


def numbers_of(terms: Sequence[int | Fraction]) -> Iterator[tuple[int, Fraction]]:
    """Give the numbers of a package that stand for no option, with their places."""
    return ((place, term) for place, term in enumerate(terms) if not isinstance(term, int))


def how_far_off(scenario: Scenario, why: str) -> tuple[str, str]:
    """Say that ranges are divided, why, and by how many points that may be off."""
    off = ", ".join(
        f"{float(most):.4g} of {party.id}"
        for party, most in zip(scenario.parties, rounding(scenario, STEPS), strict=True)
    )
    return (
        f"Ranges are divided into {STEPS} steps or more{why}.",
        f"By that a package is worth at most so many points more or less: {off}.",
    )
