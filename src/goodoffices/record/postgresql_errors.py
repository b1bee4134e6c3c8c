# SPDX-License-Identifier: Apache-2.0
"""What PostgreSQL and the way to it say when they cannot, in sentences that tell what to do.

The driver's own words are not passed on: they may quote addresses, names and values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

from goodoffices.errors import StoreError


_ASK: Final = "Ask whoever runs the database server."
_UNREACHABLE: Final = (
    "The database server does not answer.",
    "Look whether it is running and whether its address in house.toml is right, then try again.",
)

# By SQLSTATE, the longest beginning first: https://www.postgresql.org/docs/current/errcodes-appendix.html
_SENTENCES: Final = {
    "08": _UNREACHABLE,
    "23": (
        "The database refused a change to what is already recorded.",
        "Entries are only ever added; nothing of this was kept.",
    ),
    "25006": ("The database is read-only.", f"{_ASK} It may be a stand-by copy."),
    "28": ("The database server does not let this user in.", f"Look at the user and password in house.toml. {_ASK}"),
    "3D000": ("There is no database of that name on the server.", f"Look at the address in house.toml. {_ASK}"),
    "3F000": ("There is no schema to work in.", _ASK),
    "42501": ("This user may not do that in the database.", f"{_ASK} The user must own the house's tables."),
    "42703": ("This database belongs to another program.", "Look at the address in house.toml."),
    "42P01": ("The house's tables are not all there.", "Put back a copy of the house made earlier."),
    "53": ("The database server has run out of something it needs.", f"{_ASK} Nothing of this was kept."),
    "53100": ("The database server's disk is full.", f"{_ASK} Nothing of this was kept."),
    "53300": ("The database server has too many connections.", "Wait a moment and try again."),
    "55P03": (
        "Somebody else has been using the database for too long.",
        "Wait a moment and try again; nothing of this was kept.",
    ),
    "57P": _UNREACHABLE,
    "58": ("The database server's disk is failing.", _ASK),
    "P0001": (
        "The database refused a change to what is already recorded.",
        "Entries are only ever added; nothing of this was kept.",
    ),
    "XX001": ("The house's database is damaged.", "Put back a copy of the house made earlier."),
    "XX002": ("The house's database is damaged.", "Put back a copy of the house made earlier."),
}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn whatever psycopg raises inside the block into a StoreError."""
    try:
        yield
    except psycopg.Error as error:
        raise plainly(error) from error


def plainly(error: psycopg.Error) -> StoreError:
    """The StoreError for what psycopg raised."""
    state = error.sqlstate
    if state is None:
        reason, advice = _UNREACHABLE
        return StoreError(reason=reason, advice=advice)
    for length in (5, 3, 2):
        if state[:length] in _SENTENCES:
            reason, advice = _SENTENCES[state[:length]]
            return StoreError(reason=reason, advice=advice)
    return StoreError(reason=f"The database could not do what was asked ({state}).", advice=_ASK)
