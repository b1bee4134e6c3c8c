# SPDX-License-Identifier: Apache-2.0
"""Put answers before the checker, which shares nothing with what found them but what is written down.

What it knows of the scenario is the scenario in numbers, and of an answer what `writing` writes.
"""

from __future__ import annotations

from functools import partial

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.checking import ANSWERS
from goodoffices.settlement.checking.checker import SECONDS, Checked, Checker, check_claim
from goodoffices.settlement.checking.frontiers import frontier
from goodoffices.settlement.checking.question import LISTED
from goodoffices.settlement.checking.talks import read
from goodoffices.settlement.in_numbers import in_numbers
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import Result, to_plain


def check(
    scenario: Scenario,
    result: Result,
    *,
    acceptable_only: bool = False,
    listed: int = LISTED,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Checked:
    """Check every claim of an answer; `acceptable_only`: a frontier is one of acceptable packages.

    Issues that hang together are listed up to so many combinations; beyond that a solver is asked.
    """
    from goodoffices.settlement.checking_by_solver import TiedPackages  # noqa: PLC0415 - the solver loads slowly

    plain = to_plain(scenario, result)
    kind = partial(frontier, acceptable_only=True) if acceptable_only else ANSWERS[str(plain["kind"])]
    checker = Checker(
        read(in_numbers(scenario)),
        lambda: -1.0 if limits.spent() else SECONDS if limits.seconds is None else limits.seconds,
        listed=listed,
        solver=TiedPackages,
    )
    return check_claim(checker, plain, kind)
