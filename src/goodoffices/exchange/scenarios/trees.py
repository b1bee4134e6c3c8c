# SPDX-License-Identifier: Apache-2.0
"""JSON and YAML as trees of plain values, read so that nothing is lost or run and no file grows when it is read.

A number with a fraction keeps the digits in which it is written. A key that stands twice in a table is a mistake. YAML
makes no objects; its references may repeat a part, but not so often that the whole becomes too large.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.case_toml import Number
from goodoffices.exchange.scenarios.reading import decoded, refused


MOST_PARTS: Final = 3_000_000
"""How many values a tree may have, with each reference counted as what it repeats."""


class _TwiceError(ValueError):
    """A key stands twice in one table."""


def read_json(data: bytes, name: str) -> object:
    """Give the tree of a JSON file. Raises RefusedError with the line."""
    try:
        return json.loads(
            decoded(data, name), parse_float=Number, parse_constant=Number, object_pairs_hook=_table, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise refused(f"{name}, line {error.lineno}", "this is not JSON", f"the reader says: {error.msg}") from None
    except _TwiceError as error:
        raise refused(name, f"the key {error} stands twice in one table", "keep one of them") from None
    except RecursionError:
        raise refused(name, "lists or tables stand too deeply within each other", "write them flatter") from None


def _whole(digits: str) -> object:
    return int(digits) if len(digits) < 20 else Number(digits)  # noqa: PLR2004 - more digits than any score has


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise _TwiceError(shown(key))
        table[key] = value
    return table


def _each_once(keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise _TwiceError(shown(key))
        seen.add(key)


def read_yaml(data: bytes, name: str) -> object:
    """Give the tree of a YAML file. Raises RefusedError with the line."""
    import yaml  # noqa: PLC0415 - only who reads YAML needs it

    text = decoded(data, name)

    class Loader(yaml.SafeLoader):
        """Makes plain values only, and refuses a key that stands twice."""

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - its signature
            _each_once(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.value != "<<")
            return super().construct_mapping(node, deep)

    try:
        tree: object = yaml.load(text, Loader)  # noqa: S506 - the loader above is a safe one
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise refused(f"{name}{line}", "this is not YAML that can be read", _plain(error.problem)) from None
    except yaml.YAMLError:
        raise refused(name, "this is not YAML that can be read", "save it as plain text in UTF-8") from None
    except _TwiceError as error:
        raise refused(name, f"the key {error} stands twice in one table", "keep one of them") from None
    except RecursionError:
        raise refused(name, "lists or tables stand too deeply within each other", "write them flatter") from None
    except (ValueError, TypeError, OverflowError, AttributeError):  # a date or number that is none, a list as a key
        raise refused(name, "a value in it cannot be read", "put it between quotation marks") from None
    if _parts(tree, {}, set()) > MOST_PARTS:
        raise refused(name, "references in it repeat too much", "write what is meant in full")
    return tree


def _plain(problem: str | None) -> str:
    return f"the reader says: {problem}" if problem else ""


def _parts(tree: object, known: dict[int, int], above: set[int]) -> int:
    """How many values a tree has with its references written out; one that contains itself has too many."""
    if not isinstance(tree, dict | list):
        return 1
    key = id(tree)
    if key in above:
        return MOST_PARTS + 1
    if key not in known:
        above.add(key)
        inside = tree.values() if isinstance(tree, dict) else tree
        known[key] = 1 + sum(_parts(each, known, above) for each in inside)
        above.discard(key)
    return known[key]
