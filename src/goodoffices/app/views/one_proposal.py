# SPDX-License-Identifier: Apache-2.0
"""One proposal with its history: the drafts and what each changed, the answers, what was shown in which words."""

from __future__ import annotations

import re

from goodoffices.app.views.accounts import KeptAccounts, kept_accounts
from goodoffices.app.views.comparison import Comparison, compare, term_in_words
from goodoffices.app.views.proposals import Column, Shown, columns_of
from goodoffices.app.views.shown import Name, Row, Time, names, rows, time
from goodoffices.app.views.wording import Piece, compare_words
from goodoffices.domain.issues import Issue
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing
from goodoffices.domain.values import Value
from goodoffices.record.canonical import digest


class Said(Value, frozen=True, kw_only=True):
    """What the proposal says on one issue."""

    issue: Name
    text: str


class Passage(Value, frozen=True, kw_only=True):
    """A part of a wording; what is not agreed stands in brackets."""

    text: str
    agreed: bool


class Draft(Value, frozen=True, kw_only=True):
    """One proposal of those that follow from one another, and what it changed."""

    id: str
    title: str
    kind: str
    draft: int
    by: tuple[Name, ...]
    when: Time
    changes: Comparison | None
    """Against the one that it revises; none for the first."""


class Words(Value, frozen=True, kw_only=True):
    """One wording in which a proposal was shown, to whom and when; and how it differs from the first."""

    digest: str
    text: str
    showings: tuple[Shown, ...]
    pieces: tuple[Piece, ...] = ()


class OneProposal(Value, frozen=True, kw_only=True):
    """One proposal."""

    column: Column
    terms: tuple[Said, ...]
    text: tuple[Passage, ...]
    history: tuple[Draft, ...]
    """The proposals that it follows from, oldest first, itself, and those that follow from it."""
    words: tuple[Words, ...]
    reported_by: tuple[Row, ...]
    """The entries that report it."""
    spoken_of_by: tuple[Row, ...]
    """Other entries that are about it."""
    corrected: int
    """How often it was corrected."""


def proposal_view(state: State, identifier: str, kept: KeptAccounts | None = None) -> OneProposal | None:
    """Show the proposal of that id; none if there is none."""
    proposal = state.get(identifier, Proposal)
    held = state.held(identifier)
    if proposal is None or held is None:
        return None
    about = (kept or kept_accounts()).of(state).of(state, proposal)
    said = ((issue, text) for issue in state.of(Issue) if (text := term_in_words(state, proposal, issue)) is not None)
    return OneProposal(
        column=columns_of(state, (proposal,))[0],
        terms=tuple(Said(issue=Name(id=issue.id, name=issue.name), text=text) for issue, text in said),
        text=_passages(proposal.text or ""),
        history=tuple(_draft(state, each) for each in _history(state, proposal)),
        words=_words(state, identifier),
        reported_by=rows(state, proposal.basis),
        spoken_of_by=rows(state, tuple(each for each in about if each not in proposal.basis)),
        corrected=len(held.former),
    )


def _history(state: State, proposal: Proposal) -> list[Proposal]:
    """List what a proposal revises, and what that revises, oldest first; itself; and all that revise it in turn."""
    chain = [proposal]
    while (former := state.get(chain[0].revises or "", Proposal)) is not None and former not in chain:
        chain.insert(0, former)
    following: dict[str, list[Proposal]] = {}
    for each in state.of(Proposal):
        if each.revises is not None:
            following.setdefault(each.revises, []).append(each)
    waiting = list(following.get(proposal.id, ()))
    while waiting:
        each = waiting.pop(0)
        if each not in chain:
            chain.append(each)
            waiting += following.get(each.id, ())
    return chain


def _draft(state: State, proposal: Proposal) -> Draft:
    former = state.get(proposal.revises, Proposal) if proposal.revises is not None else None
    return Draft(
        id=proposal.id,
        title=proposal.title,
        kind=str(proposal.kind),
        draft=proposal.draft,
        by=names(state, proposal.by),
        when=time(state, proposal.when),
        changes=compare(state, former, proposal) if former is not None else None,
    )


def _passages(text: str) -> tuple[Passage, ...]:
    """Take a wording apart at the brackets round what is not agreed."""
    parts = re.split(r"(\[[^\[\]]*\])", text)
    return tuple(Passage(text=part, agreed=not number % 2) for number, part in enumerate(parts) if part)


def _words(state: State, proposal: str) -> tuple[Words, ...]:
    """Gather the showings of a proposal by what was shown, in the order in which each wording was first shown."""
    found: dict[str, list[Showing]] = {}
    for showing in state.of(Showing):
        if showing.proposal == proposal:
            found.setdefault(showing.text, []).append(showing)
    first = next(iter(found), "")
    return tuple(
        Words(
            digest=digest(text).hex(),
            text=text,
            showings=tuple(
                Shown(
                    id=showing.id,
                    to=names(state, showing.to),
                    when=time(state, showing.when),
                    digest=digest(text).hex(),
                )
                for showing in showings
            ),
            pieces=compare_words(first, text) if text != first else (),
        )
        for text, showings in found.items()
    )
