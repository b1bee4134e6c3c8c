# SPDX-License-Identifier: Apache-2.0
"""Every link from one page to another leads somewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import ROOT, anchors, links, pages


@pytest.mark.parametrize("page", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file_and_to_a_heading_in_it(page: Path) -> None:
    broken = [link for link in links(page) if not leads_somewhere(page, link)]
    assert not broken


def test_every_page_stands_in_the_list_of_pages() -> None:
    listed = {(ROOT / "docs" / link).resolve() for link in links(ROOT / "docs" / "README.md")}
    decisions = ROOT / "docs" / "decisions"
    assert decisions in listed
    of_the_docs = {page for page in pages() if page.is_relative_to(ROOT / "docs") and page.parent != decisions}
    assert of_the_docs - listed == {ROOT / "docs" / "README.md"}


def leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme in {"http", "https", "mailto"}:
        return True
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if parts.scheme or not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not parts.fragment or (target.suffix == ".md" and parts.fragment in anchors(target))


def test_a_link_to_a_missing_file_or_heading_is_noticed(tmp_path: Path) -> None:
    page = ROOT / "CONTRIBUTING.md"
    assert leads_somewhere(page, "LICENSE")
    assert not leads_somewhere(page, "no-such-page.md")
    assert not leads_somewhere(page, "#no-such-heading")
    assert not leads_somewhere(page, tmp_path.as_uri())
    assert not leads_somewhere(page, "../outside.md")
