# SPDX-License-Identifier: Apache-2.0
"""The examples, wherever they are: packaged beside the program, or in the checkout that it runs from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import goodoffices
from goodoffices.errors import FileError


def example(name: str) -> bytes:
    """Give the bytes of an example case file. Raises FileError if it is nowhere."""
    packaged = files(goodoffices) / "examples" / name
    if packaged.is_file():
        return packaged.read_bytes()
    in_checkout = Path(goodoffices.__file__).resolve().parents[2] / "examples" / name
    try:
        return in_checkout.read_bytes()
    except OSError:
        raise FileError(
            reason=f"The example {name} was not installed with the program.", advice="Install Good Offices again."
        ) from None
