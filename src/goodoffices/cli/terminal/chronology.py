# SPDX-License-Identifier: Apache-2.0
"""The chronology on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from goodoffices.cli.terminal.printing import ROOMY, below, heading, path, plain, table, told, when


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.chronology import Chronology, Happening


def print_chronology(console: Console, view: Chronology) -> None:
    """Print what happened, in order; what has no known time stands at the end under its own heading."""
    asked = [part for part in (view.person and view.person.name, view.status, view.kind) if part]
    if asked:
        console.print(plain(f"{len(view.rows)} of {view.total}: {', '.join(asked)}", "dim"))
    _print_rows(console, [row for row in view.rows if row.dated])
    undated = [row for row in view.rows if not row.dated]
    if undated:
        heading(console, "Time not known")
        _print_rows(console, undated)
    if not view.rows:
        console.print("Nothing on the record is like that." if asked else "Nothing is on the record yet.")


def _print_rows(console: Console, rows: list[Happening]) -> None:
    if not rows:
        return
    if console.width >= ROOMY:
        table(
            console,
            {"When": 3, "Who": 3, "What": 6, "Said by": 3, "Id": 0},
            (
                (plain(when(one.row.when)), plain(_who(one)), _what(one), plain(told(one.row.told)), plain(one.row.id))
                for one in rows
            ),
        )
        return
    for one in rows:
        console.print(plain(f"{one.row.id}  {when(one.row.when)}", "bold"))
        below(console, plain(_who(one)), _what(one), plain(told(one.row.told), "dim"))


def _who(one: Happening) -> str:
    return path(one.row.who, one.row.to, one.row.through)


def _what(one: Happening) -> Text:
    row = one.row
    details = ", ".join(part for part in (row.what, row.count, row.place and f"at {row.place}") if part)
    text = Text.assemble(plain(details, "italic"), "\n", plain(row.text), overflow="fold")
    if one.marks:
        text.append_text(plain("\n" + "; ".join(f"[{mark.text}]" for mark in one.marks), "bold"))
    return text
