# SPDX-License-Identifier: Apache-2.0
"""The front of a whole scenario: variables are eliminated one by one, and what they still bring is kept as fronts.

Eliminating a variable makes of all factors that speak of it one factor over their other variables: for each combination
of these the front of what the variable, and what was eliminated into it, can still bring. (Bucket elimination, Dechter
1999, with fronts in place of numbers, as in Rollón and Larrosa 2006.) The work is the number of combinations, which is
small where few issues hang together, times that of adding fronts. Where nothing hangs together it is the plain sum of
the issues' fronts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.factors import Factors, Values, factors
from goodoffices.settlement.methods.fronts import Form, Front, TooManyError, leaf, plus, unite
from goodoffices.settlement.tables import Tables


CELLS = 60_000
"""With more combinations than this to go through, all steps together, elimination is not tried."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What elimination left: for each combination of the scope's values a front; what is missing is ruled out."""

    scope: tuple[int, ...]
    cells: Mapping[Values, Front | int]


def order(written: Factors) -> tuple[tuple[int, ...], int]:
    """Give an order in which to eliminate the variables, and how many combinations have to be gone through in all.

    Always next is the variable that leaves the fewest combinations.
    """
    scopes = [set(factor.scope) for factor in written.factors]
    left = set(range(len(written.domains)))
    chosen: list[int] = []
    work = 0

    def combinations(variable: int) -> int:
        joined = set().union(*(scope for scope in scopes if variable in scope)) - {variable}
        return prod(written.domains[each] for each in joined)

    costs = {variable: combinations(variable) for variable in left}
    while left:
        best = min(left, key=lambda variable: (costs[variable], variable))
        work += costs[best] * written.domains[best]
        left.discard(best)
        chosen.append(best)
        joined = set().union(*(scope for scope in scopes if best in scope)) - {best}
        scopes = [scope for scope in scopes if best not in scope]
        if joined:
            scopes.append(joined)
        costs.update({variable: combinations(variable) for variable in joined})
    return tuple(chosen), work


def eliminated(table: Tables, form: Form, *, limits: Limits, cells: int = CELLS) -> Front | None:
    """Give the front of all packages; None where more than `cells` combinations would have to be gone through.

    Its vectors are counted from `integer_program.lowest`. Raises TooManyError when the time is up.
    """
    if limits.spent():
        raise TooManyError
    if not table.bonuses and not table.bounds:
        issues = range(len(table.sizes))
        return _sum(form, [leaf(form, issue, range(table.sizes[issue]), _rows(table, issue)) for issue in issues])
    written = factors(table, form)
    sequence, work = order(written)
    if work > cells + sum(written.domains):
        return None
    leaves = [
        [leaf(form, issue, options, [rows[option] for option in options]) for options in classes]
        for issue, (classes, rows) in enumerate(
            zip(written.classes, (_rows(table, issue) for issue in range(len(table.sizes))), strict=True)
        )
    ]
    nothing = Front(form.held([[0] * table.parties]), None, None)
    tables: list[_Table] = [_Table(factor.scope, factor.cells) for factor in written.factors if factor.scope]
    possible = all(factor.cells for factor in written.factors)
    pieces: list[Front] = []
    for done, variable in enumerate(sequence):
        speaking = [each for each in tables if variable in each.scope]
        tables = [each for each in tables if variable not in each.scope]
        values = leaves[variable] if variable < len(leaves) else [nothing] * written.domains[variable]
        rest = _without(form, variable, values, speaking=speaking, domains=written.domains, limits=limits)
        limits.told("issues", done + 1, len(sequence))
        if rest.scope:
            tables.append(rest)
        else:
            pieces += [cell for cell in rest.cells.values() if isinstance(cell, Front)]
            possible = possible and bool(rest.cells)
    whole = _sum(form, [nothing.shifted(written.constant), *pieces])
    return whole if possible else Front(whole.vectors[:0], None, None)


def _sum(form: Form, pieces: Sequence[Front]) -> Front:
    """The front of pieces that have nothing to do with one another, the small ones first."""
    whole, *others = sorted(pieces, key=len)
    for piece in others:
        whole = plus(form, whole, piece)
    return whole


def _rows(table: Tables, issue: int) -> list[list[int]]:
    """Each option's scores, counted from the least of its issue."""
    least = [min(column) for column in zip(*table.scores[issue], strict=True)]
    return [[score - low for score, low in zip(option, least, strict=True)] for option in table.scores[issue]]


def _without(
    form: Form,
    variable: int,
    values: Sequence[Front],
    *,
    speaking: Sequence[_Table],
    domains: Sequence[int],
    limits: Limits,
) -> _Table:
    """Eliminate one variable from the tables that speak of it."""
    scope = tuple(sorted({each for table in speaking for each in table.scope} - {variable}))
    known = {each: place for place, each in enumerate((*scope, variable))}
    places = [tuple(known[each] for each in table.scope) for table in speaking]
    cells: dict[Values, Front | int] = {}
    for combination in product(*(range(domains[each]) for each in scope)):
        parts = []
        for value, front in enumerate(values):
            row = (*combination, value)
            found = [
                table.cells.get(tuple(row[place] for place in at)) for table, at in zip(speaking, places, strict=True)
            ]
            if None not in found:
                parts.append(_together(form, front, [each for each in found if each is not None]))
        if limits.spent():
            raise TooManyError
        if parts:
            cells[combination] = unite(form, parts)
    return _Table(scope, cells)


def _together(form: Form, front: Front, found: Sequence[Front | int]) -> Front:
    whole = _sum(form, [front, *(each for each in found if isinstance(each, Front))])
    added = sum(each for each in found if not isinstance(each, Front))
    return whole.shifted(added) if added else whole
