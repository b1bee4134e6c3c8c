# SPDX-License-Identifier: Apache-2.0
"""A scenario as one table in CSV: a row for each option of each issue, and a column for each party.

The heading names the first two columns `issue` and `option`, and each further one a party. A row without an option
gives the weights of its issue; a row `minimum` without an option, at the end, each party's minimum. Two columns `union
at least` and `union at most` say between what a number of the union lies where it is unsure. Terms that are worth more
or less together have rows with the same number in a column `together`, and in the first what that adds for each party;
of two options of one issue either counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from goodoffices.domain.terms.amounts import UnclearError, plain, read_number
from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.reading import Mistakes, Reading, decoded, refused, settled, tidy, told_weights
from goodoffices.exchange.scores_sheet import MINIMUM
from goodoffices.exchange.sheet_cells import Cell, csv_rows
from goodoffices.settlement import Holds, Interaction, Issue, Option, Preferences, Scenario, Unsure


CSV: Final = "CSV table"
FIRST: Final = ("issue", "option")
ENDS: Final = (" at least", " at most")
TOGETHER: Final = "together"


def is_sheet(data: bytes) -> bool:
    """Whether bytes begin as such a table does."""
    first = data[:4096].decode(errors="replace").lstrip("\ufeff").partition("\n")[0]
    cells = [cell.strip().strip('"').casefold() for cell in first.replace(";", ",").replace("\t", ",").split(",")]
    return cells[:2] == list(FIRST)


def read_sheet_scenario(data: bytes, name: str) -> Reading:
    """Read the table. Raises RefusedError with every mistake by its row and column."""
    decoded(data, name)
    if not is_sheet(data):
        hint = "the columns are issue, option, and one for each party"
        raise refused(f"{name}, row 1", "the first two columns are not called issue and option", hint)
    table = csv_rows(data, name)
    if not table or len(table[0]) <= len(FIRST):
        raise refused(f"{name}, row 1", "there is no party", "the columns are issue, option, and one for each party")
    noted = _Sheet(name, [tidy(str(cell or "")) for cell in table[0][2:]])
    for number, row in enumerate(table[1:], start=2):
        if any(cell not in (None, "") for cell in row):
            noted.row(number, row)
    scenario = settled(noted.scenario(), noted, noted.called)
    of_weights = told_weights(scenario, lambda place: f"{name}, {_column(scenario, place)}")
    return Reading(scenario, CSV, ("Values count as they stand in the table.", *of_weights))


def _column(scenario: Scenario, place: str) -> str:
    """Call what the checks call `party[1].weights` by the heading of its column."""
    number = int(place[len("party[") : place.index("]")])
    return f"column {scenario.parties[number - 1].id}"


class _Sheet(Mistakes):
    """Reads row after row; places are rows and columns."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(name)
        self._columns: dict[str, int] = {}
        for number, heading in enumerate(headings, start=3):
            called = TOGETHER if heading.casefold() == TOGETHER else heading
            if not heading:
                self.wrong(f"row 1, column {number}", "this column has no party in its heading", "name one")
            elif called in self._columns:
                self.wrong(f"row 1, column {number}", f"{shown(heading)} has a column already")
            else:
                self._columns[called] = number - 1
        ends = {f"{party}{end}" for party in self._columns for end in ENDS}
        self._parties = [party for party in self._columns if party not in ends and party != TOGETHER]
        for party in self._parties:
            if sum(f"{party}{end}" in self._columns for end in ENDS) == 1:
                self.wrong("row 1", f"only one of {party}{ENDS[0]} and {party}{ENDS[1]} has a column", "add the other")
        self._options: dict[str, dict[str, list[Fraction]]] = {}
        self._weights: dict[str, list[Fraction]] = {}
        self._minimums: list[Fraction] = []
        self._unsure: dict[str, list[Unsure]] = {party: [] for party in self._parties}
        self._together: dict[str, tuple[int, dict[str, set[str]], dict[str, Fraction]]] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def row(self, number: int, row: Sequence[Cell]) -> None:
        """Read one row."""
        issue, option = (tidy(str(cell or "")) for cell in (*row, "", "")[:2])
        cells = {name: row[place] if place < len(row) else None for name, place in self._columns.items()}
        if not issue:
            self.wrong(f"row {number}", "this row has no issue", "write its issue in each row")
        elif cells.get(TOGETHER) not in (None, ""):
            self._join(number, issue, option, cells)
        else:
            self._score(number, issue, option, cells)

    def _score(self, number: int, issue: str, option: str, cells: Mapping[str, Cell]) -> None:
        numbers = [self._cell(number, party, cells[party]) for party in self._parties]
        whole = [each for each in numbers if each is not None]
        self._rows.setdefault((issue, option), number)
        self._between(number, issue, option, cells)
        if len(whole) < len(numbers):
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

    def _between(self, number: int, issue: str, option: str, cells: Mapping[str, Cell]) -> None:
        """Read between what a party places a number of this row of which it is unsure."""
        for party in self._parties:
            columns = [f"{party}{end}" for end in ENDS]
            given = [cells.get(column) for column in columns]
            if all(cell in (None, "") for cell in given):
                continue
            low, high = (self._cell(number, column, cell) for column, cell in zip(columns, given, strict=True))
            if not option and issue.casefold() == MINIMUM and issue not in self._options:
                self.wrong(f"row {number}, {columns[0]}", "a minimum is one number", "leave this empty")
            elif low is not None and high is not None and low > high:
                self.wrong(f"row {number}, {columns[0]}", "the most is less than the least", "change the two round")
            elif low is not None and high is not None:
                self._unsure[party].append(Unsure(issue=issue, option=option or None, low=low, high=high))

    def _join(self, number: int, issue: str, option: str, cells: Mapping[str, Cell]) -> None:
        """Read a row that says of a term that it is worth something else together with others."""
        mark = str(cells[TOGETHER]).strip()
        _first, terms, adds = self._together.setdefault(mark, (number, {}, {}))
        if option:
            terms.setdefault(issue, set()).add(option)
        else:
            self.wrong(f"row {number}", "this row has no option", "say which term is worth something together")
        for party in self._parties:
            if cells[party] in (None, ""):
                continue
            added = self._cell(number, party, cells[party])
            if party in adds:
                self.wrong(f"row {number}, {party}", "what these add stands above already", "leave this empty")
            elif added is not None:
                adds[party] = added

    def _cell(self, row: int, column: str, cell: Cell) -> Fraction | None:
        place = f"row {row}, {column}"
        text = str(cell if cell is not None else "").strip()
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
        for number, _terms, adds in self._together.values():
            if not adds and not self.found:
                self.wrong(f"row {number}", "a number is missing", "say what these terms add for a party")
        issues = tuple(
            Issue(id=issue, name=issue, options=tuple(Option(id=option, name=option) for option in options))
            for issue, options in self._options.items()
        )
        return Scenario(issues=issues, parties=tuple(map(self._party, range(len(self._parties)))))

    def called(self, place: str) -> str:
        """Call what the checks call `party[1].values.pay.low` by the row and column in which it stands."""
        cells = self._cells()
        while place not in cells and "." in place:
            place = place.rpartition(".")[0]
        return cells.get(place, place)

    def _cells(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, (issue, options) in enumerate(self._options.items(), start=1):
            found[f"issue[{number}]"] = f"row {min(self._rows[issue, option] for option in options)}"
        for number, party in enumerate(self._parties, start=1):
            here = f"party[{number}]"
            for (issue, option), row in self._rows.items():
                of = f"values.{issue}.{option}" if option else f"weights.{issue}"
                found[f"{here}.{of}"] = f"row {row}, {party}"
            if self._minimums:
                minimum = next(self._rows[key] for key in self._rows if (key[0].casefold(), key[1]) == (MINIMUM, ""))
                found[f"{here}.minimum"] = f"row {minimum}, {party}"
            for which, unsure in enumerate(self._unsure[party], start=1):
                row = self._rows[unsure.issue, unsure.option or ""]
                found[f"{here}.unsure[{which}]"] = f"row {row}, {party}{ENDS[0]}"
            together = [first for first, _terms, adds in self._together.values() if party in adds]
            for which, row in enumerate(together, start=1):
                found[f"{here}.interaction[{which}]"] = f"row {row}, {party}"
        return found

    def _party(self, place: int) -> Preferences:
        party = self._parties[place]
        return Preferences(
            id=party,
            name=party,
            weights={issue: weights[place] for issue, weights in self._weights.items()},
            values={
                issue: {option: numbers[place] for option, numbers in options.items() if numbers}
                for issue, options in self._options.items()
            },
            interactions=tuple(
                Interaction(
                    together=tuple(Holds(issue=issue, options=frozenset(options)) for issue, options in terms.items()),
                    adds=adds[party],
                )
                for _number, terms, adds in self._together.values()
                if party in adds
            ),
            minimum=self._minimums[place] if self._minimums else Fraction(0),
            unsure=tuple(self._unsure[party]),
        )
