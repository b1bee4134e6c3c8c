# SPDX-License-Identifier: Apache-2.0
"""Exact numbers: every score is a whole number or a fraction, so that a tie is a tie and nothing is lost by rounding.

A number from outside is read as it was written: `"0.35"` is 7/20, and so is the float `0.35`, whose shortest decimal
spelling that is. What is no number, or is not finite, is refused.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import TypeAlias


Number: TypeAlias = int | Fraction | Decimal | float | str
"""What may be given where a score is wanted."""

LONGEST = 60
"""The most characters in which a number may be written."""


def exact(number: Number) -> Fraction:
    """Give a number exactly. Raises ValueError, with a sentence, for what is no finite number."""
    if isinstance(number, bool) or not isinstance(number, int | Fraction | Decimal | float | str):
        raise ValueError(f"{number!r} is not a number")  # noqa: TRY004 - a value that does not fit, whatever its type
    if isinstance(number, int | Fraction):
        return Fraction(number)
    if isinstance(number, str):
        if len(number) > LONGEST:
            raise ValueError(f"a number of more than {LONGEST} characters is not read")
        if "e" in number.lower() and abs(int(number.lower().rpartition("e")[2] or "0")) > LONGEST:
            raise ValueError(f'"{number}" is out of range')
    elif not isfinite(number):
        raise ValueError(f"{number} is not a finite number")
    try:
        return Fraction(repr(number) if isinstance(number, float) else number)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f'"{number}" is not a number') from None
