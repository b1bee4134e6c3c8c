# SPDX-License-Identifier: Apache-2.0
"""The whole frontier of two parties with additive scores, beside NegMAS, which is run as a separate program.

Against its `pareto_frontier`, which looks at every package, at 10^7 packages; and against the quickest it has, its
MOBANOS sampler, at 60 issues of 10 options and on real scenarios of 10^6 packages and more. Both start from what they
keep of a scenario once it is read, and end with the vectors and a package for each; ours counts all packages of each
vector besides, and is exact. Times are CPU times, the best of several rounds, the two taking turns. The real scenarios
are left out where GOODOFFICES_SCENARIOS does not name a folder with them (see `_negmas.py`).

Then what it costs as the frontier grows: random scores; parties that want opposite things; and the hardest there are,
in which every package is nearly as good as any other (knapsack-hard).
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks import _negmas
from benchmarks.figures import Figure, Unit
from goodoffices.exchange.scenarios import read_scenario
from goodoffices.settlement import Limits
from goodoffices.settlement.methods.efficient import efficient
from goodoffices.settlement.tables import Tables, tables


LIMITS = Limits(points=10_000_000)
REAL = ("AMPOvsCity", "6issues", "7issues")
"""Those with two additive parties and 10^6 packages and more that NegMAS can enumerate."""
TURNS = 5
"""How often the peer and ours take turns on a real scenario, so that both meet the same weather."""

Scores = list[list[list[int]]]
"""For each party, issue and option a number."""


def random_scores(issues: int, options: int, points: int, seed: int = 1) -> Scores:
    """Weights and values at random."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    weights = [[chance.random() for _ in range(issues)] for _ in range(2)]
    return [
        [[int(chance.random() * weight / sum(party) * points) for _ in range(options)] for weight in party]
        for party in weights
    ]


def opposed_scores(issues: int, options: int, points: int, seed: int = 1) -> Scores:
    """What the one wants, the other does not, give or take a tenth."""
    chance = random.Random(seed)  # noqa: S311 - see above
    one, other = random_scores(issues, options, points, seed)
    for mine, theirs in zip(one, other, strict=True):
        factor = max(theirs) / max(*mine, 1)
        theirs[:] = [int((max(mine) - score) * factor * chance.uniform(0.9, 1.1)) for score in mine]
    return [one, other]


def hard_scores(issues: int, options: int, points: int, seed: int = 1) -> Scores:
    """What the one gains, the other loses, but for a few points."""
    chance = random.Random(seed)  # noqa: S311 - see above
    share = points // issues
    one = [[chance.randint(0, share) for _ in range(options)] for _ in range(issues)]
    return [one, [[share - score + chance.randint(0, 3) for score in issue] for issue in one]]


def made(scores: Scores) -> Tables:
    """Make tables of scores."""
    issues = tuple(tuple(zip(*options, strict=True)) for options in zip(*scores, strict=True))
    return Tables(tuple(map(len, issues)), issues, (), (), (0, 0), (1, 1))


def read(folder: Path) -> Tables:
    """Read a scenario of GENIUS."""
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xml"))]
    return tables(read_scenario(files, folder=True).scenario)


def ours(table: Tables, rounds: int) -> tuple[float, int]:
    """CPU seconds of the best round, measured as the peer's are, and the vectors on the frontier."""
    best, found = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        found = len(efficient(table, limits=LIMITS))
        best = min(best, time.process_time() - start)
    return best, found


