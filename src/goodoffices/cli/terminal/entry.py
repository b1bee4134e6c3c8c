# SPDX-License-Identifier: Apache-2.0
"""One entry on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.terminal.printing import below, heading, plain, told


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.entry import EntryView
    from goodoffices.app.views.shown import Name


def print_entry(console: Console, view: EntryView) -> None:
    """Print all that is recorded under an id."""
    heading(console, f"{view.row.id}: {view.row.what}", first=True)
    for field in view.fields:
        names = [name for name in field.refers_to if name.name != name.id]
        meaning = f"  ({_listed(names)})" if names else ""
        below(console, plain(f"{field.name}: {field.text}{meaning}"))
    if view.row.told:
        heading(console, "Said by")
        below(console, plain(told(view.row.told)))
    heading(console, "On the record")
    below(
        console,
        plain(f"entry {view.row.sequence}, recorded by {view.recorded_by}"),
        plain(f"held to be so since {view.row.recorded}"),
        plain(f"why: {view.why}" if view.why else ""),
        plain(f"corrects {_numbers(view.former)}" if view.former else ""),
        plain(f"withdrawn by {view.withdrawn_by}" if view.withdrawn_by else ""),
        plain(f"referred to by {', '.join(name.id for name in view.referred_to_by)}" if view.referred_to_by else ""),
    )


def _listed(names: list[Name]) -> str:
    return ", ".join(f"{name.id} is {name.name}" for name in names)


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"{'entry' if len(numbers) == 1 else 'entries'} {', '.join(map(str, numbers))}"
