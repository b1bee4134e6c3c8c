# SPDX-License-Identifier: Apache-2.0
"""The small dispute with terms to weigh, and scores of both sides as the mediator's record would hold them."""

from __future__ import annotations

from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.scores import FoundBy, IssueScores, Scores, TermValue, Together
from goodoffices.times import When
from tests.small_case import Book


NOON = When.read("2024-09-02 12:00")
STEPS: tuple[Issue, ...] = (
    Issue(id="nights", name="Notice for night shifts", kind=IssueKind.DURATION, steps=("7 days", "14 days", "28 days")),
    Issue(id="pay", name="Rise in pay", kind=IssueKind.QUANTITY, unit="%", steps=("2 %", "3 %", "5 %")),
)
FIXED_ONLY = Dependency(
    id="d1",
    text="Seven days only if the roster is fixed",
    kind=DependencyKind.ONLY_IF,
    of=(Taken(issue="nights", terms=("7 days",)),),
    needs=(Taken(issue="shape", terms=("fixed",)),),
)


def scores(identifier: str, delegation: str, minimum: str = "0", **issues: dict[str, str]) -> Scores:
    """Scores with a weight under "weight" and a value for each other key."""
    return Scores(
        id=identifier,
        delegation=delegation,
        when=NOON,
        found_by=FoundBy.RATING,
        minimum=minimum,
        issues=tuple(
            IssueScores(
                issue=issue,
                weight=said.get("weight", "1"),
                values=tuple(TermValue(term=term, value=value) for term, value in said.items() if term != "weight"),
            )
            for issue, said in issues.items()
        ),
    )


UNION = scores(
    "v1",
    "union",
    "20",
    nights={"weight": "0.5", "7 days": "0", "14 days": "50", "28 days": "100"},
    pay={"weight": "0.3", "2 %": "0", "3 %": "40", "5 %": "100"},
    shape={"weight": "1/5", "fixed": "0", "rolling": "100"},
)
EMPLOYER = scores(
    "v2",
    "employer",
    "30",
    nights={"weight": "0.2", "7 days": "100", "14 days": "80", "28 days": "0"},
    pay={"weight": "0.6", "2 %": "100", "3 %": "60", "5 %": "0"},
    shape={"weight": "0.2", "fixed": "100", "rolling": "0"},
)
BONUS = Together(
    terms=(Taken(issue="nights", terms=("28 days",)), Taken(issue="shape", terms=("rolling",))), adds="-10"
)


def weighed(*facts: Scores | Dependency) -> Book:
    """The small dispute with steps, and what else is given."""
    book = Book()
    book.enter(*STEPS, why="Steps to weigh.")
    if facts:
        book.enter(*facts)
    return book
