# SPDX-License-Identifier: Apache-2.0
"""A package as a draft proposal of the mediator's: the terms of the package, and what else the draft before it said.

What a draft says on issues that nobody weighed stays as it is, and so do its conditions, guarantors and phases; its
wording does not, since it words other terms. Nothing of why the package was chosen goes with it: a proposal is shown
to the parties, and what their scores say is not.
"""

from __future__ import annotations

from goodoffices.app.handlers import enter
from goodoffices.app.identifiers import next_id
from goodoffices.app.mediation import OpenMediation
from goodoffices.app.moments import minute_of
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Phase, Proposal, ProposalKind
from goodoffices.domain.state import State
from goodoffices.times import Instant


def mediators_proposal(
    state: State, terms: dict[str, str], parties: tuple[str, ...], draft: Proposal | None, *, title: str, now: Instant
) -> Proposal:
    """Make the draft: the one after `draft` where that is the mediator's own, and otherwise a first one against it."""
    mediator = tuple(side.id for side in state.of(Delegation) if side.side is Side.MEDIATOR)
    own = draft is not None and bool(set(draft.by) & set(mediator))
    return Proposal(
        id=next_id(state, "p"),
        title=draft.title if draft is not None and own else title,
        kind=ProposalKind.MEDIATORS_PROPOSAL,
        by=mediator,
        to=parties,
        when=minute_of(now, state.zone),
        terms={**(draft.terms if draft else {}), **terms},
        conditions=draft.conditions if draft else (),
        phases=tuple(_without(phase, terms) for phase in draft.phases) if draft else (),
        guarantors=draft.guarantors if draft else (),
        draft=draft.draft + 1 if draft is not None and own else 1,
        revises=draft.id if draft else None,
    )


def put(mediation: OpenMediation, proposal: Proposal, by: str, seen: int) -> str:
    """Record a draft once, however often it is sent; gives its id. `seen` is what the page was made from.

    Raises RefusedError.
    """
    state = mediation.state()
    for held in state.held_of(Proposal):
        other = held.fact
        if held.sequence > seen and isinstance(other, Proposal) and _same(other, proposal):
            return other.id
    enter(mediation, (proposal,), by)
    return proposal.id


def _same(one: Proposal, other: Proposal) -> bool:
    return (one.terms, one.revises, one.kind, one.draft) == (other.terms, other.revises, other.kind, other.draft)


def _without(phase: Phase, terms: dict[str, str]) -> Phase:
    """Leave out of a phase what the package says otherwise."""
    return Phase(
        name=phase.name,
        begins=phase.begins,
        lasts=phase.lasts,
        terms={issue: term for issue, term in phase.terms.items() if issue not in terms},
        text=phase.text,
    )
