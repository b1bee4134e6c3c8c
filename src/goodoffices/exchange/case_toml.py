# SPDX-License-Identifier: Apache-2.0
"""From the bytes of a case file to its tables, and to the lines on which they are written.

The TOML reader of Python's library stops at the first slip and does not say where in a file a value stands. So its
message is put into plain words, and once a file has been read, a second pass over its text notes the line of every
table and key: a mistake can then be named by its place and by its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Final, NamedTuple

from goodoffices.errors import Mistake, RefusedError


LARGEST: Final = 20 * 1024 * 1024
"""How many bytes a case file may have."""

_WHERE = re.compile(r"\(at line (\d+), column \d+\)$")
_PLAIN: Final = (
    ("Invalid value",
     "what stands after = is not a value",
     'put text between quotation marks, as in title = "Talks"'),
    ("Invalid date or datetime",
     "there is no such date or time",
     "write it as 2025-05-11"),
    ("Invalid statement",
     "a line cannot begin like this",
     'write key = "value", or a heading such as [[person]]'),
    ("Expected '='",
     "a key is not followed by =",
     'write key = "value", and keys with other letters than a-z in quotes'),
    ("Expected newline",
     "something follows that does not belong here",
     "put one key = value on each line"),
    ("Unterminated string",
     "a quotation mark is opened and never closed",
     'end the text with " or, if it has several lines, """'),
    ("Unclosed array",
     "a list is opened with [ and never closed",
     "end it with ]"),
    ("Illegal character '\\n'",
     "a text in quotation marks does not end on its line",
     'write texts of several lines between """ and """'),
    ("Illegal character",
     "a text holds a control character",
     "remove it"),
    ("Unescaped '\\'",
     "a \\ in a text stands for a special character",
     "write \\\\ for the sign itself, or use single quotes"),
    ("Invalid hex value",
     "a \\u in a text is not followed by the number of a character",
     "write \\\\ for the sign itself"),
    ("Escaped character is not a Unicode scalar value",
     "a \\u in a text names no character",
     "write the character itself"),
    ("Cannot declare",
     "this heading stands in the file already, or its name is taken",
     "use [[…]] for several of a kind"),
    ("Cannot overwrite",
     "a key is given twice in the same table",
     "keep one of them"),
    ("Duplicate inline table key",
     "a key is given twice in the same { … }",
     "keep one of them"),
    ("Cannot mutate immutable",
     "a table written as { … } or a list written as [ … ] is added to later",
     "write it in one place"),
    ("Expected ']'",
     "a heading does not end with ]",
     "write it like [mediation]"),
    ("Expected ']]'",
     "a heading does not end with ]]",
     "write it like [[person]]"),
    ("Invalid initial character",
     "a key or heading is not a plain word",
     "use a-z, digits, _ and -; a table in { … } stays on one line"),
    ("Unclosed inline table",
     "a table is opened with { and never closed",
     "end it with }, on the same line"),
)  # fmt: skip


class Number(str):
    """A number with a fraction, as it is written in the file."""

    __slots__ = ()


def read_tables(data: bytes, name: str, kind: str = "case") -> tuple[dict[str, object], str]:
    """Give the tables of a file of some kind, and its text. Raises RefusedError when the bytes are no TOML at all."""
    if len(data) > LARGEST:
        found = f"the file has {len(data) // 1024 // 1024} MiB; a {kind} file has at most {LARGEST // 1024 // 1024} MiB"
        raise _refused(name, found, "check that this is the right file")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(f"{name}, line {line}", "this is not UTF-8 text", "save the file as UTF-8") from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=Number), text
    except tomllib.TOMLDecodeError as error:
        raise _misspelt(str(error), text, name, kind) from None
    except RecursionError:
        raise _refused(name, "lists or tables stand too deeply within each other", "write them flatter") from None
    except ValueError:  # a whole number of thousands of digits
        raise _refused(name, "a number in it is too large", "put it between quotation marks") from None


def _misspelt(message: str, text: str, name: str, kind: str) -> RefusedError:
    where = _WHERE.search(message)
    line = int(where[1]) if where else text.rstrip().count("\n") + 1
    for beginning, sentence, hint in _PLAIN:
        if message.startswith(beginning):
            repeated = beginning.startswith("Cannot") and not where
            return _refused(name if repeated else f"{name}, line {line}", sentence, hint)
    return _refused(
        f"{name}, line {line}",
        "this is not TOML",
        f"docs/reference/{kind}-file.md shows how a {kind} file is written",
    )


def _refused(place: str, sentence: str, hint: str) -> RefusedError:
    return RefusedError((Mistake(place, sentence, hint),))


_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*(\.?)""")
_PIECE = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^']|'(?!\'\'))*'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[^"'#\[\]{}\n]+|.''',
    re.DOTALL,
)


class _Heading(NamedTuple):
    keys: tuple[str, ...]
    repeated: bool


def lines(text: str) -> dict[str, int]:
    """Note the line on which each table and each key stands, by place: `exchange[3]`, `exchange[3].when`.

    `text` is TOML that has been read without a mistake; of anything else some lines are missing.
    """
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for position, heading, keys in _statements(text):
        line = position
        if heading:
            table = ""
            for key in heading.keys[:-1]:
                table = _numbered(_within(table, key), counts)
            table = _within(table, heading.keys[-1])
            if heading.repeated:
                counts[table] = counts.get(table, 0) + 1
                table = _numbered(table, counts)
            found.setdefault(table, line)
        place = table
        for key in keys:
            place = _within(place, key)
            found.setdefault(place, line)
    return found


def _within(table: str, key: str) -> str:
    return f"{table}.{key}" if table else key


def _numbered(table: str, counts: dict[str, int]) -> str:
    return f"{table}[{counts[table]}]" if table in counts else table


def _statements(text: str) -> Iterator[tuple[int, _Heading | None, tuple[str, ...]]]:
    """Give the line and the keys of every heading and every key with a value."""
    position = line = 0
    end = len(text)
    while True:
        after = _SPACE.match(text, position)
        start = after.end() if after else position
        line += text.count("\n", position, start)
        if start >= end:
            return
        position = start
        if text[position] == "[":
            repeated = text.startswith("[[", position)
            keys, position = _keys(text, position + 1 + repeated)
            if keys:
                yield line + 1, _Heading(keys, repeated), ()
            position = _end_of_line(text, position)
            continue
        keys, position = _keys(text, position)
        if keys:
            yield line + 1, None, keys
        position = _end_of_value(text, position)
        line += text.count("\n", start, position)


def _keys(text: str, position: int) -> tuple[tuple[str, ...], int]:
    keys = []
    while (key := _KEY.match(text, position)) is not None:
        keys.append(key[1] or key[2] or key[3] or "")
        position = key.end()
        if not key[4]:
            break
    return tuple(keys), position


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _end_of_value(text: str, position: int) -> int:
    depth = 0
    while (piece := _PIECE.match(text, position)) is not None:
        if piece[0] == "\n" and depth <= 0:
            return position
        depth += (piece[0] in ("[", "{")) - (piece[0] in ("]", "}"))
        position = piece.end()
    return max(position, len(text))
