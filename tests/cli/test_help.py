# SPDX-License-Identifier: Apache-2.0
"""Every command explains itself: help, an example that parses, a line in the list that is its own first sentence."""

from __future__ import annotations

import resource
import shlex
import subprocess
import sys

import click
import pytest

from goodoffices.cli.commands import Described
from goodoffices.cli.failures import EXIT_CODES
from goodoffices.cli.program import COMMANDS, program
from goodoffices.cli.session import Session
from tests.cli.conftest import Invoke
from tests.cli.terminal import environment, run
from tests.cli.walk import Place, everything


ALL = list(everything())


def parsed(line: str) -> list[str]:
    """Read a line as a shell would, and let click understand it without running it. Gives the words of the command."""
    words = shlex.split(line)
    assert words.pop(0) == "goodoffices"
    for sign in (">", "<", "|"):
        if sign in words:
            words = words[: words.index(sign)]
    command: click.Command = program
    found: list[str] = []
    name, parent = "goodoffices", None
    while True:
        context = command.make_context(name, list(words), parent=parent, obj=Session())
        if not isinstance(command, click.Group):
            return found
        rest = [*context._protected_args, *context.args]
        if not rest:
            return found
        resolved, subcommand, words = command.resolve_command(context, rest)
        assert resolved is not None
        assert subcommand is not None
        name, command, parent = resolved, subcommand, context
        found.append(name)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.name)
def test_every_command_has_help_with_an_example_that_parses(place: Place, invoke: Invoke) -> None:
    helped = invoke(*place.words, "--help")
    assert helped.exit_code == 0
    assert isinstance(place.command, Described)
    assert place.command.examples
    assert (place.command.help or "").strip().partition("\n")[0].endswith((".", "…"))
    for example in place.command.examples:
        assert example in helped.stdout
        assert tuple(parsed(example))[: len(place.words)] == place.words


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.name)
def test_every_option_says_what_it_is_for(place: Place) -> None:
    for parameter in place.command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").split("\n\n")[0].replace("\n", " ").startswith(COMMANDS[name].line.rstrip("."))


def test_a_misspelt_command_is_answered_with_the_nearest(invoke: Invoke) -> None:
    for words, near in ((("verfy",), "verify"), (("show", "chronolgy"), "chronology")):
        answer = invoke(*words)
        assert answer.exit_code == 2
        assert near in answer.stderr


def test_the_version_is_told(invoke: Invoke) -> None:
    assert invoke("--version").stdout.startswith("Good Offices ")


def test_help_costs_less_than_two_and_a_half_times_what_importing_click_costs() -> None:
    ours, bare = (
        min(processor_time([sys.executable, *arguments]) for _ in range(7))
        for arguments in (("-m", "goodoffices", "--help"), ("-c", "import click"))
    )
    assert ours < 2.5 * bare


def processor_time(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_the_list_of_commands_loads_none_of_them() -> None:
    script = """
import sys
from goodoffices.cli.program import program
try:
    program.main(["--help"])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment()
    ).stderr.split()
    assert "goodoffices.cli.program" in loaded
    for heavy in (
        "rich",
        "msgspec",
        "cryptography",
        "sqlite3",
        "starlette",
        "uvicorn",
        "platformdirs",
        "goodoffices.app",
    ):
        assert heavy not in loaded


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_script(shell: str, invoke: Invoke) -> None:
    script = invoke("completion", shell)
    assert script.exit_code == 0
    assert "_GOODOFFICES_COMPLETE" in script.stdout


def test_a_shell_is_offered_commands_ids_and_names(plant: object) -> None:
    def offered(line: str) -> list[str]:
        words = len(line.split(" ")) - 1
        answer = run(_GOODOFFICES_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(words))
        return [found.removeprefix("plain,") for found in answer.stdout.splitlines() if found]

    house = f"goodoffices --house {plant}"
    assert "doctor" in offered("goodoffices do")
    assert offered(f"{house} show entry s") == ["s1"]
    assert offered(f"{house} log call --with an") == ["anna_keller", "anton_keller"]
    assert offered(f"{house} log call --with Kel") == ["anna_keller", "anton_keller"], "a surname will do"
    assert offered(f"{house} log call --with Petra") == ["brandt"]
    assert "no-comment" in offered(f"{house} log call --status no")
    assert offered("goodoffices --house /nowhere show entry s") == []


def test_exit_codes_are_told_apart() -> None:
    assert set(EXIT_CODES) == {0, 1, 2, 3, 70, 130, 141}
