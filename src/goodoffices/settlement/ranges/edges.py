# SPDX-License-Identifier: Apache-2.0
"""Continuous and mixed terms: the frontier of two parties as points and edges, exact.

A piecewise-linear value makes an issue a path in the plane of scores, with corners where some party's curve bends. In
an efficient package at most one continuous term lies between corners (the vertices of a linear program with two
objectives): so the frontier is the envelope of what is efficient with every term at a corner, and of each stretch of
path put at the end of what is efficient without that issue. `ranges.concepts` finds the fair packages.

For answers that are given of options only, `gridded` divides the ranges; `rounding` bounds how far a score is then off.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods.efficient import Efficient, efficient
from goodoffices.settlement.packages import Package, Terms, at, dominates, is_cut, package
from goodoffices.settlement.ranges.envelope import Piece, Vector, envelope
from goodoffices.settlement.scenario import Issue, Option, Preferences, Scenario
from goodoffices.settlement.tables import Tables, tables


METHOD = "envelope"


@dataclass(frozen=True, slots=True)
class Edge:
    """Packages from one to another that differ in one continuous term; a package by itself where both are the same."""

    start: Package
    end: Package


@dataclass(frozen=True, slots=True)
class MixedFrontier:
    """Efficient packages, the best for the first party first.

    Every package between the ends of an edge is efficient; an end may be level for one party with the next edge's.
    """

    edges: tuple[Edge, ...]
    status: Status
    method: str = METHOD


def mixed_frontier(scenario: Scenario, *, limits: Limits = Limits(), acceptable: bool = False) -> MixedFrontier:  # noqa: B008
    """Give the whole frontier of a scenario of two parties, with continuous issues or without.

    With `acceptable`, the part of it that reaches both minimums. Raises ValueError for more parties or fewer.
    """
    if len(scenario.parties) != 2:  # noqa: PLR2004 - a plane has two dimensions
        raise ValueError("the frontier of continuous terms is drawn for two parties")
    edges, whole = _edges(scenario, limits)
    if acceptable:
        minimums = (scenario.parties[0].minimum, scenario.parties[1].minimum)
        cuts = [cut for edge in edges if (cut := _reaching(scenario, edge, minimums)) is not None]
        ends = {each.scores for cut in cuts for each in (cut.start, cut.end)}
        edges = [cut for cut in cuts if cut.start != cut.end or not any(dominates(e, cut.start.scores) for e in ends)]
    status = Status.BEST_FOUND if not whole else Status.PROVEN if edges else Status.NONE
    return MixedFrontier(tuple(edges), status)


def gridded(scenario: Scenario, steps: int) -> Scenario:
    """Divide each continuous issue into at least so many steps, with every corner of a curve among the options.

    Raises ValueError for fewer than one.
    """
    return listed_numbers(scenario, lambda issue: _grid(scenario, issue, steps))


def refuse_most(scenario: Scenario) -> None:
    """Raise ValueError where a greatest score counts beside ranges: then scores bend elsewhere than at the corners."""
    if scenario.has_ranges and is_cut(scenario):
        raise ValueError("beside a range without steps no greatest score is counted: give the range a step")


def corner_scenario(scenario: Scenario) -> Scenario:
    """Give the scenario with nothing of a continuous issue but its corners, as options. See `refuse_most`."""
    refuse_most(scenario)
    return listed_numbers(scenario, lambda issue: corners_of(scenario, issue))


def rounding(scenario: Scenario, steps: int) -> tuple[Fraction, ...]:
    """By how many points at the most each party's score changes when every number moves to the nearest of the grid."""
    sums = []
    for party in scenario.parties:
        total = Fraction(0)
        for issue in scenario.issues:
            if issue.continuous:
                points = [value_of(party, issue, number) for number in _grid(scenario, issue, steps)]
                total += max((abs(after - before) for before, after in pairwise(points)), default=Fraction(0)) / 2
        sums.append(total)
    return tuple(sums)


def corners_of(scenario: Scenario, issue: Issue) -> list[Fraction]:
    """The ends of a continuous issue's range, and the numbers between at which some party's curve bends."""
    assert issue.between is not None  # noqa: S101 - asked of continuous issues only
    low, high = issue.between
    bends = {number for party in scenario.parties for number, _value_there in party.curves.get(issue.id, ())}
    return sorted({low, high, *(number for number in bends if low < number < high)})


def _grid(scenario: Scenario, issue: Issue, steps: int) -> list[Fraction]:
    if steps < 1:
        raise ValueError(f"a range is divided into one step or more, not {steps}")
    corners = corners_of(scenario, issue)
    width = (corners[-1] - corners[0]) / steps
    return sorted({*corners, *(corners[0] + width * step for step in range(steps))})


def value_of(party: Preferences, issue: Issue, number: Fraction) -> Fraction:
    """What a number of a continuous issue is worth to a party."""
    if issue.id not in party.curves:
        return Fraction(0)
    return party.weights.get(issue.id, Fraction(1)) * at(party.curves[issue.id], number)


