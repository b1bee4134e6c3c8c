# SPDX-License-Identifier: Apache-2.0
"""Packages of three parties and more as a picture: an axis for each party, a line across them for each package.

An axis begins with the least and ends with the most that anything shown is worth to that party; a bar on it is the
minimum. The efficient packages lie behind as thin lines, which are one link to their table; what has a name stands
before them, with a label at the end of its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from goodoffices.web.pictures.drawing import Drawing, own, path
from goodoffices.web.pictures.measuring import BOLD, cut, wrap
from goodoffices.web.pictures.package_words import listed, offer_sentence, package_sentence, tick_of
from goodoffices.web.pictures.plotting import AROUND, HIGH, SIZE, Box, Places, label, label_width, leader, scale
from goodoffices.web.pictures.svg import Element, element, group, write
from goodoffices.web.writing import _


if TYPE_CHECKING:
    from fractions import Fraction

    from goodoffices.app.views.settlement import Offer, Packed, Plot


MOST_LINES: Final = 120
"""More efficient packages than this are drawn as an even choice of them."""


class Shape(NamedTuple):
    """What differs between the wide picture and the narrow one."""

    name: str
    width: float
    height: float
    first: float
    """Where the first axis stands."""
    labels: float
    """What is kept free behind the last axis, at the least."""
    named: bool
    """Whether there is room for the ids of offers beside their numbers."""


WIDE: Final = Shape("wide", 760, 460, 80, 110, named=True)
NARROW: Final = Shape("narrow", 345, 400, 42, 62, named=False)
LOOK: Final = "parallel"
"""The class by which it is styled, and what shows its marks beside it."""
_TOP: Final = 52.0
_BESIDE: Final = 14.0
"""How far a label stands from the last axis."""
_CLOSEST: Final = 48.0
"""No two axes stand closer for the sake of a long label; the label is cut instead."""


def picture(plot: Plot, shape: Shape, places: Places, *, rtl: bool = False) -> Markup:
    """Draw the packages of several parties, for a page that reads from the left or (`rtl`) from the right."""
    return write(_Drawing(plot, shape, places, rtl=rtl).root())


class _Drawing(Drawing):
    kind = "parallel"
    look = LOOK

    def __init__(self, plot: Plot, shape: Shape, places: Places, *, rtl: bool) -> None:
        super().__init__(plot, shape, places, rtl=rtl)
        self.shape = shape
        gaps = max(len(plot.axes) - 1, 1)
        longest = max((label_width(self.called(package)) for package in self.named), default=0.0) + _BESIDE + 1
        self.labels = max(shape.labels, min(longest, shape.width - shape.first - _CLOSEST * gaps))
        self.gap = (shape.width - self.labels - shape.first) / gaps
        self.scales = [scale(self.scores(place), shape.height - 28, _TOP + 8) for place in range(len(plot.axes))]
        self.used: list[Box] = []

    def x(self, place: float) -> float:
        """Where a place is in the picture, whichever side it is read from."""
        return self.shape.width - place if self.rtl else place

    def axis(self, place: int) -> float:
        """Where the axis of a party stands."""
        return self.x(self.shape.first + place * self.gap)

    def root(self) -> Element:
        return self.framed(
            _("What each package is worth to all parties"),
            self.described(),
            self.others(),
            group(self.ground(), class_="ground", aria_hidden="true"),
            *(self.offer(offer) for offer in self.offers),
            *(self.fair(package) for package in self.named),
        )

    def described(self) -> str:
        parties = listed(axis.party.name for axis in self.plot.axes)
        return _(
            "An axis for each party, in this order: {parties}; a line for each package. "
            "The table below the picture says the same."
        ).format(parties=parties)

    def ground(self) -> Iterator[Element]:
        """The axes with their names, ends and minimums."""
        for place, (axis, scale_) in enumerate(zip(self.plot.axes, self.scales, strict=True)):
            x = self.axis(place)
            yield element("line", class_="axis", x1=x, x2=x, y1=scale_.start, y2=scale_.end)
            room = min(self.gap - 8, 2 * self.shape.first - 4)
            for number, line in enumerate(wrap(axis.party.name, (room,) * 2, SIZE * BOLD)):
                yield element("text", own(line), class_="party", x=x, y=14 + number * 15, text_anchor="middle")
            ticks = scale_.ticks()
            for tick in (ticks[0], ticks[-1]):
                yield element(
                    "text", tick_of(tick), class_="scale", x=self.off(x, -13), y=scale_.at(tick) + 4,
                    text_anchor="end",
                )  # fmt: skip
                yield element("line", class_="axis", x1=x - 4, x2=x + 4, y1=scale_.at(tick), y2=scale_.at(tick))
            least = scale_.at(float(axis.minimum))
            yield element("line", class_="minimum", x1=x - 11, x2=x + 11, y1=least, y2=least)

    def off(self, x: float, by: float) -> float:
        """A place beside another, by the direction of reading."""
        return x - by if self.rtl else x + by

    def spots(self, worth: Sequence[Fraction]) -> list[tuple[float, float]]:
        return [(self.axis(place), self.scales[place].at(float(score))) for place, score in enumerate(worth)]

    def others(self) -> Element | None:
        """All efficient packages, as one link to their table."""
        packages = self.plot.packages[:: -(-len(self.plot.packages) // MOST_LINES) or 1]
        if not packages:
            return None
        lines = (element("polyline", class_="curve", points=path(self.spots(p.worth))) for p in packages)
        return element(
            "a",
            element("title", _("The efficient packages, as a table")),
            element(
                "rect", class_="hit", x=min(self.axis(0), self.axis(len(self.plot.axes) - 1)), y=_TOP,
                width=abs(self.axis(len(self.plot.axes) - 1) - self.axis(0)), height=self.shape.height - _TOP - 20,
            ),
            *lines,
            class_="package",
            href="#all-packages",
        )  # fmt: skip

    def fair(self, package: Packed) -> Element:
        """A package that has a name, with its label."""
        chosen = " looked-at" if self.is_chosen(package) else ""
        return self.line(
            package.worth,
            self.called(package),
            sentence=package_sentence(self.plot, package),
            look=f"package named{chosen}",
            href=self.places.package(package.code),
        )

    def offer(self, offer: Offer) -> Element:
        middle = [(low + high) / 2 for low, high in zip(offer.low, offer.high, strict=True)]
        reaches = [
            element("line", class_="reach", x1=x, x2=x, y1=low, y2=high)
            for (x, low), (_x, high) in zip(self.spots(offer.low), self.spots(offer.high), strict=True)
            if low != high
        ]
        words = str(offer.order)
        if self.shape.named:
            words = f"{words} {cut(offer.proposal.id, self.labels - 40, SIZE * BOLD)}"
        return self.line(
            middle,
            words,
            sentence=offer_sentence(self.plot, offer),
            look="offer",
            href=self.places.proposal(offer.proposal.id),
            more=reaches,
        )

    def line(
        self, worth: Sequence[Fraction], words: str, *, sentence: str, look: str, href: str,
        more: Sequence[Element] = (),
    ) -> Element:  # fmt: skip
        spots = self.spots(worth)
        x, y = spots[-1]
        words = cut(words, self.labels - _BESIDE - AROUND, SIZE * BOLD)
        wide = label_width(words)
        at = self.off(x, _BESIDE)
        box = self.free(Box(at - wide if self.rtl else at, y - HIGH / 2, wide, HIGH))
        return element(
            "a",
            element("title", sentence),
            *more,
            element("polyline", class_="strand", points=path(spots)),
            *(element("circle", class_="mark", cx=cx, cy=cy, r=4) for cx, cy in spots),
            leader(box, x, y),
            *label(box, words),
            class_=look,
            href=href,
        )

    def free(self, box: Box) -> Box:
        """The nearest free place at the same distance from the last axis."""
        for shift in range(0, 400, 4):
            for way in (1, -1):
                moved = box._replace(y=box.y + way * shift)
                if 0 <= moved.y <= self.shape.height - HIGH and not any(moved.meets(each) for each in self.used):
                    self.used.append(moved)
                    return moved
        return box
