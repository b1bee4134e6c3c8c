# SPDX-License-Identifier: Apache-2.0
"""The one spelling of every term."""

from __future__ import annotations

from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.terms.amounts import number_of, unit_of, write_amount, write_number
from goodoffices.domain.terms.forms import (
    All,
    Amount,
    Between,
    Duration,
    Exactly,
    Group,
    Named,
    Open,
    Persons,
    Single,
    Term,
)
from goodoffices.times import When


def write_term(issue: Issue, term: Term) -> str:
    """Write a term of an issue in its canonical spelling; `read_term` gives the same term again."""
    match term:
        case Open():
            return "open"
        case All():
            return "all"
        case Exactly(value):
            return _write_single(issue, value)
        case Between():
            return write_range(issue, term)
        case Persons(members):
            return ", ".join(map(write_member, members))


def _write_single(issue: Issue, value: Single) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | When):
        return str(value)
    return write_amount(issue, value)


def write_range(issue: Issue, term: Between) -> str:
    """Write a range: `70 to 90 days`, `at least 6 months`, `6 weeks to 3 months`."""
    low, high = term.low, term.high
    if high is None:
        return f"at least {write_amount(issue, low)}" if low is not None else ""
    if low is None:
        return f"at most {write_amount(issue, high)}"
    if _unit(low) == _unit(high):
        return f"{number_of(low)} to {number_of(high)} {unit_of(issue, high)}".strip()
    return f"{write_amount(issue, low)} to {write_amount(issue, high)}"


def _unit(amount: Amount) -> str:
    return str(amount.unit) if isinstance(amount, Duration) else ""


_COUNT = Issue(id="count", name="count", kind=IssueKind.INTEGER)


def write_member(member: Named | Group) -> str:
    """Write a named person as `@alexander`, a group as `10 hostages`."""
    if isinstance(member, Named):
        return f"@{member.id}"
    return f"{write_count(member.count)} {member.category}"


def write_count(count: Exactly | Between | All) -> str:
    """Write how many: `10`, `8 to 10`, `at least 10`, `all`."""
    if isinstance(count, Exactly):
        return write_number(count.value) if isinstance(count.value, int) else str(count.value)
    return "all" if isinstance(count, All) else write_range(_COUNT, count)
