# SPDX-License-Identifier: Apache-2.0
"""The examples in the docstrings of settlement run, and give what they say."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

from goodoffices import settlement


MODULES = sorted(module.name for module in pkgutil.walk_packages(settlement.__path__, f"{settlement.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
