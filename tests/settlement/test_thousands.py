# SPDX-License-Identifier: Apache-2.0
"""Thousands of small scenarios of every kind, each answer held to what looking at every package says.

2,000 of issues with options, each asked whether there is a zone, for three of the six concepts, and for two of ten
other answers, so that each of these is asked hundreds of times; 100 with continuous terms; some by the roads that are
taken where packages are too many to look at, and some with that many. `make fuzz` goes on for as long as it is told.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Concept
from tests.settlement.agreement import EVERYTHING, ROADS, of_concepts, of_roads, of_wide, of_zone
from tests.settlement.agreement_ranges import of_ranges
from tests.settlement.agreement_stopped import of_stopped
from tests.settlement.instances import KINDS, cut_off, kinds, mixed_of, one_of, opposed, scenario_of, seeded, wide_of
from tests.settlement.plain import Plain, trades


INSTANCES = 2000
IN_TURN = tuple(name for name in EVERYTHING if name not in {"zone", "concepts"})
"""The answers of which each instance is asked for two; for whether there is a zone and for three concepts, each is."""
CONCEPTS = tuple(Concept)
OFTEN = {
    "ties": 25,
    "zero weights": 50,
    "equal options": 30,
    "infeasible dependencies": 7,
    "negative values": 50,
    "one option": 25,
    "one party": 8,
    "fractions": 10,
    "nearly ten digits": 8,
    "dependencies": 50,
    "interactions": 50,
    "interactions of three issues": 12,
    "unsure": 60,
    "no zone": 20,
    "a zone": 50,
    "minimums met to the point": 15,
    "four parties or more": 15,
}
"""Of how many instances in a hundred, at the least, each kind is."""

chances = st.randoms(use_true_random=False, note_method_calls=False)
seeds = st.integers(0, 2**64 - 1)


def test_each_kind_of_scenario_occurs_often() -> None:
    count = 400
    found = Counter(kind for seed in range(count) for kind in kinds(scenario_of(seeded(seed))))
    assert set(OFTEN) == set(KINDS)
    assert {
        kind: 100 * found[kind] // count for kind, least in OFTEN.items() if 100 * found[kind] < least * count
    } == {}


def test_there_is_something_to_trade_in_some_of_them() -> None:
    found = 0
    for seed in range(100):
        chance = seeded(seed)
        plain = Plain(opposed(scenario_of(chance)))
        found += bool(plain.packages and trades(plain, one_of(chance, plain.packages).terms, 2))
    assert found >= 4


@settings(max_examples=INSTANCES)
@given(seeds)
def test_every_answer_of_thousands_of_scenarios_is_what_looking_at_every_package_says(seed: int) -> None:
    chance = seeded(seed)
    plain = Plain(scenario_of(chance))
    of_zone(plain)
    of_concepts(chance, plain, [CONCEPTS[(seed + step) % len(CONCEPTS)] for step in (0, 1, 3)])
    for step in (0, 3):
        name = IN_TURN[(seed + step) % len(IN_TURN)]
        event(name)
        EVERYTHING[name](chance, plain)


@settings(max_examples=40)
@given(chances)
def test_so_it_is_of_scenarios_that_shrink(chance: Random) -> None:
    plain = Plain(scenario_of(chance, packages=40))
    for held in EVERYTHING.values():
        held(chance, plain)


@settings(max_examples=300)
@given(seeds)
@example(260537)
def test_so_it_is_where_a_greatest_score_counts_for_a_party(seed: int) -> None:
    chance = seeded(seed)
    plain = Plain(cut_off(chance, scenario_of(chance)))
    of_zone(plain)
    of_concepts(chance, plain, [CONCEPTS[(seed + step) % len(CONCEPTS)] for step in (0, 1)])
    for step in (0, 3):
        EVERYTHING[IN_TURN[(seed + step) % len(IN_TURN)]](chance, plain)
    of_roads(chance, plain, [*ROADS] if seed % 8 == 0 else ["near the relaxation's optimum"])


@settings(max_examples=100)
@given(seeds)
def test_continuous_terms_of_two_parties_give_what_every_choice_of_stretches_gives(seed: int) -> None:
    of_ranges(mixed_of(seeded(seed)))


@pytest.mark.parametrize("road", ROADS)
@settings(max_examples=20)
@example(31)  # three of four can gain
@example(70)  # what is open of one beginning and not of another
@example(106)  # numbers of nearly ten digits, from here on: shares of ideals
@example(282)  # shares that differ by less than a millionth
@example(544)  # few points to gain, of a billion
@example(664)  # what the solver must not simplify
@example(353507092631)  # demands that are kept only roughly
@given(seeds)
def test_each_road_to_a_concept_ends_where_looking_at_every_package_ends(road: str, seed: int) -> None:
    chance = seeded(seed)
    of_roads(chance, Plain(scenario_of(chance)), [road])


@settings(max_examples=15)
@given(seeds)
def test_where_the_time_runs_out_nothing_is_better_than_the_bound_says(seed: int) -> None:
    chance = seeded(seed)
    of_stopped(chance, Plain(scenario_of(chance)))


@settings(max_examples=10)
@given(seeds)
def test_of_a_hundred_thousand_packages_every_vector_is_counted(seed: int) -> None:
    chance = seeded(seed)
    first = chance.randrange(len(CONCEPTS))
    of_wide(wide_of(chance), (CONCEPTS[first], CONCEPTS[first - 1]))


@settings(max_examples=5)
@given(seeds)
def test_of_a_hundred_thousand_packages_a_greatest_score_is_counted(seed: int) -> None:
    chance = seeded(seed)
    first = chance.randrange(len(CONCEPTS))
    of_wide(cut_off(chance, wide_of(chance)), (CONCEPTS[first], CONCEPTS[first - 1]))
