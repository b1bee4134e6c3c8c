# SPDX-License-Identifier: Apache-2.0
"""The issues of a scenario file: options as they are listed, or a range, with a step or without."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.exchange.scenarios.own_tables import TableReader
from goodoffices.exchange.scenarios.own_terms import amount_of, written
from goodoffices.exchange.scenarios.shapes import ISSUE
from goodoffices.settlement import Issue, Option
from goodoffices.settlement.checks import MOST_OPTIONS


def read_issue(noted: TableReader, place: str, table: dict[str, object]) -> Issue | None:
    """Read a table of an issue; None where it is wrong, which is noted."""
    noted.shape(place, table, ISSUE)
    identifier = noted.text_of(table, place, "id")
    before = len(noted.found)
    name, unit = noted.text_of(table, place, "name") or "", noted.text_of(table, place, "unit") or ""
    issue = Issue(id=identifier or "", name=name, unit=unit)
    if "options" in table and "from" in table:
        noted.wrong(place, "an issue has either options or a range, not both", "take one away")
    elif "options" in table:
        issue = replace(issue, options=_options(noted, f"{place}.options", table["options"]))
    elif "from" in table or "to" in table:
        issue = _range(noted, place, table, issue)
    else:
        noted.wrong(place, "this issue has no options", 'add options = ["…", "…"], or from = … and to = …')
    if len(noted.found) > before or identifier is None:
        noted.unread |= {identifier} if identifier else set()
        return None
    return issue


def _options(noted: TableReader, place: str, listed: object) -> tuple[Option, ...]:
    if not isinstance(listed, list):
        noted.wrong(place, "must be a list", 'write ["yes", "no"]')
        return ()
    if not listed:
        noted.wrong(place, "this issue has no options", "give at least one possible value, or leave the issue out")
    return tuple(
        option
        for number, one in enumerate(listed, start=1)
        if (option := _option(noted, f"{place}[{number}]", one)) is not None
    )


def _option(noted: TableReader, place: str, one: object) -> Option | None:
    table = one if isinstance(one, dict) else {"id": one}
    noted.unknown_keys(table, place, ("id", "name", "amount"), "an option")
    if "id" not in table:
        noted.wrong(place, '"id" is missing', 'write { id = "…", name = "…" }')
        return None
    identifier = noted.text_of(table, place, "id")
    amount = noted.number_of(table, place, "amount")
    if identifier is None:
        return None
    if not isinstance(one, dict):
        amount = amount_of(one)
    return Option(id=identifier, name=noted.text_of(table, place, "name") or "", amount=amount)


def _range(noted: TableReader, place: str, table: dict[str, object], issue: Issue) -> Issue:
    low, high, step = (noted.number_of(table, place, key) for key in ("from", "to", "step"))
    for key in ("from", "to"):
        if key not in table:
            noted.wrong(place, f'"{key}" is missing', f"add {key} = …, the other end of the range")
    if low is None or high is None or ("step" in table and step is None):
        return issue
    if step is None:
        return replace(issue, between=(low, high))
    if step <= 0 or (high - low) / step > MOST_OPTIONS or low > high:
        steps = "the step has to be more than 0" if step <= 0 else "the range is empty or has too many steps"
        noted.wrong(place, steps, f"at most {MOST_OPTIONS} options are read; left out, step makes it continuous")
        return issue
    count = int((high - low) / step)
    return replace(
        issue,
        options=tuple(
            Option(id=written(number), name=f"{written(number)} {issue.unit}" if issue.unit else "", amount=number)
            for number in (low + step * place for place in range(count + 1))
        ),
    )
