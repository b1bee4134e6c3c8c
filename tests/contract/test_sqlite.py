# SPDX-License-Identifier: Apache-2.0
"""A house in a file: what can be wrong with files and disks, each a clear sentence, and nothing half-written."""

# ruff: noqa: S608 - the names in these statements are the tests' own

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import GoodOfficesError, StoreError
from goodoffices.record import migrations
from goodoffices.record.record import Record
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.sqlite_errors import told_plainly
from goodoffices.record.sqlite_schema import APPLICATION
from goodoffices.record.verification import verify
from goodoffices.sealing.house_key import HouseKey
from tests.contract.payloads import RECORD, Note, Stream, new_record, notes, texts


ROOT = Path(__file__).parents[2]
OTHER = b"o" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.sqlite"


def written(path: Path, *what: str, waits: float = 10) -> tuple[SqliteStore, Record[Note]]:
    store = SqliteStore.create(path, waits)
    record, _ = new_record(store)
    with record.writing() as writing:
        writing.append(notes(*what))
    return store, record


def length(path: Path) -> int:
    """How many good entries the record has."""
    with closing(SqliteStore.open(path)) as store:
        return verify(store, RECORD).head.sequence


def restricted(*arguments: object) -> str:
    """What a program says that works under a restriction."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.contract.restricted", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def raw(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_nobody_else_may_read_the_files(path: Path) -> None:
    before = os.umask(0)
    try:
        store, _ = written(path, "one")
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == ["house.sqlite", "house.sqlite-shm", "house.sqlite-wal"]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        store.close()
    finally:
        os.umask(before)


def test_everything_is_forced_to_the_disk(path: Path) -> None:
    store, _ = written(path)
    with store._connections.borrow() as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "secure_delete", "foreign_keys", "temp_store")
        }
    store.close()
    assert settings == {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}


def test_a_house_is_not_made_over_another(path: Path) -> None:
    store, _ = written(path, "one")
    store.close()
    with pytest.raises(StoreError, match="a database already"):
        SqliteStore.create(path)
    assert length(path) == 1


def test_a_house_that_is_not_there_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(StoreError, match="no house here"):
        SqliteStore.open(path)
    assert not path.exists()
    with pytest.raises(StoreError, match="can be made"):
        SqliteStore.create(path / "deeper" / "house.sqlite")


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    for content, sentence in (
        (b"", "is empty"),
        (b"not a database, but long enough to be taken for one" * 100, "is not a house's database"),
    ):
        path.write_bytes(content)
        with pytest.raises(StoreError, match=sentence):
            SqliteStore.open(path)
        assert path.read_bytes() == content
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError):
        SqliteStore.open(path)


def test_another_programs_database_is_left_alone(path: Path) -> None:
    raw(path, "CREATE TABLE theirs (a)")
    content = path.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        SqliteStore.open(path)
    assert path.read_bytes() == content


def test_a_newer_programs_database_is_refused_and_left_alone(path: Path) -> None:
    store, _ = written(path, "one")
    store.close()
    raw(path, f"UPDATE schema SET version = {migrations.VERSION + 5}, compatible = {migrations.VERSION + 1}")
    content = path.read_bytes()
    with pytest.raises(StoreError, match="A newer Good Offices has used this house") as raised:
        SqliteStore.open(path)
    assert "Install the newer version" in raised.value.advice
    assert path.read_bytes() == content


def test_a_newer_programs_database_is_used_if_it_may_be(path: Path) -> None:
    store, _ = written(path, "one")
    store.close()
    raw(path, f"UPDATE schema SET version = {migrations.VERSION + 5}, compatible = {migrations.VERSION}")
    assert length(path) == 1
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT version FROM schema").fetchone() == (migrations.VERSION + 5,)


@pytest.mark.parametrize("start", range(migrations.VERSION))
def test_a_migrated_schema_equals_a_fresh_one(path: Path, start: int) -> None:
    with closing(sqlite3.connect(path)) as file:
        for step in migrations.steps("sqlite", up_to=start):
            file.executescript(step.sql)
        if start:
            file.execute("INSERT INTO schema VALUES (1, ?, ?)", (start, start))
            file.execute(f"PRAGMA application_id = {APPLICATION}")
            file.commit()
        else:
            path.touch()
    fresh = path.with_name("fresh.sqlite")
    SqliteStore.create(fresh).close()
    SqliteStore(path).close()
    assert schema(path) == schema(fresh)


def test_a_house_made_before_entries_stood_in_the_order_of_arrival_is_brought_up_to_date(path: Path) -> None:
    fresh = SqliteStore.create(path.with_name("fresh.sqlite"))
    first, house_key = new_record(fresh)
    second = Record.create(fresh, house_key, OTHER, Note, Stream(b"second"))
    for number in range(30):
        (first, second)[number % 3 == 0].append(notes(f"entry {number}"))
    with first.writing() as writing:
        writing.destroy([7])
    said = [texts(first), texts(second)]
    with closing(sqlite3.connect(path)) as file:
        for step in migrations.steps("sqlite", up_to=1):
            file.executescript(step.sql)
        file.execute("ATTACH ? AS fresh", (str(fresh.path),))
        file.executescript(
            "INSERT INTO schema VALUES (1, 1, 1); INSERT INTO house SELECT * FROM fresh.house;"
            "INSERT INTO record SELECT * FROM fresh.record; INSERT INTO entry_key SELECT * FROM fresh.entry_key;"
            "INSERT INTO entry (place, hash, sealed)"
            " SELECT (record << 40) + sequence, hash, sealed FROM fresh.entry ORDER BY record, sequence;"
            f"PRAGMA application_id = {APPLICATION}"
        )
    fresh.close()

    store = SqliteStore.open(path)
    for record_id, texts_before in zip((RECORD, OTHER), said, strict=True):
        record = Record.open(store, house_key, record_id, Note, Stream(b"later"))
        assert texts(record) == texts_before
        record.append(notes("after it"))
        assert texts(record) == [*texts_before, "after it"]
        assert verify(store, record_id, record.data_key).good
    assert verify(store, RECORD).holes == (7,)
    store.close()


def schema(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2").fetchall()
        return [*rows, ("schema", "version", repr(file.execute("SELECT * FROM schema").fetchall()))]


def test_both_databases_have_the_same_steps() -> None:
    for database in ("sqlite", "postgresql"):
        assert [step.version for step in migrations.steps(database)] == list(range(1, migrations.VERSION + 1))


def test_a_program_that_holds_the_database_is_mentioned(path: Path) -> None:
    store, record = written(path, "one", waits=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program is using"), record.writing():
            pass
        assert texts(record) == ["one"], "readers go on"
    with record.writing() as writing:
        writing.append(notes("two"))
    assert texts(record) == ["one", "two"]
    store.close()


def test_destroying_while_another_program_reads_says_that_the_log_may_still_hold_it(path: Path) -> None:
    store, record = written(path, "one", "two", waits=0.05)
    (wrapped,) = [row.key for row in store.read(RECORD) if row.sequence == 1]
    assert wrapped is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry_key").fetchone()
        with pytest.raises(StoreError, match="may still be in the database's log"), record.writing() as writing:
            writing.destroy([1])
        assert texts(record) == [None, "two"], "it is destroyed all the same"
    store.scrub()
    assert not any(wrapped in file.read_bytes() for file in path.parent.iterdir())
    store.close()


def test_a_crash_in_the_middle_of_destroying_is_made_good_when_the_house_is_opened(path: Path) -> None:
    store, record = written(path, "one", "two")
    (wrapped,) = [row.key for row in store.read(RECORD) if row.sequence == 1]
    assert wrapped is not None
    with store.writing(RECORD) as transaction:
        transaction.destroy([1])
    # Taken now, the files are what a crash between the commit and the scrubbing would leave.
    left = path.with_name("left")
    left.mkdir()
    for file in path.parent.glob("house.sqlite*"):
        (left / file.name).write_bytes(file.read_bytes())
    assert any(wrapped in file.read_bytes() for file in left.iterdir())
    store.close()
    again = SqliteStore.open(left / path.name)
    assert not any(wrapped in file.read_bytes() for file in left.iterdir())
    assert verify(again, RECORD, record.data_key).holes == (1,)
    again.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can walk into."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)])
def test_a_read_only_house_says_so(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    path = open_folder / "house.sqlite"
    store, _ = written(path, "one")
    store.close()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    said = restricted("unprivileged", path)
    assert "read-only" in said
    assert "the right to write" in said
    assert "appended" not in said
    open_folder.chmod(0o755)
    path.chmod(0o600)
    assert length(path) == 1


def test_a_house_is_not_made_in_a_read_only_folder(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = restricted("unprivileged", open_folder / "house.sqlite")
    assert "No database can be made" in said
    assert "that you may write to" in said
    assert list(open_folder.iterdir()) == []


def test_a_full_disk_loses_nothing_and_the_record_goes_on_when_there_is_room(path: Path) -> None:
    store, _ = written(path)
    store.close()
    said = restricted("little-room", path).splitlines()
    assert "full" in said[0]
    assert "Make room" in said[0]
    assert said[1:] == ["kept True True", "good True", "goes on True"]


def test_what_sqlite_calls_full_is_called_full(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA max_page_count = 3")
        with pytest.raises(StoreError, match="is full"), told_plainly(path):
            file.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (randomblob(100000));")


def test_a_database_cut_short_is_said_to_be_damaged(path: Path) -> None:
    store, _ = written(path, *("x" * 1000 for _ in range(100)))
    store.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    for use in (lambda store: verify(store, RECORD), SqliteStore.check):
        with pytest.raises(StoreError, match="damaged"), closing(SqliteStore.open(path)) as store:
            use(store)


@given(data=st.data())
def test_a_flipped_bit_anywhere_in_the_file_is_harmless_or_told(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "house.sqlite"
        path.write_bytes(whole_house())
        content = bytearray(whole_house())
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] ^= 1 << data.draw(st.integers(0, 7))
        path.write_bytes(content)
        try:
            store = SqliteStore.open(path)
        except StoreError:
            return
        try:
            record = Record.open(store, HouseKey.generate(Stream()), RECORD, Note, Stream())
            assert [text for text in texts(record) if text is not None] == [
                text for number, text in enumerate(EIGHT, 1) if number not in verify(store, RECORD).holes
            ]
        except GoodOfficesError:
            return
        finally:
            store.close()


EIGHT = [f"entry {number} " + "x" * 150 * number for number in range(8)]
_WHOLE: list[bytes] = []


def whole_house() -> bytes:
    if not _WHOLE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "house.sqlite"
            store, _ = written(path, *EIGHT)
            store.close()
            _WHOLE.append(path.read_bytes())
    return _WHOLE[0]


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"needs SQLite 3.37 or newer"):
        SqliteStore.create(path)
    assert not path.exists()
