# SPDX-License-Identifier: Apache-2.0
"""What a rule of destruction would destroy, and what would stay that refers to it: a look before there is none.

A release of a statement may repeat it in its wording, and what was shown on that release repeats it to others: both
are among what would stay, so that whoever destroys knows.
"""

from __future__ import annotations

from goodoffices.app.views.shown import Name, Row, row
from goodoffices.domain.destruction import Rule, describe, select
from goodoffices.domain.entries import Fact
from goodoffices.domain.references import references
from goodoffices.domain.state import State
from goodoffices.domain.statements import Release, Showing
from goodoffices.domain.values import Value


class Going(Value, frozen=True, kw_only=True):
    """A fact that would be gone, with the numbers of all entries that ever recorded it."""

    row: Row
    entries: tuple[int, ...]


class Remaining(Value, frozen=True, kw_only=True):
    """A fact that would stay, and what it refers to that would be gone, or would stay for the same reason."""

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
    remaining = [_remaining(state, fact, gone) for fact in selection.remaining]
    resting = {fact.id for fact in selection.remaining if isinstance(fact, Release)}
    listed = gone | {one.row.id for one in remaining}
    remaining += [
        _remaining(state, showing, resting)
        for showing in state.of(Showing)
        if showing.id not in listed and resting.intersection(showing.releases)
    ]
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


def _remaining(state: State, fact: Fact, named: set[str]) -> Remaining:
    held = state.held(fact.id)
    assert held is not None  # noqa: S101 - it stands in the state that it was selected from
    found = dict.fromkeys(reference.id for reference in references(fact) if reference.id in named)
    refers_to = tuple(Name(id=identifier, name=state.name(identifier)) for identifier in found)
    return Remaining(row=row(state, held), refers_to=refers_to)
