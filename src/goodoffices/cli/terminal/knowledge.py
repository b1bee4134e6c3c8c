# SPDX-License-Identifier: Apache-2.0
"""Who knows, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.terminal.printing import ROOMY, below, called, plain, table, told, when
from goodoffices.domain.knowledge import Sureness


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.knowledge import Item, WhoKnows


def print_knowledge(console: Console, view: WhoKnows) -> None:
    """Print for each person what they can be assumed to know, how, since when and in what detail."""
    if view.as_of is not None:
        console.print(
            plain(f"As of {when(view.as_of)}. What is marked with ? may have been learned only later.", "dim")
        )
    rows = [
        (knower.who.name, subject.name, item)
        for knower in view.knowers
        for subject, cell in zip(view.subjects, knower.cells, strict=True)
        for item in cell
    ]
    if not rows:
        console.print("Nobody is known to know anything of that.")
        return
    if console.width >= ROOMY:
        table(
            console,
            {"Who": 3, "Knows of": 3, "How and since when": 4, "Note": 4, "Said by": 3, "Entry": 0},
            (
                (
                    plain(who),
                    plain(subject),
                    plain(_how(item)),
                    plain(item.note or ""),
                    plain(told(item.told)),
                    plain(item.source),
                )
                for who, subject, item in rows
            ),
        )
        return
    former = ""
    for who, subject, item in rows:
        if who != former:
            console.print(plain(who, "bold"))
            former = who
        below(console, plain(f"{subject} ({item.source})"))
        below(console, plain(_how(item)), plain(item.note or "", "dim"), plain(told(item.told), "dim"), indent=4)


def _how(item: Item) -> str:
    through = f" through {called(item.through)}" if item.through else ""
    sure = "" if item.sure is Sureness.CERTAIN else f", {item.sure}"
    mark = "" if item.certain_by_then else " ?"
    return f"{item.how}{through}, {when(item.since)}: {item.detail}{sure}{mark}"
