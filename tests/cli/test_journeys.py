# SPDX-License-Identifier: Apache-2.0
"""A mediator's days with the real program: each command a process of its own, as in a shell."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goodoffices.record.progress import STEP
from tests.cli.conftest import ROOT, Invoke
from tests.cli.terminal import PATIENCE, PROGRAM, environment, plain, run, talk


EXAMPLE = ROOT / "examples/channel-2025.toml"
SOON = 2.0


def test_the_first_day_from_an_empty_directory_to_an_exported_file(tmp_path: Path) -> None:
    house = tmp_path / "house"
    made = run("--house", house, "init")
    assert made.returncode == 0
    assert "A lost key is final" in made.stdout
    assert str(house / "house.key") in made.stdout
    assert (house / "house.key").stat().st_mode & 0o777 == 0o600
    brought = run("--house", house, "import", EXAMPLE)
    assert brought.returncode == 0
    assert "channel-2025" in brought.stdout

    shown = run("--house", house, "show", "desk")
    assert shown.returncode == 0
    assert "583 days" in shown.stdout

    secret = "a word nobody will find again"
    logged = run(
        *("--house", house, "log", "statement", "--caucus", "Hamas", "--off-the-record", "--json", "-"), text=secret
    )
    assert logged.returncode == 0
    entry = json.loads(logged.stdout)
    assert entry["id"] == f"s{entry['entry']}"
    assert secret in run("--house", house, "show", "entry", entry["id"]).stdout

    before = run("--house", house, "verify", "--json")
    assert before.returncode == 0
    head = json.loads(before.stdout)[0]["head"]

    destroyed = run("--house", house, "destroy", "--id", entry["id"], "--yes")
    assert destroyed.returncode == 0
    assert "Copies of this house" in destroyed.stderr

    after = run("--house", house, "verify", "--expect", head, "--json")
    assert after.returncode == 0
    assert json.loads(after.stdout)[0]["holes"] == [entry["entry"]]

    file = tmp_path / "out.toml"
    assert run("--house", house, "export", file).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret not in file.read_text(encoding="utf-8")
    again = tmp_path / "again"
    assert run("--house", again, "init").returncode == 0
    assert run("--house", again, "import", file).returncode == 0
    assert without_remarks(run("--house", again, "export").stdout) == without_remarks(file.read_text(encoding="utf-8"))


def without_remarks(case: str) -> list[str]:
    return [line for line in case.splitlines() if not line.startswith("#")]


@contextmanager
def serving(*arguments: str | Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a server and give it with the address that it prints."""
    process = subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(**more),
    )
    try:
        assert process.stdout is not None
        address = ""
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                address = found[0]
                break
        assert address, process.communicate(timeout=PATIENCE)
        yield process, address
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)


