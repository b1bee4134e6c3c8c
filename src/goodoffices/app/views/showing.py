# SPDX-License-Identifier: Apache-2.0
"""What a showing would do, before it is recorded: what each recipient newly learns, and whose seals it would break."""

from __future__ import annotations

import msgspec

from goodoffices.app.views.shown import Name, names
from goodoffices.domain.entries import Entry
from goodoffices.domain.seals import breaches
from goodoffices.domain.state import State
from goodoffices.domain.statements import Showing
from goodoffices.domain.values import Value
from goodoffices.domain.who_knows import Known, who_knows
from goodoffices.record.canonical import digest
from goodoffices.times import Instant


class Learned(Value, frozen=True, kw_only=True):
    """One subject that somebody would learn of, and in what detail; whether they know something of it already."""

    subject: Name
    detail: str
    knew: bool


class Learner(Value, frozen=True, kw_only=True):
    """One recipient, and what they would newly learn."""

    who: Name
    learns: tuple[Learned, ...]


class Foreseen(Value, frozen=True, kw_only=True):
    """What a showing would do."""

    learners: tuple[Learner, ...]
    breaches: tuple[str, ...]
    digest: str
    """Of the showing and of what it would do: what was looked at is what is recorded."""


def foresee(state: State, showing: Showing, now: Instant) -> Foreseen:
    """Say what a showing would do if it were recorded now."""
    after = state.ahead((Entry(recorded=now, by="?", fact=showing),))
    knew = {(known.who, known.subject, known.detail) for known in who_knows(state)}
    aware = {(who, subject) for who, subject, _detail in knew}
    fresh: dict[str, list[Learned]] = {state.meant(who): [] for who in showing.to}
    for known in who_knows(after):
        if known.source == showing.id and (known.who, known.subject, known.detail) not in knew:
            fresh.setdefault(known.who, []).append(_learned(after, known, aware))
    learners = tuple(
        Learner(who=names(state, (who,))[0], learns=tuple(dict.fromkeys(learned))) for who, learned in fresh.items()
    )
    broken = tuple(breaches(after, showing))
    shown = msgspec.structs.replace(showing, id="showing", regardless=None)
    return Foreseen(learners=learners, breaches=broken, digest=digest((shown, learners, broken)).hex())


def _learned(state: State, known: Known, aware: set[tuple[str, str]]) -> Learned:
    subject = names(state, (known.subject,))[0]
    return Learned(subject=subject, detail=str(known.detail), knew=(known.who, known.subject) in aware)
