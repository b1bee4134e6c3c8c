# SPDX-License-Identifier: Apache-2.0
"""Check by what share all weights may be off at once, as it is written.

That a package is efficient whatever weights are off by a share is the one question of `question`, put to talks in
which everything is worth what it could at most be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, TypeAlias

from .checker import Checker, Claim, require
from .question import least
from .talks import Party, Talks, Terms, uncut


if TYPE_CHECKING:
    from .weights import Edges

ONE, NEAR = Fraction(1), Fraction(1, 10**12)
Row: TypeAlias = tuple[Party, Fraction, bool]
"""A sum that is counted as a party's; how much it has to come to, and whether to more."""


def margin_of_options(asked: Edges, claim: Claim) -> None:
    """With all weights off by the margin a package is efficient, or just below it; and not beyond."""
    talks, margin = asked.checker.talks, Fraction(claim["margin"])
    require(claim["margin bound"] is None, "of options the margin is a fraction")
    require(0 <= margin <= 1, "the margin is no share")

    def staying(share: Fraction) -> bool:
        return asked.stays(widened(talks, asked.terms, share))

    most = asked.most
    if any(party.most is not None for party in talks.parties):
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
        self.checker, self.talks, self.own = checker, checker.talks, checker.talks.sums(terms)
        self.worths = [worths(party) for party in self.talks.parties]
        self.mine = [[of[terms[issue]] for issue, of in each.items()] for each in self.worths]

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
        parties = tuple(replace(party, id=str(place)) for place, (party, _asked, _strict) in enumerate(every))
        packages = self.checker.of(uncut(replace(self.talks, parties=parties)))
        alone = zip(least(tuple(asked for _party, asked, _strict in every)), every, strict=True)
        return bool(packages.front([replace(each, strict=strict) for each, (_party, _asked, strict) in alone]))

    def keeping(self, party: int, share: Fraction) -> list[list[Row]]:
        """What a party may ask for so as not to lose: either."""
        own, mine = self.talks.parties[party], self.mine[party]
        rest = self.own[party] - sum(mine, Fraction(0))
        ways = [[self.row(party, [-each for each in mine], share, rest)]]
        if own.most is not None:
            ways.append([self.row(party, [Fraction(0)] * len(mine), share, own.most)])
        return ways

    def gaining(self, party: int, share: Fraction) -> list[Row]:
        """What it asks for so as to gain: all of it. Nothing: it cannot."""
        own, mine = self.talks.parties[party], self.mine[party]
        rest, size = self.own[party] - sum(mine, Fraction(0)), sum(map(abs, mine), Fraction(0))
        parts = {Fraction(0)}
        if own.most is not None:
            if self.own[party] - share * size >= own.most:
                return []
            if self.own[party] + share * size >= own.most:
                pairs = zip(self.worths[party].values(), mine, strict=True)
                parts |= {(worth - here) / here for each, here in pairs if here for worth in each.values()}
        room = (own.most or 0) - rest
        return [
            self.row(party, [-(1 + part) * here for here in mine], share, rest - part * room, strict=True)
            for part in sorted(parts)
            if part >= 0
        ]

    def row(
        self, party: int, by_issue: list[Fraction], share: Fraction, asked: Fraction, *, strict: bool = False
    ) -> Row:
        """What each issue brings a party, so much more or less, with the weights that are best for that; how much."""
        values = {
            issue: {option: worth + by + share * abs(worth + by) for option, worth in of.items()}
            for (issue, of), by in zip(self.worths[party].items(), by_issue, strict=True)
        }
        return valued(self.talks.parties[party], values), asked, strict


def margin_of_ranges(asked: Edges, claim: Claim) -> None:
    """With all weights off by a little less than the margin a package is efficient, and by a little more not.

    A margin of ranges need not be a fraction; the more weights are off, the less a package is efficient.
    """
    talks, margin = asked.checker.talks, Fraction(claim["margin"])
    above = Fraction(claim["margin bound"] or claim["margin"])
    require(0 <= above - margin <= NEAR, "the margin lies further below its bound")
    require(asked.stays(widened(talks, asked.terms, max(margin - NEAR, Fraction(0)))), "the margin is less")
    staying = asked.stays(widened(talks, asked.terms, margin))
    require(claim["with margin"] is staying, "whether it is efficient with the margin itself is not right")
    if above < 1 and asked.proven:
        require(not asked.stays(widened(talks, asked.terms, above + NEAR)), "the margin is more")


def widened(talks: Talks, terms: Terms, share: Fraction) -> Talks:
    """Every option is worth what it could at most be, beside a package's, if weights are off by a share."""
    parties = []
    for party in talks.parties:
        values = dict[str, Any]()
        for issue, of in worths(party).items():
            own, bends = party.worth(issue, terms[issue]), dict(of)
            for (x, v), (y, w) in pairwise(of.items()) if not isinstance(terms[issue], str) else ():
                if (v - own) * (w - own) < 0:
                    bends[x + (y - x) * (own - v) / (w - v)] = own
            values[issue] = {term: bends[term] + share * abs(bends[term] - own) for term in sorted(bends)}
        parties.append(valued(party, values))
    return replace(talks, parties=tuple(parties))


def worths(party: Party) -> dict[str, dict[Any, Fraction]]:
    """What each option brings a party, or each point of a range."""
    return {issue: {term: party.worth(issue, term) for term in of} for issue, of in party.values.items()}


def valued(party: Party, values: Mapping[str, Mapping[Any, Fraction]]) -> Party:
    """A party to which options are worth something else."""
    return replace(party, weights=dict.fromkeys(values, ONE), values=values)
