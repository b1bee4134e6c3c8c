# SPDX-License-Identifier: Apache-2.0
"""Whatever is wrong with a house is told in a sentence and a hint, with the exit code that the reference promises."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from goodoffices.cli import init as init_command
from goodoffices.cli.failures import tell
from tests.cli.conftest import TALKS, Invoke
from tests.postgresql import Cluster


@contextmanager
def behind_the_programs_back(house: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(house / "house.sqlite")) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _statement in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _name, statement in triggers:
            connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def says(invoke: Invoke, house: Path, *arguments: str, code: int) -> str:
    answer = invoke("--house", house, *arguments)
    assert answer.exit_code == code, answer.output
    said = answer.stdout + answer.stderr
    assert "Traceback" not in said
    assert said.strip()
    return said


def test_a_flipped_byte_is_named(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        (sealed,) = connection.execute("SELECT sealed FROM entry WHERE sequence = 7").fetchone()
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        connection.execute("UPDATE entry SET sealed = ? WHERE sequence = 7", (changed,))
    for more in ((), ("--without-key",)):
        said = says(invoke, plant, "verify", *more, code=1)
        assert "NOT GOOD" in said
        assert "Entry 7 of the record does not fit the chain" in said
        (found,) = json.loads(invoke("--house", plant, "verify", "--json", *more).stdout)
        assert (found["first_bad"], found["code"], found["good"]) == (7, "chain", False)
    assert "Entry 7" in says(invoke, plant, "doctor", code=1)
    assert "Entry 7" in says(invoke, plant, "show", "desk", code=1)


def test_a_flipped_byte_in_the_very_first_entry_is_named_too(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        connection.execute("UPDATE entry SET hash = zeroblob(32) WHERE sequence = 1")
    assert "Entry 1 of the record does not fit the chain" in says(invoke, plant, "verify", code=1)


def test_an_old_copy_put_back_shows_against_a_noted_head(invoke: Invoke, plant: Path, tmp_path: Path) -> None:
    shutil.copytree(plant, tmp_path / "old")
    assert invoke("--house", plant, "log", "call", "--with", "brandt", "x").exit_code == 0
    (noted,) = json.loads(invoke("--house", plant, "verify", "--json").stdout)
    for part in (tmp_path / "old").iterdir():
        shutil.copy(part, plant / part.name)
    assert "good" in says(invoke, plant, "verify", code=0)
    said = says(invoke, plant, "verify", "--expect", noted["head"], code=1)
    assert f"the record once reached entry {noted['entries']}" in said
    assert "64 letters" in says(invoke, plant, "verify", "--expect", "nonsense", code=2)


def test_a_destroyed_key_that_is_put_back_is_noticed(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        kept = connection.execute("SELECT * FROM entry_key").fetchall()
    assert invoke("--house", plant, "destroy", "--id", "s1", "--yes").exit_code == 0
    assert "Destroyed: entry 10." in says(invoke, plant, "verify", code=0)
    with behind_the_programs_back(plant) as connection:
        connection.executemany("INSERT OR IGNORE INTO entry_key VALUES (?, ?, ?)", kept)
    said = says(invoke, plant, "verify", code=1)
    assert "The record says that entry 10 was destroyed, but it opens" in said


def test_a_hole_that_nobody_recorded_is_told_of(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        connection.execute("DELETE FROM entry_key WHERE sequence = 10")
    said = says(invoke, plant, "verify", code=1)
    assert "No destruction on the record names entry 10" in said
    assert "Destroyed: entry 10." in says(invoke, plant, "verify", "--without-key", code=0)


def test_a_missing_key_is_told_of(invoke: Invoke, plant: Path) -> None:
    (plant / "house.key").rename(plant / "away")
    assert "The house key is missing" in says(invoke, plant, "show", "desk", code=3)
    assert "good" in says(invoke, plant, "verify", "--without-key", code=0)
    assert "attention" in says(invoke, plant, "doctor", code=1)


def test_the_key_of_another_house_is_told_of(invoke: Invoke, plant: Path, channel: Path) -> None:
    shutil.copy(channel / "house.key", plant / "house.key")
    assert "the key of another house" in says(invoke, plant, "show", "desk", code=3)


def test_a_key_that_others_can_read_is_told_of(invoke: Invoke, plant: Path) -> None:
    (plant / "house.key").chmod(0o644)
    assert "Run: chmod 600" in says(invoke, plant, "show", "desk", code=3)
    assert "chmod 600" in says(invoke, plant, "doctor", code=1)


def test_a_database_of_a_newer_version_is_told_of_and_left_alone(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        connection.execute("UPDATE schema SET version = 99, compatible = 99")
    before = (plant / "house.sqlite").read_bytes()
    assert "A newer Good Offices has used this house" in says(invoke, plant, "show", "desk", code=3)
    assert "A newer Good Offices" in says(invoke, plant, "doctor", code=1)
    assert (plant / "house.sqlite").read_bytes() == before


def test_a_database_that_is_none_is_told_of(invoke: Invoke, plant: Path) -> None:
    (plant / "house.sqlite").write_bytes(b"nothing of the kind" * 100)
    assert "is not a house's database" in says(invoke, plant, "verify", "--without-key", code=3)
    assert "attention" in says(invoke, plant, "doctor", code=1)


def test_a_house_that_is_not_there_is_told_of(invoke: Invoke, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    for command in (("show", "desk"), ("verify",), ("serve", "--no-browser"), ("export",)):
        assert "There is no house" in says(invoke, nowhere, *command, code=3)
    assert f"goodoffices --house {nowhere} init" in says(invoke, nowhere, "doctor", code=1)
    assert not nowhere.exists()


def test_a_place_that_nobody_may_look_into_is_told_of(invoke: Invoke, tmp_path: Path) -> None:
    unlikely = tmp_path / ("long" * 100)
    for command in (("show", "desk"), ("verify",), ("init",)):
        assert "cannot be looked into: " in says(invoke, unlikely, *command, code=3)
    assert "attention  house: " in says(invoke, unlikely, "doctor", code=1)


def test_a_path_is_told_as_it_was_given_and_a_command_as_it_can_be_typed(
    invoke: Invoke, plant: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Not done: away cannot be read: " in says(invoke, plant, "import", "away", code=1)
    (plant / "house.key").chmod(0o644)
    said = says(invoke, Path(plant.name), "show", "desk", code=3)
    assert f"Not done: {plant.name}/house.key can be read by others.\n" in said
    assert said.endswith(f"Run: chmod 600 {plant.name}/house.key\n")
    assert says(invoke, Path("none"), "show", "desk", code=3).endswith("goodoffices --house none init\n")
    assert f"goodoffices --house {tmp_path / 'none'} init" in says(invoke, tmp_path / "none", "doctor", code=1)


def test_a_chain_that_does_not_hold_is_nowhere_said_to_fit(invoke: Invoke, plant: Path) -> None:
    with behind_the_programs_back(plant) as connection:
        connection.execute("UPDATE entry SET hash = zeroblob(32) WHERE sequence = 5")
    lines = says(invoke, plant, "doctor", code=1).splitlines()
    assert [line.split()[0] for line in lines if " chain: " in line] == ["attention"]


def test_an_id_in_the_place_of_a_command_is_answered_with_the_command(invoke: Invoke, plant: Path) -> None:
    assert "Did you mean goodoffices show entry s1?" in says(invoke, plant, "show", "s1", code=2)
    assert "Did you mean goodoffices show desk?" in says(invoke, plant, "show", "dsk", code=2)


def test_a_house_is_not_made_twice(invoke: Invoke, plant: Path) -> None:
    key = (plant / "house.key").read_bytes()
    assert "There is a house" in says(invoke, plant, "init", code=3)
    assert (plant / "house.key").read_bytes() == key


def test_a_password_is_not_taken_from_the_command_line(invoke: Invoke, tmp_path: Path) -> None:
    said = says(invoke, tmp_path / "h", "init", "--postgresql", "host=db password=secret", code=3)
    assert ".pgpass" in said
    assert "secret" not in said
    assert not (tmp_path / "h").exists()


def test_which_of_several_mediations_has_to_be_said(invoke: Invoke, plant: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(TALKS.replace('id = "plant"', 'id = "port"'), encoding="utf-8")
    assert invoke("--house", plant, "import", other).exit_code == 0
    assert "--mediation: plant, port" in says(invoke, plant, "show", "desk", code=3)
    for words in (("--mediation", "port", "show", "desk"), ("show", "desk", "--mediation", "port")):
        assert "(port)" in says(invoke, plant, *words, code=0)
    assert "plant: good" in says(invoke, plant, "verify", code=0)
    assert "port: good" in says(invoke, plant, "verify", code=0)
    assert "plant" not in says(invoke, plant, "verify", "--mediation", "port", code=0)


def test_a_wrong_file_is_refused_whole_with_every_mistake_in_its_place(
    invoke: Invoke, plant: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        TALKS.replace('id = "plant"', 'id = "port"')
        .replace('when = "2025-01-09 10:00"', 'when = "9 Januar"')
        .replace('to = ["employer"]', 'to = ["employr"]'),
        encoding="utf-8",
    )
    right = tmp_path / "right.toml"
    right.write_text(TALKS.replace('id = "plant"', 'id = "dock"'), encoding="utf-8")
    said = says(invoke, plant, "import", str(right), str(wrong), code=1)
    assert "exchange[1].when" in said
    assert '"9 Januar" is not a time' in said
    assert 'did you mean "employer"' in said
    assert "(plant)" in says(invoke, plant, "show", "desk", code=0), "nothing of either file was kept"
    assert "cannot be read" in says(invoke, plant, "import", "no-such-file.toml", code=1)
    assert "is in this house already" in says(invoke, plant, "import", str(_written(tmp_path)), code=1)


def _written(place: Path) -> Path:
    file = place / "plant.toml"
    file.write_text(TALKS, encoding="utf-8")
    return file


def test_an_export_replaces_nothing_by_accident(invoke: Invoke, plant: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    file.write_text("mine", encoding="utf-8")
    assert "--force" in says(invoke, plant, "export", str(file), code=1)
    assert file.read_text(encoding="utf-8") == "mine"
    assert invoke("--house", plant, "export", str(file), "--force").exit_code == 0
    assert "Nordfurt" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
    assert "cannot be written" in says(invoke, plant, "export", str(tmp_path / "no" / "such.toml"), code=1)


def test_destroying_needs_something_to_destroy_and_a_yes(invoke: Invoke, plant: Path) -> None:
    assert "Say what to destroy" in says(invoke, plant, "destroy", code=2)
    said = says(invoke, plant, "destroy", "--id", "s1", code=2)
    assert "l1  release" in said
    assert "--yes" in said
    assert 'there is no entry with the id "s9"' in says(invoke, plant, "destroy", "--id", "s9", "--yes", code=1)
    assert 'Did you mean "--id s1 --id s2"?' in says(invoke, plant, "destroy", "s1", "--yes", "s2", code=2)
    assert "cannot be destroyed" in says(invoke, plant, "destroy", "--id", "plant", "--yes", code=1)
    assert "nothing on this record" in says(invoke, plant, "destroy", "--non-paper", "--yes", code=1)
    assert "good" in says(invoke, plant, "verify", code=0)


def test_a_fault_of_the_program_is_one_sentence_that_names_nobody(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KeyError("al-Hayya said so")

    monkeypatch.setattr(init_command.init, "callback", broken)
    monkeypatch.setattr(init_command.init, "params", [])
    said = says(invoke, tmp_path / "h", "init", code=70)
    assert "This is a fault of Good Offices itself: KeyError in goodoffices/" in said
    assert "al-Hayya" not in said
    assert "CONTRIBUTING.md" in said
    monkeypatch.setenv("GOODOFFICES_DEBUG", "1")
    assert "al-Hayya said so" in invoke("--house", tmp_path / "h", "init").stderr


def test_an_interruption_is_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_doctor_answers_a_program_too(invoke: Invoke, plant: Path) -> None:
    findings = json.loads(invoke("--house", plant, "doctor", "--json").stdout)
    assert {finding["what"] for finding in findings} >= {
        *(
            "program",
            "house",
            "permissions",
            "key",
            "database",
            "integrity",
            "chain",
            "mediations",
            "clock",
            "disk",
            "server",
        )
    }
    assert all(finding["good"] for finding in findings)
    assert os.fspath(plant) in findings[1]["found"]


def test_a_house_in_postgresql_goes_through_the_same_commands(
    invoke: Invoke, tmp_path: Path, postgresql_cluster: Cluster
) -> None:
    house = tmp_path / "house"
    assert "There is now a house" in says(invoke, house, "init", "--postgresql", postgresql_cluster.address(), code=0)
    assert not (house / "house.sqlite").exists()
    assert invoke("--house", house, "import", str(_written(tmp_path))).exit_code == 0
    assert "PostgreSQL's own log" in says(invoke, house, "destroy", "--id", "s1", "--yes", code=0)
    assert "Destroyed: entry 10." in says(invoke, house, "verify", code=0)
    assert "PostgreSQL " in says(invoke, house, "doctor", code=0)
