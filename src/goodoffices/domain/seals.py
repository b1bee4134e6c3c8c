# SPDX-License-Identifier: Apache-2.0
"""What a showing would break: releases that do not reach so far, and statements nobody released.

Nothing crosses without a showing, and no showing goes beyond its releases. This module finds every way in which a
showing does; going on regardless needs a written reason, which is recorded in the showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.domain.chronology import Calendar
from goodoffices.domain.people import Person
from goodoffices.domain.state import State
from goodoffices.domain.statements import Form, Release, Showing, Statement
from goodoffices.errors import said
from goodoffices.times import Relation, relation


_SENTENCE = re.compile(r"[^.!?؟\n]+")
_TELLING_WORDS = 6
"""A passage of so many words in a row is taken to be quoted, not met by chance."""


def breaches(state: State, showing: Showing) -> Iterator[str]:
    """Say, a sentence each, in what a showing goes beyond what was released."""
    calendar = Calendar(state)
    released = set()
    for identifier in showing.releases:
        release = state.get(identifier, Release)
        if release is None:
            continue  # a reference that leads nowhere is a mistake of its own
        released.add(release.statement)
        yield from _beyond(state, calendar, showing, release)
    for statement in state.of(Statement):
        if statement.id in released or statement.delegation in _sides(state, showing.to):
            continue
        if _is_later(state, calendar, statement, showing):
            continue
        if _quotes(showing.text, statement.text):
            yield said(
                "it quotes {id}, which {name} did not release", id=statement.id, name=state.name(statement.delegation)
            )


def _is_later(state: State, calendar: Calendar, statement: Statement, showing: Showing) -> bool:
    """Whether a showing cannot have drawn on a statement: it was made, or noted, only after the showing."""
    if relation(calendar.interval(statement.when), calendar.interval(showing.when)) is Relation.AFTER:
        return True
    said, shown = state.held(statement.id), state.held(showing.id)
    return said is not None and shown is not None and said.entry.believed > shown.entry.believed


def _beyond(state: State, calendar: Calendar, showing: Showing, release: Release) -> Iterator[str]:
    if release.id in state.withdrawn:
        yield said("release {id} was taken back", id=release.id)
    allowed = set(release.to)
    for recipient in showing.to:
        if not allowed & {recipient, _side(state, recipient)}:
            yield said("release {id} does not reach {name}", id=release.id, name=state.name(recipient))
    shown = calendar.interval(showing.when)
    if release.from_ is not None and relation(shown, calendar.interval(release.from_)) is Relation.BEFORE:
        yield said("release {id} holds only from {from_}", id=release.id, from_=release.from_)
    if release.until is not None and relation(calendar.interval(release.until), shown) is Relation.BEFORE:
        yield said("release {id} held only until {until}", id=release.id, until=release.until)
    statement = state.get(release.statement, Statement)
    if statement is not None and release.form is not Form.VERBATIM and _quotes(showing.text, statement.text):
        yield said(
            "release {id} allows {form}, and the text quotes the statement word for word",
            id=release.id,
            form=_in_form(release.form),
        )


def _in_form(form: Form) -> str:
    return said("a paraphrase") if form is Form.PARAPHRASE else said("it as the mediator's own idea")


def _side(state: State, actor: str) -> str:
    person = state.get(actor, Person)
    return person.delegation if person is not None and person.delegation is not None else actor


def _sides(state: State, actors: tuple[str, ...]) -> set[str]:
    return {_side(state, actor) for actor in actors}


def _quotes(text: str, statement: str) -> bool:
    shown = " ".join(_words(text))
    for sentence in _SENTENCE.findall(statement):
        words = _words(sentence)
        if len(words) >= _TELLING_WORDS and " ".join(words) in shown:
            return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
