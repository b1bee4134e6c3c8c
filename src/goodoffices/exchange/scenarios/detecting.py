# SPDX-License-Identifier: Apache-2.0
"""Which form files are of: told by what is in them, and by how they are called only where that does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios.genius import DOMAIN, PROFILE, parsed, read_genius
from goodoffices.exchange.scenarios.geniusweb import is_geniusweb, read_geniusweb
from goodoffices.exchange.scenarios.negmas import is_negmas, read_negmas
from goodoffices.exchange.scenarios.own_reading import read_own
from goodoffices.exchange.scenarios.reading import Reading, refused
from goodoffices.exchange.scenarios.sheet import is_sheet, read_sheet_scenario
from goodoffices.exchange.scenarios.trees import read_json, read_yaml


FORMS: Final = "a scenario file (TOML), GENIUS XML, NegMAS YAML or JSON, GeniusWeb JSON, or a CSV table"
ENDINGS: Final = (".toml", ".xml", ".json", ".yaml", ".yml", ".csv")
"""How files are called that may be a scenario, or a part of one; of a folder, others are not looked at."""


def read_scenario(files: Sequence[tuple[str, bytes]], *, folder: bool = False, uncut: bool = False) -> Reading:
    """Read one scenario from its files, each a name and its bytes. Raises RefusedError with every mistake.

    `folder`: the files are all that a folder holds, so that those which are no part of a scenario are passed over.
    `uncut`, of GENIUS files: sums of hyper-rectangles count as they are, also above 1, as in early versions of GENIUS.
    """
    if folder:
        files = [(name, data) for name, data in files if _may_belong(name, data)]
    if not files:
        raise refused("", "there is no scenario to read", f"name {FORMS}")
    if any(_is_xml(data) for _, data in files):
        return read_genius([(name, data) for name, data in files if not folder or _is_xml(data)], uncut=uncut)
    if uncut:
        raise refused(files[0][0], "this is no GENIUS XML, of which alone sums can count uncut", "leave that out")
    trees = [
        (name, read_json(data, name) if _is_json(data) else read_yaml(data, name))
        for name, data in files
        if _is_tree(name, data)
    ]
    if folder:
        trees = [(name, tree) for name, tree in trees if is_geniusweb(tree) or is_negmas(tree)]
    if trees:
        return _of_trees(trees)
    if len(files) > 1:
        raise refused(files[1][0], "this is a second scenario", "name the files of one scenario at a time")
    name, data = files[0]
    is_table = is_sheet(data) or name.lower().endswith(".csv")
    return read_sheet_scenario(data, name) if is_table else read_own(data, name)


def _of_trees(trees: Sequence[tuple[str, object]]) -> Reading:
    if any(is_geniusweb(tree) for _, tree in trees):
        return read_geniusweb(trees)
    if any(is_negmas(tree) for _, tree in trees):
        return read_negmas(trees)
    raise refused(trees[0][0], "this is no scenario that is read", f"name {FORMS}")


def _may_belong(name: str, data: bytes) -> bool:
    """Whether a file of a folder may be a part of a scenario; what only looks so and cannot be read is named later."""
    if not name.lower().endswith(ENDINGS) or PurePosixPath(name).name.startswith(("_", ".")):
        return False
    if not name.lower().endswith(".xml"):
        return True
    if not _is_xml(data):
        return False
    try:
        return parsed(data, name).tag in (DOMAIN, PROFILE)
    except RefusedError:
        return True


def _is_xml(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _is_tree(name: str, data: bytes) -> bool:
    return _is_json(data) or name.lower().endswith((".yaml", ".yml", ".json"))
