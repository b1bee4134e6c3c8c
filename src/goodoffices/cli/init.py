# SPDX-License-Identifier: Apache-2.0
"""`goodoffices init`: a house is made."""

from __future__ import annotations

import os

import click

from goodoffices.cli.commands import command
from goodoffices.cli.session import Session, pass_session


@command(
    "init",
    examples=(
        "goodoffices init",
        "goodoffices --house ~/talks init --passphrase",
        "goodoffices init --postgresql 'host=db.example.org dbname=goodoffices user=mediator'",
    ),
)
@click.option(
    "--passphrase",
    is_flag=True,
    help="Seal the key with a passphrase, which is asked for twice (or read with --passphrase-file).",
)
@click.option(
    "--postgresql",
    metavar="CONNINFO",
    default="",
    help="Keep the records in this PostgreSQL database. A password does not belong here but in ~/.pgpass.",
)
@pass_session
def init(session: Session, *, passphrase: bool, postgresql: str) -> None:
    """Make a house: its key and its database.

    Whoever has the key and the database reads everything; without the key nobody does. A lost key is final, and so is
    a forgotten passphrase: there is no way round either. Copy the key to a safe place before you record anything.
    """
    from goodoffices.app.house import KEY, House, exists
    from goodoffices.cli.asking import new_passphrase
    from goodoffices.errors import HouseError
    from goodoffices.times import now

    directory = session.directory.absolute()
    if exists(directory):  # say so before anybody types a passphrase
        raise HouseError(
            reason=f"There is a house in {directory} already.", advice="Use it, or choose another directory."
        )
    sealed = passphrase or session.passphrase_file is not None
    words = new_passphrase(session.passphrase_file) if sealed else ""
    House.found(directory, clock=now, randomness=os.urandom, passphrase=words, postgresql=postgresql).close()
    key = directory / KEY
    click.echo(f"There is now a house in {directory}.")
    click.echo("")
    click.echo(f"Its key is {key}")
    if sealed:
        click.echo("It is sealed with your passphrase. A forgotten passphrase is final, and so is a lost key:")
        click.echo("nobody can open the house then, and nobody can help.")
    else:
        click.echo("It is not sealed with a passphrase: whoever can read that file and the database reads everything.")
        click.echo("A lost key is final: nobody can open the house then, and nobody can help.")
    click.echo("Copy the key now to a safe place of its own, apart from copies of the database.")
    click.echo("")
    click.echo("Next: goodoffices import case.toml")
