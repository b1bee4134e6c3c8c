# SPDX-License-Identifier: Apache-2.0
"""Laws of terms: one spelling each, and comparisons that agree with each other."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.terms import (
    Between,
    Duration,
    Exactly,
    Open,
    Term,
    compared,
    contains,
    difference,
    overlap,
    read_term,
    same,
    write_term,
)
from goodoffices.domain.terms.amounts import UnclearError, read_number, write_number
from goodoffices.errors import TermError
from tests.strategies import amounts, durations, issues, terms


@st.composite
def issues_with_terms(draw: st.DrawFn, count: int) -> tuple[Issue, list[Term]]:
    issue = draw(issues())
    return issue, [draw(terms(issue)) for _ in range(count)]


@given(issues_with_terms(1))
def test_a_term_is_read_back_as_it_was_written(case: tuple[Issue, list[Term]]) -> None:
    issue, (term,) = case
    written = write_term(issue, term)
    assert read_term(issue, written) == term
    assert write_term(issue, read_term(issue, written)) == written


@given(
    issues(), st.text(max_size=30) | st.from_regex(r"(at least )?[0-9.,' ]{1,12}( to [0-9.,]{1,9})? ?(days?|km|EUR)?")
)
def test_whatever_is_accepted_is_written_in_one_way_and_the_rest_refused_with_advice(issue: Issue, text: str) -> None:
    term = accepted(issue, text)
    if term is not None:
        written = write_term(issue, term)
        assert read_term(issue, written) == term
        assert write_term(issue, read_term(issue, written)) == written


def accepted(issue: Issue, text: str) -> Term | None:
    try:
        return read_term(issue, text)
    except TermError as refused:
        error = refused
    assert str(error)
    assert error.advice
    return None


@given(issues_with_terms(1), st.booleans())
def test_spaces_and_capitals_change_nothing(case: tuple[Issue, list[Term]], capitals: bool) -> None:  # noqa: FBT001
    issue, (term,) = case
    assume(issue.kind not in (IssueKind.TEXT, IssueKind.PERSONS))
    written = write_term(issue, term)
    spaced = f"  {written.replace(' ', '   ')} "
    assert read_term(issue, spaced.upper() if capitals and issue.kind is not IssueKind.DATE else spaced) == term


@given(issues_with_terms(2))
def test_comparisons_agree_with_each_other(case: tuple[Issue, list[Term]]) -> None:
    issue, (one, other) = case
    assert same(one, one)
    assert difference(issue, one, one) == ""
    assert same(one, other) is same(other, one)
    assert overlap(one, other) is overlap(other, one)
    assert (difference(issue, one, other) == "") is same(one, other)
    if not isinstance(one, Open):
        assert contains(one, one)
    if contains(one, other):
        assert overlap(one, other)
    if contains(one, other) and contains(other, one) and issue.kind is not IssueKind.DATE:
        assert same(one, other)


@given(st.sampled_from([IssueKind.INTEGER, IssueKind.DURATION]), st.data())
def test_a_range_contains_its_ends_and_what_lies_between(kind: IssueKind, data: st.DataObject) -> None:
    issue = Issue(id="i", name="i", kind=kind)
    low, middle, high = (data.draw(amounts(issue)) for _ in range(3))
    assume(compared(low, high) == -1)
    term = Between(low, high)
    assert contains(term, Exactly(low))
    assert overlap(term, Exactly(high))
    inside = compared(low, middle) in (-1, 0) and compared(middle, high) in (-1, 0)
    assert contains(term, Exactly(middle)) is inside


@given(durations(), durations(), durations())
def test_durations_are_ordered_without_contradiction(one: Duration, other: Duration, third: Duration) -> None:
    assert isinstance(compared(one, one), int)
    order = compared(one, other)
    turned = compared(other, one)
    assert turned == (None if order is None else -order)
    if order == -1 and compared(other, third) == -1:
        assert compared(one, third) != 1


@given(st.decimals(-(10**15), 10**15, places=5))
def test_numbers_are_read_back_exactly(number: Decimal) -> None:
    written = write_number(number)
    try:
        assert read_number(written) == number
    except UnclearError:
        raise AssertionError(written) from None


@given(st.integers(1_000_000, 10**15), st.sampled_from([",", ".", " ", "'", "\u202f"]))
def test_marks_between_thousands_change_nothing(number: int, mark: str) -> None:
    issue = Issue(id="i", name="i", kind=IssueKind.INTEGER)
    assert read_term(issue, f"{number:,}".replace(",", mark)) == Exactly(number)
