# SPDX-License-Identifier: Apache-2.0
"""The reference says what the program does, because it is made from the program."""

from __future__ import annotations

import inspect

import pytest

from docs.make_reference import PAGES, REFERENCE, error_classes
from goodoffices import errors
from goodoffices.errors import GoodOfficesError
from tests.docs.pages import anchors


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_the_program_says_today(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_error_has_a_section_of_its_own() -> None:
    classes = {error for _, error in inspect.getmembers(errors, inspect.isclass) if issubclass(error, GoodOfficesError)}
    assert {error for _, error in error_classes()} == classes
    assert {error.code for error in classes} <= anchors(REFERENCE / "errors.md")


def test_no_two_errors_share_a_code() -> None:
    codes = [error.code for _, error in error_classes()]
    assert sorted(set(codes)) == sorted(codes)


def test_every_error_is_explained_and_drawn_in_the_tree() -> None:
    tree = errors.__doc__ or ""
    for _, error in error_classes():
        assert error.__doc__, error
        assert error.__name__ in tree
