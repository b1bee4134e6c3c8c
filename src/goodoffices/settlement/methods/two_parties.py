# SPDX-License-Identifier: Apache-2.0
"""The whole frontier of two parties with additive scores: the way that is taken most often, and so made quick.

It is the sum of the issues' fronts, as in `fronts`, with two things done for speed. As long as the fronts are small,
pairs of neighbours are joined all at once, one row of an array for each pair; then one after the other is joined to
what there is already. And issues over which most is at stake come first, which keeps what has to be looked at small:
what a later issue can add then lies between what is there. What `staircase` says of numbers holds for each step.

The packages found are counted anew from the tables, and have to be what the frontier says and be in strict order, the
first party's scores falling and the second's rising, so that none betters another.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.fronts import TooManyError
from goodoffices.settlement.methods.rounded import rounded
from goodoffices.settlement.methods.staircase import (
    BITS,
    WORD,
    Counts,
    Form,
    Front,
    Kept,
    Places,
    Whole,
    kept,
    plus,
    weighing,
)
from goodoffices.settlement.tables import Tables


FEW = 10
"""So many issues, of few options, are joined as they are."""
SHORT = 10
TOGETHER = 1024
"""Up to how many sums are made before they are looked at."""
JOINED = 2
"""How often neighbours are joined all at once, at the most."""
SQUARE = 512
"""Up to how many sums for each pair."""
MORE = 1.3
"""What all fronts together may grow by if neighbours are joined: the larger they are, the more sums there are later."""
ROOM = 1_000_000
"""The most options that issues may have if all had as many as the one with the most."""


@dataclass(frozen=True, slots=True)
class Found:
    """The frontier as arrays, as `frontier.Efficient` holds it."""

    scores: NDArray[Any]
    terms: NDArray[Any]
    """The option of each issue, one row for each vector, in whole numbers no wider than they have to be."""
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Fronts:
    """Several fronts, one in each row, filled up with `Form.beyond`."""

    keys: Whole
    counts: Counts | None
    sizes: Places
    options: Places
    """`options[which, row, place]`: for each vector one place in the table of options, for each issue in it."""


@dataclass(frozen=True, slots=True)
class _Block(Front):
    """What one issue or several add together."""

    issues: tuple[int, ...]
    options: tuple[Places, ...]
    """For each of the issues: its option, for each vector."""


def additive(table: Tables) -> bool:
    """Whether a scenario is of this kind."""
    return table.parties == 2 and not table.bonuses and not table.bounds  # noqa: PLR2004


def whole(table: Tables, limits: Limits) -> Found | None:
    """Give the whole frontier; None where the numbers do not fit into what is done here.

    Raises TooManyError where it has more points than allowed, or the time is up.
    """
    if limits.spent():
        raise TooManyError
    issues, most = len(table.sizes), max(table.sizes)
    if issues * most > ROOM:
        return None
    try:
        numbers = np.array(list(chain.from_iterable(chain.from_iterable(table.scores))), dtype=np.int64)
    except OverflowError:
        return _in_words(table, limits)
    if max(int(numbers.max()), -int(numbers.min())) * issues >= 1 << WORD:
        return _in_words(table, limits)
    sizes = np.array(table.sizes)
    rows = np.minimum(np.arange(most), (sizes - 1)[:, None]) + (np.cumsum(sizes) - sizes)[:, None]
    scores = numbers.reshape(-1, 2).T[:, rows]
    best = scores.max(axis=2)
    losses = best[:, :, None] - scores
    stakes = losses.max(axis=2)
    spans = stakes.sum(axis=1).tolist()
    form = Form.of((spans[0], spans[1]))
    if form.bits > BITS:
        return _in_words(table, limits)
    keys = (losses[0] << form.width) + losses[1]
    order = np.argsort(-(stakes[0] / max(spans[0], 1) + stakes[1] / max(spans[1], 1)), kind="stable")
    blocks = _blocks(form, keys, sizes, order)
    last, places = _one_by_one(form, blocks, limits)
    terms: NDArray[Any] = np.empty(
        (issues, len(last.keys)), dtype=np.int16 if most <= np.iinfo(np.int16).max else np.intp
    )
    for block, here in zip(blocks, places, strict=True):
        for issue, options in zip(block.issues, block.options, strict=True):
            options.astype(terms.dtype).take(here, out=terms[issue], mode="clip")
    if not (_recount(keys, terms) == last.keys).all():
        raise AssertionError("a package is not worth what the frontier says")
    losses = np.stack([last.keys >> form.width, last.keys & form.mask], axis=1)
    return _found(best.sum(axis=1) - losses, terms, last.counts)


def _in_words(table: Tables, limits: Limits) -> Found | None:
    found = rounded(table, limits)
    if found is None:
        return None
    best = [sum(max(option[party] for option in issue) for issue in table.scores) for party in range(2)]
    scores = np.stack([most - losses for most, losses in zip(best, found.losses, strict=True)], axis=1)
    return _found(scores, found.terms, found.counts)


def _issues(form: Form, keys: Whole, sizes: Places) -> _Fronts:
    """The issues' options; only the efficient ones where there are too many to join them as they are."""
    most = keys.shape[1]
    padded = np.where(np.arange(most) < sizes[:, None], keys, form.beyond)
    if most**2 <= SQUARE and len(keys) > 1:
        return _Fronts(padded, None, sizes, np.broadcast_to(np.arange(most), (1, *keys.shape)))
    found = kept(form, padded, None)
    return _filled(form, found, (found.places % most)[None])


