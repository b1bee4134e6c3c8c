# SPDX-License-Identifier: Apache-2.0
"""A party's own page: its scores, what the offers it knows are worth to it, what follows from them, who may use them.

It is made from that party's own record and from nothing else, and no other party's scores are ever in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from goodoffices import settlement
from goodoffices.app.handing_over import released
from goodoffices.app.scoring import last_scores
from goodoffices.app.views.beside import Change, Doubt, Joint, doubts, joints
from goodoffices.app.views.comparison import named, readable
from goodoffices.app.views.scenario import issue_of, own_scenario, read_or_none
from goodoffices.app.views.shown import Name, Time, time
from goodoffices.app.views.worth import Weighed, weigh
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Proposal, ProposalKind
from goodoffices.domain.scores import FoundBy, Scores, terms_to_weigh
from goodoffices.domain.state import State
from goodoffices.domain.terms import difference
from goodoffices.settlement.elicitation import Exchange, played_back


class OwnTerm(NamedTuple):
    """One term of an issue: what it is called, and how many points it adds."""

    name: str
    points: Fraction
    between: tuple[Fraction, Fraction] | None = None
    """Where the party is unsure: between how many points."""


class OwnIssue(NamedTuple):
    """One issue as the party weighs it: how many points lie between its worst and its best term, and the terms."""

    id: str
    name: str
    swing: Fraction
    terms: tuple[OwnTerm, ...]
    between: tuple[Fraction, Fraction] | None
    """The least and the most that it may weigh, where the party is unsure."""


class Offer(NamedTuple):
    """An offer that the party knows: whether it is its own, what it says, and what it is worth to it, in points."""

    title: str
    """Empty where the party was not told what it is called."""
    kind: ProposalKind
    is_own: bool
    when: Time
    terms: tuple[OwnTerm, ...]
    """The terms with the points that each adds, where they are one of the steps."""
    weighed: Weighed
    low: Fraction
    high: Fraction
    open: tuple[str, ...]
    """The names of the issues that it leaves open."""
    beside: tuple[str, ...]
    """The names of the issues that it has terms for and that the party has not weighed."""


class Told(NamedTuple):
    """What the scores say that the party would give for what; `spare` is by how many points it would gain."""

    given: Change
    gained: Change
    spare: Fraction


class Own(NamedTuple):
    """A party's scores."""

    id: str
    when: Time
    found_by: FoundBy
    note: str | None
    issues: tuple[OwnIssue, ...]
    minimum: Fraction
    together: tuple[Joint, ...]
    """What is added when terms are had together."""
    doubts: tuple[Doubt, ...]
    """Where the party is unsure."""
    missing: tuple[str, ...]
    """What was put to the party since, or otherwise, and is not scored: the names of the issues."""


class Lent(NamedTuple):
    """That the mediator may use scores: since when, and whether they are the last that were given."""

    since: Time
    is_last: bool
    given: Time


class PartyView(NamedTuple):
    """A party's own page."""

    party: Name
    mediators: tuple[Name, ...]
    issues: tuple[settlement.Issue, ...]
    """What it is asked to weigh."""
    dependencies: tuple[str, ...]
    own: Own | None
    offers: tuple[Offer, ...]
    told: tuple[Told, ...]
    lent: Lent | None


def party_view(state: State) -> PartyView | None:
    """Show a party its scores; none where the record is no party's."""
    identifier = state.mediation.record_of if state.mediation else None
    party = state.get(identifier, Delegation) if identifier else None
    if party is None:
        return None
    scores = last_scores(state)
    scenario = own_scenario(state, scores) if scores is not None else None
    own, offers = None, _unweighed(state)
    told: tuple[Told, ...] = ()
    if scores is not None and scenario is not None and scenario.issues:
        own = _own(state, scores, scenario)
        offers = tuple(_offer(state, scenario, offer) for offer in state.of(Proposal))
        told = tuple(_told(state, scenario.issues, each) for each in played_back(scenario.issues, scenario.parties[0]))
    return PartyView(
        party=Name(id=party.id, name=party.name),
        mediators=tuple(
            Name(id=side.id, name=side.name) for side in state.of(Delegation) if side.side is Side.MEDIATOR
        ),
        issues=asked(state),
        dependencies=tuple(each.text for each in state.of(Dependency)),
        own=own,
        offers=offers,
        told=told,
        lent=_lent(state, scores),
    )


