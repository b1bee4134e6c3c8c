# SPDX-License-Identifier: Apache-2.0
"""NegMAS as a peer: installed into an environment of its own, and run there as a separate program.

Its licence is the AGPL, so nothing of ours imports it, and nothing of it is kept here. The environment is made the
first time, in the user's folder for caches.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import platformdirs


VERSION = "0.16.0"
VARIABLE = "GOODOFFICES_SCENARIOS"
PROGRAM = Path(__file__).with_name("_negmas_program.py")


@dataclass(frozen=True, slots=True)
class Took:
    """What a method of the peer took."""

    seconds: float
    """CPU seconds of the best round."""
    megabytes: float
    """By how much the process grew."""
    points: int


def folder() -> Path:
    """Where the competitions' scenarios are. Raises SystemExit, with what is needed, where that is not said."""
    named = os.environ.get(VARIABLE, "")
    if not named or not Path(named).is_dir():
        raise SystemExit(
            f"This needs the competitions' scenarios, which are not ours to pass on: let {VARIABLE} name a folder that"
            " holds them, such as a clone of https://github.com/yasserfarouk/negmas."
        )
    return Path(named)


def scenario(name: str) -> Path:
    """The folder of one scenario by its name, wherever it is below."""
    found = sorted(path for path in folder().rglob(f"*{name}") if path.is_dir() and any(path.glob("*.xml")))
    if not found:
        raise SystemExit(f'There is no folder "{name}" with XML files in what {VARIABLE} names.')
    return found[0]


def _python() -> Path:
    place = Path(platformdirs.user_cache_dir("goodoffices")) / f"negmas-{VERSION}"
    python = place / "bin" / "python"
    if not (place / "made").exists():
        print(f"installing NegMAS {VERSION} into {place} …", file=sys.stderr, flush=True)
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"negmas=={VERSION}"], check=True)
        (place / "made").touch()
    return python


def took(method: str, *, rounds: int, folder: Path | None = None, tables: object = None) -> Took:
    """Let a method (`pareto_frontier`, `mobanos`) find the frontier of a folder or of tables."""
    task: dict[str, object] = {"method": method, "rounds": rounds}
    task |= {"folder": str(folder)} if folder is not None else {"tables": tables}
    done = subprocess.run(
        [_python(), "-W", "ignore", PROGRAM], input=json.dumps(task), text=True, stdout=subprocess.PIPE, check=True
    )
    return Took(**json.loads(done.stdout.splitlines()[-1]))
