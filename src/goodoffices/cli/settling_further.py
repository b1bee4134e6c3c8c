# SPDX-License-Identifier: Apache-2.0
"""The further answers of `goodoffices settle`: packages, gestures, the order of issues, how wrong the scores may be.

Each is a step, as those of `settling` are: it stops when the time is over or somebody interrupts, and what it has found
by then stays, and says how far it is proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from goodoffices.settlement import (
    Answer,
    Concept,
    Equivalents,
    Frontier,
    GestureValue,
    Limits,
    MixedFrontier,
    Package,
    Precedence,
    Region,
    Robustness,
    Scenario,
    Status,
    Terms,
    acceptable,
    allowed,
    equivalents,
    frontier,
    gesture_value,
    is_efficient,
    mixed_frontier,
    ordering,
    package,
    region,
    robustness,
    solve,
)
from goodoffices.settlement.packages import is_cut


if TYPE_CHECKING:
    from goodoffices.cli.settle_reading import Meant
    from goodoffices.cli.settling import Analysis, Step
    from goodoffices.exchange.scenarios import Gesture, NamedPackage


COUPLE: Final = 2


@dataclass(frozen=True)
class Draws:
    """How scores are drawn anew: how often, how far off where a party did not say, and beginning with which number."""

    count: int = 200
    spread: Fraction = Fraction(1, 10)
    seed: int = 1


@dataclass(frozen=True)
class Chosen:
    """A package that is asked about, and in which sense it is called fair."""

    called: str
    package: Package
    concept: Concept


@dataclass(frozen=True)
class Worth:
    """What a package of the file is worth."""

    named: NamedPackage
    package: Package
    allowed: bool
    efficient: bool | None
    """None: it is not known."""


@dataclass
class Further:
    """What was found so far; a part that was not asked for, or not reached, is empty."""

    chosen: list[Chosen] = field(default_factory=list)
    packages: list[Worth] = field(default_factory=list)
    equivalents: list[tuple[Chosen, int, Equivalents]] = field(default_factory=list)
    """For a package and the place of a party, what is worth just as much to it."""
    ordering: tuple[Precedence, ...] = ()
    regions: list[tuple[Chosen, Region]] = field(default_factory=list)
    chances: list[tuple[Chosen, Robustness]] = field(default_factory=list)
    gestures: list[tuple[Gesture, GestureValue]] = field(default_factory=list)
    seed: int = 0
    """With which number drawing began."""


def further_steps(
    analysis: Analysis,
    *,
    concepts: Sequence[Concept],
    meant: Meant | None,
    packages: Sequence[NamedPackage],
    gestures: Sequence[Gesture],
    draws: Draws,
) -> Iterator[Step]:
    """Give the steps of the further answers that are asked for, in order."""
    asked = analysis.asked
    if "packages" in asked and packages:
        yield "packages", partial(_weigh_packages, analysis, packages)
    if "gestures" in asked and gestures:
        yield "gestures", lambda _limits: _weigh_gestures(analysis, gestures)
    if asked & {"equivalents", "weights", "chance"}:
        yield "the package asked about", partial(_choose, analysis, concepts, meant)
    if "equivalents" in asked:
        yield "equivalent offers", partial(_find_equivalents, analysis)
    if "ordering" in asked:
        yield "which issue first", partial(_order, analysis)
    if "weights" in asked:
        yield "weights", partial(_find_regions, analysis)
    if "chance" in asked:
        yield "chance", partial(_draw, analysis, draws)


def _weigh_packages(analysis: Analysis, packages: Sequence[NamedPackage], limits: Limits) -> None:
    scenario = analysis.scenario
    for number, named in enumerate(packages):
        limits.told("packages", number, len(packages))
        keeps = allowed(scenario, named.terms)
        good = _known(scenario, named.terms, limits) if keeps and not limits.spent() else None
        analysis.further.packages.append(Worth(named, package(scenario, named.terms), keeps, good))
    analysis.learn(each.package for each in analysis.further.packages if each.allowed)


def _known(scenario: Scenario, terms: Terms, limits: Limits) -> bool | None:
    try:
        return is_efficient(scenario, terms, limits=limits)
    except TimeoutError:
        return None


def _weigh_gestures(analysis: Analysis, gestures: Sequence[Gesture]) -> None:
    analysis.further.gestures = [(each, gesture_value(each.cost, each.responses)) for each in gestures]


def _choose(analysis: Analysis, concepts: Sequence[Concept], meant: Meant | None, limits: Limits) -> None:
    """Find the package that is asked about; where none was named, the one of each concept, by default Nash's."""
    concepts = tuple(concepts) or (Concept.NASH,)
    if meant is not None and meant.concept is None:
        found = package(analysis.scenario, meant.whole())
        analysis.further.chosen = [Chosen(meant.called, found, concept) for concept in concepts]
        return
    for concept in (meant.concept,) if meant is not None and meant.concept is not None else concepts:
        answer = _best(analysis, concept, limits)
        best = next(iter(answer.packages), None) if answer is not None else None
        if answer is None or best is None:
            analysis.notes.append(f"There is no {concept.value} package to ask about.")
            continue
        changed = meant.terms if meant is not None else {}
        whole = tuple(changed.get(place, term) for place, term in enumerate(best.terms))
        called = meant.called if meant is not None else f"the {concept.value} package"
        if answer.certificate.status is Status.BEST_FOUND:
            called = f"{called}, best found so far"
        if allowed(analysis.scenario, whole):
            analysis.further.chosen.append(Chosen(called, package(analysis.scenario, whole), concept))
        else:
            analysis.notes.append(f"Not answered of {called}: it breaks a dependency.")


