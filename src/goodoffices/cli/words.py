# SPDX-License-Identifier: Apache-2.0
"""Words of which there are few, as statuses and kinds: a misspelt one is answered with the nearest and with all."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

import click

from goodoffices.domain.chronology import HAPPENINGS
from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.names import nearest
from goodoffices.domain.reports import Status
from goodoffices.errors import Mistake, RefusedError


E = TypeVar("E", bound=StrEnum)


def word_called(kind: type[E], text: str, option: str) -> E:
    """Find the word that is meant, whatever its capitals and whether its parts are joined with hyphens."""
    wanted = _plain(text)
    for word in kind:
        if _plain(word.value) == wanted:
            return word
    raise _no_such(text, [word.value for word in kind], option)


def status_called(text: str) -> Status:
    """Find the status that is meant."""
    return word_called(Status, text, "--status")


def kind_called(text: str, among: Iterable[type[Fact]] = HAPPENINGS) -> str:
    """Find the kind that is meant, by default of happening."""
    kinds = {_plain(kind_of(kind)): kind_of(kind) for kind in among}
    if _plain(text) not in kinds:
        raise _no_such(text, kinds, "--kind")
    return kinds[_plain(text)]


def require_ids(asked: Iterable[str], known: Iterable[str], what: str) -> None:
    """Raise RefusedError with every id that is not known, and the nearest to each."""
    known = tuple(known)
    mistakes = []
    for identifier in asked:
        if identifier not in known:
            near = nearest(identifier, known)
            hint = f'did you mean "{near}"?' if near else ""
            mistakes.append(Mistake("id", f'there is no {what} with the id "{identifier}"', hint))
    if mistakes:
        raise RefusedError(tuple(mistakes))


def _plain(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ").strip()


def _no_such(text: str, words: Iterable[str], option: str) -> click.BadParameter:
    words = list(words)
    near = nearest(text, words)
    suggestion = f'Did you mean "{near}"?' if near else ""
    return click.BadParameter(f'"{text}" is not one of {", ".join(words)}. {suggestion}'.strip(), param_hint=option)
