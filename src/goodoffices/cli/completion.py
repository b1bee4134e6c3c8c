# SPDX-License-Identifier: Apache-2.0
"""`goodoffices completion`: the shell completes commands, options, ids and names."""

from __future__ import annotations

import click

from goodoffices.cli.commands import command


@command(
    "completion",
    examples=(
        "goodoffices completion bash > ~/.local/share/bash-completion/completions/goodoffices",
        "goodoffices completion zsh > ~/.zfunc/_goodoffices",
        "goodoffices completion fish > ~/.config/fish/completions/goodoffices.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands in your shell.

    Ids and names of the case are completed too, in a house whose key has no passphrase. Start a new shell afterwards.
    """
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None  # noqa: S101 - the three shells are click's own
    click.echo(maker(context.find_root().command, {}, "goodoffices", "_GOODOFFICES_COMPLETE").source())
