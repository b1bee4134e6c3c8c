# SPDX-License-Identifier: Apache-2.0
"""The cells of a sheet, as CSV or an Excel workbook has them: read from bytes that may be damaged, and made safe.

Each row is a tuple of its cells; what they mean is for others. A cell that a spreadsheet program would run as a formula
gets an apostrophe before it in CSV, and loses it again.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from typing import Final, TypeAlias

from goodoffices.errors import Mistake, RefusedError, said


MOST_BYTES: Final = 2_000_000
MOST_UNPACKED: Final = 40_000_000
MOST_ROWS: Final = 20_000
_MAGIC: Final = b"PK\x03\x04"
_FORMULA: Final = re.compile(r"'*[=+@\t\r-]")
"""How a cell begins that a spreadsheet program would run, or that got an apostrophe here so that it does not."""

Cell: TypeAlias = str | int | float | None


def _refuse(name: str, sentence: str, hint: str) -> RefusedError:
    return RefusedError((Mistake(name, sentence, hint),))


def sheet_rows(data: bytes, name: str, columns: int) -> list[tuple[Cell, ...]]:
    """Give the rows of a workbook or of CSV, so many columns wide. Raises RefusedError."""
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    return _workbook(data, name, columns) if data.startswith(_MAGIC) else csv_rows(data, name)


def _workbook(data: bytes, name: str, columns: int) -> list[tuple[Cell, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - loads slowly, and only who exchanges workbooks needs it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        fits = unpacked <= MOST_UNPACKED
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0] if fits else None
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=columns, values_only=True) if sheet else ()
        table = [tuple(cell if isinstance(cell, int | float) else _text_of(cell) for cell in row) for row in rows]
    except Exception:  # noqa: BLE001 - a damaged workbook breaks its reader in any way it likes
        raise _refuse(name, said("this is not a workbook that can be read"), said("save it as .xlsx or .csv")) from None
    if sheet is None:
        raise _too_large(name)
    return table


def _too_large(name: str) -> RefusedError:
    return _refuse(name, said("the file is larger than any sheet of scores"), said("fill in the sheet written here"))


def _text_of(cell: object) -> str | None:
    return None if cell is None else str(cell)


def csv_rows(data: bytes, name: str) -> list[tuple[Cell, ...]]:
    """Give the rows of CSV, whichever of comma, semicolon and tab parts its cells. Raises RefusedError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse(name, said("this is not text in UTF-8"), said("save it as CSV UTF-8, or as .xlsx")) from None
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        return [
            tuple(cell[1:] if _FORMULA.match(cell[1:]) and cell[0] == "'" else cell for cell in row) for row in rows
        ]
    except csv.Error:
        raise _refuse(name, said("this is not a table in CSV"), said("save it as CSV UTF-8, or as .xlsx")) from None


def in_csv(cell: Cell) -> Cell:
    """Give a cell as CSV holds it."""
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}"
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell
