# SPDX-License-Identifier: Apache-2.0
"""Run the benchmarks and print one table: `make bench`, or `make bench ARGS='record_open cli_start'` for some.

A benchmark is a module in this folder with a function `run() -> list[Figure]`. Its docstring says what is measured
against what. Modules run one after the other, each in a process of its own, so that none warms or fills another's.
The table is Markdown on standard output; progress goes to standard error. The exit code is 1 when a bound is broken.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.figures import Figure, measure


FRAME = {"__main__", "figures"}


def names() -> list[str]:
    """The benchmarks there are."""
    folder = Path(__file__).resolve().parent
    return sorted(path.stem for path in folder.glob("*.py") if path.stem not in FRAME and not path.stem.startswith("_"))


def number(value: float) -> str:
    """A number as a person reads it: counts whole, ratios to two or three digits."""
    if value == int(value) or abs(value) >= 1000:  # noqa: PLR2004
        return f"{value:,.0f}"
    return f"{value:.3g}"


def row(name: str, figure: Figure) -> str:
    """One line of the table."""
    unit = f" {figure.unit}" if figure.unit else ""
    bound = ""
    if figure.bound is not None:
        bound = f"{'≥' if figure.at_least else '≤'} {number(figure.bound)}{unit}"
    holds = "" if figure.bound is None else "yes" if figure.holds else "**no**"
    return f"| {figure.name} | {number(figure.value)}{unit} | {bound} | {holds} | `make bench ARGS={name}` |"


def main(wanted: list[str]) -> int:
    """Run what is wanted (everything, when nothing is named), print the table, and say whether every bound holds."""
    known = names()
    if unknown := [name for name in wanted if name not in known]:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    print("| what | figure | bound | holds | command |\n|---|---|---|---|---|", flush=True)
    kept = True
    for name in wanted or known:
        print(f"{name} …", file=sys.stderr, flush=True)
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            figures = alone.submit(measure, name).result()
        for figure in figures:
            print(row(name, figure), flush=True)
        kept = kept and all(figure.holds for figure in figures)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
