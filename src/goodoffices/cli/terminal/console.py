# SPDX-License-Identifier: Apache-2.0
"""Where views are printed: text is text and never mark-up, and whoever stops reading is dealt with in one place."""

from __future__ import annotations

from rich.console import Console


class Terminal(Console):
    """A console that leaves a reader who stopped reading to the program's one way out."""

    def on_broken_pipe(self) -> None:
        """Called while the error is handled; rich would end the process itself."""
        raise BrokenPipeError


def terminal(*, err: bool, no_colour: bool) -> Terminal:
    """Make one for standard output or standard error; colours only where that is a terminal and they are wanted."""
    return Terminal(stderr=err, highlight=False, markup=False, emoji=False, no_color=no_colour or None)
