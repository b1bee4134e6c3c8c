# SPDX-License-Identifier: Apache-2.0
"""A small invented dispute, to try things out on: what the examples in the docstrings of settlement are about.

A union and a company, three issues. Safety is common ground; the other two can be traded.

    >>> from goodoffices.settlement import frontier
    >>> for package in frontier(dispute).packages:
    ...     print([str(score) for score in package.scores])
    ['100', '15']
    ['75', '50']
    ['50', '75']
    ['20', '100']
"""

from __future__ import annotations

from fractions import Fraction

from goodoffices.settlement.scenario import Issue, Option, Preferences, Scenario


def _points(**points: int) -> dict[str, Fraction]:
    return {option: Fraction(each) for option, each in points.items()}


dispute = Scenario(
    name="A small dispute",
    issues=(
        Issue(id="pay", name="pay", options=(Option(id="low"), Option(id="middle"), Option(id="high"))),
        Issue(id="hours", name="hours", options=(Option(id="long"), Option(id="short"))),
        Issue(id="safety", name="safety", options=(Option(id="old"), Option(id="new"))),
    ),
    parties=(
        Preferences(
            id="union",
            name="Union",
            values={
                "pay": _points(low=0, middle=25, high=50),
                "hours": _points(long=0, short=30),
                "safety": _points(old=0, new=20),
            },
            minimum=Fraction(40),
        ),
        Preferences(
            id="company",
            name="Company",
            values={
                "pay": _points(low=60, middle=35, high=0),
                "hours": _points(long=25, short=0),
                "safety": _points(old=0, new=15),
            },
            minimum=Fraction(45),
        ),
    ),
)
"""What is best for both at once is new safety; what can be traded is pay for hours."""

draft = (1, 0, 0)
"""Middle pay, long hours, old safety: the union has 25, the company 60."""
