# SPDX-License-Identifier: Apache-2.0
"""The style sheet and the templates: readable from either side, nothing from outside, every word translatable."""

from __future__ import annotations

import re

import pytest

from goodoffices.web.pages import STYLE
from goodoffices.web.writing import TEMPLATES


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)|left|right|top|"
    r"bottom|width|height|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:|"
    r"(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)|"
    r"(?:margin|padding|inset)\s*:[^\S\n]*(?:[^\s;]+[^\S\n]+){3}[^\s;]+\s*;"
)
SHEET = STYLE.read_text(encoding="utf-8")
NAMES = sorted(path.name for path in TEMPLATES.glob("*.html"))


def test_the_sheet_says_start_and_end_and_never_left_and_right() -> None:
    rules = re.sub(r"@media[^{]*|/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    assert PHYSICAL.findall(rules) == []
    for line in ("  left: 0;", "margin-left: 1px", "width: 2em", "text-align: right;", "padding: 1px 2px 3px 4px;"):
        assert PHYSICAL.search(line), line
    for line in (
        "inline-size: 2em",
        "line-height: 2",
        "border-block-end: 1px",
        "inset-inline-start: 0",
        "padding: 0 1em;",
    ):
        assert not PHYSICAL.search(line), line


def test_nothing_in_the_sheet_comes_from_elsewhere() -> None:
    assert "url(" not in SHEET
    assert "@import" not in SHEET
    assert "@font-face" not in SHEET


def test_every_colour_has_a_name_a_day_and_a_night() -> None:
    tokens, rest = SHEET.split("@layer base {", 1)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rest)
    named = set(re.findall(r"(--[a-z-]+):\s*light-dark\(", tokens))
    used = set(re.findall(r"var\((--[a-z-]+)\)", rest))
    assert used <= named | {"--radius", "--gap", "--page", "--measure", "--font", "--mono"}


def test_no_language_and_no_direction_has_colours_of_its_own() -> None:
    """The browser tests look at light pages in one language and at dark ones in another."""
    chosen = re.compile(r"([^{};]*(?::(?:lang|dir)\(|\[(?:lang|dir)\b)[^{};]*)\{([^{}]*)\}")
    coloured = re.compile(
        r"(?:^|;)\s*((?:[a-z]+-)*color|color-scheme|background[a-z-]*|opacity|filter|mix-blend-mode|fill|stroke|"
        r"text-shadow|--[a-z-]+)\s*:"
    )
    rules = chosen.findall(re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL))
    assert len(rules) > 3
    assert [selector.strip() for selector, declared in rules if coloured.search(declared)] == []


def test_every_rule_stands_in_a_layer() -> None:
    depth, outside = 0, []
    for line in re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL).splitlines():
        if depth == 0 and line.strip():
            outside.append(line.strip())
        depth += line.count("{") - line.count("}")
    assert depth == 0
    assert all(line.startswith("@layer") for line in outside)


def _plain(template: str) -> str:
    """What is left of a template when what is computed and what is markup are taken away."""
    text = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    return re.sub(r"<[^<>]*>|&[a-z]+;", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_template_can_be_said_in_another_language(name: str) -> None:
    template = (TEMPLATES / name).read_text(encoding="utf-8")
    words = set(re.findall(r"[^\W\d_]{2,}", _plain(template)))
    assert words <= ({"goodoffices", "import", "case", "toml"} if name == "mediations.html" else set())
    assert not re.findall(r'(?:aria-label|title|alt|placeholder)="[A-Za-z]', template)


def test_the_search_for_words_finds_them() -> None:
    assert re.findall(r"[^\W\d_]{2,}", _plain("{% if x %}<p class='y'>Hello {{ z }}</p>")) == ["Hello"]
