# SPDX-License-Identifier: Apache-2.0
"""The lanes as a picture: a line down the page for each lane, time running down, each mark across the lanes it touches.

It is drawn twice, for a wide page and for a narrow one, and the style sheet shows one of them. On a wide page names
stand over the lanes and words beside the marks; on a narrow one numbers stand over the lanes and words below the marks.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Final, NamedTuple

from markupsafe import Markup

from goodoffices.app.views.lanes import Certainty, Lanes, Mark
from goodoffices.web import wording
from goodoffices.web.languages import speech
from goodoffices.web.pictures.lane_words import answers, described, excerpt, heading, joined, sentence
from goodoffices.web.pictures.measuring import BOLD, cut, width, wrap
from goodoffices.web.pictures.svg import Element, element, group, write
from goodoffices.web.pictures.threads import draw
from goodoffices.web.writing import _


EM: Final = 15
"""Units to one `em`, so that a picture grows with the reader's size of font."""

_SIZE: Final = 12.0
_LINE: Final = 15.0
_TALL: Final = 640.0
"""From this height on, the names stand at the foot too."""
_WORTH_SAYING: Final = 40.0
"""Less room than this beside a heading is left empty."""


class Shape(NamedTuple):
    """What differs between the wide picture and the narrow one."""

    name: str
    width: float
    first: float
    """Where the first lane stands."""
    room: float
    """What is kept free behind the last lane."""
    widest: float
    """The widest that lanes stand apart."""
    words_below: bool
    numbered: bool


WIDE: Final = Shape("wide", 960, 220, 240, 92, words_below=False, numbered=False)
NARROW: Final = Shape("narrow", 345, 18, 22, 60, words_below=True, numbered=True)


def picture(lanes: Lanes, shape: Shape, address: Callable[[str], str], *, rtl: bool = False) -> Markup:
    """Draw a window of lanes, for a page that reads from the left or (`rtl`) from the right.

    `address` gives where the page of an entry is; it may be a macro of a template, which escapes what it gives.
    """
    drawing = _Drawing(
        lanes,
        shape,
        lambda entry: unescape(str(address(entry))),
        rtl=rtl,
    )
    return write(drawing.root())


def look(mark: Mark) -> str:
    """Give the classes by which the style sheet knows a mark: its kind, and how firm it is."""
    kind = mark.kind.replace(" ", "-").replace("_", "-")
    return f"mark as-{kind}" if mark.certainty is Certainty.FIRM else f"mark as-{kind} {mark.certainty}"


