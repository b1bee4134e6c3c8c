# SPDX-License-Identifier: Apache-2.0
"""A scenario that is wrong is refused by `goodoffices settle` in a sentence with the place, whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke


RIGHT = """\
scenario = 1

[[issue]]
id = "pay"
options = ["low", "high"]

[[issue]]
id = "hours"
options = ["few", "many"]

[[party]]
id = "union"
minimum = 10
weights = { pay = 60, hours = 40 }

[party.values]
pay = { low = 0, high = 1 }
hours = { few = 1, many = 0 }

[[party]]
id = "firm"
weights = { pay = 60, hours = 40 }

[party.values]
pay = { low = 1, high = 0 }
hours = { few = 0, many = 1 }

[[dependency]]
term = { pay = "high" }
only_if = { hours = "many" }
"""
HIGH = "party[1].values.pay.high"


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('options = ["low", "high"]', "options = []", "line 5, issue[1].options: this issue has no options"),
        ("high = 1", "high = nan", f'line 17, {HIGH}: "nan" is not a number'),
        ("high = 1", "high = inf", f'line 17, {HIGH}: "inf" is not a number'),
        ("high = 1", "high = 1000000000", f"line 17, {HIGH}: this number has ten digits or more"),
        ("high = 1", "high = 1e400", f'line 17, {HIGH}: "1e400" is not a number'),
        ("minimum = 10", "minimum = -1e9", "line 13, party[1].minimum: this number has ten digits or more"),
        (
            "pay = 60, hours = 40",
            "pay = 60, hours = -40",
            "line 14, party[1].weights.hours: the weight -40 is negative",
        ),
        (
            'only_if = { hours = "many" }',
            'only_if = { hours = "many" }\n[[dependency]]\nterm = { hours = "many" }\nonly_if = { pay = "high" }',
            "line 28, dependency[1]: these need one another in a circle",
        ),
        (
            "minimum = 10",
            'minimum = 10\nunsure = [{ issue = "hours", low = 45, high = 50 }]',
            "line 14, party[1].unsure[1]: the weight 40 does not lie from 45 to 50",
        ),
        (
            'only_if = { hours = "many" }',
            'only_if = { pay = "low" }',
            'line 28, dependency[1]: pay is "high" and pay is "low" cannot hold together',
        ),
        (RIGHT, "scenario = 1\n", "issue: there is no issue"),
        (RIGHT, "", '"scenario" is missing'),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    invoke: Invoke, tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    file = tmp_path / "talks.toml"
    file.write_text(RIGHT.replace(was, becomes, 1))
    done = invoke("settle", file)
    assert done.exit_code == 1
    assert f"talks.toml, {said}" in done.stderr or f"talks.toml: {said}" in done.stderr
    assert not done.stdout


def test_weights_that_do_not_come_to_what_they_should_are_told_with_their_line(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    file.write_text(RIGHT.replace("hours = 40", "hours = 50", 1))
    done = invoke("settle", file, "--answer", "zone")
    assert done.exit_code == 0
    told = "line 14, party[1].weights: the weights come to 110 and count as they stand."
    assert told in " ".join(done.stdout.split())


def test_the_largest_numbers_that_are_read_are_answered_exactly(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    file.write_text(RIGHT.replace("high = 1", "high = 999999999", 1))
    done = invoke("settle", file, "--json", "--check")
    assert done.exit_code == 0, done.output
    assert "59999999940" in done.stdout


def test_a_table_is_read_as_a_table_whatever_its_headings_are(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    file.write_text("thing,choice,union,firm\npay,low,1,2\n")
    done = invoke("settle", file)
    assert done.exit_code == 1
    assert "talks.csv, row 1: the first two columns are not called issue and option; the columns are" in done.stderr


def test_what_is_wrong_in_a_table_is_named_with_its_row_and_column(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.csv"
    rows = (
        "issue,option,union,union at least,union at most,firm,together",
        "pay,,5,6,7,-1,",
        "pay,low,1,,,2,",
        "pay,high,1234567890,,,3,",
        "hours,few,1,2,3,1,",
        "pay,low,4,,,1234567890,1",
        "hours,few,,,,,1",
        "minimum,,0,,,1234567890,",
    )
    file.write_text("\n".join(rows))
    done = invoke("settle", file)
    assert done.exit_code == 1
    for said in (
        "row 2, firm: the weight -1 is negative",
        "row 2, union at least: the weight 5 does not lie from 6 to 7; give a weight between the two, or move them",
        "row 4, union: this number has ten digits or more",
        "row 5, union at least: the value 1 does not lie from 2 to 3",
        "row 6, firm: this number has ten digits or more",
        "row 8, firm: this number has ten digits or more",
    ):
        assert f"talks.csv, {said}" in done.stderr
    assert "There are 6 mistakes" in done.stderr


def test_what_is_no_toml_is_sent_to_the_page_of_scenario_files(invoke: Invoke, tmp_path: Path) -> None:
    file = tmp_path / "talks.toml"
    file.write_text("scenario = 1\n# \x07\n")
    done = invoke("settle", file)
    assert done.exit_code == 1
    said = "line 2: this is not TOML; docs/reference/scenario-file.md shows how a scenario file is written"
    assert f"talks.toml, {said}" in done.stderr


@pytest.mark.parametrize("text", ["[]", '{"answers": []}'])
def test_a_file_without_an_answer_cannot_be_checked(invoke: Invoke, tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.json").write_text(text)
    (tmp_path / "talks.toml").write_text(RIGHT)
    for form in ((), ("--json",)):
        done = invoke("settle", tmp_path / "talks.toml", "--check", tmp_path / "answers.json", *form)
        assert done.exit_code == 1
        assert "answers.json: there is nothing to check in it; write answers with settle --json" in done.stderr
        assert not done.stdout


def test_of_a_folder_that_holds_no_scenario_just_that_is_said(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke("settle", tmp_path)
    assert done.exit_code == 1
    assert "  there is no scenario to read; name a scenario file" in done.stderr
