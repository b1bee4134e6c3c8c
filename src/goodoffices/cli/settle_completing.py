# SPDX-License-Identifier: Apache-2.0
"""What the shell is offered behind `goodoffices settle FILE`: the parties, packages and terms of the files named.

The files are read as the command would read them. What cannot be read offers nothing and says nothing; standard input
is never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from goodoffices.errors import GoodOfficesError


if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from goodoffices.exchange.scenarios import Reading


def complete_parties(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the ids of the parties, each with its name."""
    return _offered(((party.id, party.name) for each in _read(context) for party in each.scenario.parties), begun)


def complete_packages(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the packages of the file, and the terms of each issue; for `--package` the senses of fair as well."""
    return _offered(_packages(context, parameter), begun)


def _packages(context: click.Context, parameter: click.Parameter) -> Iterator[tuple[str, str]]:
    from goodoffices.cli.settle_reading import FAIR

    for reading in _read(context):
        yield from ((each.id, each.name) for each in reading.packages)
        if parameter.name == "packages":
            yield from ((sense, "fair in this sense") for sense in FAIR[:-1])
        for issue in reading.scenario.issues:
            yield from ((f"{issue.id}={option.id}", option.name) for option in issue.options)


def _offered(found: Iterable[tuple[str, str]], begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=meaning or None) for value, meaning in found if value.startswith(begun)]


def _read(context: click.Context) -> Iterator[Reading]:
    from goodoffices.cli.settle_reading import STANDARD, read

    files = context.params.get("files") or context.args  # click leaves them there while an option has no value yet
    if files and STANDARD not in files:
        with suppress(GoodOfficesError, OSError):
            yield read(files)
