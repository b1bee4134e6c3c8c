# SPDX-License-Identifier: Apache-2.0
"""Adjusted winner: two parties share issues that can be divided, so that both come away with equally many points.

Each issue first goes to the party that gave it more points. Then issues pass from the party that is ahead to the other,
those first that the two value most alike, until both are level; the last is divided. The outcome is equitable and
efficient, and, where both gave equally many points in all, free of envy (Brams and Taylor, Fair Division, 1996,
chapter 4, theorem 4.1). At most one issue has to be divided. It is only for issues that can be: won, lost or shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement.exact import Number, exact
from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class AdjustedWinner:
    """Who gets how much of which issue."""

    shares: tuple[Fraction, ...]
    """The first party's share of each issue, from 0 to 1; the rest is the second's."""
    points: tuple[Fraction, Fraction]
    """What each comes away with, in its own points; equal unless all that could still be passed on is worth nothing to
    the other."""
    initial: tuple[Fraction, Fraction]
    """What each had before anything was passed on."""
    divided: int | None
    """The place of the issue that is divided; None when none has to be."""


def adjusted_winner(points: Sequence[tuple[Number, Number]]) -> AdjustedWinner:
    """Share issues between two parties; `points[issue]` is what winning it is worth to the first and the second.

    Points are finite numbers and not negative. Raises ValueError otherwise.

    >>> two = adjusted_winner([(Fraction(60), Fraction(40)), (Fraction(40), Fraction(60))])
    >>> two.shares, two.points
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(60, 1), Fraction(60, 1)))
    """
    pairs = [(exact(first), exact(second)) for first, second in points]
    if any(min(pair) < 0 for pair in pairs):
        raise ValueError("points are not negative: what one would rather lose is no issue to win")
    shares = [Fraction(1) if first >= second else Fraction(0) for first, second in pairs]
    initial = _worth(pairs, shares)
    ahead = 0 if initial[0] >= initial[1] else 1
    divided = None
    passing = [
        place
        for place, pair in enumerate(pairs)
        if shares[place] == 1 - ahead and pair[1 - ahead]  # what is worth nothing to the other makes nobody level
    ]
    for place in sorted(passing, key=lambda place: _ratio(pairs[place], ahead)):
        now = _worth(pairs, shares)
        gap = now[ahead] - now[1 - ahead]
        if gap <= 0:
            break
        part = min(Fraction(1), gap / sum(pairs[place]))
        shares[place] += part if ahead else -part
        divided = place if part < 1 else None
    return AdjustedWinner(tuple(shares), _worth(pairs, shares), initial, divided)


def points_of(scenario: Scenario) -> tuple[tuple[Fraction, Fraction], ...]:
    """What winning each issue is worth to two parties: from its worst option for them to its best.

    That is the divisible reading of a scenario: interactions, dependencies, options between and greatest scores are
    left aside. Raises ValueError when there are not two parties, or an issue is continuous.

    >>> from goodoffices.settlement.example import dispute
    >>> [(str(first), str(second)) for first, second in points_of(dispute)]
    [('50', '60'), ('30', '25'), ('20', '15')]
    """
    if len(scenario.parties) != 2:  # noqa: PLR2004 - the method is for two
        raise ValueError("adjusted winner is for two parties")
    if any(issue.continuous for issue in scenario.issues):
        raise ValueError("adjusted winner divides issues with options")

    def swing(place: int, party: int) -> Fraction:
        issue, preferences = scenario.issues[place], scenario.parties[party]
        values = [preferences.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options]
        return preferences.weights.get(issue.id, Fraction(1)) * (max(values) - min(values))

    return tuple((swing(place, 0), swing(place, 1)) for place in range(len(scenario.issues)))


def _ratio(pair: tuple[Fraction, Fraction], ahead: int) -> Fraction:
    """How much more the party that is ahead values an issue."""
    return pair[ahead] / pair[1 - ahead]


def _worth(points: Sequence[tuple[Fraction, Fraction]], shares: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    first = sum((share * pair[0] for share, pair in zip(shares, points, strict=True)), Fraction(0))
    second = sum(((1 - share) * pair[1] for share, pair in zip(shares, points, strict=True)), Fraction(0))
    return first, second
