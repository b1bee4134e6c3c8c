# SPDX-License-Identifier: Apache-2.0
"""Houses to try commands on, and the program without a process of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goodoffices.app.handlers import import_case
from goodoffices.app.house import House
from goodoffices.cli.program import program
from goodoffices.times import now


ROOT = Path(__file__).resolve().parents[2]
TALKS = """\
goodoffices = 1
recorded = "2025-01-10T09:00:00Z"

[mediation]
id = "plant"
title = "The plant at Nordfurt"
zone = "Europe/Berlin"

[[delegation]]
id = "us"
name = "The conciliator"
side = "mediator"

[[delegation]]
id = "union"
name = "The union"
side = "party"

[[delegation]]
id = "employer"
name = "The employer"
side = "party"
spellings = ["Nordfurt AG"]

[[person]]
id = "anna_keller"
name = "Anna Keller"
delegation = "union"
spellings = ["Келлер", "كيلر"]

[[person]]
id = "anton_keller"
name = "Anton Keller"
delegation = "employer"

[[person]]
id = "brandt"
name = "Petra Brandt"
delegation = "employer"

[[subject]]
id = "closure"
name = "That the plant may close"

[[exchange]]
id = "e1"
when = "2025-01-09 10:00"
kind = "call"
from = ["brandt"]
to = ["us"]
text = "قالت إن المصنع قد يُغلق. She said that the plant may close."
about = ["closure"]

[[statement]]
id = "s1"
delegation = "union"
by = "anna_keller"
when = "2025-01-09 14:00"
medium = "meeting"
standing = "off the record"
kind = "supposal"
text = "If the allowance stays, we could live with forty hours."

[[release]]
id = "l1"
statement = "s1"
to = ["employer"]
form = "paraphrase"
when = "2025-01-10"
"""


@pytest.fixture(scope="session")
def _houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for name, data in (("channel", (ROOT / "examples/channel-2025.toml").read_bytes()), ("plant", TALKS.encode())):
        made[name] = tmp_path_factory.mktemp("houses") / name
        house = House.found(made[name], clock=now, randomness=os.urandom)
        import_case(house, data, name, "the test")
        house.close()
    return made


def _copy(made: Path, place: Path) -> Path:
    shutil.copytree(made, place)
    place.chmod(0o700)
    return place


@pytest.fixture
def channel(_houses: dict[str, Path], tmp_path: Path) -> Path:
    """A house that holds the example of spring 2025."""
    return _copy(_houses["channel"], tmp_path / "channel")


@pytest.fixture
def plant(_houses: dict[str, Path], tmp_path: Path) -> Path:
    """A house that holds a small labour dispute: two people called Keller, one statement off the record."""
    return _copy(_houses["plant"], tmp_path / "plant")


Invoke = Callable[..., Result]


@pytest.fixture
def invoke() -> Invoke:
    """Run a command in this process: without a terminal, 100 columns wide."""

    def run(*arguments: str | Path, text: str = "", **more: str) -> Result:
        environment = {"COLUMNS": "100", **more}
        return CliRunner().invoke(program, [str(argument) for argument in arguments], input=text, env=environment)

    return run
