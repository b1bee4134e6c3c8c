# SPDX-License-Identifier: Apache-2.0
"""The front of the sums of two fronts of two parties, as quickly as whole arrays can do it.

What a package is worth is counted as losses: what each party falls short of the best it could have of every issue. Both
losses are held in one whole number of 64 bits, the first party's in the higher bits, so that the sum of numbers is the
number of the sums. Sorted by it, a vector is efficient if its second loss is below all before it: the steps of a stair
going down. Below the losses the place from which a sum came is written into the same number, so that the numbers alone
are sorted, which is several times as quick as sorting places by them.

Sums too many for the processor's cache are gone through in ranges of the first loss. All ranges begin with the least
second loss so far, and what is not below it is left out before anything is sorted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.fronts import TooManyError


Whole: TypeAlias = NDArray[np.int64]
Counts: TypeAlias = NDArray[Any]
"""How many packages: 64 bits, or Python's numbers where they might not fit."""

BITS = 60
"""The most bits that both losses may take together."""
WORD = 62
"""The bits of a number that a sum of two in 64 bits does not overflow."""
AT_ONCE = 1 << 16
"""How many sums are sorted in one go."""
SAMPLE = 32
"""How many sums are looked at, for each range, to find where it is to end."""
UNTIMED = 10_000
"""How many sums are looked at without a look at the time."""


@dataclass(frozen=True, slots=True)
class Form:
    """How two losses are held in one number; `spans`: what neither party's sum exceeds."""

    width: int
    """The bits of the second loss."""
    bits: int
    """The bits of both."""

    @staticmethod
    def of(spans: tuple[int, int]) -> Form:
        """Give the form that holds sums up to these. It is of use where it has at most `BITS` bits."""
        first, second = (span.bit_length() for span in spans)
        return Form(second, first + second)

    @property
    def mask(self) -> int:
        """Which bits are the second loss."""
        return (1 << self.width) - 1

    @property
    def beyond(self) -> int:
        """A number above all that losses can be: what stands where rows of several fronts are shorter than others."""
        return 1 << self.bits


@dataclass(frozen=True, slots=True)
class Kept:
    """The efficient ones of some sums: of one row after the other, in ascending order."""

    keys: Whole
    places: Whole
    """Where each stood in its row."""
    counts: Counts | None
    """How many packages reach each; None: one each."""
    sizes: NDArray[np.intp]
    """How many there are in each row."""


def kept(form: Form, sums: Whole, weights: Counts | None) -> Kept:
    """Give the efficient ones of each row; `sums` is written over.

    In every row is a sum in which the second party loses nothing, so that numbers from `form.beyond` up are not kept.
    """
    rows, length = sums.shape
    room = (length - 1).bit_length()
    if form.bits + 2 + room < 64:  # noqa: PLR2004 - bits of a number, one of them the sign
        sums <<= room
        sums += np.arange(length)
        sums.sort(axis=1)
        places = sums & ((1 << room) - 1)
        sums >>= room
    else:
        places = np.argsort(sums, axis=1)
        sums = np.take_along_axis(sums, places, axis=1)
    second = sums & form.mask
    least = np.minimum.accumulate(second, axis=1)
    keep = np.empty(sums.shape, dtype=np.bool_)
    keep[:, 0] = True
    np.less(second[:, 1:], least[:, :-1], out=keep[:, 1:])
    level = sums[:, 1:] == sums[:, :-1]
    here = keep.ravel().nonzero()[0]
    if weights is not None or (level & keep[:, :-1]).any():
        counts = _counted(level, keep.ravel(), places, weights)
    else:
        counts = None
    return Kept(
        sums.ravel()[here],
        places.ravel()[here],
        counts,
        np.array([len(here)]) if rows == 1 else np.count_nonzero(keep, axis=1),
    )


def products(left: Counts | None, right: Counts | None, lefts: int, rights: int) -> Counts | None:
    """How many packages reach each sum of each row, given how many reach the parts: rows of so many."""
    if left is None and right is None:
        return None
    left = np.ones((1, lefts), dtype=np.int64) if left is None else left
    right = np.ones((1, rights), dtype=np.int64) if right is None else right
    if left.dtype != object and int(left.max()) * int(right.max()) >= 1 << WORD:
        left = left.astype(object)
    return (left[:, :, None] * right[:, None, :]).reshape(-1, lefts * rights)


def plus(form: Form, left: Kept, right: Kept, limits: Limits, *, at_once: int = AT_ONCE) -> Kept:
    """Give the front of the sums of two, each of one row; the place of l and r is l × (how many on the right) + r.

    Raises TooManyError where it has more points than allowed, or the time is up.
    """
    lefts, rights = len(left.keys), len(right.keys)
    if lefts * rights > UNTIMED and limits.spent():
        raise TooManyError
    if lefts * rights > at_once:
        ranged = _swapped if lefts < rights else _in_ranges
        found = ranged(form, left, right, limits, at_once)
    else:
        sums = (left.keys[:, None] + right.keys).reshape(1, -1)
        found = kept(form, sums, products(_row(left.counts), _row(right.counts), lefts, rights))
    if len(found.keys) > limits.points:
        raise TooManyError
    return found