def _best(analysis: Analysis, concept: Concept, limits: Limits) -> Answer | None:
    """What is best by a concept; None for gains over a draft where there is none."""
    for answer in analysis.answers:
        if answer.concept is concept:
            return answer
    base = analysis.baseline if concept is Concept.MAXIMIN_GAIN else None
    if concept is Concept.MAXIMIN_GAIN and base is None:
        return None
    return solve(analysis.scenario, concept, baseline=base, limits=limits, known=analysis.known)


def _find_equivalents(analysis: Analysis, limits: Limits) -> None:
    for chosen in each_once(analysis.further.chosen):
        for place, party in enumerate(analysis.scenario.parties):
            found = equivalents(analysis.scenario, party.id, chosen.package, limits=limits)
            analysis.further.equivalents.append((chosen, place, found))


def each_once(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Leave out what is the same package as one before: it is asked about once."""
    found: dict[Package, Chosen] = {}
    for each in chosen:
        found.setdefault(each.package, each)
    return list(found.values())


def _order(analysis: Analysis, limits: Limits) -> None:
    scenario = analysis.scenario
    found: Frontier | MixedFrontier
    if scenario.has_ranges:
        found = _with_ranges(scenario, limits)
    else:
        found = reaching(scenario, analysis.frontier or frontier(scenario, limits=limits))
    if is_cut(scenario):
        analysis.notes.append("Which issue first: what is at stake is counted before greatest scores cut anything off.")
    analysis.further.ordering = ordering(scenario, found, limits=limits)


def _with_ranges(scenario: Scenario, limits: Limits) -> Frontier | MixedFrontier:
    """The frontier that counts: of acceptable packages, or of all where there is none."""
    if len(scenario.parties) == COUPLE:
        edges = mixed_frontier(scenario, limits=limits, acceptable=True)
        return edges if edges.edges else mixed_frontier(scenario, limits=limits)
    found = frontier(scenario, limits=limits, acceptable=True)
    return found if found.packages else frontier(scenario, limits=limits)


def reaching(scenario: Scenario, whole: Frontier) -> Frontier:
    """Give the part of a frontier that reaches every minimum; all of it where none of it does."""
    places = [place for place, each in enumerate(whole.packages) if acceptable(scenario, each)]
    if not places:
        return whole
    packages, counts = (tuple(every[place] for place in places) for every in (whole.packages, whole.counts))
    return replace(whole, packages=packages, counts=counts)  # type: ignore[arg-type]


def _find_regions(analysis: Analysis, limits: Limits) -> None:
    for chosen in each_once(analysis.further.chosen):
        found = region(analysis.scenario, chosen.package.terms, limits=limits)
        analysis.further.regions.append((chosen, found))


def _draw(analysis: Analysis, draws: Draws, limits: Limits) -> None:
    analysis.further.seed = draws.seed
    for chosen in analysis.further.chosen:
        base = analysis.baseline if chosen.concept is Concept.MAXIMIN_GAIN else None
        found = robustness(
            analysis.scenario,
            chosen.package.terms,
            chosen.concept,
            random=Random(draws.seed),  # noqa: S311 - draws that can be drawn again, and no secret
            baseline=None if base is None else base.terms,
            draws=draws.count,
            spread=draws.spread,
            limits=limits,
        )
        if found.draws:
            analysis.further.chances.append((chosen, found))
        else:
            analysis.notes.append("Not answered, chance: it was over before scores had been drawn.")
