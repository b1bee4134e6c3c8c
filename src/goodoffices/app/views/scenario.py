# SPDX-License-Identifier: Apache-2.0
"""From a record to a scenario that can be analysed, and from a package back to the terms of a proposal.

In a scenario an option of an issue is called by its term, in the spelling of the issue: `rolling`, `yes`, `42 days`.
That makes the way back plain. What keeps a scenario from being made is said, a sentence for each reason; what had to be
left out of it is said too, so that no answer is taken for more than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goodoffices import settlement
from goodoffices.app.scoring import in_points, normal
from goodoffices.app.views.comparison import readable
from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.scores import Scores, terms_to_weigh
from goodoffices.domain.state import State
from goodoffices.domain.terms import Duration, Exactly, Group, Persons, Term, read_term
from goodoffices.domain.terms.forms import DAY
from goodoffices.errors import Said, TermError, said
from goodoffices.settlement import exact
from goodoffices.settlement.coarse import coarse
from goodoffices.times import When


class Ready(NamedTuple):
    """A scenario that can be analysed."""

    scenario: settlement.Scenario
    left_out: tuple[Said, ...] = ()
    """What is not in it, and why, a sentence each."""


class NotYet(NamedTuple):
    """Why there is no scenario yet, a sentence each."""

    reasons: tuple[Said, ...]


class Measured(NamedTuple):
    """What a term comes to as a number: counted in what, and how many."""

    of: str
    number: Fraction


def scenario_of(state: State) -> Ready | NotYet:
    """Make a scenario of the issues, the dependencies and the scores that stand in the mediator's record.

    Every party whose scores the record holds is in it, in the order of the delegations; at least two are needed. Each
    party's scores are in the points that it reads on its own page.
    """
    weighed = [issue for issue in state.of(Issue) if terms_to_weigh(issue)]
    scored = {scores.delegation: scores for scores in state.of(Scores)}
    issues = [issue for issue in weighed if any(_entry(each, issue) for each in scored.values())]
    absent = tuple(_missing_parties(state, scored))
    grave = list(_missing_scores(state, scored, issues))
    if len(scored) > 1 and not issues:
        grave.append(said("no issue has terms that the parties weighed"))
    if len(scored) < 2 and not absent:  # noqa: PLR2004 - one alone settles nothing
        grave.append(said("fewer than two parties are in this mediation"))
    if len(scored) < 2 or grave:  # noqa: PLR2004
        return NotYet((*absent, *grave))
    left_out = [*absent, *_left_out(state, issues)]
    dependencies = list(_dependencies(state, issues, left_out))
    weighing = tuple(issue_of(state, issue) for issue in issues)
    exactly = settlement.Scenario(
        issues=weighing,
        parties=tuple(
            in_points(weighing, preferences_of(state, scored[side.id], issues))
            for side in state.of(Delegation)
            if side.id in scored
        ),
        dependencies=tuple(dependencies),
        name=state.mediation.title if state.mediation else "",
    )
    scenario = coarse(exactly)
    left_out += [
        said("the last digits of the scores of {name}, which were too fine and are rounded", name=party.name)
        for party, before in zip(scenario.parties, exactly.parties, strict=True)
        if party is not before
    ]
    return Ready(scenario, tuple(left_out))


def own_scenario(state: State, scores: Scores) -> settlement.Scenario:
    """Make the scenario of one party alone, of what its own record holds, in points."""
    issues = [issue for issue in state.of(Issue) if _entry(scores, issue) and terms_to_weigh(issue)]
    weighing = tuple(issue_of(state, issue) for issue in issues)
    return settlement.Scenario(
        issues=weighing,
        parties=(normal(weighing, preferences_of(state, scores, issues)),),
        dependencies=tuple(_dependencies(state, issues, [])),
    )


def proposal_terms(scenario: settlement.Scenario, terms: settlement.Terms) -> dict[str, str]:
    """Give a package as the terms of a proposal: the text of the term, by the id of its issue."""
    return {
        issue.id: issue.options[int(term)].id
        for issue, term in zip(scenario.issues, terms, strict=True)
        if not issue.continuous
    }


def issue_of(state: State, issue: Issue) -> settlement.Issue:
    """Give an issue with its terms to weigh as options, called as people call them."""
    measures = {term: measured(read_term(issue, term)) for term in terms_to_weigh(issue)}
    of = {measure.of for measure in measures.values() if measure is not None}
    return settlement.Issue(
        id=issue.id,
        name=issue.name,
        options=tuple(
            settlement.Option(id=term, name=readable(state, issue, term), amount=measure.number if measure else None)
            for term, measure in measures.items()
        ),
        unit=issue.unit or issue.currency or (of.pop() if len(of) == 1 else ""),
    )


def preferences_of(state: State, scores: Scores, issues: Iterable[Issue]) -> settlement.Preferences:
    """Give scores as preferences over some issues, exactly."""
    known = {issue.id: frozenset(terms_to_weigh(issue)) for issue in issues}
    entries = [each for each in scores.issues if each.issue in known]
    return settlement.Preferences(
        id=scores.delegation,
        name=state.name(scores.delegation),
        weights={each.issue: exact(each.weight) for each in entries},
        values={
            each.issue: {value.term: exact(value.value) for value in each.values if value.term in known[each.issue]}
            for each in entries
        },
        interactions=tuple(
            settlement.Interaction(together=tuple(_holds(taken, known) for taken in each.terms), adds=exact(each.adds))
            for each in scores.together
            if all(known.get(taken.issue, frozenset()) & frozenset(taken.terms) for taken in each.terms)
        ),
        minimum=exact(scores.minimum),
        unsure=tuple(
            settlement.Unsure(issue=each.issue, option=each.term, low=exact(each.low), high=exact(each.high))
            for each in scores.unsure
            if each.issue in known and (each.term is None or each.term in known[each.issue])
        ),
    )


def measured(term: Term) -> Measured | None:  # noqa: PLR0911 - one line for each kind of amount
    """Give a term as a number where it is one amount: days or months, a date's day, a count of one category."""
    match term:
        case Exactly(bool() | str()):
            return None
        case Exactly(int() | Decimal() as number):
            return Measured("", Fraction(number))
        case Exactly(Duration() as duration):
            if duration.seconds is not None:
                return Measured("days", Fraction(duration.seconds, DAY))
            return Measured("months", Fraction(duration.months or 0))
        case Exactly(When() as when):
            begins = when.interval("UTC", lambda _: None).earliest
            return None if begins is None else Measured("date", Fraction(begins, DAY))
        case Persons((Group(Exactly(int() as count), category),)):
            return Measured(category.casefold().removesuffix("s"), Fraction(count))
    return None


