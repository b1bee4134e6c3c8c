# SPDX-License-Identifier: Apache-2.0
"""The three stores, each as a place that can be opened, closed and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.record.memory import MemoryStore
from goodoffices.record.postgresql import PostgresqlStore
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.store import Store
from tests.postgresql import Cluster


class Place:
    """Where a house can be kept. Whatever was opened there is closed at the end."""

    name = ""

    def __init__(self) -> None:
        self._opened: list[Store] = []

    def open(self, waits: float = 10) -> Store:
        """The store there, made if it is not there yet. Opened twice, it is two programs on one database."""
        store = self._open(waits)
        self._opened.append(store)
        return store

    def leave(self) -> None:
        """Close all that was opened."""
        for store in self._opened:
            store.close()

    def _open(self, waits: float) -> Store:
        raise NotImplementedError


class MemoryPlace(Place):
    """One store; opening it again gives the same one."""

    name = "memory"

    def __init__(self) -> None:
        super().__init__()
        self._store = MemoryStore()

    def _open(self, waits: float) -> Store:
        self._store.waits = waits
        return self._store


class SqlitePlace(Place):
    """A file in a folder of its own."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / "house.sqlite"

    def _open(self, waits: float) -> Store:
        return SqliteStore.open(self.path, waits) if self.path.exists() else SqliteStore.create(self.path, waits)


class PostgresqlPlace(Place):
    """A schema of its own in the tests' server."""

    name = "postgresql"

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self.address = cluster.address()

    def _open(self, waits: float) -> Store:
        return PostgresqlStore(self.address, waits)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Each of the three in turn."""
    if request.param == "memory":
        place: Place = MemoryPlace()
    elif request.param == "sqlite":
        place = SqlitePlace(tmp_path)
    else:
        place = PostgresqlPlace(request.getfixturevalue("postgresql_cluster"))
    yield place
    place.leave()


@pytest.fixture
def store(place: Place) -> Store:
    """An open, empty store."""
    return place.open()
