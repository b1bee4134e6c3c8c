# SPDX-License-Identifier: Apache-2.0
"""`goodoffices log`: what just happened is put on the record in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from goodoffices.cli.commands import command, group
from goodoffices.cli.completing import complete_ids, complete_names, complete_statuses
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


if TYPE_CHECKING:
    from goodoffices.domain.reports import ExchangeKind


F = TypeVar("F", bound=Callable[..., Any])


@group(
    "log",
    examples=(
        'goodoffices log call --with al-Hayya --minutes 20 "he asked for time until Monday"',
        "goodoffices log meeting --with Dermer --at Washington",
        "goodoffices log statement --caucus union --off-the-record -",
    ),
)
def log() -> None:
    """Record a call, a text message, a meeting or a statement.

    People are named as you are used to: any spelling that is on the record will do, and a name that could be two
    people is asked about. What was said is given in quotes, read from standard input with -, or written in your editor
    when it is left out. Words on the command line stay in your shell's history: give with - what must not be found.
    """


def _shared(function: F) -> F:
    """Add what every `log` command has."""
    for option in reversed(
        (
            click.argument("text", metavar="[TEXT]", required=False),
            click.option(
                "--when", metavar="TIME", help='When it was, as "14:30", "yesterday", "2025-05-11 22:00". Now.'
            ),
            click.option(
                "--about",
                metavar="ID",
                multiple=True,
                shell_complete=complete_ids,
                help="What it was about; may repeat.",
            ),
            json_option,
            mediation_option,
        )
    ):
        function = option(function)
    return function


def _sourced(function: F) -> F:
    """Add where an account comes from and how far it is confirmed."""
    function = click.option(
        "--status", metavar="STATUS", shell_complete=complete_statuses, help="How far that is confirmed, as reported."
    )(function)
    return click.option("--attribution", metavar="SOURCES", help='Who says so, nearest first: "agency < officials".')(
        function
    )


WITH = click.option(
    "--with",
    "with_",
    metavar="NAME",
    multiple=True,
    required=True,
    shell_complete=complete_names,
    help="With whom; may repeat.",
)
THROUGH = click.option(
    "--through", metavar="NAME", multiple=True, shell_complete=complete_names, help="Through whom; may repeat."
)
FROM = click.option(
    "--from", "from_", metavar="NAME", multiple=True, shell_complete=complete_names, help="From whom, if not from us."
)


@command(
    "call",
    examples=(
        'goodoffices log call --with al-Hayya --minutes 20 "he asked for time until Monday"',
        'goodoffices log call --with Witkoff --when 14:30 --about p4 "he wants the text by tonight"',
    ),
)
@WITH
@FROM
@THROUGH
@click.option("--minutes", type=click.IntRange(min=0), help="How long it lasted.")
@_sourced
@_shared
@pass_session
def call(session: Session, /, **given: Any) -> None:  # noqa: ANN401 - options by name, as click gives them
    """Record a telephone call."""
    from goodoffices.domain.reports import ExchangeKind

    _exchange(session, ExchangeKind.CALL, to=given.pop("with_"), **given)


@command(
    "text",
    examples=(
        'goodoffices log text --from Bahbah --to Witkoff "they agree"',
        "goodoffices log text --to al-Hayya --when yesterday -",
    ),
)
@FROM
@click.option("--to", metavar="NAME", multiple=True, shell_complete=complete_names, help="To whom, if not to us.")
@THROUGH
@_sourced
@_shared
@pass_session
def text(session: Session, /, **given: Any) -> None:  # noqa: ANN401 - options by name, as click gives them
    """Record a text message."""
    from goodoffices.domain.reports import ExchangeKind

    if not given["from_"] and not given["to"]:
        raise click.UsageError("Say from whom it came with --from, to whom it went with --to, or both.")
    _exchange(session, ExchangeKind.TEXT_MESSAGE, **given)


@command(
    "meeting",
    examples=(
        'goodoffices log meeting --with al-Hayya --at Doha "two hours; the list was gone through"',
        'goodoffices log meeting --from Dermer --with Witkoff --at Washington --status reported "they met"',
    ),
)
@WITH
@FROM
@THROUGH
@click.option("--at", "place", metavar="PLACE", help="Where.")
@click.option("--minutes", type=click.IntRange(min=0), help="How long it lasted.")
@_sourced
@_shared
@pass_session
def meeting(session: Session, /, **given: Any) -> None:  # noqa: ANN401 - options by name, as click gives them
    """Record a meeting."""
    from goodoffices.domain.reports import ExchangeKind

    _exchange(session, ExchangeKind.MEETING, to=given.pop("with_"), **given)


@command(
    "statement",
    examples=(
        'goodoffices log statement --caucus union "no overtime without the allowance"',
        "goodoffices log statement --caucus union --off-the-record --kind supposal --medium telephone -",
    ),
)
@click.option(
    "--caucus", metavar="NAME", required=True, shell_complete=complete_names, help="The delegation that said it to us."
)
@click.option("--speaker", metavar="NAME", shell_complete=complete_names, help="Who of the delegation said it.")
@click.option("--off-the-record", "standing", flag_value="off the record", help="It may not be held against them.")
@click.option("--non-paper", "standing", flag_value="non-paper", help="It was handed over as a non-paper.")
@click.option("--on-the-record", "standing", flag_value="on the record", help="It may be held against them (usual).")
@click.option("--kind", metavar="KIND", default="position", show_default=True, help="As question, supposal or gesture.")
@click.option("--medium", metavar="MEDIUM", default="meeting", show_default=True, help="As telephone or paper.")
@click.option(
    "--answers", metavar="ID", shell_complete=complete_ids, help="The statement, showing or proposal it answers."
)
@_shared
@pass_session
def statement(session: Session, /, **given: Any) -> None:  # noqa: ANN401 - options by name, as click gives them
    """Record what a delegation said to us in its caucus."""
    from goodoffices.cli.recording import caucus_statement

    caucus_statement(session, **given)


for subcommand in (call, text, meeting, statement):
    log.add_command(subcommand)


def _exchange(session: Session, kind: ExchangeKind, **given: Any) -> None:  # noqa: ANN401 - options by name
    from goodoffices.cli.recording import exchange

    exchange(session, kind, **given)
