# SPDX-License-Identifier: Apache-2.0
"""`goodoffices verify`: is the record as it was written?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.commands import command
from goodoffices.cli.failures import WRONG
from goodoffices.cli.progress import progress
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


if TYPE_CHECKING:
    from goodoffices.app.checking import Checked
    from goodoffices.record.chain import Head
    from goodoffices.record.progress import Seen


@command(
    "verify",
    examples=(
        "goodoffices verify",
        "goodoffices verify --without-key",
        f"goodoffices verify --expect 87:{'5f' * 32}",
    ),
)
@click.option("--without-key", is_flag=True, help="Check the chain alone, which needs no key and no passphrase.")
@click.option(
    "--expect",
    metavar="SEQUENCE:HASH",
    help="A head that was noted earlier: the record must have been just so up to there.",
)
@json_option
@mediation_option
@pass_session
@click.pass_context
def verify(context: click.Context, session: Session, *, without_key: bool, expect: str | None) -> None:
    """Check that the record is as it was written: its chain, every entry in it, and every hole.

    The first bad entry is named. A record that was cut short or replaced as a whole by an older copy shows only
    against a head that was noted elsewhere: note down what is printed at the end, and give it with --expect next time.
    Ends with exit code 1 if anything is wrong.
    """
    expected = _head(expect) if expect else None
    if not without_key:
        session.house()  # what has to be asked for it is asked before anything is shown
    with progress(session, "Checking") as (seen,):
        found = tuple(_checked(session, expected, seen, without_key=without_key))
    if session.as_json:
        session.json([_for_a_program(checked) for checked in found])
    else:
        for checked in found:
            for line in _lines(checked):
                click.echo(line)
        if not found:
            click.echo("Nothing is on the record yet.")
    if not all(checked.good for checked in found):
        context.exit(WRONG)


def _checked(session: Session, expected: Head | None, seen: Seen | None, *, without_key: bool) -> Iterator[Checked]:
    from goodoffices.app.checking import check_records, check_without_key

    if without_key:
        yield from check_without_key(session.directory, expected, seen)
    else:
        yield from check_records(session.house(), session.mediation_id, expected, seen)


def _head(text: str) -> Head:
    from goodoffices.record.chain import Head

    matched = re.fullmatch(r"(\d{1,15}):([0-9a-fA-F]{64})", text.strip())
    if matched is None:
        raise click.BadParameter(
            "Write it as it was printed: the number of the entry, a colon, and 64 letters and digits.",
            param_hint="--expect",
        )
    return Head(int(matched[1]), bytes.fromhex(matched[2]))


def _lines(checked: Checked) -> Iterator[str]:
    found = checked.verification
    head = found.head
    yield f"{checked.title}: {'good' if checked.good else 'NOT GOOD'}"
    if found.error is not None:
        yield f"  {found.error}"
        if found.error.advice:
            yield f"  {found.error.advice}"
    yield f"  {head.sequence} entries fit the chain{_opened(checked)}."
    if found.holes:
        yield f"  Destroyed: {_numbers(found.holes)}."
    if checked.unrecorded:
        yield f"  No destruction on the record names {_numbers(checked.unrecorded)}: somebody took the key away unseen."
    if checked.returned:
        yield f"  The record says that {_numbers(checked.returned)} was destroyed, but it opens: its key was put back."
    if found.good:
        yield f"  Note down: {head.sequence}:{head.hash.hex()}"


def _opened(checked: Checked) -> str:
    return f", and {checked.verification.opened} open and read well" if checked.with_key else ""


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"{'entry' if len(numbers) == 1 else 'entries'} {', '.join(map(str, numbers))}"


def _for_a_program(checked: Checked) -> dict[str, Any]:
    found = checked.verification
    return {
        "record": found.record.hex(),
        "title": checked.title,
        "good": checked.good,
        "with_key": checked.with_key,
        "head": f"{found.head.sequence}:{found.head.hash.hex()}",
        "entries": found.head.sequence,
        "opened": found.opened,
        "holes": list(found.holes),
        "unrecorded": list(checked.unrecorded),
        "returned": list(checked.returned),
        "first_bad": found.first_bad,
        "error": str(found.error) if found.error else None,
        "code": found.error.code if found.error else None,
    }
