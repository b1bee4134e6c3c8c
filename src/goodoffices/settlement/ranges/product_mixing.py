# SPDX-License-Identifier: Apache-2.0
"""The mixture with the largest product of gains, once options and stretches are chosen.

The logarithm of the product is concave. It is raised over the mixtures met so far (Newton's method on the face that is
left when shares fall to nothing), and the linear program of the plane that touches there brings a mixture that would
raise it further, or the proof that there is none. On the last face Newton's method goes on in fractions. If the shares
are fractions that can be written short, this is seen, and the result is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log2, prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.ranges.mixing import Mixed, Row, mixed_best, row
from goodoffices.settlement.ranges.stretches import Choices, Mixture, Stretch


Gains = tuple[Fraction, ...]

ROUNDS: Final = 500
FINE: Final = 256
TINY: Final = Fraction(1, 1 << 128)
"""How many binary digits shares have where floating numbers do not lead on, and from which growth on it is gone on."""
SHORT: Final = 10**12
"""Shares whose denominator is no larger are recognised."""
NEAR: Final = 1e-6
"""From where on the face is taken to be the last one, and Newton's method goes on in fractions."""


@dataclass(frozen=True, slots=True)
class Top:
    """The largest product of gains, in whole-number points of the table, and the plane that proves it."""

    gains: Gains
    mixture: Mixture
    touching: Gains
    """The numbers that stand for the gains in the plane."""
    cut: Row
    """The quotients of gains by these numbers, as steps up."""
    bound: Fraction
    """What no product of these choices exceeds."""


