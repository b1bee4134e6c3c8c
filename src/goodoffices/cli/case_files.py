# SPDX-License-Identifier: Apache-2.0
"""`goodoffices import` and `goodoffices export`: case files come in and go out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from goodoffices.cli.commands import command
from goodoffices.cli.progress import progress
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


LARGEST: Final = 20 * 1024 * 1024
STANDARD: Final = "-"


@command(
    "import",
    examples=(
        "goodoffices import case.toml",
        "goodoffices import union.toml border.toml",
        "goodoffices import - < case.toml",
    ),
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@json_option
@pass_session
def import_(session: Session, files: tuple[str, ...]) -> None:
    """Bring in mediations from case files; - is standard input.

    A file is taken whole or not at all. If anything in it is wrong, every mistake is listed with its place and
    nothing is kept; of several files, all are looked at before the first is brought in.
    """
    from goodoffices.app.handlers import import_case
    from goodoffices.errors import RefusedError
    from goodoffices.exchange.case_file import check_case

    house = session.house()
    contents = [(_called(name), _read(name)) for name in files]
    with progress(session, "Reading", "Recording") as (reading, recording):
        if len(contents) > 1:
            mistakes = []
            for name, data in contents:
                try:
                    check_case(data, name, seen=reading)
                except RefusedError as error:
                    mistakes += [mistake._replace(place=f"{name}, {mistake.place}") for mistake in error.mistakes]
            if mistakes:
                raise RefusedError(tuple(mistakes))
        brought = [
            import_case(house, data, name, session.by, reading=reading, recording=recording) for name, data in contents
        ]
    openings = [one.mediation.opening() for one in brought]
    if session.as_json:
        session.json(
            [
                {"mediation": opening.id, "title": opening.title, "facts": one.facts, "head": _head(one.head)}
                for one, opening in zip(brought, openings, strict=True)
                if opening is not None
            ]
        )
        return
    for one, opening in zip(brought, openings, strict=True):
        if opening is not None:
            click.echo(f"{opening.title} ({opening.id}): {one.facts} facts are on the record.")
    click.echo("Next: goodoffices show desk, or goodoffices serve")


@command(
    "export",
    examples=("goodoffices export", "goodoffices export talks.toml", "goodoffices export talks.toml --force"),
)
@click.argument("file", metavar="[FILE]", default=STANDARD)
@click.option("--force", is_flag=True, help="Replace the file if there is one of that name.")
@mediation_option
@pass_session
def export(session: Session, file: str, *, force: bool) -> None:
    """Write a mediation out as a case file, to standard output if no FILE is named.

    The file holds what stands now, in plain text, whatever its standing: keep it as you keep the record. It is written
    so that only you can read it. Entries that were destroyed are not in it.
    """
    from goodoffices.app.handlers import export_case
    from goodoffices.cli.private_file import write_private

    mediation = session.mediation()
    with progress(session, "Reading", "Writing") as (reading, writing):
        data = export_case(mediation, reading, writing)
    if file == STANDARD:
        sys.stdout.buffer.write(data)
        return
    write_private(Path(file).expanduser(), data, replace=force)
    session.note(f"Written to {file}, which only you can read. What stands in it is not sealed.")


def _called(name: str) -> str:
    return "standard input" if name == STANDARD else name


def _read(name: str) -> bytes:
    from goodoffices.cli.private_file import read_file

    if name == STANDARD:
        return sys.stdin.buffer.read(LARGEST + 1)
    return read_file(Path(name).expanduser(), LARGEST)


def _head(head: tuple[int, bytes]) -> str:
    return f"{head[0]}:{head[1].hex()}"
