# SPDX-License-Identifier: Apache-2.0
"""The numbered steps that make a house's database, in plain SQL, one file for each step and database.

A step is never changed once it has been in a release; a new step gets the next number and is added for both databases.
`COMPATIBLE` is the lowest schema version whose programs can still use a database that this program has migrated: it is
raised only when a step takes away or changes the meaning of what older programs use. An older program refuses a
database whose compatible version is above its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from goodoffices.errors import StoreError


VERSION: Final = 2
"""The schema that this program makes and knows."""
COMPATIBLE: Final = 2
"""The oldest schema version whose programs can use what this program makes."""

_NAME: Final = re.compile(r"([0-9]{4})_[a-z_]+\.([a-z]+)\.sql")


class Step(NamedTuple):
    """One migration: the schema version it leads to, and its SQL."""

    version: int
    sql: str


def steps(database: str, after: int = 0, up_to: int = VERSION) -> Iterator[Step]:
    """The steps for a database ("sqlite" or "postgresql") from schema version `after` to `up_to`, in order."""
    from importlib.resources import files  # noqa: PLC0415 - slow to load, and a database is seldom migrated

    for resource in sorted(files(__name__).iterdir(), key=lambda resource: resource.name):
        match = _NAME.fullmatch(resource.name)
        if match and match[2] == database and after < int(match[1]) <= up_to:
            yield Step(int(match[1]), resource.read_text("utf-8"))


def require_usable(version: int, compatible: int) -> None:
    """Raise StoreError if the database was made by a program too new for this one."""
    if compatible > VERSION:
        raise StoreError(
            reason=f"A newer Good Offices has used this house (its schema is {version}; this one knows {VERSION}).",
            advice="Install the newer version. Nothing was changed.",
        )
