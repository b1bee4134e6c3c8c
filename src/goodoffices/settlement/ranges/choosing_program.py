# SPDX-License-Identifier: Apache-2.0
"""Choices of options and stretches from an integer program, where there are too many for a list.

A number on a stretch is a mixture of its corners in so many parts of a whole number. Everything is rounded so that no
package is lost: what a demand is met by upwards, what it asks downwards. So what the program rules out is ruled out;
what it finds may fall a little short, which the linear program of these choices then settles.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.integer_program import Model, model_of, solve
from goodoffices.settlement.ranges.choosing import Taken
from goodoffices.settlement.ranges.mixing import Row
from goodoffices.settlement.ranges.stretches import Choices
from goodoffices.settlement.tables import Bonus, Tables


PARTS: Final = 1 << 8
"""Into how many parts a mixture is divided."""
SIZE: Final = 1 << 26
"""About how large the sums are made, for the solver to reckon exactly with them."""


class Programmed:
    """Writes the demands, and what was proven, as an integer program, and asks for choices that could go highest."""

    def __init__(self, choices: Choices, rows: Sequence[Row], limits: Limits) -> None:
        self._choices, self._limits = choices, limits
        self._rows, self._cuts = list(rows), list[Row]()
        self._settled: list[Taken] = []
        self._bound: Fraction | None = None
        self.stopped = False

    def next(self, above: Fraction | None) -> Taken | None:
        if self._limits.spent() and self._settled:
            self.stopped = True
            return None
        writing = _Writing(self._choices, [*self._rows, *self._cuts])
        strict = [cut.strictly(above) for cut in self._cuts if cut.rate and above is not None]
        model, unit = writing.written(self._rows, self._cuts, strict, above)
        for taken in self._settled:
            model.program.add_bool_or([~model.taken[issue][place] for issue, place in enumerate(taken)])
        solved = solve(model, limits=self._limits, linear=True)
        if solved.terms is None:
            self.stopped = not solved.proven
            return None
        if unit is not None:
            self._bound = (solved.bound + 1) / unit
        return solved.terms

    def rule_out(self, cut: Row) -> None:
        self._cuts.append(cut)

    def settled(self, taken: Taken) -> None:
        self._settled.append(taken)

    def add(self, row: Row) -> None:
        self._rows.append(row)

    def bound(self, above: Fraction | None) -> Fraction | None:
        if self._bound is None:
            return None
        return self._bound if above is None else max(self._bound, above)


class _Writing:
    """A program while it is written: each demand is a party of a table of its own."""

    def __init__(self, choices: Choices, rows: Sequence[Row]) -> None:
        self._choices = choices
        rising = [row for row in rows if row.rate]
        largest = max((Fraction(self._size(row), row.rate) for row in rising), default=Fraction(1))
        self.unit: Fraction | None = Fraction(SIZE) / (largest or 1) if rising else None

    def _size(self, row: Row) -> int:
        table = self._choices.table
        return (
            sum(
                max(abs(int(row.weigh(table.scores[issue][place]))) for stretch in stretches for place in stretch)
                for issue, stretches in enumerate(self._choices.stretches)
            )
            + sum(abs(row.weights[bonus.party] * bonus.adds) for bonus in table.bonuses)
            + abs(row.least)
        )

    def _factor(self, row: Row) -> Fraction:
        if row.rate and self.unit is not None:
            return self.unit / row.rate
        size = self._size(row)
        return Fraction(1) if size <= SIZE else Fraction(SIZE, size)

    def written(
        self, rows: Sequence[Row], cuts: Sequence[Row], strict: Sequence[Row], above: Fraction | None
    ) -> tuple[Model, Fraction | None]:
        every = [*rows, *cuts, *strict]
        factors = [self._factor(row) for row in every]
        model = model_of(self._table(every, factors, len(rows)))
        step: Any = 0
        if self.unit is not None:
            low = -8 * SIZE if above is None else max(floor(self.unit * above), -8 * SIZE)
            step = model.program.new_int_var(low, 8 * SIZE, "steps")
            model.program.maximize(step)
        shares = self._shares(model)
        for number, (row, factor) in enumerate(zip(every, factors, strict=True)):
            parts: Any = model.scores[number]
            if number < len(rows):
                parts += sum(self._parts(model, shares, row, factor))
            model.program.add(parts >= floor(factor * row.least) + (step if row.rate else 0))
        return model, self.unit

    def _table(self, rows: Sequence[Row], factors: Sequence[Fraction], mixed: int) -> Tables:
        """Of each stretch what it could make of a demand; for the first demands, shares say what ranges make."""
        table, stretches = self._choices.table, self._choices.stretches

        def worth(issue: int, place: int, number: int) -> int:
            stretch = stretches[issue][place]
            if number < mixed and len(stretch) > 1:
                return 0
            most = max(rows[number].weigh(table.scores[issue][each]) for each in stretch)
            return ceil(factors[number] * most)

        count = range(len(rows))
        return Tables(
            sizes=tuple(map(len, stretches)),
            scores=tuple(
                tuple(tuple(worth(issue, place, number) for number in count) for place in range(len(each)))
                for issue, each in enumerate(stretches)
            ),
            bonuses=tuple(
                Bonus(number, bonus.together, ceil(factor * row.weights[bonus.party] * bonus.adds))
                for number, (row, factor) in enumerate(zip(rows, factors, strict=True))
                for bonus in table.bonuses
                if row.weights[bonus.party]
            ),
            bounds=table.bounds,
            minimums=(0,) * len(rows),
            scales=(1,) * len(rows),
        )

    def _shares(self, model: Model) -> dict[tuple[int, int], dict[int, Any]]:
        """For each stretch of a range, the parts of its corners, if it is chosen."""
        shares: dict[tuple[int, int], dict[int, Any]] = {}
        for issue, stretches in enumerate(self._choices.stretches):
            for place, stretch in enumerate(stretches):
                if len(stretch) > 1:
                    here = {corner: model.program.new_int_var(0, PARTS, "share") for corner in stretch}
                    model.program.add(sum(here.values()) == PARTS * model.taken[issue][place])
                    shares[issue, place] = here
        return shares

    def _parts(
        self, model: Model, shares: dict[tuple[int, int], dict[int, Any]], row: Row, factor: Fraction
    ) -> list[Any]:
        """What ranges make of a demand; a share may be one part more than said, but for the worst corner."""
        found = []
        for (issue, place), here in shares.items():
            worth = {corner: factor * row.weigh(self._choices.table.scores[issue][corner]) for corner in here}
            least = min(worth.values())
            more = {corner: ceil((each - least) / PARTS) for corner, each in worth.items()}
            found.append(sum(more[corner] * share for corner, share in here.items()))
            found.append((sum(more.values()) + ceil(least)) * model.taken[issue][place])
        return found
