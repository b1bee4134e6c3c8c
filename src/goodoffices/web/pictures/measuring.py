# SPDX-License-Identifier: Apache-2.0
"""How much room words take, as far as that can be said without the font: rather too much than too little.

The server does not know which font a reader's machine has. Widths are those of wide common fonts (DejaVu and Noto
Sans), by class of letter; what is cut or wrapped by them fits in any narrower one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final


_NARROW: Final = frozenset(" .,:;'|!ijlI()[]/\\·-’‘‚")
_HALF: Final = frozenset('frtJ"“”„*°')
_BROAD: Final = frozenset("mwMWQO@%&—…œæŒÆшщжюфмШЩЖЮФМ")
BOLD: Final = 1.14


@lru_cache(maxsize=4096)
def _wide(letter: str) -> float:  # noqa: PLR0911 - one line for each class of letter
    if letter in _NARROW:
        return 0.34
    if letter in _HALF:
        return 0.43
    if letter in _BROAD:
        return 0.93
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F") or kind == "So":
        return 1.1
    if kind == "Lu":
        return 0.7
    return 0.6


def width(words: str, size: float) -> float:
    """Say how long a line of words is at a size of font, in the same unit."""
    return sum(map(_wide, words)) * size


def cut(words: str, room: float, size: float) -> str:
    """Give as much of a line as there is room for, with an ellipsis where something is left out."""
    if width(words, size) <= room:
        return words
    room -= _wide("…") * size
    used, end = 0.0, 0
    for end, letter in enumerate(words):  # noqa: B007 - where it stopped is what is wanted
        used += _wide(letter) * size
        if used > room:
            break
    return words[:end].rstrip() + "…"


def wrap(words: str, rooms: tuple[float, ...], size: float) -> tuple[str, ...]:
    """Break words into at most as many lines as there are rooms for; the last is cut where more would follow."""
    lines: list[str] = []
    waiting = words.split()
    for number, room in enumerate(rooms, start=1):
        if not waiting:
            break
        taken = 0
        if number < len(rooms):
            taken = _fitting(waiting, room, size)
        if taken:
            lines.append(" ".join(waiting[:taken]))
        elif number == len(rooms):
            lines.append(cut(" ".join(waiting), room, size))
        elif number == 1 and room < rooms[1]:
            lines.append("")  # what does not fit beside a heading begins below it
        else:
            lines.append(cut(waiting[0], room, size))
            taken = 1
        waiting = waiting[taken:]
    return tuple(lines)


def _fitting(waiting: list[str], room: float, size: float) -> int:
    used = 0.0
    for count, word in enumerate(waiting):
        used += width(f" {word}" if count else word, size)
        if used > room:
            return count
    return len(waiting)
