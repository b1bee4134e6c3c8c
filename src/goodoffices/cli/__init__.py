# SPDX-License-Identifier: Apache-2.0
"""The command line: the same handlers that the pages use, from a terminal or a script.

Nothing is imported here that a command does not need: `goodoffices --help` costs little more than click itself.
"""

from __future__ import annotations


def main() -> None:
    """Run the program with this process's arguments; ends the process with one of the documented exit codes."""
    from goodoffices.cli.program import program

    program.main(prog_name="goodoffices")
