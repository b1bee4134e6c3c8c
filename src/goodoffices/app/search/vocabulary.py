# SPDX-License-Identifier: Apache-2.0
"""All words of a mediation, each once, with the entries that hold it; and texts written in them.

A part of a word is looked for in the words one after the other, which is a search through a megabyte and not through
all that was ever said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from goodoffices.app.search.query import How, Term
from goodoffices.app.search.sets import Sets


_SINGLE: Final = 0x10000
_FIRST, _SECOND = 0x10000, 0x20000


class Words:
    """All words, each once, with the numbers of the entries that hold it."""

    def __init__(self) -> None:
        self._sets = Sets()
        self._fresh: list[str] = []
        self._all = b"\n"
        self._sets.add(("",), 0)

    def add(self, found: Iterable[str], number: int) -> None:
        """Say that an entry holds some words."""
        self._fresh += self._sets.add(found, number)

    def settle(self) -> None:
        """Make what was added ready to be looked through."""
        if self._fresh:
            self._all += "".join(f"{word}\n" for word in self._fresh).encode()
            self._fresh.clear()

    def written(self, texts: Iterable[Iterable[str]]) -> bytes:
        """Write texts in a short form that holds a phrase just where the texts do; their words have to be added first.

        Each word is a character by its number, in UTF-8, so that one is never found in the middle of another; what
        stands between two texts is no word, so that no phrase reaches over it.
        """
        place = self._sets.place
        return "\0".join(
            "".join(_sign(number) for word in text if (number := place(word)) is not None) for text in texts
        ).encode(errors="surrogatepass")

    def whole(self, word: str) -> int:
        """The entries that hold a word."""
        return self._sets.union((word,))

    def having(self, term: Term) -> int:
        """The entries that hold a term of one word, where in their words its `how` allows."""
        (word,) = term.words
        if term.how is How.WHOLE:
            return self.whole(word)
        return self._sets.union(self._with(f"\n{word}" if term.how is How.BEGINNING else word))

    def _with(self, part: str) -> Iterator[str]:
        """The words with a part in them, which may begin with the line feed that every word begins with."""
        every, wanted = self._all, part.encode()
        place = every.find(wanted)
        while place >= 0:
            start = every.rfind(b"\n", 0, place + 1) + 1
            end = every.find(b"\n", start)
            yield every[start:end].decode()
            place = every.find(wanted, end)


def _sign(number: int) -> str:
    """Give the character that stands for a word; beyond the first 65,536 words two, from ranges of their own."""
    if number < _SINGLE:
        return chr(number)
    return chr(_FIRST + number // _SINGLE) + chr(_SECOND + number % _SINGLE)
