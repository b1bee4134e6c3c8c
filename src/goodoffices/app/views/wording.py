# SPDX-License-Identifier: Apache-2.0
"""Two wordings laid over each other, word by word: what both say, what only the one says, what only the other says."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

from goodoffices.domain.values import Value


MOST_WORDS = 3000
"""Longer wordings are compared line by line, since the time to compare grows with the square of their length."""


class Change(StrEnum):
    """What becomes of some words from one wording to the other."""

    SAME = "same"
    LEFT_OUT = "left out"
    ADDED = "added"


class Piece(Value, frozen=True, kw_only=True):
    """Some words in a row to which the same happens, with the spaces around them."""

    change: Change
    text: str


def compare_words(one: str, other: str) -> tuple[Piece, ...]:
    """Lay `other` over `one`. The pieces that are not added make up `one`, those that are not left out make up `other`.

    The method is that of Ratcliff and Obershelp ("Pattern Matching: The Gestalt Approach", 1988), on words.
    """
    former, latter = _words(one), _words(other)
    if len(former) + len(latter) > 2 * MOST_WORDS:
        former, latter = one.splitlines(keepends=True), other.splitlines(keepends=True)
        if len(former) + len(latter) > 2 * MOST_WORDS:
            former, latter = [one], [other]
    pieces: list[Piece] = []
    for tag, start, end, begins, ends in SequenceMatcher(None, former, latter, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(change=Change.SAME, text="".join(former[start:end])))
            continue
        if start < end:
            pieces.append(Piece(change=Change.LEFT_OUT, text="".join(former[start:end])))
        if begins < ends:
            pieces.append(Piece(change=Change.ADDED, text="".join(latter[begins:ends])))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """Take a text apart into numbers, words, marks and spaces, of which it can be put together again."""
    return re.findall(r"\d+(?:[.,:]\d+)+|\w+|\s+|[^\w\s]", text)
