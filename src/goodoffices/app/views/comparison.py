# SPDX-License-Identifier: Apache-2.0
"""Two proposals beside each other: every difference in words, what is the same apart, and nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import reduce
from typing import Final

from msgspec.structs import replace

from goodoffices.app.views.shown import Time, time
from goodoffices.app.views.wording import Piece, compare_words
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.proposals import Phase, Proposal
from goodoffices.domain.state import State
from goodoffices.domain.terms import All, Between, Exactly, Group, Open, Persons, Term, difference, read_term, same
from goodoffices.domain.values import IDENTIFIER, Value
from goodoffices.errors import Said, TermError, said


_MENTIONED: Final = re.compile(f"@({IDENTIFIER.removeprefix('^').partition('$')[0]})", re.ASCII)
"""How a list of persons names one of them."""


class Says(StrEnum):
    """Which of two proposals says something of a matter, and whether they say the same."""

    SAME = "same"
    OTHERWISE = "otherwise"
    ONLY_ONE = "only one"
    ONLY_OTHER = "only other"


class Matter(Value, frozen=True, kw_only=True):
    """What two proposals say of one matter."""

    part: str
    """Which part of a proposal it belongs to: `terms`, `conditions`, `phases` and so on."""
    name: str
    """The name of the issue; empty for a part that has no issues."""
    says: Says
    one: str | None
    other: str | None
    words: str | None = None
    """How the other differs, in words, where more can be said than both values: `10 to 20 days longer`."""
    pieces: tuple[Piece, ...] = ()
    """A longer wording laid over the other, word by word."""
    one_when: Time | None = None
    other_when: Time | None = None
    """Where both say a time."""


class Comparison(Value, frozen=True, kw_only=True):
    """Two proposals; what is said of the other is seen from the one."""

    one: str
    other: str
    differences: tuple[Matter, ...]
    alike: tuple[Matter, ...]


def compare(state: State, one: Proposal, other: Proposal) -> Comparison:
    """Say everything in which `other` differs from `one`, and everything in which it does not."""
    matters = tuple(_matters(state, one, other))
    return Comparison(
        one=one.id,
        other=other.id,
        differences=tuple(matter for matter in matters if matter.says is not Says.SAME),
        alike=tuple(matter for matter in matters if matter.says is Says.SAME),
    )


def term_of(proposal: Proposal, issue: str) -> str | None:
    """Give what a proposal says on an issue: its own term, or those of its phases, each with the phase's name."""
    if issue in proposal.terms:
        return proposal.terms[issue]
    stages = [f"{phase.name}: {phase.terms[issue]}" for phase in proposal.phases if issue in phase.terms]
    return "; ".join(stages) or None


def readable(state: State, issue: Issue, text: str) -> str:
    """Give the name of an option or a person instead of an id; other terms are readable as they are."""
    if issue.kind is IssueKind.PERSONS:
        return named(state, text)
    return next((option.name for option in issue.options if option.id == text), text)


def term_in_words(state: State, proposal: Proposal, issue: Issue) -> str | None:
    """Give what a proposal says on an issue as a reader is told it, with words of ours for any language."""
    if issue.id in proposal.terms:
        return _in_words(state, issue, proposal.terms[issue.id])
    stages = (
        said("{name}: {text}", name=phase.name, text=_in_words(state, issue, phase.terms[issue.id]))
        for phase in proposal.phases
        if issue.id in phase.terms
    )
    return reduce(lambda some, stage: said("{some}; {next}", some=some, next=stage), stages, None)


def _in_words(state: State, issue: Issue, text: str) -> str:
    if text == "open":
        return said("open")
    if issue.kind is IssueKind.YES_OR_NO and text in {"yes", "no"}:
        return said("yes") if text == "yes" else said("no")
    return readable(state, issue, text)


def named(state: State, text: str) -> str:
    """Put names in the place of the ids that a list of persons names them by."""
    if isinstance(text, Said):
        fields = {name: named(state, value) if isinstance(value, str) else value for name, value in text.fields.items()}
        return said(text.template, **fields)
    return _MENTIONED.sub(lambda found: state.name(found[1]), text)


def difference_in_words(state: State, issue: Issue, one: str, other: str) -> str | None:
    """Say how a term differs from another where that says more than the two beside each other; else nothing."""
    former, latter = _read(issue, one), _read(issue, other)
    if former is None or latter is None or not _says_more(former, latter):
        return None
    words = difference(issue, former, latter)
    return named(state, words) if words and not words.startswith("now ") else None