def _pairs(form: Form, fronts: _Fronts) -> _Fronts:
    """The fronts of neighbours joined."""
    keys, counts, options = fronts.keys, fronts.counts, fronts.options
    if len(keys) % 2:
        nothing = np.full((1, keys.shape[1]), form.beyond)
        nothing[0, 0] = 0
        keys = np.concatenate([keys, nothing])
        options = np.concatenate([options, np.zeros_like(options[:, :1])], axis=1)
        counts = None if counts is None else np.concatenate([counts, np.ones_like(counts[:1])])
    half, across = len(keys) // 2, keys.shape[1]
    weigh = None if counts is None else weighing(counts[0::2], counts[1::2], across, across)
    found = kept(form, (keys[0::2, :, None] + keys[1::2, None, :]).reshape(half, -1), weigh)
    before = found.places // across
    behind = found.places - before * across + before // across * across
    one, other = (options[:, begin::2].reshape(len(options), -1) for begin in (0, 1))
    return _filled(form, found, np.concatenate([one[:, before], other[:, behind]]))


def _filled(form: Form, found: Kept, options: Places) -> _Fronts:
    """Put what is kept of several rows under one another."""
    there = np.arange(found.sizes.max()) < found.sizes[:, None]
    keys = np.full(there.shape, form.beyond)
    keys[there] = found.keys
    counts = None
    if found.counts is not None:
        counts = np.zeros(there.shape, dtype=found.counts.dtype)
        counts[there] = found.counts
    every = np.zeros((len(options), *there.shape), dtype=np.intp)
    every[:, there] = options
    return _Fronts(keys, counts, found.sizes, every)


def _blocks(form: Form, keys: Whole, sizes: Places, order: Places) -> list[_Block]:
    """The issues in an order; several in one block where there are many."""
    issues = order.tolist()
    if len(issues) <= FEW and keys.shape[1] <= SHORT:
        every = np.arange(keys.shape[1])
        return [_Block(keys[issue, : sizes[issue]], None, (issue,), (every,)) for issue in issues]
    fronts = _issues(form, keys[order], sizes[order])
    while len(fronts.options) < 1 << JOINED and fronts.keys.shape[1] ** 2 <= SQUARE and len(fronts.keys) > 1:
        joined = _pairs(form, fronts)
        if joined.sizes.sum() > MORE * fronts.sizes.sum():
            break
        fronts = joined
    made = []
    for row, size in enumerate(fronts.sizes.tolist()):
        counts = None if fronts.counts is None else fronts.counts[row, :size]
        here = tuple(issues[row * len(fronts.options) :][: len(fronts.options)])
        made.append(_Block(fronts.keys[row, :size], counts, here, tuple(fronts.options[: len(here), row, :size])))
    return made


def _one_by_one(form: Form, blocks: list[_Block], limits: Limits) -> tuple[Kept, list[Places]]:
    """Join one block after the other, and say for each vector of the last from which place of all of them it came.

    As long as the sums are few, those with several blocks are made before they are looked at.
    """
    start = np.zeros(1, dtype=np.int64)
    front = Kept(start, None, start, start)
    steps: list[tuple[Places, list[int]]] = []
    ahead = deque(blocks)
    while ahead:
        some: Front = ahead.popleft()
        lengths = [len(some.keys)]
        while ahead and len(front.keys) * len(some.keys) * len(ahead[0].keys) <= TOGETHER:
            lengths.append(len(ahead[0].keys))
            some = _every(some, ahead.popleft())
        front = plus(form, front, some, limits)
        steps.append((front.places, lengths))
    places: list[Places] = []
    here = np.arange(len(front.keys))
    for found, lengths in reversed(steps):
        here = found[here]
        for length in reversed(lengths):
            before = here // length
            places.append(here - before * length)
            here = before
    return front, places[::-1]


def _every(left: Front, right: Front) -> Front:
    """All sums of two."""
    keys = (left.keys[:, None] + right.keys).ravel()
    weigh = weighing(left.counts, right.counts, len(left.keys), len(right.keys))
    return Front(keys, None if weigh is None else weigh(np.arange(len(keys))))


def _recount(keys: Whole, terms: NDArray[Any]) -> Whole:
    """What packages are worth, told from the losses of each issue's options."""
    sums: Whole = np.zeros(terms.shape[1], dtype=np.int64)
    for losses, options in zip(keys, terms, strict=True):
        sums += losses.take(options)
    return sums


def _found(scores: NDArray[Any], terms: NDArray[Any], counted: Counts | None) -> Found:
    first, second = scores.T
    if not ((first[1:] < first[:-1]).all() and (second[1:] > second[:-1]).all()):
        raise AssertionError("a package on the frontier betters another")
    counts = (1,) * len(scores) if counted is None else tuple(counted.tolist())
    return Found(scores, terms.T, counts)
