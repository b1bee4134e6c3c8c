# SPDX-License-Identifier: Apache-2.0
"""Which issue to settle first where terms hang together: what an issue can change, whatever the terms of the others."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Ground,
    Holds,
    Interaction,
    Issue,
    Limits,
    Option,
    Precedence,
    Preferences,
    Scenario,
    frontier,
    ordering,
)
from goodoffices.settlement.stakes import Stakes, stakes_of
from goodoffices.settlement.tables import Bonus, Tables, tables
from tests.scenario_strategies import Kind, of_each_kind, of_each_kind_but, scenarios
from tests.settlement.agreement_ordering import of_ordering
from tests.settlement.instances import between, seeded
from tests.settlement.plain import Plain


def joint(*parties: tuple[tuple[int, dict[str, str]], ...]) -> Scenario:
    """Three issues with yes and no; for each party what some terms together add to its score, and nothing else does."""
    options = (Option(id="no"), Option(id="yes"))
    return Scenario(
        issues=tuple(Issue(id=each, options=options) for each in "abc"),
        parties=tuple(
            Preferences(
                id=f"p{place}",
                interactions=tuple(
                    Interaction(
                        together=tuple(Holds(issue=issue, options=frozenset({term})) for issue, term in terms.items()),
                        adds=Fraction(adds),
                    )
                    for adds, terms in added
                ),
            )
            for place, added in enumerate(parties)
        ),
    )


def by_issue(scenario: Scenario) -> list[Precedence]:
    return sorted(ordering(scenario, frontier(scenario)), key=lambda each: each.issue)


def test_what_is_worth_something_only_together_is_at_stake_in_each_of_its_issues() -> None:
    scenario = joint(((60, {"a": "yes", "b": "yes"}),), ((20, {"a": "no", "b": "yes"}), (20, {"c": "yes"})))
    a, b, c = by_issue(scenario)
    assert [each.stakes for each in (a, b, c)] == [
        (Fraction(1, 2), Fraction(1, 3)),
        (Fraction(1, 2), Fraction(1, 3)),
        (Fraction(0), Fraction(1, 3)),
    ]
    assert [each.ground for each in (a, b, c)] == [Ground.CONTESTED, Ground.COMMON, Ground.ONE_SIDED]
    assert [each.together for each in (a, b, c)] == [True, True, True]
    assert [each.promise for each in (a, b, c)] == [0, 0, 0], "what brings one something brings the other nothing"


def test_what_can_bring_something_to_each_is_promised_where_terms_hang_together() -> None:
    scenario = joint(((60, {"a": "yes", "b": "yes"}),), ((10, {"a": "yes", "b": "yes"}), (30, {"c": "yes"})))
    a, b, c = by_issue(scenario)
    assert (a.promise, a.best) == (b.promise, b.best) == (Fraction(1, 5), 1)
    assert c.promise == 0


def test_either_way_is_worth_the_same_and_still_the_issue_matters() -> None:
    agree = ((5, {"a": "yes", "b": "yes"}), (5, {"a": "no", "b": "no"}))
    a, b, _ = by_issue(joint(agree, agree))
    assert a.stakes == b.stakes == (Fraction(1, 2), Fraction(1, 2))
    assert a.ground is Ground.CONTESTED, "which term is the best hangs on the other issue"
    assert a.promise == Fraction(1, 2)


@of_each_kind
@settings(max_examples=6)
@given(data=st.data())
def test_the_order_is_what_looking_at_every_package_says(kind: Kind, data: st.DataObject) -> None:
    of_ordering(Plain(data.draw(scenarios(kind, issues=(1, 4), options=(1, 3)))))


def told(stakes: Stakes, spans: list[int]) -> tuple[object, ...]:
    return stakes.swings, stakes.shared(), stakes.promise(spans)[0], stakes.exact


@of_each_kind_but(Kind.TWO, Kind.LEVEL, Kind.NEVER)  # of what hangs together; dependencies count for nothing in it
@settings(max_examples=3)
@given(data=st.data())
def test_integer_programs_find_what_looking_at_all_combinations_does(kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(2, 4), options=(1, 3), dependencies=False))
    table = tables(scenario)
    issues = [stakes_of(table, issue, limits=Limits()) for issue in range(len(table.sizes))]
    spans = [sum(each.swings[party] for each in issues) for party in range(table.parties)]
    for issue, seen in enumerate(issues):
        assert told(stakes_of(table, issue, limits=Limits(), cells=0), spans) == told(seen, spans)


def test_so_they_do_where_only_one_combination_of_many_makes_the_difference() -> None:
    """Each interaction asks for one option of each of four issues, and each party has several with either sign."""
    chance = seeded(1)
    for parties in (1, 2, 3):
        bonuses = [
            Bonus(number % parties, tuple((issue, frozenset({chance.randrange(3)})) for issue in range(4)), adds)
            for number, adds in enumerate(between(chance, -9, 9) for _ in range(5 * parties))
        ]
        own = [[tuple(chance.randrange(3) for _ in range(parties)) for _ in range(3)] for _ in range(4)]
        scores = tuple(tuple(options) for options in own)
        table = Tables((3,) * 4, scores, tuple(bonuses), (), (0,) * parties, (1,) * parties)
        for issue in range(4):
            seen = stakes_of(table, issue, limits=Limits())
            spans = [5 + party for party in range(parties)]
            assert told(stakes_of(table, issue, limits=Limits(), cells=0), spans) == told(seen, spans)


@of_each_kind_but(Kind.NEVER, Kind.FIXED)
@settings(max_examples=3)
@given(data=st.data())
def test_numbers_that_no_machine_word_holds_leave_shares_and_the_ground_as_they_are(
    kind: Kind, data: st.DataObject
) -> None:
    table, factor = tables(data.draw(scenarios(kind, issues=(1, 4), options=(1, 3)))), 10**20
    large = replace(
        table,
        scores=tuple(tuple(tuple(s * factor for s in option) for option in issue) for issue in table.scores),
        bonuses=tuple(replace(each, adds=each.adds * factor) for each in table.bonuses),
    )
    spans = [3, 7, 5, 2, 11][: table.parties]
    for issue in range(len(table.sizes)):
        swings, shared, promise, exact = told(stakes_of(table, issue, limits=Limits()), spans)
        assert isinstance(swings, tuple)
        assert told(stakes_of(large, issue, limits=Limits()), [span * factor for span in spans]) == (
            tuple(swing * factor for swing in swings),
            shared,
            promise,
            exact,
        )


def test_what_was_not_proven_in_time_is_said_to_be_so() -> None:
    scenario = joint(((60, {"a": "yes", "b": "yes"}),), ((10, {"a": "yes", "b": "yes"}),))
    found = stakes_of(tables(scenario), 0, limits=Limits(spent=lambda: True, seconds=0), cells=0)
    assert not found.exact
    assert not found.shared()
    assert not any(each.exact for each in [found])
    assert all(each.exact for each in by_issue(replace(scenario, name="in time")))
