# SPDX-License-Identifier: Apache-2.0
"""From preferences that were elicited to scores that can be recorded, and back to what a form begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as changed
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from goodoffices.app.identifiers import next_id
from goodoffices.domain.dependencies import Taken
from goodoffices.domain.scores import FoundBy, IssueScores, Scores, TermValue, Together, Unsure, text_of
from goodoffices.domain.state import State
from goodoffices.settlement import Issue, Preferences
from goodoffices.times import When


POINTS = Fraction(100)
"""What lies between the worst and the best term of every issue, where scores are shown."""


class Scale(NamedTuple):
    """What the worst term of every issue comes to by some scores, and the best of every issue.

    What terms are worth together comes on top, so that a package may lie below the one or above the other. Otherwise
    every number would change for a party that says one thing more.
    """

    worst: Fraction
    best: Fraction

    @property
    def factor(self) -> Fraction:
        """How many points one of the scores' own is."""
        width = self.best - self.worst
        return POINTS / width if width else Fraction(1)

    def points(self, score: Fraction) -> Fraction:
        """Give a score in points: 0 for the worst of every issue, 100 for the best of every issue."""
        return (score - self.worst) * self.factor


def scale_of(issues: tuple[Issue, ...], preferences: Preferences) -> Scale:
    """Find the scale of some preferences."""
    worst = best = Fraction(0)
    for issue in issues:
        worths = [preferences.weights.get(issue.id, Fraction(1)) * each for each in values_of(issue, preferences)]
        worst += min(worths)
        best += max(worths)
    return Scale(worst, best)


def values_of(issue: Issue, preferences: Preferences) -> list[Fraction]:
    """List the values of the terms of an issue, in its order; 0 where none is given."""
    values = preferences.values.get(issue.id, {})
    return [values.get(option.id, Fraction(0)) for option in issue.options]


def in_points(issues: tuple[Issue, ...], preferences: Preferences) -> Preferences:
    """Give preferences in points, the same for every party: 0 for the worst of every issue, 100 for the best.

    A weight is then what lies between the worst and the best term of its issue, and values go from 0 to 1. What is in
    such points already stays as it was given.
    """
    scale = scale_of(issues, preferences)
    return preferences if scale == Scale(Fraction(0), POINTS) else normal(issues, preferences)


def normal(issues: tuple[Issue, ...], preferences: Preferences) -> Preferences:
    """Give preferences in points, with values from 0 to 1, however they were given."""
    scale = scale_of(issues, preferences)
    weights, values, spans = {}, {}, {}
    for issue in issues:
        given = values_of(issue, preferences)
        low, span = min(given), max(given) - min(given)
        spans[issue.id] = (low, span)
        weights[issue.id] = preferences.weights.get(issue.id, Fraction(1)) * span * scale.factor
        values[issue.id] = {
            option.id: (value - low) / (span or 1) for option, value in zip(issue.options, given, strict=True)
        }
    unsure = []
    for each in preferences.unsure:
        low, span = spans.get(each.issue, (Fraction(0), Fraction(0)))
        if span and each.option is None:
            ends = (each.low * span * scale.factor, each.high * span * scale.factor)
            unsure.append(changed(each, low=ends[0], high=ends[1]))
        elif span:
            unsure.append(changed(each, low=(each.low - low) / span, high=(each.high - low) / span))
    return changed(
        preferences,
        weights=weights,
        values=values,
        minimum=scale.points(preferences.minimum),
        interactions=tuple(changed(each, adds=each.adds * scale.factor) for each in preferences.interactions),
        unsure=tuple(unsure),
    )


def scores_of(  # noqa: PLR0917 - what is recorded, field by field
    state: State, delegation: str, preferences: Preferences, found_by: FoundBy, when: When, note: str = ""
) -> Scores:
    """Give preferences as scores of a party, with an id that is free in its record."""
    return Scores(
        id=next_id(state, "v"),
        delegation=delegation,
        when=when,
        found_by=found_by,
        issues=tuple(
            IssueScores(
                issue=issue,
                weight=text_of(preferences.weights.get(issue, Fraction(1))),
                values=tuple(TermValue(term=term, value=text_of(value)) for term, value in values.items()),
            )
            for issue, values in preferences.values.items()
        ),
        together=tuple(
            Together(
                terms=tuple(Taken(issue=holds.issue, terms=tuple(sorted(holds.options))) for holds in each.together),
                adds=text_of(each.adds),
            )
            for each in preferences.interactions
        ),
        minimum=text_of(preferences.minimum),
        unsure=tuple(
            Unsure(issue=each.issue, term=each.option, low=text_of(each.low), high=text_of(each.high))
            for each in preferences.unsure
        ),
        note=note or None,
    )


def last_scores(state: State) -> Scores | None:
    """Give the scores that count in a party's record: the last that were given."""
    found = None
    for scores in state.of(Scores):
        found = scores
    return found


def same_but_for_the_time(one: Scores, other: Scores) -> bool:
    """Whether two sets of scores say the same, as when a form is sent twice."""
    return replace(one, id=other.id, when=other.when) == other


def begun_with(issues: tuple[Issue, ...], preferences: Preferences, *, first: bool) -> Mapping[str, Fraction]:
    """Give preferences as the numbers that the form of ratings begins with, by the names of its fields.

    Weights make 100 together; or, with `first`, the weightiest issue has 100.
    """
    begun = {}
    scale = scale_of(issues, preferences)
    swings = {}
    for issue in issues:
        values = values_of(issue, preferences)
        swings[issue.id] = preferences.weights.get(issue.id, Fraction(1)) * (max(values) - min(values))
    whole = (max(swings.values(), default=Fraction(0)) if first else sum(swings.values(), Fraction(0))) or 1
    for issue in issues:
        values = values_of(issue, preferences)
        low, high = min(values), max(values)
        begun[f"weight.{issue.id}"] = swings[issue.id] * POINTS / whole
        for place, value in enumerate(values, start=1):
            begun[f"value.{issue.id}.{place}"] = (value - low) * POINTS / (high - low or 1)
    begun["minimum"] = scale.points(preferences.minimum)
    return begun
