# SPDX-License-Identifier: Apache-2.0
"""The one place that knows atheris: run a function on bytes that grow towards unseen branches of the code."""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris


# Everything a fuzzer imports after this is watched for the branches it takes.
watch = atheris.instrument_imports


def run(target: Callable[[bytes], None]) -> None:
    """Call `target` until the time given on the command line is over or it raises; never returns."""
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
