# SPDX-License-Identifier: Apache-2.0
"""Run notebooks cell by cell, without Jupyter: a notebook is JSON, and a cell is Python in a space of its own.

    python -m docs.notebook

writes the outputs of every notebook in docs/notebooks anew; a test holds what is stored against what a run gives.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias


NOTEBOOKS: Final = Path(__file__).resolve().parent / "notebooks"
ROOT: Final = NOTEBOOKS.parents[1]
Notebook: TypeAlias = dict[str, Any]


def notebooks() -> list[Path]:
    """Every notebook, in the order of their names."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def read(path: Path) -> Notebook:
    """Read a notebook."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def written(notebook: Notebook) -> str:
    """Write a notebook as the file of one."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def ran(notebook: Notebook) -> Notebook:
    """Give the notebook with the outputs of a run from the first cell to the last, in the repository's folder."""
    space: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    count = 0
    with _in(ROOT):
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                cells.append(cell)
                continue
            count += 1
            outputs = list(_outputs("".join(cell["source"]), space, count))
            cells.append({**cell, "execution_count": count, "outputs": outputs})
    return {**notebook, "cells": cells}


def _outputs(source: str, space: dict[str, Any], count: int) -> Iterator[dict[str, Any]]:
    """Run a cell: what it prints, and the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {count}", "exec"), space)  # noqa: S102 - the notebooks of this repository
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"cell {count}", "eval"), space)  # noqa: S307 - see above
    if printed.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)}
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        yield {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def main() -> None:
    """Write the outputs of every notebook anew."""
    for path in notebooks():
        path.write_text(written(ran(read(path))), encoding="utf-8")
        print(f"docs/notebooks/{path.name}")


if __name__ == "__main__":
    main()
