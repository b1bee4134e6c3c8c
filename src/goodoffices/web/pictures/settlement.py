# SPDX-License-Identifier: Apache-2.0
"""What a template draws packages with: two parties across and upwards, more as axes side by side."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from goodoffices.web.pictures import frontier, package_words, parallel
from goodoffices.web.pictures.plotting import EM, Places
from goodoffices.web.pictures.svg import Element, element, group, write
from goodoffices.web.writing import _, points


if TYPE_CHECKING:
    from goodoffices.app.views.settlement import Plot
    from goodoffices.settlement.answers import Concept


TWO: Final = 2


class Sample(NamedTuple):
    """One shape, and what it means."""

    drawn: Markup
    words: str


class SettlementPictures:
    """The pictures, and the words that go with them."""

    concept = staticmethod(package_words.concept)
    letters = staticmethod(package_words.letters)
    worth = staticmethod(package_words.worth)
    between = staticmethod(package_words.between)
    signed = staticmethod(package_words.signed)
    points = staticmethod(points)
    ground = staticmethod(package_words.ground)
    share = staticmethod(package_words.share)

    def wide(
        self, plot: Plot, package: Callable[[str], str], proposal: Callable[[str], str], *, rtl: bool = False
    ) -> Markup:
        """Draw them for a wide page; the two functions say where a package's and a proposal's mark leads."""
        places = _places(package, proposal)
        if len(plot.axes) == TWO:
            return frontier.picture(plot, frontier.WIDE, places, rtl=rtl)
        return parallel.picture(plot, parallel.WIDE, places, rtl=rtl)

    def narrow(
        self, plot: Plot, package: Callable[[str], str], proposal: Callable[[str], str], *, rtl: bool = False
    ) -> Markup:
        """Draw them for a narrow page."""
        places = _places(package, proposal)
        if len(plot.axes) == TWO:
            return frontier.picture(plot, frontier.NARROW, places, rtl=rtl)
        return parallel.picture(plot, parallel.NARROW, places, rtl=rtl)

    def legend(self, plot: Plot) -> tuple[Sample, ...]:
        """List the shapes that occur, each with its meaning."""
        found = []
        kind = "" if len(plot.axes) == TWO else parallel.LOOK
        if not kind:
            found = [
                Sample(
                    _sample(element("circle", class_="dot", cx=15, cy=10, r=3.5), "package"), _("efficient package")
                ),
                Sample(_sample(element("rect", class_="both", x=2, y=2, width=26, height=16)), _("all accept")),
                Sample(_sample(element("line", class_="minimum", x1=2, x2=28, y1=10, y2=10)), _("a party's minimum")),
            ]
        else:
            found = [
                Sample(_sample(element("line", class_="curve", x1=2, x2=28, y1=14, y2=6)), _("efficient package")),
                Sample(
                    _sample(element("line", class_="minimum", x1=4, x2=26, y1=10, y2=10), kind=parallel.LOOK),
                    _("a party's minimum"),
                ),
            ]
        if any(offer.low for offer in plot.offers):
            mark = element("rect", class_="mark", x=10, y=5, width=10, height=10)
            if kind:
                line = element("line", class_="strand", x1=2, x2=28, y1=10, y2=10)
                mark = group((line, element("circle", class_="mark", cx=15, cy=10, r=4)))
            found.append(Sample(_sample(mark, "offer", kind), _("offer, in the order of the record")))
        if any(offer.low and not offer.settled for offer in plot.offers):
            reach = element("rect", class_="reach", x=2, y=2, width=26, height=16)
            if kind:
                reach = element("line", class_="reach", x1=15, x2=15, y1=1, y2=19)
            found.append(
                Sample(_sample(reach, "offer", kind), _("what an offer can come to that leaves something open"))
            )
        return tuple(found)

    def marks(self, fair: tuple[Concept, ...]) -> tuple[tuple[str, str], ...]:
        """The letters of the concepts that call a package fair, with their names."""
        return tuple((package_words.letters(each), package_words.concept(each)) for each in fair)


def _places(package: Callable[[str], str], proposal: Callable[[str], str]) -> Places:
    """Take macros of a template, which escape what they give, as plain functions."""
    return Places(lambda code: unescape(str(package(code))), lambda which: unescape(str(proposal(which))))


def _sample(shape: Element, look: str = "", kind: str = "") -> Markup:
    return write(
        element(
            "svg",
            group((shape,), class_=look or None),
            class_=" ".join(filter(None, ("packages", kind, "sample"))),
            aria_hidden="true",
            focusable="false",
            viewBox="0 0 30 20",
            width=f"{30 / EM:.2f}em",
            height=f"{20 / EM:.2f}em",
        )
    )
