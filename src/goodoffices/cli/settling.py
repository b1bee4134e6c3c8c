# SPDX-License-Identifier: Apache-2.0
"""What `goodoffices settle` finds out of a scenario, step by step, within a time and until somebody interrupts.

The steps run in a thread of their own, so that Ctrl-C is heard while a solver works. Whoever interrupts, or lets the
time run out, gets what was proven until then; a step that is cut short says itself how far it came.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Final

from goodoffices.cli.settling_further import Further
from goodoffices.settlement import (
    AdjustedWinner,
    Answer,
    Concept,
    Frontier,
    Improvements,
    Limits,
    MixedFrontier,
    Package,
    Scenario,
    SingleTerms,
    Terms,
    Trade,
    Zone,
    adjusted_winner,
    frontier,
    improvements,
    mixed_frontier,
    package,
    points_of,
    single_terms,
    solve,
    trades,
    zone,
)
from goodoffices.settlement.known import with_known
from goodoffices.settlement.packages import is_cut


COUPLE: Final = 2
PATIENCE: Final = 2.0
"""How many seconds a step that was interrupted may take to say how far it came."""
UNASKED: Final = ("zone", "packages", "fair", "frontier", "improvements", "single-terms", "trades")
"""The answers that are given where none is asked for by name, if they apply."""
OF_A_DRAFT: Final = frozenset({"improvements", "single-terms", "trades"})


@dataclass
class Analysis:
    """What was found so far; a part that was not asked for, or not reached, is None or empty."""

    scenario: Scenario
    baseline: Package | None = None
    """The draft."""
    asked: frozenset[str] = frozenset(UNASKED)
    """Which answers are asked for, as `settle.ANSWERS` calls them."""
    zone: Zone | None = None
    frontier: Frontier | None = None
    mixed: MixedFrontier | None = None
    answers: list[Answer] = field(default_factory=list)
    winner: AdjustedWinner | None = None
    improvements: Improvements | None = None
    trades: tuple[Trade, ...] = ()
    single_terms: list[SingleTerms] = field(default_factory=list)
    further: Further = field(default_factory=Further)
    notes: list[str] = field(default_factory=list)
    """What was done to the scenario to analyse it, and what could not be answered and why."""
    interrupted: bool = False

    @property
    def is_by_name(self) -> bool:
        """Whether answers were asked for by name, so that each is given at length."""
        return not self.asked >= frozenset(UNASKED)

    @property
    def known(self) -> list[Terms]:
        """Packages that stand in what is printed: the search for a fair one begins at them."""
        of_zone = self.zone.package if self.zone is not None else None
        fair = (each for answer in self.answers for each in answer.packages[:1])
        found = (self.baseline, of_zone, *fair, *(each.package for each in self.further.packages))
        return [each.terms for each in found if each is not None]

    def learn(self, packages: Iterable[Package]) -> None:
        """Let no best found answer stand where one of these packages, which keep the dependencies, is better."""
        met = list(packages)
        self.answers = [with_known(self.scenario, answer, met) for answer in self.answers]


Step = tuple[str, Callable[[Limits], None]]


def prepared(scenario: Scenario, draft: Terms | None, asked: frozenset[str]) -> Analysis:
    """Make ready what is analysed."""
    return Analysis(scenario, None if draft is None else package(scenario, draft), asked)


def steps(analysis: Analysis, concepts: Sequence[Concept], *, winner: bool) -> list[Step]:
    """Give the steps in order, each a name and what fills in its part of the analysis."""
    continuous = analysis.scenario.has_ranges
    every = _of_all(analysis, concepts)
    found = [step for answer, step in (*every, *_of_a_draft(analysis)) if answer in analysis.asked]
    if winner or ("fair" in analysis.asked and not continuous and _is_shared_out(analysis.scenario)):
        found.append(("adjusted winner", lambda _limits: _share_out(analysis)))
    return found


def _of_all(analysis: Analysis, concepts: Sequence[Concept]) -> Iterator[tuple[str, Step]]:
    yield "zone", ("zone of possible agreement", lambda limits: _find_zone(analysis, limits))
    for concept in concepts:
        if concept is not Concept.MAXIMIN_GAIN or analysis.baseline is not None:
            yield "fair", (concept.value, partial(_find_fair, analysis, concept))
    yield "frontier", ("frontier", lambda limits: _find_frontier(analysis, limits))


def _of_a_draft(analysis: Analysis) -> Iterator[tuple[str, Step]]:
    if analysis.baseline is not None:
        yield "improvements", ("improvements", partial(_find_improvements, analysis, analysis.baseline))
        yield "single-terms", ("single terms", partial(_find_single_terms, analysis, analysis.baseline))
        yield "trades", ("trades", partial(_find_trades, analysis, analysis.baseline))


def _find_zone(analysis: Analysis, limits: Limits) -> None:
    analysis.zone = zone(analysis.scenario, limits=limits)


def _find_fair(analysis: Analysis, concept: Concept, limits: Limits) -> None:
    base = analysis.baseline if concept is Concept.MAXIMIN_GAIN else None
    answer = solve(analysis.scenario, concept, baseline=base, limits=limits, known=analysis.known)
    analysis.learn(answer.packages)
    analysis.answers.append(answer)


def _find_frontier(analysis: Analysis, limits: Limits) -> None:
    if len(analysis.scenario.parties) == COUPLE and analysis.scenario.has_ranges:
        analysis.mixed = mixed_frontier(analysis.scenario, limits=limits)
        analysis.learn(end for edge in analysis.mixed.edges for end in (edge.start, edge.end))
        return
    analysis.frontier = frontier(analysis.scenario, limits=limits)
    analysis.learn(analysis.frontier.packages)


def _find_improvements(analysis: Analysis, baseline: Package, limits: Limits) -> None:
    known = analysis.frontier
    analysis.improvements = improvements(analysis.scenario, baseline.terms, limits=limits, known=known)
    analysis.learn(analysis.improvements.efficient)


def _find_single_terms(analysis: Analysis, baseline: Package, _limits: Limits) -> None:
    parties = analysis.scenario.parties
    analysis.single_terms = [single_terms(analysis.scenario, baseline.terms, party.id) for party in parties]


def _find_trades(analysis: Analysis, baseline: Package, _limits: Limits) -> None:
    analysis.trades = trades(analysis.scenario, baseline.terms)


def _is_shared_out(scenario: Scenario) -> bool:
    """Whether every issue is one that the one party or the other wins."""
    return (
        len(scenario.parties) == COUPLE
        and not is_cut(scenario)
        and not any(party.interactions for party in scenario.parties)
        and not scenario.dependencies
        and all(len(issue.options) == COUPLE and _opposed(scenario, issue.id) for issue in scenario.issues)
    )


def _opposed(scenario: Scenario, issue: str) -> bool:
    one, other = (party.values.get(issue, {}) for party in scenario.parties)
    options = [option.id for each in scenario.issues if each.id == issue for option in each.options]
    first, second = ([values.get(option, 0) for option in options] for values in (one, other))
    return (first[0] - first[1]) * (second[0] - second[1]) < 0


def _share_out(analysis: Analysis) -> None:
    try:
        analysis.winner = adjusted_winner(points_of(analysis.scenario))
    except ValueError as error:
        analysis.notes.append(f"Adjusted winner is left out: {error}.")


class Run:
    """Takes the steps, one after the other, until all are done, the time is up, or somebody interrupts."""

    def __init__(self, seconds: float | None, told: Callable[[str, int, int], None]) -> None:
        self._seconds = seconds
        self._told = told
        self._stopped = threading.Event()
        self._ended = threading.Event()
        """A thread that Ctrl-C interrupts while it is joined counts as ended in Python 3.11, though it goes on."""
        self._failure: BaseException | None = None
        self._stop: Callable[[], None] = lambda: None

    def take(self, analysis: Analysis, todo: Sequence[Step]) -> None:
        """Take all the steps. On Ctrl-C what was found until then stays in the analysis, which says so."""
        worker = threading.Thread(target=self._work, args=(analysis, todo), daemon=True)
        worker.start()
        try:
            while not self._ended.wait(0.05):
                pass
        except KeyboardInterrupt:
            analysis.interrupted = True
            self._stopped.set()
            self._stop()
            self._ended.wait(PATIENCE)
        if self._failure is not None:
            raise self._failure

    def _work(self, analysis: Analysis, todo: Sequence[Step]) -> None:
        end = None if self._seconds is None else monotonic() + self._seconds
        try:
            for number, (name, step) in enumerate(todo):
                if self._stopped.is_set():
                    return
                self._told(name, number, len(todo))
                share = None if end is None else max((end - monotonic()) / (len(todo) - number), 0.01)
                self._try(analysis, name, step, share)
        except BaseException as error:  # noqa: BLE001 - raised again where the steps were asked for
            self._failure = error
        finally:
            self._ended.set()

    def _remember(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        if self._stopped.is_set():
            stop()

    def _try(self, analysis: Analysis, name: str, step: Callable[[Limits], None], share: float | None) -> None:
        until = None if share is None else monotonic() + share
        limits = Limits(
            spent=lambda: self._stopped.is_set() or (until is not None and monotonic() > until),
            stopping=self._remember,
            seconds=share,
            told=lambda what, done, of: self._told(f"{name}: {what}", done, of),
        )
        try:
            step(limits)
        except OverflowError as error:
            analysis.notes.append(f"Not answered, {name}: {error}.")
