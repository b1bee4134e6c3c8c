# SPDX-License-Identifier: Apache-2.0
"""From what was typed to a fact, through the reader of case files: the same checks, and the same sentences."""

from __future__ import annotations

from typing import TypeVar, cast

from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.state import State
from goodoffices.errors import RefusedError
from goodoffices.exchange.case_reading import Reader, Wrong


F = TypeVar("F", bound=Fact)


def fact_from(kind: type[F], table: dict[str, object], state: State) -> F:
    """Make a fact from its fields as a case file would hold them; empty ones are left out. Raises RefusedError."""
    reader = Reader()
    reader.zone = state.zone
    reader.names = state.names
    fact = reader.struct(
        kind,
        {name: value for name, value in table.items() if value not in (None, (), [])},
        kind_of(cast("type[Fact]", kind)),
    )
    if isinstance(fact, Wrong) or reader.mistakes:
        raise RefusedError(tuple(reader.mistakes))
    return fact
