# SPDX-License-Identifier: Apache-2.0
"""Who and what is meant by a name on the command line: found by spelling, said when it was only nearly so spelt, asked
about on a terminal when it could be several, refused with the candidates otherwise. Never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.cli.asking import choose
from goodoffices.cli.session import Session, is_interactive
from goodoffices.domain.names import Found, How, Names, Unclear
from goodoffices.domain.people import Delegation, Subject
from goodoffices.domain.state import State
from goodoffices.errors import NameUnclearError, NameUnknownError
from goodoffices.times import quoted


def person_called(session: Session, state: State, name: str) -> str:
    """Give the id of the person, body or delegation that is meant. Raises NameUnknownError or NameUnclearError."""
    return _meant(session, state, state.names, name)


def people_called(session: Session, state: State, names: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of all who are meant, each once."""
    return tuple(dict.fromkeys(person_called(session, state, name) for name in names))


def delegation_called(session: Session, state: State, name: str) -> str:
    """Give the id of the delegation that is meant, by its own name or id."""
    names = Names((found.id, found.name, found.spellings) for found in state.of(Delegation))
    return _meant(session, state, names, name)


def subject_called(session: Session, state: State, name: str) -> str:
    """Give the id of the subject that is meant, by its name; or any id in the case, since one can know of anything."""
    if name in state:
        return name
    names = Names((found.id, found.name, ()) for found in state.of(Subject))
    return _meant(session, state, names, name)


def _meant(session: Session, state: State, names: Names, name: str) -> str:
    found = names.find(name)
    match found:
        case Found(identifier, how):
            if how is How.NEAR:
                session.note(f"{name} → {state.name(identifier)} ({identifier})")
            return identifier
        case Unclear(candidates):
            called = [f"{state.name(candidate)} ({candidate})" for candidate in candidates]
            if not is_interactive():
                raise NameUnclearError(name=quoted(name), candidates=" or ".join(called))
            return candidates[choose(f"{quoted(name)} could be:", called)]
        case _:
            called = [f"{state.name(near)} ({near})" for near in found.nearest]
            advice = (
                f"Did you mean {' or '.join(called)}?" if called else "See who is in it with: goodoffices show people"
            )
            raise NameUnknownError(name=quoted(name), advice=advice)
