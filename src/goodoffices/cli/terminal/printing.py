# SPDX-License-Identifier: Apache-2.0
"""How anything is printed on a terminal: as tables where there is room, and otherwise one thing below the other.

Text of the case is printed as it is, right to left where it is so; only what would steer the terminal is made visible.
Nothing is told by colour alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table
from rich.text import Text


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.shown import Name, Time, Told


ROOMY: Final = 96
"""From how many columns on a table with four columns or more is readable."""


def visible(text: str) -> str:
    """Give a text with every character that would steer a terminal as its number; line feeds and tabs stay."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) == "Cc" and letter not in "\n\t" else letter
        for letter in text
    )


def plain(text: str, style: str = "") -> Text:
    """Give a text as rich prints it, with nothing in it taken for mark-up."""
    return Text(visible(text), style=style, overflow="fold")


def heading(console: Console, text: str, *, beside: str = "", first: bool = False) -> None:
    """Print the heading of a part, and what stands in brackets beside it."""
    if not first:
        console.print()
    console.print(Text.assemble(plain(text, "bold"), plain(f" ({beside})" if beside else "", "dim")))


def below(console: Console, *lines: Text, indent: int = 2) -> None:
    """Print lines under something, indented; empty ones are left out."""
    for line in lines:
        for part in line.wrap(console, console.width - indent) if line.plain else ():
            part.rstrip()
            console.print(Text(" " * indent).append_text(part), soft_wrap=True)


def table(console: Console, headings: Mapping[str, int], rows: Iterable[Sequence[Text]]) -> None:
    """Print a table over the whole width.

    `headings` gives each column's share of the width; with 0 it is as wide as what is in it.
    """
    drawn = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, show_edge=False)
    for name, share in headings.items():
        drawn.add_column(plain(name), overflow="fold", ratio=share or None)
    for row in rows:
        drawn.add_row(*row)
    console.print(drawn)


def called(names: Iterable[Name]) -> str:
    """List names."""
    return ", ".join(name.name for name in names)


def path(who: Sequence[Name], to: Sequence[Name], through: Sequence[Name]) -> str:
    """Say from whom to whom, through whom."""
    parts = [called(who)] if who else []
    if to:
        parts.append(f"→ {called(to)}")
    if through:
        parts.append(f"through {called(through)}")
    return " ".join(parts)


def told(accounts: Iterable[Told]) -> str:
    """Say for each chain of sources what it is and how far confirmed, with its own words where they differ."""
    lines = []
    for account in accounts:
        source = " < ".join(account.chain)
        line = ": ".join(part for part in (source, str(account.status) if account.status else "") if part)
        lines.append(f"{line} — {account.text}" if account.text else line)
    return "\n".join(lines)


def when(time: Time | None) -> str:
    """Say when."""
    return time.shown if time is not None else ""
