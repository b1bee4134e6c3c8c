# SPDX-License-Identifier: Apache-2.0
"""The same question for two parties with terms in ranges: points of stretches along which one term moves.

Between corners of the parties' curves a term moves both scores along a line. Where two terms are between corners, the
one can be moved against the other so that no score is less, until one of them is at a corner. So to each package there
is one as good for both that has every term but one at a corner. These are found by the search of `excluding`: for each
stretch with that issue left out, and with demands lowered by the most that the stretch could add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from goodoffices.settlement.excluding import Demand, NotCheckedError, Search, Vector
from goodoffices.settlement.packages import at
from goodoffices.settlement.scenario import Issue, Option, Scenario


Turns = Callable[[Vector, Vector], Iterable[Fraction]]
"""Where between two vectors, as parts of the way, something may be largest that is looked for."""


def _nowhere(_start: Vector, _end: Vector) -> Iterable[Fraction]:
    return ()


class Ranges:
    """The packages of two parties with terms in ranges."""

    def __init__(self, scenario: Scenario, listed: int) -> None:
        if len(scenario.parties) != 2:  # noqa: PLR2004 - what is said above is true of a plane
            raise NotCheckedError("for other than two parties, of terms in ranges packages alone are counted anew")
        self.whole = Search(_at_corners(scenario, scenario.issues), listed)
        self.others = [
            (Search(_at_corners(scenario, [each for each in scenario.issues if each != issue]), listed), path)
            for issue in scenario.issues
            if issue.continuous
            for path in [[_worth(scenario, issue, number) for number in _corners(scenario, issue)]]
        ]

    def front(
        self,
        demands: Sequence[Demand],
        _known: Iterable[Vector] = (),
        *,
        counted: bool = False,
        turns: Turns = _nowhere,
    ) -> dict[Vector, int]:
        """Vectors that meet the demands: if any package does, then one that is as good, at the ends or a turn."""
        if counted:
            raise NotCheckedError("in ranges, packages that are level are not counted")
        return {**self.whole.front(demands, counted=False), **dict.fromkeys(self.between(demands, turns), 0)}

    def between(self, demands: Sequence[Demand], turns: Turns) -> Iterator[Vector]:
        """Vectors that meet the demands, with one term between corners."""
        for search, path in self.others:
            for start, end in pairwise(path):
                lowered = [_lowered(each, start, end) for each in demands]
                for rest in search.front(lowered, counted=False):
                    ends = [tuple(map(sum, zip(rest, each, strict=True))) for each in (start, end)]
                    yield from _along(ends[0], ends[1], demands, turns)


def _along(start: Vector, end: Vector, demands: Sequence[Demand], turns: Turns) -> Iterator[Vector]:
    """Of the part of a stretch that meets demands its ends, its middle and the turns on it."""
    first, last = Fraction(0), Fraction(1)
    for each in demands:
        low, high = (sum(w * x for w, x in zip(each.weights, v, strict=True)) - each.least for v in (start, end))
        if low < 0 and high < 0:
            return
        if low * high < 0:
            first, last = (max(first, low / (low - high)), last) if low < 0 else (first, min(last, low / (low - high)))
    for part in {first, (first + last) / 2, last, *turns(start, end)} if first <= last else ():
        vector = tuple(a + (b - a) * part for a, b in zip(start, end, strict=True))
        if first <= part <= last and all(each.met(vector) for each in demands):
            yield vector


def _lowered(demand: Demand, start: Vector, end: Vector) -> Demand:
    most = max(sum(w * x for w, x in zip(demand.weights, each, strict=True)) for each in (start, end))
    return replace(demand, least=demand.least - most)


def _corners(scenario: Scenario, issue: Issue) -> list[Fraction]:
    return sorted({*(issue.between or ()), *(x for p in scenario.parties for x, _value in p.curves.get(issue.id, ()))})


def _worth(scenario: Scenario, issue: Issue, number: Fraction) -> Vector:
    """What a number of a range is worth to each party."""
    return tuple(
        p.weights.get(issue.id, Fraction(1)) * at(p.curves[issue.id], number) if issue.id in p.curves else Fraction(0)
        for p in scenario.parties
    )


def _at_corners(scenario: Scenario, issues: Sequence[Issue]) -> Scenario:
    """Some issues of a scenario, with the corners of ranges for their options."""
    numbers = {issue.id: _corners(scenario, issue) for issue in issues if issue.continuous}
    options = {name: tuple(Option(id=str(number)) for number in each) for name, each in numbers.items()}
    parties = [
        replace(
            party,
            curves={},
            values={
                **party.values,
                **{name: {str(x): at(party.curves[name], x) for x in each}
                   for name, each in numbers.items() if name in party.curves},
            },
        )
        for party in scenario.parties
    ]  # fmt: skip
    listed = (replace(i, between=None, options=options.get(i.id, i.options)) for i in issues)
    return replace(scenario, issues=tuple(listed), parties=tuple(parties))
