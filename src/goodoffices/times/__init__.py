# SPDX-License-Identifier: Apache-2.0
"""Times: instants of the record's clock, and times of the case as exact as they are known.

This package is the only user of the date-time library, and `now` the only reader of this machine's clock.
"""

from __future__ import annotations

from goodoffices.times.calendar import Unit, days_between, shift
from goodoffices.times.instant import Instant, now, quoted
from goodoffices.times.intervals import (
    ANY,
    UNDATED,
    Interval,
    IntervalOf,
    Order,
    PlaceOf,
    Relation,
    days_apart,
    relation,
)
from goodoffices.times.showing import ENGLISH, Elsewhere, Length, Wording, elsewhere, length, shown, shown_count
from goodoffices.times.when import UNKNOWN, When


__all__ = [
    "ANY",
    "ENGLISH",
    "UNDATED",
    "UNKNOWN",
    "Elsewhere",
    "Instant",
    "Interval",
    "IntervalOf",
    "Length",
    "Order",
    "PlaceOf",
    "Relation",
    "Unit",
    "When",
    "Wording",
    "days_apart",
    "days_between",
    "elsewhere",
    "length",
    "now",
    "quoted",
    "relation",
    "shift",
    "shown",
    "shown_count",
]
