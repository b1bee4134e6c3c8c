# SPDX-License-Identifier: Apache-2.0
"""Continuous terms among any number of parties: exact, and no package on any grid is better by what is asked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Interaction,
    Issue,
    Option,
    Preferences,
    Scenario,
    Status,
    acceptable,
    allowed,
    check,
    choosing,
    every_package,
    from_plain,
    gridded,
    mixed_solution,
    package,
    solve,
    to_plain,
    zone,
)
from goodoffices.settlement.mixing import Row, mixed_best
from tests.scenario_strategies import scenarios


@st.composite
def mixed(draw: st.DrawFn, *, parties: tuple[int, int] = (1, 4), options: tuple[int, int] = (1, 3)) -> Scenario:
    """Some issues with options, one or two continuous ones whose curves bend either way at whole numbers."""
    scenario = draw(scenarios(parties=parties, issues=(1, 2), options=options))
    low = draw(st.sampled_from((0, -4)))
    ends = (Fraction(low), Fraction(low + 6))
    added = tuple(Issue(id=f"c{place}", between=ends) for place in range(draw(st.integers(1, 2))))

    def curve() -> tuple[tuple[Fraction, Fraction], ...]:
        bends = sorted(draw(st.sets(st.integers(1, 5), max_size=2)))
        return tuple((Fraction(low + x), Fraction(draw(st.integers(-4, 12)))) for x in (0, *bends, 6))

    return replace(
        scenario,
        issues=(*scenario.issues, *added),
        parties=tuple(
            replace(party, curves={issue.id: curve() for issue in added if draw(st.integers(0, 4))})
            for party in scenario.parties
        ),
    )


def on_grid(scenario: Scenario) -> list[tuple[Fraction, ...]]:
    return [each.scores for each in every_package(gridded(scenario, 6))]


def measured(answer: Answer, scenario: Scenario, scores: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """How a concept compares packages, from its definition."""
    gains = [score - base for score, base in zip(scores, answer.baseline, strict=True)]
    match answer.concept:
        case Concept.UTILITARIAN:
            return (sum((w * s for w, s in zip(answer.party_weights, scores, strict=True)), Fraction(0)),)
        case Concept.NASH:
            above = [gain for gain in gains if gain > 0]
            return Fraction(len(above)), prod(above, start=Fraction(1))
        case Concept.EGALITARIAN:
            return (min(gains),)
        case Concept.KALAI_SMORODINSKY:
            most = [
                ideal.scores[place] - party.minimum
                for place, (ideal, party) in enumerate(zip(answer.certificate.ideals, scenario.parties, strict=True))
            ]
            gains = [gain / ideal if ideal else Fraction(1) for gain, ideal in zip(gains, most, strict=True)]
    return tuple(sorted(gains))


@settings(max_examples=120)
@given(
    st.integers(1, 4).flatmap(
        lambda parties: st.tuples(
            st.lists(
                st.lists(st.tuples(*[st.integers(-3, 9)] * parties), min_size=1, max_size=3), min_size=1, max_size=3
            ),
            st.lists(
                st.builds(
                    Row, st.tuples(*[st.integers(0, 3)] * parties), st.integers(-5, 12), st.sampled_from([0, 1, 2])
                ),
                min_size=1,
                max_size=6,
            ),
        )
    )
)
def test_multipliers_prove_that_no_mixture_goes_higher(given_: tuple[list[list[tuple[int, ...]]], list[Row]]) -> None:
    scores, rows = given_
    rows[0] = replace(rows[0], rate=1)
    found = mixed_best(scores, [tuple(range(len(each))) for each in scores], [0] * len(scores[0][0]), rows)
    most = max(sum(found.cut.weigh(score) for score in taken) for taken in product(*scores))
    if found.value is None:
        assert not found.cut.rate
        assert most < found.cut.least
        return
    assert sum(share for share, _ in found.mixture) == 1
    assert most == found.cut.least + found.cut.rate * found.value
    assert found.cut.rate > 0
    for row in rows:
        assert row.weigh(found.scores) >= row.least + row.rate * found.value


@settings(max_examples=60)
@given(mixed(), st.sampled_from(Concept), st.data())
def test_no_package_on_a_grid_is_fairer_among_any_number(
    scenario: Scenario, concept: Concept, data: st.DataObject
) -> None:
    count = len(scenario.parties)
    baseline = None
    if concept is Concept.MAXIMIN_GAIN:
        baseline = data.draw(st.lists(st.integers(-3, 9), min_size=count, max_size=count))
    answer = solve(scenario, concept, baseline=baseline)
    rows = [row for row in on_grid(scenario) if all(s >= p.minimum for s, p in zip(row, scenario.parties, strict=True))]
    if not answer.packages:
        assert answer.certificate.status is Status.NONE
        assert not rows
        return
    (found, *_level) = answer.packages
    assert acceptable(scenario, found)
    assert allowed(scenario, found.terms)
    assert package(scenario, found.terms) == found
    best = measured(answer, scenario, found.scores)
    if answer.certificate.status is not Status.PROVEN:
        assert concept is Concept.NASH
        assert 1 < answer.certificate.bound[0] / answer.certificate.value[0] <= 1 + Fraction(1, 10**12)
        best = best[0], answer.certificate.bound[0]
    assert all(measured(answer, scenario, row) <= best for row in rows)
    assert not any(all(a >= b for a, b in zip(row, found.scores, strict=True)) and row != found.scores for row in rows)


@settings(max_examples=25)
@given(mixed(parties=(2, 2)), st.sampled_from([each for each in Concept if each is not Concept.MAXIMIN_GAIN]))
def test_two_methods_agree_for_two_parties(scenario: Scenario, concept: Concept) -> None:
    beside = Preferences(id="beside")
    three = solve(replace(scenario, parties=(*scenario.parties, beside)), concept)
    two = mixed_solution(scenario, concept)
    if concept in {Concept.NASH, Concept.UTILITARIAN}:
        assert two.certificate.value == three.certificate.value
    assert bool(two.packages) is bool(three.packages)
    if concept is Concept.KALAI_SMORODINSKY and two.packages:
        assert two.certificate.value == three.certificate.value[:-1]


@settings(max_examples=15, deadline=None)
@given(mixed(), st.sampled_from(Concept))
def test_a_program_finds_what_a_list_of_choices_does(scenario: Scenario, concept: Concept) -> None:
    baseline = [0] * len(scenario.parties) if concept is Concept.MAXIMIN_GAIN else None
    assume(len(scenario.parties) != 2)
    listed = solve(scenario, concept, baseline=baseline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "FEW", 0)
        assert solve(scenario, concept, baseline=baseline).certificate.value == listed.certificate.value


@settings(max_examples=25)
@given(mixed(parties=(3, 3)), st.permutations([0, 1, 2]), st.integers(1, 5))
def test_what_is_fair_hangs_neither_on_order_nor_on_a_partys_unit(
    scenario: Scenario, order: list[int], factor: int
) -> None:
    moved = replace(scenario, issues=scenario.issues[::-1], parties=tuple(scenario.parties[place] for place in order))
    first = scenario.parties[0]
    scaled = replace(
        first,
        values={issue: {o: v * factor for o, v in values.items()} for issue, values in first.values.items()},
        curves={issue: tuple((x, y * factor) for x, y in curve) for issue, curve in first.curves.items()},
        interactions=tuple(Interaction(together=i.together, adds=i.adds * factor) for i in first.interactions),
        minimum=first.minimum * factor,
    )
    rescaled = replace(scenario, parties=(scaled, *scenario.parties[1:]))
    for concept in (Concept.NASH, Concept.KALAI_SMORODINSKY, Concept.LEXIMIN):
        answer = solve(scenario, concept).certificate
        other = solve(moved, concept).certificate
        assert other.status is answer.status
        if answer.status is not Status.BEST_FOUND:
            assert other.value == answer.value
            if concept is Concept.KALAI_SMORODINSKY:
                assert solve(rescaled, concept).certificate.value == answer.value


@settings(max_examples=40)
@given(mixed(), st.integers(0, 12))
def test_a_zone_is_found_or_no_package_on_a_grid_lacks_less_among_any_number(scenario: Scenario, more: int) -> None:
    asked = replace(scenario, parties=tuple(replace(party, minimum=party.minimum + more) for party in scenario.parties))
    found = zone(asked)
    assert check(asked, found).finding is not Finding.REFUTED
    assert from_plain(asked, to_plain(asked, found)) == found
    lacking = [
        [max(party.minimum - score, Fraction(0)) for party, score in zip(asked.parties, row, strict=True)]
        for row in on_grid(asked)
    ]
    if found.status is Status.PROVEN:
        assert found.package is not None
        assert acceptable(asked, found.package)
        return
    assert found.conflict is not None
    assert found.conflict.minimal
    assert all(any(row) for row in lacking)
    if found.least_total is None or found.least_largest is None:
        assert not lacking
        return
    total, largest = found.least_total, found.least_largest
    assert all((sum(row), max(row)) >= (total.total, total.largest) for row in lacking)
    assert all((max(row), sum(row)) >= (largest.largest, largest.total) for row in lacking)


def shared(*shapes: tuple[int, ...]) -> Scenario:
    """One pot of 12 that three parties divide in two continuous terms; the third gets what is left of each."""
    issues = tuple(Issue(id=name, between=(Fraction(0), Fraction(6))) for name in ("first", "second"))
    places = (0, 2, 6)
    return Scenario(
        issues=issues,
        parties=tuple(
            Preferences(
                id=f"p{number}",
                curves={
                    issue.id: tuple((Fraction(x), Fraction(y)) for x, y in zip(places, values, strict=True))
                    for issue, values in zip(issues, (shape[:3], shape[3:]), strict=True)
                },
            )
            for number, shape in enumerate(shapes)
        ),
    )


def test_a_largest_product_at_fractions_is_found_to_the_fraction() -> None:
    scenario = shared((0, 2, 6, 0, 0, 0), (0, 0, 0, 0, 2, 6), (7, 5, 1, 7, 5, 1))
    found = solve(scenario, Concept.NASH)
    assert found.certificate.status is Status.PROVEN
    # x * y * (14 - x - y) is largest at 14/3 for each.
    assert found.packages[0].terms == (Fraction(14, 3), Fraction(14, 3))


def test_a_product_that_is_largest_at_no_fraction_is_proven_as_finely_as_asked() -> None:
    # The first gains x, the second 6 - x, the third 1 + x: x * (6 - x) * (1 + x) is largest at (5 + 43 ** 0.5) / 3.
    ends = Fraction(0), Fraction(6)
    curves = (ends[0], ends[1]), (ends[1], ends[0]), (Fraction(1), Fraction(7))
    scenario = Scenario(
        issues=(Issue(id="x", between=ends),),
        parties=tuple(
            Preferences(id=f"p{number}", curves={"x": tuple(zip(ends, curve, strict=True))})
            for number, curve in enumerate(curves)
        ),
    )
    for digits in (12, 60):
        answer = mixed_solution(scenario, Concept.NASH, precision=Fraction(1, 10**digits))
        assert answer.certificate.status is Status.BEST_FOUND
        (value,), (bound,) = answer.certificate.value, answer.certificate.bound
        assert value < bound <= value * (1 + Fraction(1, 10**digits))
        (number,) = answer.packages[0].terms
        # By its error the number is off by the root of that of the product at the most.
        assert abs((3 * Fraction(number) - 5) ** 2 - 43) < Fraction(1, 10 ** (digits // 2 - 2))
        assert check(scenario, answer).finding is not Finding.REFUTED


def test_what_bends_upwards_is_not_mixed_over_the_bend() -> None:
    scenario = Scenario(
        issues=(Issue(id="x", between=(Fraction(0), Fraction(2))), Issue(id="y", options=(Option(id="only"),))),
        parties=tuple(
            Preferences(id=name, curves={"x": tuple((Fraction(n), Fraction(v)) for n, v in enumerate(values))})
            for name, values in (("a", (10, 1, 0)), ("b", (0, 1, 10)), ("c", (5, 5, 5)))
        ),
    )
    answer = solve(scenario, Concept.LEXIMIN)
    (found,) = answer.packages
    assert list(map(int, found.scores)) == [1, 1, 5]
    assert answer.certificate.status is Status.PROVEN


def test_numbers_increase_along_every_curve_made_here() -> None:
    for party in shared((0, 2, 6, 0, 0, 0)).parties:
        for curve in party.curves.values():
            assert all(left < right for (left, _), (right, _) in pairwise(curve))


def test_the_next_smallest_gain_is_raised_until_another_party_has_no_more() -> None:
    """Along x from 0 to 1 the four have 2 + x, 2, 4 - 4x and 4 - 2x: the second smallest is largest at 2/5."""
    values = ((2, 3, 2), (2, 2, 1), (4, 0, 3), (4, 2, 2))
    scenario = Scenario(
        issues=(Issue(id="x", between=(Fraction(0), Fraction(2))),),
        parties=tuple(
            Preferences(id=f"p{place}", curves={"x": tuple((Fraction(x), Fraction(y)) for x, y in enumerate(each))})
            for place, each in enumerate(values)
        ),
    )
    answer = solve(scenario, Concept.LEXIMIN)
    assert answer.certificate.status is Status.PROVEN
    assert [each.terms for each in answer.packages] == [(Fraction(2, 5),)]
    assert list(answer.certificate.value) == [2, Fraction(12, 5), Fraction(12, 5), Fraction(16, 5)]
