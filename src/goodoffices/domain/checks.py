# SPDX-License-Identifier: Apache-2.0
"""What must hold of facts before they are recorded, found all at once.

Facts come in batches (one from a form, hundreds from a case file) and may refer to one another. Every mistake is
found and named with its place before anything is written; a batch with one mistake is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, cast

from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Destruction, Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Identification, Mediation
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.references import references
from goodoffices.domain.referring import check_reference, named
from goodoffices.domain.scores import Scores
from goodoffices.domain.seals import breaches
from goodoffices.domain.state import State
from goodoffices.domain.statements import Release, Showing
from goodoffices.domain.terms import read_term, write_term
from goodoffices.domain.weighing import check_dependency, check_issue, check_release, check_scores
from goodoffices.errors import TermError, said


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
        yield Fault(0, "id", said("a record begins with the mediation itself"), said("enter the mediation first"))
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
                said('"{id}" is already the id of {kind} above', id=fact.id, kind=said(kind_of(facts[first[fact.id]]))),
                said("give it another id"),
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
                said('this record already holds the mediation "{id}"', id=state.mediation.id),
                said("begin another record for another mediation"),
            )
        return
    if type(former.fact) is not type(fact):
        yield (
            "id",
            said('"{id}" is already the id of a {kind}', id=fact.id, kind=said(kind_of(former.fact))),
            said("give it another id"),
        )
    elif fact.id in state.withdrawn:
        withdrawal = state.withdrawn[fact.id]
        yield (
            "id",
            said('"{id}" was withdrawn (entry {sequence})', id=fact.id, sequence=withdrawal.sequence),
            said("record what is right as a new entry"),
        )
    elif why is None:
        yield (
            "id",
            said('"{id}" is already recorded (entry {sequence})', id=fact.id, sequence=former.sequence),
            said("give another id, or say why it is corrected"),
        )
    elif isinstance(former.fact, Proposal) and is_frozen(state, former.fact):
        yield (
            "id",
            said("draft {draft} was shown or answered and is frozen", draft=former.fact.draft),
            said('record the next draft, with revises = "{id}"', id=fact.id),
        )
    elif isinstance(former.fact, Destruction | Withdrawal):
        yield (
            "id",
            said("a {kind} cannot be corrected", kind=said(kind_of(fact))),
            said("record what is right as a new entry"),
        )


def is_frozen(state: State, proposal: Proposal) -> bool:
    """Whether a draft was shown or answered, so that a change makes the next one."""
    answered = any(answer.proposal == proposal.id for answer in state.of(Answer))
    return answered or any(showing.proposal == proposal.id for showing in state.of(Showing))


def _references(after: State, fact: Fact) -> Iterator[_Finding]:
    for reference in references(fact):
        yield from check_reference(after, reference, fact.id)
    for reference in named(fact, lambda identifier: after.get(identifier, Issue)):
        yield from check_reference(after, reference, "")


def _proposal(_state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    proposal = cast("Proposal", fact)
    yield from check_terms(after, "terms", proposal.terms)
    for number, phase in enumerate(proposal.phases, start=1):
        yield from check_terms(after, f"phases[{number}].terms", phase.terms)
    if proposal.draft < 1:
        yield "draft", said("drafts are numbered from 1"), ""
    if proposal.draft > 1 and proposal.revises is None:
        yield (
            "draft",
            said("draft {draft} must say which draft it revises", draft=proposal.draft),
            said('add revises = "the id of the draft before"'),
        )


def check_terms(after: State, place: str, terms: dict[str, str]) -> Iterator[_Finding]:
    """Find texts that are no terms of their issues, or not in the spelling of their issues."""
    for identifier, text in terms.items():
        issue = after.get(identifier, Issue)
        if issue is None:
            continue  # the missing issue is named as a reference
        try:
            right = write_term(issue, read_term(issue, text))
        except TermError as error:
            yield f"{place}.{identifier}", error.said, error.advised
            continue
        if right != text:
            yield (
                f"{place}.{identifier}",
                said('"{text}" is not how this term is written', text=text),
                said('write "{right}"', right=right),
            )


def _answer(_state: State, _after: State, fact: Fact) -> Iterator[_Finding]:
    answer = cast("Answer", fact)
    if answer.counter is not None and answer.kind is not AnswerKind.COUNTER:
        yield (
            "counter",
            said("an answer of kind {kind} has no counter-proposal", kind=answer.kind),
            said('write kind = "counter", or leave counter out'),
        )


def _showing(_state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    showing = cast("Showing", fact)
    if showing.regardless is not None:
        return
    for breach in breaches(after, showing):
        yield (
            "releases",
            said("this showing goes beyond what was released: {breach}", breach=breach),
            said("show less, ask for a release, or give the reason in `regardless`"),
        )


def _withdrawal(state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    withdrawal = cast("Withdrawal", fact)
    if after.get(withdrawal.of, Release) is not None and withdrawal.of in state.used_releases:
        showing = state.used_releases[withdrawal.of]
        yield (
            "of",
            said(
                "release {of} was used in showing {showing} and can no longer be taken back",
                of=withdrawal.of,
                showing=showing,
            ),
            "",
        )
    target = after.held(withdrawal.of)
    if target is not None and isinstance(target.fact, Mediation | Destruction | Withdrawal):
        yield "of", said("a {kind} cannot be withdrawn", kind=said(kind_of(target.fact))), ""


def _identification(state: State, after: State, fact: Fact) -> Iterator[_Finding]:
    identification = cast("Identification", fact)
    if identification.of in (identification.is_, *(() if identification.in_ else (state.meant(identification.is_),))):
        yield "is", said("{name} is the same already", name=after.name(identification.is_)), ""
    for number, identifier in enumerate(identification.in_, start=1):
        held = after.held(identifier)
        if held is not None and all(reference.id != identification.of for reference in references(held.fact)):
            yield (
                f"in[{number}]",
                said(
                    '"{identifier}" does not mention {name}', identifier=identifier, name=after.name(identification.of)
                ),
                "",
            )


def _mediation(state: State, _after: State, fact: Fact) -> Iterator[_Finding]:
    if state.mediation is not None and state.mediation.record_of != cast("Mediation", fact).record_of:
        yield "record_of", said("whose record this is cannot be changed"), said("leave it as it is")


_CHECKS: dict[type, Callable[[State, State, Fact], Iterator[_Finding]]] = {
    Mediation: _mediation,
    Issue: check_issue,
    Dependency: check_dependency,
    Scores: check_scores,
    Release: check_release,
    Proposal: _proposal,
    Answer: _answer,
    Showing: _showing,
    Identification: _identification,
    Withdrawal: _withdrawal,
}
"""What must hold of a kind of fact besides its references."""
