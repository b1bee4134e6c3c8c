# SPDX-License-Identifier: Apache-2.0
"""What is worked out of a scenario for the mediator's settlement page, within a few seconds, without any record.

It is made outside the lock that a page holds while it reads the record, since it may take longer than a page does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from random import Random
from typing import TypeAlias

from goodoffices import settlement
from goodoffices.app.views.settlement import Steadiness
from goodoffices.errors import Said, said
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
from goodoffices.settlement.between import Point, Stand, stand
from goodoffices.settlement.known import with_known
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.telling import told_region


ONE = 1.0
"""At most so many seconds for one question put to a solver, and for the frontier where it is asked for."""
CONCEPTS = 2.5
"""For all concepts together, and for all draws of scores."""
GLANCE = 0.2
"""For the frontier until somebody asks for more of it; how much of it is missing is said at once."""
AT_A_GLANCE = -1
"""Stands for how often somebody asked to go on where nobody has asked for more of the frontier than that."""
LONGER = 8
"""By how much more a page that was asked to go on may take each time."""
MOST_LONGER = 2
"""So many times it can be asked."""
Within: TypeAlias = Callable[[float], Callable[[], bool]]
"""Begins to count; what it gives says whether so many seconds have passed."""
Draft: TypeAlias = tuple[int | Point, ...]
"""A draft by where its terms stand among the options: at one, by its place, or between two."""
MOST_POINTS = 20_000
GLANCED = 5_000
FEW = 40
"""A slice of a frontier that has no more packages than this was cut short."""
SLICE = 300
MOST_TRADES = 6
DRAWS = 100
MOST_LEVEL = 200
MOST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Together:
    """What all scores say together, whatever draft is looked at."""

    frontier: Frontier
    zone: Zone
    answers: tuple[Answer, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every answer is proven, so that going on would bring nothing; the frontier may yet be longer."""
        return Status.BEST_FOUND not in [self.zone.status, *(each.certificate.status for each in self.answers)]


