# SPDX-License-Identifier: Apache-2.0
"""`goodoffices doctor`: is the house in order, and what it stands on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.commands import command
from goodoffices.cli.failures import WRONG
from goodoffices.cli.session import Session, is_interactive, json_option, pass_session


if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.app.house import House


@command("doctor", examples=("goodoffices doctor", "goodoffices doctor --json"))
@json_option
@pass_session
@click.pass_context
def doctor(context: click.Context, session: Session) -> None:
    """Examine the house and what it stands on: key, database, chain, clock, disk, permissions.

    Each line is ok, or says what to do. Nothing is changed. Ends with exit code 1 if anything needs attention.
    """
    from goodoffices.app.examination import examine
    from goodoffices.times import now

    findings = []
    for finding in examine(session.directory.absolute(), now(), _opener(session)):
        findings.append(finding)
        if not session.as_json:
            mark = click.style("ok       ", fg="green") if finding.good else click.style("attention", fg="red")
            click.echo(f"{mark}  {finding.what}: {finding.found}")
            if finding.advice:
                click.echo(f"           {finding.advice}")
    if session.as_json:
        session.json(
            [{"what": one.what, "good": one.good, "found": one.found, "advice": one.advice} for one in findings]
        )
    if not all(finding.good for finding in findings):
        context.exit(WRONG)


def _opener(session: Session) -> Callable[[], House] | None:
    """How to open the house, unless that needs a passphrase that nobody can type."""
    from goodoffices.app.house import KEY
    from goodoffices.errors import GoodOfficesError
    from goodoffices.sealing.house_key import is_sealed

    try:
        sealed = is_sealed(session.directory / KEY)
    except GoodOfficesError:
        return session.house  # which says the same again where the mediations would stand
    return None if sealed and not session.passphrase_file and not is_interactive() else session.house
