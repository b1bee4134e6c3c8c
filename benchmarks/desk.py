# SPDX-License-Identifier: Apache-2.0
"""The desk and a page of the chronology, of a case with 10,000 exchanges and of one with 100.

Both are asked for through the application, after a first request that opens and folds the case. That first request is
told too, and so is the one after something was recorded.
"""

from __future__ import annotations

from functools import partial

from benchmarks._pages import Visitor, visiting
from benchmarks._record import exchange, fill, house
from benchmarks.figures import Figure, Unit, cpu_seconds, ratio
from goodoffices.app.handlers import enter


SMALL, LARGE = 100, 10_000
REQUESTS = 10
PLACE = "/m/measured"


def run() -> list[Figure]:
    """Measure the desk and the chronology of a large case beside those of a small one."""
    with house() as small_house, house() as large_house:
        for made, count in ((small_house, SMALL), (large_house, LARGE)):
            fill(made.begin(), count)
        with visiting(small_house) as small, visiting(large_house) as large:
            first = cpu_seconds(partial(large.get, PLACE))
            figures = [
                _compared("the desk", PLACE, "", small, large),
                _compared("a page of the chronology", f"{PLACE}/chronology", "page=2", small, large),
                _compared("who knows", f"{PLACE}/knowledge", "", small, large),
                _compared("a person", f"{PLACE}/person/anna", "page=2", small, large),
                _compared("a caucus", f"{PLACE}/caucus/union", "page=2", small, large),
            ]
            enter(large_house.mediation(), (exchange(50_000_000),), "conciliator")
            after = cpu_seconds(partial(large.get, PLACE))
    return [
        *figures,
        Figure(
            name=f"the first desk of {LARGE:,} exchanges: open, fold, sort, write",
            value=first * 1000,
            unit=Unit.MILLISECONDS,
        ),
        Figure(name="the desk after one more exchange was recorded", value=after * 1000, unit=Unit.MILLISECONDS),
    ]


def _compared(what: str, path: str, query: str, small: Visitor, large: Visitor) -> Figure:
    def many(visitor: Visitor) -> None:
        for _ in range(REQUESTS):
            visitor.get(path, query)

    for visitor in (small, large):
        visitor.get(path, query)
    value = ratio(partial(many, large), partial(many, small))
    return Figure(name=f"{what} of {LARGE:,} exchanges / of {SMALL}", value=value, bound=2)
