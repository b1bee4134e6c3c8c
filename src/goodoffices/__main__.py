# SPDX-License-Identifier: Apache-2.0
"""`python -m goodoffices`, where the command `goodoffices` is not on the path."""

from __future__ import annotations

from goodoffices.cli import main


if __name__ == "__main__":
    main()
