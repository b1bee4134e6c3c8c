# SPDX-License-Identifier: Apache-2.0
"""Proposals side by side: a row for each issue, a column for each proposal, with what became of each."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.app.views.comparison import difference_in_words, is_same, phase_in_words, term_in_words, term_of
from goodoffices.app.views.paging import Part, Window, part_of
from goodoffices.app.views.shown import Name, Time, Told, names, time, told
from goodoffices.domain.issues import Issue
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal, brackets
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing
from goodoffices.domain.values import Value
from goodoffices.record.canonical import digest


COLUMNS = 8
"""How many proposals one page has room for."""


class Answered(Value, frozen=True, kw_only=True):
    """One answer to a proposal."""

    id: str
    by: Name
    kind: AnswerKind
    when: Time
    text: str | None
    told: tuple[Told, ...]


class Shown(Value, frozen=True, kw_only=True):
    """One showing of a proposal: to whom, when, and the digest of the exact words."""

    id: str
    to: tuple[Name, ...]
    when: Time
    digest: str


class Column(Value, frozen=True, kw_only=True):
    """One proposal."""

    id: str
    title: str
    kind: str
    draft: int
    revises: str | None
    by: tuple[Name, ...]
    to: tuple[Name, ...]
    through: tuple[Name, ...]
    when: Time
    conditions: tuple[str, ...]
    phases: tuple[str, ...]
    guarantors: tuple[Name, ...]
    deadline: Time | None
    told: tuple[Told, ...]
    answers: tuple[Answered, ...]
    shown: tuple[Shown, ...]
    different_words: bool
    """Whether different sides were shown different words."""
    open_brackets: int
    """How many passages of the text are not agreed."""
    note: str | None
    digest: str
    """Of the terms: the same digest is the same terms."""
    same_terms: tuple[str, ...] = ()
    """The ids of other proposals with the same terms."""


class Cell(Value, frozen=True, kw_only=True):
    """One term of one proposal; `differs` marks it where the proposals that say something of the issue do not agree."""

    text: str | None
    differs: bool = False
    against: str | None = None
    """The id of the proposal that it is compared with: the one that it revises, or else the last that speaks of it."""
    words: str | None = None
    """How it differs from that one, where more can be said than that it does: `10 to 20 days longer`."""


class Line(Value, frozen=True, kw_only=True):
    """One issue across all proposals."""

    issue: Name
    kind: str
    cells: tuple[Cell, ...]


class Proposals(Value, frozen=True, kw_only=True):
    """The issues by the proposals."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    part: Part | None = None
    """Which of the proposals are shown, where there are too many for one page."""


def proposals_view(state: State, only: tuple[str, ...] = (), *, window: Window | None = None) -> Proposals:
    """Lay proposals side by side, all of them or those asked for, in the order of the record.

    `window` says which part of them to show, and counts from the newest.
    """
    wanted = [proposal for proposal in state.of(Proposal) if not only or proposal.id in only]
    newest, part = part_of(wanted[::-1], window)
    proposals = tuple(reversed(newest)) if window is not None else tuple(wanted)
    lines = (_line(state, issue, proposals) for issue in state.of(Issue))
    return Proposals(
        columns=columns_of(state, proposals),
        lines=tuple(line for line in lines if any(cell.text is not None for cell in line.cells)),
        part=part,
    )


def columns_of(state: State, proposals: Iterable[Proposal]) -> tuple[Column, ...]:
    """Show proposals, each with its answers and showings."""
    answers: dict[str, list[Answer]] = {}
    for answer in state.of(Answer):
        answers.setdefault(answer.proposal, []).append(answer)
    showings: dict[str, list[Showing]] = {}
    for showing in state.of(Showing):
        if showing.proposal is not None:
            showings.setdefault(showing.proposal, []).append(showing)
    same: dict[str, list[str]] = {}
    for proposal in state.of(Proposal):
        same.setdefault(digest_of(proposal), []).append(proposal.id)
    return tuple(
        _column(state, proposal, answers.get(proposal.id, []), showings.get(proposal.id, []), same)
        for proposal in proposals
    )


def digest_of(proposal: Proposal) -> str:
    """Give the digest of all terms of a proposal, those of its phases with them: the same terms have the same."""
    phases = [{phase.name: phase.terms} for phase in proposal.phases if phase.terms]
    return digest([proposal.terms, *phases] if phases else proposal.terms).hex()


def _line(state: State, issue: Issue, proposals: tuple[Proposal, ...]) -> Line:
    texts = {proposal.id: text for proposal in proposals if (text := term_of(proposal, issue.id)) is not None}
    first = next(iter(texts.values()), "")
    differ = not all(is_same(issue, first, text) for text in texts.values())
    return Line(
        issue=Name(id=issue.id, name=issue.name),
        kind=str(issue.kind),
        cells=tuple(_cell(state, issue, proposal, texts, differ=differ) for proposal in proposals),
    )


def _cell(state: State, issue: Issue, proposal: Proposal, texts: dict[str, str], *, differ: bool) -> Cell:
    if proposal.id not in texts:
        return Cell(text=None)
    text = texts[proposal.id]
    order = list(texts)
    earlier = order[: order.index(proposal.id)]
    against = proposal.revises if proposal.revises in texts else earlier[-1] if earlier else None
    words = difference_in_words(state, issue, texts[against], text) if against is not None else None
    return Cell(
        text=term_in_words(state, proposal, issue),
        differs=differ,
        against=against if words is not None else None,
        words=words,
    )


def _column(
    state: State, proposal: Proposal, answers: list[Answer], showings: list[Showing], same: dict[str, list[str]]
) -> Column:
    terms = digest_of(proposal)
    shown = tuple(
        Shown(
            id=showing.id,
            to=names(state, showing.to),
            when=time(state, showing.when),
            digest=digest(showing.text).hex(),
        )
        for showing in showings
    )
    return Column(
        id=proposal.id,
        title=proposal.title,
        kind=str(proposal.kind),
        draft=proposal.draft,
        revises=proposal.revises,
        by=names(state, proposal.by),
        to=names(state, proposal.to),
        through=names(state, proposal.through),
        when=time(state, proposal.when),
        conditions=tuple(condition.text for condition in proposal.conditions),
        phases=tuple(phase_in_words(phase) for phase in proposal.phases),
        guarantors=names(state, proposal.guarantors),
        deadline=time(state, proposal.deadline) if proposal.deadline else None,
        told=told(proposal),
        answers=_answers(state, answers),
        shown=shown,
        different_words=len({showing.digest for showing in shown}) > 1,
        open_brackets=len(brackets(proposal.text)) if proposal.text else 0,
        note=proposal.note,
        digest=terms,
        same_terms=tuple(other for other in same.get(terms, ()) if other != proposal.id) if proposal.terms else (),
    )


def _answers(state: State, answers: list[Answer]) -> tuple[Answered, ...]:
    return tuple(
        Answered(
            id=answer.id,
            by=names(state, (answer.by,))[0],
            kind=answer.kind,
            when=time(state, answer.when),
            text=answer.text,
            told=told(answer),
        )
        for answer in answers
    )
