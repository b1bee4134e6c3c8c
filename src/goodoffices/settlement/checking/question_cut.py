# SPDX-License-Identifier: Apache-2.0
"""The same question where a greatest score counts for a party: put of the plain sums, and the answer cut off.

That scores, each the sum or the most, come to so much is to say it of every choice between the two: the least of these
is what counts. So a demand on scores is a few on sums. Of packages with efficient scores, an efficient one by sums has
the same scores, since with any other it would be better for somebody and worse for nobody; the rest is left out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from .better import unbettered
from .question import LISTED, Demand, NotCheckedError, Question, just
from .talks import Talks, Vector, keeps


class CutPackages:
    """All packages of talks in which some scores are cut off; `plain`: those of the talks in which none is."""

    def __init__(self, talks: Talks, plain: Question) -> None:
        self.talks, self.plain, self.mosts = talks, plain, [party.most for party in talks.parties]

    def front(self, demands: Sequence[Demand], known: Iterable[Vector] = ()) -> Counter[Vector]:
        """As `Packages.front`; of `known`, whose sums are not said, nothing is made use of."""
        del known
        asked = [each for demand in demands for each in self._of_sums(demand)]
        if any(not any(each.weights) and (each.least > 0 or (each.strict and each.least == 0)) for each in asked):
            return Counter()
        found = self.plain.front([each for each in asked if any(each.weights)])
        return unbettered(Counter(map(self.talks.scores, found)), range(len(self.mosts)))

    def _of_sums(self, demand: Demand) -> Iterator[Demand]:
        """What a demand on scores is for sums. Where a weight is negative it is the only one: no more than so much."""
        each = list(zip(demand.weights, self.mosts, strict=True))
        weighed = [(weight, most) for weight, most in each if weight and most is not None]
        if any(weight < 0 for weight, _most in weighed):
            if sum(map(bool, demand.weights)) > 1:
                raise NotCheckedError("what a greatest score takes away from others'")
            met = prod(weighed[0])
            if met < demand.least or (demand.strict and met == demand.least):  # else no score is more than asked for
                yield demand
            return
        for off in product(*((False, True) if weight and most is not None else (False,) for weight, most in each)):
            sums = [0 if cut else weight for (weight, _most), cut in zip(each, off, strict=True)]
            rest = sum(weight * most for (weight, most), cut in zip(each, off, strict=True) if cut)
            yield Demand(sums, demand.least - rest, demand.strict)

    def counts(self, found: Counter[Vector]) -> Counter[Vector]:
        """How many packages have scores that were found: of few, by looking at all; else of scores that are no most."""
        issues, times = self.talks.issues, Counter[Vector]()
        names = [issue.id for issue in issues]
        if prod(len(issue.options) for issue in issues) <= LISTED:
            every = (dict(zip(names, terms, strict=True)) for terms in product(*(issue.options for issue in issues)))
            kept = (each for each in every if all(keeps(dependency, each) for dependency in self.talks.dependencies))
            times = Counter(self.talks.scores(self.talks.sums(each)) for each in kept)
            return Counter({each: times[each] for each in found})
        if any(score == most for each in found for score, most in zip(each, self.mosts, strict=True)):
            raise NotCheckedError("how many packages have a score that is cut off")
        for each in found:
            times += self.plain.counts(self.plain.front(just(each)))
        return times
