# SPDX-License-Identifier: Apache-2.0
"""Which entries a rule of destruction selects, and what would be left that may repeat them.

Destroying a fact destroys every entry that ever recorded it, corrections included. What others recorded on the
strength of it (a release with its wording, a showing with its exact text) stays unless it is named too; it is listed,
so that whoever destroys knows.
"""

from __future__ import annotations

from typing import NamedTuple

from goodoffices.domain.entries import Destruction, Fact
from goodoffices.domain.people import Mediation
from goodoffices.domain.references import references
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Standing, Statement
from goodoffices.domain.values import Id, Value
from goodoffices.errors import Mistake, RefusedError, said


class Rule(Value, frozen=True, kw_only=True):
    """What to destroy: facts by id, and statements by standing and caucus; a rule with neither selects nothing."""

    ids: tuple[Id, ...] = ()
    standing: Standing | None = None
    caucus: Id | None = None
    """The delegation whose statements are meant."""


class Selection(NamedTuple):
    """What a rule selects: facts, the numbers of all their entries, and what else refers to them and stays."""

    facts: tuple[Fact, ...]
    entries: tuple[int, ...]
    remaining: tuple[Fact, ...]


def describe(rule: Rule) -> str:
    """Say what a rule means without saying what it selects."""
    parts = []
    if rule.standing is not None or rule.caucus is not None:
        standing = f"{rule.standing} " if rule.standing is not None else ""
        caucus = f" of {rule.caucus}" if rule.caucus is not None else ""
        parts.append(f"{standing}statements{caucus}")
    if rule.ids:
        parts.append("chosen by id")
    return " and ".join(parts) or "named"


def select(state: State, rule: Rule) -> Selection:
    """Find what a rule selects. Raises RefusedError for an id that is not there or cannot be destroyed."""
    mistakes = tuple(mistake for identifier in rule.ids if (mistake := _mistake(state, identifier)) is not None)
    if rule.caucus is not None and rule.caucus not in state:
        mistakes = (
            *mistakes,
            Mistake("caucus", said('there is no delegation with the id "{caucus}"', caucus=rule.caucus)),
        )
    if mistakes:
        raise RefusedError(mistakes)
    chosen = {identifier: held for identifier in rule.ids if (held := state.held(identifier)) is not None}
    if rule.standing is not None or rule.caucus is not None:
        chosen |= {held.fact.id: held for held in state.everything() if _is_meant(held, rule)}
    entries = sorted(number for held in chosen.values() for number in (*held.former, held.sequence))
    remaining = (
        held.fact
        for held in state.everything()
        if held.fact.id not in chosen
        and not isinstance(held.fact, Destruction)
        and any(reference.id in chosen for reference in references(held.fact))
    )
    return Selection(tuple(held.fact for held in chosen.values()), tuple(entries), tuple(remaining))


def _is_meant(held: Held, rule: Rule) -> bool:
    statement = held.fact
    return (
        isinstance(statement, Statement)
        and (rule.standing is None or statement.standing is rule.standing)
        and (rule.caucus is None or statement.delegation == rule.caucus)
    )


def _mistake(state: State, identifier: str) -> Mistake | None:
    held = state.held(identifier)
    if held is None:
        return Mistake("id", said('there is no entry with the id "{identifier}"', identifier=identifier))
    if isinstance(held.fact, Mediation | Destruction):
        return Mistake(
            "id",
            said('"{identifier}" cannot be destroyed: without it the record could not be read', identifier=identifier),
        )
    return None
