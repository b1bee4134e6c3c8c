# SPDX-License-Identifier: Apache-2.0
"""What is logged from the terminal stands on the record as it was meant, or is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodoffices.app.moments import typed
from goodoffices.errors import TimeError
from goodoffices.times import Instant
from tests.cli.conftest import Invoke


NOW = Instant.read("2025-05-11T19:30:00Z")


def logged(invoke: Invoke, house: Path, *arguments: str, text: str = "") -> dict[str, Any]:
    answer = invoke("--house", house, "log", *arguments, "--json", text=text)
    assert answer.exit_code == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def refused(invoke: Invoke, house: Path, *arguments: str, code: int = 1) -> str:
    before = invoke("--house", house, "verify", "--json").stdout
    answer = invoke("--house", house, *arguments)
    assert answer.exit_code == code, answer.output
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    assert invoke("--house", house, "verify", "--json").stdout == before, "something was kept"
    return answer.stderr


def test_a_call_is_between_our_team_and_whom_it_was_with(invoke: Invoke, plant: Path) -> None:
    fact = logged(
        invoke,
        plant,
        "call",
        "--with",
        "brandt",
        "--minutes",
        "20",
        "--when",
        "2025-01-11 10:00",
        "--about",
        "closure",
        "she asks for time",
    )["fact"]
    assert fact == {
        "type": "exchange",
        "id": "e12",
        "kind": "call",
        "from": ["us"],
        "to": ["brandt"],
        "minutes": 20,
        "when": "2025-01-11 10:00",
        "about": ["closure"],
        "text": "she asks for time",
    }


def test_a_text_message_keeps_who_says_so_and_how_far_it_is_confirmed(invoke: Invoke, plant: Path) -> None:
    arguments = ("--from", "anna", "--to", "Nordfurt AG", "--through", "Petra", "--attribution", "paper < union")
    fact = logged(invoke, plant, "text", *arguments, "--status", "No-Comment", "--when", "before e1", "x")["fact"]
    assert (fact["from"], fact["to"], fact["through"]) == (["anna_keller"], ["employer"], ["brandt"])
    assert (fact["attribution"], fact["status"], fact["when"]) == ("paper < union", "no comment", "before e1")


def test_a_meeting_has_a_place(invoke: Invoke, plant: Path) -> None:
    fact = logged(invoke, plant, "meeting", "--with", "union", "--with", "employer", "--at", "Nordfurt", "x")["fact"]
    assert (fact["kind"], fact["to"], fact["place"]) == ("meeting", ["union", "employer"], "Nordfurt")


def test_a_statement_has_its_standing_kind_and_medium(invoke: Invoke, plant: Path) -> None:
    arguments = ("--caucus", "union", "--speaker", "Келлер", "--off-the-record", "--kind", "SUPPOSAL")
    fact = logged(invoke, plant, "statement", *arguments, "--medium", "telephone", "-", text="ماذا لو؟\r\nWhat if?\n")[
        "fact"
    ]
    assert fact["standing"] == "off the record"
    assert (fact["kind"], fact["medium"], fact["by"]) == ("supposal", "telephone", "anna_keller")
    assert fact["text"] == "ماذا لو؟\nWhat if?"


def test_words_off_the_record_on_the_command_line_are_warned_of(invoke: Invoke, plant: Path) -> None:
    statement = ("--house", plant, "log", "statement", "--caucus", "union")
    assert "shell's history" in invoke(*statement, "--off-the-record", "x").stderr
    assert "shell's history" not in invoke(*statement, "--off-the-record", "-", text="x").stderr
    assert "shell's history" not in invoke(*statement, "x").stderr


def test_a_name_that_is_nearly_right_is_used_and_said(invoke: Invoke, plant: Path) -> None:
    answer = invoke("--house", plant, "log", "call", "--with", "Brant", "x")
    assert answer.exit_code == 0
    assert "Brant → Petra Brandt (brandt)" in answer.stderr


def test_a_name_that_could_be_two_people_is_refused_without_a_terminal(invoke: Invoke, plant: Path) -> None:
    said = refused(invoke, plant, "log", "call", "--with", "Keller", "x")
    assert '"Keller" could be Anna Keller (anna_keller) or Anton Keller (anton_keller).' in said


def test_a_name_that_nobody_has_is_refused_with_the_nearest(invoke: Invoke, plant: Path) -> None:
    said = refused(invoke, plant, "log", "call", "--with", "Xylophon", "x")
    assert 'Nobody called "Xylophon" is in this case.' in said


@pytest.mark.parametrize(
    ("arguments", "sentence", "code"),
    [
        (("call", "--with", "brandt", "--when", "11 Mai", "x"), '"11 Mai" is not a time', 1),
        (("call", "--with", "brandt", "--about", "closre", "x"), 'did you mean "closure"?', 1),
        (("call", "--with", "brandt", "--when", "after e9", "x"), 'there is no entry with the id "e9"', 1),
        (("call", "--with", "brandt", "--attribution", "a < < b", "x"), "an empty place in its chain", 1),
        (("call", "--with", "brandt", "--status", "denid", "x"), 'Did you mean "denied"?', 2),
        (("call", "--with", "brandt", "x\x1b[31my"), "control character", 1),
        (("call", "--with", "brandt", "  "), "is empty", 2),
        (("call", "--with", "brandt"), "What was said is missing", 2),
        (("call", "x"), "--with", 2),
        (("text", "x"), "--from", 2),
        (("statement", "--caucus", "brandt", "x"), 'Nobody called "brandt"', 1),
        (("statement", "--caucus", "union", "--medium", "pigeon", "x"), "written here", 2),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_a_sentence(
    arguments: tuple[str, ...], sentence: str, code: int, invoke: Invoke, plant: Path
) -> None:
    assert sentence in refused(invoke, plant, "log", *arguments, code=code)


def test_an_id_is_never_used_again_after_destroying(invoke: Invoke, plant: Path) -> None:
    first = logged(invoke, plant, "statement", "--caucus", "union", "one")
    assert invoke("--house", plant, "destroy", "--id", first["id"], "--yes").exit_code == 0
    second = logged(invoke, plant, "statement", "--caucus", "union", "two")
    assert second["id"] != first["id"]
    assert second["id"] == f"s{second['entry']}"


def test_a_correction_keeps_the_rest_and_the_former(invoke: Invoke, plant: Path) -> None:
    arguments = ("--set", "minutes=25", "--set", 'to=["us", "union"]', "--set", "when=2025-01-09 11:00")
    corrected = invoke("--house", plant, "correct", "e1", "--why", "misheard", *arguments, "--json")
    assert corrected.exit_code == 0, corrected.stderr
    fact = json.loads(corrected.stdout)["fact"]
    assert (fact["minutes"], fact["to"], fact["when"]) == (25, ["us", "union"], "2025-01-09 11:00")
    assert fact["from"] == ["brandt"]
    shown = invoke("--house", plant, "show", "entry", "e1").stdout
    assert "why: misheard" in shown
    assert "Before that, entry" in shown
    unset = invoke("--house", plant, "correct", "e1", "--why", "not known", "--unset", "minutes", "--json")
    assert "minutes" not in json.loads(unset.stdout)["fact"]


def test_a_wrong_correction_is_refused(invoke: Invoke, plant: Path) -> None:
    correct = ("correct", "e1", "--why", "x")
    assert 'did you mean "minutes"?' in refused(invoke, plant, *correct, "--set", "minuts=3")
    assert 'there is no entry with the id "e2"' in refused(
        invoke, plant, "correct", "e2", "--why", "x", "--set", "text=y"
    )
    assert "as it is" in refused(invoke, plant, *correct, "--set", "id=e7", code=2)
    assert "FIELD=VALUE" in refused(invoke, plant, *correct, "--set", "minutes", code=2)
    assert "--why" in refused(invoke, plant, "correct", "e1", "--set", "minutes=3", code=2)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2025-05-11 22:30 Asia/Qatar"),
        ("22:00", "2025-05-11 22:00"),
        ("today 9:05", "2025-05-11 09:05"),
        ("today", "2025-05-11"),
        ("yesterday", "2025-05-10"),
        ("Yesterday at 23:15", "2025-05-10 23:15"),
        ("2025-05-01  07:00", "2025-05-01 07:00"),
        ("about 2025-05", "about 2025-05"),
        ("4 days later than r1", "4 days later than r1"),
    ],
)
def test_times_may_be_typed_as_one_speaks(text: str, meant: str) -> None:
    assert str(typed(text, "Asia/Qatar", NOW)) == meant


@pytest.mark.parametrize("text", ["", "25:00", "today 24:61", "tomorrow-ish"])
def test_what_is_no_time_is_no_time(text: str) -> None:
    with pytest.raises(TimeError):
        typed(text, "Asia/Qatar", NOW)
