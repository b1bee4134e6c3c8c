# SPDX-License-Identifier: Apache-2.0
"""A party's scores as a spreadsheet: written out to be filled in, and read back with every mistake by its row.

One row for each term of each issue, the weight of an issue in its first row, then a row for the minimum. Whoever is
unsure of a number writes beside it between which two it lies. Terms that are worth more or less together than each by
itself follow: a row for each of them, with the same number in the column "together" and what that adds in the first;
of two terms of one issue either counts. Rows are known by the ids in them; names stand beside the ids for people and
are not read. Columns are called in the language of whoever takes the sheet along, and read in any that is known here,
English always. Excel workbooks and CSV are the same table; CSV is in UTF-8 with a mark that tells Excel so, and is read
with commas or semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, NamedTuple

from goodoffices.domain.names import nearest
from goodoffices.domain.terms.amounts import UnclearError, plain, read_number
from goodoffices.errors import Mistake, RefusedError, said
from goodoffices.exchange.sheet_cells import Cell, in_csv, sheet_rows
from goodoffices.settlement import Holds, Interaction, Issue, Preferences, Unsure, exact


HEADING: Final = (
    "issue",
    "name of the issue",
    "weight",
    "term",
    "name of the term",
    "value",
    "value at least",
    "value at most",
    "weight at least",
    "weight at most",
    "together",
    "adds",
)
MINIMUM: Final = "minimum"
_DECIMALS: Final = 9

_MARKS: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class Words(NamedTuple):
    """What a language calls the columns of a sheet, and the row of the minimum, by their English names."""

    called: Mapping[str, str]
    right_to_left: bool = False


ENGLISH: Final = Words({word: word for word in (*HEADING, MINIMUM)})


def write_csv(issues: Sequence[Issue], preferences: Preferences, words: Words = ENGLISH) -> bytes:
    """Write scores as CSV; a cell that a spreadsheet program would run as a formula gets an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in _rows(issues, preferences, words):
        writer.writerow(map(in_csv, row))
    return text.getvalue().encode("utf-8-sig")