@dataclass(frozen=True, slots=True)
class AboutDraft:
    """What they say of one draft."""

    stand: Stand
    """The scenario with a step for each term of the draft; moves are of that one."""
    improvements: Improvements
    """Packages at the steps that were weighed, over the draft."""
    answer: Answer | None
    """What gives the most over it to whoever gains least; none where no package reaches every minimum."""
    trades: tuple[Trade, ...]
    single_terms: tuple[SingleTerms, ...]
    """For each party whose minimum the draft does not reach."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Answers to the questions of the page."""

    together: Together
    draft: AboutDraft | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What each concept calls fair, in the order of the concepts."""
        best = self.draft.answer if self.draft is not None else None
        found = self.together.answers if best is None else (*self.together.answers, best)
        return tuple(sorted(found, key=lambda answer: list(Concept).index(answer.concept)))

    @property
    def is_whole(self) -> bool:
        """Whether every answer is proven."""
        best = self.draft.answer if self.draft is not None else None
        return self.together.is_whole and (best is None or best.certificate.status is not Status.BEST_FOUND)


def seconds_of(longer: int) -> int:
    """Give about how many seconds a page may take that was asked so often to go on."""
    return int((3 * ONE + CONCEPTS) * LONGER**longer)


def analyse(scenario: Scenario, draft: Draft | None, within: Within, *, longer: int = 0) -> Analysis:
    """Answer the questions of the page; `draft` is the one that is looked at, by where its terms stand.

    Each question has a time of its own: whatever is not proven by then is said to be so. `longer`: how often somebody
    asked to go on.
    """
    found = together(scenario, glanced(scenario, within), within, longer=longer)
    return beside(scenario, found, about(scenario, draft, found, within, longer=longer) if draft is not None else None)


def beside(scenario: Scenario, found: Together, draft: AboutDraft | None) -> Analysis:
    """Put together what is shown on one page; no answer that is only the best found is worse than what stands there."""
    shown = draft.answer.packages if draft is not None and draft.answer is not None else ()
    answers = _with_known(scenario, found.answers, shown)
    return Analysis(found if answers == found.answers else replace(found, answers=answers), draft)


def lengthened(scenario: Scenario, found: Together, frontier: Frontier) -> Together:
    """Give the same with more of the frontier."""
    return Together(frontier, found.zone, _with_known(scenario, found.answers, frontier.packages))


def glanced(scenario: Scenario, within: Within) -> Frontier:
    """Give the frontier where that takes no time to speak of, or else a slice of it."""
    limits = replace(_limits(within, GLANCE), points=GLANCED)
    return _listed(scenario, within, replace(limits, weights=SLICE), GLANCE)


def listed(scenario: Scenario, within: Within, *, longer: int = 0) -> Frontier:
    """Give the whole frontier, or else a slice of it, for which there is then time of its own."""
    more = LONGER**longer
    return _listed(scenario, within, _limits(within, ONE * more, more), ONE * more, SLICE * more)


def _listed(scenario: Scenario, within: Within, limits: Limits, seconds: float, weights: int = SLICE) -> Frontier:
    found = settlement.frontier(scenario, limits=limits)
    if found.status is not Status.BEST_FOUND or len(found.packages) > FEW:
        return found
    limits = replace(_limits(within, seconds), points=weights)  # soon too many, so that the slice begins
    return max(found, settlement.frontier(scenario, limits=limits), key=lambda each: len(each.packages))


def joined(first: Frontier, second: Frontier) -> Frontier:
    """Give as one what is known of a frontier from two times that it was asked for; nothing of either is lost.

    What one slice proves of the packages that it leaves out holds of the two together too, which leave out fewer.
    """
    whole = next((each for each in (second, first) if each.status is not Status.BEST_FOUND), None)
    if whole is not None:
        return whole
    better, other = sorted((second, first), key=lambda each: (each.missing is None, each.missing))
    said_of_it = better.remainder
    if not isinstance(said_of_it, Said) or "listed" not in said_of_it.fields:
        return max(second, first, key=lambda each: len(each.packages))
    found = {each.scores: (each, count) for each, count in zip(other.packages, other.counts, strict=True)}
    found |= {each.scores: (each, count) for each, count in zip(better.packages, better.counts, strict=True)}
    rows = sorted(found.values(), key=lambda row: row[0].scores, reverse=True)
    return replace(
        better,
        packages=tuple(package for package, _count in rows),
        counts=tuple(count for _package, count in rows),
        remainder=said(said_of_it.template, **{**said_of_it.fields, "listed": len(rows)}),
    )


def together(scenario: Scenario, known: Frontier, within: Within, *, longer: int = 0) -> Together:
    """Answer what depends on no draft; `known` are efficient packages, all of them where its status says so."""
    more = LONGER**longer
    zone = _zone(scenario, known, within, more)
    limits = _limits(within, CONCEPTS * more, more)
    begin = [zone.package] if zone.package is not None else []
    answers = list(_answers(scenario, None, limits, begin)) if zone.status is not Status.NONE else []
    met = [*known.packages, *(each for answer in answers for each in answer.packages[:1])]
    return Together(known, zone, _with_known(scenario, answers, met))


def _with_known(scenario: Scenario, answers: Iterable[Answer], packages: Sequence[Package]) -> tuple[Answer, ...]:
    return tuple(with_known(scenario, answer, packages) for answer in answers)


def _zone(scenario: Scenario, known: Frontier, within: Within, more: int) -> Zone:
    """Whether there is a zone: a package that is known already may show that there is."""
    reaching = (each for each in known.packages if settlement.acceptable(scenario, each))
    best = max(reaching, key=lambda each: sum(each.scores), default=None)
    if best is not None:
        return Zone(status=Status.PROVEN, method=known.method, package=best)
    return settlement.zone(scenario, limits=_limits(within, ONE * more, more))


def about(scenario: Scenario, draft: Draft, found: Together, within: Within, *, longer: int = 0) -> AboutDraft:
    """Answer what is asked of a draft, by where its terms stand; `found` is what is known without it.

    Raises ValueError for a draft that no scenario can hold exactly (see `goodoffices.settlement.between`).
    """
    standing = stand(scenario, [each if isinstance(each, Point) else Point(each, each) for each in draft])
    if standing is None:
        raise ValueError("what holds at one of two steps and not at the other is not known between them")
    baseline = settlement.package(standing.scenario, standing.terms)
    limits = _limits(within, CONCEPTS * LONGER**longer, LONGER**longer)
    best = (each for answer in found.answers for each in answer.packages[:1])
    own = None if standing.put else baseline  # a term between two steps is none of the scenario
    begin = [each for each in (own, found.zone.package, *best) if each is not None]
    answers = _answers(scenario, baseline, limits, begin) if found.zone.status is not Status.NONE else iter(())
    answer = next(answers, None)
    if answer is not None:
        answer = with_known(scenario, answer, found.frontier.packages)
    lacking = [settlement.single_terms(standing.scenario, standing.terms, party.id) for party in scenario.parties]
    return AboutDraft(
        stand=standing,
        improvements=_improvements(scenario, standing, found.frontier, answer),
        answer=answer,
        trades=settlement.trades(standing.scenario, standing.terms, MOST_TRADES),
        single_terms=tuple(each for each in lacking if each.lacking),
    )


def _improvements(scenario: Scenario, draft: Stand, known: Frontier, answer: Answer | None) -> Improvements:
    """What improves on a draft; where the frontier is not whole, what gives the most over the draft says more of it.

    A package that reaches every minimum and gives the most to whoever gains least, then to the next, is the fairest
    improvement if it is one; and if it is worth just what the draft is, the draft reaches every minimum as well, and so
    would whatever improved on it: then nothing does.
    """
    found = _listed_over(draft, known) if draft.put else settlement.improvements(scenario, draft.terms, known=known)
    if found.status is not Status.BEST_FOUND or answer is None or not answer.packages:
        return found
    best = answer.packages[0]
    if answer.certificate.status is Status.PROVEN and best.scores == found.baseline.scores:
        return replace(found, status=Status.NONE)
    if answer.certificate.status is Status.PROVEN and dominates(best.scores, found.baseline.scores):
        others = (each for each in found.efficient if each.scores != best.scores)
        return replace(found, efficient=(best, *others), fairest=best)
    return found


def _listed_over(draft: Stand, known: Frontier) -> Improvements:
    """What improves on a draft between steps, of the packages at the steps.

    That none of these does proves nothing of packages between the steps.
    """
    baseline = settlement.package(draft.scenario, draft.terms)
    better = tuple(each for each in known.packages if dominates(each.scores, baseline.scores))

    def gains(each: Package) -> list[Fraction]:
        return sorted(new - old for new, old in zip(each.scores, baseline.scores, strict=True))

    fairest = max(better, key=gains, default=None)
    status = known.status if known.status is Status.BEST_FOUND or better else Status.NONE
    return Improvements(baseline, better, fairest, status, known.remainder)


def _limits(within: Within, seconds: float, more: int = 1) -> Limits:
    return Limits(seconds=min(seconds, ONE * more), points=MOST_POINTS * more, spent=within(seconds))


def _answers(
    scenario: Scenario, baseline: Package | None, limits: Limits, begin: Sequence[Package]
) -> Iterator[Answer]:
    """What each concept calls fair; over a baseline, what is best over that. The search may `begin` at some packages.

    The product takes longest by far where there are many parties. It is asked last, so that the others are answered.
    """
    known = [each.terms for each in begin]
    for concept in sorted(Concept, key=lambda which: which is Concept.NASH):
        if (concept is Concept.MAXIMIN_GAIN) is (baseline is None):
            continue
        try:
            answer = settlement.solve(scenario, concept, baseline=baseline, limits=limits, known=known)
        except OverflowError:  # scores too large for the integer program: the frontier says what it can
            continue
        known += [each.terms for each in answer.packages[:1]]
        yield answer


def order(scenario: Scenario, found: Frontier, within: Within, *, longer: int = 0) -> tuple[Precedence, ...]:
    """Order the issues by what speaks for settling them first, of the packages that reach every minimum if any do."""
    places = [place for place, each in enumerate(found.packages) if settlement.acceptable(scenario, each)]
    if places:
        packages, counts = (tuple(every[place] for place in places) for every in (found.packages, found.counts))
        found = replace(found, packages=packages, counts=counts)  # type: ignore[arg-type]
    more = LONGER ** max(longer, 0)
    return settlement.ordering(scenario, found, limits=_limits(within, ONE * more, more))


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
