# SPDX-License-Identifier: Apache-2.0
"""A gesture is worth its cost from just these chances on, and the odds told are never too hopeful."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.settlement.gesture import Response, Verdict, gesture_value, odds


chances = st.fractions(0, 1, max_denominator=12)


@st.composite
def responses(draw: st.DrawFn) -> list[Response]:
    made = []
    left = Fraction(1)
    for number in range(draw(st.integers(1, 3))):
        low = min(left, draw(chances))
        left -= low
        high = max(low, draw(chances))
        made.append(Response(name=f"r{number}", worth=Fraction(draw(st.integers(-10, 40))), low=low, high=high))
    return made


@given(responses(), st.integers(0, 30).map(Fraction), st.data())
def test_no_chances_that_are_possible_make_it_worth_less_or_more(
    known: list[Response], cost: Fraction, data: st.DataObject
) -> None:
    value = gesture_value(cost, known)
    left = 1 - sum((each.low for each in known), Fraction(0))
    worth = -cost
    for each in known:
        more = min(left, each.high - each.low) * data.draw(chances)
        left -= more
        worth += (each.low + more) * each.worth
    assert value.least <= worth <= value.most
    if value.verdict is not Verdict.DEPENDS:
        assert (worth >= 0) is (value.verdict is Verdict.WORTH_IT)


@given(responses(), st.integers(1, 30).map(Fraction))
def test_at_the_break_even_chance_it_is_worth_its_cost_and_below_it_is_not(
    known: list[Response], cost: Fraction
) -> None:
    for found in gesture_value(cost, known).break_evens:
        each = known[found.response]
        if found.alone is not None:
            assert found.alone * each.worth == cost
        others = [other for other in known if other is not each]
        for chance, worst in ((found.at_worst, True), (found.at_best, False)):
            if chance is None:
                continue
            fixed = [Response(name="it", worth=each.worth, low=chance, high=chance), *others]
            value = gesture_value(cost, fixed)
            assert (value.least if worst else value.most) >= 0
            if chance:
                before = chance - chance / 1000
                value = gesture_value(cost, [Response(name="it", worth=each.worth, low=before, high=before), *others])
                assert (value.least if worst else value.most) < 0


@given(chances)
def test_odds_are_never_below_the_chance_and_close_to_it(chance: Fraction) -> None:
    count, of = odds(chance)
    assert chance <= Fraction(count, of) <= chance + Fraction(1, 9)
    assert of <= 10


@pytest.mark.parametrize(
    ("chance", "told"), [("23/100", (1, 4)), ("2/3", (2, 3)), ("1/2", (1, 2)), ("1/100", (1, 10)), ("0", (0, 1))]
)
def test_odds_are_told_in_small_numbers(chance: str, told: tuple[int, int]) -> None:
    assert odds(Fraction(chance)) == told


@pytest.mark.parametrize(
    ("cost", "low", "high", "sentence"),
    [
        (-1, 0, 1, "what the step costs"),
        (1, "1/2", "1/3", "a chance lies"),
        (1, "2/3", 1, "the least chances come to more than certainty"),
    ],
)
def test_what_cannot_be_is_refused(cost: int, low: str | int, high: str | int, sentence: str) -> None:
    response = Response(name="a statement", worth=Fraction(5), low=Fraction(low), high=Fraction(high))
    with pytest.raises(ValueError, match=sentence):
        gesture_value(Fraction(cost), [response, response])
