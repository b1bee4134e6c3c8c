# SPDX-License-Identifier: Apache-2.0
"""Check how wrong the weights may be, as it is written.

That a package is efficient with other weights is the one question of `question`, put to talks with these weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import factorial, lcm, prod

from .checker import Checker, Claim, require, status_of
from .question import better
from .shares import margin_of_options, margin_of_ranges
from .talks import Party, Talks, Term, number


ONE = Fraction(1)


def region(checker: Checker, claim: Claim) -> None:
    """With these weights a package is efficient, and with others not: asked at each edge, and just beside it."""
    talks, asked = checker.talks, Edges(checker, claim)
    require(asked.stays(talks) is claim["efficient"], "whether it is efficient is not right")
    if claim["efficient"]:
        (margin_of_ranges if checker.ranges else margin_of_options)(asked, claim)
    else:
        margin = number(claim["margin"]), claim["with margin"], claim["margin bound"]
        require(margin == (Fraction(0), False, None), "what is not efficient has no margin")
    every = product((party.id for party in talks.parties), (issue.id for issue in talks.issues))
    named = [(each["party"], each["issue"]) for each in claim["ranges"]]
    require(sorted(named) == sorted(every), "there is not a range for each weight")
    for each in claim["ranges"]:
        place = [party.id for party in talks.parties].index(each["party"])
        weight = talks.parties[place].weights[each["issue"]]
        require(number(each["weight"]) == weight, "a weight is not what is said")
        told = [] if each["empty"] else [Side.read(each), *([Side.read(each["also"])] if each.get("also") else [])]
        require(claim["efficient"] or not any(one.holds(weight) for one in told), "it is not efficient with the weight")
        require(not any(one.holds(weight) for one in told[1:]), "the weight itself lies in the other interval")
        require(
            bool(told) or not (claim["efficient"] and asked.proven), "it is efficient with the weight that is given"
        )
        changing = Changing(asked, place, each["issue"])
        sides = changing.sides()
        for side in sides:
            changing.check(side, [part for one in told if (part := side.part(one)) is not None])
        require(bool(told) or not each.get("also"), "it is efficient with no weight, and also with others")
        require(len(told) < 2 or len(sides) == 2, "weights fall apart where no greatest score counts")  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Side:
    """Weights between two ends, or from one on."""

    low: Fraction
    high: Fraction | None
    with_low: bool = True
    with_high: bool = True

    @staticmethod
    def read(told: Claim) -> Side:
        """Read what is claimed."""
        low, high = number(told["low"]), None if told["high"] is None else number(told["high"])
        require(high is not None or told["with high"], "a weight without an end ends")
        require(low >= 0, "a weight is negative")
        return Side(low, high, told["with low"], told["with high"])

    def holds(self, weight: Fraction) -> bool:
        """Whether a weight is one of them."""
        below = self.high is None or weight < self.high or (self.with_high and weight == self.high)
        return below and (weight > self.low or (self.with_low and weight == self.low))

    def part(self, other: Side) -> Side | None:
        """What of another is on this side; None: nothing is."""
        low = max((each.low, not each.with_low) for each in (self, other))
        high = min(
            ((each.high, each.with_high) for each in (self, other) if each.high is not None), default=(None, True)
        )
        empty = high[0] is not None and (low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1])))
        return None if empty else Side(low[0], high[0], not low[1], high[1])


ANY = Side(Fraction(0), None)


class Changing:
    """One weight of one party changes."""

    def __init__(self, asked: Edges, party: int, issue: str) -> None:
        self.asked, self.talks, self.party, self.issue = asked, asked.checker.talks, party, issue
        self.own, self.beside = self.talks.parties[party], Fraction(1, 2 * asked.most**2)

    def with_weight(self, weight: Fraction) -> Talks:
        """The talks with another weight."""
        parties = list(self.talks.parties)
        parties[self.party] = replace(self.own, weights={**self.own.weights, self.issue: weight})
        return replace(self.talks, parties=tuple(parties))

    def sum_with(self, weight: Fraction) -> Fraction:
        """What the package comes to for the party, with a weight."""
        return Fraction(self.with_weight(weight).sums(self.asked.terms)[self.party])

    def stays(self, weight: Fraction) -> bool:
        """Whether the package is efficient with a weight."""
        return self.asked.stays(self.with_weight(weight))

    def sides(self) -> list[Side]:
        """The weights with which the package's sum counts, and those with which its score is the greatest.

        Within each side any other package is better from some weight on, or up to one; so on each the package is
        efficient within two ends.
        """
        if self.own.most is None:
            return [ANY]
        without = self.sum_with(Fraction(0))
        rise, room = self.sum_with(ONE) - without, self.own.most - without
        if rise == 0 or room / rise < 0 or (room == 0 and rise > 0):
            return [ANY]
        bend = room / rise
        return [Side(Fraction(0), bend, with_high=rise < 0), Side(bend, None, with_low=rise > 0)]

    def check(self, side: Side, told: list[Side]) -> None:
        """On one side the package is efficient within what is told, and not beyond."""
        require(len(told) < 2, "weights fall apart where they cannot")  # noqa: PLR2004 - one is all there can be
        for one in told:
            self.asked.edge(one.low, 1, self.stays, belongs=one.with_low, side=side)
            if one.high is not None:
                self.asked.edge(one.high, -1, self.stays, belongs=one.with_high, side=side)
            elif not self.asked.checker.ranges:
                require(self.stays(Fraction(self.asked.most + 1)), "a weight has an end")
        if not told and self.asked.proven:
            if self.asked.checker.ranges:
                self.asked.checker.undecided.append("whether it is efficient with no weight at all")
            else:
                require(not self.anywhere(side), "it is efficient with other weights")

    def anywhere(self, side: Side) -> bool:
        """Whether there is any weight on a side with which it is efficient.

        Packages with some options are better from a weight on, with others up to one, and with some always or never. So
        it is looked for the weight at which the latter take over from the former, until both are better or neither is.
        """
        low = side.low if side.with_low else side.low + self.beside
        high = Fraction(self.asked.most + 1) if side.high is None else side.high
        high -= 0 if side.with_high else self.beside
        values, counts = self.own.values[self.issue], self.own.most is None or self.sum_with(low) < self.own.most
        pivot = values[self.asked.terms[self.issue]] if counts else Fraction(0)
        before = [option for option, value in values.items() if value < pivot]
        after = [option for option, value in values.items() if value > pivot]
        always = [option for option, value in values.items() if value == pivot]
        if self.better(low, always) or self.better(low, after) or self.better(high, before):
            return False
        while high - low > self.beside:
            middle = (low + high) / 2
            later, sooner = self.better(middle, after), self.better(middle, before)
            if later is sooner:
                return not later
            low, high = (low, middle) if later else (middle, high)
        return self.stays(((low + high) / 2).limit_denominator(self.asked.most))

    def better(self, weight: Fraction, options: Sequence[Term]) -> bool:
        """Whether a package with one of some options is better, with a weight."""
        some, talks = tuple(options), self.with_weight(weight)
        issues = tuple(replace(each, options=some) if each.id == self.issue else each for each in talks.issues)
        return bool(some) and not self.asked.stays(replace(talks, issues=issues))


class Edges:
    """Where a package begins to be efficient, or no longer is.

    An edge is a whole number over another, neither larger than `most`; so between two of them there is at least one
    over its square, and half of that beside an edge nothing else has changed. With terms in ranges an edge is where as
    many demands are level as there are parties: a determinant over another.
    """

    def __init__(self, checker: Checker, claim: Claim) -> None:
        self.checker, found = checker, checker.given(claim["package"], reach=False)
        self.terms, self.proven = found.terms, status_of(claim) == "proven"
        every = list(map(finest, checker.talks.parties))
        own = lcm(*(score.denominator for score in found.scores))
        self.most = factorial(len(every)) * prod(own * each for each in every) if checker.ranges else max(every)

    def stays(self, talks: Talks) -> bool:
        """Whether none of the packages of talks is better."""
        return not self.checker.of(talks).front(better(talks.scores(talks.sums(self.terms))))

    def edge(
        self,
        at: Fraction,
        inwards: int,
        staying: Callable[[Fraction], bool],
        *,
        belongs: bool,
        side: Side = ANY,
        most: int | None = None,
    ) -> None:
        """What changes at an edge changes there, and nothing does just beside it."""
        most = most or self.most
        require(at.denominator <= most, "an edge cannot lie where it is said")
        beside = at + (-inwards if belongs else inwards) * Fraction(1, 2 * most**2)
        for weight, expected in ((at, belongs), (beside, not belongs)):
            if side.holds(weight) and (expected or self.proven):
                require(staying(weight) is expected, "the weights reach another edge")


def finest(party: Party) -> int:
    """What no whole number exceeds that tells one edge of the weights from another."""
    pairs = [(party.weights[issue], value) for issue, each in party.values.items() for value in each.values()]
    pairs += [] if party.most is None else [(ONE, party.most)]
    parts = [*(w * v for w, v in pairs), *(v for _w, v in pairs), *(adds for _together, adds in party.together)]
    return 2 * int(lcm(*(part.denominator for part in parts)) * (1 + sum(map(abs, parts))))
