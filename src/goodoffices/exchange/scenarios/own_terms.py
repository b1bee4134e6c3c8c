# SPDX-License-Identifier: Apache-2.0
"""Terms as a scenario file writes them: `{ pay = "two", roster = ["fixed", "mixed"], days = { from = 7, to = 9 } }`."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.exchange.case_reading import shown, visible
from goodoffices.exchange.case_toml import Number
from goodoffices.exchange.scenarios.reading import Mistakes
from goodoffices.settlement import Holds, Issue, exact
from goodoffices.settlement.checks import unknown


def written(value: object) -> str:
    """Give what stands for an option as its id: yes and no for true and false, a number as it is read aloud."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    number = amount_of(value)
    if number is None:
        return value if isinstance(value, str) else shown(value)
    if number.denominator == 1:
        return str(number.numerator)
    places = _decimal_places(number.denominator)
    if places is None:
        return str(number)
    digits = f"{abs(number.numerator) * 10**places // number.denominator:0{places + 1}d}"
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def amount_of(value: object) -> Fraction | None:
    """Give the number that stands without quotation marks; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction | Number):
        return None
    try:
        return exact(value)
    except ValueError:
        return None


def _decimal_places(denominator: int) -> int | None:
    """How many decimal places write a fraction exactly; None where no few of them do."""
    return next((places for places in range(1, 30) if 10**places % denominator == 0), None)


class Known(Mistakes):
    """What terms are read against: the issues of the file, and where mistakes are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[str, Issue] = {}
        """The issues that could be read, by id."""
        self.unread: set[str] = set()
        """Ids of issues that could not be read: what only follows from that is not reported."""


def read_terms(noted: Known, table: object, place: str) -> tuple[Holds, ...]:
    """Give the terms of a table, in its order; empty where one of them is wrong, which is noted."""
    listed = table if isinstance(table, list) else [table]
    tables = [each for each in listed if isinstance(each, dict) and each]
    if not tables or len(tables) < len(listed):
        noted.wrong(place, "must be a table of terms", 'write { issue = "option" }')
        return ()
    read = [_term(noted, f"{place}.{visible(issue)}", issue, one) for each in tables for issue, one in each.items()]
    return tuple(each for each in read if each is not None) if None not in read else ()


def _term(noted: Known, place: str, issue_id: str, one: object) -> Holds | None:
    issue = noted.issues.get(issue_id)
    if issue is None:
        if issue_id not in noted.unread:
            mistake = unknown(place, "issue", issue_id, noted.issues)
            noted.wrong(*mistake)
        return None
    if issue.continuous:
        noted.wrong(place, f'"{issue.id}" is continuous', "only issues with options can be named here")
        return None
    named = _between(noted, place, issue, one) if isinstance(one, dict) else _named(noted, place, issue, one)
    return Holds(issue=issue.id, options=frozenset(named)) if named else None


def _named(noted: Known, place: str, issue: Issue, one: object) -> list[str]:
    ids = [option.id for option in issue.options]
    named = [written(each) for each in (one if isinstance(one, list) else [one])]
    if not named:
        noted.wrong(place, f'no option of "{issue.id}" is named', "name one or several")
    wrong = [each for each in named if each not in ids]
    for each in wrong:
        noted.wrong(*unknown(place, f'option of "{issue.id}"', visible(each), ids))
    return [] if wrong else named


def _between(noted: Known, place: str, issue: Issue, table: dict[str, object]) -> list[str]:
    if not table or set(table) - {"from", "to"}:
        noted.wrong(place, "must be an option, a list of options, or { from = …, to = … }")
        return []
    ends = {key: noted.number(value, f"{place}.{key}") for key, value in table.items()}
    if None in ends.values():
        return []
    low, high = ends.get("from"), ends.get("to")
    found = [
        option.id
        for option in issue.options
        if option.amount is not None
        and (low is None or option.amount >= low)
        and (high is None or option.amount <= high)
    ]
    if not found:
        noted.wrong(place, f'no option of "{issue.id}" lies there', "options need an amount to lie in a range")
    return found