def page_at(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - the address is our own
        page: bytes = answer.read()
    return page.decode()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_demo_shows_the_case_stops_within_two_seconds_and_leaves_nothing(
    ending: signal.Signals, tmp_path: Path
) -> None:
    with serving("demo", "--no-browser", TMPDIR=str(tmp_path)) as (process, address):
        (made,) = tmp_path.iterdir()
        assert made.stat().st_mode & 0o777 == 0o700
        page = page_at(address)
        assert "583" in page
        process.send_signal(ending)
        assert process.wait(SOON) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not list(tmp_path.iterdir())


def test_a_demo_can_be_kept(tmp_path: Path) -> None:
    for _ in range(2):  # the second time the house is there already
        with serving("demo", "--no-browser", "--keep", tmp_path / "kept") as (process, address):
            assert "583" in page_at(address)
            process.terminate()
            assert process.wait(SOON) == 0
    assert run("--house", tmp_path / "kept", "verify").returncode == 0


def test_the_demo_of_the_labour_dispute_shows_which_packages_both_could_take(tmp_path: Path) -> None:
    with serving("demo", "labour-2024", "--no-browser", TMPDIR=str(tmp_path)) as (process, address):
        page = page_at(f"{address.rstrip('/')}/m/hollenfurt/settlement")
        assert "efficient packages reach every minimum." in page
        process.terminate()
        assert process.wait(SOON) == 0


def test_a_second_server_of_the_same_house_is_told_so(channel: Path) -> None:
    arguments = ("--house", channel, "serve", "--no-browser", "--port", "0")
    with serving(*arguments) as (process, _address):
        second = run(*arguments)
        assert second.returncode == 3
        assert f"already being served by process {process.pid}" in second.stderr
        assert "Traceback" not in second.stderr
        assert "this house is being served" in run("--house", channel, "doctor").stdout
        logged = run("--house", channel, "log", "call", "--with", "Witkoff", "while it is served")
        assert logged.returncode == 0
        page = page_at(f"{_address}m/channel-2025")
        assert "while it is served" in page


def test_a_port_that_is_taken_is_a_sentence(channel: Path, plant: Path) -> None:
    with serving("--house", channel, "serve", "--no-browser", "--port", "0") as (_process, address):
        port = re.findall(r"\d+", address)[-1]
        second = run("--house", plant, "serve", "--no-browser", "--port", port)
    assert second.returncode == 3
    assert f"cannot be served at 127.0.0.1, port {port}" in second.stderr
    assert "--port" in second.stderr


def test_pages_without_signing_in_are_not_served_to_other_machines(channel: Path) -> None:
    refused = run("--house", channel, "serve", "--host", "0.0.0.0", "--no-browser")  # noqa: S104 - that is the point
    assert refused.returncode == 2
    assert "there is no signing in yet" in refused.stderr


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_whoever_stops_reading_hears_no_complaint(more: tuple[str, ...], channel: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--house", str(channel), "show", "chronology", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stderr:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 141


def test_a_passphrase_is_asked_for_twice_and_then_once(tmp_path: Path) -> None:
    house = tmp_path / "house"
    code, said = talk(
        *("--house", house, "init", "--passphrase"),
        answers=(("New passphrase: ", "seven quiet words"), ("once more: ", "seven quiet words")),
    )
    assert code == 0
    assert "A forgotten passphrase is final" in said
    assert "seven quiet words" not in said
    code, said = talk(
        "--house", house, "import", EXAMPLE, answers=(("Passphrase of the house: ", "seven quiet words"),)
    )
    assert code == 0, said
    code, said = talk("--house", house, "show", "desk", answers=(("Passphrase of the house: ", "eight"),))
    assert code == 3
    assert "The passphrase is wrong" in said

    refused = run("--house", house, "show", "desk")
    assert refused.returncode == 3
    assert "--passphrase-file" in refused.stderr
    file = tmp_path / "words"
    file.write_text("seven quiet words\n", encoding="utf-8")
    file.chmod(0o644)
    assert "can be read by others" in run("--house", house, "--passphrase-file", file, "show", "desk").stderr
    file.chmod(0o600)
    assert run("--house", house, "--passphrase-file", file, "show", "desk").returncode == 0
    assert run("--house", house, "show", "desk", GOODOFFICES_PASSPHRASE_FILE=str(file)).returncode == 0
    looked = run("--house", house, "doctor")
    assert looked.returncode == 0
    assert "needs the passphrase" in looked.stdout
    assert run("--house", house, "verify", "--without-key").returncode == 0


def test_a_passphrase_can_come_from_a_file_descriptor(tmp_path: Path) -> None:
    house = tmp_path / "house"
    reader, writer = os.pipe()
    os.write(writer, b"from a pipe\n")
    os.close(writer)
    made = subprocess.run(
        [*PROGRAM, "--house", str(house), "--passphrase-file", f"/dev/fd/{reader}", "init"],
        pass_fds=(reader,),
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    os.close(reader)
    assert made.returncode == 0
    assert b"sealed with your passphrase" in made.stdout


def test_which_of_two_people_is_asked_on_a_terminal(plant: Path) -> None:
    code, said = talk("--house", plant, "log", "call", "--with", "Keller", "a word", answers=(("Which: ", "2"),))
    assert code == 0, said
    assert "1  Anna Keller" in said
    assert "The conciliator → Anton Keller" in said


def test_destroying_asks_for_a_typed_word(plant: Path) -> None:
    code, said = talk(
        "--house", plant, "destroy", "--off-the-record", "--caucus", "union", answers=(("to go on: ", "no"),)
    )
    assert code == 130
    assert "forty hours" in said
    assert "l1  release" in said
    assert run("--house", plant, "show", "entry", "s1").returncode == 0
    code, said = talk(
        "--house", plant, "destroy", "--off-the-record", "--caucus", "union", answers=(("to go on: ", "destroy"),)
    )
    assert code == 0, said
    assert run("--house", plant, "show", "entry", "s1").returncode == 1
    assert b"forty hours" not in b"".join(path.read_bytes() for path in plant.iterdir())


def test_words_can_be_written_in_an_editor_and_its_file_is_gone_afterwards(plant: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    place = tmp_path / "place"
    editor.write_text(f'#!/bin/sh\necho "$1" > {place}\nprintf "two\\nlines\\n" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    code, said = talk("--house", plant, "log", "statement", "--caucus", "union", answers=(), EDITOR=str(editor))
    assert code == 0, said
    written = Path(place.read_text(encoding="utf-8").strip())
    assert not written.exists()
    assert not written.parent.exists()
    found = re.search(r"s\d+", plain(said))
    assert found is not None
    assert "two\nlines" in run("--house", plant, "show", "entry", found[0], "--json").stdout.replace("\\n", "\n")


def test_colours_are_for_terminals_and_for_those_who_want_them(channel: Path) -> None:
    arguments = ("--house", channel, "show", "chronology")
    assert "\x1b[" in talk(*arguments, answers=())[1]
    assert "\x1b[" not in run(*arguments).stdout
    assert "\x1b[31m" in talk("--house", channel, "shwo", answers=())[1]
    assert "\x1b[" not in talk("--house", channel, "shwo", answers=(), NO_COLOR="1")[1]
    assert not re.search(r"\x1b\[[\d;]*[34]\dm", talk(*arguments, answers=(), NO_COLOR="1")[1])
    assert "\x1b[" not in talk("--no-colour", "--house", channel, "shwo", answers=())[1]
    assert "\x1b[" not in run("--house", channel, "shwo").stderr


def test_long_work_shows_how_far_it_has_come_to_whoever_sits_at_a_terminal(invoke: Invoke, tmp_path: Path) -> None:
    house = tmp_path / "house"
    assert invoke("--house", house, "init").exit_code == 0
    for command, parts in (
        (("import", written_case(tmp_path / "long.toml")), ("Reading .* 100%", "Recording .* 100%")),
        (("export", tmp_path / "out.toml"), ("Reading .* 100%", "Writing .* 100%")),
        (("verify",), ("Checking .* 100%",)),
        (("destroy", "--id", "p7", "--yes"), ("Reading .* 100%", "Destroying ━")),
    ):
        code, said = talk("--house", house, *command, answers=())
        assert code == 0, said
        for part in parts:
            assert re.search(part, plain(said)), (command, said)
        assert said.rindex("━") < said.rindex("\x1b[2K"), "the bars are still there"


def test_a_program_is_shown_no_bars(invoke: Invoke, tmp_path: Path) -> None:
    house = tmp_path / "house"
    assert invoke("--house", house, "init").exit_code == 0
    case = written_case(tmp_path / "long.toml")
    asked: tuple[tuple[str | Path, ...], ...] = (("import", case, "--json"), ("destroy", "--id=p8", "--yes", "--json"))
    for command in asked:
        code, said = talk("--house", house, *command, answers=())
        assert code == 0, said
        assert "━" not in said
    pipes: tuple[tuple[str, ...], ...] = (("export",), ("verify",), ("destroy", "--id=p9", "--yes"))
    for command in pipes:
        piped = invoke("--house", house, *command)
        assert piped.exit_code == 0
        assert "━" not in piped.output


def written_case(file: Path) -> Path:
    """A case with more items than it takes for progress to be told on the way."""
    people = "".join(f'[[person]]\nid = "p{number}"\nname = "Person {number}"\n' for number in range(STEP + 1))
    file.write_text(f'goodoffices = 1\n[mediation]\nid = "long"\ntitle = "Long"\n{people}', encoding="utf-8")
    return file


def test_a_house_that_may_not_be_written_to_says_so(plant: Path) -> None:
    refused = as_somebody_who_may_not_write(plant, "log", "call", "--with", "Brandt", "a word")
    assert refused.returncode == 3, refused.stderr
    assert "read-only" in refused.stderr
    assert "Traceback" not in refused.stderr


def as_somebody_who_may_not_write(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user without the right to write in the house: under root, as nobody."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made) / "house"
        house.rename(place)
        nobody = 65534
        if os.geteuid() == 0:
            for path in (Path(made), place, *place.iterdir()):
                os.chown(path, nobody, nobody)
        for path in place.iterdir():
            path.chmod(0o400)
        place.chmod(0o500)
        # What the program needs is read while that is still allowed: the folders on the way to it may be closed.
        script = (
            "import os, sys\n"
            "from goodoffices.cli.program import program\n"
            "import goodoffices.cli.log, goodoffices.cli.recording, goodoffices.app.handlers, goodoffices.app.house\n"
            "import goodoffices.cli.asking, goodoffices.record.sqlite, tempfile, encodings.idna, platform\n"
            f"os.geteuid() == 0 and os.setresuid({nobody}, {nobody}, {nobody})\n"
            "program.main(sys.argv[1:], prog_name='goodoffices')\n"
        )
        try:
            return subprocess.run(
                [PROGRAM[0], "-c", script, "--house", str(place), "--by", "a test", *arguments],
                capture_output=True,
                encoding="utf-8",
                timeout=PATIENCE,
                env=environment(),
                check=False,
            )
        finally:
            place.chmod(0o700)
