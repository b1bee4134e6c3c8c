# SPDX-License-Identifier: Apache-2.0
"""Write the pages of docs/reference that say what the program itself knows: `make docs`.

The errors come from the classes in `goodoffices.errors`, the commands from click, the fields of case files from the
types, the words of other languages from the catalogues. A test holds the pages in the repository against what this
module would write, so that neither can be changed without the other.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from docs.command_line import command_line_page
from docs.fixed_words import fixed_words_page
from docs.glossary import glossary_page
from goodoffices import errors
from goodoffices.errors import GoodOfficesError
from goodoffices.exchange import case_schema, case_tables
from goodoffices.exchange.scenarios import shapes


REFERENCE = Path(__file__).resolve().parent / "reference"
ABSTRACT = "What stands in ‹angle quotes› is filled in when the error is met."


def error_classes(root: type[GoodOfficesError] = GoodOfficesError) -> Iterator[tuple[int, type[GoodOfficesError]]]:
    """Every class of the tree in `goodoffices.errors` with its depth: a parent first, then its children as written."""
    depth = len(root.mro()) - len(GoodOfficesError.mro())
    yield depth, root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from error_classes(child)


def errors_page() -> str:
    """The page of errors: for each code what has happened, the sentence, and what to do."""
    lines = [
        "<!-- Written by docs/make_reference.py; change src/goodoffices/errors.py and run `make docs`. -->",
        "",
        "# Errors",
        "",
        "When something cannot be done, Good Offices says so in a sentence and, where it can, what to do about it.",
        "Nothing is half done: an input that is refused leaves everything as it was. Every error also has a code,",
        "which stays the same in every language and every version, for programs and for asking about it.",
        "",
        ABSTRACT,
    ]
    for depth, error in error_classes():
        lines += ["", f"{'#' * min(depth + 2, 4)} `{error.code}`", "", inspect.cleandoc(error.__doc__ or "")]
        parent = error.__base__
        if depth and isinstance(parent, type) and issubclass(parent, GoodOfficesError):
            lines += ["", f"A kind of [`{parent.code}`](#{parent.code}); in Python `{error.__name__}`."]
        else:
            lines += ["", f"In Python `{error.__name__}`."]
        if says := filled(error.sentence):
            lines += ["", f"It says: {says}"]
        if advises := filled(error.hint):
            lines += ["", f"What to do: {advises}"]
    return "\n".join(lines) + "\n"


def filled(template: str) -> str:
    """The template of a sentence with its fields as ‹name›; empty when it is nothing but one field."""
    if re.fullmatch(r"\{\w+\}", template):
        return ""
    return re.sub(r"\{(\w+)\}", r"‹\1›", template)


def case_file_page() -> str:
    """The page of case files, written by hand but for the tables of fields between its two marks."""
    return _filled_in("case-file.md", case_tables.tables())


def scenario_file_page() -> str:
    """The page of scenario files, likewise."""
    return _filled_in("scenario-file.md", shapes.tables())


def _filled_in(name: str, tables: str) -> str:
    begin, end = "<!-- Written by docs/make_reference.py; run `make docs`. -->", "<!-- Written by hand again. -->"
    before, _, rest = (REFERENCE / name).read_text(encoding="utf-8").partition(begin)
    return f"{before}{begin}\n\n{tables}\n{end}{rest.partition(end)[2]}"


PAGES: dict[str, Callable[[], str]] = {
    "case-file.md": case_file_page,
    "case-file.schema.json": case_schema.text,
    "command-line.md": command_line_page,
    "errors.md": errors_page,
    "glossary.md": glossary_page,
    "scenario-file.md": scenario_file_page,
    "scenario-file.schema.json": shapes.text,
    "words-in-other-languages.md": fixed_words_page,
}


def main() -> None:
    """Write every page anew."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