class Climb:
    """Raises the product of some parties' gains; the others have to reach their minimums."""

    def __init__(self, choices: Choices, stretches: Sequence[Stretch], some: Sequence[int], start: Mixture) -> None:
        self._choices, self._stretches, self._some = choices, list(stretches), tuple(some)
        self._bonus = choices.bonus(stretches)
        self._mixtures: list[Mixture] = []
        self._gains: list[Gains] = []
        self._shares: NDArray[np.float64] = np.zeros(0)
        self._add(start)
        self._shares[0] = 1.0

    def top(self, precision: Fraction) -> Top:
        """Climb until the bound exceeds the product by no more than a share of it, or as far as many rounds lead."""
        found = self._touched([Fraction(1)], [0])
        value, finely = Fraction(0), False
        for _ in range(ROUNDS):
            if finely:
                shares, kept = self._raised_finely()
            else:
                self._raise()
                kept = self._independent()
                shares = _whole([float(self._shares[place]) for place in kept])
            found = self._touched(shares, kept)
            # Where gains are large and differ by little, floating numbers see no way up, or none that leads far.
            finely |= prod(found.gains) <= value
            value = prod(found.gains, start=Fraction(1))
            if prod(found.gains) > 0 and found.bound <= prod(found.gains) * (1 + Fraction(NEAR)):
                found = self._refined(shares, kept, precision)
            if found.bound <= prod(found.gains) * (1 + precision):
                return found
            plane = self._plane(found.touching)
            self._add(plane.mixture)
        return found

    def _add(self, mixture: Mixture) -> None:
        self._mixtures.append(mixture)
        self._gains.append(self._gains_of(mixture))
        self._shares = np.append(self._shares, 0.0)

    def _gains_of(self, mixture: Mixture) -> Gains:
        table = self._choices.table
        found = []
        for party in self._some:
            total = Fraction(self._bonus[party] - table.minimums[party])
            for share, picks in mixture:
                total += share * sum(table.scores[issue][pick][party] for issue, pick in enumerate(picks))
            found.append(total)
        return tuple(found)

    # -- in floating numbers

    def _raise(self) -> None:
        """Raise the product over the mixtures met so far, and forget those that have no share."""
        scale = [max(float(abs(gains[number])) for gains in self._gains) or 1.0 for number in range(len(self._some))]
        gains = np.array([[float(g) / s for g, s in zip(each, scale, strict=True)] for each in self._gains])
        shares = self._shares.copy()
        free = shares > 0
        free[-1] = True
        for _ in range(ROUNDS):
            now = shares @ gains
            slopes = gains[free] / now
            gradient = slopes.sum(axis=1)
            size = int(free.sum())
            system = np.zeros((size + 1, size + 1))
            system[:size, :size] = -slopes @ slopes.T
            system[:size, size] = system[size, :size] = 1.0
            step = np.linalg.lstsq(system, np.append(-gradient, 0.0), rcond=None)[0][:size]
            climb = float(gradient @ step)
            if climb < 1e-15:  # noqa: PLR2004 - as near as floating numbers come
                break
            move = np.zeros(len(shares))
            move[free] = step
            falling = move < 0
            far = min(1.0, float((shares[falling] / -move[falling]).min(initial=1.0)))
            by = move @ gains
            while far > 1e-14 and not self._higher(now, by, far, climb):  # noqa: PLR2004 - no step is left
                far /= 2
            shares = np.maximum(shares + far * move, 0.0)
            shares[shares < 1e-13] = 0.0  # noqa: PLR2004 - nothing
            shares /= shares.sum()
            if far <= 1e-14:  # noqa: PLR2004 - as above
                break
            free = shares > 0
        kept = [place for place in range(len(shares)) if shares[place] > 0]
        self._mixtures = [self._mixtures[place] for place in kept]
        self._gains = [self._gains[place] for place in kept]
        self._shares = shares[kept]

    @staticmethod
    def _higher(now: NDArray[np.float64], by: NDArray[np.float64], far: float, climb: float) -> bool:
        after = now + far * by
        return bool((after > 0).all()) and float(np.log(after / now).sum()) >= 1e-4 * far * climb

    def _independent(self) -> list[int]:
        """Which of the mixtures to keep so that no other shares give the same gains."""
        while True:
            kept = [place for place in range(len(self._shares)) if self._shares[place] > 0]
            lines = [[*(gains), Fraction(1)] for gains in (self._gains[place] for place in kept)]
            null = _dependence(lines)
            if null is None:
                return kept
            ratio, place = min((float(self._shares[kept[at]]) / float(by), at) for at, by in enumerate(null) if by > 0)
            for at, by in enumerate(null):
                self._shares[kept[at]] = max(0.0, self._shares[kept[at]] - ratio * float(by))
            self._shares[kept[place]] = 0.0
            self._shares /= self._shares.sum()

    # -- in fractions

    def _raised_finely(self) -> tuple[list[Fraction], list[int]]:
        """Raise the product as `_raise` does, with the mixture met last; its shares, and where the mixtures stand."""
        shares = dict(enumerate(_whole(self._shares.tolist())))
        shares = {place: share for place, share in shares.items() if share or place == len(self._shares) - 1}
        for _ in range(ROUNDS):
            shares = self._parted(shares)
            kept, now = [*shares], [*shares.values()]
            step = self._newton(now, kept, FINE)
            if step is None:
                break
            move = [after - before for after, before in zip(step, now, strict=True)]
            far = min([Fraction(1), *(share / -by for share, by in zip(now, move, strict=True) if by < 0)])
            gains = [self._gains[place] for place in kept]
            before = prod(_mixed(now, gains), start=Fraction(1))
            while far and not self._is_higher(after := _along(now, move, far), gains, before):
                far = far / 2 if far > Fraction(1, 1 << FINE) else Fraction(0)
            if not far:
                break
            shares = {place: share for place, share in zip(kept, _rounded(after, FINE), strict=True) if share > 0}
            if prod(_mixed([*shares.values()], [self._gains[place] for place in shares])) <= before * (1 + TINY):
                break
        kept = [place for place, share in shares.items() if share]
        self._mixtures = [self._mixtures[place] for place in kept]
        self._gains = [self._gains[place] for place in kept]
        self._shares = np.array([float(shares[place]) for place in kept])
        return [shares[place] for place in kept], list(range(len(kept)))

    @staticmethod
    def _is_higher(shares: Sequence[Fraction], gains: Sequence[Gains], before: Fraction) -> bool:
        after = _mixed(shares, gains)
        return min(after) > 0 and prod(after) > before

    def _parted(self, shares: dict[int, Fraction]) -> dict[int, Fraction]:
        """The same gains from mixtures of which none is made of the others; the one met last stays."""
        while True:
            kept = [*shares]
            null = _dependence([[*self._gains[place], Fraction(1)] for place in kept])
            if null is None:
                return shares
            if null[-1] > 0 or max(null) <= 0:  # the last one's share grows
                null = [-each for each in null]
            far, gone = min((shares[place] / by, place) for place, by in zip(kept, null, strict=True) if by > 0)
            shares = {place: shares[place] - far * by for place, by in zip(kept, null, strict=True) if place != gone}

    def _refined(self, shares: list[Fraction], kept: list[int], precision: Fraction) -> Top:
        """Newton's method on a face, as fine as asked; exact where the shares are short."""
        digits = 64
        finest = 4 * int(-log2(float(precision)) if precision > Fraction(1, 10**300) else 4000) + 256
        while digits < finest:
            digits *= 2
            better = self._newton(shares, kept, digits)
            if better is None or min(better) < 0:
                break
            shares = better
        short = [share.limit_denominator(SHORT) for share in shares]
        short[-1] += 1 - sum(short)
        if min(short) >= 0:
            exact = self._touched(short, kept)
            if exact.bound == prod(exact.gains):
                return exact
        found = self._touched(_rounded(shares, 53), kept)
        digits = 53
        while found.bound > prod(found.gains) * (1 + precision) and digits < finest:
            digits *= 2
            found = self._touched(_rounded(shares, digits), kept)
        return found

    def _newton(self, shares: Sequence[Fraction], kept: Sequence[int], digits: int) -> list[Fraction] | None:
        """One step, its result rounded to so many binary digits."""
        gains = [self._gains[place] for place in kept]
        now = _mixed(shares, gains)
        slopes = [_rounded_all([g / n for g, n in zip(each, now, strict=True)], 2 * digits) for each in gains]
        system: list[Sequence[Fraction]] = [
            [*(-sum((a * b for a, b in zip(one, two, strict=True)), Fraction(0)) for two in slopes), Fraction(1)]
            for one in slopes
        ]
        system.append([Fraction(1)] * len(kept) + [Fraction(0)])
        step = _solved(system, [*(-sum(each, Fraction(0)) for each in slopes), Fraction(0)])
        if step is None:
            return None
        return _rounded([share + by for share, by in zip(shares, step, strict=False)], digits)

    def _touched(self, shares: Sequence[Fraction], kept: Sequence[int]) -> Top:
        """The mixture in these shares, and the plane that touches there."""
        gains = _mixed(shares, [self._gains[place] for place in kept])
        touching = gains if max(gain.denominator for gain in gains) < 1 << 80 else _rounded_all(gains, 80)
        plane = self._plane(touching)
        fine = plane if touching == gains else self._plane(gains)
        assert fine.value is not None  # noqa: S101 - the start reaches every minimum
        count = len(gains)
        mixture: dict[tuple[int, ...], Fraction] = {}
        for share, place in zip(shares, kept, strict=True):
            for part, picks in self._mixtures[place]:
                mixture[picks] = mixture.get(picks, Fraction(0)) + share * part
        return Top(
            gains,
            tuple((share, picks) for picks, share in mixture.items() if share),
            touching,
            plane.cut,
            prod(gains) * max(fine.value / count, Fraction(1)) ** count,
        )

    def _plane(self, gains: Gains) -> Mixed:
        """The most that the quotients of gains by these sum to, where the other parties reach their minimums."""
        table = self._choices.table
        weights = [Fraction(0)] * table.parties
        least = Fraction(0)
        for party, gain in zip(self._some, gains, strict=True):
            weights[party] = 1 / gain
            least += table.minimums[party] / gain
        others = [
            Row(tuple(int(each == party) for each in range(table.parties)), minimum)
            for party, minimum in enumerate(table.minimums)
            if party not in self._some
        ]
        return mixed_best(table.scores, self._stretches, self._bonus, [*others, row(weights, least, 1)])


