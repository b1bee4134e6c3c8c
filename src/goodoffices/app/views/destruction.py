# SPDX-License-Identifier: Apache-2.0
"""What a rule of destruction would destroy, and what would stay that refers to it: a look before there is none."""

from __future__ import annotations

from goodoffices.app.views.shown import Name, Row, row
from goodoffices.domain.destruction import Rule, describe, select
from goodoffices.domain.references import references
from goodoffices.domain.state import State
from goodoffices.domain.values import Value


class Going(Value, frozen=True, kw_only=True):
    """A fact that would be gone, with the numbers of all entries that ever recorded it."""

    row: Row
    entries: tuple[int, ...]


class Remaining(Value, frozen=True, kw_only=True):
    """A fact that would stay, and what it refers to that would be gone."""

    row: Row
    refers_to: tuple[Name, ...]


class Preview(Value, frozen=True, kw_only=True):
    """What a rule would do."""

    rule: str
    """What the rule means, as the record will say."""
    going: tuple[Going, ...]
    entries: tuple[int, ...]
    """The numbers of all entries that would be destroyed."""
    remaining: tuple[Remaining, ...]


def destruction_view(state: State, rule: Rule) -> Preview:
    """Show what a rule selects; destroys nothing. Raises RefusedError for an id that cannot be destroyed."""
    selection = select(state, rule)
    gone = {fact.id for fact in selection.facts}
    remaining = []
    for fact in selection.remaining:
        held = state.held(fact.id)
        if held is not None:
            named = dict.fromkeys(reference.id for reference in references(fact) if reference.id in gone)
            refers_to = tuple(Name(id=identifier, name=state.name(identifier)) for identifier in named)
            remaining.append(Remaining(row=row(state, held), refers_to=refers_to))
    return Preview(
        rule=describe(rule),
        going=tuple(
            Going(row=row(state, held), entries=(*held.former, held.sequence))
            for fact in selection.facts
            if (held := state.held(fact.id)) is not None
        ),
        entries=selection.entries,
        remaining=tuple(remaining),
    )
