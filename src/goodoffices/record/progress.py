# SPDX-License-Identifier: Apache-2.0
"""Telling how far long work has come, to whoever waits for it.

What is gone through anyway is counted on the way; where nobody wants to know, nothing is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, TypeVar


T = TypeVar("T")

Seen: TypeAlias = Callable[[int, int], None]
"""Told of progress: how many were looked at, and how many there are."""

STEP: Final = 500
"""After how many of them progress is told."""


def counted(items: Iterable[T], total: int, seen: Seen | None) -> Iterable[T]:
    """Give the items as they are, and tell `seen` of the first, of every `STEP`, and of the last."""
    return items if seen is None else _counted(items, total, seen)


def _counted(items: Iterable[T], total: int, seen: Seen) -> Iterator[T]:
    number = 0
    seen(number, total)
    for number, item in enumerate(items, start=1):
        yield item
        if number % STEP == 0:
            seen(number, total)
    seen(number, total)
