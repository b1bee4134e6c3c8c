# SPDX-License-Identifier: Apache-2.0
"""The one place where whatever went wrong becomes a sentence, a hint, and an exit code.

What Good Offices raises on purpose says what is wrong and what to do. Anything else is a fault of the program: it is
told in one sentence that names the place in the program and never what stood in the record, for a traceback may.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from pathlib import Path
from typing import Final

import click

from goodoffices.errors import GoodOfficesError, HouseError, Mistake, RefusedError


GOOD: Final = 0
WRONG: Final = 1
USAGE: Final = 2
UNUSABLE: Final = 3
FAULT: Final = 70
INTERRUPTED: Final = 130
UNREAD: Final = 141

EXIT_CODES: Final = {
    GOOD: "All went well.",
    WRONG: "Something is wrong: in what was checked, or in what was given, which was refused whole.",
    USAGE: "The command was not understood: an unknown command or option, or one that is missing.",
    UNUSABLE: "The house, its key or its database cannot be used as it is.",
    FAULT: "A fault of Good Offices itself.",
    INTERRUPTED: "Interrupted (Ctrl-C). A server that is stopped so has done its work and ends with 0.",
    UNREAD: "Whatever read the output stopped reading.",
}
DEBUG: Final = "GOODOFFICES_DEBUG"

_ENDS_IN_A_COMMAND: Final = re.compile(r": (?:goodoffices|chmod) ")


def tell(error: BaseException) -> int:  # noqa: PLR0911 - one for each way to fail
    """Say on standard error what went wrong, and give the exit code for it."""
    if os.environ.get(DEBUG) and not isinstance(error, click.Abort):
        traceback.print_exception(error)
    match error:
        case click.Abort() | KeyboardInterrupt() | EOFError():
            click.echo("Interrupted; nothing more was done.", err=True)
            return INTERRUPTED
        case BrokenPipeError():
            _stop_writing()
            return UNREAD
        case click.UsageError():
            _say(_sentence(error.format_message()), _where_help_is(error))
            return USAGE
        case click.ClickException():
            _say(_sentence(error.format_message()))
            return WRONG
        case RefusedError():
            _say(str(error))
            for mistake in error.mistakes:
                click.echo(f"  {_on_one_line(mistake)}", err=True)
            return WRONG
        case GoodOfficesError():
            _say(_ended(str(error)), error.advice)  # it may begin with a path, which is written as it is
            return UNUSABLE if isinstance(error, HouseError) else WRONG
        case _:
            _say(
                f"This is a fault of Good Offices itself: {_where(error)}.",
                "Please report that line to its developers; CONTRIBUTING.md says how. "
                f"For the details, run it again with {DEBUG}=1, and read them before you send them: "
                "they may hold names and texts of the case.",
            )
            return FAULT


def _say(sentence: str, hint: str = "") -> None:
    click.echo(f"{click.style('Not done:', fg='red', bold=True)} {sentence}", err=True, color=_colour())
    if hint:
        click.echo(
            f"{click.style('Hint:', bold=True)} {hint if _ENDS_IN_A_COMMAND.search(hint) else _sentence(hint)}",
            err=True,
            color=_colour(),
        )


def _colour() -> bool | None:
    """No where colours are not wanted; otherwise click decides by whether this is a terminal."""
    context = click.get_current_context(silent=True)
    if os.environ.get("NO_COLOR") or "--no-colour" in sys.argv or "--no-color" in sys.argv:
        return False
    return context.color if context else None


def _sentence(text: str) -> str:
    """Begin with a capital and end with a full stop, on one line."""
    text = _ended(text)
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    """End with a full stop, on one line."""
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?…" else f"{text}."


def _on_one_line(mistake: Mistake) -> str:
    return " ".join(str(mistake).split())


def _where_help_is(error: click.UsageError) -> str:
    return f"See {error.ctx.command_path} --help." if error.ctx else ""


def _where(error: BaseException) -> str:
    """Name the kind of error and the innermost line of this program that it went through."""
    package = Path(__file__).resolve().parents[1]
    place = "an unknown place"
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.is_relative_to(package):
            place = f"goodoffices/{file.relative_to(package).as_posix()}, line {frame.lineno}"
    return f"{type(error).__name__} in {place}"


def _stop_writing() -> None:
    """Lead what is still to be written nowhere, so that the end of the process does not complain again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # a standard output that is no file
        pass
    finally:
        os.close(nowhere)
