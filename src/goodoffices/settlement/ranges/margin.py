# SPDX-License-Identifier: Apache-2.0
"""By what share all weights may be off at once with terms in ranges, and whether a package is efficient at all.

With weights off by a share, a package is worth to a party at the most what it is worth, and that share of every
difference from the package in question. Values so widened are straight between corners again, where the curves bend or
come to what the package has. So whether another package could be better is a question for linear programs (`choosing`).

With several numbers that can be traded for one another the least share for that is a root: two parties may both be off
until what one gives for the other's is a ratio squared. So it is sought from above, each time at the share of the
best package found (Dinkelbach 1967; of several ratios: Crouzeix, Ferland and Schaible 1985), and where that does not
end, from below at the fraction with the smallest numbers that is near enough. It is exact where it is such a fraction:
proven by a package that from there on can be better, and by linear programs that below none can. Otherwise it is given
between two fractions, both proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Final

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.ranges.choosing import Search
from goodoffices.settlement.ranges.edges import corners_of, value_of
from goodoffices.settlement.ranges.fair import sum_row
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.stretches import Choices, Stretch, choices_of
from goodoffices.settlement.scenario import Issue, Preferences, Scenario


PRECISE: Final = Fraction(1, 10**12)
"""Where the margin is at no fraction it is given between two that are no further apart."""
NEAR: Final = Fraction(1, 10**6)
"""If a step from above is no longer than this, it is time to look from below."""
FINE: Final = 1 << 80
ENOUGH: Final = Fraction(1, 1 << 60)
"""So many steps up are enough to know that there is something better."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The least share with which some package could be better lies between these, or is both."""

    least: Fraction
    most: Fraction
    with_least: bool
    """Whether the package stays efficient with weights that are off by just the least."""
    proven: bool = True


def bettered(scenario: Scenario, terms: Terms, limits: Limits) -> tuple[Package | None, bool]:
    """Find a package that betters the one of these terms; none, if it is proven (the second) that there is none."""
    search = Search(choices_of(scenario), limits)
    own = package(scenario, terms)
    whole = search.choices.whole(own)
    together = sum_row(search.choices)
    above = row(list(map(Fraction, together.weights)), Fraction(together.weigh(whole)), 1)
    best = search.highest([*_reaching(whole), above], known=own, above=Fraction(0), enough=ENOUGH)
    return (best.package, True) if best.value else (None, best.proven)


def mixed_margin(scenario: Scenario, terms: Terms, *, limits: Limits) -> Margin | None:
    """Find by what share all weights may be off; None: the package is not efficient as it is."""
    now, proven = bettered(scenario, terms, limits)
    if now is not None:
        return None
    if not proven:
        return Margin(Fraction(0), Fraction(1), with_least=False, proven=False)
    search = _Search(scenario, terms, limits)
    try:
        return search.margin()
    except TimeoutError:
        return Margin(search.least, search.most, with_least=False, proven=False)


