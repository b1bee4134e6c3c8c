# SPDX-License-Identifier: Apache-2.0
"""Packages that are known already, beside an answer that is only the best found: the better of them is given.

Where the time runs out a search may end below a package that somebody else has found: another answer, the draft. What
the concept measures of each decides; what was proven, the bound, holds of all packages and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias

from goodoffices.settlement.answers import Answer, Concept, Status
from goodoffices.settlement.methods.measures import value_of
from goodoffices.settlement.packages import Package, Terms, acceptable, allowed, fitting, package
from goodoffices.settlement.scenario import Scenario


Rank: TypeAlias = tuple[int, tuple[Fraction, ...], Fraction]


def counting(scenario: Scenario, known: Sequence[Terms]) -> tuple[Package, ...]:
    """Give the packages of these terms, scored anew, that keep the dependencies and reach every minimum.

    Raises ValueError for terms that the scenario has not.
    """
    each = dict.fromkeys(fitting(scenario, terms) for terms in known)
    kept = (package(scenario, terms) for terms in each if allowed(scenario, terms))
    return tuple(found for found in kept if acceptable(scenario, found))


def with_known(scenario: Scenario, answer: Answer, known: Iterable[Package]) -> Answer:
    """Give an answer that is only the best found with the best of the packages that are known, where that is better.

    The packages keep the dependencies; those that do not reach every minimum are passed over. Shares of ideals are
    measured only where the ideals are proven.
    """
    ideals = answer.certificate.ideals
    if answer.certificate.status is not Status.BEST_FOUND:
        return answer
    if answer.concept is Concept.KALAI_SMORODINSKY and not ideals:
        return answer
    reaching = (each for each in known if acceptable(scenario, each))
    best = max((*answer.packages[:1], *reaching), key=lambda each: rank(answer, each), default=None)
    if best is None or best in answer.packages:
        return answer
    certificate = replace(answer.certificate, value=measured(answer, best)[1])
    return replace(answer, packages=(best,), certificate=certificate, complete=False)


def measured(answer: Answer, each: Package) -> tuple[int, tuple[Fraction, ...]]:
    """Give what a concept goes by, the most important first; the same for two packages that are level."""
    gains = _gains(answer, each)
    gaining = sum(gain > 0 for gain in gains) if answer.concept is Concept.NASH else 0
    return gaining, value_of(answer.concept, gains, answer.party_weights, each.scores)


def rank(answer: Answer, each: Package) -> Rank:
    """Give by what packages are compared: the concept; of level ones the largest sum, which none level betters."""
    return *measured(answer, each), sum(each.scores, Fraction(0))


def _gains(answer: Answer, each: Package) -> list[Fraction]:
    gains = [score - base for score, base in zip(each.scores, answer.baseline, strict=True)]
    if answer.concept is not Concept.KALAI_SMORODINSKY:
        return gains
    most = [ideal.scores[party] - answer.baseline[party] for party, ideal in enumerate(answer.certificate.ideals)]
    return [gain / unit if unit else Fraction(1) for gain, unit in zip(gains, most, strict=True)]
