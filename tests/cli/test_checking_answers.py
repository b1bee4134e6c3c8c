# SPDX-License-Identifier: Apache-2.0
"""Every kind of answer that `settle --json` writes is confirmed where it is right, and refuted once it is changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.cli.settle_asking import ANSWERS, meant
from goodoffices.cli.settled import check_answers, for_a_program
from goodoffices.cli.settling import prepared, steps
from goodoffices.cli.settling_further import Draws, further_steps
from goodoffices.exchange.scenarios import Reading, read_scenario
from goodoffices.settlement import (
    Concept,
    Finding,
    Holds,
    Interaction,
    Issue,
    Limits,
    Option,
    Preferences,
    Scenario,
    Terms,
)
from tests.docs.pages import ROOT
from tests.scenario_strategies import APART, BELOW, scenarios
from tests.settlement.test_continuous import mixed


EXAMPLES = ROOT / "examples" / "scenarios"
ASKED = frozenset(ANSWERS) - {"all"}
LABELS = frozenset({"method", "called", "sentence", "name", "id", "remainder", "kind", "response"})
"""What only says how something is called, or was found: nothing hangs on it."""
UNCLAIMED = {
    "complete": "less is claimed then",
    "counted": "less is claimed then",
    "proven": "less is claimed then",
    "exact": "less is claimed then",
    "together": "it says how the sentences are put",
    "conflict": "nothing is said of it where there is a zone",
    "least total": "nothing is said of it where there is a zone",
    "least largest": "nothing is said of it where there is a zone",
}


def answered(
    reading: Reading, draft: Terms, *, draws: int = 3, package: str = "", winner: bool = False
) -> dict[str, Any]:
    """All that can be answered, as `--json` writes it."""
    scenario = reading.scenario
    analysis = prepared(scenario, draft, ASKED)
    every = steps(analysis, list(Concept), winner=winner)
    every += further_steps(
        analysis,
        concepts=(Concept.NASH, Concept.LEXIMIN, Concept.MAXIMIN_GAIN),
        meant=meant(reading.scenario, reading, (package,)) if package else None,
        packages=reading.packages,
        gestures=reading.gestures,
        draws=Draws(count=draws),
    )
    for _name, step in every:
        step(Limits())
    return for_a_program(reading, analysis)


def wrong(scenario: Scenario, told: dict[str, Any]) -> list[str]:
    return [each.what for each in check_answers(scenario, told) if each.finding is Finding.REFUTED]


def draft_of(scenario: Scenario, data: st.DataObject) -> Terms:
    """Any package: it may break a dependency, and lie anywhere in a range."""

    def term(place: int) -> int | Fraction:
        issue = scenario.issues[place]
        if issue.between is None:
            return data.draw(st.integers(0, len(issue.options) - 1))
        part = Fraction(data.draw(st.integers(0, 6)), 6)
        return issue.between[0] + (issue.between[1] - issue.between[0]) * part

    return tuple(term(place) for place in range(len(scenario.issues)))


@settings(max_examples=15)
@given(scenarios(parties=(1, 3), issues=(1, 4), options=(1, 3)), st.data())
def test_every_kind_of_answer_is_confirmed(scenario: Scenario, data: st.DataObject) -> None:
    told = answered(Reading(scenario, "drawn"), draft_of(scenario, data))
    for found in check_answers(scenario, told):
        assert found.finding is Finding.CHECKED, found


@settings(max_examples=10)
@given(scenarios(parties=(1, 3), issues=(1, 4), options=(1, 3), mosts=True), st.data())
def test_every_kind_of_answer_is_confirmed_where_a_greatest_score_counts(
    scenario: Scenario, data: st.DataObject
) -> None:
    told = answered(Reading(scenario, "drawn"), draft_of(scenario, data))
    for found in check_answers(scenario, told):
        assert found.finding is Finding.CHECKED, found


def test_of_weights_that_fall_apart_every_end_is_told_and_refuted_once_it_is_changed() -> None:
    reading = read_scenario([("apart.toml", APART.encode())])
    told = answered(reading, (0, 0), package="pay=low; hours=few")
    (claim,) = told["weights"]
    pay = next(each for each in claim["ranges"] if (each["issue"], each["party"]) == ("pay", "union"))
    beyond = {"low": "3", "high": "4", "with low": True, "with high": False}
    assert pay.items() >= {"low": "0", "high": "1", "with low": True, "with high": True, "also": beyond}.items()
    part = {"draft": told["draft"], "answers": []}
    (found,) = check_answers(reading.scenario, part | {"weights": [claim]})
    assert found.finding is Finding.CHECKED
    for path, value in places(claim):
        if path[-1] != "margin bound":
            other = deepcopy(claim)
            inner = other
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = changed(value)
            assert wrong(reading.scenario, part | {"weights": [other]}), (path, value)
    pay["also"] = None
    assert wrong(reading.scenario, part | {"weights": [claim]})


def test_a_margin_leaves_the_package_below_the_greatest_score_while_another_is_worth_more() -> None:
    reading = read_scenario([("below.toml", BELOW.encode())])
    told = answered(reading, (0, 0), package="pay=low; hours=few")
    (claim,) = told["weights"]
    assert (claim["margin"], claim["with margin"]) == ("19/40", True)
    part = {"draft": told["draft"], "answers": []}
    (found,) = check_answers(reading.scenario, part | {"weights": [claim]})
    assert found.finding is Finding.CHECKED
    for other in ("1/3", "12/25"):
        assert wrong(reading.scenario, part | {"weights": [claim | {"margin": other}]}) == ["weights"]


@settings(max_examples=4)
@given(mixed(), st.data())
def test_every_kind_of_answer_is_confirmed_with_terms_in_ranges(scenario: Scenario, data: st.DataObject) -> None:
    told = answered(Reading(scenario, "drawn"), draft_of(scenario, data), draws=1)
    found = list(check_answers(scenario, told))
    assert not [each for each in found if each.finding is Finding.REFUTED]
    assert {each.what for each in found if each.finding is Finding.UNCHECKED} <= {"weights", "ordering", "chance"}


HARBOUR = """
scenario = 1
[[issue]]
id = "berths"
options = ["one", "two"]
[[issue]]
id = "rent"
from = 0
to = 120
[[issue]]
id = "wait"
from = 0
to = 30
[[party]]
id = "fishers"
[party.values]
berths = { one = 0, two = 40 }
rent = [[0, 12], [40, 10], [120, 0]]
wait = [[0, 20], [10, 12], [30, 0]]
[[party]]
id = "port"
[party.values]
berths = { one = 12, two = 0 }
rent = [[0, 0], [120, 24]]
wait = [[0, 0], [15, 4], [30, 10]]
"""
UNFOLLOWED = {"efficient packages with", "between", "costs nothing", "margin bound", "seed", "spread"}
"""What the checker says that it does not follow of the order of issues with terms in ranges."""


def test_of_ranges_too_weights_what_is_at_stake_and_chances_are_refuted_once_they_are_changed() -> None:
    reading = read_scenario([("harbour.toml", HARBOUR.encode())])
    told = answered(reading, (0, Fraction(60), Fraction(5)))
    assert {each["margin bound"] is None for each in told["weights"]} == {False}
    for kind in ("weights", "ordering", "chance"):
        claim = told[kind][0]
        part = {"draft": told["draft"], "answers": []}
        assert not wrong(reading.scenario, part | {kind: [claim]})
        for path, value in places(claim):
            if path[0] in UNFOLLOWED:
                continue
            other = deepcopy(claim)
            inner = other
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = changed(value)
            assert wrong(reading.scenario, part | {kind: [other]}), (kind, path, value)


@cache
def labour() -> tuple[Reading, dict[str, Any]]:
    file = EXAMPLES / "labour-2024.toml"
    reading = read_scenario([(file.name, file.read_bytes())])
    draft = next(each.terms for each in reading.packages if each.id == "demand")
    return reading, answered(reading, draft, winner=True)


def places(told: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every number, id or yes that something is claimed with, and where it stands."""
    if isinstance(told, dict):
        for key, each in told.items():
            if key not in LABELS | UNCLAIMED.keys():
                yield from places(each, (*path, key))
    elif isinstance(told, list):
        for number, each in enumerate(told):
            yield from places(each, (*path, number))
    else:
        yield path, told


