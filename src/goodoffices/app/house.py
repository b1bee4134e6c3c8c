# SPDX-License-Identifier: Apache-2.0
"""One running installation: a directory with a key, a small settings file, and the database it names.

    house.key      the house key, mode 0600, plain or sealed with a passphrase
    house.toml     which database holds the records
    house.sqlite   the records, unless house.toml names a PostgreSQL database

Without the key nobody reads the records, its owner included: a copy of the key belongs in a safe place of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.decisions import Enter
from goodoffices.domain.entries import Entry, Fact
from goodoffices.domain.people import Mediation
from goodoffices.errors import HouseError, RefusedError, StoreError
from goodoffices.record.record import Record
from goodoffices.record.sqlite import SqliteStore
from goodoffices.record.store import House as Founding
from goodoffices.record.store import Store
from goodoffices.sealing.house_key import HouseKey, is_sealed
from goodoffices.times import Instant


KEY: Final = "house.key"
SETTINGS: Final = "house.toml"
DATABASE: Final = "house.sqlite"

Clock = Callable[[], Instant]
Randomness = Callable[[int], bytes]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `house.toml` says."""

    store: str = "sqlite"
    postgresql: str = ""
    """How to reach the PostgreSQL database; a password does not belong here but in its own password file."""


class House:
    """An open house: its records, under its key."""

    def __init__(self, directory: Path, store: Store, key: HouseKey, clock: Clock, randomness: Randomness) -> None:
        """Use `found` or `open`."""
        self.directory: Final = directory
        self.store: Final = store
        self.now: Final = clock
        self._key = key
        self._randomness = randomness

    @classmethod
    def found(
        cls,
        directory: Path,
        *,
        clock: Clock,
        randomness: Randomness,
        passphrase: str = "",
        postgresql: str = "",
    ) -> House:
        """Make a new house in a directory, which is made if need be. Nothing is left behind if that fails."""
        if exists(directory):
            raise HouseError(
                reason=f"There is a house in {directory} already.", advice="Use it, or choose another directory."
            )
        _require_no_password(postgresql)
        made_directory = not directory.exists()
        made: list[Path] = []
        store: Store | None = None
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            key = HouseKey.generate(randomness)
            settings = Settings(store="postgresql", postgresql=postgresql) if postgresql else Settings()
            store = _create_store(directory, settings, made)
            store.found(Founding(randomness(16), key.id))
            made.append(directory / KEY)
            key.write(directory / KEY, randomness, passphrase)
            made.append(directory / SETTINGS)
            _write_settings(directory / SETTINGS, settings)
        except OSError as error:
            _undo(store, made, directory if made_directory else None)
            raise HouseError(
                reason=f"No house can be made in {directory}: {error.strerror}.",
                advice="Choose a directory that you may write to and that has room.",
            ) from None
        except BaseException:
            _undo(store, made, directory if made_directory else None)
            raise
        return cls(directory, store, key, clock, randomness)

    @classmethod
    def open(cls, directory: Path, *, clock: Clock, randomness: Randomness, ask: Callable[[], str]) -> House:
        """Open the house in a directory; `ask` is called for the passphrase if the key is sealed with one."""
        if not exists(directory):
            raise HouseError(
                reason=f"There is no house in {directory}.",
                advice=f"Make one with: goodoffices --house {directory} init",
            )
        path = directory / KEY
        key = HouseKey.read(path, ask() if is_sealed(path) else "")
        store = open_store(directory)
        try:
            _require_key(store, key)
        except BaseException:
            store.close()
            raise
        return cls(directory, store, key, clock, randomness)

    def mediations(self) -> Iterator[OpenMediation]:
        """Open every mediation in this house, in the order in which they were begun: the record of its mediator.

        A record whose beginning cannot be read is among them, so that whoever opens it learns of that.
        """
        for mediation in self._records():
            if not mediation.party:
                yield mediation

    def record_of(self, mediation: str, delegation: str) -> OpenMediation | None:
        """Open the record that a delegation of a mediation has in this house; none if it has none yet."""
        for record in self._records():
            if record.party == delegation:
                opening = record.opening()
                if opening is not None and opening.id == mediation:
                    return record
        return None

    def begin_record_of(
        self, mediator: OpenMediation, opening: Mediation, delegations: tuple[Fact, ...], by: str
    ) -> OpenMediation:
        """Open the record that a delegation has beside the mediator's; begun with these facts if there is none yet.

        `opening` names the delegation. All who begin it at one moment begin the same record. Raises RefusedError.
        """
        delegation = opening.record_of or ""
        party = self.record_of(opening.id, delegation)
        number = 0
        while party is None:
            identifier = self._key.record_id(mediator.record.id, delegation, number)
            with suppress(StoreError):  # it may be there already; what else is wrong shows when it is opened
                Record.create(self.store, self._key, identifier, Entry, self._randomness)
            begun = self.open_record(identifier)
            try:
                begun.carry_out(Enter(facts=(opening, *delegations), by=by))
            except RefusedError:
                if not begun.record.head().sequence:
                    raise  # not because it is begun already
            party = begun if begun.party == delegation else None
            number += 1  # an id that was begun once, left empty, and taken for a mediation since
        return party

    def _records(self) -> Iterator[OpenMediation]:
        for identifier in self.store.records():
            record = self.open_record(identifier)
            if record.record.head().sequence:
                yield record

    def open_record(self, identifier: bytes) -> OpenMediation:
        """Open the record with this id, which may be empty. Raises HouseKeyError or StoreError."""
        return OpenMediation(Record.open(self.store, self._key, identifier, Entry, self._randomness), self.now)

    def mediation(self, identifier: str = "") -> OpenMediation:
        """Open one mediation by its id; without an id, the only one. Raises HouseError when it cannot be told which."""
        titles: dict[str, OpenMediation] = {}
        for mediation in self.mediations():
            first = mediation.opening()
            if first is not None:
                titles[first.id] = mediation
        if not titles:
            raise HouseError(
                reason="There is no mediation in this house yet.",
                advice="Bring one in with: goodoffices import case.toml",
            )
        if not identifier and len(titles) == 1:
            return next(iter(titles.values()))
        if identifier in titles:
            return titles[identifier]
        known = ", ".join(titles)
        reason = (
            f'There is no mediation "{identifier}" in this house.'
            if identifier
            else "This house holds several mediations."
        )
        raise HouseError(reason=reason, advice=f"Say which with --mediation: {known}.")

    def begin(self) -> OpenMediation:
        """Begin a new record; one that was begun before and is still empty is used again."""
        for identifier in self.store.records():
            mediation = self.open_record(identifier)
            if not mediation.record.head().sequence:
                return mediation
        return OpenMediation(
            Record.create(self.store, self._key, self._randomness(16), Entry, self._randomness), self.now
        )

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def _require_key(store: Store, key: HouseKey) -> None:
    founding = store.house()
    if founding is None:
        raise HouseError(reason="The database holds no house.", advice="Put back a copy of the house made earlier.")
    key.require(founding.key_id)


