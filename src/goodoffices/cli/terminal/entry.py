# SPDX-License-Identifier: Apache-2.0
"""One entry on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.terminal.printing import below, heading, plain, told


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.entry import EntryView, Field, Former
    from goodoffices.app.views.shown import Name


def print_entry(console: Console, view: EntryView, former: tuple[Former, ...] = ()) -> None:
    """Print all that is recorded under an id, and what was before it was corrected."""
    heading(console, f"{view.row.id}: {view.row.what}", first=True)
    for field in view.fields:
        _print_field(console, field, indent=2)
    if view.row.told:
        heading(console, "Said by")
        below(console, plain(told(view.row.told)))
    heading(console, "On the record")
    below(
        console,
        plain(f"entry {view.row.sequence}, recorded by {view.recorded_by}, {view.recorded}"),
        plain(f"noted elsewhere before, {view.noted}" if view.noted else ""),
        plain(f"why: {view.why}" if view.why else ""),
        plain(f"withdrawn by {view.withdrawn_by}" if view.withdrawn_by else ""),
        plain(f"referred to by {', '.join(name.id for name in view.referred_to_by)}" if view.referred_to_by else ""),
    )
    for one in former:
        heading(console, f"Before that, entry {one.sequence}")
        below(
            console,
            plain(f"recorded by {one.recorded_by}, {one.recorded}"),
            plain(f"why: {one.why}" if one.why else ""),
        )
        for field in one.otherwise:
            _print_field(console, field, indent=2)


def _print_field(console: Console, field: Field, indent: int) -> None:
    if field.parts:
        below(console, plain(f"{field.name}:"), indent=indent)
        for part in field.parts:
            _print_field(console, part, indent + 2)
        return
    names = [name for name in field.refers_to if name.name != name.id]
    meaning = field.time.shown if field.time and field.time.shown != field.text else _listed(names)
    below(console, plain(f"{field.name}: {field.text}{f'  ({meaning})' if meaning else ''}"), indent=indent)


def _listed(names: list[Name]) -> str:
    return ", ".join(f"{name.id} is {name.name}" for name in names)
