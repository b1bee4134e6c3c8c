# SPDX-License-Identifier: Apache-2.0
"""Check what `goodoffices settle --json` wrote, with nothing but Python: python -m checking ANSWERS.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from time import monotonic

from . import check_all
from .checker import Finding


def main(file: str) -> int:
    """Say of each answer what came of checking it; give 1 if one is not right, 2 if there is none to check."""
    found = []
    try:
        for each in check_all(json.loads(Path(file).read_bytes()), monotonic, Random):
            found.append(each)
            print(f"{each.what}: {'; '.join((each.finding, *each.reasons))}", flush=True)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as why:
        print(f"{file} is no file that goodoffices settle --json wrote ({why}).")
        return 2
    return 2 if not found else int(any(each.finding is Finding.REFUTED for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else "Say which file: python -m checking ANSWERS.json")  # noqa: PLR2004
