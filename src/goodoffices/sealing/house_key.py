# SPDX-License-Identifier: Apache-2.0
"""The house key: 32 random bytes in a file, as they are or sealed with a passphrase.

Whoever has this key and the database reads every record of the house; without it nobody does, and no one can help:
a forgotten passphrase is final, and so is a lost key file. The file is one line of JSON with its keys in order:

    {"format":"good-offices/house-key/1","id":ID,"key":KEY}
    {"format":"good-offices/house-key/1","id":ID,"sealed":SEALED,"stretch":{"lanes":4,"memory":65536,"passes":3,"salt":SALT}}

`id` is HMAC-SHA256(house key, "good-offices/house-key-id/1" 00), its first 16 bytes: it tells a wrong passphrase, a
damaged file and another house's key apart and says nothing about the key. The passphrase (as NFC text in UTF-8) is
stretched with Argon2id at the second recommended setting of RFC 9106 (64 MiB, 3 passes, 4 lanes).
"""

from __future__ import annotations

import hmac
import os
import stat
import unicodedata
from pathlib import Path
from typing import Final

import msgspec

from goodoffices.errors import HouseKeyError
from goodoffices.sealing.key_file import write_private
from goodoffices.sealing.wrapping import KEY_BYTES, DataKey, DoesNotOpenError, Randomness, WrappingKey


ID_BYTES: Final = 16
SALT_BYTES: Final = 16
FORMAT: Final = "good-offices/house-key/1"
MOST_MEMORY: Final = 1 << 20
"""The most memory, in KiB, that a key file may ask for: a file from elsewhere must not exhaust the machine."""

LONGEST_FILE: Final = 4096
MOST_PASSES: Final = 64
MOST_LANES: Final = 64

_ID: Final = b"good-offices/house-key-id/1\x00"
_DATA_KEY: Final = b"good-offices/data-key/1\x00"
_RECORD_ID: Final = b"good-offices/record-id/1\x00"
_PASSPHRASE: Final = b"good-offices/passphrase/1\x00"
_FINAL: Final = "A forgotten passphrase is final: nobody can open the house without it."
_BACKUP: Final = (
    "Put back a copy of house.key made earlier; without the right key the house cannot be opened by anybody."
)


class HouseKey:
    """The key of one house. It wraps the data keys of the records in it and never shows itself."""

    __slots__ = ("_key", "_wrapping", "id")

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise HouseKeyError(reason="A house key has 32 bytes; this one does not.", advice=_BACKUP)
        self._key = key
        self._wrapping = WrappingKey(key)
        self.id = hmac.digest(key, _ID, "sha256")[:ID_BYTES]

    @classmethod
    def generate(cls, randomness: Randomness) -> HouseKey:
        """A new house's key."""
        return cls(randomness(KEY_BYTES))

    def __repr__(self) -> str:
        return f"<house key {self.id.hex()}>"

    def require(self, key_id: bytes) -> None:
        """Raise HouseKeyError unless this is the key whose id a house's database holds."""
        if not hmac.compare_digest(self.id, key_id):
            raise HouseKeyError(reason="This is the key of another house.", advice=_BACKUP)

    def record_id(self, beside: bytes, whose: str, number: int) -> bytes:
        """The id (16 bytes) of the record that somebody has beside another; it tells nothing to who lacks the key.

        Whoever begins it finds the same id, so that two who begin it at one moment begin one record. `number` counts
        on where an id is taken by something else.
        """
        place = beside + number.to_bytes(4, "big") + whose.encode()
        return hmac.digest(self._key, _RECORD_ID + place, "sha256")[:ID_BYTES]

    def new_data_key(self, record: bytes, randomness: Randomness) -> tuple[DataKey, bytes]:
        """A data key for a new record, and the same key wrapped (60 bytes) for the database."""
        raw = randomness(KEY_BYTES)
        return DataKey(raw, record), self._wrapping.wrap(raw, _DATA_KEY + record, randomness)

    def data_key(self, record: bytes, wrapped: bytes) -> DataKey:
        """The data key of a record, or HouseKeyError when it does not open under this house key."""
        try:
            return DataKey(self._wrapping.unwrap(wrapped, _DATA_KEY + record), record)
        except DoesNotOpenError:
            raise HouseKeyError(
                reason="The key of a record does not open under this house key.",
                advice="Compare with a copy of the house made earlier.",
            ) from None

    def write(self, path: Path, randomness: Randomness, passphrase: str = "", *, replace: bool = False) -> None:
        """Write the key to `path` (mode 0600, all or nothing), sealed if there is a passphrase.

        An existing file is replaced only if `replace` says so. Raises HouseKeyError.
        """
        if passphrase:
            salt = randomness(SALT_BYTES)
            stretch = _Stretch(memory=65536, passes=3, lanes=4, salt=salt.hex())
            sealed = stretch.wrapping_key(passphrase).wrap(self._key, _PASSPHRASE + self.id, randomness)
            file = _KeyFile(format=FORMAT, id=self.id.hex(), sealed=sealed.hex(), stretch=stretch)
        else:
            file = _KeyFile(format=FORMAT, id=self.id.hex(), key=self._key.hex())
        write_private(path, file.to_bytes(), replace=replace, temporary=randomness(8).hex())

    @classmethod
    def read(cls, path: Path, passphrase: str = "") -> HouseKey:
        """Read a key file; raises HouseKeyError with a sentence that says which thing is wrong.

        A key that is sealed needs the passphrase it was sealed with. A forgotten passphrase is final.
        """
        file = _KeyFile.from_bytes(_read_private(path), path)
        if file.key:
            key = cls(bytes.fromhex(file.key))
            if not hmac.compare_digest(key.id.hex(), file.id):
                raise _damaged(path)
            return key
        if file.stretch is None:
            raise _damaged(path)
        if not passphrase:
            raise HouseKeyError(reason="This house's key is sealed with a passphrase.", advice="Give the passphrase.")
        wrapping_key = file.stretch.wrapping_key(passphrase)
        try:
            key = cls(wrapping_key.unwrap(bytes.fromhex(file.sealed), _PASSPHRASE + bytes.fromhex(file.id)))
        except DoesNotOpenError:
            raise HouseKeyError(
                reason="The passphrase is wrong, or the key file was damaged.",
                advice=f"Try again; look at the keyboard's language and capitals. {_FINAL}",
            ) from None
        if not hmac.compare_digest(key.id.hex(), file.id):
            raise _damaged(path)
        return key


