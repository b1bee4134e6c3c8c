# SPDX-License-Identifier: Apache-2.0
"""What is asked for in Python and cannot be answered is refused in a sentence, and never answered as something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import count
from random import Random

import pytest

from goodoffices.settlement import (
    Concept,
    Issue,
    Option,
    Package,
    Preferences,
    Response,
    Scenario,
    adjusted_winner,
    allowed,
    chance,
    equivalents,
    every_package,
    gesture_value,
    gridded,
    improvements,
    is_efficient,
    mixed_solution,
    odds,
    package,
    region,
    robustness,
    rounding,
    single_terms,
    solve,
    trades,
)


OPTIONS = (Option(id="low"), Option(id="high"))
PRICE, SERVICE = Issue(id="price", options=OPTIONS), Issue(id="service", options=OPTIONS)
BUYER = Preferences(id="buyer", values={"price": {"low": Fraction(7)}, "service": {"high": Fraction(3)}})
SELLER = Preferences(id="seller", values={"price": {"high": Fraction(5)}, "service": {"low": Fraction(4)}})
SALE = Scenario(issues=(PRICE, SERVICE), parties=(BUYER, SELLER))
DAYS = Issue(id="days", between=(Fraction(0), Fraction(9)))
FALLING = replace(BUYER, curves={"days": ((Fraction(0), Fraction(2)), (Fraction(9), Fraction(0)))})
RISING = replace(SELLER, curves={"days": ((Fraction(0), Fraction(0)), (Fraction(9), Fraction(3)))})
TIMED = Scenario(issues=(PRICE, SERVICE, DAYS), parties=(FALLING, RISING))

OF_TERMS: tuple[Callable[..., object], ...] = (
    package,
    allowed,
    is_efficient,
    region,
    improvements,
    trades,
    lambda scenario, terms: single_terms(scenario, terms, "buyer"),
    lambda scenario, terms: robustness(scenario, terms, Concept.NASH, random=Random(1), draws=1),  # noqa: S311 - no secret
    lambda scenario, terms: solve(scenario, Concept.NASH, known=[terms]),
    lambda scenario, terms: equivalents(scenario, "buyer", Package(terms, (Fraction(0), Fraction(0)))),
)


@pytest.mark.parametrize("ask", OF_TERMS, ids=count())
@pytest.mark.parametrize(
    ("scenario", "terms", "sentence"),
    [
        (SALE, (0,), "there are 1 terms for 2 issues"),
        (SALE, (0, 1, 1), "there are 3 terms for 2 issues"),
        (SALE, (0, -1), '-1 is no term of "service": give the place of an option, from 0 to 1'),
        (SALE, (2, 0), '2 is no term of "price"'),
        (SALE, (Fraction(1, 2), 0), '1/2 is no term of "price"'),
        (SALE, ("low", 0), 'low is no term of "price"'),
        (TIMED, (0, 0, Fraction(10)), '10 is no term of "days": give a whole number or a Fraction from 0 to 9'),
        (TIMED, (0, 0, -1), '-1 is no term of "days"'),
        (TIMED, (0, 0, float("nan")), 'nan is no term of "days"'),
        (TIMED, (0, -1, 0), '-1 is no term of "service"'),
    ],
)
def test_terms_that_a_scenario_has_not_are_refused(
    ask: Callable[..., object], scenario: Scenario, terms: tuple[int | Fraction, ...], sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"no term of|terms for") as refused:
        ask(scenario, terms)
    assert sentence in str(refused.value)


def test_terms_may_be_given_as_a_list_of_whole_numbers() -> None:
    assert package(TIMED, [True, 0, 3]) == package(TIMED, (1, 0, Fraction(3)))
    assert package(TIMED, [1, 0, 3]).terms == (1, 0, Fraction(3))


@pytest.mark.parametrize("concept", list(Concept))
def test_a_concept_may_be_given_by_its_value_and_means_the_same(concept: Concept) -> None:
    over = {"baseline": (0, 0)} if concept is Concept.MAXIMIN_GAIN else {}
    for scenario in (SALE, TIMED):
        assert solve(scenario, concept.value, **over) == solve(scenario, concept, **over)  # type: ignore[arg-type]


@pytest.mark.parametrize("concept", ["nash", "Kalai", None])
def test_a_concept_that_there_is_not_is_refused(concept: object) -> None:
    for scenario in (SALE, TIMED):
        for ask in (solve, mixed_solution):
            with pytest.raises(ValueError, match=f'"{concept}" is no sense of fair: give one of Concept, Nash, '):
                ask(scenario, concept)  # type: ignore[arg-type] # as somebody may give it
        with pytest.raises(ValueError, match="is no sense of fair"):
            robustness(scenario, (0, 0, 0)[: len(scenario.issues)], concept, random=Random(1))  # type: ignore[arg-type] # noqa: S311


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: single_terms(SALE, (0, 0), "bayer"),
            'there is no party "bayer": give one of buyer, seller',
        ),
        (
            lambda: equivalents(SALE, "bayer", package(SALE, (0, 0))),
            'there is no party "bayer": give one of buyer, seller',
        ),
        (lambda: equivalents(SALE, "buyer", Package((0, 0), (Fraction(9), Fraction(9)))), "has other scores"),
        (lambda: every_package(TIMED), "there is no end to the packages of a range"),
        (lambda: gridded(TIMED, 0), "a range is divided into one step or more, not 0"),
        (lambda: rounding(TIMED, -1), "a range is divided into one step or more, not -1"),
        (lambda: robustness(SALE, (0, 0), Concept.NASH, random=Random(1), draws=0), "0 draws show nothing"),  # noqa: S311
        (lambda: robustness(SALE, (0, 0), Concept.NASH, random=Random(1), spread=Fraction(-1)), "between 0 and 1"),  # noqa: S311
        (lambda: chance(3, 5, confidence=Fraction(2)), "a confidence lies between 0 and 1"),
        (lambda: odds(float("nan")), "nan is not a finite number"),
        (lambda: gesture_value(float("nan"), ()), "nan is not a finite number"),
        (lambda: gesture_value(1, (Response(name="thanks", worth=float("inf")),)), "inf is not a finite number"),  # type: ignore[arg-type]
        (lambda: adjusted_winner([(1, float("nan"))]), "nan is not a finite number"),
    ],
    ids=count(),
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        ask()
    assert sentence in str(refused.value)


def test_floating_points_are_shared_out_as_exactly_as_fractions() -> None:
    exactly = [(Fraction(1, 10), Fraction(9, 10)), (Fraction(7, 10), Fraction(3, 10))]
    assert adjusted_winner([(0.1, 0.9), (0.7, 0.3)]) == adjusted_winner(exactly)
    assert gesture_value(0.5, (Response(name="thanks", worth=0.7),)) == gesture_value(  # type: ignore[arg-type]
        Fraction(1, 2), (Response(name="thanks", worth=Fraction(7, 10)),)
    )
