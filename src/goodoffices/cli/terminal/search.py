# SPDX-License-Identifier: Apache-2.0
"""What a search found, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from goodoffices.cli.terminal.printing import below, called, path, plain, told, when


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.search import Place, Result, Search


def print_search(console: Console, view: Search) -> None:
    """Print how many were found, of which kinds, and a page of them: each with where and when."""
    if not view.asked:
        console.print("There is nothing in that to search for. Write a word, a name, an id or a day.")
        return
    for one in view.by_name:
        nearly = "nearly a spelling" if one.nearly else "a spelling"
        console.print(plain(f"{one.typed} is {nearly} of {called(one.who)}.", "dim"))
    if not view.count:
        console.print("Nothing was found in which all of that stands.")
        return
    kinds = ", ".join(f"{one.count} {one.kind.replace('_', ' ')}" for one in view.kinds)
    console.print(plain(f"{view.count} found ({kinds})", "dim"))
    for found in view.results:
        _print_result(console, found)
    if view.pages > 1:
        console.print(plain(f"Page {view.page} of {view.pages}; --page shows another.", "dim"))


def _print_result(console: Console, found: Result) -> None:
    row = found.row
    time = when(row.when) or f"recorded {row.recorded}"
    withdrawn = "  withdrawn" if found.withdrawn else ""
    console.print(plain(f"{row.id}  {time}{withdrawn}", "bold"))
    below(console, plain(", ".join(part for part in (path(row.who, row.to, row.through), row.what) if part)))
    below(console, *(_place(place) for place in found.places), plain(told(row.told), "dim"))
    if found.more:
        below(console, plain(f"and in {found.more} more", "dim"))


def _place(place: Place) -> Text:
    label = plain(f"{place.field.replace('_', ' ')}: " if place.field else "", "dim")
    pieces = (plain(piece.text, "bold underline" if piece.found else "") for piece in place.pieces)
    return Text.assemble(label, *pieces, overflow="fold")
