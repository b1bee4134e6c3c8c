# SPDX-License-Identifier: Apache-2.0
"""What has to fit together within a fact, said beside the field where it is mended.

The facts refuse the same themselves, in the words of case files; these are the words of forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from goodoffices.domain.clocks import Clock, ClockKind
from goodoffices.domain.dependencies import Dependency, DependencyKind
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.reports import Account, Attributed, chain
from goodoffices.web.writing import _


def misfits(kind: type[msgspec.Struct], values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Say what does not fit in the values of a fact, or of a part of one, as far as they could be read."""
    if issubclass(kind, Attributed | Account):
        yield from _chain(values)
    if kind is Clock:
        yield from _clock(values)
    elif kind is Issue:
        yield from _issue(values)
    elif kind is Dependency:
        yield from _dependency(values)
    elif kind is Answer and values.get("counter") and values.get("kind") is not AnswerKind.COUNTER:
        yield "counter", _("Only a counter puts another proposal in its place; choose counter, or leave this empty.")
    elif kind is Proposal:
        draft = values.get("draft", 1)
        if isinstance(draft, int) and draft < 1:
            yield "draft", _("Drafts are numbered from 1.")
        elif isinstance(draft, int) and draft > 1 and not values.get("revises"):
            yield "revises", _("Say which draft this one revises.")


def _chain(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    attribution = values.get("attribution")
    if isinstance(attribution, str) and not all(chain(attribution)):
        yield "attribution", _("There is an empty place in the chain; write it like outlet < agency < officials.")


def _clock(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    kind = values.get("kind")
    if kind is ClockKind.COUNT and "since" not in values:
        yield "since", _("Say when the count begins.")
    elif kind not in (None, ClockKind.COUNT) and "until" not in values:
        yield "until", _("Say when it runs out; write unknown if that is not known.")


def _dependency(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    kind, of, needs = values.get("kind"), values.get("of"), values.get("needs")
    least, most = values.get("least") or 0, values.get("most")
    if kind is None or not isinstance(of, tuple) or not isinstance(least, int):
        return
    if kind is DependencyKind.ONLY_IF:
        if len(of) > 1:
            yield "of", _("Only one can depend; add another dependency for another.")
        if not needs:
            yield "needs", _("Say what must hold as well.")
        if least or most is not None:
            yield "least" if least else "most", _("This belongs to a dependency of the other kind; leave it empty.")
        return
    if needs:
        yield "needs", _("This belongs to a dependency of the other kind; leave it empty.")
    if not least and most is None:
        yield "least", _("Say how many of them can be had: at least, at most, or both.")
    elif least > len(of) or (isinstance(most, int) and most < least):
        yield "least", _("That many of them is never possible.")


def _issue(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    kind = values.get("kind")
    if kind is None:
        return
    for field, wanted, allowed, missing in (
        ("options", IssueKind.CHOICE, (IssueKind.CHOICE,), _("A choice needs at least one option.")),
        ("currency", IssueKind.MONEY, (IssueKind.MONEY,), _("Money needs a currency of three letters, such as EUR.")),
        (
            "unit",
            IssueKind.QUANTITY,
            (IssueKind.QUANTITY, IssueKind.INTEGER),
            _("A quantity needs a unit, such as km."),
        ),
    ):
        if kind is wanted and not values.get(field):
            yield field, missing
        elif kind not in allowed and values.get(field):
            yield field, _("This does not belong to an issue of this kind; leave it empty.")
    if kind in (IssueKind.CHOICE, IssueKind.YES_OR_NO) and values.get("steps"):
        yield "steps", _("This does not belong to an issue of this kind; leave it empty.")
