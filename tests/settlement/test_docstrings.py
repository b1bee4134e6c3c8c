# SPDX-License-Identifier: Apache-2.0
"""The examples in the docstrings of settlement run, and give what they say."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from inspect import isfunction

import pytest

from goodoffices import settlement


MODULES = sorted(module.name for module in pkgutil.walk_packages(settlement.__path__, f"{settlement.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_every_answer_that_can_be_asked_for_has_an_example() -> None:
    """What only reads, writes or converts needs none."""
    plain = {"acceptable", "allowed", "check", "every_package", "exact", "from_plain", "gridded", "mixed_frontier"}
    plain |= {"mixed_solution", "package", "rounding", "to_plain", "worth"}
    functions = [name for name in settlement.__all__ if isfunction(getattr(settlement, name))]
    without = {name for name in functions if ">>>" not in (getattr(settlement, name).__doc__ or "")}
    assert without <= plain
