# SPDX-License-Identifier: Apache-2.0
"""`goodoffices correct`: an entry is recorded anew with some fields changed; the former stays in the record."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import click

from goodoffices.cli.commands import command
from goodoffices.cli.completing import complete_ids
from goodoffices.cli.session import Session, json_option, mediation_option, pass_session


if TYPE_CHECKING:
    from goodoffices.domain.entries import Fact


@command(
    "correct",
    examples=(
        "goodoffices correct r19 --why 'the line was read wrongly' --set minutes=20",
        "goodoffices correct e96 --why 'it was the day before' --set when=2025-05-10 --unset place",
        "goodoffices correct p3 --why 'misheard' --set terms.ceasefire='60 days' --set 'to=[\"hamas\", \"qatar\"]'",
    ),
)
@click.argument("identifier", metavar="ID", shell_complete=complete_ids)
@click.option("--why", metavar="TEXT", required=True, help="Stands on the record with the correction.")
@click.option(
    "--set", "changes", metavar="FIELD=VALUE", multiple=True, help="The field as case files name it; may repeat."
)
@click.option("--unset", "removed", metavar="FIELD", multiple=True, help="Leave a field empty; may repeat.")
@json_option
@mediation_option
@pass_session
def correct(session: Session, identifier: str, *, why: str, changes: tuple[str, ...], removed: tuple[str, ...]) -> None:
    """Correct an entry, and say why.

    The record keeps what stood before, and what was believed on a day can still be told. Values are written as in a
    case file; plain text needs no quotes, a list stands in brackets.
    """
    from goodoffices.app.handlers import enter
    from goodoffices.cli.making import fact_from
    from goodoffices.cli.words import require_ids

    if not changes and not removed:
        raise click.UsageError("Say what to change with --set or --unset.")
    mediation = session.mediation()
    state = mediation.state()
    require_ids((identifier,), state.ids(), "entry")
    held = state.held(identifier)
    assert held is not None  # noqa: S101 - its id was just looked for
    table = _changed(held.fact, changes, removed)
    fact = fact_from(type(held.fact), table, state)
    head = enter(mediation, (fact,), session.by, why)
    if session.as_json:
        session.json({"id": fact.id, "entry": head.sequence, "corrects": held.sequence, "fact": fact})
        return
    click.echo(f"{fact.id} is corrected by entry {head.sequence}; entry {held.sequence} stays in the record.")


def _changed(fact: Fact, changes: tuple[str, ...], removed: tuple[str, ...]) -> dict[str, Any]:
    """Give the fields of a fact as a case file would hold them, changed."""
    import msgspec

    from goodoffices.domain.values import encode_hook

    table: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(fact, enc_hook=encode_hook))
    del table["type"]
    for change in changes:
        name, equals, text = change.partition("=")
        name = name.strip()
        if not equals or not name:
            raise click.BadParameter(f'Write "{change}" as FIELD=VALUE.', param_hint="--set")
        if name == "id":
            raise click.BadParameter("An id stays as it is: others refer to it.", param_hint="--set")
        outer, dot, inner = name.partition(".")
        if dot:
            within = table.get(outer)
            table[outer] = {**(within if isinstance(within, dict) else {}), inner: text}
        else:
            table[name] = _value(type(fact), name, text)
    for name in removed:
        if name not in table:
            raise click.BadParameter(f'There is nothing in "{name}".', param_hint="--unset")
        del table[name]
    return table


def _value(kind: type[Fact], name: str, text: str) -> object:
    """Read a value as its field wants it: text as it is, anything else as in a case file."""
    from msgspec import inspect as types

    from goodoffices.exchange.case_reading import fields_of

    field = next((field for field in fields_of(kind) if field.encode_name == name), None)
    wanted = field.type if field is not None else types.StrType()
    if isinstance(wanted, types.UnionType):
        wanted = next(member for member in wanted.types if not isinstance(member, types.NoneType))
    if isinstance(wanted, types.IntType | types.VarTupleType | types.DictType | types.StructType):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return [text] if isinstance(wanted, types.VarTupleType) else text
    return text
