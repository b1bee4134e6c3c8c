# SPDX-License-Identifier: Apache-2.0
"""What every fact is made of: identifiers, text, and references from one fact to another.

A value is checked when it is read from outside. Text is in Unicode NFC, without control characters other than
line feed and tab, so that the same words are always the same bytes. A reference says in its type what it may refer
to; `goodoffices.domain.references` reads that from the types, so no fact has to be checked by hand.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from goodoffices.errors import InputError, Said
from goodoffices.times import Instant, When


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The base of all frozen values: fields by name, unknown fields refused, defaults not written.

    Nothing frozen can come to hold itself, so the collector of garbage need not look at it (`gc=False`).
    """


IDENTIFIER = r"^[a-z][a-z0-9_-]{0,63}$(?!\n)"
"""An id: small letters, digits, `-` and `_`, beginning with a letter (`$` alone would let a line feed pass)."""

Id = Annotated[str, Meta(pattern=IDENTIFIER, title="id")]
Text = Annotated[str, Meta(min_length=1, max_length=100_000)]
Line = Annotated[str, Meta(min_length=1, max_length=1_000)]


def normal(text: str) -> str:
    """Give `text` in Unicode NFC, the one form that facts are made of."""
    return unicodedata.normalize("NFC", text)


_WRITTEN = (When, Instant, Said)


def encode_hook(value: object) -> str:
    """Write `Instant` and `When` as their canonical text, and a sentence as plain text; for `msgspec` encoders."""
    if isinstance(value, _WRITTEN):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def decode_hook(wanted: type, value: object) -> object:
    """Read `Instant` and `When` from text; for `msgspec` decoders. Raises ValueError with the sentence."""
    if wanted in (When, Instant):
        if not isinstance(value, str):
            raise ValueError(f"{value} is not a time")
        reader: Any = wanted
        try:
            return reader.read(value)
        except InputError as error:
            raise ValueError(f"{error}; {error.advice}" if error.advice else str(error)) from error
    raise NotImplementedError(wanted.__name__)