class _Search:
    """The search from above and from below; raises TimeoutError when the time is up."""

    def __init__(self, scenario: Scenario, terms: Terms, limits: Limits) -> None:
        self._scenario, self._terms, self._limits = scenario, terms, limits
        self._own = package(scenario, terms)
        self._units = [Fraction(1)] * len(scenario.parties)
        self.least, self.most = Fraction(0), Fraction(1)

    def margin(self) -> Margin:
        before = self.most + 1
        while before - self.most > NEAR:
            before = self.most
            if not self._lowered(self.most):
                return self._exactly(self.most)
        if self.most == 0:
            return Margin(self.most, self.most, with_least=True)
        room = PRECISE
        while True:
            share = simplest(max(self.most - room, self.least), self.most)
            if not self._reached(share):
                self.least = share
                if self.most - self.least <= PRECISE:
                    return Margin(self.least, self.most, with_least=True)
                room = PRECISE
            elif not self._lowered(share):
                return self._exactly(share)
            else:
                room *= 4

    def _exactly(self, share: Fraction) -> Margin:
        """Below this share no package can be better, and above it one can (or it is the largest share there is)."""
        wide = self._wide(share)
        better = self._found(wide, [*wide.level(), wide.sum_of_all()], ENOUGH)
        return Margin(share, share, with_least=better is None)

    def _reached(self, share: Fraction) -> bool:
        """Whether with more than a share some package can be better: one that moves something, and nobody lacks."""
        wide = self._wide(share)
        return self._found(wide, [*wide.level(), wide.sum_of_all(moving=True)], ENOUGH) is not None

    def _lowered(self, share: Fraction) -> bool:
        """Whether with less than a share some package can be better; the share with which it can is kept.

        Whoever it moves something for comes to more than the package, if the share is a little less; whoever it does
        not may be level.
        """
        wide = self._wide(share)
        parties = range(len(self._scenario.parties))
        for count in range(len(parties), 0, -1):
            for moved in combinations(parties, count):
                some = wide.without_moving(set(parties) - set(moved))
                if some.choices.count == 1 and all(len(each[0]) == 1 for each in some.choices.stretches):
                    continue  # nothing but the package itself is left
                found = self._found(some, [wide.reaching(p, self._units[p] if p in moved else None) for p in parties])
                if found is not None:
                    self._heed(found)
                    return True
        return False

    def _heed(self, found: Package) -> None:
        """Take the share with which a package can be better for the least known from above."""
        after = package(self._scenario, found.terms)
        gains = [b - a for a, b in zip(self._own.scores, after.scores, strict=True)]
        moved = [
            sum((abs(each) for each in differences(self._scenario, party, self._terms, found.terms)), Fraction(0))
            for party in self._scenario.parties
        ]
        self._units = [each or Fraction(1) for each in moved]
        lacking = (-gain / size for gain, size in zip(gains, moved, strict=True) if gain < 0)
        reached = max(lacking, default=Fraction(0))
        # With ever longer numbers nothing is gained: a share a little larger is one with which it can be better, too.
        if reached.denominator > FINE:
            reached = Fraction(ceil(reached * FINE), FINE)
        self.most = min(self.most, reached)

    def _found(self, wide: _Wide, rows: list[Row], enough: Fraction | None = None) -> Package | None:
        """The package that goes up most, if it goes up at all."""
        best = Search(wide.choices, self._limits).highest(rows, known=wide.own, above=Fraction(0), enough=enough)
        if best.value:
            return best.package
        if not best.proven:
            raise TimeoutError
        return None

    def _wide(self, share: Fraction) -> _Wide:
        return _wide(self._scenario, self._terms, share)


@dataclass(frozen=True, slots=True)
class _Wide:
    """The choices with values widened by a share; what is moved in all is counted as a party's of its own, the last."""

    choices: Choices
    own: Package
    unmoved: tuple[tuple[frozenset[int], ...], ...]
    """For each issue the options, or corners, and the parties to which each is worth what the package's term is."""

    def reaching(self, party: int, unit: Fraction | None) -> Row:
        """That a party comes to what the package is worth, or to so much more for each step up."""
        scale = self.choices.table.scales[party]
        by = Fraction(1, scale) / (unit or 1)
        weights = [by if each == party else Fraction(0) for each in range(len(self.own.scores))]
        return row(weights, self.own.scores[party] / (unit or 1), int(unit is not None))

    def level(self) -> list[Row]:
        """That nobody lacks anything."""
        return [self.reaching(party, None) for party in range(len(self.own.scores) - 1)]

    def sum_of_all(self, *, moving: bool = False) -> Row:
        """Steps up are the points of all together, over the package's; and of what is moved."""
        by = [Fraction(1, scale) for scale in self.choices.table.scales]
        if not moving:
            by[-1] = Fraction(0)
        return row(by, sum(self.own.scores[:-1], Fraction(0)), 1)

    def without_moving(self, parties: set[int]) -> _Wide:
        """Only terms that are worth to some parties what the package's are."""
        if not parties:
            return self
        stretches = []
        for corners, kept in zip(self.choices.corners, self.unmoved, strict=True):
            places = [place for place, each in enumerate(kept) if each >= parties]
            pairs = [(a, b) for a, b in pairwise(places) if corners and b == a + 1]
            single = [(place,) for place in places if not any(place in pair for pair in pairs)]
            stretches.append(tuple[Stretch, ...]([*pairs, *single]))
        return replace(self, choices=replace(self.choices, stretches=tuple(stretches)))


