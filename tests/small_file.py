# SPDX-License-Identifier: Apache-2.0
"""A small case file that tests begin from, and how it is refused when something in it is wrong."""

from __future__ import annotations

import pytest

from goodoffices.domain.state import State
from goodoffices.errors import RefusedError
from goodoffices.exchange.case_file import check_case
from goodoffices.times import Instant


NOW = Instant.read("2026-01-01T00:00:00Z")

GOOD = """\
goodoffices = 1

[mediation]
id = "talks"
title = "Talks"
zone = "Asia/Qatar"

[[delegation]]
id = "hamas"
name = "Hamas"
side = "party"

[[person]]
id = "witkoff"
name = "Steve Witkoff"
spellings = ["Witkov"]

[[issue]]
id = "ceasefire"
name = "Ceasefire"
kind = "duration"

[[exchange]]
id = "r1"
when = "2025-05-11"
kind = "call"
from = ["witkoff"]
to = ["hamas"]
text = "A call."

[[proposal]]
id = "p1"
title = "An offer"
kind = "offer"
when = "after r1"
terms = { ceasefire = "70 to 90 days" }
"""


CAUCUS = (
    GOOD
    + """
[[statement]]
id = "secret"
delegation = "hamas"
when = "2025-05-01"
medium = "telephone"
standing = "off the record"
text = "Between us, fifty days would do."

[[release]]
id = "free"
statement = "secret"
to = ["witkoff"]
form = "paraphrase"
when = "after secret"

[[showing]]
id = "shown"
to = ["witkoff"]
when = "days later than secret"
medium = "meeting"
text = "Fewer days may do."
releases = ["free"]
about = ["secret", "p1"]
"""
)


def refused(text: str | bytes, *, state: State | None = None, why: str | None = None) -> list[str]:
    """The sentences with which a file is refused."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(RefusedError) as caught:
        check_case(data, "case.toml", state, why)
    return [str(mistake) for mistake in caught.value.mistakes]
