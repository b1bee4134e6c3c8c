# SPDX-License-Identifier: Apache-2.0
"""Fronts: the efficient score vectors of some of the issues, how often each is reached, and by which options.

Whatever stands at the beginning of an efficient package is itself efficient among the beginnings, or else a better one
could take its place. So fronts can be put together piece by piece: the front of two pieces is what is efficient among
the sums of theirs (a Minkowski sum, filtered), and every package that reaches a vector is counted on the way. The cost
grows with the size of the fronts and not with the number of packages. (Multi-objective dynamic programming: Klamroth
and Wiecek 2000; Nemhauser and Ullmann 1969 for two objectives.)

A vector is held as one whole number: the first party's score in the highest bits, then the second's, and so on. Sums of
such numbers are the numbers of the sums, and their order is that in which the filter wants them. Numbers that do not
fit into 64 bits are Python's own, slower and just as exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods import dominance


Vectors: TypeAlias = NDArray[Any]
"""Score vectors as a `Form` holds them."""
Counts: TypeAlias = NDArray[Any]
Places: TypeAlias = NDArray[np.intp]

WORD = 62
"""The bits of a number that a sum of two in 64 bits does not overflow."""
CANDIDATES = 4_000_000
"""About how many sums are looked at in one go: what bounds the memory."""
_SHARES = {4: 5.0, 5: 0.3}
"""How many vectors of so many parties are filtered at once, for each point allowed: with each party more the filter
costs several times as much, and most vectors are efficient anyway."""


class TooManyError(Exception):
    """A front grew larger than allowed, or the time given ran out. Never leaves settlement."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Each vector stands for one option of an issue."""

    issue: int
    options: Places


@dataclass(frozen=True, slots=True)
class Summed:
    """Each vector is the sum of one of the left front and one of the right."""

    left: Front
    right: Front
    lefts: Places
    rights: Places


@dataclass(frozen=True, slots=True)
class United:
    """Each vector comes from one of several fronts: from which, and from which place there."""

    parts: tuple[Front, ...]
    which: Places
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """Efficient vectors in descending order, each once."""

    vectors: Vectors
    counts: Counts | None
    """How many combinations of options reach each vector; None: one each."""
    origin: Taken | Summed | United | None
    """Where the vectors come from; None: from no issue at all."""

    def __len__(self) -> int:
        return len(self.vectors)

    def shifted(self, vector: Vectors | int) -> Front:
        """Give the front with a vector added to each of its own."""
        return Front(self.vectors + vector, self.counts, self.origin)


