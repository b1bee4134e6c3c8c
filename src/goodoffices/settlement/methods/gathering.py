# SPDX-License-Identifier: Apache-2.0
"""All packages that meet some demands: put together piece by piece, and left behind where they cannot get there.

A beginning that falls short of some `sums` of the demands is followed no further. With multipliers from the relaxation
little is to spare, so few rows are left to begin with (a core of few choices: Balas and Zemel 1980), and few
beginnings. Where they become many, the relaxation is asked how far some of them could get: the multipliers that rule
one out rule out others, too (as in Benders 1962). And of those that come to the same one is followed (`merging`). What
is left behind is proven to meet no demands, or to be bettered by what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.beginnings import Begun, Steps
from goodoffices.settlement.methods.merging import Open, alike, unbettered
from goodoffices.settlement.methods.pieces import Pieces
from goodoffices.settlement.methods.relaxation import Cut, Relaxation
from goodoffices.settlement.methods.sums import Sum, Sums, added, mixed
from goodoffices.settlement.methods.totals import totals


BEGINNINGS = 500_000
"""The most beginnings of packages that are followed at once."""
MERGED = 256
"""From how many on it is looked which come to the same; then again when they are twice as many."""
ASKED = 1000
"""From how many on the relaxation is asked about some of them; then again when they are twice as many."""
ASKS, IDLE, USEFUL = 32, 3, 0.97
"""How often it is asked at the most; after how many answers of little use no more; and what share such leave."""
COMPARED = 100_000
"""Up to how many are compared with others."""
ROOM = 16
"""By what both are larger where no ties are: there beginnings cost less than asking, and few come to the same."""
SUMS = 24
"""How many sums from such answers are looked at at once."""
KNOWN = 12
"""How many of those from beginnings before are looked at from the first on."""
GOLDEN = (5**0.5 - 1) / 2
SAMPLE, SAMPLED = 200, 8
"""How many beginnings, and how many rows, are looked at to see by which sums most are ruled out."""

Whole = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered."""

    terms: Places | None
    """All packages, one row each, of efficient ones none missing; of those that come to the same, `beginnings.WAYS` at
    the most. None: there were too many beginnings to follow."""
    most: int
    """How many beginnings were followed at once."""
    whole: bool = True
    """Whether every beginning was followed, and not only the most promising."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """That only packages with the largest weighted sum of scores are wanted, of those that reach the minimums."""

    weights: tuple[int, ...]
    minimums: tuple[int, ...]
    every: bool
    """Whether all of these are, or one is enough."""

    def seen(self, what: Open, least: Whole) -> Open:
        """What the rest will see of beginnings then: the sum, and what may be lacking of the minimums.

        `least`: what the rest adds to each party's score at the least.
        """
        weights, enough = np.array(self.weights, dtype=np.int64), np.array(self.minimums, dtype=np.int64) - least
        return replace(
            what,
            scores=np.column_stack([what.scores @ weights, np.minimum(what.scores, enough)]),
            enough=np.append(np.iinfo(np.int64).max, enough),
            telling=1 if self.every else 1 + len(enough),
            adds=np.column_stack([what.adds @ weights, what.adds]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How packages are gathered."""

    limits: Limits
    wanted: Wanted | None = None
    """Only packages that have most of it."""
    followed: int | None = None
    """Follow no more than so many beginnings at once, the most promising; then packages may be missing."""


def gather(
    relaxation: Relaxation, least: Sequence[int], cuts: Sequence[Cut], known: list[Cut], manner: Manner
) -> Gathered | None:
    """Give all packages that meet the rows, each with so much; None: too large numbers, or it was stopped.

    The first cut, the one from the relaxation's optimum, is what most are left behind by. `known`: cuts that the
    relaxation gave of beginnings before; those it gives now are added.
    """
    sums = [added(relaxation, least, each) for each in mixed(relaxation.rows, relaxation.pieces, cuts)]
    if any(each is None for each in sums):
        return None

    def asked(taken: Mapping[int, int]) -> Sum | None:
        cut = relaxation.with_taken(taken)
        if cut is None:
            return None
        known.append(cut)
        return added(relaxation, least, cut)

    sums += [added(relaxation, least, each) for each in known[-KNOWN:]]
    following = _Following(relaxation.pieces, [each for each in sums if each is not None], asked, manner)
    found, most = following.run(len(relaxation.table.sizes))
    if manner.limits.spent():
        return None
    if found is None:
        return Gathered(None, most)
    scores = totals(relaxation.table, found)
    alive = np.ones(len(found), dtype=np.bool_)
    for row, low in zip(relaxation.rows, least, strict=True):
        alive &= np.asarray(scores @ np.array(row.weights, dtype=scores.dtype) >= low, dtype=np.bool_)
    return Gathered(found[alive], most, not following.left_out)


