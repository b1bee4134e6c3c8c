# SPDX-License-Identifier: Apache-2.0
"""The real program, serving a house of the tests' own on a port of its own choosing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from goodoffices.app.handlers import import_case
from goodoffices.app.house import House
from goodoffices.domain.scores import Scores
from goodoffices.times import now
from tests.asking import asked, given, let


if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.domain.state import State


ROOT = Path(__file__).resolve().parents[2]
CHANNEL = "channel-2025"
LABOUR = "hollenfurt"
PARTY = "union"
"""The party of the labour dispute that has given scores in a record of its own."""
EXAMPLES = ("channel-2025.toml", "labour-2024.toml")


class Served(NamedTuple):
    """A house that is being served: where it is, and where its pages are."""

    address: str
    house: Path


def found(directory: Path, *cases: tuple[str, bytes]) -> dict[str, State]:
    """Make a house of these case files; give what each mediation comes to, by its id."""
    house = House.found(directory, clock=now, randomness=os.urandom)
    for name, data in cases:
        import_case(house, data, name, "the mediator's team")
        if name == "labour-2024.toml":
            with_own_scores(house)
    states = {}
    for mediation in house.mediations():
        state = mediation.state()
        assert state.mediation is not None
        states[state.mediation.id] = state
    house.close()
    return states


def with_own_scores(house: House) -> None:
    """Have the party of the labour dispute say in its own record what the example says for it, and let it be used."""
    scores = house.mediation(LABOUR).state().get(f"{PARTY}_scores", Scores)
    assert scores is not None
    given(asked(house, LABOUR, PARTY), scores)
    let(house, LABOUR, PARTY)


def example(name: str) -> tuple[str, bytes]:
    """An example case file with its name."""
    return name, (ROOT / "examples" / name).read_bytes()


@contextmanager
def served(directory: Path, **environment: str) -> Iterator[Served]:
    """Serve a house until the block ends; if the program dies or prints no address, what it said is the error."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "goodoffices", "--house", str(directory), "serve", "--no-browser", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **environment},
        )
        with process:
            try:
                yield Served(_address(process, errors), directory)
                assert process.poll() is None, f"the program ended while it was being used: {_said(errors)}"
            finally:
                process.terminate()


def _address(process: subprocess.Popen[str], errors: TextIO) -> str:
    assert process.stdout is not None
    heard = ""
    for line in process.stdout:
        heard += line
        if address := re.search(r"http://[0-9.]+:\d+", line):
            return address[0]
    raise AssertionError(f"no address, but: {heard}{_said(errors)}")


def _said(errors: TextIO) -> str:
    errors.seek(0)
    return errors.read()
