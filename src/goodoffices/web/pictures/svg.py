# SPDX-License-Identifier: Apache-2.0
"""Elements of an SVG picture as values, and the one way of writing them: well formed, whatever stands in them.

A picture is a tree of elements; only `write` makes text of it. Looks come from classes in the style sheet, places from
attributes: there is no attribute `style`, and none that begins with `on`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from goodoffices.web.writing import with_marks_shown


Value = str | float | bool | None
"""What an attribute may be given; None and False leave it out."""

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*", re.ASCII)
_PLAIN: Final = re.compile(r"[\w .,:;/#?=()+-]*", re.ASCII)
"""What stands as it is in a picture: most of what a picture is made of are numbers, paths and names of classes."""


class Element(NamedTuple):
    """One element with its attributes, in order, and what stands in it."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()


def element(tag: str, *children: Element | str | None, **attributes: Value) -> Element:
    """Make an element. `class_` is the attribute `class`; in other names `_` stands for `-`.

    Raises ValueError for an attribute that would be a script or a style.
    """
    given = []
    for name, value in attributes.items():
        written = _attribute(name)
        if value is not None and value is not False:
            given.append((written, _value(value)))
    return Element(tag, tuple(given), tuple(child for child in children if child is not None))


@lru_cache(maxsize=256)
def _attribute(name: str) -> str:
    written = name.rstrip("_").replace("_", "-")
    if written == "style" or written.startswith("on") or not _NAME.fullmatch(written):
        raise ValueError(f"{written} has no place in a picture")
    return written


def group(children: Iterable[Element], **attributes: Value) -> Element:
    """Put elements together; a group that says nothing about them is only that."""
    return element("g", *children, **attributes)


def number(value: float) -> str:
    """Write a number as short as it can be: at most two places, no zeros at the end."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")  # a zero has no sign


def _value(value: str | float | bool) -> str:  # noqa: FBT001 - an attribute's value
    if isinstance(value, str):
        return value
    return "true" if value is True else number(value)


def text(words: str) -> Markup:
    """Escape somebody's words: what cannot stand in XML is replaced, what would turn the line round is made visible."""
    return escape(_NOT_IN_XML.sub("\ufffd", with_marks_shown(words)))


def write(root: Element) -> Markup:
    """Write an element with all that is in it."""
    parts: list[str] = []
    _write(root, parts)
    return Markup("".join(parts))  # noqa: S704 - every part is a name of ours or has been through `_escaped`


def _escaped(words: str) -> str:
    return words if _PLAIN.fullmatch(words) else str(text(words))


def _write(root: Element, parts: list[str]) -> None:
    parts.append(f"<{root.tag}")
    parts.extend(f' {name}="{_escaped(value)}"' for name, value in root.attributes)
    if not root.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in root.children:
        if isinstance(child, Element):
            _write(child, parts)
        else:
            parts.append(_escaped(child))
    parts.append(f"</{root.tag}>")
