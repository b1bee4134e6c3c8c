# SPDX-License-Identifier: Apache-2.0
"""The further answers told without numbers: true, without a number, and the same however anybody counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodoffices.errors import Said
from goodoffices.settlement import (
    Concept,
    Issue,
    Option,
    Preferences,
    Response,
    Scenario,
    Status,
    Verdict,
    acceptable,
    adjusted_winner,
    allowed,
    equivalents,
    every_package,
    frontier,
    gesture_value,
    package,
    robustness,
    told_division,
    told_equivalents,
    told_frontier,
    told_gesture,
    told_robustness,
)
from tests.settlement.otherwise import counted_otherwise
from tests.settlement.test_telling import NAMES, SMALL, draft_of


def everything_told(scenario: Scenario, draft: tuple[int, ...]) -> Iterator[Said]:
    yield told_frontier(scenario, frontier(scenario))
    like = package(scenario, draft)
    for party in scenario.parties:
        yield told_equivalents(scenario, party.id, like, equivalents(scenario, party.id, like))
    if any(acceptable(scenario, each) for each in every_package(scenario)):
        drawn = robustness(scenario, draft, Concept.NASH, random=Random(1), draws=3)  # noqa: S311 - draws, no secret
        yield told_robustness(drawn)


@settings(max_examples=25)
@given(SMALL, st.data())
def test_no_sentence_holds_a_number_and_none_changes_with_how_a_party_counts(
    scenario: Scenario, data: st.DataObject
) -> None:
    draft = draft_of(data, scenario)
    told = list(everything_told(scenario, draft))
    for sentence in told:
        assert isinstance(sentence, Said)
        assert not any(character.isdigit() for character in sentence), sentence
    factors = tuple(data.draw(st.sampled_from([Fraction(1, 3), Fraction(1), Fraction(40)])) for _ in scenario.parties)
    if len(set(factors)) > 1 and len(scenario.parties) > 2:
        factors = factors[:1] * len(factors)
    assert list(everything_told(counted_otherwise(scenario, factors), draft)) == told


@settings(max_examples=40)
@given(SMALL, st.data())
def test_what_is_told_to_be_level_for_a_party_and_better_for_another_exists(
    scenario: Scenario, data: st.DataObject
) -> None:
    draft = draft_of(data, scenario)
    like = package(scenario, draft)
    for place, party in enumerate(scenario.parties):
        told = told_equivalents(scenario, party.id, like, equivalents(scenario, party.id, like))
        better = [
            each
            for each in every_package(scenario)
            if allowed(scenario, each.terms)
            and each.scores[place] == like.scores[place]
            and each.scores != like.scores
            and all(after >= before for after, before in zip(each.scores, like.scores, strict=True))
        ]
        assert ("more to another side" in told) is bool(better)
        changed = [
            {name for name, one, two in zip(NAMES, draft, each.terms, strict=False) if one != two} for each in better
        ]
        if better:
            assert {name for name in NAMES if name in told} in changed


def test_that_nothing_is_level_is_only_said_where_it_is_proven() -> None:
    scenario = Scenario(
        issues=(Issue(id="pay", options=(Option(id="less"), Option(id="more"))),),
        parties=(Preferences(id="union", values={"pay": {"more": Fraction(1)}}),),
    )
    like = package(scenario, (1,))
    found = equivalents(scenario, "union", like)
    assert told_equivalents(scenario, "union", like, found).startswith("No other arrangement is worth just as much")
    unproven = replace(found, status=Status.BEST_FOUND)
    assert told_equivalents(scenario, "union", like, unproven).endswith("it is not ruled out.")


@example(Fraction(0), [(-1, 1)])  # what costs nothing, and does harm if it has any effect
@given(
    st.integers(0, 12).map(Fraction),
    st.lists(st.tuples(st.integers(-3, 20), st.integers(0, 4)), min_size=1, max_size=3),
)
def test_a_gesture_is_told_by_what_has_to_follow(cost: Fraction, given_: list[tuple[int, int]]) -> None:
    responses = [
        Response(name=name, worth=Fraction(worth), high=Fraction(high, 4))
        for name, (worth, high) in zip("abc", given_, strict=False)
    ]
    value = gesture_value(cost, responses)
    told = told_gesture(value, responses)
    enough = [each.name for each in responses if each.worth >= cost and each.worth > 0]
    beginnings = {
        Verdict.WORTH_IT: "The step is worth",
        Verdict.NOT_WORTH_IT: "The step is not worth",
        Verdict.DEPENDS: "Whether the step is worth" if enough else "The step costs nothing",
    }
    assert told.startswith(beginnings[value.verdict])
    named = told.partition(": ")[2].rstrip(".").split(", ")
    if value.verdict is Verdict.DEPENDS:
        assert named == (enough or [each.name for each in responses if each.worth < 0])


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(70, 60), (30, 40)], "if this were divided between them: prisoners."),
        ([(60, 40), (40, 60)], "if each prevailed on some of the issues."),
    ],
)
def test_a_division_is_told_by_the_issue_that_is_divided(points: list[tuple[int, int]], said: str) -> None:
    scenario = Scenario(issues=(Issue(id="a", name="prisoners"), Issue(id="b", name="convoys")), parties=())
    shared = adjusted_winner([(Fraction(one), Fraction(other)) for one, other in points])
    assert told_division(scenario, shared).endswith(said)
