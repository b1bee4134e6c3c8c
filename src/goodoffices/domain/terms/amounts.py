# SPDX-License-Identifier: Apache-2.0
"""Numbers and durations as people write them, read exactly: no floats, and nothing guessed about a lone comma.

"1,250" is a thousand and more to one reader and one and a quarter to another. It is refused, and both are offered.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.terms.forms import Amount, Duration
from goodoffices.times import Unit


MOST_DIGITS = 30
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "ILS": "₪", "JPY": "¥", "INR": "₹", "RUB": "₽", "TRY": "₺", "UAH": "₴"}
_SCALES = {"thousand": 3, "million": 6}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NUMBER = re.compile(r"-?\d[\d.,' ]*", re.ASCII)
_DURATION = re.compile(
    r"(?P<number>-?\d[\d.,' ]*?) ?(?P<unit>minute|hour|day|week|month|year)s?", re.ASCII | re.IGNORECASE
)


class UnclearError(ValueError):
    """A number that could be two; its text says both."""


def hidden(text: str) -> bool:
    """Say whether a text holds characters that are not seen, or that turn the direction of writing."""
    return any(unicodedata.category(letter) in _HIDDEN for letter in text)


def plain(text: str) -> str:
    """Give a text with plain digits, hyphens and spaces, whatever script and key it was typed with."""
    marks = str.maketrans("٫٬’−‐‑", ".,'---")
    composed = unicodedata.normalize("NFKC", text.translate(marks))
    digits = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in composed)
    return " ".join(re.sub(r"(?<=\S) ?[–—] ?(?=\S)", " to ", digits).split())


def read_number(text: str) -> Decimal | None:
    """Read a number with or without marks between thousands; None for none. Raises UnclearError for `1,250`."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or len(text) > 2 * MOST_DIGITS:
        return None
    sign, written = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits = _without_groups(written)
    if digits is None or len(digits) > MOST_DIGITS:
        return None
    number = Decimal(sign + digits)
    return number or Decimal(0)


def _without_groups(digits: str) -> str | None:
    """Give digits with at most a decimal point."""
    used = [mark for mark in ".,' " if mark in digits]
    if not used:
        return digits
    last = max(used, key=digits.rfind)
    if len(used) == 1 and digits.count(last) == 1 and last in ".,":
        whole, _, fraction = digits.partition(last)
        grouping = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")  # noqa: PLR2004 - thousands
        if grouping and (last == "," or fraction.endswith("0")):
            raise UnclearError(f"{whole}{fraction} or {write_number(Decimal(f'{whole}.{fraction}'))}")
        return f"{whole}.{fraction}" if fraction else None
    point = last if last in ".," and digits.count(last) == 1 and len(used) > 1 else ""
    whole, _, fraction = digits.partition(point) if point else (digits, "", "")
    groups = re.split(r"[.,' ]", whole)
    separators = set(re.sub(r"\d", "", whole))
    if len(separators) != 1 or not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):  # noqa: PLR2004
        return None
    if point and not fraction.isdigit():
        return None
    return "".join(groups) + (f".{fraction}" if fraction else "")


def write_number(number: Decimal | int) -> str:
    """Write a number with a point and nothing between thousands: `1250000`, `3.5`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_amount(issue: Issue, text: str) -> Amount | None:
    """Read one value of an integer, money, quantity or duration issue; None when it is none."""
    if issue.kind is IssueKind.DURATION:
        return _read_duration(text)
    number = _read_scaled(_without_unit(issue, text))
    if number is None:
        return None
    if issue.kind is IssueKind.INTEGER:
        return int(number) if number == number.to_integral_value() else None
    if issue.kind is IssueKind.MONEY:
        decimals = 3 if issue.currency in _THREE_DECIMALS else 2
        if number != number.quantize(Decimal(1).scaleb(-decimals)):
            return None
    return number


def _read_scaled(text: str) -> Decimal | None:
    digits, _, word = text.rpartition(" ")
    if word.casefold() in _SCALES:
        number = read_number(digits)
        return None if number is None else number.scaleb(_SCALES[word.casefold()])
    return read_number(text)


def _read_duration(text: str) -> Duration | None:
    matched = _DURATION.fullmatch(text)
    number = read_number(matched["number"]) if matched else None
    if matched is None or number is None or number != number.to_integral_value() or not 0 <= number <= MOST_UNITS:
        return None
    return Duration(int(number), Unit(f"{matched['unit'].lower()}s"))


MOST_UNITS = 1_000_000
"""The longest duration, in any unit."""


def _without_unit(issue: Issue, text: str) -> str:
    """Take the unit or the currency of the issue off a text; what is left should be a number."""
    unit = issue.currency or issue.unit
    folded = text.casefold()
    for word in filter(None, (unit, unit.removesuffix("s"), _SYMBOLS.get(issue.currency, ""))):
        if folded.endswith(word.casefold()) and not folded[: -len(word)][-1:].isalpha():
            return text[: -len(word)].strip()
        if issue.currency and folded.startswith(word.casefold()):
            return text[len(word) :].strip()
    return text


def has_unit(issue: Issue, text: str) -> bool:
    """Say whether a text names the unit in which the issue's amounts are counted."""
    if issue.kind is IssueKind.DURATION:
        return bool(re.search(r"(?:minute|hour|day|week|month|year)s?$", text, re.IGNORECASE))
    return _without_unit(issue, text) != text


def unit_of(issue: Issue, amount: Amount) -> str:
    """Give the words that follow the number of an amount; empty when there are none."""
    if isinstance(amount, Duration):
        return amount.unit.removesuffix("s") if amount.count == 1 else str(amount.unit)
    return issue.currency or issue.unit


def number_of(amount: Amount) -> str:
    """Write the number of an amount, without its unit."""
    return write_number(amount.count if isinstance(amount, Duration) else amount)


def write_amount(issue: Issue, amount: Amount) -> str:
    """Write an amount with its unit: `42 days`, `1250000 EUR`, `3.5 km`, `50`."""
    return f"{number_of(amount)} {unit_of(issue, amount)}".strip()
