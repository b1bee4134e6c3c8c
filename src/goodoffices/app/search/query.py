# SPDX-License-Identifier: Apache-2.0
"""What somebody typed into a search, as terms that must all be found.

A word is found at the beginning of a word, and anywhere inside one if it has five letters; in Arabic and Hebrew, where
`and`, `the` and `in` are written onto the word, anywhere from three letters on; in scripts without spaces, anywhere.
Shorter words and numbers are found as they are: "aid" is not in "said", nor 15 in 2015. What stands in quotation marks
is found word for word, and so is what hyphens join. The Arabic article makes no difference, nor does al- before a name.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from goodoffices.domain.folding import letters, words


LONGEST: Final = 500
"""How many characters can be searched for at once."""
MOST: Final = 20
"""How many different terms can be searched for at once."""

_PARTS: Final = re.compile(r'(?<!\S)["“”„«]([^"“”„«»]+)["“”»](?!\S)|\S+')
_DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)
_JOINED_ON: Final = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ARTICLES: Final = frozenset({"al", "el"})
_ARABIC_ARTICLE: Final = re.compile("(?:[وبكف]?ال|لل)(?=[\u0621-\u064a]{3})")
_ANYWHERE: Final = 5
_SHORT: Final = 3


class How(Enum):
    """Where in a word a term may stand."""

    WHOLE = auto()
    BEGINNING = auto()
    INSIDE = auto()


class Term(NamedTuple):
    """One thing to be found: as it was typed, and its words, folded."""

    typed: str
    words: tuple[str, ...]
    quoted: bool = False

    @property
    def how(self) -> How:
        """Where in a word it may stand."""
        return How.WHOLE if self.quoted or len(self.words) > 1 else _how(self.words[0])

    @property
    def joined(self) -> Term | None:
        """The same without hyphens, as one word: `ceasefire` for `cease-fire`."""
        if self.quoted or len(self.words) == 1 or not all(word.isalpha() for word in self.words):
            return None
        return Term(self.typed, ("".join(self.words),))

    @property
    def day(self) -> str | None:
        """The day or month that it is, as `2025-05-11`."""
        typed = letters(self.typed).strip()
        return typed if _DAY.fullmatch(typed) else None

    def pattern(self) -> str:
        """A regular expression that finds it in what `letters` gave, hyphens within words allowed."""
        whole = "[ -]+".join("-?".join(map(re.escape, word)) for word in self.words)
        begins, ends = (self.how is not How.INSIDE), (self.how is How.WHOLE)
        return f"{'(?<![^ -])' if begins else ''}{whole}{'(?![^ -])' if ends else ''}"


def terms(text: str) -> tuple[Term, ...] | None:
    """Read what was typed; empty if there is nothing in it to search for, none if it is too much at once."""
    if len(text) > LONGEST:
        return None
    found = dict.fromkeys(
        term for part in _PARTS.finditer(text) if (term := _term(part[1] or part[0], quoted=bool(part[1]))) is not None
    )
    kept = [term for term in found if not _ARTICLES.issuperset(term.words)] or list(found)
    return tuple(kept) if len(kept) <= MOST else None


def _term(typed: str, *, quoted: bool) -> Term | None:
    folded = words(letters(typed))
    if not quoted:
        while len(folded) > 1 and folded[0] in _ARTICLES:
            folded = folded[1:]
        folded = [_ARABIC_ARTICLE.sub("", word, count=1) if _ARABIC_ARTICLE.match(word) else word for word in folded]
    return Term(typed, tuple(folded), quoted) if folded else None


def _how(word: str) -> How:
    if _UNSPACED.search(word):
        return How.INSIDE
    if len(word) < _SHORT or word.isdecimal():
        return How.WHOLE
    return How.INSIDE if len(word) >= _ANYWHERE or _JOINED_ON.search(word) else How.BEGINNING
