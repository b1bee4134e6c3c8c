# SPDX-License-Identifier: Apache-2.0
"""The quick way to the frontier of two parties gives what eliminating one issue after the other gives."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Limits
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.methods.staircase import Form, Front, plus
from goodoffices.settlement.tables import Tables
from tests.settlement.test_fronts import linked, told


@st.composite
def two_parties(draw: st.DrawFn) -> Tables:
    """Additive scores: few points and so many ties, or many; large ones that are level but for their last digits."""
    most = draw(st.sampled_from([1, 3, 20, 10**6, 10**12, 10**20, 10**40]))
    scale = draw(st.sampled_from([1, 10**15, 10**30]))
    odd = draw(st.sampled_from([0, 1, 10**14])) if scale > 1 else 0
    sizes = tuple(draw(st.lists(st.integers(1, 6), min_size=2, max_size=14)))
    chance = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311 - an example, not a secret

    def score() -> int:
        return chance.randint(-most, most) * scale + chance.randint(0, odd)

    scores = tuple(tuple((score(), score()) for _ in range(size)) for size in sizes)
    return Tables(sizes, scores, (), (), (0, 0), (1, 1))


@settings(max_examples=250)
@given(two_parties())
def test_vectors_and_counts_are_those_of_eliminating_the_issues(table: Tables) -> None:
    quick = efficient(table, limits=Limits())
    assert quick.method == "frontier"
    assert told(quick) == told(efficient(linked(table), limits=Limits()))
    for vector, terms in zip(quick.scores.tolist(), quick.terms.tolist(), strict=True):
        taken = [issue[option] for issue, option in zip(table.scores, terms, strict=True)]
        assert vector == [sum(column) for column in zip(*taken, strict=True)]


@st.composite
def stairs(draw: st.DrawFn) -> Front:
    """An efficient front of losses up to 500 for each party, some vectors reached more than once."""
    losses = draw(st.sets(st.integers(0, 500), min_size=1, max_size=40))
    first, second = sorted(losses), sorted(losses, reverse=True)
    keys = np.array([(a << 10) + b - min(second) for a, b in zip(first, second, strict=True)])
    counts = draw(st.one_of(st.none(), st.just(np.arange(1, len(keys) + 1))))
    return Front(keys, counts)


@settings(max_examples=150)
@given(stairs(), stairs(), st.sampled_from([1, 7, 64]))
def test_sums_looked_at_in_ranges_are_those_looked_at_at_once(left: Front, right: Front, at_once: int) -> None:
    form = Form.of((1000, 1000))
    whole, ranged = (
        plus(form, left, right, Limits(), at_once=limit) for limit in (len(left.keys) * len(right.keys), at_once)
    )
    assert whole.keys.tolist() == ranged.keys.tolist()
    lefts, rights = np.divmod(ranged.places, len(right.keys))
    assert (left.keys[lefts] + right.keys[rights] == ranged.keys).all()
    ones = [1] * len(whole.keys)
    assert (ones if whole.counts is None else whole.counts.tolist()) == (
        ones if ranged.counts is None else ranged.counts.tolist()
    )


def test_scores_that_take_sixty_bits_are_summed_as_exactly() -> None:
    chance = random.Random(1)  # noqa: S311 - an example, not a secret
    small = tuple(tuple((chance.randint(0, 900), chance.randint(0, 900)) for _ in range(5)) for _ in range(6))
    large = tuple(tuple((first * 2**17, second * 2**17) for first, second in issue) for issue in small)
    table = Tables((5,) * 6, small, (), (), (0, 0), (1, 1))
    found = efficient(replace(table, scores=large), limits=Limits())
    assert [(first >> 17, second >> 17) for first, second in found.scores.tolist()] == [
        tuple(vector) for vector in efficient(table, limits=Limits()).scores.tolist()
    ]
