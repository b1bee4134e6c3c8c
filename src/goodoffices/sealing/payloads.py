# SPDX-License-Identifier: Apache-2.0
"""Sealing the payload of one entry under a key of its own.

AES-GCM alone does not commit to its key: whoever picks the keys can make one sealed text open to two different payloads
under two keys. A record whose entry keys are handed out or destroyed one by one cannot allow that, so a seal here
begins with a commitment to the entry key, the record and the place in it:

    HMAC-SHA512(entry key, "good-offices/payload/1" 00 ‖ record ‖ sequence)  →  AES-256-GCM key (32) ‖ commitment (32)
    sealed = commitment ‖ AES-256-GCM(key, nonce 0, payload)

The nonce may be constant because an entry key is random and is used once. The construction is the UtC transform:
Albertini, Duong, Gueron, Kölbl, Luykx and Schmieg, "How to Abuse and Fix Authenticated Encryption Without Key
Commitment" (USENIX Security 2022); Bellare and Hoang, "Efficient Schemes for Committing Authenticated Encryption"
(EUROCRYPT 2022).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices.errors import PayloadError


KEY_BYTES: Final = 32
COMMITMENT_BYTES: Final = 32
TAG_BYTES: Final = 16
OVERHEAD: Final = COMMITMENT_BYTES + TAG_BYTES
"""How many bytes longer a sealed payload is than the payload."""

_LABEL: Final = b"good-offices/payload/1\x00"
_NONCE: Final = bytes(12)

_INNER: Final = bytes(code ^ 0x36 for code in range(256))
_OUTER: Final = bytes(code ^ 0x5C for code in range(256))
_INNER_REST: Final = b"\x36" * 96
_OUTER_REST: Final = b"\x5c" * 96


class Seal:
    """A seal before it is closed: all that does not depend on the payload, which comes last and once."""

    __slots__ = ("_commitment", "_encrypt")

    def __init__(self, entry_key: bytes, record: bytes, sequence: int) -> None:
        """`entry_key`: 32 random bytes, never used before or again; `record`: its id, 16 bytes; `sequence`: from 1."""
        derived = _derive(entry_key, _LABEL + record + sequence.to_bytes(8, "big"))
        self._commitment = derived[KEY_BYTES:]
        self._encrypt = AESGCM(derived[:KEY_BYTES]).encrypt

    def close(self, payload: bytes) -> bytes:
        """Seal `payload` (any length): 48 bytes more than it has. Only ever called once."""
        return self._commitment + self._encrypt(_NONCE, payload, None)


def seal(entry_key: bytes, record: bytes, sequence: int, payload: bytes) -> bytes:
    """Seal `payload` at one stroke; as `Seal`."""
    return Seal(entry_key, record, sequence).close(payload)


def open_sealed(entry_key: bytes, record: bytes, sequence: int, sealed: bytes) -> bytes:
    """Give back the payload that `seal` sealed, or raise PayloadError.

    The commitment is compared first and in constant time, so a seal of another key, record or place is told apart
    from one whose bytes were changed.
    """
    derived = _derive(entry_key, _LABEL + record + sequence.to_bytes(8, "big"))
    if not hmac.compare_digest(derived[KEY_BYTES:], sealed[:COMMITMENT_BYTES]):
        raise PayloadError(sequence=sequence, reason="its seal belongs to another key or another place")
    try:
        return AESGCM(derived[:KEY_BYTES]).decrypt(_NONCE, sealed[COMMITMENT_BYTES:], None)
    except (InvalidTag, ValueError):
        raise PayloadError(sequence=sequence, reason="its sealed text was changed") from None


def _derive(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA512 (RFC 2104) for a key of 32 bytes: as `hmac.digest`, in two thirds of its time."""
    inner = hashlib.sha512(key.translate(_INNER) + _INNER_REST + message).digest()
    return hashlib.sha512(key.translate(_OUTER) + _OUTER_REST + inner).digest()
