# SPDX-License-Identifier: Apache-2.0
"""What the mediator's settlement page reads of the record: whose scores it holds, and the proposals on the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goodoffices import settlement
from goodoffices.app.views.comparison import readable
from goodoffices.app.views.scenario import NotYet, Ready, read_or_none, scenario_of
from goodoffices.app.views.settlement import Holder, Offer
from goodoffices.app.views.shown import Name, names, time
from goodoffices.app.views.worth import weigh
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.scores import Scores
from goodoffices.domain.state import State
from goodoffices.domain.terms import same
from goodoffices.settlement.between import stand


class Basis(NamedTuple):
    """All that the page is made from; nothing of it changes when the record grows."""

    holders: tuple[Holder, ...]
    scenario: Ready | NotYet
    offers: tuple[Offer, ...] = ()
    called: Mapping[str, tuple[str, ...]] = {}
    """For each issue its options in order, as they are read: with the names of people and not their ids."""


def basis_of(state: State) -> Basis:
    """Read what the page is made from."""
    scenario = scenario_of(state)
    holders = tuple(_holders(state))
    if not isinstance(scenario, Ready):
        return Basis(holders, scenario)
    called = {issue.id: tuple(_read(state, issue)) for issue in scenario.scenario.issues}
    return Basis(holders, scenario, tuple(_offers(state, scenario.scenario)), called)


def _read(state: State, weighed: settlement.Issue) -> Iterator[str]:
    issue = state.get(weighed.id, Issue)
    return (readable(state, issue, option.id) if issue else option.id for option in weighed.options)


def _holders(state: State) -> Iterator[Holder]:
    held = {scores.delegation: scores for scores in state.of(Scores)}
    for side in state.of(Delegation):
        scores = held.get(side.id)
        if scores is None and side.side is not Side.PARTY:
            continue
        yield Holder(
            party=Name(id=side.id, name=side.name),
            scores=scores.id if scores else None,
            received=time(state, scores.received or scores.when) if scores else None,
        )


def _offers(state: State, scenario: settlement.Scenario) -> Iterator[Offer]:
    called = {issue.id: issue.name for issue in scenario.issues}
    for order, proposal in enumerate(state.of(Proposal), start=1):
        weighed = weigh(state, scenario, proposal.terms)
        yield Offer(
            order=order,
            proposal=Name(id=proposal.id, name=proposal.title),
            kind=str(proposal.kind),
            draft=proposal.draft,
            by=names(state, proposal.by),
            when=time(state, proposal.when),
            low=tuple(each.low for each in weighed.worth),
            high=tuple(each.high for each in weighed.worth),
            open=tuple(Name(id=each, name=called[each]) for each in weighed.open),
            between=tuple(
                Name(id=issue.id, name=issue.name)
                for issue in scenario.issues
                if issue.id not in weighed.open and _option(state, issue, proposal.terms.get(issue.id)) is None
            ),
            why_not=weighed.why_not,
            breaks=weighed.breaks,
            terms=proposal.terms,
            said=tuple(_said(state, issue.id, proposal) for issue in scenario.issues),
            package=_package(state, scenario, proposal) or (),
            points=weighed.points if weighed.points and stand(scenario, weighed.points) else (),
        )


def _said(state: State, identifier: str, proposal: Proposal) -> str:
    issue, term = state.get(identifier, Issue), proposal.terms.get(identifier, "")
    return readable(state, issue, term) if issue is not None and term else term


def _package(state: State, scenario: settlement.Scenario, proposal: Proposal) -> tuple[int, ...] | None:
    """Give the package that a proposal is, by the places of its options; none where it is none of the scenario."""
    places = [_option(state, issue, proposal.terms.get(issue.id)) for issue in scenario.issues]
    return None if None in places else tuple(place for place in places if place is not None)


def _option(state: State, weighed: settlement.Issue, text: str | None) -> int | None:
    issue = state.get(weighed.id, Issue)
    if text is None or issue is None:
        return None
    term = read_or_none(issue, text)
    for place, option in enumerate(weighed.options):
        other = read_or_none(issue, option.id)
        if option.id == text or (term is not None and other is not None and same(term, other)):
            return place
    return None
