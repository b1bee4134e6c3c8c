# SPDX-License-Identifier: Apache-2.0
"""Terms in ranges: what the exact answer costs, beside that of ranges divided into steps by the same program.

Random scores of three parties over issues of four options and ranges with two bends, a minimum of three tenths
of the most. The peer divides each range into steps and answers exactly of those; what it is then off by at the most, in
points of the party whom it hits worst, stands beside. No other tool known to us answers ranges of several parties.
"""

from __future__ import annotations

import random
from fractions import Fraction

from benchmarks.figures import Figure, Unit, cpu_seconds
from goodoffices.settlement import (
    Answer,
    Concept,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    gridded,
    rounding,
    solve,
)


POINTS = 1000
SIZES = ((3, 4, 2), (3, 6, 3))
"""Parties, issues with options, ranges."""
FAIR = (Concept.NASH, Concept.KALAI_SMORODINSKY, Concept.LEXIMIN)
STEPS = (20, 200)
SEEDS = (1, 2)
SECONDS = 5
"""What a call of the solver has."""
LONG = 15_000
"""How many milliseconds an answer may take."""


def scenario(parties: int, listed: int, ranges: int, seed: int) -> Scenario:
    """Parties with random scores; over ranges each goes up or down, with two bends of either kind."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    issues = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(4))) for place in range(listed)
    )
    wide = tuple(Issue(id=f"r{place}", between=(Fraction(0), Fraction(100))) for place in range(ranges))

    def curve() -> tuple[tuple[Fraction, Fraction], ...]:
        numbers = [0, *sorted(chance.sample(range(1, 100), 2)), 100]
        values = sorted((chance.randint(0, POINTS) for _ in numbers), reverse=chance.random() < 1 / 2)
        return tuple((Fraction(number), Fraction(value)) for number, value in zip(numbers, values, strict=True))

    return Scenario(
        issues=(*issues, *wide),
        parties=tuple(
            Preferences(
                id=f"p{number}",
                values={each.id: {o.id: Fraction(chance.randint(0, POINTS)) for o in each.options} for each in issues},
                curves={each.id: curve() for each in wide},
                minimum=Fraction(POINTS * (listed + ranges) * 3, 10),
            )
            for number in range(parties)
        ),
    )


def run() -> list[Figure]:
    """The longest that an exact answer takes, and what dividing costs and misses."""
    figures = []
    for parties, listed, ranges in SIZES:
        name = f"{parties} parties, {listed} issues × 4 options and {ranges} ranges"
        every = [scenario(parties, listed, ranges, seed) for seed in SEEDS]
        exact = [_spent(each, concept) for each in every for concept in FAIR]
        assert all(proven for _, proven in exact), "an exact answer is not proven"
        longest = max(spent for spent, _ in exact) * 1000
        figures.append(Figure(name=f"{name}: longest exact", value=longest, unit=Unit.MILLISECONDS, bound=LONG))
        for steps in STEPS:
            off = max(float(most) for each in every for most in rounding(each, steps))
            divided = [_spent(gridded(each, steps), concept) for each in every for concept in FAIR]
            left = sum(not proven for _, proven in divided)
            figures.append(
                Figure(
                    name=f"{name}: longest in {steps} steps (off by up to {off:.3g} points; {left} not proven)",
                    value=max(spent for spent, _ in divided) * 1000,
                    unit=Unit.MILLISECONDS,
                )
            )
    return figures


def _spent(asked: Scenario, concept: Concept) -> tuple[float, bool]:
    """CPU seconds for an answer, and whether it is proven: of a product at no fraction, to one part in 10^12."""
    answers: list[Answer] = []
    spent = cpu_seconds(lambda: answers.append(solve(asked, concept, limits=Limits(seconds=SECONDS))))
    proof = answers[0].certificate
    near = concept is Concept.NASH and proof.bound and proof.bound[0] <= proof.value[0] * (1 + Fraction(1, 10**12))
    return spent, proof.status is Status.PROVEN or bool(near)
