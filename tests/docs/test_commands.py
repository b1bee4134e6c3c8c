# SPDX-License-Identifier: Apache-2.0
"""Every command that the pages show exists, with the options shown; those marked `run` do what the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from docs.command_line import commands as all_commands
from goodoffices.cli.program import program
from tests.docs.pages import ROOT, Block, blocks, pages


READ = [page for page in pages() if page == ROOT / "README.md" or page.is_relative_to(ROOT / "docs" / "guide")]
SHELLS = {"console", "sh", "shell", "bash"}
ANYTHING = "…"


def commands(block: Block) -> list[str]:
    """The commands of a block, those broken with a backslash put together; in `console` they follow a `$`."""
    text = block.text.replace("\\\n", " ")
    if block.info.split()[0] == "console":
        return [line.removeprefix("$ ") for line in text.splitlines() if line.startswith("$ ")]
    return [line for line in text.splitlines() if line.strip()]


def of_ours(block: Block) -> list[list[str]]:
    """What our program is given in a block: the arguments of each command that calls it."""
    found = []
    for command in commands(block):
        words = shlex.split(command, comments=True)
        while words and re.fullmatch(r"\w+=.*", words[0]):
            words = words[1:]
        if words and words[0] == "goodoffices":
            ends = [place for place, word in enumerate(words) if word in {"|", ">", ">>", "<", "&&", ";"}]
            found.append(words[1 : min(ends, default=len(words))])
    return found


SHOWN = [
    pytest.param(block, words, id=f"{block.place}: {' '.join(words)}")
    for page in READ
    for block in blocks(page)
    if block.info and block.info.split()[0] in SHELLS
    for words in of_ours(block)
]


def understand(words: list[str]) -> None:
    """Read a command as click would, without carrying it out or looking for the files it names."""
    command: click.Command = program
    context = click.Context(command, info_name="goodoffices", **command.context_settings)
    while True:
        given, rest, _ = command.make_parser(context).parse_args(args=list(words))
        for parameter in command.params:
            value = given.get(str(parameter.name))
            if isinstance(value, str) and isinstance(parameter.type, click.Choice | click.IntRange):
                parameter.type_cast_value(context, value)
            if parameter.required and not (isinstance(value, str | tuple | list) and value):
                raise click.MissingParameter(ctx=context, param=parameter)
        if not isinstance(command, click.Group):
            if rest:
                raise click.UsageError(f"too many arguments: {rest}", context)
            return
        if not rest:
            return
        name, found, words = command.resolve_command(context, rest)
        assert found is not None
        command = found
        context = click.Context(found, info_name=name, parent=context, **found.context_settings)


@pytest.mark.parametrize(("block", "words"), SHOWN)
def test_a_command_that_a_page_shows_exists(block: Block, words: list[str]) -> None:
    try:
        understand(words)
    except click.UsageError as error:
        pytest.fail(f"{block.place}: {error.format_message()}")


def test_every_example_in_the_help_exists() -> None:
    examples = [example for _, command in all_commands() for example in getattr(command, "examples", ())]
    assert examples
    for example in examples:
        block = Block(page=ROOT / "src", line=0, info="sh", text=example)
        for words in of_ours(block):
            understand(words)


@pytest.mark.parametrize(
    "line", ["exprot", "--hose x show desk", "show nothing", "import", "verify --no-such-option", "init a b c d e"]
)
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    with pytest.raises(click.UsageError):
        understand(line.split())


def carry_out(page: Path, folder: Path) -> int:
    """Run the blocks of a page that are marked `run`, in order, in an empty folder with the examples beside it.

    Gives how many commands were run. Raises AssertionError where the page says something else than the program.
    """
    shutil.copytree(ROOT / "examples", folder / "examples")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")} | {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))),
        "GOODOFFICES_HOUSE": str(folder / "house"),
        "HOME": str(folder),
        "COLUMNS": "120",
        "PYTHONUTF8": "1",
    }
    count = 0
    for block in blocks(page):
        for command, expected in steps(block) if block.info == "console run" else []:
            ran = subprocess.run(
                ["sh", "-c", command],  # noqa: S607 - whichever shell a reader has
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            )
            output = ran.stdout.decode()
            told = f"{page.name}:{block.line}: {command}\nthe page says:\n{expected}\nit says:\n{output}"
            assert ran.returncode == 0, told
            assert shows(output, expected), told
            count += 1
    return count


@pytest.mark.parametrize("page", READ, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_carries_out_does_what_the_page_says(page: Path, tmp_path: Path) -> None:
    carry_out(page, tmp_path)


def test_a_page_that_says_something_else_than_the_program_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console run\n$ goodoffices init\n…\n$ goodoffices import \\\n  examples/labour-2024.toml\n…\n```\n"
        "```console\n$ goodoffices no-such-command\n```\n"
        "```console run\n$ goodoffices verify >checked && echo checked\nchecked\n```\n",
        encoding="utf-8",
    )
    (tmp_path / "right").mkdir()
    assert carry_out(page, tmp_path / "right") == 3
    for wrong in ("```console run\n$ goodoffices verify\n```\n", "```console run\n$ echo one\ntwo\n```\n"):
        page.write_text(wrong, encoding="utf-8")
        folder = tmp_path / str(len(wrong))
        folder.mkdir()
        with pytest.raises(AssertionError):
            carry_out(page, folder)


def steps(block: Block) -> list[tuple[str, str]]:
    """Each command of a block with what the page shows below it."""
    parts = re.split(r"^\$ (.*)\n?", block.text.replace("\\\n", " "), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def shows(output: str, expected: str) -> bool:
    """Whether the output is what is expected, where `…` on a line of its own is any lines, and within one any text."""
    pattern = ""
    for line in expected.strip("\n").splitlines():
        if line.strip() == ANYTHING:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split(ANYTHING)) + r"[ \t]*\n"
    return not pattern or re.fullmatch(pattern, output.strip("\n") + "\n") is not None


def test_what_is_shown_is_held_against_what_is_said() -> None:
    said = "Made a house.\n\nKey: 12ab\nDone.\n"
    assert shows(said, "")
    assert shows(said, "Made a house.\n\nKey: …\nDone.\n")
    assert shows(said, "Made a house.\n…\nDone.\n")
    assert shows(said, "…\n")
    assert not shows(said, "Made a house.\n")
    assert not shows(said, "Made a house.\n…\nUndone.\n")
