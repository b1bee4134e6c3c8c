# SPDX-License-Identifier: Apache-2.0
"""All commands there are, found by walking from the program; a new one cannot escape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import click

from goodoffices.cli.program import program


class Place(NamedTuple):
    """A command with the words that lead to it."""

    words: tuple[str, ...]
    command: click.Command

    @property
    def name(self) -> str:
        return " ".join(("goodoffices", *self.words))


def everything(command: click.Command = program, words: tuple[str, ...] = ()) -> Iterator[Place]:
    yield Place(words, command)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from everything(found, (*words, name))