class Form:
    """How vectors are held: each as one whole number, the first party's score in the highest bits.

    Where `limits` are given, a front with more points than they allow raises TooManyError.
    """

    _SLOW = 10_000
    """How many vectors are filtered without a look at the time."""
    FEW = 48

    def __init__(self, spans: Sequence[int], limits: Limits | None = None) -> None:
        """`spans`: what each party's sum never exceeds; every number put in is at least 0."""
        self._limits = limits or Limits()
        widths = [span.bit_length() for span in spans]
        self._masks = [(1 << width) - 1 for width in widths]
        self._shifts = [sum(widths[party + 1 :]) for party in range(len(spans))]
        self.number: type = np.int64 if sum(widths) <= WORD else object

    def held(self, scores: Sequence[Sequence[int]]) -> Vectors:
        """Hold vectors that are given as rows of whole numbers, one for each party."""
        return np.array([self.key(row) for row in scores], dtype=self.number)

    def key(self, row: Sequence[int]) -> int:
        """The number as which one vector is held; of negative scores too, to be added to others."""
        if len(row) == 2:  # noqa: PLR2004 - the same, without a loop
            return (row[0] << self._shifts[0]) + row[1]
        return sum(score << shift for score, shift in zip(row, self._shifts, strict=True))

    def columns(self, vectors: Vectors) -> tuple[Vectors, ...]:
        """Give each party's numbers of some vectors."""
        return tuple((vectors >> shift) & mask for shift, mask in zip(self._shifts, self._masks, strict=True))

    def ordered(self, vectors: Vectors) -> tuple[Places, Places, NDArray[np.bool_]]:
        """Give the places of vectors in descending order; where in it each new one begins; which of these is kept."""
        if len(self._shifts) > 3 and len(vectors) > self._limits.points * _SHARES.get(len(self._shifts), 0.1):  # noqa: PLR2004
            raise TooManyError
        order = np.argsort(vectors)[::-1]
        keys = vectors[order]
        begins = np.ones(len(keys), dtype=np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=begins[1:])
        starts = np.flatnonzero(begins)
        keep = self._efficient(keys if len(starts) == len(keys) else keys[starts])
        if (len(keep) > self._limits.points and np.count_nonzero(keep) > self._limits.points) or (
            len(keys) > self._SLOW and self._limits.spent()
        ):
            raise TooManyError
        return order, starts, keep

    def few(self, keys: list[int]) -> tuple[list[int], list[int]] | None:
        """Give the places of the efficient ones of a few vectors, and how often each occurs, if that is done here.

        For a handful of numbers a plain loop is quicker than whole arrays.
        """
        if len(self._shifts) != 2 or len(keys) > self.FEW:  # noqa: PLR2004 - two parties
            return None
        mask = self._masks[1]
        places: list[int] = []
        times: list[int] = []
        last, best = None, -1
        for place in sorted(range(len(keys)), key=keys.__getitem__, reverse=True):
            if keys[place] == last:
                times[-1] += 1
            elif (second := keys[place] & mask) > best:
                last, best = keys[place], second
                places.append(place)
                times.append(1)
        return places, times

    def _efficient(self, keys: Vectors) -> NDArray[np.bool_]:
        """Which of vectors in descending order, each once, are efficient."""
        if len(self._shifts) == 2:  # noqa: PLR2004 - two parties: what is better for the second than all before
            second = keys & self._masks[1]
            keep = np.ones(len(keys), dtype=np.bool_)
            np.greater(second[1:], np.maximum.accumulate(second)[:-1], out=keep[1:])
            return keep
        return dominance.efficient([self._narrow(column) for column in self.columns(keys)])

    @staticmethod
    def _narrow(column: Vectors) -> NDArray[np.int64]:
        """Numbers, or at least their ranks, in 64 bits."""
        if column.dtype != object:
            return column
        return np.unique(column, return_inverse=True)[1].astype(np.int64)


def leaf(form: Form, issue: int, options: Sequence[int], scores: Sequence[Sequence[int]]) -> Front:
    """Give the front of some options of one issue, with what each is worth to the parties."""
    keys = [form.key(row) for row in scores]
    if (few := form.few(keys)) is not None:
        best: Vectors = np.array([keys[place] for place in few[0]], dtype=form.number)
        origin = Taken(issue, np.array([options[place] for place in few[0]], dtype=np.intp))
        return Front(best, None if max(few[1], default=1) == 1 else np.array(few[1]), origin)
    vectors: Vectors = np.array(keys, dtype=form.number)
    places = np.array(options, dtype=np.intp)
    chosen, counts = _chosen(form, vectors, None)
    return Front(vectors[chosen], counts, Taken(issue, places[chosen]))


def plus(form: Form, left: Front, right: Front, *, at_once: int = CANDIDATES) -> Front:
    """Give the front of two pieces together, looking at so many sums at once."""
    if len(left) * len(right) > at_once:
        return _plus_in_parts(form, left, right, at_once)
    vectors = (left.vectors[:, None] + right.vectors[None, :]).ravel()
    chosen, counts = _chosen(form, vectors, _products(left.counts, right.counts, len(left), len(right)))
    lefts, rights = np.divmod(chosen, max(len(right), 1))
    return Front(vectors[chosen], counts, Summed(left, right, lefts, rights))


def unite(form: Form, parts: Sequence[Front]) -> Front:
    """Give the front of several of which one is to be chosen."""
    if len(parts) == 1:
        return parts[0]
    lengths = [len(part) for part in parts]
    vectors = np.concatenate([part.vectors for part in parts])
    counts = _joined([(len(part), part.counts) for part in parts])
    chosen, counts = _chosen(form, vectors, counts)
    which = np.repeat(np.arange(len(parts)), lengths)[chosen]
    places = chosen - np.concatenate([[0], np.cumsum(lengths)])[which]
    return Front(vectors[chosen], counts, United(tuple(parts), which, places))


