# SPDX-License-Identifier: Apache-2.0
"""Keys wrapped by keys, each bound to the place it belongs to.

    wrapped = nonce (12 random bytes) ‖ AES-256-GCM(wrapping key, nonce, inner, associated data)

The associated data is a label, a zero byte and the place (record id; for an entry key the sequence too), so a wrapped
key moved to another record or another entry does not open. Random nonces under one key are safe up to 2^32 wrappings
(NIST SP 800-38D, 8.3), far above what a record holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices.errors import PayloadError, RecordError


Randomness: TypeAlias = Callable[[int], bytes]
"""Gives that many random bytes, fit for keys: `secrets.token_bytes`, or a counted stream in tests."""

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
WRAPPED_KEY_BYTES: Final = NONCE_BYTES + KEY_BYTES + 16

_ENTRY_KEY: Final = b"good-offices/entry-key/1\x00"
_OUTGOING: Final = b"good-offices/outgoing/1\x00"


class DoesNotOpenError(RecordError):
    """Something wrapped does not open under this key at this place. Callers turn it into what they can name."""

    code = "does-not-open"
    sentence = "What is stored does not open under this key."


class WrappingKey:
    """A key that wraps other keys, with its cipher set up once."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise DoesNotOpenError
        self._cipher = AESGCM(key)

    def wrap(self, inner: bytes, associated: bytes, randomness: Randomness) -> bytes:
        """Seal `inner` for the place that `associated` names."""
        nonce = randomness(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, inner, associated)

    def unwrap(self, wrapped: bytes, associated: bytes) -> bytes:
        """Give back what was wrapped for that place, or raise DoesNotOpenError."""
        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], associated)
        except (InvalidTag, ValueError, TypeError):
            raise DoesNotOpenError from None


class DataKey:
    """One delegation's data key: wraps the key of every entry in its record, and what waits to be sent."""

    __slots__ = ("_entry_key", "_outgoing", "_wrapping", "record")

    def __init__(self, key: bytes, record: bytes) -> None:
        self.record = record
        self._wrapping = WrappingKey(key)
        self._entry_key = _ENTRY_KEY + record
        self._outgoing = _OUTGOING + record

    def wrap(self, sequence: int, entry_key: bytes, randomness: Randomness) -> bytes:
        """Wrap the key of entry `sequence`: 60 bytes."""
        return self._wrapping.wrap(entry_key, self._entry_key + sequence.to_bytes(8, "big"), randomness)

    def unwrap(self, sequence: int, wrapped: bytes) -> bytes:
        """Give back the key of entry `sequence`, or raise PayloadError."""
        try:
            return self._wrapping.unwrap(wrapped, self._entry_key + sequence.to_bytes(8, "big"))
        except DoesNotOpenError:
            raise PayloadError(sequence=sequence, reason="its key does not open under this record's key") from None

    def seal_outgoing(self, envelope: bytes, randomness: Randomness) -> bytes:
        """Seal bytes that wait in this record's outbox."""
        return self._wrapping.wrap(envelope, self._outgoing, randomness)

    def open_outgoing(self, sealed: bytes) -> bytes:
        """Give back bytes that waited in this record's outbox, or raise DoesNotOpenError."""
        return self._wrapping.unwrap(sealed, self._outgoing)
