# SPDX-License-Identifier: Apache-2.0
"""One run of the command line: which house, which mediation, who is asking, and where to print.

The house is opened when a command first asks for it and closed when the command ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.house import House
    from goodoffices.app.mediation import OpenMediation


F = TypeVar("F", bound=Callable[..., Any])


class Session:
    """What the options before the command say, and the house they lead to."""

    def __init__(
        self,
        *,
        house: str | None = None,
        mediation: str | None = None,
        by: str | None = None,
        passphrase_file: str | None = None,
        colour: bool | None = None,
    ) -> None:
        self._directory = house
        self._by = by
        self._colour = colour
        self._house: House | None = None
        self.mediation_id = mediation or ""
        self.passphrase_file = passphrase_file
        self.as_json = False

    @property
    def directory(self) -> Path:
        """Where the house is."""
        if self._directory:
            return Path(self._directory).expanduser()
        from platformdirs import user_data_path

        return user_data_path("goodoffices", appauthor=False)

    @property
    def is_plain(self) -> bool:
        """Whether colours are not wanted at all."""
        return self._colour is False or bool(os.environ.get("NO_COLOR"))

    @property
    def by(self) -> str:
        """Who is recording."""
        if self._by:
            return self._by
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, OSError):  # a user without a name, as in some containers
            return "somebody"

    def house(self) -> House:
        """Open the house; asks for the passphrase if its key is sealed. Raises HouseError."""
        if self._house is None:
            from goodoffices.app.house import House
            from goodoffices.cli.asking import passphrase_of
            from goodoffices.times import now

            self._house = House.open(
                self.directory, clock=now, randomness=os.urandom, ask=lambda: passphrase_of(self.passphrase_file)
            )
        return self._house

    def mediation(self) -> OpenMediation:
        """Open the mediation that is meant. Raises HouseError when it cannot be told which."""
        return self.house().mediation(self.mediation_id)

    def console(self, *, err: bool = False) -> Console:
        """Where to print what is shown: colours only on a terminal, and no text is taken for mark-up."""
        from goodoffices.cli.terminal.console import terminal

        return terminal(err=err, no_colour=self.is_plain)

    def note(self, sentence: str) -> None:
        """Say something beside the answer, on standard error."""
        click.echo(sentence, err=True)

    def json(self, value: object) -> None:
        """Print a value as JSON for a program: keys in order, one line, times as their text."""
        import msgspec

        from goodoffices.domain.values import encode_hook

        click.echo(msgspec.json.encode(value, enc_hook=encode_hook, order="sorted"))

    def close(self) -> None:
        """Let go of the house."""
        if self._house is not None:
            self._house.close()
            self._house = None


def is_interactive() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


pass_session = click.make_pass_decorator(Session)


def mediation_option(function: F) -> F:
    """Let `--mediation` be written behind the command as well."""
    return click.option(
        "--mediation",
        metavar="ID",
        expose_value=False,
        callback=_choose_mediation,
        help="Which mediation is meant, where the house holds several.",
    )(function)


def json_option(function: F) -> F:
    """Let an answer be asked for as JSON."""
    return click.option(
        "--json", "as_json", is_flag=True, expose_value=False, callback=_choose_json, help="Print JSON for a program."
    )(function)


def _choose_mediation(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    session = context.find_object(Session)
    if value and session is not None:
        session.mediation_id = value


def _choose_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    session = context.find_object(Session)
    if value and session is not None:
        session.as_json = True
