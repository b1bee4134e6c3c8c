# SPDX-License-Identifier: Apache-2.0
"""What stands beside all efficient packages: which issue is worth settling first, and how issues would be divided."""

from __future__ import annotations

from goodoffices import settlement
from goodoffices.app.views.offers import Basis
from goodoffices.app.views.settlement import Further, Precedent, Shared, SharedIssue
from goodoffices.app.views.shown import Name
from goodoffices.settlement import Precedence, Scenario
from goodoffices.settlement.telling import told_ordering


TWO = 2


def further_view(basis: Basis, scenario: Scenario, order: tuple[Precedence, ...]) -> Further:
    """Show the order of the issues; and for two parties, the issues as they would be divided."""
    return Further(
        first=tuple(_precedent(scenario, basis, each) for each in order),
        shared=_shared(scenario) if len(scenario.parties) == TWO else None,
        told=told_ordering(scenario, order),
    )


def _shared(scenario: Scenario) -> Shared:
    found = settlement.adjusted_winner(settlement.points_of(scenario))
    return Shared(
        rows=tuple(
            SharedIssue(issue=Name(id=issue.id, name=issue.name), share=share)
            for issue, share in zip(scenario.issues, found.shares, strict=True)
        ),
        points=found.points,
    )


def _precedent(scenario: Scenario, basis: Basis, found: Precedence) -> Precedent:
    issue = scenario.issues[found.issue]
    called = basis.called[issue.id]
    return Precedent(
        issue=Name(id=issue.id, name=issue.name),
        ground=str(found.ground),
        left=tuple(called[place] for place in found.left),
        costs_nothing=found.costs_nothing,
        promise=found.promise,
        best=called[int(found.best)],
        together=found.together,
        exact=found.exact,
    )
