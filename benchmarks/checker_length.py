# SPDX-License-Identifier: Apache-2.0
"""How much somebody reads who follows the check of one certificate: the code of every function that runs for it.

Of the labour dispute of the examples each kind of answer is checked by itself, by the checker and by the program of two
pages. Counted are the lines of these functions that are neither blank nor explain. Not counted is what reads the file
and says what came of it, and what is there for speed alone (`besides.py`, `better.py`).
"""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import json
import random
import subprocess
import sys
import textwrap
import tokenize
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any

from benchmarks.figures import Figure, Unit


TOP = Path(__file__).resolve().parents[1]
CHECKING, PAGES = TOP / "src" / "goodoffices" / "settlement" / "checking", TOP / "docs" / "reference"
CASE = TOP / "examples" / "scenarios" / "labour-2024.toml"
SAYING, SPEED = {"check_all", "checked", "called", "main"}, {"besides.py", "better.py"}
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def run() -> list[Figure]:
    """Count."""
    sys.path[:0] = [str(CHECKING.parent), str(PAGES)]
    asked = [sys.executable, "-m", "goodoffices", "settle", str(CASE), "--answer", "all", "--baseline", "demand"]
    done = subprocess.run([*asked, "--draws", "20", "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    figures = []
    for words, check in (("the checker", _checker), ("the program of two pages", _two_pages)):
        for kind, part in _parts(told):
            lines = _read(lambda check=check, part=part: check(part))  # type: ignore[misc]
            name = f"{words}, {kind}: lines of code that run"
            figures.append(Figure(name=name, value=lines, unit=Unit.COUNT))
    return figures


def _parts(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A file for each kind of answer, with one answer of that kind."""
    nothing = {"in numbers": told["in numbers"], "draft": told["draft"], "answers": []}
    for answer in told["answers"]:
        yield answer.get("concept", answer["kind"]), {**nothing, "answers": [answer]}
    for kind in importlib.import_module("checking").FURTHER:
        if claims := told.get(kind):
            yield kind, {**nothing, kind: claims if kind == "trades" or isinstance(claims, dict) else claims[:1]}


def _checker(part: dict[str, Any]) -> None:
    checking = importlib.import_module("checking")
    assert [each.finding for each in checking.check_all(part, lambda: 0.0, random.Random)] == ["checked"]


def _two_pages(part: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as said:
        file = Path(folder, "answers.json")
        file.write_text(json.dumps(part), encoding="utf-8")
        further = importlib.import_module("check_further")
        assert further.main(str(file), {**further.KINDS, **further.FURTHER}) == 0
    assert said.getvalue().splitlines()[-1].endswith(": right"), said.getvalue()


def _read(check: Callable[[], None]) -> int:
    """How many lines of code the functions have that run meanwhile."""
    met = set[CodeType]()

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        place = Path(frame.f_code.co_filename)
        if event == "call" and place.parent in {CHECKING, PAGES} and place.name not in SPEED:
            met.add(frame.f_code)

    sys.setprofile(profile)
    try:
        check()
    finally:
        sys.setprofile(None)
    named = (each for each in met if each.co_name not in SAYING and not each.co_name.startswith("<"))
    return len({(code.co_filename, number) for code in named for number in _lines(code)})


def _lines(code: CodeType) -> set[int]:
    """Where a function has code, and not only what explains it."""
    source, first = inspect.getsourcelines(code)
    text = textwrap.dedent("".join(source))
    read = (each for each in tokenize.generate_tokens(io.StringIO(text).readline) if each.type not in NO_CODE)
    found = {first + number for each in read for number in range(each.start[0], each.end[0] + 1)}
    function = ast.parse(text).body[0]
    if not isinstance(function, ast.FunctionDef):  # a class that is made while its module is imported
        return set()
    opening = function.body[0]
    if ast.get_docstring(function) and opening.end_lineno:
        found -= {first + number for number in range(opening.lineno, opening.end_lineno + 1)}
    return found
