# SPDX-License-Identifier: Apache-2.0
"""What all tests share: how hypothesis searches, and where no test may write.

On a person's machine hypothesis looks for new examples at every run; where nobody looks (CI=true) it always tries the
same ones, so that a change is never blamed for an old fault. It never fails for being slow: machines are.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import postgresql


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgresql import Cluster


hypothesis.settings.register_profile("person", deadline=None, print_blob=True)
hypothesis.settings.register_profile("unattended", deadline=None, print_blob=True, derandomize=True, database=None)
hypothesis.settings.load_profile("unattended" if os.environ.get("CI") else "person")


LONGEST = "tests/browser/test_every_page.py"
"""The walk over every page takes longer than any other file: it begins first, beside them."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the file that takes longest before all others, whose order stays what it is."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(autouse=True, scope="session")
def _no_house_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lead every default place of the platform into an empty folder: no test finds or touches a person's own house."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        for variable in os.environ.keys() & {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"}:
            environment.delenv(variable)
        for variable in [name for name in os.environ if name.startswith("GOODOFFICES_")]:
            environment.delenv(variable)
        yield


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of the tests' own, started when the first test asks for it."""
    with postgresql.cluster() as running:
        yield running