def _entry(scores: Scores, issue: Issue) -> bool:
    return any(each.issue == issue.id for each in scores.issues)


def _missing_parties(state: State, scored: dict[str, Scores]) -> Iterator[Said]:
    for side in state.of(Delegation):
        if side.side is Side.PARTY and side.id not in scored:
            yield said("{name} has not let you use its scores", name=side.name)


def _missing_scores(state: State, scored: dict[str, Scores], issues: Iterable[Issue]) -> Iterator[Said]:
    """Say where the scores of a party say nothing of what others weigh; that is not the same as that it is nothing."""
    for issue in issues:
        for scores in scored.values():
            entry = next((each for each in scores.issues if each.issue == issue.id), None)
            name = state.name(scores.delegation)
            if entry is None:
                yield said('{name} has not said what "{issue}" is worth to it', name=name, issue=issue.name)
            elif exact(entry.weight):
                values = {value.term for value in entry.values}
                for term in terms_to_weigh(issue):
                    if term not in values:
                        yield said(
                            '{name} has not said what "{term}" of "{issue}" is worth to it',
                            name=name,
                            term=term,
                            issue=issue.name,
                        )


def _left_out(state: State, issues: Iterable[Issue]) -> Iterator[Said]:
    taken = {issue.id for issue in issues}
    for issue in state.of(Issue):
        if not terms_to_weigh(issue):
            yield said('"{issue}" is left out: it has no steps to weigh', issue=issue.name)
        elif issue.id not in taken:
            yield said('"{issue}" is left out: no party has weighed it', issue=issue.name)


def _dependencies(state: State, issues: Iterable[Issue], left_out: list[Said]) -> Iterator[settlement.Dependency]:
    known = {issue.id: frozenset(terms_to_weigh(issue)) for issue in issues}
    for each in state.of(Dependency):
        if any(taken.issue not in known for taken in (*each.of, *each.needs)):
            left_out.append(said('"{text}" is left out: it is about an issue that is not weighed', text=each.text))
        elif each.kind is DependencyKind.ONLY_IF:
            needs = tuple(_holds(taken, known) for taken in each.needs)
            yield settlement.OnlyIf(term=_holds(each.of[0], known), needs=needs, text=each.text)
        else:
            of = tuple(_holds(taken, known) for taken in each.of)
            yield settlement.Count(of=of, least=each.least, most=each.most, text=each.text)


def _holds(taken: Taken, known: dict[str, frozenset[str]]) -> settlement.Holds:
    return settlement.Holds(issue=taken.issue, options=known[taken.issue] & frozenset(taken.terms))


def read_or_none(issue: Issue, text: str) -> Term | None:
    """Read a term; none where the text is no term of the issue (any more)."""
    try:
        return read_term(issue, text)
    except TermError:
        return None
