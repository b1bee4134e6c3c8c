# SPDX-License-Identifier: Apache-2.0
"""The mediator's settlement page of large cases: what it costs first, and when something else was recorded meanwhile.

Ratings of five terms for each issue, on scales as people type them, a draft to compare with. The first view works all
of it out; a later one has to take it from what was kept, though the record has grown. The efficient packages are listed
on a page of their own, which has more time for them.
"""

from __future__ import annotations

import re
from functools import partial
from random import Random

from benchmarks._pages import Visitor, visiting
from benchmarks._record import house
from benchmarks.figures import Figure, Unit, cpu_seconds
from goodoffices.app.handlers import enter
from goodoffices.app.house import House
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.people import Delegation, Mediation, Side, Subject
from goodoffices.domain.proposals import Proposal, ProposalKind
from goodoffices.domain.scores import IssueScores, Scores, TermValue
from goodoffices.times import When


SIZES = ((2, 20), (4, 20), (6, 30))
"""Parties and issues."""
OPTIONS = 5
PAGE = "/m/measured/settlement"
PACKAGES = f"{PAGE}/packages"
DAY = When.read("2024-09-16")


def run() -> list[Figure]:
    """Measure the page of each size."""
    figures = []
    for parties, issues in SIZES:
        with house() as made:
            _fill(made, parties, issues)
            with visiting(made) as visitor:
                visitor.get("/m/measured/gesture")  # what every page loads is not this one's
                named = f"the page of settlement, {parties} parties × {issues} issues"
                first = cpu_seconds(partial(visitor.get, PAGE, "draft=p1"))
                enter(made.mediation(), (Subject(id="more", name="More"),), "the mediator's team")
                again = cpu_seconds(partial(visitor.get, PAGE, "draft=p1"))
                figures += [
                    Figure(name=f"{named}: the first view", value=first * 1000, unit=Unit.MILLISECONDS),
                    Figure(
                        name=f"{named}: a view after something else was recorded ÷ the first",
                        value=again / first,
                        bound=0.5,
                    ),
                ]
                listed = f"the page of all efficient packages, {parties} parties × {issues} issues"
                first = cpu_seconds(partial(visitor.get, PACKAGES))
                figures += [
                    Figure(name=f"{listed}: the first view", value=first * 1000, unit=Unit.MILLISECONDS),
                    Figure(name=f"{listed}: rows of its table", value=_rows(visitor), unit=Unit.COUNT),
                ]
    return figures


def _rows(visitor: Visitor) -> int:
    return len(re.findall(rb'<tr role="row"', visitor.get(PACKAGES)))


def _fill(made: House, parties: int, issues: int) -> None:
    random = Random(1)  # noqa: S311 - the same case at each run
    facts: list[Fact] = [Mediation(id="measured", title="A mediation to measure on", zone="Europe/Vienna")]
    facts += [Delegation(id=f"d{party}", name=f"Party {party}", side=Side.PARTY) for party in range(parties)]
    facts += [
        Issue(
            id=f"i{issue}",
            name=f"Issue {issue}",
            kind=IssueKind.CHOICE,
            options=tuple(Option(id=f"o{option}", name=f"Option {option}") for option in range(OPTIONS)),
        )
        for issue in range(issues)
    ]
    facts += [
        Scores(
            id=f"v{party}",
            delegation=f"d{party}",
            when=DAY,
            minimum="0",
            issues=tuple(
                IssueScores(
                    issue=f"i{issue}",
                    weight=str(random.randint(1, 100)),
                    values=tuple(
                        TermValue(term=f"o{option}", value=str(random.randint(0, 100))) for option in range(OPTIONS)
                    ),
                )
                for issue in range(issues)
            ),
        )
        for party in range(parties)
    ]
    terms = {f"i{issue}": "o0" for issue in range(issues)}
    facts.append(Proposal(id="p1", title="A draft", kind=ProposalKind.SINGLE_TEXT, when=DAY, terms=terms))
    enter(made.begin(), tuple(facts), "the mediator's team")
