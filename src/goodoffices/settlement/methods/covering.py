# SPDX-License-Identifier: Apache-2.0
"""How much a list of efficient packages leaves out, as one number: a proven bound on the additive epsilon-indicator.

The indicator (Zitzler, Thiele, Laumanns, Fonseca and Grunert da Fonseca 2003) is the least share such that for every
package there is a listed one that is worth less to no party by more than that share of what is at stake for it: 0 if
nothing is missing. What is not listed lies below planes, the largest weighted sums that were proven. So the bound is
the largest share by which a point below all planes can stand out from the list.

Points that stand out by more than a share, moved down by it, are above no listed package in some party's eyes. That
region is cut into boxes at listed packages, as the search region of multi-objective optimisation is (Klamroth, Lacour
and Vanderpooten 2015), always the box next in which the largest share is still possible. Whenever that is stopped, the
largest share of all boxes is a bound; it is given in exact numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits


PLANES = 5000
"""At most so many planes are looked at."""
AT_ONCE = 24
"""How many boxes are cut in one go."""
BOXES = 2500
"""How many boxes are cut at the most."""
WORD = 62
MARGIN = 1e-9
"""Far above the error of floats where shares are compared; what is given is computed exactly."""

Whole = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plane:
    """That the weighted sum of every package's scores is at most so much."""

    weights: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Hollow:
    """That above a corner no package is by more than a share of what is at stake, in the parties that are named.

    Of the others nothing is said: their coordinate of the corner is a floor.
    """

    corner: tuple[int, ...]
    parties: tuple[bool, ...]
    share: Fraction


def left_out(
    listed: Whole, planes: Sequence[Plane], *, floors: Sequence[int], ceilings: Sequence[int], limits: Limits
) -> Fraction | None:
    """Give the share that the packages of at least `floors` that are not listed stand out by at the most.

    `listed`: whole-number scores of at least `floors`, a row each; `ceilings`: what no score of each party exceeds.
    What is at stake for a party lies between the two. None where nothing is listed, or numbers do not fit in 64 bits.
    """
    boxes = _boxes(listed, planes, floors, ceilings)
    return None if boxes is None else boxes.cut(limits)


def hollows(
    listed: Whole,
    planes: Sequence[Plane],
    known: Sequence[Hollow],
    *,
    floors: Sequence[int],
    ceilings: Sequence[int],
    limits: Limits,
    most: int,
) -> tuple[Fraction | None, list[Hollow]]:
    """Give the share as `left_out` does, and where packages may stand out most, at most so many places.

    `known`: what was proven of such places. No place is given of which that is known already.
    """
    boxes = _boxes(listed, planes, floors, ceilings, known)
    if boxes is None:
        return None, []
    share = boxes.cut(limits)
    return share, [] if share is None else boxes.hollows(most, share)


