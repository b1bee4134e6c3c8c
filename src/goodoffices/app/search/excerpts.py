# SPDX-License-Identifier: Apache-2.0
"""An excerpt of a text around what was found in it, with just that marked.

What was found is found in the folded text; each folded letter leads back to the one it comes from. A text may be long:
only what is shown is led back letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from goodoffices.app.search.query import Term
from goodoffices.domain.folding import is_mark, letters, origins
from goodoffices.domain.values import Value


BEFORE: Final = 60
"""How many characters are shown before what was found, at most."""
LONGEST: Final = 240
"""How many characters are shown in all, at most."""
_CUT: Final = "…"


class Piece(Value, frozen=True, kw_only=True):
    """A part of an excerpt, and whether it is what was found."""

    text: str
    found: bool = False


def pattern(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """Make what finds any of some terms in a folded text; longer ones before those that they begin with."""
    every = [*terms]
    every += [term.joined for term in every if term.joined is not None]
    parts = sorted({term.pattern() for term in every}, key=len, reverse=True)
    return re.compile("|".join(parts)) if parts else None


def excerpt(text: str, wanted: re.Pattern[str]) -> tuple[Piece, ...] | None:
    """Cut out of a text what stands around the first place where something wanted is; none if nothing is."""
    found = wanted.search(letters(text))
    if found is None:
        return None
    start, end = _window(text, _origin(text, found.start()))
    shown = text[start:end]
    pieces = [Piece(text=part, found=marked) for part, marked in _parts(shown, wanted) if part]
    before = [Piece(text=_CUT)] if start else []
    after = [Piece(text=_CUT)] if end < len(text) else []
    return (*before, *pieces, *after)


def opening(text: str) -> tuple[Piece, ...]:
    """Cut out of a text its beginning, where nothing in it is to be marked."""
    _start, end = _window(text, 0)
    return (Piece(text=text[:end]), *([Piece(text=_CUT)] if end < len(text) else []))


def _origin(text: str, place: int) -> int:
    """Give the place in a text of the letter that stands at a place of the folded text."""
    return bisect_left(range(len(text)), place + 1, key=lambda end: len(letters(text[: end + 1])))


def _window(text: str, place: int) -> tuple[int, int]:
    """Give where the excerpt around a place begins and ends: between words, where there is room for that."""
    if len(text) <= LONGEST:
        return 0, len(text)
    earliest = max(0, place - BEFORE)
    start = earliest
    if earliest:
        space = next((at for at in range(earliest, place) if text[at].isspace()), None)
        start = place if space is None else space + 1
    end = min(len(text), start + LONGEST)
    if end < len(text):
        space = next((at for at in range(end, place + (end - place) // 2, -1) if text[at].isspace()), None)
        end = end if space is None else space
        while end < len(text) and is_mark(text[end]):
            end += 1
    return start, end


def _parts(shown: str, wanted: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Give the parts of a text, marked and not in turns; points and accents go with the letter before them."""
    origin = origins(shown)
    done = 0
    for found in wanted.finditer(letters(shown)):
        if found.start() == found.end():
            continue
        start, end = max(origin[found.start()], done), origin[found.end() - 1] + 1
        while end < len(shown) and is_mark(shown[end]):
            end += 1
        if start < end:
            yield shown[done:start], False
            yield shown[start:end], True
            done = end
    yield shown[done:], False
