# SPDX-License-Identifier: Apache-2.0
"""The notebooks run from the first cell to the last, and give what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.notebook import notebooks, ran, read, written


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_gives_what_it_shows(path: Path) -> None:
    stored = read(path)
    for cell, again in zip(stored["cells"], ran(stored)["cells"], strict=True):
        assert again == cell, "".join(cell["source"]) + "\nif this is right: make notebooks"
    assert path.read_text(encoding="utf-8") == written(stored)


def test_there_are_notebooks() -> None:
    assert len(notebooks()) == 2
