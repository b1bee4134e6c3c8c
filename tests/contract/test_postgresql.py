# SPDX-License-Identifier: Apache-2.0
"""A house on a server: what can be wrong between here and there, each a clear sentence, and nothing half-written."""

# ruff: noqa: S608 - the names in these statements are the tests' own

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from goodoffices.errors import StoreError
from goodoffices.record import migrations
from goodoffices.record.postgresql import PostgresqlStore
from goodoffices.record.postgresql_errors import plainly
from goodoffices.record.record import Record
from goodoffices.record.verification import verify
from tests.contract.payloads import RECORD, Note, new_record, notes, texts
from tests.contract.test_sqlite import restricted
from tests.postgresql import Cluster


@pytest.fixture
def address(postgresql_cluster: Cluster) -> str:
    return postgresql_cluster.address()


@pytest.fixture
def store(address: str) -> Iterator[PostgresqlStore]:
    with closing(PostgresqlStore(address)) as opened:
        yield opened


@pytest.fixture
def record(store: PostgresqlStore) -> Record[Note]:
    written, _ = new_record(store)
    with written.writing() as writing:
        writing.append(notes("one", "two"))
    return written


def raw(address: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address, autocommit=True) as server:
        answer = server.execute(statement.encode())
        return answer.fetchall() if answer.description else []


def test_a_server_that_does_not_answer_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer") as raised:
        PostgresqlStore(f"host={tmp_path} dbname=postgres")
    assert str(tmp_path) not in str(raised.value) + raised.value.advice, "addresses may hold passwords"


def test_a_database_that_is_not_there_is_said_so(postgresql_cluster: Cluster) -> None:
    with pytest.raises(StoreError, match=r"database server does not answer|no database of that name"):
        PostgresqlStore(postgresql_cluster.server.replace("dbname=postgres", "dbname=elsewhere"))


def test_an_address_that_is_none_is_said_so() -> None:
    with pytest.raises(StoreError):
        PostgresqlStore("this is not an address")


def test_without_the_driver_the_sentence_says_what_to_install() -> None:
    said = restricted("without-psycopg")
    assert "not installed" in said
    assert "pip install 'goodoffices[postgresql]'" in said


def test_a_newer_programs_database_is_refused_and_left_alone(address: str) -> None:
    PostgresqlStore(address).close()
    raw(address, f"UPDATE schema SET version = {migrations.VERSION + 5}, compatible = {migrations.VERSION + 1}")
    with pytest.raises(StoreError, match="A newer Good Offices has used this house"):
        PostgresqlStore(address)
    raw(address, f"UPDATE schema SET compatible = {migrations.VERSION}")
    PostgresqlStore(address).close()
    assert raw(address, "SELECT version FROM schema") == [(migrations.VERSION + 5,)]


