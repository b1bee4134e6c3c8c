# SPDX-License-Identifier: Apache-2.0
"""The program: its commands, the options that all of them share, and its one way out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from goodoffices import __version__
from goodoffices.cli.commands import NARROW, Lazy, LazyGroup
from goodoffices.cli.failures import GOOD, tell
from goodoffices.cli.session import Session


COMMANDS = {
    "demo": Lazy("demo:demo", "Open an example mediation in a browser."),
    "init": Lazy("init:init", "Make a house: its key and its database."),
    "import": Lazy("case_files:import_", "Bring in mediations from case files."),
    "export": Lazy("case_files:export", "Write a mediation out as a case file."),
    "serve": Lazy("serve:serve", "Serve the pages of this house on this machine."),
    "show": Lazy("show:show", "Show the desk, the chronology, who knows, the proposals, an entry."),
    "search": Lazy("search:search", "Search everything in a mediation."),
    "log": Lazy("log:log", "Record a call, a text message, a meeting or a statement."),
    "correct": Lazy("correct:correct", "Correct an entry, and say why."),
    "settle": Lazy("settle:settle", "Analyse a scenario: which packages could all sides take."),
    "verify": Lazy("verify:verify", "Check that the record is as it was written."),
    "destroy": Lazy("destroy:destroy", "Destroy entries for good."),
    "doctor": Lazy("doctor:doctor", "Examine the house and what it stands on."),
    "completion": Lazy("completion:completion", "Print the script that completes commands in your shell."),
}


class Program(LazyGroup):
    """The group of all commands. Whatever is raised in one ends here, as a sentence and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's signature
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> Any:  # noqa: ANN401 - click's signature
        """Run a command and end the process with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        _write_whatever_comes()
        arguments = list(sys.argv[1:] if args is None else args)
        name = prog_name or "goodoffices"
        self._main_shell_completion(extra, name, complete_var)
        try:
            with self.make_context(name, arguments, **extra) as context:
                self.invoke(context)
            sys.stdout.flush()
        except click.exceptions.Exit as end:
            sys.exit(_flushed(end.exit_code))
        except SystemExit:
            raise
        except BaseException as error:  # noqa: BLE001 - this is the one way out
            sys.exit(tell(error))
        sys.exit(GOOD)


def _flushed(code: int) -> int:
    """Give the exit code once all is written; whoever stopped reading is not told anything."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return tell(error)
    return code


def _write_whatever_comes() -> None:
    """A terminal that cannot show a letter shows its number: half an answer is better than none."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # not every stream can


@click.command(
    "goodoffices",
    cls=Program,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": NARROW},
    examples=(
        "goodoffices demo",
        "goodoffices init",
        "goodoffices import case.toml",
        "goodoffices show desk",
        'goodoffices log call --with al-Hayya --minutes 20 "he asked for time until Monday"',
    ),
)
@click.option(
    "--house",
    metavar="DIR",
    envvar="GOODOFFICES_HOUSE",
    show_envvar=True,
    help="The directory of the house. By default, one in your own data directory.",
)
@click.option(
    "--mediation",
    metavar="ID",
    envvar="GOODOFFICES_MEDIATION",
    show_envvar=True,
    help="Which mediation is meant, where the house holds several.",
)
@click.option(
    "--by",
    metavar="NAME",
    envvar="GOODOFFICES_BY",
    show_envvar=True,
    help="Who is recording; stands with each entry. By default, the name you are signed in with.",
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    envvar="GOODOFFICES_PASSPHRASE_FILE",
    show_envvar=True,
    help="Read the passphrase of the house key from the first line of a file (or /dev/fd/3) instead of asking.",
)
@click.option("--no-colour", "--no-color", is_flag=True, help="No colours. NO_COLOR does the same.")
@click.version_option(__version__, "--version", prog_name="Good Offices", message="%(prog)s %(version)s")
@click.pass_context
def program(
    context: click.Context,
    house: str | None,
    mediation: str | None,
    by: str | None,
    passphrase_file: str | None,
    *,
    no_colour: bool,
) -> None:
    """Carry words and offers between parties who will not meet, and keep a record of it.

    A house is a directory with a key and a database. The record in it is sealed: without the key nobody reads it.
    """
    session = Session(
        house=house, mediation=mediation, by=by, passphrase_file=passphrase_file, colour=False if no_colour else None
    )
    context.obj = session
    context.color = False if session.is_plain else None
    context.call_on_close(session.close)
