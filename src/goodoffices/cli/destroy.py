# SPDX-License-Identifier: Apache-2.0
"""`goodoffices destroy`: entries are destroyed for good, after a look at what will be gone and what will stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.commands import command
from goodoffices.cli.completing import complete_ids, complete_names
from goodoffices.cli.progress import progress
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


if TYPE_CHECKING:
    from goodoffices.domain.destruction import Selection
    from goodoffices.domain.entries import Fact


@command(
    "destroy",
    examples=(
        "goodoffices destroy --id s12",
        "goodoffices destroy --off-the-record --caucus union --why 'as promised' --yes",
    ),
    unnamed="--id",
)
@click.option("--id", "ids", metavar="ID", multiple=True, shell_complete=complete_ids, help="An entry; may repeat.")
@click.option(
    "--off-the-record", "standing", flag_value="off the record", help="All statements that were off the record."
)
@click.option("--non-paper", "standing", flag_value="non-paper", help="All statements handed over as non-papers.")
@click.option(
    "--caucus", metavar="NAME", shell_complete=complete_names, help="Only what this delegation said; alone, all of it."
)
@click.option("--why", metavar="TEXT", help="Stands on the record with the destruction.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@mediation_option
@pass_session
def destroy(
    session: Session, *, ids: tuple[str, ...], standing: str | None, caucus: str | None, why: str | None, yes: bool
) -> None:
    """Destroy entries for good: their keys are deleted, and nobody can read them again.

    The chain goes on verifying, with holes that show; the record keeps that entries were destroyed, when and by whom,
    and never what they held. First you see what will be gone, and what will stay that refers to it. Copies of the
    house that were made earlier still hold everything: they have to be destroyed where they are.
    """
    from goodoffices.app.handlers import destroy as destroy_for_good
    from goodoffices.app.handlers import selected_for_destruction
    from goodoffices.cli.asking import confirm_by_typing
    from goodoffices.cli.naming import delegation_called
    from goodoffices.cli.session import is_interactive
    from goodoffices.domain.destruction import Rule
    from goodoffices.domain.statements import Standing
    from goodoffices.errors import Mistake, RefusedError

    if not ids and not standing and not caucus:
        raise click.UsageError("Say what to destroy: --id, or --off-the-record, --non-paper or --caucus.")
    mediation = session.mediation()
    with progress(session, "Reading") as (reading,):
        state = mediation.state(reading)
    rule = Rule(
        ids=ids,
        standing=Standing(standing) if standing else None,
        caucus=delegation_called(session, state, caucus) if caucus else None,
    )
    selection = selected_for_destruction(mediation, rule)
    if not selection.entries:
        raise RefusedError((Mistake("destroy", "nothing on this record is like that"),))
    _preview(session, selection)
    if not yes:
        if not is_interactive():
            raise click.UsageError("There is no terminal to ask on. Look at what stands above, and add --yes.")
        if not confirm_by_typing("This cannot be undone.", "destroy"):
            raise click.Abort
    if selected_for_destruction(mediation, rule).entries != selection.entries:
        raise RefusedError((Mistake("destroy", "the record has changed while you were looking", "look again"),))
    with progress(session, "Destroying"):  # it cannot be told beforehand how long that takes
        destroyed = destroy_for_good(mediation, rule, session.by, why)
    if session.as_json:
        session.json({"destroyed": destroyed, "facts": len(selection.facts)})
        return
    click.echo(
        f"Destroyed: {len(destroyed)} {'entry' if len(destroyed) == 1 else 'entries'}. Nobody can read them again here."
    )
    _say_what_copies_hold(session)


def _preview(session: Session, selection: Selection) -> None:
    session.note("This will be gone, in every version that was recorded:")
    for fact in selection.facts:
        session.note(f"  {_line(fact)}")
    if selection.remaining:
        session.note("This stays, and refers to it; look whether it repeats what should be gone:")
        for fact in selection.remaining:
            session.note(f"  {_line(fact)}")


def _line(fact: Fact) -> str:
    from goodoffices.app.views.shown import text_of, what
    from goodoffices.cli.terminal.printing import visible

    text = " ".join(visible(text_of(fact)).split())
    longest = 100
    return f"{fact.id}  {what(fact)}: {text[:longest]}{'…' if len(text) > longest else ''}"


def _say_what_copies_hold(session: Session) -> None:
    from goodoffices.app.house import read_settings

    session.note(
        "Copies of this house that were made earlier, exported case files, and a shell's history still hold it:"
    )
    session.note("destroy those where they are.")
    if read_settings(session.directory).store == "postgresql":
        session.note("PostgreSQL's own log, its archive and its backups may hold the keys until they are written over.")
