# SPDX-License-Identifier: Apache-2.0
"""A scenario as one table in CSV: a row for each option of each issue, and a column for each party.

The heading names the first two columns `issue` and `option`, and each further one a party. A row without an option
gives the weights of its issue; a row `minimum` without an option, at the end, each party's minimum.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from goodoffices.domain.terms.amounts import UnclearError, plain, read_number
from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.reading import Mistakes, Reading, decoded, refused, settled, tidy
from goodoffices.exchange.scores_sheet import MINIMUM, Cell, csv_rows
from goodoffices.settlement import Issue, Option, Preferences, Scenario


CSV: Final = "CSV table"
FIRST: Final = ("issue", "option")


def is_sheet(data: bytes) -> bool:
    """Whether bytes begin as such a table does."""
    first = data[:4096].decode(errors="replace").lstrip("\ufeff").partition("\n")[0]
    cells = [cell.strip().strip('"').casefold() for cell in first.replace(";", ",").replace("\t", ",").split(",")]
    return cells[:2] == list(FIRST)


def read_sheet_scenario(data: bytes, name: str) -> Reading:
    """Read the table. Raises RefusedError with every mistake by its row and column."""
    decoded(data, name)
    table = csv_rows(data, name)
    if not table or len(table[0]) <= len(FIRST):
        raise refused(f"{name}, row 1", "there is no party", "the columns are issue, option, and one for each party")
    noted = _Sheet(name, [tidy(str(cell or "")) for cell in table[0][2:]])
    for number, row in enumerate(table[1:], start=2):
        if any(cell not in (None, "") for cell in row):
            noted.row(number, row)
    return Reading(settled(noted.scenario(), noted), CSV, ("Values count as they stand in the table.",))


class _Sheet(Mistakes):
    """Reads row after row; places are rows and columns."""

    def __init__(self, name: str, parties: Sequence[str]) -> None:
        super().__init__(name)
        self._parties = [party for party in parties if party]
        for number, party in enumerate(parties, start=3):
            if not party:
                self.wrong(f"row 1, column {number}", "this column has no party in its heading", "name one")
            elif party in parties[: number - 3]:
                self.wrong(f"row 1, column {number}", f"{shown(party)} has a column already")
        self._options: dict[str, dict[str, list[Fraction]]] = {}
        self._weights: dict[str, list[Fraction]] = {}
        self._minimums: list[Fraction] = []

    def row(self, number: int, row: Sequence[Cell]) -> None:
        """Read one row."""
        issue, option = (tidy(str(cell or "")) for cell in (*row, "", "")[:2])
        cells = [*row[2:], *[""] * len(self._parties)][: len(self._parties)]
        numbers = [self._cell(number, party, cell) for party, cell in zip(self._parties, cells, strict=True)]
        whole = [each for each in numbers if each is not None]
        if not issue:
            self.wrong(f"row {number}", "this row has no issue", "write its issue in each row")
        elif len(whole) < len(numbers):
            if option:
                self._options.setdefault(issue, {}).setdefault(option, [])
        elif option:
            options = self._options.setdefault(issue, {})
            if option in options:
                self.wrong(f"row {number}", f"{shown(option)} is an option of {shown(issue)} already", "keep one row")
            options[option] = whole
        elif issue.casefold() == MINIMUM and issue not in self._options:
            self._minimums = whole
        elif issue in self._weights:
            self.wrong(f"row {number}", f"{shown(issue)} has its weights already", "name the option in this row")
        else:
            self._weights[issue] = whole

    def _cell(self, row: int, party: str, cell: Cell) -> Fraction | None:
        place = f"row {row}, {party}"
        text = str(cell or "").strip()
        if not text:
            self.wrong(place, "a number is missing", "write 0 for what is worth nothing")
            return None
        try:
            found = read_number(plain(text))
        except UnclearError as error:
            self.wrong(place, f"this number could be {error}", "write it without marks between thousands")
            return None
        return self.number(text if found is None else found, place)

    def scenario(self) -> Scenario:
        """Put together what was read."""
        for issue in self._weights:
            if issue not in self._options:
                self.wrong("", f"{shown(issue)} has weights and no options", "add a row for each option")
        issues = tuple(
            Issue(id=issue, name=issue, options=tuple(Option(id=option, name=option) for option in options))
            for issue, options in self._options.items()
        )
        return Scenario(
            issues=issues,
            parties=tuple(
                Preferences(
                    id=party,
                    name=party,
                    weights={issue: weights[place] for issue, weights in self._weights.items()},
                    values={
                        issue: {option: numbers[place] for option, numbers in options.items() if numbers}
                        for issue, options in self._options.items()
                    },
                    minimum=self._minimums[place] if self._minimums else Fraction(0),
                )
                for place, party in enumerate(self._parties)
            ),
        )


def write_sheet_scenario(scenario: Scenario) -> bytes:
    """Write the table. Raises RefusedError for what it has no place for: interactions, dependencies, ranges."""
    noted = Mistakes()
    for issue in scenario.issues:
        if issue.continuous:
            noted.wrong(issue.id, "a table has no place for a range", "write a scenario file")
    if scenario.dependencies or any(party.interactions for party in scenario.parties):
        noted.wrong("", "a table has no place for dependencies and interactions", "write a scenario file")
    noted.refuse()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*FIRST, *(party.id for party in scenario.parties)])
    for issue in scenario.issues:
        weights = [party.weights.get(issue.id, Fraction(1)) for party in scenario.parties]
        if any(weight != 1 for weight in weights):
            writer.writerow([issue.id, "", *map(written, weights)])
        for option in issue.options:
            values = [party.values.get(issue.id, {}).get(option.id, Fraction(0)) for party in scenario.parties]
            writer.writerow([issue.id, option.id, *map(written, values)])
    writer.writerow([MINIMUM, "", *(written(party.minimum) for party in scenario.parties)])
    return text.getvalue().encode()
