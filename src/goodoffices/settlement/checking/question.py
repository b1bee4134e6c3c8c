# SPDX-License-Identifier: Apache-2.0
"""The checker's one question: of all packages that meet demands, which are the efficient vectors? Most often: none.

Issues that interactions or dependencies name together are a block, whose packages are all listed. Block by block scores
are added up; a sum is dropped if with the best of all blocks to come it would miss a demand, or if another is as good
for everybody. So that demands leave little to look at, some sums of them are demanded besides (`besides`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor, lcm, prod
from operator import add, ge, mul, sub
from typing import Any, Protocol, TypeAlias

from .besides import hardest, spread
from .better import unbettered
from .talks import Issue, Talks, Term, Terms, Told, Vector, keeps


LISTED, SUMS = 10_000, 400_000
"""Up to how many packages a block is listed, and how many sums are followed."""


class NotCheckedError(Exception):
    """That something could not be decided, and why."""


@dataclass(frozen=True, slots=True)
class Demand:
    """That the scores, each times the weight of its party, make at least so much; or more than that."""

    weights: Sequence[Any]
    least: Fraction
    strict: bool = False

    def worth(self, scores: Vector) -> Any:  # noqa: ANN401 - a whole number or a fraction
        """What scores come to."""
        return sum(map(mul, self.weights, scores))

    def asked(self, scale: int) -> int:
        """How much is asked, in whole numbers, of scores that are so many times as large; with whole weights."""
        return floor(self.least * scale) + 1 if self.strict else ceil(self.least * scale)


def least(scores: Sequence[Any], *, strict: bool = False) -> list[Demand]:
    """That each party gets at least so much."""
    return [Demand([int(p == own) for p in range(len(scores))], score, strict) for own, score in enumerate(scores)]


def just(scores: Sequence[Any]) -> list[Demand]:
    """That each party gets so much, and no more."""
    return [Demand([way * w for w in each.weights], way * each.least) for each in least(scores) for way in (1, -1)]


def better(scores: Sequence[Any]) -> list[Demand]:
    """That no party gets less than this, and some party more."""
    return [*least(scores), Demand([1] * len(scores), sum(scores, Fraction(0)), strict=True)]


def added(demands: Sequence[Demand], often: Sequence[Any]) -> Demand:
    """Demands together, each so often."""
    weights = zip(
        *([times * weight for weight in each.weights] for times, each in zip(often, demands, strict=True)), strict=True
    )
    least_ = sum((times * each.least for times, each in zip(often, demands, strict=True)), Fraction(0))
    strict = any(each.strict for times, each in zip(often, demands, strict=True) if times)
    return whole(Demand(list(map(sum, weights)), least_, strict))


def whole(demand: Demand) -> Demand:
    """The same demand in whole weights."""
    often = lcm(*(Fraction(weight).denominator for weight in demand.weights))
    return Demand([int(weight * often) for weight in demand.weights], demand.least * often, demand.strict)


class Question(Protocol):
    """What answers the question; see `Packages`."""

    def front(self, demands: Sequence[Demand], known: Iterable[Vector] = ()) -> Counter[Vector]:
        """Every efficient vector of those that meet the demands, and, of plain packages, how many have it."""

    def counts(self, found: Counter[Vector]) -> Counter[Vector]:
        """How many packages have vectors that were found."""


Solver: TypeAlias = Callable[[Talks, Callable[[], float]], Question]
"""Makes of talks, and of how many seconds are left, what answers the question where too much hangs together."""


class Packages:
    """All packages of talks, for as many questions as there are; `left`: how many seconds one may still take."""

    def __init__(self, talks: Talks, left: Callable[[], float]) -> None:
        self.talks, self.left = talks, left
        every = product(talks.parties, ((issue.id, term) for issue in talks.issues for term in self.terms(issue)))
        worth = (party.worth(*term) for party, term in every)
        adds = (adds for party in talks.parties for _together, adds in party.together)
        self.scale = lcm(*(each.denominator for each in (*worth, *adds)))
        self.blocks = [Counter(self.choices(group)) for group in groups(talks)]
        """Of each block, what its packages come to, and how many come to that."""

    def terms(self, issue: Issue) -> Sequence[Term]:
        """What can be chosen of an issue."""
        return issue.options

    def scores(self, terms: Terms) -> Vector:
        """What terms add to the scores, `scale` times, in whole numbers."""
        return tuple(int(each * self.scale) for each in self.talks.sums(terms))

    def choices(self, group: Sequence[Issue]) -> Iterator[Vector]:
        """What each package of a block adds to the scores."""
        names = [issue.id for issue in group]
        kept = [each for each in self.talks.dependencies if named(each) <= {*names}]
        for terms in product(*map(self.terms, group)):
            chosen = dict(zip(names, terms, strict=True))
            if all(keeps(each, chosen) for each in kept):
                yield self.scores(chosen)

    def rows(self, demands: Sequence[Demand]) -> list[Counter[Vector]]:
        """What each choice is worth to each demand, and to each party; and how many packages it is."""
        found = [Counter[Vector]() for _block in self.blocks]
        for rows, block in zip(found, self.blocks, strict=True):
            for choice, ways in block.items():
                rows[(*(each.worth(choice) for each in demands), *choice)] += ways
        return found

    def besides(self, demands: Sequence[Demand]) -> list[Demand]:
        """Sums of demands, which are demands again: to rule out sooner what misses them."""
        asked = [each.asked(self.scale) for each in demands]
        return [added(demands, often) for often in hardest(self.rows(demands), asked)] if demands else []

    def compared(self, demands: Sequence[Demand]) -> list[int]:
        """In which numbers of a row one is better than another: scores, and what may not be exceeded."""
        held = [place for place, each in enumerate(demands) if min(each.weights) < 0]
        return [*held, *(len(demands) + party for party in range(len(self.talks.parties)))]

    def front(self, demands: Sequence[Demand], known: Iterable[Vector] = ()) -> Counter[Vector]:
        """Every efficient vector of those that meet the demands, and how many packages have it.

        `known`: vectors of packages, from which to begin where that helps. A weight may be negative only where another
        demand holds that score to just one number. Raises NotCheckedError where it takes too much.
        """
        del known
        asked = list(map(whole, demands))
        asked += self.besides(asked)
        low, compared, blocks = [each.asked(self.scale) for each in asked], self.compared(asked), self.rows(asked)
        blocks.sort(key=lambda rows: -spread(rows, len(asked) - 1) if asked else 0)
        most = [tuple(map(max, zip(*rows, strict=True))) for rows in blocks]
        if not all(most):
            return Counter()
        beyond, sums = tuple(map(sum, zip(*most, strict=True))), Counter({(0,) * len(most[0]): 1})
        for rows, high in zip(blocks, most, strict=True):
            beyond, after = tuple(map(sub, beyond, high)), Counter[Vector]()
            lacking = tuple(map(sub, low, beyond))
            for before, times in sums.items():
                for row, ways in rows.items():
                    vector = tuple(map(add, before, row))
                    if all(map(ge, vector, lacking)):
                        after[vector] += times * ways
                if self.left() < 0:
                    raise NotCheckedError("the time is over")
            crowded = len(after) > min(10 ** len(self.talks.parties), SUMS // 8)  # of many, demands rule out more
            sums = unbettered(after, compared) if crowded or rows is blocks[-1] else after
            if len(sums) > SUMS:
                raise NotCheckedError("too many sums of scores would have to be followed")
        return Counter(
            {tuple(Fraction(each, self.scale) for each in v[len(asked) :]): times for v, times in sums.items()}
        )

    def counts(self, found: Counter[Vector]) -> Counter[Vector]:
        """How many packages have vectors that were found."""
        return found


def dense(talks: Talks, listed: int) -> bool:
    """Whether so many issues hang together that their packages are more than are listed."""
    return any(prod(len(issue.options) for issue in group) > listed for group in groups(talks) if len(group) > 1)


def named(dependency: Iterable[Told]) -> set[str]:
    """The issues that a dependency speaks of."""
    return {issue for part in dependency for issue, _options in part["of"]}


def groups(talks: Talks) -> list[list[Issue]]:
    """The issues in blocks: no interaction and no dependency names issues of two of them."""
    ties = [{issue for issue, _options in together} for party in talks.parties for together, _adds in party.together]
    found = [{issue.id} for issue in talks.issues]
    for tie in filter(None, [*ties, *map(named, talks.dependencies)]):
        joined = tie.union(*(group for group in found if group & tie))
        found = [*(group for group in found if not group & tie), joined]
    return [[issue for issue in talks.issues if issue.id in group] for group in found]
