# SPDX-License-Identifier: Apache-2.0
"""The real program as a process: with its output caught, or talked to on a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path


PROGRAM = [sys.executable, "-m", "goodoffices"]
PATIENCE = 60


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")}
    return {**kept, "PYTHONUTF8": "1", "CI": "true", **more}


def run(*arguments: str | Path, text: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, with no terminal."""
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        env=environment(**more),
        check=False,
    )


def talk(*arguments: str | Path, answers: tuple[tuple[str, str], ...], **more: str) -> tuple[int, str]:
    """Run the program on a terminal and answer each time it asks. Gives the exit code and all that was shown."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment(TERM="xterm", COLUMNS="100", **more),
        start_new_session=True,
        preexec_fn=_at_a_terminal,  # noqa: PLW1509 - nothing else runs in the child yet
    )
    os.close(terminal)
    said, read = "", 0
    try:
        for expected, answer in answers:
            while expected not in said[read:]:
                heard = _heard(controller)
                assert heard, f"it ended before it said {expected!r}: {said}"
                said += heard
            read = said.index(expected, read) + len(expected)
            os.write(controller, answer.encode() + b"\n")
        while True:
            heard = _heard(controller)
            if not heard:
                break
            said += heard
        return process.wait(PATIENCE), said
    finally:
        process.kill()
        process.wait()
        os.close(controller)


def _at_a_terminal() -> None:
    """Give a child its terminal, and let it hear Ctrl-C, which a shell takes from what it runs in the background."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _heard(controller: int) -> str:
    """Read what comes next; nothing when the program has closed its terminal."""
    try:
        return os.read(controller, 65536).decode("utf-8", "replace")
    except OSError:
        return ""


def plain(text: str) -> str:
    """Take the colours out."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
