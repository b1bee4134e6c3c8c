# SPDX-License-Identifier: Apache-2.0
"""Answers go into a file and come back as they were; what is not an answer is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import (
    Concept,
    Issue,
    Option,
    Preferences,
    Result,
    Scenario,
    from_plain,
    frontier,
    solve,
    to_plain,
    zone,
)
from tests.scenario_strategies import scenarios


def results(scenario: Scenario) -> list[Result]:
    """Every kind of answer."""
    baseline = [party.minimum for party in scenario.parties]
    answers = [
        solve(scenario, concept, baseline=baseline if concept is Concept.MAXIMIN_GAIN else None) for concept in Concept
    ]
    return [*answers, frontier(scenario), zone(scenario)]


@settings(max_examples=40)
@given(scenarios(issues=(1, 3), parties=(1, 3)))
def test_what_is_written_is_read_back_as_it_was(scenario: Scenario) -> None:
    for result in results(scenario):
        assert from_plain(scenario, json.loads(json.dumps(to_plain(scenario, result)))) == result


SMALL = Scenario(
    issues=(Issue(id="i", options=(Option(id="a"), Option(id="b"))),),
    parties=(Preferences(id="p", values={"i": {"a": Fraction(7, 20)}}),),
)


def test_an_answer_is_written_with_ids_and_exact_numbers() -> None:
    plain = to_plain(SMALL, solve(SMALL, Concept.LEXIMIN))
    assert plain["packages"] == [{"terms": {"i": "a"}, "scores": {"p": "7/20"}}]


def test_a_conflict_of_which_it_is_not_known_what_meets_the_rest_is_read_back() -> None:
    beyond = replace(SMALL, parties=(replace(SMALL.parties[0], minimum=Fraction(1)),))
    found = zone(beyond)
    assert found.conflict is not None
    unknown = replace(found, conflict=replace(found.conflict, without=(None,) * len(found.conflict.without)))
    assert unknown != found
    for each in (found, unknown):
        assert from_plain(beyond, json.loads(json.dumps(to_plain(beyond, each)))) == each


@given(st.data())
def test_a_damaged_answer_is_refused_with_its_place(data: st.DataObject) -> None:
    plain = json.loads(json.dumps(to_plain(SMALL, data.draw(st.sampled_from(results(SMALL))))))
    here = plain
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        inner = here[key]
        if not inner or not isinstance(inner, dict | list) or data.draw(st.booleans()):
            break
        here = inner
    harm = data.draw(st.sampled_from(("lose", "replace", "add")))
    if harm == "replace" or not isinstance(here, dict):
        here[key] = 0.5
    elif harm == "lose":
        del here[key]
    else:
        here["more"] = 1
    with pytest.raises(ValueError, match=r"^[a-z .\[\]0-9]+: "):
        from_plain(SMALL, plain)
