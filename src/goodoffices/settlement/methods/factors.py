# SPDX-License-Identifier: Apache-2.0
"""Tables as factors: which issues hang together through interactions and dependencies, and what combinations add.

Options of an issue between which no interaction and no dependency distinguishes are one class, so an issue is a
variable with as many values as it has classes. A factor says of each combination of the values of a few variables what
it adds to the scores, or that it is ruled out. What speaks of many issues is cut into a chain: a variable that counts
how many of the first hold, which the values of the issues settle, so that nothing is counted twice.

Every factor adds at least 0 to every score: an interaction that takes away is written as one that adds where it does
not hold. What all of it together is above is `integer_program.lowest`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from goodoffices.settlement.methods.fronts import Form
from goodoffices.settlement.tables import Bonus, Bounds, Tables


AT_ONCE = 3
"""Of how many issues a factor may speak before it is cut into a chain."""

Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """What combinations of the values of some variables add (as a `Form` holds it); what is missing is ruled out."""

    scope: tuple[int, ...]
    cells: Mapping[Values, int]


@dataclass(frozen=True, slots=True)
class Factors:
    """A scenario as variables and factors."""

    classes: tuple[tuple[tuple[int, ...], ...], ...]
    """For each issue its classes of options; the issues are the first variables."""
    domains: tuple[int, ...]
    """For each variable how many values it has."""
    factors: tuple[Factor, ...]
    constant: int
    """What is added in any case, as the form holds it."""


def factors(table: Tables, form: Form) -> Factors:
    """Write the interactions and dependencies of the tables as factors."""
    return _Writing(table, form).written()


class _Writing:
    def __init__(self, table: Tables, form: Form) -> None:
        self._table = table
        self._form = form
        self._classes = [_classes(table, issue) for issue in range(len(table.sizes))]
        self._domains = [len(each) for each in self._classes]
        self._factors: list[Factor] = []
        self._constant = 0

    def written(self) -> Factors:
        for bonus in self._table.bonuses:
            self._bonus(bonus)
        for bounds in self._table.bounds:
            self._bounds(bounds)
        return Factors(tuple(self._classes), tuple(self._domains), tuple(self._factors), self._constant)

    def _add(self, scope: Sequence[int], worth: Callable[[Values], int | None]) -> None:
        every = product(*(range(self._domains[variable]) for variable in scope))
        cells = {values: added for values in every if (added := worth(values)) is not None}
        if scope:
            self._factors.append(Factor(tuple(scope), cells))
        elif cells:
            self._constant += cells[()]
        else:
            self._factors.append(Factor((), {}))

    def _holding(self, issue: int, options: frozenset[int]) -> list[int]:
        """For each class of an issue, 1 if its options are among these."""
        return [int(each[0] in options) for each in self._classes[issue]]

    def _bonus(self, bonus: Bonus) -> None:
        literals: dict[int, frozenset[int]] = {}
        for issue, options in bonus.together:
            literals[issue] = literals.get(issue, options) & options
        hits = {issue: self._holding(issue, options) for issue, options in literals.items()}
        scope, needed = sorted(hits), len(hits)
        row = [0] * self._table.parties
        row[bonus.party] = abs(bonus.adds)
        key = self._form.key(row)
        if bonus.adds > 0:
            self._sum(scope, hits, needed, lambda count: key if count == needed else 0)
        elif bonus.adds:
            self._sum(scope, hits, needed, lambda count: 0 if count == needed else key)

    def _bounds(self, bounds: Bounds) -> None:
        hits: dict[int, list[int]] = {}
        for issue, options in bounds.of:
            before = hits.setdefault(issue, [0] * self._domains[issue])
            hits[issue] = [a + b for a, b in zip(before, self._holding(issue, options), strict=True)]
        cap = bounds.least if bounds.most >= len(bounds.of) else bounds.most + 1
        self._sum(sorted(hits), hits, cap, lambda count: 0 if bounds.least <= count <= bounds.most else None)

    def _sum(
        self, scope: list[int], hits: Mapping[int, list[int]], cap: int, worth: Callable[[int], int | None]
    ) -> None:
        """A factor of how many hold, counted no further than `cap`."""
        before: list[int] = []
        rest = scope
        while len(rest) + len(before) > AT_ONCE:
            counter, counted = len(self._domains), [*before, rest[0]]
            if not before:
                counted, rest = rest[:2], rest[1:]
            rest = rest[1:]
            self._domains.append(cap + 1)
            self._add(
                (*counted, counter),
                lambda values, counted=counted: 0 if values[-1] == self._count(counted, values, hits, cap) else None,  # type: ignore[misc]
            )
            before = [counter]
        last = [*before, *rest]
        self._add(last, lambda values: worth(self._count(last, values, hits, cap)))

    @staticmethod
    def _count(scope: Sequence[int], values: Values, hits: Mapping[int, list[int]], cap: int) -> int:
        counted = (
            hits[variable][value] if variable in hits else value for variable, value in zip(scope, values, strict=False)
        )
        return min(sum(counted), cap)


def _classes(table: Tables, issue: int) -> tuple[tuple[int, ...], ...]:
    """Put the options of an issue together that belong to the same literals."""
    sets = [options for bonus in table.bonuses for at, options in bonus.together if at == issue]
    sets += [options for bounds in table.bounds for at, options in bounds.of if at == issue]
    classes: dict[tuple[bool, ...], list[int]] = {}
    for option in range(table.sizes[issue]):
        classes.setdefault(tuple(option in options for options in sets), []).append(option)
    return tuple(map(tuple, classes.values()))