def is_sealed(path: Path) -> bool:
    """Whether the key file at `path` asks for a passphrase; raises HouseKeyError as `HouseKey.read` does."""
    return not _KeyFile.from_bytes(_read_private(path), path).key


class _Stretch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a passphrase is stretched: Argon2id, memory in KiB."""

    memory: int
    passes: int
    lanes: int
    salt: str

    def __post_init__(self) -> None:
        within = (
            8 * self.lanes <= self.memory <= MOST_MEMORY
            and 1 <= self.passes <= MOST_PASSES
            and 1 <= self.lanes <= MOST_LANES
        )
        if not within or not _is_hex(self.salt, SALT_BYTES):
            raise ValueError

    def wrapping_key(self, passphrase: str) -> WrappingKey:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - only a passphrase needs it

        stretcher = Argon2id(
            salt=bytes.fromhex(self.salt),
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory,
        )
        return WrappingKey(stretcher.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")))


class _KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a key file says: `key`, or `sealed` and `stretch`."""

    format: str
    id: str
    key: str = ""
    sealed: str = ""
    stretch: _Stretch | None = None

    def __post_init__(self) -> None:
        plain = _is_hex(self.key, KEY_BYTES) and not self.sealed and self.stretch is None
        with_passphrase = not self.key and _is_hex(self.sealed, KEY_BYTES + 28) and self.stretch is not None
        if self.format != FORMAT or not _is_hex(self.id, ID_BYTES) or not (plain or with_passphrase):
            raise ValueError

    def to_bytes(self) -> bytes:
        return msgspec.json.encode(self, order="sorted") + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes, path: Path) -> _KeyFile:
        try:
            file = msgspec.json.decode(data, type=cls)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            raise _damaged(path) from None
        if file.to_bytes() != data:
            raise _damaged(path)
        return file


def _is_hex(text: str, length: int) -> bool:
    return len(text) == 2 * length and all(character in "0123456789abcdef" for character in text)


def _damaged(path: Path) -> HouseKeyError:
    return HouseKeyError(reason=f"{path} is damaged, or is not a house key.", advice=_BACKUP)


def _read_private(path: Path) -> bytes:
    """The bytes of a file that only its owner may read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise HouseKeyError(reason=f"The house key is missing: there is no {path}.", advice=_BACKUP) from None
    except OSError as error:
        raise HouseKeyError(
            reason=f"{path} cannot be opened: {error.strerror}.", advice="Make it readable for the user who runs this."
        ) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _damaged(path)
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise HouseKeyError(reason=f"{path} can be read by others.", advice=f"Run: chmod 600 {path}")
        return os.read(descriptor, LONGEST_FILE)
    except OSError as error:
        raise HouseKeyError(reason=f"{path} cannot be read: {error.strerror}.", advice=_BACKUP) from None
    finally:
        os.close(descriptor)
