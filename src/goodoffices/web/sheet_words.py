# SPDX-License-Identifier: Apache-2.0
"""What the columns of a party's spreadsheet are called in each language: written in the reader's, read in all of them.

A sheet may be filled in by somebody who reads another language than whoever takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from goodoffices.exchange.scores_sheet import Words
from goodoffices.settlement import Issue
from goodoffices.web.languages import LANGUAGES, Language, pgettext, reader, spoken_in
from goodoffices.web.writing import _


def words() -> Words:
    """Give what columns and the row of the minimum are called in the reader's language."""
    return _words_in(reader().language)


def all_words() -> tuple[Words, ...]:
    """Give what they are called in every language, the reader's own first."""
    own = reader().language
    return (words(), *(_words_in(each) for each in LANGUAGES.values() if each != own))


def called(issues: tuple[Issue, ...]) -> Iterator[Issue]:
    """Give issues whose yes and no are called so in the reader's language; these names are for people and not read."""
    for issue in issues:
        options = (
            replace(each, name=_(each.name) if each.name in {"yes", "no"} else each.name) for each in issue.options
        )
        yield replace(issue, options=tuple(options))


@cache
def _words_in(language: Language) -> Words:
    with spoken_in(language):
        columns = {
            "issue": pgettext("column", "issue"),
            "name of the issue": pgettext("column", "name of the issue"),
            "weight": pgettext("column", "weight"),
            "term": pgettext("column", "term"),
            "name of the term": pgettext("column", "name of the term"),
            "value": pgettext("column", "value"),
            "value at least": pgettext("column", "value at least"),
            "value at most": pgettext("column", "value at most"),
            "weight at least": pgettext("column", "weight at least"),
            "weight at most": pgettext("column", "weight at most"),
            "together": pgettext("column", "together"),
            "adds": pgettext("column", "adds"),
            "minimum": pgettext("column", "minimum"),
        }
    return Words(columns, right_to_left=language.direction == "rtl")
