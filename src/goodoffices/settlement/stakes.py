# SPDX-License-Identifier: Apache-2.0
"""What one issue can change for each party, with the terms of the others whatever they may be.

Without interactions a term is worth the same whatever else is agreed, and what an issue can change is its swing from
worst to best. With them it hangs on the others. What counts is then what the term of this issue alone can change, all
others the same, where they are such that it changes most: the largest difference that it makes, exactly.

Only issues that share an interaction with it can make a difference, and of these only which of the options that
interactions name are taken. Where few such combinations are left all are looked at; otherwise an integer program finds
the largest difference and proves it: two or more terms of the issue side by side, the other issues in common.
Options that no allowed package has are left out beforehand (`possible`). Apart from that dependencies are left aside:
they say what goes with what, and not what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Concept, Limits
from goodoffices.settlement.methods.levels import leximin
from goodoffices.settlement.methods.measures import Aim
from goodoffices.settlement.methods.supported import best_of_one
from goodoffices.settlement.tables import Bonus, Literal, Tables


CELLS = 200_000
"""With more combinations than this of the issue's own terms and the others', they are not all looked at."""
QUICK = 3000
"""Combinations that elimination goes through in less time than an integer program takes."""
WORD = 62


class Stakes(Protocol):
    """What an issue can change."""

    exact: bool
    """Whether what was said so far is proven; otherwise differences are the largest found."""
    together: bool
    """Whether an interaction hangs on the issue."""
    swings: tuple[int, ...]
    """For each party the most that its term alone can change of the whole-number score."""

    def shared(self) -> bool:
        """Whether one option is the best for all of them, whatever the terms of the others."""

    def promise(self, spans: Sequence[int]) -> tuple[Fraction, int]:
        """What it can bring at least to each, over the term that is worst for it, and with which option.

        As a share of so much for each party; who has 0 there does not count.
        """


def stakes_of(table: Tables, issue: int, *, limits: Limits, cells: int = CELLS) -> Stakes:
    """Say what an issue can change; with more than so many cells to look at, by integer programs."""
    within = _Within(table, issue)
    return _Seen(within) if within.cells <= cells else _Searched(within, limits)


class _Within:
    """The issue and those that it shares an interaction with."""

    def __init__(self, table: Tables, issue: int) -> None:
        self.table, self.issue, self.size = table, issue, table.sizes[issue]
        self.bonuses: list[tuple[Bonus, frozenset[int], dict[int, frozenset[int]]]] = []
        """Each with the options of this issue that it asks for, and what it asks of others."""
        for bonus in table.bonuses:
            asked = _asked(bonus.together)
            if issue in asked and all(asked.values()) and bonus.adds:
                self.bonuses.append((bonus, asked.pop(issue), asked))
        self.others = sorted({other for _, _, asked in self.bonuses for other in asked})
        self.classes = {other: self._alike(other) for other in self.others}
        self.cells = self.size * prod(len(each) for each in self.classes.values())

    def _alike(self, other: int) -> list[int]:
        """Of the options of another issue that the same interactions ask for, one each."""
        sets = list(dict.fromkeys(asked[other] for _, _, asked in self.bonuses if other in asked))
        found: dict[tuple[bool, ...], int] = {}
        for option in range(self.table.sizes[other]):
            found.setdefault(tuple(option in each for each in sets), option)
        return list(found.values())

    def worth(self, contexts: NDArray[np.intp]) -> list[NDArray[Any]]:
        """For each party what each option adds to its score, a row for each combination of the others' terms."""
        found = []
        places = {other: place for place, other in enumerate(self.others)}
        for party in range(self.table.parties):
            own = [option[party] for option in self.table.scores[self.issue]]
            largest = max(map(abs, own)) + sum(abs(bonus.adds) for bonus, _, _ in self.bonuses if bonus.party == party)
            number: type = object if largest >> WORD - 1 else np.int64
            worth: NDArray[Any] = np.empty((len(contexts), self.size), dtype=number)
            worth[:] = own
            for bonus, options, asked in self.bonuses:
                if bonus.party == party:
                    holds = np.ones(len(contexts), dtype=np.bool_)
                    for other, wanted in asked.items():
                        holds &= np.isin(contexts[:, places[other]], sorted(wanted))
                    worth[np.ix_(np.flatnonzero(holds), np.array(sorted(options)))] += bonus.adds
            found.append(worth)
        return found


def _asked(together: Sequence[Literal]) -> dict[int, frozenset[int]]:
    asked: dict[int, frozenset[int]] = {}
    for issue, options in together:
        asked[issue] = asked.get(issue, options) & options
    return asked


