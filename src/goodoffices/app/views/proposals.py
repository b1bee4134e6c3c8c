# SPDX-License-Identifier: Apache-2.0
"""Proposals side by side: a row for each issue, a column for each proposal, with what became of each."""

from __future__ import annotations

import re

from goodoffices.app.views.shown import Name, Time, Told, names, time, told
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.proposals import Answer, AnswerKind, Phase, Proposal, brackets
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing
from goodoffices.domain.terms import read_term
from goodoffices.domain.values import IDENTIFIER, Value
from goodoffices.errors import TermError
from goodoffices.record.canonical import digest


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


class Cell(Value, frozen=True, kw_only=True):
    """One term of one proposal; `differs` marks it where the proposals that say something of the issue do not agree."""

    text: str | None
    differs: bool = False


class Line(Value, frozen=True, kw_only=True):
    """One issue across all proposals."""

    issue: Name
    kind: str
    cells: tuple[Cell, ...]


class Proposals(Value, frozen=True, kw_only=True):
    """The issues by the proposals."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def proposals_view(state: State, only: tuple[str, ...] = ()) -> Proposals:
    """Lay proposals side by side, all of them or those asked for, in the order of the record."""
    proposals = tuple(proposal for proposal in state.of(Proposal) if not only or proposal.id in only)
    lines = (_line(state, issue, proposals) for issue in state.of(Issue))
    return Proposals(
        columns=tuple(_column(state, proposal) for proposal in proposals),
        lines=tuple(line for line in lines if any(cell.text is not None for cell in line.cells)),
    )


def _line(state: State, issue: Issue, proposals: tuple[Proposal, ...]) -> Line:
    texts = tuple(_term(proposal, issue.id) for proposal in proposals)
    differ = len({text for text in texts if text is not None}) > 1
    cells = tuple(Cell(text=_readable(state, issue, text), differs=differ and text is not None) for text in texts)
    return Line(issue=Name(id=issue.id, name=issue.name), kind=str(issue.kind), cells=cells)


def _term(proposal: Proposal, issue: str) -> str | None:
    if issue in proposal.terms:
        return proposal.terms[issue]
    stages = [f"{phase.name}: {phase.terms[issue]}" for phase in proposal.phases if issue in phase.terms]
    return "; ".join(stages) or None


def _readable(state: State, issue: Issue, text: str | None) -> str | None:
    """Give the name of an option or a person instead of an id; other terms are readable as they are."""
    if text is not None and issue.kind is IssueKind.PERSONS:
        return re.sub(rf"@({IDENTIFIER.strip('^$')})", lambda found: state.name(found[1]), text)
    return next((option.name for option in issue.options if option.id == text), text)


def is_readable(issue: Issue, text: str) -> bool:
    """Whether a stored term still reads under its issue, which may have been corrected since."""
    try:
        read_term(issue, text)
    except TermError:
        return False
    return True


def _column(state: State, proposal: Proposal) -> Column:
    shown = tuple(
        Shown(
            id=showing.id,
            to=names(state, showing.to),
            when=time(state, showing.when),
            digest=digest(showing.text).hex(),
        )
        for showing in state.of(Showing)
        if showing.proposal == proposal.id
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
        phases=tuple(_phase(phase) for phase in proposal.phases),
        guarantors=names(state, proposal.guarantors),
        deadline=time(state, proposal.deadline) if proposal.deadline else None,
        told=told(proposal),
        answers=_answers(state, proposal),
        shown=shown,
        different_words=len({showing.digest for showing in shown}) > 1,
        open_brackets=len(brackets(proposal.text)) if proposal.text else 0,
        note=proposal.note,
        digest=digest(proposal.terms).hex(),
    )


def _phase(phase: Phase) -> str:
    details = ", ".join(
        part for part in (phase.begins and f"begins {phase.begins}", phase.lasts and f"lasts {phase.lasts}") if part
    )
    name = f"{phase.name} ({details})" if details else phase.name
    return f"{name}: {phase.text}" if phase.text else name


def _answers(state: State, proposal: Proposal) -> tuple[Answered, ...]:
    return tuple(
        Answered(
            id=answer.id,
            by=names(state, (answer.by,))[0],
            kind=answer.kind,
            when=time(state, answer.when),
            text=answer.text,
            told=told(answer),
        )
        for answer in state.of(Answer)
        if answer.proposal == proposal.id
    )
