# SPDX-License-Identifier: Apache-2.0
"""A program of its own that works with a house under a restriction, and prints what it was told.

    python -m tests.contract.restricted unprivileged PATH   as nobody, if started by root: open, read, append; or create
    python -m tests.contract.restricted little-room PATH    append until no file may grow further, then go on with room
    python -m tests.contract.restricted without-psycopg     import the store for PostgreSQL where psycopg is missing

All that is needed is imported before the restriction begins.
"""

from __future__ import annotations

import os
import pwd
import resource
import sys
from pathlib import Path
from typing import cast

from goodoffices.errors import StoreError
from goodoffices.record.record import Record
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.verification import verify
from goodoffices.sealing.house_key import HouseKey
from tests.contract.payloads import RECORD, Note, Stream, texts


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def opened(path: str) -> tuple[SqliteStore, Record[Note]]:
    store = SqliteStore.open(Path(path))
    return store, Record.open(store, HouseKey.generate(Stream()), RECORD, Note, Stream(b"restricted"))


def unprivileged(path: str) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(pwd.getpwnam("nobody").pw_gid)
        os.setuid(pwd.getpwnam("nobody").pw_uid)
    if not Path(path).exists():
        SqliteStore.create(Path(path))
        return
    _, record = opened(path)
    say("read", texts(record))
    with record.writing() as writing:
        writing.append([Note(text="more")])
    say("appended")


def little_room(path: str) -> None:
    store, record = opened(path)
    ceiling = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, ceiling))
    acknowledged = 0
    try:
        while acknowledged < 10_000:
            with record.writing() as writing:
                head = writing.append([Note(text="x" * 3000)], [b"y" * 500])
            acknowledged = head.sequence
    except StoreError as error:
        say(error, error.advice)
    say("kept", store.head(RECORD).sequence == acknowledged, len(store.outgoing(RECORD, 20_000)) == acknowledged)
    say("good", verify(store, RECORD, record.data_key).good)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ceiling, ceiling))
    with record.writing() as writing:
        say("goes on", writing.append([Note(text="more")]).sequence == acknowledged + 1)
    store.check()


def without_psycopg() -> None:
    missing: dict[str, object] = {"psycopg": None}  # This is how Python is told that a module is not there.
    cast("dict[str, object]", sys.modules).update(missing)
    import goodoffices.record.postgresql  # noqa: F401, PLC0415


if __name__ == "__main__":
    try:
        match sys.argv[1:]:
            case ["unprivileged", path]:
                unprivileged(path)
            case ["little-room", path]:
                little_room(path)
            case ["without-psycopg"]:
                without_psycopg()
    except StoreError as error:
        say(error, error.advice)
