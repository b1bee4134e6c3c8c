# SPDX-License-Identifier: Apache-2.0
"""Ways to the same frontier agree, whatever the order, the names, the scale or the size of the numbers."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Limits, frontier
from goodoffices.settlement.methods.dominance import efficient as undominated
from goodoffices.settlement.methods.efficient import Efficient, efficient
from goodoffices.settlement.methods.elimination import order
from goodoffices.settlement.methods.factors import factors
from goodoffices.settlement.methods.fronts import Form, Front, leaf, plus
from goodoffices.settlement.methods.integer_program import total
from goodoffices.settlement.methods.steps import steps
from goodoffices.settlement.tables import Bonus, Bounds, Tables
from tests.scenario_strategies import Kind, of_each_kind, scenarios
from tests.settlement.otherwise import counted_otherwise


def random_tables(seed: int, issues: int, options: int, parties: int, most: int) -> Tables:
    """Additive scores at random."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    scores = tuple(
        tuple(tuple(chance.randint(-most, most) for _ in range(parties)) for _ in range(options)) for _ in range(issues)
    )
    return Tables((options,) * issues, scores, (), (), (0,) * parties, (1,) * parties)


def told(found: Efficient) -> list[tuple[tuple[int, ...], int]]:
    """Vectors with their counts."""
    return list(zip(map(tuple, found.scores.tolist()), found.counts, strict=True))


def linked(table: Tables) -> Tables:
    """The same, with dependencies between neighbours that everything keeps."""
    pairs = zip(range(len(table.sizes)), range(1, len(table.sizes)), strict=False)
    always = tuple(Bounds(((one, frozenset({0})), (other, frozenset({1}))), 0, 2) for one, other in pairs)
    return replace(table, bounds=always)


def test_summing_eliminating_and_stepping_along_give_one_frontier() -> None:
    for seed in range(6):
        table = random_tables(seed, 9, 4, 2, 30)
        summed = efficient(table, limits=Limits())
        eliminated = efficient(linked(table), limits=Limits())
        assert eliminated.method == "elimination"
        assert told(summed) == told(eliminated)
        stepped, missing = steps(linked(table), limits=Limits())
        assert missing is None
        assert [total(table, terms) for terms in stepped] == [vector for vector, _ in told(summed)]


def test_a_chain_is_eliminated_from_its_ends_and_each_step_is_told() -> None:
    """The options of the first issue and the last are of two classes, of the others and in a ring of all of three."""
    table, form = linked(random_tables(1, 9, 4, 2, 30)), Form([600, 600])
    sequence, work = order(factors(table, form))
    assert sorted(sequence) == list(range(9))
    assert work == 2 * 3 + 6 * (3 * 3) + 3 * 2 + 2
    closed = Bounds(((8, frozenset({0})), (0, frozenset({1}))), 0, 2)
    assert order(factors(replace(table, bounds=(*table.bounds, closed)), form))[1] == 7 * 3**3 + 3**2 + 3
    steps_told: list[tuple[str, int, int]] = []
    efficient(table, limits=Limits(told=lambda *step: steps_told.append(step)))
    assert steps_told == [("issues", number, 9) for number in range(1, 10)]


def test_of_nothing_there_is_one_package_and_of_what_cannot_be_kept_none() -> None:
    for parties in (1, 2, 3):
        nothing = Tables((), (), (), (), (0,) * parties, (1,) * parties)
        assert told(efficient(nothing, limits=Limits())) == [((0,) * parties, 1)]
        table = random_tables(1, 3, 2, parties, 9)
        assert told(efficient(replace(table, bounds=(Bounds((), 1, 1),)), limits=Limits())) == []


def test_many_parties_are_summed_and_eliminated_alike() -> None:
    for parties in (3, 4, 5):
        table = random_tables(parties, 7, 3, parties, 6)
        assert told(efficient(table, limits=Limits())) == told(efficient(linked(table), limits=Limits()))


def test_numbers_beyond_64_bits_change_nothing() -> None:
    for parties in (1, 2, 3):
        table = random_tables(parties, 6, 4, parties, 9)
        large = replace(
            table, scores=tuple(tuple(tuple(s * 10**30 for s in o) for o in issue) for issue in table.scores)
        )
        found = efficient(large, limits=Limits())
        assert [(tuple(s // 10**30 for s in v), n) for v, n in told(found)] == told(efficient(table, limits=Limits()))


def test_counts_beyond_64_bits_are_exact() -> None:
    table = Tables((2,) * 100, (((1, 1), (1, 1)),) * 100, (), (), (0, 0), (1, 1))
    assert told(efficient(table, limits=Limits())) == [((100, 100), 2**100)]


def test_sums_taken_in_parts_are_those_taken_at_once() -> None:
    table = random_tables(5, 2, 12, 2, 9)
    form = Form([40, 40])
    one, other = (
        leaf(form, issue, range(12), [[s + 9 for s in option] for option in options])
        for issue, options in enumerate(table.scores)
    )
    double = Front(np.repeat(one.vectors, 2), None, None)
    for left in (one, double):
        whole, parts = plus(form, left, other), plus(form, left, other, at_once=3)
        assert whole.vectors.tolist() == parts.vectors.tolist()
        assert (whole.counts is None) == (parts.counts is None)
        if whole.counts is not None and parts.counts is not None:
            assert whole.counts.tolist() == parts.counts.tolist()


def test_the_filter_keeps_just_what_comparing_all_with_all_keeps() -> None:
    chance = np.random.default_rng(1)
    for round_ in range(120):
        parties, most = 1 + round_ % 6, int(chance.integers(1, 40))
        rows = np.unique(chance.integers(0, most, (int(chance.integers(1, 700)), parties)), axis=0)[::-1]
        better = (rows[:, None, :] >= rows[None, :, :]).all(axis=2)
        better &= ~np.eye(len(rows), dtype=np.bool_)
        assert (undominated([rows[:, party] for party in range(parties)]) == ~better.any(axis=0)).all()


@of_each_kind
@settings(max_examples=6)
@given(data=st.data())
def test_order_names_and_scale_change_nothing(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4)))
    chance, factor = data.draw(st.randoms(use_true_random=False)), data.draw(st.integers(1, 7))
    issues = [
        replace(issue, options=tuple(chance.sample(issue.options, len(issue.options)))) for issue in scenario.issues
    ]
    chance.shuffle(issues)
    plain = frontier(scenario, acceptable=True)
    other = frontier(
        replace(counted_otherwise(scenario, [factor] * len(scenario.parties)), issues=tuple(issues)), acceptable=True
    )
    assert [tuple(score * factor for score in each.scores) for each in plain.packages] == [
        each.scores for each in other.packages
    ]
    assert plain.counted is other.counted
    assert plain.counts == other.counts or not plain.counted


def test_an_interaction_that_never_or_always_holds_is_told_apart() -> None:
    table = random_tables(2, 2, 2, 2, 5)
    never = Bonus(0, ((0, frozenset({0})), (0, frozenset({1}))), -3)
    always = Bonus(1, ((1, frozenset({0, 1})),), -4)
    found = efficient(replace(table, bonuses=(never, always)), limits=Limits())
    plain = efficient(table, limits=Limits())
    assert told(found) == [((one, other - 4), count) for (one, other), count in told(plain)]
