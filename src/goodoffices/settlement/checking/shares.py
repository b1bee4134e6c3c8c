# SPDX-License-Identifier: Apache-2.0
"""Check by what share all weights may be off at once, as it is written.

That a package is efficient whatever weights are off by a share is the one question of `question`, put to talks in which
everything is worth what it could at most be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeAlias

from .checker import Checker, Claim, require
from .question import least
from .talks import Party, Talks, Term, Terms, number


if TYPE_CHECKING:
    from .weights import Edges

ONE, NEAR = Fraction(1), Fraction(1, 10**12)
Row: TypeAlias = tuple[Party, Fraction, bool]
"""A sum that is counted as a party's; how much it has to come to, and whether to more."""


def margin_of_options(asked: Edges, claim: Claim) -> None:
    """With all weights off by the margin a package is efficient, or just below it; and not beyond."""
    talks, margin, most = asked.checker.talks, number(claim["margin"]), asked.most
    require(claim["margin bound"] is None, "of options the margin is a fraction")
    require(0 <= margin <= 1, "the margin is no share")

    def staying(share: Fraction) -> bool:
        return asked.stays(widened(talks, asked.terms, share))

    if any(party.most is not None for party in talks.parties):
        staying, most = Cut(asked.checker, asked.terms).stays, most**2
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
        self.mine = [{each: party.worth(each, term) for each, term in terms.items()} for party in self.talks.parties]
        self.rest = [own - sum(each.values()) for own, each in zip(self.own, self.mine, strict=True)]

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
        parties, lows, stricts = zip(*(each for some in rows for each in some), strict=True)
        demands = [replace(each, strict=strict) for each, strict in zip(least(lows), stricts, strict=True)]
        return bool(self.checker.of(replace(self.talks, parties=parties)).front(demands))

    def keeping(self, party: int, share: Fraction) -> list[list[Row]]:
        """What a party may ask for so as not to lose: either."""
        most = self.talks.parties[party].most
        ways = [[self.row(party, ONE, share, self.rest[party])]]
        return ways if most is None else [*ways, [self.row(party, Fraction(0), share, most)]]

    def gaining(self, party: int, share: Fraction) -> list[Row]:
        """What it asks for so as to gain: all of it. Nothing: it cannot."""
        own, mine, rest, parts = self.talks.parties[party], self.mine[party], self.rest[party], {Fraction(0)}
        if own.most is not None:
            size = share * sum(map(abs, mine.values()))
            if self.own[party] - size >= own.most:
                return []
            if self.own[party] + size >= own.most:
                pairs = [(each, here) for each, here in mine.items() if here]
                parts |= {own.worth(each, term) / here - 1 for each, here in pairs for term in own.values[each]}
        room = (own.most or 0) - rest
        return [
            self.row(party, 1 + part, share, rest - part * room, strict=True) for part in sorted(parts) if part >= 0
        ]

    def row(self, party: int, often: Fraction, share: Fraction, low: Fraction, *, strict: bool = False) -> Row:
        """What options bring a party beyond the package's, so often, with the weights best for that; how much."""
        own, values = self.talks.parties[party], dict[str, dict[Term, Fraction]]()
        for issue, here in self.mine[party].items():
            more = {term: own.worth(issue, term) - often * here for term in own.values[issue]}
            values[issue] = {term: each + share * abs(each) for term, each in more.items()}
        return replace(own, weights=dict.fromkeys(values, ONE), values=values, most=None), low, strict


def margin_of_ranges(asked: Edges, claim: Claim) -> None:
    """With all weights off by a little less than the margin a package is efficient, and by a little more not.

    A margin of ranges need not be a fraction; the more weights are off, the less a package is efficient.
    """
    talks, margin = asked.checker.talks, number(claim["margin"])
    above = margin if claim["margin bound"] is None else number(claim["margin bound"])
    require(0 <= above - margin <= NEAR, "the margin lies further below its bound")
    require(asked.stays(widened(talks, asked.terms, max(margin - NEAR, Fraction(0)))), "the margin is less")
    staying = asked.stays(widened(talks, asked.terms, margin))
    require(claim["with margin"] is staying, "whether it is efficient with the margin itself is not right")
    if above < 1 and asked.proven:
        require(not asked.stays(widened(talks, asked.terms, above + NEAR)), "the margin is more")


def widened(talks: Talks, terms: Terms, share: Fraction) -> Talks:
    """Every term is worth what it could at most be, beside a package's, if weights are off by a share."""
    parties = []
    for party in talks.parties:
        values = dict[str, dict[Term, Fraction]]()
        for issue in talks.issues:
            own, every = party.worth(issue.id, terms[issue.id]), list[Term](party.values[issue.id])
            if issue.between:  # where a curve crosses what the package's term is worth, it bends
                pairs = pairwise([(x, party.worth(issue.id, x) - own) for x in every])
                every = sorted([*every, *(x - v * (y - x) / (w - v) for (x, v), (y, w) in pairs if v * w < 0)])
            worths = {term: party.worth(issue.id, term) for term in every}
            values[issue.id] = {term: worth + share * abs(worth - own) for term, worth in worths.items()}
        parties.append(replace(party, weights=dict.fromkeys(values, ONE), values=values))
    return replace(talks, parties=tuple(parties))
