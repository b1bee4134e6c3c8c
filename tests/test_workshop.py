# SPDX-License-Identifier: Apache-2.0
"""What holds of every file in the repository, and of the locks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, files


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Joined here, so that this file does not name what no file may name.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
)
PLACES = re.compile(r"(?<![\w.~$}>*-])/(?:work|root|home|Users|opt)/\w")


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in files():
        try:
            found.append((path, path.read_bytes().decode()))
        except UnicodeDecodeError:
            continue  # pictures and vectors are bytes
    return found


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if any(host in line for host in REGISTRIES) or PLACES.search(line)
    ]
    assert not named


def test_the_search_for_places_finds_them_and_leaves_relative_paths_alone() -> None:
    for line in (
        "see " + "/work" + "/main",
        '"' + "/home" + "/anna/house.sqlite" + '"',
        "file://" + "/opt" + "/wheels",
    ):
        assert PLACES.search(line), line
    for line in ("docs/work/plan", "~/work/house", "$HOME/work/house", "framework/opt/x"):
        assert not PLACES.search(line), line


def test_every_program_file_says_its_licence_in_its_first_lines() -> None:
    mark = "# SPDX-License-Identifier: " + "Apache-2.0"
    programs = [path for path in files() if path.suffix in {".py", ".sh"} or path.name == "Makefile"]
    assert programs
    silent = [
        str(path.relative_to(ROOT))
        for path in programs
        if mark not in path.read_text(encoding="utf-8").splitlines()[:2]
    ]
    assert not silent


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_pins_one_version_of_everything_by_hash(lock: Path) -> None:
    asked = re.findall(r"^(\S.*?)(?: \\)?$\n((?: +--hash=.*\n)*)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert asked
    for requirement, hashes in asked:
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; .+)?", requirement)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", hashes), requirement


def test_the_locks_agree_so_that_one_environment_can_hold_them_all() -> None:
    versions: dict[str, set[frozenset[str]]] = {}
    for lock in LOCKS:
        # Some have one version for old and one for new Pythons; then each lock names both.
        named: dict[str, set[str]] = {}
        for name, version in re.findall(
            r"^([a-z0-9.-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE
        ):
            named.setdefault(name, set()).add(version)
        for name, found in named.items():
            versions.setdefault(name, set()).add(frozenset(found))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_locks_hold_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "run": project["project"]["dependencies"] + project["dependency-groups"]["build"],
        "development": (
            project["project"]["dependencies"]
            + project["project"]["optional-dependencies"]["postgresql"]
            + project["dependency-groups"]["build"]
            + project["dependency-groups"]["dev"]
        ),
        "fuzz": project["dependency-groups"]["fuzz"],
    }
    for name, requirements in wanted.items():
        locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))
        asked = {re.split(r"[^A-Za-z0-9.-]", requirement)[0].lower() for requirement in requirements}
        assert asked <= locked, name
