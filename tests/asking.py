# SPDX-License-Identifier: Apache-2.0
"""Asking a party for its scores and giving them, as the pages have it done, for tests that begin after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from goodoffices.app.handing_over import hand_over, put_to, release_of
from goodoffices.app.handlers import enter
from goodoffices.app.scoring import last_scores
from goodoffices.domain.dependencies import Dependency, Taken
from goodoffices.domain.issues import Issue
from goodoffices.domain.scores import IssueScores, Scores, TermValue, Together, Unsure, terms_to_weigh
from goodoffices.times import When


if TYPE_CHECKING:
    from goodoffices.app.house import House
    from goodoffices.app.mediation import OpenMediation


BY = "the mediator's team"


def asked(house: House, mediation: str, delegation: str, when: str = "2024-09-16") -> OpenMediation:
    """Put every issue that can be weighed, and every dependency, to a party; gives the party's record."""
    mediator = house.mediation(mediation)
    state = mediator.state()
    issues = [issue for issue in state.of(Issue) if terms_to_weigh(issue)]
    enter(mediator, (put_to(state, delegation, issues, state.of(Dependency), When.read(when)),), BY)
    party = hand_over(house, mediator, delegation, BY)
    assert party is not None
    return party


def some_scores(party: OpenMediation, delegation: str, note: str | None = None) -> Scores:
    """Scores of everything that was put to a party: the later a term stands, the better, and every issue alike."""
    return Scores(
        id="v0",
        delegation=delegation,
        when=When.read("2024-09-16"),
        minimum="1",
        note=note,
        issues=tuple(
            IssueScores(
                issue=issue.id,
                values=tuple(
                    TermValue(term=term, value=str(place)) for place, term in enumerate(terms_to_weigh(issue))
                ),
            )
            for issue in party.state().of(Issue)
        ),
    )


def with_more(scores: Scores) -> Scores:
    """The same scores, with terms of the first and the last issue worth less together, and unsure of what is said."""
    first, *_between, last = scores.issues
    joined = tuple(Taken(issue=each.issue, terms=(each.values[-1].term,)) for each in (first, last))
    return replace(
        scores,
        together=(Together(terms=joined, adds="-0.5"),),
        unsure=(
            Unsure(issue=first.issue, low="0.5", high="2"),
            Unsure(issue=last.issue, term=last.values[-1].term, low="0", high="9"),
        ),
    )


def given(party: OpenMediation, scores: Scores) -> None:
    """Record scores in a party's own record."""
    enter(party, (replace(scores, received=None),), BY)


def let(house: House, mediation: str, delegation: str) -> None:
    """Let the mediator use the last scores of a party."""
    party = house.record_of(mediation, delegation)
    assert party is not None
    last = last_scores(party.state())
    assert last is not None
    release = release_of(party.state(), last, When.read("2024-09-17"))
    assert release is not None
    enter(party, (release,), BY)
    hand_over(house, house.mediation(mediation), delegation, BY)
