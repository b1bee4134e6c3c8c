# SPDX-License-Identifier: Apache-2.0
"""Terms: what a proposal says on one issue, kept as text in one spelling and read as a value under the issue.

A term is open, all, one value, a range, or a list of persons. Numbers are exact decimals.
"""

from __future__ import annotations

from goodoffices.domain.terms.comparing import contains, difference, overlap, same
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
    compared,
)
from goodoffices.domain.terms.reading import read_term
from goodoffices.domain.terms.writing import write_term


__all__ = [
    "All",
    "Amount",
    "Between",
    "Duration",
    "Exactly",
    "Group",
    "Named",
    "Open",
    "Persons",
    "Single",
    "Term",
    "compared",
    "contains",
    "difference",
    "overlap",
    "read_term",
    "same",
    "write_term",
]