def write_workbook(issues: Sequence[Issue], preferences: Preferences, words: Words = ENGLISH) -> bytes:
    """Write scores as an Excel workbook; text is text there, whatever it begins with."""
    from openpyxl import Workbook  # noqa: PLC0415 - loads slowly, and only who exchanges workbooks needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    for number, row in enumerate(_rows(issues, preferences, words), start=1):
        for column, content in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = content
            if isinstance(content, str):
                cell.data_type = "s"
    for letter, width in zip("ABCDEFGHIJKL", (16, 32, 10, 16, 32, 10, 14, 14, 14, 14, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = words.right_to_left
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_sheet(
    data: bytes,
    name: str,
    issues: Sequence[Issue],
    preferences: Preferences,
    written: Preferences | None = None,
    *,
    languages: Sequence[Words] = (),
) -> Preferences:
    """Read a filled-in sheet, CSV or workbook, and give `preferences` with all that stands in it.

    `written`: the preferences that the sheet was written with; a number that was left as it was is the exact one of
    theirs. `languages`: in which columns may be called, beside English; that of the reader first. Raises RefusedError
    with every mistake, each with its row and column.
    """
    reading = _Reading(name, {issue.id: issue for issue in issues}, _rounded_of(written) if written else {}, languages)
    reading.read(sheet_rows(data, name, len(HEADING)))
    if reading.mistakes:
        raise RefusedError(tuple(reading.mistakes))
    minimum = preferences.minimum if reading.minimum is None else reading.minimum
    return replace(
        preferences,
        weights=reading.weights,
        values=reading.values,
        minimum=minimum,
        interactions=tuple(reading.together.interactions()),
        unsure=tuple(reading.unsure),
    )


def _rows(issues: Sequence[Issue], preferences: Preferences, words: Words) -> Iterator[tuple[Cell, ...]]:
    yield tuple(words.called[column] for column in HEADING)
    unsure = {(each.issue, each.option): (_written(each.low), _written(each.high)) for each in preferences.unsure}
    sure = (None, None)
    for issue in issues:
        weight: Cell = _written(preferences.weights.get(issue.id))
        between = unsure.get((issue.id, None), sure)
        values = preferences.values.get(issue.id, {})
        for option in issue.options:
            value = _written(values.get(option.id))
            ends = unsure.get((issue.id, option.id), sure)
            named = issue.id, issue.name or None, weight, option.id, option.name or None
            yield *named, value, *ends, *between, None, None
            weight, between = None, sure
    yield words.called[MINIMUM], None, None, None, None, _written(preferences.minimum), *(None,) * 6
    for number, each in enumerate(preferences.interactions, start=1):
        adds = _written(each.adds)
        for issue in issues:
            holds = next((holds for holds in each.together if holds.issue == issue.id), None)
            for option in issue.options if holds else ():
                if holds and option.id in holds.options:
                    yield issue.id, issue.name or None, None, option.id, option.name or None, *(None,) * 5, number, adds
                    adds = None


def _written(number: Fraction | None) -> Cell:
    """A number as a spreadsheet holds it, rounded where it has more decimals than that; a fraction would be a date."""
    if number is None:
        return None
    if number.denominator == 1:
        return int(number)
    return float(round(number, _DECIMALS))


def _rounded_of(preferences: Preferences) -> dict[Fraction, Fraction]:
    """The numbers of preferences that stand in a sheet rounded, by what stands there."""
    numbers = [
        preferences.minimum,
        *preferences.weights.values(),
        *(value for values in preferences.values.values() for value in values.values()),
        *(each.adds for each in preferences.interactions),
        *(end for each in preferences.unsure for end in (each.low, each.high)),
    ]
    written = [(exact(_written(number) or 0), number) for number in numbers]
    return dict(written) | {number: number for short, number in written if short == number}


def _bare(text: str) -> str:
    """A heading without what nobody sees: marks of direction, spaces at its ends and doubled, capitals."""
    return " ".join(_MARKS.sub("", text).casefold().split())


class _Joined:
    """What is said of terms together, by the number that their rows share."""

    def __init__(self) -> None:
        self.terms: dict[str, dict[str, set[str]]] = {}
        self.adds: dict[str, Fraction] = {}
        self.rows: dict[str, int] = {}

    def interactions(self) -> Iterator[Interaction]:
        """Give them as interactions."""
        for mark, terms in self.terms.items():
            together = tuple(Holds(issue=issue, options=frozenset(options)) for issue, options in terms.items())
            yield Interaction(together=together, adds=self.adds[mark])


@dataclass
class _Reading:
    name: str
    issues: Mapping[str, Issue]
    rounded: Mapping[Fraction, Fraction]
    """The exact numbers of those that the sheet was written with, by what stood in it."""
    languages: Sequence[Words]

    def __post_init__(self) -> None:
        self.meant: dict[str, str] = {}
        """The English name of a column by what it may be called, in small letters."""
        for words in (*self.languages[::-1], ENGLISH):
            self.meant |= {_bare(called): column for column, called in words.called.items()}
        self.called: dict[str, str] = dict((self.languages[0] if self.languages else ENGLISH).called)
        """What columns are called where a mistake is named: as in the sheet, or else as the reader calls them."""
        self.mistakes: list[Mistake] = []
        self.weights: dict[str, Fraction] = {}
        self.values: dict[str, dict[str, Fraction]] = {}
        self.minimum: Fraction | None = None
        self.unsure: list[Unsure] = []
        self.together = _Joined()

    def read(self, table: Iterable[tuple[Cell, ...]]) -> None:
        heading: dict[str, int] | None = None
        for number, row in enumerate(table, start=1):
            if not any(cell not in (None, "") for cell in row):
                continue
            if heading is None:
                texts = {place: str(cell).strip() for place, cell in enumerate(row) if cell is not None}
                heading = {self.meant.get(_bare(text), _bare(text)): place for place, text in texts.items()}
                self.called |= {column: texts[place] for column, place in heading.items()}
                missing = [column for column in ("issue", "weight", "term", "value") if column not in heading]
                if missing:
                    sentence = said("there is no column called {column}", column=self.called[missing[0]])
                    self._mistake(number, "", sentence)
                    return
                continue
            self._row(number, {column: row[place] for column, place in heading.items() if place < len(row)})
        if heading is None:
            self._mistake(1, "", said("the sheet is empty"))
        self._complete()

    def _row(self, number: int, row: dict[str, Cell]) -> None:
        issue_id = str(row.get("issue") or "").strip()
        if self.meant.get(_bare(issue_id)) == MINIMUM and issue_id not in self.issues:
            self.minimum = self._number(number, "value", row.get("value"))
            return
        issue = self.issues.get(issue_id)
        if issue is None:
            self._unknown(number, "issue", issue_id, self.issues)
            return
        if row.get("together") not in (None, ""):
            self._joined(number, issue, row)
            return
        if row.get("weight") not in (None, ""):
            weight = self._number(number, "weight", row["weight"])
            if weight is not None and weight < 0:
                self._mistake(number, "weight", said("a weight is not negative"))
            if weight is not None and self.weights.setdefault(issue.id, weight) != weight:
                self._mistake(number, "weight", said("this issue has another weight above"))
        self._between(number, "weight", row, issue.id, None)
        term = self._term(number, issue, row)
        if term is None:
            return
        self._between(number, "value", row, issue.id, term)
        value = self._number(number, "value", row.get("value"))
        given = self.values.setdefault(issue.id, {})
        if term in given:
            self._mistake(number, "term", said("this term stands above already"))
        elif value is not None:
            given[term] = value

    def _term(self, number: int, issue: Issue, row: dict[str, Cell]) -> str | None:
        options = {option.id for option in issue.options}
        term = str(row.get("term") or "").strip()
        if term in options:
            return term
        self._unknown(number, "term", term, options)
        return None

    def _between(self, number: int, of: str, row: dict[str, Cell], issue: str, term: str | None) -> None:
        columns = f"{of} at least", f"{of} at most"
        if all(row.get(column) in (None, "") for column in columns):
            return
        low, high = (self._number(number, column, row.get(column)) for column in columns)
        if low is None or high is None:
            return
        if low > high:
            self._mistake(number, columns[1], said("the most is less than the least"))
        elif any((each.issue, each.option) == (issue, term) for each in self.unsure):
            self._mistake(number, columns[0], said("this stands above already"))
        else:
            self.unsure.append(Unsure(issue=issue, option=term, low=low, high=high))

    def _joined(self, number: int, issue: Issue, row: dict[str, Cell]) -> None:
        """Take a row that says of a term that it is worth something else together with others."""
        mark = str(row["together"]).strip().removesuffix(".0")
        term = self._term(number, issue, row)
        if term is not None:
            self.together.terms.setdefault(mark, {}).setdefault(issue.id, set()).add(term)
        self.together.rows.setdefault(mark, number)
        if row.get("adds") in (None, ""):
            return
        adds = self._number(number, "adds", row["adds"])
        if mark in self.together.adds:
            self._mistake(number, "adds", said("what these add stands above already"))
        elif adds is not None:
            self.together.adds[mark] = adds

    def _complete(self) -> None:
        if self.mistakes:
            return
        for mark, number in self.together.rows.items():
            if mark not in self.together.adds:
                self._mistake(number, "adds", said("a number is missing"))
            if len(self.together.terms[mark]) < 2:  # noqa: PLR2004 - one by itself is together with nothing
                self._mistake(
                    number, "together", said("terms are worth something together only across two issues or more")
                )
        for issue in self.issues.values():
            missing = [option.id for option in issue.options if option.id not in self.values.get(issue.id, {})]
            place = f"{self.name}, {issue.id}"
            if issue.id not in self.weights:
                self.mistakes.append(Mistake(place, said("this issue has no weight")))
            if missing:
                self.mistakes.append(Mistake(place, said("{term} has no value", term=missing[0])))

    def _number(self, number: int, column: str, cell: Cell) -> Fraction | None:
        if cell in (None, ""):
            self._mistake(number, column, said("a number is missing"))
            return None
        try:
            text = plain(cell) if isinstance(cell, str) else ""
            found = read_number(text) if text and "/" not in text else exact(text or cell or 0)
        except ValueError as error:
            self._mistake(
                number,
                column,
                said("this number could be {meant}", meant=error)
                if isinstance(error, UnclearError)
                else said("this is not a number"),
            )
            return None
        if found is None or isinstance(cell, bool):
            self._mistake(number, column, said("this is not a number"))
            return None
        return self.rounded.get(exact(found), exact(found))

    def _unknown(self, number: int, column: str, text: str, known: Iterable[str]) -> None:
        near = nearest(text, list(known))
        self._mistake(
            number,
            column,
            said('"{text}" is not one of this sheet', text=text),
            said('did you mean "{near}"?', near=near) if near else "",
        )

    def _mistake(self, number: int, column: str, sentence: str, hint: str = "") -> None:
        place = said("{file}, row {number}", file=self.name, number=number)
        if column:
            place = said("{some}, {next}", some=place, next=self.called[column])
        self.mistakes.append(Mistake(place, sentence, hint))