def grown(scores: Scores) -> float:
    """By how many megabytes a process grows in which the frontier is found; for a process of its own."""
    table = made(scores)
    efficient(made(random_scores(3, 3, 10)), limits=LIMITS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    efficient(table, limits=LIMITS)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _grown_alone(scores: Scores) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return max(alone.submit(grown, scores).result(), 0.25)


def run() -> list[Figure]:
    """Compare with NegMAS, then draw the curve."""
    figures = [*_beside_enumeration(random_scores(7, 10, 1_000_000))]
    figures += _large()
    if os.environ.get(_negmas.VARIABLE):
        for name in REAL:
            figures += _beside_mobanos(name, _negmas.scenario(name))
    else:
        print(f"the real scenarios are left out: {_negmas.VARIABLE} names no folder", file=sys.stderr)
    return [*figures, *_curve()]


def _beside_enumeration(scores: Scores) -> Iterable[Figure]:
    peer = _negmas.took("pareto_frontier", rounds=1, tables=scores)
    seconds, found = ours(made(scores), 200)
    memory = _grown_alone(scores)
    where = f"10,000,000 packages ({found} vectors; `pareto_frontier`: {peer.points})"
    yield Figure(
        name=f"NegMAS `pareto_frontier`, CPU time ÷ ours, {where}",
        value=peer.seconds / seconds,
        bound=100_000,
        at_least=True,
    )
    yield Figure(name="our memory ÷ its, the same", value=100 * memory / peer.megabytes, unit=Unit.PERCENT, bound=10)


def _large() -> Iterable[Figure]:
    """Several instances, since a frontier may be twice as large as another of the same size; each has to hold."""
    theirs = mine = memory = 0.0
    for seed in range(1, 6):
        scores = random_scores(60, 10, 1_000_000, seed)
        table = made(scores)
        before, found = ours(table, 50)
        peer = _negmas.took("mobanos", rounds=2, tables=scores)
        seconds = min(before, ours(table, 50)[0])
        theirs += peer.seconds
        mine += seconds
        memory = max(memory, _grown_alone(scores) / peer.megabytes)
        yield Figure(
            name=f"NegMAS MOBANOS, CPU time ÷ ours, 60 issues × 10 options, seed {seed} ({found:,} vectors)",
            value=peer.seconds / seconds,
            bound=1000,
            at_least=True,
        )
    yield Figure(name="the same, the five together", value=theirs / mine, bound=1000, at_least=True)
    yield Figure(name="our memory ÷ its, the most of the five", value=100 * memory, unit=Unit.PERCENT, bound=10)
    yield Figure(name="ours, the five together", value=1000 * mine, unit=Unit.MILLISECONDS)


def _beside_mobanos(name: str, folder: Path) -> Iterable[Figure]:
    table = read(folder)
    turns = [(_negmas.took("mobanos", rounds=5, folder=folder), ours(table, 100)) for _ in range(TURNS)]
    theirs, mine = min(peer.seconds for peer, _ in turns), min(seconds for _, (seconds, _) in turns)
    found, points = turns[0][1][1], turns[0][0].points
    yield Figure(
        name=f"NegMAS MOBANOS, CPU time ÷ ours, {name} ({found} vectors; MOBANOS: {points})",
        value=theirs / mine,
        bound=100,
        at_least=True,
    )
    yield Figure(name=f"ours, {name}", value=1000 * mine, unit=Unit.MILLISECONDS)


def _curve() -> Iterable[Figure]:
    kinds: list[tuple[str, Callable[[int, int, int], Scores], list[tuple[int, int, int]]]] = [
        ("random", random_scores, [(20, 10, 10**6), (40, 10, 10**6), (60, 10, 10**6)]),
        ("opposed", opposed_scores, [(20, 10, 10**6), (40, 10, 10**6), (60, 10, 10**6)]),
        ("knapsack-hard", hard_scores, [(60, 10, 10**3), (60, 10, 10**4), (60, 10, 10**5), (60, 10, 10**6)]),
    ]
    costs = []
    for kind, scores, sizes in kinds:
        for issues, options, points in sizes:
            seconds, found = ours(made(scores(issues, options, points)), 1 if kind == "knapsack-hard" else 3)
            costs.append((found, seconds))
            yield Figure(
                name=f"{kind}, {issues} × {options}, {points:,} points: {found:,} vectors",
                value=1000 * seconds,
                unit=Unit.MILLISECONDS,
            )
    costs.sort()
    yield Figure(
        name="cost per vector of the largest frontier ÷ that of the smallest", value=_per(costs[-1]) / _per(costs[0])
    )


def _per(cost: tuple[int, float]) -> float:
    return cost[1] / cost[0]
