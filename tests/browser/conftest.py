# SPDX-License-Identifier: Apache-2.0
"""One browser for all tests of the pages, and the real program: one for all that read, one for each that writes."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser import looking
from tests.browser.chromium import chromium
from tests.browser.looking import Listener
from tests.browser.mediator import Mediator
from tests.browser.program import CHANNEL, EXAMPLES, LABOUR, Served, example, found, served


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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


@pytest.fixture(scope="session", name="_made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with both examples that nobody serves, to be copied."""
    directory = tmp_path_factory.mktemp("made") / "house"
    found(directory, *(example(name) for name in EXAMPLES))
    return directory


@pytest.fixture(name="fresh")
def _fresh(_made: Path, tmp_path: Path) -> Iterator[Served]:
    """Both examples in a house of the test's own, for tests that write."""
    shutil.copytree(_made, tmp_path / "house")
    (tmp_path / "house").chmod(0o700)
    with served(tmp_path / "house") as running:
        yield running


@pytest.fixture(name="reader")
def _reader(browser: Browser, examples: Examples) -> Iterator[Mediator]:
    """Somebody at the desk of the channel of 2025 who only reads."""
    with _seated(browser, examples.served.address, CHANNEL) as mediator:
        yield mediator


@pytest.fixture(name="envoy")
def _envoy(browser: Browser, fresh: Served) -> Iterator[Mediator]:
    """Somebody at the desk of the channel of 2025, in a house of their own."""
    with _seated(browser, fresh.address, CHANNEL) as mediator:
        yield mediator


@pytest.fixture(name="conciliator")
def _conciliator(browser: Browser, fresh: Served) -> Iterator[Mediator]:
    """Somebody at the desk of the labour dispute, in a house of their own."""
    with _seated(browser, fresh.address, LABOUR) as mediator:
        yield mediator


@pytest.fixture(name="beginner")
def _beginner(browser: Browser, tmp_path: Path) -> Iterator[Mediator]:
    """Somebody at the desk of the labour dispute in which no party has been asked yet what matters to it."""
    found(tmp_path / "house", ("labour.toml", example("labour-2024.toml")[1]))
    with served(tmp_path / "house") as running, _seated(browser, running.address, LABOUR) as mediator:
        yield mediator


@contextmanager
def _seated(browser: Browser, address: str, mediation: str) -> Iterator[Mediator]:
    context = browser.new_context(viewport=looking.WIDE, locale="en", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    listener = Listener(page, address)
    yield Mediator(page, f"{address}/m/{mediation}")
    context.close()
    assert list(listener.faults()) == []
