# SPDX-License-Identifier: Apache-2.0
"""What the shell is offered when a word is half typed: words of the program, and ids and names of the case.

Ids and names are only looked up in a house that opens without being asked for a passphrase; completing never asks, and
whatever goes wrong there offers nothing and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from goodoffices.errors import GoodOfficesError


if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from goodoffices.domain.state import State


def complete_ids(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of the case, each with what it is called."""
    return _offered(
        ((identifier, state.name(identifier)) for state in _states(context) for identifier in state.ids()), begun
    )


def complete_names(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of people, bodies and delegations whose id, or a word of whose name, begins so."""
    from goodoffices.domain.names import fold
    from goodoffices.domain.people import Delegation, Person

    wanted = fold(begun)
    named = (
        (held.fact.id, state.name(held.fact.id))
        for state in _states(context)
        for held in state.held_of(Person, Delegation)
    )
    meant = (
        (identifier, name)
        for identifier, name in named
        if identifier.startswith(begun)
        or (wanted and any(word.startswith(wanted) for word in (*fold(name).split(), fold(name))))
    )
    return _offered(meant, "")


def complete_statuses(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the statuses."""
    from goodoffices.domain.reports import Status

    return _offered(((status.value.replace(" ", "-"), "") for status in Status), begun)


def complete_kinds(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the kinds of what happens."""
    from goodoffices.domain.chronology import HAPPENINGS
    from goodoffices.domain.entries import kind_of

    return _offered(((kind_of(kind), "") for kind in HAPPENINGS), begun)


def _offered(found: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=meaning or None) for value, meaning in found if value.startswith(begun)]


def _states(context: click.Context) -> Iterator[State]:
    """Give the state of the mediation that is meant, if it can be had without asking anybody."""
    from goodoffices.app.house import KEY
    from goodoffices.cli.session import Session
    from goodoffices.sealing.house_key import is_sealed

    options = {name: value for outer in _outward(context) for name, value in outer.params.items()}
    session = context.find_object(Session) or Session(
        house=options.get("house"), mediation=options.get("mediation"), passphrase_file=options.get("passphrase_file")
    )
    with suppress(GoodOfficesError):
        if not is_sealed(session.directory / KEY):
            yield session.mediation().state()
    session.close()


def _outward(context: click.Context | None) -> Iterator[click.Context]:
    while context is not None:
        yield context
        context = context.parent
