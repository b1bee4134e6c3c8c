# SPDX-License-Identifier: Apache-2.0
"""The reference page of the command line: what `--help` says of every command, and the exit codes."""

from __future__ import annotations

from collections.abc import Iterator

import click

from goodoffices.cli.commands import NARROW
from goodoffices.cli.failures import EXIT_CODES
from goodoffices.cli.program import program


def commands(
    command: click.Command = program, name: str = "goodoffices", parent: click.Context | None = None
) -> Iterator[tuple[click.Context, click.Command]]:
    """Every command with its context: a group first, then what is in it, in the order in which it is listed."""
    width = {"terminal_width": NARROW, "max_content_width": NARROW}
    settings = {**command.context_settings, **width, "color": False}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context, command
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is None:
                raise LookupError(f"{context.command_path} lists {inner} and does not have it")
            if not found.hidden:
                yield from commands(found, inner, context)


def command_line_page() -> str:
    """The page, as Markdown."""
    lines = [
        "<!-- Written by docs/make_reference.py; change src/goodoffices/cli and run `make docs`. -->",
        "",
        "# The command line",
        "",
        "What each command says of itself with `--help`.",
        "",
    ]
    found = list(commands())
    for context, _ in found:
        depth = context.command_path.count(" ")
        path = context.command_path
        lines.append(f"{'  ' * depth}- [`{path}`](#{path.replace(' ', '-')})")
    lines.append("- [Exit codes](#exit-codes)")
    for context, command in found:
        depth = context.command_path.count(" ")
        lines += ["", f"{'#' * (depth + 2)} `{context.command_path}`", "", "```text"]
        lines += [line.rstrip() for line in command.get_help(context).strip().splitlines()]
        lines += ["```"]
    lines += ["", "## Exit codes", "", "| code | what it means |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    return "\n".join(lines) + "\n"
