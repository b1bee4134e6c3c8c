# SPDX-License-Identifier: Apache-2.0
"""The fair packages of three, four and six parties where most issues hang together: how long, and how much is proven.

As `settlement_parties`, and every party has interactions of two or three issues, a third of which take away, each worth
about as much as an issue; dependencies chain issues besides. With 10^6 points hardly two packages are level; with 100,
thousands are. Told is the longest of an answer over sizes and densities, as CPU time of all threads together, each held
to fifteen seconds of it; what is not proven by then counts with what it took. No other tool answers these.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from fractions import Fraction

from benchmarks.figures import Figure, Unit, cpu_seconds
from benchmarks.settlement_parties import only_if, preferences
from goodoffices.settlement import (
    Answer,
    Concept,
    Holds,
    Interaction,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    solve,
)


PARTIES = (3, 4, 6)
FEW = 4
SIZES = (20, 40, 60)
DENSE = ((10, 20), (20, 20))
"""How many interactions each party has, and how many dependencies there are."""
OPTIONS = 5
POINTS = (100, 10**6)
CONCEPTS = (Concept.NASH, Concept.KALAI_SMORODINSKY, Concept.EGALITARIAN, Concept.LEXIMIN)
SECONDS = 15
SECOND = 1000
LONG = 15_000


def scenario(parties: int, issues: int, interactions: int, dependencies: int, points: int) -> Scenario:
    """Parties that weigh the issues at random, and are content with three tenths of the most."""
    chance = random.Random(f"{parties} {issues} {interactions} {dependencies}")  # noqa: S311 - an example, not a secret
    made = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(OPTIONS)))
        for place in range(issues)
    )
    return Scenario(
        issues=made,
        parties=tuple(_preferences(f"p{number}", made, interactions, points, chance) for number in range(parties)),
        dependencies=tuple(only_if(made, chance) for _ in range(dependencies)),
    )


def _preferences(
    name: str, issues: tuple[Issue, ...], interactions: int, points: int, chance: random.Random
) -> Preferences:
    plain = preferences(name, issues, chance, points)
    return replace(plain, interactions=tuple(_interaction(issues, points, chance) for _ in range(interactions)))


def _interaction(issues: tuple[Issue, ...], points: int, chance: random.Random) -> Interaction:
    together = chance.sample(issues, chance.choice((2, 2, 3)))
    adds = round(points / len(issues) * chance.choice((1, 1, -1)) * (0.5 + chance.random())) or 1
    return Interaction(
        together=tuple(
            Holds(
                issue=issue.id,
                options=frozenset(chance.sample([option.id for option in issue.options], chance.choice((1, 2)))),
            )
            for issue in together
        ),
        adds=Fraction(adds),
    )


def ask(asked: Scenario, concept: Concept) -> tuple[float, Answer]:
    """The milliseconds an answer took, and the answer."""
    begun = time.process_time()
    found: list[Answer] = []
    limits = Limits(spent=lambda: time.process_time() - begun > SECONDS, seconds=SECONDS)
    took = cpu_seconds(lambda: found.append(solve(asked, concept, limits=limits)))
    proven = found[-1].certificate.status is not Status.BEST_FOUND
    return (took if proven else max(took, SECONDS)) * 1000, found[-1]


def run() -> list[Figure]:
    """Measure."""
    solve(scenario(3, 20, 1, 1, 100), Concept.NASH)  # the solver is loaded here
    figures, proven, asked_for = [], 0, 0
    for parties in PARTIES:
        for points in POINTS:
            longest = dict.fromkeys(CONCEPTS, 0.0)
            for issues in SIZES:
                for interactions, dependencies in DENSE:
                    asked = scenario(parties, issues, interactions, dependencies, points)
                    for concept in CONCEPTS:
                        milliseconds, answer = ask(asked, concept)
                        longest[concept] = max(longest[concept], milliseconds)
                        asked_for += 1
                        proven += answer.certificate.status is not Status.BEST_FOUND
            words = f"{parties} parties, {points:,} points, up to {max(SIZES)} issues"
            figures += [
                Figure(name=f"Nash: {words}", value=longest[Concept.NASH], unit=Unit.MILLISECONDS, bound=5 * SECOND),
                Figure(
                    name=f"Kalai–Smorodinsky, egalitarian, leximin, the longest: {words}",
                    value=max(longest[concept] for concept in CONCEPTS[1:]),
                    unit=Unit.MILLISECONDS,
                    bound=5 * (SECOND if parties <= FEW else LONG),
                ),
            ]
    return [
        *figures,
        Figure(
            name="answers proven, of as many as were asked for",
            value=proven / asked_for * 100,
            unit=Unit.PERCENT,
            bound=100,
            at_least=True,
        ),
    ]