def _boxes(
    listed: Whole,
    planes: Sequence[Plane],
    floors: Sequence[int],
    ceilings: Sequence[int],
    known: Sequence[Hollow] = (),
) -> _Boxes | None:
    if not len(listed) or listed.dtype == object:
        return None
    chosen = list(planes[:: -(-len(planes) // PLANES)]) if planes else []
    for party, most in enumerate(ceilings):
        chosen.append(Plane(tuple(int(each == party) for each in range(len(ceilings))), most))
    spans = [max(high - low, 1) for high, low in zip(ceilings, floors, strict=True)]
    return _Boxes(listed, chosen, floors, spans, known)


def as_words(rows: NDArray[Any]) -> NDArray[Any]:
    """Give whole numbers as 64 bits where they fit."""
    fit = all(abs(number).bit_length() < WORD for number in rows.ravel().tolist())
    return rows.astype(np.int64) if fit else rows


class _Boxes:
    """Boxes of points above a corner: a coordinate of it is a listed package's, or open, and then there is a floor."""

    def __init__(
        self,
        listed: Whole,
        planes: Sequence[Plane],
        floors: Sequence[int],
        spans: Sequence[int],
        known: Sequence[Hollow] = (),
    ) -> None:
        self._known = known
        self._listed, self._planes, self._floors, self._spans = listed, planes, tuple(floors), tuple(spans)
        self._lows, self._sizes = np.array(floors, dtype=np.int64), np.array(spans, dtype=np.float64)
        weights = [[w * s / self._scale(plane) for w, s in zip(plane.weights, spans, strict=True)] for plane in planes]
        self._weights = np.array(weights, dtype=np.float64)
        self._most = np.array([float(self._over(plane, floors) / self._scale(plane)) for plane in planes])
        self._above = (listed - self._lows) / self._sizes
        parties = len(floors)
        self._corners: Whole = self._lows[None, :].copy()
        self._closed = np.zeros((1, parties), dtype=np.bool_)
        self._ends: Whole = np.full((1, parties), np.iinfo(np.int64).max)
        self._shares = np.full(1, np.inf)

    def _scale(self, plane: Plane) -> int:
        return sum(weight * span for weight, span in zip(plane.weights, self._spans, strict=True))

    @staticmethod
    def _over(plane: Plane, scores: Sequence[int]) -> Fraction:
        return Fraction(plane.most - sum(w * int(s) for w, s in zip(plane.weights, scores, strict=True)))

    def cut(self, limits: Limits) -> Fraction | None:
        """Cut boxes until the one with the largest share cannot be cut, or enough were."""
        least, done = 0.0, 0
        while done < BOXES and not (done and limits.spent()):
            order = np.argsort(-self._shares, kind="stable")[:AT_ONCE]
            order = order[self._shares[order] > least]
            if not len(order):
                break
            best = self._best(order)
            final = order[best < 0]
            least = max([least, *self._shares[final].tolist()])
            self._split(order[best >= 0], best[best >= 0])
            done += len(order)
        return self._largest()

    def hollows(self, most: int, share: Fraction) -> list[Hollow]:
        """The boxes with the largest shares of which nothing is proven."""
        known = {(each.corner, each.parties) for each in self._known}
        found: dict[tuple[tuple[int, ...], tuple[bool, ...]], Hollow] = {}
        for box in np.argsort(-self._shares, kind="stable"):
            corner, parties = tuple(map(int, self._corners[box])), tuple(map(bool, self._closed[box]))
            if len(found) < most and (corner, parties) not in known:
                found.setdefault((corner, parties), Hollow(corner, parties, share))
        return list(found.values())

    def _by_proof(self, corners: Whole, closed: NDArray[np.bool_]) -> NDArray[np.intp]:
        """For each box the smallest share that is proven of it, by the place of the proof; -1: none."""
        best: NDArray[np.intp] = np.full(len(corners), -1, dtype=np.intp)
        shares = np.full(len(corners), np.inf)
        for place, each in enumerate(self._known):
            named = np.array(each.parties, dtype=np.bool_)
            within = ((corners >= np.array(each.corner, dtype=np.int64)) & closed)[:, named].all(axis=1)
            better = within & (float(each.share) < shares)
            best[better], shares[better] = place, float(each.share)
        return best

    def _bounded(self, corners: Whole, closed: NDArray[np.bool_]) -> Shares:
        """For each box what share is possible in it, by the planes and what is proven of it."""
        shares: Shares = self._by_plane(corners, closed).min(axis=1)
        if self._known:
            proofs = self._by_proof(corners, closed)
            proven = np.array([*(float(each.share) for each in self._known), np.inf])
            shares = np.minimum(shares, proven[proofs])
        return shares

    def _best(self, boxes: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each box the listed package that reaches furthest into it, -1 where none does."""
        above = self._above[None, :, :] - ((self._corners[boxes] - self._lows) / self._sizes)[:, None, :]
        within = np.ones(above.shape[:2], dtype=np.bool_)
        for party in range(len(self._floors)):
            inside = self._listed[None, :, party] > self._corners[boxes, party, None]
            within &= inside | ~self._closed[boxes, party, None]
        reach = np.where(within, above.min(axis=2), -np.inf)
        best = reach.argmax(axis=1)
        return np.where(within.any(axis=1), best, -1)

    def _split(self, boxes: NDArray[np.intp], best: NDArray[np.intp]) -> None:
        """Put in the place of boxes what of each is not covered by a listed package."""
        corners, closed, ends = self._corners[boxes], self._closed[boxes], self._ends[boxes]
        kept = np.ones(len(self._corners), dtype=np.bool_)
        kept[boxes] = False
        parts = [(self._corners[kept], self._closed[kept], self._ends[kept], self._shares[kept])]
        for party in range(len(self._floors)):
            corner, shut, end = corners.copy(), closed.copy(), ends.copy()
            corner[:, party], shut[:, party] = self._listed[best, party], True
            alive = ~((corner >= end) & shut).any(axis=1)
            shares = self._bounded(corner, shut)
            alive &= shares > -MARGIN
            parts.append((corner[alive], shut[alive], end[alive], shares[alive]))
            ends[:, party] = np.minimum(ends[:, party], self._listed[best, party])
        self._corners, self._closed, self._ends, self._shares = (
            np.concatenate(each) for each in zip(*parts, strict=True)
        )

    def _by_plane(self, corners: Whole, closed: NDArray[np.bool_]) -> Shares:
        """For each box and plane, by what share of all that is at stake a point below the plane may be in the box."""
        left = self._most - ((corners - self._lows) / self._sizes) @ self._weights.T
        over = closed.astype(np.float64) @ self._weights.T
        open_: Shares = np.where(left >= -MARGIN, np.inf, -np.inf)
        return np.divide(left, over, out=open_, where=over > MARGIN)

    def _largest(self) -> Fraction | None:
        """The largest share of all boxes, in exact numbers: any plane's is a bound."""
        if np.isinf(self._shares).any():
            return None
        found = Fraction(0)
        for box in np.flatnonzero(self._shares >= self._shares.max(initial=0) - MARGIN):
            some = slice(int(box), int(box) + 1)
            plane = self._planes[int(self._by_plane(self._corners[some], self._closed[some]).argmin())]
            closed = zip(plane.weights, self._spans, self._closed[box].tolist(), strict=True)
            over = sum(weight * span for weight, span, shut in closed if shut)
            share = self._over(plane, self._corners[box].tolist()) / over
            proof = int(self._by_proof(self._corners[some], self._closed[some])[0])
            found = max(found, share if proof < 0 else min(share, self._known[proof].share))
        return found
