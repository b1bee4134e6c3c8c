# SPDX-License-Identifier: Apache-2.0
"""What the pictures of packages have in common: scales with round marks, and labels that do not lie on one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import floor, log10
from typing import Final, NamedTuple

from goodoffices.web.pictures.measuring import BOLD, width
from goodoffices.web.pictures.svg import Element, element


EM: Final = 15
"""Units to one `em`, so that a picture grows with the reader's size of font."""
SIZE: Final = 12.0
HIGH: Final = 24.0
"""How high a label is: room for a finger."""
LOOKED_AT: Final = "◎"
"""The label of a package that is looked at and is not efficient."""
APART: Final = 4.0
AROUND: Final = 12.0
"""How much wider a label is than its words."""
_TICKS: Final = 6
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


class Places(NamedTuple):
    """Where the marks of a picture lead to."""

    package: Callable[[str], str]
    """By the code of a package."""
    proposal: Callable[[str], str]
    """By the id of a proposal."""


class Scale(NamedTuple):
    """From a score to a place along an axis of the picture."""

    low: float
    high: float
    start: float
    """Where `low` stands in the picture."""
    end: float

    def at(self, score: float) -> float:
        """Where a score stands."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (score - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> tuple[float, ...]:
        """Round numbers along the axis, at most seven."""
        span = self.high - self.low
        if span <= 0:
            return (self.low,)
        unit = float(10.0 ** floor(log10(span / _TICKS)))
        step = next(unit * each for each in _STEPS if unit * each * _TICKS >= span)
        first = -floor(-self.low / step)
        return tuple(first * step + number * step for number in range(floor(self.high / step) - first + 1))


def scale(scores: Iterable[float], start: float, end: float) -> Scale:
    """Make a scale on which all scores have room, with a little to spare at both ends."""
    found = tuple(scores) or (0.0, 1.0)
    low, high = min(found), max(found)
    spare = (high - low) * 0.06 or max(abs(high) * 0.1, 1.0)
    return Scale(low - spare, high + spare, start, end)


class Box(NamedTuple):
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles lie on one another."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def inside(self, other: Box) -> bool:
        """Whether it lies within another."""
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


class Labels:
    """Finds a free place for one label after the other, as near to its mark as can be."""

    def __init__(self, room: Box) -> None:
        self._room = room
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Keep a place free of labels."""
        self._taken.append(box)

    def place(self, x: float, y: float, words: str) -> Box:
        """Give the place of a label for a mark at `x`, `y`; where nothing is free, beside the mark all the same."""
        wide = label_width(words)
        for radius in range(14, 400, 9):
            for across, down in _ROUND:
                box = Box(x + across * (radius + wide / 2) - wide / 2, y + down * radius - HIGH / 2, wide, HIGH)
                grown = Box(box.x - APART, box.y - APART, box.width + 2 * APART, box.height + 2 * APART)
                if box.inside(self._room) and not any(grown.meets(taken) for taken in self._taken):
                    self._taken.append(box)
                    return box
        return Box(min(max(x, self._room.x), self._room.x + self._room.width - wide), y, wide, HIGH)


_ROUND: Final = ((1, -1), (1, 0), (0, -1.6), (-1, -1), (1, 1), (-1, 0), (-1, 1), (0, 1.6))


def label_width(words: str) -> float:
    """How wide a label is."""
    return max(width(words, SIZE * BOLD) + AROUND, HIGH)


def label(box: Box, words: str, *, class_: str = "label") -> tuple[Element, Element]:
    """Draw a label: its plate and its words."""
    x, y = box.middle
    return (
        element("rect", class_=f"{class_} plate", x=box.x, y=box.y, width=box.width, height=box.height, rx=4),
        element("text", element("tspan", words, class_="own"), class_=class_, x=x, y=y + 4, text_anchor="middle"),
    )


def leader(box: Box, x: float, y: float) -> Element:
    """Draw the line from a label to its mark."""
    near_x = min(max(x, box.x), box.x + box.width)
    near_y = min(max(y, box.y), box.y + box.height)
    return element("line", class_="leader", x1=near_x, y1=near_y, x2=x, y2=y)
