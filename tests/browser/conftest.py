# SPDX-License-Identifier: Apache-2.0
"""One browser for all tests of the pages, and the real program: one for all that read, one for each that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.chromium import chromium
from tests.browser.program import EXAMPLES, Served, example, found, served


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

    from goodoffices.domain.state import State


class Examples(NamedTuple):
    """The example cases: served, and what they come to."""

    served: Served
    states: Mapping[str, State]


@pytest.fixture(scope="session", name="browser")
def _browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session", name="examples")
def _examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examples]:
    """Both example cases in one house, for tests that only read."""
    directory = tmp_path_factory.mktemp("examples") / "house"
    states = found(directory, *(example(name) for name in EXAMPLES))
    with served(directory) as running:
        yield Examples(running, states)