def asked(state: State) -> tuple[settlement.Issue, ...]:
    """List the issues that a party is asked to weigh, with the terms as options."""
    return tuple(issue_of(state, issue) for issue in state.of(Issue) if terms_to_weigh(issue))


def _own(state: State, scores: Scores, scenario: settlement.Scenario) -> Own:
    preferences = scenario.parties[0]
    unsure = {(each.issue, each.option): (each.low, each.high) for each in preferences.unsure}
    issues = []
    for issue in scenario.issues:
        weight, values = preferences.weights[issue.id], preferences.values[issue.id]
        terms = []
        for option in issue.options:
            ends = unsure.get((issue.id, option.id))
            between = (ends[0] * weight, ends[1] * weight) if ends is not None else None
            terms.append(OwnTerm(option.name, weight * values[option.id], between))
        issues.append(OwnIssue(issue.id, issue.name, weight, tuple(terms), unsure.get((issue.id, None))))

    def worded(issue: settlement.Issue, start: int, end: int) -> Change:
        return _change(state, issue, start, end)

    return Own(
        id=scores.id,
        when=time(state, scores.when),
        found_by=scores.found_by,
        note=scores.note,
        issues=tuple(issues),
        minimum=preferences.minimum,
        together=tuple(joints(scenario.issues, preferences, worded)),
        doubts=tuple(doubts(scenario.issues, preferences)),
        missing=tuple(_missing(state, scores)),
    )


def _missing(state: State, scores: Scores) -> Iterator[str]:
    given = {each.issue: {value.term for value in each.values} for each in scores.issues}
    for issue in state.of(Issue):
        if not set(terms_to_weigh(issue)) <= given.get(issue.id, set()):
            yield issue.name


def _title(offer: Proposal) -> str:
    return offer.title if offer.title != str(offer.kind) else ""


def _unweighed(state: State) -> tuple[Offer, ...]:
    nothing = Fraction(0)
    return tuple(
        Offer(
            title=_title(offer),
            kind=offer.kind,
            is_own=bool(offer.by),
            when=time(state, offer.when),
            terms=tuple(OwnTerm(_in_words(state, issue, term), nothing) for issue, term in offer.terms.items()),
            weighed=Weighed(()),
            low=nothing,
            high=nothing,
            open=(),
            beside=(),
        )
        for offer in state.of(Proposal)
    )


def _offer(state: State, scenario: settlement.Scenario, offer: Proposal) -> Offer:
    weighed = weigh(state, scenario, offer.terms)
    worth = weighed.worth[0] if weighed.worth else None
    return Offer(
        title=_title(offer),
        kind=offer.kind,
        is_own=bool(offer.by),
        when=time(state, offer.when),
        terms=tuple(OwnTerm(_in_words(state, issue, term), Fraction(0)) for issue, term in offer.terms.items()),
        weighed=weighed,
        low=worth.low if worth else Fraction(0),
        high=worth.high if worth else Fraction(0),
        open=tuple(state.name(issue) for issue in weighed.open),
        beside=tuple(state.name(issue) for issue in weighed.beside),
    )


def _in_words(state: State, identifier: str, term: str) -> str:
    issue = state.get(identifier, Issue)
    return f"{state.name(identifier)}: {readable(state, issue, term) if issue is not None else term}"


def _told(state: State, issues: tuple[settlement.Issue, ...], each: Exchange) -> Told:
    given, gained = (_change(state, issues[move.issue], move.start, move.end) for move in (each.given, each.gained))
    return Told(given, gained, each.spare)


def _change(state: State, issue: settlement.Issue, start: int, end: int) -> Change:
    held = state.get(issue.id, Issue)
    former, latter = (read_or_none(held, issue.options[place].id) if held else None for place in (start, end))
    words = named(state, difference(held, former, latter)) if held and former and latter and not held.options else ""
    return Change(issue.name, issue.options[start].name, issue.options[end].name, words)


def _lent(state: State, last: Scores | None) -> Lent | None:
    found = released(state)
    if found is None:
        return None
    release, scores = found
    return Lent(time(state, release.when), last is not None and last.id == scores.id, time(state, scores.when))
