# SPDX-License-Identifier: Apache-2.0
"""Reading a term under its issue: forgiving about spaces, capitals and marks between thousands, about nothing else."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NoReturn

from msgspec import Struct

from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.names import fold, nearest
from goodoffices.domain.terms.amounts import UnclearError, has_unit, hidden, plain, read_amount, unit_of
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
    Term,
    compared,
)
from goodoffices.domain.values import IDENTIFIER, normal
from goodoffices.errors import TermError, TimeError, said
from goodoffices.times import When, quoted


LONGEST: Final = 1000
_EXPECTED: Final = {
    IssueKind.CHOICE: said("one of the options"),
    IssueKind.INTEGER: said("a whole number"),
    IssueKind.MONEY: said("an amount of money"),
    IssueKind.QUANTITY: said("a quantity"),
    IssueKind.DURATION: said("a duration"),
    IssueKind.DATE: said("a date"),
    IssueKind.YES_OR_NO: said("yes or no"),
    IssueKind.PERSONS: said("a list of persons"),
    IssueKind.TEXT: said("a text"),
}
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_AT_LEAST = re.compile(
    r"(?:at least|minimum|min\.?|no less than|not less than|>=|≥) ?(.+)|(.+?)(?: or more| or longer|\+)", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"(?:at most|maximum|max\.?|no more than|not more than|up to|<=|≤) ?(.+)|(.+?)(?: or less| or fewer| or shorter)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:from )?(.+?) ?(?: to | ?\.\. ?) ?(.+)|between (.+?) and (.+)|(.*\d) ?- ?(\d.*)", re.IGNORECASE
)
_ID = re.compile(IDENTIFIER, re.ASCII)
_SPLIT = re.compile(r"(?:(?<!\d),|,(?!\d)|;) ?(?:and )?|(?i: and )(?=@|\d|all |at )")
_CATEGORY = re.compile(r"[^\W\d_][^\d,;@]{0,99}")
_NO_CATEGORY = re.compile(r"(?:to|and|or|at|all|up|from)\b", re.IGNORECASE)


class _Reader(Struct, frozen=True):
    """One text that is read as a term of one issue."""

    issue: Issue
    text: str

    def read(self) -> Term:  # noqa: PLR0911 - one line for each kind
        if hidden(self.text.strip()):
            self.refuse(said("it holds a character that cannot be seen; type it anew"))
        text = plain(self.text)
        if not text or len(self.text) > LONGEST:
            self.refuse(said("write a term of at most {most} letters, or open", most=LONGEST))
        if text.casefold() == "open":
            return Open()
        if text.casefold() == "all":
            return All()
        match self.issue.kind:
            case IssueKind.TEXT:
                return Exactly(normal(self.text.strip()))
            case IssueKind.CHOICE:
                return self.choice(text)
            case IssueKind.YES_OR_NO:
                return self.yes_or_no(text)
            case IssueKind.DATE:
                return self.date(text)
            case IssueKind.PERSONS:
                return self.persons(text)
            case _:
                return self.amounts(text)

    def refuse(self, advice: str) -> NoReturn:
        raise TermError(text=quoted(self.text), expected=_EXPECTED[self.issue.kind], advice=advice)

    def choice(self, text: str) -> Term:
        for option in self.issue.options:
            if text.casefold() in (option.id, " ".join(option.name.split()).casefold()):
                return Exactly(option.id)
        folded = fold(text)
        options = self.issue.options
        meant = {option.id for option in options if folded and folded in (fold(option.id), fold(option.name))}
        if len(meant) == 1:
            return Exactly(meant.pop())
        names = {word.casefold(): option.id for option in options for word in (option.name, option.id)}
        near = nearest(text.casefold(), names)
        listed = ", ".join(option.id for option in options)
        return self.refuse(
            said("write {name}", name=names[near]) if near else said("the options are {listed}", listed=listed)
        )

    def yes_or_no(self, text: str) -> Term:
        word = text.casefold()
        if word not in _YES | _NO:
            self.refuse(said("write yes, no or open"))
        return Exactly(word in _YES)

    def date(self, text: str) -> Term:
        try:
            when = When.typed(text)
        except TimeError as error:
            self.refuse(error.advice)
        if when.reference is not None or not when.known:
            self.refuse(said('write a date of its own, such as 2025-06-01 or "before 2025-06-01", or open'))
        return Exactly(when)

    def amounts(self, text: str) -> Term:
        try:
            term = self.range(text) or self.amount(text)
        except UnclearError as unclear:
            self.refuse(
                said(
                    "a single comma or point before three digits can be read in two ways; write {unclear}",
                    unclear=unclear,
                )
            )
        if term is None:
            self.refuse(self.example())
        return term

    def amount(self, text: str) -> Exactly | None:
        value = read_amount(self.issue, text)
        return None if value is None else Exactly(value)

    def range(self, text: str) -> Between | Exactly | None:
        """Read a range; None when the text is none, or when its ends are none."""
        matched = _AT_LEAST.fullmatch(text)
        if matched:
            low = read_amount(self.issue, matched[1] or matched[2])
            return None if low is None else Between(low, None)
        matched = _AT_MOST.fullmatch(text)
        if matched:
            high = read_amount(self.issue, matched[1] or matched[2])
            return None if high is None else Between(None, high)
        matched = _BETWEEN.fullmatch(text)
        if not matched:
            return None
        first, second = [part.strip() for part in matched.groups() if part is not None]
        high = read_amount(self.issue, second)
        if high is not None and not has_unit(self.issue, first):
            first = f"{first} {unit_of(self.issue, high)}".strip()
        low = read_amount(self.issue, first)
        if low is None or high is None:
            return None
        return self.ordered(low, high)

    def ordered(self, low: Amount, high: Amount) -> Between | Exactly:
        order = compared(low, high)
        if order == 1:
            self.refuse(said("the first amount is more than the second; turn them round"))
        if order == 0 and low == high:
            return Exactly(low)
        if order == 0 and isinstance(low, Duration):
            self.refuse(said("both ends are the same length; write one of them"))
        return Between(low, high)

    def example(self) -> str:
        unit = self.issue.currency or self.issue.unit
        match self.issue.kind:
            case IssueKind.DURATION:
                return said('write "42 days", "70 to 90 days" or "at least 6 months", in whole units')
            case IssueKind.MONEY:
                return said(
                    'write "1250000 {unit}", "1000000 to 1250000 {unit}" or "at most 1250000 {unit}"', unit=unit
                )
            case IssueKind.QUANTITY:
                return said('write "3.5 {unit}", "3.5 to 4.2 {unit}" or "at least 3.5 {unit}"', unit=unit)
            case _:
                amounts = [f"{amount} {unit}".strip() for amount in ("50", "40 to 50", "at least 50")]
                return said('write "{one}", "{two}" or "{three}"', one=amounts[0], two=amounts[1], three=amounts[2])

    def persons(self, text: str) -> Term:
        members = tuple(self.member(part.strip()) for part in _SPLIT.split(text) if part.strip())
        if not members:
            self.refuse(_PERSONS_EXAMPLE)
        seen: set[str] = set()
        for member in members:
            key = f"@{member.id}" if isinstance(member, Named) else category_key(member.category)
            if key in seen:
                self.refuse(said("{key} stands in it twice; write one number for each", key=key))
            seen.add(key)
        return Persons(members)

    def member(self, text: str) -> Named | Group:
        if text.startswith("@"):
            if not _ID.fullmatch(text[1:]):
                self.refuse(said('"{text}" is no id; write @ and the id of the person, such as @alexander', text=text))
            return Named(text[1:])
        first, category = self.split_count(text)
        if not _CATEGORY.fullmatch(category) or _NO_CATEGORY.match(category):
            self.refuse(_PERSONS_EXAMPLE)
        if first.casefold() == "all":
            return Group(All(), category)
        try:
            count = _Reader(_COUNT, self.text).count(first)
        except UnclearError as unclear:
            self.refuse(
                said(
                    "a single comma or point before three digits can be read in two ways; write {unclear}",
                    unclear=unclear,
                )
            )
        if count is None:
            self.refuse(_PERSONS_EXAMPLE)
        return Group(count, category)

    def split_count(self, text: str) -> tuple[str, str]:
        """Part how many from of what: at the first word after the last digit, or after `all`."""
        if text.casefold().startswith("all "):
            return "all", text[4:].strip()
        matched = re.fullmatch(r"(.*\d\+?(?: or (?:more|less|fewer)\b)?) ?(\D*)", text)
        if not matched:
            self.refuse(_PERSONS_EXAMPLE)
        return matched[1], matched[2].strip()

    def count(self, text: str) -> Exactly | Between | None:
        found = self.range(text) or self.amount(text)
        if found is None:
            return None
        ends = (found.value,) if isinstance(found, Exactly) else (found.low, found.high)
        return None if any(isinstance(end, int) and end < 0 for end in ends) else found


_COUNT: Final = Issue(id="count", name="count", kind=IssueKind.INTEGER)
_PERSONS_EXAMPLE: Final = said(
    'write "10 hostages", "all hostages", "8 to 10 hostages", "@alexander" or "@alexander, 250 prisoners"'
)


def category_key(category: str) -> str:
    """Reduce a category to what makes it the same as another: no capitals, no accents, one or many."""
    return fold(category).removesuffix("s") or unicodedata.normalize("NFC", category)


def read_term(issue: Issue, text: str) -> Term:
    """Read what somebody wrote as a term of an issue. Raises TermError, which says what is expected."""
    return _Reader(issue, text).read()
