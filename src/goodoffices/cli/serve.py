# SPDX-License-Identifier: Apache-2.0
"""`goodoffices serve`: the pages of this house, on this machine."""

from __future__ import annotations

import click

from goodoffices.cli.commands import command
from goodoffices.cli.server import PORT
from goodoffices.cli.session import Session, mediation_option, pass_session


@command(
    "serve",
    examples=(
        "goodoffices serve",
        "goodoffices serve --port 0 --no-browser",
        "goodoffices serve --host 0.0.0.0 --behind-proxy talks.example.org --no-browser",
    ),
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any that is free.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--behind-proxy",
    "name",
    metavar="NAME",
    default="",
    help="There is a proxy in front that asks who comes; NAME is what it is called in the browser.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@mediation_option
@pass_session
def serve(session: Session, *, port: int, host: str, name: str, no_browser: bool) -> None:
    """Serve the pages of this house on this machine, until you press Ctrl-C.

    The pages ask nobody who they are: there is no signing in yet, and whoever can open the address reads everything.
    So they are served to this machine only, unless a proxy in front asks who comes.
    """
    from goodoffices.cli.server import is_loopback, serve_house, until_stopped

    if not is_loopback(host) and not name:
        raise click.UsageError(
            f"Whoever can reach {host} would read everything: there is no signing in yet. Serve 127.0.0.1, or say with "
            "--behind-proxy what the proxy in front is called that asks who comes."
        )
    with until_stopped():
        serve_house(
            session.house(),
            mediation=session.mediation_id,
            host=host,
            port=port,
            name=name,
            browser=not no_browser and not name,
            by=session.by,
            greeting="The pages of this house are open to whoever can use this machine.",
        )
