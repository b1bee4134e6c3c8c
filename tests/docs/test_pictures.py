# SPDX-License-Identifier: Apache-2.0
"""The pictures of the guide: every page has one, every one is shown, and none is too heavy to be sent along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from docs.make_pictures import MOST_BYTES, PLACE, SHOTS, SIZES, name_of
from tests.browser.walk import NOT_PAGES, routes
from tests.docs.pages import ROOT, links


if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_of_the_program_is_pictured(tmp_path: Path) -> None:
    assert {shot.route for shot in SHOTS.values()} == set(routes(tmp_path / "house")) - NOT_PAGES


def test_every_picture_is_there_and_light_and_none_is_left_over() -> None:
    wanted = {name_of(name, size): size["width"] for name in SHOTS for size in SIZES}
    assert {path.name for path in PLACE.iterdir()} == set(wanted)
    for name, width in wanted.items():
        with Image.open(PLACE / name) as picture:
            assert picture.width == width, name
        assert (PLACE / name).stat().st_size <= MOST_BYTES, name


def test_every_picture_is_shown_by_the_guide() -> None:
    shown = {
        link.removeprefix("pictures/")
        for page in (ROOT / "docs" / "guide").glob("*.md")
        for link in links(page)
        if link.startswith("pictures/")
    }
    assert {path.name for path in PLACE.iterdir()} == shown
