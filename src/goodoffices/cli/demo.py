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


EXAMPLE: Final = "channel-2025.toml"
GREETING: Final = "The reported channel of spring 2025, from {}."


@command(
    "demo",
    examples=("goodoffices demo", "goodoffices demo --no-browser --port 8485", "goodoffices demo --keep ~/example"),
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="By default, any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--keep", metavar="DIR", help="Make the house of the example in this directory and leave it there.")
def demo(*, port: int, no_browser: bool, keep: str | None) -> None:
    """Open the example mediation in a browser.

    It is the back channel of spring 2025 between Hamas and the Trump team as the press reported it, with who said so
    and how far that was confirmed. It is shown from a house of its own that is removed when you press Ctrl-C; your
    house is not touched.
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
                import_case(house, example(EXAMPLE), EXAMPLE, "the example")
            serve_house(
                house,
                mediation="",
                host="127.0.0.1",
                port=port,
                browser=not no_browser,
                by="the mediator's team",
                greeting=GREETING.format(f"the house in {keep}" if keep else "a house that is removed when this stops"),
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
