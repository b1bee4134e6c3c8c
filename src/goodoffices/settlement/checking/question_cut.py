# SPDX-License-Identifier: Apache-2.0
"""The same question where a greatest score counts for a party: put of the plain sums, and the answer cut off.

That scores, each the sum or the most, come to so much is to say it of every choice between the two: the least of these
is what counts. So a demand on scores is a few on sums. Of packages with efficient scores, an efficient one by sums has
the same scores, since with any other it would be better for somebody and worse for nobody; the rest is left out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product

from goodoffices.settlement.checking.question import LISTED, Demand, NotCheckedError, Packages, Vector, unbettered
from goodoffices.settlement.packages import every_package, uncut
from goodoffices.settlement.scenario import Scenario


class CutPackages(Packages):
    """All packages of a scenario in which some scores are cut off."""

    def __init__(self, scenario: Scenario, left: Callable[[], float], listed: int = LISTED) -> None:
        super().__init__(uncut(scenario), left, listed)
        self.cut = scenario
        self.mosts = [party.most for party in scenario.parties]

    def front(
        self, demands: Sequence[Demand], known: Iterable[Vector] = (), *, counted: bool = False
    ) -> dict[Vector, int]:
        """As `Packages.front`; of `known`, whose sums are not said, nothing is made use of."""
        del known
        asked = [each for demand in demands for each in self._of_sums(demand)]
        if any(not any(each.weights) and (each.least > 0 or (each.strict and each.least == 0)) for each in asked):
            return {}
        found = super().front([each for each in asked if any(each.weights)], counted=counted)
        times: Counter[Vector] = Counter()
        for sums, count in found.items():
            times[self._cut(sums)] += count
        return {each: self._count(each, times[each]) if counted else 0 for each in unbettered(times)}

    def _cut(self, sums: Vector) -> Vector:
        return tuple(each if most is None else min(each, most) for each, most in zip(sums, self.mosts, strict=True))

    def _of_sums(self, demand: Demand) -> Iterator[Demand]:
        """What a demand on scores is for sums. Where a weight is negative it is the only one: no more than so much."""
        weighed = [each for each in zip(demand.weights, self.mosts, strict=True) if each[0] and each[1] is not None]
        if any(weight < 0 for weight, _most in weighed):
            if sum(map(bool, demand.weights)) > 1:
                raise NotCheckedError("what a greatest score takes away from others'")
            weight, most = weighed[0]
            met = weight * (most or 0)
            if met < demand.least or (demand.strict and met == demand.least):  # else no score is more than asked for
                yield demand
            return
        every = list(zip(demand.weights, self.mosts, strict=True))
        for off in product(*((False, True) if weight and most is not None else (False,) for weight, most in every)):
            sums = [Fraction(0) if cut else weight for (weight, _most), cut in zip(every, off, strict=True)]
            rest = sum(
                (weight * (most or 0) for (weight, most), cut in zip(every, off, strict=True) if cut), Fraction(0)
            )
            yield Demand(sums, demand.least - rest, demand.strict)

    @cached_property
    def _counts(self) -> Counter[Vector]:
        return Counter(each.scores for each in every_package(self.cut))

    def _count(self, vector: Vector, found: int) -> int:
        """How many packages have these scores; whose sums differ is bettered by others that have them."""
        if self.cut.outcomes <= LISTED:
            return self._counts[vector]
        if any(score == most for score, most in zip(vector, self.mosts, strict=True)):
            raise NotCheckedError("how many packages have a score that is cut off")
        return found
