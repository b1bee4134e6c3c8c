# SPDX-License-Identifier: Apache-2.0
"""The desk on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.cli.terminal.printing import below, called, heading, path, plain, told, when
from goodoffices.domain.clocks import ClockKind
from goodoffices.times import Unit, shown_count


if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.app.views.desk import Desk, Running


def print_desk(console: Console, desk: Desk) -> None:
    """Print the desk, most urgent first."""
    heading(console, f"{desk.title} ({desk.id})", first=True)
    below(console, plain(f"Now {desk.now}"), plain(_size(desk)))
    for title, shown, print_part in (
        ("Clocks", desk.clocks, _print_clocks),
        ("Sides", desk.sides, _print_sides),
        ("On the table", desk.table, _print_table),
        ("To be told, in this order", desk.notices, _print_notices),
        ("Newest entries", desk.newest, _print_newest),
    ):
        if shown:
            heading(console, title)
            print_part(console, desk)


def _print_clocks(console: Console, desk: Desk) -> None:
    for clock in desk.clocks:
        below(console, plain(f"{clock.name}: {running(clock)}"))
        below(console, plain(told(clock.told), "dim"), indent=4)


def _print_sides(console: Console, desk: Desk) -> None:
    for side in desk.sides:
        members = f": {called(side.members)}" if side.members else ""
        below(console, plain(f"{side.name} ({side.side}){members}"))


def _print_table(console: Console, desk: Desk) -> None:
    for proposal in desk.table:
        below(console, plain(f"{proposal.id}  {proposal.title}"))
        answers = "; ".join(f"{answer.by.name}: {answer.kind}" for answer in proposal.answers) or "no answer yet"
        below(console, plain(path(proposal.by, proposal.to, ())), plain(answers), indent=4)


def _print_notices(console: Console, desk: Desk) -> None:
    for notice in desk.notices:
        state = f"told {when(notice.told)}" if notice.told else "not told yet"
        acknowledged = f", acknowledged {when(notice.acknowledged)}" if notice.acknowledged else ""
        by = f", by {when(notice.by)}" if notice.by and not notice.told else ""
        below(console, plain(f"{notice.place}. {notice.to.name}: {notice.about.name} ({state}{acknowledged}{by})"))


def _print_newest(console: Console, desk: Desk) -> None:
    for row in desk.newest:
        below(console, plain(" · ".join(part for part in (row.id, when(row.when), row.what) if part)))
        below(console, plain(row.text), indent=4)


def _size(desk: Desk) -> str:
    entries = f"{desk.entries} entries on the record" if desk.entries != 1 else "1 entry on the record"
    return f"{entries}, {desk.destroyed} destroyed" if desk.destroyed else entries


def running(clock: Running) -> str:
    """Say how long a clock has counted or has left, as far as that is known."""
    if clock.kind is ClockKind.COUNT:
        counted = _days(clock.fewest, clock.most) or f"since {when(clock.since)}"
        return f"{counted}, ended {when(clock.until)}" if clock.ended and clock.until else counted
    until = f"until {when(clock.until)}"
    if clock.ended:
        return f"ran out ({until})"
    left = _days(clock.fewest, clock.most)
    if left:
        return f"{left} left, {until}"
    return f"{clock.length}, {until}" if clock.length else until


def _days(fewest: int | None, most: int | None) -> str:
    if fewest is None and most is None:
        return ""
    if fewest == most:
        return shown_count(fewest, Unit.DAYS)
    if fewest is None:
        return f"at most {shown_count(most, Unit.DAYS)}"
    if most is None:
        return f"at least {shown_count(fewest, Unit.DAYS)}"
    return f"{fewest} to {shown_count(most, Unit.DAYS)}"
