# SPDX-License-Identifier: Apache-2.0
"""What continuous terms mean for two parties: exact, from each choice of options and of a stretch of every curve.

Between two corners of the curves both scores are linear in a number. So with all options chosen, and for each
continuous issue one stretch between neighbouring corners, what the two can have is a corner and a sum of vectors, each
taken in part; and its upper right border is found by taking those first by which the second party gains most, or loses
least, for what the first has. Every such choice is gone through; nothing is put together from parts. Slow, and plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import prod

from goodoffices.settlement import Concept, Issue, Preferences, Scenario
from tests.settlement.plain import Number, Plain, betters, whole


Point = tuple[Number, Number]


def curve_at(party: Preferences, issue: Issue, number: Fraction) -> Number:
    """What a number is worth to a party: on a line between the points of its curve."""
    for (left, low), (right, high) in pairwise(party.curves.get(issue.id, ())):
        if left <= number <= right:
            weight = party.weights.get(issue.id, Fraction(1))
            return whole(weight * (low + (high - low) * (number - left) / (right - left)))
    return 0


class PlainRanges:
    """All that two parties can have."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.minimums: Point = (scenario.parties[0].minimum, scenario.parties[1].minimum)
        self._listed = [issue for issue in scenario.issues if not issue.continuous]
        self._ranges = [issue for issue in scenario.issues if issue.between is not None]
        self.rest = Plain(
            Scenario(issues=tuple(self._listed), parties=scenario.parties, dependencies=scenario.dependencies)
        )

    def scores(self, terms: Sequence[int | Fraction]) -> Point:
        """What a package is worth."""
        options = tuple(
            int(term) for issue, term in zip(self.scenario.issues, terms, strict=True) if not issue.continuous
        )
        sums = list(self.rest.scores(options))
        for issue, term in zip(self.scenario.issues, terms, strict=True):
            if issue.between is not None:
                assert issue.between[0] <= term <= issue.between[1]
                for place, party in enumerate(self.scenario.parties):
                    sums[place] += curve_at(party, issue, Fraction(term))
        return sums[0], sums[1]

    def allowed(self, terms: Sequence[int | Fraction]) -> bool:
        """Whether a package keeps the dependencies."""
        pairs = zip(self.scenario.issues, terms, strict=True)
        return self.rest.allowed(tuple(int(term) for issue, term in pairs if not issue.continuous))

    @cached_property
    def chains(self) -> list[list[Point]]:
        """For each choice the border, from its point best for the second party to that best for the first."""
        bases = {each.scores for each in self.rest.packages}
        found = {tuple(_border(base, vectors)) for base in bases for vectors in self._stretches()}
        return [list(each) for each in found]

    def _stretches(self) -> Iterator[list[tuple[Point, Point]]]:
        """One stretch of each continuous issue: what it is worth at its two ends."""
        paths = []
        for issue in self._ranges:
            assert issue.between is not None
            bends = {n for party in self.scenario.parties for n, _ in party.curves.get(issue.id, ())}
            numbers = sorted({*issue.between, *bends})
            points = [tuple(curve_at(party, issue, n) for party in self.scenario.parties) for n in numbers]
            paths.append([((a[0], a[1]), (b[0], b[1])) for a, b in pairwise(points)])
        for taken in product(*paths):
            yield list(taken)

    def most(self, first: Number) -> Number | None:
        """The most the second party can have where the first has at least so much; None: the first cannot."""
        found = [most for chain in self.chains if (most := _most(chain, first)) is not None]
        return max(found, default=None)

    @cached_property
    def pieces(self) -> list[tuple[Point, Point]]:
        """The chains as pieces; a point by itself is one."""
        return [piece for chain in self.chains for piece in (list(pairwise(chain)) or [(chain[0], chain[0])])]

    def best(self, concept: Concept) -> tuple[Number, ...] | None:
        """What the best by a concept measures, among all that reaches the minimums; None: nothing does."""
        inside = [piece for each in self.pieces if (piece := self._inside(each)) is not None]
        if not inside:
            return None
        ideals = [max(max(a[p], b[p]) for a, b in inside) - self.minimums[p] for p in (0, 1)]
        units = [ideal or 1 for ideal in ideals] if concept is Concept.KALAI_SMORODINSKY else [1, 1]
        return max(
            self.measured(concept, point, ideals)
            for piece in inside
            for point in (*piece, *self._between(concept, piece, units))
        )

    def measured(self, concept: Concept, point: Point, ideals: Sequence[Number]) -> tuple[Number, ...]:
        """By what packages are ordered."""
        gains = [score - least for score, least in zip(point, self.minimums, strict=True)]
        match concept:
            case Concept.NASH:
                gaining = [gain for gain in gains if gain > 0]
                return (len(gaining), prod(gaining) if gaining else 0)
            case Concept.UTILITARIAN:
                return (sum(point),)
            case Concept.EGALITARIAN:
                return (min(gains),)
            case Concept.KALAI_SMORODINSKY:
                return tuple(sorted(Fraction(g) / i if i else Fraction(1) for g, i in zip(gains, ideals, strict=True)))
            case _:
                return tuple(sorted(gains))

    def ideals(self) -> list[Number]:
        """The most that each can gain."""
        inside = [piece for each in self.pieces if (piece := self._inside(each)) is not None]
        return [max(max(a[p], b[p]) for a, b in inside) - self.minimums[p] for p in (0, 1)]

    def _inside(self, piece: tuple[Point, Point]) -> tuple[Point, Point] | None:
        """The part of a piece that reaches both minimums; it falls to the right, or is a point."""
        (a, b), (c, d) = piece
        start, end = Fraction(0), Fraction(1)
        for p, q, least in ((a, c, self.minimums[0]), (b, d, self.minimums[1])):
            if p == q:
                if p < least:
                    return None
                continue
            cross = Fraction(least - p) / (q - p)
            start, end = (max(start, cross), end) if q > p else (start, min(end, cross))
        return (_at(piece, start), _at(piece, end)) if start <= end else None

    def _between(self, concept: Concept, piece: tuple[Point, Point], units: Sequence[Number]) -> Iterator[Point]:
        """Where inside a piece a product is largest, or gains counted in units are level."""
        (a, b), (c, d) = [[s - least for s, least in zip(point, self.minimums, strict=True)] for point in piece]
        if concept is Concept.NASH and (c - a) * (d - b):
            part = -Fraction(a * (d - b) + b * (c - a)) / (2 * (c - a) * (d - b))
        elif concept not in {Concept.NASH, Concept.UTILITARIAN} and (c - a) * units[1] != (d - b) * units[0]:
            part = Fraction(b * units[0] - a * units[1]) / ((c - a) * units[1] - (d - b) * units[0])
        else:
            return
        if 0 < part < 1:
            yield _at(piece, part)

    def lacking(self) -> tuple[Number, Number] | None:
        """The least that the two would have to give up of their minimums in all, and the least largest."""
        totals, largests = [], []
        for piece in self.pieces:
            parts = {Fraction(0), Fraction(1)}
            (a, b), (c, d) = [[least - s for s, least in zip(point, self.minimums, strict=True)] for point in piece]
            for p, q in ((a, c), (b, d), (a - b, c - d)):
                if p != q and 0 < Fraction(p) / (p - q) < 1:
                    parts.add(Fraction(p) / (p - q))
            for part in parts:
                short = [max(low - s, 0) for s, low in zip(_at(piece, part), self.minimums, strict=True)]
                totals.append(sum(short))
                largests.append(max(short))
        return (min(totals), min(largests)) if totals else None