def _mixed(shares: Sequence[Fraction], gains: Sequence[Gains]) -> Gains:
    return tuple(
        sum((share * each[party] for share, each in zip(shares, gains, strict=True)), Fraction(0))
        for party in range(len(gains[0]))
    )


def _along(shares: Sequence[Fraction], move: Sequence[Fraction], far: Fraction) -> list[Fraction]:
    return [share + far * by for share, by in zip(shares, move, strict=True)]


def _whole(shares: Sequence[float]) -> list[Fraction]:
    """Floating shares as fractions that sum to 1."""
    return _rounded([Fraction(max(share, 0.0)) for share in shares], 53)


def _rounded(shares: Sequence[Fraction], digits: int) -> list[Fraction]:
    """Shares that sum to 1, rounded to so many binary digits; the largest makes up for the rest."""
    grain = 1 << digits
    found = [Fraction(round(share * grain), grain) for share in shares]
    found[max(range(len(found)), key=lambda place: found[place])] += 1 - sum(found)
    return found


def _rounded_all(numbers: Sequence[Fraction], digits: int) -> tuple[Fraction, ...]:
    """Numbers rounded to so many binary digits beyond their own size."""
    found = []
    for number in numbers:
        shift = digits - (number.numerator.bit_length() - number.denominator.bit_length())
        grain = Fraction(1 << shift) if shift >= 0 else Fraction(1, 1 << -shift)
        found.append(round(number * grain) / grain)
    return tuple(found)


def _solved(system: Sequence[Sequence[Fraction]], right: Sequence[Fraction]) -> list[Fraction] | None:
    """Solve linear equations; None where they have no single solution."""
    lines = [[*line, value] for line, value in zip(system, right, strict=True)]
    for column in range(len(lines)):
        pivot = next((place for place in range(column, len(lines)) if lines[place][column]), None)
        if pivot is None:
            return None
        lines[column], lines[pivot] = lines[pivot], lines[column]
        lead = lines[column][column]
        lines[column] = [each / lead for each in lines[column]]
        for place, line in enumerate(lines):
            if place != column and line[column]:
                lines[place] = [a - line[column] * b for a, b in zip(line, lines[column], strict=True)]
    return [line[-1] for line in lines]


def _dependence(lines: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """Numbers, not all 0 and some above it, with which the lines sum to nothing; None: there are none."""
    count = len(lines)
    left = [[*line, *(Fraction(int(a == b)) for b in range(count))] for a, line in enumerate(lines)]
    width = len(lines[0])
    done = 0
    for column in range(width):
        pivot = next((place for place in range(done, count) if left[place][column]), None)
        if pivot is None:
            continue
        left[done], left[pivot] = left[pivot], left[done]
        for place in range(done + 1, count):
            if left[place][column]:
                by = left[place][column] / left[done][column]
                left[place] = [a - by * b for a, b in zip(left[place], left[done], strict=True)]
        done += 1
    if done == count:
        return None
    found = left[done][width:]
    return found if max(found) > 0 else [-each for each in found]
