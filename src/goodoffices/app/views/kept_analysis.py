# SPDX-License-Identifier: Apache-2.0
"""What was worked out of one scenario, kept so that no question is answered twice, and answers stand on one another.

It belongs to the scenario that it is made for: whoever keeps it lets go of it when the scores, issues or dependencies
are others. Going on for longer never forgets what was proven before.
"""

from __future__ import annotations

from goodoffices.app.views.analysis import (
    AT_A_GLANCE,
    AboutDraft,
    Analysis,
    Draft,
    Together,
    Within,
    about,
    alike,
    beside,
    glanced,
    joined,
    lengthened,
    listed,
    order,
    steadiness,
    together,
)
from goodoffices.app.views.settlement import Steadiness
from goodoffices.settlement import Concept, Frontier, Package, Precedence, Scenario, Status


class KeptAnalysis:
    """Answers to the questions about one scenario, each worked out when it is first asked."""

    def __init__(self, scenario: Scenario, within: Within) -> None:
        self.scenario = scenario
        self._within = within
        self._frontier: tuple[int, Frontier] | None = None
        """With how often somebody asked to go on."""
        self._together: tuple[int, Together] | None = None
        self._drafts: dict[Draft, tuple[int, Together, AboutDraft]] = {}
        self._order: tuple[int, Frontier, tuple[Precedence, ...]] | None = None
        self._steady: dict[tuple[Package, Concept | None], Steadiness] = {}
        self._alike: dict[Package, tuple[tuple[Package, ...], ...]] = {}

    def analysis(self, draft: Draft, longer: int) -> Analysis:
        """Answer the questions of the page, and those about a draft unless that is empty."""
        found = self._found(longer)
        if not draft:
            return Analysis(found)
        before, known, answered = self._drafts.get(draft, (-1, None, None))
        analysis = Analysis(found, answered)
        if answered is None or known is not found or (before < longer and not analysis.is_whole):
            answered = about(self.scenario, draft, found, self._within, longer=longer)
            self._drafts[draft] = longer, found, answered
        return beside(self.scenario, found, answered)

    def listed(self, longer: int) -> Frontier:
        """Give as much of the frontier as there is time for."""
        return self._known(longer)

    def order(self, longer: int) -> tuple[Precedence, ...]:
        """Say which issue is worth settling first, by as much of the frontier."""
        found = self._known(longer)
        before, known, answered = self._order or (-1, None, ())
        is_exact = all(each.exact for each in answered)
        if known is not found or (before < longer and not is_exact):
            answered = order(self.scenario, found, self._within, longer=longer)
            self._order = longer, found, answered
        return answered

    def steady(self, package: Package, concept: Concept | None) -> Steadiness:
        """Say how far a package holds if the scores are wrong."""
        asked = package, concept
        if asked not in self._steady:
            self._steady[asked] = steadiness(self.scenario, tuple(map(int, package.terms)), concept, self._within)
        return self._steady[asked]

    def alike(self, package: Package) -> tuple[tuple[Package, ...], ...]:
        """Give for each party other packages that are worth just as much to it."""
        if package not in self._alike:
            self._alike[package] = alike(self.scenario, package, self._within)
        return self._alike[package]

    def _known(self, longer: int) -> Frontier:
        before, found = self._frontier or (-2, None)
        if found is None or (before < longer and found.status is Status.BEST_FOUND):
            if longer == AT_A_GLANCE:
                again = glanced(self.scenario, self._within)
            else:
                again = listed(self.scenario, self._within, longer=longer)
            found = again if found is None else joined(found, again)
            self._frontier = longer, found
        return found

    def _found(self, longer: int) -> Together:
        frontier = self._known(AT_A_GLANCE)
        before, found = self._together or (-1, None)
        if found is None or (before < longer and not found.is_whole):
            found = together(self.scenario, frontier, self._within, longer=longer)
            self._together = longer, found
        elif found.frontier is not frontier:  # more of it is listed by now
            found = lengthened(self.scenario, found, frontier)
            self._together = before, found
        return found
