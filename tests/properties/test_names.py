# SPDX-License-Identifier: Apache-2.0
"""Laws of names: folding is settled at once, and looking up never decides between two."""

from __future__ import annotations

import random

from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.domain.names import Found, How, Names, Unclear, Unknown, fold
from tests.strategies import names


@given(st.text(max_size=40) | names())
@example("الالحية")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(names())
def test_case_and_marks_that_are_not_seen_do_not_tell_names_apart(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower()) == fold("\u200f".join(name)) == fold(f"\u202e {name}\x07")


people = st.lists(st.tuples(names(), st.lists(names(), max_size=2)), min_size=1, max_size=8)


@given(people)
def test_everybody_is_found_by_every_spelling_unless_others_share_it(case: list[tuple[str, list[str]]]) -> None:
    book = Names((f"n{number}", name, spellings) for number, (name, spellings) in enumerate(case))
    for number, (name, spellings) in enumerate(case):
        for spelling in (name, *spellings):
            found = book.find(spelling)
            if isinstance(found, Found):
                assert found == Found(f"n{number}", How.SPELLING)
            else:
                assert isinstance(found, Unclear)
                assert f"n{number}" in found.candidates
                assert len(found.candidates) > 1


@given(people, st.text(max_size=15) | names())
def test_a_lookup_never_depends_on_the_order_in_which_names_came(case: list[tuple[str, list[str]]], text: str) -> None:
    triples = [(f"n{number}", name, spellings) for number, (name, spellings) in enumerate(case)]
    shuffled = random.Random(len(text)).sample(triples, len(triples))  # noqa: S311 - a shuffle, no secret
    one, other = Names(triples).find(text), Names(shuffled).find(text)
    assert type(one) is type(other)
    if isinstance(one, Found):
        assert one == other
    if isinstance(one, Unclear) and isinstance(other, Unclear):
        assert set(one.candidates) == set(other.candidates)


@given(people, names(), names())
def test_what_is_added_and_removed_leaves_nothing_behind(
    case: list[tuple[str, list[str]]], passing: str, text: str
) -> None:
    triples = [(f"n{number}", name, spellings) for number, (name, spellings) in enumerate(case)]
    book = Names(triples)
    book.add("passing", passing, [text])
    book.remove("passing")
    found = book.find(text)
    assert found == Names(triples).find(text) or isinstance(found, Unknown)
    assert "passing" not in (found.nearest if isinstance(found, Unknown) else ())
