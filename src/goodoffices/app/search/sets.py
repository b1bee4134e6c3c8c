# SPDX-License-Identifier: Apache-2.0
"""Sets of entry numbers by key, each kept in whichever form is smallest; united and intersected as whole numbers.

Most words of a case stand in one entry, some in a few, few in most. A set of one is that number, a small set a sorted
array, a large one a bit for each entry. A set that is asked for is an `int` with a bit for each number in it, so that
sets of a hundred thousand are intersected in microseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


_FEW = 64
_BITS = 32


class Sets:
    """Sets by key; numbers are added in rising order."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[str, int | array[int] | bytearray] = {}

    def add(self, keys: Iterable[str], number: int) -> list[str]:
        """Put a number into the sets of some keys, each named once; gives the keys that had no set before."""
        kept = self._kept
        fresh = []
        for key in keys:
            held = kept.get(key)
            if held is None:
                kept[key] = number
                fresh.append(key)
            elif type(held) is array:
                held.append(number)
                if len(held) > _FEW and len(held) * _BITS > number:
                    kept[key] = bytearray(bits(held).to_bytes(number // 8 + 1, "little"))
            elif type(held) is bytearray:
                place = number >> 3
                if place >= len(held):
                    held.extend(bytes(place + 1 - len(held)))
                held[place] |= 1 << (number & 7)
            else:
                kept[key] = array("I", (held, number))  # type: ignore[arg-type] # an int, after the others
        return fresh

    def union(self, keys: Iterable[str]) -> int:
        """Give all numbers that are in the set of one of these keys."""
        united = 0
        several: set[int] = set()
        for key in keys:
            held = self._kept.get(key)
            if type(held) is bytearray:
                united |= int.from_bytes(held, "little")
            elif type(held) is array:
                several.update(held)
            elif held is not None:
                several.add(held)  # type: ignore[arg-type] # an int, after the others
        return united | bits(several)

    def __contains__(self, key: str) -> bool:
        return key in self._kept


def bits(found: Iterable[int]) -> int:
    """Make a set of numbers."""
    listed = list(found)
    if not listed:
        return 0
    flags = bytearray(max(listed) // 8 + 1)
    for number in listed:
        flags[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(flags, "little")


def numbers(of: int) -> Iterator[int]:
    """List the numbers in a set, the largest first."""
    written = f"{of:b}"
    last = len(written) - 1
    place = written.find("1")
    while place >= 0:
        yield last - place
        place = written.find("1", place + 1)
