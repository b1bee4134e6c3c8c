# SPDX-License-Identifier: Apache-2.0
"""What every command has: examples under its help. And a group whose commands are loaded when they are used.

A group lists its commands with a line of help each from a table, so that showing the list imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from shlex import quote
from typing import Any, NamedTuple

import click


NARROW = 80
"""How wide help is on a terminal that does not say, and how wide the reference is written."""


class Described(click.Command):
    """A command with examples, each a line that can be typed as it stands, and lists of what its words mean.

    `unnamed` is the option that somebody may have meant who gives a word without one.
    """

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - click's
        examples: Sequence[str] = (),
        words: Mapping[str, Mapping[str, str]] | None = None,
        unnamed: str = "",
        **settings: Any,  # noqa: ANN401 - click's
    ) -> None:
        super().__init__(*arguments, **settings)
        self.examples = tuple(examples)
        self.words = dict(words or {})
        self.unnamed = unnamed

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was given; a word that belongs to no option is answered with what it may be meant for."""
        if not self.unnamed or ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left:
            meant = " ".join(f"{self.unnamed} {quote(word)}" for word in left)
            ctx.fail(f'There is no option before "{" ".join(left)}". Did you mean "{meant}"?')
        return left

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the words of an option mean, below a heading, and then the options."""
        for heading, words in self.words.items():
            with formatter.section(heading):
                formatter.write_dl(list(words.items()))
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one to a line and never broken: they are there to be copied."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        super().format_epilog(ctx, formatter)


class Words(click.Choice[str]):
    """One of a few words; a misspelt one is answered with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's
        """Give the word. Raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from difflib import get_close_matches

            near = get_close_matches(str(value), list(map(str, self.choices)), n=1)
            if not near:
                raise
            sentence = f'{error.message.rstrip(".")}. Did you mean "{near[0]}"?'
            raise click.BadParameter(sentence, ctx=ctx, param=param) from None


class Group(Described, click.Group):
    """A group of commands with examples of its own.

    `otherwise` is the command that somebody may have meant who gives a word that is none.
    """

    def __init__(self, *arguments: Any, otherwise: str = "", **settings: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*arguments, **settings)
        self.otherwise = otherwise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; a word that is none is answered with what it may be meant for."""
        word = args[0] if args else ""
        if self.otherwise and word and not word.startswith("-") and self.get_command(ctx, word) is None:
            from difflib import get_close_matches

            near = get_close_matches(word, self.list_commands(ctx), n=1) or [f"{self.otherwise} {word}"]
            raise click.UsageError(f'There is no command "{word}". Did you mean {ctx.command_path} {near[0]}?', ctx)
        return super().resolve_command(ctx, args)


class Lazy(NamedTuple):
    """Where a command is to be found, and its line in the list."""

    place: str
    """`module:attribute`, the module within this package."""
    line: str


class LazyGroup(Described, click.Group):
    """A group that loads a command when it is used, and lists all of them without loading any."""

    def __init__(self, *arguments: Any, lazy: Mapping[str, Lazy], **settings: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*arguments, **settings)
        self.lazy = dict(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the table."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        lazy = self.lazy.get(cmd_name)
        if lazy is None:
            return None
        module, attribute = lazy.place.split(":")
        command: click.Command = getattr(import_module(f"goodoffices.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; a misspelt one is answered with the nearest."""
        if args and args[0] not in self.lazy and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.lazy, n=1)
            suggestion = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f'There is no command "{args[0]}".{suggestion}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.line) for name, lazy in self.lazy.items()])


def command(name: str, *, examples: Sequence[str], **settings: Any) -> Callable[[Callable[..., Any]], Described]:  # noqa: ANN401 - click's
    """Make a command of a function; its docstring is the help."""
    return click.command(name, cls=Described, examples=examples, **settings)


def group(name: str, *, examples: Sequence[str], **settings: Any) -> Callable[[Callable[..., Any]], Group]:  # noqa: ANN401 - click's
    """Make a group of a function; its docstring is the help."""
    return click.group(name, cls=Group, examples=examples, **settings)
