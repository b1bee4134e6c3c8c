# SPDX-License-Identifier: Apache-2.0
"""What must hold of steps, dependencies, scores and their release, and the one spelling of the terms in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from msgspec.structs import replace

from goodoffices.domain.dependencies import Dependency, Taken
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.referring import Finding, IssueOf, named_in
from goodoffices.domain.scores import IssueScores, Scores, Unsure, number, terms_to_weigh
from goodoffices.domain.state import State
from goodoffices.domain.statements import Form, Release
from goodoffices.domain.terms import Between, Open, read_term, write_term
from goodoffices.errors import TermError, said


def spelt(fact: Fact, issue_of: IssueOf) -> Fact:
    """Give a fact with the terms that are weighed in it spelt as their issues spell them; what is no term stays."""
    match fact:
        case Issue(steps=steps) if steps:
            return replace(fact, steps=tuple(_spelt(fact, step) for step in steps))
        case Dependency():
            return replace(fact, of=_all(fact.of, issue_of), needs=_all(fact.needs, issue_of))
        case Scores():
            return replace(
                fact,
                issues=tuple(_scores(each, issue_of) for each in fact.issues),
                together=tuple(replace(each, terms=_all(each.terms, issue_of)) for each in fact.together),
                unsure=tuple(
                    replace(each, term=each.term and _spelt(issue_of(each.issue), each.term)) for each in fact.unsure
                ),
            )
    return fact


def _all(several: tuple[Taken, ...], issue_of: IssueOf) -> tuple[Taken, ...]:
    return tuple(
        replace(taken, terms=tuple(_spelt(issue_of(taken.issue), term) for term in taken.terms)) for taken in several
    )


def _scores(scores: IssueScores, issue_of: IssueOf) -> IssueScores:
    issue = issue_of(scores.issue)
    return replace(scores, values=tuple(replace(each, term=_spelt(issue, each.term)) for each in scores.values))


def _spelt(issue: Issue | None, text: str) -> str:
    try:
        return text if issue is None else write_term(issue, read_term(issue, text))
    except TermError:
        return text


def check_issue(_state: State, _after: State, fact: Fact) -> Iterator[Finding]:
    """Find steps that are no terms, or that stand there twice."""
    issue = cast("Issue", fact)
    for number_, step in enumerate(issue.steps, start=1):
        place = f"steps[{number_}]"
        yield from _misspelt(issue, step, place)
        if step in issue.steps[: number_ - 1]:
            yield place, said('"{step}" stands there twice', step=step), said("leave one of them out")


def _misspelt(issue: Issue, text: str, place: str) -> Iterator[Finding]:
    try:
        term = read_term(issue, text)
    except TermError as error:
        yield place, error.said, error.advised
        return
    if isinstance(term, Open | Between):
        yield (
            place,
            said('"{text}" leaves something open, and a step is one term', text=text),
            said("write one value for each step"),
        )
    elif write_term(issue, term) != text:
        yield (
            place,
            said('"{text}" is not how this term is written', text=text),
            said('write "{right}"', right=write_term(issue, term)),
        )


def check_dependency(_state: State, after: State, fact: Fact) -> Iterator[Finding]:
    """Find terms in a dependency that their issue does not have."""
    dependency = cast("Dependency", fact)
    yield from _taken(after, dependency.of, "of")
    yield from _taken(after, dependency.needs, "needs")


def _taken(after: State, several: Iterable[Taken], place: str) -> Iterator[Finding]:
    for number_, taken in enumerate(several, start=1):
        for which, term in enumerate(taken.terms, start=1):
            yield from _unknown(after, taken.issue, term, f"{place}[{number_}].terms[{which}]")


def _unknown(after: State, identifier: str, term: str, place: str) -> Iterator[Finding]:
    issue = after.get(identifier, Issue)
    if issue is None:
        return  # the missing issue is named as a reference
    terms = terms_to_weigh(issue)
    if not terms:
        yield (
            place,
            said('no terms are set for "{name}" that could be weighed', name=issue.name),
            said("give the issue its steps first"),
        )
    elif term not in terms and all(member.id in after for member in named_in(issue, term, place)):
        yield (
            place,
            said('"{term}" is not among the terms of "{name}" that are weighed', term=term, name=issue.name),
            said("they are {terms}", terms=", ".join(terms)),
        )


def check_scores(state: State, after: State, fact: Fact) -> Iterator[Finding]:
    """Find what is no number, terms that are not weighed, and what is said twice."""
    scores = cast("Scores", fact)
    if scores.id in state:
        yield "id", said("scores are not corrected"), said("give new ones; the last ones count")
    seen: set[str] = set()
    for which, each in enumerate(scores.issues, start=1):
        if each.issue in seen:
            yield f"issues[{which}].issue", said("this issue is scored twice"), said("leave one of them out")
        seen.add(each.issue)
        yield from _issue_scores(after, each, f"issues[{which}]")
    yield from _no_number(scores.minimum, "minimum")
    for which, together in enumerate(scores.together, start=1):
        yield from _taken(after, together.terms, f"together[{which}].terms")
        yield from _no_number(together.adds, f"together[{which}].adds")
    for which, unsure in enumerate(scores.unsure, start=1):
        yield from _unsure(after, unsure, f"unsure[{which}]")


def _issue_scores(after: State, scores: IssueScores, place: str) -> Iterator[Finding]:
    weight = number(scores.weight)
    yield from _no_number(scores.weight, f"{place}.weight")
    if weight is not None and weight < 0:
        yield f"{place}.weight", said("a weight is not less than 0"), said("turn the values of its terms round")
    terms: set[str] = set()
    for which, value in enumerate(scores.values, start=1):
        at = f"{place}.values[{which}]"
        yield from _unknown(after, scores.issue, value.term, f"{at}.term")
        yield from _no_number(value.value, f"{at}.value")
        if value.term in terms:
            yield f"{at}.term", said("this term has two values"), said("leave one of them out")
        terms.add(value.term)


def _unsure(after: State, unsure: Unsure, place: str) -> Iterator[Finding]:
    if unsure.term is not None:
        yield from _unknown(after, unsure.issue, unsure.term, f"{place}.term")
    yield from _no_number(unsure.low, f"{place}.low")
    yield from _no_number(unsure.high, f"{place}.high")
    low, high = number(unsure.low), number(unsure.high)
    if low is not None and high is not None and low > high:
        yield f"{place}.low", said("the first number is more than the second"), said("turn them round")


def _no_number(text: str, place: str) -> Iterator[Finding]:
    if number(text) is None:
        yield place, said('"{text}" is not a number', text=text), said("write it in digits, such as 35, 0.35 or 7/20")


def check_release(_state: State, after: State, fact: Fact) -> Iterator[Finding]:
    """Find a release of scores that would let anybody see them but the mediator."""
    release = cast("Release", fact)
    if after.get(release.statement, Scores) is None:
        return
    for which, identifier in enumerate(release.to, start=1):
        side = after.get(identifier, Delegation)
        if side is None or side.side is not Side.MEDIATOR:
            yield (
                f"to[{which}]",
                said("only the mediator can be allowed to use scores"),
                said("name the mediator's delegation"),
            )
    if release.form is not Form.VERBATIM:
        yield "form", said("scores are used as they are"), said("choose verbatim")