@dataclass(slots=True)
class _At:
    """Beginnings at one place."""

    spare: Whole
    """At each sum what each has to spare."""
    scores: Whole
    """A row for each beginning: whole-number scores as far as they are settled."""
    taken: dict[int, Places]
    """What was taken for the issues of which that still matters."""

    def of(self, rows: Places) -> _At:
        return _At(self.spare[:, rows], self.scores[rows], {i: options[rows] for i, options in self.taken.items()})


class _Following:
    """Packages as they are put together."""

    def __init__(
        self,
        pieces: Pieces,
        sums: Sequence[Sum],
        asked: Callable[[Mapping[int, int]], Sum | None],
        manner: Manner,
    ) -> None:
        """`asked`: given which row a beginning took of each piece so far, a sum of which it is likely to fall short."""
        self._pieces, self._asked, self._manner = pieces, asked, manner
        self._sums, self._own, self.left_out = Sums(pieces, sums), len(sums), False
        spare = self._sums.spare
        count = range(len(pieces.pieces))
        self._kept = [np.flatnonzero((self._sums.behind(each) <= spare[:, None]).all(axis=0)) for each in count]
        self._possible = bool((spare >= 0).all()) and all(map(len, self._kept))
        order = sorted(range(len(self._kept)), key=lambda number: -self._spread(number))
        self._begun, self._steps = Begun(pieces, order), Steps(pieces, order, self._kept)
        room = 1 if pieces.ties else ROOM
        self._least = MERGED * room, ASKED * room
        self._merged, self._asking = self._least

    def _spread(self, number: int) -> int:
        """How much hangs on a piece. Where ties are to be settled, pieces of which little is left come first."""
        if self._pieces.ties:
            return int(self._sums.behind(number)[0].max(initial=0))
        scores = self._pieces.pieces[number].scores[self._kept[number]]
        return int(np.ptp(scores, axis=0).max()) if len(scores) else 0

    def run(self, issues: int) -> tuple[Places | None, int]:
        """Give all packages whose sums leave nothing lacking, and how many beginnings there were at the most."""
        at = _At(self._sums.spare[:, None], np.zeros((1, len(self._pieces.largest)), dtype=np.int64), {})
        most = 1
        for place in range(len(self._kept) if self._possible else 0):
            further = self._go_on(at, place)
            if further is None:
                return None, BEGINNINGS
            most = max(most, len(further.scores))
            at = self._few(self._settle(further, place), place)
            if not len(at.scores):
                return np.zeros((0, issues), dtype=np.intp), most
            if self._manner.limits.spent():
                return None, most
        return self._steps.packages(issues) if self._possible else np.zeros((0, issues), dtype=np.intp), most

    def _go_on(self, at: _At, place: int) -> _At | None:
        """Go on with the rows of a piece; None: too many beginnings."""
        number, ends = self._begun.order[place], self._begun.ends
        found = _going_on(at.spare, self._sums.behind(number)[:, self._kept[number]])
        if found is None:
            return None
        parents, choices, spare = found
        self._steps.add(parents, choices)
        piece, rows = self._pieces.pieces[number], self._kept[number][choices]
        taken: dict[int, Places] = {}
        if self._pieces.ties:
            taken = {issue: options[parents] for issue, options in at.taken.items() if ends[issue] >= place}
            taken.update({issue: piece.terms[rows, column] for column, issue in enumerate(piece.issues)})
        return _At(spare, at.scores[parents] + piece.scores[rows], taken)

    def _keep(self, at: _At, rows: Places) -> _At:
        self._steps.keep(rows)
        return at.of(rows)

    def _settle(self, at: _At, place: int) -> _At:
        """Count what is settled now, and leave behind what broke a dependency."""
        begun, size = self._begun, len(at.scores)
        tied, bonuses = settled = begun.settled[place]
        if not tied and not bonuses:
            return at
        at.spare -= self._sums.settled(begun, settled, at.taken, size)
        for number in bonuses:
            bonus = self._pieces.bonuses[number]
            at.scores[:, bonus.party] += bonus.adds * begun.holding(number, at.taken, size)
        alive = (at.spare >= 0).all(axis=0)
        for tie in (self._pieces.ties[number] for number in tied):
            if not tie.joint:
                alive &= begun.counted(tie, at.taken, size) >= tie.least
        return self._keep(at, np.flatnonzero(alive))

    def _few(self, at: _At, place: int) -> _At:
        """Of many beginnings, leave behind what can be."""
        if len(at.scores) >= self._merged:
            at = self._merge(at, place)
            self._merged = max(self._least[0], len(at.scores) * 2)
        if len(at.scores) >= self._asking:
            at = self._ask(at)
            self._asking = max(self._least[1], len(at.scores) * 2)
        followed = self._manner.followed
        if followed is not None and len(at.scores) > followed:
            self.left_out = True
            # Promising is what has most to spare at the sum where it has least.
            shares = (at.spare[: self._own] / (self._sums.spare[: self._own, None] + 1.0)).min(axis=0)
            at = self._keep(at, np.sort(np.argpartition(-shares, followed)[:followed]))
        return at

    def _merge(self, at: _At, place: int) -> _At:
        """Follow one of those that are alike, and none that are bettered."""
        what, can = self._begun.open(place, at.scores, at.taken)
        if self._manner.wanted is not None:
            what = self._manner.wanted.seen(what, self._begun.least(place, self._kept))
        able = np.flatnonzero(can)
        what, at = what.of(able), self._keep(at, able)
        if not len(able):
            return at
        order, begins = alike(what)
        self._steps.together(order, begins)
        first = order[begins]
        if len(first) > COMPARED:
            return at.of(first)
        better = unbettered(what.of(first))
        self._steps.keep(better)
        return at.of(first[better])

    def _ask(self, at: _At) -> _At:
        """Ask the relaxation of some beginnings whether they can get there: a sum that one fails others fail, too."""
        sums, rows = self._sums, self._steps.rows()
        left, spare, idle = np.arange(len(at.scores)), at.spare, 0
        for number in range(ASKS):
            if len(left) < ASKED // 4 or idle >= IDLE or self._manner.limits.spent():
                break
            one = left[int(len(left) * (number * GOLDEN % 1))]
            each = self._asked({piece: int(row[one]) for piece, row in zip(self._begun.order, rows, strict=False)})
            if each is None:
                idle += 1
                continue
            sums.add(each)
            spared = sums.last(self._begun, [row[left] for row in rows])
            alive = np.flatnonzero(spared >= 0)
            useful = len(alive) <= USEFUL * len(left)
            left, spare = left[alive], spare[:, alive]
            if useful:
                idle, spare = 0, np.vstack([spare, spared[alive]])
            else:
                idle += 1
                sums.drop(-1)
            if len(sums.spare) > self._own + SUMS:
                sums.drop(self._own)
                spare = np.delete(spare, self._own, axis=0)
        self._steps.keep(left)
        return _At(spare, at.scores[left], {issue: options[left] for issue, options in at.taken.items()})


