# SPDX-License-Identifier: Apache-2.0
"""Whether a record is as it was written: what was found when it was checked, and what explains each hole."""

from __future__ import annotations

import re
from typing import Final

from goodoffices.app.checking import Checked
from goodoffices.app.views.shown import Name
from goodoffices.domain.entries import Destruction
from goodoffices.domain.state import State
from goodoffices.domain.values import Value
from goodoffices.record.chain import Head


_HEAD: Final = re.compile(r"(\d{1,15}):([0-9a-fA-F]{64})", re.ASCII)


class Hole(Value, frozen=True, kw_only=True):
    """Entries that were destroyed together, and the entry that says so; none says so where `by` is none."""

    entries: tuple[int, ...]
    by: Name | None
    rule: str = ""
    recorded: str = ""


class RecordChecked(Value, frozen=True, kw_only=True):
    """What was found in a record."""

    good: bool
    entries: int
    """How many entries fit the chain."""
    opened: int
    """How many of them opened and read well."""
    head: str
    """The last entry that fits and its hash, to be noted down: `87:5f…`."""
    holes: tuple[Hole, ...]
    returned: tuple[int, ...]
    """Entries that are said to be destroyed and that open all the same."""
    sentence: str
    """What is wrong with the first bad entry; empty when nothing is."""
    advice: str
    compared: bool
    """Whether the record was compared with a head that was noted earlier."""


def head_noted(text: str) -> Head | None:
    """Read a head as it was noted down, `87:5f…`; none if it is not written so."""
    matched = _HEAD.fullmatch("".join(text.split()))
    return Head(int(matched[1]), bytes.fromhex(matched[2])) if matched else None


def record_view(state: State, checked: Checked, *, compared: bool) -> RecordChecked:
    """Show what was found in a record."""
    found = checked.verification
    left = set(found.holes)
    holes = []
    for held in state.held_of(Destruction):
        fact = held.fact
        if isinstance(fact, Destruction) and (here := tuple(number for number in fact.entries if number in left)):
            left.difference_update(here)
            holes.append(
                Hole(
                    entries=here,
                    by=Name(id=fact.id, name=fact.id),
                    rule=fact.rule,
                    recorded=held.entry.recorded.in_zone(state.zone),
                )
            )
    if left:
        holes.append(Hole(entries=tuple(sorted(left)), by=None))
    return RecordChecked(
        good=checked.good,
        entries=found.head.sequence,
        opened=found.opened,
        head=f"{found.head.sequence}:{found.head.hash.hex()}",
        holes=tuple(holes),
        returned=checked.returned,
        sentence=str(found.error) if found.error is not None else "",
        advice=found.error.advice if found.error is not None else "",
        compared=compared,
    )
