# SPDX-License-Identifier: Apache-2.0
"""How far the checker of a few pages goes, which needs nothing but Python: five senses of fair, random scenarios.

It runs as a reader runs it, by itself, over a file of answers with the scenario in numbers. The time is its own, from
the beginning of Python to the end.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, Unit
from benchmarks.settlement_parties import preferences
from goodoffices.settlement import Concept, Issue, Option, Scenario, solve
from goodoffices.settlement.in_numbers import in_numbers
from goodoffices.settlement.writing import to_plain


PROGRAM = Path(__file__).resolve().parents[1] / "docs" / "reference" / "check_answers.py"
SIZES = ((2, 20, 5, 100), (2, 60, 10, 1000), (3, 20, 5, 100), (4, 10, 4, 100), (6, 6, 4, 100))
"""Parties, issues, options, points."""
FAIR = (Concept.NASH, Concept.KALAI_SMORODINSKY, Concept.EGALITARIAN, Concept.LEXIMIN, Concept.UTILITARIAN)


def scenario(parties: int, issues: int, options: int, points: int) -> Scenario:
    """Parties that weigh the issues at random, and are content with three tenths of the most."""
    chance = random.Random(1)  # noqa: S311 - an example, not a secret
    each = tuple(Option(id=f"o{number}") for number in range(options))
    made = tuple(Issue(id=f"i{place}", options=each) for place in range(issues))
    return Scenario(
        issues=made, parties=tuple(preferences(f"p{number}", made, chance, points) for number in range(parties))
    )


def run() -> list[Figure]:
    """Let it check the answers to each scenario."""
    figures = []
    for size in SIZES:
        asked = scenario(*size)
        told = {"in numbers": in_numbers(asked), "answers": [to_plain(asked, solve(asked, each)) for each in FAIR]}
        with tempfile.TemporaryDirectory() as folder:
            answers = Path(folder, "answers.json")
            answers.write_text(json.dumps(told), encoding="utf-8")
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            done = subprocess.run([sys.executable, "-I", PROGRAM, answers], capture_output=True, text=True, check=False)
            taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        named = "{} parties, {} issues × {} options, {} points".format(*size)
        right = sum(line.endswith(": right") for line in done.stdout.splitlines())
        figures += [
            Figure(name=f"{named}: answers called right", value=right, unit=Unit.COUNT, bound=len(FAIR), at_least=True),
            Figure(name=f"{named}: CPU time of the checker of a few pages", value=taken * 1000, unit=Unit.MILLISECONDS),
        ]
    return figures
