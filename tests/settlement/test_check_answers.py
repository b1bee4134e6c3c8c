# SPDX-License-Identifier: Apache-2.0
"""The program of two pages finds of answers what the checker finds of them."""

from __future__ import annotations

import json
import runpy
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Concept, Scenario, frontier, zone
from goodoffices.settlement.checking import ANSWERS
from goodoffices.settlement.checking.checker import SECONDS, Checker, Finding, check_claim
from goodoffices.settlement.checking.talks import read
from goodoffices.settlement.in_numbers import in_numbers
from goodoffices.settlement.writing import Plain, Result, to_plain
from tests.scenario_strategies import Kind, of_each_kind, scenarios
from tests.settlement.forged import Chance, altered, forged
from tests.settlement.test_checking import answer_of


PROGRAM = runpy.run_path(str(Path(__file__).resolve().parents[2] / "docs" / "reference" / "check_answers.py"))
"""As a reader has it: a file by itself."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers") / "answers.json"


def said(answers: Path, scenario: Scenario, *claims: Plain) -> list[str]:
    """What the program says of each claim in a file."""
    answers.write_text(json.dumps({"in numbers": in_numbers(scenario), "answers": claims}, sort_keys=True))
    with redirect_stdout(StringIO()) as told:
        wrong = PROGRAM["main"](str(answers))
    lines = told.getvalue().splitlines()
    assert wrong == any("NOT RIGHT" in line for line in lines)
    return [line.partition(": ")[2] for line in lines]


@of_each_kind
@settings(max_examples=4)
@given(data=st.data())
def test_what_holds_is_confirmed(answers: Path, kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 4), mosts=True))
    found: list[Result] = [*(answer_of(scenario, concept) for concept in Concept), zone(scenario), frontier(scenario)]
    right, cut = {"right"}, any(party.most is not None for party in scenario.parties)
    right |= {"not decided here: how many packages there are where a greatest score counts"} if cut else set()
    assert set(said(answers, scenario, *(to_plain(scenario, each) for each in found))) <= right


@of_each_kind
@settings(max_examples=30, derandomize=True)  # the same each time: two programs that differ once in a thousand
@given(data=st.data())
def test_of_what_was_changed_it_says_what_the_checker_says(answers: Path, kind: Kind, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3), mosts=True))
    asked = data.draw(st.sampled_from((frontier, zone, *Concept)))
    found: Result = answer_of(scenario, asked) if isinstance(asked, Concept) else asked(scenario)
    if data.draw(st.booleans()):
        claim = to_plain(scenario, forged(scenario, found, Chance(data)))
    else:
        claim = altered(to_plain(scenario, found), Chance(data))
    assume(claim["kind"] in ANSWERS)
    refuted = check_claim(
        Checker(read(in_numbers(scenario)), lambda: SECONDS), claim, ANSWERS[str(claim["kind"])]
    ).finding
    (line,) = said(answers, scenario, claim)
    assert line.startswith("not decided here") or line.startswith("NOT RIGHT") == (refuted is Finding.REFUTED), line