def _going_on(spare: Whole, behind: Whole) -> tuple[Places, Places, Whole] | None:
    """Which beginnings go on with which rows of a piece, and what each has to spare then; None: too many."""
    parents: list[Places] = []
    choices: list[Places] = []
    total = 0
    first, *others = _sharpest(spare, behind)
    for row in range(behind.shape[1]):
        alive = np.flatnonzero(spare[first] >= behind[first, row])
        for number in others:
            if not len(alive):
                break
            alive = alive[spare[number][alive] >= behind[number, row]]
        total += len(alive)
        if total > BEGINNINGS:
            return None
        parents.append(alive)
        choices.append(np.full(len(alive), row, dtype=np.intp))
    froms, rows = np.concatenate(parents), np.concatenate(choices)
    return froms, rows, spare[:, froms] - behind[:, rows]


def _sharpest(spare: Whole, behind: Whole) -> list[int]:
    """The sums, those that rule most beginnings out before the others, as far as a sample tells."""
    some = spare[:, :: max(spare.shape[1] // SAMPLE, 1)]
    going_on = np.zeros(len(spare), dtype=np.int64)
    for row in behind.T[:: max(behind.shape[1] // SAMPLED, 1)]:
        going_on += (some >= row[:, None]).sum(axis=1)
    return [int(number) for number in np.argsort(going_on, kind="stable")]
