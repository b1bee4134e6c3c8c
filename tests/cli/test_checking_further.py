# SPDX-License-Identifier: Apache-2.0
"""The further answers, too, are confirmed by a program of two pages where they are right, and refuted once changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stdout
from copy import deepcopy
from fractions import Fraction
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import check_answers
import pytest
from check_further import FURTHER
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.exchange.scenarios import Gesture, NamedPackage, Reading
from goodoffices.settlement import Finding, Response, Scenario, allowed
from goodoffices.settlement.checking import check_all
from tests.cli.test_checking_answers import answered, changed, draft_of, labour, places
from tests.docs.pages import ROOT
from tests.scenario_strategies import Kind, fractions, of_each_kind, scenarios


PROGRAMS = ROOT / "docs" / "reference"
CUT = "by what share all weights may be off where a greatest score counts"


def said(file: Path, told: dict[str, Any], *kinds: str) -> list[str]:
    """What the program says of answers of these kinds in a file."""
    kept = ("in numbers", "draft", *kinds)
    file.write_text(json.dumps({"answers": [], **{key: told[key] for key in kept if key in told}}))
    with redirect_stdout(StringIO()) as printed:
        wrong = check_answers.main(str(file), FURTHER)
    lines = [line.partition(": ")[2] for line in printed.getvalue().splitlines()]
    assert wrong == any(line.startswith("NOT RIGHT") for line in lines)
    return lines


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers") / "answers.json"


def chances() -> st.SearchStrategy[Fraction]:
    return st.builds(Fraction, st.integers(0, 4), st.just(8))


@st.composite
def gestures(draw: st.DrawFn) -> Gesture:
    responses = []
    for _ in range(draw(st.integers(0, 3))):
        low, more = draw(st.tuples(chances(), chances()))
        responses.append(Response(name="an answer", worth=draw(fractions()), low=low / 2, high=low / 2 + more))
    return Gesture(id="step", cost=draw(st.integers(0, 6).map(Fraction)), responses=tuple(responses))


def altered(told: Any, data: st.DataObject) -> Any:  # noqa: ANN401 - plain data of any shape
    """Claims with another number, id or yes in one place."""
    every = list(places(told))
    path, value = data.draw(st.sampled_from(every))
    claims = deepcopy(told)
    inner = claims
    for step in path[:-1]:
        inner = inner[step]
    others = [each for _path, each in every if type(each) is type(value) and each != value]
    inner[path[-1]] = data.draw(st.sampled_from([changed(value), *others]))
    return claims


def asked(scenario: Scenario, data: st.DataObject) -> dict[str, Any]:
    """All answers to a scenario, to a package that may be no good, and to a gesture."""
    draft = draft_of(scenario, data)
    reading = Reading(
        scenario,
        "drawn",
        packages=(NamedPackage(id="draft", terms=draft), NamedPackage(id="other", terms=draft_of(scenario, data))),
        gestures=(data.draw(gestures()),),
    )
    pairs = zip(scenario.issues, draft, strict=True)
    package = "; ".join(f"{issue.id}={issue.options[int(term)].id}" for issue, term in pairs)
    meant = package if data.draw(st.booleans()) and allowed(scenario, draft) else ""
    return answered(reading, draft, draws=2, package=meant, winner=len(scenario.parties) == 2)


@of_each_kind
@settings(max_examples=6, derandomize=True)  # the same each time: two programs that differ once in a thousand
@given(data=st.data())
def test_what_holds_is_confirmed_and_of_what_was_changed_is_said_what_the_checker_says(
    file: Path, kind: Kind, data: st.DataObject
) -> None:
    scenario = data.draw(scenarios(kind, issues=(1, 3), options=(1, 3), mosts=True))
    told, cut = asked(scenario, data), any(party.most is not None for party in scenario.parties)
    for name in FURTHER:
        unknown = {f"not decided here: {CUT}"} if cut and name == "weights" else set()
        assert {*said(file, told, name)} <= {"right"} | unknown, (name, told[name], told["in numbers"])
    name = data.draw(st.sampled_from([each for each in FURTHER if told.get(each)]))
    part = {name: altered(told[name], data), "draft": told["draft"], "answers": [], "in numbers": told["in numbers"]}
    refuted = any(each.finding is Finding.REFUTED for each in check_all(part, lambda: 0.0, Random))
    found = said(file, part, name)
    assert any(line.startswith("NOT RIGHT") for line in found) == refuted or CUT in found[0], (part, found)


def test_whatever_is_claimed_is_refuted_once_it_is_changed(file: Path) -> None:
    _reading, told = labour()
    tried, seen = Counter[str](), set[tuple[Any, ...]]()
    for kind in FURTHER:
        assert {*said(file, told, kind)} == {"right"}, kind
        for path, value in places(told[kind]):
            shape = (kind, *(each if isinstance(each, str) else "*" for each in path))
            if shape in seen or shape == ("gestures", "*", "party"):
                continue
            seen.add(shape)
            claims = deepcopy(told[kind] if kind in {"trades", "adjusted winner"} else [told[kind][path[0]]])
            *inward, last = path if kind in {"trades", "adjusted winner"} else (0, *path[1:])
            inner: Any = claims
            for step in inward:
                inner = inner[step]
            inner[last] = changed(value)
            found = said(file, {**told, kind: claims}, kind)
            assert any(line.startswith("NOT RIGHT") for line in found), (kind, path, value, inner[last])
            tried[kind] += 1
    assert all(tried[kind] > 3 for kind in FURTHER), tried


def test_it_is_run_as_a_file_beside_the_other(tmp_path: Path) -> None:
    _reading, told = labour()
    answers = tmp_path / "answers.json"
    fewer = {kind: told[kind][:1] for kind in ("equivalents", "weights", "ordering", "chance")}
    answers.write_text(json.dumps({**told, **fewer}))
    for program in ("check_answers.py", "check_doubt.py", "check_further.py"):
        shutil.copy(PROGRAMS / program, tmp_path)
    command = [sys.executable, "-E", "-s", "-S", str(tmp_path / "check_further.py")]
    found = subprocess.run([*command, answers], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    called = {line.partition(":")[0]: line.partition(": ")[2] for line in found.stdout.splitlines()}
    assert {"frontier", "improvements", "packages, draft", "weights, the Nash package"} <= called.keys()
    assert {*called.values()} == {"right"}
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (1, "Say which file: python check_further.py ANSWERS.json\n")
