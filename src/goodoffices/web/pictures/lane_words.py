# SPDX-License-Identifier: Apache-2.0
"""What is said at a mark of the lanes: a few words beside it, and a sentence for whoever points at it or listens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goodoffices.app.views.lanes import Certainty, Lanes, Mark
from goodoffices.app.views.shown import Name
from goodoffices.domain.entries import kind_of
from goodoffices.domain.proposals import Answer
from goodoffices.domain.reports import ExchangeKind, Status
from goodoffices.web import wording
from goodoffices.web.languages import pgettext
from goodoffices.web.writing import _, shortened


SIGNS: Final = {
    Status.CONFIRMED: "●",
    Status.REPORTED: "◐",
    Status.UNCONFIRMED: "○",
    Status.DOWNPLAYED: "▽",
    Status.DENIED: "✕",
    Status.NO_COMMENT: "–",
    Status.BELIEF: "◇",
    Status.ASSESSMENT: "◈",
}
"""How far something is confirmed, as a sign; the same as in lists."""

_LONGEST: Final = 300

ANSWERS: Final = {"accept": _("accepted"), "reject": _("rejected"), "counter": _("countered"), "ask": _("asked about")}


def heading(mark: Mark, folded: frozenset[str]) -> str:
    """Say of what kind a mark is, how many, and of whom where they have no lane of their own."""
    row = mark.row
    kind = wording.heading(row.kind if mark.kind == kind_of(Answer) else row.what)
    words = [kind, wording.several(row.count)] if row.count else [kind]
    people = {name.id: name.name for name in (*row.who, *row.to, *row.through) if name.id in folded}
    shown = joined(words) + (f" ({joined(people.values())})" if people else "")
    if mark.certainty is not Certainty.FIRM and mark.status is not None:
        shown += f" {SIGNS[mark.status]} {_(mark.status)}"
    return shown


def excerpt(mark: Mark) -> str:
    """Give the words of a mark in one line."""
    return " ".join(shortened(mark.row.text, _LONGEST).split())


def answers(mark: Mark) -> str:
    """Say which answers a mark gives: `p4 accepted`."""
    return joined(f"{answer.proposal} {_(ANSWERS[answer.kind])}" for answer in mark.answers)


def sentence(mark: Mark) -> str:
    """Say everything of a mark."""
    row = mark.row
    parts = [
        wording.when(row.when) if row.when else _("When is not known"),
        joined(part for part in (wording.heading(row.what), wording.several(row.count or ""), row.place) if part),
        between(mark),
        answers(mark),
        _(mark.status) if mark.status is not None else "",
        excerpt(mark),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def between(mark: Mark) -> str:
    """Say who was in touch with whom, through whom."""
    who, to, through = (_listed(names) for names in (mark.row.who, mark.row.to, mark.row.through))
    if mark.kind == ExchangeKind.INTERCEPTION and to:
        words = _("{to} listened to {who}") if who else _("{to} listened in")
    elif mark.row.who == mark.row.to:
        words = _("{who} with one another") if len(mark.row.who) > 1 else "{who}"
    elif who and to:
        words = _("{who} to {to}")
    else:
        words = "{who}" if who else _("to {to}") if to else ""
    words = words.format(who=who, to=to)
    if through:
        carried = _("through {through}").format(through=through)
        words = f"{words}, {carried}" if words else carried
    return words


def described(lanes: Lanes) -> str:
    """Say what the whole picture shows, for whoever does not see it."""
    names = joined(lane.name or _("all others") for lane in lanes.lanes)
    return _("Time runs downwards. Each line is a link to its entry. The lanes, in order: {names}.").format(names=names)


def _listed(names: Iterable[Name]) -> str:
    return joined(name.name for name in names)


def joined(words: Iterable[str]) -> str:
    """Put several words or names after one another."""
    return pgettext("between two of a list", ", ").join(words)
