# SPDX-License-Identifier: Apache-2.0
"""Steps, dependencies and scores are taken whole or refused with every mistake; numbers stay exactly as they were."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.scores import IssueScores, Scores, TermValue, Together, Unsure, number, terms_to_weigh, text_of
from goodoffices.errors import RefusedError
from tests.app.weighed import FIXED_ONLY, STEPS, UNION, weighed
from tests.small_case import Book
from tests.strategies import exact_numbers


NIGHTS = Taken(issue="nights", terms=("7 days",))
SHAPE = Taken(issue="shape", terms=("rolling",))


def mistakes(*facts: Fact, book: Book | None = None, why: str | None = None) -> list[tuple[str, str, str]]:
    """What is wrong with facts: the field, the sentence, the hint."""
    with pytest.raises(RefusedError) as refused:
        (weighed() if book is None else book).enter(*facts, why=why)
    return [(each.place.rpartition(", ")[2], each.sentence, each.hint) for each in refused.value.mistakes]


@given(exact_numbers())
def test_a_number_is_the_same_after_it_was_written_and_read(text: str) -> None:
    exact = number(text)
    assert exact is not None
    assert number(text_of(exact)) == exact


@given(st.fractions(-(10**30) + 1, 10**30 - 1))
def test_every_number_can_be_written_so_that_it_is_read(exact: Fraction) -> None:
    again = number(text_of(exact))
    assert again is not None
    assert abs(again - exact) <= Fraction(1, 10**9)


@pytest.mark.parametrize("text", ["", "x", "1e3", "NaN", "inf", "1/0", "1,5", "٣", " 1", "--1", "1/2/3", "9" * 31])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_a_choice_is_weighed_by_its_options_and_anything_else_by_its_steps() -> None:
    book = weighed()
    shape, nights = book.state.get("shape", Issue), book.state.get("nights", Issue)
    assert shape is not None
    assert nights is not None
    assert terms_to_weigh(shape) == ("fixed", "rolling")
    assert terms_to_weigh(nights) == ("7 days", "14 days", "28 days")
    assert terms_to_weigh(Issue(id="peace", name="Peace", kind=IssueKind.YES_OR_NO)) == ("yes", "no")


def test_steps_are_single_terms_in_the_spelling_of_their_issue_and_stand_once() -> None:
    wrong = replace(STEPS[0], id="more", steps=("7 days", "14 to 28 days", "7 day", "7 days", "soon", "open"))
    assert [(place, sentence) for place, sentence, _hint in mistakes(wrong)] == [
        ("steps[2]", '"14 to 28 days" leaves something open, and a step is one term'),
        ("steps[3]", '"7 day" is not how this term is written'),
        ("steps[4]", '"7 days" stands there twice'),
        ("steps[5]", '"soon" is not a duration'),
        ("steps[6]", '"open" leaves something open, and a step is one term'),
    ]
    with pytest.raises(ValueError, match="steps belong to what is counted"):
        Issue(id="peace", name="Peace", kind=IssueKind.YES_OR_NO, steps=("yes",))


def test_a_dependency_is_about_terms_that_are_weighed() -> None:
    far = replace(FIXED_ONLY, of=(Taken(issue="nights", terms=("8 days",)),))
    assert mistakes(far) == [
        (
            "of[1].terms[1]",
            '"8 days" is not among the terms of "Notice for night shifts" that are weighed',
            "they are 7 days, 14 days, 28 days",
        )
    ]
    assert [sentence for _place, sentence, _hint in mistakes(FIXED_ONLY, book=Book())] == [
        'no terms are set for "Notice for night shifts" that could be weighed'
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"of": (NIGHTS, SHAPE), "needs": (SHAPE,)}, "what depends is one term"),
        ({"of": (NIGHTS,)}, "say what is needed"),
        ({"of": (NIGHTS,), "needs": (SHAPE,), "least": 1}, "numbers belong to"),
        ({"kind": DependencyKind.COUNT, "of": (NIGHTS, SHAPE)}, "say how many"),
        ({"kind": DependencyKind.COUNT, "of": (NIGHTS,), "least": 2}, "so many of them can never be had"),
        ({"kind": DependencyKind.COUNT, "of": (NIGHTS,), "least": 1, "needs": (SHAPE,)}, "what is needed belongs to"),
        ({"of": (Taken(issue="nights", terms=()),), "needs": (SHAPE,)}, "say which terms"),
    ],
)
def test_a_dependency_whose_parts_do_not_fit_its_kind_is_refused(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Dependency(**{"id": "d2", "text": "x", "kind": DependencyKind.ONLY_IF, **fields})  # type: ignore[arg-type]


def test_every_mistake_in_scores_is_named_with_its_place() -> None:
    twice = TermValue(term="fixed", value="1")
    wrong = replace(
        UNION,
        minimum="about 20",
        issues=(
            *UNION.issues[:1],
            IssueScores(issue="nights", values=()),
            IssueScores(issue="shape", weight="-1", values=(twice, twice, TermValue(term="blue", value="NaN"))),
        ),
        together=(Together(terms=(Taken(issue="shape", terms=("red",)),), adds="much"),),
        unsure=(Unsure(issue="pay", term="9 %", low="2", high="1"),),
    )
    assert [place for place, _sentence, _hint in mistakes(wrong)] == [
        "issues[2].issue",
        "issues[3].weight",
        "issues[3].values[2].term",
        "issues[3].values[3].term",
        "issues[3].values[3].value",
        "minimum",
        "together[1].terms[1].terms[1]",
        "together[1].adds",
        "unsure[1].term",
        "unsure[1].low",
    ]


def test_scores_are_given_anew_and_never_corrected() -> None:
    book = weighed(UNION)
    assert mistakes(UNION, book=book, why="Better.") == [
        ("id", "scores are not corrected", "give new ones; the last ones count")
    ]
    book.enter(replace(UNION, id="v9"))
    assert book.state.count(Scores) == 2