@dataclass(frozen=True, slots=True)
class _Gains:
    """What each option adds over the worst, by party: a row for each combination of the others' terms."""

    above: list[NDArray[Any]]

    @staticmethod
    def of(worth: Sequence[NDArray[Any]]) -> _Gains:
        return _Gains([each - each.min(axis=1, keepdims=True) for each in worth])

    def swings(self) -> tuple[int, ...]:
        return tuple(int(each.max(initial=0)) for each in self.above)

    def best_for_all(self) -> list[int]:
        """The options that none of these combinations shows to be less than the best for a party."""
        best = np.ones(self.above[0].shape[1], dtype=np.bool_)
        for each in self.above:
            best &= np.asarray(each == each.max(axis=1, keepdims=True), dtype=np.bool_).all(axis=0)
        return [int(option) for option in np.flatnonzero(best)]

    def promise(self, spans: Sequence[int]) -> tuple[Fraction, int]:
        counted = [(each, span) for each, span in zip(self.above, spans, strict=True) if span]
        if not counted:
            return Fraction(0), 0
        common = lcm(*(span for _, span in counted))
        number: type = object if common >> WORD else np.int64
        least = np.min([each.astype(number) * (common // span) for each, span in counted], axis=0)
        most = least.max(axis=0)
        return Fraction(int(most.max()), common), int(np.argmax(most == most.max()))


class _Seen:
    """By looking at every combination."""

    exact = True

    def __init__(self, within: _Within) -> None:
        classes = [within.classes[other] for other in within.others]
        count = prod(map(len, classes))
        contexts = np.indices(tuple(map(len, classes)), dtype=np.intp).reshape(len(classes), count).T.copy()
        for place, options in enumerate(classes):
            contexts[:, place] = np.array(options, dtype=np.intp)[contexts[:, place]]
        self._gains = _Gains.of(within.worth(contexts))
        self.together = bool(within.bonuses)
        self.swings = self._gains.swings()

    def shared(self) -> bool:
        return bool(self._gains.best_for_all())

    def promise(self, spans: Sequence[int]) -> tuple[Fraction, int]:
        return self._gains.promise(spans)


class _Searched:
    """By integer programs, each of which finds a combination where the difference is largest."""

    together = True

    def __init__(self, within: _Within, limits: Limits) -> None:
        self._within, self._limits = within, limits
        self.exact = True
        self._met = [[0] * len(within.others)]
        for party in range(within.table.parties):
            self._differ(party, list(range(within.size)))
        self.swings = self._gains().swings()

    def _gains(self) -> _Gains:
        return _Gains.of(
            self._within.worth(np.array(self._met, dtype=np.intp).reshape(len(self._met), len(self._within.others)))
        )

    def _differ(self, party: int, below: list[int]) -> None:
        """Find where an option is worth most to a party over one of these."""
        own = [option[party] for option in self._within.table.scores[self._within.issue]]
        table = self._beside(
            [[(score,) for score in own], [(-own[option],) for option in below]],
            [
                Bonus(0, (where, *rest), adds)
                for bonus, options, asked in self._within.bonuses
                if bonus.party == party
                for rest in [self._literals(asked, 2)]
                for where, adds in (
                    ((0, options), bonus.adds),
                    ((1, frozenset(n for n, option in enumerate(below) if option in options)), -bonus.adds),
                )
                if where[1]
            ],
        )
        found = best_of_one(table, [], self._limits, cells=QUICK)
        if found is None:
            self.exact = False
        else:
            self._meet(found[2:])

    def _beside(self, own: list[list[tuple[int, ...]]], bonuses: list[Bonus]) -> Tables:
        """The tables of some terms of the issue side by side, and of the other issues, which have no scores here."""
        parties = len(own[0][0])
        classes = [self._within.classes[other] for other in self._within.others]
        scores = [*own, *([(0,) * parties] * len(each) for each in classes)]
        return Tables(
            sizes=tuple(map(len, scores)),
            scores=tuple(map(tuple, scores)),
            bonuses=tuple(bonuses),
            bounds=(),
            minimums=(0,) * parties,
            scales=(1,) * parties,
        )

    def _literals(self, asked: dict[int, frozenset[int]], before: int) -> list[Literal]:
        return [
            (
                before + place,
                frozenset(n for n, option in enumerate(self._within.classes[other]) if option in asked[other]),
            )
            for place, other in enumerate(self._within.others)
            if other in asked
        ]

    def _meet(self, taken: Sequence[int]) -> None:
        context = [self._within.classes[o][n] for o, n in zip(self._within.others, taken, strict=True)]
        if context not in self._met:
            self._met.append(context)

    def shared(self) -> bool:
        while left := self._gains().best_for_all():
            for party in range(self._within.table.parties):
                self._differ(party, left[:1])
            if left[0] in self._gains().best_for_all():
                return self.exact
        return False

    def promise(self, spans: Sequence[int]) -> tuple[Fraction, int]:
        who = [party for party, span in enumerate(spans) if span]
        if not who or not all(self.swings[party] for party in who):
            return self._gains().promise(spans)  # a party to which it brings nothing
        column = {party: place for place, party in enumerate(who)}
        own = self._within.table.scores[self._within.issue]
        best = [tuple(option[party] for party in who) for option in own]
        worst = [[tuple(-option[party] if party == other else 0 for other in who) for option in own] for party in who]
        bonuses = []
        for bonus, options, asked in self._within.bonuses:
            if bonus.party in column:
                rest, place = self._literals(asked, 1 + len(who)), column[bonus.party]
                bonuses.append(Bonus(place, ((0, options), *rest), bonus.adds))
                bonuses.append(Bonus(place, ((1 + place, options), *rest), -bonus.adds))
        aim = Aim(
            concept=Concept.EGALITARIAN,
            base=(Fraction(0),) * len(who),
            units=tuple(Fraction(spans[party]) for party in who),
        )
        try:
            found = leximin(aim, self._beside([best, *worst], bonuses), limits=self._limits)
        except OverflowError:
            self.exact = False
        else:
            self.exact = self.exact and found.proven
            for terms in found.terms:
                self._meet(terms[1 + len(who) :])
        return self._gains().promise(spans)
