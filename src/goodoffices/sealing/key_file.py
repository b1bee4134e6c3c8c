# SPDX-License-Identifier: Apache-2.0
"""Writing a small file that only its owner may read: all of it or nothing, and on the disk before we go on."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from goodoffices.errors import HouseKeyError


def write_private(path: Path, data: bytes, *, replace: bool, temporary: str) -> None:
    """Write `data` to `path` with mode 0600.

    The bytes go to a new file beside it (its name ends in `temporary`), are forced to the disk, and only then take the
    name. Without `replace` an existing file is left alone and HouseKeyError is raised.
    """
    beside = path.with_name(f"{path.name}.{temporary}")
    try:
        try:
            _write_new(beside, data)
            if replace:
                beside.replace(path)
            else:
                _take_name(beside, path, data)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        _force_directory(path.parent)
    except FileExistsError:
        raise HouseKeyError(
            reason=f"There is a house key already: {path}.",
            advice="Choose another directory; a house key is never written over.",
        ) from None
    except OSError as error:
        raise HouseKeyError(
            reason=f"The house key cannot be written to {path}: {error.strerror}.",
            advice="Choose a directory that you may write to and that has room.",
        ) from None


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_name(beside: Path, path: Path, data: bytes) -> None:
    """Give the file its name unless the name is taken; file systems without links get a second exclusive write."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        _write_new(path, data)


def _force_directory(directory: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
