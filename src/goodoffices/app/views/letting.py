# SPDX-License-Identifier: Apache-2.0
"""What was let go of a statement: its releases, how each stands at a moment, and the showings that rest on them."""

from __future__ import annotations

from enum import StrEnum

from goodoffices.app.views.shown import Name, Time, names, time
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.state import State
from goodoffices.domain.statements import Form, Release, Showing
from goodoffices.domain.values import Value
from goodoffices.times import Instant


class Course(StrEnum):
    """How a release stands at a moment."""

    TAKEN_BACK = "taken back"
    USED = "used"
    NOT_YET = "not yet open"
    EXPIRED = "expired"
    OPEN = "open"


class Put(Value, frozen=True, kw_only=True):
    """That a statement was put before somebody by a showing."""

    id: str
    to: tuple[Name, ...]
    when: Time
    regardless: bool
    """Whether that went beyond what was released."""


class Let(Value, frozen=True, kw_only=True):
    """One release of a statement: to whom, in which form, in which time, and what became of it."""

    id: str
    to: tuple[Name, ...]
    form: Form
    wording: str | None
    when: Time
    from_: Time | None
    until: Time | None
    course: Course
    taken_back: Time | None
    shown: tuple[Put, ...]
    """The showings that rest on it."""


class Lets(Value, frozen=True, kw_only=True):
    """The releases of each statement, and the showings that rest on each release."""

    of: dict[str, tuple[str, ...]]
    shown: dict[str, tuple[str, ...]]


def lets_of(state: State) -> Lets:
    """Gather the releases of every statement, and the showings that rest on each."""
    of: dict[str, list[str]] = {}
    for release in state.of(Release):
        of.setdefault(release.statement, []).append(release.id)
    shown: dict[str, list[str]] = {}
    for showing in state.of(Showing):
        for identifier in showing.releases:
            shown.setdefault(identifier, []).append(showing.id)
    return Lets(
        of={statement: tuple(ones) for statement, ones in of.items()},
        shown={release: tuple(ones) for release, ones in shown.items()},
    )


def is_sealed(state: State, lets: Lets, statement: str) -> bool:
    """Whether nothing of a statement is let go: it has no release that was not taken back."""
    return all(release in state.withdrawn for release in lets.of.get(statement, ()))


def let(state: State, calendar: Calendar, lets: Lets, release: Release, now: Instant) -> Let:
    """Show a release as it stands at a moment."""
    back = state.withdrawn.get(release.id)
    back_when = getattr(back.fact, "when", None) if back is not None else None
    showings = lets.shown.get(release.id, ())
    return Let(
        id=release.id,
        to=names(state, release.to, release.id),
        form=release.form,
        wording=release.wording,
        when=time(state, release.when),
        from_=time(state, release.from_) if release.from_ is not None else None,
        until=time(state, release.until) if release.until is not None else None,
        course=course(state, calendar, release, now),
        taken_back=time(state, back_when) if back_when is not None else None,
        shown=tuple(
            Put(
                id=showing.id,
                to=names(state, showing.to, showing.id),
                when=time(state, showing.when),
                regardless=showing.regardless is not None,
            )
            for identifier in showings
            if (showing := state.get(identifier, Showing)) is not None
        ),
    )


def course(state: State, calendar: Calendar, release: Release, now: Instant) -> Course:
    """Say how a release stands at a moment; one that was used says so, whatever its time is."""
    if release.id in state.withdrawn:
        return Course.TAKEN_BACK
    if release.id in state.used_releases:
        return Course.USED
    opens = calendar.interval(release.from_).earliest if release.from_ is not None else None
    closes = calendar.interval(release.until).latest if release.until is not None else None
    if closes is not None and closes <= now.seconds:
        return Course.EXPIRED
    return Course.NOT_YET if opens is not None and opens > now.seconds else Course.OPEN