def changed(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case None:
            return "1"
        case _:
            try:
                return str(Fraction(str(value)) + Fraction(1, 7))
            except ValueError:
                return "something else"


def test_whatever_is_claimed_is_refuted_once_it_is_changed() -> None:
    reading, told = labour()
    kinds = ("answers", "improvements", "packages", "single terms", "trades", "equivalents", "weights", "ordering")
    tried = Counter[str]()
    seen = set[tuple[Any, ...]]()
    for kind in (*kinds, "chance", "gestures"):
        for path, value in places(told[kind]):
            shape = (kind, *(each if isinstance(each, str) else "*" for each in path))
            if shape in seen or shape == ("gestures", "*", "party"):
                continue
            seen.add(shape)
            together = kind == "trades" or not isinstance(told[kind], list)
            number, rest = (None, path) if together else (path[0], path[1:])
            claim = deepcopy(told[kind] if number is None else told[kind][number])
            inner = claim
            for step in rest[:-1]:
                inner = inner[step]
            inner[rest[-1]] = changed(value)
            part = {"draft": told["draft"], "answers": []} | {kind: claim if together else [claim]}
            assert wrong(reading.scenario, part), (kind, path, value, inner[rest[-1]])
            tried[kind] += 1
    assert all(tried[kind] > 3 for kind in (*kinds, "chance", "gestures")), tried


def test_what_is_not_written_as_answers_are_is_refuted_and_no_crash() -> None:
    reading, told = labour()
    for kind in (
        "improvements",
        "packages",
        "single terms",
        "trades",
        "equivalents",
        "weights",
        "ordering",
        "gestures",
    ):
        claim = told[kind] if isinstance(told[kind], dict) else told[kind][0]
        for key in claim.keys() - LABELS - UNCLAIMED.keys() - {"party", "edges", "efficient", "sufficient", "ranges"}:
            for other in (["nothing"], {"of": "the kind"}):
                part = {"draft": told["draft"], "answers": [], kind: [claim | {key: other}]}
                assert wrong(reading.scenario, part), (kind, key)


def test_a_range_of_a_weight_that_is_missing_or_stands_twice_is_refuted() -> None:
    reading, told = labour()
    claim = told["weights"][0]
    for ranges in (claim["ranges"][1:], [*claim["ranges"], claim["ranges"][0]]):
        (found,) = check_answers(reading.scenario, {"answers": [], "weights": [claim | {"ranges": ranges}]})
        assert (found.finding, found.reasons) == (Finding.REFUTED, ("there is not a range for each weight",))


@pytest.mark.parametrize(
    "number",
    ["1e999999999", "0.5", "1/0", "1" * 4001, "\u0663", 5, None],
    ids=["exponent", "point", "nothing", "long", "arabic", "whole", "none"],
)
def test_a_number_that_is_not_written_as_numbers_are_is_refuted(number: object) -> None:
    reading, told = labour()
    claim = told["gestures"][0]
    part = {"draft": None, "answers": [], "gestures": [claim | {"cost": number}]}
    (found,) = check_answers(reading.scenario, part)
    assert found.finding is Finding.REFUTED
    assert found.reasons[0].startswith("it is not written as such an answer is")


def test_what_the_time_does_not_reach_for_is_said_to_be_undecided_and_the_next_is_gone_on_with() -> None:
    reading, told = labour()
    found = {each.what: each for each in check_answers(reading.scenario, told, seconds=0)}
    assert len(found) > 12
    assert {found[what].finding for what in ("gestures", "single terms")} == {Finding.CHECKED}
    for what in ("Nash", "efficient frontier", "improvements", "weights", "trades"):
        assert found[what].finding is Finding.UNCHECKED
        assert any("the time is over" in reason for reason in found[what].reasons), found[what]


FOLDER = ROOT / "src" / "goodoffices" / "settlement"
PROGRAM = ROOT / "docs" / "reference" / "check_answers.py"


def by_itself(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """The program of two pages, with nothing but Python."""
    return subprocess.run(
        [sys.executable, "-I", "-S", PROGRAM, *arguments], capture_output=True, text=True, check=False
    )


def alone(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """The folder of the checker, with nothing but Python beside it."""
    command = [sys.executable, "-E", "-S", "-m", "checking", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=FOLDER)


def kept(name: str, folder: Path) -> tuple[Scenario, dict[str, Any], Path]:
    """An example, all that is answered of it, and a file of that."""
    reading = read_scenario([(name, (EXAMPLES / name).read_bytes())])
    told = answered(reading, tuple(0 for _issue in reading.scenario.issues))
    file = folder / "answers.json"
    file.write_text(json.dumps(told))
    return reading.scenario, told, file


@pytest.mark.parametrize("name", ["camp-david.toml", "labour-2024.toml"])
def test_with_nothing_but_python_the_checker_finds_the_same(name: str, tmp_path: Path) -> None:
    scenario, told, answers = kept(name, tmp_path)
    found = alone(answers)
    expected = [f"{each.what}: {each.finding}" for each in check_answers(scenario, told)]
    assert (found.returncode, found.stderr, found.stdout.splitlines()) == (0, "", expected)
    assert len(expected) > 12

    told["answers"][0]["package"] = None
    answers.write_text(json.dumps(told))
    found = alone(answers)
    assert (found.returncode, found.stdout.splitlines()[0].split(";")[0]) == (
        1,
        f"{expected[0].split(':')[0]}: refuted",
    )


def test_where_no_solver_is_at_hand_it_is_said_what_is_not_decided(tmp_path: Path) -> None:
    issues = tuple(Issue(id=f"i{n}", options=tuple(Option(id=f"o{k}") for k in range(7))) for n in range(5))
    party = Preferences(
        id="p",
        values={issue.id: {each.id: Fraction(place) for place, each in enumerate(issue.options)} for issue in issues},
        interactions=tuple(
            Interaction(
                together=(Holds(issue=a.id, options=frozenset({"o0"})), Holds(issue=b.id, options=frozenset({"o1"}))),
                adds=Fraction(1),
            )
            for a, b in pairwise(issues)
        ),
    )
    told = answered(Reading(Scenario(issues=issues, parties=(party,)), "made"), (0,) * 5)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(told))
    found = alone(answers)
    assert (found.returncode, found.stderr) == (0, "")
    assert "could not be checked within the limits; too many issues hang together" in found.stdout


@pytest.mark.parametrize("name", ["camp-david.toml", "labour-2024.toml"])
def test_a_program_of_two_pages_checks_the_examples_too(name: str, tmp_path: Path) -> None:
    scenario, told, answers = kept(name, tmp_path)
    found = by_itself(answers)
    lines = found.stdout.splitlines()
    assert (found.returncode, found.stderr, len(lines)) == (0, "", len(told["answers"]) + 1)
    assert all(line.endswith(": right") for line in lines), lines

    better, party = told["improvements"], told["in numbers"]["parties"][0]
    draft = better["baseline"]
    dearer = {**draft, "scores": {**draft["scores"], party["id"]: str(Fraction(draft["scores"][party["id"]]) + 1)}}
    changes: list[dict[str, Any]] = [{"baseline": dearer}, {"efficient": [*better["efficient"], draft]}]
    if len(better["efficient"]) > 1:
        other = next(each for each in better["efficient"] if each != better["fairest"])
        fewer = [each for each in better["efficient"] if each != other]
        changes += [{"efficient": fewer}, {"fairest": other}]
    for change in changes:
        answers.write_text(json.dumps({**told, "improvements": {**better, **change}}))
        found = by_itself(answers)
        assert (found.returncode, found.stdout.splitlines()[-1].startswith("improvements: NOT RIGHT")) == (1, True)

    party["minimum"] = str(Fraction(party["minimum"]) + 1)
    assert wrong(scenario, told)[0] == "scenario in numbers"


@pytest.mark.parametrize(("program", "called"), [(by_itself, "check_answers.py"), (alone, "-m checking")])
def test_what_is_no_file_of_answers_is_refused_in_a_sentence(program: Any, called: str, tmp_path: Path) -> None:  # noqa: ANN401
    other = tmp_path / "other.json"
    for text in (None, "{", "[]", "{}", '{"answers": 1}'):
        if text is not None:
            other.write_text(text)
        found = program(other)
        assert found.returncode == 2
        assert found.stdout.startswith(f"{other} is no file that goodoffices settle --json wrote")
        assert not found.stderr
    found = program()
    assert (found.returncode, found.stderr) == (1, f"Say which file: python {called} ANSWERS.json\n")
