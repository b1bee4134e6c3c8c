# SPDX-License-Identifier: Apache-2.0
"""Sets of entry numbers by key, each kept in whichever form is smallest; united and intersected as whole numbers.

Most words of a case stand in one entry, some in a few, few in most. A set of one is that number, a small set a sorted
array, a large one a bit for each entry. A set that is asked for is an `int` with a bit for each number in it, so that
sets of a hundred thousand are intersected in microseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator


_OFTEN = 64
"""After how many numbers it is looked whether an array has grown larger than bits would be."""
_BITS = 32


class Sets:
    """Sets by key, and the keys numbered from 0 on; numbers of entries are added in rising order."""

    __slots__ = ("_kept", "_places")

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._kept: list[int | array[int] | bytearray] = []

    def add(self, keys: Iterable[str], number: int) -> list[str]:
        """Put a number into the sets of some keys, each named once; gives the keys that had no set before."""
        places, kept = self._places, self._kept
        fresh = []
        for key in keys:
            place = places.get(key)
            if place is None:
                places[key] = len(kept)
                kept.append(number)
                fresh.append(key)
                continue
            held = kept[place]
            if isinstance(held, array):
                held.append(number)
                if not len(held) % _OFTEN and len(held) * _BITS > number:
                    kept[place] = bytearray(bits(held).to_bytes(number // 8 + 1, "little"))
            elif isinstance(held, bytearray):
                at = number >> 3
                if at >= len(held):
                    held.extend(bytes(at + 1 - len(held)))
                held[at] |= 1 << (number & 7)
            else:
                kept[place] = array("I", (held, number))
        return fresh

    def union(self, keys: Iterable[str]) -> int:
        """Give all numbers that are in the set of one of these keys."""
        united = 0
        several: set[int] = set()
        for key in keys:
            place = self._places.get(key)
            held = self._kept[place] if place is not None else ()
            if isinstance(held, bytearray):
                united |= int.from_bytes(held, "little")
            elif isinstance(held, int):
                several.add(held)
            else:
                several.update(held)
        return united | bits(several)

    def place(self, key: str) -> int | None:
        """The number of a key; none if it has no set."""
        return self._places.get(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)


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
