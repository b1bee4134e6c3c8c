# SPDX-License-Identifier: Apache-2.0
"""The first page: `goodoffices serve` on the example case until its first answer, beside a bare Starlette application.

Both are whole processes with uvicorn, started anew, asked for one page, and ended. What is compared is the processor
time that each took in all: it does not depend on what else the machine does. Both have the bytecode of their modules,
as an installed program has: it is written into a folder of this measurement in the first round, never the best.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

from benchmarks.figures import Figure, Unit


ROUNDS = 7
PATIENCE = 30.0
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "channel-2025.toml"
PEER = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
page = "<!doctype html><title>Bare</title><p>Bare."
application = Starlette(routes=[Route("/{rest:path}", lambda _request: HTMLResponse(page))])
uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
"""


def run() -> list[Figure]:
    """Compare the processor time of the processes, best of several, in turns."""
    program = str(Path(sys.executable).with_name("goodoffices"))
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".measured-") as directory:
        ours = [program, "--house", str(Path(directory) / "house")]
        subprocess.run([*ours, "init"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*ours, "import", str(EXAMPLE)], check=True, stdout=subprocess.DEVNULL)
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        given |= {"NO_COLOR": "1", "PYTHONPYCACHEPREFIX": str(Path(directory) / "bytecode")}
        serving = bare = float("inf")
        for _ in range(ROUNDS):
            serving = min(serving, _cpu([*ours, "serve", "--no-browser", "--port"], "/m/channel-2025", given))
            bare = min(bare, _cpu([sys.executable, "-c", PEER], "/m/channel-2025", given))
    return [
        Figure(
            name="`goodoffices serve` until its first page / bare Starlette and uvicorn, processor time",
            value=serving / bare,
            bound=2,
        ),
        Figure(name="`goodoffices serve` until its first page", value=serving * 1000, unit=Unit.MILLISECONDS),
    ]


def _cpu(command: list[str], path: str, given: dict[str, str]) -> float:
    """Processor seconds of a process from its start to its first answer, and to its end."""
    port = _free_port()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL, env=given)
    try:
        _ask(f"http://127.0.0.1:{port}{path}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _ask(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - it is ours, on this machine
                assert answer.status == HTTPStatus.OK
                answer.read()
                return
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
