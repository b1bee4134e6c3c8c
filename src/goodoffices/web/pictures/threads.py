# SPDX-License-Identifier: Apache-2.0
"""The shape of one mark across the lanes: an arrow, a bar, a listener's ear, a leak, a burst.

Shapes are drawn as if time ran down and the first lane stood on the left; a picture that is read from the right is
turned round as a whole. What a shape means never hangs on colour: each kind differs in form, and so does each status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from goodoffices.app.views.lanes import Mark
from goodoffices.domain.proposals import AnswerKind
from goodoffices.domain.reports import ExchangeKind
from goodoffices.web.pictures.svg import Element, element, number


STUB = 24
_TURN = 4.0


class Drawn(NamedTuple):
    """The elements of a mark, and how far they reach."""

    elements: tuple[Element, ...]
    first: float
    last: float
    tall: bool = False
    """Whether it goes there and back, and so needs more height."""


class _Ends(NamedTuple):
    """Where a mark begins, where it goes and what it passes through, along the line at the height `y`."""

    sources: tuple[float, ...]
    targets: tuple[float, ...]
    through: tuple[float, ...]
    y: float

    @property
    def all(self) -> tuple[float, ...]:
        return tuple(sorted({*self.sources, *self.targets, *self.through}))


def draw(mark: Mark, at: Callable[[int], float], y: float) -> Drawn:
    """Draw one mark at the height `y`; `at` says where a lane stands."""
    ends = _Ends(tuple(map(at, mark.sources)), tuple(map(at, mark.targets)), tuple(map(at, mark.through)), y)
    if not ends.all:
        drawn = Drawn((_circle(at(0) - 12, y, 3.5, "ring"),), at(0) - 12, at(0) - 12)
    else:
        drawn = _SHAPES.get(mark.kind, _arrow)(ends)
    diamonds = tuple(_diamond(at(answer.lane), y, answer.kind) for answer in mark.answers if answer.lane is not None)
    if mark.kind == "agreement":
        diamonds = tuple(_diamond(x, y, AnswerKind.ACCEPT) for x in ends.all)
    return drawn._replace(elements=(*drawn.elements, *diamonds))


def _arrow(ends: _Ends) -> Drawn:
    sources, targets, through, y = ends
    low, high = ends.all[0], ends.all[-1]
    if low == high:
        return _alone(ends)
    outside = [
        x for x in through if sources and targets and not min(*sources, *targets) <= x <= max(*sources, *targets)
    ]
    beyond = {x > max(targets) for x in outside if targets}
    if len(beyond) == 1:
        return _there_and_back(ends, after=beyond.pop())
    mutual = sources == targets
    heads = (
        [_head(low, y, -1), _head(high, y, 1)]
        if mutual
        else [_head(x, y, _direction(x, sources or through)) for x in targets if x not in sources]
    )
    dots = [_circle(x, y, 2.5, "dot") for x in sources if not mutual or x not in (low, high)]
    carried = [_circle(x, y, 4.5, "carrier") for x in through]
    return Drawn((_line(low, high, y), *dots, *heads, *carried), low, high)


def _alone(ends: _Ends) -> Drawn:
    """Draw what stays in one lane: to whom or from whom is not known, or both are shown in the same lane."""
    x, y = ends.all[0], ends.y
    if ends.through and not (ends.sources or ends.targets):
        return Drawn((_circle(x, y, 4.5, "carrier"),), x, x)
    if ends.sources and ends.targets:
        loop = _path(f"M{number(x)} {number(y - 4.5)}h9a4.5 4.5 0 0 1 0 9h-4", "thread")
        return Drawn((loop, _circle(x, y - 4.5, 2.5, "dot"), _head(x, y + 4.5, -1)), x, x + 14, tall=True)
    open_end = _path(f"M{number(x)} {number(y)}h{STUB}", "thread open")
    end = _circle(x, y, 2.5, "dot") if ends.sources else _head(x, y, -1)
    return Drawn((open_end, end), x, x + STUB)


def _there_and_back(ends: _Ends, *, after: bool) -> Drawn:
    """Draw what is carried by somebody who stands beyond both: to them, round, and back."""
    sources, targets, through, y = ends
    way = 1 if after else -1
    furthest = min if after else max
    turn = max(through) if after else min(through)
    start, end = furthest(sources), furthest(targets)
    path = (
        f"M{number(start)} {number(y - _TURN)}H{number(turn)}"
        f"a{number(_TURN)} {number(_TURN)} 0 0 {int(after)} 0 {number(2 * _TURN)}H{number(end)}"
    )
    dots = [_circle(x, y - _TURN, 2.5, "dot") for x in sources]
    heads = [_head(x, y + _TURN, -way) for x in targets]
    carried = [_circle(x, y if x == turn else y - _TURN, 4.5, "carrier") for x in through]
    reach = turn + way * _TURN
    everywhere = (*ends.all, reach)
    return Drawn((_path(path, "thread"), *dots, *heads, *carried), min(everywhere), max(everywhere), tall=True)


def _bar(ends: _Ends) -> Drawn:
    low, high, y = ends.all[0] - 7, ends.all[-1] + 7, ends.y
    bar = element("rect", class_="bar", x=low, y=y - 5, width=high - low, height=10, rx=5)
    return Drawn((bar, *(_circle(x, y, 2.5, "seat") for x in ends.all)), low, high)


def _overheard(ends: _Ends) -> Drawn:
    """Draw who listened to whom: a broken line, and an open ear where it was heard."""
    heard = ends.targets or ends.all
    low, high, y = ends.all[0], ends.all[-1], ends.y
    ears = [part for x in heard for part in (_circle(x, y, 5.5, "ear"), _circle(x, y, 1.6, "pupil"))]
    if low == high:
        waves = _path(
            f"M{number(low - 9)} {number(y - 5)}q-4 5 0 10M{number(low - 14)} {number(y - 7)}q-6 7 0 14", "thread wave"
        )
        return Drawn((waves, *ears), low - 17, high + 6)
    dots = [_circle(x, y, 2.5, "dot") for x in ends.sources]
    return Drawn((_path(f"M{number(low)} {number(y)}H{number(high)}", "thread overheard"), *dots, *ears), low, high + 6)


def _leak(ends: _Ends) -> Drawn:
    """Draw words getting out: a jagged line, and a drop where they fell."""
    y = ends.y
    arrived = ends.targets or (ends.all[-1] + STUB,)
    left = ends.sources or ends.through or (arrived[0] - STUB,)
    low, high = min(*left, *arrived), max(*left, *arrived)
    if low == high:
        high = low + STUB
        arrived = (high,)
    steps = max(2, round((high - low) / 7 / 2) * 2)
    step = (high - low) / steps
    jags = "".join(
        f"L{number(low + (place + 0.5) * step)} {number(y + (3.5 if place % 2 else -3.5))}" for place in range(steps)
    )
    line = _path(f"M{number(low)} {number(y)}{jags}L{number(high)} {number(y)}", "thread leaking")
    drops = [_path(f"M{number(x)} {number(y - 9)}c3 5 5 7 5 10a5 5 0 0 1-10 0c0-3 2-5 5-10z", "drop") for x in arrived]
    dots = [_circle(x, y, 2.5, "dot") for x in ends.sources]
    return Drawn((line, *dots, *drops), low, high + 5)


def _public(ends: _Ends) -> Drawn:
    """Draw what was said to everybody: rays, where it came out."""
    y = ends.y
    out = ends.targets or ends.all
    low, high = ends.all[0], ends.all[-1]
    rays = [part for x in out for part in _burst(x, y)]
    dots = [_circle(x, y, 2.5, "dot") for x in ends.sources if ends.targets]
    line = [_line(low, high, y)] if low != high else []
    return Drawn((*line, *dots, *rays), low - 9, high + 9)


def _burst(x: float, y: float) -> tuple[Element, ...]:
    rays = "".join(
        f"M{number(x + 4.5 * across)} {number(y + 4.5 * down)}L{number(x + 9 * across)} {number(y + 9 * down)}"
        for across, down in _RAYS
    )
    return _path(rays, "rays"), _circle(x, y, 2.8, "dot")


_RAYS = ((1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71))

_SHAPES: dict[str, Callable[[_Ends], Drawn]] = {
    ExchangeKind.MEETING: _bar,
    "agreement": _bar,
    ExchangeKind.INTERCEPTION: _overheard,
    ExchangeKind.LEAK: _leak,
    ExchangeKind.PUBLICATION: _public,
    ExchangeKind.PUBLIC_STATEMENT: _public,
}
"""Shapes of kinds that are no arrows."""


def _diamond(x: float, y: float, kind: AnswerKind) -> Element:
    path = f"M{number(x)} {number(y - 6.5)}l6.5 6.5-6.5 6.5-6.5-6.5z"
    if kind is AnswerKind.REJECT:
        path += f"M{number(x - 2.6)} {number(y - 2.6)}l5.2 5.2m0-5.2l-5.2 5.2"
    return _path(path, f"answer {kind}")


def _direction(x: float, sources: Sequence[float]) -> int:
    if not sources:
        return 1
    nearest = min(sources, key=lambda source: abs(x - source))
    return 1 if x >= nearest else -1


def _line(low: float, high: float, y: float) -> Element:
    return _path(f"M{number(low)} {number(y)}H{number(high)}", "thread")


def _head(x: float, y: float, way: int) -> Element:
    return _path(f"M{number(x)} {number(y)}l{-8 * way}-4.5v9z", "head")


def _circle(x: float, y: float, radius: float, look: str) -> Element:
    return element("circle", class_=look, cx=x, cy=y, r=radius)


def _path(path: str, look: str) -> Element:
    return element("path", class_=look, d=path)
