# SPDX-License-Identifier: Apache-2.0
"""The files of the repository, and its pages read as Markdown: headings, links, fenced blocks."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt


if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


ROOT = Path(__file__).resolve().parents[2]
MADE_HERE = {".git", ".venv", "__pycache__", "build", "dist", "found"}


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, what is written behind the fence, and what is in it."""

    page: Path
    line: int
    info: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def files() -> list[Path]:
    """Every file that belongs to the repository; in an unpacked archive, every file that nothing made here."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - whichever git is here
            cwd=ROOT,
            capture_output=True,
            check=False,  # git refuses a repository that belongs to somebody else
        )
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
            return sorted({path for name in names if name and (path := ROOT / name).is_file()})
    return sorted(_walk(ROOT))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.name in MADE_HERE or entry.name.endswith(("_cache", ".egg-info", ".hypothesis")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def blocks(page: Path) -> list[Block]:
    return [
        Block(page=page, line=token.map[0] + 1 if token.map else 0, info=token.info.strip(), text=token.content)
        for token in tokens(page)
        if token.type == "fence"
    ]


def anchors(page: Path) -> set[str]:
    """What a link into this page may end in after `#`: its headings as the usual web views of Markdown name them."""
    seen: dict[str, int] = {}
    found = set()
    parsed = tokens(page)
    for opening, inline in itertools.pairwise(parsed):
        if opening.type == "heading_open":
            words = "".join(child.content for child in inline.children or ())
            name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            count = seen.get(name, 0)
            seen[name] = count + 1
            found.add(f"{name}-{count}" if count else name)
    return found


def links(page: Path) -> list[str]:
    return [
        str(child.attrs[name])
        for token in tokens(page)
        for child in token.children or ()
        for name in ("href", "src")
        if name in child.attrs
    ]
