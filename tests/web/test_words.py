# SPDX-License-Identifier: Apache-2.0
"""The words of the catalogues: one translation for each term, and the marks that each language writes."""

from __future__ import annotations

import re
import unicodedata

import pytest

from docs.fixed_words import FIXED, strayed
from docs.make_messages import texts
from goodoffices.web.catalogues import PLURALS


OTHERS = sorted(PLURALS)
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
WRONG = {
    "ar": re.compile(r"[,;?](?=\s|$)|[א-ת]"),
    "fr": re.compile(r"(?<=\w) [:;?!](?=\s|$)|« | »|[\d}s] %(?!\()|'"),
    "he": re.compile(r'[א-ת]-(?=[%{\dA-Za-z\u2066\u2068])|[א-ת ]"(?!\w)|[\u0621-\u064a]'),
    "ru": re.compile(r"\w —|[\d}] %(?!\()|[„“]"),
}
"""Marks that another language writes, and spaces where a line would break before a mark."""


def forms(tag: str) -> set[str]:
    """Every translation of a catalogue, in all its forms."""
    return {form for _english, several in texts(tag) for form in several}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_term_has_one_translation_wherever_it_stands(tag: str) -> None:
    assert list(strayed(tag, texts(tag))) == [], "docs/reference/words-in-other-languages.md has the words"


def test_another_word_for_a_term_is_found_and_its_place_is_named() -> None:
    said = [("No term is set for {issue}.", ("אין תנאי.",)), ("No terms are set.", ("אין סעיפים.",))]
    assert list(strayed("he", said)) == ["he: not סעיף for term: 'No term is set for {issue}.'"]


def test_every_term_is_fixed_in_every_language() -> None:
    assert {tuple(sorted(fixed.words)) for fixed in FIXED.values()} == {tuple(OTHERS)}


@pytest.mark.parametrize("tag", OTHERS)
def test_marks_are_those_of_the_language(tag: str) -> None:
    assert [form for form in forms(tag) if WRONG[tag].search(ISOLATED.sub("", form))] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_isolated_text_ends_and_digits_are_western(tag: str) -> None:
    for form in forms(tag):
        assert not re.search("[\u2066-\u2069]", ISOLATED.sub("", ISOLATED.sub("", form))), form
        assert not [letter for letter in form if letter.isdigit() and not letter.isascii()], form
        assert form == unicodedata.normalize("NFC", form), form
