# SPDX-License-Identifier: Apache-2.0
"""The other answers told without numbers: what is efficient, what is level for one party, how sure, gestures, division.

As in `goodoffices.settlement.telling`: whoever hears a sentence learns that something exists, and on which issues, and
not what it is worth to anyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.errors import Said, said
from goodoffices.settlement.adjusted_winner import AdjustedWinner
from goodoffices.settlement.answers import Frontier, Status
from goodoffices.settlement.equivalents import Equivalents
from goodoffices.settlement.gesture import GestureValue, Response, Verdict
from goodoffices.settlement.packages import Package
from goodoffices.settlement.robustness import Robustness
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.telling import differing, issue_name, listed


LIKELY = Fraction(9, 10)
"""What is the best with at least this chance is told to be so even if somebody judged somewhat otherwise."""


def told_frontier(scenario: Scenario, found: Frontier) -> Said:
    """Tell on which issues there is something left to choose, where nobody can be better off without somebody worse.

    Give the frontier of acceptable packages where there is a zone of possible agreement.

    >>> from goodoffices.settlement import frontier
    >>> from goodoffices.settlement.example import dispute
    >>> print(str(told_frontier(dispute, frontier(dispute)))[-36:])
    another; they differ on: pay, hours.
    """
    if not found.packages:
        return said("No arrangement keeps to everything that was said to belong together.")
    open_issues = [
        place for place in range(len(scenario.issues)) if len({each.terms[place] for each in found.packages}) > 1
    ]
    if open_issues:
        return said(
            "Of several arrangements none is better for one side without being worse for another; they differ on: "
            "{issues}.",
            issues=listed(issue_name(scenario, place) for place in open_issues),
        )
    if found.status is Status.BEST_FOUND:
        return said("Which arrangements are the best to be had is not known yet.")
    return said("One arrangement is at least as good for every side as any other.")


def told_equivalents(scenario: Scenario, party: str, like: Package, found: Equivalents) -> Said:
    """Tell a party (its id) what it could propose instead of a package at no cost to itself.

    >>> from goodoffices.settlement import equivalents, package
    >>> from goodoffices.settlement.example import dispute
    >>> like = package(dispute, (2, 0, 0))
    >>> print(told_equivalents(dispute, "union", like, equivalents(dispute, "union", like)))
    Another arrangement is worth just as much to you and more to another side; it differs on: pay, hours, safety.
    """
    own = [each.id for each in scenario.parties].index(party)
    others = [each for each in found.packages if each.terms != like.terms]
    for each in others:
        gains = [after - before for after, before in zip(each.scores, like.scores, strict=True)]
        rest = (*gains[:own], *gains[own + 1 :])
        if rest and min(rest) >= 0 and max(rest) > 0:
            return said(
                "Another arrangement is worth just as much to you and more to another side; it differs on: {issues}.",
                issues=differing(scenario, like.terms, each.terms),
            )
    if others:
        return said(
            "Other arrangements are worth just as much to you, but each is worse for another side or the same to it; "
            "the first differs on: {issues}.",
            issues=differing(scenario, like.terms, others[0].terms),
        )
    if found.status is Status.PROVEN:
        return said("No other arrangement is worth just as much to you.")
    return said("No other arrangement that is worth just as much to you has been found so far; it is not ruled out.")


def told_robustness(found: Robustness) -> Said:
    """Tell whether a package would still be the best if what matters to each was judged somewhat otherwise.

    >>> from random import Random
    >>> from goodoffices.settlement import Concept, robustness
    >>> from goodoffices.settlement.example import dispute
    >>> print(told_robustness(robustness(dispute, (0, 1, 1), Concept.NASH, random=Random(1), draws=100)))
    This arrangement stays the best even if what matters to each side was judged somewhat differently.
    """
    if found.best.low >= LIKELY:
        return said(
            "This arrangement stays the best even if what matters to each side was judged somewhat differently."
        )
    if found.best.high <= 1 - LIKELY:
        return said("Another arrangement would be better, even if what matters to each side was judged differently.")
    return said(
        "Whether this arrangement is the best depends on how closely what matters to each side was judged; it is worth "
        "asking once more before relying on it."
    )


def told_gesture(value: GestureValue, responses: Sequence[Response]) -> Said:
    """Tell whoever would take a step whether it is worth its cost, or what has to follow for that.

    >>> from goodoffices.settlement import gesture_value
    >>> both = [Response(name="sympathy", worth=Fraction(5)), Response(name="a clear statement", worth=Fraction(40))]
    >>> print(told_gesture(gesture_value(Fraction(10), both), both))
    Whether the step is worth what it costs depends on how likely this is to follow: a clear statement.
    """
    if value.verdict is Verdict.WORTH_IT:
        return said("The step is worth what it costs, whichever of these chances holds.")
    if value.verdict is Verdict.NOT_WORTH_IT:
        return said("The step is not worth what it costs, whichever of these chances holds.")
    alone = [responses[each.response].name for each in value.break_evens if each.alone is not None]
    if not alone:  # a step that costs nothing, after which only harm can follow
        return said(
            "The step costs nothing, and whether it is worth taking depends on how likely this is to follow: "
            "{responses}.",
            responses=listed(each.name for each in responses if each.worth < 0),
        )
    return said(
        "Whether the step is worth what it costs depends on how likely this is to follow: {responses}.",
        responses=listed(alone),
    )


def told_division(scenario: Scenario, winner: AdjustedWinner) -> Said:
    """Tell two parties which issue would have to be divided for both to come out level.

    >>> from goodoffices.settlement import Issue, adjusted_winner
    >>> scenario = Scenario(issues=(Issue(id="a", name="water"), Issue(id="b", name="land")), parties=())
    >>> shared = adjusted_winner([(Fraction(70), Fraction(60)), (Fraction(30), Fraction(40))])
    >>> print(told_division(scenario, shared))
    Both sides could come out level, each by its own measure, if this were divided between them: water.
    """
    if winner.divided is None:
        return said(
            "Both sides could come out level, each by its own measure, if each prevailed on some of the issues."
        )
    return said(
        "Both sides could come out level, each by its own measure, if this were divided between them: {issue}.",
        issue=issue_name(scenario, winner.divided),
    )