def _at(piece: tuple[Point, Point], part: Fraction) -> Point:
    (a, b), (c, d) = piece
    return a + (c - a) * part, b + (d - b) * part


def _border(base: Sequence[Number], stretches: Sequence[tuple[Point, Point]]) -> Iterator[Point]:
    """The border of a sum of stretches: each at its end that is better for the second, then the flattest fall first."""
    falls: list[Point] = []
    first, second = base[0], base[1]
    for start, end in stretches:
        left, right = sorted((start, end), key=lambda point: (point[1], point[0]), reverse=True)
        if right[0] > left[0]:  # the first can have more, if the second gives way
            first, second = first + left[0], second + left[1]
            falls.append((right[0] - left[0], left[1] - right[1]))
        else:
            first, second = first + left[0], second + left[1]
    yield first, second
    for more, less in sorted(falls, key=lambda fall: Fraction(fall[1]) / fall[0]):
        first, second = first + more, second - less
        yield first, second


def _most(chain: Sequence[Point], first: Number) -> Number | None:
    if chain[0][0] >= first:
        return chain[0][1]
    for (a, b), (c, d) in pairwise(chain):
        if a <= first <= c:
            return b + (d - b) * Fraction(first - a) / (c - a) if c > a else d
    return None


def bettered(plain: PlainRanges, point: Point) -> bool:
    """Whether the two can have something that is better for one and not worse for the other."""
    top = plain.most(point[0])
    if top is None or top > point[1]:
        return True
    return top == point[1] and any(
        betters(_at(piece, part), point)
        for piece in plain.pieces
        for part in (
            Fraction(0),
            Fraction(1),
            *([Fraction(point[1] - piece[0][1]) / (piece[1][1] - piece[0][1])] if piece[0][1] != piece[1][1] else []),
        )
        if 0 <= part <= 1
    )
