# SPDX-License-Identifier: Apache-2.0
"""Proposals side by side on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.cli.terminal.printing import below, called, heading, path, plain, table, told, when


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.proposals import Cell, Column, Proposals


READABLE: Final = 18
"""How wide a column of a proposal has to be for the proposals to stand side by side."""
DIFFERS: Final = "≠ "


def print_proposals(console: Console, view: Proposals) -> None:
    """Print the terms issue by issue, what differs marked, and then each proposal with its answers."""
    if not view.columns:
        console.print("No proposal is on the record yet.")
        return
    if console.width >= READABLE * (len(view.columns) + 1) and view.lines:
        table(
            console,
            {"Issue": 1} | {column.id: 1 for column in view.columns},
            ((plain(line.issue.name), *(plain(_term(cell)) for cell in line.cells)) for line in view.lines),
        )
        console.print()
    else:
        for line in view.lines:
            console.print(plain(line.issue.name, "bold"))
            for column, cell in zip(view.columns, line.cells, strict=True):
                if cell.text is not None:
                    below(console, plain(f"{column.id}: {_term(cell)}"))
        console.print()
    if any(cell.differs for line in view.lines for cell in line.cells):
        console.print(plain(f"{DIFFERS.strip()} differs from another proposal.", "dim"))
    for column in view.columns:
        _print_proposal(console, column)


def _term(cell: Cell) -> str:
    if cell.text is None:
        return ""
    return f"{DIFFERS}{cell.text}" if cell.differs else cell.text


def _print_proposal(console: Console, column: Column) -> None:
    heading(console, f"{column.id}  {column.title}")
    draft = f", draft {column.draft}" if column.draft > 1 else ""
    brackets = f", {column.open_brackets} passages in brackets" if column.open_brackets else ""
    below(
        console,
        plain(f"{column.kind}{draft}{brackets}, {when(column.when)}"),
        plain(path(column.by, column.to, column.through)),
        plain(f"revises {column.revises}" if column.revises else ""),
        *(plain(f"if: {condition}") for condition in column.conditions),
        *(plain(f"phase: {phase}") for phase in column.phases),
        plain(f"guaranteed by {called(column.guarantors)}" if column.guarantors else ""),
        plain(f"open until {when(column.deadline)}" if column.deadline else ""),
        plain(told(column.told), "dim"),
        plain(column.note or "", "dim"),
    )
    for answer in column.answers:
        text = f": {answer.text}" if answer.text else ""
        below(console, plain(f"{answer.by.name}: {answer.kind}, {when(answer.when)}{text} ({answer.id})"))
        below(console, plain(told(answer.told), "dim"), indent=4)
    for showing in column.shown:
        below(console, plain(f"shown to {called(showing.to)}, {when(showing.when)} ({showing.id})"))
    if column.different_words:
        below(console, plain("Different sides were shown different words.", "bold"))
