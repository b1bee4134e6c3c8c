# SPDX-License-Identifier: Apache-2.0
"""Spellings: finding who is meant by a name, and asking when it could be two.

A name is looked up three ways, each only when the one before found nobody: as a spelling that is in the case (told
apart from others by letters alone: not by capitals, accents, hyphens or articles); as words that stand in somebody's
name; and as words that are nearly those. What could be two people is never decided here. A name found by nearness says
so. An id, written exactly, always means its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from goodoffices.domain.folding import LETTERS


_ARTICLES = frozenset({"al", "el"})
_ARABIC_ARTICLE = "ال"
_LEFT_OF_ARABIC = 3
_LEFT_OF_ARTICLE = 6
_NO_NAMES = frozenset("a an the of for in to at from and or de la le du bin ibn ben bint abu umm van von der".split())  # noqa: SIM905
_JOINING = frozenset({"of", "the", "for", "in", "to", "at", "from", "and", "outside"})
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(\w)\1+", r"\1"),
        ("ph|v|w", "f"),
        ("kh|gh", "h"),
        ("ck|q|c(?!h)", "k"),
        ("x", "ks"),
        ("ts|tz|z", "s"),
        ("sch", "sh"),
        ("ae|ai|ay|ei|ey", "e"),
        ("ee|ie|y|j", "i"),
        ("oe|oo|ou", "o"),
        ("u", "o"),
        (r"(\w)\1+", r"\1"),
        (r"(?<=\w\w)h\b", ""),
    )
)
_SHORT = 4
_LONG = 8
_SUGGEST = 60
_SUGGESTIONS = 3


class How(StrEnum):
    """How a name was found."""

    ID = "id"
    SPELLING = "spelling"
    PART = "part of the name"
    NEAR = "nearly so spelt"


class Found(NamedTuple):
    """One is meant; when `how` is NEAR, whoever asked should be told."""

    id: str
    how: How


class Unclear(NamedTuple):
    """Several could be meant; their ids, in the order they were added."""

    candidates: tuple[str, ...]


class Unknown(NamedTuple):
    """Nobody is meant; the ids of those whose names are least unlike, best first."""

    nearest: tuple[str, ...]


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Reduce a text to what tells names apart: letters and digits without case, marks, points, hyphens and articles.

    Unicode NFKC and case folding; combining marks, apostrophes and characters that are not seen go; Arabic and Hebrew
    letters that are written in several ways become one; `al-` goes; whatever else is no letter or digit parts words.
    """
    composed = unicodedata.normalize("NFKC", text.translate(LETTERS)).casefold()
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", composed).translate(LETTERS):
        category = unicodedata.category(letter)
        if category[0] in "LN":
            letters.append(letter)
        elif category not in ("Mn", "Me", "Cf", "Cs", "Cn") and not (category == "Cc" and not letter.isspace()):
            letters.append(" ")
    words = [_without_article(word) for word in "".join(letters).split()]
    kept = [word for place, word in enumerate(words) if word not in _ARTICLES or place == len(words) - 1]
    return " ".join(kept)


def _without_article(word: str) -> str:
    while word.startswith(_ARABIC_ARTICLE) and len(word) >= len(_ARABIC_ARTICLE) + _LEFT_OF_ARABIC:
        word = word.removeprefix(_ARABIC_ARTICLE)
    return word


@lru_cache(maxsize=32768)
def sounds(word: str) -> tuple[str, ...]:
    """Reduce a folded word to roughly how it sounds, so that transliterations of one name come close together.

    A word that may begin with the article, as in Alhayya, also sounds like the word without it.
    """
    heard = word
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    if word[:2] in _ARTICLES and len(word) >= _LEFT_OF_ARTICLE:
        return heard, *sounds(word[2:])
    return (heard,)


