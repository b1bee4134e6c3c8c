# SPDX-License-Identifier: Apache-2.0
"""What a benchmark measures, and how it is measured on a machine that does other things besides.

A figure is a ratio to a peer measured in the same run, or a count: neither depends much on how fast the machine is.
Times that go into a ratio are CPU times, the best of several rounds, the two sides taking turns.
"""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the number of a figure counts."""

    TIMES = "×"
    PERCENT = "%"
    MILLISECONDS = "ms"
    MEGABYTES = "MB"
    COUNT = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table.

    `name` says what is compared with what, in words; `value` and `bound` are in `unit`; the figure holds when it is
    not above the bound, or, with `at_least`, not below it. `bound` None: only told, nothing is promised.
    """

    name: str
    value: float
    unit: Unit = Unit.TIMES
    bound: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the promise is kept; a figure that promises nothing holds."""
        if self.bound is None:
            return True
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def measure(name: str) -> list[Figure]:
    """The figures of one benchmark, measured in this process."""
    figures: list[Figure] = importlib.import_module(f"benchmarks.{name}").run()
    return figures


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call of `work`, the collector of garbage at rest meanwhile."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def wall_seconds(work: Callable[[], object]) -> float:
    """Seconds on the clock for one call of `work`: for what waits for a disk, which CPU time does not see."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(
    ours: Callable[[], object],
    peer: Callable[[], object],
    *,
    rounds: int = 5,
    clock: Callable[[Callable[[], object]], float] = cpu_seconds,
) -> float:
    """How many times the peer's cost ours is: best of `rounds` each, in turns, so that both meet the same weather."""
    best_ours = best_peer = float("inf")
    for _ in range(rounds):
        best_ours = min(best_ours, clock(ours))
        best_peer = min(best_peer, clock(peer))
    return best_ours / best_peer