def test_another_programs_database_is_left_alone(address: str) -> None:
    raw(address, "CREATE TABLE schema (theirs integer)")
    with pytest.raises(StoreError, match="belongs to another program"):
        PostgresqlStore(address)
    assert raw(address, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == [(1,)]


@pytest.mark.parametrize("start", range(migrations.VERSION))
def test_a_migrated_schema_equals_a_fresh_one(postgresql_cluster: Cluster, address: str, start: int) -> None:
    for step in migrations.steps("postgresql", up_to=start):
        raw(address, step.sql)
    if start:
        raw(address, f"INSERT INTO schema VALUES (1, {start}, {start})")
    fresh = postgresql_cluster.address()
    PostgresqlStore(fresh).close()
    PostgresqlStore(address).close()
    assert schema(address) == schema(fresh)


def schema(address: str) -> list[list[tuple[object, ...]]]:
    """Columns, constraints and triggers, without the name of the schema they are in."""
    here = "WHERE relnamespace = current_schema()::regnamespace"
    statements = (
        """SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default, is_identity
           FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 3""",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
           FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2""",
        f"""SELECT tgrelid::regclass::text, tgname, tgtype, tgenabled
            FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid {here} AND NOT tgisinternal ORDER BY 1, 2""",
        f"""SELECT attrelid::regclass::text, attname, attstorage
            FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid {here} AND relkind = 'r' AND attnum > 0
            ORDER BY 1, 2""",
        "SELECT * FROM schema",
    )
    return [raw(address, statement) for statement in statements]


def test_several_programs_may_begin_at_once(address: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        for store in [threads.submit(PostgresqlStore, address) for _ in range(4)]:
            store.result().close()
    assert raw(address, "SELECT version, compatible FROM schema") == [(migrations.VERSION, migrations.COMPATIBLE)]


def test_a_connection_that_breaks_while_writing_keeps_nothing_and_the_next_goes_on(
    address: str, store: PostgresqlStore, record: Record[Note]
) -> None:
    def write() -> None:
        with record.writing() as writing:
            writing.append(notes("three"))
            raw(
                address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE state LIKE 'idle in transaction%' AND query LIKE 'INSERT INTO entry_key%'",
            )
            # The server takes a moment to end a connection.
            while raw(address, "SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"):
                time.sleep(0)

    with pytest.raises(StoreError, match=r"may or may not|went away|does not answer"):
        write()
    assert texts(record) == ["one", "two"]
    with record.writing() as writing:
        writing.append(notes("three"))
    assert verify(store, RECORD, record.data_key).head.sequence == 3


def test_a_connection_that_breaks_while_appending_at_once_may_or_may_not_have_kept_it(
    address: str, store: PostgresqlStore, record: Record[Note]
) -> None:
    with psycopg.connect(address) as other, ThreadPoolExecutor(1) as threads:
        other.execute("LOCK TABLE entry IN EXCLUSIVE MODE")
        appending = threads.submit(record.append, notes("three"))
        while not raw(
            address,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO entry %'",
        ):
            time.sleep(0)
        with pytest.raises(StoreError, match="went away while this was being written") as raised:
            appending.result()
    assert "may or may not have been kept" in raised.value.advice
    assert texts(record) == ["one", "two"]
    record.append(notes("three"))
    assert verify(store, RECORD, record.data_key).head.sequence == 3


def test_a_destroyed_key_is_in_none_of_the_tables_files(
    postgresql_cluster: Cluster, store: PostgresqlStore, address: str
) -> None:
    # Other tests leave their keys in the same server, so this one has keys of its own.
    record, _ = new_record(store, address.encode())
    with record.writing() as writing:
        writing.append(notes("one", "two"))
    keys = {row.sequence: row.key for row in store.read(RECORD)}
    raw(postgresql_cluster.server, "CHECKPOINT")

    def is_kept(key: bytes | None) -> bool:
        assert key is not None
        return any(key in file.read_bytes() for file in (postgresql_cluster.data / "base").rglob("*") if file.is_file())

    assert is_kept(keys[1])
    with record.writing() as writing:
        writing.destroy([1])
    assert not is_kept(keys[1])
    assert is_kept(keys[2])
    assert verify(store, RECORD, record.data_key).holes == (1,)


def test_destroying_while_another_program_reads_says_that_a_file_may_still_hold_it(
    address: str, store: PostgresqlStore, record: Record[Note]
) -> None:
    with psycopg.connect(address) as other:
        other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # A snapshot of the database that does not hold a lock on the table of keys.
        other.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(StoreError, match="may still be in the database's files"), record.writing() as writing:
            writing.destroy([1])
        assert texts(record) == [None, "two"], "it is destroyed all the same"
    store.scrub()
    assert verify(store, RECORD, record.data_key).holes == (1,)


def test_what_the_server_refuses_is_told_without_its_own_words() -> None:
    for state, sentence in (
        ("53100", "disk is full"),
        ("53300", "too many connections"),
        ("28P01", "does not let this user in"),
        ("25006", "read-only"),
        ("XX001", "damaged"),
        ("57P01", "does not answer"),
        ("42P01", "not all there"),
        ("22012", r"could not do what was asked \(22012\)"),
    ):
        with pytest.raises(StoreError, match=sentence):
            raise plainly(psycopg.errors.lookup(state)("password=secret"))