def _wide(scenario: Scenario, terms: Terms, share: Fraction) -> _Wide:
    numbers = {
        issue.id: _numbers(scenario, issue, Fraction(term))
        for issue, term in zip(scenario.issues, terms, strict=True)
        if issue.continuous
    }
    worth = [_Worth(scenario, party, terms, numbers) for party in scenario.parties]
    parties = [
        replace(
            party,
            weights={},
            minimum=Fraction(0),
            values={
                issue: {option: each + share * abs(each - own.own[issue]) for option, each in values.items()}
                for issue, values in own.options.items()
            },
            curves={
                issue: tuple((number, each + share * abs(each - own.own[issue])) for number, each in curve)
                for issue, curve in own.curves.items()
            },
        )
        for party, own in zip(scenario.parties, worth, strict=True)
    ]
    moving = Preferences(
        id="",
        values={
            issue: {
                option: sum((abs(each.options[issue][option] - each.own[issue]) for each in worth), Fraction(0))
                for option in options
            }
            for issue, options in worth[0].options.items()
        },
        curves={
            issue: tuple(
                (number, sum((abs(each.curves[issue][place][1] - each.own[issue]) for each in worth), Fraction(0)))
                for place, (number, _) in enumerate(curve)
            )
            for issue, curve in worth[0].curves.items()
        },
    )
    wide = replace(scenario, parties=(*parties, moving))
    unmoved = tuple(
        tuple(
            frozenset(party for party, each in enumerate(worth) if each.at(issue, place) == each.own[issue.id])
            for place in range(len(numbers[issue.id]) if issue.continuous else len(issue.options))
        )
        for issue in scenario.issues
    )
    return _Wide(choices_of(wide), package(wide, terms), unmoved)


class _Worth:
    """What each option, and each number of a range, is worth to a party, its weight in it; and the package's terms."""

    def __init__(
        self, scenario: Scenario, party: Preferences, terms: Terms, numbers: Mapping[str, Sequence[Fraction]]
    ) -> None:
        self.options: dict[str, dict[str, Fraction]] = {}
        self.curves: dict[str, tuple[tuple[Fraction, Fraction], ...]] = {}
        self.own: dict[str, Fraction] = {}
        for issue, term in zip(scenario.issues, terms, strict=True):
            if issue.continuous:
                self.curves[issue.id] = tuple((number, value_of(party, issue, number)) for number in numbers[issue.id])
                self.own[issue.id] = value_of(party, issue, Fraction(term))
                continue
            weight, values = party.weights.get(issue.id, Fraction(1)), party.values.get(issue.id, {})
            self.options[issue.id] = {
                option.id: weight * values.get(option.id, Fraction(0)) for option in issue.options
            }
            self.own[issue.id] = self.options[issue.id][issue.options[int(term)].id]

    def at(self, issue: Issue, place: int) -> Fraction:
        """What the option or the number at a place is worth."""
        return self.curves[issue.id][place][1] if issue.continuous else self.options[issue.id][issue.options[place].id]


def _numbers(scenario: Scenario, issue: Issue, own: Fraction) -> list[Fraction]:
    """The numbers at which some curve bends, or comes to what it is worth at a package's own number."""
    corners = corners_of(scenario, issue)
    found = {*corners, own}
    for party in scenario.parties:
        level = value_of(party, issue, own)
        for left, right in pairwise(corners):
            before, after = value_of(party, issue, left) - level, value_of(party, issue, right) - level
            if before * after < 0:
                found.add(left + (right - left) * before / (before - after))
    return sorted(found)


def differences(scenario: Scenario, party: Preferences, one: Terms, other: Terms) -> Iterator[Fraction]:
    """How much more the term of each issue is worth to a party in one package than in another."""
    for issue, before, after in zip(scenario.issues, one, other, strict=True):
        if issue.continuous:
            yield value_of(party, issue, Fraction(after)) - value_of(party, issue, Fraction(before))
        else:
            weight, values = party.weights.get(issue.id, Fraction(1)), party.values.get(issue.id, {})
            ends = (values.get(issue.options[int(place)].id, Fraction(0)) for place in (before, after))
            yield weight * sum(end * sign for end, sign in zip(ends, (-1, 1), strict=True))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator strictly between two that are not negative (Stern 1858; Brocot 1861).

    >>> str(simplest(Fraction(3, 10), Fraction(4, 10)))
    '1/3'
    """
    whole = floor(low)
    if whole + 1 < high:
        return Fraction(whole + 1)
    low, high = low - whole, high - whole
    if low == 0:
        return whole + Fraction(1, floor(1 / high) + 1)
    return whole + 1 / simplest(1 / high, 1 / low)


def _reaching(whole: Sequence[Fraction]) -> list[Row]:
    """That every party comes to so much."""
    parties = range(len(whole))
    return [row([Fraction(int(each == party)) for each in parties], whole[party]) for party in parties]