def is_same(issue: Issue, one: str, other: str) -> bool:
    """Whether two terms of an issue say the same; 7 days and 1 week do."""
    former, latter = _read(issue, one), _read(issue, other)
    return one == other or (former is not None and latter is not None and same(former, latter))


def _says_more(former: Term, latter: Term) -> bool:
    """Whether the difference of two terms is a sum, a move, or people more and fewer."""
    if isinstance(former, Persons) and isinstance(latter, Persons):
        return not any(
            isinstance(one, Group) and isinstance(one.count, All) for one in (*former.members, *latter.members)
        )
    return not any(isinstance(term, Open | All | Persons) for term in (former, latter)) and all(
        isinstance(term, Exactly | Between) and not isinstance(getattr(term, "value", None), str | bool)
        for term in (former, latter)
    )


def _read(issue: Issue, text: str) -> Term | None:
    """Read a stored term under its issue, which may have been corrected since."""
    try:
        return read_term(issue, text)
    except TermError:
        return None


def _matters(state: State, one: Proposal, other: Proposal) -> Iterator[Matter]:
    for issue in state.of(Issue):
        matter = _term(state, issue, one, other)
        if matter is not None:
            yield matter
    yield from _listed("conditions", (it.text for it in one.conditions), (it.text for it in other.conditions))
    yield from _listed("phases", map(phase_in_words, one.phases), map(phase_in_words, other.phases))
    for part, ours, theirs in (
        ("by", one.by, other.by),
        ("to", one.to, other.to),
        ("through", one.through, other.through),
        ("guarantors", one.guarantors, other.guarantors),
    ):
        yield from _named_list(state, part, ours, theirs)
    yield from _single("kind", str(one.kind), str(other.kind))
    yield from _times("when", time(state, one.when), time(state, other.when))
    yield from _times("deadline", *(time(state, each.deadline) if each.deadline else None for each in (one, other)))
    yield from _single("text", one.text, other.text, in_words=True)


def _term(state: State, issue: Issue, one: Proposal, other: Proposal) -> Matter | None:
    former, latter = term_of(one, issue.id), term_of(other, issue.id)
    if former is None and latter is None:
        return None
    says = _says(former, latter)
    words = None
    if former is not None and latter is not None:
        says = Says.SAME if is_same(issue, former, latter) else Says.OTHERWISE
        words = difference_in_words(state, issue, former, latter) if says is Says.OTHERWISE else None
    return Matter(
        part="terms",
        name=issue.name,
        says=says,
        one=term_in_words(state, one, issue),
        other=term_in_words(state, other, issue),
        words=words,
    )


def _says(one: str | None, other: str | None) -> Says:
    if one == other:
        return Says.SAME
    return Says.ONLY_OTHER if one is None else Says.ONLY_ONE if other is None else Says.OTHERWISE


def _listed(part: str, one: Iterable[str], other: Iterable[str]) -> Iterator[Matter]:
    """Compare two lists whose order says nothing: an item is in both, or in one of them."""
    ours, theirs = dict.fromkeys(one), dict.fromkeys(other)
    for text in {**ours, **theirs}:
        here, there = (text if text in ours else None), (text if text in theirs else None)
        yield Matter(part=part, name="", says=_says(here, there), one=here, other=there)


def _named_list(state: State, part: str, one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Matter]:
    ours, theirs = (
        ", ".join(dict.fromkeys(state.name(state.meant(each)) for each in several)) or None for several in (one, other)
    )
    yield from _single(part, ours, theirs)


def _single(part: str, one: str | None, other: str | None, *, in_words: bool = False) -> Iterator[Matter]:
    if one is None and other is None:
        return
    says = _says(one, other)
    pieces = compare_words(one, other) if in_words and says is Says.OTHERWISE and one and other else ()
    yield Matter(part=part, name="", says=says, one=one, other=other, pieces=pieces)


def _times(part: str, one: Time | None, other: Time | None) -> Iterator[Matter]:
    for matter in _single(part, one.shown if one else None, other.shown if other else None):
        yield replace(matter, one_when=one, other_when=other)


def phase_in_words(phase: Phase) -> str:
    """Say a phase in a line: its name, when it begins, how long it lasts, and its text."""
    begins = said("begins {begins}", begins=phase.begins) if phase.begins else None
    lasts = said("lasts {lasts}", lasts=phase.lasts) if phase.lasts else None
    details = said("{some}, {next}", some=begins, next=lasts) if begins and lasts else begins or lasts
    name = said("{name} ({details})", name=phase.name, details=details) if details else phase.name
    return said("{name}: {text}", name=name, text=phase.text) if phase.text else name
