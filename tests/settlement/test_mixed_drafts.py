# SPDX-License-Identifier: Apache-2.0
"""A draft with continuous terms: what is said of it holds, and nothing on a grid was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Count,
    Holds,
    Issue,
    Limits,
    Option,
    Package,
    Preferences,
    Scenario,
    Shift,
    Status,
    Terms,
    allowed,
    equivalents,
    every_package,
    frontier,
    gridded,
    improvements,
    mixed_frontier,
    package,
    single_terms,
    trades,
)
from goodoffices.settlement.packages import dominates
from tests.scenario_strategies import Kind, mixed, of_each_kind_but


def on_grid(scenario: Scenario) -> list[Package]:
    """Packages whose numbers lie on a grid, all that there are."""
    divided = gridded(scenario, 6)

    def numbers(terms: Terms) -> Terms:
        return tuple(
            Fraction(beside.options[int(term)].amount or 0) if issue.continuous else term
            for issue, beside, term in zip(scenario.issues, divided.issues, terms, strict=True)
        )

    return [package(scenario, numbers(each.terms)) for each in every_package(divided)]


def draft_of(data: st.DataObject, kind: Kind) -> tuple[Scenario, list[Package], Package]:
    """A scenario, its packages on a grid, and one of them."""
    scenario = data.draw(mixed(kind))
    every = on_grid(scenario)
    assume(every)
    return scenario, every, data.draw(st.sampled_from(every))


def changed(one: Package, other: Package) -> list[int]:
    return [place for place, (a, b) in enumerate(zip(one.terms, other.terms, strict=True)) if a != b]


def gained(before: Package, after: Package) -> tuple[Fraction, ...]:
    return tuple(b - a for a, b in zip(before.scores, after.scores, strict=True))


def moved(scenario: Scenario, draft: Package, places: Sequence[int], to: Sequence[int | Fraction]) -> Package:
    terms = list(draft.terms)
    for place, term in zip(places, to, strict=True):
        terms[place] = term
    assert allowed(scenario, tuple(terms))
    return package(scenario, tuple(terms))


@of_each_kind_but(Kind.NEVER, Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_no_nearer_number_suffices_than_the_single_terms_that_are_given(kind: Kind, data: st.DataObject) -> None:
    scenario, every, draft = draft_of(data, kind)
    more = data.draw(st.integers(0, 8))
    party = data.draw(st.integers(0, len(scenario.parties) - 1))
    parties = list(scenario.parties)
    parties[party] = replace(parties[party], minimum=draft.scores[party] + more)
    scenario = replace(scenario, parties=tuple(parties))
    found = single_terms(scenario, draft.terms, parties[party].id)
    assert found.lacking == more
    near: dict[tuple[int, bool], Fraction] = {}
    for single in found.sufficient:
        after = moved(scenario, draft, [single.move.issue], [single.move.end])
        assert after.scores[party] >= parties[party].minimum
        assert gained(draft, after) == single.changes
        near[single.move.issue, single.move.end > single.move.start] = abs(
            Fraction(single.move.end) - single.move.start
        )
        if isinstance(single.move, Shift):
            assert single.distance == single.move.end - single.move.start
    for other in every:
        places = changed(draft, other)
        if more and len(places) == 1:
            far = Fraction(other.terms[places[0]]) - Fraction(draft.terms[places[0]])
            if other.scores[party] >= parties[party].minimum:
                assert near[places[0], far > 0] <= abs(far)
            elif not found.sufficient:
                assert found.still_lacking <= parties[party].minimum - other.scores[party]


@of_each_kind_but(Kind.NEVER, Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_no_improvement_on_a_grid_betters_those_that_are_given(kind: Kind, data: st.DataObject) -> None:
    scenario, every, draft = draft_of(data, kind)
    found = improvements(scenario, draft.terms)
    better = [each for each in every if dominates(each.scores, draft.scores)]
    if found.is_efficient:
        assert not better
        return
    assert found.fairest is not None
    assert (found.remainder == "") is (found.status is Status.PROVEN)
    for place in range(len(scenario.parties)):
        most = max(each.scores[place] for each in found.efficient)
        assert all(each.scores[place] <= most for each in better)
    for each in found.efficient:
        assert dominates(each.scores, draft.scores)
        assert allowed(scenario, each.terms)
        assert package(scenario, each.terms) == each
        assert not any(dominates(other.scores, each.scores) for other in every)
    best = sorted(gained(draft, found.fairest))
    assert all(sorted(gained(draft, each)) <= best for each in better)
    for edge in found.edges:
        half = tuple((a + b) / 2 for a, b in zip(edge.start.scores, edge.end.scores, strict=True))
        assert not any(dominates(each.scores, half) for each in every)
    if found.status is Status.PROVEN and len(scenario.parties) == 2:
        assert found.edges


@of_each_kind_but(Kind.NEVER, Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_no_offer_on_a_grid_is_worth_as_much_to_one_and_more_to_another(kind: Kind, data: st.DataObject) -> None:
    scenario, every, draft = draft_of(data, kind)
    party = data.draw(st.integers(0, len(scenario.parties) - 1))
    found = equivalents(scenario, scenario.parties[party].id, draft)
    level = [each for each in every if each.scores[party] == draft.scores[party]]

    def others(each: Package) -> tuple[Fraction, ...]:
        return each.scores[:party] + each.scores[party + 1 :]

    assert (found.status is Status.PROVEN) is (len(scenario.parties) <= 2)
    for each in found.packages:
        assert each.scores[party] == draft.scores[party]
        assert package(scenario, each.terms) == each
        assert allowed(scenario, each.terms)
    for each in found.packages[: found.efficient]:
        assert not any(dominates(others(other), others(each)) for other in level)
    for other in range(len(scenario.parties)):
        if other != party:
            assert max(e.scores[other] for e in found.packages) >= max(e.scores[other] for e in level)
    for place, ends in enumerate(found.ranges):
        if ends is not None:
            assert all(ends[0] <= each.terms[place] <= ends[1] for each in level)


@of_each_kind_but(Kind.NEVER, Kind.CUT)
@settings(max_examples=4)
@given(data=st.data())
def test_a_trade_is_found_between_all_issues_between_which_a_grid_has_one(kind: Kind, data: st.DataObject) -> None:
    scenario, every, draft = draft_of(data, kind)
    found = {tuple(move.issue for move in each.moves): each for each in trades(scenario, draft.terms, 100)}
    for places, trade in found.items():
        after = moved(scenario, draft, places, [move.end for move in trade.moves])
        assert gained(draft, after) == trade.gains
        assert min(trade.gains) >= 0
        for move, alone in zip(trade.moves, trade.alone, strict=True):
            assert min(alone) < 0
            assert sum(alone) == sum(
                gained(
                    draft,
                    package(
                        scenario,
                        tuple(move.end if place == move.issue else term for place, term in enumerate(draft.terms)),
                    ),
                )
            )
    for other in every:
        places = tuple(changed(draft, other))
        if len(places) != 2 or min(gained(draft, other)) < 0:
            continue
        alone_each = [
            gained(
                draft,
                package(
                    scenario, tuple(other.terms[at] if at == place else term for at, term in enumerate(draft.terms))
                ),
            )
            for place in places
        ]
        hurt = [frozenset(p for p, change in enumerate(each) if change < 0) for each in alone_each]
        gains = gained(draft, other)
        if all(hurt) and hurt[0] != hurt[1] and all(gains[p] > 0 for p in hurt[0] | hurt[1]):
            assert places in found


def test_a_trade_of_two_ranges_goes_as_far_as_is_best_for_whoever_gains_least() -> None:
    ends = Fraction(0), Fraction(10)
    line = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]

    def straight(most: int) -> line:
        return (ends[0], Fraction(0)), (ends[1], Fraction(most))

    scenario = Scenario(
        issues=(Issue(id="pay", between=ends), Issue(id="hours", between=ends)),
        parties=(
            Preferences(id="union", curves={"pay": straight(40), "hours": straight(-10)}),
            Preferences(id="firm", curves={"pay": straight(-20), "hours": straight(30)}),
        ),
    )
    (trade,) = trades(scenario, (Fraction(0), Fraction(0)))
    # The union gains 4 for each step of pay and gives 1 for each of hours, the firm gives 2 and gains 3.
    assert [move.end for move in trade.moves] == [Fraction(20, 3), Fraction(10)]
    assert trade.gains == (Fraction(50, 3), Fraction(50, 3))


def test_a_number_that_suffices_where_a_curve_bends_is_found() -> None:
    """The union needs 6; pay of 6 gives just that, and the firm's curve bends there."""
    ends = Fraction(0), Fraction(12)
    straight = ((ends[0], Fraction(0)), (ends[1], Fraction(12)))
    bent = ((ends[0], Fraction(5)), (Fraction(6), Fraction(5)), (ends[1], Fraction(0)))
    scenario = Scenario(
        issues=(Issue(id="pay", between=ends),),
        parties=(
            Preferences(id="union", curves={"pay": straight}, minimum=Fraction(6)),
            Preferences(id="firm", curves={"pay": bent}),
        ),
    )
    (single,) = single_terms(scenario, (Fraction(0),), "union").sufficient
    assert single.move == Shift(0, Fraction(0), Fraction(6))
    assert list(single.changes) == [6, 0]


