# SPDX-License-Identifier: Apache-2.0
"""What must hold of facts before they are recorded, found all at once.

Facts come in batches (one from a form, hundreds from a case file) and may refer to one another. Every mistake is
found and named with its place before anything is written; a batch with one mistake is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, cast

from goodoffices.domain.entries import Destruction, Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.names import nearest
from goodoffices.domain.people import Identification, Mediation
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.references import references
from goodoffices.domain.seals import breaches
from goodoffices.domain.state import State
from goodoffices.domain.statements import Release, Showing
from goodoffices.domain.terms import read_term, write_term
from goodoffices.errors import TermError


class Fault(NamedTuple):
    """One thing wrong with one fact of a batch: which, in which field, what, and how to mend it."""

    number: int
    """The place of the fact in the batch, from 0."""
    place: str
    sentence: str
    hint: str = ""


_Finding = tuple[str, str, str]
"""Place, sentence, hint."""


def faults(state: State, after: State, facts: Sequence[Fact], why: str | None) -> Iterator[Fault]:
    """Find all that is wrong with a batch of facts.

    `state` is what stands before the batch and `after` what would stand with it; neither is changed.
    """
    if state.sequence == 0 and facts and not isinstance(facts[0], Mediation):
        yield Fault(0, "id", "a record begins with the mediation itself", "enter the mediation first")
    yield from _twice(facts)
    for number, fact in enumerate(facts):
        for place, sentence, hint in _of_one(state, after, fact, why):
            yield Fault(number, place, sentence, hint)


def _twice(facts: Sequence[Fact]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, fact in enumerate(facts):
        if fact.id in first:
            yield Fault(
                number,
                "id",
                f'"{fact.id}" is already the id of {kind_of(facts[first[fact.id]])} above',
                "give it another id",
            )
        first.setdefault(fact.id, number)


def _of_one(state: State, after: State, fact: Fact, why: str | None) -> Iterator[_Finding]:
    yield from _revision(state, fact, why)
    yield from _references(after, fact)
    check = _CHECKS.get(type(fact))
    if check is not None:
        yield from check(state, after, fact)


def _revision(state: State, fact: Fact, why: str | None) -> Iterator[_Finding]:
    former = state.held(fact.id)
    if former is None:
        if isinstance(fact, Mediation) and state.mediation is not None:
            yield (
                "id",
                f'this record already holds the mediation "{state.mediation.id}"',
                "begin another record for another mediation",
            )
        return
    if type(former.fact) is not type(fact):
        yield "id", f'"{fact.id}" is already the id of a {kind_of(former.fact)}', "give it another id"
    elif why is None:
        yield (
            "id",
            f'"{fact.id}" is already recorded (entry {former.sequence})',
            "give another id, or say why it is corrected",
        )
    elif isinstance(former.fact, Proposal) and is_frozen(state, former.fact):
        yield (
            "id",
            f"draft {former.fact.draft} was shown or answered and is frozen",
            f'record the next draft, with revises = "{fact.id}"',
        )
    elif isinstance(former.fact, Destruction | Withdrawal):
        yield "id", f"a {kind_of(fact)} cannot be corrected", "record what is right as a new entry"


def is_frozen(state: State, proposal: Proposal) -> bool:
    """Whether a draft was shown or answered, so that a change makes the next one."""
    answered = any(answer.proposal == proposal.id for answer in state.of(Answer))
    return answered or any(showing.proposal == proposal.id for showing in state.of(Showing))


def _references(after: State, fact: Fact) -> Iterator[_Finding]:
    for place, identifier, kinds in references(fact):
        target = after.held(identifier)
        if target is None:
            known = [held.fact.id for held in after.everything() if not kinds or kind_of(held.fact) in kinds]
            near = nearest(identifier, known)
            yield (
                place,
                f'there is no {_either(kinds)} with the id "{identifier}"',
                f'did you mean "{near}"?' if near else "",
            )
        elif kinds and kind_of(target.fact) not in kinds:
            yield place, f'"{identifier}" is a {kind_of(target.fact)}, and a {_either(kinds)} is needed here', ""
        elif identifier == fact.id:
            yield place, f'"{identifier}" refers to itself', ""


def _either(kinds: tuple[str, ...]) -> str:
    return " or ".join("person, body" if kind == "person" else kind for kind in kinds) or "entry"


def _proposal(_state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    proposal = cast("Proposal", fact)
    yield from _terms(after, "terms", proposal.terms)
    for number, phase in enumerate(proposal.phases, start=1):
        yield from _terms(after, f"phases[{number}].terms", phase.terms)
    if proposal.draft < 1:
        yield "draft", "drafts are numbered from 1", ""
    if proposal.draft > 1 and proposal.revises is None:
        yield (
            "draft",
            f"draft {proposal.draft} must say which draft it revises",
            'add revises = "the id of the draft before"',
        )


def _terms(after: State, place: str, terms: dict[str, str]) -> Iterator[_Finding]:
    for identifier, text in terms.items():
        issue = after.get(identifier, Issue)
        if issue is None:
            continue  # the missing issue is named as a reference
        try:
            right = write_term(issue, read_term(issue, text))
        except TermError as error:
            yield f"{place}.{identifier}", str(error), error.advice
            continue
        if right != text:
            yield f"{place}.{identifier}", f'"{text}" is not how this term is written', f'write "{right}"'


def _answer(_state: State, _after: State, fact: Fact) -> Iterator[_Finding]:
    answer = cast("Answer", fact)
    if answer.counter is not None and answer.kind is not AnswerKind.COUNTER:
        yield (
            "counter",
            f"an answer of kind {answer.kind} has no counter-proposal",
            'write kind = "counter", or leave counter out',
        )


def _showing(_state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    showing = cast("Showing", fact)
    if showing.regardless is not None:
        return
    for breach in breaches(after, showing):
        yield (
            "releases",
            f"this showing goes beyond what was released: {breach}",
            "show less, ask for a release, or give the reason in `regardless`",
        )


def _withdrawal(state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    withdrawal = cast("Withdrawal", fact)
    if after.get(withdrawal.of, Release) is not None and withdrawal.of in state.used_releases:
        showing = state.used_releases[withdrawal.of]
        yield "of", f"release {withdrawal.of} was used in showing {showing} and can no longer be taken back", ""
    target = after.held(withdrawal.of)
    if target is not None and isinstance(target.fact, Mediation | Destruction | Withdrawal):
        yield "of", f"a {kind_of(target.fact)} cannot be withdrawn", ""


def _identification(state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    identification = cast("Identification", fact)
    if identification.of in (identification.is_, *(() if identification.in_ else (state.meant(identification.is_),))):
        yield "is", f"{after.name(identification.is_)} is the same already", ""
    for number, identifier in enumerate(identification.in_, start=1):
        held = after.held(identifier)
        if held is not None and all(reference.id != identification.of for reference in references(held.fact)):
            yield f"in[{number}]", f'"{identifier}" does not mention {after.name(identification.of)}', ""


_CHECKS: dict[type, Callable[[State, State, Fact], Iterator[_Finding]]] = {
    Proposal: _proposal,
    Answer: _answer,
    Showing: _showing,
    Identification: _identification,
    Withdrawal: _withdrawal,
}
"""What must hold of a kind of fact besides its references."""
