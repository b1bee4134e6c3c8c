# SPDX-License-Identifier: Apache-2.0
"""What one or two moved terms change: single terms, trades, improvements, and which issue to settle first."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Holds,
    Interaction,
    Issue,
    Option,
    Preferences,
    Scenario,
    Status,
    allowed,
    every_package,
    package,
)
from goodoffices.settlement.frontier import frontier
from goodoffices.settlement.improvements import improvements
from goodoffices.settlement.moves import Standing
from goodoffices.settlement.ordering import Ground, ordering
from goodoffices.settlement.packages import dominates
from goodoffices.settlement.single_terms import single_terms
from goodoffices.settlement.trades import trades
from tests.scenario_strategies import Kind, of_each_kind_but, scenarios
from tests.settlement.instances import opposed


def placed(data: st.DataObject, kind: Kind) -> tuple[Scenario, tuple[int, ...]]:
    """A scenario and an allowed package of it."""
    scenario = data.draw(scenarios(kind, issues=(2, 4), options=(1, 3)))
    whole = product(*(range(len(issue.options)) for issue in scenario.issues))
    kept = [terms for terms in whole if allowed(scenario, terms)]
    assume(kept)
    return scenario, data.draw(st.sampled_from(kept))


def draw_whether(data: st.DataObject) -> bool:
    return data.draw(st.booleans())


def after(terms: tuple[int, ...], **ends: int) -> tuple[int, ...]:
    return tuple(ends.get(f"i{place}", term) for place, term in enumerate(terms))


@of_each_kind_but(Kind.NEVER)
@settings(max_examples=5)
@given(data=st.data())
def test_single_terms_are_all_the_nearest_moves_that_suffice(kind: Kind, data: st.DataObject) -> None:
    scenario, terms = placed(data, kind)
    for place, party in enumerate(scenario.parties):
        found = single_terms(scenario, terms, party.id)
        score = package(scenario, terms).scores[place]
        assert found.lacking == max(0, party.minimum - score)
        moved = {}
        for issue, each in enumerate(scenario.issues):
            for end in range(len(each.options)):
                changed = after(terms, **{f"i{issue}": end})
                if end != terms[issue] and allowed(scenario, changed):
                    moved[issue, end] = package(scenario, changed)
        enough = {key for key, each in moved.items() if each.scores[place] >= party.minimum}
        nearest = {
            (issue, end)
            for issue, end in enough
            if not any(
                other != end and min(terms[issue], end) < other < max(terms[issue], end)
                for also, other in enough
                if also == issue
            )
        }
        given_ = {(single.move.issue, single.move.end) for single in found.sufficient}
        assert given_ == (nearest if found.lacking else set())
        for single in found.sufficient:
            result = moved[single.move.issue, int(single.move.end)]
            assert single.accepted_by == tuple(
                number
                for number, (had, other) in enumerate(zip(result.scores, scenario.parties, strict=True))
                if had >= other.minimum
            )
        if found.lacking and not enough:
            best = max((each.scores[place] for each in moved.values()), default=score)
            assert found.still_lacking == party.minimum - max(best, score)


def check_trades(scenario: Scenario, terms: tuple[int, ...], of: int) -> None:
    before = package(scenario, terms).scores
    found = {tuple(move.issue for move in trade.moves): trade for trade in trades(scenario, terms, most=99, of=of)}
    for issues in combinations(range(len(scenario.issues)), of):
        best = []
        for ends in product(*(range(len(scenario.issues[issue].options)) for issue in issues)):
            moved = after(terms, **{f"i{issue}": end for issue, end in zip(issues, ends, strict=True)})
            if any(terms[issue] == moved[issue] for issue in issues) or not allowed(scenario, moved):
                continue
            changes = {}
            for size in range(1, of + 1):
                for some in combinations(list(zip(issues, ends, strict=True)), size):
                    scores = package(scenario, after(terms, **{f"i{issue}": end for issue, end in some})).scores
                    changes[some] = [a - b for a, b in zip(scores, before, strict=True)]
            *fewer, gains = changes.values()
            hurt = [{p for p, change in enumerate(each) if change < 0} for each in fewer]
            if all(hurt) and any(each != hurt[0] for each in hurt[:of]) and min(gains) >= 0:
                best.extend([gains] if all(gains[p] > 0 for p in set.union(*hurt[:of])) else [])
        assert (issues in found) is bool(best)
        if best:
            trade = found[issues]
            assert list(trade.gains) in best
            for place in range(len(scenario.parties)):
                given_up = sum(-min(Fraction(0), each[place]) for each in trade.alone)
                rate = trade.rate(place)
                assert (rate is None) is (given_up == 0)
                assert rate is None or rate * given_up == trade.gains[place] + given_up > given_up


@of_each_kind_but(Kind.NEVER)
@settings(max_examples=6)
@given(data=st.data())
def test_trades_hurt_nobody_and_nothing_better_between_two_issues_is_missed(kind: Kind, data: st.DataObject) -> None:
    scenario, terms = placed(data, kind)
    check_trades(scenario, terms, 2)
    check_trades(opposed(scenario), terms, 2)


@of_each_kind_but(Kind.NEVER)
@settings(max_examples=4)
@given(data=st.data())
def test_so_it_is_between_three_of_which_no_two_are_enough(kind: Kind, data: st.DataObject) -> None:
    scenario, terms = placed(data, kind)
    check_trades(scenario, terms, 3)
    check_trades(opposed(scenario), terms, 3)


def test_three_may_trade_in_a_ring_where_no_two_can() -> None:
    """Each party would rather have what another gives: the first gives to the second, who gives to the third."""
    options = (Option(id="no"), Option(id="yes"))
    issues = tuple(Issue(id=f"i{place}", options=options) for place in range(3))
    parties = tuple(
        Preferences(
            id=f"p{number}",
            values={f"i{number}": {"yes": Fraction(-1)}, f"i{(number + 1) % 3}": {"yes": Fraction(2)}},
        )
        for number in range(3)
    )
    scenario = Scenario(issues=issues, parties=parties)
    assert trades(scenario, (0, 0, 0)) == ()
    (ring,) = trades(scenario, (0, 0, 0), of=3)
    assert ring.gains == (Fraction(1),) * 3
    assert [ring.rate(place) for place in range(3)] == [2, 2, 2]


@of_each_kind_but(Kind.NEVER)
@settings(max_examples=6)
@given(data=st.data())
def test_improvements_are_the_efficient_packages_that_dominate_the_baseline(kind: Kind, data: st.DataObject) -> None:
    scenario, terms = placed(data, kind)
    baseline = package(scenario, terms)
    whole = list(every_package(scenario))
    wanted = {
        each.scores
        for each in whole
        if dominates(each.scores, baseline.scores) and not any(dominates(other.scores, each.scores) for other in whole)
    }
    found = improvements(scenario, terms)
    assert {each.scores for each in found.efficient} == wanted
    assert found.status is (Status.PROVEN if wanted else Status.NONE)
    assert found.is_efficient is not any(dominates(each.scores, baseline.scores) for each in whole)
    if found.fairest:
        smallest = min(a - b for a, b in zip(found.fairest.scores, baseline.scores, strict=True))
        assert smallest == max(min(a - b for a, b in zip(w, baseline.scores, strict=True)) for w in wanted)


@of_each_kind_but(Kind.NEVER)
@settings(max_examples=5)
@given(data=st.data())
def test_a_move_changes_what_counting_anew_says(kind: Kind, data: st.DataObject) -> None:
    scenario, terms = placed(data, kind)
    standing = Standing(scenario, terms)
    offered = [[*standing.moves(issue)] for issue in range(len(scenario.issues))]
    chosen = [data.draw(st.sampled_from(moves)) for moves in offered if moves and draw_whether(data)]
    moved = standing.after(*chosen)
    changes = standing.tables.points(standing.change(*chosen))
    assert [a + b for a, b in zip(package(scenario, terms).scores, changes, strict=True)] == [
        *package(scenario, moved).scores
    ]
    assert standing.allowed(*chosen) is allowed(scenario, moved)


def two(*points: tuple[tuple[int, ...], tuple[int, ...]]) -> Scenario:
    """Two parties; for each issue the first's points for each option, and the second's."""
    issues = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{n}") for n in range(len(first))))
        for place, (first, _second) in enumerate(points)
    )
    return Scenario(
        issues=issues,
        parties=tuple(
            Preferences(
                id=f"p{party}",
                values={
                    issue.id: {option.id: Fraction(pair[party][n]) for n, option in enumerate(issue.options)}
                    for issue, pair in zip(issues, points, strict=True)
                },
            )
            for party in (0, 1)
        ),
    )


def test_what_all_efficient_packages_agree_on_comes_first_then_what_brings_both_most() -> None:
    scenario = two(((0, 10), (0, 5)), ((0, 40), (40, 0)), ((0, 30, 50), (55, 35, 0)), ((0, 0), (0, 0)))
    order = ordering(scenario, frontier(scenario))
    assert [(each.issue, each.ground) for each in order] == [
        (0, Ground.COMMON),
        (3, Ground.ONE_SIDED),
        (2, Ground.CONTESTED),
        (1, Ground.CONTESTED),
    ]
    first = next(each for each in order if each.issue == 0)
    assert first.left == (1,)
    contested = next(each for each in order if each.issue == 2)
    assert contested.promise == min(Fraction(30, 100), Fraction(35, 100))
    assert contested.best == 1


def test_two_do_not_trade_at_the_cost_of_a_third_who_loses_only_by_both_moves_together() -> None:
    both = tuple(Holds(issue=f"i{place}", options=frozenset({"o1"})) for place in (0, 1))
    scenario = two(((0, 5), (0, -2)), ((0, -1), (0, 4)))
    beside = [
        Preferences(id="beside", interactions=(Interaction(together=both, adds=Fraction(adds)),)) for adds in (0, -1)
    ]
    harmless, harmed = (replace(scenario, parties=(*scenario.parties, each)) for each in beside)
    assert [list(each.gains) for each in trades(harmless, (0, 0))] == [[4, 2, 0]]
    assert trades(harmed, (0, 0)) == ()


def test_it_is_no_trade_if_who_gives_way_only_breaks_even_or_nobody_else_gives_way() -> None:
    assert trades(two(((0, 5), (0, -1)), ((0, -5), (0, 4))), (0, 0)) == ()
    both = tuple(Holds(issue=f"i{place}", options=frozenset({"o1"})) for place in (0, 1))
    alone = two(((0, -1), (0, 1)), ((0, -1), (0, 1)))
    paid = replace(alone.parties[0], interactions=(Interaction(together=both, adds=Fraction(5)),))
    first, second = alone.parties
    assert trades(replace(alone, parties=(paid, second)), (0, 0)) == ()
    gives = replace(paid, values={"i0": {"o1": Fraction(-1)}, "i1": {"o1": Fraction(1)}})
    takes = replace(first, values={"i0": {"o1": Fraction(2)}, "i1": {"o1": Fraction(-1)}})
    assert [list(each.gains) for each in trades(replace(alone, parties=(gives, takes)), (0, 0))] == [[5, 1]]


def test_three_do_not_trade_where_two_of_them_are_enough() -> None:
    scenario = two(((0, 5), (0, -1)), ((0, -2), (0, 4)), ((0, -1), (0, 2)))
    assert [tuple(move.issue for move in each.moves) for each in trades(scenario, (0, 0, 0))] == [(0, 1), (0, 2)]
    assert trades(scenario, (0, 0, 0), of=3) == ()


def test_what_is_the_same_to_everybody_stays_as_it_is() -> None:
    scenario = two(((0, 5), (0, -1)), ((3, 3), (1, 1)), ((0, 1), (0, 0)))
    assert Standing(scenario, (0, 0, 0)).nearer((1, 1, 1)) == (1, 0, 1)


def test_a_frontier_that_is_not_whole_does_not_show_what_costs_nothing() -> None:
    scenario = two(((0, 5), (0, 1)))
    whole = frontier(scenario)
    assert ordering(scenario, whole)[0].costs_nothing
    assert not ordering(scenario, replace(whole, status=Status.BEST_FOUND))[0].costs_nothing
