# SPDX-License-Identifier: Apache-2.0
"""Ids that are made for whoever records: a letter for the kind and the number of its entry, as `e96`, or a short name.

The number of an entry is never used again, and so neither is the id, whatever is destroyed: what still refers to a
destroyed entry can never seem to mean another one. People, sides, subjects and issues are called by words of their
names, because others write those ids themselves.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from goodoffices.domain.names import fold
from goodoffices.domain.references import references
from goodoffices.domain.state import State


LONGEST: Final = 40
"""Characters of an id that is made of a name; more is allowed and hard to write."""


def next_id(state: State, letter: str) -> str:
    """Make the id for the next entry: unused now, and not named by anything that remains of what was destroyed."""
    number = state.sequence + 1
    taken = _named(state)
    while f"{letter}{number}" in state or f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def id_from_name(name: str, taken: Container[str]) -> str:
    """Make an unused id of a name; empty when nothing of the name can stand in one, as of a name in Arabic letters."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
    base = re.sub(r"^[^a-z]+", "", words)[:LONGEST].rstrip("_")
    if not base or base not in taken:
        return base
    number = 2
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def _named(state: State) -> set[str]:
    """List what is named by what stands; only where something was destroyed can an id be named and not held."""
    if not state.holes:
        return set()
    return {reference.id for held in state.everything() for reference in references(held.fact)}
