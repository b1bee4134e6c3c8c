# SPDX-License-Identifier: Apache-2.0
"""Continuous terms among any number of parties: exact, and no package on any grid is better by what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count, pairwise, product
from math import prod
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Status,
    acceptable,
    allowed,
    check,
    every_package,
    from_plain,
    gridded,
    mixed_solution,
    package,
    solve,
    to_plain,
    zone,
)
from goodoffices.settlement.ranges import choosing
from goodoffices.settlement.ranges.mixing import Row, mixed_best
from tests.scenario_strategies import UNPAIRED, Kind, mixed, of_each_kind_but
from tests.settlement.otherwise import counted_otherwise, renamed


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


@of_each_kind_but(Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_no_package_on_a_grid_is_fairer_among_any_number(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    count = len(scenario.parties)
    baseline = data.draw(st.lists(st.integers(-3, 9), min_size=count, max_size=count))
    rows = [row for row in on_grid(scenario) if all(s >= p.minimum for s, p in zip(row, scenario.parties, strict=True))]
    for concept in Concept:
        of_concept(scenario, solve(scenario, concept, baseline=baseline if concept in OVER else None), rows)
    only = data.draw(st.integers(0, count - 1))
    weights = {party.id: Fraction(place == only) for place, party in enumerate(scenario.parties)}
    of_concept(scenario, solve(scenario, Concept.UTILITARIAN, party_weights=weights), rows)


OVER = {Concept.MAXIMIN_GAIN}
"""The concepts that count gains over a baseline."""


def of_concept(scenario: Scenario, answer: Answer, rows: Sequence[tuple[Fraction, ...]]) -> None:
    """Its package keeps the dependencies, and of those on a grid none is better by it, or better for all."""
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
        assert answer.concept is Concept.NASH
        assert 1 < answer.certificate.bound[0] / answer.certificate.value[0] <= 1 + Fraction(1, 10**12)
        best = best[0], answer.certificate.bound[0]
    assert all(measured(answer, scenario, row) <= best for row in rows)
    assert not any(all(a >= b for a, b in zip(row, found.scores, strict=True)) and row != found.scores for row in rows)


@pytest.mark.parametrize("best", [0, 4, 10])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_what_only_one_partys_points_decide_is_still_the_best_for_the_others(count: int, best: int) -> None:
    """The first party does not care: whatever number of the range is best for it, one is better for the others."""
    ends = Fraction(0), Fraction(10)
    liked = {"share": tuple((x, Fraction(9) if x == best else Fraction(0)) for x in (ends[0], Fraction(4), ends[1]))}
    others = tuple(Preferences(id=f"p{number}", curves=liked) for number in range(1, count))
    scenario = Scenario(issues=(Issue(id="share", between=ends),), parties=(Preferences(id="p0"), *others))
    weights = {"p0": 1, **{party.id: 0 for party in others}}
    answer = solve(scenario, Concept.UTILITARIAN, party_weights=weights)
    assert answer.certificate.status is Status.PROVEN
    assert [each.terms for each in answer.packages] == [(best,)]


@of_each_kind_but(*UNPAIRED, Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_two_methods_agree_for_two_parties(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind, parties=(2, 2)))
    beside = Preferences(id="beside")
    for concept in Concept:
        if concept in OVER:
            continue
        three = solve(replace(scenario, parties=(*scenario.parties, beside)), concept)
        two = mixed_solution(scenario, concept)
        if concept in {Concept.NASH, Concept.UTILITARIAN}:
            assert two.certificate.value == three.certificate.value
        assert bool(two.packages) is bool(three.packages)
        if concept is Concept.KALAI_SMORODINSKY and two.packages:
            assert two.certificate.value == three.certificate.value[:-1]


@of_each_kind_but(Kind.TWO, Kind.CUT)
@settings(max_examples=1)
@given(data=st.data())
def test_a_program_finds_what_a_list_of_choices_does(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind, parties=None if kind in UNPAIRED else (3, 3)))
    for concept in Concept:
        baseline = [0] * len(scenario.parties) if concept in OVER else None
        listed = solve(scenario, concept, baseline=baseline)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(choosing, "FEW", 0)
            assert solve(scenario, concept, baseline=baseline).certificate.value == listed.certificate.value


@of_each_kind_but(Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_what_is_fair_among_terms_in_ranges_hangs_neither_on_order_nor_on_names_nor_on_a_partys_unit(
    kind: Kind, data: st.DataObject
) -> None:
    scenario, chance = data.draw(mixed(kind)), data.draw(st.randoms(use_true_random=False))
    factors = [Fraction(data.draw(st.integers(1, 9)), 4) for _ in scenario.parties]
    moved, rescaled = renamed(scenario, chance), counted_otherwise(scenario, factors)
    for concept in Concept:
        least = [party.minimum for party in scenario.parties] if concept in OVER else None
        again = [party.minimum for party in moved.parties] if concept in OVER else None
        answer, other = solve(scenario, concept, baseline=least), solve(moved, concept, baseline=again)
        given_, meant = answer.certificate, other.certificate
        assert meant.status is given_.status
        if given_.status is Status.BEST_FOUND:
            assert concept is Concept.NASH
            continue
        assert meant.value == given_.value
        if concept is Concept.KALAI_SMORODINSKY:
            assert solve(rescaled, concept).certificate.value == given_.value
        if concept is Concept.NASH:
            above = zip(answer.packages[0].scores, scenario.parties, strict=True) if answer.packages else ()
            if all(score > party.minimum for score, party in above):  # else it hangs on whose gains are multiplied
                times = prod(factors)
                assert solve(rescaled, concept).certificate.value == tuple(each * times for each in given_.value)


@pytest.mark.parametrize("concept", [Concept.LEXIMIN, Concept.EGALITARIAN])
def test_however_soon_the_time_is_up_what_was_found_is_acceptable_and_what_is_proven_holds(concept: Concept) -> None:
    chance = Random(2)  # noqa: S311 - an example, not a secret
    ends = Fraction(0), Fraction(4), Fraction(10)
    listed = tuple(Issue(id=f"i{place}", options=tuple(Option(id=f"o{n}") for n in range(3))) for place in range(3))
    ranges = tuple(Issue(id=f"c{place}", between=(ends[0], ends[-1])) for place in range(3))
    scenario = Scenario(
        issues=(*listed, *ranges),
        parties=tuple(
            Preferences(
                id=f"p{number}",
                values={each.id: {o.id: Fraction(chance.randrange(30)) for o in each.options} for each in listed},
                curves={each.id: tuple((x, Fraction(chance.randrange(20))) for x in ends) for each in ranges},
            )
            for number in range(4)
        ),
    )
    most, bounds = solve(scenario, concept).certificate.value, []
    for times in range(1, 20):
        calls = count()
        late = Limits(spent=lambda calls=calls, times=times: next(calls) >= times)  # type: ignore[misc] # one each
        answer = solve(scenario, concept, limits=late)
        found = answer.certificate
        assert all(acceptable(scenario, each) for each in answer.packages)
        assert found.value <= most
        assert found.bound[:1] >= most[:1], "from the first step on it is known what nobody exceeds"
        assert found.bound >= most[: len(found.bound)]
        assert max(found.bound) <= 3 * 29 + 3 * 19, "nobody is said to gain more than there is"
        assert found.bound[:-1] == most[: max(len(found.bound) - 1, 0)], "only the last is not yet known to be reached"
        assert found.status is not Status.PROVEN or found.bound == found.value == most
        bounds.append(found.bound)
    assert all(len(one) <= len(other) for one, other in pairwise(bounds))
    assert bounds[0] > bounds[2] > bounds[6]
    assert all(most[:known] in bounds for known in (1, 2, 3))


@of_each_kind_but(Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_leximin_among_terms_in_ranges_is_at_least_what_is_egalitarian(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    egalitarian, leximin = solve(scenario, Concept.EGALITARIAN), solve(scenario, Concept.LEXIMIN)
    assert leximin.certificate.value[:1] == egalitarian.certificate.value
    gains = [
        tuple(sorted(s - p.minimum for s, p in zip(each.scores, scenario.parties, strict=True)))
        for each in (*egalitarian.packages, *leximin.packages)
    ]
    assert all(each[:1] == egalitarian.certificate.value for each in gains)
    assert max(gains, default=()) == leximin.certificate.value


@of_each_kind_but(Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_a_zone_is_found_or_no_package_on_a_grid_lacks_less_among_any_number(kind: Kind, data: st.DataObject) -> None:
    scenario, more = data.draw(mixed(kind)), data.draw(st.integers(0, 12))
    asked = replace(scenario, parties=tuple(replace(party, minimum=party.minimum + more) for party in scenario.parties))
    found = zone(asked)
    if kind is not Kind.MORE or found.status is Status.PROVEN:  # what four demands exclude takes the checker minutes
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


FAR = Fraction(1 - 10**9)
"""As low a minimum as there can be: then gains are large, and differ by little."""


def test_large_gains_that_differ_by_little_are_multiplied_exactly() -> None:
    points = ((0, 1, 5, 2), (0, 2, 6, 2)), ((0, 0, 0, 0), (2, 4, 6, 3)), ((-2, -1, 2, 4), (1, 0, -1, 1))
    three = Scenario(
        issues=tuple(Issue(id=name, between=(Fraction(0), Fraction(6))) for name in "xy"),
        parties=tuple(
            Preferences(
                id=f"p{number}",
                minimum=FAR if number != 1 else Fraction(0),
                curves={
                    name: tuple((Fraction(x), Fraction(y)) for x, y in zip((0, 4, 5, 6), curve, strict=True))
                    for name, curve in zip("xy", curves, strict=True)
                },
            )
            for number, curves in enumerate(points)
        ),
    )
    curve = tuple((Fraction(x), Fraction(y, 20)) for x, y in ((0, 9), (1, 180), (6, 60)))
    one = Scenario(issues=three.issues[:1], parties=(Preferences(id="p", curves={"x": curve}, minimum=FAR),))
    for scenario in (three, one):
        of_concept(scenario, solve(scenario, Concept.NASH), on_grid(scenario))


@of_each_kind_but(Kind.CUT, Kind.APART)
@settings(max_examples=4)
@given(data=st.data())
def test_the_largest_product_is_found_however_low_the_minimums_are(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    parties = tuple(replace(each, minimum=FAR) if data.draw(st.booleans()) else each for each in scenario.parties)
    low = replace(scenario, parties=parties)
    rows = [row for row in on_grid(low) if all(s >= p.minimum for s, p in zip(row, parties, strict=True))]
    of_concept(low, solve(low, Concept.NASH), rows)


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
