# SPDX-License-Identifier: Apache-2.0
"""Check what a one-sided step is worth, and from which chances of a response on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from .checker import Checker, Claim, require
from .talks import number


ONE = Fraction(1)
Response: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""What one is worth, and between which chances it comes."""


def gesture(_checker: Checker, claim: Claim) -> None:
    """What a step is worth at least and at most, and from which chance of each response on it is worth its cost."""
    cost, told = number(claim["cost"]), claim["break-even chances"]
    every = [(number(each["worth"]), number(each["between"][0]), number(each["between"][1])) for each in told]
    chances = all(0 <= low <= high <= 1 for _worth_of_it, low, high in every)
    require(chances and sum(low for _worth_of_it, low, _high in every) <= 1 and cost >= 0, "these are no chances")
    least, most = (worth(every, side) - cost for side in (-1, 1))
    require((number(claim["least"]), number(claim["most"])) == (least, most), "what it is worth is not right")
    verdict = "worth it" if least >= 0 else "not worth it" if most < 0 else "depends"
    require(claim["verdict"].startswith(verdict), "the verdict is not right")
    for place, each in enumerate(told):
        own, others = every[place][0], [*every[:place], *every[place + 1 :]]
        alone = str(cost / own) if 0 < own >= cost else None
        require(each["alone"] == alone, "a break-even chance alone is not right")
        room = 1 - sum((low for _worth_of_it, low, _high in others), Fraction(0))
        for name, side in (("others at worst", -1), ("others at best", 1)):
            even = room if each[name] is None else number(each[name])
            ends = [c * own + worth(others, side, 1 - c) - cost for c in (Fraction(0), even)]
            if each[name] is None:  # at worst it grows ever faster with the chance, so it is largest at an end
                largest = max(ends) if side < 0 else worth([(own, Fraction(0), room), *others], 1) - cost
                require(largest < 0, "there is a break-even chance")
            else:
                right = ends[0] < 0 == ends[1] or (ends[1] >= 0 == even)
                require(0 <= even <= room and right, "a break-even chance is not right")


def worth(responses: Sequence[Response], side: int, room: Fraction = ONE) -> Fraction:
    """The most (1) or least (-1) that responses are worth with chances between bounds, together no more than `room`.

    By the dual of that linear program: the least, over what a chance could cost, of its cost and what is left above it.
    """
    prices = [Fraction(0), *(side * worth for worth, _low, _high in responses if side * worth > 0)]
    return side * min(
        price * room + sum(max(low * (side * w - price), high * (side * w - price)) for w, low, high in responses)
        for price in prices
    )
