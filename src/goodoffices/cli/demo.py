# SPDX-License-Identifier: Apache-2.0
"""`goodoffices demo`: the example mediation in a browser, and nothing left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from goodoffices.cli.commands import command


GREETING: Final = "{}, from {}."


CASES: Final = {
    "channel-2025": "The reported channel of spring 2025",
    "labour-2024": "An invented labour dispute, with invented scores",
}
"""The example cases, by what their files are called, and what they are."""


@command(
    "demo",
    examples=(
        "goodoffices demo",
        "goodoffices demo labour-2024",
        "goodoffices demo --no-browser --port 8485",
        "goodoffices demo --keep ~/example",
    ),
)
@click.argument("case", type=click.Choice(tuple(CASES)), default="channel-2025")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default, any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--keep", metavar="DIR", help="Make the house of the example in this directory and leave it there.")
def demo(*, case: str, port: int, no_browser: bool, keep: str | None) -> None:
    """Open an example mediation in a browser.

    channel-2025 is the back channel of spring 2025 between Hamas and the Trump team as the press reported it, with who
    said so and how far that was confirmed. labour-2024 is an invented dispute about night shifts, in which both parties
    have said in invented scores what matters to them: the page Settlement shows which packages both could take. It is
    shown from a house of its own that is removed when you press Ctrl-C; your house is not touched.
    """
    from goodoffices.app.handlers import import_case
    from goodoffices.app.house import House, exists
    from goodoffices.cli.examples import example
    from goodoffices.cli.server import serve_house, until_stopped
    from goodoffices.times import now

    with until_stopped(), _place(keep) as directory:
        if exists(directory):
            house = House.open(directory, clock=now, randomness=os.urandom, ask=lambda: "")
        else:
            house = House.found(directory, clock=now, randomness=os.urandom)
        try:
            if not any(True for _ in house.mediations()):
                import_case(house, example(f"{case}.toml"), f"{case}.toml", "the example")
            serve_house(
                house,
                mediation="",
                host="127.0.0.1",
                port=port,
                browser=not no_browser,
                by="the mediator's team",
                greeting=GREETING.format(
                    CASES[case],
                    f"the house in {keep}" if keep else "a house that is removed when this stops",
                ),
            )
        finally:
            house.close()


@contextmanager
def _place(keep: str | None) -> Iterator[Path]:
    if keep:
        yield Path(keep).expanduser().absolute()
        return
    with tempfile.TemporaryDirectory(prefix="goodoffices-demo-") as made:  # which only its owner can enter
        yield Path(made)
