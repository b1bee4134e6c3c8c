# SPDX-License-Identifier: Apache-2.0
"""How often a package with terms in ranges stays the best is counted draw by draw, each answered exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from goodoffices.settlement import Concept, Issue, Limits, Package, Preferences, Scenario, robustness, solve
from goodoffices.settlement.packages import package
from goodoffices.settlement.robustness import drawn
from tests.settlement.instances import seeded
from tests.settlement.plain_ranges import PlainRanges, bettered
from tests.settlement.test_mixed_regions import packages


DRAWS = 4


@pytest.mark.parametrize("concept", [each for each in Concept if each is not Concept.MAXIMIN_GAIN])
@settings(max_examples=4)
@given(given_=packages(parties=(2, 2)))
def test_of_two_parties_just_the_draws_are_counted_in_which_it_is_best(
    given_: tuple[Scenario, list[Package], Package], concept: Concept
) -> None:
    scenario, _every, one = given_
    best = solve(scenario, concept).packages
    terms = best[0].terms if best else one.terms
    found = robustness(scenario, terms, concept, random=seeded(3), draws=DRAWS)
    random, counts = seeded(3), [0, 0, 0]
    for _ in range(DRAWS):
        plain = PlainRanges(drawn(scenario, random))
        first, second = package(plain.scenario, terms).scores
        good = not bettered(plain, (first, second))
        reached = all(s >= low for s, low in zip((first, second), plain.minimums, strict=True))
        counts[0] += good
        counts[1] += reached
        counts[2] += (
            good and reached and plain.measured(concept, (first, second), plain.ideals()) == plain.best(concept)
        )
    assert [each.times for each in (found.efficient, found.acceptable, found.best)] == counts
    assert sum(each.undecided for each in (found.efficient, found.acceptable, found.best)) == 0
    assert sum(each.times for each in found.rivals) <= DRAWS - found.best.times


def shared(parties: int, bend: int) -> Scenario:
    """A range of which the first wants more and all others less, steeply up to a bend and hardly beyond it."""
    low, middle, high = Fraction(0), Fraction(bend), Fraction(10)
    return Scenario(
        issues=(Issue(id="pay", between=(low, high)),),
        parties=tuple(
            Preferences(
                id=f"p{place}",
                curves={"pay": ((low, low), (middle, high), (high, high + 1))}
                if place == 0
                else {"pay": ((low, high + 1), (middle, high), (high, low))},
            )
            for place in range(parties)
        ),
    )


@pytest.mark.parametrize("parties", [2, 3])
def test_a_number_at_which_all_curves_bend_stays_the_best_and_one_on_a_slope_does_not(parties: int) -> None:
    scenario = shared(parties, 5)
    at_bend = robustness(scenario, (Fraction(5),), Concept.NASH, random=seeded(1), draws=20)
    assert (at_bend.best.times, at_bend.efficient.times) == (20, 20)
    beside = robustness(scenario, (Fraction(5) + Fraction(1, 50),), Concept.NASH, random=seeded(1), draws=20)
    assert (beside.best.times, beside.efficient.times) == (0, 20)
    assert [(each.terms, each.times) for each in beside.rivals] == [((Fraction(5),), 20)]


def test_what_was_not_decided_in_time_counts_both_ways_but_for_what_is_seen() -> None:
    calls = iter(range(10_000))
    found = robustness(
        shared(3, 5),
        (Fraction(0),),
        Concept.NASH,
        random=seeded(1),
        draws=3,
        limits=Limits(spent=lambda: next(calls) > 0),
    )
    assert found.draws == 1
    assert found.best.times + found.best.undecided <= 1
    assert (found.best.low, found.best.high) == (Fraction(0), Fraction(1))
