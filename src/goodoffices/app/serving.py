# SPDX-License-Identifier: Apache-2.0
"""One server for a house: the second one that starts is told so."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from goodoffices.errors import HouseError, ServedError


LOCK: Final = "serve.lock"


def is_served(directory: Path) -> bool:
    """Whether a server holds the house's serving lock now; no where that cannot be looked at."""
    try:
        descriptor = os.open(directory / LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def only_server(directory: Path) -> Iterator[None]:
    """Hold the house's serving lock. Raises ServedError if another server holds it; the lock ends with the process."""
    try:
        descriptor = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HouseError(
            reason=f"{directory} cannot be served: {error.strerror}.",
            advice="Give the user who runs the server the right to write there.",
        ) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            process = os.read(descriptor, 20).decode("ascii", "replace").strip()
            raise ServedError(by=f" by process {process}" if process else "") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)
