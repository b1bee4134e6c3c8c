# SPDX-License-Identifier: Apache-2.0
"""Where the words of an entry come from: the command line, standard input, or an editor.

Words on the command line stay in the shell's history and can be seen by other users of the machine while the command
runs; an editor may keep copies of its own. What must not be found later comes from standard input.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from goodoffices.cli.session import is_interactive
from goodoffices.domain.values import normal


HELP = "# Write above this line what was said; lines that begin with # are left out.\n"


def text_given(argument: str | None) -> str:
    """Give the words: the argument, standard input for `-`, or what is written in an editor on a terminal."""
    if argument == "-":
        text = sys.stdin.read()
    elif argument is not None:
        text = argument
    elif is_interactive():
        text = _written()
    else:
        raise click.UsageError("What was said is missing: give it in quotes, or - to read it from standard input.")
    text = normal(text.replace("\r\n", "\n")).strip()
    if not text:
        raise click.UsageError("What was said is empty; nothing was recorded.")
    return text


def _written() -> str:
    """Let somebody write in their editor; the file is in memory where the system offers that, and is removed."""
    memory = os.environ.get("XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory(
        prefix="goodoffices-", dir=memory if memory and Path(memory).is_dir() else None
    ) as made:
        file = Path(made) / "words.txt"
        file.touch(mode=0o600)
        file.write_text(f"\n{HELP}", encoding="utf-8")
        click.edit(filename=str(file))
        lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
