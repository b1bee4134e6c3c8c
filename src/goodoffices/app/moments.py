# SPDX-License-Identifier: Apache-2.0
"""Times as people type them: whatever a case file takes, and besides today, yesterday and a bare 14:30."""

from __future__ import annotations

import re
from typing import Final

from goodoffices.domain.chronology import Calendar
from goodoffices.domain.state import State
from goodoffices.errors import TimeError, said
from goodoffices.times import Instant, Unit, When, quoted, shift


_TODAY: Final = re.compile(r"(?:(today|yesterday|now)\b)?\s*(?:(?:at\s+)?(\d?\d:\d\d))?", re.IGNORECASE)


def typed(text: str, zone: str, now: Instant) -> When:
    """Read a time as somebody typed it, in the zone of the mediation. Raises TimeError."""
    matched = _TODAY.fullmatch(text.strip())
    if matched and matched[0]:
        word, clock = (matched[1] or "today").casefold(), matched[2]
        if word == "now":
            return minute_of(now, zone)
        day = now if word == "today" else Instant(shift(now.seconds, -1, Unit.DAYS, zone))
        text = " ".join(part for part in (day.in_zone(zone)[:10], clock and clock.zfill(5)) if part)
    return When.typed(text, zone)


def minute_of(now: Instant, zone: str) -> When:
    """Give the present minute, with the zone written out."""
    try:
        return When.typed(now.in_zone(zone), zone)
    except TimeError:  # a minute that the clocks of the zone show twice
        return When.typed(now.in_zone("UTC"), "UTC")


def end_of(when: When, state: State) -> Instant:
    """Give the last moment of a time. Raises TimeError for one that has no end."""
    interval = Calendar(state).interval(when)
    if interval.latest is None:
        raise TimeError(text=quoted(str(when)), advice=said("write a day, such as 2025-05-12, or a time on that day"))
    return Instant(interval.latest - 1)
