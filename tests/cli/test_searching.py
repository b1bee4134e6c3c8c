# SPDX-License-Identifier: Apache-2.0
"""The search on a terminal finds what the page finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Invoke


def test_a_search_says_what_was_found_where_and_when(invoke: Invoke, plant: Path) -> None:
    found = invoke("--house", plant, "search", "المصنع")
    assert found.exit_code == 0, found.stderr
    assert "1 found (1 exchange)" in found.stdout
    assert "e1  " in found.stdout
    assert "2025" in found.stdout
    assert "text: قالت إن المصنع قد يُغلق." in found.stdout


def test_a_name_finds_who_is_written_otherwise(invoke: Invoke, plant: Path) -> None:
    found = invoke("--house", plant, "search", "Келлер", "allowance")
    assert "Келлер is a spelling of Anna Keller." in found.stdout
    assert "s1  " in found.stdout
    near = invoke("--house", plant, "search", "Petra", "Brant").stdout
    assert "Brant is nearly a spelling of Petra Brandt." in near


def test_a_phrase_a_kind_and_a_page_can_be_asked_for_as_json(invoke: Invoke, channel: Path) -> None:
    def ids(*asked: str) -> list[str]:
        found = invoke("--house", channel, "search", "--json", *asked)
        assert found.exit_code == 0, found.stderr
        return [result["row"]["id"] for result in json.loads(found.stdout).get("results", [])]

    assert ids("r22")[0] == "r22"
    assert set(ids("Witkov", "--kind", "proposal")) <= set(ids("proposals", "--kind", "proposal") + ids("Witkoff"))
    assert not set(ids("Hamas")) & set(ids("Hamas", "--page", "2"))
    assert len(ids('"prisoner exchange"')) <= len(ids("prisoner", "exchange"))


@pytest.mark.parametrize("width", [40, 100])
def test_results_fit_the_terminal(width: int, invoke: Invoke, channel: Path) -> None:
    shown = invoke("--house", channel, "search", "hostages", COLUMNS=str(width)).stdout
    assert all(cell_len(line.rstrip()) <= width for line in shown.splitlines())


def test_what_cannot_be_searched_for_is_said_plainly(invoke: Invoke, plant: Path) -> None:
    assert "nothing in that to search for" in invoke("--house", plant, "search", "?!").stdout
    assert "Nothing was found" in invoke("--house", plant, "search", "zebra").stdout
    much = invoke("--house", plant, "search", *(f"word{number}" for number in range(50)))
    assert much.exit_code == 2
    assert "20 words at most" in much.stderr
    assert invoke("--house", plant, "search", "x", "--kind", "exchnge").exit_code == 2
    assert invoke("--house", plant, "search").exit_code == 2
