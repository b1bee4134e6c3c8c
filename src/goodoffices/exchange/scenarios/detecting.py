# SPDX-License-Identifier: Apache-2.0
"""Which form files are of: told by what is in them, not by their names."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios.genius import DOMAIN, PROFILE, parsed, read_genius
from goodoffices.exchange.scenarios.own_reading import read_own
from goodoffices.exchange.scenarios.reading import Reading, refused


def read_scenario(files: Sequence[tuple[str, bytes]], *, folder: bool = False) -> Reading:
    """Read one scenario from its files, each a name and its bytes. Raises RefusedError with every mistake.

    `folder`: the files are all that a folder holds, so that those which are no part of a scenario are passed over.
    """
    if not files:
        raise refused(
            "", "there is no file to read", "name a scenario file, or a folder with a domain and its profiles"
        )
    if all(_is_xml(data) for _, data in files):
        return read_genius(files)
    if folder:
        xml = [(name, data) for name, data in files if _is_genius(name, data)]
        if xml:
            return read_genius(xml)
    if len(files) > 1:
        raise refused(
            files[1][0], "more than one scenario is named", "several files are read together in GENIUS XML only"
        )
    return read_own(files[0][1], files[0][0])


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _is_genius(name: str, data: bytes) -> bool:
    if not _is_xml(data):
        return False
    try:
        return parsed(data, name).tag in (DOMAIN, PROFILE)
    except RefusedError:
        return True  # so that it is named as what cannot be read
