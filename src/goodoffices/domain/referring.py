# SPDX-License-Identifier: Apache-2.0
"""Whom and what a fact refers to must be there: by the fields that hold ids, and by the terms that name somebody.

A term of an issue of persons names them by their ids: `@alexander, 250 prisoners`. Such terms stand in proposals, in
the steps of an issue, in dependencies and in scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import TypeAlias

from goodoffices.domain.dependencies import Dependency, Taken
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.names import nearest
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.references import ACTORS, Reference
from goodoffices.domain.scores import Scores
from goodoffices.domain.state import State
from goodoffices.domain.terms import Named, Persons, read_term
from goodoffices.errors import TermError, said


Finding: TypeAlias = tuple[str, str, str]
"""Place, sentence, hint."""
IssueOf: TypeAlias = Callable[[str], Issue | None]
"""Gives the issue of an id; none where there is none."""
_Term: TypeAlias = tuple[str, str, str]
"""A term: its place, the id of its issue, its text."""


def check_reference(after: State, reference: Reference, own: str) -> Iterator[Finding]:
    """Find what is wrong with one reference of the fact whose id is `own`."""
    place, identifier, kinds = reference
    target = after.held(identifier)
    if target is None and identifier != own:
        known = [held.fact.id for held in after.everything() if not kinds or kind_of(held.fact) in kinds]
        near = nearest(identifier, known)
        yield (
            place,
            said('there is no {kinds} with the id "{identifier}"', kinds=_either(kinds), identifier=identifier),
            said('did you mean "{near}"?', near=near) if near else "",
        )
    elif target is not None and kinds and kind_of(target.fact) not in kinds:
        yield (
            place,
            said(
                '"{identifier}" is a {kind}, and a {kinds} is needed here',
                identifier=identifier,
                kind=said(kind_of(target.fact)),
                kinds=_either(kinds),
            ),
            "",
        )
    elif identifier == own:
        yield place, said('"{identifier}" refers to itself', identifier=identifier), ""


def _either(kinds: tuple[str, ...]) -> str:
    words = [said("person, body") if kind == "person" else said(kind) for kind in kinds] or [said("entry")]
    return reduce(lambda first, following: said("{first} or {next}", first=first, next=following), words)


def named_in(issue: Issue, text: str, place: str) -> Iterator[Reference]:
    """List whom a term of an issue names, as references at its place; nobody where it is no such term."""
    if issue.kind is not IssueKind.PERSONS:
        return
    try:
        term = read_term(issue, text)
    except TermError:
        return
    for member in term.members if isinstance(term, Persons) else ():
        if isinstance(member, Named):
            yield Reference(place, member.id, ACTORS)


def named(fact: Fact, issue_of: IssueOf) -> Iterator[Reference]:
    """List whom the terms in a fact name, as references at their places."""
    if isinstance(fact, Issue):
        for number, step in enumerate(fact.steps, start=1):
            yield from named_in(fact, step, f"steps[{number}]")
        return
    for place, identifier, text in _terms(fact):
        issue = issue_of(identifier)
        if issue is not None:
            yield from named_in(issue, text, place)


def _terms(fact: Fact) -> Iterator[_Term]:
    match fact:
        case Proposal():
            phases = ((f"phases[{number}].terms", phase.terms) for number, phase in enumerate(fact.phases, start=1))
            for place, terms in (("terms", fact.terms), *phases):
                for identifier, text in terms.items():
                    yield f"{place}.{identifier}", identifier, text
        case Dependency():
            yield from _taken(fact.of, "of")
            yield from _taken(fact.needs, "needs")
        case Scores():
            yield from _scored(fact)


def _scored(scores: Scores) -> Iterator[_Term]:
    for number, each in enumerate(scores.issues, start=1):
        for which, value in enumerate(each.values, start=1):
            yield f"issues[{number}].values[{which}].term", each.issue, value.term
    for number, together in enumerate(scores.together, start=1):
        yield from _taken(together.terms, f"together[{number}].terms")
    for number, unsure in enumerate(scores.unsure, start=1):
        if unsure.term is not None:
            yield f"unsure[{number}].term", unsure.issue, unsure.term


def _taken(several: tuple[Taken, ...], place: str) -> Iterator[_Term]:
    for number, taken in enumerate(several, start=1):
        for which, text in enumerate(taken.terms, start=1):
            yield f"{place}[{number}].terms[{which}]", taken.issue, text
