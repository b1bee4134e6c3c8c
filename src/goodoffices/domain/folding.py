# SPDX-License-Identifier: Apache-2.0
"""Folding running text, so that the same words are found however they are written.

Capitals, accents, vowel points, the forms of alef, ta marbuta, final letters, `ё` and digits of other scripts become
one. Each letter is folded by itself, so that every place in what was folded leads back to its place in the text: that
is what lets a page mark the right letters, though `ß` becomes two and a vowel point none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final


LETTERS: Final = str.maketrans(
    dict.fromkeys("'`´’‘‚‛ʼʻʽʾʿˈ׳״\u0640")
    | dict(zip("ךםןףץ", "כמנפצ", strict=True))
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ء": None}
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""What becomes of letters that are written in several ways, besides what Unicode says of them."""

_UNSEEN: Final = ("Mn", "Me", "Cf", "Cs", "Cn", "Co")
_ABBREVIATED: Final = re.compile('(?<=[א-ת])"(?=[א-ת])')
_HYPHENED: Final = re.compile(r"[^\W\d]+(?:-[^\W\d]+)+")


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


_FOLDED: Final = _Folded()


def _fold(character: str) -> str:
    small = unicodedata.normalize("NFKD", character.translate(LETTERS)).casefold()
    return "".join(_kept(letter) for letter in unicodedata.normalize("NFKD", small).casefold().translate(LETTERS))


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category[0] in "LN" or category == "Mc":
        return letter
    if category == "Pd":
        return "-"
    return "" if category in _UNSEEN or (category == "Cc" and not letter.isspace()) else " "


def letters(text: str) -> str:
    """Fold a text, letter by letter: only letters, digits, `-` and spaces are left."""
    return _plain(text).translate(_FOLDED)


def words(folded: str) -> list[str]:
    """List the words of what `letters` gave."""
    return folded.replace("-", " ").split()


def joined(folded: str) -> list[str]:
    """List the words that would be one without their hyphens: `cease-fire` is also `ceasefire`."""
    return [found.replace("-", "") for found in _HYPHENED.findall(folded)] if "-" in folded else []


def origins(text: str) -> list[int]:
    """Give, for each place in `letters(text)`, the place in the text that it comes from."""
    return [place for place, letter in enumerate(_plain(text)) for _ in _FOLDED[ord(letter)]]


def is_mark(character: str) -> bool:
    """Whether a character is an accent or a vowel point, which belongs to the letter before it."""
    return unicodedata.category(character) in ("Mn", "Me")


def _plain(text: str) -> str:
    """Give a text with the sign of Hebrew abbreviations as it should be, where a quotation mark stands for it."""
    return text if '"' not in text or text.isascii() else _ABBREVIATED.sub("״", text)
