# SPDX-License-Identifier: Apache-2.0
"""Direct rating and swing weighting: scores for people who can say how good an option is and how much an issue matters.

Options are rated within their issue, on any scale the party likes; only the distances count, so the worst becomes 0 and
the best 1 (von Winterfeldt and Edwards, Decision Analysis and Behavioral Research, 1986, chapters 7 and 8). Weights are
about swings, not about "importance" in the abstract: how much is it worth to get from the worst to the best option that
is on offer here? An issue on which all options are rated alike has no swing and no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from goodoffices.settlement.scenario import Issue, Preferences


POINTS: Final = Fraction(100)
"""What the best option of every issue together is worth; the worst of every issue together is worth 0."""


def rated(
    party: str,
    issues: tuple[Issue, ...],
    ratings: Mapping[str, Mapping[str, Fraction]],
    weights: Mapping[str, Fraction],
    *,
    name: str = "",
    minimum: Fraction = Fraction(0),
) -> Preferences:
    """Give the preferences that follow from ratings of options, on any scale, and weights of issues, in any unit.

    `ratings[issue][option]`: every option of every issue. `weights[issue]`: not negative, not all 0 where something
    was rated differently. `minimum` is in points out of 100. Raises ValueError with a sentence.
    """
    values = {}
    heavy = {}
    for issue in issues:
        given = ratings.get(issue.id, {})
        missing = [option.id for option in issue.options if option.id not in given]
        if missing:
            raise ValueError(f"{issue.name or issue.id}: {', '.join(missing)} not rated")
        low, high = min(given.values()), max(given.values())
        values[issue.id] = {
            option.id: (given[option.id] - low) / (high - low) if high > low else Fraction(0)
            for option in issue.options
        }
        weight = weights.get(issue.id, Fraction(0))
        if weight < 0:
            raise ValueError(
                f"{issue.name or issue.id}: a weight is not negative; rate the options the other way round"
            )
        heavy[issue.id] = weight if high > low else Fraction(0)
    return Preferences(id=party, name=name, weights=importance(heavy), values=values, minimum=minimum)


def swung(
    party: str,
    issues: tuple[Issue, ...],
    ratings: Mapping[str, Mapping[str, Fraction]],
    swings: Mapping[str, Fraction],
    *,
    name: str = "",
    minimum: Fraction = Fraction(0),
) -> Preferences:
    """Give the preferences that follow from swings: the issue one would improve first gets 100, the others less.

    Asked: "Everything is as bad for you as it can be here. You may improve one issue from worst to best: which first?
    Call that 100. How much is each other improvement worth, beside that 100?" Raises ValueError with a sentence.
    """
    for issue in issues:
        swing = swings.get(issue.id)
        if swing is None:
            raise ValueError(f"{issue.name or issue.id}: its swing was not given")
        if not 0 <= swing <= POINTS:
            raise ValueError(f"{issue.name or issue.id}: a swing is between 0 and 100")
    if max(swings.values(), default=POINTS) != POINTS:
        raise ValueError("the issue that you would improve first gets 100")
    return rated(party, issues, ratings, swings, name=name, minimum=minimum)


def importance(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Give weights in points that sum to 100, in the proportions given. Raises ValueError when all are 0."""
    total = sum(weights.values(), Fraction(0))
    if total <= 0:
        raise ValueError("no issue has any weight: rate options differently somewhere, and give that issue a weight")
    return {issue: weight * POINTS / total for issue, weight in weights.items()}
