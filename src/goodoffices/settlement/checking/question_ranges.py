# SPDX-License-Identifier: Apache-2.0
"""Terms in ranges for the checker's question: stretches as choices, and sums of demands that make them exact.

On a stretch between two corners every party's curve is straight, so no number between is worth more to a demand than
the better end: what is ruled out with that is ruled out rightly. And nothing else is left over. Once stretches are
chosen, vectors are a polytope; if it misses the demands, it is parted from what meets them by a sum of demands that is
level along some of the stretches (Farkas 1902). All such sums are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from operator import mul, sub
from typing import Any

from .question import Demand, NotCheckedError, Packages, added
from .talks import Issue, Talks, Term, Vector


class RangePackages(Packages):
    """All packages of talks with terms in ranges. What `front` gives is something, if any package meets the demands."""

    def terms(self, issue: Issue) -> Sequence[Term]:
        """The options of an issue, or the corners of a range."""
        return issue.options or corners(self.talks, issue)

    def choices(self, group: Sequence[Issue]) -> Iterator[tuple[Vector, ...]]:
        """What each choice adds to the scores, at both of its ends."""
        if not group[0].between:
            yield from ((scores,) for scores in super().choices(group))
            return
        for ends in pairwise(corners(self.talks, group[0])):
            yield tuple(self.scores({group[0].id: end}) for end in ends)

    def rows(self, demands: Sequence[Demand]) -> list[Counter[Vector]]:
        """What each choice is worth to each demand, at the better of its ends."""
        return [
            Counter(tuple(max(map(each.worth, ends)) for each in demands) for ends in block) for block in self.blocks
        ]

    def compared(self, demands: Sequence[Demand]) -> list[int]:
        """A row is better if it is worth more to all demands."""
        return [*range(len(demands))]

    def besides(self, demands: Sequence[Demand]) -> list[Demand]:
        """Every sum of demands that is level along stretches, as far as it may be needed; and others.

        It is level along fewer stretches than there are parties, and a sum of one demand more than there are stretches.
        """
        steps = [tuple(map(sub, *ends)) for block in self.blocks for ends in block if len(ends) > 1]
        along = sorted({tuple(Fraction(each, max(map(abs, step))) for each in step) for step in steps if any(step)})
        found = [Demand([0] * len(self.talks.parties), Fraction(0))]
        asked = [*demands, *found]
        for size in range(1, len(self.talks.parties)):
            for some, ways in product(combinations(asked, size + 1), combinations(along, size)):
                often = _normal([[each.worth(way) for each in some] for way in ways])
                if min(often) > 0 or max(often) < 0:
                    found.append(added(some, [*map(abs, often)]))
                if self.left() < 0:
                    raise NotCheckedError("the time is over")
        return found + super().besides([*demands, *found])


def ends_of(packages: Any, end: Callable[[Iterable[int]], int]) -> list[Fraction]:  # noqa: ANN401 - of ranges only
    """What no score of each party exceeds (`max`), or falls below (`min`)."""
    every = [[each for ends in block for each in ends] for block in packages.blocks]
    parties = range(len(packages.talks.parties))
    return [Fraction(sum(end(each[party] for each in rows) for rows in every), packages.scale) for party in parties]


def corners(talks: Talks, issue: Issue) -> list[Term]:
    """The numbers of a range between which what every party values is straight, in order."""
    return sorted({point for party in talks.parties for point in party.values[issue.id]})


def _normal(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """A vector at right angles to some, of one number more than there are of them."""

    def determinant(square: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401 - of whatever numbers
        return sum(map(mul, square[0], _normal(square[1:]))) if square else 1

    places = range(len(rows) + 1)
    return [(-1) ** place * determinant([[*row[:place], *row[place + 1 :]] for row in rows]) for place in places]
