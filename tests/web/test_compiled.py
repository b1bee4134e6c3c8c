# SPDX-License-Identifier: Apache-2.0
"""What is kept of compiled templates is what they say today, and its absence or damage changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader

from goodoffices.web.compiled import CompiledTemplates


if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path) -> str:
    """What the template says to a program that has just started."""
    made = Environment(loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(folder), autoescape=True)
    return made.get_template("page.html").render(name="<b>")


def test_a_template_is_compiled_once_and_anew_when_it_was_changed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("Hello {{ name }}")
    assert written(tmp_path) == "Hello &lt;b&gt;"
    (kept,) = (tmp_path / "__pycache__").iterdir()
    made = kept.stat().st_mtime_ns
    assert written(tmp_path) == "Hello &lt;b&gt;"
    assert kept.stat().st_mtime_ns == made
    page.write_text("Good day {{ name }}")
    assert written(tmp_path) == "Good day &lt;b&gt;"


@pytest.mark.parametrize("damage", [b"", b"x", b"j2\x00\x00\x00"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "page.html").write_text("Hello {{ name }}")
    written(tmp_path)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    whole = kept.read_bytes()
    for bad in (damage, whole[: len(whole) // 2]):
        kept.write_bytes(bad)
        assert written(tmp_path) == "Hello &lt;b&gt;"
        assert len(kept.read_bytes()) == len(whole)


def test_where_nothing_can_be_kept_templates_are_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("Hello {{ name }}")
    (tmp_path / "__pycache__").write_text("a file where the folder would be")
    assert written(tmp_path) == "Hello &lt;b&gt;"
