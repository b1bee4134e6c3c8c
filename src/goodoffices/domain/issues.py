# SPDX-License-Identifier: Apache-2.0
"""Issues: the things in dispute, and what a term of each looks like.

An issue says of which kind its terms are, so that "70 to 90 days" of one proposal and "42 days" of another can be laid
side by side. `goodoffices.domain.terms` reads and writes the terms.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from goodoffices.domain.values import Id, Line, Text, Value


class IssueKind(StrEnum):
    """What a term of an issue is."""

    CHOICE = "choice"
    INTEGER = "integer"
    MONEY = "money"
    QUANTITY = "quantity"
    DURATION = "duration"
    DATE = "date"
    YES_OR_NO = "yes or no"
    PERSONS = "persons"
    TEXT = "text"


class Option(Value, frozen=True, kw_only=True):
    """One of the possible values of a choice."""

    id: Id
    name: Line


RESERVED = frozenset({"open", "all"})
"""Words that are terms of every issue, so no option, unit or category may be called so."""

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_UNIT = re.compile(r"[^\W\d_][^\d,;@<>=]{0,39}")


class Issue(Value, frozen=True, kw_only=True, tag="issue"):
    """A thing in dispute. Raises ValueError when its parts do not fit its kind."""

    id: Id
    name: Line
    kind: IssueKind
    options: tuple[Option, ...] = ()
    """The possible values, for a choice."""
    unit: Annotated[str, Meta(max_length=40)] = ""
    """What is counted or measured: needed for a quantity (`km`), allowed for an integer (`trucks a day`)."""
    currency: Annotated[str, Meta(max_length=3)] = ""
    """The ISO 4217 code, for money: `EUR`."""
    steps: tuple[Line, ...] = ()
    """The terms that parties weigh, from one end to the other: `10 days`, `42 days`, `90 days`. A choice and a yes or
    no have none, since their terms are known."""
    note: Text | None = None

    def __post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise ValueError(fault)

    def _fault(self) -> str | None:  # noqa: PLR0911 - one line for each thing that can be wrong
        """Say in a sentence what does not fit together."""
        kind = self.kind
        if kind is IssueKind.CHOICE and not self.options:
            return 'a choice needs options, such as options = [{ id = "partial", name = "Partial withdrawal" }]'
        if kind is not IssueKind.CHOICE and self.options:
            return f"options belong to a choice, and this issue is of kind {kind}"
        if kind is IssueKind.MONEY and not _CURRENCY.fullmatch(self.currency):
            return 'money needs a currency of three capital letters, such as currency = "EUR"'
        if kind is not IssueKind.MONEY and self.currency:
            return f"a currency belongs to money, and this issue is of kind {kind}"
        if kind is IssueKind.QUANTITY and not self.unit:
            return 'a quantity needs a unit, such as unit = "km"'
        if kind not in (IssueKind.QUANTITY, IssueKind.INTEGER) and self.unit:
            return f"a unit belongs to a quantity or an integer, and this issue is of kind {kind}"
        if kind in (IssueKind.CHOICE, IssueKind.YES_OR_NO) and self.steps:
            return f"steps belong to what is counted, measured or worded, and this issue is of kind {kind}"
        return self._option_fault() or self._unit_fault()

    def _option_fault(self) -> str | None:
        seen: dict[str, Option] = {}
        for option in self.options:
            for word in {option.id, " ".join(option.name.split()).casefold()}:
                if word in RESERVED:
                    return f'no option can be called "{word}", because "{word}" is a term of every issue'
                if word in seen:
                    return f'two options are called "{word}"'
                seen[word] = option
        return None

    def _unit_fault(self) -> str | None:
        if not self.unit:
            return None
        if self.unit != " ".join(self.unit.split()) or not (_UNIT.fullmatch(self.unit) or self.unit == "%"):
            return f'"{self.unit}" is not a unit; write a word such as "km" or "trucks a day", without digits'
        if self.unit.casefold() in RESERVED or set(self.unit.casefold().split()) & {"to", "or"}:
            return f'"{self.unit}" cannot be a unit, because "open", "all", "to" and "or" have a meaning in terms'
        return None