def terms(front: Front, issues: int) -> NDArray[np.intp]:
    """Give, for each vector, the options by which it is reached: one row each, one column for each issue.

    The column of an issue that the front knows nothing of is 0.
    """
    taken = np.zeros((len(front), issues), dtype=np.intp)
    everything = np.arange(len(front))
    ahead = [(front.origin, everything, everything)]
    while ahead:
        origin, rows, places = ahead.pop()
        match origin:
            case Taken():
                taken[rows, origin.issue] = origin.options[places]
            case Summed():
                ahead.append((origin.left.origin, rows, origin.lefts[places]))
                ahead.append((origin.right.origin, rows, origin.rights[places]))
            case United():
                which = origin.which[places]
                for number in np.unique(which):
                    here = which == number
                    ahead.append((origin.parts[number].origin, rows[here], origin.places[places[here]]))
    return taken


def _plus_in_parts(form: Form, left: Front, right: Front, at_once: int) -> Front:
    """The same, a part of the left front after the other, so that the sums fit into memory."""
    step = max(at_once // len(right), 1)
    vectors, places = left.vectors[:0], np.array([], dtype=np.intp)
    counts: Counts | None = None
    for begin in range(0, len(left), step):
        rows = slice(begin, begin + step)
        some = left.vectors[rows]
        sums = (some[:, None] + right.vectors[None, :]).ravel()
        more = _products(None if left.counts is None else left.counts[rows], right.counts, len(some), len(right))
        chosen, more = _chosen(form, sums, more)
        counts = _joined([(len(vectors), counts), (len(chosen), more)])
        vectors = np.concatenate([vectors, sums[chosen]])
        places = np.concatenate([places, chosen + begin * len(right)])
        chosen, counts = _chosen(form, vectors, counts)
        vectors, places = vectors[chosen], places[chosen]
    lefts, rights = np.divmod(places, len(right))
    return Front(vectors, counts, Summed(left, right, lefts, rights))


def _chosen(form: Form, vectors: Vectors, counts: Counts | None) -> tuple[Places, Counts | None]:
    """Where the efficient vectors stand, one place for each, in descending order; and how often each is reached."""
    if counts is None and len(vectors) <= form.FEW and (few := form.few(vectors.tolist())) is not None:
        return np.array(few[0], dtype=np.intp), None if max(few[1], default=1) == 1 else np.array(few[1])
    order, starts, keep = form.ordered(vectors)
    if len(starts) == len(order):
        chosen = order[keep]
        return chosen, None if counts is None else counts[chosen]
    chosen = order[starts[keep]]
    if counts is None:
        return chosen, np.diff(starts, append=len(order))[keep]
    if counts.dtype != object and int(counts.max()) * len(counts) >= 1 << WORD:
        counts = counts.astype(object)
    return chosen, np.add.reduceat(counts[order], starts)[keep]


def _products(left: Counts | None, right: Counts | None, lefts: int, rights: int) -> Counts | None:
    if left is None and right is None:
        return None
    left = _joined([(lefts, left)], always=True)
    right = _joined([(rights, right)], always=True)
    if left.dtype != object and lefts and rights and int(left.max()) * int(right.max()) >= 1 << WORD:
        left = left.astype(object)
    return (left[:, None] * right[None, :]).ravel()


@overload
def _joined(parts: Sequence[tuple[int, Counts | None]]) -> Counts | None: ...
@overload
def _joined(parts: Sequence[tuple[int, Counts | None]], *, always: Literal[True]) -> Counts: ...
def _joined(parts: Sequence[tuple[int, Counts | None]], *, always: bool = False) -> Counts | None:
    """Put the counts of parts of these lengths together; None if each vector of all is reached once."""
    if not always and all(counts is None for _, counts in parts):
        return None
    return np.concatenate([np.ones(length, dtype=np.int64) if counts is None else counts for length, counts in parts])