def test_nothing_comes_up_to_a_draft_that_only_breaking_a_dependency_makes_so_good() -> None:
    ends = Fraction(0), Fraction(1)
    taken = Holds(issue="amnesty", options=frozenset({"yes"}))
    scenario = Scenario(
        issues=(Issue(id="amnesty", options=(Option(id="no"), Option(id="yes"))), Issue(id="share", between=ends)),
        parties=(
            Preferences(
                id="union",
                values={"amnesty": {"yes": Fraction(10)}},
                curves={"share": ((ends[0], Fraction(0)), (ends[1], Fraction(1)))},
            ),
        ),
        dependencies=(Count(of=(taken,), most=0),),
    )
    found = improvements(scenario, (1, Fraction(0)))
    assert found.is_efficient
    assert (found.efficient, found.fairest, found.remainder) == ((), None, "")


@of_each_kind_but(Kind.CUT)
@settings(max_examples=2)
@given(data=st.data())
def test_what_is_listed_of_a_frontier_is_efficient(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(mixed(kind))
    found = frontier(scenario, limits=Limits(points=20))
    every = on_grid(scenario)
    assert bool(found.packages) is bool(every)
    assert [each.scores for each in found.packages] == sorted({each.scores for each in found.packages}, reverse=True)
    assert found.counts == (1,) * len(found.packages)
    assert not (found.counted and found.packages)
    if len(scenario.parties) == 2:
        edges = mixed_frontier(scenario).edges
        ends = {end.scores for edge in edges for end in (edge.start, edge.end)}
        listed = {each.scores for each in found.packages}
        assert listed == {each for each in ends if not any(dominates(other, each) for other in ends)}
        lines = [edge for edge in edges if edge.start != edge.end]
        assert found.status is (Status.BEST_FOUND if lines else Status.PROVEN if edges else Status.NONE)
        assert bool(found.remainder) is bool(lines)
    for each in found.packages:
        assert allowed(scenario, each.terms)
        assert package(scenario, each.terms) == each
        assert not any(dominates(other.scores, each.scores) for other in every)
