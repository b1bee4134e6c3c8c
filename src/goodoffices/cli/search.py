# SPDX-License-Identifier: Apache-2.0
"""`goodoffices search`: the same search as the page's, on a terminal or as JSON."""

from __future__ import annotations

import click

from goodoffices.cli.commands import command
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


@command(
    "search",
    examples=(
        "goodoffices search hostages",
        "goodoffices search Witkov '\"four days\"'",
        "goodoffices search 2025-05-11 --kind exchange",
        "goodoffices search r22",
    ),
)
@click.argument("text", metavar="TEXT…", nargs=-1, required=True)
@click.option("--kind", metavar="KIND", help="Only one kind of entry, such as statement, exchange or person.")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page of the results, 20 to a page.")
@json_option
@mediation_option
@pass_session
def search(session: Session, text: tuple[str, ...], kind: str | None, page: int) -> None:
    """Search everything in a mediation: words, names in any spelling, ids, days.

    Every word has to stand in the entry. Capitals, accents, vowel points and the forms of letters make no difference.
    Words in quotation marks are found just as they follow each other; a shell takes quotation marks away, unless they
    stand within others.
    """
    from typing import get_args

    from goodoffices.app.search.query import MOST
    from goodoffices.app.views.search import search_view
    from goodoffices.cli.terminal.search import print_search
    from goodoffices.cli.words import kind_called
    from goodoffices.domain.entries import Fact

    wanted = kind_called(kind, get_args(Fact)) if kind else ""
    view = search_view(session.mediation().index(), " ".join(text), wanted, page)
    if view is None:
        raise click.BadParameter(
            f"That is too much to search for at once; write {MOST} words at most.", param_hint="TEXT"
        )
    if session.as_json:
        session.json(view)
    else:
        print_search(session.console(), view)