def listed_numbers(scenario: Scenario, numbers: Callable[[Issue], list[Fraction]]) -> Scenario:
    """The scenario with the given numbers of each continuous issue as its options."""
    chosen = {issue.id: numbers(issue) for issue in scenario.issues if issue.continuous}
    issues = tuple(
        replace(
            issue,
            between=None,
            options=tuple(Option(id=str(number), amount=number) for number in chosen[issue.id]),
        )
        if issue.id in chosen
        else issue
        for issue in scenario.issues
    )
    parties = tuple(
        replace(
            party,
            curves={},
            values={
                **party.values,
                **{
                    identifier: {str(number): at(party.curves[identifier], number) for number in listed}
                    for identifier, listed in chosen.items()
                    if identifier in party.curves
                },
            },
        )
        for party in scenario.parties
    )
    return replace(scenario, issues=issues, parties=parties)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a piece is from: a package at corners, and along which continuous issue it goes to which number."""

    terms: tuple[int, ...]
    issue: int = -1
    end: int = -1


def _edges(scenario: Scenario, limits: Limits) -> tuple[list[Edge], bool]:
    """The edges, and whether none can be missing: what is efficient was listed whole."""
    corners = {place: corners_of(scenario, issue) for place, issue in enumerate(scenario.issues) if issue.continuous}
    table = tables(corner_scenario(scenario))
    whole = efficient(table, limits=limits)
    segments: list[tuple[Vector, Vector]] = []
    origins: list[_Stretch] = []
    for row, terms in zip(whole.scores.tolist(), whole.terms.tolist(), strict=True):
        segments.append((tuple(row), tuple(row)))
        origins.append(_Stretch(tuple(terms)))
    stair = _Stair(whole)
    complete = whole.status is Status.PROVEN
    for place in corners:
        rest = _without(table, place, limits)
        complete &= rest.status is Status.PROVEN
        for segment, origin in _stretches(table, place, rest):
            if stair.passed(segment):
                segments.append(segment)
                origins.append(origin)
    pieces = envelope(segments)
    found = [
        _edge(table.scales, corners, origins[piece.origin], piece, segments[piece.origin]) for piece in reversed(pieces)
    ]
    return found, complete


class _Stair:
    """What is efficient with every term at a corner of its curve, as steps that fall to the right."""

    def __init__(self, whole: Efficient) -> None:
        rows = whole.scores.tolist()[::-1]
        self._firsts: list[int] = [row[0] for row in rows]
        self._seconds: list[int] = [row[1] for row in rows]

    def passed(self, segment: tuple[Vector, Vector]) -> bool:
        """Whether a falling segment comes above the stair anywhere.

        Between two steps a segment is highest on the left: just beyond a step, or where it begins.
        """
        (left, high), (right, low) = segment
        begin, stop = bisect_left(self._firsts, left), bisect_left(self._firsts, right)
        if stop == len(self._firsts) or high > self._seconds[begin]:
            return True
        width, fall = right - left, high - low
        return any(
            (high - self._seconds[step + 1]) * width > fall * (self._firsts[step] - left) for step in range(begin, stop)
        )


def _without(table: Tables, place: int, limits: Limits) -> Efficient:
    """What is efficient without one issue."""
    others = replace(
        table,
        sizes=(*table.sizes[:place], 1, *table.sizes[place + 1 :]),
        scores=(*table.scores[:place], ((0,) * table.parties,), *table.scores[place + 1 :]),
    )
    return efficient(others, limits=limits)


def _stretches(table: Tables, place: int, rest: Efficient) -> Iterator[tuple[tuple[Vector, Vector], _Stretch]]:
    """The falling stretches of one continuous issue, each at the end of what is efficient without that issue."""
    path = table.scores[place]
    for row, terms in zip(rest.scores.tolist(), rest.terms.tolist(), strict=True):
        for number, (before, after) in enumerate(pairwise(path)):
            if (after[0] - before[0]) * (after[1] - before[1]) >= 0:
                continue
            left, right = (number, number + 1) if before[0] < after[0] else (number + 1, number)
            start = (row[0] + path[left][0], row[1] + path[left][1])
            end = (row[0] + path[right][0], row[1] + path[right][1])
            yield (start, end), _Stretch((*terms[:place], left, *terms[place + 1 :]), place, right)


def _edge(
    scales: tuple[int, ...],
    corners: dict[int, list[Fraction]],
    origin: _Stretch,
    piece: Piece,
    segment: tuple[Vector, Vector],
) -> Edge:
    """Give a piece as packages, the better for the first party first."""

    def points(vector: Vector) -> tuple[Fraction, ...]:
        return tuple(Fraction(score) / scale for score, scale in zip(vector, scales, strict=True))

    def terms(first: int | Fraction) -> Terms:
        found: list[int | Fraction] = [
            corners[place][term] if place in corners else term for place, term in enumerate(origin.terms)
        ]
        if origin.issue >= 0:
            before, after = found[origin.issue], corners[origin.issue][origin.end]
            (left, _high), (right, _low) = segment
            found[origin.issue] = before + (after - before) * Fraction(first - left, right - left)
        return tuple(found)

    return Edge(Package(terms(piece.end[0]), points(piece.end)), Package(terms(piece.start[0]), points(piece.start)))


def along(scenario: Scenario, edge: Edge, part: Fraction) -> Package:
    """The package at a part of the way from the start of an edge to its end."""
    terms = tuple(
        before + (after - before) * part if issue.continuous else before
        for issue, before, after in zip(scenario.issues, edge.start.terms, edge.end.terms, strict=True)
    )
    return package(scenario, terms)


def _reaching(scenario: Scenario, edge: Edge, minimums: tuple[Fraction, Fraction]) -> Edge | None:
    """The part of an edge on which both reach their minimums: the first party loses on the way, the second gains."""
    (best, worst), (least, most) = (
        (edge.start.scores[0], edge.end.scores[0]),
        (
            edge.start.scores[1],
            edge.end.scores[1],
        ),
    )
    if best < minimums[0] or most < minimums[1]:
        return None
    begin = Fraction(0) if least >= minimums[1] else (minimums[1] - least) / (most - least)
    end = Fraction(1) if worst >= minimums[0] else (best - minimums[0]) / (best - worst)
    return Edge(along(scenario, edge, begin), along(scenario, edge, end)) if begin <= end else None
