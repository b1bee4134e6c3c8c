# SPDX-License-Identifier: Apache-2.0
"""Any bytes are either the one canonical spelling of an entry, or refused with a CanonicalError."""

from __future__ import annotations

from fuzz.harness import run, watch


with watch():
    from goodoffices.domain.entries import Entry
    from goodoffices.errors import CanonicalError
    from goodoffices.record.canonical import Decoder, encode


decoder = Decoder(Entry)


def target(data: bytes) -> None:
    """Decode; what decodes has to encode to the same bytes."""
    try:
        entry = decoder.decode(data)
    except CanonicalError:
        return
    assert encode(entry) == data


if __name__ == "__main__":
    run(target)
