# SPDX-License-Identifier: Apache-2.0
"""Which terms go together: "a guarantee only if there is a ceasefire", "exactly one of these", "at least two of".

A dependency is the mediator's note of what can be agreed at all. It says nothing of what anybody would like.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from goodoffices.domain.references import IssueId
from goodoffices.domain.values import Id, Line, Text, Value


class DependencyKind(StrEnum):
    """How terms depend on one another."""

    ONLY_IF = "only if"
    COUNT = "so many of"


class Taken(Value, frozen=True, kw_only=True):
    """That the term of an issue is one of these, each in the spelling of the issue."""

    issue: IssueId
    terms: tuple[Line, ...]


class Dependency(Value, frozen=True, kw_only=True, tag="dependency"):
    """What packages there can be. Raises ValueError when its parts do not fit its kind."""

    id: Id
    text: Line
    """The dependency in words."""
    kind: DependencyKind
    of: tuple[Taken, ...]
    """What depends: for "only if" one; for "so many of" those that are counted."""
    needs: tuple[Taken, ...] = ()
    """For "only if": what must all hold as well."""
    least: Annotated[int, Meta(ge=0)] = 0
    """For "so many of": at least so many of them hold."""
    most: Annotated[int, Meta(ge=0)] | None = None
    """For "so many of": at most so many; left out, as many as there are."""
    note: Text | None = None

    def __post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise ValueError(fault)

    def _fault(self) -> str | None:
        if self.kind is DependencyKind.COUNT:
            return self._count_fault() or self._empty()
        if len(self.of) > 1:
            return "what depends is one term of one issue; write another dependency for another"
        if not self.needs:
            return "say what is needed for it"
        if self.least or self.most is not None:
            return f"numbers belong to a dependency of kind {DependencyKind.COUNT}"
        return self._empty()

    def _empty(self) -> str | None:
        if not self.of or any(not taken.terms for taken in (*self.of, *self.needs)):
            return "say which terms depend on one another"
        return None

    def _count_fault(self) -> str | None:
        if self.needs:
            return f"what is needed belongs to a dependency of kind {DependencyKind.ONLY_IF}"
        if not self.least and self.most is None:
            return "say how many of them can be had: at least, at most, or both"
        if self.least > len(self.of) or (self.most is not None and self.most < self.least):
            return "so many of them can never be had"
        return None
