# SPDX-License-Identifier: Apache-2.0
"""The same words fold to the same letters, however they are written, and each letter leads back to its place."""

from __future__ import annotations

import unicodedata

import pytest

from goodoffices.domain.folding import joined, letters, origins, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد إلى آخر", "احمد الي اخر"),
        ("الهُدْنَةُ", "الهدنه"),
        ("مـــدرسة", "مدرسة"),
        ("١٥ كم", "15 كم"),
        ("שָׁלוֹם", "שלומ"),
        ('ארה"ב', "ארה״ב"),
        ("ещё щётка", "еще щетка"),
        ("ДОГОВОР", "договор"),
        ("Élysée à Œuvre", "elysee a oeuvre"),
        ("Straße STRASSE", "strasse strasse"),
        ("İstanbul Iğdır", "istanbul igdir"),
        ("ﬁnal ½ ㎞", "final 1 2 km"),
        ("don’t Ra'anan", "dont raanan"),
        ("co\u00adoperate a\u200eb\u202e", "cooperate ab"),
        ("cease‑fire", "cease-fire"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_different_spellings_become_one(one: str, other: str) -> None:
    assert words(letters(one)) == words(letters(other))


@pytest.mark.parametrize("text", ["Straße", "İx", "שָׁלוֹם", 'ארה"ב', "ﷺ ok", "a\u0301e\u0301", "ﬁn", "한국", "x"])
def test_every_folded_letter_leads_back_to_the_letter_it_comes_from(text: str) -> None:
    folded, places = letters(text), origins(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    for letter, place in zip(folded, places, strict=True):
        assert letter in letters(text[place])


def test_folding_composed_and_decomposed_text_is_the_same() -> None:
    for text in ("Élysée", "שָׁלוֹם", "ёж", "أإآ", "한국", "ế"):
        assert letters(unicodedata.normalize("NFD", text)) == letters(unicodedata.normalize("NFC", text))


def test_words_joined_by_hyphens_are_also_one_word() -> None:
    assert joined(letters("a Cease-Fire on 2025-05-11, face-to-face")) == ["ceasefire", "facetoface"]
