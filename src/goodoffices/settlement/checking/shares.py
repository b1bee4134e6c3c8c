# SPDX-License-Identifier: Apache-2.0
"""Check by what share all weights may be off at once, as it is written.

That a package is efficient whatever weights are off by a share is the one question of `question`, put to scenarios in
which everything is worth what it could at most be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeAlias

from goodoffices.settlement.checking.checker import Checker, Claim, require
from goodoffices.settlement.checking.question import Packages
from goodoffices.settlement.packages import Terms, at, is_cut, package, uncut
from goodoffices.settlement.scenario import Curve, Issue, Preferences, Scenario
from goodoffices.settlement.writing import number


if TYPE_CHECKING:
    from goodoffices.settlement.checking.weights import Edges

ONE, NEAR = Fraction(1), Fraction(1, 10**12)
Row: TypeAlias = tuple[Preferences, Fraction, bool]
"""A sum that is counted as a party's; how much it has to come to, and whether to more."""


def margin_of_options(asked: Edges, claim: Claim) -> None:
    """With all weights off by the margin a package is efficient, or just below it; and not beyond."""
    scenario, margin = asked.checker.scenario, number(claim["margin"])
    require(claim["margin bound"] is None, "of options the margin is a fraction")
    require(0 <= margin <= 1, "the margin is no share")

    def staying(share: Fraction) -> bool:
        return asked.stays(widened(scenario, asked.terms, share))

    most = asked.most
    if is_cut(scenario):
        staying, most = Cut(asked.checker, asked.terms).stays, asked.most**2
    if margin == 1 and claim["with margin"]:
        require(staying(margin), "the margin is less")
    else:
        asked.edge(margin, -1, staying, belongs=claim["with margin"], most=most)


class Cut:
    """The weights are off by a share, and greatest scores count.

    One package is better than another if with some weights no party loses by it and one gains. A party does not lose if
    it can come to as much, or to the greatest score; it gains if it can come to more while the other stays below the
    greatest. That two sums can be above nothing at once is to say it of the one with any part of the other; which parts
    have to be looked at is known. Each such sum is counted as a party's.
    """

    def __init__(self, checker: Checker, terms: Terms) -> None:
        self.checker, self.scenario, self.terms = checker, checker.scenario, terms
        self.own = package(uncut(self.scenario), terms).scores
        self.worths = [[worth(party, issue) for issue in self.scenario.issues] for party in self.scenario.parties]
        self.mine = [
            [list(of.values())[int(term)] for of, term in zip(each, terms, strict=True)] for each in self.worths
        ]

    def stays(self, share: Fraction) -> bool:
        """Whether no package is better with any weights that are off by no more than a share."""
        return not any(
            self.found([*kept, rows])
            for gaining in self.checker.parties
            for rows in [self.gaining(gaining, share)]
            for kept in product(*(self.keeping(each, share) for each in self.checker.parties if each != gaining))
            if rows
        )

    def found(self, rows: Sequence[Sequence[Row]]) -> bool:
        """Whether there is a package that reaches what is asked of all rows."""
        every = [each for some in rows for each in some]
        parties = tuple(replace(party, id=str(place)) for place, (party, _least, _strict) in enumerate(every))
        packages = Packages(replace(uncut(self.scenario), parties=parties), self.checker.left, self.checker.listed)
        alone = packages.least([least for _party, least, _strict in every])
        demands = [replace(each, strict=strict) for each, (_party, _least, strict) in zip(alone, every, strict=True)]
        return bool(packages.front(demands))

    def keeping(self, party: int, share: Fraction) -> list[list[Row]]:
        """What a party may ask for so as not to lose: either."""
        own, mine = self.scenario.parties[party], self.mine[party]
        rest = self.own[party] - sum(mine, Fraction(0))
        ways = [[self.row(party, [-each for each in mine], share, rest)]]
        if own.most is not None:
            ways.append([self.row(party, [Fraction(0)] * len(mine), share, own.most)])
        return ways

    def gaining(self, party: int, share: Fraction) -> list[Row]:
        """What it asks for so as to gain: all of it. Nothing: it cannot."""
        own, mine = self.scenario.parties[party], self.mine[party]
        rest, size = self.own[party] - sum(mine, Fraction(0)), sum(map(abs, mine), Fraction(0))
        parts = {Fraction(0)}
        if own.most is not None:
            if self.own[party] - share * size >= own.most:
                return []
            if self.own[party] + share * size >= own.most:
                pairs = zip(self.worths[party], mine, strict=True)
                parts |= {(worth - here) / here for each, here in pairs if here for worth in each.values()}
        room = (own.most or 0) - rest
        return [
            self.row(party, [-(1 + part) * here for here in mine], share, rest - part * room, strict=True)
            for part in sorted(parts)
            if part >= 0
        ]

    def row(
        self, party: int, by_issue: list[Fraction], share: Fraction, least: Fraction, *, strict: bool = False
    ) -> Row:
        """What each issue brings a party, so much more or less, with the weights that are best for that; how much."""
        values = {
            issue.id: {option: worth + by + share * abs(worth + by) for option, worth in worths.items()}
            for issue, worths, by in zip(self.scenario.issues, self.worths[party], by_issue, strict=True)
        }
        return replace(self.scenario.parties[party], weights={}, values=values, most=None), least, strict


