# SPDX-License-Identifier: Apache-2.0
"""The non-linear scenarios of the 2014 competition: the whole frontier, proven, beside the one that was published.

Utilities are sums of overlapping hyper-rectangles over 10, 30 or 40 issues of 10 values (those called "50issues" have
40). For each scenario: CPU seconds for the frontier, every step of which is a proof; the Nash package, whose product is
the largest on the frontier, counted from 0; and how the published frontier (`pareto.xml` beside the profiles) compares:
a published point above ours would show ours to be wrong. NegMAS cannot enumerate these (10^10 packages and more).

Early versions of GENIUS count sums as they are; later ones count what is beyond `maxutility` as no more than it. Each
frontier is found and proven by both conventions, one beside the other. Cutting off puts no two scores into the other
order, so every vector that is efficient then is one of the uncut frontier, cut off: the two have to agree so.

`GOODOFFICES_SCENARIOS=FOLDER python -m benchmarks.settlement_nonlinear` prints the table and the frontiers themselves,
in the utilities of the profiles.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks import _negmas
from benchmarks.figures import Figure, Unit
from goodoffices.exchange.scenarios import read_scenario
from goodoffices.settlement import Limits, Scenario, Status
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.tables import tables


Point = tuple[int, int]

NAMES = tuple(
    f"{size}issue{rest}" for size in (10, 30, 50) for rest in ("s", "swithRV", "sDiscounted", "sDiscountedwithRV")
)
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Solved:
    """One scenario, its frontier in the utilities of its profiles, and the published one."""

    name: str
    issues: int
    frontier: list[Point]
    """Sums as they are."""
    seconds: float
    cut: list[Point]
    """The frontier as later versions of GENIUS count it: nothing beyond the largest that the profile names."""
    cut_seconds: float
    published: list[Point]

    @property
    def above(self) -> int:
        """How many published points are neither on our frontier nor below it."""
        return sum(not any(one[0] >= p[0] and one[1] >= p[1] for one in self.frontier) for p in self.published)

    @property
    def exact(self) -> int:
        """How many published points are on the frontier."""
        return len(set(self.published) & set(self.frontier))


def solved(name: str) -> Solved:
    """Solve one scenario."""
    folder = _negmas.scenario(name)
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xml"))]
    largest = (_largest(folder / "profile-1.xml"), _largest(folder / "profile-2.xml"))
    scenario = read_scenario(files, folder=True, uncut=True).scenario
    frontier, seconds = _whole(scenario, largest)
    cut, cut_seconds = _whole(read_scenario(files, folder=True).scenario, largest)
    assert cut == _cut_off(frontier, largest), "the two conventions do not agree"
    published = [
        (round(float(one) * largest[0]), round(float(other) * largest[1]))
        for one, other in re.findall(r"([\d.]+),\s*([\d.]+)", (folder / "pareto.xml").read_text())
    ]
    return Solved(name, len(scenario.issues), frontier, seconds, cut, cut_seconds, published)


def _whole(scenario: Scenario, largest: Point) -> tuple[list[Point], float]:
    """The frontier and the CPU seconds it took."""
    table = tables(scenario)
    start = time.process_time()
    found = efficient(table, limits=Limits())
    seconds = time.process_time() - start
    assert found.status is Status.PROVEN, found.remainder
    return [_utilities(table.points(tuple(map(int, row))), largest) for row in found.scores.tolist()], seconds


def _cut_off(frontier: list[Point], largest: Point) -> list[Point]:
    """What is efficient of a frontier's points, cut off; the best for the first party first."""
    best: list[Point] = []
    for point in sorted({(min(one, largest[0]), min(other, largest[1])) for one, other in frontier}, reverse=True):
        if not best or point[1] > best[-1][1]:
            best.append(point)
    return best


def nash(frontier: list[Point]) -> Point:
    """The point with the largest product."""
    return max(frontier, key=lambda point: point[0] * point[1])


def _largest(profile: Path) -> int:
    found = re.search(r'maxutility="(\d+)"', profile.read_text())
    assert found is not None, profile
    return int(found.group(1))


def _utilities(scores: tuple[Fraction, ...], largest: Point) -> Point:
    """The whole numbers of the profile, of which GENIUS makes shares of the largest."""
    one, other = (score * most for score, most in zip(scores, largest, strict=True))
    assert one.denominator == other.denominator == 1
    return int(one), int(other)


def run() -> list[Figure]:
    """Solve all twelve."""
    all_of_them = [solved(name) for name in NAMES]
    slowest = max(all_of_them, key=lambda each: each.seconds)
    cut = max(all_of_them, key=lambda each: each.cut_seconds)
    return [
        Figure(
            name=f"CPU seconds for the slowest of {len(all_of_them)} whole frontiers ({slowest.name}), one core",
            value=slowest.seconds,
            unit=Unit.COUNT,
            bound=SECONDS,
        ),
        Figure(
            name=f"the same with utilities cut off at the largest ({cut.name})",
            value=cut.cut_seconds,
            unit=Unit.COUNT,
            bound=SECONDS,
        ),
        Figure(name="CPU seconds for all twelve", value=sum(each.seconds for each in all_of_them), unit=Unit.COUNT),
        Figure(
            name="CPU seconds for all twelve, cut off",
            value=sum(each.cut_seconds for each in all_of_them),
            unit=Unit.COUNT,
        ),
        Figure(
            name="published points above our frontiers",
            value=sum(each.above for each in all_of_them),
            unit=Unit.COUNT,
            bound=0,
        ),
        Figure(
            name=f"published points below our frontiers, of {sum(len(each.published) for each in all_of_them)}",
            value=sum(len(each.published) - each.exact for each in all_of_them),
            unit=Unit.COUNT,
        ),
    ]


def main() -> None:
    """Print the table and the frontiers."""
    print(
        "| scenario | issues | vectors | CPU s | Nash | product | published | of these efficient | above ours"
        " | vectors, cut off | CPU s | Nash, cut off |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
    )
    all_of_them = []
    for name in NAMES:
        each = solved(name)
        all_of_them.append(each)
        one, other = nash(each.frontier)
        cut = nash(each.cut)
        print(
            f"| {name} | {each.issues} | {len(each.frontier)} | {each.seconds:.1f} | {one}, {other} | {one * other:,} |"
            f" {len(each.published)} | {each.exact} | {each.above} | {len(each.cut)} |"
            f" {each.cut_seconds:.1f} | {cut[0]}, {cut[1]} |",
            flush=True,
        )
    for each in all_of_them:
        for kind, frontier in (("", each.frontier), (", cut off", each.cut)):
            print(f"\n**{each.name}{kind}**: " + "; ".join(f"{one}, {other}" for one, other in frontier) + ".")


if __name__ == "__main__":
    main()
