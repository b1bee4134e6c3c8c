# SPDX-License-Identifier: Apache-2.0
"""What does not fit together in a scenario is named with its place, all of it at once, whoever made the scenario."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import RefusedError
from goodoffices.settlement import (
    Count,
    Holds,
    Interaction,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Unsure,
    every_package,
)
from goodoffices.settlement.checks import checked, mistakes
from tests.scenario_strategies import scenarios


YES_NO = (Option(id="yes"), Option(id="no"))
ISSUES = tuple(Issue(id=name, options=YES_NO) for name in ("truce", "convoys", "release"))
RANGE = Issue(id="days", between=(Fraction(0), Fraction(90)))
PARTY = Preferences(id="a", values={"truce": {"yes": Fraction(1)}})
RIGHT = Scenario(issues=(*ISSUES, RANGE), parties=(PARTY,))


def yes(issue: str) -> Holds:
    return Holds(issue=issue, options=frozenset({"yes"}))


def no(issue: str) -> Holds:
    return Holds(issue=issue, options=frozenset({"no"}))


def refused(scenario: Scenario) -> list[str]:
    with pytest.raises(RefusedError) as error:
        checked(scenario)
    return [str(mistake) for mistake in error.value.mistakes]


def with_party(**changes: object) -> Scenario:
    return replace(RIGHT, parties=(replace(PARTY, **changes),))  # type: ignore[arg-type] # whatever a test makes wrong


NEEDING = OnlyIf(term=yes("truce"), needs=(yes("release"),))
UNSURE = Unsure(issue="truce", low=Fraction(1), high=Fraction(2))


def made(thing: Any, **changes: Any) -> Any:  # noqa: ANN401 - a test makes anything wrong
    """The same with something in it that is not of its kind."""
    return replace(thing, **changes)


def test_a_scenario_that_fits_together_is_given_back() -> None:
    assert checked(RIGHT) is RIGHT


@pytest.mark.parametrize(
    ("scenario", "mistake"),
    [
        (Scenario(issues=(), parties=()), "there is no issue"),
        (replace(RIGHT, issues=(*RIGHT.issues, ISSUES[0])), 'issue[5]: "truce" is the id of issue[1] already'),
        (
            Scenario(
                issues=tuple(replace(ISSUES[0], id=f"i{number}") for number in range(9)),
                parties=(replace(PARTY, values={"nothing like it": {}}),),
            ),
            'there is no issue "nothing like it"; there is "i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7", …',
        ),
        (with_party(values={"nothing like it": {}}), '; there is "truce", "convoys", "release", "days"'),
        (replace(RIGHT, parties=(PARTY, PARTY)), 'party[2]: "a" is the id of party[1] already'),
        (replace(RIGHT, issues=(Issue(id="x"),)), "issue[1]: this issue has no options"),
        (replace(RIGHT, issues=(replace(ISSUES[0], options=YES_NO + YES_NO[:1]),)), "issue[1].options[3]"),
        (
            replace(RIGHT, issues=(replace(RANGE, between=(Fraction(5), Fraction(5))),)),
            "its range from 5 to 5 is empty",
        ),
        (
            with_party(weights={"truces": Fraction(1)}),
            'party[1].weights.truces: there is no issue "truces"; did you mean',
        ),
        (with_party(weights={"truce": Fraction(-1)}), "the weight -1 is negative"),
        (with_party(values={"truce": {"maybe": Fraction(1)}}), 'there is no option of "truce" "maybe"'),
        (with_party(values={"days": {"1": Fraction(1)}}), "this issue is continuous"),
        (with_party(values={"truce": {"yes": Fraction(10**9)}}), "this number has ten digits or more"),
        (with_party(most=Fraction(10**9)), "party[1].most: this number has ten digits or more"),
        (with_party(most=Fraction(1)), 'party[1].most: there is none beside a range without steps, such as "days"'),
        (with_party(minimum=Fraction(-(10**9))), "party[1].minimum: this number has ten digits or more"),
        (with_party(values={"truce": {"yes": float("nan")}}), "party[1].values.truce.yes: nan is not an exact number"),
        (with_party(weights={"truce": 0.5}), "party[1].weights.truce: 0.5 is not an exact number"),
        (with_party(minimum=float("inf")), "party[1].minimum: inf is not an exact number"),
        (
            with_party(curves={"days": ((Fraction(0), Fraction(0)), (Fraction(90), float("nan")))}),
            "party[1].curves.days: nan is not an exact number",
        ),
        (with_party(weights={"truce": Fraction(10**9)}), "party[1].weights.truce: this number has ten digits or more"),
        (
            with_party(interactions=(Interaction(together=(yes("truce"),), adds=Fraction(-(10**9))),)),
            "party[1].interaction[1].adds: this number has ten digits or more",
        ),
        (with_party(curves={"days": ((Fraction(0), Fraction(0)),)}), "the points do not go from 0 to 90"),
        (
            with_party(curves={"days": tuple((Fraction(x), Fraction(0)) for x in (0, 50, 40, 90))}),
            "the points are not in order",
        ),
        (
            with_party(interactions=(Interaction(together=(yes("truc"),), adds=Fraction(1)),)),
            'there is no issue "truc"',
        ),
        (
            with_party(unsure=(Unsure(issue="truce", low=Fraction(3), high=Fraction(2)),)),
            "its least, 3, is above its most",
        ),
        (
            with_party(unsure=(Unsure(issue="truce", low=Fraction(1), high=Fraction(2)),) * 2),
            "party[1].unsure[2]: this number has its least and its most in unsure[1] already",
        ),
        (replace(RIGHT, dependencies=(OnlyIf(term=yes("days"), needs=(yes("truce"),)),)), '"days" is continuous'),
        (replace(RIGHT, dependencies=(OnlyIf(term=yes("truce"), needs=()),)), "nothing follows the condition"),
        (replace(RIGHT, dependencies=(Count(of=(yes("truce"),), least=2),)), "at most 1 can hold together"),
        (replace(RIGHT, dependencies=(Count(of=(yes("truce"),), least=1, most=0),)), "no number is at least 1"),
        (replace(RIGHT, dependencies=(Count(of=(yes("truce"),), least=-1),)), "no number is at least -1"),
        (replace(RIGHT, dependencies=(OnlyIf(term=yes("truce"), needs=(no("truce"),)),)), "cannot hold together"),
    ],
)
def test_a_mistake_is_named_with_its_place(scenario: Scenario, mistake: str) -> None:
    assert any(mistake in each for each in refused(scenario)), refused(scenario)


@pytest.mark.parametrize(
    ("scenario", "mistake"),
    [
        ("talks.toml", "scenario: 'talks.toml' is no Scenario; make one with settlement.Scenario"),
        (made(RIGHT, issues=("truce",)), "issue[1]: 'truce' is no Issue; make one with settlement.Issue"),
        (made(RIGHT, issues=(made(RANGE, options=("yes", "no")),)), "issue[1].options[1]: 'yes' is no Option"),
        (made(RIGHT, issues=(made(RANGE, id=3),)), "issue[1].id: 3 is no text"),
        (made(RIGHT, issues=(made(RANGE, between=(float("nan"), 9)),)), "issue[1].between: nan is not an exact"),
        (made(RIGHT, issues=(made(RANGE, between=("0", "9")),)), "issue[1].between: '0' is not an exact number"),
        (made(RIGHT, issues=(made(RANGE, between=(0, 4, 9)),)), "issue[1].between: (0, 4, 9) is no pair"),
        (made(RIGHT, parties=None), "party: None is no tuple; give a tuple of Preferences"),
        (with_party(weights={"truce": "3"}), "party[1].weights.truce: '3' is not an exact number"),
        (with_party(weights=[3]), "party[1].weights: [3] is no dictionary; give a number for each issue's id"),
        (with_party(values={"truce": [1, 2]}), "party[1].values.truce: [1, 2] is no dictionary"),
        (with_party(curves={"days": ((0, 0), (0.5, 1), (90, 2))}), "party[1].curves.days: 0.5 is not an exact number"),
        (with_party(curves={"days": ((0, 0, 0), (90, 2))}), "party[1].curves.days: (0, 0, 0) is no pair"),
        (with_party(interactions=None), "party[1].interaction: None is no tuple; give a tuple of Interaction"),
        (with_party(unsure=(made(UNSURE, low="a"),)), "party[1].unsure[1].low: 'a' is not an exact"),
        (made(RIGHT, dependencies=("truce",)), "dependency[1]: 'truce' is no OnlyIf or Count"),
        (made(RIGHT, dependencies=(made(NEEDING, needs=yes("convoys")),)), "is no tuple"),
        (
            made(RIGHT, dependencies=(Count(of=(made(yes("truce"), options="yes"),)),)),
            "dependency[1].of[1]: 'yes' is no frozenset",
        ),
        (
            made(RIGHT, dependencies=(made(Count(of=(yes("truce"),)), most=0.5),)),
            "dependency[1].most: 0.5 is no whole number",
        ),
    ],
    ids=count(),
)
def test_what_is_not_of_its_kind_is_named_with_its_place(scenario: Scenario, mistake: str) -> None:
    assert any(mistake in each for each in refused(scenario)), refused(scenario)


def test_a_circle_of_three_is_named_once_with_all_its_terms() -> None:
    ring = ("truce", "convoys", "release")
    circle = tuple(
        OnlyIf(term=yes(one), needs=(yes(other),)) for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    (found,) = refused(replace(RIGHT, dependencies=circle))
    assert 'truce is "yes" only if convoys is "yes" only if release is "yes" only if truce is "yes"' in found
    assert "both_or_neither" in found


def test_terms_that_need_others_in_a_chain_are_no_circle() -> None:
    chain = (
        OnlyIf(term=yes("truce"), needs=(yes("convoys"),)),
        OnlyIf(term=yes("convoys"), needs=(yes("release"),)),
        OnlyIf(term=no("release"), needs=(no("truce"),)),
    )
    assert not list(mistakes(replace(RIGHT, dependencies=chain)))


def test_as_many_as_can_hold_together_and_a_term_that_narrows_itself_are_no_mistakes() -> None:
    either = Holds(issue="truce", options=frozenset({"yes", "no"}))
    both = Count(of=(yes("truce"), yes("convoys")), least=2)
    assert not list(mistakes(replace(RIGHT, dependencies=(both, OnlyIf(term=either, needs=(yes("truce"),))))))


def test_numbers_of_nine_digits_are_right() -> None:
    assert not list(mistakes(with_party(values={"truce": {"yes": Fraction(10**9 - 1), "no": Fraction(1 - 10**9)}})))


@given(scenarios(), st.data())
def test_what_is_wrong_is_said_in_sentences_and_what_is_right_can_be_gone_through(
    scenario: Scenario, data: st.DataObject
) -> None:
    if data.draw(st.booleans()):
        scenario = replace(scenario, issues=scenario.issues[1:])
    found = list(mistakes(scenario))
    assert all(mistake.place and mistake.sentence for mistake in found)
    if not found:
        assert all(len(package.scores) == len(scenario.parties) for package in every_package(scenario))
