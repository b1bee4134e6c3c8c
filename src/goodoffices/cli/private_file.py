# SPDX-License-Identifier: Apache-2.0
"""Writing a case out to a file that only its owner may read: all of it or nothing, and over nothing by accident."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from goodoffices.errors import FileError


def write_private(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` to `path`, mode 0600; an existing file is replaced only if `replace` says so. Raises FileError."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                beside.replace(path)
            else:
                path.hardlink_to(beside)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except FileExistsError:
        raise FileError(
            reason=f"There is a file called {path} already.", advice="Choose another name, or replace it with --force."
        ) from None
    except OSError as error:
        raise FileError(
            reason=f"{path} cannot be written: {error.strerror}.",
            advice="Choose a directory that you may write to and that has room.",
        ) from None


def read_file(path: Path, most: int) -> bytes:
    """Read a file, at most one byte more than `most`. Raises FileError."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise FileError(
            reason=f"{path} cannot be read: {error.strerror}.", advice="Look whether the name is right."
        ) from None
