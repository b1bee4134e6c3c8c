# SPDX-License-Identifier: Apache-2.0
"""How far the checker goes with nothing but Python, and the one of two pages: five senses of fair, random scenarios.

Each runs as a reader runs it, by itself, over a file of answers with the scenario in numbers. The time is its own, from
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
from typing import Any

from benchmarks.figures import Figure, Unit
from benchmarks.settlement_parties import preferences
from goodoffices.settlement import Concept, Issue, Option, Scenario, solve
from goodoffices.settlement.in_numbers import in_numbers
from goodoffices.settlement.writing import to_plain


TOP = Path(__file__).resolve().parents[1]
CHECKER = ("-E", "-S", "-m", "checking")
TWO_PAGES = ("-I", "-S", str(TOP / "docs" / "reference" / "check_answers.py"))
SMALL = ((2, 20, 5, 100), (2, 60, 10, 1000), (3, 20, 5, 100), (4, 10, 4, 100), (6, 6, 4, 100))
LARGE = ((3, 60, 10, 1000), (4, 60, 10, 1000), (6, 20, 10, 1000), (6, 60, 10, 1000))
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
    """Let them check the answers to each scenario."""
    figures = []
    for size in (*SMALL, *LARGE):
        asked = scenario(*size)
        told = {"in numbers": in_numbers(asked), "answers": [to_plain(asked, solve(asked, each)) for each in FAIR]}
        named = "{} parties, {} issues × {} options, {} points".format(*size)
        figures += _checked(told, f"{named}: the checker", CHECKER, ": checked")
        if size in SMALL:
            figures += _checked(told, f"{named}: the one of two pages", TWO_PAGES, ": right")
    return figures


def _checked(told: dict[str, Any], named: str, program: tuple[str, ...], right: str) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "answers.json")
        answers.write_text(json.dumps(told), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        command, place = [sys.executable, *program, str(answers)], TOP / "src" / "goodoffices" / "settlement"
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place)
        taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    found = sum(line.endswith(right) for line in done.stdout.splitlines())
    return [
        Figure(name=f"{named}: answers found right", value=found, unit=Unit.COUNT, bound=len(FAIR), at_least=True),
        Figure(name=f"{named}: CPU time", value=taken * 1000, unit=Unit.MILLISECONDS),
    ]
