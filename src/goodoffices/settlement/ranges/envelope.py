# SPDX-License-Identifier: Apache-2.0
"""The efficient part of points and of segments between them, for two parties: exact, by divide and conquer.

A piece lies between two score vectors and falls from its start to its end: more for the first party, less for the
second. Two envelopes are merged from left to right; where they cross, a piece is cut at the rational point of crossing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


Number: TypeAlias = int | Fraction
Vector: TypeAlias = tuple[Number, Number]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a segment, or a point: from `start` to `end` in what the first party gets."""

    start: Vector
    end: Vector
    origin: int
    """Which of the segments or points given it is a part of."""

    def at(self, first: Number) -> Number:
        """What the second party gets where the first gets so much."""
        (left, high), (right, low) = self.start, self.end
        return high if left == right else high + Fraction((low - high) * (first - left), right - left)


def envelope(segments: Sequence[tuple[Vector, Vector]]) -> tuple[Piece, ...]:
    """Give what of points and falling segments nothing else is at least as good as and better for one party.

    A point is a segment whose ends are the same; any other has to fall: start left of end, and above it. The pieces
    come with the least for the first party first. Every inner point of a piece is efficient, and so is a point by
    itself; an end of a longer piece may be level for one party with its neighbour, which is then the better.
    """
    pieces = [Piece(start, end, number) for number, (start, end) in enumerate(segments)]
    for piece in pieces:
        (left, high), (right, low) = piece.start, piece.end
        if piece.start != piece.end and not (left < right and high > low):
            raise ValueError("a segment has to fall")
    return tuple(_envelope(sorted(pieces, key=lambda piece: (piece.start[0], piece.end[0]))))


def _envelope(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) <= 1:
        return pieces
    middle = len(pieces) // 2
    return _merged(_envelope(pieces[:middle]), _envelope(pieces[middle:]))


class _Side:
    """One of two envelopes while both are passed from left to right."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.place = 0

    def reach(self, first: Number) -> None:
        """Leave behind what ends before a place."""
        while self.place < len(self.pieces) and self.pieces[self.place].end[0] < first:
            self.place += 1

    def over(self, left: Number, right: Number) -> Piece | None:
        """The piece that covers an interval in which no piece begins or ends."""
        for piece in self.pieces[self.place : self.place + 3]:
            if piece.start[0] <= left and right <= piece.end[0] and (left < right or piece.start == piece.end):
                return piece
        return None

    def level(self, first: Number, *, beyond: bool) -> Number | None:
        """The most that the second party gets where the first gets at least so much (or, `beyond`, more)."""
        best: Number | None = None
        for piece in self.pieces[self.place : self.place + 4]:
            if piece.end[0] < first or (beyond and piece.end[0] <= first):
                continue
            value = piece.at(first) if piece.start[0] <= first else piece.start[1]
            if best is None or value > best:
                best = value
            if piece.start[0] > first:
                break
        return best


def _merged(one: list[Piece], other: list[Piece]) -> list[Piece]:
    """Merge two envelopes; what lies wholly left of and above the other, or right of it, stays as it is."""
    left = _beginning(one, other) or -_beginning(other, one)
    right = _ending(one, other) or -_ending(other, one)
    head = one[:left] if left > 0 else other[:-left]
    tail = one[len(one) - right :] if right > 0 else other[len(other) + right :]
    one = one[max(left, 0) : len(one) - max(right, 0)]
    other = other[max(-left, 0) : len(other) - max(-right, 0)]
    return [*head, *_met(one, other), *tail]


def _beginning(one: list[Piece], other: list[Piece]) -> int:
    left, top = other[0].start
    return next((n for n, piece in enumerate(one) if piece.end[0] >= left or piece.end[1] <= top), len(one))


def _ending(one: list[Piece], other: list[Piece]) -> int:
    """How many lie beyond the other, less the first of these: what is left of it and below has to meet it."""
    right = other[-1].end[0]
    return max(0, next((n for n, piece in enumerate(reversed(one)) if piece.start[0] <= right), len(one)) - 1)


def _met(one: list[Piece], other: list[Piece]) -> list[Piece]:
    """Merge what meets."""
    marks = sorted({end for piece in (*one, *other) for end in (piece.start[0], piece.end[0])})
    sides = _Side(one), _Side(other)
    kept: list[Piece] = []
    for number, mark in enumerate(marks):
        for side in sides:
            side.reach(mark)
        _keep(kept, _points(sides, mark))
        if number + 1 < len(marks):
            _keep(kept, _parts(sides, mark, marks[number + 1]))
    return kept


def _points(sides: tuple[_Side, _Side], mark: Number) -> Iterator[Piece]:
    """The points by themselves at a mark that the other side does not better."""
    taken: Number | None = None
    for side, against in (sides, sides[::-1]):
        point = side.over(mark, mark)
        if point is None or (taken is not None and point.start[1] <= taken):
            continue
        at_least, beyond = against.level(mark, beyond=False), against.level(mark, beyond=True)
        height = point.start[1]
        if (at_least is None or height >= at_least) and (beyond is None or height > beyond):
            taken = height
            yield point


def _parts(sides: tuple[_Side, _Side], left: Number, right: Number) -> Iterator[Piece]:
    """The parts of the pieces over an interval that lie above what the other side has there or further right."""
    for number, (side, against) in enumerate((sides, sides[::-1])):
        piece = side.over(left, right)
        if piece is None:
            continue
        rival = against.over(left, right)
        level = against.level(right, beyond=False)
        low = _Ends(piece.at(left), piece.at(right))
        if rival is not None:
            bound = _Ends(rival.at(left), rival.at(right))
        elif level is not None:
            bound = _Ends(level, level)
        else:
            yield Piece((left, low.left), (right, low.right), piece.origin)
            continue
        yield from _above(piece, left, right, low, bound, tie=number == 0 and rival is not None)


@dataclass(frozen=True, slots=True)
class _Ends:
    left: Number
    right: Number


def _above(piece: Piece, left: Number, right: Number, own: _Ends, bound: _Ends, *, tie: bool) -> Iterator[Piece]:
    """The part of a piece over an interval where it is higher than a bound; all of it where both are the same."""
    before, after = own.left - bound.left, own.right - bound.right
    if before <= 0 and after <= 0:
        if before == after == 0 and tie:
            yield Piece((left, own.left), (right, own.right), piece.origin)
        return
    start, end = left, right
    if before < 0 or after < 0:
        crossing = left + Fraction((right - left) * before, before - after)
        start, end = (left, crossing) if before > 0 else (crossing, right)
    yield Piece((start, piece.at(start)), (end, piece.at(end)), piece.origin)


def _keep(kept: list[Piece], found: Iterator[Piece]) -> None:
    """Add pieces in order; what continues the last piece of the same origin is joined to it."""
    for piece in sorted(found, key=lambda each: (each.start[0], each.end[0])):
        last = kept[-1] if kept else None
        if last is not None and last.origin == piece.origin and last.end == piece.start and last.start != last.end:
            kept[-1] = Piece(last.start, piece.end, piece.origin)
        elif last is None or piece.start != piece.end or piece.start != last.end:
            kept.append(piece)
