# SPDX-License-Identifier: Apache-2.0
"""Every piece of a scenario file that a page shows can be written like that, and the examples follow the schema."""

from __future__ import annotations

import json
import re
import tomllib
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from goodoffices.exchange.scenarios import read_own, read_scenario, write_own
from goodoffices.exchange.scenarios.shapes import schema
from goodoffices.settlement import Concept
from tests.docs.pages import ROOT, Block, blocks, pages


SHOWN = [block for page in pages() for block in blocks(page) if block.info == "toml scenario"]
WHOLE = [block for block in SHOWN if block.text.startswith("scenario = 1")]
PARTS = [block for block in SHOWN if block not in WHOLE]
EXAMPLES = sorted((ROOT / "examples" / "scenarios").glob("*.toml"))


def read(text: str, name: str) -> None:
    scenario = read_own(text.encode(), name).scenario
    assert read_own(write_own(scenario), name).scenario == scenario
    jsonschema.validate(tomllib.loads(text), schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_can_be_read_and_written_out_equal_and_follows_the_schema(path: Path) -> None:
    read(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: block.place)
def test_a_whole_scenario_on_a_page_can_be_read(block: Block) -> None:
    read(block.text, block.place)


@pytest.mark.parametrize("block", PARTS, ids=lambda block: block.place)
def test_a_part_of_a_scenario_on_a_page_fits_below_the_page_s_whole_one(block: Block) -> None:
    whole = next(other for other in WHOLE if other.page == block.page)
    read(f"{whole.text}\n{block.text}", block.place)


def test_a_table_on_the_page_is_read_with_all_that_the_page_says_of_it() -> None:
    (table,) = (block for page in pages() for block in blocks(page) if block.info == "csv scenario")
    union, firm = read_scenario([("talks.csv", table.text.encode())]).scenario.parties
    assert [(each.issue, each.option, each.low, each.high) for each in union.unsure] == [
        ("pay", None, Fraction(25), Fraction(40)),
        ("pay", "four", Fraction(4, 5), Fraction(1)),
    ]
    assert [each.adds for each in union.interactions] == [-4]
    assert not firm.unsure
    assert not firm.interactions


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    wrong = tomllib.loads('scenario = 1\n[[issue]]\nid = "a"\noption = ["x"]\n[[party]]\nid = "b"\n')
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema())


def test_every_concept_is_defined_on_the_page_of_settlement() -> None:
    page = (ROOT / "docs/reference/settlement.md").read_text(encoding="utf-8")
    defined = re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE)
    assert {concept.value for concept in Concept} <= set(defined)


def run_python(text: str) -> str:
    """Run a block in the repository's folder and give what it prints."""
    printed: list[str] = []
    space = {"print": lambda *values: printed.append(" ".join(map(str, values)))}
    exec(compile(text, "page", "exec"), space)  # noqa: S102 - the page's own code
    return "\n".join(printed) + "\n"


@pytest.mark.parametrize("number", [0, 1])
def test_python_on_the_page_of_analysis_prints_what_the_page_says(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    listed = blocks(ROOT / "docs/guide/analysis.md")
    places = [place for place, block in enumerate(listed) if block.info == "python run"]
    assert len(places) == 2
    assert run_python(listed[places[number]].text) == listed[places[number] + 1].text


def test_the_schema_on_the_page_is_json() -> None:
    assert json.loads((ROOT / "docs/reference/scenario-file.schema.json").read_text(encoding="utf-8")) == schema()
