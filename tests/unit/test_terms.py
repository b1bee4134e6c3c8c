# SPDX-License-Identifier: Apache-2.0
"""Terms: what may be written under each kind of issue, what is refused and with which advice, and how two compare."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.terms import (
    All,
    Between,
    Duration,
    Exactly,
    Group,
    Named,
    Open,
    Persons,
    contains,
    difference,
    overlap,
    read_term,
    same,
    write_term,
)
from goodoffices.errors import TermError
from goodoffices.times import Unit, When


PAGE = Path(__file__).parents[2] / "docs" / "reference" / "terms.md"
OPTIONS = (Option(id="partial", name="Partial withdrawal"), Option(id="full", name="Full withdrawal"))
ISSUES = {
    kind: Issue(
        id="issue",
        name="Issue",
        kind=kind,
        options=OPTIONS if kind is IssueKind.CHOICE else (),
        unit="km" if kind is IssueKind.QUANTITY else "",
        currency="EUR" if kind is IssueKind.MONEY else "",
    )
    for kind in IssueKind
}
TRUCKS = Issue(id="trucks", name="Trucks", kind=IssueKind.INTEGER, unit="trucks a day")
KINDS = "|".join(IssueKind)


def examples(kind: str) -> list[tuple[Issue, str, str]]:
    blocks = re.findall(rf"^```{kind}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = []
    for line in "".join(blocks).splitlines():
        matched = re.fullmatch(rf"({KINDS}) +(.*?) +=>(.*)", line)
        assert matched, line
        found.append((ISSUES[IssueKind(matched[1])], matched[2], matched[3].strip()))
    assert found
    return found


@pytest.mark.parametrize(("issue", "given", "expected"), examples("terms"))
def test_what_the_page_says_is_put_right_is_put_right(issue: Issue, given: str, expected: str) -> None:
    assert write_term(issue, read_term(issue, given)) == expected
    assert write_term(issue, read_term(issue, expected)) == expected


@pytest.mark.parametrize(("issue", "given", "expected"), examples("not-terms"))
def test_what_the_page_says_is_refused_is_refused_with_that_advice(issue: Issue, given: str, expected: str) -> None:
    with pytest.raises(TermError) as refused:
        read_term(issue, given)
    assert str(refused.value).startswith(f'"{given}" is not ')
    assert refused.value.advice == expected


@pytest.mark.parametrize(("issue", "given", "expected"), examples("differences"))
def test_differences_are_said_as_on_the_page(issue: Issue, given: str, expected: str) -> None:
    former, latter = (read_term(issue, text) for text in given.split(" | "))
    assert difference(issue, former, latter) == expected
    assert bool(expected) is not same(former, latter)


def test_every_term_in_the_table_of_the_page_is_canonical() -> None:
    rows = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert {row[1].strip().strip("`") for row in rows} == set(IssueKind)
    for row in rows:
        issue = ISSUES[IssueKind(row[1].strip().strip("`"))]
        for text in re.findall(r"`([^`]+)`", row[3]):
            assert write_term(issue, read_term(issue, text)) == text


def test_terms_are_exact_values() -> None:
    assert read_term(ISSUES[IssueKind.DURATION], "70 to 90 days") == Between(
        Duration(70, Unit.DAYS), Duration(90, Unit.DAYS)
    )
    assert read_term(ISSUES[IssueKind.MONEY], "0.10 EUR") == Exactly(Decimal("0.1"))
    assert read_term(ISSUES[IssueKind.INTEGER], "50") == Exactly(50)
    assert read_term(TRUCKS, "40 to 50") == read_term(TRUCKS, "40 to 50 Trucks a day") == Between(40, 50)
    assert read_term(ISSUES[IssueKind.DATE], "before 2025-06-01") == Exactly(When.read("before 2025-06-01"))
    assert read_term(ISSUES[IssueKind.PERSONS], "@alexander, all hostages, at least 5 sick prisoners") == Persons(
        (Named("alexander"), Group(All(), "hostages"), Group(Between(5, None), "sick prisoners"))
    )
    assert read_term(ISSUES[IssueKind.TEXT], " Trump calls for a ceasefire ") == Exactly("Trump calls for a ceasefire")


@pytest.mark.parametrize("kind", list(IssueKind))
@pytest.mark.parametrize("text", ["", "  ", "a\u202eb", "5\u200b0", "1\n2", "x" * 2000])
def test_what_is_empty_endless_or_unseen_is_no_term(kind: IssueKind, text: str) -> None:
    with pytest.raises(TermError) as refused:
        read_term(ISSUES[kind], text)
    assert refused.value.advice


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IssueKind.INTEGER, "1e5"),
        (IssueKind.INTEGER, "1,2,3"),
        (IssueKind.INTEGER, "12,34"),
        (IssueKind.INTEGER, "at least"),
        (IssueKind.INTEGER, "9" * 50),
        (IssueKind.INTEGER, "50 to"),
        (IssueKind.MONEY, "1.255 EUR"),
        (IssueKind.MONEY, "1.250 EUR"),
        (IssueKind.MONEY, "NaN EUR"),
        (IssueKind.QUANTITY, "3.5 miles"),
        (IssueKind.DURATION, "1.5 years"),
        (IssueKind.DURATION, "-3 days"),
        (IssueKind.DURATION, "7 days to 1 week"),
        (IssueKind.DURATION, "99999999 years"),
        (IssueKind.DATE, "unknown"),
        (IssueKind.PERSONS, "-5 hostages"),
        (IssueKind.PERSONS, "2.5 hostages"),
        (IssueKind.PERSONS, "1,250 hostages"),
        (IssueKind.PERSONS, "@Alexander"),
        (IssueKind.PERSONS, "@alexander, @alexander"),
        (IssueKind.PERSONS, "10"),
        (IssueKind.PERSONS, ","),
    ],
)
def test_what_is_no_amount_is_refused(kind: IssueKind, text: str) -> None:
    with pytest.raises(TermError) as refused:
        read_term(ISSUES[kind], text)
    assert refused.value.advice


def both(kind: IssueKind, one: str, other: str) -> tuple[bool, bool, bool]:
    first, second = read_term(ISSUES[kind], one), read_term(ISSUES[kind], other)
    assert overlap(first, second) is overlap(second, first)
    return contains(first, second), contains(second, first), overlap(first, second)


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        (IssueKind.DURATION, "70 to 90 days", "80 days", (True, False, True)),
        (IssueKind.DURATION, "70 to 90 days", "11 weeks", (True, False, True)),
        (IssueKind.DURATION, "70 to 90 days", "90 to 120 days", (False, False, True)),
        (IssueKind.DURATION, "70 to 90 days", "at most 60 days", (False, False, False)),
        (IssueKind.DURATION, "at least 6 months", "1 year", (True, False, True)),
        (IssueKind.DURATION, "at least 6 months", "200 days", (True, False, True)),
        (IssueKind.DURATION, "at least 6 months", "182 days", (False, False, False)),
        (IssueKind.DURATION, "1 month", "30 days", (False, False, False)),
        (IssueKind.MONEY, "at most 100 EUR", "99.99 EUR", (True, False, True)),
        (IssueKind.INTEGER, "at least 5", "at most 5", (False, False, True)),
        (IssueKind.CHOICE, "partial", "full", (False, False, False)),
        (IssueKind.CHOICE, "all", "full", (True, False, True)),
        (IssueKind.CHOICE, "open", "full", (False, False, False)),
        (IssueKind.DATE, "2025-06", "2025-06-08", (True, False, True)),
        (IssueKind.DATE, "before 2025-06-01", "2025-06-01", (False, False, False)),
        (IssueKind.DATE, "before 2025-06-01", "after 2025-05-01", (False, False, True)),
        (IssueKind.DATE, "before 2025-06-01", "2025-05", (True, False, True)),
        (IssueKind.PERSONS, "8 to 10 hostages", "10 hostages", (True, False, True)),
        (IssueKind.PERSONS, "8 to 10 hostages", "10 prisoners", (False, False, False)),
        (IssueKind.PERSONS, "@a, @b", "@b, @a", (True, True, True)),
        (IssueKind.YES_OR_NO, "yes", "yes", (True, True, True)),
    ],
)
def test_terms_lie_in_each_other_only_when_that_is_sure(
    kind: IssueKind, one: str, other: str, expected: tuple[bool, bool, bool]
) -> None:
    assert both(kind, one, other) == expected


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"kind": "choice"}, "a choice needs options"),
        ({"kind": "text", "options": [{"id": "a", "name": "A"}]}, "options belong to a choice"),
        (
            {"kind": "choice", "options": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]},
            'two options are called "a"',
        ),
        (
            {"kind": "choice", "options": [{"id": "a", "name": "A"}, {"id": "b", "name": "a"}]},
            'two options are called "a"',
        ),
        ({"kind": "choice", "options": [{"id": "a", "name": "Open"}]}, 'no option can be called "open"'),
        ({"kind": "money"}, "money needs a currency"),
        ({"kind": "money", "currency": "eur"}, "money needs a currency"),
        ({"kind": "text", "currency": "EUR"}, "a currency belongs to money"),
        ({"kind": "quantity"}, "a quantity needs a unit"),
        ({"kind": "duration", "unit": "days"}, "a unit belongs to a quantity or an integer"),
        ({"kind": "quantity", "unit": "5 km"}, '"5 km" is not a unit'),
        ({"kind": "quantity", "unit": "km "}, '"km " is not a unit'),
        ({"kind": "quantity", "unit": "all"}, '"all" cannot be a unit'),
        ({"kind": "integer", "unit": "lorries to port"}, '"lorries to port" cannot be a unit'),
    ],
)
def test_an_issue_whose_parts_do_not_fit_says_so(parts: dict[str, object], sentence: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert({"id": "issue", "name": "Issue", **parts}, Issue)
    assert str(refused.value).startswith(sentence)


def test_a_range_needs_an_end() -> None:
    with pytest.raises(ValueError, match="needs an end"):
        Between(None, None)


def test_open_stays_open() -> None:
    assert read_term(ISSUES[IssueKind.TEXT], "Open") == Open()
    assert not contains(Open(), Open())
    assert not overlap(All(), Open())
    assert same(Open(), Open())


def test_nothing_open_lies_in_all_and_a_shorter_list_is_another_list() -> None:
    persons = Issue(id="freed", name="Freed", kind=IssueKind.PERSONS)
    everybody, nobody_yet, two, one = (
        read_term(persons, text) for text in ("all", "open", "@alexander, 10 hostages", "@alexander")
    )
    assert not contains(everybody, nobody_yet)
    assert contains(everybody, two)
    assert not contains(two, one)
    assert not contains(one, two)


def test_money_has_as_many_decimals_as_its_currency() -> None:
    for currency, text in (("KWD", "1.125 KWD"), ("EUR", "1.25 EUR")):
        money = Issue(id="sum", name="Sum", kind=IssueKind.MONEY, currency=currency)
        assert write_term(money, read_term(money, text)) == text
    with pytest.raises(TermError):
        read_term(Issue(id="sum", name="Sum", kind=IssueKind.MONEY, currency="EUR"), "1.125 EUR")
