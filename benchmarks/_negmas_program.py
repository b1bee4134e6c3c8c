# SPDX-License-Identifier: Apache-2.0
"""What is run in an environment of its own, beside NegMAS: reads one task from standard input, prints what it took.

A task names a folder of GENIUS files or brings tables (for each party, issue and option a number), a method, and how
many rounds. The answer has the CPU seconds of the best round, what the process grew by, and how many points it found.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
from negmas.inout import Scenario
from negmas.preferences.ops import pareto_frontier
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler


def functions(task: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """The utility functions and the issues of a task."""
    if "folder" in task:
        scenario = Scenario.from_genius_folder(
            task["folder"], ignore_discount=True, ignore_reserved=True, safe_parsing=False
        )
        assert scenario is not None, task
        return list(scenario.ufuns), list(scenario.outcome_space.issues)
    issues = [make_issue(list(range(len(options))), f"i{n}") for n, options in enumerate(task["tables"][0])]
    return [
        LinearAdditiveUtilityFunction(
            values=[dict(enumerate(map(float, options))) for options in party], outcome_space=make_os(issues)
        )
        for party in task["tables"]
    ], issues


def method(task: dict[str, Any]) -> Callable[[], int]:
    """What is measured; it gives how many points were found."""
    ufuns, issues = functions(task)
    if task["method"] == "pareto_frontier":
        return lambda: len(pareto_frontier(ufuns, issues=issues, sort_by_welfare=False)[0])

    def mobanos() -> int:
        sampler = MOBANOSParetoSampler(max_pareto_size=10_000_000)
        sampler.init(ufun=ufuns[0], opponent_ufun=ufuns[1])
        return len(sampler._pareto_front)  # noqa: SLF001 - the points, without asking what each is worth again

    return mobanos


def main() -> None:
    """Do one task."""
    task = json.load(sys.stdin)
    work = method(task)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best, points = float("inf"), 0
    for _ in range(task["rounds"]):
        start = time.process_time()
        points = work()
        best = min(best, time.process_time() - start)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"seconds": best, "megabytes": grown, "points": points}))


if __name__ == "__main__":
    main()
