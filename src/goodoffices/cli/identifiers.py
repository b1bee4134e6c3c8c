# SPDX-License-Identifier: Apache-2.0
"""Ids for what is recorded from the terminal: a letter for the kind and the number of its entry, as `e96`.

The number of an entry is never used again, and so neither is the id, whatever is destroyed: what still refers to a
destroyed entry can never seem to mean another one.
"""

from __future__ import annotations

from goodoffices.domain.references import references
from goodoffices.domain.state import State


def next_id(state: State, letter: str) -> str:
    """Make the id for the next entry: unused now, and not named by anything that remains of what was destroyed."""
    number = state.sequence + 1
    taken = {reference.id for held in state.everything() for reference in references(held.fact)}
    while f"{letter}{number}" in state or f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"
