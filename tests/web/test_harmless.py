# SPDX-License-Identifier: Apache-2.0
"""Other people's words on the pages: shown as they are, and able to do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.web.writing import harmless, language_of, shortened
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient

OPENING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
TURNING = OPENING + "\u202c\u2069"


@given(st.text())
def test_any_text_is_shown_as_the_same_text_and_nothing_else(text: str) -> None:
    page = Page(f"<p>{harmless(text)}</p>")
    assert {tag for tag, _ in page.elements} <= {"p", "span"}
    assert page.mistakes == []
    if not set(text) & set(TURNING):
        assert page.elements == [("p", {})]


@given(st.text(alphabet=f"ab \n{TURNING}"))
def test_no_text_leaves_a_direction_open_behind_it(text: str) -> None:
    for line in str(harmless(text)).split("\n"):
        opened: list[str] = []
        for letter in line:
            if letter in OPENING:
                assert letter not in "\u202d\u202e"
                opened.append(letter)
            elif letter in "\u202c\u2069":
                assert opened
                assert (opened.pop() in "\u202a\u202b") == (letter == "\u202c")
        assert not opened


def test_marks_that_telephones_put_round_names_are_left_alone() -> None:
    assert harmless("call \u2068+972 3\u2069 now") == "call \u2068+972 3\u2069 now"
    assert harmless("x\u202ey") == 'x<span class="unseen">U+202E</span>y'


@given(st.text(min_size=600, max_size=900))
def test_a_long_text_is_cut_and_a_short_one_is_not(text: str) -> None:
    short = shortened(text)
    assert text.startswith(short)
    assert (short == text) == (len(text) <= 700)
    assert len(short) <= 700


@pytest.mark.parametrize("tag", ["ar", "en", "zh-Hant-TW", "ar-QA"])
def test_a_language_is_named(tag: str) -> None:
    assert language_of(tag) == tag


@pytest.mark.parametrize("tag", ["", "Arabic!", 'ar" onload="x', "ar\n", "a", "ar--x", "العربية"])
def test_what_is_no_language_is_not_named(tag: str) -> None:
    assert language_of(tag) == ""


def test_markup_is_shown_as_words(hostile: TestClient) -> None:
    desk = visit(hostile, "/m/water").text
    assert "<script>alert(0)</script>" in desk
    assert '<script>alert(1)</script> & "Süd"' in desk
    assert "</main><h1>Mine</h1> {{ 7*7 }} {% endblock %} %(zone)s" in desk
    assert '"><script>alert(2)</script>' in desk
    assert "<marquee>" in desk
    chronology = visit(hostile, "/m/water/chronology").text
    assert "<img src=x onerror=alert(1)> javascript:alert(1)" in chronology
    assert '"><img src=x>' in chronology
    assert "100% <b>" in chronology
    assert "<svg onload=alert(3)>" in chronology
    proposals = visit(hostile, "/m/water/proposals").text
    assert "<style>*{display:none}</style>" in proposals
    assert "<!--" in proposals
    assert "]]><iframe src=//example.org>" in visit(hostile, "/m/water/knowledge").text


def test_a_name_that_would_turn_round_what_follows_shows_its_hidden_mark(hostile: TestClient) -> None:
    answer = hostile.get("/m/water/chronology")
    assert "Evil U+202Egnp.exe" in Page(answer.text).text
    assert not set(answer.text) & set("\u202e\u2067")


def test_ten_thousand_letters_in_one_word_are_cut_on_lists_and_whole_on_their_own_page(hostile: TestClient) -> None:
    assert "x" * 701 not in hostile.get("/m/water/chronology").text
    assert "x" * 10_000 in hostile.get("/m/water/entry/e1").text
    assert "all of it" in visit(hostile, "/m/water/chronology").text


def test_words_keep_their_own_direction(hostile: TestClient) -> None:
    markup = hostile.get("/m/water/chronology").text
    assert "<bdi>خليل الحداد</bdi>" in markup
    assert '<span dir="auto">' in markup
    assert "onload=" not in markup.replace("&lt;svg onload=", "")
