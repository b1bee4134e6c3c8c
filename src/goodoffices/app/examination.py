# SPDX-License-Identifier: Apache-2.0
"""Examining a house and what it stands on: one finding after the other, each good or with what to do about it.

Nothing here stops at the first thing that is wrong, and nothing is mended: whoever reads decides.
"""

from __future__ import annotations

import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from goodoffices import __version__
from goodoffices.app.checking import check_without_key
from goodoffices.app.house import DATABASE, KEY, SETTINGS, House, exists, open_store, read_settings
from goodoffices.app.serving import is_served
from goodoffices.errors import GoodOfficesError
from goodoffices.record.store import Store
from goodoffices.sealing.house_key import is_sealed
from goodoffices.times import Instant


LEAST_FREE: Final = 100 * 1024 * 1024
"""Bytes that a disk should have left: far more than a day of talks takes."""
OLDEST_NOW: Final = Instant.read("2026-01-01T00:00:00Z")
"""Whoever runs this runs it later: a clock before it is wrong."""
ALLOWED_LEAD: Final = 120
"""Seconds by which an entry may be newer than the clock before the clock is doubted."""


class Finding(NamedTuple):
    """One thing that was looked at: what, what was found, and what to do if that is not as it should be."""

    what: str
    found: str
    advice: str = ""
    """Empty when it is well."""

    @property
    def good(self) -> bool:
        """Whether nothing is to be done."""
        return not self.advice


def examine(directory: Path, now: Instant, open_house: Callable[[], House] | None) -> Iterator[Finding]:
    """Look at the house in a directory; `open_house` is None where its key cannot be asked for."""
    yield Finding("program", f"Good Offices {__version__}, Python {platform.python_version()}")
    try:
        found = exists(directory)
    except GoodOfficesError as error:
        yield _failed("house", error)
        return
    if not found:
        yield Finding("house", f"there is none in {directory}", f"Make one with: goodoffices --house {directory} init")
        return
    yield Finding("house", str(directory))
    yield from _permissions(directory)
    yield _key(directory)
    yield from _database(directory)
    yield from _inside(now, open_house)
    yield _disk(directory)
    yield Finding("server", "this house is being served" if is_served(directory) else "this house is not being served")


def _permissions(directory: Path) -> Iterator[Finding]:
    wide = []
    for path, allowed in (
        (directory, 0o700),
        (directory / KEY, 0o600),
        (directory / SETTINGS, 0o600),
        *((directory / f"{DATABASE}{suffix}", 0o600) for suffix in ("", "-wal", "-shm")),
    ):
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except OSError:
            continue  # what is missing is told where it is needed
        if mode & 0o077:
            wide.append(path)
            yield Finding("permissions", f"others can get at {path}", f"Run: chmod {allowed:o} {path}")
    if not wide:
        yield Finding("permissions", "only you can read this house")


def _key(directory: Path) -> Finding:
    try:
        sealed = is_sealed(directory / KEY)
    except GoodOfficesError as error:
        return _failed("key", error)
    return Finding("key", "sealed with a passphrase" if sealed else "kept as it is, without a passphrase")


def _database(directory: Path) -> Iterator[Finding]:
    try:
        settings = read_settings(directory)
        store = open_store(directory)
    except GoodOfficesError as error:
        yield _failed("database", error)
        return
    try:
        described = store.described()
        yield Finding("database", f"{described.database}, schema {described.schema}, store {settings.store}")
        yield from _attempt("integrity", lambda: _integrity(store))
    except GoodOfficesError as error:
        yield _failed("database", error)
    finally:
        store.close()
    yield from _attempt("chain", lambda: _chain(directory))


def _integrity(store: Store) -> Iterator[Finding]:
    store.check()
    yield Finding("integrity", "the database finds no damage in itself")


def _chain(directory: Path) -> Iterator[Finding]:
    records = entries = 0
    good = True
    for checked in check_without_key(directory):
        records += 1
        entries += checked.verification.head.sequence
        if checked.verification.error is not None:
            good = False
            yield _failed("chain", checked.verification.error)
    if not good:
        return
    count = f"{records} {'record' if records == 1 else 'records'}, {entries} entries fit"
    yield Finding("chain", count if records else "nothing is on the record yet")


def _inside(now: Instant, open_house: Callable[[], House] | None) -> Iterator[Finding]:
    """What only the key shows: whether it is this house's, which mediations there are, whether the clock goes back."""
    newest = OLDEST_NOW
    if open_house is None:
        yield Finding("mediations", "not looked at: that needs the passphrase")
    else:
        try:
            titles = []
            for mediation in open_house().mediations():
                opening = mediation.opening()
                titles.append(opening.id if opening is not None else "?")
                for _sequence, entry in mediation.record.read(after=max(mediation.record.head().sequence - 1, 0)):
                    newest = max(newest, entry.recorded) if entry is not None else newest
            yield Finding("mediations", ", ".join(titles) or "none yet")
        except GoodOfficesError as error:
            yield _failed("mediations", error)
    if now.seconds + ALLOWED_LEAD < newest.seconds:
        yield Finding(
            "clock",
            f"{now}, which is before {newest}: something was recorded later than now",
            "Set this machine's clock right before you record anything.",
        )
    else:
        yield Finding("clock", str(now))


def _disk(directory: Path) -> Finding:
    free = shutil.disk_usage(directory).free
    found = f"{free // (1024 * 1024)} MiB free"
    return Finding("disk", found, "" if free >= LEAST_FREE else "Make room: a full disk refuses new entries.")


def _attempt(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except GoodOfficesError as error:
        yield _failed(what, error)


def _failed(what: str, error: GoodOfficesError) -> Finding:
    return Finding(what, str(error), error.advice or "Put back a copy of the house made earlier.")