class _Drawing:
    """One picture while it is drawn, from the top down. Places are counted from the start of a line of text."""

    def __init__(self, lanes: Lanes, shape: Shape, address: Callable[[str], str], *, rtl: bool) -> None:
        self.lanes = lanes
        self.shape = shape
        self.address = address
        self.rtl = rtl
        self.folded = frozenset(name.id for lane in lanes.lanes for name in lane.also)
        count = max(len(lanes.lanes), 1)
        self.gap = min(shape.widest, (shape.width - shape.first - shape.room) / max(count - 1, 1))
        self.y = 3.0

    def at(self, lane: int) -> float:
        """Where a lane stands."""
        return self.shape.first + lane * self.gap

    def x(self, place: float) -> float:
        """Where a place is in the picture, whichever side it is read from."""
        return self.shape.width - place if self.rtl else place

    def root(self) -> Element:
        heads = self.heads()
        top = self.y
        rows = self.rows()
        foot: tuple[Element, ...] = ()
        bottom = self.y + 6
        self.y = bottom
        if bottom - top > _TALL:
            self.y += 10
            foot = self.heads(foot=True)
        name = f"lanes-{self.shape.name}"
        return element(
            "svg",
            element("title", _("Who was in touch with whom, through whom"), id=f"{name}-title"),
            element("desc", described(self.lanes), id=f"{name}-desc"),
            group(self.rails(top, bottom), class_="rails"),
            group(heads, class_="heads", aria_hidden="true"),
            *rows,
            group(foot, class_="heads", aria_hidden="true") if foot else None,
            class_=f"lanes {self.shape.name}",
            role="group",
            aria_labelledby=f"{name}-title",
            aria_describedby=f"{name}-desc",
            direction="rtl" if self.rtl else "ltr",
            viewBox=f"0 0 {self.shape.width:.0f} {self.y:.0f}",
            width=f"{self.shape.width / EM:.2f}em",
        )

    def rails(self, top: float, bottom: float) -> list[Element]:
        """The lanes themselves, with a band behind those who stand between."""
        between = [place for place, lane in enumerate(self.lanes.lanes) if lane.between]
        band = []
        if between:
            start, end = (self.at(between[0]) - self.gap * 0.45, self.at(between[-1]) + self.gap * 0.45)
            start, end = max(start, 0), min(end, self.shape.width)
            band.append(
                element(
                    "rect",
                    class_="between",
                    x=min(self.x(start), self.x(end)),
                    y=top,
                    width=end - start,
                    height=bottom - top,
                )
            )
        return band + [
            element("line", class_="rail", x1=self.x(self.at(place)), x2=self.x(self.at(place)), y1=top - 2, y2=bottom)
            for place in range(len(self.lanes.lanes))
        ]

    def heads(self, *, foot: bool = False) -> tuple[Element, ...]:
        """The names or numbers of the lanes, and a bracket over the lanes of one delegation."""
        drawn = self.numbers() if self.shape.numbered else self.names(foot=foot)
        if foot:
            return drawn
        self.y += 6
        brackets = []
        delegations = [lane.delegation.id if lane.delegation else None for lane in self.lanes.lanes]
        for place, delegation in enumerate(delegations):
            if delegation is None or delegation in delegations[:place]:
                continue
            last = len(delegations) - 1 - delegations[::-1].index(delegation)
            brackets.append(
                element(
                    "line",
                    class_="bracket",
                    x1=self.x(self.at(place) - 5),
                    x2=self.x(self.at(last) + 5),
                    y1=self.y,
                    y2=self.y,
                )
            )
        self.y += 4
        return (*drawn, *brackets)

    def numbers(self) -> tuple[Element, ...]:
        self.y += 12
        drawn = tuple(
            group(
                (
                    element("circle", cx=self.x(self.at(place)), cy=self.y, r=9),
                    element(
                        "text", speech().number(place + 1), x=self.x(self.at(place)), y=self.y + 4, text_anchor="middle"
                    ),
                ),
                class_="number",
            )
            for place in range(len(self.lanes.lanes))
        )
        self.y += 11
        return drawn

    def names(self, *, foot: bool) -> tuple[Element, ...]:
        """The names over their lanes: in one row where they fit, and otherwise by turns in two."""
        shown = [lane.name or _("all others") for lane in self.lanes.lanes]
        size = _SIZE * BOLD
        longest = max((width(word, size) for name in shown for word in name.split()), default=0.0)
        tiers = 1 if longest <= self.gap - 6 else 2
        room = self.gap * tiers - 8
        wrapped = [wrap(name, (room,) * 3, size) for name in shown]
        texts: list[Element] = []
        stems: list[tuple[int, float]] = []
        start = self.y
        turns = range(tiers) if foot else range(tiers - 1, -1, -1)
        for tier in turns:
            here = [(place, lines) for place, lines in enumerate(wrapped) if place % tiers == tier]
            height = max((len(lines) for _place, lines in here), default=0) * _LINE
            for place, lines in here:
                top = self.y + (0 if foot else height - len(lines) * _LINE)
                texts += [
                    element("text", _own(line), class_="name", x=self.x(self.at(place)), y=top + number * _LINE + 11)
                    for number, line in enumerate(lines)
                ]
            self.y += height
            stems += [(place, self.y + 2) for place, _lines in here if tier]
            self.y += 4 if tier != turns[-1] else 0
        ends = (start, -(_LINE + 2)) if foot else (self.y + 8, 0.0)
        return (*texts, *(self.stem(place, y + ends[1] * len(wrapped[place]), ends[0]) for place, y in stems))

    def stem(self, place: int, start: float, end: float) -> Element:
        """A line from a name that stands further off to its lane."""
        return element("line", class_="rail", x1=self.x(self.at(place)), x2=self.x(self.at(place)), y1=start, y2=end)

    def rows(self) -> list[Element]:
        drawn: list[Element] = []
        day: str | None = None
        for mark in self.lanes.marks:
            when = self.when(mark)
            new = when != day
            if new and self.shape.words_below:
                drawn.append(self.day(mark))
            elif new and drawn:
                drawn.append(element("line", class_="change", x1=0, x2=self.shape.width, y1=self.y, y2=self.y))
            drawn.append(self.below(mark) if self.shape.words_below else self.beside(mark, new=new))
            day = when
        return drawn

    def day(self, mark: Mark) -> Element:
        """A day as a heading of what follows."""
        self.y += 19
        words = cut(self.when(mark), self.shape.width - 4, _SIZE * BOLD)
        drawn = group(
            (
                element("line", class_="change", x1=0, x2=self.shape.width, y1=self.y - 16, y2=self.y - 16),
                element("text", _own(words), class_="day", x=self.x(2), y=self.y - 3),
            ),
            aria_hidden="true",
        )
        self.y += 2
        return drawn

    def when(self, mark: Mark) -> str:
        return wording.when(mark.day) if mark.day is not None else _("When is not known")

    def beside(self, mark: Mark, *, new: bool) -> Element:
        """A mark with its time before the lanes and its words behind it."""
        margin = self.shape.first - 56
        trial = draw(mark, self.at, 0)
        start = max(trial.last + 12, self.shape.first + 6)
        lines = self.words(mark, start, self.shape.width - start - 2)
        room = margin - (40 if mark.clock else 0)
        time = wrap(self.when(mark), (room, room), _SIZE) if new else ()
        high = max(len(lines), len(time), 1 + trial.tall * 0.4) * _LINE + 13
        middle = self.y + high / 2
        texts = [
            element(
                "text", _own(line), class_="time", x=self.x(2), y=middle + 4 + (number - (len(time) - 1) / 2) * _LINE
            )
            for number, line in enumerate(time)
        ]
        if mark.clock:
            texts.append(element("text", mark.clock, class_="clock", x=self.x(margin), y=middle + 4, text_anchor="end"))
        texts += self.lines(lines, start, middle + 4 - (len(lines) - 1) / 2 * _LINE)
        return self.link(mark, middle, high, texts)

    def below(self, mark: Mark) -> Element:
        """A mark with its words below it."""
        trial = draw(mark, self.at, 0)
        lines = self.words(mark, 2, self.shape.width - 4)
        band = 26.0 if trial.tall else 22.0
        high = band + len(lines) * _LINE + 7
        texts = self.lines(lines, 2, self.y + band + 11)
        return self.link(mark, self.y + band / 2 + 1, high, texts)

    def words(self, mark: Mark, start: float, room: float) -> list[tuple[str, str]]:
        """What stands beside a mark, in at most two lines: each with its heading and what was said."""
        head = heading(mark, self.folded)
        given = answers(mark)
        head = joined(part for part in (mark.clock if self.shape.words_below else None, head, given) if part)
        head = cut(head, room, _SIZE * BOLD)
        used = width(head, _SIZE * BOLD) + 6
        left = room - used
        if left < _WORTH_SAYING:
            said = wrap(excerpt(mark), (room,), _SIZE)
            return [(head, ""), *(("", line) for line in said)]
        said = wrap(excerpt(mark), (left, room), _SIZE)
        return [(head, said[0] if said else ""), *(("", line) for line in said[1:])]

    def lines(self, lines: list[tuple[str, str]], start: float, y: float) -> list[Element]:
        drawn = []
        for number, (head, said) in enumerate(lines):
            drawn.append(
                element(
                    "text",
                    element("tspan", head, class_="what") if head else None,
                    element("tspan", said, class_="said", dx=(-6 if self.rtl else 6) if head else None)
                    if said
                    else None,
                    class_="words",
                    x=self.x(start),
                    y=y + number * _LINE,
                )
            )
        return drawn

    def link(self, mark: Mark, middle: float, high: float, texts: list[Element]) -> Element:
        """Put a row together: all of it is one link to its entry."""
        turned = f"matrix(-1 0 0 1 {self.shape.width:.0f} 0)" if self.rtl else None
        whole = element("rect", class_="hit", x=0, y=self.y, width=self.shape.width, height=high)
        self.y += high
        return element(
            "a",
            element("title", sentence(mark)),
            whole,
            group(draw(mark, self.at, middle).elements, transform=turned),
            *texts,
            class_=look(mark),
            href=self.address(mark.row.id),
        )


def _own(words: str) -> Element:
    """Words that read in their own direction, whichever way the picture reads."""
    return element("tspan", words, class_="own")
