# SPDX-License-Identifier: Apache-2.0
"""What is worked out of a scenario for the mediator's settlement page, within a few seconds, without any record.

It is made outside the lock that a page holds while it reads the record, since it may take longer than a page does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TypeAlias

from goodoffices import settlement
from goodoffices.app.views.settlement import Steadiness
from goodoffices.settlement import (
    Answer,
    Concept,
    Frontier,
    Improvements,
    Limits,
    Package,
    Precedence,
    Scenario,
    SingleTerms,
    Status,
    Trade,
    Zone,
)
from goodoffices.settlement.telling import told_region


ONE = 1.0
"""At most so many seconds for one question put to a solver, and for the frontier."""
CONCEPTS = 2.5
"""For all concepts together, and for all draws of scores."""
LONGER = 8
"""By how much more a page that was asked to go on may take each time."""
MOST_LONGER = 2
"""So many times it can be asked."""
Within: TypeAlias = Callable[[float], Callable[[], bool]]
"""Begins to count; what it gives says whether so many seconds have passed."""
MOST_POINTS = 20_000
FEW = 40
"""A slice of a frontier that has no more packages than this was cut short."""
SLICE = 300
MOST_TRADES = 6
DRAWS = 100
MOST_LEVEL = 200
MOST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Analysis:
    """Answers to the questions of the page."""

    frontier: Frontier
    zone: Zone
    answers: tuple[Answer, ...] = ()
    improvements: Improvements | None = None
    trades: tuple[Trade, ...] = ()
    single_terms: tuple[SingleTerms, ...] = ()
    """For each party whose minimum the draft does not reach."""
    ordering: tuple[Precedence, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything is proven, so that going on would bring nothing."""
        found = [self.frontier.status, self.zone.status, *(each.certificate.status for each in self.answers)]
        return Status.BEST_FOUND not in found


def seconds_of(longer: int) -> int:
    """Give about how many seconds a page may take that was asked so often to go on."""
    return int((3 * ONE + CONCEPTS) * LONGER**longer)


def analyse(scenario: Scenario, draft: tuple[int, ...] | None, within: Within, *, longer: int = 0) -> Analysis:
    """Answer the questions of the page; `draft` is the package that is looked at, by the places of its options.

    Each question has a time of its own: whatever is not proven by then is said to be so. `longer`: how often somebody
    asked to go on.
    """
    more = LONGER**longer
    found = _frontier(scenario, within, more)
    zone = settlement.zone(scenario, limits=_limits(within, ONE * more, more))
    baseline = settlement.package(scenario, draft) if draft is not None else None
    limits = _limits(within, CONCEPTS * more, more)
    answers = tuple(_answers(scenario, baseline, limits)) if zone.status is not Status.NONE else ()
    first = settlement.ordering(scenario, _acceptable(scenario, found), limits=_limits(within, ONE * more, more))
    if draft is None:
        return Analysis(found, zone, answers, ordering=first)
    lacking = [settlement.single_terms(scenario, draft, party) for party in range(len(scenario.parties))]
    return Analysis(
        found,
        zone,
        answers,
        improvements=settlement.improvements(scenario, draft, known=found),
        trades=settlement.trades(scenario, draft, MOST_TRADES),
        single_terms=tuple(each for each in lacking if each.lacking),
        ordering=first,
    )


def _frontier(scenario: Scenario, within: Within, more: int) -> Frontier:
    """The whole frontier, or else a slice of it, for which there is then time of its own."""
    found = settlement.frontier(scenario, limits=_limits(within, ONE * more, more))
    if found.status is not Status.BEST_FOUND or len(found.packages) > FEW:
        return found
    limits = replace(_limits(within, ONE * more), points=SLICE * more)  # soon too many, so that the slice begins
    slice_ = settlement.frontier(scenario, limits=limits)
    return max(found, slice_, key=lambda each: len(each.packages))


def _limits(within: Within, seconds: float, more: int = 1) -> Limits:
    return Limits(seconds=min(seconds, ONE * more), points=MOST_POINTS * more, spent=within(seconds))


def _answers(scenario: Scenario, baseline: Package | None, limits: Limits) -> Iterator[Answer]:
    """What each concept calls fair, and what is best over the draft where one is looked at; in the order of concepts.

    The product takes longest by far where there are many parties. It is asked last, so that the others are answered.
    """
    found = list(_answered(scenario, baseline, limits))
    yield from sorted(found, key=lambda answer: list(Concept).index(answer.concept))


def _answered(scenario: Scenario, baseline: Package | None, limits: Limits) -> Iterator[Answer]:
    for concept in sorted(Concept, key=lambda which: which is Concept.NASH):
        if concept is Concept.MAXIMIN_GAIN and baseline is None:
            continue
        over = baseline if concept is Concept.MAXIMIN_GAIN else None
        try:
            yield settlement.solve(scenario, concept, baseline=over, limits=limits)
        except OverflowError:  # scores too large for the integer program: the frontier says what it can
            continue


def _acceptable(scenario: Scenario, found: Frontier) -> Frontier:
    """The part of a frontier that reaches every minimum; all of it where none of it does."""
    places = [place for place, each in enumerate(found.packages) if settlement.acceptable(scenario, each)]
    if not places:
        return found
    packages, counts = (tuple(every[place] for place in places) for every in (found.packages, found.counts))
    return replace(found, packages=packages, counts=counts)  # type: ignore[arg-type]


def alike(scenario: Scenario, chosen: Package, within: Within) -> tuple[tuple[Package, ...], ...]:
    """For each party in order, other packages that are worth just as much to it, the best for the others first.

    Only those that reach every minimum and give somebody else more than the one chosen.
    """
    limits = replace(_limits(within, ONE), points=MOST_LEVEL)
    found = []
    for party in scenario.parties:
        level = settlement.equivalents(scenario, party.id, chosen, limits=limits).packages
        better = (
            each
            for each in level
            if settlement.acceptable(scenario, each)
            and any(new > old for new, old in zip(each.scores, chosen.scores, strict=True))
        )
        found.append(tuple(islice(better, MOST_ALIKE)))
    return tuple(found)


def steadiness(scenario: Scenario, terms: tuple[int, ...], concept: Concept | None, within: Within) -> Steadiness:
    """Find how far a package holds if the scores are somewhat wrong; `concept`: which calls it fair, if one does.

    The same draws are made for the same package each time, so that a page asked for twice says the same.
    """
    region = settlement.region(scenario, terms, limits=_limits(within, ONE))
    found = settlement.robustness(
        scenario,
        terms,
        concept or Concept.EGALITARIAN,
        random=Random(1),  # noqa: S311 - draws that can be drawn again, and no secret
        draws=DRAWS,
        limits=_limits(within, CONCEPTS),
    )
    return Steadiness(
        told=told_region(region),
        margin=region.margin,
        draws=found.draws,
        spread=found.spread,
        efficient=found.efficient,
        acceptable=found.acceptable,
        concept=concept,
        best=found.best if concept is not None else None,
    )
