# SPDX-License-Identifier: Apache-2.0
"""The value of a gesture: a one-sided step now, against the chance of one of several responses later.

A small decision tree (Raiffa, Decision Analysis, 1968): the step costs something for certain; then one response comes,
or none. Nobody knows such chances exactly, so they are given as ranges, or not at all, and what is answered is the
break-even: from which chance on the step is worth its cost. Chances are told as simple odds, rounded to the careful
side; more digits would say more than anybody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import partial
from itertools import pairwise

from goodoffices.settlement.exact import Number, exact


MOST_OF = 10
"""Odds are told as so many in at most this many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One thing that may follow, instead of the others: what it is worth, and between which chances it comes."""

    name: str
    worth: Fraction
    """In the points in which the cost is counted; no response at all is worth 0. It may be negative."""
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)


class Verdict(StrEnum):
    """Whether the step is worth its cost, for all that is known of the chances."""

    WORTH_IT = "worth it whichever of these chances holds"
    NOT_WORTH_IT = "not worth it whichever of these chances holds"
    DEPENDS = "depends on the chances"


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From which chance of one response on the step is worth its cost."""

    response: int
    alone: Fraction | None
    """If nothing else of any worth could follow; None: not even if it were certain."""
    at_worst: Fraction | None
    """If the others come with the chances that are least favourable; None: then not even if it were certain."""
    at_best: Fraction | None
    """If the others come with the chances that are most favourable; 0: then it is worth it without this response."""


@dataclass(frozen=True, slots=True)
class GestureValue:
    """What a gesture is worth, between its least and its most, and from which chances on it is worth its cost."""

    least: Fraction
    most: Fraction
    verdict: Verdict
    break_evens: tuple[BreakEven, ...]


def gesture_value(cost: Number, responses: Sequence[Response]) -> GestureValue:
    """Weigh a step that costs `cost` against its possible responses, of which at most one comes.

    Raises ValueError for a negative cost, chances outside 0 to 1, least chances that come to more than 1, or what is no
    finite number.

    >>> sympathy = Response(name="sympathy", worth=Fraction(5), high=Fraction(1, 2))
    >>> statement = Response(name="a clear statement", worth=Fraction(40))
    >>> value = gesture_value(Fraction(10), [sympathy, statement])
    >>> value.verdict.value, value.break_evens[1].alone
    ('depends on the chances', Fraction(1, 4))
    """
    cost = exact(cost)
    responses = [
        replace(each, worth=exact(each.worth), low=exact(each.low), high=exact(each.high)) for each in responses
    ]
    if cost < 0:
        raise ValueError("what the step costs is not negative")
    for response in responses:
        if not 0 <= response.low <= response.high <= 1:
            raise ValueError(f"{response.name}: a chance lies between 0 and 1, the lower one first")
    if sum(response.low for response in responses) > 1:
        raise ValueError("the least chances come to more than certainty, but only one response can come")
    least, most = _worst(responses) - cost, _best(responses) - cost
    verdict = Verdict.WORTH_IT if least >= 0 else Verdict.NOT_WORTH_IT if most < 0 else Verdict.DEPENDS
    return GestureValue(least, most, verdict, tuple(_break_even(cost, responses, n) for n in range(len(responses))))


def odds(chance: Number) -> tuple[int, int]:
    """Give a chance as "so many in so many", with the smallest numbers that are not below it: 23/100 is 1 in 4.

    Out of at most `MOST_OF`; of pairs that are about equally close, the one of smaller numbers.

    >>> odds(Fraction(23, 100))
    (1, 4)
    """
    chance = exact(chance)
    if not 0 <= chance <= 1:
        raise ValueError("a chance lies between 0 and 1")
    pairs = ((-(-chance.numerator * of // chance.denominator), of) for of in range(1, MOST_OF + 1))
    found = sorted(((Fraction(count, of) - chance, of, count) for count, of in pairs), key=lambda each: each[1])
    close = min(each[0] for each in found) + Fraction(1, 100)
    _above, of, count = next(each for each in found if each[0] <= close)
    return count, of


def _best(responses: Sequence[Response], room: Fraction = Fraction(1)) -> Fraction:
    """The most that the responses can be worth: the chances left over go to the best first (continuous knapsack)."""
    value = sum((response.low * response.worth for response in responses), Fraction(0))
    left = room - sum((response.low for response in responses), Fraction(0))
    for response in sorted(responses, key=lambda each: -each.worth):
        if response.worth <= 0:
            break
        more = min(left, response.high - response.low)
        value += more * response.worth
        left -= more
    return value


def _worst(responses: Sequence[Response], room: Fraction = Fraction(1)) -> Fraction:
    """The least that they can be worth."""
    turned = [Response(name=each.name, worth=-each.worth, low=each.low, high=each.high) for each in responses]
    return -_best(turned, room)


def _break_even(cost: Fraction, responses: Sequence[Response], number: int) -> BreakEven:
    response = responses[number]
    others = [*responses[:number], *responses[number + 1 :]]
    taken = sum((each.low for each in others), Fraction(0))
    bends = _bends(others, taken)
    alone = cost / response.worth if response.worth > 0 else None
    return BreakEven(
        number,
        alone if alone is not None and alone <= 1 else None,
        _least_chance(cost, response.worth, 1 - taken, partial(_worst, others), bends),
        _least_chance(cost, response.worth, 1 - taken, partial(_best, others), bends),
    )


def _least_chance(
    cost: Fraction, worth: Fraction, most: Fraction, rest: Callable[[Fraction], Fraction], bends: Sequence[Fraction]
) -> Fraction | None:
    """The least chance from 0 to `most` at which a response and the rest are worth the cost.

    What they are worth together is linear in the chance between the `bends`.
    """
    marks = sorted({Fraction(0), most, *(bend for bend in bends if 0 < bend < most)})
    values = [mark * worth + rest(1 - mark) - cost for mark in marks]
    if values[0] >= 0:
        return marks[0]
    for (left, below), (right, above) in pairwise(zip(marks, values, strict=True)):
        if above >= 0:
            return left + (right - left) * -below / (above - below)
    return None


def _bends(others: Sequence[Response], taken: Fraction) -> list[Fraction]:
    """Where the chance of a response leaves just so much room that one of the others is filled up or is not begun."""
    found = []
    for turned in (1, -1):
        room = taken
        for response in sorted(others, key=lambda each: -turned * each.worth):
            room += response.high - response.low
            found.append(1 - room)
    return found