def margin_of_ranges(asked: Edges, claim: Claim) -> None:
    """With all weights off by a little less than the margin a package is efficient, and by a little more not.

    A margin of ranges need not be a fraction; the more weights are off, the less a package is efficient.
    """
    scenario, margin = asked.checker.scenario, number(claim["margin"])
    above = number(claim["margin bound"] or claim["margin"])
    require(0 <= above - margin <= NEAR, "the margin lies further below its bound")
    require(asked.stays(widened(scenario, asked.terms, max(margin - NEAR, Fraction(0)))), "the margin is less")
    staying = asked.stays(widened(scenario, asked.terms, margin))
    require(claim["with margin"] is staying, "whether it is efficient with the margin itself is not right")
    if above < 1 and asked.proven:
        require(not asked.stays(widened(scenario, asked.terms, above + NEAR)), "the margin is more")


def widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
    """Every option is worth what it could at most be, beside a package's, if weights are off by a share."""
    parties = []
    for party in scenario.parties:
        values, curves = dict[str, dict[str, Fraction]](), dict[str, Curve]()
        for issue, term in zip(scenario.issues, terms, strict=True):
            if issue.continuous:
                curve = tuple(
                    (x, party.weights.get(issue.id, ONE) * v) for x, v in party.curves.get(issue.id, flat(issue))
                )
                own, numbers_ = at(curve, Fraction(term)), {x for x, _value in curve}
                for (x, v), (y, w) in pairwise(curve):
                    numbers_ |= {x + (y - x) * (own - v) / (w - v)} if (v - own) * (w - own) < 0 else set()
                curves[issue.id] = tuple((x, at(curve, x) + share * abs(at(curve, x) - own)) for x in sorted(numbers_))
                continue
            every = worth(party, issue)
            own = every[issue.options[int(term)].id]
            values[issue.id] = {option: each + share * abs(each - own) for option, each in every.items()}
        parties.append(replace(party, weights={}, values=values, curves=curves))
    return replace(scenario, parties=tuple(parties))


def worth(party: Preferences, issue: Issue) -> dict[str, Fraction]:
    """What each option brings a party."""
    values, weight = party.values.get(issue.id, {}), party.weights.get(issue.id, ONE)
    return {option.id: weight * values.get(option.id, Fraction(0)) for option in issue.options}


def flat(issue: Issue) -> Curve:
    """A curve of a range that is worth nothing."""
    return tuple((end, Fraction(0)) for end in issue.between or ())
