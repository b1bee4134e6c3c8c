# SPDX-License-Identifier: Apache-2.0
"""What a party is told holds no number of anybody's, and does not change with how anybody counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import Said
from goodoffices.settlement import (
    Answer,
    Certificate,
    Concept,
    Issue,
    Option,
    Preferences,
    Scenario,
    Status,
    acceptable,
    every_package,
    explained,
    frontier,
    improvements,
    ordering,
    package,
    region,
    single_terms,
    solve,
    told_answer,
    told_improvements,
    told_ordering,
    told_region,
    told_single_terms,
    told_trade,
    told_zone,
    trades,
)
from goodoffices.settlement.explaining import number, percent
from tests.scenario_strategies import scenarios
from tests.settlement.otherwise import counted_otherwise


NAMES = ("prisoners", "convoys", "monitoring", "return", "border")
SMALL = scenarios(parties=(2, 3), issues=(1, 3), options=(1, 3), dependencies=False).map(
    lambda scenario: replace(
        scenario,
        issues=tuple(replace(issue, name=name) for issue, name in zip(scenario.issues, NAMES, strict=False)),
    )
)


def best_by(scenario: Scenario, concept: Concept) -> Answer:
    """Some acceptable package, said to be best in a sense: what is told of it depends on nothing else."""
    some = [each for each in every_package(scenario) if acceptable(scenario, each)]
    status = Status.PROVEN if some else Status.NONE
    return Answer(
        concept=concept,
        packages=tuple(some[-1:]),
        certificate=Certificate(status=status, method="enumeration", value=(Fraction(7),), bound=(Fraction(7),)),
    )


def everything_told(scenario: Scenario, draft: tuple[int, ...]) -> Iterator[Said]:
    for status in Status:
        yield told_zone(scenario, status)
    for concept in Concept:
        yield told_answer(scenario, best_by(scenario, concept), draft)
        yield told_answer(scenario, best_by(scenario, concept))
    for trade in trades(scenario, draft):
        yield told_trade(scenario, trade)
    for party in scenario.parties:
        yield told_single_terms(scenario, single_terms(scenario, draft, party.id))
    yield told_ordering(scenario, ordering(scenario, frontier(scenario)))
    yield told_region(region(scenario, draft))


def draft_of(data: st.DataObject, scenario: Scenario) -> tuple[int, ...]:
    return data.draw(st.sampled_from([tuple(map(int, each.terms)) for each in every_package(scenario)]))


@settings(max_examples=25)
@given(SMALL, st.data())
def test_no_sentence_holds_a_number(scenario: Scenario, data: st.DataObject) -> None:
    draft = draft_of(data, scenario)
    told = [*everything_told(scenario, draft), told_improvements(scenario, improvements(scenario, draft))]
    for sentence in told:
        assert isinstance(sentence, Said)
        assert not any(character.isdigit() for character in sentence), sentence
        assert not any(isinstance(value, int | float | Fraction) for value in sentence.fields.values())


@settings(max_examples=15)
@given(SMALL, st.data())
def test_the_same_is_told_however_each_party_counts(scenario: Scenario, data: st.DataObject) -> None:
    draft = draft_of(data, scenario)
    factors = tuple(data.draw(st.sampled_from([Fraction(1, 3), Fraction(1), Fraction(40)])) for _ in scenario.parties)
    if len(set(factors)) > 1 and len(scenario.parties) > 2:
        factors = factors[:1] * len(factors)  # with several others, whom a move costs least is a matter of their points
    other = counted_otherwise(scenario, factors)
    assert list(everything_told(scenario, draft)) == list(everything_told(other, draft))


@settings(max_examples=30)
@given(SMALL, st.data())
def test_what_is_told_of_improvements_is_true(scenario: Scenario, data: st.DataObject) -> None:
    draft = draft_of(data, scenario)
    found = improvements(scenario, draft)
    told = told_improvements(scenario, found)
    own = package(scenario, draft).scores
    if found.fairest is None:
        assert told.startswith("Nothing is better than the draft")
        return
    gains = [after - before for after, before in zip(found.fairest.scores, own, strict=True)]
    assert ("prefer" in told) is (min(gains) > 0)
    moved = {
        issue.name for issue, one, two in zip(scenario.issues, draft, found.fairest.terms, strict=True) if one != two
    }
    assert {name for name in NAMES if name in told} == moved


def test_an_issue_without_a_name_is_called_by_its_number() -> None:
    options = (Option(id="short"), Option(id="long"))
    issues = tuple(Issue(id=f"i{place}", options=options) for place in range(3))
    more = {"long": Fraction(1)}
    parties = (Preferences(id="a", values={"i1": more}), Preferences(id="b", values={"i2": more}))
    scenario = Scenario(issues=issues, parties=parties)
    assert told_improvements(scenario, improvements(scenario, (0, 0, 0))) == (
        "An arrangement exists that you would both prefer to the draft; it moves on: issue 2, issue 3."
    )


@pytest.mark.parametrize("concept", Concept)
def test_the_mediator_is_told_with_the_numbers_why_a_package_is_fair_and_that_it_is_proven(concept: Concept) -> None:
    options = (Option(id="short"), Option(id="long"))
    parties = (
        Preferences(id="a", name="Company", values={"i": {"long": Fraction(7, 2)}}, minimum=Fraction(1)),
        Preferences(id="b", name="Union", values={"i": {"long": Fraction(10, 3)}}, minimum=Fraction(1)),
    )
    scenario = Scenario(issues=(Issue(id="i", options=options),), parties=parties)
    answer = replace(best_by(scenario, concept), baseline=(Fraction(1), Fraction(1)))
    told = explained(scenario, answer)
    scores = "Company 3.5, Union about 3.33" if concept is Concept.UTILITARIAN else "Company 2.5, Union about 2.33"
    assert scores in told
    assert told.endswith("This is proven.")
    unproven = replace(answer, certificate=replace(answer.certificate, status=Status.BEST_FOUND))
    told = explained(scenario, unproven)
    assert "best found so far" in told
    assert "proven" not in told


def test_weights_of_the_parties_are_spoken_of_only_where_some_were_given() -> None:
    scenario = Scenario(issues=(), parties=(Preferences(id="a"), Preferences(id="b")))
    for weights, spoken_of in ((None, False), ({"b": 2}, True)):
        told = explained(scenario, solve(scenario, Concept.UTILITARIAN, party_weights=weights))
        assert ("weights given to the parties" in told) is spoken_of


def test_the_mediator_is_told_when_no_package_will_do() -> None:
    scenario = Scenario(issues=(), parties=(Preferences(id="a", minimum=Fraction(1)),))
    none = Answer(concept=Concept.NASH, packages=(), certificate=Certificate(status=Status.NONE, method="enumeration"))
    assert "This is proven." in explained(scenario, none)
    unknown = replace(none, certificate=replace(none.certificate, status=Status.BEST_FOUND))
    assert "not ruled out" in explained(scenario, unknown)


@pytest.mark.parametrize(
    ("exact", "written"),
    [("3", "3"), ("-7/2", "-3.5"), ("395/6", "about 65.83"), ("1/4", "0.25"), ("2/1000", "about 0"), ("20", "20")],
)
def test_a_number_is_written_exactly_or_as_about_so_much(exact: str, written: str) -> None:
    assert number(Fraction(exact)) == written


def test_a_share_is_written_in_whole_percents() -> None:
    assert [percent(Fraction(1, 2)), percent(Fraction(2, 3))] == ["50 %", "about 67 %"]
