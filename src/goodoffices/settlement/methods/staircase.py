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

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.fronts import TooManyError


Whole: TypeAlias = NDArray[np.int64]
Places: TypeAlias = NDArray[np.intp]
Mask: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[Any]
"""How many packages: 64 bits, or Python's numbers where they might not fit."""
Weigh: TypeAlias = Callable[[Places], Counts]
"""How many packages stand behind the sums at some places."""

BITS = 60
"""The most bits that both losses may take together."""
WORD = 62
"""The bits of a number that a sum of two in 64 bits does not overflow."""
AT_ONCE = 1 << 17
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
class Front:
    """Losses of packages, each vector once, and how many packages have it."""

    keys: Whole
    counts: Counts | None
    """None: one each."""


@dataclass(frozen=True, slots=True)
class Kept(Front):
    """The efficient ones of some sums, in ascending order; of several rows, one row after the other."""

    places: Places
    """Where each stood, counted through all rows."""
    sizes: Places
    """How many there are in each row."""


def kept(form: Form, sums: Whole, weigh: Weigh | None) -> Kept:
    """Give the efficient ones of each row; `sums` is written over.

    `weigh`: how many packages stand behind the sums at some places; None: one each. In every row is a sum in which the
    second party loses nothing, so that numbers from `form.beyond` up are not kept.
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
    if rows > 1:
        places += (np.arange(rows) * length)[:, None]
    keys, places, flat = sums.ravel(), places.ravel(), keep.ravel()
    here = flat.nonzero()[0]
    counts = None
    level = keys[1:] == keys[:-1]
    level &= ~flat[1:]
    if weigh is not None or (level & flat[:-1]).any():
        counts = _counted(keys, places, flat, level, weigh)
    sizes = np.array([len(here)]) if rows == 1 else np.count_nonzero(keep, axis=1)
    return Kept(keys[here], counts, places[here], sizes)


def weighing(left: Counts | None, right: Counts | None, lefts: int, rights: int) -> Weigh | None:
    """Say how many packages stand behind sums of two, given how many behind each; rows of so many and so many."""
    if left is None and right is None:
        return None
    one = np.ones(1, dtype=np.int64) if left is None else left.ravel()
    other = np.ones(1, dtype=np.int64) if right is None else right.ravel()
    if one.dtype != object and int(one.max()) * int(other.max()) >= 1 << WORD:
        one = one.astype(object)

    def weigh(places: Places) -> Counts:
        before = places // rights
        if right is None:
            only: Counts = one[before]
            return only
        behind: Counts = other[places - before * rights + before // lefts * rights]
        return behind if left is None else one[before] * behind

    return weigh


def _counted(keys: Whole, places: Places, keep: Mask, level: Mask, weigh: Weigh | None) -> Counts:
    """How many packages reach each that is kept, with all that follow it on its `level`."""
    here = keep.nonzero()[0]
    more = level.nonzero()[0] + 1
    after = np.cumsum(keep)[more] - 1
    same = keys[here[after]] == keys[more]
    more, after = more[same], after[same]
    if weigh is None:
        return np.bincount(after, minlength=len(here)) + 1
    counts, added = weigh(places[here]), weigh(places[more])
    if counts.dtype != object and max(int(counts.max()), int(added.max(initial=0))) * (len(more) + 1) >= 1 << WORD:
        counts = counts.astype(object)
    np.add.at(counts, after, added)
    return counts


def plus(form: Form, left: Front, right: Front, limits: Limits, *, at_once: int = AT_ONCE) -> Kept:
    """Give the front of the sums of two; the place of l and r is l × (how many on the right) + r.

    The longer of them is in ascending order, where there are more sums than are looked at `at_once`. Raises
    TooManyError where there are more points than allowed, or the time is up.
    """
    lefts, rights = len(left.keys), len(right.keys)
    if lefts * rights > UNTIMED and limits.spent():
        raise TooManyError
    if lefts * rights > at_once:
        ranged = _swapped if lefts < rights else _in_ranges
        found = ranged(form, left, right, limits, at_once)
    else:
        sums = (left.keys[:, None] + right.keys).reshape(1, -1)
        found = kept(form, sums, weighing(left.counts, right.counts, lefts, rights))
    if len(found.keys) > limits.points:
        raise TooManyError
    return found


def _swapped(form: Form, left: Front, right: Front, limits: Limits, at_once: int) -> Kept:
    found = _in_ranges(form, right, left, limits, at_once)
    rights, lefts = np.divmod(found.places, len(left.keys))
    return Kept(found.keys, found.counts, lefts * len(right.keys) + rights, found.sizes)


def _in_ranges(form: Form, left: Front, right: Front, limits: Limits, at_once: int) -> Kept:
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
    counts = None
    if any(each.counts is not None for each in found):
        ones = [np.ones(len(each.keys), dtype=np.int64) if each.counts is None else each.counts for each in found]
        counts = np.concatenate(ones)
    keys, places = (np.concatenate(each) for each in zip(*((each.keys, each.places) for each in found), strict=True))
    return Kept(keys, counts, places, np.array([length]))


def _ends(left: Whole, right: Whole, every: int) -> Whole:
    """Where ranges end that hold about as many sums each, told from a sample: one of so many."""
    over = min(every, max(len(left) // SAMPLE, 1))
    sample = (left[::over, None] + right[:: max(every // over, 1)]).ravel()
    sample.sort()
    ends: Whole = np.unique(sample[SAMPLE::SAMPLE])
    return ends


def _range(form: Form, left: Front, right: Front, between: Whole, least: int) -> Kept | None:
    """The efficient ones of those sums of the left between two places for each of the right, if below the least."""
    begins = between[0]
    pieces = [
        left.keys[begin:end] + key for begin, end, key in zip(*between.tolist(), right.keys.tolist(), strict=True)
    ]
    sums = np.concatenate(pieces)
    below = ((sums & form.mask) < least).nonzero()[0]
    if not len(below):
        return None
    across = len(right.keys)
    offsets = np.cumsum([0, *map(len, pieces)])

    def places(here: Places) -> Places:
        at = below[here]
        rights = np.searchsorted(offsets, at, side="right") - 1
        found: Places = (at - offsets[rights] + begins[rights]) * across + rights
        return found

    weigh = weighing(left.counts, right.counts, len(left.keys), across)
    some = kept(form, sums[None, below], None if weigh is None else lambda here: weigh(places(here)))
    return Kept(some.keys, some.counts, places(some.places), some.sizes)
