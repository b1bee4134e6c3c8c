# SPDX-License-Identifier: Apache-2.0
"""What is shown on a terminal is the view, whole, at every width; and JSON for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from goodoffices.cli.terminal.printing import visible
from tests.cli.conftest import Invoke


VIEWS = (
    ("desk",),
    ("chronology",),
    ("knowledge",),
    ("knowledge", "--as-of", "2025-05-08"),
    ("proposals",),
    ("people",),
    ("entry", "r22"),
    ("entry", "p5"),
)


@pytest.mark.parametrize("width", [40, 72, 96, 130, 200])
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_view_fits_every_width_and_loses_no_row(
    view: tuple[str, ...], width: int, invoke: Invoke, channel: Path
) -> None:
    shown = invoke("--house", channel, "show", *view, COLUMNS=str(width))
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout
    assert all(cell_len(line.rstrip()) <= width for line in shown.stdout.splitlines())
    if view == ("chronology",):
        words = shown.stdout.split()
        assert {f"r{number}" for number in range(1, 34)} <= set(words)


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_program_gets_json_in_one_line(view: tuple[str, ...], invoke: Invoke, channel: Path) -> None:
    shown = invoke("--house", channel, "show", *view, "--json")
    assert shown.stdout.count("\n") == 1
    assert json.loads(shown.stdout)


def test_the_chronology_answers_by_person_status_and_kind(invoke: Invoke, channel: Path) -> None:
    def ids(*filters: str) -> set[str]:
        shown = invoke("--house", channel, "show", "chronology", "--json", *filters)
        assert shown.exit_code == 0, shown.stderr
        return {row["row"]["id"] for row in json.loads(shown.stdout)["rows"]}

    everything = ids()
    assert set() < ids("--person", "Witkov") < everything
    assert set() < ids("--kind", "report") < everything
    assert set() < ids("--status", "belief") < everything
    assert "r5" in ids("--status", "belief")


def test_what_was_believed_on_a_day_can_be_asked(invoke: Invoke, channel: Path) -> None:
    believed = ("--house", channel, "show", "chronology", "--json", "--believed-on")
    assert json.loads(invoke(*believed, "2025-05-12").stdout)["rows"] == []
    assert len(json.loads(invoke(*believed, "2025-05-13").stdout)["rows"]) >= 33
    refused = invoke(*believed, "after r22")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.stderr


def test_text_from_right_to_left_is_printed_as_it_is(invoke: Invoke, plant: Path) -> None:
    shown = invoke("--house", plant, "show", "entry", "e1", COLUMNS="120").stdout
    assert "قالت إن المصنع قد يُغلق. She said that the plant may close." in shown


def test_nothing_in_a_text_steers_the_terminal() -> None:
    assert visible("a\x1b[31mb\x07\x9b\n\tc[red]") == "a\\u001b[31mb\\u0007\\u009b\n\tc[red]"


def test_mark_up_in_a_text_is_text(invoke: Invoke, plant: Path) -> None:
    assert invoke("--house", plant, "log", "call", "--with", "brandt", "[bold]x[/] :smile: [/nothing]").exit_code == 0
    assert "[bold]x[/] :smile: [/nothing]" in invoke("--house", plant, "show", "chronology").stdout


def test_what_is_not_there_is_said(invoke: Invoke, plant: Path) -> None:
    for view in (("entry", "e9"), ("proposals", "p1")):
        refused = invoke("--house", plant, "show", *view)
        assert refused.exit_code == 1
        assert "there is no" in refused.stderr
    assert "No proposal" in invoke("--house", plant, "show", "proposals").stdout
    assert invoke("--house", plant, "show", "knowledge", "--subject", "nothing").exit_code == 1
    assert "closure" in invoke("--house", plant, "show", "knowledge", "--json").stdout
    assert invoke("--house", plant, "show", "knowledge", "--as-of", "before e9").exit_code == 1


@pytest.mark.parametrize("columns", ["60", "120"])
def test_what_somebody_knows_keeps_its_sources_and_its_status(columns: str, invoke: Invoke, channel: Path) -> None:
    said = invoke("--house", channel, "show", "knowledge", "--person", "Netanyahu", COLUMNS=columns).stdout
    assert "Axios: reported" in said
