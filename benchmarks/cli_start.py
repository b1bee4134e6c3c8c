# SPDX-License-Identifier: Apache-2.0
"""Starting the command line: `goodoffices --help`, beside `python -c 'import click'`, whole processes."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure


ROUNDS = 15


def run() -> list[Figure]:
    """Compare the CPU time of the processes, best of several, in turns."""
    program = Path(sys.executable).with_name("goodoffices")
    ours = bare = float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, _cpu([str(program), "--help"]))
        bare = min(bare, _cpu([sys.executable, "-c", "import click"]))
    return [
        Figure(name="`goodoffices --help` / `python -c 'import click'`, processor time", value=ours / bare, bound=2.5)
    ]


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
