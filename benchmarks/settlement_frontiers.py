# SPDX-License-Identifier: Apache-2.0
"""The frontier of three parties whole, and of four to six as a slice that says how much it leaves out.

The scenarios are those of the fair packages (`settlement_parties`): five options for each issue, scores to 10^6. No
other tool lists these frontiers. Told is the CPU time of all threads for all that `frontier` gives, packages and scores
as fractions included; and of a slice how much is missing, as a share of what is at stake for a party.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure, Unit, cpu_seconds
from benchmarks.settlement_parties import scenario
from goodoffices.settlement import Frontier, Limits, Scenario, Status, frontier


WHOLE = (20, 40)
"""So many issues with three parties."""
SLICED = (4, 5, 6)
"""So many parties with 40 issues."""
SECONDS = 20


def run() -> list[Figure]:
    """Measure."""
    return [*_whole(), *_sliced()]


def _listed(asked: Scenario, limits: Limits) -> tuple[Frontier, float]:
    found: list[Frontier] = []
    seconds = cpu_seconds(lambda: found.append(frontier(asked, limits=limits)))
    return found[-1], seconds


def _whole() -> Iterator[Figure]:
    proven = 0
    for issues in WHOLE:
        found, seconds = _listed(scenario(3, issues, dependencies=False), Limits())
        proven += found.status is Status.PROVEN
        what = f"3 parties, {issues} issues: the whole frontier"
        yield Figure(name=f"{what}, vectors", value=len(found.packages), unit=Unit.COUNT)
        yield Figure(name=what, value=seconds * 1000, unit=Unit.MILLISECONDS)
    yield Figure(
        name="frontiers of 3 parties that are whole and proven",
        value=proven,
        unit=Unit.COUNT,
        bound=len(WHOLE),
        at_least=True,
    )


def _sliced() -> Iterator[Figure]:
    for parties in SLICED:
        found, seconds = _listed(scenario(parties, 40, dependencies=False), Limits(seconds=SECONDS))
        what = f"{parties} parties, 40 issues: a slice of the frontier"
        yield Figure(name=f"{what}, vectors", value=len(found.packages), unit=Unit.COUNT)
        yield Figure(name=what, value=seconds * 1000, unit=Unit.MILLISECONDS)
        if found.missing is not None:
            yield Figure(
                name=f"{what}: for no package left out do all listed fall short by more than",
                value=float(100 * found.missing),
                unit=Unit.PERCENT,
            )
