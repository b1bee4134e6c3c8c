# SPDX-License-Identifier: Apache-2.0
"""Reading a page as HTML: strictly, with a stack, and as the text that somebody sees."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from starlette.testclient import TestClient

VOID = frozenset({"meta", "link", "input", "br"})
NOT_SEEN = frozenset({"title", "option"})
BLOCKS = frozenset({"p", "li", "td", "th", "tr", "div", "dd", "dt", "h1", "h2", "h3", "section", "summary"})


class Page(HTMLParser):
    """A page: the text that is seen of it, what it is made of, and what is wrong with it."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.mistakes: list[str] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, bool]] = []
        self._texts: list[str] = []
        self.feed(markup)
        self.close()
        if self._open:
            self.mistakes.append(f"never closed: {self._open}")
        self.text = " ".join("".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.mistakes.append(f"<{tag}> has an attribute twice: {names}")
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag not in VOID:
            seen = tag not in NOT_SEEN and "unsaid" not in attributes.get("class", "").split()
            self._open.append((tag, seen))
        if tag in BLOCKS | {"br"}:
            self._texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()} while {self._open[-3:]} are open")
        if tag in [opened for opened, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass
        if tag in BLOCKS:
            self._texts.append(" ")

    def handle_data(self, data: str) -> None:
        if all(seen for _, seen in self._open):
            self._texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.mistakes.append(f"a comment: {data[:40]}")

    def all(self, tag: str) -> list[dict[str, str]]:
        """All elements of a tag; without the language menu and what it carries along."""
        menu = ("tongues", "kept")
        return [found for name, found in self.elements if name == tag and found.get("class") not in menu]

    def addresses(self) -> list[str]:
        names = ("href", "src", "action", "formaction", "srcset", "poster", "data")
        return [attributes[name] for _, attributes in self.elements for name in names if name in attributes]


def visit(client: TestClient, address: str, status: int = 200) -> Page:
    """Ask for a page and read it, whatever is wrong with it."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return Page(answer.text)


def row(client: TestClient, address: str, identifier: str) -> str:
    """The text of one row of a list or table: the element with that id."""
    return element(client.get(address).text, identifier)


def element(markup: str, identifier: str) -> str:
    """The text of the element with an id."""
    start = markup.rindex("<", 0, markup.index(f' id="{identifier}"'))
    tag = markup[start + 1 :].split(maxsplit=1)[0]
    return (
        Page(markup[start : markup.index(f"</{tag}>", start) + len(tag) + 3]).text
        if tag != "li"
        else _item(markup[start:])
    )


def _item(markup: str) -> str:
    """The text of the list item that a markup begins with; items may hold lists."""
    depth = 0
    for position, character in enumerate(markup):
        if character != "<":
            continue
        depth += markup.startswith(("<li>", "<li "), position)
        if markup.startswith("</li>", position):
            depth -= 1
            if depth == 0:
                return Page(markup[: position + 5]).text
    raise AssertionError("a list item that does not end")
