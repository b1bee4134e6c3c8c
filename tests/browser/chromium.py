# SPDX-License-Identifier: Apache-2.0
"""A real Chromium, started the same way by the tests of the pages and by whoever takes their pictures."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


ROOT = Path(__file__).resolve().parents[2]
# Kept as it was when this was read: the tests later take every setting of ours out of the environment.
NAMED = os.environ.get("GOODOFFICES_CHROMIUM", "")
# Nothing that asks for somebody's server, and nothing that needs a screen.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def program() -> str:
    """Where the browser is; what to install, as an error, where there is none."""
    found = subprocess.run(
        ["sh", str(ROOT / "requirements" / "browser"), "find"],  # noqa: S607 - whichever shell is here
        env={**os.environ, "GOODOFFICES_CHROMIUM": NAMED},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise LookupError(found.stderr.strip())
    return found.stdout.strip()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with nothing in it; the super-user's runs without a sandbox, since Chromium would not start in one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=ARGUMENTS, chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()
