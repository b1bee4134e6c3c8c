# SPDX-License-Identifier: Apache-2.0
"""What both pictures of packages do alike: which marks have names, what they are called, and the frame round them.

A picture says in `title` and `desc` what it shows, names the axes by the parties, and leads from each mark to its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Protocol

from goodoffices.web.pictures.package_words import letters, listed
from goodoffices.web.pictures.plotting import EM, LOOKED_AT, Places
from goodoffices.web.pictures.svg import Element, element


if TYPE_CHECKING:
    from goodoffices.app.views.settlement import Packed, Plot


class Sheet(Protocol):
    """What a picture is drawn on: one for wide pages and one for narrow ones."""

    @property
    def name(self) -> str:
        """What it is called in ids and classes."""

    @property
    def width(self) -> float:
        """How wide it is."""

    @property
    def height(self) -> float:
        """How high it is."""


class Drawing:
    """A picture of packages while it is drawn."""

    kind: ClassVar[str]
    """What its ids begin with."""
    look: ClassVar[str]
    """The class by which it is styled."""

    def __init__(self, plot: Plot, sheet: Sheet, places: Places, *, rtl: bool) -> None:
        self.plot = plot
        self.places = places
        self.rtl = rtl
        self.offers = [offer for offer in plot.offers if offer.low]
        self.named = [package for package in plot.packages if package.fair or package.code == plot.chosen]
        self._sheet = sheet

    def scores(self, party: int) -> list[float]:
        """Every score of a party that is drawn: its minimum, and what packages and offers are worth to it."""
        return [
            float(self.plot.axes[party].minimum),
            *(float(package.worth[party]) for package in self.plot.packages),
            *(float(end[party]) for offer in self.offers for end in (offer.low, offer.high)),
        ]

    def called(self, package: Packed) -> str:
        """What stands on the label of a package: the letters of its concepts, or else its number."""
        by_concepts = listed(dict.fromkeys(letters(each) for each in package.fair))
        return by_concepts or (str(package.number) if package.number else LOOKED_AT)

    def is_chosen(self, package: Packed) -> bool:
        """Whether it is the package that is looked at."""
        return package.code == self.plot.chosen

    def framed(self, title: str, described: str, *content: Element | None) -> Element:
        """Put the picture together."""
        sheet = self._sheet
        name = f"{self.kind}-{sheet.name}"
        return element(
            "svg",
            element("title", title, id=f"{name}-title"),
            element("desc", described, id=f"{name}-desc"),
            *content,
            class_=f"packages {self.look} {sheet.name}",
            role="group",
            aria_labelledby=f"{name}-title",
            aria_describedby=f"{name}-desc",
            direction="rtl" if self.rtl else "ltr",
            viewBox=f"0 0 {sheet.width:.0f} {sheet.height:.0f}",
            width=f"{sheet.width / EM:.2f}em",
        )


def path(spots: Iterable[tuple[float, float]]) -> str:
    """Write the places that a line goes through."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)


def own(words: str) -> Element:
    """Write somebody's words so that they keep their own direction."""
    return element("tspan", words, class_="own")