def nearest(word: str, valid_words: Iterable[str]) -> str | None:
    """Give the valid word that `word` is probably a misspelling of, or None."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and seldom needed

    words = sorted(set(valid_words))
    found = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_SUGGEST, processor=str.casefold)
    return found[0] if found else None


class Names:
    """The names of one case. Adding costs what the name costs; looking up at most one pass in C over the words."""

    def __init__(self, entries: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        """Take (id, name, spellings) of everybody; more can be added."""
        self._spelt: dict[str, tuple[str, ...]] = {}
        self._whole: dict[str, dict[str, None]] = {}
        self._words: dict[str, dict[str, None]] = {}
        self._sounds: dict[str, dict[str, None]] = {}
        self._surnames: dict[str, dict[str, None]] = {}
        for identifier, name, spellings in entries:
            self.add(identifier, name, spellings)

    def add(self, identifier: str, name: str, spellings: Iterable[str] = ()) -> None:
        """Add somebody, or put a new name and spellings in the place of the old ones."""
        self.remove(identifier)
        folded = tuple(dict.fromkeys(filter(None, map(fold, (name, *spellings)))))
        self._spelt[identifier] = folded
        for spelling in folded:
            for index, key in self._keys(spelling):
                index.setdefault(key, {})[identifier] = None

    def remove(self, identifier: str) -> None:
        """Forget somebody; nothing happens when nobody has that id."""
        for spelling in self._spelt.pop(identifier, ()):
            for index, key in self._keys(spelling):
                holders = index.get(key, {})
                holders.pop(identifier, None)
                if not holders:
                    index.pop(key, None)

    def _keys(self, spelling: str) -> list[tuple[dict[str, dict[str, None]], str]]:
        words = spelling.split()
        keys = [(self._whole, spelling)]
        keys += [(self._words, word) for word in words]
        keys += [(self._sounds, heard) for word in words for heard in sounds(word)]
        if not _JOINING.intersection(words):
            keys.append((self._surnames, words[-1]))
        return keys

    def find(self, text: str) -> Found | Unclear | Unknown:
        """Say who is meant by a name, or by an id written exactly (also as `@id`)."""
        identifier = text.strip().removeprefix("@")
        if identifier in self._spelt:
            return Found(identifier, How.ID)
        folded = fold(text)
        exact = self._whole.get(folded, {})
        if exact:
            return self._one(exact | self._surnames.get(folded, {}), How.SPELLING)
        words = [word for word in dict.fromkeys(folded.split()) if word not in _NO_NAMES]
        if words:
            holders = self._in_all([self._words.get(word, {}) for word in words])
            if holders:
                return self._one(holders, How.PART)
            holders = self._in_all([self._near(word) for word in words])
            if holders:
                return self._one(holders, How.NEAR)
        return Unknown(self._least_unlike(folded))

    def _one(self, holders: Iterable[str], how: How) -> Found | Unclear:
        wanted = set(holders)
        if len(wanted) == 1:
            return Found(wanted.pop(), how)
        return Unclear(tuple(identifier for identifier in self._spelt if identifier in wanted))

    @staticmethod
    def _in_all(each: list[dict[str, None]]) -> set[str]:
        return set.intersection(*(set(holders) for holders in each))

    def _near(self, word: str) -> dict[str, None]:
        """Give those who have a word in their names that sounds nearly like `word`.

        Words of four to seven sounds may differ in one letter, longer ones in two; short ones and numbers in none.
        """
        from rapidfuzz import process  # noqa: PLC0415 - slow to load, and seldom needed
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - it comes with the one above

        holders: dict[str, None] = {}
        for wanted in sounds(word):
            allowed = 0 if len(wanted) < _SHORT else 1 if len(wanted) < _LONG else 2
            found = process.extract(wanted, list(self._sounds), scorer=OSA.distance, score_cutoff=allowed, limit=None)
            for heard, distance, _ in found:
                if distance == 0 or (heard.isalpha() and len(heard) >= _SHORT):
                    holders |= self._sounds[heard]
        return holders

    def _least_unlike(self, folded: str) -> tuple[str, ...]:
        if not folded:
            return ()
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and seldom needed

        found = process.extract(
            folded, list(self._whole), scorer=fuzz.token_sort_ratio, score_cutoff=_SUGGEST, limit=2 * _SUGGESTIONS
        )
        holders = dict.fromkeys(identifier for spelling, _, _ in found for identifier in self._whole[spelling])
        return tuple(holders)[:_SUGGESTIONS]