def _row(counts: Counts | None) -> Counts | None:
    return None if counts is None else counts[None]


def _counted(level: NDArray[np.bool_], keep: NDArray[np.bool_], places: Whole, weights: Counts | None) -> Counts:
    """How many packages reach each that is kept: what is level with it is added up."""
    rows, length = places.shape
    begins = np.ones(places.shape, dtype=np.bool_)
    np.logical_not(level, out=begins[:, 1:])
    starts = begins.ravel().nonzero()[0]
    chosen = keep[starts]
    if weights is None:
        ends = np.append(starts[1:], rows * length)
        return (ends - starts)[chosen]
    if len(weights) < rows:
        weights = np.broadcast_to(weights, places.shape)
    if weights.dtype != object and int(weights.max()) * length >= 1 << WORD:
        weights = weights.astype(object)
    if rows > 1:
        places = places + (np.arange(rows) * length)[:, None]
    return np.add.reduceat(weights.ravel()[places.ravel()], starts)[chosen]


def _swapped(form: Form, left: Kept, right: Kept, limits: Limits, at_once: int) -> Kept:
    found = _in_ranges(form, right, left, limits, at_once)
    rights, lefts = np.divmod(found.places, len(left.keys))
    return Kept(found.keys, lefts * len(right.keys) + rights, found.counts, found.sizes)


def _in_ranges(form: Form, left: Kept, right: Kept, limits: Limits, at_once: int) -> Kept:
    """The same in ranges of the first loss, the left being the longer."""
    across = len(right.keys)
    ends = _ends(left.keys, right.keys, max(at_once // SAMPLE, 1))
    cuts = np.array([np.searchsorted(left.keys, ends - key) for key in right.keys.tolist()])
    cuts = np.concatenate([cuts, np.full((across, 1), len(left.keys))], axis=1)
    begins = np.zeros(across, dtype=np.intp)
    least, found, length = form.mask + 1, [], 0
    for until in cuts.T:
        some = _range(form, left, right, np.stack([begins, until]), least)
        begins = until
        if some is not None:
            found.append(some)
            length += len(some.keys)
            least = int(some.keys[-1]) & form.mask
        if length > limits.points or limits.spent():
            raise TooManyError
    return Kept(
        np.concatenate([each.keys for each in found]),
        np.concatenate([each.places for each in found]),
        None
        if all(each.counts is None for each in found)
        else np.concatenate(
            [np.ones(len(each.keys), dtype=np.int64) if each.counts is None else each.counts for each in found]
        ),
        np.array([length]),
    )


def _ends(left: Whole, right: Whole, every: int) -> Whole:
    """Where ranges end that hold about as many sums each, told from a sample: one of so many."""
    over = min(every, max(len(left) // SAMPLE, 1))
    sample = (left[::over, None] + right[:: max(every // over, 1)]).ravel()
    sample.sort()
    ends: Whole = np.unique(sample[SAMPLE::SAMPLE])
    return ends


def _range(form: Form, left: Kept, right: Kept, between: Whole, least: int) -> Kept | None:
    """The efficient ones of those sums of the left between two places for each of the right, if below the least."""
    begins = between[0]
    pieces, counts, lengths = [], [], []
    counted = left.counts is not None or right.counts is not None
    for place, (begin, end, key) in enumerate(zip(*between.tolist(), right.keys.tolist(), strict=True)):
        pieces.append(left.keys[begin:end] + key)
        lengths.append(end - begin)
        if counted and end > begin:
            one = None if left.counts is None else left.counts[None, begin:end]
            other = None if right.counts is None else right.counts[None, place : place + 1]
            counts.append(products(one, other, end - begin, 1))
    sums = np.concatenate(pieces)
    below = ((sums & form.mask) < least).nonzero()[0]
    if not len(below):
        return None
    weights = np.concatenate([each for each in counts if each is not None], axis=1)[:, below] if counted else None
    some = kept(form, sums[None, below], weights)
    places = below[some.places]
    offsets = np.cumsum([0, *lengths])
    rights = np.searchsorted(offsets, places, side="right") - 1
    lefts = places - offsets[rights] + begins[rights]
    return Kept(some.keys, lefts * len(right.keys) + rights, some.counts, some.sizes)


def parted(keys: Whole, counts: Counts | None, sizes: NDArray[np.intp]) -> Iterator[Kept]:
    """Give the rows of fronts one by one, each as long as it is."""
    for row, size in enumerate(sizes.tolist()):
        some = None if counts is None else counts[row, :size]
        yield Kept(keys[row, :size], np.arange(size), some, np.array([size]))
