# SPDX-License-Identifier: Apache-2.0
"""What SQLite says when it cannot, in sentences that tell what to do."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Final

from goodoffices.errors import StoreError


_SENTENCES: Final = {
    sqlite3.SQLITE_BUSY: (
        "Another program is using the house's database {path} and has not let go of it.",
        "Close that program, or wait a moment, and try again; nothing of this was kept.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "Another part of this program is using the house's database {path}.",
        "Wait a moment and try again; nothing of this was kept.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The house's database {path} cannot be written to: the file or its directory is read-only.",
        "Give the user who runs this the right to write there, or copy the whole directory elsewhere.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk did not do what the house's database {path} asked of it: it is full or failing.",
        "Make room or look at the disk, then try again; nothing of this was kept.",
    ),
    sqlite3.SQLITE_FULL: (
        "The disk that holds the house's database {path} is full.",
        "Make room, then try again; nothing of this was kept.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The house's database {path} is damaged.",
        "Put back a copy of the house made earlier, and keep the damaged one beside it.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a house's database.",
        "Look whether this is the right directory, or put back a copy of the house made earlier.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The house's database {path} cannot be opened.",
        "Look whether it exists and whether the user who runs this may read and write it and its directory.",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        "The house's database {path} refused a change to what is already recorded.",
        "Entries are only ever added; nothing of this was kept.",
    ),
}


UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)
"""What sqlite3 raises; the latter when SQLite quotes a damaged schema and sqlite3 cannot read the quotation."""


class told_plainly:  # noqa: N801 - used like the functions of contextlib
    """Turn whatever sqlite3 raises inside the block into a StoreError.

    A class and not a generator: much passes through several of these.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, UNREADABLE):
            raise plainly(error, self._path) from error


def damaged(path: Path) -> StoreError:
    """The StoreError for a file whose damage SQLite has not noticed."""
    sentence, advice = _SENTENCES[sqlite3.SQLITE_CORRUPT]
    return StoreError(reason=sentence.format(path=path), advice=advice)


def plainly(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> StoreError:
    """The StoreError for what sqlite3 raised about the database at `path`."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(path)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN and path.exists() and not os.access(path.parent, os.W_OK):
        code = sqlite3.SQLITE_READONLY
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    sentence, advice = _SENTENCES.get(
        code,
        (
            f"The house's database {{path}} could not do what was asked ({name}).",
            "Try again; if it happens again, ask whoever runs this house to look at it.",
        ),
    )
    return StoreError(reason=sentence.format(path=path), advice=advice)
