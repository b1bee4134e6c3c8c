# SPDX-License-Identifier: Apache-2.0
"""The mediator's settlement page put together: what was read of the record, with what was worked out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeAlias, TypedDict

from goodoffices import settlement
from goodoffices.app.views.analysis import Analysis
from goodoffices.app.views.offers import Basis
from goodoffices.app.views.scenario import NotYet, proposal_terms
from goodoffices.app.views.settlement import (
    Alike,
    Axis,
    Exchange,
    Foremost,
    Lacking,
    Nudge,
    Offer,
    Packed,
    Plot,
    Reason,
    Settlement,
    Standing,
    Step,
    Zone,
)
from goodoffices.app.views.shown import Name
from goodoffices.errors import Said
from goodoffices.settlement import Concept, Move, Package, Scenario, Shift, SingleMove, SingleTerms, Status
from goodoffices.settlement.explaining import explained
from goodoffices.settlement.moves import Standing as Standpoint
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.telling import (
    told_improvements,
    told_single_terms,
    told_trade,
    told_zone,
)


MOST_SHOWN = 600
"""More efficient packages than this are shown as an even choice of them."""
MOST_BETTER = 4
"""So many improvements on a draft are shown."""


def code_of(terms: settlement.Terms) -> str:
    """Give what an address calls a package by."""
    return "-".join(map(str, terms))


def package_called(scenario: Scenario, code: str) -> Package | None:
    """Give the package that an address names; none where it is none that keeps the dependencies."""
    places = code.split("-")
    if len(places) != len(scenario.issues) or any(not place.isascii() or not place.isdigit() for place in places):
        return None
    terms = tuple(int(place[:6]) for place in places)
    if any(place >= len(issue.options) for place, issue in zip(terms, scenario.issues, strict=True)):
        return None
    return settlement.package(scenario, terms) if settlement.allowed(scenario, terms) else None


def without_scores(basis: Basis) -> Settlement:
    """Show that nothing can be worked out yet, and why."""
    reasons = basis.scenario.reasons if isinstance(basis.scenario, NotYet) else ()
    return Settlement(holders=basis.holders, reasons=reasons)


def settlement_view(
    basis: Basis,
    scenario: Scenario,
    analysis: Analysis,
    draft: Offer | None,
    chosen: Package | None,
    *,
    level: tuple[tuple[Package, ...], ...] = (),
) -> Settlement:
    """Show what was worked out; `draft` and `chosen` are what somebody looks at.

    `level` are, for each party, packages that are worth as much to it as `chosen`.
    """
    rows = _Rows(basis, scenario, analysis, draft)
    packages = rows.efficient()
    looked_at = None
    if chosen is not None:
        code = code_of(chosen.terms)
        looked_at = next((each for each in packages if each.code == code), None) or rows.packed(chosen)
    zone = _zone(scenario, analysis, rows)
    fair = tuple(sorted((each for each in packages if each.fair), key=_rank))
    about = _about_the_draft(rows, basis, scenario, analysis, draft)
    if draft is not None and draft.settled and not draft.points:
        about = {"better": _better_than_between(rows, analysis, draft)}
    axes = tuple(Axis(party=Name(id=party.id, name=party.name), minimum=party.minimum) for party in scenario.parties)
    plotted = packages if looked_at is None or looked_at in packages else (*packages, looked_at)
    return Settlement(
        holders=basis.holders,
        left_out=basis.scenario.left_out if not isinstance(basis.scenario, NotYet) else (),
        issues=tuple(Name(id=issue.id, name=issue.name) for issue in scenario.issues),
        plot=Plot(axes=axes, packages=plotted, offers=basis.offers, chosen=looked_at.code if looked_at else ""),
        zone=zone,
        efficient=rows.count,
        fair=tuple(answer.concept for answer in analysis.answers if answer.packages),
        packages=fair,
        remainder=analysis.together.frontier.remainder,
        complete=analysis.together.frontier.status is not Status.BEST_FOUND,
        is_whole=analysis.is_whole,
        draft=draft,
        chosen=looked_at,
        alike=tuple(
            Alike(party=axis.party, packages=tuple(map(rows.packed, packages)))
            for axis, packages in zip(axes, level, strict=False)
            if packages
        ),
        **about,
        foremost=tuple(_foremost(fair, about.get("better", ()), zone.nearest)),
        told=tuple(_told(scenario, analysis)),
    )


def _foremost(fair: tuple[Packed, ...], better: tuple[Packed, ...], nearest: Packed | None) -> Iterator[Foremost]:
    """The packages that answer first, with why; of two that are worth the same to all, one."""
    found: dict[tuple[Fraction, ...], tuple[Packed, tuple[Standing, ...]]] = {}
    standing: tuple[tuple[Standing, tuple[Packed, ...]], ...] = (
        ("agreed", fair[:1]),
        ("better", better[:1]),
        ("nearest", (nearest,) if nearest else ()),
    )
    for why, several in standing:
        for package in several:
            first, reasons = found.get(package.worth, (package, ()))
            found[package.worth] = first, (*reasons, why)
    return (Foremost(package=package, why=why) for package, why in found.values())


class OfTheDraft(TypedDict, total=False):
    """What is said of the draft that is looked at."""

    better: tuple[Packed, ...]
    is_best: bool
    trades: tuple[Exchange, ...]
    lacking: tuple[Lacking, ...]


def _about_the_draft(
    rows: _Rows, basis: Basis, scenario: Scenario, analysis: Analysis, draft: Offer | None
) -> OfTheDraft:
    if analysis.draft is None or draft is None:
        return {}
    stand = analysis.draft.stand
    called = {issue.id: list(basis.called[issue.id]) for issue in scenario.issues}
    for place in stand.put:
        called[scenario.issues[place].id].insert(stand.terms[place], draft.said[place])
    found = analysis.draft.improvements
    better = [each for each in found.efficient if each != found.fairest]
    return {
        "better": tuple(map(rows.packed, (([found.fairest] if found.fairest else []) + better)[:MOST_BETTER])),
        "is_best": found.is_efficient and not stand.put,
        "trades": tuple(
            Exchange(
                steps=tuple(_step(scenario, called, move) for move in trade.moves), gains=trade.gains, alone=trade.alone
            )
            for trade in analysis.draft.trades
        ),
        "lacking": tuple(_lacking(scenario, called, each) for each in analysis.draft.single_terms),
    }


def _better_than_between(rows: _Rows, analysis: Analysis, draft: Offer) -> tuple[Packed, ...]:
    """What improves on a draft that no scenario holds exactly, of the packages at the steps; the fairest first."""
    found = [each for each in analysis.together.frontier.packages if dominates(each.scores, draft.low)]
    found.sort(
        key=lambda each: sorted(new - old for new, old in zip(each.scores, draft.low, strict=True)), reverse=True
    )
    return tuple(map(rows.packed, found[:MOST_BETTER]))


Called: TypeAlias = Mapping[str, Sequence[str]]
"""For each issue its terms in order, as they are read."""


def _told(scenario: Scenario, analysis: Analysis) -> Iterator[Said]:
    """What can be said to a party: that something exists, and on which issues, never a number."""
    yield told_zone(scenario, analysis.together.zone.status)
    if analysis.draft is not None:
        stand = analysis.draft.stand
        found = analysis.draft.improvements
        if found.fairest is not None and stand.put:
            nearer = Standpoint(stand.scenario, stand.terms).nearer(stand.there(found.fairest.terms))
            found = replace(found, fairest=Package(nearer, found.fairest.scores))
        if found.fairest is not None or not stand.put:
            yield told_improvements(stand.scenario, found)
        yield from (told_trade(stand.scenario, each) for each in analysis.draft.trades[:1])
        yield from (told_single_terms(stand.scenario, each) for each in analysis.draft.single_terms)


def _step(scenario: Scenario, called: Called, move: Move | Shift) -> Step:
    issue = scenario.issues[move.issue]
    terms = called[issue.id]
    return Step(issue=Name(id=issue.id, name=issue.name), start=terms[int(move.start)], end=terms[int(move.end)])


def _lacking(scenario: Scenario, called: Called, found: SingleTerms) -> Lacking:
    party = scenario.parties[found.party]
    return Lacking(
        party=Name(id=party.id, name=party.name),
        points=found.lacking,
        nudges=tuple(_nudge(scenario, called, each) for each in found.sufficient),
        nearest=_nudge(scenario, called, found.nearest) if found.nearest else None,
        still=found.still_lacking,
    )


def _nudge(scenario: Scenario, called: Called, found: SingleMove) -> Nudge:
    return Nudge(
        step=_step(scenario, called, found.move),
        changes=found.changes,
        by_all=len(found.accepted_by) == len(scenario.parties),
    )


_Key: TypeAlias = tuple[tuple[int, int], ...]


def _key(scores: tuple[Fraction, ...]) -> _Key:
    """The same scores as whole numbers, which are found far faster among thousands."""
    return tuple(score.as_integer_ratio() for score in scores)


class _Rows:
    """Makes packages into rows, all of them against the same draft."""

    def __init__(self, basis: Basis, scenario: Scenario, analysis: Analysis, draft: Offer | None) -> None:
        self._scenario = scenario
        self._analysis = analysis
        self._offers = basis.offers
        self._called = basis.called
        self._draft = draft
        self._numbers: dict[_Key, int] = {}
        """The place of each efficient package in the list, by its scores."""
        self.count = 0
        self.reaching = 0
        """How many efficient packages there are, and how many of them reach every minimum."""
        self._fair: dict[settlement.Terms, list[Concept]] = {}
        for answer in analysis.answers:
            for package in answer.packages:
                self._fair.setdefault(package.terms, []).append(answer.concept)

    def efficient(self) -> tuple[Packed, ...]:
        """The efficient packages in order; what a concept calls fair stands for those that are level with it.

        Where there are very many, an even choice of them with all that are called fair.
        """
        found = self._analysis.together.frontier
        by_scores: dict[_Key, Package] = {}
        for answer in self._analysis.answers:
            for package in answer.packages:
                by_scores.setdefault(_key(package.scores), package)
        keys = list(map(_key, (each.scores for each in found.packages)))
        packages = [by_scores.get(key, each) for key, each in zip(keys, found.packages, strict=True)]
        known = set(keys)
        packages += [each for key, each in by_scores.items() if key not in known]
        self._numbers = {_key(each.scores): number for number, each in enumerate(packages, start=1)}
        self.count = len(packages)
        self.reaching = sum(settlement.acceptable(self._scenario, each) for each in packages)
        step = -(-self.count // MOST_SHOWN) or 1
        return tuple(
            self.packed(each, place + 1, found.counts[place] if place < len(found.counts) else 1)
            for place, each in enumerate(packages)
            if place % step == 0 or _key(each.scores) in by_scores
        )

    def packed(self, package: Package, number: int = 0, level: int = 1) -> Packed:
        """Make a package into a row; an efficient one is known by its place on the frontier."""
        number = number or self._numbers.get(_key(package.scores), 0)
        terms = proposal_terms(self._scenario, package.terms)
        draft = self._draft
        moved = tuple(draft.terms.get(issue) != term for issue, term in terms.items()) if draft else ()
        return Packed(
            code=code_of(package.terms),
            number=number,
            terms=tuple(
                self._called[issue.id][int(term)]
                for issue, term in zip(self._scenario.issues, package.terms, strict=True)
            ),
            moved=moved,
            worth=package.scores,
            gains=tuple(
                score - party.minimum for score, party in zip(package.scores, self._scenario.parties, strict=True)
            ),
            over=tuple(score - low for score, low in zip(package.scores, draft.low, strict=True))
            if draft and draft.settled and any(moved)
            else (),
            fair=tuple(self._fair.get(package.terms, ())),
            why=tuple(self._reasons(package)),
            level=level,
            proposals=tuple(_saying(self._offers, terms.items())),
        )

    def _reasons(self, package: Package) -> Iterator[Reason]:
        for answer in self._analysis.answers:
            if any(each.terms == package.terms for each in answer.packages):
                yield Reason(
                    concept=answer.concept,
                    why=explained(self._scenario, answer, package),
                    status=answer.certificate.status,
                    complete=answer.complete,
                )


def _saying(offers: Iterable[Offer], terms: Iterable[tuple[str, str]]) -> Iterable[str]:
    wanted = set(terms)
    return (offer.proposal.id for offer in offers if wanted <= set(offer.terms.items()))


def _rank(package: Packed) -> tuple[int, int]:
    """Where a package stands among those that are called fair: first what most concepts agree on."""
    return -len(package.fair), min(map(list(Concept).index, package.fair))


def _zone(scenario: Scenario, analysis: Analysis, rows: _Rows) -> Zone:
    found = analysis.together.zone
    conflict, least = found.conflict, found.least_total
    parties = {party.id: party.name for party in scenario.parties}
    return Zone(
        status=found.status,
        efficient=rows.reaching,
        demands=tuple(Name(id=each, name=parties[each]) for each in conflict.minimums) if conflict else (),
        dependencies=tuple(scenario.dependencies[each].text for each in conflict.dependencies) if conflict else (),
        apart=least.each if least else (),
        nearest=rows.packed(least.package) if least else None,
    )
