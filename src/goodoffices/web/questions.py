# SPDX-License-Identifier: Apache-2.0
"""What a page was asked for behind the `?` of its address: kept as it was typed, with what is wrong said beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from starlette.datastructures import QueryParams

from goodoffices.domain.chronology import Calendar
from goodoffices.domain.state import State
from goodoffices.errors import TimeError
from goodoffices.times import Instant, When, quoted
from goodoffices.web.wording import problem
from goodoffices.web.writing import _


T = TypeVar("T")

_DIGITS = 9


class Question(NamedTuple, Generic[T]):
    """One field of a form: what was typed, what it means, and what is wrong with it."""

    typed: str
    meant: T | None = None
    problem: str = ""

    @property
    def asked(self) -> bool:
        """Whether anything was asked that can be answered."""
        return self.meant is not None


def one_of(asked: QueryParams, field: str, choices: Iterable[str], sentence: str) -> Question[str]:
    """Read a choice; `sentence` says, with the choice put in, that there is no such thing."""
    typed = asked.get(field, "").strip()
    if not typed:
        return Question("")
    return Question(typed, typed) if typed in set(choices) else Question("", problem=sentence.format(quoted(typed)))


def count(asked: QueryParams, field: str) -> int:
    """Read how many pages back from the newest was asked for; what is no such number is the newest page."""
    typed = asked.get(field, "").strip()
    return int(typed) if len(typed) <= _DIGITS and typed.isascii() and typed.isdigit() else 0


def time(asked: QueryParams, field: str, state: State) -> Question[When]:
    """Read a time, which may depend on an entry: `2025-05-12`, `before r17`."""
    typed = asked.get(field, "").strip()
    if not typed:
        return Question("")
    try:
        when = When.typed(typed, state.zone)
    except TimeError as error:
        return Question(typed, problem=problem(error))
    if when.reference is not None and when.reference not in state:
        return Question(typed, problem=_("There is no entry {}.").format(quoted(when.reference)))
    if Calendar(state).interval(when).latest is None:
        return Question(typed, problem=_("This has no end; write a day, such as 2025-05-12."))
    return Question(typed, when)


def moment(asked: QueryParams, field: str, state: State) -> Question[Instant]:
    """Read a time and take the last moment of it: what was believed on a day is what was believed when it ended."""
    question = time(asked, field, state)
    if question.meant is None:
        return Question(question.typed, problem=question.problem)
    latest = Calendar(state).interval(question.meant).latest
    return _counted(question.typed, latest)


def _counted(typed: str, latest: int | None) -> Question[Instant]:
    return Question(typed, Instant(latest - 1)) if latest is not None else Question(typed)
