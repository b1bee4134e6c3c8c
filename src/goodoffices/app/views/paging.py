# SPDX-License-Identifier: Apache-2.0
"""A part of a long list: so many at a time, which part it is, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from goodoffices.domain.values import Value


T = TypeVar("T")


class Window(NamedTuple):
    """Which part of a list is asked for: its number, counted from 1, and how much it may hold."""

    page: int
    size: int


class Part(Value, frozen=True, kw_only=True):
    """Which part of a list is shown."""

    page: int
    """Its number, counted from 1."""
    pages: int
    first: int
    """The number of the first item shown, counted from 1; 0 when there is none."""
    last: int
    total: int


def part_of(items: Sequence[T], window: Window | None) -> tuple[Sequence[T], Part | None]:
    """Give one part of a list, and say which; all of it without a window. What does not exist is the nearest part."""
    if window is None:
        return items, None
    pages = max(1, -(-len(items) // window.size))
    page = min(max(window.page, 1), pages)
    start = (page - 1) * window.size
    shown = items[start : start + window.size]
    part = Part(page=page, pages=pages, first=start + 1 if shown else 0, last=start + len(shown), total=len(items))
    return shown, part
