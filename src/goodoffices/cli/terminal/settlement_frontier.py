# SPDX-License-Identifier: Apache-2.0
"""The efficient frontier on a terminal: its size, its proof, and the packages that tell most of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from goodoffices.cli.terminal.printing import below, heading, plain, table
from goodoffices.cli.terminal.wording import PROOF, many, named, number, terms


if TYPE_CHECKING:
    from fractions import Fraction

    from rich.console import Console

    from goodoffices.cli.settling import Analysis
    from goodoffices.settlement import Package

TELLING: Final = 7
"""How many packages of the frontier are shown, unless more of them are fair."""
FEW: Final = 12
"""Up to so many, all are shown."""
LISTED: Final = 500
"""How many are shown where they are asked for by name."""


def print_frontier(console: Console, analysis: Analysis, letters: Mapping[Package, str]) -> None:
    """Print the frontier, if it was asked for: of ranges its edges, of options its packages."""
    if analysis.mixed is not None:
        heading(console, "Efficient frontier")
        edges = analysis.mixed.edges
        size = many(len(edges), "edge or point", "edges and points")
        below(console, plain(f"{size}, and all between the ends of each ({PROOF[analysis.mixed.status]})."))
        ends = dict.fromkeys(end for edge in edges for end in (edge.start, edge.end))
        _print_packages(console, analysis, list(ends), letters)
    found = analysis.frontier
    if found is None:
        return
    heading(console, "Efficient frontier")
    every = sum(found.counts)
    level = f", reached by {many(every, 'package')}" if found.counted and every != len(found.packages) else ""
    size = f"{many(len(found.packages), 'vector')} of scores{level}"
    below(console, plain(f"{size} ({PROOF[found.status]}, by {found.method})."), plain(found.remainder))
    _print_packages(console, analysis, found.packages, letters)


def _print_packages(
    console: Console, analysis: Analysis, packages: Sequence[Package], letters: Mapping[Package, str]
) -> None:
    """A row for each telling package, and what changes from the one above."""
    scenario = analysis.scenario
    if not packages:
        return
    same = [place for place in range(len(scenario.issues)) if len({each.terms[place] for each in packages}) == 1]
    if same and len(packages) > 1:
        below(console, plain(f"In every one: {terms(scenario, packages[0].terms, same)}"))
    fair = {package.scores: letter for package, letter in letters.items()}
    rows = []
    above = None
    shown = _telling(packages, fair, LISTED if analysis.is_by_name else TELLING)
    for package in shown:
        places: Iterable[int] = (
            place
            for place in range(len(scenario.issues))
            if place not in same and (above is None or above.terms[place] != package.terms[place])
        )
        rows.append(
            [
                plain(fair.get(package.scores, "")),
                *(plain(number(score)) for score in package.scores),
                plain(terms(scenario, package.terms, places)),
            ]
        )
        above = package
    console.print()
    columns = {"": 0} | dict.fromkeys((named(party) for party in scenario.parties), 1)
    table(console, columns | {"terms; below, what changes": 4}, rows)
    if len(shown) < len(packages):
        more = "" if analysis.is_by_name else ", --answer frontier lists them"
        below(console, plain(f"{len(shown)} of {len(packages):,}{more}; --json has every one.", "dim"))


def _telling(packages: Sequence[Package], fair: Mapping[tuple[Fraction, ...], str], most: int) -> list[Package]:
    """Both ends, the fair ones, and some evenly between."""
    if len(packages) <= max(most, FEW):
        return list(packages)
    last = len(packages) - 1
    chosen = {place for place, package in enumerate(packages) if package.scores in fair} | {0, last}
    left = max(most - len(chosen), 0)
    chosen |= {(step + 1) * last // (left + 1) for step in range(left)}
    return [packages[place] for place in sorted(chosen)]