def exists(directory: Path) -> bool:
    """Whether there is a house, or part of one, in a directory. Raises HouseError where nobody may look."""
    return any(_is_there(directory / name) for name in (KEY, SETTINGS, DATABASE))


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise HouseError(
            reason=f"{path.parent} cannot be looked into: {error.strerror}.",
            advice="Look whether it is the right directory, and give the user who runs this the right to read it.",
        ) from None
    return True


def read_settings(directory: Path) -> Settings:
    """Read `house.toml`. Raises HouseError."""
    path = directory / SETTINGS
    advice = (
        f'Put back a copy of {SETTINGS} made earlier; for a house in its own file it holds the line: store = "sqlite"'
    )
    try:
        settings = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except OSError as error:
        raise HouseError(reason=f"{path} cannot be read: {error.strerror}.", advice=advice) from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError):
        raise HouseError(reason=f"{path} is not a settings file of Good Offices.", advice=advice) from None
    if settings.store not in ("sqlite", "postgresql"):
        raise HouseError(reason=f'{path} names an unknown store, "{settings.store}".', advice=advice)
    return settings


def _write_settings(path: Path, settings: Settings) -> None:
    lines = [f'store = "{settings.store}"']
    if settings.postgresql:
        lines.append(f"postgresql = {msgspec.json.encode(settings.postgresql).decode()}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(0o600)


def _require_no_password(postgresql: str) -> None:
    if "password=" in postgresql.replace(" ", "") or (
        "://" in postgresql and ":" in postgresql.split("://", 1)[1].split("@", maxsplit=1)[0]
    ):
        raise HouseError(
            reason="A password does not belong in an argument, where other users of this machine can read it.",
            advice="Leave it out and put it into PostgreSQL's own password file, ~/.pgpass.",
        )


def _create_store(directory: Path, settings: Settings, made: list[Path]) -> Store:
    if settings.store == "postgresql":
        return _postgresql(settings)
    store = SqliteStore.create(directory / DATABASE)
    made.extend(directory / f"{DATABASE}{suffix}" for suffix in ("", "-wal", "-shm"))
    return store


def open_store(directory: Path) -> Store:
    """Open the database of a house without its key: enough to check the chains, not to read anything."""
    settings = read_settings(directory)
    return _postgresql(settings) if settings.store == "postgresql" else SqliteStore.open(directory / DATABASE)


def _postgresql(settings: Settings) -> Store:
    from goodoffices.record.postgresql import PostgresqlStore  # noqa: PLC0415 - its driver is an optional extra

    return PostgresqlStore(settings.postgresql)


def _undo(store: Store | None, made: list[Path], directory: Path | None) -> None:
    if store is not None:
        store.close()
    for path in made:
        path.unlink(missing_ok=True)
    if directory is not None and directory.exists():
        directory.rmdir()
