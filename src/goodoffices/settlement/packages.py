# SPDX-License-Identifier: Apache-2.0
"""Packages, what each is worth, whether it keeps the dependencies; and, of few enough, all of them.

This is the plain meaning of a scenario, in exact numbers and without any method. Whatever a method finds is put through
`worth` and `allowed` again before it is given out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise, product
from numbers import Rational
from typing import TypeAlias

from goodoffices.settlement.scenario import Curve, Dependency, Holds, Issue, OnlyIf, Preferences, Scenario


Terms: TypeAlias = tuple[int | Fraction, ...]
"""For each issue in order: the place of its option from 0; for a continuous issue, the number itself as a Fraction."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package and what it is worth to each party, in the order of the scenario's issues and parties."""

    terms: Terms
    scores: tuple[Fraction, ...]


def fitting(scenario: Scenario, terms: Sequence[int | Fraction]) -> Terms:
    """Give terms as the scenario has them. Raises ValueError, with the issue, for any that it has not.

    >>> from goodoffices.settlement.example import dispute
    >>> fitting(dispute, (0, 1, -1))
    Traceback (most recent call last):
        ...
    ValueError: -1 is no term of "safety": give the place of an option, from 0 to 1
    """
    if len(terms) != len(scenario.issues):
        raise ValueError(f"there are {len(terms)} terms for {len(scenario.issues)} issues")
    return tuple(_fitting(issue, term) for issue, term in zip(scenario.issues, terms, strict=True))


def _fitting(issue: Issue, term: int | Fraction) -> int | Fraction:
    whole = isinstance(term, Rational)
    if issue.between is not None:
        low, high = issue.between
        if whole and low <= term <= high:
            return Fraction(term)
        raise ValueError(f'{term!s} is no term of "{issue.id}": give a whole number or a Fraction from {low} to {high}')
    if whole and term == int(term) and 0 <= term < len(issue.options):
        return int(term)
    last = len(issue.options) - 1
    raise ValueError(f'{term!s} is no term of "{issue.id}": give the place of an option, from 0 to {last}')


def placed(scenario: Scenario, party: str) -> int:
    """Give the place of a party of which the id is given. Raises ValueError for one that is not there."""
    ids = [each.id for each in scenario.parties]
    if party not in ids:
        raise ValueError(f'there is no party "{party}": give one of {", ".join(ids)}')
    return ids.index(party)


def package(scenario: Scenario, terms: Sequence[int | Fraction]) -> Package:
    """Give a package with its scores. Raises ValueError for terms that the scenario has not."""
    return _package(scenario, fitting(scenario, terms))


def _package(scenario: Scenario, terms: Terms) -> Package:
    return Package(terms, tuple(worth(scenario, party, terms) for party in scenario.parties))


def worth(scenario: Scenario, party: Preferences, terms: Terms) -> Fraction:
    """Give what a package is worth to a party, exactly: the sum of what its terms are, or the most that counts."""
    total = Fraction(0)
    for issue, term in zip(scenario.issues, terms, strict=True):
        weight = party.weights.get(issue.id, Fraction(1))
        if issue.continuous:
            total += weight * at(party.curves[issue.id], Fraction(term)) if issue.id in party.curves else 0
        else:
            total += weight * party.values.get(issue.id, {}).get(issue.options[int(term)].id, 0)
    total += sum(each.adds for each in party.interactions if all(holds(scenario, h, terms) for h in each.together))
    return total if party.most is None else min(total, party.most)


def is_cut(scenario: Scenario) -> bool:
    """Whether a greatest score counts for some party."""
    return any(party.most is not None for party in scenario.parties)


def uncut(scenario: Scenario) -> Scenario:
    """Give the scenario in which scores are plain sums, whatever the most is that counts."""
    return replace(scenario, parties=tuple(replace(party, most=None) for party in scenario.parties))


def at(curve: Curve, number: Fraction) -> Fraction:
    """Give the value of a piecewise-linear curve at a number within it. Raises ValueError outside it."""
    for (left, low), (right, high) in pairwise(curve):
        if left <= number <= right:
            return low + (high - low) * (number - left) / (right - left)
    raise ValueError(f"{number} is outside the range of the issue")


def holds(scenario: Scenario, what: Holds, terms: Terms) -> bool:
    """Whether the term of an issue is one of the options named."""
    for issue, term in zip(scenario.issues, terms, strict=True):
        if issue.id == what.issue:
            return issue.options[int(term)].id in what.options
    raise ValueError(f'there is no issue "{what.issue}"')


def keeps(scenario: Scenario, dependency: Dependency, terms: Terms) -> bool:
    """Whether a package keeps one dependency."""
    if isinstance(dependency, OnlyIf):
        return not holds(scenario, dependency.term, terms) or all(holds(scenario, h, terms) for h in dependency.needs)
    count = sum(holds(scenario, each, terms) for each in dependency.of)
    return dependency.least <= count and (dependency.most is None or count <= dependency.most)


def allowed(scenario: Scenario, terms: Sequence[int | Fraction]) -> bool:
    """Whether a package keeps every dependency. Raises ValueError for terms that the scenario has not."""
    return _allowed(scenario, fitting(scenario, terms))


def _allowed(scenario: Scenario, terms: Terms) -> bool:
    return all(keeps(scenario, dependency, terms) for dependency in scenario.dependencies)


def acceptable(scenario: Scenario, package: Package) -> bool:
    """Whether a package reaches every party's minimum."""
    return all(score >= party.minimum for score, party in zip(package.scores, scenario.parties, strict=True))


def every_package(scenario: Scenario) -> Iterator[Package]:
    """Give every package that keeps the dependencies, one after the other; for scenarios without continuous issues.

    Raises ValueError for one with a continuous issue, of which there is no end.
    """
    if scenario.has_ranges:
        raise ValueError("there is no end to the packages of a range: give it steps, as gridded does")
    return (
        _package(scenario, terms)
        for terms in product(*(range(len(issue.options)) for issue in scenario.issues))
        if _allowed(scenario, terms)
    )


def dominates(one: tuple[int | Fraction, ...], other: tuple[int | Fraction, ...]) -> bool:
    """Whether scores are at least as good for every party and better for one."""
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
