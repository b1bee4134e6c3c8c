# SPDX-License-Identifier: Apache-2.0
"""What a person is asked: a passphrase, which of two people is meant, whether to destroy. Only on a terminal."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

import click

from goodoffices.cli.session import is_interactive
from goodoffices.errors import HouseError, HouseKeyError


LONGEST_PASSPHRASE = 4096


def passphrase_of(file: str | None) -> str:
    """Give the passphrase of an existing house: from a file, or typed. Raises HouseKeyError where nobody can type."""
    if file:
        return passphrase_from(file)
    if not is_interactive():
        raise HouseKeyError(
            reason="This house's key is sealed with a passphrase, and there is no terminal to ask for it.",
            advice="Say with --passphrase-file where to read it.",
        )
    typed: str = click.prompt("Passphrase of the house", hide_input=True, err=True)
    return typed


def new_passphrase(file: str | None) -> str:
    """Give the passphrase for a new house: from a file, or typed twice. Raises HouseError where nobody can type."""
    if file:
        return passphrase_from(file)
    if not is_interactive():
        raise HouseError(
            reason="There is no terminal on which to type a passphrase.",
            advice="Say with --passphrase-file where to read it.",
        )
    typed: str = click.prompt("New passphrase", hide_input=True, confirmation_prompt="The same once more", err=True)
    return typed


def passphrase_from(file: str) -> str:
    """Read a passphrase from the first line of a file that only its owner may read. Raises HouseError."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - also reads /dev/fd/3 and pipes
            status = os.fstat(opened.fileno())
            if stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) & 0o077:
                raise HouseError(
                    reason=f"The file with the passphrase, {file}, can be read by others.",
                    advice=f"Run: chmod 600 {file}",
                )
            line = opened.readline(LONGEST_PASSPHRASE)
        text = line.decode("utf-8").rstrip("\r\n")
    except OSError as error:
        raise HouseError(
            reason=f"The file with the passphrase, {file}, cannot be read: {error.strerror}.",
            advice="Look whether the name is right.",
        ) from None
    except UnicodeDecodeError:
        raise HouseError(
            reason=f"The file with the passphrase, {file}, is not text in UTF-8.", advice="Write it anew."
        ) from None
    if not text:
        raise HouseError(
            reason=f"The first line of {file} is empty, and a passphrase is not.", advice="Write it there."
        )
    return text


def choose(question: str, choices: Sequence[str]) -> int:
    """Let a person choose one of several by its number; gives the place in `choices`."""
    click.echo(question, err=True)
    for number, choice in enumerate(choices, start=1):
        click.echo(f"  {number}  {choice}", err=True)
    chosen: int = click.prompt("Which", type=click.IntRange(1, len(choices)), err=True)
    return chosen - 1


def confirm_by_typing(question: str, word: str) -> bool:
    """Let a person type a word before something that cannot be undone."""
    typed: str = click.prompt(f"{question} Type {word} to go on", default="", show_default=False, err=True)
    return typed.strip().casefold() == word
