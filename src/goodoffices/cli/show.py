# SPDX-License-Identifier: Apache-2.0
"""`goodoffices show`: the same views as the pages, on a terminal or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.cli.commands import command, group
from goodoffices.cli.completing import complete_ids, complete_kinds, complete_names, complete_statuses
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


if TYPE_CHECKING:
    from goodoffices.domain.state import State


BELIEVED = click.option(
    "--believed-on",
    metavar="DATE",
    help="What stood on the record at the end of that day (or at that time), and not what is known since.",
)


@group(
    "show",
    otherwise="entry",
    examples=(
        "goodoffices show desk",
        "goodoffices show chronology --person Witkoff",
        "goodoffices show knowledge --as-of 2025-05-08",
        "goodoffices show entry r22",
    ),
)
def show() -> None:
    """Show the desk, the chronology, who knows, the proposals, an entry.

    What is printed adapts to the width of the terminal. With --json it is the view that the page is made from; what
    has its usual value (nothing, no, an empty list) is left out there.
    """


@command("desk", examples=("goodoffices show desk", "goodoffices show desk --json"))
@json_option
@mediation_option
@pass_session
def desk(session: Session) -> None:
    """Show who takes part, what is running out, what is on the table, who is to be told, and what came in last."""
    from goodoffices.app.views.desk import desk_view
    from goodoffices.cli.terminal.desk import print_desk

    mediation = session.mediation()
    view = desk_view(mediation.state(), session.house().now())
    if session.as_json:
        session.json(view)
    else:
        print_desk(session.console(), view)


@command(
    "chronology",
    examples=(
        "goodoffices show chronology",
        "goodoffices show chronology --person Witkov --status denied",
        "goodoffices show chronology --believed-on 2025-05-12",
    ),
)
@click.option("--person", metavar="NAME", shell_complete=complete_names, help="Only what this one did or received.")
@click.option("--status", metavar="STATUS", shell_complete=complete_statuses, help="Only accounts of this status.")
@click.option(
    "--kind", metavar="KIND", shell_complete=complete_kinds, help="Only one kind, such as exchange or report."
)
@BELIEVED
@json_option
@mediation_option
@pass_session
def chronology(
    session: Session, person: str | None, status: str | None, kind: str | None, believed_on: str | None
) -> None:
    """Show what happened, in order, with who said so and how far that is confirmed."""
    from goodoffices.app.views.chronology import chronology_view
    from goodoffices.cli.naming import person_called
    from goodoffices.cli.terminal.chronology import print_chronology
    from goodoffices.cli.words import kind_called, status_called

    state = _state(session, believed_on)
    view = chronology_view(
        state,
        person=person_called(session, state, person) if person else None,
        status=status_called(status) if status else None,
        kind=kind_called(kind) if kind else None,
    )
    if session.as_json:
        session.json(view)
    else:
        print_chronology(session.console(), view)


@command(
    "knowledge",
    examples=(
        "goodoffices show knowledge",
        "goodoffices show knowledge --as-of 2025-05-08",
        "goodoffices show knowledge --person Netanyahu --subject channel",
    ),
)
@click.option("--person", metavar="NAME", shell_complete=complete_names, help="Only what this one knows.")
@click.option("--subject", metavar="NAME", shell_complete=complete_ids, help="Only who knows of this.")
@click.option("--as-of", metavar="TIME", help="Only what may have been known by then.")
@BELIEVED
@json_option
@mediation_option
@pass_session
def knowledge(
    session: Session, person: str | None, subject: str | None, as_of: str | None, believed_on: str | None
) -> None:
    """Show who can be assumed to know what, since when, how, and in what detail."""
    from goodoffices.app.moments import typed
    from goodoffices.app.views.knowledge import knowledge_view
    from goodoffices.cli.naming import person_called, subject_called
    from goodoffices.cli.terminal.knowledge import print_knowledge
    from goodoffices.cli.words import require_ids

    state = _state(session, believed_on)
    limit = typed(as_of, state.zone, session.house().now()) if as_of else None
    if limit is not None and limit.reference is not None:
        require_ids((limit.reference,), state.ids(), "entry")
    view = knowledge_view(
        state,
        as_of=limit,
        subject=subject_called(session, state, subject) if subject else None,
        who=person_called(session, state, person) if person else None,
    )
    if session.as_json:
        session.json(view)
    else:
        print_knowledge(session.console(), view)


@command("proposals", examples=("goodoffices show proposals", "goodoffices show proposals p1 p3"))
@click.argument("ids", metavar="[ID]…", nargs=-1, shell_complete=complete_ids)
@BELIEVED
@json_option
@mediation_option
@pass_session
def proposals(session: Session, ids: tuple[str, ...], believed_on: str | None) -> None:
    """Show proposals side by side: issue by issue, with what differs marked, and the answers."""
    from goodoffices.app.views.proposals import proposals_view
    from goodoffices.cli.terminal.proposals import print_proposals
    from goodoffices.cli.words import require_ids
    from goodoffices.domain.proposals import Proposal

    state = _state(session, believed_on)
    require_ids(ids, [proposal.id for proposal in state.of(Proposal)], "proposal")
    view = proposals_view(state, ids)
    if session.as_json:
        session.json(view)
    else:
        print_proposals(session.console(), view)


@command("entry", examples=("goodoffices show entry r22", "goodoffices show entry p3 --json"))
@click.argument("identifier", metavar="ID", shell_complete=complete_ids)
@BELIEVED
@json_option
@mediation_option
@pass_session
def entry(session: Session, identifier: str, believed_on: str | None) -> None:
    """Show one entry: all that it says, where it is from, what it replaced, and what refers to it."""
    from goodoffices.app.views.entry import entry_view, former_view
    from goodoffices.cli.terminal.entry import print_entry
    from goodoffices.cli.words import require_ids

    state = _state(session, believed_on)
    require_ids((identifier,), state.ids(), "entry")
    view = entry_view(state, identifier)
    if session.as_json:
        session.json(view)
    elif view is not None:
        record = session.mediation().record
        before = (found for number in view.former for found in record.read(after=number - 1, limit=1))
        print_entry(session.console(), view, former_view(state, identifier, before))


@command("people", examples=("goodoffices show people", "goodoffices show people --json"))
@json_option
@mediation_option
@pass_session
def people(session: Session) -> None:
    """Show everybody and every body in the case with their ids and spellings, for use with `log`."""
    from goodoffices.cli.terminal.people import listed, print_people

    view = listed(session.mediation().state())
    if session.as_json:
        session.json(view)
    else:
        print_people(session.console(), view)


for subcommand in (desk, chronology, knowledge, proposals, people, entry):
    show.add_command(subcommand)


def _state(session: Session, believed_on: str | None) -> State:
    """Give what stands now, or what stood at the end of the time that is meant."""
    from goodoffices.app.moments import end_of, typed

    mediation = session.mediation()
    state = mediation.state()
    if believed_on is None:
        return state
    return mediation.believed_on(end_of(typed(believed_on, state.zone, session.house().now()), state))
