# SPDX-License-Identifier: Apache-2.0
"""Two parties' packages as a picture: what each is worth to one party across, and to the other upwards.

The efficient packages are joined by a thin line, the offers made so far by a dotted one in the order in which they were
made; an offer that leaves something open is the rectangle of what it can come to. Two lines are the minimums, and what
lies beyond both is shaded. What has a name (a concept, an offer) has a label, joined to its mark and a link with it;
efficient packages without a name that lie close together are one link.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from goodoffices.web.pictures.drawing import Drawing, own, path
from goodoffices.web.pictures.measuring import BOLD, cut
from goodoffices.web.pictures.package_words import offer_sentence, package_sentence, tick_of
from goodoffices.web.pictures.plotting import SIZE, Box, Labels, Places, label, leader, scale
from goodoffices.web.pictures.svg import Element, element, group, write
from goodoffices.web.writing import _


if TYPE_CHECKING:
    from goodoffices.app.views.settlement import Offer, Packed, Plot


NEAR: Final = 26.0
"""Marks without a name that lie nearer to one another than this are one link: room for a finger."""
MOST_DOTS: Final = 600


class Shape(NamedTuple):
    """What differs between the wide picture and the narrow one."""

    name: str
    width: float
    height: float
    margin: float
    """What is kept free for the numbers beside the upward axis."""


WIDE: Final = Shape("wide", 640, 520, 54)
NARROW: Final = Shape("narrow", 345, 380, 42)


def picture(plot: Plot, shape: Shape, places: Places, *, rtl: bool = False) -> Markup:
    """Draw the packages of two parties, for a page that reads from the left or (`rtl`) from the right."""
    return write(_Drawing(plot, shape, places, rtl=rtl).root())


class _Drawing(Drawing):
    kind = "frontier"
    look = "plot"

    def __init__(self, plot: Plot, shape: Shape, places: Places, *, rtl: bool) -> None:
        super().__init__(plot, shape, places, rtl=rtl)
        self.shape = shape
        start, end = shape.margin, shape.width - 12
        self.across = scale(self.scores(0), *((shape.width - start, 12.0) if rtl else (start, end)))
        self.up = scale(self.scores(1), shape.height - 46, 26)
        left, right = sorted((self.across.start, self.across.end))
        self.field = Box(left, self.up.end, right - left, self.up.start - self.up.end)
        self.labels = Labels(self.field)

    def at(self, worth: tuple[float, float]) -> tuple[float, float]:
        """Where a package stands."""
        return self.across.at(worth[0]), self.up.at(worth[1])

    def spot(self, package: Packed) -> tuple[float, float]:
        return self.at((float(package.worth[0]), float(package.worth[1])))

    def root(self) -> Element:
        for package in self.named:
            x, y = self.spot(package)
            self.labels.take(Box(x - 7, y - 7, 14, 14))
        for offer in self.offers:
            x, y = self.middle(offer)
            self.labels.take(Box(x - 7, y - 7, 14, 14))
        marks = [self.fair(package) for package in self.named]
        offers = [self.offer(offer) for offer in self.offers]
        return self.framed(
            _("What each package is worth to both parties"),
            self.described(),
            group(self.ground(), class_="ground", aria_hidden="true"),
            group(self.curve(), aria_hidden="true"),
            *self.plain(),
            group(self.way(), aria_hidden="true"),
            *offers,
            *marks,
        )

    def described(self) -> str:
        one, other = (axis.party.name for axis in self.plot.axes)
        return _(
            "Across: what a package is worth to {one}; upwards: what it is worth to {other}. "
            "The table below the picture says the same."
        ).format(one=one, other=other)

    def ground(self) -> Iterator[Element]:
        """The field: the shaded region that both accept, the axes, their numbers and names, the minimums."""
        field = self.field
        least = self.at((float(self.plot.axes[0].minimum), float(self.plot.axes[1].minimum)))
        far = self.across.end
        yield element(
            "rect",
            class_="both",
            x=min(least[0], far),
            y=field.y,
            width=abs(far - least[0]),
            height=max(least[1] - field.y, 0),
        )
        bottom, side = field.y + field.height, self.across.start
        for tick in self.across.ticks():
            x = self.across.at(tick)
            yield element("line", class_="tick", x1=x, x2=x, y1=field.y, y2=bottom)
            yield element("text", tick_of(tick), class_="scale", x=x, y=bottom + 15, text_anchor="middle")
        for tick in self.up.ticks():
            y = self.up.at(tick)
            yield element("line", class_="tick", x1=field.x, x2=field.x + field.width, y1=y, y2=y)
            beside = side + (6 if self.rtl else -6)
            yield element("text", tick_of(tick), class_="scale", x=beside, y=y + 4, text_anchor="end")
        yield element("line", class_="axis", x1=field.x, x2=field.x + field.width, y1=bottom, y2=bottom)
        yield element("line", class_="axis", x1=side, x2=side, y1=field.y, y2=bottom)
        yield from self.names(bottom)
        yield element("line", class_="minimum", x1=least[0], x2=least[0], y1=field.y, y2=bottom)
        yield element("line", class_="minimum", x1=field.x, x2=field.x + field.width, y1=least[1], y2=least[1])

    def names(self, bottom: float) -> Iterator[Element]:
        across, up = (axis.party.name for axis in self.plot.axes)
        room = self.shape.width - 24
        start, end = (self.shape.width - 2, 12.0) if self.rtl else (2.0, self.shape.width - 12)
        upward = cut(f"↑ {up}", room, SIZE * BOLD)
        onward = f"← {across}" if self.rtl else f"{across} →"
        yield element("text", own(upward), class_="party", x=start, y=14)
        yield element(
            "text", own(cut(onward, room, SIZE * BOLD)), class_="party", x=end, y=bottom + 36, text_anchor="end"
        )

    def curve(self) -> Iterator[Element]:
        """The efficient packages, joined."""
        spots = [self.spot(package) for package in self.plot.packages]
        if len(spots) > 1:
            yield element("polyline", class_="curve", points=path(_thinned(spots)))

    def plain(self) -> Iterator[Element]:
        """The efficient packages without a name: those that lie close together are one link."""
        waiting = [p for p in self.plot.packages if not p.fair and not self.is_chosen(p)]
        while waiting:
            x, y = self.spot(waiting[0])
            close = 1
            while close < len(waiting):
                further = self.spot(waiting[close])
                if abs(further[0] - x) >= NEAR or abs(further[1] - y) >= NEAR:
                    break
                close += 1
            yield self.cluster(waiting[:close])
            waiting = waiting[close:]

    def cluster(self, packages: list[Packed]) -> Element:
        spots = [self.spot(package) for package in packages]
        across, up = [x for x, _y in spots], [y for _x, y in spots]
        wide, high = max(max(across) - min(across), 24.0), max(max(up) - min(up), 24.0)
        x, y = (max(across) + min(across) - wide) / 2, (max(up) + min(up) - high) / 2
        words = package_sentence(self.plot, packages[0])
        if len(packages) > 1:
            words = _("Packages {first} to {last}").format(first=packages[0].number, last=packages[-1].number)
        acceptable = all(package.acceptable for package in packages)
        return element(
            "a",
            element("title", words),
            element("rect", class_="hit", x=x, y=y, width=wide, height=high, rx=4),
            *(element("circle", class_="dot", cx=cx, cy=cy, r=3) for cx, cy in _thinned(spots)),
            class_="package" if acceptable else "package beyond",
            href=self.places.package(packages[0].code),
        )

    def fair(self, package: Packed) -> Element:
        """A package that has a name, with its label."""
        x, y = self.spot(package)
        words = self.called(package)
        box = self.labels.place(x, y, words)
        return element(
            "a",
            element("title", package_sentence(self.plot, package)),
            leader(box, x, y),
            element("circle", class_="mark", cx=x, cy=y, r=6),
            element("circle", class_="chosen", cx=x, cy=y, r=10) if self.is_chosen(package) else None,
            *label(box, words),
            class_="package named",
            href=self.places.package(package.code),
        )

    def middle(self, offer: Offer) -> tuple[float, float]:
        """Where an offer stands: in the middle of what it can come to."""
        low, high = (self.at((float(end[0]), float(end[1]))) for end in (offer.low, offer.high))
        return (low[0] + high[0]) / 2, (low[1] + high[1]) / 2

    def way(self) -> Iterator[Element]:
        """From offer to offer, in the order in which they were made."""
        spots = [self.middle(offer) for offer in self.offers]
        if len(spots) > 1:
            yield element("polyline", class_="way", points=path(spots))

    def offer(self, offer: Offer) -> Element:
        x, y = self.middle(offer)
        low, high = (self.at((float(end[0]), float(end[1]))) for end in (offer.low, offer.high))
        words = f"{offer.order} {cut(offer.proposal.id, 90, SIZE * BOLD)}"
        box = self.labels.place(x, y, words)
        reach = element(
            "rect",
            class_="reach",
            x=min(low[0], high[0]),
            y=min(low[1], high[1]),
            width=abs(high[0] - low[0]),
            height=abs(high[1] - low[1]),
        )
        return element(
            "a",
            element("title", offer_sentence(self.plot, offer)),
            None if offer.settled else reach,
            leader(box, x, y),
            element("rect", class_="mark", x=x - 5, y=y - 5, width=10, height=10),
            *label(box, words),
            class_="offer",
            href=self.places.proposal(offer.proposal.id),
        )


def _thinned(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out what would lie on what is drawn already, where there are many."""
    if len(spots) <= MOST_DOTS:
        return spots
    step = -(-len(spots) // MOST_DOTS)
    return [*spots[:-1:step], spots[-1]]
